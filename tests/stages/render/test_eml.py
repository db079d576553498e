"""Digest -> a mail: read back by the standard library, safe in its head, the same each time."""

import email
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import default

import html5lib
import pytest
from hypothesis import given, settings
from tests.nouns import digests
from tests.stages.render import stories

from newsdigest.models import Digest, TitleOnly
from newsdigest.stages.render import eml, plain
from newsdigest.stages.render.view import View
from newsdigest.text.clean import shown

VIEW = View(mail_to="Ana Ruiz <ana@example.org>, ben@example.org", mail_from="news@example.org")


def read(text: str) -> EmailMessage:
    message = email.message_from_string(text, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_mail_reads_back_with_both_parts_and_its_head() -> None:
    message = read(eml.render(stories.day(), VIEW))
    assert message["To"] == VIEW.mail_to
    assert message["From"] == VIEW.mail_from
    assert message["Subject"] == "News digest, Saturday 21 November 2026"
    assert message["Date"].datetime == datetime(2026, 11, 21, 13, 40, tzinfo=UTC)
    assert message["Auto-Submitted"] == "auto-generated"
    assert not message.defects
    assert body(message, "plain") == plain.render(stories.day(), View(width=eml.TEXT_WIDTH))
    assert "City opens new river bridge</a></h3>" in body(message, "html")


def test_a_mail_is_ascii_in_short_lines_and_the_same_each_time() -> None:
    drawn = eml.render(stories.day(), VIEW)
    assert drawn == eml.render(stories.day(), VIEW)
    assert drawn.isascii()
    assert "\r" not in drawn
    assert max(map(len, drawn.splitlines())) <= 78
    other = eml.render(replace(stories.day(), notes=("else",)), VIEW)
    assert read(other)["Message-ID"] != read(drawn)["Message-ID"]


def test_style_is_inline_alone_and_nothing_is_fetched() -> None:
    page = body(read(eml.render(stories.day(), VIEW)), "html")
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    names = {element.tag for element in tree.iter()}
    assert not names & {"style", "script", "img", "link"}
    assert not re.search(r' (?:class|id)="', page)
    assert "<h3" in page
    assert 'style="' in page
    assert "url(" not in page


def test_a_mail_leads_to_no_file_beside_it() -> None:
    assert ".html" not in body(read(eml.render(stories.day(), VIEW)), "html")


def test_without_addresses_the_mailer_writes_the_head() -> None:
    bare = read(eml.render(stories.alone(), View()))
    assert (bare["To"], bare["From"]) == (None, None)
    assert read(eml.render(stories.alone(), View(mail_to="a@b.org, c@d.org")))["From"] == "a@b.org"


def test_a_title_cannot_write_into_the_head() -> None:
    evil = "Bridge\r\nBcc: everybody@example.org\r\n\r\n<b>" + "é" * 300
    drawn = eml.render(Digest(evil, stories.alone().tellings), VIEW)
    message = read(drawn)
    assert message["Bcc"] is None
    assert str(message["Subject"]).startswith("Bridge Bcc: everybody@example.org <b>é")
    assert "\nBcc" not in drawn.partition("\n\n")[0]
    with pytest.raises(ValueError, match="linefeed"):
        eml.render(stories.alone(), View(mail_to="a@b.org\nBcc: c@d.org"))


def test_what_tells_no_time_has_no_date_and_no_title_a_plain_subject() -> None:
    message = read(eml.render(Digest("", more_titles=(TitleOnly("T", "", "A"),)), View()))
    assert (message["Date"], message["Subject"]) == (None, "News digest")


def test_a_day_is_dated_within_itself() -> None:
    ahead = stories.alone().tellings[0]
    article = replace(ahead.story.articles[0], published=datetime(2027, 1, 1, tzinfo=UTC))
    late = replace(ahead, story=replace(ahead.story, articles=(article,)))
    zone = timezone(timedelta(hours=1))
    day = date(2026, 11, 21)
    drawn = eml.render(Digest("t", (late,), day), replace(VIEW, zone=zone))
    assert read(drawn)["Date"].datetime == datetime(2026, 11, 21, 22, 59, 59, tzinfo=UTC)
    none = eml.render(Digest("t", (), day), replace(VIEW, zone=zone))
    assert read(none)["Date"].datetime == datetime(2026, 11, 20, 23, 0, tzinfo=UTC)


@settings(max_examples=40, deadline=None)
@given(digests())
def test_every_digest_is_a_mail_without_a_defect(digest: Digest) -> None:
    message = read(eml.render(shown(digest), VIEW))
    assert not message.defects
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    parser.parse(body(message, "html"))
    assert parser.errors == []


def test_a_long_day_begins_at_a_glance_with_the_numbers_of_its_stories() -> None:
    day = stories.day()
    glance = tuple(telling.story.id for telling in reversed(day.tellings))
    page = body(read(eml.render(replace(day, glance=glance), VIEW)), "html")
    assert page.index("At a glance") < page.index("<h3")
    assert re.findall(r'<li value="(\d)"', page) == ["3", "2", "1"]
