"""A site's name is said without its address, tagline or legal form."""

import pytest

from newsdigest.stages.extract.head.sitename import _tidy, name_site


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("https://www.elmherald.example/news", "elmherald.example"),
        ("Elm Herald - News from the valley", "Elm Herald"),
        ("Elm Herald - Oak Ltd", "Elm Herald"),
        ("Elm Herald - Oak", "Elm Herald - Oak"),
        ("Elm Herald | News", "Elm Herald"),
        ("Elm Herald -", "Elm Herald"),
        ("elmherald.example/", "elmherald.example"),
        ("https://twitter.com/@elmherald?s=1", "elmherald"),
        ("Elm Herald, Inc. & Co.", "Elm Herald"),
        ("Ltd.", "Ltd."),
    ],
)
def test_what_is_said_beside_a_site_s_name_is_cut_off(said: str, name: str) -> None:
    assert _tidy(said) == name


@pytest.mark.parametrize(
    ("names", "host", "shown"),
    [
        (("elmherald", "Elm Herald"), "", "Elm Herald"),
        (("eh.example", "Elm Herald"), "", "Elm Herald"),
        (("eh.example", "Oak Media Ltd", "@ElmHerald"), "", "eh.example"),
        (("World", "", "@Elmnews"), "www.elmnews.example", "Elmnews"),
        (("Freewheel", "", "@elmnews"), "elmnews.example", "Freewheel"),
        (("World", "", "@Elmnews"), "", "World"),
        (("Elm News World", "", "@Elmnews"), "elmnews.example", "Elm News World"),
        (("Elm Morning Herald", "", "@EMH"), "emh.example", "Elm Morning Herald"),
        (("", ""), "elmnews.example", ""),
    ],
)
def test_a_site_is_shown_by_the_name_that_is_most_its_own(
    names: tuple[str, ...], host: str, shown: str
) -> None:
    assert name_site(names, host) == shown
