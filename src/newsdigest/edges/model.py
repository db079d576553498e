"""Prompts -> answers of an endpoint of the OpenAI chat form: the only room that speaks to a model.

What is sent is the prompt and the model's name; what comes back is text, bounded in time and size,
or the reason why there is none. Whether the text may be used is not decided here.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import httpcore2

from newsdigest.edges.http.address import Target, parse_target
from newsdigest.edges.http.answers import fold_headers, retry_after
from newsdigest.edges.http.coding import Unpacker
from newsdigest.edges.http.dial import DialBackend, look_up
from newsdigest.edges.http.failures import TroubleError
from newsdigest.edges.http.job import user_agent
from newsdigest.edges.http.proxies import Proxies
from newsdigest.models import Failure
from newsdigest.text.clean import clean_line
from newsdigest.urls import shown_url

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping, Sequence

    from newsdigest.models.choice import Prompt

_ROUTE: Final = "/chat/completions"
_MOST_BYTES: Final = 1024 * 1024
_RETRIES: Final = 2
_BUSY: Final = frozenset({429, 503})
_LOGIN: Final = frozenset({401, 403})
_NO_SCHEMA: Final = frozenset({400, 404, 415, 422, 500, 501})
_OK: Final = 200
# Where one of these stands in the way, it stands in the way of every other question too.
_FOR_ALL: Final = frozenset({"cannot resolve", "refused", "login", "tls", "bad address"})


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Where a model is and how long it may take.

    `url` is the endpoint's base ("http://localhost:11434/v1") or the route itself. `key` is sent
    as a bearer token, to this origin alone, and never shown. `timeout_s` is for one answer,
    repeats included; `left_s` says how much of the whole run's time is left.
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    timeout_s: float = 60.0
    concurrency: int = 2
    contact: str = ""
    left_s: Callable[[], float] = lambda: float("inf")


@dataclass(slots=True)
class _Said:
    """One answer of the server: its status, headers by lower-case name, and its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class ModelEndpoint:
    """Ask a model, several questions at once; redirects are not followed."""

    def __init__(
        self,
        options: ModelOptions,
        schema: Mapping[str, Any],
        proxies: Mapping[str, str] | None = None,
    ) -> None:
        self._options = options
        self._schema = schema
        self._proxies = Proxies(proxies)
        self._takes_schema = True
        self._down: TroubleError | None = None
        self.tokens = 0

    @property
    def name(self) -> str:
        """Name the model, for the digest to say who chose."""
        return self._options.name

    def ask(self, prompts: Sequence[Prompt]) -> Sequence[str | Failure]:
        """Return one answer per prompt, in their order: what the model wrote, or a failure.

        `tokens` grows by what each answer cost, as the endpoint counts or as estimated.
        """
        return asyncio.run(self._ask_all(prompts))

    async def _ask_all(self, prompts: Sequence[Prompt]) -> Sequence[str | Failure]:
        seats = asyncio.Semaphore(self._options.concurrency)
        try:
            target = parse_target(_route(self._options.url))
        except TroubleError as trouble:
            return [self._failure(trouble) for _ in prompts]
        async with self._pool(target) as pool:

            async def one(prompt: Prompt) -> str | Failure:
                async with seats:
                    return await self._answer(pool, target, prompt)

            return await asyncio.gather(*(one(prompt) for prompt in prompts))

    async def _answer(
        self, pool: httpcore2.AsyncConnectionPool, target: Target, prompt: Prompt
    ) -> str | Failure:
        if self._down is not None:
            return self._failure(self._down)
        limit_s = min(self._options.timeout_s, self._options.left_s())
        try:
            async with asyncio.timeout(max(limit_s, 0.0)):
                said = await self._patiently(pool, target, prompt)
            content, tokens = _content(said)
        except TimeoutError:
            return self._failure(TroubleError("timeout", f"no answer within {limit_s:.3g} s"))
        except TroubleError as trouble:
            if trouble.kind in _FOR_ALL:
                self._down = trouble
            return self._failure(trouble)
        self.tokens += tokens or prompt.tokens
        return content

    async def _patiently(
        self, pool: httpcore2.AsyncConnectionPool, target: Target, prompt: Prompt
    ) -> _Said:
        """Ask again where the endpoint is busy and says for how long, or knows no schema."""
        tries = 0
        while True:
            schema = self._takes_schema
            said = await self._send(pool, target, prompt, schema=schema)
            if schema and said.status in _NO_SCHEMA:
                self._takes_schema = False
                continue
            if said.status not in _BUSY or tries == _RETRIES:
                return said
            tries += 1
            until = retry_after(said.headers.get("retry-after", ""), datetime.now(UTC))
            if until is None:
                return said
            await asyncio.sleep(max(0.0, (until - datetime.now(UTC)).total_seconds()))

    async def _send(
        self, pool: httpcore2.AsyncConnectionPool, target: Target, prompt: Prompt, *, schema: bool
    ) -> _Said:
        url = httpcore2.URL(
            scheme=target.scheme, host=target.host, port=target.port, target=target.path
        )
        content = json.dumps(self._request(prompt, schema=schema)).encode("ascii")
        try:
            async with pool.stream(
                "POST", url, headers=self._headers(target, len(content)), content=content
            ) as response:
                headers, _ = fold_headers(response.headers)
                body = await _bounded(response, headers)
                return _Said(response.status, headers, body)
        except httpcore2.LocalProtocolError as error:
            why = "its key holds characters that no header may hold"
            raise TroubleError("login", why) from error
        except (httpcore2.ProtocolError, httpcore2.NetworkError, httpcore2.ProxyError) as error:
            raise TroubleError("cut off", "the connection broke off") from error

    def _request(self, prompt: Prompt, *, schema: bool) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "model": self._options.name,
            "messages": [
                {"role": "system", "content": prompt.system},
                {"role": "user", "content": prompt.user},
            ],
            "temperature": 0,
            "stream": False,
        }
        if schema:
            shape = {"name": "choice", "schema": self._schema, "strict": True}
            asked["response_format"] = {"type": "json_schema", "json_schema": shape}
        return asked

    def _headers(self, target: Target, length: int) -> list[tuple[bytes, bytes]]:
        headers = {
            "Host": target.host_header,
            "User-Agent": user_agent(self._options.contact),
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Content-Type": "application/json",
            "Content-Length": str(length),
        }
        if self._options.key:
            headers["Authorization"] = f"Bearer {self._options.key}"
        try:
            return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        except UnicodeEncodeError as error:
            why = "its key holds characters that no header may hold"
            raise TroubleError("login", why) from error

    def _pool(self, target: Target) -> httpcore2.AsyncConnectionPool:
        proxy_url = self._proxies.for_target(target)
        return httpcore2.AsyncConnectionPool(
            ssl_context=httpcore2.default_ssl_context() if target.scheme == "https" else None,
            proxy=self._proxies.dial(proxy_url) if proxy_url else None,
            max_connections=self._options.concurrency,
            # The user named this endpoint: it may stand in the private network. Nothing else
            # travels over this pool, and no redirect is followed.
            network_backend=DialBackend(allow_private=True, resolve=look_up),
        )

    def _failure(self, trouble: TroubleError) -> Failure:
        shown = clean_line(shown_url(self._options.url))
        hint = _HINTS.get(trouble.kind, "newsdigest doctor")
        return Failure(
            shown, "model", f"could not ask the model: {shown}: {clean_line(trouble.why)}", hint
        )


