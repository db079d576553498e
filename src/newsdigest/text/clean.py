"""Remote text -> text that is safe to show: the one place where such text enters.

Every stage that makes text out of a page, a feed or stdin sends it through `clean_text`; no
renderer has to do it again.
"""

from __future__ import annotations

from newsdigest.patterns import regex

# ESC, C0 (tab and newline aside), DEL, C1; bidi embeddings, overrides and isolates; the invisible
# characters that carry nothing in running text (soft hyphen, zero width space, word joiner, BOM);
# lone surrogates, noncharacters and tag characters. ZWNJ and ZWJ stay: Persian and emoji need
# them, and so do the two directional marks that right-to-left prose is typed with.
_DROPPED = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e"
    "\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
# OSC, DCS, APC, PM and CSI sequences go whole, so that their payload does not stay as text.
_SEQUENCE = regex(
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
)
_NEWLINE = regex("\r\n?|\x85|\u2028|\u2029")


def clean_text(text: str) -> str:
    r"""Drop what could steer a terminal or hide in a line; make every line break ``\n``.

    Idempotent. Never longer than its input.
    """
    if text.isprintable():  # what is dropped or turned never is
        return text
    text = _NEWLINE.sub("\n", _SEQUENCE.sub("", text))
    return _DROPPED.sub("", text)


def clean_line(text: str) -> str:
    """Clean a text that must stand on one line: white space of any kind becomes one space."""
    return " ".join(clean_text(text).split())
