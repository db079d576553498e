"""A sentence loses at its head what only ties it to another, and nothing that it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.language.framing import skip_framing


@pytest.mark.parametrize(
    ("language", "head", "left"),
    [
        ("en", "However, ", "the city paid for the bridge."),
        ("en", "But ", "the city paid for the bridge."),
        ("en", "And, ", "the city paid for the bridge."),
        ("en", "In addition, ", "the city paid for the bridge."),
        ("en", "But in fact, ", "the city paid for the bridge."),
        ("de", "Doch ", "die Stadt bezahlte am Ende die Brücke."),
        ("de", "Und ", "Elmstadt bezahlte am Ende die Brücke."),
        ("de", "Aber: ", "Die Stadt bezahlte am Ende die Brücke."),
        ("de", "Denn ", "14 der 22 Kräne standen am Freitag still."),
        ("nl", "Maar ", "de stad betaalde in het voorjaar de brug."),
        ("fr", "D’ailleurs, ", "la ville a payé le pont."),
        ("es", "Sin embargo, ", "la ciudad pagó el puente nuevo."),
        ("it", "Tuttavia, ", "la città ha pagato il ponte."),
        ("pt", "No entanto, ", "a cidade pagou a ponte nova."),
    ],
)
def test_a_connective_is_skipped(language: str, head: str, left: str) -> None:
    assert skip_framing(head + left, language) == len(head)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "But for the rain the bridge would be open by now."),
        ("en", "However much it rains, the bridge will open on Monday."),
        ("en", "Also, said Ana Ruiz, the bridge will open on Monday."),
        ("en", "Yesterday, the city paid for the bridge."),
        ("en", "According to police, the city paid for the bridge."),
        ("en", "If it rains, the bridge will open on Monday."),
        ("en", "But the city paid."),
        ("en", "But…"),
        ("en", "“But the city paid for the whole bridge.”"),
        ("de", "Doch bezahlte die Stadt am Ende die ganze Brücke."),
        ("de", "Allerdings bezahlte die Stadt am Ende die ganze Brücke."),
        ("de", "Am Montag bezahlte die Stadt am Ende die ganze Brücke."),
        ("nl", "Maar betaalde de stad in het voorjaar de brug?"),
        ("ja", "しかし、市は橋の代金を支払った。"),
        ("", "But the city paid for the bridge."),
    ],
)
def test_what_says_more_or_leaves_no_sentence_stays(language: str, sentence: str) -> None:
    assert skip_framing(sentence, language) == 0


@given(st.text(max_size=80), st.sampled_from(["en", "de", "fr", "nl", "xx"]))
def test_what_is_skipped_lies_within_the_text(text: str, language: str) -> None:
    assert 0 <= skip_framing(text, language) <= len(text)
