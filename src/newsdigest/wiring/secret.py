"""A variable of the environment -> the secret it holds, or what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_secret(name: str, environ: Mapping[str, str], what: str, example: str = "…") -> str:
    """Read a secret, without the white space at its ends.

    ConfigError, which begins with `what` and never says what the variable holds, where it is not
    set or holds nothing: to a server that were a wrong secret, and its owner would look there.
    """
    if secret := environ.get(name, "").strip():
        return secret
    why = "the variable is empty" if name in environ else "the variable is not set"
    raise ConfigError(what, name, why, f"export {name}={example}")
