"""Each rule alone, on blocks made by hand; and the small judgements that rules stand on."""

import lxml.html
import pytest

from newsdigest.models import BlockKind
from newsdigest.stages.extract.body import (
    edges,
    gate,
    links,
    named,
    placing,
    read,
    repeats,
    standfirst,
)
from newsdigest.stages.extract.body.blocks import Block
from newsdigest.stages.extract.body.draft import Draft, Finding
from newsdigest.stages.extract.body.gate import Remains, what_else
from newsdigest.stages.extract.body.marks import furniture_kind, marks_hidden
from newsdigest.stages.extract.body.phrases import labels_of
from newsdigest.stages.extract.body.standfirst import Opening
from newsdigest.stages.extract.head.title import clean_title
from newsdigest.stages.extract.page.claims import read_claims
from newsdigest.stages.extract.page.shape import letters
from newsdigest.stages.extract.page.survey import Spot, survey

LONG = "The mill will close in June with the loss of 340 jobs, its owners told the staff on Monday."
BODY = f"It began at dawn. {LONG}"
KIND: BlockKind = "paragraph"
SPAN = lxml.html.fromstring("<p>x</p>")


def block(
    text: str, kind: BlockKind = "paragraph", *, marks: str = "", href: str = "", tag: str = ""
) -> Block:
    size = len(letters(text))
    spot = Spot(SPAN, text, size, size if href else 0, 0, (href,) if href else ())
    return Block(kind, text, spot, marks, frozenset({tag} - {""}))


def draft(*blocks: Block, titles: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Draft:
    return Draft(list(blocks), titles, names, labels_of("en"), "orrin.example")


def test_a_headline_within_a_longer_line_goes_at_the_top_only() -> None:
    title = letters("Mill to close in June")
    kicker, far = block("Industry: Mill to close in June"), block(LONG)
    sentence = block(f"It says: Mill to close in June. {LONG}")
    found = repeats.repeated_headline(draft(kicker, sentence, titles=("short", title)))
    assert list(found) == [Finding(0, "repeated headline")]
    late = draft(*[far] * 8, kicker, titles=(title,))
    assert list(repeats.repeated_headline(late)) == []


@pytest.mark.parametrize(
    ("one", "goes"),
    [
        (block("Another story from the river", href="/2"), True),
        (block("Another story from the river", href="//news.orrin.example/2"), True),
        (block("Another story from the river", href="https://orrin.co.uk/2"), False),
        (block("What comes next in the story", href="#next"), False),
        (block(LONG * 3, href="/2"), True),
        (block("Another story from the river", "heading", href="/2"), False),
        (block(LONG), False),
    ],
)
def test_a_line_that_is_a_link_to_the_site_goes(one: Block, *, goes: bool) -> None:
    found = list(links.link_line(draft(one, block(LONG * 3))))
    assert found == ([Finding(0, "related links")] if goes else [])


def test_a_linked_heading_without_prose_below_goes() -> None:
    heading = block("Another story from the river", "heading", href="/2")
    assert list(links.link_line(draft(heading))) == [Finding(0, "related links")]


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (block("x", tag="figcaption"), "caption"),
        (block("x", tag="aside"), "site furniture"),
        (block("x", marks="NewsletterBox"), "promotion"),
        (block("x", marks="ad-slot"), "advertisement"),
        (block("x", marks="headline-lead"), ""),
        (block("x"), ""),
    ],
)
def test_an_elements_name_tells_its_kind(one: Block, kind: str) -> None:
    assert furniture_kind(one) == kind


def test_an_element_may_say_that_it_is_hidden() -> None:
    assert marks_hidden("box modal-lg")
    assert not marks_hidden("box hiddenly")


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        ("Write to tess@orrin.example", "bio"),
        ("Copyright 2026 Orrin Post", "site furniture"),
        ("(Reporting by Tess Holm)", "agency credit"),
        ("More soon", "site furniture"),
        ("The last roll leaves the yard on Friday.", ""),
    ],
)
def test_what_stands_behind_the_last_prose_goes_by_its_form(last: str, kind: str) -> None:
    found = list(edges.tail_line(draft(block(LONG), block(last))))
    assert found == ([Finding(1, kind)] if kind else [])


