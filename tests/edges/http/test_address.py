"""Addresses: taken apart as browsers do, private ones known in every disguise."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest.edges.http.address import Target, join_target, parse_target
from newsdigest.edges.http.failures import TroubleError
from newsdigest.origin import is_public, literal_address


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("http://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#part", "https://example.org/a"),
        ("http://example.org:8080/a?b=c", "http://example.org:8080/a?b=c"),
        ("  https://ana:pw@example.org/a ", "https://example.org/a"),
        ("https://example.org/à côté?q=é ü", "https://example.org/%C3%A0%20c%C3%B4t%C3%A9?q=%C3%A9%20%C3%BC"),
        ("https://example.org/%C3%A0%2Fb", "https://example.org/%C3%A0%2Fb"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://例え.テスト/記事", "https://xn--r8jz45g.xn--zckzah/%E8%A8%98%E4%BA%8B"),
        ("http://[2001:DB8::1]:81/a", "http://[2001:db8::1]:81/a"),
        ("http:\\\\example.org\\a", "http://example.org/a"),
        ("http:example.org", "http://example.org/"),
        ("http:////example.org/a", "http://example.org/a"),
        ("http://evil.test\\@example.org/x", "http://evil.test/@example.org/x"),
        ("http://a.test/?x=\\", "http://a.test/?x=\\"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://ex_ample.org/", "https://ex_ample.org/"),
        ("https://example.org/a\n/b\tc", "https://example.org/a/bc"),
        ("https://example.org/?a=[1]|2", "https://example.org/?a=[1]|2"),
    ],
)  # fmt: skip
def test_addresses_take_their_normal_form(written: str, url: str) -> None:
    assert parse_target(written).url == url
    assert parse_target(url).url == url


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ftp://example.org/", "ftp: addresses are not fetched"),
        ("javascript:alert(1)", "javascript: addresses"),
        ("example.org/a", "without http://"),
        ("http://", "names no host"),
        ("http:///", "names no host"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:99999/", "not a valid URL"),
        ("http://[::1", "not a valid URL"),
        ("http://1.2.3.4.5/", "not a valid IPv4 address"),
        ("http://a.09/", "not a valid IPv4 address"),
        ("http://[::1]x/", "not a valid URL"),
        ("http://[::zz]/", "not a valid"),
        ("http://exa mple.org/", "a character that none may have"),
        ("http://exa%6dple.org/", "a character that none may have"),
        ("http://\u2025/", "no such host"),
        ("http://" + "é" * 80 + "/", "no such host"),
        ("http://example.org/" + "a" * 9000, "longer than"),
        ("http://[fe80::1%25eth0]/", "not a valid"),
    ],
)
def test_addresses_that_cannot_be_fetched_say_why(written: str, why: str) -> None:
    with pytest.raises(TroubleError, match="bad address") as caught:
        parse_target(written)
    assert why in caught.value.why


def test_a_target_knows_what_goes_on_the_wire() -> None:
    target = parse_target("https://ana%40x:p%3Aw@EXAMPLE.org:8443/a?b")
    assert (target.host, target.port, target.path) == ("example.org", 8443, b"/a?b")
    assert target.host_header == "example.org:8443"
    assert target.authorization == "Basic YW5hQHg6cDp3"
    assert target.place == "example.org:8443"
    assert str(target.origin) == "https://example.org:8443"
    assert parse_target("https://example.org").place == "example.org"
    assert parse_target("http://[::1]/").host_header == "[::1]"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://example.org/b"),
        ("b?c#d", "https://example.org/x/b?c"),
        ("//other.test/b", "https://other.test/b"),
        (" http://other.test ", "http://other.test/"),
        ("?page=2", "https://example.org/x/y?page=2"),
        ("../../../b", "https://example.org/b"),
        ("\\\\other.test\\b", "https://other.test/b"),
        ("///other.test/b", "https://other.test/b"),
        ("/\\other.test/b", "https://other.test/b"),
        ("https:b", "https://example.org/x/b"),
        ("http:other.test", "http://other.test/"),
    ],
)
def test_redirects_are_joined_to_where_they_came_from(location: str, url: str) -> None:
    assert join_target(parse_target("https://example.org/x/y"), location).url == url


@pytest.mark.parametrize("location", ["file:///etc/passwd", "data:,x", "http://[", "mailto:a@b.c"])
def test_redirects_out_of_the_web_are_not_followed(location: str) -> None:
    with pytest.raises(TroubleError) as caught:
        join_target(parse_target("https://example.org/x/y"), location)
    assert caught.value.kind == "redirects"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        "0.0.0.0",  # noqa: S104 - refused, not bound
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
        *("2002:7f00:1::", "2002:a00:1::1", "2001:0:0:0:0:0:f5ff:fffe"),
        *("::7f00:1", "::808:808", "64:ff9b:1::808:808", "64:ff9b:1:7f00:0:100::", "fec0::1"),
        *("::ffff:0:7f00:1", "::ffff:0:808:808", "3fff::1", "100::1", "5f00::1", "2001:2::1"),
        *("192.88.99.1", "::ffff:192.168.0.1"),
    ],
)
def test_addresses_that_are_not_of_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "8.8.8.8"],
)
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("::1", "::1"),
        ("example.org", ""),
        ("1.2.3.4.5", ""),
    ],
)
def test_hosts_in_numbers_are_read_in_every_form(host: str, address: str) -> None:
    assert literal_address(host) == address


def parsed(text: str) -> Target | TroubleError:
    try:
        return parse_target(text)
    except TroubleError as trouble:
        return trouble


ODD = st.text(st.sampled_from("ahtp:/\\.?#[]@%0x7f1é\u3002\u202e \t\n\x00|{}"), max_size=40)


@given(st.one_of(st.text(max_size=60), ODD.map("http://".__add__), ODD.map("http://a.b/".__add__)))
@example("http://[::ffff:127.0.0.1]:80/")
@example("http://１２７.0.0.1/")
@example("http://a@b@c/")
@example("http:/\\/\\a")
def test_any_text_is_a_target_of_plain_ascii_or_a_named_trouble(text: str) -> None:
    target = parsed(text)
    if isinstance(target, TroubleError):
        assert target.kind == "bad address"
        return
    assert target.url.isascii()
    assert not set(target.url) & set(" \t\n\r\x00#")
    assert "\\" not in target.url.partition("?")[0]
    assert target.path.startswith(b"/")
    assert parse_target(target.url) == parse_target(parse_target(target.url).url)
    assert "@" not in target.host


@given(st.ip_addresses().map(str))
def test_every_address_is_public_or_not(address: str) -> None:
    assert is_public(address) in {True, False}
    if ":" not in address:
        assert is_public(f"::ffff:{address}") == is_public(address)
