"""Turns: one at a time per place, apart, fairly, within the seats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.edges.http.turns import PATIENCE_S, Turns


def test_one_item_per_place_and_the_gap_between_two() -> None:
    turns: Turns[str] = Turns(8, gap_s=1.0)
    for item in ("a1", "a2"):
        turns.add("a", item)
    turns.add("b", "b1")
    assert turns.take(10.0) == ("a", "a1")
    assert turns.take(10.0) == ("b", "b1")
    assert turns.take(10.0) is None
    assert turns.wait_s(10.0) is None
    turns.free("a", 10.2)
    assert turns.take(10.7) is None
    assert turns.wait_s(10.7) == pytest.approx(0.5)
    assert turns.take(11.3) == ("a", "a2")
    assert len(turns) == 0


def test_an_item_put_first_or_told_to_wait() -> None:
    turns: Turns[str] = Turns(1, gap_s=0.0)
    turns.add("a", "second")
    turns.add("a", "first", first=True)
    turns.add("a", "late", not_before=5.0, first=True)
    assert turns.take(1.0) == ("a", "first")
    turns.free("a", 1.0)
    assert turns.take(1.0) == ("a", "second")
    turns.free("a", 1.0)
    assert turns.take(1.0) is None
    assert turns.wait_s(1.0) == 4.0
    assert turns.take(5.0) == ("a", "late")


def test_a_place_may_be_slowed_down_or_held() -> None:
    turns: Turns[str] = Turns(8, gap_s=1.0)
    turns.add("a", "1")
    turns.slow_down("a", 3.0)
    turns.slow_down("b", 0.1)
    assert turns.take(10.0) == ("a", "1")
    turns.add("a", "2")
    turns.free("a", 10.0)
    assert turns.take(12.9) is None
    assert turns.take(13.0) == ("a", "2")
    turns.hold("b", 20.0)
    turns.add("b", "held")
    assert turns.take(19.0) is None
    assert turns.take(20.0) == ("b", "held")


def test_seats_are_few_but_the_silent_give_theirs_up() -> None:
    turns: Turns[int] = Turns(2, gap_s=0.0)
    for number in range(20):
        turns.add(f"place {number}", number)
    assert [turns.take(0.0) is not None for _ in range(3)] == [True, True, False]
    assert turns.wait_s(0.0) == PATIENCE_S
    late = [turns.take(PATIENCE_S) is not None for _ in range(3)]
    assert late == [True, True, False]
    later = [turns.take(at) is not None for at in (2.0, 2.0, 3.0, 3.0, 4.0)]
    assert later == [True, True, True, True, False]  # four times the seats, and no more
    assert turns.wait_s(4.0) is None
    turns.free("place 0", 4.0)
    assert turns.take(4.0) is not None


def test_a_place_that_asks_for_less_than_the_common_gap_gets_the_common_one() -> None:
    turns: Turns[str] = Turns(8, gap_s=1.0)
    for place, asked in (("hasty", 0.1), ("slow", 3.0)):
        turns.slow_down(place, asked)
        turns.add(place, "1")
        turns.add(place, "2")
    for place in ("hasty", "slow"):
        assert turns.take(10.0) is not None
        turns.free(place, 10.0)
    assert turns.take(10.9) is None
    assert turns.take(11.0) == ("hasty", "2")
    assert turns.take(12.9) is None
    assert turns.take(13.0) == ("slow", "2")


def test_reset_forgets_what_waits_but_not_the_manners() -> None:
    turns: Turns[str] = Turns(8, gap_s=1.0)
    turns.add("a", "1")
    turns.add("a", "2")
    turns.take(10.0)
    turns.reset()
    turns.free("a", 10.0)
    assert turns.take(99.0) is None
    turns.add("a", "3")
    assert turns.wait_s(10.0) == 1.0


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 3)), max_size=12),
    st.integers(1, 3),
    st.floats(0, 2),
)
def test_every_item_gets_its_turn_once_and_never_too_soon(
    items: list[tuple[str, float]], seats: int, gap_s: float
) -> None:
    turns: Turns[int] = Turns(seats, gap_s)
    for number, (place, not_before) in enumerate(items):
        turns.add(place, number, not_before=not_before)
    now, taken, last = 0.0, [], dict[str, float]()
    for _ in range(1000):
        turn = turns.take(now)
        if turn is None:
            wait_s = turns.wait_s(now)
            if wait_s is None:
                break
            now += wait_s + 1e-6
            continue
        place, number = turn
        assert now >= items[number][1]
        assert place not in last or now - last[place] >= gap_s - 1e-9
        last[place] = now
        taken.append(number)
        turns.free(place, now)
    assert sorted(taken) == list(range(len(items)))
