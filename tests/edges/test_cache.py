"""PageCache: a second look costs nothing; nothing broken, old or secret comes out of it."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from newsdigest.edges.cache import PageCache
from newsdigest.models import Page

PAGE = Page(
    url="https://a.test/ü",
    body=b"<p>news</p>" * 500,
    content_type="text/html",
    final_url="https://a.test/b",
    moved_to="https://a.test/b",
    etag='W/"ö"',
    last_modified="Sat, 21 Nov 2026 10:30:00 GMT",
)
HOUR_S = 3600.0


def cache(folder: Path, max_bytes: int = 10**6, max_age_s: float = 24 * HOUR_S) -> PageCache:
    return PageCache(str(folder), max_bytes=max_bytes, max_age_s=max_age_s, fresh_s=600)


def age(folder: Path, seconds: float) -> None:
    for file in folder.rglob("*.page"):
        os.utime(file, (time.time() - seconds,) * 2)


def test_a_page_comes_back_as_it_was_and_says_where_from(tmp_path: Path) -> None:
    kept = cache(tmp_path / "pages")
    assert kept.get(PAGE.url, ()) is None
    kept.put(PAGE.url, (), PAGE)
    assert kept.get(PAGE.url, ()) == (replace(PAGE, from_cache=True), True)
    assert kept.get(PAGE.url + "?", ()) is None


def test_pages_of_different_readers_are_kept_apart_and_their_secrets_not_written(
    tmp_path: Path,
) -> None:
    kept = cache(tmp_path)
    kept.put(PAGE.url, (("Cookie", "session=s3cret"),), PAGE)
    assert kept.get(PAGE.url, ()) is None
    assert kept.get(PAGE.url, (("cookie", "session=s3cret"),)) is not None
    [file] = tmp_path.rglob("*.page")
    assert b"s3cret" not in file.read_bytes()
    assert "s3cret" not in str(file)
    assert file.stat().st_mode & 0o077 == 0


def test_a_page_is_fresh_then_stale_then_gone_unless_its_server_vouches(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.put(PAGE.url, (), PAGE)
    age(tmp_path, HOUR_S)
    found = kept.get(PAGE.url, ())
    assert found is not None
    assert found[1] is False
    kept.touch(PAGE.url, ())
    assert kept.get(PAGE.url, ()) == (replace(PAGE, from_cache=True), True)
    age(tmp_path, 25 * HOUR_S)
    assert kept.get(PAGE.url, ()) is None


def test_the_oldest_go_when_there_is_too_much_and_other_files_never(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    kept = cache(tmp_path, max_bytes=3000)
    noise = os.urandom(900)
    for number in range(6):
        kept.put(f"https://a.test/{number}", (), Page(f"https://a.test/{number}", noise))
        for file in tmp_path.rglob("*.page"):
            os.utime(file, (file.stat().st_mtime - 10,) * 2)
    kept.prune()
    left = [number for number in range(6) if kept.get(f"https://a.test/{number}", ())]
    assert left in ([4, 5], [3, 4, 5])
    assert (tmp_path / "notes.txt").exists()
    kept.prune()


def test_pages_past_their_age_go(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.put(PAGE.url, (), PAGE)
    age(tmp_path, 30 * HOUR_S)
    kept.put("https://a.test/new", (), PAGE)
    kept.prune()
    assert len(list(tmp_path.rglob("*.page"))) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]\nx", b'{"format": 1}\nnot packed', b'{"format": 99}\n', b"\x00" * 99],
)
def test_a_file_that_cannot_be_read_is_a_page_that_is_not_there(
    tmp_path: Path, content: bytes
) -> None:
    kept = cache(tmp_path)
    kept.put(PAGE.url, (), PAGE)
    [file] = tmp_path.rglob("*.page")
    file.write_bytes(content)
    assert kept.get(PAGE.url, ()) is None
    kept.put(PAGE.url, (), PAGE)
    assert kept.get(PAGE.url, ()) is not None


def test_a_disk_that_takes_nothing_costs_the_copy_not_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    kept = cache(tmp_path / "file")
    kept.put(PAGE.url, (), PAGE)
    kept.touch(PAGE.url, ())
    kept.prune()
    assert kept.get(PAGE.url, ()) is None

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    kept = cache(tmp_path)
    kept.put(PAGE.url, (), PAGE)
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["file"]
