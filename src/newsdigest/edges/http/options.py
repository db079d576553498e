"""What a user may choose about fetching; imports nothing, so that configuration stays light."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Say how to fetch.

    `timeout_s` is the whole of one URL by the wall clock, retries and redirects inside it;
    `connect_timeout_s` the dialling alone. `max_bytes` counts after decompression. `gap_s` is the
    least time between the end of one request to a host and the next. `max_time_s` bounds all of
    a fetcher's work, 0 meaning no bound. `user_agent_contact` is a URL or an address put into the
    user agent, so that a site can reach who runs this. `cache_dir` empty means no page cache;
    `cache_bytes` and `cache_age_s` bound it, `fresh_s` is how long a page answers without asking
    its server. `parked_file` empty means that servers asking to be left alone are forgotten after
    the run.
    """

    timeout_s: float = 30.0
    connect_timeout_s: float = 10.0
    max_bytes: int = 10 * MIB
    redirects: int = 10
    hosts_in_parallel: int = 8
    gap_s: float = 1.0
    max_time_s: float = 0.0
    allow_private: bool = False
    user_agent_contact: str = ""
    offline: bool = False
    cache_dir: str = ""
    cache_bytes: int = 200 * MIB
    cache_age_s: float = 30 * 86_400.0
    fresh_s: float = 600.0
    parked_file: str = ""
