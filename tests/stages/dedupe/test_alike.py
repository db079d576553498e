import math
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.stages.dedupe.made import BATTERY, BRIDGE, NOON, STRIKE, article

from newsdigest.models import Article
from newsdigest.stages.dedupe import alike as rules
from newsdigest.stages.dedupe.alike import Row, alike
from newsdigest.stages.dedupe.linkage import average_link, borrow, without_listings
from newsdigest.stages.dedupe.rarity import AT_HAND, UNKNOWN, rarity
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.vectors import weigh


def rows(*articles: Article, spans: tuple[int, ...] = ()) -> list[Row]:
    return alike([signature(one) for one in articles], spans)


QUAKE = "An earthquake of magnitude {} struck {} on Friday, shaking buildings in {} and sending \
people into the streets. The quake was shallow, said {} of the rescue service."
MARO = article("Earthquake strikes", QUAKE.format("6.1", "the Maro islands", "Selim", "Ilan Koro"))
TESSA = article(
    "Earthquake strikes", QUAKE.format("5.4", "Tessa", "Orlova", "Lena Brandt"), site="B"
)


def test_vectors_have_length_one_and_their_heaviest_term_first() -> None:
    (vector,) = weigh([signature(article("City opens bridge", BRIDGE))])
    assert math.isclose(sum(weight**2 for _, weight in vector), 1)
    assert [weight for _, weight in vector] == sorted((w for _, w in vector), reverse=True)
    assert dict(vector)["bridg"] > dict(vector)["year"] > dict(vector).get("on", 0)
    assert list(weigh([signature(article("", ""))])) == [[]]


def test_likeness_is_the_cosine_of_the_vectors() -> None:
    pair = [
        signature(article("City opens bridge", BRIDGE)),
        signature(article("Bridge", BRIDGE[:99])),
    ]
    one, two = (dict(vector) for vector in weigh(pair))
    cosine = sum(weight * two.get(term, 0) for term, weight in one.items())
    found = alike(pair)
    assert found == [{1: pytest.approx(cosine)}, {0: pytest.approx(cosine)}]


def test_pairs_beyond_the_gate_are_not_alike_but_for_a_patient_one() -> None:
    pair = article("City opens bridge", BRIDGE), article("Elm bridge", BRIDGE[:90], days=5)
    assert rows(*pair) == [{}, {}]
    assert rows(*pair, spans=(3, 7))[0].keys() == {1}


def test_languages_do_not_mix() -> None:
    pair = article("City opens bridge", BRIDGE), article("Elm bridge", BRIDGE[:90], language="fr")
    assert rows(*pair) == [{}, {}]


def test_blocks_give_what_one_block_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        article(f"{text[:20]} {at}", text[at:]) for at in range(3) for text in (BRIDGE, STRIKE)
    ]
    whole = rows(*found)
    monkeypatch.setattr(rules, "_BLOCK_SUMS", 1)
    assert rows(*found) == whole
    assert any(whole)


@pytest.mark.parametrize("buckets", [1, 2, 4])
def test_articles_that_share_a_sum_are_told_apart(
    buckets: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        article(f"{text[:20]} {at}", text[at:])
        for at in range(4)
        for text in (BRIDGE, STRIKE, BATTERY)
    ]
    whole = rows(*found)
    monkeypatch.setattr(rules, "_BUCKETS", buckets)
    assert rows(*found) == whole
    assert all(0 < len(row) < len(found) - 1 for row in whole)


def test_a_word_in_too_many_articles_finds_no_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "COMMON_IN", 1)
    assert rows(article("City opens bridge", BRIDGE), article("Bridge", BRIDGE[:99])) == [{}, {}]


def test_other_names_or_other_figures_halve_likeness_of_bare_headlines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for one, other in (
        ("Quake of 6.1 shakes the Elm coast", "Quake of 5.4 shakes the Elm coast"),
        ("Zoltan Mirek opens harbour bridge", "Ilka Borsod opens harbour bridge"),
    ):
        with monkeypatch.context() as patch:
            contradicted = rows(article(one), article(other, site="B"))[0].get(1, 0.0)
            patch.setattr(rules, "CONTRADICTED", 1.0)
            free = rows(article(one), article(other, site="B"))[0][1]
        assert contradicted == pytest.approx(free / 2)


def test_what_speaks_against_one_event_is_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = rows(MARO, TESSA)[0].get(1, 0.0)
    monkeypatch.setattr(rules, "toll", lambda *_: 1.0)
    assert taken < rows(MARO, TESSA)[0][1] / 2


