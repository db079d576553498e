"""Digests of many days -> the course of one story, and how it is drawn."""

import json
from datetime import date

from newsdigest.models import (
    Article,
    Course,
    CourseDay,
    CourseLine,
    Digest,
    KeyPoint,
    Story,
    Telling,
)
from newsdigest.stages.course import course
from newsdigest.stages.render.formats import course_renderer
from newsdigest.stages.render.view import View

FIRST, SECOND = date(2026, 11, 16), date(2026, 11, 18)
COST = "The crossing cost $128 million, the audit office said."
MENDED = "The crossing cost $182 million, the audit office said."
OPENED = "The city opened a bridge over the Elm river."


def digest(day: date | None, title: str, *texts: str, story: str = "s1") -> Digest:
    article = Article(
        title, " ".join(texts), url="https://a.test/1", site="Elm_Herald", language="en"
    )
    points = tuple(KeyPoint(text, 0, len(text)) for text in texts)
    return Digest("t", (Telling(Story(story, title, (article,)), points),), day)


DAYS = [
    digest(FIRST, "City opens bridge", OPENED, COST),
    digest(date(2026, 11, 17), "Other", "Rain fell.", story="s2"),
    digest(SECOND, "Bridge cost more", MENDED, OPENED),
    digest(None, "Links", OPENED),
    digest(date(2026, 11, 19), "Again", OPENED),
]
FOUND = course("s1", DAYS)


def test_each_day_tells_what_is_new_and_figures_stand_side_by_side() -> None:
    url = "https://a.test/1"
    assert (
        Course(
            "s1",
            (
                CourseDay(
                    FIRST,
                    "City opens bridge",
                    (CourseLine(OPENED, "Elm_Herald", url), CourseLine(COST, "Elm_Herald", url)),
                ),
                CourseDay(
                    SECOND,
                    "Bridge cost more",
                    (CourseLine(MENDED, "Elm_Herald", url, COST, FIRST),),
                ),
            ),
        )
        == FOUND
    )


def test_a_course_is_drawn_with_outlets_and_days() -> None:
    def render(name: str) -> str:
        return course_renderer(name)(FOUND, View())

    drawn = render("markdown")
    assert drawn.startswith(
        "# Bridge cost more\n\n## Monday 16 November 2026: City opens bridge\n- "
    )
    assert f"- {MENDED} ([Elm\\_Herald](https://a.test/1))\n  16 Nov: {COST}\n" in drawn
    plain = render("plain")
    flat = " ".join(plain.split())
    assert f"• {MENDED} (Elm_Herald) 16 Nov: {COST}" in flat
    read = json.loads(render("json"))
    assert read["days"][1]["lines"][0] == {
        "text": MENDED,
        "outlet": "Elm_Herald",
        "url": "https://a.test/1",
        "before": COST,
        "told_on": "2026-11-16",
    }
    assert read["days"][0]["lines"][0]["told_on"] is None
    page = render("html")
    assert f'<li dir="auto">{MENDED} (' in page
    assert f"<br/><small>16 Nov: {COST}</small></li>" in page
