"""Publishers on the loopback server, and a reader who follows them."""

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path

import pytest
from tests.cli.terminal import Ran, Terminal
from tests.servers.loopback import Asked, Handler, Loopback, reply

from newsdigest import wiring

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
TODAY = NOW.date()


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask hosts without a gap, and read pages in this process."""
    patient = wiring.fetch_options
    monkeypatch.setattr(
        wiring, "fetch_options", lambda *args, **more: replace(patient(*args, **more), gap_s=0.0)
    )
    monkeypatch.setattr(wiring, "workers", lambda: contextlib.nullcontext(wiring.in_process))


@dataclass
class Publisher:
    """A site on a host of its own, with one feed."""

    server: Loopback
    name: str
    host: int
    section: str = "World"
    items: list[str] = field(default_factory=list)

    @property
    def feed(self) -> str:
        return self.server.url(f"/{self.slug}.xml", self.host)

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")

    def publish(self, title: str, when: datetime | None, *lines: str, summary: str = "") -> str:
        """Put an article on the site and into the feed; return its address."""
        path = f"/{self.slug}/{'-'.join(title.lower().split())}"
        body = "".join(f"<p>{escape(line)}</p>" for line in lines)
        page = (
            f"<!DOCTYPE html><html lang=en><head><title>{escape(title)} - {self.name}</title>"
            f'<meta property="og:site_name" content="{self.name}"></head><body><article>'
            f"<h1>{escape(title)}</h1>{body}</article></body></html>"
        )
        self.server.page(path, page)
        url = self.server.url(path, self.host)
        date_line = f"<pubDate>{format_datetime(when)}</pubDate>" if when else ""
        self.items.insert(
            0,
            f"<item><title>{escape(title)}</title><link>{url}</link>{date_line}"
            f"<description>{escape(summary)}</description></item>",
        )
        self.serve()
        return url

    def serve(self) -> None:
        """Answer for the feed as it now stands, with validators."""
        body = (
            f"<rss version='2.0'><channel><title>{self.name}</title>{''.join(self.items)}"
            "</channel></rss>"
        ).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        self.server.handlers[f"/{self.slug}.xml"] = _feed(body, etag)

    def answer(self, status: int, body: bytes = b"") -> None:
        """Answer for the feed with something else."""
        self.server.page(f"/{self.slug}.xml", body or b"no", status=status)


def _feed(body: bytes, etag: str) -> Handler:
    async def send(asked: Asked, writer: object) -> None:
        known = asked.headers.get("if-none-match") == etag
        kind, status = "application/rss+xml", 304 if known else 200
        answer = reply(b"" if known else body, kind, status, {"ETag": etag})
        writer.write(answer)  # type: ignore[attr-defined]
        await writer.drain()  # type: ignore[attr-defined]

    return send


class Newsroom:
    """A reader's home and the publishers they follow."""

    def __init__(self, user: Terminal, server: Loopback) -> None:
        self.user = user
        self.server = server
        self.publishers: list[Publisher] = []
        self.news = user.home / "News"
        self.config = user.home / ".config/newsdigest/config.toml"
        self.state = user.home / ".local/state/newsdigest"

    def found(self, name: str, section: str = "World") -> Publisher:
        """Open a publisher on the next host."""
        made = Publisher(self.server, name, len(self.publishers) + 2, section)
        self.publishers.append(made)
        made.serve()
        return made

    def follow(self, digest: str = "", rest: str = "", feeds: Sequence[str] = ()) -> None:
        """Write a configuration that follows all publishers; texts go into its sections."""
        tables = [
            f'[[feeds]]\nurl = "{one.feed}"\nsection = "{one.section}"\n' for one in self.publishers
        ]
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(
            f'[digest]\ndir = "{self.news}"\ntimezone = "UTC"\n{digest}\n{rest}\n'
            + "\n".join([*tables, *feeds]),
            "utf-8",
        )

    def daily(self, *words: str, **env: str) -> Ran:
        """Run `newsdigest daily` in this process."""
        return self.user.called("daily", *words, env=env)

    def file(self, day: date = TODAY) -> Path:
        """Give the path of a day's file."""
        return self.news / f"{day}.md"


BRIDGE = """\
The city opened a new bridge over the Elm river on Monday after four years of work, linking the \
old harbour with the northern districts for the first time since 1962.
The 410-metre crossing cost $182 million, about 12 percent more than the budget agreed in 2022, \
the audit office said in a report published last week.
“We promised it would open before winter, and it has,” said Ana Ruiz, the mayor.""".splitlines()
STRIKE = """\
A strike at Elm harbour entered its third week on Friday after a night of talks between the port \
authority and the dockers ended without a deal.
The port authority said that 14 of 22 cranes were idle and that nine container ships had been \
sent to other ports since the weekend.
Fruit importers count the losses of a season and ask both sides to return to the table.\
""".splitlines()
BATTERY = """\
Volta Cells, which builds batteries for power grids, filed on Thursday for a listing that could \
value it at $3.4 billion, the largest of its kind this year.
The company said in its prospectus that revenue rose by 61 percent to $412 million in the year \
to September, while its losses halved.
Utilities in five countries have signed contracts that run for a decade or more.\
""".splitlines()
STORM = """\
A storm with winds of 130 kilometres an hour crossed the hills on Saturday, felled hundreds of \
trees and left 4,000 households without electricity.
Rescue teams were called out 212 times, mostly to clear roads, and nobody was seriously hurt.
The weather service expects calmer days, with frost at night and snow above 900 metres.\
""".splitlines()
