"""CPU time of a morning: 300 feeds on 200 hosts, most of them unchanged.

    python bench/daily.py [FEEDS] [CHANGED]

Times are CPU seconds of newsdigest, without the server that answers.
"""

import json
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.cli.newsroom import Newsroom
from tests.cli.terminal import Terminal, environment
from tests.servers.loopback import serving

HOSTS = 200
# Hosts of a test need no second between two requests; articles are read in the one process whose
# time is taken, since the workers' would not be counted.
RUN = """
import contextlib, sys
from dataclasses import replace
from newsdigest import wiring
patient = wiring.fetch_options
wiring.fetch_options = lambda *a, **k: replace(patient(*a, **k), gap_s=0.0)
wiring.workers = lambda: contextlib.nullcontext(wiring.in_process)
from newsdigest.cli.run import run
sys.exit(run(["daily"]))
"""
FACTS = ("bridge", "harbour", "school", "library", "market", "ferry", "storm", "hospital", "tram")


def publish(room: Newsroom, at: int, number: int, lines: int = 12) -> None:
    """Publish an article of its own on the site `at`."""
    topic = FACTS[number % len(FACTS)]
    body = [
        f"Item {number}.{line}: the {topic} of district {number * 31 % 97} gets {line + number} "
        f"new rooms, councillor {chr(65 + number % 26)}. Martin said on day {line}."
        for line in range(lines)
    ]
    room.publishers[at].publish(f"The {topic} of district {number} grows", datetime.now(UTC), *body)


def spent(home: Path) -> tuple[float, int, str]:
    """Run a morning; return its CPU seconds, its exit code and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(  # noqa: S603 our own words
        [sys.executable, "-c", RUN],
        env=environment(home, {}),
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, ran.returncode, ran.stderr.strip()[-200:]


def main() -> None:
    """Print one line a morning."""
    given = [int(word) for word in sys.argv[1:]]
    feeds, changed = [*given, *(300, 15)[len(given) :]]
    with tempfile.TemporaryDirectory() as folder, serving() as server:
        room = Newsroom(Terminal(Path(folder)), server)
        for number in range(feeds):
            room.found(f"Paper {number}").host = number % HOSTS + 2
            if number < changed:
                publish(room, number, number)
        room.follow()
        rows = {"first run": spent(Path(folder)), "nothing changed": spent(Path(folder))}
        for number in range(changed):
            publish(room, number, number + 1000)
        rows[f"{changed} of {feeds} changed"] = spent(Path(folder))
    for name, (seconds, code, said) in rows.items():
        print(json.dumps({"run": name, "cpu_s": round(seconds, 2), "exit": code, "stderr": said}))


if __name__ == "__main__":
    main()