def test_a_byline_is_a_short_line_with_the_writers_name_and_a_sentence_is_none() -> None:
    name = letters("Tess Holm")
    lines = [block("From Tess Holm"), block("12:30"), block(LONG), block("Tess Holm, Orrin")]
    late = [block("Tess Holm, who has lived on the river all her life"), block("13:30")]
    found = edges.top_line(draft(*lines, *late, names=(name,)))
    assert [finding.place for finding in found] == [0, 1, 3]


def test_teasers_end_where_the_article_goes_on() -> None:
    link = block("Another story from the river", "heading", href="/2")
    article = [block(LONG * 4), link, block(LONG), block(LONG[:-1] + " too.")]
    assert list(links.teasers(draft(*article))) == []
    label = block("More stories")
    behind = [block(LONG * 4), label, block("Choir wins in the capital", href="/3")]
    assert [finding.place for finding in links.teasers(draft(*behind))] == [1, 2]


# ---------------------------------------------------------------- around the rules
def test_a_first_paragraph_that_was_passed_over_is_put_back_once() -> None:
    blocks = [block(LONG)]
    spots = block(LONG).spot, block("It began at dawn.").spot
    again, new = (Opening((spot,)) for spot in spots if spot)
    assert read._with_opening(blocks, again) == blocks
    assert [one.text for one in read._with_opening(blocks, new)] == ["It began at dawn.", LONG]


def opening_of(html: str, *descriptions: str, blocks: int = 2) -> tuple[str, bool]:
    """Read a page whose last runs of text are its blocks; the headline is "Mill to close"."""
    seen = survey(lxml.html.fromstring(f"<body>{html}</body>"))
    given = [(KIND, spot.text) for spot in seen.spots[-blocks:]]
    found = standfirst.find_opening(
        seen, placing.place_blocks(seen, given).blocks, (letters("Mill to close"),), descriptions
    )
    return found.text, found.apart


H1 = "<h1>Mill to close</h1>"
TEXT = f"<div id='text'><p>{LONG} One.</p><p>{LONG} Two.</p></div>"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f"{H1}<p>{LONG}</p>{TEXT}", (LONG, True)),
        (f"{H1}<div id='text'><p>{LONG}</p>{TEXT[15:]}", (LONG, False)),
        (f"{H1}<p class='a'>{LONG}</p><p class='a'>{LONG}</p>{TEXT}", (f"{LONG} {LONG}", True)),
        (f"{H1}<p class='a'>{LONG}</p><p class='b'>{LONG} More.</p>{TEXT}", (LONG, True)),
        (f"{H1}<p>{LONG}</p><p>{LONG} More.</p>{TEXT}", (LONG, True)),
        (f"{H1}<p class='a'>{LONG}</p><p class='a'>By Ana Ruiz</p>{TEXT}", (LONG, True)),
        (f"{H1}<p>News from the river</p>{TEXT}", ("", False)),
        (f"{H1}<p><a href='/2'>{LONG}</a></p>{TEXT}", ("", False)),
        (f"{H1}<p class='photo-credit'>{LONG}</p>{TEXT}", ("", False)),
        (f"{H1}<p hidden>{LONG}</p>{TEXT}", ("", False)),
        (f"{H1}<p class='hidden'>{LONG}</p>{TEXT}", ("", False)),
        (f"{H1}<div class='image'><img><p>{LONG}</p></div>{TEXT}", ("", False)),
        (f"{H1}<nav>Menu</nav><div>Mill to close</div><p>{LONG}</p>{TEXT}", (LONG, True)),
        (f"<div>Mill to close</div><p>{LONG}</p>{TEXT}", (LONG, True)),
        (f"{H1}<div class='deck'>{LONG}</div><i>By Ana Ruiz</i>{TEXT}", (LONG, True)),
        (f"{H1}<div class='deck'>{LONG}</div>{TEXT}", (LONG, False)),
        (f"{H1}<div class='deck'>{LONG[:40]} on 18 May 2026 at 9.04 a.m.</div>{TEXT}", ("", False)),
        (f"<div class='meta'>{H1}<h2 class='subheading'>{LONG}</h2>Elm</div>{TEXT}", (LONG, True)),
        (f"<div class='post-meta'>{H1}<p class='deck'>{LONG}</p>Elm</div>{TEXT}", (LONG, True)),
        (f"{H1}{TEXT}", ("", False)),
        (f"<p>{LONG}</p>{TEXT}", ("", False)),
    ],
)  # fmt: skip
def test_prose_right_behind_the_headline_opens_the_article(
    html: str, found: tuple[str, bool]
) -> None:
    assert opening_of(html) == found


