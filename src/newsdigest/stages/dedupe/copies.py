"""Signatures -> which of them are copies: one page at two addresses, one text in two outlets."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from newsdigest.stages.dedupe.alike import GATE_DAYS
from newsdigest.stages.dedupe.sketch import HEX_DIGITS, contained, hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from newsdigest.models import Signature

# Two texts are copies when this share of the shorter one's word runs stands in the longer.
COPIED = 0.58
# One source's own text, put out again on another day, must be nearly whole to be no news.
REPUBLISHED = 0.9
# A source's text under an unchanged headline may be half rewritten and is the same.
REVISED = 0.5
# Texts of fewer word runs than this are too short to tell a copy from a common phrase.
LEAST_RUNS = 12
# A passage in this many articles of one source is its furniture and says nothing of the article.
FURNITURE_IN = 3
# A headline of fewer words than this ("Morning briefing") may stand over other news every day.
LEAST_TITLE_WORDS = 4
_NEVER = 2.0
# A text that holds so much of two shorter ones, which have no more than the second in common, lists
# them; so many of what it holds are looked at.
LISTED = 0.25
APART = 0.1
LOOKED_AT = 12
# Texts of fewer word runs than this may be a template filled in: a third of the names is too few.
FILLED_IN_RUNS = 100
# A number as small as this stands in any text.
SMALL = 12
# The smallest hashes of a sketch find the pairs to look at, the whole sketch judges them. Of two
# copies that just pass, one twice as long as the other, 24 miss one in 10,000.
PROBES = 24
# A hash in more articles than this finds no pairs: it is a set phrase, and costs its square.
PROBED_IN = 200
_POSITION_BITS = 31
_POSITION = (1 << _POSITION_BITS) - 1


def copies(signatures: Sequence[Signature]) -> list[int]:
    """Label each signature by the lowest position among its copies.

    n signatures -> n labels. Linear in the signatures but for passages that many share.
    """
    into = list(range(len(signatures)))
    for one, other in sorted({*_same_page(signatures), *_same_text(signatures)}):
        low, high = sorted((_root(into, one), _root(into, other)))
        into[high] = low
    return [_root(into, at) for at in range(len(into))]


def _root(into: list[int], at: int) -> int:
    while into[at] != at:
        into[at] = into[into[at]]
        at = into[at]
    return at


def _same_page(signatures: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """Pair signatures of one address, or of one source under one headline within the gate."""
    by_key: dict[str, list[int]] = {}
    by_title: dict[tuple[str, ...], list[int]] = {}
    for at, one in enumerate(signatures):
        on_page = by_key.setdefault(one.url_key or one.key, [])
        same = [first for first in on_page if _is_one_text(signatures[first], one)]
        if same:
            yield same[0], at
        else:
            on_page.append(at)
        if one.source and one.title_key.count(" ") >= LEAST_TITLE_WORDS - 1:
            by_title.setdefault((one.source, one.language, one.title_key), []).append(at)
    for same in by_title.values():
        for before, at in pairwise(same):
            if _same_under_one_title(signatures[before], signatures[at]):
                yield before, at


def _is_one_text(one: Signature, other: Signature) -> bool:
    """Say whether what two visits found at one address is one text: a live page's is not."""
    if one.title_key == other.title_key or not (one.runs and other.runs):
        return True
    return contained(hashes(one.sketch), hashes(other.sketch)) >= REVISED


def _same_under_one_title(one: Signature, other: Signature) -> bool:
    """Say whether a source's two items under one headline are one: a column's are not."""
    if not near(one, other):
        return False
    if not (one.runs and other.runs):
        return True
    return contained(hashes(one.sketch), hashes(other.sketch)) >= REVISED


