"""Draft -> blocks whose form is not that of an article's text, by trees fitted on public pages."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newsdigest.package_data import package_text
from newsdigest.patterns import regex
from newsdigest.stages.extract.body.draft import form_of, is_prose, is_sentence
from newsdigest.stages.extract.body.form import figures
from newsdigest.stages.extract.page.shape import letters
from newsdigest.stages.extract.wordlist import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from newsdigest.stages.extract.body.blocks import Block
    from newsdigest.stages.extract.body.draft import Draft

_DEPTH = 3
_LONG = 80  # characters
_SEVERAL = frozenset({"list item", "quotation"})
_CONTACT = regex(r"\S@\S{1,190}\.\w{2,}|(?<!\w)@\w{3,}|https?://\S")


class Trees(NamedTuple):
    """A sum of trees three levels deep: (figure, bound, low, high), lowest what either side adds.

    Figures up to the bound take the low branch. Above `least` a block is foreign, below `most` it
    is the article's, in log odds. The trees that can add most come first; `rest` says behind each
    how little and how much those behind it can add.
    """

    start: float
    trees: tuple[Any, ...]
    least: float
    most: float
    rest: tuple[tuple[float, float], ...]

    def score(self, row: Sequence[float], bound: float) -> float:
        """Give the sum of what the trees add for a row of figures: log odds.

        Where the trees left cannot bring it to the other side of the bound, no more are asked, and
        the number given lies on the side of the bound where the sum does.
        """
        total: float = self.start
        for node, (least, most) in zip(self.trees, self.rest, strict=True):
            figure, split, low, high = node
            figure, split, low, high = low if row[figure] <= split else high
            figure, split, low, high = low if row[figure] <= split else high
            total += low if row[figure] <= split else high
            if total + most < bound:
                return total + most
            if total + least > bound:
                return total + least
        return total


@cache
def read_trees(name: str) -> Trees:
    """Read a fitted model from ``data/<name>.json``."""
    data = json.loads(package_text(PACKAGE, f"data/{name}.json"))
    bounds = [(min(leaves), max(leaves)) for leaves in map(_leaves, data["trees"])]
    order = sorted(range(len(bounds)), key=lambda at: bounds[at][0] - bounds[at][1])
    rest = [(0.0, 0.0)]
    for at in reversed(order[1:]):
        rest.append((rest[-1][0] + bounds[at][0], rest[-1][1] + bounds[at][1]))
    trees = tuple(_filled(data["trees"][at], _DEPTH) for at in order)
    return Trees(data["start"], trees, data["least"], data["most"], tuple(reversed(rest)))


def _leaves(tree: Sequence[Any]) -> list[float]:
    """Give what each leaf of a tree adds."""
    return [tree[0]] if len(tree) == 1 else [*_leaves(tree[2]), *_leaves(tree[3])]


def _filled(tree: Sequence[Any], levels: int) -> object:
    """Give a tree with every leaf so many levels down, a high one twice; nested tuples."""
    if levels == 0:
        return tree[0]
    figure, split, low, high = tree if len(tree) > 1 else (0, 0.0, tree, tree)
    return figure, split, _filled(low, levels - 1), _filled(high, levels - 1)


class Weighed(NamedTuple):
    """Places of blocks that look like no part of the text, and of those that surely look so."""

    foreign: frozenset[int]
    own: frozenset[int]


def weigh(draft: Draft, found_by: Mapping[int, str], doubted: Collection[int]) -> Weighed:
    """Weigh the form of blocks; `found_by` names the rule that found one, by its place.

    Only what no rule found can be foreign, and only what is `doubted` the article's own: the rest
    is not weighed. A sentence amid prose of its own form, one that the page's record holds, a long
    one that opens the text, and an item or a line of a quotation beside another are never foreign.
    """
    trees = read_trees("blocks")
    unfound = [place for place in range(len(draft.blocks)) if place not in found_by]
    long = (place for place in unfound if _is_long_sentence(draft.blocks[place]))
    opening = next(long, -1)
    asked = [place for place in unfound if place != opening and not _is_told(draft, place)]
    asked += sorted(doubted)
    rows = zip(asked, figures(draft, found_by, asked), strict=True)
    scores = {
        place: trees.score(row, trees.most if place in found_by else trees.least)
        for place, row in rows
    }
    return Weighed(
        foreign=frozenset(
            place
            for place, score in scores.items()
            if score > trees.least and place not in found_by
        ),
        own=frozenset(
            place for place, score in scores.items() if score < trees.most and place in found_by
        ),
    )


def _is_long_sentence(block: Block) -> bool:
    return block.kind != "heading" and len(block.text) >= _LONG and is_sentence(block.text)


def _is_told(draft: Draft, place: int) -> bool:
    text = draft.blocks[place].text
    if (kind := draft.blocks[place].kind) in _SEVERAL:
        beside = draft.blocks[max(0, place - 1) : place + 2 : 2] if place else draft.blocks[1:2]
        return any(one.kind == kind for one in beside)
    if draft.written and letters(text) in draft.written:
        return True
    if not is_sentence(text):
        return False
    return draft.amid_prose(place) or _ends_text(draft, place)


def _ends_text(draft: Draft, place: int) -> bool:
    """Say whether a paragraph stands as the prose before it does, and is plain to its end."""
    block, before = draft.blocks[place], draft.blocks[max(0, place - 1)]
    spot = block.spot
    plain = spot is not None and not spot.links and len(spot.element) == 0
    named = any(name in letters(block.text) for name in draft.names)
    if not plain or named or _CONTACT.search(block.text) or draft.labels.kind_of(block.text):
        return False
    return is_prose(before.text) and form_of(before) == form_of(block)
