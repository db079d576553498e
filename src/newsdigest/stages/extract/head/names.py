"""Byline -> the names in it, without roles, places, dates, addresses and labels."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.stages.extract.head.agency import is_agency
from newsdigest.stages.extract.head.sitename import squash
from newsdigest.stages.extract.wordlist import alternatives, load_entries
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENTRIES = load_entries("bylines")
_WORDS = {kind: alternatives(words) for kind, words in _ENTRIES.items()}
_JOINERS = frozenset(_ENTRIES["joiner"])
_NO_NAMES = frozenset(_ENTRIES["no name"])
_BY_WORDS = frozenset(_ENTRIES["by"])
_URL = regex(r"https?://\S+|www\.\S+|(?<!\S)\S{1,190}@\S{1,190}\.\S+|(?<!\w)@\w+")
_SYMBOL = regex("[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+")
_BY = regex(
    r"^(?:(?:written|reported|reporting|posted|text|words|story|article|published|author|autor)"
    rf"\s*(?:by|von|:)?|{_WORDS['by']})\b[\s:.]*(?=\S)",
    re.IGNORECASE,
)
# Where a name ends and a date, a label or a count begins. Round brackets within a name are a
# nickname: "Bruno (Henk) Strand".
_TAIL = regex(
    r"(?<!\s)\s*(?:\||•|·|–|—|\s-\s|\((?![^()]{1,20}\)\s+[^\W\d_])|\["
    rf"|\b(?:{_WORDS['after name']})\b|\d).*$",
    re.IGNORECASE,
)
_ROLE_WORD = regex(rf"\b(?:{_WORDS['role']})\b", re.IGNORECASE)
_OTHER_WORK = regex(rf"^(?:{_WORDS['other work']})\b", re.IGNORECASE)
_LEADING_JOINER = regex(rf"^(?:{_WORDS['joiner']})\s+")
_KEPT = 256  # bylines: a page says the same one in its scripts, metas and elements
_STAFF = "staff"
_GIVEN_AND_FAMILY = 2
_MAX_PARTICLES = 2
# "Eça e Queirós", "Ortega y Gasset": a joiner of one letter before a single word is within a name.
_JOIN = regex(
    rf"(?<!\s)\s*(?:[;,/\n，、]|\s(?!\w\s\S+\s*(?:[;,/\n]|$))(?:{_WORDS['joiner']})\s)\s*"
)
_LABEL = regex(r"^[^\W\d_]{2,12}:\s+")  # "Text: Ana Ruiz", in any language
_JOINS_ON = regex(rf"(?:[,;/&]|(?:^|\s)(?:{_WORDS['joiner']}|{_WORDS['by']}))\s*:?$", re.IGNORECASE)
_JOINS_BACK = regex(rf"(?:[,;/&]|(?:{_WORDS['joiner']})(?:\s|$))", re.IGNORECASE)
_SPACED = regex(r"[^\W\d]\s+[^\W\d]")
_COMMA = regex(r"[,;]")
_JOINER = regex(rf"\S\s(?:{_WORDS['joiner']})\s\S")
_MAX_WORDS = 5
_DEGREES = regex(r"^(?:ph\.?d|m\.?d|mba|jd|esq|jr|sr|rn|rd|ma|msc|dr)\.?$", re.IGNORECASE)
# "Ana Ruiz MS, RDN": capitals without a vowel are no name, and behind one none are.
_LETTERS = regex(r"\s[B-DF-HJ-NP-TV-XZ]{2,4}®?$")
_INITIALS = regex(r"^[A-Z]{2,5}®?$")
# Letters and digits in one, a dotted key, a name with an underscore: an account or a template.
_ACCOUNT = regex(r"[^\W\d]\d|\d[^\W\d]|_|\w\.\w{3,}|^\W*\d+\W*$")
_CJK_LABEL = regex(
    r"^(?:[（(【]?(?:本[报報]|本社)?(?:作者|撰文|采写|採訪|采访|编辑|記者|记者|取材|執筆|文|글|취재|사진)"
    r"[）)】]?[\s：:／/＝=・·|｜、&]*)+"
)
_CJK_TAIL = regex(r"(?:报道|報道|報導|撰稿|記者|记者|特派員|기자|특파원|선임기자).*")
_CJK_EDGE = " \u3000【】[]（）()：:"


@lru_cache(maxsize=_KEPT)
def read_names(raw: str) -> tuple[str, ...]:
    """Read a byline as names: "By Ana Ruiz and Omar Diallo, 3 May" gives the two."""
    plain = html.unescape(raw) if "&" in raw else raw
    lines = (clean_line(line) for line in _URL.sub(" ", _SYMBOL.sub(" ", plain)).split("\n"))
    whole = "\n".join(line for line in lines if line).strip(" :-–\n")
    if _is_cjk(whole):
        return tuple(_read_unspaced(whole))
    names: list[str] = []
    for part in _JOIN.split(_before_house(_first_lines(whole))):
        if names and (_ROLE_WORD.search(part) or _is_shouted(part, names)):
            break
        if _OTHER_WORK.match(part):
            continue
        bare = _LABEL.sub("", _LEADING_JOINER.sub("", _BY.sub("", part)))
        name = _without_role(_TAIL.sub("", bare)).strip(" .:-–'\"")
        if names and _INITIALS.match(name) and not is_agency(name):
            continue
        name = _without_agency(name if name.isupper() else _LETTERS.sub("", name))
        if _is_name(name) and not _ACCOUNT.search(bare):
            names.append(name)
        elif (
            names and part and not _DEGREES.match(part) and part.lower() not in _JOINERS | _BY_WORDS
        ):
            break  # "Ana Ruiz, political editor, Example Times": what follows a role is no name
    return tuple(names)


def _first_lines(whole: str) -> str:
    """Give the lines of a byline up to one behind a name that nothing joins to it.

    "Ana Ruiz" and below it "Political Correspondent", "See all" or a house; "Ana Ruiz and" goes on.
    """
    lines = whole.split("\n")
    for place in range(1, len(lines)):
        joined = _JOINS_ON.search(lines[place - 1]) or _JOINS_BACK.match(lines[place])
        named = _BY.sub("", lines[place - 1])
        if (
            not joined
            and _SPACED.search(named)
            and _is_name(named)
            and not _ROLE_WORD.search(named)
        ):
            return "\n".join(lines[:place])
    return whole


def _without_agency(name: str) -> str:
    """Cut an agency off the end of a name: "Ana Ruiz The Associated Press"."""
    words = name.split()
    for place in range(_GIVEN_AND_FAMILY, len(words)):
        if is_agency(" ".join(words[place:])):
            return " ".join(words[:place])
    return name


def _before_house(whole: str) -> str:
    """Give a byline without "By", and without what stands behind its writers.

    "By Ana Ruiz, Kestrel Bay" and "Ana Ruiz and Omar Diallo, Elm Herald": writers in a list have
    the joiner before the last of them.
    """
    text = _BY.sub("", whole)
    *front, last = (part.strip() for part in _COMMA.split(text))
    joined = len(front) == 1 and _JOINER.search(front[0])
    said = len(front) == 1 and text != whole and "\n" not in text
    goes_on = _JOINER.search(last) or _LEADING_JOINER.match(last) or _OTHER_WORK.match(last)
    behind = len(front) > 0 and not goes_on
    return front[0] if behind and (joined or said) else text


def _read_unspaced(text: str) -> Iterator[str]:
    """Read names in Chinese, Japanese and Korean: behind a label and a house, before a role."""
    for part in re.split(r"[、，,;；\n]", text):
        bare = _CJK_TAIL.sub("", _CJK_LABEL.sub("", part.strip(_CJK_EDGE))).strip(_CJK_EDGE)
        words = bare.replace("=", " ").split()  # "house=name", as Korean papers sign
        name = words[-1] if words and _is_cjk(words[-1]) else bare
        name = _CJK_LABEL.sub("", name)
        if len(name) > 1 and len(name.split()) <= _MAX_WORDS and not any(c.isdigit() for c in name):
            yield name


def _is_cjk(text: str) -> bool:
    # No pattern: to compile one over so many letters takes longer than to read a byline.
    return any("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in text)


def _is_shouted(part: str, names: Iterable[str]) -> bool:
    """Say whether a part is in capitals behind names that are not: a house, no person."""
    return part.isupper() and " " in part and not any(name.isupper() for name in names)


def _without_role(text: str) -> str:
    """Cut a role off a name, and the words that belong to it: a name is two words, or particles."""
    role = _ROLE_WORD.search(text)
    if not role:
        return text
    behind = text[role.end() :].split()
    words = text[: role.start()].split()
    named = [word for word in words if not word[:1].islower() and "-" not in word]
    if len(behind) >= _GIVEN_AND_FAMILY and len(named) < _GIVEN_AND_FAMILY:
        return " ".join(behind) if behind[0][:1].isupper() else text
    if len(words) < _GIVEN_AND_FAMILY:  # "Slate Staff" and Rick Staff are names, a role is none
        return text if not words or role[0].lower() == _STAFF else ""
    kept = _GIVEN_AND_FAMILY
    while kept < len(words) and words[kept - 1][:1].islower():
        kept += 1
    return " ".join(words[:kept])


def _is_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > _MAX_WORDS or _DEGREES.match(name):
        return False
    if not name[0].isalpha() or name.endswith((")", "]")):
        return False
    if sum(word[0].islower() for word in words) > _MAX_PARTICLES:
        return False
    if words[-1][0].islower() and (len(words) > 1 or name.lower() in _JOINERS | _BY_WORDS):
        return False
    return len(squash(name)) > 1 and not any(squash(word) in _NO_NAMES for word in words)


def swap(text: str) -> str:
    """Turn "Family, Given" round."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and all(len(part.split()) == 1 for part in parts) and all(parts):  # noqa: PLR2004 - family, given
        return f"{parts[1]} {parts[0]}"
    return text


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Give each name once: "JANE DOE" and "Jane-Doe" are "Jane Doe", the first seen."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(squash(name), name)
    return tuple(kept.values())
