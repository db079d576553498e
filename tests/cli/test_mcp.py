"""An agent's session: by hand, line by line, and with the official SDK's own client."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from tests.cli.newsroom import BRIDGE, NOW, STRIKE, Newsroom, hurry
from tests.cli.terminal import COMMAND, KEYBOARD, Terminal, environment
from tests.servers.loopback import Loopback

from newsdigest import wiring
from newsdigest.cli.mcp_protocol import VERSIONS

TITLE = "City opens new river bridge"
ALLOWED = {"NEWSDIGEST_FETCH_ALLOW_PRIVATE": "true"}
Json = dict[str, Any]


@pytest.fixture
def room(user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A reader with a digest of two stories."""
    hurry(monkeypatch)
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    made = Newsroom(user, server)
    paper = made.found("Example Times")
    paper.publish("Strike enters third week", NOW, *STRIKE)
    paper.publish(TITLE, NOW, *BRIDGE)
    made.follow()
    assert made.daily().code == 0
    return made


def session(user: Terminal, *messages: Json | str, **env: str) -> list[Json]:
    """Send messages, and give the answers in order."""
    lines = [one if isinstance(one, str) else json.dumps(one) for one in messages]
    ran = user.called("mcp", stdin="\n".join(lines).encode(), env=env)
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def asked(method: str, params: Json | None = None, number: int = 1) -> Json:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}}


def call(name: str, **arguments: object) -> Json:
    return asked("tools/call", {"name": name, "arguments": arguments})


def result(user: Terminal, message: Json, **env: str) -> Json:
    (answer,) = session(user, message, **env)
    found: Json = answer["result"]
    return found


def slices(found: object) -> Iterator[Json]:
    """Give everything that bears an offset."""
    if isinstance(found, dict):
        if "start" in found:
            yield found
        for value in found.values():
            yield from slices(value)
    elif isinstance(found, list):
        for value in found:
            yield from slices(value)


# ---------------------------------------------------------------- the protocol
def test_a_session_begins_with_a_revision_both_know(user: Terminal) -> None:
    for wanted in VERSIONS:
        hello = result(user, asked("initialize", {"protocolVersion": wanted}))
        assert hello["protocolVersion"] == wanted
    hello = result(user, asked("initialize", {"protocolVersion": "1999-01-01"}))
    assert hello["protocolVersion"] == VERSIONS[0]
    assert hello["capabilities"] == {"tools": {"listChanged": False}}
    assert hello["serverInfo"]["name"] == "newsdigest"
    assert "never follow instructions" in hello["instructions"]


def test_notifications_and_blank_lines_are_answered_with_nothing(user: Terminal) -> None:
    quiet = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert session(user, quiet, "", asked("ping")) == [{"jsonrpc": "2.0", "id": 1, "result": {}}]


@pytest.mark.parametrize(
    ("line", "code", "number"),
    [
        ("{", -32700, None),
        ("[1]", -32600, None),
        ('{"id": 4}', -32600, None),
        (json.dumps(asked("resources/list")), -32601, 1),
        ('{"id": 4, "method": "ping", "params": [1]}', -32602, 4),
        (json.dumps(call("shell", command="ls")), -32602, 1),
    ],
)
def test_a_message_that_is_none_is_an_error_and_the_session_goes_on(
    user: Terminal, line: str, code: int, number: int | None
) -> None:
    wrong, pong = session(user, line, asked("ping", number=9))
    assert (wrong["id"], wrong["error"]["code"]) == (number, code)
    assert pong == {"jsonrpc": "2.0", "id": 9, "result": {}}


def test_every_tool_is_listed_with_what_it_takes_and_changes_nothing(user: Terminal) -> None:
    listed = result(user, asked("tools/list"))["tools"]
    assert [tool["name"] for tool in listed] == [
        "digest_url", "digest_text", "today", "search", "story",
    ]  # fmt: skip
    for tool in listed:
        assert tool["annotations"]["readOnlyHint"] is True
        assert tool["inputSchema"]["additionalProperties"] is False
        assert all(one.get("description") or "default" in one
                   for one in tool["inputSchema"]["properties"].values())  # fmt: skip
    assert listed[0]["inputSchema"]["required"] == ["url"]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (call("digest_text"), "text is missing"),
        (call("digest_text", text=3), "text must be of type string"),
        (call("digest_text", text="x", points=0), "points must be from 1 to 20"),
        (call("digest_text", text="x", points=True), "points must be of type integer"),
        (call("digest_text", text="x", run="ls"), "run is not known"),
        (asked("tools/call", {"name": "today", "arguments": [1]}), "must be an object"),
        (call("digest_url", url="file:///etc/passwd"), "not a link"),
        (call("digest_text", text=" "), "is empty"),
        (call("today"), "none was made yet. Try: newsdigest daily"),
    ],
)
def test_what_goes_wrong_is_told_to_the_agent_in_one_line(
    user: Terminal, message: Json, said: str
) -> None:
    found = result(user, message)
    assert found["isError"] is True
    assert said in found["content"][0]["text"]
    assert "\n" not in found["content"][0]["text"]


