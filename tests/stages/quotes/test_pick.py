"""Which quotes are printed."""

from __future__ import annotations

import pytest

from newsdigest.models import Article, KeyPoint
from newsdigest.models.choice import Picks
from newsdigest.stages.quotes.find import find_all
from newsdigest.stages.quotes.options import QuoteOptions
from newsdigest.stages.quotes.pick import offered_quotes, pick_quotes

RUIZ = "“The bridge will carry lorries of forty tonnes from the first day on,” said Ana Ruiz."
DIAZ = "“The cranes will stand idle until the port pays what it owes us,” said Carlos Diaz."
AGAIN = "“The toll will stay where it is for at least three more years,” Ruiz added."


def article(text: str, site: str = "Elm Herald", language: str = "en") -> Article:
    return Article(title="Bridge", text=text, site=site, language=language)


def picked(*texts: str, quotes: int = 3) -> list[str]:
    found = pick_quotes([article(text) for text in texts], [], QuoteOptions(quotes=quotes))
    return [quote.text for quote in found]


def test_no_more_quotes_are_picked_than_asked_for() -> None:
    assert len(picked(f"{RUIZ} {DIAZ}", quotes=1)) == 1
    assert picked(f"{RUIZ} {DIAZ}", quotes=0) == []


def test_quotes_stand_in_reading_order_with_their_article() -> None:
    found = pick_quotes([article(DIAZ), article(RUIZ, "Radio 4N")], [], QuoteOptions())
    assert [(q.article, q.speaker) for q in found] == [(0, "Carlos Diaz"), (1, "Ana Ruiz")]


def test_speakers_take_turns() -> None:
    found = pick_quotes([article(f"{RUIZ} {AGAIN} {DIAZ}")], [], QuoteOptions(quotes=2))
    assert {q.speaker for q in found} == {"Ana Ruiz", "Carlos Diaz"}


def test_a_quote_inside_a_key_point_is_not_told_again() -> None:
    point = KeyPoint(RUIZ, 0, len(RUIZ))
    found = pick_quotes([article(f"{RUIZ} {DIAZ}")], [point], QuoteOptions())
    assert [q.speaker for q in found] == ["Carlos Diaz"]


def test_a_quote_told_before_is_not_told_again() -> None:
    found = pick_quotes([article(f"{RUIZ} {DIAZ}")], [], QuoteOptions(), told=[DIAZ])
    assert [q.speaker for q in found] == ["Ana Ruiz"]


def test_one_version_is_kept_of_what_several_outlets_carry() -> None:
    other = RUIZ.replace("from the first day on", "from day one on").replace("said", "says")
    articles = [article(RUIZ), article(RUIZ, "Radio 4N"), article(other, "Coast Daily")]
    (quote,) = pick_quotes(articles, [], QuoteOptions())
    assert quote.article == 0
    assert sorted(quote.also_in) == ["Coast Daily", "Radio 4N"]


def test_the_same_outlet_is_not_named_as_another() -> None:
    (quote,) = pick_quotes([article(RUIZ), article(RUIZ)], [], QuoteOptions())
    assert quote.also_in == ()


def test_a_pull_quote_counts_once_and_keeps_its_speaker() -> None:
    pull = "“The bridge will carry lorries of forty tonnes”"
    (quote,) = pick_quotes([article(f"{pull}\n\n{RUIZ}")], [], QuoteOptions())
    assert quote.speaker == "Ana Ruiz"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz said the bridge was “safe for all the lorries of the town”.",
        "“… and the bridge will be open for all of us,” said Ana Ruiz.",
        "“The bridge will be open for all of us and …” said Ana Ruiz.",
        "“It is,” said Ana Ruiz.",
        "“. The bridge will be open for all of us,” said Ana Ruiz.",
        f"“{'Word ' * 90}” said Ana Ruiz.",
        "Ana Ruiz said that the bridge was safe for all the lorries of the town.",
    ],
)
def test_what_is_cut_off_or_short_or_endless_or_unmarked_is_not_printed(text: str) -> None:
    assert picked(text) == []


