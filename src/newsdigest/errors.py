"""What can go wrong, split by who can act on it.

A message reads ``what: which: why``; `hint` says what to do. Errors hold plain strings, so they
survive pickling, and import nothing.

NewsdigestError
├── UsageError     the command line was wrong                exit 2
├── ConfigError    the configuration was wrong               exit 2
├── FetchError     a page could not be had                   exit 1
├── FeedError      a feed could not be read                  exit 1
├── ExtractError   a page or text held no article            exit 1
├── StoreError     state or output could not be kept         exit 1
└── LockedError    another run holds the lock                exit 75
"""

from __future__ import annotations

from typing import ClassVar


class NewsdigestError(Exception):
    """Say what failed, which thing, why, and what to do.

    Args:
        what: the act that failed, "could not fetch".
        which: the thing it failed on: a URL, a path, a key.
        why: the reason, in words a reader can act on.
        hint: what to do, printed after "Try: "; may be empty.
        kind: a short stable class of failure ("timeout", "gone"), for JSON and for tests.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, which: str, why: str, hint: str = "", kind: str = "") -> None:
        super().__init__(what, which, why, hint, kind)
        self.what = what
        self.which = which
        self.why = why
        self.hint = hint
        self.kind = kind or type(self).__name__.removesuffix("Error").lower()

    def __str__(self) -> str:
        return ": ".join(part for part in (self.what, self.which, self.why) if part)


class UsageError(NewsdigestError):
    """The command line asked for something that cannot be."""

    exit_code = 2


class ConfigError(NewsdigestError):
    """The configuration file or an environment variable is wrong."""

    exit_code = 2


class FetchError(NewsdigestError):
    """A page could not be had from the network or the cache."""


class FeedError(NewsdigestError):
    """A feed was fetched but could not be read."""


class ExtractError(NewsdigestError):
    """A page or a text was had, but holds no article."""


class StoreError(NewsdigestError):
    """State or output could not be read or kept."""


class LockedError(NewsdigestError):
    """Another run holds the lock."""

    exit_code = 75