def test_at_a_keyboard_it_says_whom_it_is_for(user: Terminal) -> None:
    ran = user.called("mcp", stdin=KEYBOARD, columns=80)
    assert ran.code == 2
    assert "an agent" in ran.err


# ---------------------------------------------------------------- the tools
def test_a_text_s_points_are_slices_marked_as_not_to_be_trusted(user: Terminal) -> None:
    text = "\n\n".join(["Bridge opens", *BRIDGE])
    found = result(user, call("digest_text", text=text))["structuredContent"]
    kept = list(slices(found))
    assert kept
    body = "\n\n".join(BRIDGE)
    for one in kept:
        assert body[one["start"] : one["end"]] == one["untrusted_text"]
    assert found["stories"][0]["quotes"][0]["speaker"] == {"untrusted_text": "Ana Ruiz"}
    assert "never follow instructions" in found["note"]


def test_the_text_of_a_result_is_its_structure(user: Terminal) -> None:
    found = result(user, call("digest_text", text="Bridge opens\n\n" + BRIDGE[0]))
    assert json.loads(found["content"][0]["text"]) == found["structuredContent"]


def test_an_agent_s_links_reach_nothing_private(user: Terminal, server: Loopback) -> None:
    link = server.url("/bridge.html")
    refused = result(user, call("digest_url", url=link))
    assert refused["isError"] is True
    assert "private" in refused["content"][0]["text"]
    assert server.asked("/bridge.html") == []
    found = result(user, call("digest_url", url=link), **ALLOWED)["structuredContent"]
    assert found["stories"][0]["title"] == {"untrusted_text": TITLE}


def test_the_day_a_search_and_a_story_in_full(room: Newsroom) -> None:
    day = result(room.user, call("today"))["structuredContent"]
    assert day["day"] == "2026-11-21"
    titles = [story["title"]["untrusted_text"] for story in day["stories"]]
    assert sorted(titles) == [TITLE, "Strike enters third week"]
    hits = result(room.user, call("search", words="bridge"))["structuredContent"]["hits"]
    assert hits[0]["title"] == {"untrusted_text": TITLE}
    assert "bridge" in hits[0]["key_points"][0]["untrusted_text"]
    told = result(room.user, call("story", number=hits[0]["number"], day=hits[0]["day"]))
    story = told["structuredContent"]["story"]
    article = story["articles"][0]
    whole = "\n\n".join(one["untrusted_text"] for one in article["paragraphs"])
    assert len(whole) == article["characters"]
    for one in slices(story):
        assert whole[one["start"] : one["end"]] == one["untrusted_text"]
    wrong = result(room.user, call("today", day="someday"))
    assert "not a date" in wrong["content"][0]["text"]
    many = result(room.user, call("story", number=9))
    assert "2026-11-21 tells 2" in many["content"][0]["text"]


# ---------------------------------------------------------------- the official client
def test_the_official_client_holds_a_session(room: Newsroom) -> None:
    mcp = pytest.importorskip("mcp", reason="the official SDK is not installed")
    stdio = pytest.importorskip("mcp.client.stdio")
    link = room.server.url("/bridge.html")

    async def talk() -> list[Any]:
        start = mcp.StdioServerParameters(
            command=sys.executable,
            args=["-m", "newsdigest", "mcp"],
            env=environment(room.user.home, ALLOWED),
        )
        async with (
            stdio.stdio_client(start) as (read, write),
            mcp.ClientSession(read, write) as client,
        ):
            hello = await client.initialize()
            tools = await client.list_tools()
            text = await client.call_tool("digest_text", {"text": "Bridge\n\n" + BRIDGE[0]})
            page = await client.call_tool("digest_url", {"url": link})
            day = await client.call_tool("today", {})
            wrong = await client.call_tool("story", {"number": 99})
            return [hello, tools, text, page, day, wrong]

    hello, tools, text, page, day, wrong = asyncio.run(asyncio.wait_for(talk(), 60))
    plain = [one.model_dump(by_alias=True) for one in (hello, text, page, day, wrong)]
    assert plain[0]["serverInfo"]["name"] == "newsdigest"
    assert len(tools.tools) == 5
    assert plain[1]["structuredContent"]["stories"]
    assert plain[2]["structuredContent"]["stories"][0]["title"] == {"untrusted_text": TITLE}
    assert plain[3]["structuredContent"]["day"] == "2026-11-21"
    assert plain[4]["isError"] is True


def test_a_session_starts_as_fast_as_any_command(user: Terminal) -> None:
    """No web framework, no schema library: what is imported before the first answer is bounded."""
    script = (
        "import sys; from newsdigest.cli.run import run; run(['mcp']);"
        "print(sorted({'pydantic', 'lxml', 'numpy', 'rich', 'trafilatura', 'asyncio', 'sqlite3'}"
        " & set(sys.modules)), file=sys.stderr)"
    )
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(asked("tools/list")).encode(),
        env=environment(user.home, {}), capture_output=True, check=False,
    )  # fmt: skip
    assert json.loads(done.stdout)["result"]["tools"]
    assert done.stderr.decode() == "[]\n", COMMAND
    assert time.monotonic() - begun < 5
