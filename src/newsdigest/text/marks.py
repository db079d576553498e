"""A slice of an article -> the same words between the quotation marks of their language.

The rule, whole: the words stay as they are, but a comma, semicolon, colon or dash at their end,
which stood there only because the sentence went on to say who spoke, is left away; and where the
words hold the very marks put round them, these become the inner marks of the language.
"""

from __future__ import annotations

_SPACE = "\u202f"  # French sets its marks off by a space that does not break
_ENGLISH = ("“", "”", "‘", "’")
_GERMAN = ("„", "“", "‚", "‘")
_FRENCH = ("«" + _SPACE, _SPACE + "»", "“", "”")
_SOUTHERN = ("«", "»", "“", "”")
_EASTERN = ("«", "»", "„", "“")
_LOW_HIGH = ("„", "”", "«", "»")
_NORTHERN = ("”", "”", "’", "’")
_CORNERS = ("「", "」", "『", "』")

# Outer opening and closing mark, inner opening and closing mark, by language: the first of those
# that the Unicode CLDR gives ("delimiters"), with the French space of its printers' rules.
_MARKS = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "et", "lt", "is"), _GERMAN),
    **dict.fromkeys(("es", "it", "el", "no", "nb", "nn", "ca"), _SOUTHERN),
    **dict.fromkeys(("ru", "uk", "be"), _EASTERN),
    **dict.fromkeys(("pl", "ro", "hu", "hr", "sr"), _LOW_HIGH),
    **dict.fromkeys(("sv", "fi"), _NORTHERN),
    "fr": _FRENCH,
    "ja": _CORNERS,
}
_LEFT_AWAY = ",;:–—- \u00a0\u202f"


def quoted(text: str, language: str) -> str:
    """Put the outer quotation marks of a language round the words of a quote.

    An unknown or empty language gets the English marks.
    """
    return "".join(marked(text.strip(), language))


def marked(text: str, language: str) -> tuple[str, str, str]:
    """Give the opening mark, the words and the closing mark of a quote, as `quoted` joins them.

    The words keep their places: each sign of them stands where it stood in `text`.
    """
    left, right, inner_left, inner_right = _MARKS.get(language[:2].lower(), _ENGLISH)
    words = text.rstrip().rstrip(_LEFT_AWAY)
    outer = {left.strip(): inner_left, right.strip(): inner_right}
    if left.strip() in words and right.strip() in words and left != right:
        words = "".join(outer.get(sign, sign) for sign in words)
    return left, words, right
