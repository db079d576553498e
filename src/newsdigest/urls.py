"""URL -> the forms under which two addresses of one page are equal.

`canonical_url` still opens the page and may be shown; `url_key` only compares.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

from newsdigest.origin import as_browsers_read, join
from newsdigest.patterns import regex

# Parameters that name the way a reader came, never the page: those of the common analytics, mail
# and advertising systems and of share buttons. One that selects content anywhere stays out.
_TRACKING_PREFIX = (
    *("utm_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "at_", "stm_", "mc_", "vero_", "oly_"),
    *("wt.", "wt_", "xtor", "itm_", "fb_", "action_", "guce_", "ns_"),
)
_TRACKING = frozenset(
    (
        *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid"),
        *("twclid", "ttclid", "igshid", "igsh", "li_fat_id", "_ga", "_gl", "_hsenc", "_hsmi"),
        *("hsctatracking", "mkt_tok", "s_cid", "icid", "ico", "cmpid", "cmp", "ncid", "ftag"),
        *("ftcamp", "guccounter", "__source", "smid", "smtyp", "wprov", "srnd", "ocid", "taid"),
        *("sr_share", "spm", "scm", "ito", "recirc", "ref_src", "ref_url", "traffic_source"),
        *("soc_src", "soc_trk", "socialshare", "feedtype", "feedname", "usqp", "amp_js_v", "amp"),
    )
)
# These name the way only when their value does: "src=rss", "output=amp", but not "source=ap".
_MAYBE_TRACKING = frozenset(
    (
        *("ref", "source", "src", "from", "via", "track", "campaign", "medium", "output"),
        *("outputtype", "mode", "view", "partner", "cid", "rss", "feed", "s", "share"),
    )
)
_TRACKING_VALUE = regex(
    r"(?:rss\d*|feed\w*|atom|twitter|facebook|social|share\w*|newsletter|e?mail|amp|true|1)$",
    re.IGNORECASE,
)
_DEFAULT_PORT = {"http": 80, "https": 443}
_SAFE_PATH = "/:@!$&'()*+,;=~-._%"
_ESCAPE = regex(r"%[0-9a-fA-F]{2}")
LONGEST = 8192
"""Characters of an address that servers take; longer ones are none."""
_UNRESERVED = regex(r"[A-Za-z0-9\-._~]")

# What a publisher puts before its host or around its path for other devices.
_HOST_PREFIX = regex(r"^(?:www\d?|m|mobile|amp|wap|touch|edition)\.(?=[^.]+\.)")
_AMP_CACHE = regex(r"^(?:[^.]+\.)?cdn\.ampproject\.org$|^(?:www\.)?google\.[a-z.]+$")
_AMP_CACHE_PATH = regex(r"^/(?:amp|c|v|wp)/(?:s/)?(?=[^/]+\.[^/]+/)")
_DEVICE_SEGMENT = regex(
    r"^/(?:amp|m|mobile)(?=/.)|(?:/|[.\-_])amp/?$|[.\-_]amp(?=\.html?$)|/(?:print|singlepage)/?$"
)
_INDEX_PAGE = regex(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$")

# What stands between "//" and the last "@" before the path, and the values of parameters whose
# names say that they open something.
_CREDENTIALS = regex(r"^([^/\\?#]*[/\\]{2,})[^/\\?#]*@")
_SECRET_VALUE = regex(
    r"(?<=[?&;#])([^=&;#]*(?:token|secret|passw|pwd|auth(?!or)|signature|credential|session|jwt"
    r"|api[-_.]?key|access[-_.]?key)[^=&;#]*|(?:[^=&;#]*[-_.])?(?:key|sig|sid|pass|pw))=[^&;#]+",
    re.IGNORECASE,
)


def host(url: str) -> str:
    """Give the host of an address, folded, without `www.`; nothing where there is none."""
    return _name(_split(url)).removeprefix("www.")


def hostname(url: str) -> str:
    """Give the host of an address as it stands, `www.` and all; nothing where there is none."""
    return _split(url).hostname or ""


def joined(base: str, address: str) -> str:
    """Give where an address on a page leads; nothing for what leads nowhere on the web.

    Nor for one longer than servers take: a megabyte of it would go into every file of the day.
    """
    if len(address) > LONGEST:
        return ""
    try:
        parts = _split(join(base, address))
    except ValueError:  # "http://[x": a page may give anything for an address
        return ""
    return parts.geturl() if parts.scheme in _DEFAULT_PORT and parts.netloc else ""


def is_front(url: str) -> bool:
    """Tell whether an address is that of a whole site: no path, no query."""
    parts = _split(url)
    return bool(parts.netloc) and parts.path in {"", "/"} and not parts.query


def canonical_url(url: str) -> str:
    """Drop from an address what does not name the page; what is left still opens it.

    Fragments, tracking parameters and default ports go; scheme and host are folded, escapes
    written one way. What is no http address comes back as it is, trimmed. Idempotent.
    """
    parts = _split(url)
    if parts.scheme not in _DEFAULT_PORT or not _name(parts):
        return url.strip()
    place, path, query = _canonical(parts)
    return f"{parts.scheme}://{place}{path}{'?' if query else ''}{query}"


def url_key(url: str) -> str:
    """Give the form under which addresses of one page are equal; it need not open.

    Beyond `canonical_url`: scheme, `www.` and device hosts, AMP caches and forms, print views,
    index pages, trailing slashes and the order of parameters do not matter.
    """
    parts = _split(url)
    if not _name(parts):
        return url.strip()
    if parts.scheme in _DEFAULT_PORT:
        name, path, query = _canonical(parts)
    else:
        name, path, query = parts.netloc.rpartition("@")[2], parts.path, parts.query
    if _AMP_CACHE.match(name) and (cached := _AMP_CACHE_PATH.match(path)):
        name, _, path = path[cached.end() :].partition("/")
        path = f"/{path}"
    name = _HOST_PREFIX.sub("", name)
    path = _INDEX_PAGE.sub("/", _DEVICE_SEGMENT.sub("", path)).rstrip("/")
    query = "&".join(sorted(part for part in query.split("&") if part))
    return f"{name}{path}{'?' if query else ''}{query}"


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(as_browsers_read(url))
        _ = parts.port, parts.hostname
    except ValueError:
        return SplitResult("", "", url.strip(), "", "")
    return parts


def _name(parts: SplitResult) -> str:
    return (parts.hostname or "").strip(".")


def _canonical(parts: SplitResult) -> tuple[str, str, str]:
    """Give the place, path and query of a web address without what does not name the page."""
    return _netloc(parts), _path(parts.path) or "/", "&".join(_kept_parameters(parts.query))


def _netloc(parts: SplitResult) -> str:
    name = _name(parts)
    name = f"[{name}]" if ":" in name else name
    port = "" if parts.port in (None, _DEFAULT_PORT[parts.scheme]) else f":{parts.port}"
    return f"{name}{port}"


def _path(path: str) -> str:
    kept = _ESCAPE.sub(_one_way, path)
    return quote(kept, safe=_SAFE_PATH)


def _one_way(escape: re.Match[str]) -> str:
    letter = unquote(escape.group(), "latin-1")
    return letter if _UNRESERVED.match(letter) else escape.group().upper()


def _kept_parameters(query: str) -> list[str]:
    kept: list[str] = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name and not _is_tracking(name.casefold(), value):
            kept.append(quote(_ESCAPE.sub(_one_way, part), safe=_SAFE_PATH + "?/[]"))
    return kept


def _is_tracking(name: str, value: str) -> bool:
    if name in _TRACKING or name.startswith(_TRACKING_PREFIX):
        return True
    return name in _MAYBE_TRACKING and bool(_TRACKING_VALUE.match(value))


_ADDRESS = regex(r"https?:[/\\]{2}\S+", re.IGNORECASE)


def shown_text(text: str) -> str:
    """Give a text as it may be printed: as `shown_url` for every address in it."""
    return _ADDRESS.sub(lambda found: shown_url(found[0]), text)


def shown_url(url: str) -> str:
    """Give an address as it may be printed: no user and password, no secrets in its query."""
    bare = _CREDENTIALS.sub(r"\1", url)
    return _SECRET_VALUE.sub(r"\1=***", bare)
