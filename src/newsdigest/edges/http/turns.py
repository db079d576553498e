"""Whose turn it is: one request at a time per place, a gap between two, so many places at once."""

from __future__ import annotations

import heapq
from collections import deque
from itertools import count
from typing import Final, Generic, TypeVar

T = TypeVar("T")

# A place that has not answered for this long gives its seat to another, so that a few hanging
# servers do not hold up the rest; sockets stay bounded by this many times the seats.
PATIENCE_S: Final = 1.0
_OVERBOOKING: Final = 4


class Turns(Generic[T]):
    """Hand out waiting items in a fair order. Pure: every time is given, in seconds.

    Items of one place go one at a time, in the order they came, `gap_s` after the one before. The
    place that has been ready longest is next; ties go to the one that came first. O(log places)
    per turn.
    """

    def __init__(self, seats: int, gap_s: float) -> None:
        self._seats = max(seats, 1)
        self._gap_s = gap_s
        self._gaps: dict[str, float] = {}
        self._waiting: dict[str, deque[tuple[float, T]]] = {}
        self._busy: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._ended: dict[str, float] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._order = count()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, place: str, item: T, *, not_before: float = 0.0, first: bool = False) -> None:
        """Let an item wait for its turn; `first` puts it before those of its place."""
        waiting = self._waiting.setdefault(place, deque())
        (waiting.appendleft if first else waiting.append)((not_before, item))
        self._line_up(place)

    def slow_down(self, place: str, gap_s: float) -> None:
        """Widen the gap of one place, never narrow it."""
        self._gaps[place] = max(gap_s, self._gap_s)

    def hold(self, place: str, until: float) -> None:
        """Leave a place alone until a time: it asked to be."""
        self._held[place] = max(until, self._held.get(place, 0.0))

    def take(self, now: float) -> tuple[str, T] | None:
        """Return the next item whose turn has come and make its place busy, or None."""
        if not self._has_seat(now):
            return None
        while self._ready and self._ready[0][0] <= now:
            _, _, place = heapq.heappop(self._ready)
            if place in self._busy or not self._waiting.get(place):
                continue  # an older entry of a place that has been served since
            index = self._next_of(place, now)
            if index is None:
                self._line_up(place)
                continue
            waiting = self._waiting[place]
            _, item = waiting[index]
            del waiting[index]
            self._busy[place] = now
            return place, item
        return None

    def free(self, place: str, now: float) -> None:
        """End a place's turn; the gap runs from here, so that the place sees no less of it."""
        del self._busy[place]
        self._ended[place] = now
        self._line_up(place)

    def wait_s(self, now: float) -> float | None:
        """Return how long until `take` may give an item by itself; None: not before a `free`."""
        if not self._ready:
            return None
        ready_at = self._ready[0][0]
        if not self._has_seat(now):
            if len(self._busy) >= self._seats * _OVERBOOKING:
                return None
            patient = sorted(at + PATIENCE_S for at in self._busy.values() if at + PATIENCE_S > now)
            ready_at = max(ready_at, patient[len(patient) - self._seats])
        return max(ready_at - now, 0.0)

    def reset(self) -> None:
        """Forget what waits; what was learned of the places' manners stays."""
        self._waiting.clear()
        self._ready.clear()

    def _has_seat(self, now: float) -> bool:
        talking = sum(now - since < PATIENCE_S for since in self._busy.values())
        return talking < self._seats and len(self._busy) < self._seats * _OVERBOOKING

    def _next_of(self, place: str, now: float) -> int | None:
        """Return which item of a place may go now, the first of those that may."""
        if self._open_at(place) > now:
            return None
        waiting = enumerate(self._waiting[place])
        return next((index for index, (not_before, _) in waiting if not_before <= now), None)

    def _open_at(self, place: str) -> float:
        held = self._held.get(place, 0.0)
        ended = self._ended.get(place)
        if ended is None:
            return held
        return max(held, ended + self._gaps.get(place, self._gap_s))

    def _line_up(self, place: str) -> None:
        waiting = self._waiting.get(place)
        if waiting and place not in self._busy:
            soonest = min(not_before for not_before, _ in waiting)
            ready_at = max(soonest, self._open_at(place))
            heapq.heappush(self._ready, (ready_at, next(self._order), place))
