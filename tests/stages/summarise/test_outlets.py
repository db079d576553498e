"""Several articles of one story: agreement, what one outlet alone has, figures that differ."""

from newsdigest.models import Article
from newsdigest.stages.summarise.choose import Candidate, Rules, Score, choose
from newsdigest.stages.summarise.options import SummariseOptions
from newsdigest.stages.summarise.outlets import agree, beside, only_in
from newsdigest.stages.summarise.points import score_all, summarise
from newsdigest.stages.summarise.reading import Reading, read, weigh

CLOSED = "The council of Elmtown voted on Monday to close the old bridge for two years."
COST = "Repairs to the bridge will cost $40 million, the city engineer said."
BUSES = "Buses will cross free of charge until January, a spokeswoman for the operator promised."
TWELVE = "The flood in Elmtown killed 12 people and cut off four villages, rescuers said."
NINETEEN = "The flood in Elmtown killed 19 people and cut off four villages, rescuers said."


def story(*texts: str) -> tuple[list[Reading], list[Candidate]]:
    readings = [read(Article("", text)) for text in texts]
    vectors = weigh([line for reading in readings for line in reading.lines])
    lines = [(line, number) for number, reading in enumerate(readings) for line in reading.lines]
    return readings, [
        Candidate(line, number, Score(0.0, 0.0), vector)
        for (line, number), vector in zip(lines, vectors, strict=True)
    ]


def test_what_the_other_outlets_say_too_scores_higher() -> None:
    readings, candidates = story(f"{CLOSED} {BUSES}", f"{COST} {CLOSED}")
    scores = [[Score(0.0, 0.0)] * len(reading.lines) for reading in readings]
    raised = agree(readings, scores, [c.vector for c in candidates])
    closed, buses, cost, again = (score.worth for score in raised)
    assert min(closed, again) > max(buses, cost)
    assert [score.main for score in raised] == [score.worth for score in raised]


def test_articles_without_a_sentence_agree_on_nothing() -> None:
    readings, _ = story("", "")
    assert agree(readings, [[], []], []) == []


def test_a_point_that_no_other_outlet_has_is_named() -> None:
    readings, candidates = story(f"{CLOSED} {COST}", f"{CLOSED} {BUSES}")
    outlets = ["Coast Daily", "Elm Herald"]
    assert only_in(candidates, readings, outlets) == ["", "Coast Daily", "", "Elm Herald"]


def test_a_point_whose_words_are_spread_over_another_article_is_not_its_own() -> None:
    spread = "Buses were full on Monday morning. The charges were small but they were not free."
    more = "A spokeswoman came here in January. Two operators promised to cross the river."
    readings, candidates = story(f"{CLOSED} {BUSES}", f"{spread} {more}")
    assert only_in(candidates[1:2], readings, ["Coast Daily", "Elm Herald"]) == [""]


def test_two_articles_of_one_outlet_have_nobody_to_differ_from() -> None:
    readings, candidates = story(CLOSED, BUSES)
    assert only_in(candidates, readings, ["Elm Herald", "Elm Herald"]) == ["", ""]


def test_a_second_article_of_the_same_outlet_does_not_share_a_point_away() -> None:
    readings, candidates = story(BUSES, BUSES, CLOSED)
    outlets = ["Elm Herald", "Elm Herald", "Coast Daily"]
    assert only_in(candidates[:1], readings, outlets) == ["Elm Herald"]


def test_a_figure_is_the_same_in_words_and_in_digits() -> None:
    readings, candidates = story("Seven of nine trams stood.", "Of 9 trams there were 7 at rest.")
    assert only_in(candidates, readings, ["A", "B"]) == ["", ""]


def test_a_point_of_stop_words_alone_is_nobodys_own() -> None:
    readings, candidates = story("It is what it is now.", CLOSED)
    assert only_in(candidates[:1], readings, ["A", "B"]) == [""]


def test_sentences_that_differ_in_a_figure_stand_side_by_side() -> None:
    _, candidates = story(f"{TWELVE} {CLOSED}", f"{COST} {NINETEEN}")
    assert beside(candidates) == [0, 3, 1, 2]


def test_sentences_of_one_outlet_keep_their_order() -> None:
    _, candidates = story(f"{TWELVE} {CLOSED} {NINETEEN}")
    assert beside(candidates) == [0, 1, 2]


def test_figures_of_different_facts_do_not_meet() -> None:
    _, candidates = story(f"{TWELVE} {CLOSED}", "Some 400 jobs at the port are at risk.")
    assert beside(candidates) == [0, 1, 2]


