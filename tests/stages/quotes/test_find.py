from newsdigest.stages.quotes.find import find_quotes


def test_a_quote_is_the_slice_between_the_marks() -> None:
    text = "“A bridge is a promise,” said Ana Ruiz."
    (quote,) = find_quotes(text)
    assert quote.text == "A bridge is a promise,"
    assert text[quote.start : quote.end] == quote.text
