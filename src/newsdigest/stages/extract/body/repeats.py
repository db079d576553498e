"""Draft -> what it says twice: the headline, whole paragraphs, pull quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.extract.body.draft import Finding
from newsdigest.stages.extract.page.shape import letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.stages.extract.body.draft import Draft

# ------------------------------------------------------------------ headline
_TOP = 6  # blocks in which a headline with its kicker is looked for
_KICKER_GROWTH = 1.7
_MIN_TITLE = 8
_MAX_TITLE = 200  # letters: a longer one is the first paragraph, which a page gives as its title


def repeated_headline(draft: Draft) -> Iterator[Finding]:
    """Find the headline again: alone anywhere, glued to itself, or with a kicker at the top."""
    for place, block in enumerate(draft.blocks):
        key = letters(block.text)
        for title in draft.titles:
            if not _MIN_TITLE <= len(title) <= _MAX_TITLE or title not in key:
                continue
            rest = key.replace(title, "")
            if not rest or (place < _TOP and len(key) <= _KICKER_GROWTH * len(title)):
                yield Finding(place, "repeated headline")
                break


# ------------------------------------------------------------------ repeats
_MIN_REPEAT = 24
_MIN_LISTED_REPEAT = 80  # tables and lists say the same of several things
_MAX_PULL_WORDS = 45
_MIN_PULL_WORDS = 5
_MIN_PULL = 24


def repeated_paragraph(draft: Draft) -> Iterator[Finding]:
    """Find blocks whose letters an earlier block has, all of them.

    A question, and what stands below a heading, count where a neighbour repeats too: an interview
    asks the same of several people, a timetable says the same of several days.
    """
    keys = [letters(block.text) for block in draft.blocks]
    seen: dict[str, int] = {}
    for place, (block, key) in enumerate(zip(draft.blocks, keys, strict=True)):
        least = _MIN_REPEAT if block.kind in ("paragraph", "quotation") else _MIN_LISTED_REPEAT
        earlier = seen.get(key)
        if earlier is not None and len(key) >= least:
            headed = place > 0 and draft.blocks[place - 1].kind == "heading"
            of_each = headed or block.text.endswith(("?", "？", "؟"))
            if not of_each or place - earlier == 1 or _neighbours_repeat(keys, earlier, place):
                yield Finding(place, "repeated paragraph")
        seen.setdefault(key, place)


def _neighbours_repeat(keys: Sequence[str], earlier: int, place: int) -> bool:
    before = earlier > 0 and keys[earlier - 1] == keys[place - 1]
    return before or (place + 1 < len(keys) and keys[earlier + 1] == keys[place + 1])


def pull_quote(draft: Draft) -> Iterator[Finding]:
    """Find short blocks whose words stand in a longer one."""
    keys = [letters(block.text) for block in draft.blocks]
    for place, (block, key) in enumerate(zip(draft.blocks, keys, strict=True)):
        if block.kind == "heading" or len(key) < _MIN_PULL:
            continue
        if not _MIN_PULL_WORDS <= len(block.text.split()) <= _MAX_PULL_WORDS:
            continue
        if any(len(other) > len(key) and key in other for other in keys):
            yield Finding(place, "pull quote")
