"""Short texts, by phenomenon and language, with every quote they hold."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsdigest.stages.quotes.find import find_quotes

HERE = Path(__file__).parent / "cases"


def _cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            language = case.get("language", path.stem)
            found.append(pytest.param(language, case, id=f"{language}: {case['name']}"))
    return found


@pytest.mark.parametrize(("language", "case"), _cases())
def test_the_quotes_of_a_case_are_found_and_named(language: str, case: dict[str, Any]) -> None:
    found = find_quotes(case["text"], language)
    notes = {row[1]: row[2] for row in case["quotes"] if len(row) > 2}
    assert [[q.speaker, q.text] for q in found] == [row[:2] for row in case["quotes"]]
    for quote in found:
        note = notes.get(quote.text, "")
        assert quote.recovered == (note == "recovered")
        assert quote.kind == (note if note in ("indirect", "mixed") else "direct")
        if note.startswith("as "):
            assert quote.description == note.removeprefix("as ")


@pytest.mark.parametrize(
    "language", ["cs", "da", "de", "en", "es", "fr", "it", "ja", "nl", "no", "pl", "pt", "ru", "sv"]
)
def test_there_are_cases_enough_to_speak_of_a_language(language: str) -> None:
    cases = tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))["case"]
    assert len({case["text"] for case in cases}) >= 30
