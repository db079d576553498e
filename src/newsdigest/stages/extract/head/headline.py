"""Claims -> headline: the page's titles judged against each other."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from newsdigest.stages.extract.head.sitename import squash
from newsdigest.stages.extract.head.title import strip_title
from newsdigest.stages.extract.page.shape import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.stages.extract.head.sitename import SiteNames
    from newsdigest.stages.extract.page.claims import Claims, Heading

# Where these three agree against the h1, the h1 lacks its kicker or was changed later.
_JUDGES = ("og:title", "headline", "title")
_MAX_HEADLINE = 320
_MIN_HEADLINE = 4
_MAX_CAPITALS = 8  # letters of a name
_MIN_WORDS = 4  # of a headline beside a title that is the site's name
_MOST = 0.6
# An h1 this like what the page calls itself elsewhere is the headline; below, it may be a logo.
_ALIKE = 55.0
_LOOSELY_ALIKE = 30.0


def choose_headline(found: Claims, sites: SiteNames, hint: str = "") -> str:
    """Choose the headline among h1s, og:title, JSON-LD, `title` and the feed's title.

    The h1 most like any of the others wins: it is what the reader sees, and the others prove that
    it is no logo. Where og:title, JSON-LD and `title` agree on another headline, that one wins; an
    h1 that begins with it is the whole of it as it is set. Capitals throughout are a design's:
    another title is taken. Without such an h1 the others count in the order given.
    """
    raw = [
        found.meta("og:title"),
        found.record.headline,
        *found.titles[:2],
        hint,
        found.meta("twitter:title", "dc.title", "title"),
    ]
    named = [title for text in raw if text and (title := strip_title(text, sites))]
    named = [title for title in named if not sites.equals(title)]
    if agreed := _agreed(raw[:3], sites):
        return _whole(found.headings, agreed, named, sites)
    best, alike = _best_heading(found.headings, named, sites)
    quiet = (title for title in named if not _is_shouted(title))
    if _is_shouted(best) and (title := next(quiet, "")):
        return title
    short = len(named) == 1 and len(named[0].split()) < _MIN_WORDS <= len(best.split())
    alone = len(found.headings) == 1 and (alike >= _LOOSELY_ALIKE or short)
    if best and (alike >= _ALIKE or not named or alone):
        return best
    return named[0] if named else best


def _whole(headings: Sequence[Heading], agreed: str, named: Sequence[str], sites: SiteNames) -> str:
    """Give the h1 that begins with what the others agree on, as it is set; else what they say."""
    key = squash(agreed)
    texts = (_heading_text(heading, named) for heading in headings if not heading.home)
    whole = (
        text
        for text in texts
        if len(text) <= _MAX_HEADLINE and squash(text).startswith(key) and not _is_shouted(text)
    )
    return strip_title(next(whole, agreed), sites)


def _is_shouted(text: str) -> bool:
    """Say whether a title stands in capitals throughout; a few letters may be a name."""
    return text.isupper() and sum(map(str.isalpha, text)) > _MAX_CAPITALS


def _agreed(raw: Sequence[str], sites: SiteNames) -> str:
    """Give the title that og:title, JSON-LD and `title` all carry; empty where one differs."""
    titles = [strip_title(text, sites) for text in raw if text]
    alike = len(titles) == len(_JUDGES) and len({squash(title) for title in titles}) == 1
    return titles[0] if alike and not sites.equals(titles[0]) else ""


def _best_heading(
    headings: Sequence[Heading], named: Sequence[str], sites: SiteNames
) -> tuple[str, float]:
    """Give the h1 most like the other titles, and how like it is, 0..100; the first of equals."""
    best, most = "", -1.0
    different = [*dict.fromkeys(named)]
    for heading in headings:
        if heading.home:
            continue
        text = _heading_text(heading, named)
        if not _MIN_HEADLINE <= len(text) <= _MAX_HEADLINE or sites.equals(text):
            continue
        alike = max((likeness(text, title) for title in different), default=0.0)
        if alike > most:
            best, most = strip_title(text, sites), alike
    return best, most


def _heading_text(heading: Heading, named: Sequence[str]) -> str:
    """Read an h1. Where another title differs in spaces only, that one is written out right."""
    text = heading.joined
    solid = "".join(text.split())
    spaced = (title for title in named if "".join(title.split()) == solid)
    return next(spaced, _headed_part(heading, named) or text)


def _mostly_ends(title: str, key: str) -> bool:
    return title.endswith(key) and len(key) >= _MOST * len(title)


def _headed_part(heading: Heading, named: Sequence[str]) -> str:
    """Find the element in an h1 that alone is a known title; the rest is a kicker."""
    known = {squash(title) for title in named}
    keys = [(text, squash(text)) for text in heading.parts]
    whole = next((text for text, key in keys if key in known), "")
    ends = (
        text
        for text, key in keys
        if " " in text and any(_mostly_ends(title, key) for title in known)
    )
    return whole or next(ends, "")


def likeness(one: str, other: str) -> float:
    """Say how like two titles are, 0..100: as a whole, or one standing in the other."""
    a, b = one.casefold(), other.casefold()
    if a == b:
        return 100.0
    whole = _ratio(a, b)
    if min(len(a), len(b)) * 2 < max(len(a), len(b)):
        return whole
    return max(whole, 0.95 * _ratio_of_words(a, b))


def _ratio(a: str, b: str) -> float:
    """Give 100 · 2M/T (Ratcliff & Obershelp 1988): M letters that match of T in both."""
    return 100 * SequenceMatcher(None, a, b, autojunk=False).ratio()


def _ratio_of_words(a: str, b: str) -> float:
    """Compare words in any order: what both have, and that with what only one has."""
    ours, theirs = set(a.split()), set(b.split())
    both = " ".join(sorted(ours & theirs))
    left, right = (" ".join(sorted(own)) for own in (ours - theirs, theirs - ours))
    if both and not (left and right):
        return 100.0
    mine, other = f"{both} {left}".strip(), f"{both} {right}".strip()
    pairs = [(mine, other), *([(both, mine), (both, other)] if both else [])]
    return max(_ratio(x, y) for x, y in pairs)


def title_keys(found: Claims, title: str) -> tuple[str, ...]:
    """Give the letters of every title that the page bears, the headline's first.

    Of the h1s those that resemble it: others are headings of the article's sections.
    """
    raw = [title, found.meta("og:title"), found.record.headline, *found.titles[:2]]
    named = [text for text in raw if text]
    raw += [
        heading.text
        for heading in found.headings[:2]
        if any(likeness(heading.text, one) >= _ALIKE for one in named)
    ]
    return tuple(dict.fromkeys(key for text in raw if (key := letters(text))))
