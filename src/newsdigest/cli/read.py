"""newsdigest url, newsdigest text: links or texts in, a digest out."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Annotated, NamedTuple

import typer

from newsdigest.cli import options as opt
from newsdigest.cli import streams
from newsdigest.errors import ExtractError, UsageError
from newsdigest.stages.render.formats import FORMATS
from newsdigest.text.counts import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdigest.keys import Settings, Value
    from newsdigest.models import Digest, Failure, Page, Request
    from newsdigest.pipeline.options import StageOptions
    from newsdigest.pipeline.tell import Adviser
    from newsdigest.ports import FetchRecord, MapFn

LinksArg = Annotated[
    list[str] | None,
    typer.Argument(metavar="[LINK]...", help="Addresses of articles; https is tried first."),
]
FilesArg = Annotated[
    list[str] | None, typer.Argument(metavar="[FILE]...", help="Files; - is standard input.")
]


class ReadArguments(NamedTuple):
    """What the options of `url` and `text` ask for, in one noun."""

    output: str
    format: str
    mail: dict[str, Value]
    points: int
    quotes: int
    method: str
    lang: str
    colour: streams.ColourChoice
    config: str
    quiet: bool
    verbose: bool
    offline: bool
    full: bool
    dedupe: bool
    together: bool
    no_gloss: bool
    explain: bool
    copy: bool

    @property
    def silent(self) -> bool:
        """Say whether even progress would be too much: no escape reaches who wants no colour."""
        return self.quiet or self.colour == "never"


def url(
    links: LinksArg = None,
    listed: opt.ListOpt = "",
    output: opt.OutputOpt = "-",
    format_: opt.FormatOpt = None,
    json: opt.JsonOpt = False,
    to: opt.ToOpt = "",
    sender: opt.FromOpt = "",
    copy: opt.CopyOpt = False,
    points: opt.PointsOpt = 5,
    quotes: opt.QuotesOpt = 3,
    method: opt.MethodOpt = opt.DEFAULT_METHOD,
    lang: opt.LangOpt = "auto",
    full: opt.FullOpt = False,
    no_dedupe: opt.NoDedupeOpt = False,
    story: opt.StoryOpt = False,
    no_gloss: opt.NoGlossOpt = False,
    explain: opt.ExplainOpt = False,
    offline: opt.OfflineOpt = False,
    color: opt.ColourOpt = opt.Colour.AUTO,
    quiet: opt.QuietOpt = False,
    verbose: opt.VerboseOpt = False,
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Print the key points and quotes of one or more articles.

    Examples:
      newsdigest url https://example.org/news/bridge
      newsdigest url example.org/a example.org/b --story
      newsdigest url -i links.txt -f json | jq '.stories[].title'
    """
    del debug
    name = opt.chosen(format_, json, output)
    mail = opt.mail_flags(to, sender, name)
    args = ReadArguments(
        output, name, mail, points, quotes, method, lang, color.value, config, quiet,
        verbose, offline, full, not no_dedupe, story, no_gloss, explain, copy,
    )  # fmt: skip
    addresses = [*(links or []), *(_listed(listed) if listed else [])]
    if not addresses:
        hint = "newsdigest url https://example.org/article"
        raise UsageError("no link given", "newsdigest url", "it needs at least one", hint)
    return _digest_links(addresses, args)


def text(
    files: FilesArg = None,
    output: opt.OutputOpt = "-",
    format_: opt.FormatOpt = None,
    json: opt.JsonOpt = False,
    to: opt.ToOpt = "",
    sender: opt.FromOpt = "",
    copy: opt.CopyOpt = False,
    points: opt.PointsOpt = 5,
    quotes: opt.QuotesOpt = 3,
    method: opt.MethodOpt = opt.DEFAULT_METHOD,
    lang: opt.LangOpt = "auto",
    full: opt.FullOpt = False,
    no_dedupe: opt.NoDedupeOpt = False,
    story: opt.StoryOpt = False,
    no_gloss: opt.NoGlossOpt = False,
    explain: opt.ExplainOpt = False,
    offline: opt.OfflineOpt = False,
    color: opt.ColourOpt = opt.Colour.AUTO,
    quiet: opt.QuietOpt = False,
    verbose: opt.VerboseOpt = False,
    config: opt.ConfigOpt = "",
    debug: opt.DebugOpt = False,
) -> int:
    """Print the key points and quotes of files or of standard input.

    Plain text, HTML and lists of links are told apart by content.

    Examples:
      newsdigest text article.html
      pbpaste | newsdigest text -
      curl -s https://example.org/a | newsdigest -f json
    """
    del debug
    name = opt.chosen(format_, json, output)
    mail = opt.mail_flags(to, sender, name)
    args = ReadArguments(
        output, name, mail, points, quotes, method, lang, color.value, config, quiet,
        verbose, offline, full, not no_dedupe, story, no_gloss, explain, copy,
    )  # fmt: skip
    pages = (
        [_page(name) for name in files or ["-"]] if len(files or ()) <= 1 else _some(files or ())
    )
    return _digest_pages(pages, args)


