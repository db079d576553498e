r"""newsdigest: key points and attributed quotes from the news, verbatim.

>>> from newsdigest import digest_text
>>> digest = digest_text("Bridge opens\n\nThe bridge over the Elm opened on Monday.")
>>> digest.tellings[0].key_points[0].text
'The bridge over the Elm opened on Monday.'
"""

TYPE_CHECKING = False  # as typing says it, which costs more than all of `--version`

if TYPE_CHECKING:
    from newsdigest.api import daily as daily
    from newsdigest.api import digest_articles as digest_articles
    from newsdigest.api import digest_html as digest_html
    from newsdigest.api import digest_text as digest_text
    from newsdigest.api import digest_url as digest_url
    from newsdigest.api import from_json as from_json
    from newsdigest.api import quote_rows as quote_rows
    from newsdigest.api import read_article as read_article
    from newsdigest.api import read_feed as read_feed
    from newsdigest.api import render as render
    from newsdigest.api import render_bytes as render_bytes
    from newsdigest.api import render_notebook as render_notebook
    from newsdigest.api import to_json as to_json
    from newsdigest.errors import NewsdigestError as NewsdigestError
    from newsdigest.models import Article as Article
    from newsdigest.models import Digest as Digest
    from newsdigest.models import Failure as Failure
    from newsdigest.models import KeyPoint as KeyPoint
    from newsdigest.models import Quote as Quote
    from newsdigest.models import Story as Story
    from newsdigest.models import Telling as Telling

__version__ = "0.1.0"

# A public name -> where it lives. Nothing is imported before it is asked for: `--version` is bare.
_HOMES = {
    **dict.fromkeys(
        (
            *("daily", "digest_articles", "digest_html", "digest_text", "digest_url", "from_json"),
            *("quote_rows", "read_article", "read_feed", "render", "render_bytes"),
            *("render_notebook", "to_json"),
        ),
        "newsdigest.api",
    ),
    **dict.fromkeys(
        ("Article", "Digest", "Failure", "KeyPoint", "Quote", "Story", "Telling"),
        "newsdigest.models",
    ),
    "NewsdigestError": "newsdigest.errors",
}
__all__ = [
    "Article",
    "Digest",
    "Failure",
    "KeyPoint",
    "NewsdigestError",
    "Quote",
    "Story",
    "Telling",
    "__version__",
    "daily",
    "digest_articles",
    "digest_html",
    "digest_text",
    "digest_url",
    "from_json",
    "quote_rows",
    "read_article",
    "read_feed",
    "render",
    "render_bytes",
    "render_notebook",
    "to_json",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 not on the way to the version

    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
