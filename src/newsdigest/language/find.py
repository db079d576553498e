"""A language tag ("de-AT") -> the one Language it names: the only place where one is looked up."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from newsdigest.language.language import Language
from newsdigest.package_data import package_text

if TYPE_CHECKING:
    from newsdigest.language.language import Reader

INDEX = "languages.txt"
_SAME_AS = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "fil": "tl"}
# Tags are a page's own word, so there is no end to them.
_TAGS_KEPT = 1024


def shipped(path: str) -> str:
    """Read a data file that comes with the program."""
    return package_text("newsdigest.language", f"data/{path}")


def base_language(tag: str) -> str:
    """Cut a language tag ("pt-BR", "zh_Hans") to the two- or three-letter code we know it by."""
    code = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return _SAME_AS.get(code, code)


@functools.lru_cache(maxsize=_TAGS_KEPT)
def language_of(tag: str | Language, read: Reader = shipped) -> Language:
    """Give the language a tag names; nothing is known of one without a folder. It names itself too.

    One language is one object, whatever tag named it. `read` reads the data files: another one
    gives languages of its own.
    """
    return tag if isinstance(tag, Language) else _languages(base_language(tag), read)


@functools.lru_cache(maxsize=_TAGS_KEPT)
def _languages(code: str, read: Reader) -> Language:
    return Language(code, read)


@functools.cache
def indexed(read: Reader = shipped) -> tuple[Language, ...]:
    """List the languages a text can be found to be in, in the order of the index."""
    lines = read(INDEX).splitlines()
    return tuple(language_of(line, read) for line in lines if line and not line.startswith("#"))
