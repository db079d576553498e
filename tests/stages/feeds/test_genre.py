"""An article's address, section and headline -> what it is."""

import pytest

from newsdigest.stages.feeds.genre import genre_of


@pytest.mark.parametrize(
    ("url", "section", "title", "language", "genre"),
    [
        ("https://a.test/opinion/2026/toll", "", "The toll is right", "en", "opinion"),
        ("https://a.test/commentisfree/toll", "", "The toll is right", "en", "opinion"),
        ("https://a.test/1", "Guest column", "The toll is right", "en", "opinion"),
        ("https://a.test/1", "Meinung", "Die Maut ist richtig", "de", "opinion"),
        ("https://a.test/1", "", "Kommentar: Die Maut ist richtig", "de", "opinion"),
        ("https://a.test/1", "", "Opinion | The toll is right", "en", "opinion"),
        ("https://a.test/world/toll", "World", "Mayor: toll is right", "en", ""),
        ("https://a.test/1", "Politics and public opinion", "Toll falls", "en", ""),
        ("http://[x", "", "Toll falls", "xx", ""),
    ],
)
def test_opinion_is_told_by_section_address_or_label(
    url: str, section: str, title: str, language: str, genre: str
) -> None:
    assert genre_of(url, section, title, language) == genre
