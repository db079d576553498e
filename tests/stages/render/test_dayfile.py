"""Digest -> the day file: front matter, our block, the reader's notes around it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.errors import ConfigError
from newsdigest.models import Digest
from newsdigest.stages.render.dayfile import (
    BEGIN,
    END,
    day_link,
    day_name,
    front_matter,
    neighbours,
    place,
    with_following,
)

DAY = date(2026, 11, 21)
NEXT = date(2026, 11, 22)
FRONT = front_matter(Digest("News", day=DAY))


# ---------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{date}.md", "2026-11-21.md"),
        ("{year}/{month}/{date}.md", "2026/11/2026-11-21.md"),
        ("{week}/news {date}.md", "2026-W47/news 2026-11-21.md"),
    ],
)
def test_a_pattern_names_a_file(pattern: str, name: str) -> None:
    assert day_name(pattern, DAY) == name


@pytest.mark.parametrize(
    "pattern", ["{week}.md", "{day}.md", "{", "/{date}.md", "../{date}.md", "{0}{date}"]
)
def test_a_pattern_that_cannot_name_days_is_refused(pattern: str) -> None:
    with pytest.raises(ConfigError, match="filename"):
        day_name(pattern, DAY)


def test_files_in_folders_link_to_each_other() -> None:
    pattern = "{year}/{month}/{date} (news).md"
    there = date(2026, 10, 31)
    assert day_link(pattern, DAY, there) == "../10/2026-10-31%20%28news%29.md"
    assert day_link(pattern, DAY, NEXT) == "2026-11-22%20%28news%29.md"
    assert day_link("{date}.md", DAY, NEXT) == "2026-11-22.md"


def test_a_digest_links_the_days_around_it() -> None:
    around = Digest("t", day=DAY, previous=date(2025, 12, 31), following=NEXT)
    assert neighbours(around, "{date}.md") == (
        "[← Wed 31 Dec 2025](2025-12-31.md) · [Sun 22 Nov →](2026-11-22.md)"
    )
    assert neighbours(Digest("t", day=DAY), "{date}.md") == ""
    assert neighbours(Digest("t"), "{date}.md") == ""


# ---------------------------------------------------------------- notes
def test_a_new_file_has_front_matter_and_our_block() -> None:
    placed = place(None, "# Day\n", FRONT)
    assert placed.text.startswith('---\ntitle: "News"\ndate: 2026-11-21\n')
    assert placed.text.endswith(f"\n{END}\n")
    assert BEGIN in placed.text
    assert place(None, "# Day\n", "").text.startswith(BEGIN)


def test_the_same_digest_gives_the_same_bytes() -> None:
    once = place(None, "# Day\n", FRONT)
    assert place(once.text, "# Day\n", FRONT) == once


def test_notes_outside_the_marks_survive_and_the_block_is_renewed() -> None:
    old = place(None, "# Old\n", FRONT).text
    noted = f"{old.replace(BEGIN, f'My morning{chr(10)}{BEGIN}')}\nMy evening\n"
    placed = place(noted, "# New\n", FRONT)
    assert placed.set_aside == ""
    assert "# New" in placed.text
    assert "# Old" not in placed.text
    assert "My morning\n<!--" in placed.text
    assert placed.text.endswith(f"{END}\n\nMy evening\n")


def test_an_edited_block_is_set_aside() -> None:
    old = place(None, "# Old\n", "").text
    edited = old.replace("# Old", "# Mine")
    placed = place(edited, "# New\n", "")
    assert placed.set_aside == "# Mine\n"
    assert "# Mine" not in placed.text


def test_a_block_whose_checksum_is_gone_counts_as_edited() -> None:
    bare = f"{BEGIN}\n# Mine\n{END}\n"
    assert place(bare, "# New\n", "").set_aside == "# Mine\n"


def test_a_file_without_marks_is_the_readers_and_gets_our_block_below() -> None:
    placed = place("My own day", "# Day\n", FRONT)
    assert placed.text.startswith(f"My own day\n\n{BEGIN}")
    assert placed.set_aside == ""
    assert place("", "# Day\n", FRONT).text.startswith(BEGIN)


def test_the_readers_own_front_matter_fields_and_tags_stay() -> None:
    old = place(None, "# Old\n", FRONT).text
    mine = old.replace('tags: ["newsdigest"]', "mood: good\ntags: [a, b]").replace(
        "stories: 0\n", ""
    )
    renewed = front_matter(Digest("Newer", day=DAY, sources_ok=3))
    text = place(mine, "# Old\n", renewed).text
    assert "mood: good\ntags: [a, b]\n" in text
    assert 'title: "Newer"' in text
    assert "sources_ok: 3" in text
    assert "stories: 0" in text
    without = old.replace('tags: ["newsdigest"]\n', "")
    assert 'tags: ["newsdigest"]' in place(without, "# Old\n", renewed).text


def test_line_ends_of_another_system_do_not_count_as_an_edit() -> None:
    old = place(None, "# Old\n", FRONT).text
    assert place(old.replace("\n", "\r\n"), "# New\n", FRONT).set_aside == ""


@given(st.text("ab\n-#<!>", max_size=40), st.text("ab\n-#<!>", max_size=40))
def test_whatever_stands_outside_the_marks_stays(before: str, after: str) -> None:
    block = place(None, "# Old\n", "").text
    parted = f"{before}\n" if before else ""
    placed = place(f"{parted}{block}{after}", "# New\n", "")
    assert placed.text.startswith(parted + BEGIN)
    assert placed.text.endswith(END + "\n" + after)
    assert placed.set_aside == ""


# ---------------------------------------------------------------- the day after
def test_a_day_file_learns_of_the_next_day() -> None:
    old = place(None, "# Day\nText\n", FRONT).text
    linked = with_following(old, DAY, NEXT, "{date}.md")
    assert "# Day\nText\n\n[Sun 22 Nov →](2026-11-22.md)\n<!-- checksum" in linked
    assert with_following(linked, DAY, NEXT, "{date}.md") == linked
    assert place(linked, "# Day\n", FRONT).set_aside == ""
    drawn = "# Day\nText\n\n[Sun 22 Nov →](2026-11-22.md)\n"
    built = place(None, drawn, FRONT, linked=True)
    assert built.text == linked


@pytest.mark.parametrize(
    "line",
    [
        "[← Fri 20 Nov](2026-11-20.md)",
        "- Elm Herald: [Elmton →](https://herald.test/1)",
        "[← Turn back](https://herald.test/1) · [Go on →](https://herald.test/2)",
    ],
)
def test_a_last_line_of_news_that_looks_like_links_to_days_stays(line: str) -> None:
    linked = with_following(place(None, f"# Day\n{line}\n", FRONT).text, DAY, NEXT, "{date}.md")
    assert f"# Day\n{line}\n\n[Sun 22 Nov →](2026-11-22.md)\n" in linked


def test_a_file_written_before_the_line_was_marked_goes_by_its_form() -> None:
    links = "# Day\n\n[← Fri 20 Nov](2026-11-20.md) · [Sun 22 Nov →](2026-11-22.md)\n"
    for unmarked, now in ((links, links), ("# Day\n[Elmton →](x)\n", "# Day\n[Elmton →](x)\n\n")):
        old = place(None, unmarked, FRONT).text.replace(" unlinked", "")
        assert now in with_following(old, DAY, NEXT, "{date}.md")


def test_the_link_back_stays() -> None:
    back = "[← Fri 20 Nov](2026-11-20.md)"
    old = place(None, f"# Day\n\n{back}\n", FRONT, linked=True).text
    linked = with_following(old, DAY, NEXT, "{date}.md")
    assert f"\n{back} · [Sun 22 Nov →](2026-11-22.md)\n" in linked
    assert with_following(linked, DAY, NEXT, "{date}.md") == linked


def test_an_edited_block_or_a_file_without_marks_is_left_alone() -> None:
    edited = place(None, "# Day\n", "").text.replace("# Day", "# Mine")
    assert with_following(edited, DAY, NEXT, "{date}.md") == edited
    assert with_following("mine", DAY, NEXT, "{date}.md") == "mine"
