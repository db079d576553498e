"""Flags > environment > file > defaults -> one frozen Settings.

The only reader of TOML and of the environment; every key there is stands in `keys`.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from newsdigest.errors import ConfigError
from newsdigest.keys import SECTIONS, Settings, Value, key_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from dataclasses import Field

    from newsdigest.models.feed_source import FeedSource

ENV_PREFIX = "NEWSDIGEST_"
ENV_CONFIG = "NEWSDIGEST_CONFIG"
OF_TESTS = frozenset({"NEWSDIGEST_FUZZ", "NEWSDIGEST_GOLDEN", "NEWSDIGEST_KILLS"})
"""Variables that tests read, which set nothing of a run."""


# ---------------------------------------------------------------- loading
def config_path(flag: str, environ: Mapping[str, str]) -> Path:
    """Find the configuration file: --config, then NEWSDIGEST_CONFIG, then the user's directory."""
    named = flag or environ.get(ENV_CONFIG, "")
    if named:
        return Path(named).expanduser()
    import platformdirs  # noqa: PLC0415 only where no file is named

    return Path(platformdirs.user_config_dir("newsdigest")) / "config.toml"


def load(
    flag: str, environ: Mapping[str, str], flags: Mapping[str, Value] | None = None
) -> Settings:
    """Read the settings; a file that is named but missing is an error, an unnamed one is not.

    `flags` maps "digest.points" to a value given on the command line.
    Raises ConfigError with every wrong key at once.
    """
    path = config_path(flag, environ)
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        if flag or environ.get(ENV_CONFIG):
            hint = "newsdigest init"
            raise ConfigError("no configuration", str(path), "no such file", hint) from error
        text = None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8 text"
        raise ConfigError("cannot read the configuration", str(path), why) from error
    return parse(text, str(path), environ, flags or {})


def parse(
    text: str | None, path: str, environ: Mapping[str, str], flags: Mapping[str, Value]
) -> Settings:
    """Read a configuration text, None for no file; `path` stands in messages."""
    data = _toml(text, path) if text else {}
    lines = _Lines(text or "")
    problems = list(_problems(data, lines))
    if problems:
        why = "; ".join(problem for problem, _ in problems)
        raise ConfigError("wrong configuration", path, why, _hint(problems))
    origins = {
        f"{section}.{key}": f"{path}:{lines.of(section, key)}"
        for section in SECTIONS
        for key in data.get(section, {})
    }
    for section, key, value, origin in _overrides(environ, flags):
        data.setdefault(section, {})[key] = value
        origins[f"{section}.{key}"] = origin
    tables: dict[str, Any] = {
        name: _table(kind, data[name]) for name, kind in SECTIONS.items() if name in data
    }
    watched = data.get("watch", {})
    return Settings(
        **tables,
        watch=tuple((name, tuple(words)) for name, words in watched.items()),
        feeds=_feeds(data["feeds"]) if "feeds" in data else (),
        path=path,
        exists=text is not None,
        origins=tuple(sorted(origins.items())),
    )


K = TypeVar("K")


def _table(kind: type[K], table: Mapping[str, Any]) -> K:
    """Make a section, or a feed, of values that were checked: keys become fields, lists tuples."""
    names: dict[str, Field[Any]] = {key_name(row): row for row in fields(kind)}  # type: ignore[arg-type]
    values: dict[str, Any] = {names[key].name: _plain(names[key], v) for key, v in table.items()}
    return kind(**values)


def _plain(row: Field[Any], value: Value | list[str]) -> Value:
    """Give a value as its field holds it: TOML writes 30 for 30.0, and lists for tuples."""
    if isinstance(value, list):
        return tuple(value)
    return float(value) if isinstance(row.default, float) and isinstance(value, int) else value


def _feeds(feeds: Sequence[Mapping[str, Any]]) -> tuple[FeedSource, ...]:
    from newsdigest.models.feed_source import FeedSource  # noqa: PLC0415 a text follows none

    return tuple(_table(FeedSource, _with_address(feed)) for feed in feeds)


def _with_address(feed: Mapping[str, Any]) -> dict[str, Any]:
    """Give a feed the address it is known by: its own, or its server's."""
    url = next(feed[key] for key in ADDRESSES if feed.get(key))
    dated = {"pause": str(feed["pause"])} if "pause" in feed else {}
    return {**feed, **dated, "url": url}


