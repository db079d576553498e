"""OPML <-> FeedSources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newsdigest.errors import FeedError
from newsdigest.models import FeedSource
from newsdigest.stages.feeds.opml import FOLDER, read_opml, write_opml

NESTED = b"""<?xml version="1.0"?>
<opml version="1.0" xmlns:x="https://x.test/ns"><head/><body>
 <outline text="World"><outline title="Europe">
  <outline type="rss" text="Bote" xmlUrl="https://bote.test/feed" x:stars="3" category="/a"/>
 </outline></outline>
 <outline text="Root" XMLURL="https://root.test/feed"/>
 <outline text="Again" xmlUrl="https://bote.test/feed"/>
 <outline text="Off the web" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_folders_are_sections_and_unknown_attributes_are_kept() -> None:
    assert read_opml(NESTED, "f") == (
        FeedSource(
            "https://bote.test/feed",
            name="Bote",
            section="World / Europe",
            opml=("{https://x.test/ns}stars=3", "category=/a"),
        ),
        FeedSource("https://root.test/feed", name="Root"),
    )


def test_what_was_kept_comes_out_again() -> None:
    sources = read_opml(NESTED, "f")
    assert set(read_opml(write_opml(sources, "T & U").encode(), "f")) == set(sources)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "broken markup"),
        (b"<opml><body><outline></opml>", "broken markup"),
        (b"<opml><head/></opml>", "not OPML"),
        (b"<opml><body><outline text='empty folder'/></body></opml>", "no feed"),
    ],
)
def test_broken_opml_gives_nothing(body: bytes, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read_opml(body, "list.opml")


def test_entities_are_neither_expanded_nor_fetched() -> None:
    body = (
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<opml><body><outline text="a" xmlUrl="https://a.test/">&x;</outline></body></opml>'
    )
    assert read_opml(body, "f") == (FeedSource("https://a.test/", name="a"),)


def test_folders_too_deep_to_be_meant_are_not_followed() -> None:
    deep = b"<outline text='f'>" * 60
    feed = b"<outline xmlUrl='https://a.test/'/>"
    body = b"<opml><body>" + feed + deep + b"</outline>" * 60 + b"</body></opml>"
    assert len(read_opml(body, "f")) == 1
    inner = b"<opml><body>" + deep + feed + b"</outline>" * 60 + b"</body></opml>"
    with pytest.raises(FeedError):
        read_opml(inner, "f")


TEXT = st.text("ab <>&\"'é", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
SOURCES = st.lists(
    st.builds(
        FeedSource,
        url=st.integers(0, 99).map(lambda n: f"https://a.test/{n}?a=1&b=2"),
        name=TEXT,
        section=st.lists(TEXT, max_size=3).map(FOLDER.join),
        opml=st.just(()) | TEXT.map(lambda value: (f"category={value}",)),
    ),
    min_size=1,
    unique_by=lambda source: source.url,
)


@given(SOURCES)
def test_export_and_import_are_each_others_reverse(sources: list[FeedSource]) -> None:
    back = read_opml(write_opml(sources, "T").encode(), "f")
    assert sorted(back, key=lambda one: one.url) == sorted(sources, key=lambda one: one.url)


def test_same_named_attributes_of_two_namespaces_stay_apart_and_well_formed() -> None:
    body = (
        b'<opml version="2.0" xmlns:a="https://a.test/" xmlns:b="https://b.test/"><body>'
        b'<outline text="A" xmlUrl="https://a.test/f" a:stars="1" b:stars="2" xml:lang="en"/>'
        b"</body></opml>"
    )
    sources = read_opml(body, "f")
    again = write_opml(sources, "T")
    etree.fromstring(again.encode())
    assert read_opml(again.encode(), "f") == sources


ODD = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.lists(st.tuples(st.sampled_from(["", "{https://a.test/}", "{x}", "{"]), ODD, ODD)), ODD)
def test_whatever_a_configuration_holds_the_list_is_well_formed(
    kept: list[tuple[str, str, str]], name: str
) -> None:
    pairs = tuple(f"{space}{local}={value}" for space, local, value in kept)
    pairs += ("text=x", "xmlns=y", "{http://www.w3.org/2000/xmlns/}a=b", "c=1", "c=2")
    source = FeedSource("https://a.test/", name=name, section=name, opml=pairs)
    etree.fromstring(write_opml([source], name).encode())


@pytest.mark.parametrize("namespace", ['"', "https://a.test:x/", "a b", "[", "%zz", ":x"])
def test_an_attribute_whose_namespace_is_no_address_is_passed_over(namespace: str) -> None:
    source = FeedSource("https://a.test/", opml=(f"{{{namespace}}}a=1", "{urn:elm:1}b=2"))
    (outline,) = etree.fromstring(write_opml([source], "T").encode()).iter("outline")
    assert outline.get("{urn:elm:1}b") == "2"
    assert len(outline.attrib) == 4
