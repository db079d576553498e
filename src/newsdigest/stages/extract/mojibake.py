"""Text that was encoded or escaped once too often -> as it was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.patterns import regex

if TYPE_CHECKING:
    import re

_ROUNDS = 2
# Letters that UTF-8's lead bytes become, each with as many signs as it announces bytes. Of two
# bytes only those of the scripts that news is written in: "CAFÉ”" and "MENÜ“" are no pair.
_NEXT = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_PAIR = regex(f"[ÂÃÄÅÎÏÐÑØÙ]{_NEXT}|Ë[œ†]|[à-ï]{_NEXT}{{2}}|[ð-ô]{_NEXT}{{3}}")
# What Western text becomes: "Ã¤", "Â ", "â€œ". In text that is right, "“CAFÉ”" has such a pair too.
_SURE = regex(f"[ÂÃ]{_NEXT}|â€{_NEXT}")
_LEADS = ("Ã", "Â", "â€")
_MIN_SURE = 3


# What nobody writes about as such: signs by number, and those of typography by name.
_REFERENCE = regex(r"&(?:#\d{3,6}|#[xX][0-9a-fA-F]{2,5}|[mn]dash|[lr][sd]quo|hellip|nbsp);")


def unescaped(text: str) -> str:
    """Decode the references that a shown text still holds: its page escaped them twice."""
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(reference: re.Match[str]) -> str:
    from html import unescape  # noqa: PLC0415 a table of 2,000 names that few texts need

    return unescape(reference[0])


def is_garbled(page: str) -> bool:
    """Say whether a whole page was encoded twice: several sure pairs, and every lead in one."""
    leads = sum(page.count(lead) for lead in _LEADS)
    return leads >= _MIN_SURE and len(_SURE.findall(page)) == leads


def redecoded(text: str) -> str:
    """Decode once more, twice where it takes that, every run that is UTF-8 in this disguise."""
    for _ in range(_ROUNDS):
        text = _PAIR.sub(_decoded, text)
    return text


def _decoded(run: re.Match[str]) -> str:
    try:
        return b"".join(_byte_of(char) for char in run.group()).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return run.group()


def _byte_of(char: str) -> bytes:
    return char.encode("latin-1" if char <= "\xff" else "cp1252")
