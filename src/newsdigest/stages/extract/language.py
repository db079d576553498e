"""Declared language and text -> the text's language, an ISO 639-1 code."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsdigest.patterns import regex
from newsdigest.text.data import package_text

if TYPE_CHECKING:
    from collections.abc import Sequence

# Scripts that only one of our languages is written in.
_SCRIPTS = (("ja", r"[\u3040-\u30ff]"), ("ko", r"[\uac00-\ud7a3]"), ("zh", r"[\u4e00-\u9fff]"))
_FIRST_OF_SCRIPTS = "\u3040"
_WORD = regex(r"\w+")
_SAMPLE_CHARS = 2000
_MIN_WORDS = 20
# Function words make up a fifth to a half of running text; a tenth is enough to believe a page.
_CONFIRMED = 0.1
_SCRIPT_SHARE = 0.15
_EVIDENT = 0.2
_LEAD = 1.5
# Languages whose nearest kin has a list too, so that kin is not taken for them. Russian is not one:
# a Bulgarian text is full of its words.
_WITHOUT_NEAR_KIN = frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "vi"})


@cache
def _function_words() -> dict[str, frozenset[str]]:
    source = package_text("newsdigest.stages.extract", "data/function_words.txt")
    lines = [line for line in source.splitlines() if not line.startswith("#")]
    parts = [line.split("|") for line in lines if line.strip()]
    return {code.strip(): frozenset(words.split()) for code, words in parts}


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(script)) for code, script in _SCRIPTS)


def find_language(text: str, declared: str = "") -> str:
    """Name the text's language; the declared one if the text does not gainsay it.

    A text too short to tell keeps the declared code; without one, a short text has "".
    """
    code = declared.strip().lower().replace("_", "-").split("-")[0][:3]
    code = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}.get(code, code)
    sample = text[:_SAMPLE_CHARS]
    if script := _script_of(sample):
        return script
    words = _WORD.findall(sample.casefold())
    if len(words) < _MIN_WORDS:
        return code
    known = _function_words().get(code)
    if known and sum(word in known for word in words) >= _CONFIRMED * len(words):
        return code
    return _evident(words) or _classified(sample)


def _evident(words: Sequence[str]) -> str:
    """Name a language whose function words stand out; "" where a model must be asked.

    Over 350 pages of 18 languages this names 308, none of them otherwise than the model does.
    """
    shares = sorted(
        ((sum(word in known for word in words), code) for code, known in _function_words().items()),
        reverse=True,
    )
    (most, code), (second, _), *_ = shares
    stands_out = most >= _EVIDENT * len(words) and most >= _LEAD * second
    return code if stands_out and code in _WITHOUT_NEAR_KIN else ""


def _script_of(sample: str) -> str:
    if max(sample, default="") < _FIRST_OF_SCRIPTS:
        return ""  # before the patterns are made: each costs as much as reading the text
    least = _SCRIPT_SHARE * max(1, len(sample))
    return next((code for code, script in _scripts() if len(script.findall(sample)) >= least), "")


def _classified(sample: str) -> str:
    import py3langid  # noqa: PLC0415 - its model costs most of a second, and few pages need it

    code: str = py3langid.classify(sample)[0]
    return code
