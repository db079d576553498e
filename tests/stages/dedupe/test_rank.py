from tests.stages.dedupe.made import BRIDGE, article

from newsdigest.models import Article, Story
from newsdigest.stages.dedupe.rank import outlets, rank


def story(title: str, *articles: Article) -> Story:
    return Story(title, title, articles)


ONE = story("one", article("A", days=1))
TWO = story("two", article("A"), article("B", site="Herald"))
OLD = story("old", article("C", days=-3))
UNDATED = story("undated", article("D", published=None))


def test_more_outlets_then_newer_then_by_title() -> None:
    alike = story("zzz", article("A", days=1))
    ranked = rank([UNDATED, alike, OLD, ONE, TWO])
    assert [one.title for one in ranked] == ["two", "one", "zzz", "old", "undated"]


def test_what_the_reader_highlights_comes_first() -> None:
    ranked = rank([TWO, ONE, OLD], lambda found: found.title == "old")
    assert [one.title for one in ranked] == ["old", "two", "one"]


def test_an_outlet_counts_once_and_by_its_host_where_it_has_no_name() -> None:
    bare = article("A", BRIDGE, site="", url="https://www.herald.test/1")
    again = article("B", BRIDGE, site="", url="https://herald.test/2")
    assert outlets(story("x", bare, again)) == 1


def test_an_outlet_without_a_name_is_the_host_where_the_article_stands() -> None:
    stood = Article("A", BRIDGE, url="https://www.herald.test/1", canonical_url="https://b.test/1")
    assert stood.outlet == "herald.test"
    assert Article("A", BRIDGE, canonical_url="https://b.test/1").outlet == "b.test"
    assert Article("A", BRIDGE, url="http://[x").outlet == ""


def test_an_outlet_weighs_what_its_feed_weighs() -> None:
    heavy = {ONE.articles[0]: 2.5, OLD.articles[0]: 0.0}
    ranked = rank([TWO, ONE, OLD, UNDATED], weight=lambda article: heavy.get(article, 1.0))
    assert [one.title for one in ranked] == ["one", "two", "undated", "old"]
