"""extract: small inputs of the kinds that its rarer branches are for."""

import json

import pytest
from lxml.html import fromstring

from newsdigest.models import Article, BlockKind, Page
from newsdigest.stages.extract.body import (
    edges,
    form,
    gate,
    links,
    marks,
    misfit,
    placing,
    repeats,
    rules,
)
from newsdigest.stages.extract.body.blocks import Block
from newsdigest.stages.extract.body.draft import Draft, Finding
from newsdigest.stages.extract.body.phrases import labels_of
from newsdigest.stages.extract.head.sitename import name_site
from newsdigest.stages.extract.head.visible_dates import read_line
from newsdigest.stages.extract.html import extract
from newsdigest.stages.extract.mojibake import redecoded, unescaped
from newsdigest.stages.extract.options import ExtractOptions
from newsdigest.stages.extract.page.claims import read_claims
from newsdigest.stages.extract.page.survey import marks_of, survey
from newsdigest.stages.extract.page.tree import parse
from newsdigest.stages.extract.plain import extract_text

PROSE = [
    "The paper mill at Orrin will close in June with the loss of 340 jobs, its owners told staff.",
    "Demand for newsprint has halved in eight years, and two buyers withdrew in January, it said.",
    "The council has asked for a fund to turn the site into workshops, and waits for an answer.",
    "A bus to the next town is to run from July, and the works council has asked for two of them.",
]
BODY = "".join(f"<p>{text}</p>" for text in PROSE)


def read(body: str, head: str = "", url: str = "https://elmherald.example/mill") -> Article:
    page = f"<html lang='en'><head><title>Mill to close</title>{head}</head><body>{body}</body>"
    return extract(Page(url, page.encode()))


def story(top: str = "", end: str = "", prose: str = BODY) -> str:
    return f"<main><article><h1>Mill to close</h1>{top}{prose}{end}</article></main>"


def record(**fields: object) -> str:
    told = {"@type": "NewsArticle", "headline": "Mill to close", **fields}
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


def blocks_of(html: str, *, outside: bool = False, kind: BlockKind = "paragraph") -> list[Block]:
    tree = fromstring(f"<html><body>{html}</body></html>")
    spots = survey(tree).spots
    return [
        Block(kind, spot.text, spot, *marks_of(spot, frozenset()), outside=outside)
        for spot in spots
    ]


def draft(blocks: list[Block]) -> Draft:
    return Draft(blocks, (), (), labels_of("en"), "elmherald.example")


# ---------------------------------------------------------------- the body
def test_more_than_three_short_lines_at_the_end_are_a_list_of_the_article() -> None:
    short = [Block("paragraph", text) for text in ("Orrin 3", "Elm 2", "Kestrel 2", "Weir 1")]
    told = [Block("paragraph", text) for text in PROSE]
    assert [one.place for one in edges.tail_line(draft([*told, *short[:2]]))] == [5, 4]
    assert list(edges.tail_line(draft([*told, *short]))) == []


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("<p>Went home<br>alone</p>", "alone"),
        (
            "<blockquote><p>“She knows the law by heart.”</p><p>— Ida Voss, chair</p></blockquote>",
            "— Ida Voss, chair",
        ),
        ("<p>Who saw it is asked to write to a@orrin.test.</p>", "to write to a@orrin.test."),
    ],
)
def test_the_end_of_an_article_stays_be_it_verse_a_signed_quotation_or_an_appeal(
    end: str, last: str
) -> None:
    article = read(story(end=end))
    assert (article.left_out, article.text.endswith(last)) == ((), True)


def test_an_address_of_the_house_in_the_last_sentence_is_no_part_of_the_text() -> None:
    house = "If you know more about the mill, write to news@elmherald.example."
    assert [(one.kind, one.text) for one in read(story(end=f"<p>{house}</p>")).left_out] == [
        ("bio", house)
    ]


def test_the_record_is_believed_where_the_page_shows_other_articles_only() -> None:
    other = [
        f"The ferry to Halden leaves from the coal wharf until May, said the harbour on day {n}."
        for n in range(9)
    ]
    shown = story(prose="".join(f"<p>{text}</p>" for text in other))
    years = [
        f"In {year} the mill at Orrin made paper for {year % 90} towns."
        for year in range(1990, 2004)
    ]
    told = "\n".join([*PROSE, *years])
    assert read(shown, record(articleBody=told)).text.startswith(PROSE[0])
    assert read(shown, record(articleBody=PROSE[0])).text.startswith(other[0])
    assert read(story(), record(articleBody=told)).text.startswith(PROSE[0])


