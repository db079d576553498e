"""Requests -> Pages and Failures, many hosts at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpcore2

from newsdigest.edges.http.records import FetchRecord
from newsdigest.models import Failure, Page, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from newsdigest.edges.http.options import FetchOptions


class HttpFetcher:
    """Fetch politely: one connection a host, many hosts at once."""

    def __init__(
        self,
        options: FetchOptions,
        *,
        on_record: Callable[[FetchRecord], None] | None = None,
        parked: Mapping[str, datetime] | None = None,
    ) -> None:
        self._options = options
        self._on_record = on_record
        self._parked = dict(parked or {})

    @property
    def parked(self) -> Mapping[str, datetime]:
        """Return the hosts that asked to be left alone, and until when (aware UTC)."""
        return dict(self._parked)

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        """Yield (position in `requests`, result) once per request, as each is done."""
        for position, request in enumerate(requests):
            yield position, self._one(request)

    def _one(self, request: Request) -> Page | Failure:
        started = time.monotonic()
        try:
            answer = httpcore2.request("GET", request.url, headers=list(request.headers))
        except httpcore2.NetworkError as error:
            return Failure(request.url, "refused", f"could not fetch: {request.url}: {error}")
        if self._on_record:
            spent_ms = round((time.monotonic() - started) * 1000)
            self._on_record(FetchRecord(request.url, answer.status, len(answer.content), spent_ms))
        headers = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
        return Page(
            url=request.url,
            body=answer.content,
            content_type=headers.get(b"content-type", ""),
            status=answer.status,
            final_url=request.url,
        )
