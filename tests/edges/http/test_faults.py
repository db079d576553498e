"""Every fault becomes one result of the right class, in time; the good pages come through."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from tests.servers.faults import (
    ARTICLE,
    FAULTS,
    Fault,
    blunt_server,
    deaf_server,
    fault_server,
    tls_server,
)
from tests.servers.loopback import Loopback

from newsdigest.edges.http.failures import KINDS
from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.errors import FetchError
from newsdigest.models import Failure, Grant, Page, Request
from newsdigest.origin import origin_of

TIMEOUT_S = 1.0
QUICK = FetchOptions(gap_s=0.0, timeout_s=TIMEOUT_S, connect_timeout_s=0.8)
PATIENT = FetchOptions(gap_s=0.0, timeout_s=5.0, connect_timeout_s=2.0)


def get(
    link: str, options: FetchOptions = PATIENT, *, trusted: bool = True, insecure: bool = False
) -> Page | Failure:
    grant = Grant(origin_of(link), insecure=insecure, private=trusted)
    request = Request(link, trusted=trusted, grant=grant)
    [(_, result)] = HttpFetcher(options, proxies={}).fetch([request])
    return result


def kind_of(result: Page | Failure) -> str:
    return result.kind if isinstance(result, Failure) else ""


@pytest.fixture(scope="module")
def faults() -> Iterator[Loopback]:
    with fault_server() as running:
        yield running


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsdigest.edges.http.run._FIRST_WAIT_S", 0.01)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.path for fault in FAULTS])
def test_each_fault_is_named_in_time(faults: Loopback, fault: Fault) -> None:
    faults.requests.clear()
    began = time.monotonic()
    result = get(faults.url(fault.path, host=2), QUICK if fault.slow else PATIENT)
    spent_s = time.monotonic() - began
    assert spent_s < (TIMEOUT_S + 1.0 if fault.slow else 5.0)
    assert len(faults.asked(fault.path)) == fault.tries
    if not fault.kind:
        assert isinstance(result, Page), result
        assert result.body == ARTICLE or b"<rss" in result.body
        return
    assert isinstance(result, Failure), result
    assert result.kind == fault.kind, result.message
    assert fault.words in result.message
    assert result.message.startswith(f"could not fetch: {faults.url(fault.path, host=2)}: ")
    assert "\n" not in result.message
    assert result.hint == KINDS[fault.kind].hint
    assert FetchError.exit_code == 1


def test_ten_redirects_are_followed_and_eleven_are_not(faults: Loopback) -> None:
    ten = get(faults.url("/chain/10"))
    assert isinstance(ten, Page)
    assert ten.final_url == faults.url("/chain/0")
    eleven = get(faults.url("/chain/11"))
    assert isinstance(eleven, Failure)
    assert (eleven.kind, "more than 10 redirects" in eleven.message) == ("redirects", True)


def test_a_host_that_never_accepts_is_given_up_while_connecting() -> None:
    with deaf_server() as link:
        began = time.monotonic()
        result = get(link, QUICK)
        assert time.monotonic() - began < TIMEOUT_S
    assert isinstance(result, Failure)
    assert result.kind == "timeout"
    assert "while connecting" in result.message


def test_a_closed_port_is_refused_and_a_name_that_is_not_known_cannot_be_resolved() -> None:
    assert kind_of(get("http://127.0.0.1:1/")) == "refused"

    def unknown(_host: str, _port: int) -> list[str]:
        import socket

        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    fetcher = HttpFetcher(PATIENT, resolve=unknown, proxies={})
    [(_, result)] = fetcher.fetch([Request("http://nowhere.test/a")])
    assert isinstance(result, Failure)
    assert result.kind == "cannot resolve"
    assert "no such host: nowhere.test" in result.message


def test_a_name_server_that_hangs_is_left_after_the_time_to_connect() -> None:
    def hang(_host: str, _port: int) -> list[str]:
        time.sleep(3)
        return []

    fetcher = HttpFetcher(QUICK, resolve=hang, proxies={})
    began = time.monotonic()
    [(_, result)] = fetcher.fetch([Request("http://slow.test/a")])
    assert time.monotonic() - began < TIMEOUT_S + 1
    assert isinstance(result, Failure)
    assert "looking up its host name" in result.message


@pytest.mark.parametrize(
    ("certificate", "words"),
    [("self_signed.pem", "self-signed certificate"), ("expired.pem", "certificate")],
)
def test_a_certificate_that_nobody_vouches_for_is_an_error(certificate: str, words: str) -> None:
    with tls_server(certificate) as server:
        refused = get(server.url("/article"))
        assert isinstance(refused, Failure)
        assert refused.kind == "tls"
        assert words in refused.message
        assert len(server.requests) == 0
        taken = get(server.url("/article"), insecure=True)
        assert isinstance(taken, Page)


def test_speaking_tls_to_a_server_that_does_not_is_named() -> None:
    with blunt_server(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        result = get(f"https://127.0.0.1:{port}/")
    assert isinstance(result, Failure)
    assert result.kind == "no tls"
    assert "no secure connection" in result.message
    with tls_server() as server:
        plain = server.url("/article").replace("https:", "http:")
        assert kind_of(get(plain)) == "cut off"
    with blunt_server(b"") as port:
        assert kind_of(get(f"https://127.0.0.1:{port}/")) == "tls"


def test_a_handshake_that_hangs_is_given_up(faults: Loopback) -> None:
    result = get(faults.url("/article").replace("http:", "https:"), QUICK)
    assert isinstance(result, Failure)
    assert result.kind == "timeout"
    assert "agreeing on a secure connection" in result.message


SWEEP = r"""
import re, sys, time
from pathlib import Path
from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.models import Failure, Request

options = FetchOptions(timeout_s=4.0, connect_timeout_s=1.0)
requests = [Request(line.strip(), trusted=True) for line in sys.stdin]
began = time.monotonic()
results = dict(HttpFetcher(options, proxies={}).fetch(requests))
spent_s = time.monotonic() - began
for position in range(len(requests)):
    result = results[position]
    print(result.kind if isinstance(result, Failure) else len(result.body))
# The kernel's own high-water mark: ru_maxrss would count the parent's memory at the start.
most_kb = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
print(f"{spent_s:.1f} {most_kb / 1024:.0f}")
"""


def test_all_faults_in_one_run_end_within_one_time_out_and_in_little_memory() -> None:
    with fault_server() as server, deaf_server() as deaf:
        links = [server.url(fault.path, host=9 + n) for n, fault in enumerate(FAULTS)]
        ran = subprocess.run(
            [sys.executable, "-c", SWEEP],
            input="\n".join([*links, deaf]),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    *results, figures = ran.stdout.splitlines()
    assert ran.stderr == ""
    for fault, result in zip(FAULTS, results, strict=False):
        assert result == fault.kind or (not fault.kind and result.isdigit()), (fault.path, result)
    assert results[-1] == "timeout"
    spent_s, most_mb = map(float, figures.split())
    assert spent_s < 4.0 + 1.0
    assert most_mb < 200
