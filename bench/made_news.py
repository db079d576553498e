"""Thirty days of made news in our own words: stories of two or three outlets, and look-alikes.

A look-alike is another story of the same kind (two fires in one town, two quakes, two obituaries),
or of the same people (a company's results and its recall). No chance in it: slots are filled by
the day's number.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

OUTLETS = ("Elm Herald", "Coast Daily", "Radio 4N", "River Post", "Example Times")
TOWNS = ("Elmton", "Moor", "Aldern", "Rivertown", "Hollin", "Maro", "Westhaven", "Birkdale")
PEOPLE = (
    *("Ana Ruiz", "Omar Diallo", "Clara Voss", "Jan Holm", "Ines Park", "Karl Brandt"),
    *("Greta Lund", "Luca Mensah", "Tove Lind", "Rana Aziz", "Paul Aster", "Marta Silva"),
)
FIRMS = ("Volta Cells", "Oriel", "Nordstahl", "Gull Lines", "Aster Foods", "Lorapharm")
PLACES = ("a bakery", "a primary school", "a warehouse", "a hotel", "a paint factory", "a farm")


@dataclass(frozen=True)
class Item:
    """One made article; `story` names what it tells."""

    day: int
    story: str
    outlet: str
    title: str
    text: str


HOME = Path(__file__).parents[1] / "tests/data"


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("March", "June", "August", "October")
LANDS = ("Norway", "Chile", "Poland", "Kenya", "Turkey", "Canada", "Vietnam", "Portugal")


@dataclass(frozen=True)
class Kinds:
    """Kinds of events by name, each with its wordings, and what stands beside what on a day.

    `shared` are pairs of kinds that share a firm, a mayor or a committee's people; `doubled` are
    told twice a day, of two places.
    """

    wordings: dict[str, list[tuple[str, str]]]
    shared: tuple[tuple[str, str], ...]
    doubled: tuple[str, ...]


def read_kinds(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Read the kinds of events: for each its wordings, headline and text with slots.

    A and B are persons, F a firm, T and U towns, R a land, P a place; x, y and z are numbers.
    """
    kinds: dict[str, list[tuple[str, str]]] = {}
    for block in path.read_text("utf-8").split("\n== ")[1:]:
        name, *lines = block.splitlines()
        kinds[name] = list(zip(lines[::2], lines[1::2], strict=True))
    return kinds


FIRST = Kinds(
    read_kinds(HOME / "made_news.txt"),
    (
        ("results", "recall"),
        ("opening", "suit"),
        ("committee", "inquiry"),
        ("merger", "recall"),
    ),
    ("fire", "quake", "death", "murder", "cup", "storm", "forecast", "strike", "find"),
)
MORE = Kinds(
    read_kinds(HOME / "made_news_more.txt"),
    (
        ("fees", "street"),
        ("plant", "leak"),
        ("verdict", "parrot"),
        ("boss", "trial"),
        ("fees", "budget"),
        ("visit", "ban"),
    ),
    (
        *("collapse", "flood", "vote", "transfer", "prize", "crash", "missing", "robbery"),
        *("rates", "ferry", "wolf", "files", "budget", "plant", "boss"),
    ),
)


def made_days(count: int = 30, kinds: Kinds = FIRST) -> list[list[Item]]:
    """Make the news of so many days: eight stories or so a day, most of two outlets or three."""
    return [_day(number, kinds) for number in range(count)]


def _day(day: int, kinds: Kinds) -> list[Item]:
    items: list[Item] = []
    shared = kinds.shared[day % len(kinds.shared)]
    for kind in shared:
        items += _story(day, kind, day, kinds.wordings[kind][: 2 + day % 2])
    for step in range(3):
        kind = kinds.doubled[(day * 3 + step) % len(kinds.doubled)]
        wordings = kinds.wordings[kind]
        items += _story(day, kind, day * 5 + step, wordings[:2])
        items += _story(day, kind, day * 5 + step + 3, wordings[: 1 + (day + step) % 2])
    if day % 3 == 0:
        items += _briefing(day, items)
    return items


def _story(day: int, kind: str, seed: int, wordings: list[tuple[str, str]]) -> list[Item]:
    slots = _slots(day, seed)
    found = []
    for at, (title, text) in enumerate(wordings):
        outlet = OUTLETS[(seed + 2 * at + len(kind)) % len(OUTLETS)]
        made = (title.format(**slots), text.format(**slots))
        found.append(Item(day, f"{day} {kind} {seed}", outlet, *made))
    return found


def _slots(day: int, seed: int) -> dict[str, str]:
    person, place = PEOPLE[seed % len(PEOPLE)], PLACES[seed % len(PLACES)]
    return {
        "A": person,
        "a": person.split()[-1],
        "B": PEOPLE[(seed + 5) % len(PEOPLE)],
        "F": FIRMS[seed % len(FIRMS)],
        "T": TOWNS[seed % len(TOWNS)],
        "U": TOWNS[(seed + 3) % len(TOWNS)],
        "R": LANDS[seed % len(LANDS)],
        "P": place,
        "p": place.split(maxsplit=1)[1],
        "D": DAYS[day % len(DAYS)],
        "M": MONTHS[seed % len(MONTHS)],
        "x": str(2 + seed % 7),
        "y": str(12 + (seed * 17) % 80),
        "z": str(1 + seed % 9),
    }


def _briefing(day: int, items: list[Item]) -> list[Item]:
    """Sum up some stories of the day in one article, as outlets do in the evening."""
    first = {item.story: item for item in reversed(items)}
    told = list(reversed(first.values()))[::2][:4]
    said = " ".join(item.text.partition(". ")[0] + "." for item in told)
    title = f"The day in brief: {told[0].title}, and more"
    return [Item(day, f"{day} briefing", OUTLETS[day % len(OUTLETS)], title, said)]
