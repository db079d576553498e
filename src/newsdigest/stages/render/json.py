"""Digest -> JSON, one document, UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsdigest.codec import digest_to_json

if TYPE_CHECKING:
    from newsdigest.models import Digest
    from newsdigest.stages.render.view import View


def render(digest: Digest, view: View) -> str:
    """Draw the published shape (see `newsdigest.codec`); the view changes nothing of it."""
    del view
    return json.dumps(digest_to_json(digest), ensure_ascii=False, indent=2) + "\n"