def test_what_a_fee_is_asked_for_is_the_article_and_the_offer_is_not() -> None:
    behind = "".join(f"<p class='text regwalled'>{text} More.</p>" for text in PROSE)
    assert "More." in read(story(end=behind)).text
    long = (
        f"<div class='paywall-box'>{''.join(f'<p>{text} It said.</p>' for text in PROSE * 7)}</div>"
    )
    assert "It said." in read(story(end=long)).text
    offer = f"<div class='paywall-box'><p>{PROSE[0]} To subscribers.</p></div>"
    assert "To subscribers." not in read(story(end=offer)).text


def test_a_heading_called_a_tag_beside_its_prose_stays_and_one_in_a_box_goes() -> None:
    told = (
        "Energy costs twice what it did when the two machines were bought in 2011, the owners say."
    )
    own = f"<h3 class='edTag'>The price of energy</h3><p>{told} It did not pay.</p>"
    assert "The price of energy" in read(story(end=own)).text
    box = f"<div class='tags'><h3>The price of energy</h3></div><p>{told} It did not pay.</p>"
    assert "The price of energy" not in read(story(end=box)).text
    short = "<h3 class='tag-list'>The price of energy</h3><p>Energy and wood.</p>"
    assert "The price of energy" not in read(story(end=short)).text


def test_a_subheading_that_is_no_heading_by_its_tag_is_put_back_as_one() -> None:
    lines = "".join(f"<p>{text}</p>" for text in PROSE)
    amid = f"{lines}<div class='pf_subheadline'>Who pays</div>{lines.replace('.', ', it said.')}"
    article = read(story(prose=amid))
    at = article.text.index("Who pays")
    assert [p.kind for p in article.paragraphs if p.start == at] == ["heading"]


def test_bullets_above_the_text_that_are_captions_too_stand_where_the_list_does() -> None:
    told = "Two buyers left the mill in January"
    more = "The works council asks for a bus"
    caption = "<div class='img-group'><img src='a.jpg'><p class='imageCaption'>{}</p></div>"
    body = (
        f"<div itemprop='articleBody'><p>{PROSE[0]}</p>{caption.format(told)}<p>{PROSE[1]}</p>"
        f"{caption.format(more)}<p>{PROSE[2]}</p><p>{PROSE[3]}</p></div>"
    )
    bullets = f"<ul class='bullets'><li>{told}</li><li>{more}</li></ul>"
    page = f"<main><div><h1>Mill to close</h1>{bullets}{body}</div></main>"
    seen = survey(fromstring(f"<body>{page}</body>"))
    kind: BlockKind = "paragraph"
    handed = [(kind, text) for text in (PROSE[0], told, PROSE[1], more, *PROSE[2:])]
    placed = placing.place_blocks(seen, handed).blocks
    assert [(one.kind, one.text) for one in placed[:3]] == [
        ("list item", told),
        ("list item", more),
        ("paragraph", PROSE[0]),
    ]
    article = read(page)
    assert article.text.startswith(f"{told}\n\n{more}\n\n{PROSE[0]}")
    assert (article.text.count(told), article.text.count(more)) == (1, 1)


def test_a_sentence_that_is_all_a_link_is_put_back_among_its_like() -> None:
    linked = "It also runs a ferry between the two banks of the Orrin in the summer months."
    amid = f"{BODY}<p><a href='/ferry'>{linked}</a></p>{BODY.replace('The', 'And the')}"
    assert linked in read(story(prose=amid)).text


def test_a_standfirst_of_two_paragraphs_in_one_element_is_told_whole() -> None:
    first = "<p>Two buyers left the mill of Orrin in January.</p>"
    second = "<p>The council now asks for a fund of its own.</p>"
    article = read(story(top=f"<div class='preamble'>{first}{second}</div><p>Elm</p>"))
    assert article.standfirst.endswith("January. The council now asks for a fund of its own.")


