"""No text of a feed or a page, however it is encoded, becomes one that steers or hides.

A part of the cases runs each time; NEWSDIGEST_FUZZ=10000 runs that many of each kind.
"""

import os
import re
from typing import Any

from tests.stages import hostile_texts
from tests.stages.render.test_door import texts

from newsdigest import wiring
from newsdigest.errors import NewsdigestError
from newsdigest.models import Page
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.read import digest_pages
from newsdigest.stages.feeds.parse import parse
from newsdigest.stages.render.formats import FORMATS, renderer
from newsdigest.stages.render.view import View

CASES = int(os.environ.get("NEWSDIGEST_FUZZ", "150"))
STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u00ad\u200b\ufeff\ufffe\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def leaves(noun: Any) -> list[str]:
    """Give every text in a noun."""
    found = []
    for path in texts(noun):
        value = noun
        for step in path:
            value = value[step] if isinstance(step, int) else getattr(value, step)
        found.append(value)
    return found


def steering(seed: int, noun: Any) -> list[str]:
    """Give the texts of a noun that steer, with the seed that made them."""
    return [f"{seed}: {text!r}" for text in leaves(noun) if STEERS.search(text.replace("\n", ""))]


def test_no_text_of_a_feed_steers() -> None:
    read, wrong = 0, list[str]()
    for seed in range(CASES):
        try:
            feed = parse(Page("https://a.test/feed", hostile_texts.feed(seed)))
        except NewsdigestError:
            continue
        read += 1
        wrong += steering(seed, feed)
    assert wrong == []
    assert read > CASES // 2


def test_no_text_of_a_page_steers_and_no_page_is_lost_for_one() -> None:
    wrong, lost = list[str](), list[str]()
    for seed in range(max(CASES // 3, 1)):
        page = Page("https://a.test/x", hostile_texts.page(seed))
        digest = digest_pages([("x", page)], wiring.in_process, StageOptions())
        wrong += steering(seed, digest)
        if page.body.count(b"<!--") == page.body.count(b"-->"):  # else the rest is a comment
            lost += [f"{seed}: {failed.message}" for failed in digest.failures]
        if seed % 10 == 0:
            for name, row in FORMATS.items():
                drawn = renderer(name)(digest, View())
                if not row.binary:
                    assert not STEERS.search(str(drawn).replace("\n", "")), (seed, name)
    assert wrong == []
    assert lost == []
