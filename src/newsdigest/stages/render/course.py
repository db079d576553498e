"""Course of a story -> the lines that every format draws it from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.text.days import long_day, short_day

if TYPE_CHECKING:
    from datetime import date

    from newsdigest.models import Course, CourseDay, CourseLine


def title(course: Course) -> str:
    """Name a story over its days: by its latest headline."""
    return course.days[-1].title


def day_head(day: CourseDay) -> str:
    """Head what one day newly told."""
    return f"{long_day(day.day)}: {day.title}"


def before(line: CourseLine, day: date) -> str:
    """Give the line of an earlier day that has other figures; empty where there is none."""
    return f"{short_day(line.told_on, day)}: {line.before}" if line.told_on else ""
