import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.dedupe.made import BRIDGE, article

from newsdigest.codec import from_plain, to_plain
from newsdigest.models import Article, Signature
from newsdigest.stages.dedupe.signature import signature


@given(st.text(), st.text(), st.sampled_from(["en", "de", "zh", "", "xx"]))
def test_any_text_has_a_signature_that_travels(title: str, text: str, language: str) -> None:
    own = signature(Article(title, text, language=language))
    assert from_plain(Signature, json.loads(json.dumps(to_plain(own)))) == own
    assert pickle.loads(pickle.dumps(own)) == own  # noqa: S301 (our own bytes)
    assert len(own.terms) == len(own.counts)


def test_words_beyond_what_is_kept_have_the_same_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    one = article("A ferry", "zq1 zq2 zq3 zq4 ran onto a sandbank", language="eo")
    monkeypatch.setattr("newsdigest.stages.dedupe.signature._TERMS_KEPT", 2)
    few = signature(one)
    monkeypatch.undo()
    assert few == signature(one)


def test_names_inside_sentences_are_sure_and_others_may_be_any_word() -> None:
    found = signature(article("Footbridge falls", "Footbridge falls, Ana Ruiz said in Maro."))
    assert found.sure_names == ("ana", "maro", "ruiz")
    assert "footbridg" in found.names


def test_an_article_is_keyed_by_its_page_else_by_its_words() -> None:
    paged = signature(article("A", BRIDGE, url="https://www.a.test/n/1?utm_source=rss"))
    assert paged.key == paged.url_key == "a.test/n/1"
    bare = signature(article("A", BRIDGE, url="", site=""))
    assert bare.url_key == ""
    assert bare.key == signature(article("A", BRIDGE, url="", days=3)).key
    assert bare.key != signature(article("B", BRIDGE, url="")).key
    canonical = signature(article("A", url="https://m.a.test/x", canonical_url="https://a.test/y"))
    assert canonical.key == "a.test/y"


def test_headline_and_lead_count_more() -> None:
    own = signature(article("Elm bridge", f"{'harbour ' * 2}{'filler ' * 40}ferry"))
    counts = dict(zip(own.terms, own.counts, strict=True))
    assert (counts["elm"], counts["harbour"], counts["ferri"]) == (2, 4, 1)


def test_names_stand_inside_sentences_and_figures_are_exact() -> None:
    text = "Said was Ana Ruiz on Monday. Nothing else cost 1,250 or 6.1 in 2026 by 3–1, not 12."
    own = signature(article("Score 2-0", text))
    assert own.names == ("ana", "ruiz")
    assert own.figures == ("1.250", "2-0", "3-1", "6.1")


def test_numbers_are_all_in_digits_and_stop_before_tables() -> None:
    text = f"Nine of 22 cranes stand. {'word ' * 300} 1962"
    assert signature(article("Day 3", text)).numbers == ("22", "3", "9")
