"""sniff: told by content, whatever the name or the header says."""

import gzip
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest.errors import ExtractError
from newsdigest.models import Page
from newsdigest.stages.sniff import NOT_PAGES, sniff, unwrap

RSS = b'<?xml version="1.0"?><!-- made by us --><rss version="2.0"><channel/></rss>'
HTML = b"<!DOCTYPE html><html><body><p>The bridge is open.</p></body></html>"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (HTML, "html"),
        (b"\xef\xbb\xbf  \n<!-- hello --><html>", "html"),
        (b"<P>A paragraph alone is HTML too.", "html"),
        (b"The bridge <b>is</b> open.</p><p>It cost a lot.</p>", "html"),
        (HTML.decode().encode("utf-16"), "html"),
        (HTML.decode().encode("utf-16-le"), "html"),
        (gzip.compress(HTML, mtime=0), "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        (RSS, "feed"),
        (RSS.decode().encode("utf-16"), "feed"),
        (b"<!DOCTYPE rss PUBLIC '-//x'><rss version='0.91'>", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>', "feed"),
        (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x"></rdf:RDF>', "feed"),
        (b'<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?>\n<atom:feed>', "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "opml"),
        (b'<?xml version="1.0"?><urlset></urlset>', "xml"),
        (b'{"a": 1}', "json"),
        (b"[1, 2]", "json"),
        (b"[AP] The bridge is open.", "text"),
        (b"https://a.test/1\n\n# later\nhttp://b.test/2\nwww.c.test/3\n", "links"),
        (b"https://a.test/1 is the link\n", "text"),
        (b"# only a comment\n", "text"),
        (b"The bridge is open.\n\nIt cost 3 < 4 crowns.", "text"),
        ("Мост открыт.".encode("cp1251"), "text"),
        (b"def sum(a, b):\n    return a < b and b > a\n", "text"),
        (b"BM reported on Monday that the bridge is open.", "text"),
        (b"ID3 tags are not news.", "text"),
        (b"MM and II are letters.", "text"),
        (b"PK is a place.", "text"),
        (b"a\xed\xa0\x80b lone surrogate", "text"),
        (b"", "empty"),
        (b" \n\t\x00 ", "empty"),
        (gzip.compress(b"", mtime=0), "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00", "image"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image"),
        (b"\x00\x00\x00\x20ftypavif\x00", "image"),
        (b"\x00\x00\x00\x20ftypisom\x00", "video"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "audio"),
        (b"ID3\x04\x00\x00\x00", "audio"),
        (b"BM\x36\x00\x0c\x00", "image"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml", "document"),
        (b"PK\x03\x04\x14\x00", "archive"),
        (gzip.compress(b"ustar" + bytes(range(32)) * 9, mtime=0), "binary"),
        (b"\x1f\x8b\x08broken", "binary"),
        (b"{\\rtf1\\ansi x}", "document"),
        (b"wOF2\x00\x01\x00\x00", "font"),
        (b"RIFF\x10\x00\x00\x00none", "binary"),
        (bytes(range(256)), "binary"),
        (b"text with a nul \x00 in it", "binary"),
    ],
)
def test_each_kind_is_told_by_its_bytes(body: bytes, kind: str) -> None:
    assert sniff(Page("", body, "image/png")) == kind


def test_a_long_list_of_links_is_one_though_its_look_ends_in_the_middle() -> None:
    body = b"".join(b"https://a.test/%d\n" % number for number in range(5000))
    assert sniff(Page("", body)) == "links"


def test_the_declared_encoding_helps_to_tell() -> None:
    body = "<p>ニュース".encode("iso-2022-jp")
    assert sniff(Page("", body, "text/html; charset=iso-2022-jp")) == "html"


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\x1f\x8b\x08")
@example(b"<?xml")
@example(b"<!--" * 40)
def test_any_bytes_are_of_one_kind(body: bytes) -> None:
    kind = sniff(Page("", body))
    assert kind in {*NOT_PAGES, "html", "text", "feed", "opml", "links", "json", "xml", "empty"}


# ---------------------------------------------------------------- unwrap
def test_packed_bytes_are_opened_and_others_left() -> None:
    page = Page("f", gzip.compress(HTML, mtime=0), "application/gzip", etag="x")
    assert unwrap(page, 1000) == Page("f", HTML, "application/gzip", etag="x")
    plain = Page("f", HTML)
    assert unwrap(plain, 1000) is plain


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (gzip.compress(bytes(5000), mtime=0), "more than is read"),
        (gzip.compress(HTML, mtime=0)[:-9], "cut off"),
        (gzip.compress(HTML, mtime=0)[:10] + b"\xff" * 20, "broken"),
    ],
)
def test_packed_bytes_that_cannot_be_opened_say_why(body: bytes, why: str) -> None:
    with pytest.raises(ExtractError, match=why):
        unwrap(Page("f", body), 1000)


@pytest.mark.parametrize(
    ("end", "kind"), [("<rss>", "feed"), ("<html>", "html"), ("x", ""), ("<", ""), ("<!--", "")]
)
@pytest.mark.parametrize("unit", ["<!---->", "<!-- -->", "<?x?>", "<!DOCTYPE rss>", " <!--\n-->"])
def test_comments_without_an_end_take_no_time(unit: str, end: str, kind: str) -> None:
    began = time.process_time()
    found = sniff(Page("", (unit * (4000 // len(unit)) + end).encode()))
    assert time.process_time() - began < 0.5
    assert found == kind or not kind


def test_a_stray_control_character_does_not_make_a_page_binary() -> None:
    assert sniff(Page("", b"<!DOCTYPE html><title>a\x08b</title><p>x")) == "html"
    assert sniff(Page("", b"\x01\x02<p>x</p><p>y</p>")) == "binary"
