"""A slice of an article -> the same words between the quotation marks of their language.

The rule, whole: the words stay as they are, but a comma, semicolon, colon or dash at their end,
which stood there only because the sentence went on to say who spoke, is left away; and where the
words hold the very marks put round them, these become the inner marks of the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.language.find import language_of

if TYPE_CHECKING:
    from newsdigest.language.language import Language

# The outer and inner marks of a language are the first of those that the Unicode CLDR gives
# ("delimiters"); French printers set theirs off by a space that does not break.
_SPACE = "\u202f"
_LEFT_AWAY = ",;:–—- \u00a0\u202f"


def quoted(text: str, language: str | Language) -> str:
    """Put the outer quotation marks of a language round the words of a quote.

    An unknown or empty language gets the English marks.
    """
    return "".join(marked(text.strip(), language))


def marked(text: str, language: str | Language) -> tuple[str, str, str]:
    """Give the opening mark, the words and the closing mark of a quote, as `quoted` joins them.

    The words keep their places: each sign of them stands where it stood in `text`.
    """
    known = language_of(language)
    left, right, inner_left, inner_right = known.basics.quotation_marks
    words = text.rstrip().rstrip(_LEFT_AWAY)
    if left in words and right in words and left != right:
        inner = {left: inner_left, right: inner_right}
        words = "".join(inner.get(sign, sign) for sign in words)
    space = _SPACE if known.traits.spaced_marks else ""
    return left + space, words, space + right
