"""An address as written -> as browsers read it, and whom it belongs to.

The one parser of web addresses: what is granted to an origin, where a connection goes and what a
reader is shown must not differ by who reads. It follows the URL Standard (url.spec.whatwg.org,
4.4 and 3.5) for http and https; what that only warns of and nobody needs (escapes in a host name)
is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from newsdigest.patterns import regex

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_HIGHEST_PORT: Final = 65_535

_AROUND: Final = "".join(map(chr, range(0x21)))  # C0 controls and the space
_WITHIN: Final = str.maketrans("", "", "\t\n\r")
_SCHEME: Final = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SLASHES: Final = regex(r"[/\\]{2}")
_AUTHORITY: Final = regex(r"[^/\\?#]*")
# What no host may hold, non-ASCII being dealt with before; "%" is refused and not decoded.
_NOT_IN_HOST: Final = regex(r"[\x00-\x20#/:<>?@\[\\\]^|%\x7f\"'`{}*(),;!$&+=~]")
_NUMBER: Final = regex(r"[0-9]+|0[xX][0-9a-fA-F]*")
_MOST_NUMBERS: Final = 4
_BYTE: Final = 256

# Names that the public name system does not know (RFC 6761, 6762, 8375; ICANN 2024 for
# "internal"), and those that routers hand out.
_LOCAL_NAMES: Final = ("localhost", "local", "lan", "home.arpa", "internal", "home", "corp")

# IANA's special-purpose registries, written out: `ipaddress.is_global` changed its mind from one
# Python to the next.
_CLOSED_4: Final = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
    *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
    *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
)
_OPEN_6: Final = "2000::/3"
_CLOSED_6: Final = ("2001::/23", "2001:db8::/32", "3fff::/20")
# Ranges whose addresses carry an IPv4 address: network, bits from the right, and the bits that
# are turned over.
_CARRIERS: Final = (
    ("::ffff:0:0/96", 0, 0),
    ("64:ff9b::/96", 0, 0),
    ("2002::/16", 80, 0),
    ("2001::/32", 0, 0xFFFF_FFFF),
)
_IPV4_MASK: Final = 0xFFFF_FFFF


class AddressError(ValueError):
    """An address that no browser would open, with the reason in a reader's words."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom an address belongs to: scheme, host and port. What one is granted holds for no other.

    `host` is folded and ASCII, an IPv6 address without brackets, an IPv4 address in its four
    numbers however it was written.
    """

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.bracketed}{port}"

    @property
    def bracketed(self) -> str:
        """Give the host as it stands in an address."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def is_local(self) -> bool:
        """Tell a place of this machine or network by its form alone; no name is resolved."""
        if literal_address(self.host):
            return not is_public(self.host)
        if "." not in self.host:
            return True
        return self.host.endswith(tuple(f".{name}" for name in _LOCAL_NAMES))


@dataclass(frozen=True, slots=True)
class Address:
    """One web address taken apart; `path`, `query` and `fragment` are as written.

    `user` and `password` are as written too, escapes and all.
    """

    origin: Origin
    path: str = "/"
    query: str = ""
    fragment: str = ""
    user: str = ""
    password: str = ""


def as_browsers_read(url: str) -> str:
    r"""Write an address so that every parser reads in it what browsers do.

    White space around and line breaks within go; before query and fragment `\` is `/`; any number
    of slashes after http: or https: is two, and so is any from two on at the very start. What is
    not of the web is only trimmed. Idempotent.
    """
    url = url.strip(_AROUND).translate(_WITHIN)
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in DEFAULT_PORTS:
        return url
    start = scheme.end() if scheme else 0
    end = min((at for mark in "?#" if (at := url.find(mark, start)) >= 0), default=len(url))
    rest = url[start:end].replace("\\", "/")
    if scheme or rest.startswith("//"):
        rest = "//" + rest.lstrip("/")
    return url[:start] + rest + url[end:]


def join(base: str, link: str) -> str:
    """Give where a link on a page leads, as browsers do; ValueError where that is nowhere."""
    link = link.strip(_AROUND).translate(_WITHIN)
    scheme = _SCHEME.match(link)
    if scheme and base.lower().startswith(scheme[0].lower()):
        rest = link[scheme.end() :]
        if not _SLASHES.match(rest):  # "https:b" on a page of https is "b"
            link = rest
    return urljoin(base, as_browsers_read(link))


def take_apart(url: str) -> Address:
    """Take a web address apart; AddressError where it is none."""
    url = as_browsers_read(url)
    scheme = _SCHEME.match(url)
    name = scheme[1].lower() if scheme else ""
    if scheme is None or name not in DEFAULT_PORTS:
        named = f"{name}: addresses are" if name else "addresses without http:// are"
        raise AddressError(f"{named} not fetched")
    rest = url[scheme.end() + len("//") :]
    authority = _authority(rest)
    user, _, place = authority.rpartition("@")
    rest, _, fragment = rest[len(authority) :].partition("#")
    path, _, query = rest.partition("?")
    user, _, password = user.partition(":")
    return Address(_origin(name, place), path or "/", query, fragment, user, password)


