"""Miniflux and FreshRSS on the loopback, after their own documentation, with faults to order.

https://miniflux.app/docs/api.html
https://freshrss.github.io/FreshRSS/en/developers/06_GoogleReader_API.html
"""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "s3cr3t-t0ken"  # noqa: S105 a fake's
USER = "alice"
Json = dict[str, Any]
FEEDS = {1: ("Example Times", "World"), 2: ("Tech Test", "Tech"), 3: ("Quiet Weekly", "World")}


@dataclass
class FakeReader:
    """What the server holds, what it was asked, and what it does wrong next."""

    url: str = ""
    entries: list[Json] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    fault: str = ""
    fault_at: str = ""

    def publish(self, feed: int, title: str, url: str, html: str, when: str) -> str:
        """Put an unread entry into a feed; return its id."""
        number = len(self.entries) + 888
        self.entries.append(
            {"id": number, "feed_id": feed, "title": title, "url": url, "content": html,
             "published_at": when, "status": "unread", "author": "Jane Doe"}
        )  # fmt: skip
        return str(number)

    @property
    def unread(self) -> list[Json]:
        """Give what is not read, the newest first."""
        return [one for one in reversed(self.entries) if one["status"] == "unread"]

    def mark(self, ids: list[str]) -> None:
        for one in self.entries:
            if str(one["id"]) in ids:
                one["status"] = "read"
        self.read += ids


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeReader

    def handle_one(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        self.fake.asked.append(f"{self.command} {self.path}")
        fault = self.fake.fault if self.fake.fault_at in self.path else ""
        if fault.isdigit():
            self.send(int(fault), b"no")
        elif fault == "slow":
            time.sleep(3)
            self.send(200, b"{}")
        elif fault == "half":
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b'{"entries": [{"id": 1, "tit')
            self.close_connection = True
        elif fault == "html":
            self.send(200, b"<!doctype html><title>Log in</title>")
        elif fault == "shape":
            self.send(200, b'{"entries": 3, "subscriptions": 3, "items": "x"}')
        else:
            self.answer(body)

    do_GET = do_POST = do_PUT = handle_one  # noqa: N815 as the library calls them

    def answer(self, body: bytes) -> None:
        raise NotImplementedError

    def send(self, status: int, body: bytes | object) -> None:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


class _Miniflux(_Handler):
    def answer(self, body: bytes) -> None:
        if self.headers.get("X-Auth-Token") != TOKEN:
            self.send(401, {"error_message": "access unauthorized"})
            return
        path = urlsplit(self.path).path
        if path == "/v1/feeds":
            self.send(200, [
                {"id": number, "title": title, "site_url": f"https://{number}.test/",
                 "feed_url": f"https://{number}.test/feed.xml", "category": {"title": section}}
                for number, (title, section) in FEEDS.items()
            ])  # fmt: skip
        elif path == "/v1/entries" and self.command == "GET":
            assert self.query["status"] == "unread"
            start, limit = int(self.query["offset"]), int(self.query["limit"])
            found = self.fake.unread
            self.send(200, {"total": len(found), "entries": found[start : start + limit]})
        elif path == "/v1/entries":
            asked = json.loads(body)
            assert asked["status"] == "read"
            self.fake.mark([str(one) for one in asked["entry_ids"]])
            self.send(204, b"")
        else:
            self.send(404, b"no")


class _FreshRss(_Handler):
    root = "/api/greader.php"
    auth = f"{USER}/8e6845e089457af25303abc6f53356eb60bdb5f8"

    def answer(self, body: bytes) -> None:
        path = urlsplit(self.path).path.removeprefix(self.root)
        form = parse_qs(body.decode())
        if path == "/accounts/ClientLogin":
            good = form.get("Email") == [USER] and form.get("Passwd") == [TOKEN]
            self.send(*((200, f"SID={self.auth}\nLSID=null\nAuth={self.auth}\n".encode())
                        if good else (401, b"Unauthorized!")))  # fmt: skip
            return
        if self.headers.get("Authorization") != f"GoogleLogin auth={self.auth}":
            self.send(401, b"Unauthorized!")
        elif path == "/reader/api/0/subscription/list":
            self.send(200, {"subscriptions": [
                {"id": f"feed/{number}", "title": title, "htmlUrl": f"https://{number}.test/",
                 "url": f"https://{number}.test/feed.xml",
                 "categories": [{"id": f"user/-/label/{section}", "label": section}]}
                for number, (title, section) in FEEDS.items()
            ]})  # fmt: skip
        elif path == "/reader/api/0/stream/contents/reading-list":
            assert self.query["xt"] == "user/-/state/com.google/read"
            start, count = int(self.query.get("c", 0)), int(self.query["n"])
            found = self.fake.unread
            more = {"continuation": str(start + count)} if start + count < len(found) else {}
            items = [self.item(one) for one in found[start : start + count]]
            self.send(200, {"id": "user/-/state/com.google/reading-list", "items": items, **more})
        elif path == "/reader/api/0/token":
            self.send(200, b"8e6845e089457af25303abc6f53356eb60bdb5f8ZZZZZZZZZZZZZZZZZ\n")
        elif path == "/reader/api/0/edit-tag":
            assert form["a"] == ["user/-/state/com.google/read"]
            assert form["T"][0].endswith("ZZZZ")
            self.fake.mark([str(int(one.rpartition("/")[2], 16)) for one in form["i"]])
            self.send(200, b"OK")
        else:
            self.send(404, b"no")

    @staticmethod
    def item(one: Json) -> Json:
        return {
            "id": f"tag:google.com,2005:reader/item/{one['id']:016x}",
            "title": one["title"],
            "published": int(time.mktime(time.strptime(one["published_at"], "%Y-%m-%dT%H:%M:%SZ"))),
            "canonical": [{"href": one["url"]}],
            "alternate": [{"href": one["url"]}],
            "author": one["author"],
            "summary": {"content": one["content"]},
            "origin": {"streamId": f"feed/{one['feed_id']}"},
        }


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of a client that hung up: some faults make it."""


@contextlib.contextmanager
def reader_server(kind: str) -> Iterator[FakeReader]:
    """Run a server of a kind, miniflux or freshrss, for the length of a block."""
    fake = FakeReader()
    base = {"miniflux": _Miniflux, "freshrss": _FreshRss}[kind]
    handler = type("Handler", (base,), {"fake": fake})
    server = _Quiet(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
