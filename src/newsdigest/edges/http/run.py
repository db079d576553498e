"""Requests -> results, as a loop: whose turn, one exchange, and what became of it."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol

from newsdigest.edges.http.address import Target, join_target, parse_target
from newsdigest.edges.http.answers import NOT_MODIFIED, REDIRECTS, Answer, refuse
from newsdigest.edges.http.exchange import Client, Transfer, check_kind
from newsdigest.edges.http.failures import TroubleError, failure
from newsdigest.edges.http.job import Job, granted_to
from newsdigest.edges.http.robots import NO_ANSWER, NO_RULES, Robots, read_robots
from newsdigest.errors import ExtractError
from newsdigest.ports import FetchRecord
from newsdigest.stages.sniff import unwrap
from newsdigest.urls import shown_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.edges.cache import PageCache
    from newsdigest.edges.http.options import FetchOptions
    from newsdigest.edges.http.turns import Turns
    from newsdigest.models import Failure, Page, Request
    from newsdigest.origin import Origin

RETRIES: Final = 2
# What a cookie, a token or a leave might have prevented.
_MAY_LACK_A_GRANT: Final = frozenset({"login", "subscription", "blocked", "private address", "tls"})
_FIRST_WAIT_S: Final = 0.5  # doubled each time, times 0.5..1.5
_LONGEST_WAIT_S: Final = 30.0  # a longer Retry-After parks the server instead
_ROBOTS_REDIRECTS: Final = 5  # RFC 9309 section 2.3.1.2
_ROBOTS_TIMEOUT_S: Final = 10.0
# robots.txt fails in these ways where the page itself would: say what is wrong, not "robots".
_SAME_FOR_THE_PAGE: Final = frozenset(
    {"cannot resolve", "refused", "timeout", "tls", "no tls", "private address", "bad address"}
)

# What robots.txt is asked with: nothing that belongs to the page.
_OPEN_HEADERS: Final = frozenset({"User-Agent", "Accept", "Accept-Encoding"})


class Mailbox(Protocol):
    """Where results go: somebody takes them at their own pace."""

    @property
    def has_room(self) -> bool:
        """Tell whether new work may begin."""
        ...

    def put(self, position: int, result: Page | Failure) -> None:
        """Hand over one result."""
        ...

    def note(self, record: FetchRecord) -> None:
        """Hand over one line for whoever watches."""
        ...


@dataclass(slots=True)
class Memory:
    """What outlives one call: manners towards servers, and the pages kept."""

    turns: Turns[Job]
    cache: PageCache | None
    parked: dict[str, datetime] = field(default_factory=dict)
    robots: dict[Origin, Robots] = field(default_factory=dict)
    deadline: float | None = None


class FetchRun:
    """One call to `fetch`: begins, serves every request, ends."""

    def __init__(
        self, options: FetchOptions, memory: Memory, client: Client, mailbox: Mailbox
    ) -> None:
        self._options = options
        self._memory = memory
        self._client = client
        self._mailbox = mailbox
        self._stir = asyncio.Event()
        self._taken = asyncio.Event()
        self._unfinished: dict[int, Request] = {}

    @property
    def is_done(self) -> bool:
        """Tell whether every request has its result, so that only hanging up is left."""
        return not self._unfinished

    def stir(self) -> None:
        """Look again whether something can be done: a result was taken."""
        self._stir.set()
        self._taken.set()

    async def work(self, requests: Sequence[Request]) -> None:
        """Deliver one result per request, in the order they are done."""
        self._unfinished = dict(enumerate(requests))
        try:
            async with asyncio.timeout_at(self._memory.deadline):
                await self._serve_all(requests)
        except TimeoutError:
            limit = f"the run's time of {self._options.max_time_s:g} s was up"
            for position in list(self._unfinished):
                self._fail(position, TroubleError("timeout", limit))
        finally:
            self._memory.turns.reset()
            await self._client.close()

    async def _serve_all(self, requests: Sequence[Request]) -> None:
        turns, loop = self._memory.turns, asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._begin_all(requests))
            while self._unfinished:
                self._stir.clear()
                now = loop.time()
                while self._mailbox.has_room and (turn := turns.take(now)) is not None:
                    group.create_task(self._serve(*turn))
                wait_s = turns.wait_s(now) if self._mailbox.has_room else None
                try:
                    async with asyncio.timeout(wait_s):
                        await self._stir.wait()
                except TimeoutError:
                    continue

    async def _begin_all(self, requests: Sequence[Request]) -> None:
        """Begin requests in their order, no faster than pages from the cache are taken."""
        for position, request in enumerate(requests):
            while not self._mailbox.has_room:
                self._taken.clear()
                await self._taken.wait()
            self._begin(position, request)
            self._stir.set()

    def _begin(self, position: int, request: Request) -> None:
        """Answer from the cache, or let the request wait for its turn."""
        try:
            target = parse_target(request.url)
        except TroubleError as trouble:
            self._fail(position, trouble)
            return
        stored = self._recall(request, target)
        if stored is None and self._options.offline:
            self._fail(position, TroubleError("offline", "it is not in the page cache"))
            return
        stored_page, is_fresh = stored if stored is not None else (None, False)
        if stored_page is not None and (is_fresh or self._options.offline):
            self._mailbox.note(
                FetchRecord(shown_url(target.url), 200, len(stored_page.body), 0, from_cache=True)
            )
            self._finish(position, stored_page)
            return
        job = Job(position, request, target, target, self._options.timeout_s, stored_page)
        self._memory.turns.add(target.place, job)

    def _recall(self, request: Request, target: Target) -> tuple[Page, bool] | None:
        cache = self._memory.cache
        if cache is None:
            return None
        return cache.get(target.url, _sent_first(request, target))

    async def _serve(self, place: str, job: Job) -> None:
        """Take one turn; whatever comes of it, the place is free afterwards."""
        try:
            await self._take_turn(job)
        except TroubleError as trouble:
            self._stumble(job, trouble)
        finally:
            self._memory.turns.free(place, asyncio.get_running_loop().time())
            self._stir.set()

    async def _take_turn(self, job: Job) -> None:
        self._check_parked(job.target)
        if job.asks_robots and not await self._may_read(job):
            return
        answer = await self._exchange(
            job, job.target, job.headers(self._options.user_agent_contact)
        )
        if answer.status in REDIRECTS and answer.header("location"):
            job.follow(answer, self._options.redirects)
            self._memory.turns.add(job.target.place, job, first=True)
            return
        if answer.status == NOT_MODIFIED:
            if not job.is_conditional:
                raise TroubleError("server error", "HTTP 304 though nothing was known before")
        else:
            refuse(answer, datetime.now(UTC))
            check_kind(answer.body)
        page = self._unwrapped(job.page(answer))
        self._keep(job, page, answer)
        self._finish(job.position, page)

    def _unwrapped(self, page: Page) -> Page:
        """Undo gzip that no header told of: feeds and sitemaps are served as .gz files."""
        try:
            return unwrap(page, self._options.max_bytes)
        except ExtractError as error:
            raise TroubleError("garbled", error.why) from error

    async def _exchange(
        self, job: Job, target: Target, headers: Sequence[tuple[str, str]]
    ) -> Answer:
        """Ask one server once, inside the job's time, and note what came of it."""
        began = asyncio.get_running_loop().time()
        connect_s = min(self._options.connect_timeout_s, max(job.left_s, 0.0))
        transfer = Transfer()
        status, note = 0, ""
        try:
            async with asyncio.timeout(job.left_s):
                answer = await self._client.get(
                    target, headers, job.way(target, self._options), transfer, connect_s
                )
            status, note = answer.status, answer.header("location")
        except TimeoutError as error:
            note = f"timed out after {self._options.timeout_s:g} s while {transfer.phase}"
            raise TroubleError("timeout", note) from error
        except TroubleError as trouble:
            note = trouble.why
            raise
        else:
            return answer
        finally:
            spent_s = asyncio.get_running_loop().time() - began
            job.left_s -= spent_s
            self._mailbox.note(
                FetchRecord(
                    url=shown_url(target.url),
                    status=status,
                    size=transfer.received,
                    elapsed_ms=round(spent_s * 1000),
                    note=shown_url(note),
                )
            )

    async def _may_read(self, job: Job) -> bool:
        """Ask robots.txt; False when the job was put back to keep the gap between two requests."""
        robots = self._memory.robots.get(job.target.origin)
        if robots is None:
            robots = await self._ask_robots(job)
            self._memory.robots[job.target.origin] = robots
            self._memory.turns.slow_down(job.target.place, robots.delay_s())
            self._memory.turns.add(job.target.place, job, first=True)
            return False
        if not robots.allows(job.target.url):
            raise TroubleError("robots", "the site's robots.txt asks programs not to read it")
        return True

    async def _ask_robots(self, job: Job) -> Robots:
        target = join_target(job.target, "/robots.txt")
        left_s, job.left_s = job.left_s, min(job.left_s, _ROBOTS_TIMEOUT_S)
        headers = [
            pair
            for pair in job.headers(self._options.user_agent_contact)
            if pair[0] in _OPEN_HEADERS
        ]
        try:
            for _ in range(_ROBOTS_REDIRECTS + 1):
                answer = await self._exchange(job, target, headers)
                if answer.status not in REDIRECTS or not answer.header("location"):
                    return read_robots(answer)
                target = join_target(target, answer.header("location"))
        except TroubleError as trouble:
            if trouble.kind in _SAME_FOR_THE_PAGE:
                raise
            return NO_ANSWER if trouble.again else NO_RULES
        finally:
            job.left_s += left_s - min(left_s, _ROBOTS_TIMEOUT_S)
        return NO_RULES

    def _stumble(self, job: Job, trouble: TroubleError) -> None:
        """Try again later where that may help and time is left; else give up, and say so."""
        wait_s = _wait_s(job, trouble)
        if wait_s is None:
            if trouble.retry_after is not None:
                self._memory.parked[job.target.place] = trouble.retry_after
            self._fail(job.position, _in_full(job, trouble))
            return
        job.tries += 1
        job.left_s -= wait_s
        until = asyncio.get_running_loop().time() + wait_s
        if trouble.retry_after is not None:
            self._memory.turns.hold(job.target.place, until)
        self._memory.turns.add(job.target.place, job, not_before=until, first=True)

    def _check_parked(self, target: Target) -> None:
        until = self._memory.parked.get(target.place)
        if until is not None and until > datetime.now(UTC):
            when = f"{until:%Y-%m-%d %H:%M} UTC"
            raise TroubleError(
                "parked", f"{target.host} asked to be left alone until {when}", retry_after=until
            )

    def _keep(self, job: Job, page: Page, answer: Answer) -> None:
        cache = self._memory.cache
        if cache is None:
            return
        if page.from_cache:
            cache.touch(job.start.url, _sent_first(job.request, job.start))
        elif (
            page.status != NOT_MODIFIED and "no-store" not in answer.header("cache-control").lower()
        ):
            cache.put(job.start.url, _sent_first(job.request, job.start), page)

    def _finish(self, position: int, result: Page | Failure) -> None:
        del self._unfinished[position]
        self._mailbox.put(position, result)

    def _fail(self, position: int, trouble: TroubleError) -> None:
        self._finish(position, failure(self._unfinished[position].url, trouble))