def test_a_described_paragraph_before_the_first_block_is_the_opening() -> None:
    far = f"{H1}<p>News</p><p>{LONG}</p>{TEXT}"
    assert opening_of(far) == ("", False)
    assert opening_of(far, LONG) == (LONG, False)
    assert opening_of(far, f"ORRIN: {LONG} And more.") == (LONG, False)
    caption = f"{H1}<p>News</p><p class='caption'>{LONG}</p>{TEXT}"
    assert opening_of(caption, LONG) == ("", False)


def test_a_note_above_the_headline_is_no_first_paragraph() -> None:
    page = f"<p>{LONG} Zero.</p>{H1}<p>News</p><p>{LONG}</p>{TEXT}"
    seen = survey(lxml.html.fromstring(f"<body>{page}</body>"))
    given = [(KIND, seen.spots[place].text) for place in (0, -2, -1)]
    blocks = placing.place_blocks(seen, given).blocks
    found = standfirst.find_opening(seen, blocks, (letters("Mill to close"),), (LONG,))
    assert (found.text, found.apart) == (LONG, False)


def test_a_name_that_text_further_down_bears_too_marks_no_standfirst() -> None:
    own = "".join(f"<div class='text-description'><p>{LONG} {n}.</p></div>" for n in range(5))
    assert opening_of(f"<article>{H1}{own}</article>", blocks=5) == ("", False)


@pytest.mark.parametrize(
    ("html", "pictured"),
    [
        ("<div class='photo'><img><p>Workers at the gate</p></div>", True),
        ("<div class='photo'><p>Workers at the gate</p></div>", False),
        ("<div class='photo'><img><div><div><div>Workers</div></div></div></div>", False),
        (f"<div class='photo'><img><p>Workers</p><p>{LONG}</p></div>", False),
        ("<ul class='photo'><li><img><p>Workers at the gate</p></li></ul>", False),
    ],
)  # fmt: skip
def test_a_text_alone_with_a_picture_is_its_caption(html: str, *, pictured: bool) -> None:
    tree = lxml.html.fromstring(f"<main>{html}</main>")
    assert placing.is_pictured(survey(tree).spots[0], tree) is pictured


def test_a_text_alone_in_the_whole_tree_is_no_caption() -> None:
    tree = lxml.html.fromstring("<div>Workers at the gate</div>")
    assert not placing.is_pictured(survey(tree).spots[0], tree)


def test_of_two_places_the_one_in_the_articles_container_counts() -> None:
    tree = lxml.html.fromstring(
        f"<main><h4>{LONG}</h4><div><p>{LONG}</p><p>{BODY}</p><p>{BODY}</p></div></main>"
    )
    seen = survey(tree)
    far = placing.place_blocks(seen, [(KIND, LONG), (KIND, BODY), (KIND, BODY)]).blocks
    assert [one.spot and one.spot.element.tag for one in far] == ["p", "p", "p"]


