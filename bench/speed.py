"""Time newsdigest beside its peers, in one run, on pages given by path.

    python -m venv peers && peers/bin/pip install trafilatura sumy numpy newspaper4k lede
    python bench/speed.py pages/*.html --peers peers/bin

Prints two tables in Markdown. First whole command lines, one page each, as a user starts them:
medians over the pages and over `--runs` runs, CPU time with that of every process started, wall
time, and both as ratios to newsdigest. Then newsdigest in one process: HTML to digest beside
trafilatura with its metadata and without, text to digest by length. Linux only. On a busy machine
look at CPU.

NLTK's sentence data, which sumy and newspaper4k fetch at run time, is not on PyPI: where NLTK_DATA
does not name it, an empty model stands in, which runs the same code without its abbreviations.
"""

from __future__ import annotations

import argparse
import ctypes
import gzip
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PR_SET_CHILD_SUBREAPER = 36
URL = "https://example.org/news/page"
WORDS = (600, 6_000, 60_000)


class Cost(NamedTuple):
    """What one run took, in seconds, and whether it ended well."""

    cpu: float
    wall: float
    well: bool = True


# ---------------------------------------------------------------- whole command lines
def commands(peers: Path | None, page: Path) -> dict[str, str]:
    """Give the command line of each row; a peer's programs are looked for in its own folder."""
    ours = {"newsdigest": f"{sys.executable} -m newsdigest text {page} -f json"}
    if peers is None:
        return ours
    extract = f"{peers}/trafilatura < {page}"
    pause = "--format=plaintext --length=5 --file=/dev/stdin"
    newspaper = f"{peers}/python -m newspaper --skip-fetch-images -u {URL} -hf {page}"
    return ours | {
        "trafilatura, then sumy lex-rank": f"{extract} | {peers}/sumy lex-rank {pause}",
        "trafilatura, then lede": f"{extract} | {peers}/lede",
        "newspaper4k with its summary": newspaper,
        "trafilatura alone (no summary)": extract,
    }


def missing(peers: Path | None) -> dict[str, str]:
    """Say which rows have to be left out, and which program each lacks."""
    if peers is None:
        return {}
    needs = {
        "trafilatura, then sumy lex-rank": ("trafilatura", "sumy"),
        "trafilatura, then lede": ("trafilatura", "lede"),
        "newspaper4k with its summary": ("newspaper",),
        "trafilatura alone (no summary)": ("trafilatura",),
    }
    lacking = {
        name: [program for program in programs if not stands(peers, program)]
        for name, programs in needs.items()
    }
    return {name: ", ".join(programs) for name, programs in lacking.items() if programs}


def stands(peers: Path, program: str) -> bool:
    """Tell whether a peer is installed: a program of its own, or a module of its Python."""
    if (peers / program).exists():
        return True
    python = peers / "python"
    look = [str(python), "-c", f"import {program}"]
    return python.exists() and not subprocess.run(look, capture_output=True, check=False).returncode  # noqa: S603 our own words


