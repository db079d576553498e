"""A package of somebody else adds a method or a format by its entry points alone."""

import sys
from importlib.metadata import EntryPoint, EntryPoints
from types import ModuleType

import pytest

import newsdigest
from newsdigest.errors import UsageError
from newsdigest.stages.render.formats import FORMATS
from newsdigest.wiring import plugins

TEXT = (
    "The city of Elmstad opened a new bridge over the Elm river on Monday. "
    "Work on it took four years and 40 million euros of the region's money. "
    "Engineers from three countries built the piers in the cold water of two winters. "
    "Traders in Mill Lane expect twice as many customers from the northern villages. "
    "Buses will cross every ten minutes between six in the morning and midnight. "
    "Ana Ruiz, the mayor, opened a school in the hills on Friday."
)


@pytest.fixture
def extras(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An installed package `elm_extras` with a method, a format of text and one of bytes."""
    numbered, packed, methods = (
        ModuleType(f"elm_extras.{name}") for name in ("numbered", "packed", "methods")
    )
    vars(numbered).update(render=lambda digest, view: f"{digest.title} {view.width}", SUFFIX=".num")
    vars(packed).update(render=lambda digest, _view: digest.title.encode(), BINARY=True)
    vars(methods).update(last=lambda sentences: range(len(sentences)))
    for module in (numbered, packed, methods):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    declared = EntryPoints(
        [
            EntryPoint("numbered", "elm_extras.numbered", plugins.FORMATS_GROUP),
            EntryPoint("packed", "elm_extras.packed", plugins.FORMATS_GROUP),
            EntryPoint("last", "elm_extras.methods:last", plugins.METHODS_GROUP),
        ]
    )
    monkeypatch.setattr(plugins, "entry_points", declared.select)
    for name in ("numbered", "packed"):
        monkeypatch.delitem(FORMATS, name, raising=False)
    return methods


@pytest.mark.usefixtures("extras")
def test_a_format_of_another_package_draws_a_digest_and_names_its_files() -> None:
    digest = newsdigest.digest_text(TEXT)
    title = digest.title
    try:
        assert newsdigest.render(digest, "numbered", width=40) == f"{title} 40"
        assert newsdigest.render_bytes(digest, "packed") == title.encode()
        assert (FORMATS["numbered"].suffix, FORMATS["numbered"].binary) == (".num", False)
        assert (FORMATS["packed"].suffix, FORMATS["packed"].binary) == (".txt", True)
    finally:
        for name in ("numbered", "packed"):
            FORMATS.pop(name, None)


@pytest.mark.usefixtures("extras")
def test_a_method_of_another_package_chooses_the_points() -> None:
    [telling] = newsdigest.digest_text(TEXT, points=1, method="last").tellings
    assert [point.text for point in telling.key_points] == [TEXT.rpartition("midnight. ")[2]]


@pytest.mark.usefixtures("extras")
def test_a_name_that_no_package_has_is_refused_with_those_that_are_there() -> None:
    digest = newsdigest.digest_text(TEXT)
    with pytest.raises(UsageError, match="wrong format: scroll: there is none of this name"):
        newsdigest.render(digest, "scroll")
    with pytest.raises(UsageError, match="wrong method: first: there is none of this name"):
        newsdigest.digest_text(TEXT, method="first")


def test_a_digest_comes_back_from_its_json_and_other_json_is_refused() -> None:
    digest = newsdigest.digest_text(TEXT)
    text = newsdigest.render(digest, "json")
    assert newsdigest.from_json(text) == newsdigest.from_json(newsdigest.to_json(digest))
    assert newsdigest.from_json(text).tellings[0].story == digest.tellings[0].story
    assert newsdigest.render(newsdigest.from_json(text)) == newsdigest.render(digest)
    for wrong in ("{", "[]", "{}", "3"):
        with pytest.raises(UsageError, match="cannot read the digest: its JSON: it is not of the"):
            newsdigest.from_json(wrong)


def test_a_number_of_points_below_one_is_refused() -> None:
    with pytest.raises(UsageError, match="wrong points: 0: it must be a number from 1 on"):
        newsdigest.digest_text(TEXT, points=0)
