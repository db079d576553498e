"""Likeness of pairs -> groups: neighbours lend each other words, then average link.

Two headlines of one event may share no word and yet both share words with a third. So each
article first borrows from its nearest neighbours, and likeness is measured again between what
they then hold; all of it on the sparse graph. The groups come from average link (UPGMA): two
groups join while the mean likeness over all their pairs stays above the threshold, so that one
chance likeness never chains two events together.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.dedupe.alike import Row

# Neighbours an article borrows from, if they are at least this much alike, and how much.
NEIGHBOURS = 6
NEIGHBOUR_LEAST = 0.12
BORROWED = 0.7
# Pairs below this after borrowing count as not alike at all.
LINK_LEAST = 0.05
# An article like so many others that have little to do with each other (they are less than half as
# alike as each is to it) lists them: an evening's round-up. So many of its nearest are looked at,
# if they are at least this much alike.
LISTED = 3
LISTED_OF = 12
LISTED_LEAST = 0.16


def borrow(rows: Sequence[Row]) -> list[Row]:
    """Measure likeness again after each row borrowed from its nearest neighbours; symmetric.

    With S the likeness (1 on the diagonal) and B the identity plus `BORROWED` times each row's
    nearest neighbours, this is B S B' with its rows brought to length 1. Linear in the edges for
    a bounded number of neighbours.
    """
    held = [_held(at, row) for at, row in enumerate(rows)]
    lent_to: list[Row] = [{} for _ in rows]
    for at, shares in enumerate(held):
        for other, share in shares.items():
            lent_to[other][at] = share
    raw: list[Row] = []
    for at, shares in enumerate(held):
        reach: Row = {}
        for other, share in shares.items():
            reach[other] = reach.get(other, 0.0) + share
            for third, likeness in rows[other].items():
                reach[third] = reach.get(third, 0.0) + share * likeness
        row: Row = {}
        for third, likeness in reach.items():
            for other, share in lent_to[third].items():
                if other <= at:
                    row[other] = row.get(other, 0.0) + share * likeness
        raw.append(row)
    return _unit(raw)


def _held(at: int, row: Row) -> Row:
    nearest = sorted((-likeness, other) for other, likeness in row.items())[:NEIGHBOURS]
    shares = {at: 1.0}
    shares.update((other, -less * BORROWED) for less, other in nearest if -less >= NEIGHBOUR_LEAST)
    return shares


def _unit(raw: Sequence[Row]) -> list[Row]:
    length = [sqrt(row[at]) for at, row in enumerate(raw)]
    rows: list[Row] = [{} for _ in raw]
    for at, row in enumerate(raw):
        for other, product in row.items():
            likeness = product / (length[at] * length[other])
            if other != at and likeness >= LINK_LEAST:
                rows[at][other] = rows[other][at] = likeness
    return rows


def without_listings(rows: Sequence[Row]) -> list[Row]:
    """Take out the likeness of each article that lists others: it tells no story of its own.

    Left in, it would join what it lists, or be told as one of them. `rows` are as measured, before
    anything is borrowed: a listing lends what it lists each other's words. Linear in the edges.
    """
    listings = {at for at, row in enumerate(rows) if _is_listing(row, rows)}
    if not listings:
        return list(rows)
    return [
        {}
        if at in listings
        else {other: likeness for other, likeness in row.items() if other not in listings}
        for at, row in enumerate(rows)
    ]


def _is_listing(row: Row, rows: Sequence[Row]) -> bool:
    """Say whether what an article is like falls into several groups without it."""
    near = [(-likeness, other) for other, likeness in row.items() if likeness >= LISTED_LEAST]
    left = {other for _, other in sorted(near)[:LISTED_OF]}
    groups = 0
    while left and len(left) + groups >= LISTED:
        groups += 1
        reached = [left.pop()]
        while reached:
            at = reached.pop()
            found = {
                other
                for other in left
                if rows[at].get(other, 0.0) >= max(LISTED_LEAST, min(row[at], row[other])) / 2
            }
            left -= found
            reached.extend(found)
    return groups >= LISTED


def average_link(
    rows: Sequence[Row], threshold: float, fixed: Sequence[int | None] = ()
) -> list[int]:
    """Join groups while the mean likeness of their pairs is at least `threshold`.

    n rows -> n labels, the lowest position of the group. `fixed` may name, for each row, a group
    that it belongs to from the start: rows of one name begin together, two names never join.
    Ties go to the lowest positions. O(e log e) for e edges.
    """
    groups = _Groups(rows, fixed)
    heap = groups.pairs(threshold)
    while heap:
        less, one, other = heappop(heap)
        if groups.mean(one, other) != -less or groups.apart(one, other):
            continue
        groups.join(one, other)
        for third in groups.links[one]:
            mean = groups.mean(one, third)
            if mean >= threshold:
                heappush(heap, (-mean, min(one, third), max(one, third)))
    return groups.labels()


class _Groups:
    """Groups of rows with the summed likeness between them; a group is its lowest row."""

    def __init__(self, rows: Sequence[Row], fixed: Sequence[int | None]) -> None:
        self.name: list[int | None] = list(fixed) or [None] * len(rows)
        self.size = [1] * len(rows)
        self.links: list[Row] = [dict(row) for row in rows]
        self._into = list(range(len(rows)))
        first: dict[int, int] = {}
        for at, name in enumerate(self.name):
            if name is not None and first.setdefault(name, at) != at:
                self.join(first[name], at)

    def pairs(self, threshold: float) -> list[tuple[float, int, int]]:
        """Make the heap of all pairs of groups that may join."""
        heap = [
            (-self.mean(one, other), one, other)
            for one, row in enumerate(self.links)
            for other in row
            if one < other and self.mean(one, other) >= threshold
        ]
        heapify(heap)
        return heap

    def mean(self, one: int, other: int) -> float:
        """Give the mean likeness of all pairs of two groups; -1 where they are none or unlike."""
        total = self.links[one].get(other)
        return -1.0 if total is None else total / (self.size[one] * self.size[other])

    def apart(self, one: int, other: int) -> bool:
        """Say whether two groups have names of their own."""
        return self.name[one] is not None and self.name[other] is not None

    def join(self, one: int, other: int) -> None:
        """Let the lower group take the higher in."""
        self._into[other] = one
        self.size[one] += self.size[other]
        self.name[one] = self.name[other] if self.name[one] is None else self.name[one]
        for third, total in self.links[other].items():
            del self.links[third][other]
            if third != one:
                summed = self.links[one].get(third, 0.0) + total
                self.links[one][third] = self.links[third][one] = summed
        self.links[other] = {}

    def labels(self) -> list[int]:
        """Name each row by its group's lowest row."""
        for at, into in enumerate(self._into):
            self._into[at] = at if into == at else self._into[into]
        return self._into
