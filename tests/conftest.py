"""What every test may use, and what none may: a socket to anywhere but this machine."""

import contextlib
import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from tests.servers.loopback import Loopback, serving

HERE = Path(__file__).parent
# Whole files that start commands, servers or workers test by test, or read hundreds of pages: a
# test that is slow alone bears the mark itself.
SLOW = (
    "cli/",
    "edges/http/test_faults.py",
    "edges/http/test_fetcher.py",
    "edges/http/test_fuzz.py",
    "edges/http/test_manners.py",
    "edges/http/test_sweep.py",
    "edges/test_corpus_engine.py",
    "edges/test_corpus_pool.py",
    "edges/test_pool.py",
    "pipeline/test_corpus.py",
    "pipeline/test_corpus_days.py",
    "pipeline/test_ten_day_files.py",
    "stages/dedupe/test_ten_days.py",
    "stages/render/test_atom.py",
    "stages/render/test_day_formats.py",
    "stages/render/test_door.py",
    "stages/render/test_eml.py",
    "stages/render/test_epub.py",
    "stages/test_hostile_texts.py",
    "test_api.py",
    "test_docs.py",
    "test_quality.py",
    "test_readme.py",
)
# What times longer and longer texts, or sends much through every format: tests/run.sh does not
# trace it, which would cost three to ten times as much and bring no line that others do not reach.
UNTRACED = (
    "cli/test_naughty.py",
    "pipeline/test_growth.py",
    "stages/quotes/test_find.py::test_cost_grows",
    "stages/render/test_door.py",
    "test_growth_of_patterns.py",
)
# Files that hold something to a clock: tests/run.sh runs them apart, one for each core.
CLOCKED = (
    "cli/test_corpus_command.py",
    "cli/test_daily.py",
    "cli/test_delivery.py",
    "cli/test_errors.py",
    "cli/test_killed.py",
    "cli/test_readers.py",
    "cli/test_screens.py",
    "edges/http/test_faults.py",
    "edges/http/test_fetcher.py",
    "edges/http/test_fuzz.py",
    "edges/http/test_manners.py",
    "edges/test_corpus_engine.py",
    "edges/test_corpus_pool.py",
    "edges/test_model.py",
    "edges/test_pool.py",
    "stages/quotes/test_find.py",
    "stages/test_sniff.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Try a property on other examples each time, and on fewer where the slow tests are left out.

    `--hypothesis-profile gate`, which tests/run.sh asks for, draws the same ones each time: what a
    change broke fails it, and nothing else does. `planted` looks for a failing example and not for
    the smallest. None is held to a clock: a busy machine is no defect.
    """
    patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("default", patient)
    settings.register_profile("fast", patient, max_examples=15)
    settings.register_profile("gate", patient, derandomize=True)
    settings.register_profile("planted", patient, phases=(Phase.explicit, Phase.generate))
    if not config.getoption("--hypothesis-profile", None):
        settings.load_profile("fast" if "not slow" in config.option.markexpr else "default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests of the files above their marks."""
    for item in items:
        place = item.path.relative_to(HERE).as_posix()
        if place.startswith(SLOW):
            item.add_marker("slow")
        if f"{place}::{item.name}".startswith(UNTRACED):
            item.add_marker("untraced")
        elif place.startswith(CLOCKED):
            item.add_marker("clocked")


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A loopback server with `samples/` and registered paths, and a log of requests."""
    with serving() as running:
        yield running


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _stays_here(name: str) -> bool:
    """Tell whether resolving a name asks nobody: only its own form, or the hosts file, is read."""
    with contextlib.suppress(ValueError):
        return bool(ipaddress.ip_address(name.partition("%")[0]))
    return name in {"localhost", ""}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid every connection and name look-up that would leave this machine."""
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded(real: Any) -> Any:
        def dial(self: socket.socket, address: Any) -> Any:
            assert _is_here(address), f"a test dialled {address}"
            return real(self, address)

        return dial

    def looked_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        assert name is None or _stays_here(name), f"a test looked up {name}"
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
