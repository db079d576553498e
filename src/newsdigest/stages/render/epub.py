"""Digest -> an EPUB 3 book of one day: a chapter a section, for readers of paper and e-ink.

A book is a zip of XHTML. Its parts are stored, not packed: another zlib would make other bytes of
the same day, and text of this size is not worth it.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.render import markup
from newsdigest.stages.render.atom import UNDATED
from newsdigest.stages.render.facts import as_of, by_section, summary_line, urn
from newsdigest.stages.render.xml import content, legal
from newsdigest.text.days import long_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsdigest.models import Digest, Telling
    from newsdigest.stages.render.view import View

STORIES = "Stories"
REST = "More"
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # the least that a zip can say
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_STYLE = """h1 { font-size: 1.5em; } h2 { font-size: 1.25em; } h3 { font-size: 1.1em; }
h1, h2, h3 { line-height: 1.25; text-align: start; } ul { padding-inline-start: 1.2em; }
li { margin: .4em 0; } blockquote { margin: .8em 0 .8em 1em; } blockquote p { margin: 0; }
.facts, blockquote footer { font-size: .9em; } .mark { font-size: .85em; font-weight: bold; }
.gloss { font-style: italic; } .contents ol { padding-inline-start: 1.5em; }
"""


class Chapter(NamedTuple):
    """One file of the book: its title, its markup, and the stories in it with their numbers."""

    title: str
    body: str
    told: tuple[tuple[int, str], ...] = ()


def render(digest: Digest, view: View) -> bytes:
    """Draw a whole book. The same digest is the same bytes, and one day is one book, updated."""
    chapters = list(_chapters(digest, replace(view, near=frozenset())))
    title = digest.title or "News digest"
    files = {
        f"EPUB/chapter-{n}.xhtml": _page(one.title, one.body) for n, one in enumerate(chapters)
    }
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _package(digest, view, title, chapters),
        "EPUB/nav.xhtml": _page(
            "Headlines", _nav(chapters), ' xmlns:epub="http://www.idpf.org/2007/ops"'
        ),
        "EPUB/style.css": _STYLE,
        **files,
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as book:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            book.writestr(entry, text.encode("utf-8", "replace"))
    return sink.getvalue()


# ---------------------------------------------------------------- chapters
def _chapters(digest: Digest, view: View) -> Iterator[Chapter]:
    number = 1
    head = ""
    if digest.day:
        facts = content(summary_line(digest, view.zone))
        head = f'<h1>{long_day(digest.day)}</h1>\n<p class="facts">{facts}</p>\n'
    for section, tellings in by_section(digest.tellings):
        title = section or STORIES
        pieces = markup.stories(
            tellings, digest.day, view, "h3" if head or section else "h2", number
        )
        name = f'<h2 dir="auto">{content(title)}</h2>\n' if section or head else ""
        yield Chapter(title, f"{head}{name}{_joined(pieces)}", tuple(_told(tellings, number)))
        number += len(tellings)
        head = ""
    last = _joined(markup.rest(digest))
    if last or head or number == 1:
        yield Chapter(REST, head + (last or "<p>Nothing was told.</p>"))


def _told(tellings: Iterable[Telling], first: int) -> Iterator[tuple[int, str]]:
    return ((number, one.story.title) for number, one in enumerate(tellings, first))


def _joined(pieces: Iterable[str]) -> str:
    return legal("\n".join(pieces))


def _page(title: str, body: str, more: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"{more} lang="en" xml:lang="en">\n'
        f"<head><title>{content(title) or STORIES}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _nav(chapters: Iterable[Chapter]) -> str:
    lines = ['<nav epub:type="toc" class="contents"><h1>Headlines</h1><ol>']
    for at, chapter in enumerate(chapters):
        file = f"chapter-{at}.xhtml"
        told = "".join(
            f'<li><a href="{file}#{markup.mark(number)}">{content(title) or STORIES}</a></li>'
            for number, title in chapter.told
        )
        inner = f"<ol>{told}</ol>" if told else ""
        lines.append(f'<li><a href="{file}">{content(chapter.title) or STORIES}</a>{inner}</li>')
    return "\n".join([*lines, "</ol></nav>"])


# ---------------------------------------------------------------- the package
def _package(digest: Digest, view: View, title: str, chapters: list[Chapter]) -> str:
    when = as_of(digest, view.zone) or UNDATED
    which = str(digest.day) if digest.day else "\n".join(one.body for one in chapters)
    names = [f"chapter-{at}" for at in range(len(chapters))]
    manifest = "\n".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in names
    )
    spine = "\n".join(f'<itemref idref="{name}"/>' for name in names)
    date = f"<dc:date>{digest.day}</dc:date>\n" if digest.day else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book">{urn("newsdigest book", which)}</dc:identifier>
<dc:title>{content(title)}</dc:title>
<dc:language>en</dc:language>
<dc:creator>newsdigest</dc:creator>
{date}<meta property="dcterms:modified">{when:%Y-%m-%dT%H:%M:%SZ}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{manifest}
</manifest>
<spine>
<itemref idref="nav"/>
{spine}
</spine>
</package>
"""
