"""Strategies that make any noun: for round trips and for renderers that must never fail."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

from hypothesis import strategies as st

from newsdigest import models

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
DAYS = st.dates(date(1970, 1, 1), date(2100, 1, 1))
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 bounds are naive
FRACTIONS = st.floats(0, 1)


@st.composite
def articles(draw: st.DrawFn) -> models.Article:
    blocks = draw(st.lists(WORDS.filter(str.strip), min_size=1, max_size=4))
    kinds = st.sampled_from(get_args(models.BlockKind))
    spans, at = [], 0
    for block in blocks:
        spans.append(models.Paragraph(at, at + len(block), draw(kinds)))
        at += len(block) + 2
    left_out = st.builds(models.LeftOut, kind=st.just("pull quote"), text=WORDS)
    return models.Article(
        title=draw(WORDS),
        text="\n\n".join(blocks),
        paragraphs=tuple(spans),
        url=draw(st.sampled_from(["", "https://a.test/1", "https://www.b.test/2?x=1"])),
        site=draw(WORDS),
        authors=tuple(draw(st.lists(WORDS, max_size=2))),
        published=draw(st.none() | TIMES),
        utc_offset_min=draw(st.none() | st.integers(-720, 840)),
        language=draw(st.sampled_from(["", "en", "de", "ja"])),
        paywall=draw(st.none() | st.booleans()),
        teaser=draw(st.booleans()),
        left_out=tuple(draw(st.lists(left_out, max_size=3))),
    )


@st.composite
def glosses_of(draw: st.DrawFn, text: str, read: tuple[models.Article, ...]) -> models.Gloss:
    number = draw(st.integers(0, len(read) - 1))
    start = draw(st.integers(0, len(read[number].text) - 1))
    end = draw(st.integers(start + 1, len(read[number].text)))
    at = draw(st.integers(1, len(text)))
    return models.Gloss(at, start, end, number, draw(st.sampled_from(["", "surname"])))


@st.composite
def tellings(draw: st.DrawFn) -> models.Telling:
    read = tuple(draw(st.lists(articles(), min_size=1, max_size=3)))
    told = st.builds(models.ToldStory, id=st.just("t"), title=WORDS, first_told=DAYS)
    story = models.Story(
        id=draw(st.text("abcdef0123456789", min_size=4, max_size=16)),
        title=draw(WORDS),
        articles=read,
        section=draw(WORDS),
        update_of=draw(st.none() | told),
        why=tuple(draw(WORDS) for _ in read),
    )
    points, quotes = [], []
    for number, article in enumerate(read):
        start = draw(st.integers(0, len(article.text) - 1))
        end = draw(st.integers(start + 1, len(article.text)))
        text = article.text[start:end]
        glosses = draw(st.lists(glosses_of(text, read), max_size=2))
        points.append(
            models.KeyPoint(
                text,
                start,
                end,
                number,
                only_in=draw(WORDS),
                sentence_start=draw(st.integers(0, start)),
                sentence_end=draw(st.integers(end, len(article.text))),
                glosses=tuple(sorted(glosses, key=lambda gloss: gloss.at)),
            )
        )
        quotes.append(
            models.Quote(
                text,
                start,
                end,
                number,
                draw(WORDS),
                draw(WORDS),
                confidence=draw(FRACTIONS),
                glosses=points[-1].glosses[:1],
            )
        )
    return models.Telling(story, tuple(points), tuple(quotes), tuple(quotes))


@st.composite
def digests(draw: st.DrawFn) -> models.Digest:
    failed = st.builds(models.Failure, source=WORDS, kind=WORDS, message=WORDS, hint=WORDS)
    titles = st.builds(models.TitleOnly, title=WORDS, url=WORDS, outlet=WORDS, section=WORDS)
    return models.Digest(
        title=draw(WORDS),
        tellings=tuple(draw(st.lists(tellings(), max_size=3))),
        day=draw(st.none() | DAYS),
        since=draw(st.none() | TIMES.map(lambda when: when - timedelta(days=1))),
        more_titles=tuple(draw(st.lists(titles, max_size=2))),
        failures=tuple(draw(st.lists(failed, max_size=2))),
        notes=tuple(draw(st.lists(WORDS, max_size=2))),
    )
