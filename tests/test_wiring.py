"""Settings become edges: each value reaches the edge it is meant for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import tzlocal

from newsdigest import config, wiring
from newsdigest.edges.corpus_engine import DaftEngine
from newsdigest.edges.corpus_pool import PoolEngine
from newsdigest.errors import ConfigError
from newsdigest.wiring import archive


def test_a_named_zone_knows_summer_and_winter() -> None:
    zone = wiring.local_zone("Europe/Paris")
    winter, summer = datetime(2026, 1, 1, tzinfo=zone), datetime(2026, 7, 1, tzinfo=zone)
    assert winter.utcoffset() == timedelta(hours=1)
    assert summer.utcoffset() == timedelta(hours=2)


@pytest.fixture
def tokyo() -> Iterator[None]:
    """TZ names Tokyo; what tzlocal keeps of it is read anew before and after."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        tzlocal.reload_localzone()
        yield
    tzlocal.reload_localzone()


@pytest.mark.usefixtures("tokyo")
def test_the_local_zone_follows_tz() -> None:
    assert datetime(2026, 1, 1, tzinfo=UTC).astimezone(wiring.local_zone("local")).hour == 9


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "/etc/localtime"])
def test_an_unknown_zone_is_named(name: str) -> None:
    with pytest.raises(ConfigError, match=r"unknown time zone: digest\.timezone"):
        wiring.local_zone(name)


def test_the_fetcher_gets_what_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/home/u/.cache")
    text = "[fetch]\ntimeout_s = 7\nallow_private = true\nuser_agent_contact = 'me@x.test'\n"
    settings = config.parse(text, "c.toml", {}, {})
    options = wiring.fetch_options(settings, offline=True)
    assert options.timeout_s == 7.0
    assert options.allow_private
    assert options.offline
    assert options.user_agent_contact == "me@x.test"
    assert Path(options.cache_dir) == Path("/home/u/.cache/newsdigest")


def test_workers_run_a_function_and_leave() -> None:
    with wiring.workers() as over:
        assert list(over(abs, [-1, 2], lambda item, _why: item)) == [1, 2]
    assert list(wiring.in_process(abs, [-1, 2], lambda item, _why: item)) == [1, 2]


def test_the_engine_gets_its_workers_or_one_a_core() -> None:
    three, as_many = archive.engine("native", 3), archive.engine("native", 0)
    assert isinstance(three, PoolEngine)
    assert isinstance(as_many, PoolEngine)
    assert three.workers == 3
    assert as_many.workers >= 1
    assert archive.engine("ray", 2) == DaftEngine(2)
