"""Package data is read by the loader that loaded the package."""

import sys
import types
from importlib.machinery import ModuleSpec

import pytest

from newsdigest.package_data import package_text


def test_a_text_of_a_package_is_read() -> None:
    assert "the" in package_text("newsdigest.language", "data/en/stop_words.txt").split()


def test_a_text_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(FileNotFoundError):
        package_text("newsdigest.language", "data/xx/stop_words.txt")


def test_a_package_without_a_loader_has_no_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = types.ModuleType("bare")
    bare.__spec__ = ModuleSpec("bare", loader=None)
    monkeypatch.setitem(sys.modules, "bare", bare)
    with pytest.raises(FileNotFoundError):
        package_text("bare", "x.txt")
