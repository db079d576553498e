"""Settings: flags > environment > file > defaults, and every wrong key at once."""

from pathlib import Path

import pytest

from newsdigest import config, keys
from newsdigest.errors import ConfigError

GOOD = """\
[digest]
dir = "/srv/news"
points = 4
sections = ["World", "Tech"]

[fetch]
timeout_s = 20

[mute]
words = ["horoscope"]

[[feeds]]
url = "https://a.test/feed.xml"
section = "World"

[[feeds]]
url = "https://b.test/feed.xml"
limit = 3
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(GOOD, "utf-8")
    return file


def test_a_file_is_read_and_each_value_knows_its_line(path: Path) -> None:
    settings = config.load(str(path), {})
    assert settings.exists
    assert settings.digest.dir == "/srv/news"
    assert settings.digest.sections == ("World", "Tech")
    assert settings.fetch.timeout_s == 20.0
    assert [feed.url for feed in settings.feeds] == [
        "https://a.test/feed.xml",
        "https://b.test/feed.xml",
    ]
    origins = {name: origin for name, _, origin, _ in config.listed(settings)}
    assert origins["digest.points"] == f"{path}:3"
    assert origins["digest.quotes"] == "default"


def test_flags_win_over_the_environment_and_that_over_the_file(path: Path) -> None:
    environ = {"NEWSDIGEST_DIGEST_POINTS": "6", "NEWSDIGEST_FETCH_TIMEOUT_S": "7.5"}
    settings = config.load(str(path), environ, {"digest.points": 9})
    assert settings.digest.points == 9
    assert settings.fetch.timeout_s == 7.5
    origins = dict(settings.origins)
    assert origins["digest.points"] == "command line"
    assert origins["fetch.timeout_s"] == "NEWSDIGEST_FETCH_TIMEOUT_S"


def test_no_file_gives_defaults_and_a_named_missing_file_is_an_error(tmp_path: Path) -> None:
    missing = tmp_path / "none.toml"
    settings = config.load("", {"XDG_CONFIG_HOME": str(tmp_path)})
    assert settings.digest.points == keys.DigestKeys().points
    for flag, environ in ((str(missing), {}), ("", {"NEWSDIGEST_CONFIG": str(missing)})):
        with pytest.raises(ConfigError, match="no such file"):
            config.load(flag, environ)


def test_the_file_stands_in_the_users_own_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/home/u/.config")
    assert config.config_path("", {}) == Path("/home/u/.config/newsdigest/config.toml")


def test_all_wrong_keys_are_told_at_once_with_line_and_suggestion() -> None:
    text = '[digest]\npoint = 3\nquotes = "two"\n[fetsh]\nx = 1\n[[feeds]]\nname = "A"\n'
    with pytest.raises(ConfigError) as caught:
        config.parse(text, "c.toml", {}, {})
    message = str(caught.value)
    assert message.startswith("wrong configuration: c.toml: ")
    assert "line 2: digest.point is not known" in message
    assert "line 3: digest.quotes must be a whole number" in message
    assert "line 4: [fetsh] is not known" in message
    assert "line 6: feed without url" in message
    assert caught.value.hint == 'points, fetch, url = "https://…"'
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("digest = 3", "digest must be a table"),
        ("feeds = 3", "feeds must be tables"),
        ("[digest]\npoints = 0", "must be at least 1"),
        ("[digest]\npoints = true", "must be a whole number"),
        ("[digest]\npoints = 2.5", "must be a whole number"),
        ("[digest]\ndir = 3", "must be a string"),
        ("[digest]\nfront_matter = 1", "must be true or false"),
        ("[mute]\nwords = 'a'", "must be a list of strings"),
        ("[fetch]\ntimeout_s = 'x'", "must be a number"),
        ("[[feeds]]\nurl = 'https://a.test'\n[[feeds]]\nurl = 'https://a.test'", "stands twice"),
        ("[[feeds]]\nurl = 3", "must be a string"),
        ("[digest]\nzzz = 1", "zzz is not known newsdigest doctor"),
    ],
)
def test_each_kind_of_wrong_value_is_named(text: str, why: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.parse(text, "c.toml", {}, {})
    assert why in f"{caught.value} {caught.value.hint}"


def test_text_that_is_not_toml_and_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not TOML"):
        config.parse("[digest\n", "c.toml", {}, {})
    binary = tmp_path / "b.toml"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8 text"):
        config.load(str(binary), {})
    with pytest.raises(ConfigError, match="cannot read the configuration"):
        config.load(str(tmp_path), {})


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("NEWSDIGEST_DIGEST_FRONT_MATTER", "no", False),
        ("NEWSDIGEST_DIGEST_FRONT_MATTER", "Yes", True),
        ("NEWSDIGEST_DIGEST_SECTIONS", "World, Tech,", ("World", "Tech")),
        ("NEWSDIGEST_DIGEST_DIR", "/tmp/x", "/tmp/x"),  # noqa: S108 a name, never opened
    ],
)
def test_the_environment_is_read_by_type(variable: str, text: str, value: object) -> None:
    settings = config.parse(None, "c.toml", {variable: text}, {})
    section, _, key = variable.removeprefix("NEWSDIGEST_").lower().partition("_")
    assert getattr(getattr(settings, section), key) == value


@pytest.mark.parametrize(
    ("variable", "text"),
    [("NEWSDIGEST_DIGEST_POINTS", "many"), ("NEWSDIGEST_DIGEST_FRONT_MATTER", "perhaps")],
)
def test_a_wrong_variable_is_named(variable: str, text: str) -> None:
    with pytest.raises(ConfigError, match=variable):
        config.parse(None, "c.toml", {variable: text}, {})


def test_watched_words_are_sections_and_a_pause_is_a_day(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    watch = '[watch]\n"Elm river" = ["Elm river", "harbour"]\nCup = ["cup"]\n'
    feed = '[[feeds]]\nurl = "https://a.test/"\nweight = 2\npause = '
    file.write_text(f"{watch}{feed}2026-12-24\n", "utf-8")
    settings = config.load(str(file), {})
    assert settings.watch == (("Elm river", ("Elm river", "harbour")), ("Cup", ("cup",)))
    assert (settings.feeds[0].pause, settings.feeds[0].weight) == ("2026-12-24", 2.0)
    file.write_text(f'[watch]\nCup = "cup"\n{feed}"soon"\n', "utf-8")
    with pytest.raises(ConfigError) as caught:
        config.load(str(file), {})
    assert "watch.Cup must be a list of strings" in str(caught.value)
    assert "feeds.pause must be a day" in str(caught.value)
