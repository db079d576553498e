"""What a server's answer means: a page, a redirect, or one of the ways to say no."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from newsdigest.edges.http.failures import TroubleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_PARK: Final = timedelta(hours=24)

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS: Final = frozenset({301, 308})
NOT_MODIFIED: Final = 304
PARTIAL: Final = 206
_OK: Final = range(200, 300)
_SERVER_ERRORS: Final = range(500, 600)
# A second try may find the server well: RFC 9110 15.6, and the gateway codes of CDNs.
_PASSING: Final = frozenset({500, 502, 503, 504, 520, 521, 522, 523, 524})
_MAY_ASK_TO_WAIT: Final = frozenset({429, 503})

# status -> kind and reason; what is not listed falls to its hundred.
_REFUSALS: Final[dict[int, tuple[str, str]]] = {
    401: ("login", "it asks for a user and a password"),
    402: ("subscription", "it asks for a subscription"),
    403: ("blocked", "the server refuses this program"),
    404: ("not found", "no such page"),
    407: ("login", "the proxy asks for a user and a password"),
    410: ("gone", "removed for good"),
    429: ("blocked", "the server was asked too often"),
    451: ("blocked", "withheld for legal reasons"),
}

# Systems that put a test for humans before the page, and what only their test pages hold.
_CHALLENGES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"_cf_chl_opt", "Cloudflare"),
    (b"captcha-delivery.com", "DataDome"),
    (b"_pxappid", "HUMAN"),
    (b"px-captcha", "HUMAN"),
    (b"_incapsula_resource", "Imperva"),
    (b"awswafintegration", "AWS WAF"),
    (b"gokuprops", "AWS WAF"),
    (b"sucuri_cloudproxy_js", "Sucuri"),
    (b"ddos-guard/js-challenge", "DDoS-Guard"),
    (b"/.well-known/sgcaptcha", "SiteGround"),
    (b"hcaptcha.com/1/api.js", "hCaptcha"),
    (b"google.com/recaptcha/", "reCAPTCHA"),
)
_CHALLENGE_HEADERS: Final[dict[tuple[str, str], str]] = {
    ("cf-mitigated", "challenge"): "Cloudflare",
    ("x-amzn-waf-action", "challenge"): "AWS WAF",
    ("x-amzn-waf-action", "captcha"): "AWS WAF",
}
# A page that is nothing but a test is small; an article may carry a CAPTCHA on its comment form.
_LARGEST_CHALLENGE: Final = 20_000  # bytes
# Offered on ordinary pages too: counts only beside a refusal.
_ORDINARY: Final = frozenset({"hCaptcha", "reCAPTCHA", "HUMAN"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as received: header names in lower case, the body unpacked."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    cookies: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """Return a header's value as sent, or nothing."""
        return self.headers.get(name, "")


def fold_headers(raw: Iterable[tuple[bytes, bytes]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give headers by lower-case name, repeated ones joined as RFC 9110 5.3 has it; cookies apart.

    Bytes stay what they are under Latin-1, so that validators go back verbatim.
    """
    folded: dict[str, str] = {}
    cookies = []
    for name_bytes, value_bytes in raw:
        name, value = name_bytes.lower().decode("latin-1"), value_bytes.decode("latin-1")
        if name == "set-cookie":
            cookies.append(value)
        else:
            folded[name] = f"{folded[name]}, {value}" if name in folded else value
    return folded, tuple(cookies)


def refuse(answer: Answer, now: datetime) -> None:
    """Raise `TroubleError` where an answer is neither a page nor a redirect nor a 304."""
    status = answer.status
    refused = status not in _OK
    tester = challenge(answer, refused=refused)
    if tester:
        raise TroubleError(
            "blocked", f"HTTP {status}: a page that tests for humans ({tester}) stands before it"
        )
    if status == PARTIAL:
        raise TroubleError("cut off", "HTTP 206: the server sent a part unasked")
    if not refused:
        if not answer.body.strip(b"\x00\t\n\r "):
            raise TroubleError("empty", f"HTTP {status}: the page is empty", again=True)
        return
    kind, why = _REFUSALS.get(status) or _by_hundred(status)
    wait_until = None
    if status in _MAY_ASK_TO_WAIT:
        wait_until = retry_after(answer.header("retry-after"), now)
    if wait_until is not None:
        why += f"; it asks to be left alone until {wait_until:%Y-%m-%d %H:%M} UTC"
    raise TroubleError(
        kind, f"HTTP {status}: {why}", again=status in _PASSING, retry_after=wait_until
    )


def challenge(answer: Answer, *, refused: bool) -> str:
    """Name the system whose test for humans came instead of the page, or nothing."""
    for (name, value), system in _CHALLENGE_HEADERS.items():
        if answer.header(name).strip().lower() == value:
            return system
    if len(answer.body) > _LARGEST_CHALLENGE:
        return ""
    low = answer.body.lower()
    for mark, system in _CHALLENGES:
        if mark in low and (refused or system not in _ORDINARY):
            return system
    return ""


def served_at(answer: Answer) -> datetime | None:
    """Read the Date header: the time by the server's clock, aware UTC; None where it gives none."""
    try:
        at = parsedate_to_datetime(answer.header("date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def retry_after(value: str, now: datetime) -> datetime | None:
    """Read a Retry-After header, in seconds or as a date: aware UTC, at most 24 h from `now`.

    None where it says nothing that can be understood, or a time that has passed.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        # Beyond eight digits it is longer than the cap, and an int that large may not fit a date.
        wait = LONGEST_PARK if len(value) > 8 else timedelta(seconds=int(value))  # noqa: PLR2004
    else:
        try:
            at = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    if wait <= timedelta(0):
        return None
    return now + min(wait, LONGEST_PARK)


def _by_hundred(status: int) -> tuple[str, str]:
    if status in _SERVER_ERRORS:
        return "server error", "the server failed"
    if status in REDIRECTS or status // 100 == 3:  # noqa: PLR2004 - the hundred of redirects
        return "redirects", "a redirect to nowhere"
    return "rejected", "the server does not accept the request"
