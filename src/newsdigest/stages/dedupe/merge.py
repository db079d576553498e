"""Signatures -> labels: which articles tell one story."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.dedupe.alike import GATE_DAYS, alike
from newsdigest.stages.dedupe.copies import copies
from newsdigest.stages.dedupe.linkage import average_link, borrow, without_listings
from newsdigest.stages.dedupe.options import DEFAULT, DedupeOptions
from newsdigest.stages.dedupe.part import part
from newsdigest.stages.dedupe.signature import OPENING_WORDS
from newsdigest.stages.dedupe.sketch import covered, hashes
from newsdigest.stages.dedupe.vectors import vectors
from newsdigest.text.normal import stable_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from newsdigest.models import Signature, ToldStory

# Mean likeness at which two groups tell one event. Set on the development half of windows, basil
# and ecbplus; from .32 to .40 the mean B-cubed F moves by less than .005.
SAME_EVENT = 0.36
# The fewer words an item has to be like another with, the more a likeness tells: from a whole
# opening down to a bare headline it counts for up to 1.2 times as much with each of the two. On
# openings cut to 12, 25 and 45 words that is worth .02 of the mean.
WHOLE_RUNS = OPENING_WORDS
BARE_EASE = 0.2
# A copy of a told text of which this share was in that text brings no news; one more paragraph in
# ten may.
NOTHING_NEW = 0.9


class Place(NamedTuple):
    """The id of a signature's story; `known` if an earlier digest told from a copy of it."""

    story: str
    known: bool = False


class _Node(NamedTuple):
    """One signature with its place in the input (-1: told before) and the told story it is in."""

    signature: Signature
    place: int
    owner: int | None


def merge(
    signatures: Sequence[Signature],
    told: Sequence[ToldStory] = (),
    options: DedupeOptions = DEFAULT,
) -> tuple[str, ...]:
    """Label each signature with the id of its story (see `place`)."""
    return tuple(one.story for one in place(signatures, told, options))


def place(
    signatures: Sequence[Signature],
    told: Sequence[ToldStory] = (),
    options: DedupeOptions = DEFAULT,
) -> tuple[Place, ...]:
    """Find the story of each signature, and say whether it is a copy of what was told.

    n signatures -> n places. A story's id is that of the told story which it continues, else one
    made from its earliest signature. The order of the input does not matter. First copies are
    folded, then what tells of one event is linked, told stories taking part as groups that never
    join each other.
    """
    if not options.dedupe:
        return _apart(signatures)
    nodes = _nodes(signatures, told if options.repeat_after_days else ())
    folded = copies([node.signature for node in nodes])
    owner_of: dict[int, int] = {}
    teller_of: dict[tuple[int, str], int] = {}
    told_texts: defaultdict[int, list[Signature]] = defaultdict(list)
    for node, label in zip(nodes, folded, strict=True):
        if node.owner is not None:
            owner_of.setdefault(label, node.owner)
            teller_of.setdefault((label, node.signature.key), node.owner)
            told_texts[label].append(node.signature)
    kept = _representatives(nodes, folded, owner_of)
    events = _events([nodes[at] for at in kept], options)
    event_of = {
        (folded[at], nodes[at].owner): event for at, event in zip(kept, events, strict=True)
    }
    ids: dict[int, str] = {
        event_of[folded[at], owner]: told[owner].id
        for at in kept
        if (owner := nodes[at].owner) is not None
    }
    taken = {story.id for story in told}
    places = [Place("")] * len(signatures)
    for node, label in zip(nodes, folded, strict=True):
        if node.place >= 0:
            # Copies of one text may have been told apart: what was told keeps its own story.
            teller = teller_of.get((label, node.signature.key), owner_of.get(label))
            event = event_of[label, teller]
            if event not in ids:
                ids[event] = _new_id(node.signature, taken)
                taken.add(ids[event])
            known = _known(node.signature, told_texts[label])
            places[node.place] = Place(ids[event], known=known)
    return tuple(places)


def _new_id(first: Signature, taken: AbstractSet[str]) -> str:
    """Name a story by the address of its first article, and by its headline where that is taken.

    One address may hold other news every day, or many notices at once.
    """
    own = stable_id(first.key)
    number = 1
    while own in taken:
        own = stable_id(f"{first.key}\n{first.title_key}\n{number}")
        number += 1
    return own


def _known(own: Signature, told: Sequence[Signature]) -> bool:
    """Say whether a text holds nothing that one of the told texts it is a copy of does not.

    The same words with another number are a correction, and news.
    """
    mine, numbers = hashes(own.sketch), set(own.numbers)
    return any(
        numbers.issubset(one.numbers) and covered(mine, hashes(one.sketch)) >= NOTHING_NEW
        for one in told
    )


def _apart(signatures: Sequence[Signature]) -> tuple[Place, ...]:
    """Give every signature an id of its own, the second of one page too."""
    met: dict[str, int] = {}
    places: list[Place] = []
    for one in signatures:
        met[one.key] = met.get(one.key, 0) + 1
        name = one.key if met[one.key] == 1 else f"{one.key}\n{met[one.key]}"
        places.append(Place(stable_id(name)))
    return tuple(places)


def _nodes(signatures: Sequence[Signature], told: Sequence[ToldStory]) -> list[_Node]:
    """Put signatures, new and told, in an order that is not the input's: by time, then key."""
    nodes = [_Node(one, place, None) for place, one in enumerate(signatures)]
    nodes += [_Node(one, -1, owner) for owner, story in enumerate(told) for one in story.signatures]
    return sorted(nodes, key=_order)


def _order(node: _Node) -> tuple[bool, float, str, str, str, tuple[str, ...], bool]:
    one = node.signature
    moment = one.published.timestamp() if one.published else 0.0
    undated = one.published is None
    return (undated, moment, one.key, one.title_key, one.sketch, one.terms, node.owner is None)


def _representatives(
    nodes: Sequence[_Node], folded: Sequence[int], owner_of: dict[int, int]
) -> list[int]:
    """Keep one node of each set of copies: the fullest; of told ones, one in each told story.

    Copies add no evidence of an event: an agency's text in five outlets is one text.
    """
    fullest: dict[tuple[int, int | None], int] = {}
    for at, (node, label) in enumerate(zip(nodes, folded, strict=True)):
        if node.owner is None and label in owner_of:
            continue
        best = fullest.setdefault((label, node.owner), at)
        if node.signature.runs > nodes[best].signature.runs:
            fullest[label, node.owner] = at
    return sorted(fullest.values())


def _events(nodes: Sequence[_Node], options: DedupeOptions) -> list[int]:
    if len(nodes) == 1:
        return [0]  # the table of rarities need not be read: a tenth of one article's whole run
    signatures = [node.signature for node in nodes]
    found = vectors(signatures)
    patience = max(GATE_DAYS, options.repeat_after_days)
    spans = [GATE_DAYS if node.owner is None else patience for node in nodes]
    measured = without_listings(alike(signatures, spans, found))
    ease = [1 + BARE_EASE * max(0, 1 - one.runs / WHOLE_RUNS) for one in signatures]
    eased = [
        {other: likeness * ease[at] * ease[other] for other, likeness in row.items()}
        for at, row in enumerate(borrow(measured))
    ]
    told = {at for at, node in enumerate(nodes) if node.owner is not None}
    part(eased, measured, signatures, found, told)
    return average_link(eased, SAME_EVENT, [node.owner for node in nodes])
