"""A port -> the sample newsroom that stands there."""

from __future__ import annotations

from newsdigest.edges.demo.server import Newsroom


def newsroom(port: int) -> Newsroom:
    """Open the sample newsroom on a port of this machine; 0 takes any that is free.

    UsageError where the port cannot be had.
    """
    return Newsroom(port)
