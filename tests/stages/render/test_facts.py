"""Small facts about nouns are worded once for every format."""

import pytest

from newsdigest.models import Article
from newsdigest.stages.render.facts import credited


@pytest.mark.parametrize(
    ("site", "authors", "agency", "shown"),
    [
        ("Elm Herald", ("Ana Ruiz", "Omar Diallo"), "dpa", ("Ana Ruiz, Omar Diallo", "dpa")),
        ("Reuters", ("Ana Ruiz",), "Reuters", ("Ana Ruiz", "")),
        ("Ana Ruiz", ("Ana Ruiz",), "", ("", "")),
        ("elm herald", ("Elm Herald", "Ana Ruiz"), "", ("Ana Ruiz", "")),
        ("Elm Herald", ("dpa",), "DPA", ("dpa", "")),
        ("", (), "", ("", "")),
    ],
)
def test_nobody_is_credited_twice(
    site: str, authors: tuple[str, ...], agency: str, shown: tuple[str, str]
) -> None:
    assert credited(Article("", "", site=site, authors=authors, agency=agency)) == shown
