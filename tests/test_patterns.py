"""Patterns that wait to be compiled: the same answers, and none of them is wrong."""

import pkgutil
import re
from importlib import import_module

import pytest

import newsdigest
from newsdigest.patterns import Uncompiled, regex


def test_a_pattern_answers_as_a_compiled_one_does() -> None:
    given, compiled = regex(r"(\d)(x?)", re.IGNORECASE), re.compile(r"(\d)(x?)", re.IGNORECASE)
    text = "a1X b2"
    assert given.findall(text) == compiled.findall(text)
    assert given.sub("-", text) == compiled.sub("-", text)
    assert given.split(text) == compiled.split(text)
    assert [m.span() for m in given.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert (given.pattern, given.flags) == (compiled.pattern, compiled.flags)
    found = given.search(text, 3)
    assert found is not None
    assert found.re == compiled


def test_a_pattern_is_compiled_once_and_on_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    compiled = re.compile(rb"\d")

    def compile_(*given: object) -> re.Pattern[bytes]:
        made.append(given)
        return compiled

    monkeypatch.setattr(re, "compile", compile_)
    pattern = regex(rb"\d")
    assert made == []
    assert pattern.match(b"1")
    assert pattern.match(b"2")
    assert pattern.search(b"3")
    assert len(made) == 1


def modules() -> list[str]:
    found = pkgutil.walk_packages(newsdigest.__path__, "newsdigest.")
    return [one.name for one in found if "__main__" not in one.name and "corpus" not in one.name]


def test_every_waiting_pattern_of_the_package_is_a_good_one() -> None:
    waiting = [
        value
        for name in modules()
        for value in vars(import_module(name)).values()
        if isinstance(value, Uncompiled)
    ]
    assert len(waiting) > 100
    for one in waiting:
        one.__getattr__("search")
