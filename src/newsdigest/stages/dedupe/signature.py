"""Article -> Signature: what grouping needs to know of one article, made on its own."""

from __future__ import annotations

from collections import Counter

from newsdigest.models import Article, Signature
from newsdigest.text.normal import stable_id, title_key, words
from newsdigest.urls import host
from newsdigest.urls import url_key as key_of

OPENING_WORDS = 100
TITLE_WEIGHT = 2


def signature(article: Article) -> Signature:
    """Make the signature of one article; equal articles give equal signatures."""
    address = article.canonical_url or article.url
    url_key = key_of(address)
    terms = Counter(words(article.text)[:OPENING_WORDS])
    for word in words(article.title):
        terms[word] += TITLE_WEIGHT
    return Signature(
        key=url_key or stable_id(f"{article.title}\n{article.text}"),
        url_key=url_key,
        title_key=title_key(article.title),
        source=article.site or host(address),
        language=article.language,
        published=article.published,
        terms=tuple((term, float(count)) for term, count in sorted(terms.items())),
    )