# ---------------------------------------------------------------- the journeys
def _digest_links(addresses: Sequence[str], args: ReadArguments) -> int:
    from newsdigest import wiring
    from newsdigest.cli.progress import progress

    requests = _requests(addresses)
    typed = {address.strip() for address in addresses}
    guessed = {one.url for one in requests if one.url not in typed}
    # Workers first: they load the extractor while the rest is loaded here.
    with progress(quiet=args.silent) as tell_progress, wiring.workers() as over:
        from newsdigest.pipeline.https_first import HttpsFirst
        from newsdigest.pipeline.read import digest_links

        settings = _settings(args)
        log = _log if args.verbose else None
        adviser = _adviser(settings, args)
        fetcher = wiring.fetcher(settings, offline=args.offline, on_record=log)
        options = _stage_options(args, settings)
        both = HttpsFirst(fetcher, guessed)
        digest = digest_links(requests, both, over, options, tell_progress, adviser)
    _log_tokens(adviser, args)
    return _deliver(digest, args, settings)


def _digest_pages(pages: Sequence[tuple[str, Page | Failure]], args: ReadArguments) -> int:
    from contextlib import ExitStack

    from newsdigest import wiring
    from newsdigest.cli.progress import progress
    from newsdigest.models import Failure
    from newsdigest.stages.sniff import sniff

    read = [page for _, page in pages if not isinstance(page, Failure)]
    kinds = {sniff(page) for page in read}
    if kinds == {"links"} and len(read) == len(pages):
        lines = [line for page in read for line in page.body.decode("utf-8").splitlines()]
        return _digest_links(lines, args)
    over: MapFn = wiring.in_process
    with ExitStack() as running:
        if "html" in kinds:  # workers first, as above
            running.enter_context(progress(quiet=args.silent))
            over = running.enter_context(wiring.workers())
        from newsdigest.pipeline.read import digest_pages

        settings = _settings(args)
        options, adviser = _stage_options(args, settings), _adviser(settings, args)
        digest = digest_pages(pages, over, options, adviser)
    _log_tokens(adviser, args)
    return _deliver(digest, args, settings)


def _adviser(settings: Settings, args: ReadArguments) -> Adviser | None:
    """Give the model to ask, None where the method asks none."""
    from newsdigest.stages.summarise.methods import ASKS_A_MODEL

    if args.method not in ASKS_A_MODEL:
        return None
    from newsdigest.wiring.model import adviser

    return adviser(settings, os.environ, streams.note_failure, offline=args.offline)


def _log_tokens(adviser: Adviser | None, args: ReadArguments) -> None:
    if args.verbose and adviser is not None and adviser.model is not None:
        streams.warn(f"{adviser.name}: {counted(adviser.model.tokens, 'token')}")


def _settings(args: ReadArguments) -> Settings:
    from newsdigest.config import load

    flags: dict[str, Value] = {"digest.points": args.points, "digest.quotes": args.quotes}
    if args.no_gloss:
        flags["digest.gloss"] = False
    return load(args.config, os.environ, {**flags, **args.mail})


def _stage_options(args: ReadArguments, settings: Settings) -> StageOptions:
    from newsdigest.pipeline.options import StageOptions

    given = StageOptions()
    return StageOptions(
        extract=replace(given.extract, dedupe=args.dedupe, language=args.lang),
        dedupe=replace(given.dedupe, dedupe=args.dedupe),
        summarise=replace(
            given.summarise, points=args.points, method=args.method, explain=args.explain
        ),
        quotes=replace(given.quotes, quotes=args.quotes),
        gloss=replace(given.gloss, brackets=settings.digest.gloss),
        together=args.together,
    )


