"""extract: what a page says of itself, and what becomes of pages that are no article."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdigest.errors import ExtractError
from newsdigest.models import Article, Entry, Page
from newsdigest.stages.extract.html import extract
from newsdigest.stages.extract.options import ExtractOptions

SAMPLES = Path(__file__).parents[3] / "samples"
TITLE = "Orrin paper mill to close in June"
PROSE = [
    "The paper mill at Orrin will close in June with the loss of 340 jobs, its owners told staff.",
    "Demand for newsprint has halved in eight years, and two buyers withdrew in January, they said.",  # noqa: E501 - a row is one page
    "“I have packed my locker three times and unpacked it twice,” said Gail Turner on Tuesday.",
    "The council has asked for a fund to turn the site into workshops, and waits for an answer.",
]
BODY = "".join(f"<p>{text}</p>" for text in PROSE)


def read(
    body: str = BODY, head: str = "", hint: Entry | None = None, *, status: int = 200, **opts: str
) -> Article:
    html = (
        f"<html lang='{opts.get('lang', 'en')}'><head><title>{TITLE} | Orrin Post</title>"
        f"<meta property='og:site_name' content='Orrin Post'>{head}</head>"
        f"<body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    )
    url = opts.get("url", "https://orrinpost.example/n/1")
    return extract(Page(url, html.encode(), status=status), hint=hint)


def ld(fields: str) -> str:
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "'
        + TITLE
        + '", '
        + fields
        + "}</script>"
    )


# ---------------------------------------------------------------- authors
@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (ld('"author": {"@type": "Person", "name": "Tess Holm"}'), "", ("Tess Holm",)),
        (ld('"author": ["Tess Holm", "Jon Pike", "tess holm"]'), "", ("Tess Holm", "Jon Pike")),
        (
            ld(
                '"author": [{"@type": "Person", "name": "Tess Holm"}, {"@type": "Organization", "name": "Orrin Post"}]'  # noqa: E501 - a row is one page
            ),
            "",
            ("Tess Holm",),
        ),
        (ld('"author": {"@type": "Organization", "name": "City Desk"}'), "", ("City Desk",)),
        (ld('"author": "Staff"'), "", ("Staff",)),
        (
            "<meta name='author' content='By Tess Holm and Jon Pike, 3 May 2026'>",
            "",
            ("Tess Holm", "Jon Pike"),
        ),
        (
            "<meta name='author' content='Tess Holm, political editor, Orrin Post'>",
            "",
            ("Tess Holm",),
        ),
        (
            "<meta name='author' content='Anna van Damme political reporter'>",
            "",
            ("Anna van Damme",),
        ),
        ("<meta name='author' content='Tess Holm Chief Reporter'>", "", ("Tess Holm",)),
        (
            "<meta name='author' content='https://social.example/tess'><meta name='byl' content='By Tess Holm'>",  # noqa: E501 - a row is one page
            "",
            ("Tess Holm",),
        ),
        ("<meta name='citation_author' content='Holm, Tess'>", "", ("Tess Holm",)),
        (
            "<meta name='author' content='Tess Holm, Ph.D., and Jon Pike'>",
            "",
            ("Tess Holm", "Jon Pike"),
        ),
        (
            "<meta name='author' content='Orrin Post'>",
            "<p class='byline'>By Tess Holm | Link copied</p>",
            ("Tess Holm",),
        ),
        ("<meta name='author' content='admin'>", "", ("admin",)),
        (
            "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Tess Holm'>",  # noqa: E501 - a row is one page
            "",
            ("Tess Holm",),
        ),
        (
            "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Desk'>",  # noqa: E501 - a row is one page
            "",
            ("Desk",),
        ),
        (
            "<meta name='twitter:label1' content='Reading time'><meta name='twitter:data1' content='Two'>",  # noqa: E501 - a row is one page
            "",
            (),
        ),
        (
            "",
            "<div class='author'>By <a href='/authors/tess'>Tess Holm</a>, <a href='/authors/jon'>Jon Pike</a></div>",  # noqa: E501 - a row is one page
            ("Tess Holm", "Jon Pike"),
        ),
        ("", "<div><a rel='author' href='/x'>Tess Holm</a></div>", ("Tess Holm",)),
        ("", "<span>Von Tess Holm</span>", ("Tess Holm",)),
        ("", "<span><p>By <b>Tess Holm</b></p></span>", ("Tess Holm",)),
        ("", "<p>By <b>Tess</b></p>", ()),
        ("", "<a href='/author/tess'>Tess</a>", ("Tess",)),
        ("", f"{'<br>' * 20}<a href='/author/tess'>Tess</a>", ()),
        (
            "<meta name='author' content='Holm Media'><meta property='article:author' content='Tess Holm'>",  # noqa: E501 - a row is one page
            "",
            ("Tess Holm",),
        ),
        (
            ld('"author": {"@id": "#nobody"}') + "<meta name='author' content='Staff'>",
            "",
            ("Staff",),
        ),
        ("", "<div class='byline'>December</div>", ()),
        ("", "<div class='byline'>Tess Holm]</div>", ()),
        ("", "<div class='author-bio'>Tess Holm is our editor.</div>", ()),
        ("", f"<div class='byline'>{'Tess Holm ' * 30}</div>", ()),
        ("<meta name='author' content='김태연 기자'>", "", ("김태연",)),
        ("<meta name='author' content='dpa'>", "", ()),
        (ld('"author": "Jos&#xE9; Holm e Pike"'), "", ("José Holm e Pike",)),
        (ld('"author": "Tess Holm e Jon Pike"'), "", ("Tess Holm", "Jon Pike")),
    ],
)
def test_authors_are_names_of_persons(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert read(body + BODY, head).authors == authors


def test_a_byline_before_the_headline_counts_last() -> None:
    html = (
        f"<body><div class='teaser'><span class='byline'>By Amy Else</span></div><h1>{TITLE}</h1>"
        f"<span class='byline'>By Tess Holm</span>{BODY}</body>"
    )
    page = Page("https://x.example/1", html.encode())
    assert extract(page).authors == ("Tess Holm",)


@pytest.mark.parametrize(
    ("head", "body", "agency"),
    [
        ("<meta name='author' content='Associated Press'>", BODY, "Associated Press"),
        ("", f"<p>ORRIN (Reuters) - {PROSE[0]}</p>{BODY}", "Reuters"),
        ("", f"<p>ORRIN (the old town) - {PROSE[0]}</p>{BODY}", ""),
        ("", f"{BODY}<p>(AFP/dpa)</p>", "AFP"),
        ("", f"{BODY}<p>(The end)</p>", ""),
        ("", f"{BODY}<p>(elm-AFP, AFPs, AAFP)</p>", ""),
        ("", f"{BODY}<p>(AFPs, the AFP, dpa)</p>", "AFP"),
        ("<meta name='author' content='AFPs'>", BODY, ""),
    ],
)
def test_an_agency_is_kept_apart(head: str, body: str, agency: str) -> None:
    assert read(body, head).agency == agency


# ---------------------------------------------------------------- dates
@pytest.mark.parametrize(
    ("head", "body", "published", "offset"),
    [
        (ld('"datePublished": "2026-02-03T08:10:00+01:00"'), "", "2026-02-03T07:10", 60),
        (ld('"datePublished": "2026-02-03T08:10:00-0530"'), "", "2026-02-03T13:40", -330),
        (
            ld(
                '"datePublished": "2026-02-03T08:10:00Z", "dateModified": "2026-02-04T08:00:00+02:00"'  # noqa: E501 - a row is one page
            ),
            "",
            "2026-02-03T08:10",
            120,
        ),
        (
            ld(
                '"datePublished": "2026-02-03T08:10:00", "dateModified": "2026-02-04T08:00:00+02:00"'  # noqa: E501 - a row is one page
            ),
            "",
            "2026-02-03T06:10",
            120,
        ),
        (ld('"datePublished": "2026-02-03T08:10:00"'), "", "2026-02-03T08:10", None),
        (
            ld('"datePublished": "2026-02-03"')
            + "<meta name='pubdate' content='2026-02-03T09:00:00+01:00'>",
            "",
            "2026-02-03T08:00",
            60,
        ),
        (ld('"datePublished": "2026-02-03"'), "", "2026-02-03T00:00", None),
        (
            "<meta property='article:published_time' content='Tue, 03 Feb 2026 08:10:00 GMT'>",
            "",
            "2026-02-03T08:10",
            0,
        ),
        (
            "<meta name='date' content='2026-13-41'><meta name='pubdate' content='2026-02-03'>",
            "",
            "2026-02-03T00:00",
            None,
        ),
        (
            "<meta name='date' content='Mon, 01 Jan 1900 00:00:00 GMT'><meta name='date' content='1970-01-01'>",  # noqa: E501 - a row is one page
            "<time class='published' datetime='2026-02-03T08:10:00Z'>x</time>",
            "2026-02-03T08:10",
            0,
        ),
        ("", "<time datetime='2026-02-03T08:10:00Z'>today</time>", "2026-02-03T08:10", 0),
        (
            "",
            "<time class='updated' datetime='2026-02-04'></time><span itemprop='datePublished' content='2026-02-03'></span>",  # noqa: E501 - a row is one page
            "2026-02-03T00:00",
            None,
        ),
        ("", "<p class='date'>3 February 2026</p>", "2026-02-03T00:00", None),
        ("", "<p>Friday, 6 Feb 2026</p><p>Posted 3 Feb 2026 8:10 pm</p>", "2026-02-03T20:10", None),
        (ld('"datePublished": "2026-02-03T8:10:0Z"'), "", "2026-02-03T08:10", 0),
        ("", "", None, None),
        ("", "<p>Tess Holm | 3 February 2026</p><p>4 February 2026</p>", "2026-02-03T00:00", None),
    ],
)
def test_the_date_is_when_it_was_published(
    head: str, body: str, published: str | None, offset: int | None
) -> None:
    article = read(body + BODY, head)
    got = article.published.isoformat()[:16] if article.published else None
    assert (got, article.utc_offset_min) == (published, offset)


@pytest.mark.parametrize(
    ("written", "url", "lang", "published", "offset"),
    [
        ("2026-02-03T23:10:00Z", "https://orrinpost.de/n", "en", "2026-02-03T23:10", 60),
        ("2026-07-03T23:10:00", "https://orrinpost.example/n", "de", "2026-07-03T21:10", 120),
        ("2026-02-03", "https://orrinpost.example/n", "ja", "2026-02-02T15:00", 540),
        ("2026-02-03T08:10:00-05:00", "https://orrinpost.jp/n", "ja", "2026-02-03T13:10", -300),
    ],
)
def test_a_date_without_a_zone_is_read_in_that_of_its_country_or_language(
    written: str, url: str, lang: str, published: str, offset: int
) -> None:
    article = read(BODY, ld(f'"datePublished": "{written}"'), url=url, lang=lang)
    assert article.published is not None
    assert (article.published.isoformat()[:16], article.utc_offset_min) == (published, offset)


def test_the_feed_gives_the_date_where_the_page_has_none() -> None:
    when = datetime(2026, 2, 3, 8, 10, tzinfo=UTC)
    assert read(hint=Entry("u", "t", published=when)).published == when


# ---------------------------------------------------------------- title
@pytest.mark.parametrize(
    ("html", "title"),
    [
        (f"<h1>Orrin Post</h1><h1>{TITLE}</h1>", TITLE),
        (f"<h1>{TITLE[:5]}<br>{TITLE[6:]}</h1>", TITLE),
        (f"<h1>{TITLE} today and what it means</h1>", f"{TITLE} today and what it means"),
        ("<h1>A</h1>", TITLE),
        (f"<h1><b>Work &amp; pay</b> <i>{TITLE[6:]}</i></h1>", TITLE[6:]),
        ("<h1>Something else by far: zebras</h1><h1>Nor this: yaks quiz</h1>", TITLE),
        ("", TITLE),
    ],
)
def test_the_headline_is_what_the_reader_sees_and_others_vouch_for(html: str, title: str) -> None:
    head = f"<head><title>{TITLE} | Orrin Post</title></head>"
    page = Page("https://orrinpost.example/1", f"<html>{head}<body>{html}{BODY}</body>".encode())
    assert extract(page).title == title


def test_where_all_others_agree_the_headline_keeps_its_kicker() -> None:
    head = f"<meta property='og:title' content='Industry: {TITLE}'>"
    html = f"<title>Industry: {TITLE} | Orrin Post</title>{head}" + ld('"x": 1').replace(
        f'"{TITLE}"', f'"Industry: {TITLE}"'
    )
    page = Page("https://orrinpost.example/1", f"{html}<h1>{TITLE}</h1>{BODY}".encode())
    assert extract(page).title == f"Industry: {TITLE}"


def test_a_heading_that_begins_with_what_all_others_agree_on_is_the_whole_headline() -> None:
    head = f"<title>{TITLE} | Orrin Post</title><meta property='og:title' content='{TITLE}'>"
    html = head + ld('"x": 1') + f"<h1>{TITLE}: “At last”</h1>{BODY}"
    page = Page("https://orrinpost.example/1", html.encode())
    assert extract(page).title == f"{TITLE}: “At last”"


def test_a_heading_in_capitals_gives_way_to_a_title_that_is_not() -> None:
    head = f"<title>{TITLE} | Orrin Post</title>"
    shouted = f"<h1>{TITLE.upper()}</h1>{BODY}"
    assert extract(Page("https://orrinpost.example/1", f"{head}{shouted}".encode())).title == TITLE
    alone = extract(Page("https://orrinpost.example/1", shouted.encode()))
    assert alone.title == TITLE.upper()


def test_what_the_head_says_the_page_is_about_is_its_description_else_what_the_feed_says() -> None:
    hint = Entry("u", TITLE, summary="From the feed.")
    head = "<meta name='description' content=''><meta name='twitter:description' content='Short.'>"
    assert read(head=head, hint=hint).description == "Short."
    assert read(hint=hint).description == "From the feed."
    assert read().description == ""


def test_the_feeds_title_is_taken_where_the_page_has_none() -> None:
    page = Page("https://x.example/1", f"<body>{BODY}</body>".encode())
    assert extract(page, hint=Entry("u", TITLE)).title == TITLE
    assert extract(page).title == ""


# ---------------------------------------------------------------- the rest of the head
def test_section_image_address_and_site_are_the_pages_own() -> None:
    article = read(
        head="<link rel='canonical' href='/n/one'><meta name='twitter:image' content='/m.jpg'>"
        + ld('"articleSection": ["Work", "Pay"], "publisher": {"name": "Post Ltd"}')
    )
    assert article.canonical_url == "https://orrinpost.example/n/one"
    assert article.image == "https://orrinpost.example/m.jpg"
    assert (article.section, article.site) == ("Work", "Orrin Post")
    assert read(head=ld('"image": {"url": "/i.jpg"}')).image == "https://orrinpost.example/i.jpg"
    assert read(head=ld('"image": ["/j.jpg"]')).image == "https://orrinpost.example/j.jpg"


@pytest.mark.parametrize(
    ("head", "status", "content", "paywall"),
    [
        ("", 200, "", None),
        ("", 402, "", True),
        ("", 200, "word " * 400, True),
        (ld('"isAccessibleForFree": false'), 200, "", True),
        (ld('"isAccessibleForFree": "http://schema.org/False"'), 200, "", True),
        (ld('"isAccessibleForFree": true'), 200, "", False),
        (ld('"isAccessibleForFree": "perhaps"'), 200, "", None),
        (ld('"hasPart": [{"isAccessibleForFree": "False"}, "x"]'), 200, "", True),
        ("<meta property='article:content_tier' content='metered'>", 200, "", True),
        ("<meta property='article:content_tier' content='free'>", 200, "", False),
    ],
)
def test_a_paywall_needs_evidence(
    head: str, status: int, content: str, *, paywall: bool | None
) -> None:
    article = read(head=head, status=status, hint=Entry("u", "t", content=content))
    assert (article.paywall, article.teaser) == (paywall, bool(paywall))


@pytest.mark.parametrize(
    ("lang", "language"),
    [("en-GB", "en"), ("fr", "en"), ("", "en"), ("xx", "en")],
)
def test_the_language_is_checked_against_the_text(lang: str, language: str) -> None:
    assert read(lang=lang).language == language


def test_an_override_of_the_language_is_believed() -> None:
    page = Page("https://x.example/1", f"<h1>{TITLE}</h1>{BODY}".encode())
    assert extract(page, ExtractOptions(language="fr")).language == "fr"


# ---------------------------------------------------------------- JSON-LD as it is met
@pytest.mark.parametrize(
    "script",
    [
        '{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "x", "author": "Tess Holm"}]}',  # noqa: E501 - a row is one page
        '<!-- {"@type": "NewsArticle", "author": "Tess Holm",} -->',
        '[{"@type": "NewsArticle"}, {"@type": "http://schema.org/NewsArticle", "headline": "x", "author": "Tess Holm"}]',  # noqa: E501 - a row is one page
        '{"@graph": [{"@type": "Article", "author": {"@id": "#t"}}, {"@type": "Person", "@id": "#t", "name": "Tess Holm"}]}',  # noqa: E501 - a row is one page
        '{"@type": "WebPage", "author": {"@type": "Person", "name": ["Tess Holm"]}}',
        '{"@type": "NewsArticle", "headline": "two\nlines", "author": {"@value": "Tess Holm"}};',
    ],
)
def test_records_are_found_however_they_are_wrapped(script: str) -> None:
    head = f"<script type='application/ld+json'>{script}</script>"
    assert read(head=head).authors == ("Tess Holm",)


@pytest.mark.parametrize("script", ["", "{", "[" * 2000, "7", '{"@type": 7, "author": 7}', "null"])
def test_a_broken_record_is_skipped(script: str) -> None:
    assert read(head=f"<script type='application/ld+json'>{script}</script>").authors == ()


def test_records_nested_too_deep_are_left() -> None:
    nested = '{"@type": "NewsArticle", "author": "Tess Holm"}'
    for _ in range(9):
        nested = '{"@graph": [' + nested + "]}"
    assert read(head=f"<script type='application/ld+json'>{nested}</script>").authors == ()


# ---------------------------------------------------------------- body
def kinds(article: Article) -> list[str]:
    return [out.kind for out in article.left_out]


def test_prose_that_the_extractor_passed_over_is_put_back_in_its_place() -> None:
    inner = f"<div><p>{PROSE[1]}</p></div>"
    article = read(
        f"<div class='t'><p>{PROSE[0]}</p>{inner}<p>{PROSE[2]}</p><p>{PROSE[3]}</p></div>"
    )
    assert article.text.split("\n\n") == PROSE


def test_a_paragraph_kept_from_screen_readers_alone_is_told() -> None:
    """A page that is read aloud by its own player hides its text from other readers."""
    body = "".join(f"<p aria-hidden='true'>{line}</p>" for line in PROSE)
    html = f"<html><body><article><h1>Bridge opens</h1>{body}</article></body></html>"
    assert extract(Page("https://x.example/1", html.encode())).text.split("\n\n") == PROSE


def test_what_is_hidden_is_not_put_back() -> None:
    hidden = "".join(
        f"<div {how}>Prose number {number} that no reader of the page ever gets to see on it.</div>"
        for number, how in enumerate(["hidden", "aria-hidden='true'", "style='display: none'"])
    )
    article = read(
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p><section>{hidden}</section><p>{PROSE[2]}</p>"
    )
    assert "Prose number" not in article.text


def test_a_standfirst_opens_the_text_under_its_own_kind_and_a_first_paragraph_stays() -> None:
    deck = "Two buyers walked away because of the price of energy, the owners say."
    article = read(f"<p class='article-deck'>{deck}</p><p>By Ana Ruiz</p>{BODY}")
    first = article.paragraphs[0]
    assert (article.standfirst, article.text[first.start : first.end]) == (deck, deck)
    assert [p.kind for p in article.paragraphs[:2]] == ["standfirst", "paragraph"]
    assert article.text[first.end :].strip().startswith(PROSE[0])
    same = read(BODY, f"<meta name='description' content='{PROSE[0]}'>")
    assert (same.standfirst, same.text.startswith(PROSE[0])) == ("", True)


@pytest.mark.parametrize("body", [BODY, f"<div><div>{BODY}</div></div>"])
def test_a_standfirst_that_leads_into_the_first_paragraph_is_one_itself(body: str) -> None:
    deck = "Two buyers walked away because of the price of energy, the owners say."
    article = read(f"<p class='article-subheading'>{deck}</p>{body}")
    first = article.paragraphs[0]
    assert (article.standfirst, article.text[first.start : first.end]) == (deck, deck)
    assert first.kind == "paragraph"


def test_a_standfirst_that_nothing_follows_is_the_article() -> None:
    deck = f"<p class='article-deck'>{PROSE[0]} {PROSE[1]} {PROSE[2]}</p>"
    article = read(f"{deck}<h2>Minute by minute</h2><div id='feed'></div>")
    assert article.standfirst == ""
    assert article.text.startswith(PROSE[0])


def test_links_within_the_page_and_to_other_sites_stay() -> None:
    article = read(
        "<h2><a href='#later'>What comes later for the mill</a></h2>"
        f"<p>{PROSE[0]}</p><h3><a href='https://other.example/report'>The full report on the mill</a></h3>"  # noqa: E501 - a row is one page
        f"<p>{PROSE[1]}</p><h2><a href='/tag'>The mill and its owners</a></h2><p>{PROSE[2]}</p>"
        f"<p><a href='https://www.orrinpost.example/2'>Another story from the river bank</a></p><p>{PROSE[3]}</p>"  # noqa: E501 - a row is one page
    )
    assert "What comes later" in article.text
    assert "The full report on the mill" in article.text
    assert set(kinds(article)) == {"related links"}


def test_a_name_that_holds_most_of_the_text_is_the_layout() -> None:
    article = read(f"<div class='related'>{BODY}</div>")
    assert article.text.split("\n\n") == PROSE


def test_more_than_three_short_lines_at_the_end_are_a_list_of_the_articles() -> None:
    dates = "".join(f"<p>{day} June, Hall of Orrin</p>" for day in range(3, 9))
    assert "8 June, Hall of Orrin" in read(BODY + dates).text
    assert kinds(read(BODY + "<p>The end of it</p>")) == ["site furniture"]


def test_no_dedupe_keeps_what_is_told_twice() -> None:
    pulled = "I have packed my locker three times and unpacked it twice."
    html = f"<article><h1>{TITLE}</h1>{BODY}<p>{pulled}</p></article>"
    page = Page("https://x.example/1", html.encode())
    assert pulled in extract(page, ExtractOptions(dedupe=False)).text
    assert pulled not in extract(page).text


# ---------------------------------------------------------------- pages that are no article
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<html></html>", "empty"),
        (b"\x00\xff\xfe binary", "empty"),
        (b"<p>" + b"x" * (5 << 20), "too big"),
        (b"<div>" * 600 + b"<p>Some words that stand very deep.</p>", "too deep"),
        (b"<html><body><p>" + b"<b>" * 5000 + b"deep", "too deep"),
    ],
)
def test_a_page_without_an_article_says_what_it_is(body: bytes, kind: str) -> None:
    with pytest.raises(ExtractError) as caught:
        extract(Page("https://x.example/1", body))
    assert (caught.value.kind, caught.value.which) == (kind, "https://x.example/1")
    assert caught.value.hint


def test_an_offer_to_sign_in_below_an_opening_is_no_wall() -> None:
    offer = "<p>Sign in to continue reading.</p>"
    head = "<meta property='og:type' content='article'>"
    opening = f"<p>{PROSE[0]} {PROSE[1]} {PROSE[2]}</p>"
    assert read(opening + offer, head).text.startswith(PROSE[0])
    with pytest.raises(ExtractError, match="sign in"):
        read("<p>Sign in to continue reading this story about the mill.</p>")


def test_a_short_item_between_many_links_is_an_article() -> None:
    menu = "".join(
        f"<li><a href='/{n}'>A headline of another story {n}</a></li>" for n in range(12)
    )
    html = f"<ul>{menu}</ul><div><h1>{TITLE}</h1>{BODY}</div>"
    assert extract(Page("https://x.example/1", html.encode())).text.split("\n\n") == PROSE


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=ad>",
                "</div>",
                "<h1>",
                "<a href=/x>",
                "</a>",
                "<br>",
                "<table><tr><td>",
                "words of a text. ",
                "Read more",
                "<li>",
                "<!--",
                "-->",
                "<script>",
                "\x00",
                "&amp;lt;",
                "<article>",
                "<meta name=author content=x>",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_gives_an_article_or_a_clear_error(parts: list[str]) -> None:
    try:
        article = extract(Page("https://x.example/1", "".join(parts).encode()))
    except ExtractError:
        return
    spans = [article.text[p.start : p.end] for p in article.paragraphs]
    assert "\n\n".join(spans) == article.text


@pytest.mark.parametrize("odd", ["http://[x", "http://a.test:b/", "/n/1", "javascript:alert(1)"])
def test_an_odd_address_names_no_page_and_is_no_error(odd: str) -> None:
    head = f"<link rel='canonical' href='{odd}'><meta property='og:image' content='{odd}'>"
    article = read(head=head, url="")
    assert (article.canonical_url, article.image) == ("", "")
    assert read(url=odd).text.startswith(PROSE[0])


@pytest.mark.parametrize(
    ("byline", "authors"),
    [("By Ana Ruiz", ("Ana Ruiz",)), ("By Creative Commons License", ())],
)
def test_a_licence_is_no_author(byline: str, authors: tuple[str, ...]) -> None:
    assert read(f"<p class='byline'>{byline}</p>{BODY}").authors == authors


def test_importing_extraction_leaves_the_loggers_of_other_programs_alone() -> None:
    code = (
        "import logging; loud = logging.getLogger('trafilatura'); loud.setLevel(logging.INFO);"
        "import newsdigest.stages.extract.html;"
        "assert loud.level == logging.INFO and loud.isEnabledFor(logging.INFO)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
