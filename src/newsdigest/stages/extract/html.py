"""Page -> Article.

    bytes -> tree -> claims, survey          what the page says of itself, where its text stands
          -> trafilatura -> blocks           the text, each paragraph found again in the page
          -> rules -> blocks, left out       what is not the article, by kind
          -> gate -> Article                 or an error that says what the page is instead

The page is parsed once: claims and survey are taken before the extractor cuts the tree up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.charset import decode
from newsdigest.models import Article
from newsdigest.stages.extract.body.blocks import Block, join_blocks
from newsdigest.stages.extract.body.gate import Remains, refuse, what_else
from newsdigest.stages.extract.body.read import Body, Head, read_page_body
from newsdigest.stages.extract.head.agency import find_agency, is_agency
from newsdigest.stages.extract.head.authors import find_authors
from newsdigest.stages.extract.head.dates import find_published
from newsdigest.stages.extract.head.headline import choose_headline
from newsdigest.stages.extract.head.paywall import find_paywall
from newsdigest.stages.extract.head.sitename import name_site, names_of_site
from newsdigest.stages.extract.mojibake import is_garbled, redecoded
from newsdigest.stages.extract.options import DEFAULTS
from newsdigest.stages.extract.page.claims import read_claims
from newsdigest.stages.extract.page.survey import depth_of, survey
from newsdigest.stages.extract.page.tree import parse
from newsdigest.urls import hostname, is_front, joined

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.html import HtmlElement

    from newsdigest.models import Entry, Page
    from newsdigest.stages.extract.options import ExtractOptions

# From about 250 levels the parser drops what is inside; from 500 the extractor gives nothing.
_MAX_DEPTH = 250
# A locked page that shows fewer words than this shows its opening.
_TEASER_WORDS = 200


def extract(page: Page, options: ExtractOptions = DEFAULTS, hint: Entry | None = None) -> Article:
    """Read a page as an article; `hint` is the feed's entry for it, more evidence.

    Every `LeftOut` is text that the page shows and the article does not hold. O(n) but for the
    extractor, which can take minutes on hostile markup: run it where it can be killed. Raises
    ExtractError (kinds: "too big", "too deep", "empty", "menu", "consent page", "sign-in wall",
    "robot check", "missing page",
    "section page") where the page holds no article.
    """
    url = page.final_url or page.url
    tree = _parse(page, url, options)
    found, seen = read_claims(tree), survey(tree)
    host = hostname(url)
    sites = names_of_site(found.site_names, host)
    title = choose_headline(found, sites, hint.title if hint else "")
    head = Head(url, host, title, find_authors(found, sites, url), found, seen)
    dated = find_published(found, seen, tree, url, title, hint.published if hint else None)
    body = read_page_body(tree, head, options)
    if kind := what_else(_remains(head, body)):
        deep = kind in ("empty", "menu") and depth_of(tree) > _MAX_DEPTH
        raise refuse(url, "too deep" if deep else kind)
    return _article(page, head, body, dated, hint)


def _parse(page: Page, url: str, options: ExtractOptions) -> HtmlElement:
    if len(page.body) > options.max_html_bytes:
        raise refuse(url, "too big")
    text = decode(page.body, page.content_type)
    text = redecoded(text) if is_garbled(text) else text
    tree = parse(text) if text.strip() else None
    if tree is None:  # what has no element, or is cut off at the parser's depth with all in it
        raise refuse(url, "too deep" if text.count("<div") > _MAX_DEPTH else "empty")
    return tree


def _remains(head: Head, body: Body) -> Remains:
    found, seen = head.found, head.seen
    return Remains(
        blocks=body.blocks,
        text="\n".join(spot.text for spot in seen.spots),
        linked=seen.linked / max(1, seen.size),
        listed=seen.listed,
        teased=sum(len(out.text) for out in body.left_out if out.kind == "related links"),
        password=found.password,
        claims=found.article,
        front=is_front(head.url),
        canonical_front=is_front(_canonical(head)),
        site=found.meta("og:type").lower() == "website",
        title="\n".join((*found.titles[:1], *(heading.text for heading in found.headings[:1]))),
    )


def _canonical(head: Head) -> str:
    return joined(head.url, head.found.canonical or head.found.meta("og:url"))


def _standfirst(body: Body) -> tuple[Block, ...]:
    """Put a standfirst that stands apart at the head of the text, so that it can be quoted."""
    return (Block("standfirst", body.standfirst),) if body.apart else ()


def _article(
    page: Page,
    head: Head,
    body: Body,
    dated: tuple[datetime | None, int | None],
    hint: Entry | None,
) -> Article:
    found = head.found
    text, paragraphs = join_blocks((*_standfirst(body), *body.blocks))
    paywall = find_paywall(found, page.status, text, hint)
    credit_lines = [out.text for out in body.left_out if out.kind == "agency credit"]
    bylines = (byline.text for byline in found.bylines)
    image = found.image
    return Article(
        title=head.title,
        text=text,
        paragraphs=paragraphs,
        url=head.url,
        canonical_url=_canonical(head),
        site=name_site(found.site_names, head.host or hostname(_canonical(head))),
        authors=tuple(name for name in head.authors if not is_agency(name)),
        agency=find_agency((*head.authors, *bylines), body.blocks[0].text, credit_lines),
        published=dated[0],
        utc_offset_min=dated[1],
        language=body.language,
        standfirst=body.standfirst,
        description=found.description or (hint.summary if hint else ""),
        section=found.section,
        image=joined(head.url, image) if image else "",
        paywall=paywall,
        teaser=bool(paywall) and len(text.split()) < _TEASER_WORDS,
        left_out=body.left_out,
    )
