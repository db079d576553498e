"""Digest -> the day file: front matter, our block between its marks, the reader's notes around it.

The block carries its own checksum, so that the file itself says whether somebody edited it: no
crash between writing it and remembering it, and no lost state, can make us forget or blame.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.errors import ConfigError
from newsdigest.patterns import regex
from newsdigest.text.days import short_day, weekday

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from newsdigest.models import Digest

BEGIN = (
    "<!-- newsdigest:begin v1: text between these marks is rewritten; "
    "write your notes outside them -->"
)
END = "<!-- newsdigest:end -->"
_BLOCK = regex(
    r"^<!-- newsdigest:begin\b[^\n]*\n(.*?)^<!-- newsdigest:end\b[^\n>]*>",
    re.DOTALL | re.MULTILINE,
)
_CHECKSUM = regex(r"^<!-- checksum ([0-9a-f]{12})(?: (linked|unlinked))? -->\n\Z", re.MULTILINE)
# What the last line of a block links other days by. A file written before the checksum said whether
# there is such a line is asked by its form: whole, and made of nothing else.
_DAY_LINK = r"\[(?:← )?\w{3} \d{1,2} \w{3}(?: \d{4})?(?: →)?\]\([^\s()]+\)"
_DAY_LINKS = regex(rf"{_DAY_LINK}(?: · {_DAY_LINK})?")
_FRONT_MATTER = regex(r"\A---\r?\n.*?^---\r?\n", re.DOTALL | re.MULTILINE)
_ADDRESS = regex(r"\]\((https?://[^\s()]{1,9000})\)")


class Placed(NamedTuple):
    """A day file as it shall be.

    `set_aside` is the reader's edit of our block, `unknown` a block of ours that holds what the
    new one has lost; both empty for none.
    """

    text: str
    set_aside: str = ""
    unknown: str = ""


def day_name(pattern: str, day: date) -> str:
    """Name the file of a day, relative to the digests' directory.

    Raises ConfigError where two days would share a name or the name leads outside.
    """
    year, week, _ = day.isocalendar()
    values = {
        "date": day.isoformat(),
        "year": f"{day:%Y}",
        "month": f"{day:%m}",
        "week": f"{year}-W{week:02}",
    }
    try:
        name = pattern.format(**values)
    except (KeyError, IndexError, ValueError) as error:
        raise _wrong_pattern(
            pattern, "only {date}, {year}, {month} and {week} are known"
        ) from error
    if "{date}" not in pattern:
        raise _wrong_pattern(pattern, "two days would share one file")
    if name.startswith("/") or ".." in name.split("/"):
        raise _wrong_pattern(pattern, "it leads out of digest.dir")
    return name


def _wrong_pattern(pattern: str, why: str) -> ConfigError:
    return ConfigError("wrong digest.filename", pattern, why, 'filename = "{date}.md"')


def day_link(pattern: str, here: date, there: date) -> str:
    """Give the relative address of one day's file in another's."""
    home, goal = day_name(pattern, here).split("/"), day_name(pattern, there).split("/")
    shared = 0
    while shared < len(home) - 1 and shared < len(goal) - 1 and home[shared] == goal[shared]:
        shared += 1
    path = "/".join([".."] * (len(home) - 1 - shared) + goal[shared:])
    return path.replace("%", "%25").replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def neighbours(digest: Digest, pattern: str) -> str:
    """Link the digest before and the digest after; empty where there is neither."""
    return _around(digest.day, digest.previous, digest.following, pattern) if digest.day else ""


def _around(day: date, previous: date | None, following: date | None, pattern: str) -> str:
    links = []
    if previous:
        links.append(f"[← {_day_beside(previous, day)}]({day_link(pattern, day, previous)})")
    if following:
        links.append(f"[{_day_beside(following, day)} →]({day_link(pattern, day, following)})")
    return " · ".join(links)


def _day_beside(day: date, beside: date) -> str:
    return f"{weekday(day)} {short_day(day, beside)}"


def front_matter(digest: Digest) -> str:
    """Draw our own fields as YAML, quoted as JSON so that every YAML parser reads them back."""
    articles = sum(len(telling.story.articles) for telling in digest.tellings)
    fields: dict[str, str] = {
        "title": _quoted(digest.title),
        "date": digest.day.isoformat() if digest.day else "null",
        "tags": '["newsdigest"]',
        "stories": str(len(digest.tellings)),
        "articles": str(articles),
        "sources_ok": str(digest.sources_ok),
        "sources_failed": str(digest.sources_failed),
    }
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\n"


def _quoted(text: str) -> str:
    """Quote a text for YAML: JSON's escapes, and one for each line break that YAML adds to them."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda at: f"\\u{ord(at[0]):04x}", quoted)


