"""Tree, survey and claims -> the article's blocks, what was left out, and the standfirst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.language.identify import find_language
from newsdigest.models import LeftOut
from newsdigest.stages.extract.body.blocks import Block
from newsdigest.stages.extract.body.draft import Draft, is_prose
from newsdigest.stages.extract.body.handover import hand_over
from newsdigest.stages.extract.body.links import domain_of
from newsdigest.stages.extract.body.machine import KIND, is_inside, machine_written
from newsdigest.stages.extract.body.phrases import labels_of
from newsdigest.stages.extract.body.placing import passed_over, place_blocks, recover_blocks
from newsdigest.stages.extract.body.rules import REPEATS, RULES, judge
from newsdigest.stages.extract.body.standfirst import Opening, find_opening
from newsdigest.stages.extract.head.headline import title_keys
from newsdigest.stages.extract.page.carried import MIN_CHARS, TAG, carried_article
from newsdigest.stages.extract.page.shape import letters
from newsdigest.stages.extract.page.survey import container_of, survey
from newsdigest.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from newsdigest.stages.extract.options import ExtractOptions
    from newsdigest.stages.extract.page.claims import Claims
    from newsdigest.stages.extract.page.survey import Survey

# What is not shown, JSON-LD's text or what scripts carry, is taken only where next to none is.
_NEARLY_EMPTY_CHARS = 200
_LONG_CHARS = 700
_SAMPLE = 30  # letters
_FEW_SAMPLES = 0.1
_MIN_HOUSE = 4  # letters
_TOP_BLOCKS = 6
_HEADLINE_TAGS = frozenset({"h1", "h2"})


@dataclass(frozen=True, slots=True)
class Body:
    """An article's text before it is joined, and what of the page is not in it.

    `apart` says that the standfirst is none of the blocks.
    """

    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...]
    standfirst: str
    language: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a page before its text is read."""

    url: str
    host: str
    title: str
    authors: tuple[str, ...]
    found: Claims
    seen: Survey


def read_page_body(tree: HtmlElement, head: Head, options: ExtractOptions) -> Body:
    """Extract the page's text and judge it. No blocks where there is none."""
    found, seen = head.found, head.seen
    titles = title_keys(found, head.title)
    handed = hand_over(tree, seen)
    placed = place_blocks(seen, handed)
    if _is_scarce(placed.blocks) and (carried := carried_article(tree)) is not None:
        seen = survey(carried)
        placed = place_blocks(seen, hand_over(carried, seen))
    blocks = recover_blocks(seen, _without_headline(placed.blocks, titles), titles)
    language = options.language or _language_of(blocks, found)
    blocks, machine = _without_machines(seen, blocks, language, head.title)
    passed = [(kind, gone) for kind, gone in passed_over(seen, blocks) if gone not in machine]
    opening = find_opening(seen, blocks, titles, found.descriptions)
    if any(clean_line(spot.text) in machine for spot in opening.spots):
        opening = Opening()
    rest = _or_written(_without(blocks, opening), found) if opening.apart else []
    apart = any(is_prose(block.text) for block in rest)
    # Where no prose follows it, the standfirst is all of the article that the page shows.
    blocks = rest if apart else _or_written(_with_opening(blocks, opening), found)
    standfirst = opening.text if apart or (opening.named and not opening.apart) else ""
    names = tuple(letters(name) for name in head.authors)
    labels, written = labels_of(language), letters(_written(found))
    draft = Draft(blocks, titles, names, labels, head.host, written, _houses(head))
    rules = RULES if options.dedupe else tuple(rule for rule in RULES if rule not in REPEATS)
    judged = (*((KIND, text) for text in machine), *judge(draft, rules), *passed)
    told = (standfirst, *(block.text for block in draft.blocks), *(gone for _, gone in judged))
    kept = "".join(letters(block.text) for block in draft.blocks)
    known = "\n".join((*titles, kept, *map(letters, told)))
    silent = _silent(handed, placed.hidden, known)
    left_out = tuple(LeftOut(kind, gone) for kind, gone in (*judged, *silent))
    return Body(tuple(draft.blocks), left_out, standfirst, language, apart)


