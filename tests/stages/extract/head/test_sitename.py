"""A site's name is said without its address, tagline or legal form."""

import pytest

from newsdigest.stages.extract.head.sitename import _tidy


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("https://www.elmherald.example/news", "elmherald.example"),
        ("Elm Herald - News from the valley", "Elm Herald"),
        ("Elm Herald - Oak Ltd", "Elm Herald"),
        ("Elm Herald - Oak", "Elm Herald - Oak"),
        ("Elm Herald | News", "Elm Herald"),
        ("Elm Herald -", "Elm Herald"),
        ("Elm Herald, Inc. & Co.", "Elm Herald"),
        ("Ltd.", "Ltd."),
    ],
)
def test_what_is_said_beside_a_site_s_name_is_cut_off(said: str, name: str) -> None:
    assert _tidy(said) == name
