import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.language.quoted import quoted


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“Yes”"),
        ("", "“Yes”"),
        ("xx", "“Yes”"),
        ("de-AT", "„Yes“"),
        ("FR", "«\u202fYes\u202f»"),
        ("es", "«Yes»"),
        ("ru", "«Yes»"),
        ("pl", "„Yes”"),
        ("sv", "”Yes”"),
        ("ja", "「Yes」"),
    ],
)
def test_every_language_has_one_outer_style(language: str, expected: str) -> None:
    assert quoted("Yes", language) == expected


@pytest.mark.parametrize("cut", [",", ";", ":", " –", "—", ", "])
def test_a_sign_at_a_cut_is_left_away(cut: str) -> None:
    assert quoted("We are open" + cut, "en") == "“We are open”"


@pytest.mark.parametrize("stop", [".", "!", "?", "…", "?!", ")"])
def test_a_stop_at_the_end_stays(stop: str) -> None:
    assert quoted("We are open" + stop, "en") == f"“We are open{stop}”"


def test_inner_marks_stay_as_the_source_has_them() -> None:
    assert quoted("She said, 'No,' and ‹left›", "en") == "“She said, 'No,' and ‹left›”"


def test_marks_like_the_outer_ones_become_inner_ones() -> None:
    assert quoted("She said “no” twice", "en") == "“She said ‘no’ twice”"
    assert quoted("Er sagte „nein“ zu ihr", "de") == "„Er sagte ‚nein‘ zu ihr“"


def test_a_foreign_pair_inside_is_not_taken_apart() -> None:
    assert quoted("Er sagte “nein” zu ihr", "de") == "„Er sagte “nein” zu ihr“"


@given(st.text(), st.sampled_from(["en", "de", "fr", "sv", "ja"]))
def test_words_are_never_altered(text: str, language: str) -> None:
    inside = quoted(text, language)[1:-1]
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]
