"""Requests to a reader's own server: bounded in time and size, its token sent there alone."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import httpcore2

from newsdigest.edges.http.address import Target, parse_target
from newsdigest.edges.http.answers import fold_headers
from newsdigest.edges.http.coding import Unpacker
from newsdigest.edges.http.dial import DialBackend, look_up
from newsdigest.edges.http.failures import KINDS, TroubleError
from newsdigest.edges.http.job import user_agent
from newsdigest.edges.http.proxies import Proxies
from newsdigest.errors import FetchError
from newsdigest.text.clean import clean_line
from newsdigest.urls import shown_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_BYTES: Final = 64 * 1024 * 1024
"""Bytes of one answer: a thousand entries with their texts, and room."""
_LOGIN: Final = frozenset({401, 403})
_OK, _REDIRECT, _REFUSED, _FAILED, _MISSING = 200, 300, 400, 500, 404


@dataclass(frozen=True, slots=True)
class Api:
    """A server's interface: `base` is where the user says it is, `timeout_s` for one answer.

    Redirects are not followed: a token goes to the named server and nowhere else.
    """

    base: str
    timeout_s: float = 30.0
    contact: str = ""
    proxies: Mapping[str, str] | None = field(default=None, repr=False)

    def ask(
        self,
        method: str,
        path: str,
        headers: Sequence[tuple[str, str]] = (),
        content: bytes = b"",
    ) -> bytes:
        """Return the body of an answer; FetchError with a kind of `KINDS` for anything else."""
        try:
            return asyncio.run(self._in_time(method, path, headers, content))
        except TroubleError as trouble:
            shown = clean_line(shown_url(self.base))
            hint = _HINTS.get(trouble.kind, KINDS[trouble.kind].hint)
            why = clean_line(trouble.why)
            raise FetchError("could not fetch", shown, why, hint, kind=trouble.kind) from trouble

    def json(self, method: str, path: str, headers: Sequence[tuple[str, str]]) -> Any:  # noqa: ANN401 JSON
        """Return an answer read as JSON; FetchError where it is none."""
        try:
            return json.loads(self.ask(method, path, headers))
        except ValueError as error:
            shown = clean_line(shown_url(self.base))
            raise FetchError(
                "could not fetch",
                shown,
                "its answer is no JSON",
                _HINTS["not found"],
                kind="garbled",
            ) from error

    async def _in_time(
        self, method: str, path: str, headers: Sequence[tuple[str, str]], content: bytes
    ) -> bytes:
        target = parse_target(self.base.rstrip("/") + path)
        try:
            async with asyncio.timeout(self.timeout_s):
                return await self._answer(target, method, headers, content)
        except TimeoutError as error:
            why = f"no whole answer within {self.timeout_s:.3g} s"
            raise TroubleError("timeout", why) from error

    async def _answer(
        self, target: Target, method: str, headers: Sequence[tuple[str, str]], content: bytes
    ) -> bytes:
        url = httpcore2.URL(
            scheme=target.scheme, host=target.host, port=target.port, target=target.path
        )
        sent = [
            ("Host", target.host_header),
            ("User-Agent", user_agent(self.contact)),
            ("Accept-Encoding", "gzip"),
            *([("Content-Length", str(len(content)))] if content else []),
            *headers,
        ]
        try:
            raw = [(name.encode(), value.encode("latin-1")) for name, value in sent]
            async with (
                self._pool(target) as pool,
                pool.stream(method, url, headers=raw, content=content or None) as response,
            ):
                _must_be_good(response.status)
                return await _body(response)
        except (UnicodeEncodeError, httpcore2.LocalProtocolError) as error:
            why = "its token holds characters that no header may hold"
            raise TroubleError("login", why) from error
        except (httpcore2.ProtocolError, httpcore2.NetworkError, httpcore2.ProxyError) as error:
            raise TroubleError("cut off", "the connection broke off") from error

    def _pool(self, target: Target) -> httpcore2.AsyncConnectionPool:
        proxies = Proxies(self.proxies)
        proxy_url = proxies.for_target(target)
        return httpcore2.AsyncConnectionPool(
            ssl_context=httpcore2.default_ssl_context() if target.scheme == "https" else None,
            proxy=proxies.dial(proxy_url) if proxy_url else None,
            # The user named this server: it may stand in the private network. Nothing else
            # travels over this pool, and no redirect is followed.
            network_backend=DialBackend(allow_private=True, resolve=look_up),
        )


_HINTS: Final = {
    "login": "the token of the server's own settings, in the variable that token_env names",
    "not found": "the address of the server's front page, as in a browser",
    "redirects": "the address that a browser ends at",
}


def _must_be_good(status: int) -> None:
    if _OK <= status < _REDIRECT:
        return
    if status in _LOGIN:
        raise TroubleError("login", f"it does not take the token (HTTP {status})")
    if _REDIRECT <= status < _REFUSED:
        raise TroubleError("redirects", f"it sends us elsewhere (HTTP {status})")
    if status >= _FAILED:
        raise TroubleError("server error", f"HTTP {status}")
    kind = "not found" if status == _MISSING else "rejected"
    raise TroubleError(kind, f"HTTP {status}")


async def _body(response: httpcore2.Response) -> bytes:
    headers, _ = fold_headers(response.headers)
    unpacker = Unpacker(headers.get("content-encoding", ""))
    body = bytearray()
    async with aclosing(response.aiter_stream()) as chunks:
        async for chunk in chunks:
            for piece in unpacker.feed(chunk):
                body += piece
            if len(body) > MOST_BYTES:
                raise TroubleError("too big", f"more than {MOST_BYTES >> 20} MiB")
    unpacker.finish()
    return bytes(body)
