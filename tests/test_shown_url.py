"""shown_url: what may be printed of an address."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest.urls import shown_url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ana:pw@news.test/a", "https://news.test/a"),
        ("https://ana:p@w@news.test/a@b", "https://news.test/a@b"),
        ("//ana@news.test/", "//news.test/"),
        ("https://news.test/f?token=abc&page=2", "https://news.test/f?token=***&page=2"),
        ("https://news.test/f?X-Amz-Signature=abc", "https://news.test/f?X-Amz-Signature=***"),
        ("https://news.test/f?api_key=a;sid=b", "https://news.test/f?api_key=***;sid=***"),
        ("https://news.test/f#access_token=abc", "https://news.test/f#access_token=***"),
        ("https://news.test/?author=ana&keyword=elm", "https://news.test/?author=ana&keyword=elm"),
        ("https://news.test/?key=k&monkey=m", "https://news.test/?key=***&monkey=m"),
        ("https://news.test/?q=token", "https://news.test/?q=token"),
        ("/news/a@b.html", "/news/a@b.html"),
        ("", ""),
    ],
)
def test_credentials_and_secrets_go_and_the_rest_stays(url: str, shown: str) -> None:
    assert shown_url(url) == shown


@given(st.text(max_size=60))
@example("https://a:b@")
@example("?token=?token=")
def test_showing_twice_changes_nothing(url: str) -> None:
    assert shown_url(shown_url(url)) == shown_url(url)


@given(st.from_regex(r"[a-z0-9]{8,12}", fullmatch=True))
def test_no_password_is_left(secret: str) -> None:
    for url in (f"https://u:{secret}@a.test/x", f"https://a.test/?a=1&password={secret}#b"):
        assert secret not in shown_url(url)
