"""Addresses as browsers read them, and whom they belong to."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest.origin import Origin, as_browsers_read, join, origin_of, take_apart
from newsdigest.urls import canonical_url, host, shown_url, url_key


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Feed.test/a", "https://feed.test"),
        ("https://feed.test:443/a", "https://feed.test"),
        ("https://feed.test:8443/a", "https://feed.test:8443"),
        ("http://feed.test/a", "http://feed.test"),
        ("http://feed.test:443", "http://feed.test:443"),
        (r"http://evil.test\@feed.test/x", "http://evil.test"),
        (r"https:\\evil.test\x@feed.test", "https://evil.test"),
        ("http://feed.test@evil.test/", "http://evil.test"),
        ("http://a:b@c@evil.test/", "http://evil.test"),
        ("http://evil.test?@feed.test/", "http://evil.test"),
        ("http://evil.test#@feed.test/", "http://evil.test"),
        ("https://fe\ned.t\test/", "https://feed.test"),
        ("\x00 https:feed.test", "https://feed.test"),
        ("https://feed.test./", "https://feed.test"),
        ("https://bücher.test/", "https://xn--bcher-kva.test"),
        ("https://ｆｅｅｄ.test/", "https://feed.test"),
        ("http://[::FFFF:7f00:1]/", "http://[::ffff:7f00:1]"),
        ("http://017700000001/", "http://127.0.0.1"),
    ],
)
def test_an_origin_is_what_browsers_connect_to(url: str, origin: str) -> None:
    found = origin_of(url)
    assert str(found).replace("[::ffff:127.0.0.1]", "[::ffff:7f00:1]") == origin
    assert origin_of(str(found)) == found


@pytest.mark.parametrize(
    "url", ["", "feed.test/a", "file:///etc", "http://[::1", "http://", "http://a b/", "data:,x"]
)
def test_what_is_no_web_address_has_no_origin(url: str) -> None:
    assert origin_of(url) is None


@pytest.mark.parametrize(
    ("url", "local"),
    [
        *(("http://localhost/", True), ("http://a.localhost/", True), ("http://nas/", True)),
        *(("http://nas.local/", True), ("http://box.lan/", True), ("http://x.home.arpa/", True)),
        *(("http://wiki.internal/", True), ("http://10.0.0.1/", True), ("http://[::1]/", True)),
        *(("http://2130706433/", True), ("http://8.8.8.8/", False), ("http://a.test/", False)),
        *(("http://local.test/", False), ("http://[2606:4700::1111]/", False)),
    ],
)
def test_a_local_place_is_known_by_its_form(url: str, *, local: bool) -> None:
    origin = origin_of(url)
    assert origin is not None
    assert origin.is_local is local


def test_every_reader_of_an_address_names_the_same_host() -> None:
    tricky = r"http://evil.test\@feed.test/x"
    assert host(tricky) == "evil.test"
    assert canonical_url(tricky).startswith("http://evil.test/")
    assert url_key(tricky).startswith("evil.test/")
    assert shown_url(tricky) == tricky
    assert shown_url(r"http:\\ana:pw@feed.test\x") == r"http:\\feed.test\x"


ODD = st.text(st.sampled_from("ahtp:/\\.?#[]@%0x7f1é\u3002\u202e \t\n\x00|{}"), max_size=40)


@given(st.one_of(st.text(max_size=60), ODD.map("http://".__add__), ODD.map("http:".__add__)))
@example("http:////a")
@example("/\\a")
def test_reading_as_browsers_do_twice_changes_nothing(url: str) -> None:
    once = as_browsers_read(url)
    assert as_browsers_read(once) == once
    assert origin_of(once) == origin_of(url)


@given(ODD.map("http://a.test".__add__))
def test_what_follows_a_host_never_moves_it(rest: str) -> None:
    origin = origin_of("http://a.test/" + rest)
    assert origin == Origin("http", "a.test", 80)


def test_a_link_is_joined_as_browsers_do() -> None:
    assert join("https://a.test/x/y", r"\\evil.test\z") == "https://evil.test/z"
    assert join("https://a.test/x/y", r"/\evil.test/z") == "https://evil.test/z"
    assert join("https://a.test/x/y", "https:z") == "https://a.test/x/z"
    assert join("https://a.test/x/y", "https:/z") == "https://a.test/z"
    assert join("https://a.test/x/y", "http:b.test/z") == "http://b.test/z"
    assert join("https://a.test/x/y", "mailto:ana@b.test") == "mailto:ana@b.test"


def test_an_address_is_taken_apart_whole() -> None:
    parts = take_apart(r"https://ana:p%3Aw@a.test:81\b\c?d\e=f#g\h")
    assert (str(parts.origin), parts.path) == ("https://a.test:81", "/b/c")
    assert (parts.query, parts.fragment) == ("d\\e=f", "g\\h")
    assert (parts.user, parts.password) == ("ana", "p%3Aw")