def test_a_place_outside_the_container_counts_where_there_is_no_other() -> None:
    tree = lxml.html.fromstring(
        f"<main><h4>The mill</h4><div><p>{LONG}</p><p>{LONG} Two.</p></div></main>"
    )
    texts = [(KIND, text) for text in ("The mill", LONG, f"{LONG} Two.")]
    assert [one.outside for one in placing.place_blocks(survey(tree), texts).blocks] == [
        True,
        False,
        False,
    ]


# ---------------------------------------------------------------- behind the article
OUT = Block("paragraph", "Help us keep the river paper free for all.", outside=True)
IN = Block("paragraph", LONG * 3)


@pytest.mark.parametrize(
    ("blocks", "places"),
    [
        ((IN, OUT), [1]),
        ((OUT, IN, OUT, OUT), [2, 3]),
        ((OUT, IN), []),
        ((IN,), []),
        ((IN, Block("paragraph", LONG * 2, outside=True)), []),
        ((Block("paragraph", LONG * 99), Block("paragraph", LONG * 30, outside=True)), []),
    ],
)
def test_what_stands_behind_the_articles_element_goes(
    blocks: tuple[Block, ...], places: list[int]
) -> None:
    assert [found.place for found in edges.behind(draft(*blocks))] == places


def test_a_fact_box_longer_than_a_third_goes_where_an_article_is_left() -> None:
    box = block(LONG * 20, marks="fact-box")
    assert list(named.marked(draft(block(LONG * 10), box))) == []
    assert list(named.marked(draft(block(LONG * 40), box))) == [Finding(1, "fact box")]


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("Workers at the gate on Tuesday (Image: Orrin Post)", True),
        ("Workers at the gate on Tuesday. © Ana Ruiz/Orrin Post", True),
        ("The mill (image of an age) is to close", False),
        ("Photo – Ana Ruiz", True),
        ("Credit-card debt is at a record in Orrin", False),
        ("Picture-in-Picture: two rolls of paper at once", False),
    ],
)
def test_a_credit_at_the_end_marks_a_caption(text: str, *, goes: bool) -> None:
    assert bool(list(named.credit_line(draft(block(text))))) is goes


def test_only_paragraphs_are_captions_of_pictures() -> None:
    items = Block("paragraph", "Workers", pictured=True), Block("heading", "Jobs", pictured=True)
    assert list(named.pictured(draft(*items))) == [Finding(0, "caption")]


def test_a_teaser_in_one_link_is_told_from_a_link_that_nobody_closed() -> None:
    teaser = block(LONG * 3, href="/2")
    assert list(links.link_line(draft(teaser, teaser, block(LONG)))) == []


def test_what_was_passed_over_is_named_by_its_kind() -> None:
    html = (
        f"<div><p>{LONG}</p><blockquote>The mill will close in June</blockquote>"
        "<p>its owners told</p><p>close in June with the loss</p><p>Ok</p>"
        "<p>A line that nobody handed over</p><p hidden>A line that nobody ever saw</p>"
        f"<ul><li><a href='/2'>Another story from the river</a></li></ul><p>{LONG} x</p></div>"
    )
    seen = survey(lxml.html.fromstring(html))
    kept = [Block("paragraph", one.text, one) for one in (seen.spots[0], seen.spots[-1])]
    assert placing.passed_over(seen, kept) == [
        ("pull quote", "The mill will close in June"),
        ("site furniture", "A line that nobody handed over"),
        ("related links", "Another story from the river"),
    ]
    assert placing.passed_over(seen, []) == []


