"""The Python interface: its names are pinned, and it promises what the command line does."""

import doctest
import importlib.metadata
import subprocess
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.servers.loopback import Loopback

import newsdigest
from newsdigest import errors, models

SAMPLES = Path(__file__).parents[1] / "samples"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Elm Herald</title>
<item><title>City opens new river bridge</title><link>{link}</link>
<pubDate>{date}</pubDate></item></channel></rss>"""


def holds(digest: models.Digest) -> bool:
    """Tell whether every point and quote is a slice of its article, and there is one."""
    kept = 0
    for telling in digest.tellings:
        articles = telling.story.articles
        for point in telling.key_points:
            assert articles[point.article].text[point.start : point.end] == point.text
            kept += 1
        for quote in telling.quotes:
            assert articles[quote.article].text[quote.start : quote.end] == quote.text
    return kept > 0


def test_the_public_names_are_these() -> None:
    assert sorted(newsdigest.__all__) == [
        "Article",
        "Digest",
        "Failure",
        "KeyPoint",
        "NewsdigestError",
        "Quote",
        "Story",
        "Telling",
        "__version__",
        "daily",
        "digest_articles",
        "digest_html",
        "digest_text",
        "digest_url",
        "from_json",
        "quote_rows",
        "read_article",
        "read_feed",
        "render",
        "render_bytes",
        "render_notebook",
        "to_json",
    ]
    assert dir(newsdigest) == sorted(newsdigest.__all__)


@pytest.mark.parametrize("name", newsdigest.__all__)
def test_every_public_name_is_there_typed_and_documented(name: str) -> None:
    found = getattr(newsdigest, name)
    if name == "__version__":
        return
    assert found.__doc__
    if not isinstance(found, type):
        assert "return" in found.__annotations__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = newsdigest.nonsense


def test_the_package_says_it_is_typed_and_imports_nothing_by_itself() -> None:
    assert Path(newsdigest.__file__).with_name("py.typed").exists()
    code = "import sys, newsdigest; print(*{n for n in sys.modules if n.startswith('newsdigest')})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "newsdigest\n"


def test_the_example_in_the_docstring_runs() -> None:
    assert doctest.testmod(newsdigest).failed == 0


# ---------------------------------------------------------------- texts, pages, links
def test_a_text_becomes_a_digest() -> None:
    digest = newsdigest.digest_text((SAMPLES / "ferry.txt").read_text("utf-8"), points=2, quotes=1)
    assert holds(digest)
    assert digest.title == "Islands Lose Winter Ferry as Operator Pulls Out"
    assert len(digest.tellings[0].key_points) <= 2
    assert len(digest.tellings[0].quotes) <= 1


@pytest.mark.parametrize("as_bytes", [True, False])
def test_a_page_becomes_a_digest(*, as_bytes: bool) -> None:
    body = (SAMPLES / "bridge.html").read_bytes()
    digest = newsdigest.digest_html(body if as_bytes else body.decode(), "https://x.test/bridge")
    assert holds(digest)
    assert digest.tellings[0].story.articles[0].site == "Example Times"


@pytest.mark.parametrize("call", [newsdigest.digest_text, newsdigest.digest_html])
def test_nothing_is_an_error(call: typing.Callable[[str], models.Digest]) -> None:
    with pytest.raises(errors.ExtractError):
        call("")


def test_links_become_a_digest_and_a_failure_is_named(server: Loopback) -> None:
    links = [server.url("/bridge.html"), server.url("/none.html", host=2)]
    digest = newsdigest.digest_url(*links, links[0])
    assert holds(digest)
    assert len(digest.tellings) == 1
    assert [failure.source for failure in digest.failures] == [links[1]]
    together = newsdigest.digest_url(links[0], server.url("/harbour.html", host=3), together=True)
    assert len(together.tellings[0].story.articles) == 2


def test_a_digest_is_drawn_and_published() -> None:
    digest = newsdigest.digest_text("Bridge opens\n\nThe bridge opened on Monday.")
    assert newsdigest.render(digest).startswith("# Bridge opens\n")
    assert newsdigest.render(digest, "plain", width=40).startswith(" Bridge opens\n")
    assert newsdigest.to_json(digest)["schema"] == "newsdigest/1"
    with pytest.raises(errors.UsageError):
        newsdigest.render(digest, "nonsense")
    assert newsdigest.render_bytes(digest) == newsdigest.render(digest).encode()


# ---------------------------------------------------------------- the day
@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "NEWSDIGEST_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_day_without_feeds_says_what_to_do(home: Path) -> None:
    path = home / "c.toml"
    path.write_text("")
    with pytest.raises(errors.ConfigError, match="no feeds"):
        newsdigest.daily(str(path))


def test_a_day_writes_its_file(home: Path, server: Loopback) -> None:
    from email.utils import formatdate

    feed = FEED.format(link=server.url("/bridge.html"), date=formatdate())
    server.page("/feed.xml", feed, "application/rss+xml")
    path = home / "c.toml"
    path.write_text(
        f'[digest]\ndir = "{home}/News"\n[fetch]\nallow_private = true\n'
        f'[[feeds]]\nurl = "{server.url("/feed.xml")}"\n'
    )
    outcome = newsdigest.daily(str(path))
    assert outcome.written
    assert outcome.failed == ()
    assert outcome.digest
    assert holds(outcome.digest)
    written = Path(outcome.path)
    assert "### City opens new river bridge" in written.read_text("utf-8")
    assert outcome.warnings == ()
    written.write_text(written.read_text("utf-8").replace("### City", "### My city"), "utf-8")
    more = feed.replace("<title>City", "<title>Old city").replace("bridge.html", "harbour.html")
    server.page("/feed.xml", more, "application/rss+xml")
    [warning] = newsdigest.daily(str(path)).warnings
    assert "was edited; your version is now" in warning
    (home / "News").rename(home / "Unmounted")
    server.page("/feed.xml", feed.replace("City", "Town").replace("bridge.html", "harbour.html"))
    with pytest.raises(errors.StoreError, match="its directory is gone"):
        newsdigest.daily(str(path))
    assert not (home / "News").exists()


def test_the_installed_version_is_the_one_that_is_told() -> None:
    try:
        installed = importlib.metadata.version("newsdigest")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("run from a checkout")
    assert installed == newsdigest.__version__


DIGEST = newsdigest.digest_text("The ferry runs again. It had been in dock all winter.")
WRONG: dict[str, Callable[[Any], object]] = {
    "text": newsdigest.digest_text,
    "html": newsdigest.digest_html,
    "url": lambda wrong: newsdigest.digest_html("<p>The ferry runs again.</p>", wrong),
    "link": newsdigest.digest_url,
    "article": newsdigest.digest_articles,
    "feed": newsdigest.read_feed,
    "config": newsdigest.daily,
    "max_time_s": lambda wrong: newsdigest.daily(max_time_s=[wrong]),  # type: ignore[arg-type]
    "digest": newsdigest.render,
    "format": lambda wrong: newsdigest.render(DIGEST, wrong),
    "width": lambda wrong: newsdigest.render(DIGEST, width=-wrong),
    "points": lambda wrong: newsdigest.digest_text("Yes.", points=-wrong),
    "quotes": lambda wrong: newsdigest.digest_text("Yes.", quotes=-wrong),
    "method": lambda wrong: newsdigest.digest_text("Yes.", method=wrong),
    "lang": lambda wrong: newsdigest.digest_text("Yes.", lang=wrong),
}


@pytest.mark.parametrize("what", WRONG)
def test_every_wrong_argument_is_a_known_error_that_names_it(what: str) -> None:
    with pytest.raises(newsdigest.NewsdigestError, match=rf"^wrong {what}: "):
        WRONG[what](3)


@pytest.mark.parametrize(
    "ask", [newsdigest.to_json, newsdigest.quote_rows, newsdigest.render_notebook]
)
def test_what_is_no_digest_is_named_and_shown_in_short(ask: Callable[[Any], object]) -> None:
    with pytest.raises(newsdigest.NewsdigestError, match=r"^wrong digest: 'a{59}…: it must be"):
        ask("a" * 5000)
