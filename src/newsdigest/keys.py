"""Every key that can be set: one field each, with its type, default, meaning and range.

The reader of the file, ``init``, ``doctor`` and the reference page all read them from here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from newsdigest.stages.render.formats import FORMATS

if TYPE_CHECKING:
    from dataclasses import Field

    from newsdigest.models.feed_source import FeedSource

V = TypeVar("V", bound="Value")

Value = str | int | float | bool | tuple[str, ...]


def _key(
    default: V,
    meaning: str,
    at_least: float | None = None,
    one_of: tuple[str, ...] = (),
    at_most: float | None = None,
) -> V:
    about = {"meaning": meaning, "at_least": at_least, "one_of": one_of, "at_most": at_most}
    made: V = field(default=default, metadata=about)
    return made


@dataclass(frozen=True, slots=True)
class DigestKeys:
    """The [digest] section."""

    dir: str = _key("~/Notes/News", "where day files are written")
    filename: str = _key("{date}.md", "name of a day file: {date}, {year}, {month}, {week}")
    timezone: str = _key("local", "the zone of days and times: local, or a name like Europe/Paris")
    sections: tuple[str, ...] = _key((), "order of sections; others follow, Other comes last")
    max_stories: int = _key(30, "stories told; the rest is listed as titles only", 1)
    max_minutes: int = _key(6, "minutes that the stories take to read; the rest is titles", 1)
    points: int = _key(3, "key points a story", 1)
    quotes: int = _key(1, "quotes a story", 0)
    gloss: bool = _key(True, "explain names by words of the article, in brackets")  # noqa: FBT003 a key's default
    front_matter: bool = _key(True, "begin the day file with YAML front matter")  # noqa: FBT003 a key's default
    repeat_after_days: int = _key(
        7, "days for which a told story comes back only as an update", 1, at_most=3650
    )
    also: tuple[str, ...] = _key(
        (), "formats to write beside Markdown, like html, atom, eml, epub", one_of=tuple(FORMATS)
    )


@dataclass(frozen=True, slots=True)
class FetchKeys:
    """The [fetch] section."""

    max_per_feed: int = _key(8, "articles taken from one feed in one run", 1)
    timeout_s: float = _key(30.0, "seconds for one URL, retries included", 1, at_most=86_400)
    hosts_in_parallel: int = _key(8, "hosts asked at once; one connection each, 1 s apart", 1)
    allow_private: bool = _key(False, "let feeds lead to private and loopback addresses")  # noqa: FBT003 a key's default
    user_agent_contact: str = _key("", "a URL or address that the user agent names")


@dataclass(frozen=True, slots=True)
class WordKeys:
    """The [mute] and [highlight] sections."""

    words: tuple[str, ...] = _key((), "words, or /regular expressions/i")


@dataclass(frozen=True, slots=True)
class MailKeys:
    """The [mail] section."""

    to: str = _key("", "whom a digest of format eml is for; the mailer reads it there")
    from_: str = _key("", "whom it is from; the first reader where empty")


@dataclass(frozen=True, slots=True)
class NewsFeedKeys:
    """The [feed] section: of the feed that is written, not of those that are read."""

    entries: str = _key("days", "what an entry of format atom is", one_of=("days", "stories"))
    url: str = _key("", "address that you serve it at, for its readers")


@dataclass(frozen=True, slots=True)
class HookKeys:
    """The [hooks] section."""

    after: str = _key("", "command to run after a digest is written; $1 is its path")


@dataclass(frozen=True, slots=True)
class ModelKeys:
    """The [model] section: asked by --method model alone."""

    url: str = _key("", "an endpoint of the OpenAI chat form, such as http://localhost:11434/v1")
    name: str = _key("", "the model's name, as its endpoint calls it")
    key_env: str = _key("", "the environment variable that holds the endpoint's key")
    timeout_s: float = _key(60.0, "seconds for one answer", 1, at_most=86_400)
    concurrency: int = _key(2, "questions under way at once", 1)
    tokens_per_run: int = _key(200_000, "tokens that one run may cost; the rest is not asked", 0)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with where each value came from.

    `watch` are the reader's own sections, each with its words.
    `origins` maps "digest.points" to "default", "NEWSDIGEST_DIGEST_POINTS", "--points" or the
    file's path and line. `path` is the file read, or where it would be; `exists` tells which.
    """

    digest: DigestKeys = DigestKeys()
    fetch: FetchKeys = FetchKeys()
    mute: WordKeys = WordKeys()
    highlight: WordKeys = WordKeys()
    mail: MailKeys = MailKeys()
    feed: NewsFeedKeys = NewsFeedKeys()
    hooks: HookKeys = HookKeys()
    model: ModelKeys = ModelKeys()
    watch: tuple[tuple[str, tuple[str, ...]], ...] = ()
    feeds: tuple[FeedSource, ...] = ()
    path: str = ""
    exists: bool = False
    origins: tuple[tuple[str, str], ...] = ()


Keys = DigestKeys | FetchKeys | WordKeys | MailKeys | NewsFeedKeys | HookKeys | ModelKeys
SECTIONS: dict[str, type[Keys]] = {
    "digest": DigestKeys,
    "fetch": FetchKeys,
    "mute": WordKeys,
    "highlight": WordKeys,
    "mail": MailKeys,
    "feed": NewsFeedKeys,
    "hooks": HookKeys,
    "model": ModelKeys,
}


def key_name(row: Field[Any]) -> str:
    """Name a key as the file does: `from` is a word of Python's, so its field is `from_`."""
    return row.name.removesuffix("_")