def test_a_piece_of_a_recovered_paragraph_gives_way_to_it() -> None:
    html = f"<div><p>First of all. {LONG}</p><p>{LONG}</p><p>{LONG} y</p></div>"
    seen = survey(lxml.html.fromstring(html))
    last = Block("paragraph", seen.spots[2].text, seen.spots[2])
    piece = Block("paragraph", "First of all.")
    first = Block("paragraph", "Before it all.", Spot(SPAN, "", 0, 0, -1))
    middle = Block("paragraph", seen.spots[1].text, seen.spots[1])
    merged = placing._merge([first, piece, last], [middle])
    assert [one.text for one in merged] == [first.text, piece.text, middle.text, last.text]
    whole = Block("paragraph", seen.spots[0].text, seen.spots[0])
    assert placing._merge([piece, last], [whole]) == [whole, last]


def test_text_outside_any_block_is_surveyed_too() -> None:
    assert [one.text for one in survey(lxml.html.fromstring("<span>words</span>")).spots] == [
        "words"
    ]


def test_evidence_leaves_what_says_nothing() -> None:
    tree = lxml.html.fromstring(
        "<html><head><meta name='author' content='  '><meta name='author' content='Tess Holm'>"
        "<script>var x</script><link rel='canonical' href='/1'><link rel='canonical' href='/2'>"
        "<title>A</title></head><body><!-- note --><svg><title>drawing</title></svg><h1>A</h1>"
        "<span itemprop='datePublished'></span><div class='byline'>By <b> </b>Tess Holm</div>"
    )
    found = read_claims(tree)
    assert found.meta("author") == "Tess Holm"
    assert found.canonical == "/1"
    assert found.stamps == ()
    assert [byline.text for byline in found.bylines] == ["By\nTess Holm"]
    assert "drawing" not in found.titles


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (Remains([block("A line that says little, but in so many words that it can be one.")], "", 0.8, 9), "section page"),  # noqa: E501 - a row is one page
        (Remains([], "", 0.8, 9), "section page"),
        (Remains([], "", 0.8, 9, claims=True), "menu"),
        (Remains([], "", 0.1, 0), "empty"),
        (Remains([block(LONG * 9)], "", 0.8, 20, teased=5000), "section page"),
        (Remains([block(LONG * 9)], "", 0.8, 20, teased=5000, claims=True), ""),
        (Remains([block(LONG * 9)], "", 0.3, 20, front=True), "section page"),
        (Remains([block(LONG * 9)], "", 0.3, 20, front=True, claims=True), ""),
        (Remains([block(LONG * 9)], "", 0.3, 2, front=True), ""),
        (Remains([block(LONG)], "", 0.1, 0), ""),
    ],
)  # fmt: skip
def test_the_gate_goes_by_prose_and_links(page: Remains, kind: str) -> None:
    assert what_else(page) == kind
    assert not kind or gate.refuse("x", kind).kind == kind


@pytest.mark.parametrize(
    ("raw", "site", "headline"),
    [
        ("Mill and town - Mill and town is sold", "", "Mill and town - Mill and town is sold"),
        ("Mill to close - and nobody cares - Orrin", "orrin", "Mill to close - and nobody cares"),
        ("Mill to close - What now? - Orrin", "orrin", "Mill to close - What now?"),
        ("Mill to close - The end of it all - Orrin", "orrin", "Mill to close - The end of it all"),
        ("Mill to close / now - Orrin", "orrin", "Mill to close / now"),
        ("Mill to close - Towns beneath it - Orrin", "orrin", "Mill to close - Towns beneath it"),
        ("Mill - Mill sells", "", "Mill - Mill sells"),
    ],
)
def test_what_stands_before_the_sites_name_may_be_the_headlines(
    raw: str, site: str, headline: str
) -> None:
    assert clean_title(raw, site) == headline


def test_text_behind_a_block_in_an_inline_element_belongs_to_the_block_around_it() -> None:
    html = "<html><body><div id=a><span><p>First.</p>Second.</span></div></body></html>"
    seen = survey(lxml.html.fromstring(html))
    assert [(spot.text, spot.element.tag) for spot in seen.spots] == [
        ("First.", "p"),
        ("Second.", "div"),
    ]
