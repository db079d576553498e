"""What one request to a server came to, for whoever watches the run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One request sent, or one page taken from the cache.

    `url` is safe to print. `status` is 0 where no answer came; `size` counts bytes after
    decompression; `note` names a cache hit, a redirect's goal or what went wrong.
    """

    url: str
    status: int
    size: int
    elapsed_ms: int
    from_cache: bool = False
    note: str = ""
