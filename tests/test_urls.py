import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.urls import (
    LONGEST,
    canonical_url,
    host,
    hostname,
    is_front,
    joined,
    shown_text,
    shown_url,
    url_key,
)

SAME_PAGE = [
    ("http://www.a.test/n/1", "https://a.test/n/1"),
    ("https://a.test/n/1/", "https://a.test/n/1"),
    ("https://a.test/n/1?utm_source=rss&utm_medium=feed", "https://a.test/n/1"),
    ("https://a.test/n/1?fbclid=x#top", "https://a.test/n/1"),
    ("https://a.test/n/1/amp/", "https://a.test/n/1"),
    ("https://a.test/amp/n/1", "https://a.test/n/1"),
    ("https://amp.a.test/n/1", "https://a.test/n/1"),
    ("https://a.test/n/1?outputType=amp", "https://a.test/n/1"),
    ("https://a-test.cdn.ampproject.org/c/s/a.test/n/1", "https://a.test/n/1"),
    ("https://www.google.com/amp/s/www.a.test/n/1", "https://a.test/n/1"),
    ("https://m.a.test/n/1", "https://a.test/n/1"),
    ("https://a.test/n/index.html", "https://a.test/n/"),
    ("https://a.test/n?b=2&a=1", "https://a.test/n?a=1&b=2"),
    ("https://A.test:443/n/%7Ejo", "https://a.test/n/~jo"),
    ("https://a.test/n/%c3%a9t%c3%a9", "https://a.test/n/été"),
    ("https://a.test", "https://a.test/"),
    ("https://a.test./n", "https://a.test/n"),
    ("https://a.test/n/1?ref=rss", "https://a.test/n/1"),
    ("https://a.test/n/story.amp.html", "https://a.test/n/story.html"),
]
OTHER_PAGE = [
    ("https://a.test/n?id=1", "https://a.test/n?id=2"),
    ("https://a.test/n/1", "https://b.test/n/1"),
    ("https://a.test/N/x", "https://a.test/n/x"),
    ("https://a.test/lamp", "https://a.test/l"),
    ("https://a.test/n?source=ap", "https://a.test/n?source=afp"),
    ("https://uk.a.test/n", "https://a.test/n"),
    ("https://m.test/n", "https://test/n"),
    ("https://a.test:8080/n", "https://a.test/n"),
    ("https://a.test/p/?p=12", "https://a.test/p/?p=13"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PAGE)
def test_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), OTHER_PAGE)
def test_addresses_of_two_pages_have_two_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


def test_the_canonical_address_still_opens_the_page() -> None:
    given_url = " HTTPS://www.A.test:443/n/1/?utm_source=x&id=7&b#c "
    assert canonical_url(given_url) == "https://www.a.test/n/1/?id=7&b"


def test_what_is_no_web_address_stays_as_it_is() -> None:
    assert canonical_url(" mailto:a@b.test ") == "mailto:a@b.test"
    assert canonical_url("https://[::bad/") == "https://[::bad/"
    assert url_key("urn:x:1") == "urn:x:1"


def test_an_address_of_six_bytes_groups_keeps_its_brackets() -> None:
    assert canonical_url("http://[::1]:80/a") == "http://[::1]/a"


def test_the_host_is_folded_and_without_www() -> None:
    assert host("https://WWW.A.test/x") == "a.test"
    assert host("not an address") == ""


@given(st.text())
def test_any_text_has_keys_and_they_are_settled(text: str) -> None:
    assert canonical_url(canonical_url(text)) == canonical_url(text)
    url_key(text)


@given(
    st.from_regex(
        r"https?://[a-z.]{1,9}(:[0-9]{1,6})?/[ -~é]{0,20}(\?[ -~]{0,20})?", fullmatch=True
    )
)
def test_addresses_are_settled_after_one_pass(address: str) -> None:
    once = canonical_url(address)
    assert canonical_url(once) == once
    assert url_key(once) == url_key(address)


@pytest.mark.parametrize(
    ("base", "address", "whole"),
    [
        ("https://www.a.test/n/1", "/n/2", "https://www.a.test/n/2"),
        ("https://a.test/n/1", " https://b.test/x ", "https://b.test/x"),
        ("https://a.test/n/1", "//b.test/x", "https://b.test/x"),
        ("https://a.test/n/1", "", "https://a.test/n/1"),
        ("", "/n/2", ""),
        ("", "//b.test/x", ""),
        ("https://a.test/n/1", "http://[x", ""),
        ("http://[x", "/n/2", ""),
        ("https://a.test/n/1", "javascript:alert(1)", ""),
        ("https://a.test/n/1", "data:image/png;base64,x", ""),
    ],
)
def test_an_address_on_a_page_leads_to_the_web_or_nowhere(
    base: str, address: str, whole: str
) -> None:
    assert joined(base, address) == whole


@given(st.text(max_size=30), st.text(":/?#[]@.htps a1", max_size=30))
def test_no_address_however_odd_is_an_error(base: str, address: str) -> None:
    for one in (base, address, f"http://{address}", joined(base, address)):
        assert isinstance(hostname(one), str)
        assert isinstance(is_front(one), bool)
        assert joined(one, address) == "" or joined(one, address).startswith(("http", "HTTP"))


def test_the_front_of_a_site_has_neither_path_nor_query() -> None:
    assert is_front("https://a.test")
    assert is_front("https://a.test/#top")
    assert not is_front("https://a.test/?p=7")
    assert not is_front("https://a.test/n/1")
    assert not is_front("/")


def test_an_address_longer_than_servers_take_leads_nowhere() -> None:
    assert joined("https://elm.example/", "/" + "a" * LONGEST) == ""


def test_every_address_in_a_text_is_printed_as_an_address_alone_is() -> None:
    address = "https://ana:secret@elm.example/a"
    told = shown_text(f"could not fetch {address} twice")
    assert "secret" not in told
    assert told == f"could not fetch {shown_url(address)} twice"
