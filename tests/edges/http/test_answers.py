"""Answers: what each status and header means."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest.edges.http.answers import (
    LONGEST_PARK,
    Answer,
    challenge,
    fold_headers,
    refuse,
    retry_after,
)
from newsdigest.edges.http.failures import KINDS, TroubleError, failure

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 7 ", timedelta(seconds=7)),
        ("Sat, 21 Nov 2026 11:30:00 GMT", timedelta(hours=1)),
        ("Sat, 21 Nov 2026 13:30:00 +0200", timedelta(hours=1)),
        ("Saturday, 21-Nov-26 11:30:00 GMT", timedelta(hours=1)),
        ("Sat, 21 Nov 2026 11:30:00", timedelta(hours=1)),
        ("Sat, 28 Nov 2026 10:30:00 GMT", LONGEST_PARK),
        ("9" * 400, LONGEST_PARK),
        ("0", None),
        ("-5", None),
        ("Sat, 21 Nov 2026 10:00:00 GMT", None),
        ("soon", None),
        ("", None),
        ("١٢", None),
        ("Sat, 99 Foo 2026", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, wait: timedelta | None) -> None:
    assert retry_after(value, NOW) == (None if wait is None else NOW + wait)


@given(st.one_of(st.text(max_size=40), st.datetimes().map(str), st.integers().map(str)))
@example("Mon, 01 Jan 0001 00:00:00 +2359")
@example("Fri, 31 Dec 9999 23:59:59 -2359")
def test_retry_after_never_fails_and_never_passes_a_day(value: str) -> None:
    until = retry_after(value, NOW)
    assert until is None or NOW < until <= NOW + LONGEST_PARK


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=9), st.binary(max_size=20)), max_size=8))
@example([(b"\xc6", b""), (b"\xe6", b"")])
@example([(b"ETag", b'W/"\xc3\xb6"'), (b"etag", b"x"), (b"SET-Cookie", b"a=b; c"), (b"", b"")])
def test_headers_fold_by_name_and_keep_their_bytes(raw: list[tuple[bytes, bytes]]) -> None:
    folded, cookies = fold_headers(raw)
    assert len(cookies) == sum(name.lower() == b"set-cookie" for name, _ in raw)
    for name, value in raw:
        if [other.lower() for other, _ in raw].count(name.lower()) == 1:
            kept = folded.get(name.lower().decode("latin-1"), "set-cookie")
            assert kept.encode("latin-1") == value or name.lower() == b"set-cookie"


def refusal(answer: Answer) -> TroubleError | None:
    try:
        refuse(answer, NOW)
    except TroubleError as trouble:
        return trouble
    return None


@given(st.integers(100, 999), st.binary(max_size=60))
def test_every_status_passes_or_is_a_known_kind_of_trouble(status: int, body: bytes) -> None:
    trouble = refusal(Answer(status, {}, body))
    if trouble is None:
        assert 200 <= status < 300
    else:
        assert trouble.kind in KINDS
        assert str(status) in trouble.why


@pytest.mark.parametrize(
    ("body", "system"),
    [
        (b"<script src='https://ct.captcha-delivery.com/c.js'></script>", "DataDome"),
        (b"<div id='px-captcha'></div>", "HUMAN"),
        (b"<iframe src='/_Incapsula_Resource?x'></iframe>", "Imperva"),
        (b"<script>AwsWafIntegration.getToken()</script>", "AWS WAF"),
        (b"<script src='https://js.hcaptcha.com/1/api.js'></script>", "hCaptcha"),
        (b"<p>Forbidden", ""),
    ],
)
def test_challenge_pages_are_named_by_whose_they_are(body: bytes, system: str) -> None:
    assert challenge(Answer(403, {}, body), refused=True) == system


@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_page_that_tests_for_humans_is_refused_by_its_name_whatever_its_status(
    status: int,
) -> None:
    with pytest.raises(
        TroubleError, match=r"a page that tests for humans \(Cloudflare\)"
    ) as caught:
        refuse(Answer(status, {}, b"<script>window._cf_chl_opt={}</script>"), NOW)
    assert caught.value.kind == "blocked"


def test_an_article_with_a_captcha_in_its_comments_is_no_challenge() -> None:
    form = b"<article>news</article><script src='https://js.hcaptcha.com/1/api.js'></script>"
    assert challenge(Answer(200, {}, form), refused=False) == ""
    long = b"<p>news</p>" * 3000 + b"<script>_cf_chl_opt</script>"
    assert challenge(Answer(200, {}, long), refused=False) == ""


def test_a_failure_is_one_clean_line() -> None:
    trouble = TroubleError("server error", "HTTP 500: the\nserver \x1b[31mfailed")
    failed = failure("https://ana:pw@example.org/\x1b]0;x\x07?token=abc&a=1", trouble)
    assert failed.message == (
        "could not fetch: https://example.org/?token=***&a=1: HTTP 500: the server failed"
    )
    assert failed.source == "https://example.org/?token=***&a=1"
