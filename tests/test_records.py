"""The stages as dict -> dict: JSON-able, picklable, one failure a record."""

import base64
import json
import pickle
from datetime import UTC, datetime

import pytest
from tests import archives

from newsdigest import records
from newsdigest.records import Record

PAGE: Record = {"url": archives.url(1), "html": archives.page(1)}
TEXT: Record = {
    "url": "https://a.example/t",
    "title": "Ferry stops for the winter",
    "text": "The ferry over the Elm stops on Friday.\n\nIt sails again in March, its owner said.",
    "authors": "Ana Ruiz",
    "published": "2026-11-21T23:30:00-02:00",
    "site": "Elm Herald",
    "language": "en",
}


def test_the_steps_one_by_one_give_what_one_step_gives() -> None:
    whole = records.page_record(PAGE)
    read = records.read_record(PAGE)
    assert read["article"] == whole["article"]
    assert records.signature_record(read)["signature"] == whole["signature"]
    assert records.digest_record(read)["digest"] == whole["digest"]


@pytest.mark.parametrize("record", [PAGE, TEXT, {"url": "u", "html": ""}])
def test_what_comes_back_is_json_and_pickles(record: Record) -> None:
    found = records.page_record(record)
    assert json.loads(json.dumps(found)) == found
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 our own


@pytest.mark.parametrize(
    "body",
    [
        {"html": archives.page(1).decode()},
        {"body": archives.page(1)},
        {"body": base64.b64encode(archives.page(1)).decode(), "base64": True},
    ],
)
def test_a_body_may_be_bytes_or_text_or_base64(body: Record) -> None:
    assert records.read_record({"url": PAGE["url"], **body}) == records.read_record(PAGE)


def test_what_stands_beside_a_text_is_believed() -> None:
    article = records.read_record(TEXT)["article"]
    assert article["title"] == TEXT["title"]
    assert article["authors"] == ["Ana Ruiz"]
    assert article["site"] == "Elm Herald"
    assert article["published"] == "2026-11-22T01:30:00+00:00"
    assert TEXT["title"] not in article["text"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (datetime(2026, 11, 21, 8, tzinfo=UTC), "2026-11-21T08:00:00+00:00"),
        (datetime(2026, 11, 21, 8), "2026-11-21T08:00:00+00:00"),  # noqa: DTZ001 Parquet has such
        ("2026-11-21", "2026-11-21T00:00:00+00:00"),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_time_is_read_as_tables_carry_it(given: object, kept: str | None) -> None:
    article = records.read_record({**TEXT, "published": given})["article"]
    assert article.get("published") == kept


def test_authors_may_be_a_list_or_missing() -> None:
    assert records.read_record({**TEXT, "authors": ["A B", "C D"]})["article"]["authors"] == [
        "A B", "C D"
    ]  # fmt: skip
    assert "authors" not in records.read_record({**TEXT, "authors": None})["article"]


def test_a_failure_goes_through_every_step_as_it_is() -> None:
    failed = records.read_record({"url": "u", "html": b"%PDF-1.7 ..."})
    assert failed["failure"]["kind"] == "not a page: pdf"
    assert records.signature_record(failed) == failed
    assert records.digest_record(failed) == failed
    assert records.page_record({"url": "u", "html": b"%PDF-1.7 ..."}) == failed
    assert records.page_record({"url": "u", "text": "\u200b"})["failure"]


def test_a_lost_record_says_why() -> None:
    lost = records.lost_record({"html": b""}, "it took longer than 10 s")
    assert lost["failure"]["message"] == "could not read: record: it took longer than 10 s"


@pytest.mark.parametrize(
    ("language", "window"),
    [("en-GB", "2026-11-22.en"), ("../../x", "2026-11-22.und"), ("", "2026-11-22.und")],
)
def test_a_window_is_a_day_and_a_language_and_a_safe_name(language: str, window: str) -> None:
    record = {**TEXT, "language": language}
    assert records.page_record(record)["window"] == window or not language
