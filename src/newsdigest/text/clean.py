"""Remote text -> text that is safe to show: where it enters, and once more where it leaves.

Every stage that makes text out of a page, a feed or stdin sends it through `clean_text`, after
references are decoded; markup that another program decodes goes through `without_references`
before. `shown` is the one door out: what a renderer gets has passed it, wherever it came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from newsdigest.patterns import regex

if TYPE_CHECKING:
    import re

T = TypeVar("T")

# ESC, C0 (tab and newline aside), DEL, C1; bidi embeddings, overrides and isolates; the invisible
# characters that carry nothing in running text (soft hyphen, zero width space, word joiner, BOM);
# lone surrogates, noncharacters (the last two of each plane among them) and tag characters. ZWNJ
# and ZWJ stay: Persian and emoji need them, and so do the two directional marks that right-to-left
# prose is typed with.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e"
    "\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(
        f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
)
_DROPPED = regex(f"[{_UNSEEN}]")
# As above, and the line breaks that `clean_text` would have turned.
_NOT_SHOWN = regex(f"[{_UNSEEN}\r\x85]")
_IN_PLACE = "\ufffd"
# OSC, DCS, APC, PM and CSI sequences go whole, so that their payload does not stay as text. A
# payload ends where another begins, so that a million of them take no more than their length.
_SEQUENCE = regex(
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\x9d\x90\x98\x9e\x9f]{0,4096}"
    r"(?:\x07|\x1b\\|\x9c)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
)
_NEWLINE = regex("\r\n?|\x85|\u2028|\u2029")
_REFERENCE = regex(r"&#(?:[xX]0*([0-9A-Fa-f]{1,6})(?![0-9A-Fa-f])|0*([0-9]{1,7})(?![0-9]));?")
_LAST = 0x10FFFF
_WINDOWS = range(0x80, 0xA0)  # read as Windows-1252 by the HTML Standard, 13.2.5.84


def clean_text(text: str) -> str:
    r"""Drop what could steer a terminal or hide in a line; make every line break ``\n``.

    Idempotent. Never longer than its input. O(n).
    """
    if text.isprintable():  # what is dropped or turned never is
        return text
    text = _NEWLINE.sub("\n", _SEQUENCE.sub("", text))
    return _DROPPED.sub("", text)


def clean_line(text: str) -> str:
    """Clean a text that must stand on one line: white space of any kind becomes one space."""
    return " ".join(clean_text(text).split())


def without_references(markup: str) -> str:
    """Drop from markup the numeric references to characters that no text may hold.

    A parser would put them into its tree as characters, or refuse all of the text for one: neither
    `&#27;` nor `&#xFFFE;` is anything a reader could see. Those that browsers read as Windows-1252
    (`&#147;`) become what they mean; all others stay as they are.
    """
    return _REFERENCE.sub(_kept, markup) if "&#" in markup else markup


def _kept(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    if number in _WINDOWS:
        from html import unescape  # noqa: PLC0415 a table of 2,000 names that few texts need

        return _DROPPED.sub("", unescape(f"&#{number};"))
    unseen = number > _LAST or _DROPPED.match(chr(number)) is not None
    return "" if unseen else reference[0]


def shown(noun: T, keep: str = "") -> T:
    """Give a noun as it may leave: in no text of it is a character that could steer or hide.

    Each is replaced by U+FFFD, so that offsets stay true; a noun without any comes back as it is,
    as all do whose texts were cleaned when they entered. Dictionaries, lists and tuples are gone
    through too. `keep` names characters that are a
    renderer's own marks. O(length of all texts).
    """
    return cast("T", _shown(noun, keep))


def _shown(value: object, keep: str) -> object:
    if isinstance(value, str):
        if value.isprintable() or not _NOT_SHOWN.search(value):
            return value
        return _NOT_SHOWN.sub(lambda sign: sign[0] if sign[0] in keep else _IN_PLACE, value)
    if isinstance(value, dict):
        return {name: _shown(part, keep) for name, part in value.items()}
    if isinstance(value, tuple | list):
        parts = [_shown(part, keep) for part in value]
        same = all(new is old for new, old in zip(parts, value, strict=True))
        return value if same else type(value)(parts)
    if isinstance(value, type) or not hasattr(value, "__dataclass_fields__"):
        return value
    return _shown_noun(value, keep)


def _shown_noun(value: Any, keep: str) -> object:  # noqa: ANN401 any noun
    # Not at the top: `--help` and a piped text's errors are cleaned too, and make no noun.
    from dataclasses import fields, replace  # noqa: PLC0415

    changed = {
        field.name: new
        for field in fields(value)
        if (new := _shown(old := getattr(value, field.name), keep)) is not old
    }
    return replace(value, **changed) if changed else value
