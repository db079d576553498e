"""Blocks of a page -> which of them are not the article, and what they are instead.

Each rule looks at the blocks that the rules before it left and names those that go. Structure
decides first (links, the elements around a block, position, repetition), phrases last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.extract.body.edges import behind, tail_line, top_line
from newsdigest.stages.extract.body.links import link_line, teasers
from newsdigest.stages.extract.body.named import APART, credit_line, label, marked, pictured
from newsdigest.stages.extract.body.repeats import (
    pull_quote,
    repeated_headline,
    repeated_paragraph,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsdigest.stages.extract.body.blocks import Block
    from newsdigest.stages.extract.body.draft import Draft, Finding

_FEW = 4  # blocks: fewer have no form in common
_MUCH = 0.2
_LONG = 80  # characters
_DOUBTFUL = frozenset({"marked", "behind", "label", "teasers", "link_line"})
OTHER = "site furniture"
"""What a block is that no rule names."""

RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    repeated_headline,
    teasers,
    marked,
    link_line,
    label,
    behind,
    credit_line,
    pictured,
    repeated_paragraph,
    top_line,
    pull_quote,
    tail_line,
)


# Those that need no page around the text.
TEXT_RULES = tuple(
    rule for rule in RULES if rule not in (marked, link_line, teasers, behind, pictured)
)
# What ``--no-dedupe`` keeps.
REPEATS = (repeated_headline, repeated_paragraph, pull_quote)


def judge(
    draft: Draft, rules: Sequence[Callable[[Draft], Iterator[Finding]]] = RULES
) -> list[tuple[str, str]]:
    """Apply the rules in order, take out of the draft what they find, and return (kind, text).

    Trees fitted on public pages weigh the form of a page's blocks beside the rules: what is surely
    the article's by its form stays, though a rule that looks at names and labels found it, and what
    looks foreign
    goes though no rule names it, unless that is over a fifth of the text.
    """
    blocks = list(draft.blocks)
    found = find(draft, rules)
    gone = {place: kind for place, (_, kind) in found.items()}
    if len(blocks) >= _FEW and any(block.spot for block in blocks):
        from newsdigest.stages.extract.body.misfit import weigh  # noqa: PLC0415 a text has no form

        draft.blocks = blocks
        doubted = {place for place, one in found.items() if _is_doubtful(blocks[place], *one)}
        weighed = weigh(draft, {place: rule for place, (rule, _) in found.items()}, doubted)
        gone = {place: kind for place, kind in gone.items() if place not in weighed.own}
        size = sum(len(block.text) for block in blocks)
        if sum(len(blocks[place].text) for place in weighed.foreign) <= _MUCH * size:
            gone |= dict.fromkeys(sorted(weighed.foreign), OTHER)
    draft.blocks = [block for place, block in enumerate(blocks) if place not in gone]
    return [(kind, blocks[place].text) for place, kind in sorted(gone.items())]


def find(
    draft: Draft, rules: Sequence[Callable[[Draft], Iterator[Finding]]]
) -> dict[int, tuple[str, str]]:
    """Apply the rules in order, each to what those before it left; {place: (rule, kind)}."""
    found: dict[int, tuple[str, str]] = {}
    places = list(range(len(draft.blocks)))
    for rule in rules:
        own = {finding.place: finding.kind for finding in rule(draft)}
        found |= {places[place]: (rule.__name__, kind) for place, kind in own.items()}
        draft.blocks = [block for place, block in enumerate(draft.blocks) if place not in own]
        places = [number for place, number in enumerate(places) if place not in own]
    return found


def _is_doubtful(block: Block, rule: str, kind: str) -> bool:
    """Say whether a rule that may take prose for something else found a paragraph of it."""
    if kind in APART or kind == "fact box":
        return False
    return rule in _DOUBTFUL and len(block.text) >= _LONG
