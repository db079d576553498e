"""Every fault becomes one result of the right class, in time; the good pages come through."""

import time
from collections.abc import Iterator

import pytest
from tests.servers.faults import ARTICLE, FAULTS, Fault, fault_server
from tests.servers.loopback import Loopback

from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.errors import FetchError
from newsdigest.models import Failure, Page, Request

TIMEOUT_S = 0.6
QUICK = FetchOptions(gap_s=0.0, timeout_s=TIMEOUT_S, connect_timeout_s=0.3)
PATIENT = FetchOptions(gap_s=0.0, timeout_s=5.0, connect_timeout_s=2.0)


def get(link: str, options: FetchOptions = PATIENT, **how: bool) -> Page | Failure:
    request = Request(link, trusted=how.get("trusted", True), insecure=how.get("insecure", False))
    [(_, result)] = HttpFetcher(options, proxies={}).fetch([request])
    return result


@pytest.fixture(scope="module")
def faults() -> Iterator[Loopback]:
    with fault_server() as running:
        yield running


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsdigest.edges.http.run._FIRST_WAIT_S", 0.01)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.path for fault in FAULTS])
def test_each_fault_is_named_in_time(faults: Loopback, fault: Fault) -> None:
    began = time.monotonic()
    result = get(faults.url(fault.path, host=2), QUICK if fault.slow else PATIENT)
    spent_s = time.monotonic() - began
    assert spent_s < (TIMEOUT_S + 1.0 if fault.slow else 5.0)
    assert len(faults.asked(fault.path)) == fault.tries
    faults.requests.clear()
    if not fault.kind:
        assert isinstance(result, Page), result
        assert result.body == ARTICLE or b"<rss" in result.body
        return
    assert isinstance(result, Failure), result
    assert result.kind == fault.kind, result.message
    assert fault.words in result.message
    assert result.message.startswith(f"could not fetch: {faults.url(fault.path, host=2)}: ")
    assert "\n" not in result.message
    assert FetchError.exit_code == 1
