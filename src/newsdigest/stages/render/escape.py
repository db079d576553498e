"""Plain text -> Markdown that a CommonMark parser reads back as the same text."""

from __future__ import annotations

from newsdigest.patterns import regex

# Each of these may open markup anywhere: code, emphasis, links, HTML; the doubled ones are what
# note takers' dialects add (strikethrough, highlight, comment), and #word would become a tag.
_INLINE = regex(
    r"[\\`*_\[\]<]|&(?=#?\w+;)|~(?=~)|(?<=~)~|=(?==)|(?<==)=|%(?=%)|(?<=%)%|(?<!\S)#(?=\w)"
)
# What programs look for in the raw text, whatever Markdown says of it: Templater's <%, the {{ and
# (( of Logseq and of templates, Dataview's and Logseq's fields (::), mathematics ($$). A backslash
# before them does not break them; a reference for their first character does.
_RAW = regex(r"\\<(?=%)|\{(?=\{)|\((?=\()|:(?=:)|\$(?=\$)")
_BROKEN = {"\\<": "&lt;", "{": "&#123;", "(": "&#40;", ":": "&#58;", "$": "&#36;"}
# These open a block, but only at the start of a line.
_BLOCK = regex(r"[#>+\-=~:]|\d{1,9}(?=[.)](?:\s|$))")
_CLOSING_HASHES = regex(r"(?<=\s)#(?=#*$)")
_UNSAFE_IN_LINK = regex(r"[\s()<>\\`|\"{}^\x00-\x20\x7f]")
_ENTITY = regex(r"&(?=#?\w+;)")


def inline(text: str) -> str:
    """Escape text for the middle of a line; white space of any kind becomes one space."""
    escaped = _INLINE.sub(r"\\\g<0>", " ".join(text.split()))
    return _RAW.sub(lambda opener: _BROKEN[opener[0]], escaped)


def start(text: str) -> str:
    """Escape text that begins a line, a list item, a heading or a quotation."""
    escaped = inline(text)
    opener = _BLOCK.match(escaped)
    if opener:
        at = opener.end() if opener[0].isdigit() else 0
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return escaped


def heading(text: str) -> str:
    """Escape text for a heading, whose closing hashes would vanish."""
    return _CLOSING_HASHES.sub(r"\\#", start(text))


def href(url: str) -> str:
    """Make a link's destination; nothing for an address that is not of the web."""
    if not url.lower().startswith(("http://", "https://")):
        return ""
    quoted = _UNSAFE_IN_LINK.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url
    )
    return _ENTITY.sub("&amp;", quoted)


def link(text: str, url: str) -> str:
    """Link a text; where the address is not of the web, the text stands alone."""
    goal = href(url)
    return f"[{inline(text)}]({goal})" if goal else inline(text)
