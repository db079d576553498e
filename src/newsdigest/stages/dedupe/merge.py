"""Signatures -> labels: which articles tell one story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.stages.dedupe.options import DEFAULT, DedupeOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.models import Signature


def merge(signatures: Sequence[Signature], options: DedupeOptions = DEFAULT) -> tuple[int, ...]:
    """Label each signature with the position of its story's first one.

    n signatures -> n labels; equal labels are one story. The partition does not depend on order.
    """
    if not options.dedupe:
        return tuple(range(len(signatures)))
    first: dict[str, int] = {}
    return tuple(
        first.setdefault(one.title_key or one.key, at) for at, one in enumerate(signatures)
    )
