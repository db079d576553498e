"""Feed -> the same in the language that its entries are written in."""

from newsdigest.models import Entry, Feed
from newsdigest.stages.feeds.language import with_language

HEADLINES = (
    "Road is closed between the market and the bridge until Friday",
    "Pool opens again on Sunday after new tiles were laid",
    "A wolf was seen in the city park at dawn",
)


def feed(language: str = "", *languages: str) -> Feed:
    own = (*languages, "", "", "")
    entries = tuple(Entry("", title, language=own[at]) for at, title in enumerate(HEADLINES))
    return Feed("f", "Notices", language=language, entries=entries)


def test_headlines_too_short_to_tell_tell_together() -> None:
    read = with_language(feed())
    assert [read.language, *(entry.language for entry in read.entries)] == ["en"] * 4


def test_a_wrong_declaration_gives_way_and_a_right_one_stays() -> None:
    assert {entry.language for entry in with_language(feed("de", "de")).entries} == {"en"}
    assert with_language(feed("en-GB", "fr")).entries[0].language == "fr"


def test_too_little_text_keeps_what_was_declared() -> None:
    short = Feed("f", "", language="sv", entries=(Entry("", "Vargen"),))
    assert with_language(short).entries[0].language == "sv"
    assert with_language(Feed("f", "", entries=())).language == ""


def test_no_entry_speaks_for_all() -> None:
    long = Entry("", "Roman", content="le la les de des et que qui pour dans une " * 200)
    many = tuple(Entry("", title) for title in HEADLINES * 12)
    assert with_language(Feed("f", "", entries=(long, *many))).language == "en"
