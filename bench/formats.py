"""Time and memory of drawing a day in each format, as the number of stories grows.

python bench/formats.py [STORIES...]

Each row is the best of three runs in this process, in CPU time. `x time` is the time of a story
against that of a story in the smallest digest: 1 is linear. `peak` is what drawing holds at most
beside the digest, in bytes a byte of output.
"""

import gc
import sys
import time
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from newsdigest.models import Article, Digest, KeyPoint, Paragraph, Quote, Story, Telling
from newsdigest.stages.render.formats import FORMATS, renderer
from newsdigest.stages.render.view import View

SIZES = (62, 125, 250, 500)
LINE = (
    "The harbour council of town {n} opened a bridge of {n} metres on Monday, after four years of "
    "work and at a cost of {n} million, about 12 percent more than the budget agreed in 2022."
)
SAID = "We promised town {n} that it would open before winter, and it has."


def telling(number: int) -> Telling:
    """Make a story of three outlets, with three points and a quote."""
    lines = [LINE.format(n=number + shift) for shift in range(3)] + [SAID.format(n=number)]
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line)))
        at += len(line) + 2
    when = datetime(2026, 11, 21, 6, tzinfo=UTC) - timedelta(minutes=number)
    articles = tuple(
        Article(
            title=f"Town {number} opens a bridge",
            text="\n\n".join(lines),
            paragraphs=tuple(Paragraph(*span) for span in spans),
            url=f"https://{outlet}.test/{number}",
            site=f"Outlet {outlet}",
            published=when,
            language="en",
        )
        for outlet in range(3)
    )
    points = tuple(KeyPoint(lines[n], *spans[n], index=n) for n in range(3))
    quote = Quote(lines[3], *spans[3], speaker="Ana Ruiz", description="the mayor")
    story = Story(f"s{number}", articles[0].title, articles, f"Section {number % 5}")
    return Telling(story, points, (quote,))


def digest(stories: int) -> Digest:
    """Make a day of so many stories, section by section."""
    told = sorted(map(telling, range(stories)), key=lambda one: one.story.section)
    return Digest("A day", tuple(told), date(2026, 11, 21))


def best(name: str, day: Digest) -> tuple[float, int, int]:
    """Give the seconds, the bytes of output and the bytes held at most."""
    draw = renderer(name)
    view = View(colours="256", links=True) if name == "terminal" else View(explain=False)
    seconds = []
    size = 0
    for _ in range(3):
        gc.collect()
        begun = time.process_time()
        drawn = draw(day, view)
        seconds.append(time.process_time() - begun)
        size = len(drawn if isinstance(drawn, bytes) else drawn.encode())
    tracemalloc.start()
    draw(day, view)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return min(seconds), size, peak


def main() -> int:
    """Print the table."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    days = {size: digest(size) for size in sizes}
    for name in FORMATS:
        best(name, replace(days[sizes[0]], tellings=days[sizes[0]].tellings[:2]))  # imports
    print(f"{'format':<10}{'stories':>8}{'ms':>9}{'x time':>8}{'kB':>8}{'peak':>7}")
    for name in FORMATS:
        first = 0.0
        for size in sizes:
            seconds, output, peak = best(name, days[size])
            first = first or seconds / size
            print(
                f"{name:<10}{size:>8}{seconds * 1000:>9.1f}{seconds / size / first:>8.2f}"
                f"{output / 1000:>8.0f}{peak / output:>7.1f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