def test_days_between_bare_headlines_lower_likeness_and_between_articles_do_not() -> None:
    bare, text = article("Bridge over the Elm opens"), article("Bridge opens", BRIDGE[:99])
    at_once, a_day_on, undated = (
        rows(bare, article("Toll on Elm bridge", "", days=days, **date))[0][1]
        for days, date in ((0, {}), (1, {}), (9, {"published": None}))
    )
    assert a_day_on == pytest.approx(at_once * rules.BARE_KEPT_A_DAY)
    assert undated == at_once
    later = replace(text, title="Elm bridge", published=NOON + timedelta(days=1))
    assert rows(bare, later) == rows(bare, replace(later, published=NOON))


def test_few_shared_names_lower_likeness_of_bare_headlines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = article("Zoltan Mirek and Ilka Borsod at odds over the bridge plan")
    other = article("Zoltan Qvist and Jorun Tveit at odds over the bridge plan", site="B")
    doubted = rows(own, other)[0][1]
    monkeypatch.setattr(rules, "DOUBTED", 1.0)
    assert doubted == pytest.approx(rows(own, other)[0][1] * 0.8)


def test_a_column_is_not_like_itself() -> None:
    title = "Morning briefing: what to know"
    pair = article(title, STRIKE), article(title, BATTERY, days=1, url="https://x.test/2")
    assert rows(*pair) == [{}, {}]


def test_rarity_knows_the_language_and_the_articles_at_hand() -> None:
    found = rarity({"the": 9, "bridg": 1, "elm": 1, "harbour": 9}, 9, "en")
    assert found["the"] < found["harbour"] < found["bridg"] < found["elm"]
    size = 16
    chance = AT_HAND / size + (1 - AT_HAND) * UNKNOWN
    assert found["elm"] == pytest.approx((-math.log(chance)) ** 1.2)


def prior(term: str, language: str) -> float:
    return rarity({term: 0}, 1, language)[term]


def test_a_language_without_a_table_knows_its_stop_words() -> None:
    assert prior("och", "sv") < prior("bro", "sv")


def test_a_text_of_no_known_language_goes_by_all_tables() -> None:
    assert prior("the", "") < prior("elm", "")
    assert prior("und", "xx") < prior("elm", "xx")


def test_borrowing_brings_two_together_that_share_a_neighbour() -> None:
    found = borrow([{1: 0.3}, {0: 0.3, 2: 0.3}, {1: 0.3}])
    # By hand: B = I + .7 A with A the likeness of neighbours; (B S B')_02 over its diagonal.
    share = 0.7 * 0.3
    own = 1 + 2 * share * 0.3 + share**2
    between = 2 * share * 0.3 + share**2
    assert found[0][2] == found[2][0] == pytest.approx(between / own)


def test_weak_neighbours_lend_nothing() -> None:
    assert borrow([{1: 0.1}, {0: 0.1}]) == [{1: pytest.approx(0.1)}, {0: pytest.approx(0.1)}]
    assert borrow([{1: 0.01}, {0: 0.01}]) == [{}, {}]


def test_an_article_that_lists_others_joins_none_of_them() -> None:
    listed: list[Row] = [{3: 0.4}, {3: 0.4}, {3: 0.3, 4: 0.9}, {0: 0.4, 1: 0.4, 2: 0.3}, {2: 0.9}]
    assert without_listings(listed) == [{}, {}, {4: 0.9}, {}, {2: 0.9}]
    of_one_event = [{**row, **({1: 0.2} if at == 0 else {})} for at, row in enumerate(listed)]
    of_one_event[1][0] = 0.2
    assert without_listings(of_one_event) == of_one_event


def test_groups_join_by_the_mean_of_their_pairs() -> None:
    chain: list[Row] = [{1: 0.9}, {0: 0.9, 2: 0.8}, {1: 0.8}]
    assert average_link(chain, 0.5) == [0, 0, 2], "the mean of .8 and 0 is below"
    assert average_link(chain, 0.4) == [0, 0, 0]
    assert average_link([], 0.5) == []


def test_named_groups_begin_together_and_never_join() -> None:
    pairs: list[Row] = [{2: 0.9, 3: 0.9}, {}, {0: 0.9}, {0: 0.9}]
    assert average_link(pairs, 0.4, [7, 7, None, 8]) == [0, 0, 0, 3]


def test_pairs_of_equal_likeness_join_lowest_first() -> None:
    ring: list[Row] = [{1: 0.5, 3: 0.5}, {0: 0.5, 2: 0.5}, {1: 0.5, 3: 0.5}, {2: 0.5, 0: 0.5}]
    assert average_link(ring, 0.4) == [0, 0, 2, 2]