def _same_text(signatures: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """Pair signatures of which one's text stands mostly in the other's."""
    pairs = _candidates(signatures)
    if not pairs:
        return
    involved = {signatures[at].source for pair in pairs for at in pair}
    furniture = _furniture([one for one in signatures if one.source in involved])
    read = {at: hashes(signatures[at].sketch) for pair in pairs for at in pair}
    shares = {pair: contained(read[pair[0]], read[pair[1]], furniture) for pair in pairs}
    listings = _listings(shares, [one.runs for one in signatures])
    for (left, right), share in shares.items():
        one, other = signatures[left], signatures[right]
        listed = left in listings or right in listings
        if share >= _needed(one, other) and not listed and not _is_template(one, other):
            yield left, right


def _listings(shares: Mapping[tuple[int, int], float], runs: Sequence[int]) -> set[int]:
    """Find the texts that hold passages of shorter ones which have none in common: round-ups.

    What such a text holds most of is no copy of it.
    """
    held: defaultdict[int, list[int]] = defaultdict(list)
    for (left, right), share in sorted(shares.items()):
        if share >= LISTED:
            longer, shorter = (left, right) if runs[left] > runs[right] else (right, left)
            held[longer].append(shorter)
    return {
        longer
        for longer, parts in held.items()
        if any(
            shares.get((min(pair), max(pair)), 0.0) < APART
            for pair in combinations(parts[:LOOKED_AT], 2)
        )
    }


def _candidates(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Pair signatures that share a probe, by sorting all probes beside their positions."""
    long = [at for at, own in enumerate(signatures) if own.runs >= LEAST_RUNS]
    if len(long) < 2:  # noqa: PLR2004 (a pair)
        return []
    import numpy as np  # noqa: PLC0415 (0.07 s)

    heads = [signatures[at].sketch[: PROBES * HEX_DIGITS] for at in long]
    positions = np.repeat(long, [len(head) // HEX_DIGITS for head in heads])
    # One number holds both, hash above position: one sort orders both, and fast.
    probes = np.sort(_all_hashes(heads) << _POSITION_BITS | positions)
    hashed = probes >> _POSITION_BITS
    starts = np.flatnonzero(np.diff(hashed, prepend=-1))
    sizes = np.diff(starts, append=len(probes))
    shared = (sizes > 1) & (sizes <= PROBED_IN)
    pairs: set[tuple[int, int]] = set()
    for start, size in zip(starts[shared].tolist(), sizes[shared].tolist(), strict=True):
        pairs.update(combinations((probes[start : start + size] & _POSITION).tolist(), 2))
    return sorted(pairs)


def _all_hashes(sketches: Iterable[str]) -> NDArray[np.int64]:
    """Read sketches, or their beginnings, into one row of hashes."""
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(bytes.fromhex("".join(sketches)), ">u4").astype(np.int64)


def _is_template(one: Signature, other: Signature) -> bool:
    """Say whether two texts in the same words tell of other names or other numbers.

    Forecasts, scores and closings of one agency are filled in, not copied. Long texts may differ
    in a local opening's names and be copies.
    """
    brief = min(one.runs, other.runs) < FILLED_IN_RUNS
    return (
        _other_names(one.names, other.names, 1 / 3 if brief else 0.0)
        or (brief and _other_names(one.sure_names, other.sure_names, 1 / 3))
        or _apart(one.numbers, other.numbers)
    )


def _other_names(one: Sequence[str], other: Sequence[str], most: float) -> bool:
    """Say whether both sides have names and share at most such a share of the fewer."""
    fewer = min(len(one), len(other))
    return bool(fewer) and len(set(one).intersection(other)) <= most * fewer


def _apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether both sides have large numbers and share none."""
    mine, theirs = ({n for n in own if not n.isdecimal() or int(n) > SMALL} for own in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _needed(one: Signature, other: Signature) -> float:
    if near(one, other):
        return COPIED
    return REPUBLISHED if one.source and one.source == other.source else _NEVER


def _furniture(signatures: Sequence[Signature]) -> frozenset[int]:
    """Find the passages that one source repeats under different headlines."""
    import numpy as np  # noqa: PLC0415

    by_source: dict[str, dict[str, Signature]] = {}
    for one in signatures:
        by_source.setdefault(one.source, {})[one.title_key] = one
    found: set[int] = set()
    for titled in by_source.values():
        if len(titled) >= FURNITURE_IN:
            held = np.sort(_all_hashes(one.sketch for one in titled.values()))
            ahead = held[FURNITURE_IN - 1 :]
            found.update(ahead[ahead == held[: len(ahead)]].tolist())
    return frozenset(found)


def near(one: Signature, other: Signature) -> bool:
    """Say whether two signatures are of about the same days; no date is near to any."""
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).total_seconds()) <= GATE_DAYS * 86_400
