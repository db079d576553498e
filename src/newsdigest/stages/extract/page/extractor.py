"""The one place that names trafilatura, and what is done where a release lacks a part of it.

Its steps are called one by one, which its own front door does not offer; no release promises that
they stay. Where one is missing, the front door is taken: slower, and read with all its opinions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.deferred import defer, installed_release, put_off

# trafilatura imports at its start a language model (and numpy for it), a downloader, and libraries
# that mend addresses, find dates, guess encodings and give a third opinion of a page. Few pages ask
# for a date, an encoding or that opinion, and none for the rest. All that is more than half of the
# start of a page; it is put off, not taken from anybody: whoever asks for one of them has it
# (docs/decisions.md).
_SELDOM: dict[str, Sequence[str] | Mapping[str, object]] = {
    "argparse": ("Namespace",),
    "charset_normalizer": ("from_bytes",),
    "courlan": (
        *("extract_domain", "fix_relative_urls", "get_base_url", "is_valid_url"),
        *("normalize_url", "validate_url"),
    ),
    "hashlib": ("blake2b",),
    "htmldate": ("find_date",),
    "importlib.metadata": {"version": installed_release},
    "justext.core": ("ParagraphMaker", "classify_paragraphs", "revise_paragraph_classification"),
    "justext.utils": ("get_stoplist", "get_stoplists"),
    "trafilatura.downloads": ("fetch_response", "fetch_url"),
    "urllib.request": (),
    "urllib3.response": ("HTTPResponse",),
}
defer("py3langid")
with put_off(_SELDOM):
    import trafilatura
    from trafilatura.settings import Document, Extractor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import ModuleType
    from typing import Any

    from lxml.etree import _Element
    from lxml.html import HtmlElement

PLAIN = Extractor(output_format="txt", comments=False)
"""How a page is read: its text in blocks, without comments."""

_STEPS = {
    "prune": ("htmlprocessing", "prune_unwanted_nodes"),
    "clean": ("htmlprocessing", "tree_cleaning"),
    "convert": ("htmlprocessing", "convert_tags"),
    "extract": ("main_extractor", "extract_content"),
    "raw_unwanted": ("xpaths", "RAW_TREE_PRUNE_XPATH"),
    "comments": ("xpaths", "REMOVE_COMMENTS_AND_LISTS_XPATH"),
    "longer_by": ("core", "ESCALATION_ACCEPT_RATIO"),
    "sparse_below": ("core", "ESCALATION_MAX_LENGTH"),
    "sparse_share": ("core", "ESCALATION_PAGE_SHARE"),
}


class Steps(NamedTuple):
    """The extractor's first reading in steps, and when it would take a second opinion.

    `longer_by`: how many times longer that has to be. `sparse_below` characters and
    `sparse_share` of the page's prose tell where its own first reading is thought too short.
    """

    prune: Callable[[HtmlElement, Any], HtmlElement]
    clean: Callable[[HtmlElement, Extractor], HtmlElement]
    convert: Callable[[HtmlElement, Extractor], HtmlElement]
    extract: Callable[[HtmlElement, Extractor], tuple[_Element, str]]
    raw_unwanted: Any
    comments: Any
    longer_by: float
    sparse_below: int
    sparse_share: float

    def read(self, tree: HtmlElement) -> tuple[_Element, str]:
        """Read a page as the extractor does first; the tree is changed. ValueError as lxml's."""
        for unwanted in (self.raw_unwanted, self.comments):
            self.prune(tree, unwanted)
        return self.extract(self.convert(self.clean(tree, PLAIN), PLAIN), PLAIN)


def load_steps(load: Callable[[str], ModuleType] = import_module) -> Steps | None:
    """Gather the steps from trafilatura's modules; None where this release lacks one."""
    try:
        found = {
            step: getattr(load(f"trafilatura.{module}"), name)
            for step, (module, name) in _STEPS.items()
        }
    except (ImportError, AttributeError):
        return None
    return Steps(**found)


STEPS = load_steps()
"""None where the release that is installed lacks one of them."""


def every_opinion(tree: HtmlElement) -> _Element | None:
    """Read a page with all that the extractor has; None where it finds no article."""
    document = trafilatura.bare_extraction(tree, options=PLAIN)
    return document.body if isinstance(document, Document) else None


def mend(text: str, opening: str) -> str:
    """Mend what stands wrong before a page's own markup, as far as this release does."""
    repair = getattr(import_module("trafilatura.utils"), "repair_faulty_html", None)
    return repair(text, opening) if repair else text
