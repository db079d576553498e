"""README.md -> the same text for the registry, whose page has no folder beside it.

Links and pictures that lead into the project get its address, which stands once, in pyproject.toml.
"""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"(!?)(\[[^\]]*\]\()(?![a-z]+:|#)([^)\s]+)\)")


def absolute(text: str, home: str) -> str:
    """Give every link into the project its address; a picture's is of the file itself."""

    def led(found: re.Match[str]) -> str:
        kind = "raw" if found[1] else "blob"
        return f"{found[1]}{found[2]}{home}/{kind}/main/{found[3]})"

    return LINK.sub(led, text)


class CustomMetadataHook(MetadataHookInterface):
    """Give the long description while a distribution is built."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the field that pyproject.toml calls dynamic."""
        text = Path(self.root, "README.md").read_text("utf-8")
        home = str(metadata["urls"]["Homepage"])
        metadata["readme"] = {"content-type": "text/markdown", "text": absolute(text, home)}