def test_a_standfirst_stands_below_an_h1_that_holds_more_than_the_headline() -> None:
    head = "<h1>Orrin<br>Mill to close</h1><h1>Orrin: Mill to close</h1>"
    deck = "<p class='deck'>Tess Holm has worked at the mill for her town since 1970</p><p>Elm</p>"
    article = read(f"<main><article>{head}{deck}{BODY}</article></main>")
    assert article.standfirst == "Tess Holm has worked at the mill for her town since 1970"


def test_two_paragraphs_in_one_form_behind_the_article_are_its_end() -> None:
    inside = blocks_of("<div>" + BODY * 3 + "</div>")
    after = blocks_of(
        "".join(f"<section><p class='x'>{text}</p></section>" for text in PROSE[:2]),
        outside=True,
    )
    assert list(edges.behind(draft([*inside, *after]))) == []
    assert [one.place for one in edges.behind(draft([*inside, after[0]]))] == [len(inside)]


def test_what_stands_in_a_header_without_headline_above_the_article_goes() -> None:
    banner = blocks_of("<header><p>Open to all readers</p></header>", outside=True)
    headed = blocks_of("<header><h1>Mill</h1><p>Open to all readers</p></header>", outside=True)
    inside = blocks_of(f"<div>{BODY}</div>")
    assert list(edges.behind(draft([*banner, *inside]))) == [Finding(0, "site furniture")]
    assert list(edges.behind(draft([headed[1], *inside]))) == []
    own = blocks_of("<article><header><p>Two buyers left</p></header></article>", outside=True)
    assert list(edges.behind(draft([*own, *inside]))) == []


def test_a_list_of_a_day_and_a_reading_time_above_the_text_goes_and_a_timetable_stays() -> None:
    day = [Block("list item", "18 May 2026"), Block("list item", "2 min read")]
    prose = [Block("paragraph", text) for text in PROSE]
    assert [found.place for found in edges.top_line(draft([*day, *prose]))] == [0, 1]
    table = [Block("list item", f"{hour}:30 The ferry leaves") for hour in range(6, 10)]
    assert list(edges.top_line(draft([*table, *prose]))) == []


def test_a_title_as_long_as_a_paragraph_is_the_paragraph_and_no_headline() -> None:
    post = " ".join(PROSE[:3])
    article = read(
        story(prose=f"<p>{post}</p>{BODY}"), f"<meta property='og:title' content='{post}'>"
    )
    assert article.text.startswith(post)


def test_what_stands_right_above_the_text_s_own_element_is_put_back() -> None:
    first = "The mill on the Orrin has made paper since the bridge was built over the weir."
    own = (
        f"<div><h1>Mill to close</h1><i>News</i><h4>{first}</h4><div><div>{BODY}</div></div></div>"
    )
    assert read(own).text.startswith(first)
    told = f"<div class='w-form-done'>{PROSE[0]} Thank you.</div>"
    assert "Thank you" not in read(own.replace("<i>", f"{told}<i>")).text


def test_a_name_that_says_what_an_element_has_is_no_name_of_its_own() -> None:
    prose = "".join(f"<p>{text}</p>" for text in PROSE[1:])
    aside = f"<div class='hasSidebar sidebar-shown--false'><p>{PROSE[0]}</p></div>"
    assert PROSE[0] in read(story(prose=f"{aside}{prose}")).text


def test_a_page_of_linked_headlines_with_little_prose_is_a_section_page() -> None:
    blocks = [Block("paragraph", "All that our reporters wrote on the mill. " * 3)]
    page = gate.Remains(blocks=blocks, text="", linked=0.8, listed=9)
    assert gate.what_else(page) == "section page"
    asks = gate.Remains(blocks=[], text="Please sign in to continue.", linked=0.1, listed=0)
    assert gate.what_else(asks) == "sign-in wall"


