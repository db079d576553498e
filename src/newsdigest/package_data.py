"""A package and a name in it -> the text that comes with the program."""

from __future__ import annotations

import pkgutil


def package_text(package: str, name: str) -> str:
    """Read one text of package data; FileNotFoundError where there is none.

    Not `importlib.resources`: it loads zipfile, tempfile and random on the way, 6 of the 130 ms
    that a whole run over one text takes. `pkgutil` asks the same loader.
    """
    data = pkgutil.get_data(package, name)
    if data is None:
        raise FileNotFoundError(name)
    return data.decode("utf-8")
