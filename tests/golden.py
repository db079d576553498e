"""Golden files: what a case gave when somebody last looked at it.

NEWSDIGEST_GOLDEN=write rewrites them; the diff is then reviewed like code.
"""

import json
import os
from pathlib import Path
from typing import Any


def check(path: Path, got: str) -> None:
    """Compare a text with its golden file, or rewrite the file where that is asked for."""
    if os.environ.get("NEWSDIGEST_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(got, "utf-8")
    assert got == path.read_text("utf-8"), f"{path} differs"


def check_json(path: Path, got: Any) -> None:
    """Compare a plain value with its golden file."""
    check(path, json.dumps(got, ensure_ascii=False, indent=1) + "\n")
