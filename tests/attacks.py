"""Texts that make a regular expression slow, drawn from the expression itself.

For every repetition in an expression: what leads to it once, what it repeats many times, and an
end that fits nothing; and the same with what leads to it repeated along. That is how the slow
inputs of the literature look (Weideman et al. 2016, "Analyzing Matching Time Behavior of
Backtracking Regular Expression Matchers"): a prefix, a pump, a suffix that fails.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

parser: Any = __import__("re._parser", fromlist=["parse"])
constants: Any = __import__("re._constants", fromlist=["MAXREPEAT"])

_CATEGORIES = {
    "CATEGORY_DIGIT": "0",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_WORD": " ",
}
_TRIED = "a 0.<>\n-\"'é&;:,/x"
MANY = 8  # a repetition of fewer is no pump
ENDS = ("", "\x00", "!", "\n", " x", "a")


class Pump(NamedTuple):
    """A prefix, what is repeated, and an end."""

    prefix: str
    unit: str
    end: str

    def text(self, length: int) -> str:
        """Make the text of about so many characters."""
        return self.prefix + self.unit * max(length // len(self.unit), 1) + self.end


def pumps(expression: str | bytes, flags: int) -> Iterator[Pump]:
    """Give the pumps of an expression, each once."""
    text = expression.decode("latin-1") if isinstance(expression, bytes) else expression
    tree = parser.parse(text, flags & ~re.LOCALE)
    seen: set[Pump] = set()
    for prefix, units in _repetitions(tree, ""):
        for unit in units:
            for lead, body in ((prefix, unit), ("", prefix + unit), ("", prefix)):
                for end in ENDS:
                    pump = Pump(lead, body, end)
                    if body and pump not in seen:
                        seen.add(pump)
                        yield pump


def _repetitions(tree: Any, prefix: str) -> Iterator[tuple[str, set[str]]]:
    """Walk an expression; give what leads to each long repetition and what it may repeat."""
    for op, argument in tree:
        name = str(op)
        if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            _, most, body = argument
            if most == constants.MAXREPEAT or most > MANY:
                yield prefix, set(_samples(body))
            yield from _repetitions(body, prefix)
        elif name == "SUBPATTERN":
            yield from _repetitions(argument[3], prefix)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _repetitions(branch, prefix)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from _repetitions(argument[1], prefix)
        elif name == "ATOMIC_GROUP":
            yield from _repetitions(argument, prefix)
        prefix += next(_samples([(op, argument)]), "")


def _samples(tree: Any) -> Iterator[str]:
    """Give a few texts that an expression matches, the plainest first."""
    made = [""]
    for op, argument in tree:
        parts = list(_one(str(op), argument))[:4] or [""]
        made = [text + part for text in made for part in parts][:6]
    yield from dict.fromkeys(made)


def _one(name: str, argument: Any) -> Iterator[str]:
    if name == "LITERAL":
        yield chr(argument)
    elif name == "NOT_LITERAL":
        yield next(sign for sign in _TRIED if ord(sign) != argument)
    elif name == "ANY":
        yield from ("a", " ", "<")
    elif name == "IN":
        yield from _of_class(argument)
    elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, _, body = argument
        for sample in list(_samples(body))[:3]:
            yield sample * max(least, 1)
        if not least:
            yield ""
    elif name == "SUBPATTERN":
        yield from _samples(argument[3])
    elif name == "ATOMIC_GROUP":
        yield from _samples(argument)
    elif name == "BRANCH":
        for branch in argument[1]:
            yield from list(_samples(branch))[:1]


def _of_class(members: Any) -> Iterator[str]:
    """Give characters of a class: its own literals, or what a negated one leaves."""
    written = "".join(_written(members))
    if members and str(members[0][0]) == "NEGATE":
        inside = re.compile(f"[{re.escape(written)}]") if written else None
        kinds = [str(argument) for op, argument in members if str(op) == "CATEGORY"]
        for sign in _TRIED:
            out_of_kinds = all(_CATEGORIES.get(kind) != sign for kind in kinds)
            if out_of_kinds and not (inside and inside.match(sign)):
                yield sign
        return
    yield from dict.fromkeys(written)


def _written(members: Any) -> Iterator[str]:
    for op, argument in members:
        name = str(op)
        if name == "LITERAL":
            yield chr(argument)
        elif name == "RANGE":
            low, high = argument
            yield from (sign for sign in _TRIED if low <= ord(sign) <= high)
            yield chr(low)
        elif name == "CATEGORY":
            yield _CATEGORIES.get(str(argument), "")