def _sent_first(request: Request, start: Target) -> tuple[tuple[str, str], ...]:
    """Give the headers of the reader's own that go to the address itself: they name the copy."""
    granted = granted_to(request, start)
    return granted.headers if granted.origin == start.origin else ()


def _wait_s(job: Job, trouble: TroubleError) -> float | None:
    """Return how long to wait before another try; None where none may help or fits."""
    if job.tries > RETRIES:
        return None
    if trouble.retry_after is not None:
        wait_s = (trouble.retry_after - datetime.now(UTC)).total_seconds()
    elif trouble.again:
        wait_s = _FIRST_WAIT_S * 2 ** (job.tries - 1) * random.uniform(0.5, 1.5)  # noqa: S311 jitter
    else:
        return None
    return wait_s if wait_s <= min(job.left_s, _LONGEST_WAIT_S) else None


def _in_full(job: Job, trouble: TroubleError) -> TroubleError:
    """Add to a reason what led there: redirects, tries."""
    why = trouble.why
    if job.hops and trouble.kind != "redirects":
        why += f", redirected to {shown_url(job.target.url)}"
    if trouble.kind in _MAY_LACK_A_GRANT and (origin := job.left_behind):
        why += f"; what is set for {origin} goes nowhere else"
    if job.tries > 1:
        why += f" ({job.tries} tries)"
    return TroubleError(trouble.kind, why, retry_after=trouble.retry_after)
