"""newsdigest group: items that another program fetched in, stories out; no network."""

from __future__ import annotations

import json as json_
import os
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Annotated

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.cli.choices import OpenChoice, other_format
from newsdigest.cli.intents import WHERE_AND_HOW
from newsdigest.errors import UsageError
from newsdigest.stages.render.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.models import Article, Digest, Failure
    from newsdigest.pipeline.options import StageOptions

EXIT_OK, EXIT_NOTHING, EXIT_PARTLY = 0, 1, 3
LINE_AT_MOST = 10 * 1024 * 1024
"""Bytes of one item: the limit of any page."""

FilesArg = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="Files of JSON lines; - is standard input."),
]
ShapeOpt = Annotated[
    str | None,
    typer.Option(
        "-f", "--format", metavar="FORMAT", rich_help_panel=WHERE_AND_HOW, show_default=False,
        click_type=OpenChoice(FORMATS, other_format),
        help=f"One of {', '.join(FORMATS)}. Default: JSON lines, a story a line.",
    ),
]  # fmt: skip


def group(
    files: FilesArg = None,
    output: opt.OutputOpt = "-",
    format_: ShapeOpt = None,
    points: opt.PointsOpt = 3,
    quotes: opt.QuotesOpt = 1,
    method: opt.MethodOpt = opt.DEFAULT_METHOD,
    lang: opt.LangOpt = "auto",
    no_dedupe: opt.NoDedupeOpt = False,
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Fold items of a feed reader into stories, with their key points and quotes.

    An item is a line of JSON: title, url, text (or html), published (ISO), source.
    Nothing is fetched. A story is a line of JSON as in the stories of -f json.

    Examples:
      newsdigest group items.jsonl
      newsdigest group items.jsonl -f markdown
    """
    del debug
    from newsdigest import wiring
    from newsdigest.pipeline.group import digest_articles

    options = _options(points, quotes, method, lang, dedupe=not no_dedupe)
    articles: list[Article] = []
    failures: list[Failure] = []
    for found in _items(files or ["-"], options):
        (failures if _failed(found) else articles).append(found)  # type: ignore[arg-type]
    digest = digest_articles(articles, failures, wiring.in_process, options)
    for failed in digest.failures:
        streams.report(failed)
    if digest.tellings or (format_ and FORMATS[format_].even_empty):
        streams.put(_drawn(digest, format_, output, config), output)
    if not failures:
        return EXIT_OK
    return EXIT_PARTLY if articles else EXIT_NOTHING


def _options(points: int, quotes: int, method: str, language: str, *, dedupe: bool) -> StageOptions:
    from newsdigest.pipeline.options import StageOptions

    given = StageOptions()
    return replace(
        given,
        extract=replace(given.extract, language=language, dedupe=dedupe),
        dedupe=replace(given.dedupe, dedupe=dedupe),
        summarise=replace(given.summarise, points=points, method=method),
        quotes=replace(given.quotes, quotes=quotes),
    )


# ---------------------------------------------------------------- in
def _items(files: Sequence[str], options: StageOptions) -> Iterator[Article | Failure]:
    for name in files:
        if name == "-":
            yield from _read(streams.piped_in("newsdigest group FILE"), streams.STDIN, options)
            continue
        try:
            with open(name, "rb") as file:  # noqa: PTH123 as `text` reads its files
                yield from _read(file, name, options)
        except OSError as error:
            why = (error.strerror or "it failed").lower()
            raise UsageError("cannot read", name, why, "a file that exists, or -") from error


def _read(file: IO[bytes], name: str, options: StageOptions) -> Iterator[Article | Failure]:
    number = 0
    while line := file.readline(LINE_AT_MOST + 1):
        number += 1
        if line.strip():
            yield _item(line, f"{name}, line {number}", options)


def _item(line: bytes, label: str, options: StageOptions) -> Article | Failure:
    """Read one item; what is wrong with a line costs that line alone."""
    from newsdigest.codec import from_plain
    from newsdigest.models import Article, Failure
    from newsdigest.records import read_record

    wrong = ""
    item: object = None
    try:
        item = json_.loads(line)
    except ValueError as error:
        wrong = f"it is no JSON: {error}"
    if len(line) > LINE_AT_MOST:
        wrong = f"it is longer than {LINE_AT_MOST >> 20} MiB"
    if not wrong and not isinstance(item, dict):
        wrong = "it is no JSON object"
    if wrong or not isinstance(item, dict):
        hint = '{"title": "…", "url": "…", "text": "…", "published": "…", "source": "…"}'
        return Failure(label, "not an item", f"could not read: {label}: {wrong}", hint)
    title = str(item.get("title") or "").strip()
    bare = not (item.get("text") or item.get("html") or item.get("body"))
    record = {**item, "site": item.get("source") or item.get("site")}
    if bare:
        record |= {"text": title, "title": ""}
    read = read_record(record, options)
    if "failure" in read:
        said = read["failure"]
        return Failure(label, said["kind"], f"could not read: {label}: {_why(said)}", said["hint"])
    article = from_plain(Article, read["article"])
    return replace(article, title=title or article.title, teaser=bare or article.teaser)


def _why(said: dict[str, str]) -> str:
    return said["message"].rpartition(": ")[2]


def _failed(found: Article | Failure) -> bool:
    from newsdigest.models import Failure

    return isinstance(found, Failure)


# ---------------------------------------------------------------- out
def _drawn(digest: Digest, format_: str | None, output: str, config: str) -> str | bytes:
    from newsdigest import wiring
    from newsdigest.config import load
    from newsdigest.stages.render.formats import by_ending, renderer
    from newsdigest.stages.render.view import View

    if format_ is None and output.rpartition(".")[2].lower() not in _endings():
        from newsdigest.codec import story_to_json

        rows = (json_.dumps(story_to_json(one), ensure_ascii=False) for one in digest.tellings)
        return "".join(f"{row}\n" for row in rows)
    name = format_ or by_ending(output)
    settings = load(config, os.environ)
    view = View(zone=wiring.local_zone(settings.digest.timezone))
    return renderer(name)(digest, wiring.heading(settings, view))


def _endings() -> frozenset[str]:
    return frozenset(ending for row in FORMATS.values() for ending in row.endings)
