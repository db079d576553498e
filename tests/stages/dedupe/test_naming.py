import pytest
from tests.stages.dedupe.made import article

from newsdigest.language.find import indexed, language_of
from newsdigest.stages.dedupe.naming import one_name
from newsdigest.stages.dedupe.signature import signature


def test_other_writings_give_way_to_one_name() -> None:
    assert one_name(["libyan", "pm", "resigns"], "en") == ["libya", "prime", "minister", "resigns"]


@pytest.mark.parametrize("language", ["de", "", "xx"])
def test_words_without_a_table_stand_as_they_are(language: str) -> None:
    assert one_name(["libyan", "pm"], language) == ["libyan", "pm"]


TABLES = [known.code for known in indexed() if known.text("one_name.txt")]


@pytest.mark.parametrize("language", TABLES)
def test_no_writing_stands_for_two_names_and_no_name_is_itself_replaced(language: str) -> None:
    table = language_of(language).text("one_name.txt")
    rows = [line.split(": ") for line in table.splitlines()]
    others = [other for _, row in rows for other in row.split()]
    names = {word for name, _ in rows for word in name.split()}
    assert len(others) == len(set(others))
    assert not names & set(others)
    assert rows == sorted(rows)


def test_two_writings_of_one_headline_share_their_terms() -> None:
    one = signature(article("Libyan PM resigns", ""))
    other = signature(article("Prime minister of Libya resigns", ""))
    assert set(one.terms) < set(other.terms)


def test_some_language_has_a_table() -> None:
    assert "en" in TABLES
