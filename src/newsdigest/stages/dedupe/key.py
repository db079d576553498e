"""Article -> what it is known by: its address, or a hash of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdigest.text.normal import stable_id

if TYPE_CHECKING:
    from newsdigest.models import Article


def article_key(article: Article) -> str:
    """Name an article: its address without what does not change the page, or a hash of its text."""
    return page_key(article) or text_key(article)


def page_key(article: Article) -> str:
    """Name an article by its address, without what does not change the page; "" without one."""
    if not (address := article.canonical_url or article.url):
        return ""
    from newsdigest.urls import url_key  # noqa: PLC0415 a text has no address

    return url_key(address)


def text_key(article: Article) -> str:
    """Name an article by a hash of its headline and text."""
    return stable_id(f"{article.title}\n{article.text}")
