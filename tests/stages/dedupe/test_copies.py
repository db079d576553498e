from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.stages.dedupe.made import BATTERY, BRIDGE, STRIKE, article

from newsdigest.models import Article
from newsdigest.stages.dedupe import copies as rules
from newsdigest.stages.dedupe.copies import copies
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.sketch import SKETCH_SIZE, contained, covered, hashes, sketch

FOOT = " Subscribe to our newsletter, never miss a morning, and leave whenever you like to."


def labels(*articles: Article) -> list[int]:
    return copies([signature(one) for one in articles])


def test_one_page_at_two_addresses_is_one_at_any_time() -> None:
    one = article("City opens bridge", BRIDGE)
    moved = article("Bridge opens", BRIDGE, days=40, url=f"{one.url}?utm_source=rss#top")
    bare = article("Bridge opens at last", url=one.url)
    assert labels(one, moved, bare) == [0, 0, 0]


def test_other_news_at_an_address_is_no_copy() -> None:
    one = article("Notices", BRIDGE)
    live = article("Crane drivers stop work", STRIKE, url=one.url)
    again = article("Dock strike", STRIKE, days=1, url=one.url)
    assert labels(one, live, again) == [0, 1, 1]


def test_an_agency_s_text_cut_and_lengthened_is_a_copy() -> None:
    cut = article("Bridge opens", BRIDGE[: len(BRIDGE) * 2 // 3], site="Herald")
    longer = article("Our new bridge", f"{BRIDGE}\n\n{BATTERY[:80]}", site="Post", days=1)
    assert labels(article("City opens bridge", BRIDGE), cut, longer) == [0, 0, 0]


def test_the_same_text_in_another_outlet_a_week_later_is_no_copy() -> None:
    later = article("City opens bridge", BRIDGE, site="Herald", days=7)
    assert labels(article("City opens bridge", BRIDGE), later) == [0, 1]


def test_a_source_s_own_text_put_out_again_is_a_copy_whatever_its_date() -> None:
    again = article("From the archive", BRIDGE, days=90)
    assert labels(article("City opens bridge", BRIDGE), again) == [0, 0]
    rewritten = article("Bridge, a year on", f"{BRIDGE[:220]} {STRIKE}", days=90)
    assert labels(article("City opens bridge", BRIDGE), rewritten) == [0, 1]


def test_a_template_filled_in_is_no_copy() -> None:
    rain = (
        "It will rain in {} until noon with up to {} millimetres, then the sun comes out and stays."
    )
    one = article("Weather today", rain.format("Elmton", 14))
    for place, much in (("Moor", 14), ("Elmton", 31)):
        other = article("The weather", rain.format(place, much), site="Herald")
        assert labels(one, other) == [0, 1]
    assert labels(one, article("Rain", rain.format("Elmton", 14), site="Herald")) == [0, 0]


def test_one_source_s_furniture_makes_no_copies() -> None:
    texts = ["Frost in the hills tonight.", "Trams run late on line four.", "A seal came in."]
    days = [article(f"Day {at}", text + FOOT, days=at / 9) for at, text in enumerate(texts)]
    assert labels(*days) == [0, 1, 2]
    assert labels(*days[:2]) == [0, 0], "two of them may yet be copies"


def test_a_column_s_headline_makes_no_copies_but_an_unchanged_one_does() -> None:
    title = "Morning briefing: what to know"
    monday, tuesday = (
        article(title, STRIKE),
        article(title, BATTERY, days=1, url="https://x.test/2"),
    )
    assert labels(monday, tuesday) == [0, 1]
    revised = replace(monday, text=f"{STRIKE[:250]} {BATTERY[:80]}", url="https://x.test/3")
    assert labels(monday, revised) == [0, 0]
    bare = replace(monday, text="", url="https://x.test/4")
    assert labels(monday, bare) == [0, 0]
    much_later = replace(bare, published=article("", days=30).published, url="https://x.test/5")
    assert labels(monday, much_later) == [0, 1]


def test_short_texts_and_short_headlines_are_not_compared() -> None:
    one = article("Weather", "Rain in the hills.")
    two = article("Weather", "Rain in the hills.", url="https://x.test/1", site="Herald")
    assert labels(one, two) == [0, 1]


def test_a_phrase_of_too_many_articles_finds_no_pairs(monkeypatch: object) -> None:
    monkeypatch.setattr(rules, "PROBED_IN", 1)  # type: ignore[attr-defined]
    assert labels(article("A", BRIDGE), article("B", BRIDGE, site="Herald")) == [0, 1]


@given(st.lists(st.text("abcdef ", max_size=60), max_size=8))
def test_a_sketch_holds_the_smallest_hashes_in_order(lines: list[str]) -> None:
    written, runs = sketch(" ".join(lines).split())
    found = hashes(written)
    assert list(found) == sorted(set(found))
    assert len(found) == min(runs, SKETCH_SIZE)


def test_a_text_contains_itself_and_nothing_contains_an_empty_one() -> None:
    own = hashes(sketch(BRIDGE.split())[0])
    assert contained(own, own) == 1
    assert contained(own, ()) == 0
    assert contained(own, own, frozenset(own)) == 0
    assert covered((), own) == 1
    assert covered(own, own) == 1
    assert covered(own, hashes(sketch(BRIDGE.split()[:30])[0])) < 0.6


def test_containment_is_estimated_within_a_tenth_from_sketches_that_overflow() -> None:
    words = [f"word{at * at % 997}" for at in range(900)]
    half = words[:450]
    share = contained(hashes(sketch(words)[0]), hashes(sketch(half)[0]))
    assert share > 0.9
    other = [f"else{at}" for at in range(450)]
    share = contained(hashes(sketch(half + other)[0]), hashes(sketch(words)[0]))
    assert 0.4 < share < 0.6
