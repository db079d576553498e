"""Requests -> Pages and Failures, many hosts at once, behind a plain iterator.

The event loop runs in a thread of its own, so that reading goes on, and clocks stay honest, while
the caller is busy with the page before.
"""

from __future__ import annotations

import asyncio
import threading
import time
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from newsdigest.edges.cache import PageCache
from newsdigest.edges.http.dial import look_up
from newsdigest.edges.http.exchange import Client
from newsdigest.edges.http.options import MIB
from newsdigest.edges.http.parked import load_parked, save_parked
from newsdigest.edges.http.proxies import Proxies
from newsdigest.edges.http.run import FetchRun, Memory
from newsdigest.edges.http.turns import Turns
from newsdigest.models import Failure, Page, Request
from newsdigest.ports import FetchRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from newsdigest.edges.http.job import Job
    from newsdigest.edges.http.options import FetchOptions

# Results that nobody has taken yet; beyond this no new request begins.
_MOST_UNTAKEN: Final = 24 * MIB
_STOP_S: Final = 0.5  # how long an interrupted run may take to hang up


class HttpFetcher:
    """Fetch politely: one connection a host, many hosts at once.

    One call at a time. What was learned of the servers (gaps, robots.txt, who asked to be left
    alone) holds for the fetcher's life.

    Args:
        options: bounds and manners.
        on_record: called in the caller's thread with a line per request sent or page recalled.
        parked: servers that asked to be left alone in an earlier run, and until when.
        resolve: name and port -> addresses; for tests.
        proxies: scheme -> proxy URL; None takes the environment's.
    """

    def __init__(
        self,
        options: FetchOptions,
        *,
        on_record: Callable[[FetchRecord], None] | None = None,
        parked: Mapping[str, datetime] | None = None,
        resolve: Callable[[str, int], Sequence[str]] = look_up,
        proxies: Mapping[str, str] | None = None,
    ) -> None:
        self._options = options
        self._on_record = on_record
        self._resolve = resolve
        self._proxies = Proxies(proxies)
        cache = None
        if options.cache_dir:
            cache = PageCache(
                options.cache_dir,
                max_bytes=options.cache_bytes,
                max_age_s=options.cache_age_s,
                fresh_s=options.fresh_s,
            )
        turns: Turns[Job] = Turns(options.hosts_in_parallel, options.gap_s)
        known = load_parked(options.parked_file) if options.parked_file else {}
        self._memory = Memory(turns, cache, known | dict(parked or {}))

    @property
    def parked(self) -> Mapping[str, datetime]:
        """Return the servers that asked to be left alone, and until when (aware UTC)."""
        return dict(self._memory.parked)

    def fetch(self, requests: Sequence[Request]) -> Iterator[tuple[int, Page | Failure]]:
        """Yield (position in `requests`, result) once per request, as each is done.

        Closing the iterator, or an exception thrown into it, hangs up at once.
        """
        if self._memory.deadline is None and self._options.max_time_s:
            self._memory.deadline = time.monotonic() + self._options.max_time_s
        parked_before = self.parked
        worker = _Worker(self._options, self._memory, self._client)
        worker.start(requests)
        try:
            for _ in requests:
                yield self._next(worker)
        finally:
            worker.stop()
            self._settle(parked_before)

    def _settle(self, parked_before: Mapping[str, datetime]) -> None:
        """Leave the disk in order."""
        if self._memory.cache is not None:
            self._memory.cache.prune()
        if self._options.parked_file and self._memory.parked != parked_before:
            save_parked(self._options.parked_file, self._memory.parked)

    def _client(self) -> Client:
        return Client(self._options, self._proxies, self._resolve)

    def _next(self, worker: _Worker) -> tuple[int, Page | Failure]:
        while True:
            message = worker.take()
            if isinstance(message, BaseException):
                raise message
            if not isinstance(message, FetchRecord):
                return message
            if self._on_record is not None:
                self._on_record(message)


class _Worker:
    """A thread with an event loop, and the mailbox between it and the caller."""

    def __init__(self, options: FetchOptions, memory: Memory, client: Callable[[], Client]) -> None:
        self._options = options
        self._memory = memory
        self._make_client = client
        self._results: SimpleQueue[tuple[int, Page | Failure] | FetchRecord | BaseException] = (
            SimpleQueue()
        )
        self._untaken = 0  # bytes; touched by the loop's thread alone
        self._left = False
        self._loop = asyncio.new_event_loop()
        self._run: FetchRun | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread: threading.Thread | None = None

    # The caller's side.

    def start(self, requests: Sequence[Request]) -> None:
        # A daemon: an interrupted run must not wait for a server to answer.
        self._thread = threading.Thread(target=self._live, args=(list(requests),), daemon=True)
        self._thread.start()

    def take(self) -> tuple[int, Page | Failure] | FetchRecord | BaseException:
        """Wait for the next message; a signal interrupts the wait."""
        message = self._results.get()
        if isinstance(message, tuple):
            self._tell_loop(self._taken, _size(message[1]))
        return message

    def stop(self) -> None:
        """Cancel what runs and wait a moment for it to hang up."""
        self._tell_loop(self._cancel)
        if self._thread is not None:
            self._thread.join(_STOP_S)

    def _tell_loop(self, call: Callable[..., None], *args: object) -> None:
        try:
            self._loop.call_soon_threadsafe(call, *args)
        except RuntimeError:
            return  # closed: the run is over

    # The loop's side.

    @property
    def has_room(self) -> bool:
        return self._untaken < _MOST_UNTAKEN

    def put(self, position: int, result: Page | Failure) -> None:
        self._untaken += _size(result)
        self._results.put((position, result))

    def note(self, record: FetchRecord) -> None:
        self._results.put(record)

    def _taken(self, size: int) -> None:
        self._untaken -= size
        if self._run is not None:
            self._run.stir()

    def _cancel(self) -> None:
        self._left = True
        hanging_up = self._run is not None and self._run.is_done
        if self._task is not None and not hanging_up:
            self._task.cancel()

    def _live(self, requests: Sequence[Request]) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            try:
                runner.run(self._work(requests))
            except asyncio.CancelledError:
                return  # the caller has gone
            except BaseException as error:  # noqa: BLE001 - a bug rises in the caller's thread
                self._results.put(_first(error))

    async def _work(self, requests: Sequence[Request]) -> None:
        self._task = asyncio.current_task()
        if self._left:
            return
        self._run = FetchRun(self._options, self._memory, self._make_client(), self)
        await self._run.work(requests)


def _size(result: Page | Failure) -> int:
    return len(result.body) if isinstance(result, Page) else 0


def _first(error: BaseException) -> BaseException:
    """Unwrap the group that a task group puts around one task's error."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
