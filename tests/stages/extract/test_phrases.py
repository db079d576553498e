"""Every label phrase of every language finds its line, and leaves prose that has its words."""

import pytest

from newsdigest.language.find import indexed
from newsdigest.stages.extract.body import phrases
from newsdigest.stages.extract.body.phrases import Phrase, labels_of, load_phrases

KINDS = {
    "related links", "site furniture", "advertisement", "promotion", "byline", "bio",
    "agency credit", "caption",
}  # fmt: skip
LANGUAGES = [known.code for known in indexed() if load_phrases(known.code)]
EVERY = [(language, phrase) for language in LANGUAGES for phrase in load_phrases(language)]
FILLER = " 7 0 7 0 7"


def name(value: object) -> str:
    return f"{value.where}: {value.text}" if isinstance(value, Phrase) else str(value)


@pytest.mark.parametrize(("language", "phrase"), EVERY, ids=name)
def test_each_phrase_finds_its_line_and_no_paragraph(language: str, phrase: Phrase) -> None:
    labels = labels_of(language)
    assert phrase.kind in KINDS
    line = {
        "line": phrase.text.upper() if phrase.text.isascii() else phrase.text,
        "start": phrase.text + FILLER,
        "part": "0 7 0 " + phrase.text + FILLER,
    }[phrase.where]
    assert labels.kind_of(line) in KINDS
    assert labels.kind_of(phrase.text + " and then the mill closed for good." * 12) == ""


def test_a_language_has_at_least_a_score_of_phrases_and_none_twice() -> None:
    for language in LANGUAGES:
        texts = [(phrase.where, phrase.text) for phrase in load_phrases(language)]
        assert len(texts) >= 20, language
        assert len(set(texts)) == len(texts), language


def test_a_language_without_a_file_has_the_english_phrases_only() -> None:
    assert load_phrases("xx") == ()
    assert labels_of("xx").kind_of("Read more: a story") == "related links"


def test_a_word_that_only_begins_like_a_phrase_is_no_label() -> None:
    assert labels_of("en").kind_of("Subscribers were told on Monday") == ""
    assert labels_of("en").kind_of("More than 300 people came") == ""


@pytest.mark.parametrize("line", ["promotion | middle | x", "promotion | line | !!!"])
def test_a_line_of_another_form_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"xx/labels\.txt: promotion"):
        phrases._parse(line, "xx/labels.txt")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Advertisement 1Story continues below", "site furniture"),
        ("For more stories like this, check our news page.", "related links"),
        ("We apologize, but this video has failed to load.", "site furniture"),
        ("The story goes on below the bridge, where the eels are.", ""),
        ("The council got a story to tell in Elmtown on Monday.", ""),
    ],
)
def test_labels_are_told_from_sentences(line: str, kind: str) -> None:
    assert labels_of("en").kind_of(line) == kind
