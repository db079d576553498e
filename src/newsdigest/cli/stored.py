"""What `show`, `open` and others ask of saved days."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from newsdigest.keys import Settings
    from newsdigest.ports import Store


@contextlib.contextmanager
def opened(settings: Settings, which: str) -> Iterator[Store]:
    """Lend the store, which asking does not make; `which` is the day that was asked for."""
    from newsdigest import wiring

    if not Path(wiring.state_path()).exists():
        named = which or "the latest"
        raise StoreError("no digest", named, "none was made yet", "newsdigest daily", kind="absent")
    with wiring.store(settings) as store:
        yield store


def wanted(text: str, settings: Settings) -> date | None:
    """Read a day as typed, in the reader's zone; None where none is, which means the latest."""
    from newsdigest import wiring
    from newsdigest.cli.words import read_day

    zone = wiring.local_zone(settings.digest.timezone)
    return read_day(text, wiring.now().astimezone(zone).date()) if text else None
