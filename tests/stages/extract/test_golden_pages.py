"""Each folder of tests/data/extract is a page with its kind of damage, and what is read from it."""

from pathlib import Path
from typing import Any

import pytest
from tests.golden import check_json

from newsdigest.codec import to_plain
from newsdigest.errors import ExtractError
from newsdigest.models import Page
from newsdigest.stages.extract.html import extract

ROOT = Path(__file__).parents[3]
CASES = sorted(path.parent for path in (ROOT / "tests/data/extract").glob("*/page.html"))
SAMPLES = sorted((ROOT / "samples").glob("*.html"))


def read(page: Path, url: str) -> dict[str, Any]:
    try:
        article = extract(Page(url, page.read_bytes()))
    except ExtractError as error:
        return {"error": error.kind, "why": error.why, "hint": error.hint}
    for paragraph in article.paragraphs:
        text = article.text[paragraph.start : paragraph.end]
        assert text == text.strip() != ""
    plain: dict[str, Any] = to_plain(article)
    return plain


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_gives_what_it_gave_when_somebody_last_looked(case: Path) -> None:
    check_json(case / "expected.json", read(case / "page.html", f"https://{case.name}.example/n/1"))
