"""Articles made for the tests of grouping."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from newsdigest.models import Article

NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)

BRIDGE = """The city opened a new bridge over the Elm river on Thursday after four years of work, \
linking the old harbour with the northern districts for the first time since 1962.

The 410-metre crossing cost $182 million, about 12 percent more than the budget agreed in 2022, \
according to the city's audit office. Ana Ruiz, the mayor, cut the ribbon."""

STRIKE = """Crane drivers stopped work on Thursday in a dispute over night shifts, leaving nine \
container ships waiting outside the port.

The Dockers Federation said 240 of its members had joined. It wants two paid rest days after \
every fourth night shift, which Marta Silva of the port authority called impossible."""

BATTERY = """Volta Cells, which builds batteries for power grids, filed for a stock market \
listing that could value it at $1.8 billion.

Chief executive Priya Nair will keep her 22 percent stake in the company, which made its first \
profit last year and sells to network operators in nine countries."""


def article(title: str, text: str = "", /, days: float = 0, **fields: Any) -> Article:
    """Make an article of one outlet, `days` after noon of the first day."""
    site = fields.pop("site", "Example Times")
    slug = "-".join(title.lower().split())
    return Article(
        **{
            "title": title,
            "text": text,
            "site": site,
            "url": f"https://{site.lower().replace(' ', '-')}.test/{slug}",
            "published": NOON + timedelta(days=days),
            "language": "en",
            **fields,
        }
    )
