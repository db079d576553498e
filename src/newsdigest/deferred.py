"""A module that is imported by a library of ours, and loaded when somebody first asks it."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType


class _Deferred(ModuleType):
    """Stand for a module until something of it is asked for; then be it."""

    def __getattr__(self, name: str) -> object:
        """Load the module, once; whoever holds this one has all that is in it from then on."""
        own = self.__name__
        if name.startswith("__") and name != "__path__":  # what the import system asks of anything
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
