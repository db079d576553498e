"""The journey of an archive: from files of many records to digests and stories.

Shard -> cut* -> Part -> digest* -> rows in place -> close -> the shard's digests
                                          `-> Window -> tell* -> the window's stories

`*` marks what an engine spreads over cores or machines. Every output is put in place at once and
looked for before it is made, so a run started again does only what is missing. Parts are cut by
what the archive holds, never by the number of workers: the same input gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from traceback import extract_tb
from typing import TYPE_CHECKING

from newsdigest.archive import PartDone, Shard, Tally, Window, WindowDone, add_up, ranked
from newsdigest.codec import article_from_json, from_plain, story_to_json
from newsdigest.errors import NewsdigestError
from newsdigest.models import Failure, Signature
from newsdigest.pipeline.options import StageOptions  # noqa: TC001 it pickles
from newsdigest.pipeline.stages import Task, failure, tell, tell_lost
from newsdigest.stages.dedupe.merge import merge
from newsdigest.stages.dedupe.stories import story_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsdigest.archive import Part, Row
    from newsdigest.ports import Archive, Engine, Folder, MapFn, Progress

PAGE_RECORDS = frozenset({"", "response", "resource", "conversion"})
"""Types of WARC record that may hold a page; JSON lines and Parquet have none."""
PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml"})
STATUS_OK = 200
BUG = "bug in newsdigest"
READING = ("newsdigest.records", "newsdigest.stages.extract.html")
"""Modules that reading a page needs: loaded once, not again after a worker was killed."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the journey works with: plain values that pickle, so that an engine may send them.

    `digest` maps a row to what is kept of it, as `records.page_record` does; `lost` makes the row
    of a record whose worker was killed.
    """

    archive: Archive
    folder: Folder
    digest: Callable[[Row], Row]
    lost: Callable[[Row, str], Row]
    options: StageOptions


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the folder now holds, and the shards that could not be read at all."""

    tally: Tally
    windows: tuple[WindowDone, ...]
    failures: tuple[Failure, ...]


def digest_corpus(
    shards: Sequence[Shard], tools: Tools, engine: Engine, progress: Progress
) -> Outcome:
    """Digest an archive into a folder; memory depends on a part and on a window, not on it all."""
    cuts = [*engine(cut_shard, [(tools, shard) for shard in shards])]
    failures = tuple(sorted((one for one in cuts if isinstance(one, Failure)), key=_source))
    parts = dict(one for one in cuts if not isinstance(one, Failure))
    done = _digest_parts(parts, tools, engine, progress)
    windows = _tell_windows(done, tools, engine, progress)
    tally = add_up(one.tally for pieces in done.values() for one in pieces)
    tools.folder.count(tally, windows)
    return Outcome(tally, windows, failures)


# ---------------------------------------------------------------- mapped over cores or machines
def cut_shard(job: tuple[Tools, Shard], guard: MapFn) -> tuple[Shard, tuple[Part, ...]] | Failure:
    """Cut one shard into parts; a failure where it cannot be read at all."""
    del guard
    tools, shard = job
    known = tools.folder.parts(shard)
    if known is not None:
        return shard, known
    try:
        parts = tools.archive.cut(shard)
    except NewsdigestError as error:
        return failure(shard.path, error)
    tools.folder.keep_parts(shard, parts)
    return shard, parts


def digest_part(job: tuple[Tools, Part], guard: MapFn) -> PartDone:
    """Digest the records of one part and put the rows in place.

    One record at a time runs in the guard's worker, so that one which never ends costs itself.
    """
    tools, part = job
    rows: list[Row] = []
    for row in tools.archive.rows(part):
        why = refusal(row)
        if why:
            rows.append({"url": row.get("url") or "", "failure": {"kind": why, "message": ""}})
        else:
            rows.extend(guard(partial(digest_or_bug, tools.digest), (row,), tools.lost))
    refused = Counter(_kind(row["failure"]) for row in rows if "failure" in row)
    windows = Counter(str(row["window"]) for row in rows if "window" in row)
    tally = Tally(len(rows) - refused.total(), ranked(refused))
    done = PartDone(part, tally, tuple(sorted(windows.items())))
    tools.folder.keep_part(done, rows)
    return done


def digest_or_bug(digest: Callable[[Row], Row], row: Row) -> Row:
    """Digest one record; where a bug of ours shows, name it and lose that record alone.

    Elsewhere a bug ends the run. Here it would end it at the same record each time it is started
    again, and a million others would never be read.
    """
    try:
        return digest(row)
    except MemoryError:
        raise  # the guard knows what to do
    except Exception as error:  # noqa: BLE001 - counted under its own name, and in the log
        where = extract_tb(error.__traceback__)[-1]
        said = f"{type(error).__name__}: {error}, in {where.name}, line {where.lineno}"
        return {"url": row.get("url") or "", "failure": {"kind": BUG, "message": said}}


