from newsdigest.models import Article
from newsdigest.stages.quotes.options import QuoteOptions
from newsdigest.stages.quotes.pick import pick_quotes


def test_no_more_quotes_are_picked_than_asked_for() -> None:
    text = "“We will open it in May,” he said. “We will close it in June,” he said."
    article = Article(title="Bridge", text=text)
    assert len(pick_quotes([article], [], QuoteOptions(quotes=1))) == 1