def origin_of(url: str) -> Origin | None:
    """Give the origin of an address; None where it is no web address."""
    try:
        return take_apart(url).origin
    except AddressError:
        return None


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet.

    Loopback, private, link-local, site-local, multicast, reserved and unspecified ones are not,
    nor is an IPv6 address that carries such an IPv4 one (mapped, NAT64, 6to4, Teredo), nor any of
    the forms that only a network of one's own routes (IPv4-compatible, local NAT64). The same on
    every Python.
    """
    from ipaddress import IPv6Address, ip_address  # noqa: PLC0415 a text knows no addresses

    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = _carried(ip)
        return _is_open(ip) if inner is None else _is_open(inner)
    return _is_open(ip)


def literal_address(host: str) -> str:
    """Give the address that a host in numbers stands for, decimal and octal forms too, or ""."""
    from ipaddress import ip_address  # noqa: PLC0415 as above

    try:
        return _ipv4(host) or str(ip_address(host))
    except ValueError:
        return ""


# ---------------------------------------------------------------- authority
def _authority(rest: str) -> str:
    found = _AUTHORITY.match(rest)
    return found[0] if found else ""


def _origin(scheme: str, place: str) -> Origin:
    if place.startswith("["):
        host, bracket, port = place[1:].partition("]")
        if not bracket or (port and not port.startswith(":")):
            raise AddressError("it is not a valid URL (a bracket is not closed)")
        return Origin(scheme, _ipv6(host), _port(scheme, port[1:]))
    host, _, port = place.partition(":")
    return Origin(scheme, _host(host), _port(scheme, port))


def _port(scheme: str, written: str) -> int:
    if not written:
        return DEFAULT_PORTS[scheme]
    if not (written.isascii() and written.isdigit()) or int(written[:9]) > _HIGHEST_PORT:
        raise AddressError("it is not a valid URL (its port is no number below 65536)")
    if not int(written):
        raise AddressError("port 0 cannot be dialled")
    return int(written)


def _host(host: str) -> str:
    if not host:
        raise AddressError("it names no host")
    host = host.lower() if host.isascii() else _idna(host)
    if _NOT_IN_HOST.search(host):
        raise AddressError("its host name holds a character that none may have")
    host = host.rstrip(".") or host
    return _ipv4(host) or host


def _idna(host: str) -> str:
    import idna  # noqa: PLC0415 - 2 MB of tables that ASCII hosts do not need

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except idna.IDNAError as error:
        raise AddressError(f"no such host name can exist ({error})") from error


def _ipv6(host: str) -> str:
    from ipaddress import IPv6Address  # noqa: PLC0415 as above

    try:
        address = IPv6Address(host)
    except ValueError as error:
        raise AddressError("it is not a valid IPv6 address") from error
    if address.scope_id is not None:
        raise AddressError("it is not a valid address: zones mean nothing to a server")
    return str(address)


def _ipv4(host: str) -> str:
    """Give the four numbers of a host that ends in a number; "" for a name.

    One to four parts, decimal, octal or hexadecimal, the last filling what is left (URL Standard,
    3.5, "IPv4 parser"). AddressError where a host ends in a number and is none.
    """
    parts = host.split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return ""
    numbers = [_number(part) for part in parts]
    last = numbers.pop()
    room: int = _BYTE ** (_MOST_NUMBERS - len(numbers))
    if len(numbers) >= _MOST_NUMBERS or any(n >= _BYTE for n in numbers) or last >= room:
        raise AddressError("it is not a valid IPv4 address")
    for place, number in enumerate(numbers):
        last += number * _BYTE ** (3 - place)
    return ".".join(str(last >> shift & (_BYTE - 1)) for shift in (24, 16, 8, 0))


def _number(part: str) -> int:
    try:
        if part[:2] in ("0x", "0X"):
            return int(part[2:] or "0", 16)
        return int(part, 8 if part.startswith("0") and part != "0" else 10)
    except ValueError as error:
        raise AddressError("it is not a valid IPv4 address") from error


# ---------------------------------------------------------------- networks
def _is_open(ip: IPv4Address | IPv6Address) -> bool:
    closed = _CLOSED_4 if ip.version == 4 else _CLOSED_6  # noqa: PLR2004 the protocol's number
    if ip.version != 4 and ip not in _network(_OPEN_6):  # noqa: PLR2004 as above
        return False
    return not any(ip in _network(network) for network in closed)


@cache
def _network(written: str) -> IPv4Network | IPv6Network:
    from ipaddress import ip_network  # noqa: PLC0415 as above

    return ip_network(written)


def _carried(ip: IPv6Address) -> IPv4Address | None:
    from ipaddress import IPv4Address  # noqa: PLC0415 as above

    for network, shift, turned in _CARRIERS:
        if ip in _network(network):
            return IPv4Address((int(ip) >> shift ^ turned) & _IPV4_MASK)
    return None