def _houses(head: Head) -> tuple[str, ...]:
    """Give the letters of the site's names, and of its domain's own part."""
    names = (*head.found.site_names, domain_of(head.host).partition(".")[0])
    return tuple({key: None for name in names if len(key := letters(name)) >= _MIN_HOUSE})


def _language_of(blocks: Sequence[Block], found: Claims) -> str:
    text = "\n".join(block.text for block in blocks)
    return find_language(text, found.language or found.meta("og:locale"))


def _without_machines(
    seen: Survey, blocks: list[Block], language: str, title: str
) -> tuple[list[Block], tuple[str, ...]]:
    """Take out what the page says a machine wrote; give what is left and the texts of all of it."""
    container = container_of(block.spot for block in blocks if block.spot)
    boxes = machine_written(seen, container, language, title)
    texts = [clean_line(spot.text) for spot in seen.spots if is_inside(spot, boxes)]
    own = [block for block in blocks if block.spot is None or not is_inside(block.spot, boxes)]
    return own, tuple(text for text in dict.fromkeys(texts) if text)


def _silent(
    handed: Iterable[tuple[str, str]], hidden: Collection[str], known: str
) -> Iterator[tuple[str, str]]:
    """Name what the extractor gave and neither the article nor what is left out of it holds."""
    for _, text in handed:
        key = letters(text)
        if key and key not in known:
            yield "hidden text" if text in hidden else "site furniture", text


def _without_headline(blocks: Sequence[Block], titles: Sequence[str]) -> list[Block]:
    """Take out the headline itself at the top: it is the title, and no repeat of it."""
    for place, block in enumerate(blocks[:_TOP_BLOCKS]):
        element = block.spot.element if block.spot else None
        if element is not None and element.tag in _HEADLINE_TAGS and letters(block.text) in titles:
            return [*blocks[:place], *blocks[place + 1 :]]
    return list(blocks)


def _without(blocks: Sequence[Block], standfirst: Opening) -> list[Block]:
    """Take the standfirst out of the text's top: it has its own field."""
    keys = {letters(spot.text) for spot in standfirst.spots}
    return [
        block
        for place, block in enumerate(blocks)
        if place >= _TOP_BLOCKS or letters(block.text) not in keys
    ]


def _with_opening(blocks: Sequence[Block], opening: Opening) -> list[Block]:
    """Put back first paragraphs that the extractor passed over."""
    known = "\n".join(letters(block.text) for block in blocks)
    missing = [spot for spot in opening.spots if letters(spot.text) not in known]
    return [*(Block("paragraph", clean_line(spot.text), spot) for spot in missing), *blocks]


def _is_scarce(blocks: Sequence[Block]) -> bool:
    """Say whether a page shows next to no text of its own."""
    return sum(len(block.text) for block in blocks) < _NEARLY_EMPTY_CHARS


def _tells_another(blocks: Sequence[Block], written: str) -> bool:
    """Say whether the page shows next to nothing of a text: other articles, set below its opening.

    Samples of its letters are looked up: O(n) in both texts.
    """
    shown = "".join(letters(block.text) for block in blocks)
    places = range(0, len(written) - _SAMPLE, _SAMPLE * 2)
    told = sum(written[place : place + _SAMPLE] in shown for place in places)
    return told <= _FEW_SAMPLES * len(places)


def _written(found: Claims) -> str:
    """Give the article's text in the page's record, without mark-up."""
    return TAG.sub("\n", found.record.body)


def _or_written(blocks: list[Block], found: Claims) -> list[Block]:
    """Take JSON-LD's articleBody where the page shows next to nothing of it, or it in one lump."""
    written = _written(found)
    lines = [clean for line in written.splitlines() if (clean := clean_line(line))]
    scarce = _is_scarce(blocks) and len(written) >= MIN_CHARS
    scarce = scarce or (len(written) >= _LONG_CHARS and _tells_another(blocks, letters(written)))
    lumped = len(blocks) == 1 and letters(blocks[0].text) == letters(written)
    return [Block("paragraph", line) for line in lines] if scarce or lumped else blocks
