"""Page -> addresses where its feeds may be."""

from newsdigest.models import Page
from newsdigest.stages.feeds.discover import discover, guesses


def urls(html: str, url: str = "https://a.test/news/") -> list[str]:
    return [one.url for one in discover(Page(url, html.encode()))]


def test_declared_feeds_come_in_order_with_comments_last() -> None:
    html = """<head>
      <link rel="alternate" type="application/rss+xml" title="A Comments Feed" href="/c">
      <link rel="ALTERNATE feed" type="application/atom+xml; charset=x" title="A" href="atom.xml">
      <link rel="alternate" type="application/feed+json" href="https://b.test/feed.json">
      <link rel="alternate" type="text/html" href="/mobile">
      <link rel="stylesheet" type="text/xml" href="/s"></head>"""
    assert urls(html) == [
        "https://a.test/news/atom.xml",
        "https://b.test/feed.json",
        "https://a.test/c",
    ]


def test_links_that_look_like_feeds_count_on_the_same_site_only() -> None:
    html = """<a href="/rss">RSS</a> <a href="/feedback">no</a> <a href="https://b.test/rss">no</a>
      <a href="/about-rss.html">no</a> <a href="/x?format=atom">yes</a> <a href="/rss">again</a>
      <a href="javascript:rss()">no</a> <a href="http://[">no</a>"""
    assert urls(html) == ["https://a.test/rss", "https://a.test/x?format=atom"]


def test_an_empty_page_offers_nothing() -> None:
    assert urls("") == []


def test_a_broken_address_in_a_declaration_is_passed_over() -> None:
    assert urls('<link rel="alternate" type="application/rss+xml" href="http://[">') == []


def test_common_places_begin_below_the_page() -> None:
    places = guesses("https://a.test/blog/")
    assert places[:2] == ("https://a.test/blog/feed", "https://a.test/feed")
    assert guesses("https://a.test")[0] == "https://a.test/feed"
    assert len(set(places)) == len(places)