def test_a_year_is_no_other_figure_than_a_count_of_years() -> None:
    since = "The city opened the first bridge over the Elm river since 1962 on Monday."
    after = "The bridge over the Elm river opened on Monday, the first for the city in 64 years."
    _, candidates = story(since, after)
    rules = Rules(points=2, redundancy=0.0)
    assert len(choose(candidates, rules)) == 1
    _, candidates = story(since, since.replace("1962", "1964"))
    assert len(choose(candidates, rules)) == 2
    _, candidates = story(since.replace("1962", "12 years"), after)
    assert len(choose(candidates, rules)) == 2


def led(*articles: tuple[str, str]) -> list[str]:
    told = [Article(title, text, site=f"Outlet {n}") for n, (title, text) in enumerate(articles)]
    return [point.text for point in summarise(told, SummariseOptions(points=3))]


QUAKE = (
    "Strong quake shakes Elm island, two hurt",
    (
        "Two people were hurt when a strong quake shook Elm island before dawn on Friday. The roof "
        "of a market hall came down in Elmport, the rescue service said.\n\nThe island's weather "
        "office lifted its tsunami warning within the hour. All villages on the southern shore had "
        "been reached by noon, rescue chief Ilan Karo told reporters in the capital."
    ),
)
WARNED = (
    "Quake hits Elm island",
    (
        "A quake of magnitude 6.1 struck off Elm island early on Friday and sent people into the "
        "streets of Elmport, where schools stayed shut.\n\nThe island's weather office lifted its "
        "tsunami warning within the hour. Engineers will look at four bridges before the railway "
        "opens again, the ministry of transport said in a statement."
    ),
)


def test_the_main_fact_stands_first_whatever_both_outlets_say_further_down() -> None:
    first = led(QUAKE, WARNED)[0]
    assert first.startswith(("Two people were hurt", "A quake of magnitude"))


def test_a_sentence_that_two_outlets_share_word_for_word_is_told_from_the_first() -> None:
    told = [Article(title, text, site=title) for title, text in (QUAKE, WARNED)]
    _, candidates = score_all(told, SummariseOptions())
    warning = [one for one in candidates if one.line.text.startswith("The island's weather office")]
    assert [(one.article, one.barred) for one in warning] == [(0, False), (1, True)]


OPENED = (
    "The city opened a bridge over the Elm on Thursday, joining the harbour to the north after "
    "long years of work."
)
CROSSED = (
    "Mayor Ana Ruiz opened the Elm bridge on Thursday at the harbour, before wet, cold people."
)


def chosen_of(*candidates: Candidate) -> int:
    return len(choose(candidates, Rules(points=4, redundancy=0.0)))


def test_what_an_outlet_leads_with_is_not_told_again_after_the_lead_of_another() -> None:
    _, (opened, crossed) = story(OPENED, CROSSED)
    assert chosen_of(opened, crossed) == 2
    assert chosen_of(opened, crossed._replace(leads=True)) == 1


def test_a_lead_with_a_figure_that_no_other_outlet_has_is_told() -> None:
    _, (opened, crossed) = story(OPENED, CROSSED.replace("wet, cold", "300 wet, cold"))
    assert chosen_of(opened, crossed._replace(leads=True)) == 2


def test_a_sentence_that_two_points_of_another_outlet_hold_together_is_a_repeat() -> None:
    toll = "Cars pay a toll of two dollars, and tenants want a discount."
    both = "Tenants asked for a discount on the toll of the Elm bridge at the harbour, Ruiz said."
    _, (opened, charged, again) = story(f"{OPENED} {toll}", both)
    assert chosen_of(charged, again) == 2
    assert chosen_of(opened, again) == 2
    assert chosen_of(opened, charged, again) == 2


def test_the_first_point_is_never_said_to_be_one_outlets_own() -> None:
    plans = (
        "Mayor Ana Ruiz wants a second crossing further up the river by the year 2030. Farmers in "
        "the Hollin valley asked for a ferry in the meantime, and a petition with 3,000 names was "
        "handed to the province last week. Traffic lights on Mill Street will be changed so that "
        "lorries reach the motorway without passing the school."
    )
    told = [
        Article("Council shuts the old bridge", f"{CLOSED} {COST} {plans}", site="Coast Daily"),
        Article("Buses are free until January", BUSES, site="Elm Herald"),
    ]
    points = summarise(told, SummariseOptions(points=4))
    assert len(points) > 1
    assert points[0].only_in == ""
    assert all(point.only_in for point in points[1:])
