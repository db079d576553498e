"""Digest -> one mail, as text and as HTML: for `sendmail -t`, `msmtp -t` or a folder of mail.

Nothing is sent from here. What is remote stands in one header, the subject, and there as one line
of words. Date, number and boundary come of the digest itself: the same digest is the same message.
"""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from newsdigest.stages.render import markup, plain
from newsdigest.stages.render.facts import as_of, at_a_glance, summary_line
from newsdigest.text.clean import clean_line
from newsdigest.text.counts import counted
from newsdigest.text.days import long_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsdigest.models import Digest
    from newsdigest.stages.render.view import View

TEXT_WIDTH = 76
"""RFC 2045 bounds an encoded line at 76 characters: a line of text then stays one line."""
POLICY = SMTP.clone(linesep="\n", max_line_length=78)
"""Line ends as `sendmail` and files of the system have them; the wire's are made by the mailer."""
_SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"
_STYLES = {
    "h1": f"{_SANS};font-size:22px;line-height:1.25;margin:0 0 4px",
    "h2": f"{_SANS};font-size:18px;line-height:1.3;margin:28px 0 8px",
    "h3": f"{_SANS};font-size:17px;line-height:1.3;margin:20px 0 4px",
    "p.facts": f"{_SANS};font-size:14px;margin:0 0 8px",
    "ul.facts": f"{_SANS};font-size:14px",
    "ul": "margin:8px 0;padding-left:20px",
    "ol": f"{_SANS};font-size:15px;margin:8px 0;padding-left:24px",
    "li": "margin:6px 0",
    "blockquote": "margin:12px 0;padding-left:12px;border-left:3px solid #b8b4aa",
    "footer": f"{_SANS};font-size:14px",
    "span.mark": f"{_SANS};font-size:13px;font-weight:600",
    "span.gloss": "font-style:italic",
}
# No colour is set: a webmail that turns its page dark turns the mail with it.
_BODY = "font:16px/1.5 Georgia,'Times New Roman',serif;max-width:640px;margin:0 auto;padding:8px"


def render(digest: Digest, view: View) -> str:
    """Draw a whole message, ASCII, lines ended by a newline.

    Without `mail_to` or `mail_from` the header is left out, for the mailer to add. Digests of
    links and texts without a date have none. ValueError for an address with a line break in it.
    """
    message = EmailMessage(policy=POLICY)
    sender = view.mail_from or view.mail_to.partition(",")[0].strip()
    if sender:
        message["From"] = sender
    if view.mail_to:
        message["To"] = view.mail_to
    message["Subject"] = clean_line(digest.title) or "News digest"
    if when := as_of(digest, view.zone):
        message["Date"] = format_datetime(when)
    text = plain.render(digest, replace(view, width=TEXT_WIDTH))
    page = _page(digest, replace(view, near=frozenset()))
    mark = sha256(f"{text}\n{page}".encode("utf-8", "replace")).hexdigest()[:32]
    message["Message-ID"] = f"<{mark}@newsdigest.invalid>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday note answers it
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    # An encoded part holds no "=_": the boundary cannot stand in it.
    message.set_boundary(f"=_{mark}")
    return message.as_string()


def _glance(digest: Digest) -> Iterator[str]:
    """Begin a long day with its most important stories: a mail jumps nowhere, so none is a link."""
    if digest.glance:
        yield "<h2>At a glance</h2><ol>"
        for number, story, outlets in at_a_glance(digest):
            carried = f" · {counted(outlets, 'outlet')}" if outlets > 1 else ""
            yield f'<li value="{number}" dir="auto">{markup.text(story.title)}{carried}</li>'
        yield "</ol>"


def _page(digest: Digest, view: View) -> str:
    if digest.day:
        head = f'<h1>{long_day(digest.day)}</h1><p class="facts">'
        pieces = [f"{head}{escape(summary_line(digest, view.zone))}</p>"]
        pieces += _glance(digest)
        pieces += markup.day(digest, view)
    else:
        pieces = list(markup.links(digest, view))
    body = markup.inlined("\n".join(pieces), _STYLES)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{markup.text(digest.title or 'News digest')}</title></head>\n"
        f'<body><div style="{_BODY}">\n{body}\n</div></body></html>\n'
    )