def test_a_label_and_a_link_to_the_site_go_and_a_linked_sentence_amid_prose_stays() -> None:
    led = "<p><b>More:</b> <a href='/2'>The weir will be mended in May</a></p>"
    linked = f"<p><a href='/3'>{PROSE[2]}</a></p>"
    found = list(links.link_line(draft(blocks_of(f"<div>{BODY}{led}</div>"))))
    assert found == [Finding(4, "related links")]
    amid = draft(blocks_of(f"<div>{BODY}{linked}{BODY}</div>"))
    assert list(links.link_line(amid)) == []


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<div class='promo'><div><p>{0}</p><input></div></div>", "promotion"),
        ("<div class='promo'><div><div><div><p>{0}</p></div></div></div></div>", ""),
        ("<figure><p>{0} {0}</p></figure>", ""),
        ("<figure><p>Orrin in May.</p></figure>", "caption"),
    ],
)
def test_names_round_long_prose_count_where_something_is_asked(html: str, kind: str) -> None:
    text = f"{PROSE[0]} {PROSE[1]}"
    (block,) = blocks_of(html.format(text))
    assert marks.named_kind(block) == kind


def test_a_question_asked_again_goes_where_the_answer_repeats_too() -> None:
    ask, one, two = "How long did you work at the old mill?", PROSE[0], PROSE[1]
    asked = [Block("paragraph", text) for text in (ask, one, ask, two)]
    assert list(repeats.repeated_paragraph(draft(asked))) == []
    again = [Block("paragraph", text) for text in (ask, one, PROSE[2], ask, one)]
    gone = [found.place for found in repeats.repeated_paragraph(draft(again))]
    assert gone == [3, 4]


def test_a_label_s_beginning_within_a_longer_word_is_no_label() -> None:
    assert labels_of("en").kind_of("Read moreover what he wrote") == ""
    assert labels_of("en").kind_of("Read more about the mill") == "related links"


def test_what_waits_for_a_script_is_shown_where_it_is_much_of_the_text() -> None:
    hidden = f"<div hidden><p>{PROSE[2]}</p><p>{PROSE[3]}</p></div>"
    shown = "".join(f"<p>{text}</p>" for text in PROSE[:2])
    assert PROSE[3] in read(story(prose=shown, end=hidden)).text


def test_what_an_article_tells_of_more_than_three_machines_is_no_label() -> None:
    boxes = "".join(
        f"<div class='b{n}'><h3>AI-generated summary</h3><p>{text[:50]}</p></div>"
        for n, text in enumerate(PROSE)
    )
    few = read(story(top=boxes[: boxes.index("<div class='b1'")]))
    assert "machine-written" in {out.kind for out in few.left_out}
    many = read(story(top=boxes))
    assert "machine-written" not in {out.kind for out in many.left_out}


def test_a_note_amid_its_box_is_no_label_of_it_and_one_elsewhere_names_a_box_by_its_heading() -> (
    None
):
    amid = f"<div><p>{PROSE[0]}</p><p>AI-generated summary</p><p>{PROSE[1]}</p></div>"
    other = "<div><h3>Key figures</h3><p>340 jobs go in June.</p></div>"
    gone = read(story(top=amid)).left_out
    assert "machine-written" not in {out.kind for out in gone}
    box = "<div><h3>The week in short</h3><p>340 jobs go in June, and two buyers left.</p></div>"
    note = "<div>The week in short was written with the help of AI.</div>"
    left_out = read(story(top=other + box, end=note)).left_out
    told = [out.text for out in left_out if out.kind == "machine-written"]
    assert "340 jobs go in June, and two buyers left." in told
    assert "340 jobs go in June." not in told


def test_what_looks_foreign_stays_where_it_is_over_a_fifth_of_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = blocks_of(f"<div>{BODY}</div>")
    for foreign, left in ((frozenset({1, 2}), 4), (frozenset({4}), 4)):
        weighed = misfit.Weighed(foreign, frozenset())
        monkeypatch.setattr(misfit, "weigh", lambda *_, weighed=weighed: weighed)
        one = draft([*told, *blocks_of("<p>Orrin</p>")][: 4 + (4 in foreign)])
        rules.judge(one, ())
        assert len(one.blocks) == left


