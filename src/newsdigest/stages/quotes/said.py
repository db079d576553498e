"""What was said, while its speaker is sought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.stages.quotes.trail import NOBODY, Speaker

if TYPE_CHECKING:
    from newsdigest.models import QuoteKind


@dataclass(slots=True, eq=False, repr=False)
class Said:
    """A quote while its speaker is sought: `text[start:end]`, in paragraph `line`.

    `token` is its place in the outline, -1 where no marks hold it; `mention` the characters that
    name who spoke.
    """

    start: int
    end: int
    line: int
    sentence: int
    token: int = -1
    speaker: Speaker = NOBODY
    kind: QuoteKind = "direct"
    confidence: float = 0.0
    recovered: bool = False
    cue: str = ""
    rule: str = ""
    mention: tuple[int, int] = (-1, -1)