def place(
    old: str | None,
    block: str,
    front: str,
    *,
    linked: bool = False,
    known: Collection[str] | None = None,
) -> Placed:
    """Put our block into a day file, keeping everything outside its marks byte for byte.

    `linked` says that the block's last line links the days around it (`neighbours`).

    `front` may be empty: then no front matter of ours is added, and the reader's stays. A file
    without marks is the reader's own: our block goes below it. An edited block is set aside.
    `known` are the addresses of all that the store knows of the day (`url_key`), None where that
    is not asked: a block that holds others, which the new one has not, is set aside as well.
    """
    ours = f"{BEGIN}\n{block}{_checksum(block, linked=linked)}\n{END}"
    if old is None:
        return Placed(f"{front}{ours}\n")
    found = _BLOCK.search(old)
    if found is None:
        parted = old if old.endswith(("\n\n", "\n\r\n")) or not old else f"{old.rstrip()}\n\n"
        return Placed(f"{parted}{ours}\n")
    before, after = old[: found.start()], old[found.end() :]
    held = found[1].replace("\r\n", "\n")
    edited = _edited(held)
    lost = known is not None and not edited and bool(_held(held) - _held(block) - set(known))
    text = _with_front(before, front) + ours + (after or "\n")
    return Placed(text, edited, held if lost else "")


def _held(block: str) -> set[str]:
    """Give the addresses that a block links to, in the form in which they are compared."""
    from html import unescape  # noqa: PLC0415 few days are compared with their file

    from newsdigest.urls import url_key  # noqa: PLC0415 as above

    return {url_key(unescape(address)) for address in _ADDRESS.findall(block)}


def with_following(old: str, day: date, following: date, pattern: str) -> str:
    """Let a day file link to the next day's, unless its block was edited."""
    found = _BLOCK.search(old)
    held = found[1].replace("\r\n", "\n") if found else ""
    if found is None or _edited(held):
        return old
    mark = _CHECKSUM.search(held)
    assert mark is not None  # noqa: S101 a block without one counts as edited
    block = held[: mark.start()].rstrip("\n")
    body, _, last = block.rpartition("\n")
    back = ""
    if mark[2] == "linked" or (mark[2] is None and _DAY_LINKS.fullmatch(last)):
        block, back = body.rstrip("\n"), last.partition(" · ")[0]
        back = back if back.startswith("[← ") else ""
    links = [link for link in (back, _around(day, None, following, pattern)) if link]
    fresh = f"{block}\n\n{' · '.join(links)}\n"
    return f"{old[: found.start(1)]}{fresh}{_checksum(fresh, linked=True)}\n{old[found.end(1) :]}"


def _checksum(block: str, *, linked: bool) -> str:
    """Sum up a block, and say whether its last line is that of the days around it."""
    said = "linked" if linked else "unlinked"
    return f"<!-- checksum {_sum(block)} {said} -->"


def _sum(block: str) -> str:
    return sha256(block.encode()).hexdigest()[:12]


def _edited(body: str) -> str:
    """Return a block that is not as we wrote it; empty for one that is."""
    mark = _CHECKSUM.search(body)
    text = body[: mark.start()] if mark else body
    if mark and _sum(text) == mark[1]:
        return ""
    return text


def _with_front(before: str, front: str) -> str:
    """Renew our front matter where it opens the file; the reader's own fields stay."""
    found = _FRONT_MATTER.match(before)
    if not front or found is None:
        return before
    fresh = dict(_fields(front))
    if re.search(r"^tags\b", found[0], re.MULTILINE):
        del fresh["tags"]  # the reader may have added some
    first, *lines, last = found[0].splitlines(keepends=True)
    end = "\r\n" if first.endswith("\r\n") else "\n"
    kept = [
        f"{key}: {fresh.pop(key)}{end}" if key in fresh else line
        for line in lines
        for key in [line.partition(":")[0]]
    ]
    added = [f"{key}: {value}{end}" for key, value in fresh.items()]
    return "".join([first, *kept, *added, last]) + before[found.end() :]


def _fields(front: str) -> list[tuple[str, str]]:
    lines = front.splitlines()[1:-1]
    return [(key, value) for line in lines for key, _, value in [line.partition(": ")]]