def test_the_first_long_sentence_of_a_text_is_never_foreign(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree = misfit.read_trees("blocks")
    monkeypatch.setattr(misfit, "read_trees", lambda _: tree._replace(start=50.0))
    page = f"<div><p>Orrin</p><div><p>{PROSE[0]}</p></div><p>{PROSE[1]} Elm</p></div>"
    assert misfit.weigh(draft(blocks_of(page)), {}, ()).foreign == {0, 2}


def test_a_block_that_names_the_site_is_told_from_one_that_does_not() -> None:
    told = [
        Block("paragraph", text)
        for text in (PROSE[0], "The Elm Herald asks for your help in all of this.")
    ]
    given = Draft(told, (), (), labels_of("en"), houses=("elmherald",))
    rows = [dict(zip(form.NAMES, row, strict=True)) for row in form.figures(given, {})]
    assert [row["house"] for row in rows] == [0.0, 1.0]
    assert {row["houses"] for row in rows} == {0.5}


def test_what_the_page_s_record_holds_is_never_foreign() -> None:
    written = " ".join(PROSE)
    article = read(
        story(end="<p>Orrin and Elm</p>"), record(articleBody=f"{written} Orrin and Elm")
    )
    assert all(text in article.text for text in PROSE)


# ---------------------------------------------------------------- the head
def test_names_in_a_list_or_in_two_parts_of_the_record_are_its_writers() -> None:
    head = record(author={"@type": "Person", "name": ["Ana Ruiz", "Omar Diallo"]})
    assert read(story(), head).authors == ("Ana Ruiz", "Omar Diallo")
    parts = record(author={"@type": "Person", "givenName": "Ana", "familyName": "Ruiz"})
    assert read(story(), parts).authors == ("Ana Ruiz",)


def test_given_and_family_name_in_elements_of_their_own_are_one_name() -> None:
    name = "<span class='firstname'>Ana</span><span class='lastname'>Ruiz</span>"
    assert read(story(top=f"<p class='byline'>{name}</p>")).authors == ("Ana Ruiz",)


def test_two_names_above_the_headline_alone_are_too_unsure_to_be_its_writers() -> None:
    assert read("<p class='byline'>By Ana Ruiz and Omar Diallo</p>" + story()).authors == ()


def test_what_a_meta_carries_as_a_document_names_the_writer_and_the_day() -> None:
    told = json.dumps({"author": "Ana Ruiz", "pub_date": "2026-05-04T08:00:00Z"})
    article = read(story(), f"<meta name='parsely-page' content='{told}'>")
    assert article.authors == ("Ana Ruiz",)
    assert article.published is not None
    assert article.published.isoformat() == "2026-05-04T08:00:00+00:00"


def test_bylines_far_from_each_other_are_no_group_and_one_before_the_headline_is_read() -> None:
    far = "<i></i>" * 8
    top = f"<p class='byline'>By Ana Ruiz</p>{far}<p class='byline'>By Omar Diallo</p>"
    assert read(story(top=top)).authors == ("Ana Ruiz",)
    above = "<p class='byline'>By Ana Ruiz</p>" + story()
    assert read(above).authors == ("Ana Ruiz",)


def test_a_bold_line_of_a_name_below_the_headline_is_the_writer() -> None:
    assert read(story(top="<p><b>Ana Ruiz</b></p>")).authors == ("Ana Ruiz",)


def test_a_byline_deep_in_its_own_boxes_is_the_article_s() -> None:
    deep = "<div>" * 7 + "<span class='byline'>By Ana Ruiz</span>" + "</div>" * 7
    assert read(story(top=deep)).authors == ("Ana Ruiz",)


def test_a_name_and_its_role_are_one_writer_and_names_in_elements_of_one_form_are_several() -> None:
    role = "<div class='byline'><b>Ana Ruiz</b> <span>Market Gardener</span></div>"
    assert read(story(top=role)).authors == ("Ana Ruiz",)
    both = "<div class='byline'><b>Ana Ruiz</b> <b>Omar Diallo</b></div>"
    assert read(story(top=both)).authors == ("Ana Ruiz", "Omar Diallo")


def test_an_account_gives_way_to_the_name_it_is_made_of() -> None:
    top = "<a class='author__name' href='/authors/aruiz'>Ana Ruiz</a>"
    record = '{"@type": "NewsArticle", "headline": "Mill to close", "author": {"name": "aruiz"}}'
    head = f"<script type='application/ld+json'>{record}</script>"
    assert read(story(top=top), head).authors == ("Ana Ruiz",)
    assert read(story(), head).authors == ("aruiz",)


def test_an_agency_alone_in_the_byline_is_the_article_s_agency_and_nobody_its_writer() -> None:
    far = "<i></i>" * 80
    page = "<p class='author'>Omar Diallo</p>" + story(top=f"{far}<p class='byline'>Reuters</p>")
    article = read(page)
    assert (article.authors, article.agency) == ((), "Reuters")


def test_somebody_called_staff_is_somebody() -> None:
    record = '{"@type": "NewsArticle", "headline": "Mill to close", "author": "Rick Staff"}'
    head = f"<script type='application/ld+json'>{record}</script>"
    assert read(story(), head).authors == ("Rick Staff",)


def test_seconds_since_1970_and_the_earlier_day_shown_are_days() -> None:
    head = "<meta property='article:published_time' content='1777881600'>"
    published = read(story(), head).published
    assert published is not None
    assert published.isoformat() == "2026-05-04T08:00:00+00:00"
    changed = "<time datetime='2026-05-20T08:00:00Z'>4 May 2026 10:00</time>"
    published = read(story(top=changed)).published
    assert published is not None
    assert published.date().isoformat() == "2026-05-04"


def test_a_year_of_a_japanese_era_is_a_common_year() -> None:
    shown = read_line("令和8年5月4日 10:00")
    assert shown is not None
    assert shown.moment.isoformat() == "2026-05-04T10:00:00"
    first = read_line("令和元年5月4日 10:00")
    assert first is not None
    assert first.moment.year == 2019


def test_a_slug_is_spelled_out_by_another_name_of_the_site() -> None:
    assert name_site(["elmherald.example", "Elm Herald"]) == "Elm Herald"
    assert name_site(["elmherald", "Kestrel Bay"]) == "elmherald"


# ---------------------------------------------------------------- the page
def test_a_run_that_looks_encoded_and_is_not_stays() -> None:
    assert redecoded("Ã\u0081 Ãœ") == "\u00c1 Ü"
    assert redecoded("à‚‚ la mode") == "à‚‚ la mode"


def test_references_that_a_page_escaped_twice_are_what_they_mean() -> None:
    text = PROSE[0].replace(", its", "&amp;#151;its")
    first = read(story(prose=f"<p>&amp;mdash; {text}</p>{BODY}")).text.splitlines()[0]
    assert first == f"— {PROSE[0].replace(', its', '—its')}"
    assert unescaped("R&D; &num; &lt;b&gt;") == "R&D; &num; &lt;b&gt;"


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<h2 id='promo'>The cost of it</h2>", ""),
        ("<p id='fact-box'>Orrin in short</p>", "fact-box"),
        ("<p id='the-cost'>The cost of it all.</p>", ""),
        ("<p id='the-cost-of-all-mills'>Orrin</p>", ""),
    ],
)
def test_an_id_names_an_element_but_where_it_spells_its_words(html: str, names: str) -> None:
    tree = fromstring(f"<html><body><div>{html}</div></body></html>")
    (spot,) = survey(tree).spots
    assert marks_of(spot, frozenset())[0] == names


