"""Modules that a library imports at its start and seldom asks, loaded when somebody does."""

from __future__ import annotations

import importlib.util
import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


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
def put_off(names: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Let what is imported in the block take functions and classes of modules not loaded yet.

    `names` lists them by their module. In the block, a lower-case one is a function that loads its
    module when it is first called, a capitalised one a class of which nothing is an instance before
    somebody else has loaded its module. A module's other names load it, and so does any name after
    the block: nobody else is given what stands for another. As for `defer`, nothing happens where
    a module is loaded already.
    """
    waiting = {module: _Deferred(module) for module in names if module not in sys.modules}
    for module, deferred in waiting.items():
        own = {name: _stand_in(module, name) for name in names[module]}
        vars(deferred).update({**own, _WAITS: True, **_package(module)})
    sys.modules.update(waiting)
    try:
        yield
    finally:
        for module, deferred in waiting.items():
            if sys.modules.get(module) is deferred:
                _clear(module, deferred, names[module])


def _package(module: str) -> dict[str, object]:
    """Say where a package's modules are, so that one of them can be imported without it.

    Of a module within a package nothing is said: looking for it would load the package.
    """
    spec = None if "." in module else importlib.util.find_spec(module)
    places = spec.submodule_search_locations if spec else None
    return {"__path__": places} if places else {}


def _clear(module: str, deferred: _Deferred, names: Sequence[str]) -> None:
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

    def __instancecheck__(cls, value: object) -> bool:
        """Ask the class itself; where its module is not loaded it has no instances."""
        home = sys.modules.get(cls.__module__)
        if home is None or isinstance(home, _Deferred):
            return False
        return isinstance(value, getattr(home, cls.__name__))
