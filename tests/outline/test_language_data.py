"""The word lists are TOML, and are read as TOML reads them."""

import tomllib
from pathlib import Path

import pytest

import newsdigest.outline
from newsdigest.outline.language import KNOWN, _read

DATA = Path(newsdigest.outline.__file__).parent / "data"


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.toml")))
def test_a_word_list_is_read_as_toml_reads_it(name: str) -> None:
    assert _read(name) == tomllib.loads((DATA / name).read_text("utf-8"))


def test_every_known_language_has_a_list() -> None:
    assert {f"{code}.toml" for code in KNOWN} <= {path.name for path in DATA.glob("*.toml")}
