"""Plain text -> Article.

The same rules as for a page, as far as a text has what they look at: repeats, labels, bylines,
credits and pull quotes. Structure is the text's own: blank lines, line breaks, or both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.errors import ExtractError
from newsdigest.language.identify import find_language
from newsdigest.models import Article, LeftOut
from newsdigest.patterns import regex
from newsdigest.stages.extract.body.blocks import Block, join_blocks
from newsdigest.stages.extract.body.draft import Draft
from newsdigest.stages.extract.body.phrases import labels_of
from newsdigest.stages.extract.body.rules import REPEATS, TEXT_RULES, judge
from newsdigest.stages.extract.head.agency import find_agency
from newsdigest.stages.extract.head.title import clean_title
from newsdigest.stages.extract.mojibake import unescaped
from newsdigest.stages.extract.options import DEFAULTS
from newsdigest.stages.extract.page.shape import letters
from newsdigest.text.clean import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.stages.extract.options import ExtractOptions

# A hard-wrapped text breaks its lines within a narrow band; a line per paragraph does not.
_MIN_WRAPPED_LINES = 4
_MIN_WRAP, _MAX_WRAP = 40, 100
_WRAP_SLACK = 30
_BULLET = regex(r"^(?:[-*•–]|\d{1,2}[.)])\s+(?=\S)")
_HEADING = regex(r"^#{1,6}\s+")
_MAX_TITLE = 200
_MAX_RAW_TITLE = 1000  # with the names of sections and the site; longer ones are no headlines
_MAX_HEADING = 90
# A headline may ask or call; a full stop ends a sentence of the text.
_ASKS = ("?", "!", "？", "！", "؟")
# Marks close either way round and may stand off: „… .“, « … . », »… .«
_SENTENCE_END = regex(r"[.!?…。！？]\s?[\"'”’»“‘«›‹)\]」』]*$")


def extract_text(text: str, options: ExtractOptions = DEFAULTS, source: str = "") -> Article:
    """Read plain text as an article.

    The title is the first line if that reads as a headline, "" otherwise: then the text is all
    body. Lines stay as they are written, but for white space; hard-wrapped lines are joined by
    spaces. Raises ExtractError where the text holds no words.
    """
    blocks = list(_blocks(clean_text(unescaped(text)).split("\n")))
    if not any(letters(block.text) for block in blocks):
        raise ExtractError(
            "could not read an article", source, "the text is empty", "pass its words", "empty"
        )
    title, blocks = _take_title(blocks)
    language = options.language or find_language("\n".join(block.text for block in blocks))
    keys = (letters(title),) if title else ()
    draft = Draft(list(blocks), keys, (), labels_of(language))
    rules = tuple(rule for rule in TEXT_RULES if options.dedupe or rule not in REPEATS)
    left_out = tuple(LeftOut(kind, gone) for kind, gone in judge(draft, rules))
    kept = draft.blocks or blocks
    body, paragraphs = join_blocks(kept)
    credit_lines = [out.text for out in left_out if out.kind == "agency credit"]
    return Article(
        title=title,
        text=body,
        paragraphs=paragraphs,
        url=source,
        agency=find_agency((), kept[0].text, credit_lines),
        language=language,
        left_out=left_out if draft.blocks else (),
    )


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Cut lines into blocks: each line one, unless the text is hard-wrapped."""
    group: list[str] = []
    for line in (*lines, ""):
        clean = clean_line(line)
        if clean:
            group.append(clean)
            continue
        yield from (_block(one, alone=len(group) == 1) for one in _unwrapped(group))
        group = []


def _unwrapped(group: Sequence[str]) -> Iterator[str]:
    """Join lines that were broken at a margin; lines that are paragraphs stay apart.

    Wrapped are lines of about one length, few of which end a sentence; the last may be short.
    """
    widths = [len(line) for line in group[:-1]]
    if len(group) < _MIN_WRAPPED_LINES - 1 or not _wrapped(group, widths):
        yield from group
        return
    start = 0
    for place, line in enumerate(group):
        if place and _BULLET.match(line):
            yield " ".join(group[start:place])
            start = place
    yield " ".join(group[start:])


def _wrapped(group: Sequence[str], widths: Sequence[int]) -> bool:
    widest = max(widths)
    ended = sum(bool(_SENTENCE_END.search(line)) for line in group[:-1])
    even = all(width >= widest - _WRAP_SLACK for width in widths)
    return _MIN_WRAP <= widest <= _MAX_WRAP and even and 2 * ended <= len(widths)


def _block(line: str, *, alone: bool) -> Block:
    """Give a line its kind: one that stands alone, short and unfinished, is a heading."""
    if _BULLET.match(line):
        return Block("list item", line)
    short = len(line) <= _MAX_HEADING and not re.search(r"[.!?…。！？:;,\"'”’»]$", line)
    heading = _HEADING.match(line) or (alone and short)
    return Block("heading" if heading else "paragraph", _HEADING.sub("", line))


def _take_title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """Take the first line as the title if it reads as a headline: short, no sentence, text below.

    One that asks or calls is a headline where it is no longer than a heading and more follows it.
    A first line that is a longer sentence is a headline only if a later line tells it again.
    One that ends in a colon announces the next.
    """
    if len(blocks[0].text) > _MAX_RAW_TITLE:
        return "", blocks
    first = clean_title(blocks[0].text)
    key = letters(first)
    again = any(key and key in letters(block.text) for block in blocks[1:4])
    asks = len(first) <= _MAX_HEADING and first.endswith(_ASKS) and len(blocks) > 1
    asks = asks and len(blocks[1].text) > len(first)
    headline = asks or (len(first) <= _MAX_TITLE and not _SENTENCE_END.search(first))
    headline = headline and not first.endswith((":", "："))
    if len(blocks) > 1 and (headline or (again and len(first) <= _MAX_TITLE)):
        return first, blocks[1:]
    return "", blocks
