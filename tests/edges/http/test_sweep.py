"""newsdigest url over every fault at once: the good pages are digested, each bad one is a line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.servers.faults import FAULTS, deaf_server, fault_server

from newsdigest.edges.http.failures import KINDS

TIMEOUT_S = 6
NOT_ARTICLES = {"/type/feed-as-png"}  # fetched well, and then named for what they are


def newsdigest(home: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "newsdigest", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "NEWSDIGEST_FETCH_TIMEOUT_S": str(TIMEOUT_S),
        },
    )


def test_the_good_pages_of_a_bad_crowd_are_digested(tmp_path: Path) -> None:
    good = {fault.path for fault in FAULTS if not fault.kind} - NOT_ARTICLES
    bad = [fault for fault in FAULTS if fault.path not in good]
    with fault_server() as server, deaf_server() as deaf:
        links = {fault.path: server.url(fault.path, host=9 + n) for n, fault in enumerate(FAULTS)}
        ran = newsdigest(
            tmp_path, "url", "-i", "-", "--json", stdin="\n".join([*links.values(), deaf])
        )
    assert ran.returncode == 3
    digest = json.loads(ran.stdout)
    told = {article["url"] for story in digest["stories"] for article in story["articles"]}
    moved = {links["/redirect/home"].replace("/redirect/home", "/article")}
    assert told == {links[path] for path in good - {"/redirect/home"}} | moved
    lines = ran.stderr.splitlines()
    assert len(lines) == len(digest["failures"]) == len(bad) + 1
    for fault in bad:
        [line] = [line for line in lines if f"{links[fault.path]}: " in line]
        assert line.startswith("error: could not ")
    kinds = {failed["source"]: failed["kind"] for failed in digest["failures"]}
    for fault in bad:
        if fault.kind:
            assert kinds[links[fault.path]] == fault.kind


@pytest.mark.parametrize("path", ["/status/410", "/body/long", "/redirect/file"])
def test_one_bad_link_alone_is_exit_1_and_one_line(tmp_path: Path, path: str) -> None:
    with fault_server() as server:
        ran = newsdigest(tmp_path, "url", server.url(path))
    [fault] = [fault for fault in FAULTS if fault.path == path]
    assert (ran.returncode, ran.stdout) == (1, "")
    [line] = ran.stderr.splitlines()
    assert line.startswith(f"error: could not fetch: {server.url(path)}: ")
    hint = KINDS[fault.kind].hint
    assert not hint or f"Try: {hint}" in line
