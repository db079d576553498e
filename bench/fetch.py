"""Pages per second and CPU per page, ours beside the bare client with the same concurrency.

    python bench/fetch.py [--pages 500] [--hosts 50] [--latency-ms 50] [--rounds 3]

The server runs in a process of its own and answers each request after a fixed latency; hosts are
loopback addresses. Rounds alternate between the two, so that both meet the same machine. CPU is
the client's process time; the ratio to look at is ours to bare, of pages per second: >= 0.9.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import multiprocessing
import statistics
import time
from typing import TYPE_CHECKING

import httpx2
from tests.servers.loopback import reply, serving

from newsdigest.edges.http.fetcher import HttpFetcher
from newsdigest.edges.http.options import FetchOptions
from newsdigest.models import Page, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

_PARAGRAPH = b"<p>The ferry across the Elm river began to run again on Tuesday, %d.</p>\n"
_PAGE = b"<!doctype html><html><body>%s</body></html>" % b"".join(
    _PARAGRAPH % number for number in range(900)
)  # 64 kB, as an article page of the day is without its scripts


def serve(pipe: Connection, hosts: int, latency_s: float) -> None:
    """Answer until told to stop."""
    with serving() as server:
        server.latency_s = latency_s
        raw = reply(gzip.compress(_PAGE, 6), headers={"Content-Encoding": "gzip"})

        async def send(_asked: object, writer: asyncio.StreamWriter) -> None:
            writer.write(raw)
            await writer.drain()

        server.handlers["/page"] = send
        pipe.send([server.url("/page", host=1 + number) for number in range(hosts)])
        pipe.recv()


def ours(links: Sequence[str], concurrency: int) -> int:
    """Fetch with the house's fetcher; return how many pages came."""
    options = FetchOptions(gap_s=0.0, hosts_in_parallel=concurrency)
    fetcher = HttpFetcher(options, proxies={})
    requests = [Request(link, trusted=True) for link in links]
    results = fetcher.fetch(requests)
    return sum(isinstance(page, Page) and page.body == _PAGE for _, page in results)


def bare(links: Sequence[str], concurrency: int) -> int:
    """Fetch with the client alone: no bounds, no order, no manners."""

    async def run() -> int:
        limits = httpx2.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
        turns = asyncio.Semaphore(concurrency)
        async with httpx2.AsyncClient(limits=limits, timeout=30, trust_env=False) as client:

            async def one(link: str) -> bool:
                async with turns:
                    return (await client.get(link)).content == _PAGE

            return sum(await asyncio.gather(*map(one, links)))

    return asyncio.run(run())


def measure(
    fetch: Callable[[Sequence[str], int], int], links: Sequence[str], concurrency: int
) -> tuple[float, float]:
    """Return pages per second and CPU ms per page."""
    wall, cpu = time.perf_counter(), time.process_time()
    came = fetch(links, concurrency)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if came != len(links):
        raise SystemExit(f"{fetch.__name__}: {came} of {len(links)} pages came")
    return len(links) / wall, cpu * 1000 / len(links)


def main() -> None:
    """Print one line per concurrency and client."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--latency-ms", type=float, default=50.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--concurrency", type=int, nargs="*", default=[8, 50])
    given = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(there, given.hosts, given.latency_ms / 1000), daemon=True
    )
    server.start()
    hosts = here.recv()
    links = [hosts[number % len(hosts)] for number in range(given.pages)]
    print(f"{given.pages} pages on {given.hosts} hosts, {given.latency_ms:g} ms latency")
    print(f"{'at once':>8} {'client':>8} {'pages/s':>9} {'CPU ms/page':>12}")
    for concurrency in given.concurrency:
        figures: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
        for _ in range(given.rounds):
            figures["bare"].append(measure(bare, links, concurrency))
            figures["ours"].append(measure(ours, links, concurrency))
        speed = {}
        for name, rounds in figures.items():
            speed[name] = statistics.median(one for one, _ in rounds)
            cpu = statistics.median(one for _, one in rounds)
            print(f"{concurrency:>8} {name:>8} {speed[name]:>9.1f} {cpu:>12.2f}")
        print(f"{'':>8} {'ratio':>8} {speed['ours'] / speed['bare']:>9.2f}")
    here.send("stop")
    server.join(5)


if __name__ == "__main__":
    main()
