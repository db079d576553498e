"""(work, items) -> results, over worker processes that can be killed.

Untrusted HTML can take minutes or gigabytes to read. So one item runs in one reused process: it is
killed when it exceeds its time, replaced when it dies, and its item becomes a lost result while
the others go on.

An item's time is the processor's, so that a busy machine loses no honest page; a wider limit by the
wall clock stands behind it, for what waits without working.

The processes come from a fork server (measured in docs/decisions.md): it has imported the work's
modules once and has no threads, so a worker starts in milliseconds wherever the parent stands.
Where there is none (Windows) they are spawned; where a system lacks alarms, the parent's clock ends
them; `doctor` names what is lacking.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import signal
import time
import traceback
from collections import deque
from dataclasses import dataclass
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from newsdigest.edges import machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.process import BaseProcess
    from types import TracebackType
    from typing import Self

T = TypeVar("T")
R = TypeVar("R")

DEFAULT_TIMEOUT_S = 10.0
DEFAULT_PRELOAD = ("newsdigest.stages.extract.html",)
# Wall time of an item, in its limits of CPU time: a machine that many times too busy still serves.
PATIENCE = 6
PATIENCE_WITHOUT_ALARMS = 2
# A worker that the parent cannot kill (it waits for the network, or is gone) ends by itself.
ALARM_GRACE_S = 0.25
# 1M unclosed <p> want 1.6 GB; an honest page of 5 MB stays under a third of this.
MEMORY_LIMIT_BYTES = 2 << 30
# The allocator does not give back what one large page took: above this a worker is replaced.
RETIRE_ABOVE_BYTES = 512 << 20
JOIN_S = 2.0
# However little time a run has left, an honest page is read in it.
LEAST_S = 1.0
# A new worker has to import what its first item needs before that item's time can count.
START_S = 30.0

TOO_SLOW = "it took longer than {:g} s"
TOO_BIG = "it needed more memory than it may have"
DIED = "its worker died"
NEVER_BEGAN = (
    "a worker ended before it began its first item: does the script that started it keep its own "
    'code under `if __name__ == "__main__":`?'
)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a worker sends back: a value, or the error that `work` raised."""

    value: object = None
    error: BaseException | None = None
    trace: str = ""
    out_of_memory: bool = False
    retires: bool = False


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a new worker sends when it has its first item in hand: now its wall time counts."""


def start_ahead(preload: tuple[str, ...] = DEFAULT_PRELOAD) -> None:
    """Start what a pool's workers are forked from before there is a pool, so that it loads sooner.

    Nothing happens where workers are spawned, nor where it cannot be started: the pool says why.
    """
    if machine.start_method() == "forkserver":
        _context("forkserver", preload)
        with contextlib.suppress(OSError):
            machine.start_fork_server()


# Its kinds differ by system, and so do their types.
def _context(method: str, preload: tuple[str, ...]) -> Any:  # noqa: ANN401
    context: Any = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(list(preload))
    return context


class WorkerPool:
    """Map a module-level function over items in worker processes; use as a context manager.

    An item may take `timeout_s` of CPU time, and `PATIENCE` times as long by the wall clock.
    Calling it has the shape of `ports.MapFn`. Results come in the order of the items. An item is
    drawn only when a worker is free for it, so at most `workers` items are held beside the
    results that wait for their turn; while the next item is awaited no free worker has work to
    do, and a slow worker is still ended by its own alarm. An exception that `work` raises rises
    in the consumer, with the worker's traceback as a note; so does a RuntimeError where a worker
    cannot even begin, since that would lose every item.

    Where it is not `bounded`, an item may take what it takes: work of our own, which may start
    processes of its own and ends with the process that gave it.
    """

    def __init__(
        self,
        workers: int,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        preload: tuple[str, ...] = DEFAULT_PRELOAD,
        *,
        bounded: bool = True,
    ) -> None:
        self._limit = max(1, workers)
        self._timeout_s = timeout_s if bounded else math.inf
        self._bounded = bounded
        # Without a clock of CPU time the wall's must stand for it.
        patience = PATIENCE if machine.alarms() else PATIENCE_WITHOUT_ALARMS
        self._limits = (self._timeout_s, self._timeout_s * patience)
        method = machine.start_method()
        self._forks = method == "forkserver"
        self._context = _context(method, preload)
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self.until: float | None = None
        """When the run has to end, by the monotonic clock: an item gets half of what is left."""

    def _limits_now(self) -> tuple[float, float]:
        if self.until is None:
            return self._limits
        half_s = max((self.until - time.monotonic()) / 2, LEAST_S)
        return min(self._limits[0], half_s), min(self._limits[1], half_s)

    def __enter__(self) -> Self:
        """Set the processes going, and do not wait for them: they load while the caller does."""
        if self._forks:
            machine.start_fork_server()
        else:
            self._idle.append(self._start())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kill_busy()
        while self._idle:
            self._idle.pop().stop()

    def __call__(
        self, work: Callable[[T], R], items: Iterable[T], lost: Callable[[T, str], R]
    ) -> Iterator[R]:
        """Yield one result per item, in order; `lost(item, why)` stands in for a killed one."""
        source = iter(items)
        waiting: deque[_Slot[T, R]] = deque()
        more = True
        try:
            while more or waiting:
                while waiting and waiting[0].done:
                    yield waiting.popleft().take()
                if more and len(self._busy) < self._limit:
                    more = self._draw(work, source, waiting)
                elif waiting:
                    self._collect(waiting, lost)
        finally:
            self._kill_busy()

    def _draw(
        self, work: Callable[[T], R], source: Iterator[T], waiting: deque[_Slot[T, R]]
    ) -> bool:
        """Give the next item to a free worker; say whether there was one."""
        for item in source:
            slot: _Slot[T, R] = _Slot(item)
            waiting.append(slot)
            worker = self._idle.pop() if self._idle else self._start()
            if not worker.give(work, item, id(slot), self._limits_now()):
                worker.kill()  # it died between two items: this one deserves another
                worker = self._start()
                worker.give(work, item, id(slot), self._limits_now())
            self._busy.append(worker)
            return True
        return False

    def _collect(self, waiting: deque[_Slot[T, R]], lost: Callable[[T, str], R]) -> None:
        """Wait until a worker answers, dies or has had its time; settle what it worked on."""
        until = min(worker.deadline for worker in self._busy)
        left_s = None if until == math.inf else max(0.0, until - time.monotonic())
        ready = connection.wait([worker.pipe for worker in self._busy], left_s)
        now = time.monotonic()
        slots = {id(slot): slot for slot in waiting}
        for worker in tuple(self._busy):
            answered = worker.pipe in ready
            if not answered and worker.deadline > now:
                continue
            answer = worker.answer() if answered else None
            if isinstance(answer, _Begun):
                worker.began = True
                worker.deadline = now + self._limits_now()[1]
                continue
            self._busy.remove(worker)
            self._settle(slots[worker.ticket], worker, answer, lost)

    def _settle(
        self,
        slot: _Slot[T, R],
        worker: _Worker,
        answer: _Outcome | None,
        lost: Callable[[T, str], R],
    ) -> None:
        if answer is None:
            worker.kill()
            if not worker.began and not worker.was_slow:
                raise RuntimeError(NEVER_BEGAN)  # as every other would: no item is to blame
        elif answer.retires:
            worker.stop()
        else:
            self._idle.append(worker)
        if answer is None:
            why = TOO_SLOW.format(self._timeout_s) if worker.was_slow else DIED
            slot.settle(lost(slot.item, why))
        elif answer.out_of_memory:
            slot.settle(lost(slot.item, TOO_BIG))
        elif answer.error is not None:
            answer.error.add_note(answer.trace)
            slot.fail(answer.error)
        else:
            slot.settle(cast("R", answer.value))

    def _start(self) -> _Worker:
        return _Worker(self._context, bounded=self._bounded)

    def _kill_busy(self) -> None:
        while self._busy:
            worker = self._busy.pop()
            worker.process.kill()
            worker.stop()


class _Slot(Generic[T, R]):
    """The place of one item's result among the others."""

    def __init__(self, item: T) -> None:
        self.item = item
        self.done = False
        self._result: R | None = None
        self._error: BaseException | None = None

    def settle(self, result: R) -> None:
        self._result, self.done = result, True

    def fail(self, error: BaseException) -> None:
        self._error, self.done = error, True

    def take(self) -> R:
        if self._error is not None:
            raise self._error
        return cast("R", self._result)


