"""Watch newsdigest over many pages: memory page by page, and what a second core brings.

    python bench/steady.py pages/*.html --pages 10000            memory of one process
    python bench/steady.py pages/*.html --pages 1000 --cores 2   one worker beside several

Pages are repeated, each under a new address, until there are enough. Memory is the resident set
of the process that reads them. With `--cores` the pages go through the worker pool, once with one
worker and once with several; on a busy machine the pages a worker reads in a second of its own CPU
time say more than the wall does, and both are printed.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.edges.pool import WorkerPool
from newsdigest.models import Page
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.read import digest_pages
from newsdigest.pipeline.stages import Read, Reading, lost, read
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


def spread(bodies: Sequence[bytes], count: int, workers: int) -> tuple[float, float]:
    """Read pages over a pool; give the wall time, and the CPU time of its busiest worker."""
    options = StageOptions().extract
    readings = (
        Reading(number, page.url, page, options)
        for number, page in enumerate(wanted(bodies, count))
    )
    spent: dict[int, float] = {}
    with WorkerPool(workers) as pool:
        start = time.perf_counter()
        for process, seconds in pool(timed, readings, timed_lost):
            spent[process] = spent.get(process, 0.0) + seconds
        wall = time.perf_counter() - start
    return wall, max(spent.values())


def timed(reading: Reading) -> tuple[int, float]:
    """Read one page; say in which process, and what it cost there."""
    start = time.process_time()
    found: Read = read(reading)
    del found
    return os.getpid(), time.process_time() - start


def timed_lost(reading: Reading, why: str) -> tuple[int, float]:
    """Count a page whose worker was killed as nothing."""
    lost(reading, why)
    return 0, 0.0


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
    one, several = spread(bodies, given.pages, 1), spread(bodies, given.pages, given.cores)
    print(f"| {given.pages:,} pages | wall s | busiest worker, CPU s |\n|---|---|---|")
    print(f"| 1 worker | {one[0]:.1f} | {one[1]:.1f} |")
    print(f"| {given.cores} workers | {several[0]:.1f} | {several[1]:.1f} |")
    print(f"| times as fast | {one[0] / several[0]:.2f} | {one[1] / several[1]:.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
