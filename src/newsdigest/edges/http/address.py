"""URL as written -> where to dial and what to ask for."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote_to_bytes

from newsdigest.edges.http.failures import TroubleError
from newsdigest.origin import DEFAULT_PORTS, AddressError, join, take_apart

if TYPE_CHECKING:
    from newsdigest.origin import Address, Origin

# RFC 3986, and the few more that servers take as they are; an escape already there stays.
_SAFE_PATH: Final = "/%:@!$&'()*+,;=~-._|[]"
_SAFE_QUERY: Final = _SAFE_PATH + "?{}^`\\"
_LONGEST_URL: Final = 8192  # characters; longer ones are refused by most servers (414)


@dataclass(frozen=True, slots=True)
class Target:
    """One address taken apart. `path` is what goes on the request line, escaped.

    `authorization` is the header that `user:password@` asks for, or empty.
    """

    origin: Origin
    path: bytes
    authorization: str = ""

    @property
    def url(self) -> str:
        """Return the address in its normal form, without credentials and fragment."""
        return f"{self.origin}{self.path.decode('ascii')}"

    @property
    def scheme(self) -> str:
        """Return http or https."""
        return self.origin.scheme

    @property
    def host(self) -> str:
        """Return the host in ASCII, an IPv6 address without brackets."""
        return self.origin.host

    @property
    def port(self) -> int:
        """Return the port, the scheme's own where none is written."""
        return self.origin.port

    @property
    def place(self) -> str:
        """Name the server for politeness and parking: the host, and its port unless it is 443."""
        return self.host if self.port == DEFAULT_PORTS["https"] else f"{self.host}:{self.port}"

    @property
    def host_header(self) -> str:
        """Return what the Host header says."""
        name = self.origin.bracketed
        return name if self.port == DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"


def parse_target(url: str) -> Target:
    """Take an address apart; raise `TroubleError` where it cannot be fetched over HTTP."""
    if len(url) > _LONGEST_URL:
        raise TroubleError("bad address", f"it is longer than {_LONGEST_URL} characters")
    try:
        address = take_apart(url)
    except AddressError as error:
        raise TroubleError("bad address", str(error)) from error
    path = quote(address.path, safe=_SAFE_PATH, errors="replace")
    if address.query:
        path += "?" + quote(address.query, safe=_SAFE_QUERY, errors="replace")
    return Target(address.origin, path.encode("ascii"), _basic(address))


def join_target(base: Target, location: str) -> Target:
    """Take apart the goal of a redirect; raise `TroubleError` where it must not be followed."""
    try:
        joined = join(base.url, location)
    except ValueError as error:
        raise TroubleError("redirects", f"it redirects to an invalid address ({error})") from error
    try:
        return parse_target(joined)
    except TroubleError as trouble:
        raise TroubleError(
            "redirects", f"it redirects where it must not: {trouble.why}"
        ) from trouble


def _basic(address: Address) -> str:
    if not address.user and not address.password:
        return ""
    pair = unquote_to_bytes(address.user) + b":" + unquote_to_bytes(address.password)
    return "Basic " + b64encode(pair).decode("ascii")
