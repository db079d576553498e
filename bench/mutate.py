"""Plant faults in the program, one at a time, and say which the tests let live.

    python bench/mutate.py               all of them: tens of minutes, so by hand, now and then
    python bench/mutate.py edges codec   those whose file's path holds one of the words
    python bench/mutate.py --list        what would be planted, and which no longer fit the code

``mutations.toml`` beside this file is the list: what a fault would do to a reader, the file, the
text put in the place of another that stands there once, and the tests that should fail. A fault
that may live says why in `lives`. Faults are planted in a copy of the sources; each runs the tests
of its own room alone, up to the first that fails. Ends with 1 where more than one in twenty lives,
where one lives without a reason, or where one no longer fits the code.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).with_name("mutations.toml")
MAY_LIVE = 0.05
TIMEOUT_S = 600.0
"""A fault that hangs the tests is found as well."""

Fate = Literal["found", "lives", "misfit"]
_FATES: dict[int, Fate] = {0: "lives", 1: "found"}
"""What pytest's exit code says; any other is a fault that let no test begin."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault: what a reader would see of it, where it goes, which tests should find it."""

    says: str
    file: str
    old: str
    new: str
    tests: str
    lives: str = ""


def mutations() -> list[Mutation]:
    """Read the list, in its order."""
    rows = tomllib.loads(LIST.read_text("utf-8"))["mutation"]
    return [Mutation(**row) for row in rows]


def fits(mutation: Mutation) -> bool:
    """Tell whether the text to be replaced stands in its file exactly once."""
    path = ROOT / "src/newsdigest" / mutation.file
    return path.exists() and path.read_text("utf-8").count(mutation.old) == 1


def plant(mutation: Mutation, sources: Path) -> Fate:
    """Plant one fault in a copy of the sources, run its tests, take it out again."""
    if not fits(mutation):
        return "misfit"
    path = sources / "newsdigest" / mutation.file
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(mutation.old, mutation.new), "utf-8")
    env = {
        **os.environ,
        "PYTHONPATH": f"{sources}{os.pathsep}{ROOT}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    plugins = ["-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-profile", "planted"]
    command = [sys.executable, "-m", "pytest", "-q", "-x", *plugins]
    try:
        ran = subprocess.run(  # noqa: S603 the list is ours
            [*command, *mutation.tests.split()], cwd=ROOT, env=env, capture_output=True,
            check=False, timeout=TIMEOUT_S,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "found"
    finally:
        path.write_text(whole, "utf-8")
    return _FATES.get(ran.returncode, "misfit")


def main(words: list[str]) -> int:
    """Plant what is asked for, print one line a fault and the count."""
    chosen = [one for one in mutations() if not words or any(word in one.file for word in words)]
    if "--list" in words:
        chosen = mutations()
        for one in chosen:
            print(f"{'' if fits(one) else 'MISFIT '}{one.file}: {one.says}")
        return int(not all(map(fits, chosen)))
    fates: list[Fate] = []
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "src"
        shutil.copytree(ROOT / "src", sources, ignore=shutil.ignore_patterns("__pycache__"))
        for number, one in enumerate(chosen, 1):
            began = time.monotonic()
            fate = plant(one, sources)
            fates.append(fate)
            why = f" ({one.lives})" if fate == "lives" and one.lives else ""
            spent = time.monotonic() - began
            print(f"{number:3} {fate:6} {spent:5.0f} s  {one.file}: {one.says}{why}", flush=True)
    alive = [one for one, fate in zip(chosen, fates, strict=True) if fate == "lives"]
    unsaid = [one for one in alive if not one.lives]
    print(f"{len(chosen)} planted, {len(alive)} live, {fates.count('misfit')} do not fit")
    many = len(alive) > MAY_LIVE * len(chosen)
    return int(many or bool(unsaid) or "misfit" in fates)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
