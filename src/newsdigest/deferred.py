"""Modules that a library imports at its start and seldom asks, loaded when somebody does."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


_WAITS = "__waits__"


class _Deferred(ModuleType):
    """Stand for a module until something of it is asked for; then be it."""

    def __getattr__(self, name: str) -> object:
        """Load the module, once; whoever holds this one has all that is in it from then on."""
        own = self.__name__
        # What the import system asks of anything, and of what waits whether it is a package.
        if name.startswith("__") and (name != "__path__" or vars(self).get(_WAITS)):
            raise AttributeError(name)
        if sys.modules.get(own) is self:
            del sys.modules[own]
        loaded = importlib.import_module(own)
        self.__dict__.update(loaded.__dict__)
        return getattr(loaded, name)


def defer(name: str) -> None:
    """Put off loading a module that others import at their start and may never ask.

    For everybody else it stays the module it is: the first look at it loads it whole. Nothing
    happens where it is loaded already. A module that is not installed raises ImportError only
    when it is asked for: name none that may be missing.
    """
    sys.modules.setdefault(name, _Deferred(name))


@contextmanager
def put_off(names: Mapping[str, Sequence[str] | Mapping[str, object]]) -> Iterator[None]:
    """Let what is imported in the block take functions and classes of modules not loaded yet.

    `names` lists them by their module. In the block, a lower-case one is a function that loads its
    module when it is first called, a capitalised one a class of which nothing is an instance before
    its module is loaded, which asking for something of the class does. Where `names` is a mapping,
    its values stand for its names. A module's other names load it, and so does any name after
    the block: nobody else is given what stands for another. As for `defer`, nothing happens where
    a module is loaded already.
    """
    waiting = {module: _Deferred(module) for module in names if module not in sys.modules}
    for module, deferred in waiting.items():
        given = names[module]
        own = (
            {**given}
            if isinstance(given, Mapping)
            else {name: _stand_in(module, name) for name in given}
        )
        vars(deferred).update({**own, _WAITS: True, **_package(module)})
    sys.modules.update(waiting)
    try:
        yield
    finally:
        for module, deferred in waiting.items():
            if sys.modules.get(module) is deferred:
                _clear(module, deferred, names[module])


def installed_release(package: str) -> str:
    """Tell the release of a package being imported: in place of `importlib.metadata.version`.

    It stands in the name of the folder that an installer writes beside the package. What reads it
    otherwise loads the whole of `email` and `zipfile`; it is asked where there is no such folder,
    or more than one. PackageNotFoundError as there, KeyError where nothing imports the package.
    """
    beside = os.path.dirname(*sys.modules[package].__path__)
    ends = (f"{package}-", ".dist-info")
    found = [n for n in os.listdir(beside) if n.startswith(ends[0]) and n.endswith(ends[1])]  # noqa: PTH208
    if len(found) != 1:
        # Another name of the module than the one that may be put off.
        release: str = importlib.import_module("importlib.metadata").distribution(package).version
        return release
    return found[0].removeprefix(ends[0]).removesuffix(ends[1])


def _package(module: str) -> dict[str, object]:
    """Say where a package's modules are, so that one of them can be imported without it.

    Of a module within a package nothing is said: looking for it would load the package.
    """
    spec = None if "." in module else importlib.util.find_spec(module)
    places = spec.submodule_search_locations if spec else None
    return {"__path__": places} if places else {}


def _clear(module: str, deferred: _Deferred, names: Iterable[str]) -> None:
    """Take the stand-ins out, and hang a module on its package, as loading it would have.

    Where the package is not loaded either, nothing waits: who imports the module loads both.
    """
    for name in (*names, _WAITS, "__path__"):
        vars(deferred).pop(name, None)
    package, _, own = module.rpartition(".")
    if package in sys.modules:
        setattr(sys.modules[package], own, deferred)
    elif package:
        del sys.modules[module]


def _stand_in(module: str, name: str) -> object:
    return (
        _Class(name, (), {"__module__": module}) if name[0].isupper() else _function(module, name)
    )


def _function(module: str, name: str) -> Callable[..., object]:
    def call(*args: Any, **kwargs: Any) -> object:  # noqa: ANN401 whatever the function takes
        found: object = getattr(importlib.import_module(module), name)(*args, **kwargs)
        return found

    call.__name__ = call.__qualname__ = name
    call.__module__ = module
    return call


class _Class(type):
    """Stand for a class of a module that may never be loaded: to be asked for its instances."""

    def __getattr__(cls, name: str) -> object:
        """Ask the class itself, and load its module for that."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(getattr(importlib.import_module(cls.__module__), cls.__name__), name)

    def __instancecheck__(cls, value: object) -> bool:
        """Ask the class itself; where its module is not loaded it has no instances."""
        home = sys.modules.get(cls.__module__)
        if home is None or isinstance(home, _Deferred):
            return False
        return isinstance(value, getattr(home, cls.__name__))
