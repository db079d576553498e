"""Nouns travel as JSON without loss, and the published shape keeps its promises."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from tests.nouns import digests

from newsdigest import models
from newsdigest.codec import (
    SCHEMA,
    article_from_json,
    digest_from_json,
    digest_to_json,
    from_plain,
    story_from_json,
    to_plain,
)

quick = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@quick
@given(digests())
def test_a_noun_that_goes_through_json_comes_back_equal(digest: models.Digest) -> None:
    there = json.dumps(to_plain(digest), ensure_ascii=False)
    assert from_plain(models.Digest, json.loads(there)) == digest


@quick
@given(digests())
def test_every_point_and_quote_of_the_published_shape_is_a_slice(digest: models.Digest) -> None:
    shape = json.loads(json.dumps(digest_to_json(digest)))
    assert shape["schema"] == SCHEMA
    for story in shape["stories"]:
        for said in [*story["key_points"], *story["quotes"], *story["said"]]:
            text = story["articles"][said["article"]]["text"]
            assert text[said["start"] : said["end"]] == said["text"]


@quick
@given(digests())
def test_a_story_of_the_published_shape_is_read_back_and_publishes_the_same(
    digest: models.Digest,
) -> None:
    shapes = json.loads(json.dumps(digest_to_json(digest)))["stories"]
    told = tuple(story_from_json(shape) for shape in shapes)
    assert digest_to_json(models.Digest("", told))["stories"] == shapes


@quick
@given(digests())
def test_an_article_of_the_published_shape_is_read_back_whole(digest: models.Digest) -> None:
    shapes = json.loads(json.dumps(digest_to_json(digest)))["stories"]
    for telling, shape in zip(digest.tellings, shapes, strict=True):
        assert tuple(map(article_from_json, shape["articles"])) == telling.story.articles


@quick
@given(digests())
def test_the_published_shape_says_all_that_the_nouns_say(digest: models.Digest) -> None:
    shape = digest_to_json(digest)
    assert shape["notes"] == list(digest.notes)
    counts = (shape["sources_ok"], shape["sources_failed"])
    assert counts == (digest.sources_ok, digest.sources_failed)
    assert [tuple(one.values()) for one in shape["failures"]] == [
        (one.source, one.kind, one.message, one.hint) for one in digest.failures
    ]
    for telling, story in zip(digest.tellings, shape["stories"], strict=True):
        for quote, plain in zip(telling.quotes, story["quotes"], strict=True):
            assert plain["also_in"] == list(quote.also_in)
            assert plain["description"] == (quote.description or None)
            assert (plain["kind"], plain["recovered"]) == (quote.kind, quote.recovered)
        for article, plain in zip(telling.story.articles, story["articles"], strict=True):
            assert (plain["teaser"], plain["paywall"]) == (article.teaser, article.paywall)


def test_of_a_quote_it_is_published_who_said_it_and_who_else_has_it() -> None:
    quote = models.Quote(
        "Yes.", 0, 4, speaker="Ana Ruiz", description="the mayor", also_in=("Elm Herald",)
    )
    story = models.Story("s", "T", (models.Article("T", "Yes."),))
    digest = models.Digest("D", (models.Telling(story, (), (quote,), (quote,)),))
    [shape] = digest_to_json(digest)["stories"]
    for plain in (*shape["quotes"], *shape["said"]):
        assert (plain["speaker"], plain["description"]) == ("Ana Ruiz", "the mayor")
        assert plain["also_in"] == ["Elm Herald"]


def test_the_published_shape_has_these_keys() -> None:
    """Keys are only ever added within a schema number: this list may grow and never shrink."""
    article = models.Article("T", "Words.", (models.Paragraph(0, 6),), "https://a.test/x")
    told = models.ToldStory("s", "T", date(2026, 11, 19))
    story = models.Story("s", "T", (article,), update_of=told)
    telling = models.Telling(
        story, (models.KeyPoint("Words.", 0, 6),), (models.Quote("Words", 0, 5),)
    )
    failed = models.Failure("https://b.test", "timeout", "could not fetch: https://b.test: slow")
    title = models.TitleOnly("T", "https://a.test/y", "A")
    when = datetime(2026, 11, 20, 6, tzinfo=UTC)
    shape = digest_to_json(
        models.Digest("D", (telling,), date(2026, 11, 21), when, (title,), (failed,))
    )
    assert set(shape) == {
        "schema", "date", "title", "since", "stories", "more_titles", "notes",
        "sources_ok", "sources_failed", "failures", "previous", "following",
    }  # fmt: skip
    told_shape = shape["stories"][0]
    assert set(told_shape) == {
        "id", "title", "section", "update_of", "why", "highlight", "articles", "key_points",
        "quotes", "said",
        "chosen_by",
    }  # fmt: skip
    assert told_shape["update_of"] == {"id": "s", "first_told": "2026-11-19"}
    assert set(told_shape["articles"][0]) == {
        "title", "url", "canonical_url", "site", "authors", "agency", "published",
        "utc_offset_min", "language", "standfirst", "description", "section", "genre", "image",
        "text", "paragraphs", "words", "paywall", "teaser", "left_out",
    }  # fmt: skip
    assert set(told_shape["key_points"][0]) == {
        "text", "article", "start", "end", "only_in", "sentence_start", "sentence_end", "glosses",
        "parts",
    }  # fmt: skip
    assert set(told_shape["quotes"][0]) == {
        "text", "article", "start", "end", "speaker", "description", "kind", "confidence",
        "recovered", "mention", "cue", "rule", "also_in", "glosses",
    }  # fmt: skip
    assert shape["failures"] == [
        {
            "source": "https://b.test",
            "kind": "timeout",
            "message": "could not fetch: https://b.test: slow",
            "hint": "",
        }
    ]
    assert shape["since"] == "2026-11-20T06:00:00+00:00"


def test_a_story_published_before_there_were_glosses_is_read() -> None:
    article = models.Article("T", "Words.", (models.Paragraph(0, 6),))
    point, quote = models.KeyPoint("Words.", 0, 6), models.Quote("Words", 0, 5)
    telling = models.Telling(models.Story("s", "T", (article,)), (point,), (quote,))
    shape = digest_to_json(models.Digest("D", (telling,)))["stories"][0]
    for said in [*shape["key_points"], *shape["quotes"]]:
        del said["glosses"]
    del shape["key_points"][0]["sentence_start"], shape["key_points"][0]["sentence_end"]
    again = story_from_json(shape)
    assert (again.key_points, again.quotes) == ((point,), (quote,))


@pytest.mark.parametrize(
    "plain", [{"url": 1, "no": 2}, {"published": "yesterday"}, {"paragraphs": [{"start": "x"}]}]
)
def test_a_foreign_shape_is_refused(plain: object) -> None:
    with pytest.raises((TypeError, ValueError, KeyError)):
        from_plain(models.Article, plain)


def test_a_mention_stands_as_a_pair() -> None:
    article = models.Article("T", "“Yes,” said Ana.", ())
    quote = models.Quote("Yes,", 1, 5, speaker="Ana", mention_start=12, mention_end=15)
    shape = digest_to_json(
        models.Digest("D", (models.Telling(models.Story("s", "T", (article,)), (), (quote,)),))
    )
    assert shape["stories"][0]["quotes"][0]["mention"] == [12, 15]
    assert shape["stories"][0]["update_of"] is None


def test_a_digest_of_another_schema_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="schema elm/9"):
        digest_from_json({"schema": "elm/9"})
