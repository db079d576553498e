from hypothesis import given
from hypothesis import strategies as st

from newsdigest.text.normal import stable_id, title_key


def test_headlines_that_differ_in_marks_and_case_have_one_key() -> None:
    assert title_key("City opens “Elm” bridge — at last!") == "city opens elm bridge at last"
    assert title_key("ＣＩＴＹ  opens Elm bridge") == title_key("City opens: elm_bridge")


@given(st.text())
def test_a_key_is_settled(title: str) -> None:
    assert title_key(title_key(title)) == title_key(title)


@given(st.text(st.characters()))
def test_an_id_is_short_and_plain(text: str) -> None:
    assert len(stable_id(text)) == 16
    assert stable_id(text) == stable_id(text)
