"""Watch newsdigest over many pages: memory page by page, and what a second core brings.

    python bench/steady.py pages/*.html --pages 10000            memory of one process
    python bench/steady.py pages/*.html --pages 1000 --cores 2   one core beside several

Pages are repeated until there are enough. Memory is the resident set of the process that reads
them, each under a new address. With `--cores` whole commands are timed by the clock, start-up
included, held to one core and to several by turns, so that both meet the same machine; it should
have nothing else to do. Linux only.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.models import Page
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.read import digest_pages
from newsdigest.wiring import in_process

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def wanted(bodies: Sequence[bytes], count: int) -> Iterator[Page]:
    """Yield so many pages, each under an address of its own."""
    for number, body in zip(range(count), itertools.cycle(bodies)):
        yield Page(f"https://outlet{number % 97}.example/news/{number}", body)


def memory_mib() -> float:
    """Give the resident set of this process, in MiB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE_BYTES / (1 << 20)


def steady(bodies: Sequence[bytes], count: int) -> None:
    """Print memory as pages go by."""
    options = StageOptions()
    print("| pages | resident MiB |\n|---|---|")
    for number, page in enumerate(wanted(bodies, count), 1):
        digest_pages([(page.url, page)], in_process, options)
        if number in {100, 500} or not number % 1000:
            print(f"| {number:,} | {memory_mib():.0f} |", flush=True)


# ---------------------------------------------------------------- over cores
def finished(commands: Sequence[Command]) -> float:
    """Run whole commands side by side, each held to its own cores; give the seconds they took."""
    began = time.perf_counter()
    running = [
        subprocess.Popen(  # noqa: S603 our own words
            [sys.executable, "-c", HELD, *map(str, sorted(command.cores)), "--", *command.words],
            stderr=subprocess.PIPE, text=True,
        )
        for command in commands
    ]  # fmt: skip
    for process in running:
        _, said = process.communicate()
        if process.returncode not in {0, 3}:  # 3: some pages held no article
            sys.exit(f"newsdigest ended with {process.returncode}: {said}")
    return time.perf_counter() - began


class Command(NamedTuple):
    """A command line and the cores that it may use."""

    words: Sequence[str]
    cores: frozenset[int]


HELD = """
import os, sys
cut = sys.argv.index("--")
os.sched_setaffinity(0, map(int, sys.argv[1:cut]))
os.execv(sys.executable, [sys.executable, "-m", "newsdigest", *sys.argv[cut + 1 :]])
"""


def compare(paths: Sequence[Path], count: int, cores: int, runs: int) -> None:
    """Print what ``newsdigest text`` takes for the same pages on one core and on several.

    The last row says what this machine has to give: as many commands as cores, side by side, each
    with its share of the pages and a core of its own.
    """
    free = sorted(os.sched_getaffinity(0))[:cores]
    if len(free) < cores:
        sys.exit(f"this process may use {len(free)} cores, not {cores}")
    names = [str(path) for path in itertools.islice(itertools.cycle(paths), count)]

    def command(pages: Sequence[str], held_to: Sequence[int], name: str) -> Command:
        return Command(["text", *pages, "-q", "-o", f"{folder}/{name}.md"], frozenset(held_to))

    with tempfile.TemporaryDirectory() as folder:
        ways = {
            "one core": [command(names, free[:1], "one")],
            f"{cores} cores": [command(names, free, "several")],
            f"{cores} commands, side by side": [
                command(names[at::cores], [core], f"share{at}") for at, core in enumerate(free)
            ],
        }
        took: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(runs):
            for name in [*ways][:: -1 if turn % 2 else 1]:
                took[name].append(finished(ways[name]))
        same = Path(folder, "one.md").read_bytes() == Path(folder, "several.md").read_bytes()
    print(f"{count:,} pages, {runs} runs by turns; {'the same bytes' if same else 'OTHER BYTES'}\n")
    print("| | wall s | times as fast: median (least, most) |\n|---|---|---|")
    for name, seconds in took.items():
        ratios = [one / own for one, own in zip(took["one core"], seconds, strict=True)]
        middle, least, most = statistics.median(ratios), min(ratios), max(ratios)
        print(f"| {name} | {statistics.median(seconds):.1f} ", end="")
        print(f"| {middle:.2f} ({least:.2f}, {most:.2f}) |")


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--cores", type=int, default=0)
    parser.add_argument("--runs", type=int, default=3, help="runs on each number of cores")
    given = parser.parse_args(arguments)
    if given.cores:
        compare(given.paths, given.pages, given.cores, given.runs)
        return
    bodies = [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in given.paths
    ]
    steady(bodies, given.pages)


if __name__ == "__main__":
    main(sys.argv[1:])
