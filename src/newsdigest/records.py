"""The stages as dict -> dict, for data engines that map over an archive.

Every value is JSON-able, every function is at module level and pickles, and a known error comes
back under "failure" instead of rising: one bad page costs one record.
"""

from __future__ import annotations

import base64
from typing import Any

from newsdigest.codec import digest_to_json, failure_to_json, from_plain, to_plain
from newsdigest.models import Article, Digest, Failure, Page, Story
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.stages import Reading, read, tell
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.together import one_story

Record = dict[str, Any]


def read_record(record: Record, options: StageOptions | None = None) -> Record:
    """Page -> article: {"url", "body", "content_type"?} -> {"url", "article" or "failure"}.

    "body" is bytes, or text, or text of base64 with a true "base64" beside it. "article" has the
    shape of `codec.to_plain(Article)`.
    """
    given = options or StageOptions()
    url = str(record.get("url", ""))
    page = Page(url, _body(record), str(record.get("content_type", "")))
    result = read(Reading(0, url or "record", page, given.extract)).result
    if isinstance(result, Failure):
        return {"url": url, "failure": failure_to_json(result)}
    return {"url": url, "article": to_plain(result)}


def signature_record(record: Record) -> Record:
    """Article -> signature: what grouping needs, small and keyed."""
    if "article" not in record:
        return record
    found = signature(from_plain(Article, record["article"]))
    return {"url": record["url"], "key": found.key, "signature": to_plain(found)}


def digest_record(record: Record, options: StageOptions | None = None) -> Record:
    """Article -> digest of one story, in the published shape of ``-f json``."""
    if "article" not in record:
        return record
    story: Story = one_story([from_plain(Article, record["article"])])
    telling = tell((story, options or StageOptions()))
    return {
        "url": record["url"],
        "digest": digest_to_json(Digest(story.title, (telling,), sources_ok=1)),
    }


def _body(record: Record) -> bytes:
    body = record.get("body", b"")
    if isinstance(body, bytes):
        return body
    return base64.b64decode(body) if record.get("base64") else str(body).encode()
