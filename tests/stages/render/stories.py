"""A story and a day of our own, with a case of everything that renderers draw."""

from dataclasses import replace
from datetime import UTC, date, datetime

from newsdigest.models import (
    Article,
    Digest,
    Failure,
    Gloss,
    KeyPoint,
    LeftOut,
    Paragraph,
    Quote,
    Story,
    Telling,
    TitleOnly,
    ToldStory,
)

BRIDGE = (
    (
        "The city opened a new bridge over the Elm river on Monday after four years of work,"
        " linking the old harbour with the northern districts for the first time since 1962."
    ),
    (
        "The 410-metre crossing cost $182 million, about 12 percent more than the budget agreed in"
        " 2022, according to the city's audit office."
    ),
    (
        "Ana Ruiz, the mayor, told a crowd at the northern ramp: “We promised it would open before"
        " winter, and it has.”"
    ),
    (
        "Omar Diallo, who leads the Northside Tenants Union, said: “We will keep asking for a"
        " resident discount.”"
    ),
)
BUSES = "Buses will use the bridge free of charge until January."


def article(*paragraphs: str, **about: object) -> Article:
    """Join paragraphs into an article."""
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Paragraph(at, at + len(paragraph)))
        at += len(paragraph) + 2
    made = Article(title="", text="\n\n".join(paragraphs), paragraphs=tuple(spans))
    return replace(made, **about)  # type: ignore[arg-type]


def at(hour: int, minute: int, day: int = 21) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


TIMES = article(
    *BRIDGE,
    title="City opens new river bridge",
    url="https://example-times.test/bridge",
    site="Example Times",
    authors=("Jane Doe",),
    published=at(10, 30),
    language="en",
    left_out=(
        LeftOut("repeated headline", "City opens new river bridge"),
        LeftOut("repeated headline", "City opens new river bridge"),
        LeftOut("pull quote", "We promised it would open before winter"),
        LeftOut("site furniture", "Add new comment"),
        LeftOut("site furniture", "Read our comment policy"),
    ),
)
HERALD = article(
    BUSES,
    title="Bridge open",
    url="https://herald.test/n/881",
    site="Elm Herald",
    published=at(11, 5),
)
RADIO = article(
    "The bridge is open.",
    title="Bridge",
    url="https://4n.test/b",
    site="Radio 4N",
    published=at(13, 40),
)


def passage(read: Article, text: str, number: int = 0, **more: object) -> KeyPoint:
    start = read.text.index(text)
    return KeyPoint(text, start, start + len(text), number, **more)  # type: ignore[arg-type]


def said(read: Article, text: str, speaker: str = "", description: str = "") -> Quote:
    start = read.text.index(text)
    return Quote(text, start, start + len(text), 0, speaker, description, confidence=0.9)


POINTS = (
    passage(TIMES, BRIDGE[0], index=0, parts=(("lead", 0.4), ("repeats", -0.125))),
    passage(TIMES, BRIDGE[1], index=1),
)
QUOTES = (
    said(TIMES, "We promised it would open before winter, and it has.", "Ana Ruiz", "mayor"),
    said(TIMES, "We will keep asking for a resident discount."),
)
EXPLAINED = Gloss(
    BUSES.index(" free"),
    TIMES.text.index("a new bridge"),
    TIMES.text.index(" on Monday"),
    0,
    "noun",
)
ALONE = Telling(Story("a1", TIMES.title, (TIMES,)), POINTS, QUOTES)
TOLD_BY_THREE = Telling(
    Story(
        "b1",
        TIMES.title,
        (TIMES, HERALD, RADIO),
        section="World",
        why=("the first", "same event, 5 terms shared", "same event, 3 terms shared"),
    ),
    (*POINTS, passage(HERALD, BUSES, 1, only_in="Elm Herald", glosses=(EXPLAINED,))),
    QUOTES[:1],
)
STRIKE = article(
    "The port authority said on Friday that 14 of 22 cranes were idle.",
    title="Harbour strike enters third week",
    url="https://herald.test/n/902",
    site="Elm Herald",
    published=at(17, 20, day=20),
    language="en",
)
UPDATE = Telling(
    Story(
        "c1",
        STRIKE.title,
        (STRIKE,),
        section="World",
        update_of=ToldStory("c0", "Strike", date(2026, 11, 19)),
    ),
    (passage(STRIKE, STRIKE.text),),
)
BATTERY = article(
    "Volta Cells filed for a listing on Thursday.",
    title="Grid battery firm files for listing",
    url="https://tech.test/p/77",
    site="Tech Test",
    published=at(9, 12),
    teaser=True,
    teaser_why="the page shows 60 words and asks for a subscription",
)
TEASER = Telling(
    Story("d1", BATTERY.title, (BATTERY,), section="Tech"), (passage(BATTERY, BATTERY.text),)
)


def alone() -> Digest:
    """Make the digest of one link."""
    return Digest(TIMES.title, (ALONE,), sources_ok=1)


def several() -> Digest:
    """Make the digest of several links, three of which tell one story."""
    return Digest("2 stories", (TOLD_BY_THREE, UPDATE), sources_ok=4)


def day() -> Digest:
    """Make a whole day's digest, with troubles."""
    return Digest(
        "News digest, Saturday 21 November 2026",
        (TOLD_BY_THREE, UPDATE, TEASER),
        day=date(2026, 11, 21),
        since=at(6, 30, day=20),
        more_titles=(
            TitleOnly("Cup final moved to Sunday", "https://herald.test/n/899", "Elm Herald"),
            TitleOnly("Snow expected", "https://herald.test/n/897", "Elm Herald"),
            TitleOnly("Council meets", "https://4n.test/c", "Radio 4N"),
        ),
        failures=(
            Failure(
                "Coast Daily",
                "gone",
                "HTTP 410 since 12 Nov (9 runs). It is probably gone:",
                "newsdigest feeds remove coast-daily",
            ),
        ),
        notes=("muted today: 3 items (horoscope 2, sponsored 1)",),
        sources_ok=5,
        sources_failed=1,
        previous=date(2026, 11, 20),
        following=date(2026, 11, 22),
    )
