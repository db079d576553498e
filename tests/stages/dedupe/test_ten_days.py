import random

import pytest
from tests.golden import check
from tests.stages.dedupe.ten_days import DAYS, run


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    return run()


@pytest.mark.parametrize("day", [path.stem for path in sorted(DAYS.glob("??.txt"))])
def test_each_day_tells_what_is_new_and_no_more(told: dict[str, str], day: str) -> None:
    check(DAYS / f"{day}.expected.md", told[day])


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_a_day_s_feeds_does_not_matter(told: dict[str, str], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (an order, not a secret)
    assert run(lambda found: chance.sample(found, len(found))) == told
