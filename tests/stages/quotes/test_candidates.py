"""Who is a candidate for a quote, and with what features."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from newsdigest.outline.read import read_outline
from newsdigest.stages.quotes.attribute import attribute
from newsdigest.stages.quotes.candidates import MOST, Gathered
from newsdigest.stages.quotes.entities import Entities, Entity
from newsdigest.stages.quotes.features import NAMES, OF_QUOTE
from newsdigest.stages.quotes.find import find_quotes
from newsdigest.stages.quotes.somebody import is_somebody

if TYPE_CHECKING:
    from newsdigest.stages.quotes.case import Case
    from newsdigest.stages.quotes.said import Said


def _gathered(text: str, language: str = "en") -> list[tuple[Case, Gathered]]:
    seen: list[tuple[Case, Gathered]] = []

    def watch(said: Said, case: Case, gathered: Gathered, spoken: bool) -> None:  # noqa: FBT001
        assert case.said is said
        assert spoken in (True, False)
        seen.append((case, gathered))

    attribute(read_outline(text, language), watch=watch)
    return seen


def _names(text: str, language: str = "en") -> list[str]:
    return [candidate.entity.name for candidate in _gathered(text, language)[0][1].candidates]


def test_everybody_near_a_quote_is_a_candidate() -> None:
    text = "Ana Ruiz met Tom Hart. The council said: “The bridge will hold,” Hart said."
    names = _names(text)
    assert {"Tom Hart", "Ana Ruiz"} <= set(names)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Meanwhile the bridge opened. “It will hold the winter,” she said.", "Meanwhile"),
        ("The book which is long says: “It will hold the winter.”", "The book which is long"),
    ],
)
def test_what_is_no_phrase_is_nobody(text: str, nobody: str) -> None:
    assert nobody not in _names(text)


def test_every_candidate_has_a_number_for_every_feature() -> None:
    text = "Ana Ruiz, mayor of Elm, spoke. “It will hold,” she said. “I counted,” Ruiz added."
    for _, gathered in _gathered(text):
        assert len(gathered.shared) == len(OF_QUOTE)
        for candidate in gathered.candidates:
            assert len(candidate.features) == len(NAMES)
            assert all(math.isfinite(number) for number in candidate.features)


def test_candidates_are_few_however_many_names_stand_near() -> None:
    crowd = ", ".join(f"Ana R{'abcdefghijklmnopqrstuvwxyz'[n]}iz" for n in range(26))
    assert len(_names(f"{crowd} met. “It will hold the winter,” she said.")) <= MOST


def test_a_cue_inside_the_marks_names_who_speaks() -> None:
    text = "« Le pont tiendra, assure Luc Petit. Nous y veillons chaque jour. »"
    case, _ = _gathered(text, "fr")[0]
    assert case.primary is not None
    assert (case.primary.place, case.primary.speaker.name) == ("inside", "Luc Petit")


def test_a_line_below_that_is_a_name_and_a_role_signs_the_quote() -> None:
    text = "“The bridge will hold for a hundred years.”\nAna Ruiz, mayor of Elm"
    case, _ = _gathered(text)[0]
    assert case.primary is not None
    assert (case.primary.cue.rule, case.primary.speaker.name) == ("signed", "Ana Ruiz")


@pytest.mark.parametrize(
    ("name", "kind", "language", "somebody"),
    [
        ("A mother who’d", "description", "en", False),
        ("the mayor of Elm", "description", "en", True),
        ("pour le chef", "description", "fr", False),
        ("says the mayor", "description", "en", False),
        ("the man who left", "description", "en", False),
        ("Ces chiffres seront", "description", "fr", False),
        ("Ana Ruiz and Tom Hart", "several", "en", True),
    ],
)
def test_a_description_must_be_a_noun_phrase(
    name: str, kind: str, language: str, *, somebody: bool
) -> None:
    assert is_somebody(read_outline("", language), Entity(name, kind)) == somebody


def test_initials_that_may_mean_two_bodies_stay_as_they_are() -> None:
    text = (
        "The Elm Harbour Authority (EHA) met. The EHA left. The Elm Housing Authority, too. "
        "The Old Mill Trust (OMT) stayed."
    )
    names = {entity.name for entity in Entities(read_outline(text)).all}
    assert {"EHA", "Old Mill Trust"} <= names
    assert "OMT" not in names


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge will hold for a hundred years.”\nAna Ruiz spoke on the pier about it",
        "“The bridge will hold for a hundred years.”\nAna",
        "MARKET WATCH: “Apples are dear because the bees came late.”",
        "Ana Ruiz, Tom Hart, of Elm and the sea: “It will hold.” “It will,” it said.",
    ],
)
def test_what_is_no_name_signs_no_quote(text: str) -> None:
    for case, _ in _gathered(text):
        rules = {anchor.cue.rule for anchor in case.anchors}
        assert "signed" not in rules


def test_a_surname_inside_the_marks_means_whom_the_text_names() -> None:
    text = "Luc Petit dirige le port. « Le quai, bien sûr, est solide, assure Petit. Il dure. »"
    case, _ = _gathered(text, "fr")[0]
    assert case.primary is not None
    assert case.primary.speaker.name == "Luc Petit"


def test_a_month_behind_a_given_name_is_a_surname() -> None:
    assert "Helen May" in _names("Helen May opened the gate. “I want boots, not books,” she said.")


PRIMARY = [
    # a text, its language, who speaks by the first rule beside its first quote ("" for no rule)
    ("Den Bau lobte die Leiterin einer Schule: „Wir zählten.“", "de", "die Leiterin einer Schule"),
    ("Jan Vogt kam. Den Clip lobte er sehr: „Wir haben es gezählt.“", "de", "Jan Vogt"),
    ("“We did count.” The old gate by the river said nothing to anybody in the town.", "en", ""),
    (
        "“We did count.” Ana Ruiz, of Elm, said the gate would hold for years.",
        "en",
        "",
    ),
    ("« Nous avons compté », dit le maire, Luc Petit content.", "fr", "le maire"),
    ("“We did count,” Ruth Hale quoth.", "en", ""),
    ("“We did count,” Ruth Hale, porter of the old gate.", "en", ""),
    ("« Nous avons compté », dit au journal un voisin.", "fr", "un voisin"),
    ("« Nous avons compté », dit au journal.", "fr", ""),
    ("« Nous avons compté », dit au journal local", "fr", ""),
    ("The plan was called “a leap” by Ana Ruiz.", "en", "Ana Ruiz"),
    ("Ana Ruiz, who met the mayor, Tom Gill, said: “We did count.”", "en", "Ana Ruiz"),
    ("Ana Ruiz said Tom Gill sold the Elm Mill, stating: “We did count.”", "en", "Ana Ruiz"),
    ("Ana Ruiz, for her part, scolded Tom Gill, telling him: “We did count.”", "en", "Ana Ruiz"),
    ("Last week Ana Ruiz met Tom Gill, telling him: “We did count.”", "en", "Ana Ruiz"),
    ("Ana Ruiz’s uncle Tom Gill, telling nobody: “We did count.”", "en", "Tom Gill"),
    ("The uncle of Ana Ruiz, Tom Gill, left, telling us: “We did count.”", "en", "Tom Gill"),
    ("On Monday, Ana Ruiz met Tom Gill, telling him: “We did count.”", "en", "Ana Ruiz"),
    ("Near Elm, telling nobody in the town: “We did count.”", "en", ""),
]


@pytest.mark.parametrize(("text", "language", "speaker"), PRIMARY)
def test_the_rule_beside_a_quote_reads_who_speaks(text: str, language: str, speaker: str) -> None:
    case, _ = _gathered(text, language)[0]
    assert (case.primary.speaker.name if case.primary else "") == speaker


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("« Nous avons compté », dit la ministre du Travail Anne Lefort.", "fr", "Anne Lefort"),
        ("« Nous avons compté » hier soir au port, a dit Ana Ruiz.", "fr", "Ana Ruiz"),
        ("“We did count,” said Brenna gladly from her corner.", "en", "Brenna"),
        ("“We did count,” said Elm Harbour Trust.", "en", "Elm Harbour Trust"),
    ],
)
def test_a_name_beside_its_verb_is_weighed_against_nobody(
    text: str, language: str, speaker: str
) -> None:
    assert _gathered(text, language) == []
    assert [quote.speaker for quote in find_quotes(text, language)] == [speaker]


def test_a_new_subject_halves_the_trust_in_who_spoke_before() -> None:
    goes_on = "“We did count,” Ana Ruiz said. She went on. “It took us a day.”"
    turned = "“We did count,” Ana Ruiz said. Tom Gill laughed. “It took us a day.”"
    at = OF_QUOTE.index("cascade_trust")
    trusted = [_gathered(text)[0][1].shared[at] for text in (goes_on, turned)]
    assert trusted[1] < trusted[0]


def test_a_phrase_for_a_body_beside_the_verb_is_no_person() -> None:
    text = "Paul Roux est parti hier. « Le pont tiendra », a assuré {} lundi soir."
    assert "Paul Roux" not in _names(text.format("la préfecture"), "fr")
    assert "Paul Roux" in _names(text.format("le ministre"), "fr")


def test_a_phrase_for_a_person_beside_the_verb_is_no_body() -> None:
    text = "The Elm Harbour Trust closed its gate. “The bridge will hold,” {} said on Monday."
    assert "Elm Harbour Trust" not in _names(text.format("the minister"))
    assert "Elm Harbour Trust" in _names(text.format("the trust"))


def test_a_clerk_of_a_body_is_a_person_though_the_phrase_names_the_body() -> None:
    text = "Ed Pane came. “Power is bad,” the city minister said."
    assert "Ed Pane" in _names(text)


def test_what_is_said_is_not_somebody_new_however_it_is_led() -> None:
    told = "Ana Ruiz came. “We will count every plank,” {} said."
    report, voter = (find_quotes(told.format(who))[0] for who in ("a report", "a visitor"))
    assert report.confidence < voter.confidence
    french = "Anne Roux est venue. « Il tiendra », a dit Anne Roux. « J'ai compté », a déclaré {}."
    assert find_quotes(french.format("un voisin"), "fr")[1].speaker == "un voisin"
    assert find_quotes(french.format("un peu plus tôt"), "fr")[1].speaker != "un peu plus tôt"


def test_a_colon_behind_that_leaves_no_quote_of_that_alone() -> None:
    found = find_quotes("Ana Ruiz told the clerk that: “The books are open to all of us.”")
    assert [quote.text for quote in found] == ["The books are open to all of us."]


def _speakers(text: str, language: str = "en") -> list[str]:
    return [quote.speaker for quote in find_quotes(text, language) if quote.kind == "direct"]


def test_a_crime_in_marks_behind_a_preposition_is_nobodys_speech() -> None:
    text = (
        'Le juge Paul Roux a annoncé lundi avoir "ouvert une enquête sur la digue du port" '
        'pour "vol de nuit" et "fraude au port".'
    )
    assert _speakers(text, "fr") == ["Paul Roux", ""]


def test_words_that_end_a_sentence_are_no_term_though_a_preposition_leads_them() -> None:
    text = "“It will hold,” Ana Ruiz said. She spoke warmly of “men who love the old gate.”"
    assert _speakers(text) == ["Ana Ruiz", "Ana Ruiz"]


def test_a_title_alone_in_a_paragraph_is_no_speech_in_a_language_we_do_not_know() -> None:
    title, speech = '"Eski Köprü Yeni Yol"', '"Eski köprü yeni yol getirir"'
    text = "Arda Kaya köprüyü açtı.\n{}\nKaya yarın gelecek."
    assert find_quotes(text.format(title), "tr") == ()
    assert [q.text for q in find_quotes(text.format(speech), "tr")] == [speech.strip('"')]


@pytest.mark.parametrize(
    ("who", "name", "role"),
    [
        ("Ernährungsberaterin Xenja Ehlers", "Xenja Ehlers", "Ernährungsberaterin"),
        ("Schlagersänger Tjark Vogt", "Tjark Vogt", "Schlagersänger"),
        ("Milliardärin Xenja Vogt", "Xenja Vogt", "Milliardärin"),
        ("Severin Vogt", "Severin Vogt", ""),
        ("Katherin Vogt", "Katherin Vogt", ""),
    ],
)
def test_a_german_role_is_no_part_of_the_name_behind_it(who: str, name: str, role: str) -> None:
    found = find_quotes(f"Der Winter kommt. „Man sollte langsam essen“, sagt {who}.", "de")[0]
    assert (found.speaker, found.description) == (name, role)


def test_he_is_who_was_brought_in_without_a_name_while_nobody_else_is() -> None:
    told = "James Sellers, a singer, had to wait, James Sellers said. A port spokesman said: “{}” "
    told = told.format("We know that singers need visas and we do all we can for them.")
    added = "“We will do our best for him and for all the others,” {} added."
    assert _speakers(told + added.format("he"))[1] == "A port spokesman"
    assert _speakers(told + added.format("Sellers"))[1] == "James Sellers"
    turned = told + "James Sellers laughed. " + added.format("he")
    assert _speakers(turned)[1] == "James Sellers"


def test_hearsay_inside_the_marks_names_nobody_and_a_name_there_is_found_among_others() -> None:
    case, _ = _gathered("« Le pont tiendra, dit-on. Il est là pour nous. »", "fr")[0]
    assert case.primary is None
    named = "Anne Roux et Luc Petit sont là. « Il tiendra, assure Luc Petit. Il est là pour nous. »"
    (quote,) = find_quotes(named, "fr")
    assert quote.speaker == "Luc Petit"


def test_a_thing_that_announces_is_hardly_he() -> None:
    told = "Luc Petit est venu hier. Le hangar annonce : « Fermé jusqu'au printemps prochain ». "
    found = find_quotes(told + "« Il ne tiendra pas », a-t-il dit.", "fr")
    assert found[1].speaker == "Luc Petit"