def _toml(text: str, path: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 only where there is a file

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = "strings need quotation marks, tables need [brackets]"
        raise ConfigError("not TOML", path, str(error), hint) from error


# ---------------------------------------------------------------- checking
class _Lines:
    """Where a key stands in the file: tomllib does not say."""

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str, str], list[int]] = {}
        section = ""
        for number, line in enumerate(text.splitlines(), 1):
            if header := re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?", line):
                section = header[1]
                self._at.setdefault((section, ""), []).append(number)
            elif key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line):
                self._at.setdefault((section, key[1]), []).append(number)

    def of(self, section: str, key: str = "", nth: int = 0) -> int:
        """Line of a key (or of a section's header), 0 where it cannot be told."""
        found = self._at.get((section, key), [])
        return found[min(nth, len(found) - 1)] if found else 0


Problem = tuple[str, str]  # what is wrong, and a suggestion or ""


def _problems(data: Mapping[str, object], lines: _Lines) -> Iterator[Problem]:
    known = [*SECTIONS, "watch", "feeds"]
    for name, table in data.items():
        where = lines.of(name) or lines.of("", name)
        if name not in known:
            yield _unknown(f"line {where}: [{name}]", name, known)
        elif name == "feeds":
            yield from _feed_problems(table, lines)
        elif not isinstance(table, dict):
            yield f"line {where}: {name} must be a table", f"[{name}]"
        elif name == "watch":
            yield from _watch_problems(table, lines)
        else:
            yield from _table_problems(table, SECTIONS[name], name, lines)


def _watch_problems(table: Mapping[str, object], lines: _Lines) -> Iterator[Problem]:
    """Say what is wrong with the words that are watched: each section of them is a list."""
    for name, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            where = f"line {lines.of('watch', name) or lines.of('watch')}: watch.{name}"
            yield f'{where} must be a list of strings, like ["a", "b"]', ""


ADDRESSES = ("url", "miniflux", "freshrss")
"""Keys of a feed that say where it is: one of them stands."""


def _feed_problems(feeds: object, lines: _Lines) -> Iterator[Problem]:
    if not isinstance(feeds, list) or not all(isinstance(feed, dict) for feed in feeds):
        yield f"line {lines.of('feeds')}: feeds must be tables", "[[feeds]]"
        return
    from newsdigest.models.feed_source import FeedSource  # noqa: PLC0415 as in `_feeds`

    seen: dict[str, int] = {}
    for nth, feed in enumerate(feeds):
        plain = {**feed, "pause": str(feed["pause"])} if "pause" in feed else feed
        yield from _table_problems(plain, FeedSource, "feeds", lines, nth)
        where = lines.of("feeds", "", nth)
        if "pause" in feed and not _is_day(feed["pause"]):
            yield f"line {where}: feeds.pause must be a day", 'pause = "2026-12-24"'
        named = [feed[key] for key in ADDRESSES if feed.get(key)]
        url = named[0] if named else ""
        if not url:
            yield f"line {where}: feed without url", 'url = "https://…"'
        elif len(named) > 1:
            yield f"line {where}: feed with more than one of {', '.join(ADDRESSES)}", "one of them"
        elif url in seen:
            yield f"line {where}: feed {url} stands twice", f"remove it here or at line {seen[url]}"
        elif isinstance(url, str):
            seen[url] = where


def _is_day(value: object) -> bool:
    """Tell whether a value is a day, as TOML's own or as text, or nothing."""
    try:
        date.fromisoformat(str(value) or "2026-12-24")
    except ValueError:
        return False
    return True


def _table_problems(
    table: Mapping[str, object], kind: type, section: str, lines: _Lines, nth: int = 0
) -> Iterator[Problem]:
    rows = {key_name(row): row for row in fields(kind)}
    hints = _hints(kind)
    for key, value in table.items():
        where = f"line {lines.of(section, key, nth)}: {section}.{key}"
        if key not in rows:
            yield _unknown(where, key, list(rows))
        elif wrong := _wrong_value(value, hints[rows[key].name], rows[key]):
            yield f"{where} {wrong}", ""


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)  # evaluates every annotation: a third of a millisecond a feed


def _unknown(where: str, name: str, known: list[str]) -> Problem:
    near = difflib.get_close_matches(name, known, 1)
    return f"{where} is not known", near[0] if near else ""


