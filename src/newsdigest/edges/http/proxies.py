"""Which proxy, if any, stands before a server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import (  # type: ignore[attr-defined]
    getproxies,
    proxy_bypass_environment,  # documented nowhere, but what urllib itself and requests use
)

import httpcore2

from newsdigest.edges.http.failures import TroubleError
from newsdigest.origin import origin_of
from newsdigest.urls import shown_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsdigest.edges.http.address import Target


class Proxies:
    """The proxies of http_proxy, https_proxy, all_proxy and no_proxy, or others given."""

    def __init__(self, by_scheme: Mapping[str, str] | None = None) -> None:
        self._by_scheme = dict(getproxies() if by_scheme is None else by_scheme)

    def for_target(self, target: Target) -> str:
        """Return the URL of the proxy to a server, or nothing; TroubleError for another kind."""
        proxy = self._by_scheme.get(target.scheme) or self._by_scheme.get("all", "")
        if not proxy or proxy_bypass_environment(f"{target.host}:{target.port}", self._by_scheme):
            return ""
        proxy = proxy if "://" in proxy else f"http://{proxy}"
        if not proxy.lower().startswith(("http://", "https://")) or origin_of(proxy) is None:
            kind = f"{target.scheme}_proxy or all_proxy"
            why = f"{kind} names a proxy that is none of http:// or https://: {shown_url(proxy)}"
            raise TroubleError("refused", why)
        return proxy

    def dial(self, proxy_url: str) -> httpcore2.Proxy:
        """Return how httpcore2 wants a proxy told, its credentials apart."""
        parts = urlsplit(proxy_url)
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        if not parts.username:
            return httpcore2.Proxy(bare)
        return httpcore2.Proxy(bare, auth=(unquote(parts.username), unquote(parts.password or "")))
