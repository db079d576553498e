"""A model's answers kept on disk between runs, so that the same page is told the same way.

One small file an answer, by the hash of question and model. A file that cannot be read is an
answer that is not there; one that cannot be written costs nothing but a second question.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Final

from newsdigest.edges.atomic import write_atomically
from newsdigest.errors import StoreError

_SUFFIX: Final = ".answer"
_MOST_BYTES: Final = 64 * 1024
KEPT_S: Final = 30 * 86_400.0
"""As long as pages are kept."""


class AnswerFolder:
    """Keep answers in a folder, made when the first is kept; old ones go when one is kept."""

    def __init__(self, folder: str, max_age_s: float = KEPT_S) -> None:
        self._folder = Path(folder)
        self._max_age_s = max_age_s

    def recall(self, key: str) -> str | None:
        """Return a kept outcome, None where there is none that can be read."""
        try:
            with (self._folder / f"{key}{_SUFFIX}").open("rb") as file:
                return file.read(_MOST_BYTES).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, key: str, outcome: str) -> None:
        """Keep an outcome where the disk lets us."""
        with contextlib.suppress(OSError, StoreError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(str(self._folder / f"{key}{_SUFFIX}"), outcome, private=True)
            self._prune()

    def _prune(self) -> None:
        oldest = time.time() - self._max_age_s
        for path in self._folder.glob(f"*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
