import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.dedupe.made import BRIDGE, article

from newsdigest.stages.dedupe import why
from newsdigest.stages.dedupe.headline import faults, headline, likeness
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.together import one_story
from newsdigest.stages.dedupe.why import reasons


@pytest.mark.parametrize(
    ("titles", "clearest"),
    [
        (["CITY OPENS NEW RIVER BRIDGE", "City opens new river bridge"], 1),
        (["City opens new river bridge after four…", "City opens new river bridge"], 1),
        (["City opens new river bridge after ...", "City opens new river bridge"], 1),
        (["BREAKING: City opens new river bridge", "City opens new river bridge"], 1),
        (["Will the new river bridge ever open?", "City opens new river bridge"], 1),
        (["Bridge opens", "City opens new river bridge"], 1),
        (["", "Bridge opens"], 1),
        (
            [
                "A day to remember by the river",
                "City opens bridge over Elm",
                "Bridge over Elm opens",
            ],
            1,
        ),
        (["City opens new river bridge", "City opens a new river bridge"], 0),
    ],
)
def test_the_clearest_headline_is_printed(titles: list[str], clearest: int) -> None:
    found = [article(title, site=f"Outlet {at}") for at, title in enumerate(titles)]
    assert headline(found) == titles[clearest]


def test_a_plain_headline_has_no_fault() -> None:
    assert faults("City opens new river bridge") == 0
    assert faults("北京 今天 开通 新 大桥") == 0


def test_likeness_of_headlines_goes_by_parts_of_words() -> None:
    assert likeness("Elm bridge opens", "Elm bridge opens") == pytest.approx(1)
    assert likeness("Elm bridge opens", "Toll on the Elm bridge") > 0.4
    assert likeness("Iran pact", "Iranian pact") == 1
    assert likeness("Teaching pact", "Teacher pact") > likeness("Steel pact", "Teacher pact")
    assert likeness("Elm bridge", "Elm toll") > likeness("A new bridge", "A new toll")
    assert likeness("Elm toll waived", "Elm toll kept") > likeness("Waived: toll", "Kept: toll")
    assert likeness("Iran pact", "Iranian pact") > likeness("Iran pact", "Oman pact")
    assert likeness("The bridge opens", "It is to be seen") == 0
    assert likeness("", "Elm bridge opens") == 0


@given(st.text(), st.text(), st.sampled_from(["en", "de", "zh", ""]))
def test_likeness_is_the_same_from_either_side(one: str, other: str, language: str) -> None:
    assert likeness(one, other, language) == likeness(other, one, language)
    assert 0 <= likeness(one, other, language) <= 1 + 1e-9


def test_the_reader_s_own_story_keeps_the_given_order() -> None:
    first, second = article("Bridge opens", BRIDGE), article("Strike goes on")
    story = one_story([first, second])
    assert story.articles == (first, second)
    assert story.title == "Bridge opens"
    assert story.why == (
        "The story is told from this article.",
        "Put together by the reader.",
    )


def test_reasons_name_the_outlet_and_what_is_shared() -> None:
    first = article("City opens new bridge", BRIDGE)
    found = [
        first,
        article("Bridge opens", "Elsewhere", url=f"{first.url}?utm_medium=x", site="Feed"),
        article("Elm bridge", BRIDGE[:300], site="Herald"),
        article("Elm bridge opens in city", "Drivers crossed the Elm.", site="Radio"),
        article("Something else", "", site=""),
    ]
    told = reasons(found, [signature(one) for one in found])
    assert told[0] == "The story is told from this article."
    assert told[1] == "The same page, by its address, as in Example Times."
    assert told[2].startswith("The same text: 98% of the shorter stands in the other, from Ex")
    assert told[3].startswith("The same event: it shares “")
    assert "“elm”" in told[3]
    assert told[4].startswith("The same event, by way of the other articles; closest to ")


def test_a_reason_names_figures_only_where_nothing_else_is_shared() -> None:
    found = [article("6.1 in Maro", ""), article("6.1: Maro shaken", ""), article("6 and 1", "")]
    told = reasons(found, [signature(one) for one in found])
    assert told[1] == "The same event: it shares “maro” with Example Times."
    assert told[2] == "The same event: it shares “1”, “6” with Example Times."


def test_the_closest_of_many_is_found_without_comparing_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [article(f"Elm bridge {at}", f"{BRIDGE} {'x' * at}", site=f"S{at}") for at in range(80)]
    signatures = [signature(one) for one in found]
    compared: list[int] = []

    def contained(one: tuple[int, ...], _: tuple[int, ...]) -> float:
        compared.append(len(one))
        return 1.0

    monkeypatch.setattr(why, "contained", contained)
    told = reasons(found, signatures)
    assert all(one.startswith("The same text: 100%") for one in told[1:])
    assert len(compared) < 10 * len(found)
