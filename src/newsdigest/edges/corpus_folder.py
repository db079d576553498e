"""The folder that a corpus becomes.

    digests/<shard>.parquet              what each page says, in the order of the input
    stories/<day>.<language>.parquet     one row a story, told from all its articles
    logs/<shard>.log                     what was read, kept and refused, and why
    counts.json                          the same over everything
    work/                                what a later run needs to do only what is missing

Every file is written beside its place, synced and renamed: it is there whole or not at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from newsdigest.archive import Part, PartDone, Row, Shard, Tally, Window, WindowDone, add_up
from newsdigest.codec import from_plain, to_plain
from newsdigest.edges import corpus_parts
from newsdigest.edges import corpus_rows as rows_of
from newsdigest.errors import UsageError
from newsdigest.text.counts import counted
from newsdigest.text.normal import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Format = Literal["parquet", "jsonl"]


@dataclass(frozen=True, slots=True)
class CorpusFolder:
    """Keep a corpus under `root`; picklable, so that a worker anywhere puts its own part in place.

    Where workers are on several machines, `root` is the same folder on each.
    """

    root: str
    format: Format = "parquet"

    def open(self, settings: Row) -> None:
        """Make the folder, or take up one made with the same settings.

        Raises UsageError where it holds something else: two settings would be mixed in one output.
        """
        kept = self._work("settings.json")
        wanted = rows_of.packed({"format": self.format, **settings})
        if kept.exists():
            if kept.read_text("utf-8").strip() != wanted:
                why = "it was made with other options or another version"
                raise UsageError("cannot go on", self.root, why, "another folder")
        elif Path(self.root).is_dir() and any(Path(self.root).iterdir()):
            why = "it holds other files"
            raise UsageError("cannot begin", self.root, why, "a new or empty folder")
        else:
            rows_of.write_lines(kept, [wanted])

    def sweep(self) -> None:
        """Clear what a run that was killed left half written; only while no other run writes."""
        for left in Path(self.root).rglob(f".*{rows_of.UNFINISHED}"):
            left.unlink()

    # ------------------------------------------------------------ parts
    def parts(self, shard: Shard) -> tuple[Part, ...] | None:
        """Return a shard's parts as kept, None where they were not, or the shard has changed."""
        text = _text(self._work(shard.name, "parts.json"))
        if not text or from_plain(Shard, json.loads(text)["shard"]) != shard:
            return None
        cuts: list[list[int]] = json.loads(text)["parts"]
        return tuple(Part(shard, *cut) for cut in cuts)

    def keep_parts(self, shard: Shard, parts: Sequence[Part]) -> None:
        """Keep how a shard was cut."""
        cuts = [[one.number, one.first, one.count, one.offset, one.base, one.size] for one in parts]
        text = rows_of.packed({"shard": to_plain(shard), "parts": cuts})
        rows_of.write_lines(self._work(shard.name, "parts.json"), [text])

    def part(self, part: Part) -> PartDone | None:
        """Return a part that is done, None where it is not."""
        text = corpus_parts.done_of(self._part(part))
        done = from_plain(PartDone, json.loads(text)) if text else None
        return done if done and done.part == part else None

    def keep_part(self, done: PartDone, rows: Sequence[Row]) -> None:
        """Keep what became of each record of a part."""
        corpus_parts.write_part(self._part(done.part), rows, rows_of.packed(to_plain(done)))

    # ------------------------------------------------------------ shards
    def close(self, shard: Shard, parts: Sequence[PartDone]) -> None:
        """Put the digests of a shard, and its log, in place from its parts."""
        stamp = stable_id(rows_of.packed(to_plain(list(parts))))
        closed = self._work(shard.name, "closed")
        place = Path(self.root, "digests", f"{shard.name}.{self.format}")
        if place.exists() and _text(closed) == stamp:
            return
        found = (one for done in parts for one in corpus_parts.records(self._part(done.part)))
        digests = (record.digest for record in found if record.digest is not None)
        if self.format == "parquet":
            from newsdigest.edges import corpus_parquet as tables  # noqa: PLC0415 an optional package

            tables.write_parquet(place, tables.DIGEST, map(rows_of.digest_row, digests))
        else:
            rows_of.write_lines(place, digests)
        rows_of.write_lines(Path(self.root, "logs", f"{shard.name}.log"), self._log(shard, parts))
        rows_of.write_lines(closed, [stamp])

    def _log(self, shard: Shard, parts: Sequence[PartDone]) -> Iterator[str]:
        tally = add_up(one.tally for one in parts)
        yield f"{shard.path}: {counted(shard.size, 'byte')}, {counted(len(parts), 'part')}"
        yield f"{counted(tally.read, 'record')} read, {tally.kept:,} kept"
        yield from (f"{count} refused: {why}" for why, count in tally.refused)
        for one in parts:
            for record in corpus_parts.records(self._part(one.part)):
                if record.failure is not None:
                    failed = json.loads(record.failure)
                    yield f"refused: {record.url or '-'}: {failed['message'] or failed['kind']}"

    # ------------------------------------------------------------ windows
    def window(self, window: Window) -> WindowDone | None:
        """Return a window whose stories are told, None where they are not, or its parts changed."""
        text = _text(self._work("windows", f"{window.name}.json"))
        if not text or not self._stories(window.name).exists():
            return None
        kept = json.loads(text)
        return from_plain(WindowDone, kept["done"]) if kept["of"] == _stamp(window) else None

    def gather(self, window: Window) -> Articles:
        """Return the articles of a window, by time, then by their keys."""
        found = (corpus_parts.records(self._part(part), window.name) for part in window.parts)
        told = (
            (record.key or "", record.digest or "", record.signature or "")
            for records in found
            for record in records
        )
        return Articles([(signature, digest) for _, digest, signature in sorted(told)])

    def keep_window(self, window: Window, done: WindowDone, stories: Iterable[Row]) -> None:
        """Keep the stories of a window, a group of rows held at once."""
        if self.format == "parquet":
            from newsdigest.edges import corpus_parquet as tables  # noqa: PLC0415 as above

            flat = map(rows_of.story_row, stories)
            tables.write_parquet(self._stories(window.name), tables.STORY, flat)
        else:
            rows_of.write_lines(self._stories(window.name), map(rows_of.packed, stories))
        kept = rows_of.packed({"of": _stamp(window), "done": to_plain(done)})
        rows_of.write_lines(self._work("windows", f"{window.name}.json"), [kept])

    def stories(self, window: str) -> Iterator[Row]:
        """Yield the stories of a window that is told, in order, a group of rows held at once."""
        path = self._stories(window)
        if self.format == "parquet":
            from newsdigest.edges import corpus_parquet as tables  # noqa: PLC0415 as above

            yield from map(json.loads, tables.parquet_column(path, "story"))
            return
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield from map(json.loads, lines)

    # ------------------------------------------------------------ the whole
    def count(self, tally: Tally, windows: Sequence[WindowDone]) -> None:
        """Put the counts of the whole in place."""
        counts = {
            "read": tally.read,
            "kept": tally.kept,
            "refused": dict(tally.refused),
            "stories": sum(one.stories for one in windows),
            "windows": {one.window: [one.articles, one.stories] for one in windows},
        }
        rows_of.write_lines(Path(self.root, "counts.json"), [json.dumps(counts, indent=1)])

    # ------------------------------------------------------------ places
    def _work(self, *names: str) -> Path:
        return Path(self.root, "work", *names)

    def _part(self, part: Part) -> Path:
        return self._work(part.shard.name, f"{part.number:06}.jsonl.zst")

    def _stories(self, window: str) -> Path:
        return Path(self.root, "stories", f"{window}.{self.format}")


class Articles:
    """The articles of one window as text, turned into rows one at a time."""

    def __init__(self, packed: Sequence[tuple[str, str]]) -> None:
        self._packed = packed
        """Signature and digest of each."""

    @property
    def signatures(self) -> Iterator[Row]:
        """Give each article's signature, plain."""
        return (json.loads(signature) for signature, _ in self._packed)

    def article(self, at: int) -> Row:
        """Give one article, in its published shape."""
        articles = self.story(at)["articles"]
        assert isinstance(articles, list)  # noqa: S101 the published shape
        article: Row = articles[0]
        return article

    def story(self, at: int) -> Row:
        """Give the story of one article alone, in its published shape."""
        story: Row = json.loads(self._packed[at][1])["stories"][0]
        return story


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except FileNotFoundError:
        return ""


def _stamp(window: Window) -> str:
    return stable_id(rows_of.packed(to_plain(list(window.parts))))