class _Worker:
    """One process and our end of the pipe to it."""

    def __init__(self, context: Any, *, bounded: bool) -> None:  # noqa: ANN401 as above
        self.pipe, theirs = context.Pipe()
        # A daemon may have no children.
        self.process: BaseProcess = context.Process(
            target=_serve, args=(theirs, bounded), daemon=bounded
        )
        self.process.start()
        theirs.close()
        self.deadline = 0.0
        self.ticket = 0
        self.began = False
        self.was_slow = False

    def give(self, work: object, item: object, ticket: int, limits: tuple[float, float]) -> bool:
        """Send one item with its limits of CPU and wall seconds; False if the process is gone."""
        self.ticket = ticket
        self.deadline = time.monotonic() + limits[1] + (0.0 if self.began else START_S)
        try:
            self.pipe.send((work, item, limits))
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def answer(self) -> _Outcome | _Begun | None:
        """Read what came; None when the process died."""
        try:
            return cast("_Outcome | _Begun", self.pipe.recv())
        except (EOFError, ConnectionResetError):
            return None

    def kill(self) -> None:
        """End the process at once; where it is ending by itself, learn how."""
        self.process.join(0 if time.monotonic() >= self.deadline else JOIN_S)
        self.was_slow = self.process.exitcode in (None, *(-alarm for alarm in _ALARMS.values()))
        self.process.kill()
        self.stop()

    def stop(self) -> None:
        """Close the pipe, which ends an idle worker, and wait for it."""
        self.pipe.close()
        self.process.join(JOIN_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


_BEGUN = _Begun()
_ALARMS = machine.alarms()
"""The clocks of an item in its worker, CPU and wall, and the signals by which they end it."""


LOUD = ("trafilatura", "htmldate", "readability", "justext")
"""Libraries that log what they discard of a page: what is to be said of it is said by our errors.

Silenced in our own workers alone; elsewhere the loggers are the program's that imported us.
"""


def _serve(pipe: connection.Connection, bounded: bool) -> None:  # noqa: FBT001 a process's arguments
    """Answer items until the pipe closes, as it does when the parent ends. Runs in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    alarms = _ALARMS if bounded else {}
    for alarm in alarms.values():
        signal.signal(alarm, signal.SIG_DFL)  # the kernel ends us, whoever holds the GIL
    import logging  # noqa: PLC0415 the parent has no use for it

    for name in LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if bounded:
        _limit_memory()
    began = False
    while True:
        try:
            work, item, (cpu_s, wall_s) = pipe.recv()
        except (EOFError, OSError):
            return
        if not began:
            pipe.send(_BEGUN)
            began = True
        for clock in alarms:
            limit_s = cpu_s if clock == machine.CPU_CLOCK else wall_s + ALARM_GRACE_S
            machine.set_alarm(clock, limit_s)
        answer = _run(work, item, bounded=bounded)
        del work, item
        for clock in alarms:
            machine.set_alarm(clock, 0)
        with contextlib.suppress(BrokenPipeError):
            pipe.send(answer)


def _run(work: Callable[[object], object], item: object, *, bounded: bool) -> _Outcome:
    try:
        return _Outcome(value=work(item), retires=bounded and _is_fat())
    except MemoryError:
        return _Outcome(out_of_memory=True, retires=True)
    except Exception as error:  # noqa: BLE001 - it rises again in the consumer
        return _Outcome(error=error, trace=traceback.format_exc())


def _limit_memory() -> None:
    resource = machine.resources()
    if not hasattr(resource, "RLIMIT_AS"):
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):  # a lower limit is already set
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, hard))


def _is_fat() -> bool:
    """Say whether this process ever grew above what it may keep."""
    return machine.peak_bytes() > RETIRE_ABOVE_BYTES