def test_a_streamed_part_without_a_hole_stays_where_it_is() -> None:
    page = (
        '<html><body><p>one</p><template id="B:1"></template><p>three</p>'
        '<div hidden id="S:9"><p>four</p></div><div hidden id="S:1"><p>two</p></div></body></html>'
    )
    tree = parse(page)
    assert tree is not None
    assert [spot.text for spot in survey(tree).spots] == ["one", "two", "three", "four"]


def test_a_first_line_longer_than_any_headline_is_no_title() -> None:
    long = f"{PROSE[0]} " * 12
    article = extract_text(f"{long}\n\n{PROSE[1]}\n\n{PROSE[2]}", ExtractOptions())
    assert article.title == ""
    assert article.text.startswith(PROSE[0])


def test_a_page_that_names_nobody_likely_gives_its_house() -> None:
    found = read(story(), record(author={"@type": "Organization", "name": "Elm Desk"}))
    assert found.authors == ("Elm Desk",)
    tree = fromstring("<html><body><h1>Mill</h1></body></html>")
    assert read_claims(tree).bylines == ()


def test_an_item_that_was_passed_over_amid_the_article_is_put_back() -> None:
    items = ("Orrin: 340 jobs until the end of June", "Elm: 12 jobs in May")
    listed = f"<ul class='attachment'><li>{items[0]}</li><li>{items[1]}</li></ul>"
    article = read(story(prose=BODY + listed + BODY.replace("Orrin", "Elm")))
    assert all(item in article.text for item in items)
