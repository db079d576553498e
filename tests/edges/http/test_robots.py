"""robots.txt: the groups that speak of us are obeyed, and no file is dear to read."""

import time
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from protego import Protego

from newsdigest.edges.http.answers import Answer
from newsdigest.edges.http.robots import AGENT, read_robots

LINES = st.sampled_from(
    (
        *("User-agent: *", "User-agent: newsdigest", "User-agent: NewsDigest*", "user agent: news"),
        *("User-agent: other", "User-agent: bad # newsdigest", "User-agent:", "User-Agent other2"),
        *("Disallow: /a", "Disallow:", "Allow: /a/b", "Disallow: /*/c$", "Crawl-delay: 3", ""),
        *("Sitemap: https://a.test/s", "# a comment", "nonsense", "Disallow: /"),
    )
)
PATHS = ("/", "/a", "/a/b", "/x/c", "/b")


@given(st.lists(LINES, max_size=14))
@example(["User-agent: bad", "User-agent: *", "Disallow: /a"])
@example(["User-agent: *", "Disallow:", "User-agent: newsdigest", "Disallow: /"])
@example(["User-agent: bad", "Disallow: /", "User-agent: *", "Allow: /"])
def test_a_file_means_what_it_means_whole(lines: list[str]) -> None:
    text = "\n".join(lines)
    whole, ours = Protego.parse(text), read_robots(Answer(200, body=text.encode()))
    for path in PATHS:
        url = f"https://a.test{path}"
        assert ours.allows(url) == whole.can_fetch(url, AGENT)
    assert ours.delay_s() == min(whole.crawl_delay(AGENT) or 0.0, 10.0)


def test_a_delay_of_minutes_is_ten_seconds() -> None:
    for asked, delay_s in ((2, 2.0), (600, 10.0)):
        rules = f"User-agent: *\nCrawl-delay: {asked}\n".encode()
        assert read_robots(Answer(200, body=rules)).delay_s() == delay_s


AGENTS = "".join(f"User-agent: a{n}\n" for n in range(4000))
OURS = "".join(f"User-agent: {AGENT[: n % 10 + 1]}{'*' * (n // 10)}\n" for n in range(3000))
RULES = "".join(f"Disallow: /{n}\n" for n in range(6000))


HUGE = (
    *(AGENTS + RULES, OURS + RULES, AGENTS + "User-agent: *\n" + RULES, "User-agent:\n" * 40_000),
    *("User-agent: *\nDisallow: /" + "*a" * 60_000, "User-agent: x\nAllow: /\n" * 6000),
)


@pytest.mark.parametrize("text", HUGE)
def test_many_agents_and_rules_take_little_time_and_memory(text: str) -> None:
    tracemalloc.start()
    began = time.process_time()
    robots = read_robots(Answer(200, body=text.encode()))
    robots.allows("https://a.test/" + "a" * 8000)
    spent_s, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert spent_s < 4
    assert peak < 60 << 20
