"""The newsroom's data -> pages and feeds on 127.0.0.1, dated from now.

The pages are messy in the ways that real ones are: the headline stands in the body again, a pull
quote repeats a sentence, labels stand between paragraphs.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from newsdigest.errors import UsageError
from newsdigest.package_data import package_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOST: Final = "127.0.0.1"
PORT: Final = 8642
"""Where it stands unless another port is asked for."""

Outlet = dict[str, Any]
_HTML: Final = "text/html; charset=utf-8"
_RSS: Final = "application/rss+xml; charset=utf-8"


class Newsroom:
    """Serve the sample newsroom; use as a context manager. Only this machine can reach it."""

    def __init__(self, port: int = PORT) -> None:
        try:
            self._server = ThreadingHTTPServer((HOST, port), _Desk)
        except (OSError, OverflowError) as error:
            why = (getattr(error, "strerror", None) or "no such port").lower()
            raise UsageError(
                "cannot serve the sample newsroom", f"port {port}", why, "newsdigest demo --port 0"
            ) from error
        self._server.daemon_threads = True
        self.url = f"http://{HOST}:{self._server.server_port}"
        _Desk.pages = dict(_pages(self.url, datetime.now(UTC)))

    def serve(self) -> None:
        """Answer until somebody stops it."""
        self._server.serve_forever(poll_interval=0.1)

    def close(self) -> None:
        """Let the port go."""
        self._server.server_close()

    def stop(self) -> None:
        """End `serve`, which runs in another thread."""
        self._server.shutdown()


class _Desk(BaseHTTPRequestHandler):
    """Answer for the pages there are."""

    pages: Mapping[str, tuple[str, str]] = {}

    def do_GET(self) -> None:
        """Send a page, or say that there is none."""
        kind, body = self.pages.get(self.path.partition("?")[0], ("", ""))
        data = body.encode("utf-8")
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or _HTML)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the library's name
        """Say nothing: the reader's own terminal is not a log."""


def _pages(root: str, now: datetime) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield (path, (content type, body)) for every page, feed and front page."""
    outlets: list[Outlet] = json.loads(package_text("newsdigest.edges.demo", "newsroom.json"))[
        "outlets"
    ]
    for outlet in outlets:
        home = f"/{outlet['slug']}"
        yield f"{home}/", (_HTML, _front(outlet))
        yield f"{home}/feed.xml", (_RSS, _feed(outlet, root + home, now))
        for story in outlet["stories"]:
            yield f"{home}/{story['slug']}.html", (_HTML, _page(outlet, story, now))
    names = "".join(f'<li><a href="/{o["slug"]}/">{escape(o["name"])}</a></li>' for o in outlets)
    yield "/", (_HTML, f"<!DOCTYPE html><title>A sample newsroom</title><ul>{names}</ul>")


def _when(story: Mapping[str, Any], now: datetime) -> datetime:
    return (now - timedelta(hours=story["hours_ago"])).replace(microsecond=0)


def _feed(outlet: Outlet, home: str, now: datetime) -> str:
    items = "".join(
        f"<item><title>{escape(one['title'])}</title><link>{home}/{one['slug']}.html</link>"
        f"<pubDate>{format_datetime(_when(one, now))}</pubDate>"
        f"<description>{escape(one['lines'][0])}</description></item>"
        for one in outlet["stories"]
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(outlet['name'])}</title><link>{home}/</link><language>en</language>"
        f"{items}</channel></rss>"
    )


def _front(outlet: Outlet) -> str:
    links = "".join(
        f'<li><a href="{one["slug"]}.html">{escape(one["title"])}</a></li>'
        for one in outlet["stories"]
    )
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{escape(outlet['name'])}</title>"
        '<link rel="alternate" type="application/rss+xml" href="feed.xml"></head>'
        f"<body><h1>{escape(outlet['name'])}</h1><ul>{links}</ul></body></html>"
    )


def _page(outlet: Outlet, story: Mapping[str, Any], now: datetime) -> str:
    title, name = escape(story["title"]), escape(outlet["name"])
    lines = [escape(line, quote=False) for line in story["lines"]]
    pulled = f"<blockquote>{lines[0].partition(', ')[0]}</blockquote>"
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title} - {name}</title>"
        f'<meta property="og:site_name" content="{name}">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="{_when(story, now).isoformat()}">'
        f'<meta name="author" content="{escape(story["author"])}"></head><body>'
        "<nav><a href='./'>Home</a> <a href='./'>City</a> <a href='./'>Weather</a></nav>"
        f"<article><h1>{title}</h1><p>{title}</p>{body}{pulled}<p>Add new comment</p></article>"
        f"<footer>© {name}. All rights reserved.</footer></body></html>"
    )
