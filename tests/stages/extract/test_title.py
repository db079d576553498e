"""clean_title: the headline and nothing but the headline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.stages.extract.head.sitename import site_names
from newsdigest.stages.extract.head.title import clean_title


@pytest.mark.parametrize(
    ("raw", "site", "headline"),
    [
        # the site's name, as the page or the domain has it
        ("Mill to close in June | Orrin Post", "orrinpost.example", "Mill to close in June"),
        ("Mill to close in June - The Orrin Post", "Orrin Post", "Mill to close in June"),
        ("Mill to close in June - orrin-post.example", "", "Mill to close in June"),
        (
            "Mill to close in June (orrin-post.example)",
            "orrin-post.example",
            "Mill to close in June",
        ),
        ("Mill to close in June, Orrin Post, 26.04.2026", "Orrin Post", "Mill to close in June"),
        (
            "Mühle schließt im Juni - Öffentlicher Bote",
            "oeffentlicher-bote.example",
            "Mühle schließt im Juni",
        ),
        ("Mill to close in June | Orrin Valley Times", "orvtimes.example", "Mill to close in June"),
        ("Mill to close in June - Tess Holm's blog", "tessholm.example", "Mill to close in June"),
        ("Mill to close in June | OP24", "op.example", "Mill to close in June"),
        (
            "Orrin Post | Industry | Mill to close in June",
            "orrinpost.example",
            "Mill to close in June",
        ),
        ("Orrin Post - Mill to close in June", "orrinpost.example", "Mill to close in June"),
        ("Orrin Post: Mill to close in June", "orrinpost.example", "Mill to close in June"),
        ("Tess Holm Blog: Mill to close in June", "", "Mill to close in June"),
        # sections and dates before it
        ("Mill to close in June - Industry - Orrin Post", "Orrin Post", "Mill to close in June"),
        (
            "Mill to close in June | Work and Pay | Orrin Post",
            "Orrin Post",
            "Mill to close in June",
        ),
        ("Mill to close in June - 26 Sep 2026 - Orrin Post", "Orrin Post", "Mill to close in June"),
        ("Mill to close / Industry / orrin.example", "", "Mill to close"),
        ("Orrin Post - News - Mill to close in June", "Orrin Post", "Mill to close in June"),
        ("Orrin Post - Mill - to close", "Orrin Post", "Mill - to close"),
        ("Mill to close -Tess Holm - Orrin Post", "Orrin Post", "Mill to close"),
        ("Mill to close - Tess Holm and Jon Pike - Orrin Post", "Orrin Post", "Mill to close"),
        (
            "One Winter - Tess Holm [Read] - Orrin Post",
            "Orrin Post",
            "One Winter - Tess Holm [Read]",
        ),
        ("工場が六月に閉鎖へ｜ことば新聞", "", "工場が六月に閉鎖へ"),
        ("夜行電車が復活_交通_ことば新聞", "ことば新聞", "夜行電車が復活"),
        # what stays
        ("Out of the cup - and still happy", "Orrin Post", "Out of the cup - and still happy"),
        ("Opinion | Let the mill go - Orrin Post", "Orrin Post", "Opinion | Let the mill go"),
        ("Exclusive: Mill to close in June", "Orrin Post", "Exclusive: Mill to close in June"),
        ("Dare to play 3 / October pack", "Orrin Post", "Dare to play 3 / October pack"),
        ("MILL TO CLOSE IN JUNE", "Orrin Post", "MILL TO CLOSE IN JUNE"),
        ("Orrin Post", "Orrin Post", "Orrin Post"),
        (
            "What a day for the town - Orrin Post wins by far more than all other papers did",
            "Orrin Post",
            "What a day for the town - Orrin Post wins by far more than all other papers did",
        ),
        # repeats
        ("Mill to close in JuneMill to close in June", "", "Mill to close in June"),
        (
            "Mill to close in June Mill to close in June Mill to close in June",
            "",
            "Mill to close in June",
        ),
        ("Mill to close - Orrin PostMill to close - Orrin Post", "Orrin Post", "Mill to close"),
        ("Mill to close - Orrin Post Mill to close - News", "Orrin Post", "Mill to close"),
        # alerts, wires, media, escapes
        ("UPDATE 2-Mill to close in June", "", "Mill to close in June"),
        ("BREAKING: Mill to close in June", "", "Mill to close in June"),
        ("Mill to close in June (Reuters)", "", "Mill to close in June"),
        ("Mill to close in June (+video)", "", "Mill to close in June"),
        ("Mill to close in June [Watch]", "", "Mill to close in June"),
        ("Mill to close in June  ...", "", "Mill to close in June…"),
        # a body before a colon, by its letters; a headline that speaks of the site
        ("Orrin Valley Rowers (OVR): Two boats sink", "www.ovr.example", "Two boats sink"),
        ("OVR e.V.: Zwei Boote gesunken", "www.ovr.example", "Zwei Boote gesunken"),
        (
            "Orrin Valley (East): Two boats sink",
            "ovr.example",
            "Orrin Valley (East): Two boats sink",
        ),
        ("Meet the Orrin Oat Mill | Orrin", "orrin.example", "Meet the Orrin Oat Mill"),
        ("Caf&amp;eacute; &amp;amp; bar to close", "", "Café & bar to close"),
        ("The millâ€™s last day", "", "The mill’s last day"),
        ("Ã — a letter by itself stays", "", "Ã — a letter by itself stays"),
        ("Millâ€‹\u200b to close", "", "Millâ€‹ to close".replace("â€‹", "")),
        ("<Mill to close in June", "", "Mill to close in June"),
        ("Mill to close in June |", "", "Mill to close in June"),
        ("", "", ""),
    ],
)
def test_a_raw_title_gives_its_headline(raw: str, site: str, headline: str) -> None:
    assert clean_title(raw, site) == headline


def test_several_names_of_a_site_are_parted_by_line_breaks() -> None:
    assert clean_title("Mill to close | OP", "orrin.example\nOP") == "Mill to close"


@given(
    st.text(max_size=80),
    st.sampled_from(["", "Orrin Post", "orrin-post.example", "de.orrin.co.uk", ".", "The"]),
)
def test_any_text_gives_one_clean_line(raw: str, site: str) -> None:
    got = clean_title(raw, site)
    assert got == " ".join(got.split())


@given(
    st.lists(
        st.sampled_from(["mill", "to", "close", "in", "june", "again"]), min_size=3, max_size=9
    )
)
def test_a_headline_without_marks_stays_whatever_its_words(words: list[str]) -> None:
    title = " ".join(words)
    got = clean_title(title, "Orrin Post")
    assert title.startswith(got)
    assert got == title or title.count(got) > 1


@pytest.mark.parametrize(
    ("segment", "names", "named"),
    [
        ("Orrin Post", ["orrinpost.example"], True),
        ("Orrin Post writes on the mill", ["Orrin Post"], True),
        ("orrin speaks of its mill", ["orrin"], False),
        ("The mill is sold by its owners at last", ["Orrin Post"], False),
        ("|", ["Orrin Post"], False),
        ("The Post", ["The Post of Orrin (TPO)"], True),
    ],
)
def test_a_site_is_known_by_what_it_says_of_itself(
    segment: str, names: list[str], *, named: bool
) -> None:
    assert site_names(names).named_by(segment) == named