def _wrong_value(value: object, hint: object, row: Field[Value]) -> str:
    """Say what is wrong with a value; empty for a good one."""
    return _wrong_type(value, hint, row) or _wrong_choice(value, row)


def _wrong_choice(value: object, row: Field[Value]) -> str:
    known = row.metadata.get("one_of", ())
    given = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    wrong = [one for one in given if known and one not in known]
    return f"must be of {', '.join(known)}, not {', '.join(wrong)}" if wrong else ""


def _wrong_type(value: object, hint: object, row: Field[Value]) -> str:
    if hint == tuple[str, ...]:
        good = isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)
        return "" if good else 'must be a list of strings, like ["a", "b"]'
    if hint is bool:
        return "" if isinstance(value, bool) else "must be true or false"
    if hint is str:
        return "" if isinstance(value, str) else "must be a string in quotation marks"
    if isinstance(value, bool) or not isinstance(value, int if hint is int else int | float):
        return f"must be a {'whole ' if hint is int else ''}number"
    low, high = row.metadata["at_least"], row.metadata.get("at_most")
    if high is not None and not value <= high:  # nor is a number that is none
        return f"must be at most {high:g}"
    return f"must be at least {low:g}" if low is not None and not value >= low else ""


def _hint(problems: list[Problem]) -> str:
    near = [suggestion for _, suggestion in problems if suggestion]
    return ", ".join(dict.fromkeys(near)) or "newsdigest doctor"


# ---------------------------------------------------------------- environment and flags
def _overrides(
    environ: Mapping[str, str], flags: Mapping[str, Value]
) -> Iterator[tuple[str, str, Value, str]]:
    """Yield (section, key, value, origin) for what the environment and the flags set."""
    _refuse_unknown(environ)
    sections: Mapping[str, type] = SECTIONS
    for section, kind in sections.items():
        for row in fields(kind):
            key = key_name(row)
            name, variable = f"{section}.{key}", env_name(section, key)
            if name in flags:
                yield section, key, flags[name], "command line"
            elif variable in environ:
                value = _from_env(environ[variable], _hints(kind)[row.name], row, variable)
                yield section, key, value, variable


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    """Raise ConfigError for variables that begin like ours and set nothing: a typing error."""
    known = [ENV_CONFIG, *(env_name(name, key_name(row)) for name, row in _rows())]
    unknown = sorted(
        name for name in environ if name.startswith(ENV_PREFIX) and name not in {*known, *OF_TESTS}
    )
    if unknown:
        near = [difflib.get_close_matches(name, known, 1) for name in unknown]
        meant = ", ".join(match[0] for match in near if match)
        hint = meant or "newsdigest doctor"
        raise ConfigError("wrong environment", ", ".join(unknown), "it sets nothing", hint)


def _rows() -> Iterator[tuple[str, Field[Value]]]:
    return ((section, row) for section, kind in SECTIONS.items() for row in fields(kind))


def env_name(section: str, key: str) -> str:
    """Name the environment variable of a key: NEWSDIGEST_DIGEST_POINTS."""
    return f"{ENV_PREFIX}{section}_{key}".upper()


_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


def _from_env(text: str, hint: object, row: Field[Value], variable: str) -> Value:
    value = _read_env(text, hint)
    wrong = _wrong_value(value, hint, row)
    if wrong:
        raise ConfigError("wrong environment", variable, wrong, f"unset {variable}")
    return value


def _read_env(text: str, hint: object) -> Value:
    if hint == tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if hint is bool:
        lower = text.strip().lower()
        return True if lower in _TRUE else False if lower in _FALSE else text
    if hint is str:
        return text
    try:
        return int(text) if hint is int else float(text)
    except ValueError:
        return text


def as_toml(value: object) -> str:
    """Write a value as a configuration spells it."""
    import json  # noqa: PLC0415 not on the way to a digest

    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False)


def listed(settings: Settings) -> Iterator[tuple[str, Value, str, str]]:
    """List every setting: name, value, origin, meaning, in the order of the reference."""
    origins = dict(settings.origins)
    for section, kind in SECTIONS.items():
        for row in fields(kind):
            name = f"{section}.{key_name(row)}"
            value = getattr(getattr(settings, section), row.name)
            yield name, value, origins.get(name, "default"), row.metadata["meaning"]