def run(command: str, environment: dict[str, str]) -> Cost:
    """Run a command line and wait for every process it leaves; its output is thrown away."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(  # noqa: S603 the command is made here
        ["/bin/bash", "-c", f"set -o pipefail; {command}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
    ) as process:  # fmt: skip
        code = process.wait()
    wall = time.perf_counter() - start
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, code == 0)


def compare(pages: Sequence[Path], peers: Path | None, runs: int) -> None:
    """Print the table of command lines; a peer that is not installed is named and left out."""
    absent = missing(peers)
    for name, programs in absent.items():
        print(f"skipped: {name}: not installed: {programs}")
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # orphans are ours to wait for
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NLTK_DATA": nltk_data(Path(folder))}
        for turn in range(runs + 1):  # the first fills caches and writes byte code
            for page in pages:
                for name, command in commands(peers, page).items():
                    if name in absent:
                        continue
                    cost = run(command, environment)
                    if turn:
                        costs.setdefault(name, []).append(cost)
    first = costs["newsdigest"]
    cpu, wall = middle([one.cpu for one in first]), middle([one.wall for one in first])
    print(f"\nOne page, one command: {len(pages)} pages, medians of {runs} runs\n")
    print("| | CPU s | ratio | wall s | ratio | failed |\n|---|---|---|---|---|---|")
    for name, found in costs.items():
        own_cpu, own_wall = middle([one.cpu for one in found]), middle([one.wall for one in found])
        failed = sum(not one.well for one in found)
        print(f"| {name} | {own_cpu:.2f} | {own_cpu / cpu:.2f} | ", end="")
        print(f"{own_wall:.2f} | {own_wall / wall:.2f} | {failed} of {len(found)} |")


def nltk_data(folder: Path) -> str:
    """Name NLTK's data: the user's own, or an empty model of sentences."""
    if os.environ.get("NLTK_DATA"):
        return os.environ["NLTK_DATA"]
    model = folder / "tokenizers/punkt_tab/english"
    model.mkdir(parents=True)
    for name in ("collocations.tab", "sent_starters.txt", "abbrev_types.txt", "ortho_context.tab"):
        (model / name).write_bytes(b"")
    return str(folder)


# ---------------------------------------------------------------- in one process
def measure(pages: Sequence[Path], runs: int) -> None:
    """Print what reading and telling cost once everything is loaded."""
    import trafilatura

    from newsdigest.models import Page
    from newsdigest.pipeline.options import StageOptions
    from newsdigest.pipeline.read import digest_pages
    from newsdigest.wiring import in_process

    bodies = [page.read_bytes() for page in pages]

    def plain(body: bytes) -> object:
        return trafilatura.extract(body, url=URL)

    def described(body: bytes) -> object:
        return trafilatura.bare_extraction(body, url=URL, with_metadata=True)

    def whole(body: bytes) -> object:
        return digest_pages([(URL, Page(URL, body))], in_process, StageOptions())

    rows = {
        f"trafilatura, title, date and text of a page of {len(pages)}": described,
        "trafilatura, the text alone": plain,
        "newsdigest, HTML to digest": whole,
    }
    for body in bodies:  # what is loaded once is not what a page costs
        for work in rows.values():
            work(body)
    found = [[milliseconds(work, bodies) for work in rows.values()] for _ in range(runs)]
    print(f"\nIn one process, CPU, medians of {runs} runs\n\n| | ms | ratio |\n|---|---|---|")
    for name, took, ratios in zip(
        rows, zip(*found, strict=True), zip(*map(to_first, found), strict=True), strict=True
    ):
        print(f"| {name} | {middle(took):.1f} | {middle(ratios):.2f} |")
    prose = "\n\n".join(str(plain(body) or "") for body in bodies)
    smallest = 0.0
    for count in WORDS:
        text = first_words(prose, count)
        times = [milliseconds(whole, [text.encode()]) for _ in range(runs)]
        smallest = smallest or middle(times)
        name = f"newsdigest, text to digest, {count:,} words"
        print(f"| {name} | {middle(times):.1f} | {middle(times) / smallest:.1f} |")


def to_first(times: Sequence[float]) -> list[float]:
    """Give times as ratios to the first of them."""
    return [time_ / times[0] for time_ in times]


def first_words(prose: str, count: int) -> str:
    """Cut a text of so many words from prose, repeated if it must be; paragraphs stay."""
    while len(prose.split()) < count:
        prose += "\n\n" + prose
    return " ".join(prose.split(" ")[:count])


def milliseconds(work: Callable[[bytes], object], given: Sequence[bytes]) -> float:
    """Give the CPU time of one call, in milliseconds, the mean over what is given."""
    start = time.process_time()
    for one in given:
        work(one)
    return (time.process_time() - start) * 1000 / len(given)


def middle(values: Sequence[float]) -> float:
    """Give the median."""
    return statistics.median(values)


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="+", type=Path, help="saved pages; .gz is unpacked")
    parser.add_argument("--peers", type=Path, help="folder of the peers' programs, like peers/bin")
    parser.add_argument("--runs", type=int, default=5, help="runs that medians are taken of")
    parser.add_argument("--started", type=int, default=10, help="pages to start commands on")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        pages = [unpacked(page, Path(folder)) for page in given.pages]
        compare(pages[:: max(1, len(pages) // given.started)], given.peers, given.runs)
        measure(pages, given.runs)


def unpacked(page: Path, folder: Path) -> Path:
    """Give a page as a plain file."""
    if page.suffix != ".gz":
        return page
    plain = folder / page.stem
    plain.write_bytes(gzip.decompress(page.read_bytes()))
    return plain


if __name__ == "__main__":
    main(sys.argv[1:])
