"""Text of a page -> its tree, parsed once."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HTMLParser, fromstring

from newsdigest.stages.extract.page.extractor import mend
from newsdigest.text.clean import without_references

# As the extractor's own parser, but for the classes of elements: by default lxml asks a function
# of Python's for the class of every element it hands out, so that a form gets the methods of a
# form; nobody calls those. Decided in C, the same pages give the same articles in 9 % less time.
_PARSER = HTMLParser(
    collect_ids=False,
    encoding="utf-8",
    remove_comments=True,
    remove_pis=True,
)
_PARSER.set_element_class_lookup(
    etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)
)
# Doctypes and `<html/>` are mended at the top; where no line ends there, in all of the text.
_TOP_CHARS = 4096
_OPENING_CHARS = 50
_SIGNS = frozenset({"¶", "#", "§", "↩", "↩︎", "↑", "^", "[edit]", "🔗"})
_STREAMED = 'id="S:'
# What XML does not allow, as UTF-8, where a single byte below 128 is a character of its own.
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


def parse(text: str) -> HtmlElement | None:
    """Parse a page; None where it has no element, or is cut off at the parser's depth with all."""
    opening = text[:_OPENING_CHARS].lower()
    top = text.rfind("\n", 0, _TOP_CHARS) + 1 or len(text)
    mended = mend(text[:top], opening) + text[top:]
    data = without_references(mended).encode("utf-8", "surrogatepass").translate(None, _CONTROLS)
    for unwanted in _NO_CHARACTERS:
        data = data.replace(unwanted, b"")
    try:
        tree = fromstring(data, parser=_PARSER)
    except etree.LxmlError:
        return None
    # One element and no declaration: text, or a file of something else.
    if "html" not in opening and len(tree) <= 1:
        return None
    _unmark(tree)
    if _STREAMED in text:
        _join_streamed(tree)
    return tree


def _unmark(tree: HtmlElement) -> None:
    """Empty links that are no text but a sign: to a note and back, to the heading itself."""
    for link in tree.iter("a"):
        if not (link.get("href") or "").startswith("#") or len(link) > 1:
            continue
        text = "".join(link.itertext()).strip()
        parent = link.getparent()
        noted = text.strip("[]()").isdigit() and (
            link.find("sup") is not None or (parent is not None and parent.tag == "sup")
        )
        if noted or text in _SIGNS:
            for part in link:
                part.text = part.tail = None
            link.text = None


def _join_streamed(tree: HtmlElement) -> None:
    """Put the parts in which React streams a page where its scripts do: S:n in place of B:n."""
    holes = {name[2:]: hole for hole in tree.iter("template") if (name := hole.get("id") or "")}
    parts = [part for part in tree.iter("div") if (part.get("id") or "").startswith("S:")]
    for part in parts:
        part.attrib.pop("hidden", None)
        hole = holes.get((part.get("id") or "")[2:])
        parent = None if hole is None else hole.getparent()
        if hole is not None and parent is not None and hole not in part.iter("template"):
            part.tag = "div"
            parent.insert(parent.index(hole), part)
