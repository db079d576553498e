"""URL as written -> where to dial and what to ask for; and which addresses are private."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import inet_aton, inet_ntoa
from typing import Final
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit

from newsdigest.edges.http.failures import TroubleError
from newsdigest.patterns import regex

DEFAULT_PORTS: Final = {"http": 80, "https": 443}

# RFC 3986, and the few more that servers take as they are; an escape already there stays.
_SAFE_PATH: Final = "/%:@!$&'()*+,;=~-._|[]"
_SAFE_QUERY: Final = _SAFE_PATH + "?{}^`\\"
# WHATWG URL, 3.5: what no host may hold, "%" and non-ASCII being dealt with before.
_NOT_IN_HOST: Final = regex(r"[\x00-\x20#/:<>?@\[\\\]^|%\x7f\"'`{}*(),;!$&+=~]")
_LONGEST_URL: Final = 8192  # characters; longer ones are refused by most servers (414)

# Ranges whose addresses carry an IPv4 address inside, at this bit from the right.
_NAT64: Final = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR: Final = IPv6Network("2002::/16")
_TEREDO: Final = IPv6Network("2001::/32")
_SIX_TO_FOUR_SHIFT: Final = 80
_IPV4_MASK: Final = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class Target:
    """One address taken apart: `url` is normal, without credentials and fragment.

    `host` is ASCII, an IPv6 address without brackets. `path` is what goes on the request line.
    `authorization` is the header that `user:password@` asks for, or empty.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: bytes
    authorization: str = ""

    @property
    def place(self) -> str:
        """Name the server for politeness and parking: the host, and its port unless it is 443."""
        return self.host if self.port == DEFAULT_PORTS["https"] else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """Name the server for trust: scheme, host and port."""
        return f"{self.scheme}://{_bracketed(self.host)}:{self.port}"

    @property
    def host_header(self) -> str:
        """Return what the Host header says."""
        name = _bracketed(self.host)
        return name if self.port == DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"


def parse_target(url: str) -> Target:
    """Take an address apart; raise `TroubleError` where it cannot be fetched over HTTP."""
    if len(url) > _LONGEST_URL:
        raise TroubleError("bad address", f"it is longer than {_LONGEST_URL} characters")
    try:
        parts = urlsplit(url.strip().replace("\\", "/"))
        port = parts.port
    except ValueError as error:
        raise TroubleError("bad address", f"it is not a valid URL ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        named = f"{scheme}: addresses are" if scheme else "addresses without http:// are"
        raise TroubleError("bad address", f"{named} not fetched")
    if port == 0:
        raise TroubleError("bad address", "port 0 cannot be dialled")
    host = _ascii_host(parts.hostname or "")
    path = quote(parts.path or "/", safe=_SAFE_PATH, errors="replace")
    if parts.query:
        path += "?" + quote(parts.query, safe=_SAFE_QUERY, errors="replace")
    port = port or DEFAULT_PORTS[scheme]
    named = _bracketed(host) + ("" if port == DEFAULT_PORTS[scheme] else f":{port}")
    return Target(
        f"{scheme}://{named}{path}", scheme, host, port, path.encode("ascii"), _basic(parts)
    )


def join_target(base: Target, location: str) -> Target:
    """Take apart the goal of a redirect; raise `TroubleError` where it must not be followed."""
    try:
        joined = urljoin(base.url, location.strip().replace("\\", "/"))
    except ValueError as error:
        raise TroubleError("redirects", f"it redirects to an invalid address ({error})") from error
    try:
        return parse_target(joined)
    except TroubleError as trouble:
        raise TroubleError(
            "redirects", f"it redirects where it must not: {trouble.why}"
        ) from trouble


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet.

    Loopback, private, link-local, multicast, reserved and unspecified ones are not, nor is an
    IPv6 address that carries such an IPv4 one (mapped, NAT64, 6to4, Teredo).
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = _carried(ip)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


def literal_address(host: str) -> str:
    """Give the address that a host in numbers stands for, decimal and octal forms too, or ""."""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        return inet_ntoa(inet_aton(host))
    except OSError:
        return ""


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip in _NAT64:
        return IPv4Address(int(ip) & _IPV4_MASK)
    if ip in _SIX_TO_FOUR:
        return IPv4Address(int(ip) >> _SIX_TO_FOUR_SHIFT & _IPV4_MASK)
    if ip in _TEREDO:
        return IPv4Address(~int(ip) & _IPV4_MASK)
    return None


def _ascii_host(host: str) -> str:
    if not host:
        raise TroubleError("bad address", "it names no host")
    if ":" in host:
        return _ipv6(host)
    if not host.isascii():
        host = _idna(host)
    if _NOT_IN_HOST.search(host):
        raise TroubleError("bad address", "its host name holds a character that none may have")
    return host.rstrip(".") or host


def _ipv6(host: str) -> str:
    try:
        address = IPv6Address(host)
    except ValueError as error:
        raise TroubleError("bad address", "it is not a valid IPv6 address") from error
    if address.scope_id is not None:
        raise TroubleError(
            "bad address", "it is not a valid address: zones mean nothing to a server"
        )
    return str(address)


def _idna(host: str) -> str:
    import idna  # noqa: PLC0415 - 2 MB of tables that ASCII hosts do not need

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise TroubleError("bad address", f"no such host name can exist ({error})") from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _basic(parts: SplitResult) -> str:
    if not parts.username and not parts.password:
        return ""
    pair = unquote_to_bytes(parts.username or "") + b":" + unquote_to_bytes(parts.password or "")
    return "Basic " + b64encode(pair).decode("ascii")