@pytest.mark.parametrize(
    ("joined", "whole", "language"),
    [
        ("“But the cranes will stand idle until May,” said Tom Gill.", RUIZ, "en"),
        ("„Aber die Kräne stehen noch bis Mai still“, sagte Jan Vogt.",
         "„Die Brücke wird im Mai für alle Lastwagen frei sein“, sagte Uta Sommer.", "de"),
    ],
)  # fmt: skip
def test_what_stands_alone_is_preferred_to_what_is_joined_to_words_before(
    joined: str, whole: str, language: str
) -> None:
    for text in (f"{joined}\n\n{whole}", f"{whole}\n\n{joined}"):
        options = QuoteOptions(quotes=1)
        (quote,) = pick_quotes([article(text, language=language)], [], options)
        assert quote.text in whole


def test_a_named_quote_is_preferred_to_an_unnamed_one() -> None:
    nobody = "The hall was dark. “The town has never been asked about this bridge, not once.”"
    assert picked(f"{nobody}\n\n{DIAZ}", quotes=1) == [
        "The cranes will stand idle until the port pays what it owes us,"
    ]


def test_a_script_without_spaces_is_measured_by_its_characters() -> None:
    text = "市長は「この橋は月曜日から誰でも渡れるようになります」と述べた。"
    (quote,) = pick_quotes([article(text, language="ja")], [], QuoteOptions())
    assert quote.text == "この橋は月曜日から誰でも渡れるようになります"


def test_an_article_without_an_outlet_or_language_is_read_as_english() -> None:
    bare = Article(title="", text=RUIZ)
    (quote,) = pick_quotes([bare, bare], [], QuoteOptions())
    assert (quote.speaker, quote.also_in) == ("Ana Ruiz", ())


def test_a_model_is_offered_what_may_be_printed_and_what_it_picks_is() -> None:
    articles = [article(f"{RUIZ} {AGAIN} {DIAZ}")]
    found = find_all(articles, QuoteOptions())
    offers = offered_quotes(articles, found, QuoteOptions())
    assert [offer.speaker for offer in offers] == ["Ana Ruiz", "Ana Ruiz", "Carlos Diaz"]
    picks = Picks((), quotes=((0, offers[2].start), (0, offers[1].start)))
    chosen = pick_quotes(articles, [], QuoteOptions(quotes=2), picks=picks)
    assert [quote.start for quote in chosen] == [offers[1].start, offers[2].start]


HALVES = "“{}” said Ana Ruiz. “{}”"


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (
            "Nobody was hurt when the old bridge fell,",
            "We will bring food to the far bank every day.",
            ["Nobody was hurt when the old bridge fell,"],
        ),
        ("No,", "We will bring food to the far bank every day.", None),
        ("No,", "However, it must be said that we are ready for more.", []),
    ],
)
def test_of_an_utterance_the_first_half_is_printed_if_it_can_be_read(
    first: str, second: str, kept: list[str] | None
) -> None:
    text = HALVES.format(first, second)
    assert picked(text) == ([second] if kept is None else kept)


def test_a_third_part_behind_a_printed_one_is_not_printed_either() -> None:
    more = "“It was counted twice by all of us,” she said. “It will be counted again in May.”"
    both = HALVES.format("Nobody was hurt when the old bridge fell,", "We brought the food.")
    assert picked(f"{both}\n{more}") == [
        "Nobody was hurt when the old bridge fell,",
        "It was counted twice by all of us,",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz read “Rooms For Nobody To Let In Elm” to the hall.",
        "The firm says women are “23 percent less likely than men to row at night”.",
    ],
)
def test_what_opens_behind_a_word_is_a_part_of_its_sentence(text: str) -> None:
    assert picked(text) == []