_HINTS: Final = {
    "login": "key_env in [model]: the name of a variable that holds the key",
    "refused": "is the model's server running?",
    "not found": "url in [model], such as http://localhost:11434/v1, and a name that it knows",
}


def _route(url: str) -> str:
    bare = url.rstrip("/")
    return bare if bare.endswith(_ROUTE) else bare + _ROUTE


async def _bounded(response: httpcore2.Response, headers: Mapping[str, str]) -> bytes:
    unpacker = Unpacker(headers.get("content-encoding", ""))
    body = bytearray()
    async with aclosing(_pieces(response, unpacker)) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > _MOST_BYTES:
                raise TroubleError("too big", "its answer is larger than 1 MiB")
    unpacker.finish()
    return bytes(body)


async def _pieces(response: httpcore2.Response, unpacker: Unpacker) -> AsyncGenerator[bytes]:
    async for chunk in response.aiter_stream():
        for piece in unpacker.feed(chunk):
            yield piece


def _content(said: _Said) -> tuple[str, int]:
    """Give what the model wrote, and the tokens it cost (0: not told); raise `TroubleError`."""
    if said.status in _LOGIN:
        raise TroubleError("login", f"it refuses the key (HTTP {said.status})")
    if said.status in _BUSY:
        raise TroubleError("busy", f"it is busy (HTTP {said.status})")
    if said.status != _OK:
        kind = "not found" if said.status == 404 else "server error"  # noqa: PLR2004 HTTP's own
        raise TroubleError(kind, f"HTTP {said.status}")
    try:
        found = json.loads(said.body)
        content = found["choices"][0]["message"]["content"]
        tokens = found.get("usage", {}).get("total_tokens", 0)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise TroubleError("garbled", "its answer is not of the chat form") from error
    if not isinstance(content, str):
        raise TroubleError("garbled", "its answer is not of the chat form")
    return content, tokens if isinstance(tokens, int) and tokens > 0 else 0