def tell_window(job: tuple[Tools, Window], guard: MapFn) -> WindowDone:
    """Group the articles of one window and put its stories in place, one after the other.

    A story of one article has been told already; those of several are told from all of them.
    """
    tools, window = job
    gathered = tools.folder.gather(window)
    signatures = [from_plain(Signature, plain) for plain in gathered.signatures]
    members: dict[str, list[int]] = {}
    for at, id_ in enumerate(merge(signatures, (), tools.options.dedupe)):
        members.setdefault(id_, []).append(at)

    def told(id_: str, places: list[int]) -> Row:
        if len(places) == 1:
            return gathered.story(places[0])
        read = [(article_from_json(gathered.article(at)), signatures[at]) for at in places]
        return next(guard(_tell_one, (Task(story_of(id_, read), tools.options),), _untold))

    done = WindowDone(window.name, len(signatures), len(members))
    tools.folder.keep_window(window, done, (told(*one) for one in members.items()))
    return done


def refusal(row: Row) -> str:
    """Say why a row holds no page, before anything is spent on it; empty where it may hold one."""
    if "damage" in row:
        return str(row["damage"])
    if row.get("kind", "") not in PAGE_RECORDS:
        return f"{row['kind']} record"
    status = row.get("status", STATUS_OK)
    if status != STATUS_OK:
        return "no answer" if status is None else f"status {status}"
    media = str(row.get("content_type") or "").partition(";")[0].strip().lower()
    return f"not a page: {media}" if "kind" in row and media not in PAGE_TYPES else ""


# ---------------------------------------------------------------- in the one that runs it all
def _digest_parts(
    parts: dict[Shard, tuple[Part, ...]], tools: Tools, engine: Engine, progress: Progress
) -> dict[Shard, list[PartDone]]:
    """Do the parts that are missing; close each shard when its last part is there.

    A shard's largest parts come first: what is begun last is to be what ends soonest.
    """
    done: dict[Shard, list[PartDone]] = {shard: [] for shard in parts}
    missing: list[tuple[Tools, Part]] = []
    for shard, pieces in parts.items():
        for part in sorted(pieces, key=lambda part: (-part.size, part.number)):
            found = tools.folder.part(part)
            if found is None:
                missing.append((tools, part))
            else:
                done[shard].append(found)
    total = sum(part.count for pieces in parts.values() for part in pieces)
    read = sum(one.tally.read for pieces in done.values() for one in pieces)
    for shard in parts:
        _close(shard, parts, done, tools)
    progress("digesting", read, total)
    for one in engine(digest_part, missing, READING):
        done[one.part.shard].append(one)
        _close(one.part.shard, parts, done, tools)
        read += one.tally.read
        progress("digesting", read, total)
    return done


def _close(
    shard: Shard,
    parts: dict[Shard, tuple[Part, ...]],
    done: dict[Shard, list[PartDone]],
    tools: Tools,
) -> None:
    if len(done[shard]) == len(parts[shard]):
        done[shard].sort(key=lambda one: one.part.number)
        tools.folder.close(shard, done[shard])


def _tell_windows(
    done: dict[Shard, list[PartDone]], tools: Tools, engine: Engine, progress: Progress
) -> tuple[WindowDone, ...]:
    """Tell the windows that are missing, those of most articles first."""
    holding: dict[str, list[Part]] = {}
    articles: Counter[str] = Counter()
    for pieces in done.values():
        for one in pieces:
            articles.update(dict(one.windows))
            for name, _ in one.windows:
                holding.setdefault(name, []).append(one.part)
    largest_first = sorted(holding, key=lambda name: (-articles[name], name))
    windows = [Window(name, tuple(holding[name])) for name in largest_first]
    found = [tools.folder.window(window) for window in windows]
    told = [one for one in found if one is not None]
    missing = [(tools, window) for window, one in zip(windows, found, strict=True) if one is None]
    for window_done in engine(tell_window, missing):
        told.append(window_done)
        progress("gathering stories", len(told), len(windows))
    return tuple(sorted(told, key=lambda one: one.window))


def _tell_one(task: Task) -> Row:
    return story_to_json(tell(task))


def _untold(task: Task, why: str) -> Row:
    return story_to_json(tell_lost(task, why))


def _kind(failed: object) -> str:
    return str(failed["kind"]) if isinstance(failed, dict) else ""


def _source(failed: Failure) -> str:
    return failed.source
