from newsdigest.text.marks import quoted


def test_german_quotes_stand_between_german_marks() -> None:
    assert quoted("Ja", "de") == "„Ja“"
