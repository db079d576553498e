"""One row a method, all of one shape."""

import json
import math
import sys
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import pytest

from newsdigest.errors import UsageError
from newsdigest.models import Article
from newsdigest.models.choice import Picks
from newsdigest.stages.summarise import news, sumy_methods
from newsdigest.stages.summarise.features import PARTS, features, standard
from newsdigest.stages.summarise.methods import METHOD_NAMES, METHODS, find_method
from newsdigest.stages.summarise.options import SummariseOptions
from newsdigest.stages.summarise.own import wrap_scorer
from newsdigest.stages.summarise.picked import offered_sentences
from newsdigest.stages.summarise.points import summarise
from newsdigest.stages.summarise.reading import read

TEXT = (
    "The council of Elmtown voted on Monday to close the old bridge for two years. "
    "Repairs to the bridge will cost $40 million, the city engineer Lena Brandt said. "
    "A ferry is to carry pupils and nurses across the river until the bridge opens again. "
    "Shopkeepers in the harbour district fear that customers will stay away this winter. "
    "Built in 1931, the crossing was last mended after the great flood of 1962."
)
TEXTS = {"several sentences": TEXT, "one sentence": TEXT[:77], "nothing": "", "twice": TEXT * 2}


@pytest.mark.parametrize("name", METHOD_NAMES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("title", ["", "Council closes bridge"])
def test_n_sentences_have_n_finite_scores(name: str, text: str, title: str) -> None:
    reading = read(Article(title, text))
    scores = METHODS[name]().score(reading)
    assert len(scores) == len(reading.lines)
    assert all(math.isfinite(value) for score in scores for value in score)


@pytest.mark.parametrize("name", METHOD_NAMES)
def test_every_method_gives_points_that_stand(name: str) -> None:
    article = Article("Council closes bridge", TEXT)
    points = summarise([article], SummariseOptions(points=2, method=name, explain=True))
    assert points
    assert all(article.text[p.start : p.end] == p.text and p.parts for p in points)


@pytest.mark.parametrize("name", ["lexrank", "edmundson"])
def test_a_language_without_hints_or_stop_words_has_scores(name: str) -> None:
    reading = read(Article("", TEXT, language="xx"))
    assert len(METHODS[name]().score(reading)) == 5


def test_words_of_no_content_have_scores() -> None:
    reading = read(Article("", "It is what it is now. That is not what it was."))
    assert len(METHODS["luhn"]().score(reading)) == len(reading.lines)


def test_a_method_that_cannot_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sumy.summarizers.luhn", None)
    with pytest.raises(UsageError, match="--method luhn") as caught:
        sumy_methods.scorer("luhn")(read(Article("", TEXT)))
    assert caught.value.hint == "use --method news"


def test_every_coefficient_is_a_feature_and_says_where_it_comes_from() -> None:
    held = json.loads(files("newsdigest.stages.summarise").joinpath("news.json").read_text("utf-8"))
    for name in ("main", "worth", "untitled", "printed", "unclear"):
        assert list(held[name]) == list(PARTS)
    assert held["provenance"]["script"] == "bench/fit_keypoints.py"
    assert held["provenance"]["date"]
    assert held["provenance"]["readers"]["publishers"] > 300
    assert all(one["texts"] for one in held["provenance"]["texts"].values())
    assert news.weights().redundancy > 0


@pytest.mark.parametrize("title", ["", "Council closes bridge"])
def test_the_parts_of_a_score_sum_to_it(title: str) -> None:
    reading = read(Article(title, TEXT))
    sums = [
        [sum(value for _, value in parts) for parts in of_line] for of_line in news.explain(reading)
    ]
    assert sums == [pytest.approx([score.main, score.worth]) for score in news.score(reading)]


def test_where_there_is_no_headline_other_coefficients_count() -> None:
    without, with_one = (news.score(read(Article(title, TEXT))) for title in ("", "Xyzzy"))
    assert [score.main for score in without] == [score.worth for score in without]
    assert [score.main for score in with_one] != [score.worth for score in with_one]


def test_a_text_without_sentences_has_no_parts() -> None:
    assert news.explain(read(Article("", ""))) == []


def test_every_feature_has_a_value_a_line() -> None:
    reading = read(Article("Council closes bridge", TEXT))
    columns = features(reading)
    assert set(columns) == set(PARTS)
    assert {len(values) for values in columns.values()} == {5}
    assert all(math.isfinite(value) for values in columns.values() for value in values)


def test_values_that_do_not_differ_have_no_spread() -> None:
    assert standard([2.0, 2.0]) == [0.0, 0.0]
    assert standard([1.0, 3.0]) == [-1.0, 1.0]


def test_the_names_of_methods_cost_nothing_to_list() -> None:
    import subprocess

    code = (
        "import sys, newsdigest.stages.summarise.methods;"
        "print([m for m in ('sentencex', 'Stemmer', 'numpy', 'sumy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_method_of_one_s_own_scores_n_sentences() -> None:
    assert wrap_scorer(lambda lines: [0.0] * len(lines))(read(Article("", ""))) == []
    longest = summarise([Article("", TEXT)], SummariseOptions(points=1, scorer=_lengths))
    assert [point.text for point in longest] == [max(TEXT.split(". "), key=len) + "."]


def _lengths(lines: Sequence[str]) -> list[float]:
    return [float(len(line)) for line in lines]


@pytest.mark.parametrize(
    ("scores", "why"),
    [
        (lambda lines: 3, "it gives no list of numbers"),  # noqa: ARG005 - a wrong one on purpose
        (lambda lines: lines, "it gives no list of numbers"),
        (lambda lines: [1.0], "1 scores for 5 sentences"),  # noqa: ARG005 - as above
        (lambda lines: [math.nan] * len(lines), "no finite numbers"),
    ],
)
def test_a_method_that_gives_no_number_a_sentence_is_named(scores: Any, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        wrap_scorer(scores, "mine")(read(Article("", TEXT)))


@pytest.mark.parametrize("place", ["no_such_package_here:score", "math:no_such_name", "math"])
def test_a_method_that_is_nowhere_is_named(place: str) -> None:
    with pytest.raises(UsageError, match="it cannot be loaded"):
        find_method(place)


def test_what_a_model_may_choose_of_is_every_sentence_that_may_be_a_point() -> None:
    article = Article("", f"{TEXT}\n\nRead more: bridges of Elmtown.")
    offered = offered_sentences([article])
    assert [one.text for one in offered] == [line.text for line in read(article).lines[:5]]
    first, second = offered[0].text, offered[1].text
    again = [one.text for one in offered_sentences([article], told=(first, second))]
    assert again[0] == first
    assert second not in again


def test_what_a_model_picked_is_told_and_an_update_tells_its_lead_too() -> None:
    article = Article("Council of Elmtown closes the old bridge", f"{TEXT} {TEXT[:10]}more." * 3)
    lines = read(article).lines
    picks = Picks(((0, lines[3].start), (0, lines[1].start)))
    options = SummariseOptions(points=2)
    told = [point.start for point in summarise([article], options, picks=picks)]
    assert sorted(told) == [lines[1].start, lines[3].start]
    known = ("The ferry was built in 1899 by two brothers from Harlow.",)
    told = [point.start for point in summarise([article], options, told=known, picks=picks)]
    assert sorted(told) == [lines[0].start, lines[3].start]
