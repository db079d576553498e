"""Time grows with the text and no faster, whatever the text is made of; a megabyte is soon told."""

import sys
import time

import pytest

from newsdigest import wiring
from newsdigest.models import Page
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.read import digest_pages
from newsdigest.pipeline.stages import LONGEST_TOLD

UNITS = (
    *("1. ", "J.-P. ", "« a » ", "<!--", '"a" ', "“a” said B. ", "A. ", "a\n\n", "a\n", "(a) "),
    *("a; b: ", "Mr. B. C. ", "... ", "— a ", "He said: “", "a.b@c ", "No. 1 ", "a, b, ", "' "),
    *("3. Mai ", "said ", "A B ", "\x9d", "&#27;", "a" * 50, "„a“ ", "？", "…” "),
)
STEP = 12_000  # characters
SLACK_S = 0.4
TOO_MUCH = 8.0  # times as long for four times the text
TOLD_S = 6.0 if sys.gettrace() is None else 30.0  # of a megabyte; lines that are counted cost more


def took_s(text: str) -> float:
    page = Page("", text.encode())
    began = time.process_time()
    digest_pages([("x", page)], wiring.in_process, StageOptions())
    return time.process_time() - began


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_a_text_and_no_faster(unit: str) -> None:
    took_s("The bridge is open. " * 50)  # what is loaded once
    times = [took_s(unit * (many * STEP // len(unit))) for many in (1, 2, 4)]
    assert times[2] < TOO_MUCH * times[0] + SLACK_S, times


@pytest.mark.parametrize("unit", ["1. ", "J.-P. ", "« a » ", "<!--"])
def test_a_megabyte_is_told_in_seconds(unit: str) -> None:
    took_s("The bridge is open. " * 50)
    assert took_s(unit * (1_000_000 // len(unit))) < TOLD_S  # alone on a core: 2 to 3


def test_a_text_too_long_to_be_news_is_told_from_its_opening_and_kept_whole() -> None:
    text = "".join(
        f"The council of Elm agreed on day {n} to build bridge {n * 7} over the river.\n\n"
        for n in range(5_000)
    )
    digest = digest_pages([("x", Page("", text.encode()))], wiring.in_process, StageOptions())
    [telling] = digest.tellings
    [article] = telling.story.articles
    assert len(article.text) > LONGEST_TOLD
    assert all(point.end <= LONGEST_TOLD for point in telling.key_points)
    assert all(article.text[p.start : p.end] == p.text for p in telling.key_points)
    one = digest_pages([("x", Page("", b"a " * 400_000))], wiring.in_process, StageOptions())
    assert len(one.tellings) == 1