# ---------------------------------------------------------------- out
def _deliver(digest: Digest, args: ReadArguments, settings: Settings) -> int:
    for failed in digest.failures:
        streams.report(failed)
    if digest.tellings or (FORMATS[args.format].even_empty and args.output == "-"):
        drawn = _rendered(digest, args, settings)
        if args.copy:
            from newsdigest.cli import screens

            screens.copy(drawn)
        streams.put(drawn, args.output)
    if not digest.failures:
        return 0
    return 3 if digest.tellings else 1


def _rendered(digest: Digest, args: ReadArguments, settings: Settings) -> str | bytes:
    from datetime import UTC

    from newsdigest import wiring
    from newsdigest.stages.render.formats import renderer
    from newsdigest.stages.render.view import View

    tty = sys.stdout is not None and sys.stdout.isatty() and args.output == "-"
    # The zone costs a tenth of a text's whole run: it is looked up where a time is shown.
    dated = any(article.published for t in digest.tellings for article in t.story.articles)
    view = View(
        width=streams.width(os.environ, tty=tty),
        colours=streams.colours(args.colour, os.environ, tty=tty),
        links=streams.has_links(os.environ, tty=tty),
        zone=wiring.local_zone(settings.digest.timezone) if dated else UTC,
        full=args.full,
        explain=args.explain,
        why=args.explain,
    )
    if FORMATS[args.format].mail or FORMATS[args.format].days:
        view = wiring.heading(settings, view)
    return renderer(args.format)(digest, view)


def _log(record: FetchRecord) -> None:
    kept = ", from the cache" if record.from_cache else ""
    note = f", {record.note}" if record.note else ""
    line = f"{record.url}: {record.status}, {counted(record.size, 'byte')}, {record.elapsed_ms} ms"
    streams.warn(f"{line}{kept}{note}")


# ---------------------------------------------------------------- in
def _requests(addresses: Sequence[str]) -> list[Request]:
    """Read addresses as a user types them: each once, https where no scheme is given."""
    from newsdigest.models import Request

    typed = (address.strip() for address in addresses)
    links = (_link(address) for address in typed if address and not address.startswith("#"))
    return [Request(link, trusted=True) for link in dict.fromkeys(links)]


def _link(address: str) -> str:
    if os.path.exists(address) or address == "-":  # noqa: PTH110 pathlib is not loaded otherwise
        hint = f"newsdigest text {address}"
        raise UsageError("not a link", address, "it is a file", hint)
    if address.startswith(("http://", "https://")):
        return address
    scheme, colon, rest = address.partition(":")
    if colon and scheme.isalpha() and not rest[:1].isdigit():
        raise UsageError("not a link", address, f"{scheme}: is not fetched", "an http or https URL")
    if " " in address or ("." not in address.partition("/")[0] and not colon):
        hint = "https://example.org/article, or newsdigest text FILE"
        raise UsageError("not a link", address, "no address of the web and no file", hint)
    return f"https://{address}"


def _listed(name: str) -> list[str]:
    return _page(name)[1].body.decode("utf-8", "replace").splitlines()


# ---------------------------------------------------------------- files and standard input
READ_AT_MOST = 10 * 1024 * 1024
"""Bytes read of one file or of stdin: the limit of any page."""


def _page(name: str) -> tuple[str, Page]:
    """Read a file or standard input, with the label that names it in messages."""
    from newsdigest.models import Page

    if name == "-":
        piped = streams.piped_in("newsdigest text FILE")
        return streams.STDIN, Page("", _bounded(piped, streams.STDIN))
    if name.startswith(("http://", "https://")):
        raise UsageError("not a file", name, "it is a link", f"newsdigest url {name}")
    try:
        with open(name, "rb") as file:  # noqa: PTH123 pathlib is not loaded otherwise
            return name, Page("", _bounded(file, name))
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        raise UsageError("cannot read", name, why, "a file that exists, or -") from error


def _some(names: Sequence[str]) -> list[tuple[str, Page | Failure]]:
    """Read several files; one that cannot be read does not lose the others."""
    from newsdigest.pipeline.stages import failure

    found: list[tuple[str, Page | Failure]] = []
    for name in names:
        try:
            found.append(_page(name))
        except (UsageError, ExtractError) as error:
            found.append((name, failure(name, error)))
    return found


def _bounded(file: IO[bytes], name: str) -> bytes:
    body = file.read(READ_AT_MOST + 1)
    if len(body) > READ_AT_MOST:
        why = f"it is larger than {READ_AT_MOST >> 20} MiB"
        raise ExtractError("could not read", name, why, "the text of one article", kind="too big")
    return body
