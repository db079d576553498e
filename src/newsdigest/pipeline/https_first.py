"""Addresses typed without a scheme: https is asked, then, where it is not spoken, http.

Only where nothing answers, or what answers is no TLS: a certificate that is not valid is no reason
to go on without one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newsdigest.models import Failure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from newsdigest.models import Page, Request
    from newsdigest.ports import Fetcher

NOT_SPOKEN: Final = frozenset({"refused", "no tls"})
"""Kinds of failures that say that https is not there."""


def plainly(url: str) -> str:
    """Give the same address by http."""
    return f"http://{url.removeprefix('https://')}"


class HttpsFirst:
    """A fetcher that asks again by http where `guessed` addresses answer to no https."""

    def __init__(self, fetcher: Fetcher, guessed: Collection[str]) -> None:
        self._fetcher = fetcher
        self._guessed = frozenset(guessed)

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        """Yield (position, result) once per request; what fails both ways fails as it did first."""
        failed: dict[int, Failure] = {}
        for number, page in self._fetcher.fetch(requests):
            again = isinstance(page, Failure) and page.kind in NOT_SPOKEN
            if again and requests[number].url in self._guessed:
                assert isinstance(page, Failure)  # noqa: S101 as was asked
                failed[number] = page
            else:
                yield number, page
        if not failed:
            return
        places = [*failed]
        plain = [replace(requests[at], url=plainly(requests[at].url)) for at in places]
        for at, page in self._fetcher.fetch(plain):
            yield places[at], failed[places[at]] if isinstance(page, Failure) else page
