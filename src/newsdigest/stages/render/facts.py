"""Small facts about nouns that every format words the same way: dates, lengths, counts."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

from newsdigest.language.find import language_of
from newsdigest.text.counts import WORDS_A_MINUTE, counted
from newsdigest.text.days import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import tzinfo

    from newsdigest.models import (
        Article,
        Digest,
        KeyPoint,
        LeftOut,
        Quote,
        Story,
        Telling,
        TitleOnly,
    )

OTHER = "Other"
TOLD_BEFORE = "Told before, nothing new"
UNTITLED = "(no headline)"
"""What heads an article without a headline among others; alone it needs no heading."""
_MASS_NOUNS = frozenset({"site furniture", "related links", "reader comments", "hidden text"})


def address_of(article: Article) -> str:
    """Give where an article is: a text or a saved page has at most what it says of itself."""
    return article.url or article.canonical_url


def minutes(words: int) -> int:
    """Give the reading time in whole minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def credited(article: Article) -> tuple[str, str]:
    """Name an article's authors and its agency, without who is named beside them already.

    An outlet that is its own author or agency is not said twice, nor an agency that is an author.
    """
    outlet, agency = article.outlet.casefold(), article.agency.casefold()
    authors = [name for name in article.authors if name.casefold() != outlet]
    known = {outlet, *(name.casefold() for name in authors)}
    return ", ".join(authors), "" if agency in known else article.agency


def left_out_line(left_out: Iterable[LeftOut]) -> str:
    """Sum up what was left out by kind, in order of first appearance; empty for nothing."""
    counts = Counter(piece.kind for piece in left_out)
    return ", ".join(_counted_kind(kind, n) for kind, n in counts.items())


def chosen_by_line(telling: Telling) -> str:
    """Say which model chose a story's lines; empty where the program's own method did."""
    return f"Lines chosen by the model {telling.chosen_by}" if telling.chosen_by else ""


def _counted_kind(kind: str, n: int) -> str:
    if kind == "repeated headline":
        return f"headline repeated {n}×"
    if kind == "machine-written":
        return counted(n, "machine-written line")
    if kind in _MASS_NOUNS:
        return f"{counted(n, 'line')} of {kind}"
    return counted(n, kind)


def attribution(quote: Quote, story: Story) -> str:
    """Say who said a quote, and in which outlet where the story has several."""
    article = story.articles[quote.article]
    said_by = _titled(quote, article)
    if not said_by:
        who = _behind(quote.description, article.language) if quote.speaker else quote.description
        said_by = ", ".join(part for part in (quote.speaker, who) if part)
    outlets = {article.outlet for article in story.articles}
    where = article.outlet if len(outlets) > 1 else ""
    return (said_by or "speaker not named") + (f" ({where})" if where else "")


def _titled(quote: Quote, article: Article) -> str:
    """Write a title before its name where the article does: "Pope Leo" and not "Leo, Pope"."""
    written = f"{quote.description} {quote.speaker}"
    one_word = " " not in quote.description or " " not in quote.speaker
    is_title = quote.speaker and quote.description[:1].isupper() and one_word
    return written if is_title and written in article.text else ""


def _behind(description: str, language: str) -> str:
    """Write a description as it stands behind a name: "The" becomes "the"."""
    first, space, rest = description.partition(" ")
    if space and first.istitle() and first.lower() in language_of(language or "en").function_words:
        return f"{first.lower()} {rest}"
    return description


def explained(point: KeyPoint, article: Article) -> str:
    """Say where a point stands and what its score is made of: `paragraph 2, sentence 3: …`."""
    paragraph = sum(1 for paragraph in article.paragraphs if paragraph.start <= point.start)
    parts = ", ".join(f"{name} {value:+.2f}" for name, value in point.parts)
    where = f"paragraph {paragraph}, sentence {point.index + 1}"
    rules = ", ".join(gloss.rule for gloss in point.glosses if gloss.rule)
    glossed = f"; brackets by {rules}" if rules else ""
    return (f"{where}: {parts}" if parts else where) + glossed


def reasons(story: Story) -> list[str]:
    """Say, article by article, what joined a story; nothing for a story of one article."""
    if len(story.articles) < 2:  # noqa: PLR2004 one article joins nothing
        return []
    pairs = zip(story.articles, story.why, strict=False)
    return [f"{article.outlet}: {reason}" for article, reason in pairs]


def summary_line(digest: Digest, zone: tzinfo) -> str:
    """Write `4 stories from 9 articles, 5 of 6 sources, since Fri 06:30. About 3 minutes`."""
    articles = sum(len(telling.story.articles) for telling in digest.tellings)
    parts = [f"{counted(len(digest.tellings), 'story')} from {counted(articles, 'article')}"]
    if sources := digest.sources_ok + digest.sources_failed:
        parts.append(f"{digest.sources_ok} of {counted(sources, 'source')}")
    if digest.since and digest.day:
        parts.append(f"since {clock(digest.since, zone, digest.day)}")
    return f"{', '.join(parts)}. About {counted(minutes(words_told(digest)), 'minute')}."


def by_section(tellings: Sequence[Telling]) -> Iterator[tuple[str, list[Telling]]]:
    """Pair each section's name with its stories, in order.

    What has no section is the last, "Other"; where nothing has one, there is nothing to name.
    """
    other = OTHER if any(telling.story.section for telling in tellings) else ""
    for section, told in groupby(tellings, key=lambda telling: telling.story.section or other):
        yield section, list(told)


def by_outlet(titles: Iterable[TitleOnly]) -> list[tuple[str, list[TitleOnly]]]:
    """Gather titles by outlet, in the order of their first title; those told before come last."""
    gathered: dict[str, list[TitleOnly]] = {}
    again = []
    for title in titles:
        if title.told_before:
            again.append(title)
        else:
            gathered.setdefault(title.outlet, []).append(title)
    return [*gathered.items(), *([(TOLD_BEFORE, again)] if again else [])]


def as_of(digest: Digest, zone: tzinfo) -> datetime | None:
    """Date a digest by what it tells, so that the same digest has the same date.

    The time of the newest article, within the day where it is one's digest: a feed may date its
    articles tomorrow, or not at all. None for links and texts without a date.
    """
    times = [
        article.published
        for telling in digest.tellings
        for article in telling.story.articles
        if article.published
    ]
    if digest.day is None:
        return max(times, default=None)
    start = datetime.combine(digest.day, time(), zone)
    end = datetime.combine(digest.day, time(23, 59, 59), zone)
    return min(max([start, *times]), end).astimezone(UTC)


def urn(*parts: str) -> str:
    """Name a thing for all time, from what makes it itself: a UUID of version 8 (RFC 9562)."""
    digits = sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"


def at_a_glance(digest: Digest) -> list[tuple[int, Story, int]]:
    """List what a long day begins with: each story's number in the digest, it, and its outlets."""
    numbered = {one.story.id: (number, one.story) for number, one in enumerate(digest.tellings, 1)}
    found = (numbered[id_] for id_ in digest.glance if id_ in numbered)
    return [
        (number, story, len({article.outlet for article in story.articles}))
        for number, story in found
    ]


def words_told(digest: Digest) -> int:
    """Count the words a reader of the digest reads: headlines, points, quotes, more titles."""
    texts = [title.title for title in digest.more_titles]
    for telling in digest.tellings:
        texts.append(telling.story.title)
        texts.extend(point.text for point in telling.key_points)
        texts.extend(quote.text for quote in telling.quotes)
    return sum(len(text.split()) for text in texts)
