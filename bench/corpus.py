"""Show that ``newsdigest corpus`` counts, goes on after a kill, and holds its memory.

    python bench/corpus_input.py pages/*.html.gz --records 1000 -o in.warc.gz
    python bench/corpus.py in.warc.gz --workers 2             memory by records done, CPU, counts
    python bench/corpus.py in.warc.gz --workers 2 --kill      killed half way and started again

Memory is the resident set, in MiB, of the largest process of each kind: the one that runs it all,
the engine's, and the workers that read pages; the middle of what was seen twice a second since the
line before, and the most, which a page that takes its worker to the limit decides. With `--kill`
the folder of a run that was killed with SIGKILL and started again is compared with that of one that
was not, byte for byte. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.edges import corpus_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOOK_S = 0.5
STEP = 1_000
TICKS = os.sysconf("SC_CLK_TCK")
MIB = 1 << 20
KINDS = ("driver", "engine", "worker")


class Seen(NamedTuple):
    """One process as it was seen: its number, its kind, memory in MiB, CPU seconds so far."""

    process: int
    kind: str
    memory: float
    cpu: float


def start(archive: Path, folder: Path, workers: int) -> subprocess.Popen[str]:
    """Start a run in a session of its own."""
    command = [sys.executable, "-m", "newsdigest", "corpus", str(archive), "-o", str(folder)]
    return subprocess.Popen(  # noqa: S603 our own words
        [*command, "--workers", str(workers), "--days", str(folder / "days")],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def processes(session: int) -> Iterator[Seen]:
    """Look at every process of a session, whoever its parent is."""
    found: dict[int, list[str]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            facts = (place / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(facts[3]) == session:
            found[int(place.name)] = facts
    for number, facts in found.items():
        # The driver's fork server, the engine's processes, their fork servers, their workers.
        depth, above = 0, number
        while above != session and above in found:
            depth, above = depth + 1, int(found[above][1])
        kind = KINDS[min((depth + 1) // 2, 2)]
        cpu = (int(facts[11]) + int(facts[12])) / TICKS
        yield Seen(number, kind, int(facts[21]) * os.sysconf("SC_PAGE_SIZE") / MIB, cpu)


def done(folder: Path) -> int:
    """Count the records of parts that are in place."""
    return sum(map(rows_of, folder.glob("work/*/[0-9]*.jsonl.zst")))


@cache
def rows_of(path: Path) -> int:
    """Count the rows of a file that never changes."""
    return sum(1 for _ in corpus_parts.records(path))


def watch(running: subprocess.Popen[str], folder: Path) -> dict[str, float]:
    """Print memory at every thousand records; give the CPU seconds of each kind at the end."""
    spent: dict[int, Seen] = {}
    looks: list[dict[str, float]] = []
    due = STEP
    print("| records | driver MiB | engine MiB | worker MiB |\n|---|---|---|---|")
    while running.poll() is None:
        seen = [*processes(running.pid)]
        spent.update((one.process, one) for one in seen)
        looks.append(
            {kind: max((one.memory for one in seen if one.kind == kind), default=0.0)
             for kind in KINDS}
        )  # fmt: skip
        if (number := done(folder)) >= due:
            line(f"{number:,}", looks)
            looks, due = [], number - number % STEP + STEP
        time.sleep(LOOK_S)
    line("stories, days", looks)
    return {kind: sum(one.cpu for one in spent.values() if one.kind == kind) for kind in KINDS}


def line(name: str, looks: Sequence[dict[str, float]]) -> None:
    """Print the middle and the most of what each kind held since the line before."""
    cells = (
        f"{statistics.median(held):.0f}, {max(held):.0f}"
        for held in ([look[kind] for look in looks] or [0.0] for kind in KINDS)
    )
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def report(folder: Path, said: str, spent: dict[str, float], wall: float) -> None:
    """Print what was counted, whether it adds up, and what it cost."""
    counts = json.loads((folder / "counts.json").read_text("utf-8"))
    refused = sum(counts["refused"].values())
    windows = sum(articles for articles, _ in counts["windows"].values())
    if counts["read"] != counts["kept"] + refused or counts["kept"] != windows:
        sys.exit(f"the counts do not add up: {counts}")
    print(f"\n{said.strip().splitlines()[-1]}")
    print(f"{counts['read']} read = {counts['kept']} kept + {refused} refused: it adds up")
    total = sum(spent.values())
    parts = ", ".join(f"{kind} {seconds:.1f}" for kind, seconds in spent.items())
    print(f"CPU {total:.1f} s ({parts}), {total / counts['read'] * 1000:.0f} ms a record; ", end="")
    print(f"wall {wall:.1f} s")


def kill_and_go_on(archive: Path, folder: Path, workers: int, records: int) -> None:
    """Kill a run when half of its records are done, and start it again."""
    running = start(archive, folder, workers)
    while running.poll() is None and done(folder) < records // 2:
        time.sleep(LOOK_S)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    print(f"\nkilled with {done(folder)} records in place", end="; ")
    again = start(archive, folder, workers)
    again.communicate()
    print(f"started again: exit code {again.returncode}")


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file but those of the work itself."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] != "work"
    }


def main(arguments: Sequence[str]) -> None:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kill", action="store_true", help="kill a second run and go on with it")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        whole, cut = Path(place, "whole"), Path(place, "cut")
        began = time.perf_counter()
        running = start(given.archive, whole, given.workers)
        spent = watch(running, whole)
        _, said = running.communicate()
        report(whole, said, spent, time.perf_counter() - began)
        if given.kill:
            kill_and_go_on(given.archive, cut, given.workers, done(whole))
            same = contents(whole) == contents(cut)
            print(f"{len(contents(whole))} files, {'the same bytes' if same else 'OTHER BYTES'}")
            sys.exit(not same)


if __name__ == "__main__":
    main(sys.argv[1:])
