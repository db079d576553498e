"""Servers that asked to be left alone, kept between runs in a small JSON file."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.edges.atomic import write_atomically
from newsdigest.edges.http.answers import LONGEST_PARK
from newsdigest.errors import NewsdigestError

if TYPE_CHECKING:
    from collections.abc import Mapping


def load_parked(file: str) -> dict[str, datetime]:
    """Read who is still to be left alone; a file that cannot be read names nobody.

    A time beyond the longest that is ever kept is none of ours: somebody set the clock back.
    """
    now = datetime.now(UTC)
    parked = {}
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        for place, until_s in json.loads(Path(file).read_text("utf-8")).items():
            until = datetime.fromtimestamp(until_s, UTC)
            if now < until <= now + LONGEST_PARK:
                parked[str(place)] = until
    return parked


def save_parked(file: str, parked: Mapping[str, datetime]) -> None:
    """Write who is to be left alone, and until when. A disk that takes nothing is no error."""
    now = datetime.now(UTC)
    kept = {place: until.timestamp() for place, until in sorted(parked.items()) if until > now}
    with contextlib.suppress(OSError, NewsdigestError):
        Path(file).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(file, json.dumps(kept), private=True)
