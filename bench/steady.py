"""Watch newsdigest over many pages: memory page by page, and what a second core brings.

    python bench/steady.py pages/*.html --pages 10000            memory of one process
    python bench/steady.py pages/*.html --pages 1000 --cores 2   one worker beside several

Pages are repeated, each under a new address, until there are enough. Memory is the resident set
of the process that reads them. With `--cores` the pages go all the way of ``newsdigest url -i``,
to the drawn digest, through a pool of one worker and through one of several, by turns, so that
both meet the same machine. Where others use it the wall says little: then CPU time does. What the
parent spends is counted as if nothing ran beside it, and what the workers spend as shared evenly.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from newsdigest.edges.pool import WorkerPool
from newsdigest.models import Page
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.read import digest_pages
from newsdigest.stages.render.formats import renderer
from newsdigest.stages.render.view import View
from newsdigest.wiring import in_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

TURN = 100
"""Pages of one turn."""
MICROSECONDS = 1_000_000
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
@dataclass(slots=True)
class Spent:
    """Seconds of one way of working, added up: wall, CPU of the parent, CPU of its workers."""

    workers: int
    wall: float = 0.0
    parent: float = 0.0
    each: Counter[int] = field(default_factory=Counter[int])

    @property
    def chain(self) -> float:
        """Give the CPU time that nothing can hide: the parent's, and an even share of the rest."""
        return self.parent + sum(self.each.values()) / MICROSECONDS / self.workers


class Timed:
    """A `MapFn` over a pool that enters what each worker spends, in microseconds."""

    def __init__(self, pool: WorkerPool, spent: Spent) -> None:
        self._pool, self._spent = pool, spent

    def __call__(
        self, work: Callable[[T], R], items: Iterable[T], lost: Callable[[T, str], R]
    ) -> Iterator[R]:
        """Yield one result per item, in order."""
        for process, cost, result in self._pool(partial(timed, work), items, partial(gone, lost)):
            self._spent.each[process] += cost
            yield result


def timed(work: Callable[[T], R], item: T) -> tuple[int, int, R]:
    """Do one item; say in which process, and what it cost there."""
    start = time.process_time()
    result = work(item)
    return os.getpid(), int((time.process_time() - start) * MICROSECONDS), result


def gone(lost: Callable[[T, str], R], item: T, why: str) -> tuple[int, int, R]:
    """Count an item whose worker was killed as nothing."""
    return 0, 0, lost(item, why)


def turn(pages: Sequence[Page], spent: Spent) -> None:
    """Read, group, tell and draw pages over a pool that is warm."""
    options = StageOptions()
    with WorkerPool(spent.workers) as pool:
        warm = [(page.url, page) for page in pages[: 2 * spent.workers]]
        digest_pages(warm, pool, options)
        wall, parent = time.perf_counter(), time.process_time()
        digest = digest_pages([(page.url, page) for page in pages], Timed(pool, spent), options)
        renderer("markdown")(digest, View())
        spent.wall += time.perf_counter() - wall
        spent.parent += time.process_time() - parent


def compare(bodies: Sequence[bytes], count: int, cores: int) -> None:
    """Print what one worker and several take for the same pages, by turns of `TURN` pages."""
    one, several = Spent(1), Spent(cores)
    pages = [*wanted(bodies, count)]
    for number, start in enumerate(range(0, count, TURN)):
        both = (one, several) if number % 2 else (several, one)
        for spent in both:
            turn(pages[start : start + TURN], spent)
    print(f"| {count:,} pages | wall s | parent, CPU s | workers, CPU s | by CPU s |")
    print("|---|---|---|---|---|")
    for spent in (one, several):
        cpu = sum(spent.each.values()) / MICROSECONDS
        print(f"| {spent.workers} | {spent.wall:.1f} | {spent.parent:.1f} ", end="")
        print(f"| {cpu:.1f} | {spent.chain:.1f} |")
    print(f"| times as fast | {one.wall / several.wall:.2f} | | ", end="")
    print(f"| {one.chain / several.chain:.2f} |")


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--cores", type=int, default=0)
    given = parser.parse_args(arguments)
    bodies = [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in given.paths
    ]
    if not given.cores:
        steady(bodies, given.pages)
        return
    compare(bodies, given.pages, given.cores)


if __name__ == "__main__":
    main(sys.argv[1:])
