"""An endpoint of the OpenAI chat form on 127.0.0.1 that behaves as a test tells it to."""

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, Mapping[str, str], bytes]
Behaviour = Callable[[dict[str, Any]], Answer]


@dataclass
class Called:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def question(self) -> str:
        """What the model was shown."""
        return str(self.body["messages"][1]["content"])


def said(content: object, tokens: int = 0) -> Answer:
    """An answer of the chat form."""
    text = content if isinstance(content, str) else json.dumps(content)
    body: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    if tokens:
        body["usage"] = {"total_tokens": tokens}
    return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()


def choosing(points: tuple[int, ...] = (1,), quotes: tuple[int, ...] = ()) -> Behaviour:
    """Choose fixed numbers."""
    return lambda _: said({"points": list(points), "quotes": list(quotes)})


CHOOSES_FIRST = choosing()


@dataclass
class FakeModel:
    """What the endpoint does next, and what it was asked."""

    url: str = ""
    behave: Behaviour = CHOOSES_FIRST
    calls: list[Called] = field(default_factory=list)


def writing(content: str) -> Behaviour:
    """Write a fixed text."""
    return lambda _: said(content)


def failing(status: int, headers: Mapping[str, str] | None = None) -> Behaviour:
    """Refuse."""
    return lambda _: (status, headers or {}, b'{"error": {"message": "no"}}')


def slow(seconds: float, then: Behaviour) -> Behaviour:
    """Answer late."""

    def behave(body: dict[str, Any]) -> Answer:
        time.sleep(seconds)
        return then(body)

    return behave


def once(first: Behaviour, then: Behaviour) -> Behaviour:
    """Do one thing the first time and another ever after."""
    turns = iter([first])

    def behave(body: dict[str, Any]) -> Answer:
        return next(turns, then)(body)

    return behave


def without_schema(then: Behaviour) -> Behaviour:
    """Know no schemas, as older servers do."""
    return lambda body: (400, {}, b"unknown field") if "response_format" in body else then(body)


def offered(question: str) -> int:
    """Count the sentences of a question."""
    part = question.partition("Sentences:")[2].partition("Quotes:")[0]
    return len(re.findall(r"^\d+\. ", part, re.MULTILINE))


@contextlib.contextmanager
def model_server() -> Iterator[FakeModel]:
    """Run an endpoint for the length of a block."""
    fake = FakeModel()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            body = json.loads(raw)
            fake.calls.append(Called(self.path, dict(self.headers.items()), body))
            status, headers, answer = fake.behave(body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(answer)
            if "Content-Length" in headers:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
