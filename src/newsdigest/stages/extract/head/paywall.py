"""Claims, status and the feed's entry -> whether the page is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.models import Entry
    from newsdigest.stages.extract.page.claims import Claims

_PAYMENT_REQUIRED = 402
_TIERS = {"locked": True, "metered": True, "free": False}
_FULLER = 2.0  # the feed carries this many times the page's words


def find_paywall(found: Claims, status: int, text: str, hint: Entry | None) -> bool | None:
    """Say whether the page is locked, by what it states and shows; None without evidence.

    Claims: HTTP 402, JSON-LD isAccessibleForFree of the article or a part, article:content_tier,
    and a feed that carries far more of the text than the page. Phrases are none.
    """
    if status == _PAYMENT_REQUIRED:
        return True
    if hint and len(hint.content.split()) > _FULLER * len(text.split()):
        return True
    stated = found.record.free
    if False in stated:
        return True
    tier = _TIERS.get(found.meta("article:content_tier").lower())
    if tier is not None:
        return tier
    return False if True in stated else None
