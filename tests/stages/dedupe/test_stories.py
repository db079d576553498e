"""What must hold of grouping whatever the articles are, and what group makes of a story."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stages.dedupe.made import BATTERY, BRIDGE, NOON, STRIKE, article
from tests.stages.dedupe.ten_days import DAYS, articles_of

from newsdigest.models import Article, Story, ToldStory
from newsdigest.stages.dedupe import merge as merging
from newsdigest.stages.dedupe.merge import merge
from newsdigest.stages.dedupe.options import DedupeOptions
from newsdigest.stages.dedupe.signature import signature
from newsdigest.stages.dedupe.stories import group

ALL = [one for path in sorted(DAYS.glob("??.txt")) for one in articles_of(path)]
UNRELATED = article(
    "Zweiwöchiger Käsemarkt beginnt",
    "Bauern zeigen siebzig Sorten Bergkäse unter freiem Himmel.",
    language="de",
)
some = st.lists(st.sampled_from(ALL), min_size=1, max_size=12, unique_by=lambda one: one.url)


def parts(stories: tuple[Story, ...]) -> set[frozenset[Article]]:
    return {frozenset(story.articles) for story in stories}


@settings(max_examples=40, deadline=None)
@given(some, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(found: list[Article], chance: object) -> None:
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert group(mixed) == group(found)


@settings(max_examples=40, deadline=None)
@given(some)
def test_nothing_is_dropped_and_nothing_stands_twice(found: list[Article]) -> None:
    told = [one for story in group(found) for one in story.articles]
    assert sorted(one.url for one in told) == sorted(one.url for one in found)


@settings(max_examples=40, deadline=None)
@given(some)
def test_grouping_what_was_grouped_changes_nothing(found: list[Article]) -> None:
    stories = group(found)
    again = group([one for story in stories for one in story.articles])
    assert again == stories


@settings(max_examples=40, deadline=None)
@given(some)
def test_an_unrelated_article_changes_no_story(found: list[Article]) -> None:
    before = group(found)
    after = group([*found, UNRELATED])
    assert parts(before) < parts(after)
    assert {story.id for story in before} < {story.id for story in after}


@settings(max_examples=40, deadline=None)
@given(some, some)
def test_a_told_story_keeps_its_name_when_articles_arrive(
    first: list[Article], later: list[Article]
) -> None:
    told = [
        ToldStory(
            story.id,
            story.title,
            date(2026, 11, 12),
            tuple(signature(one) for one in story.articles),
        )
        for story in group(first)
    ]
    again = {one.url: story.id for story in group([*first, *later], told) for one in story.articles}
    for story in group(first):
        for one in story.articles:
            assert again[one.url] == story.id


def test_one_article_is_one_story() -> None:
    one = article("City opens bridge", BRIDGE, section="World")
    (story,) = group([one])
    assert (story.title, story.articles, story.section) == (one.title, (one,), "World")
    assert story.why == ("The story is told from this article.",)
    assert story.update_of is None
    assert group([]) == ()


def test_the_only_article_has_the_id_that_its_signature_would_give() -> None:
    for one in (article("City opens bridge", BRIDGE), article("No address", BRIDGE, url="")):
        assert group([one])[0].id == merge([signature(one)])[0]
        assert group([one], options=DedupeOptions(dedupe=False)) == group([one])


def test_the_headline_is_that_of_the_article_that_the_first_link_leads_to() -> None:
    early = article("City opens bridge over the Elm", BRIDGE, site="Early")
    late = article("Elm bridge opens after four years", f"{BRIDGE} More.", days=0.2, site="Late")
    teasing = article("What you need to know?", f"{BRIDGE} Most.", days=0.3, site="Teasing")
    (story,) = group([early, late, teasing])
    assert story.title == late.title
    assert [one.site for one in story.articles] == ["Late", "Teasing", "Early"]
    (told,) = group([replace(late, title=""), early])
    assert (told.title, told.articles[0].site) == (early.title, "Early")


def test_the_best_version_is_whole_then_full_then_new() -> None:
    walled = article("City opens bridge", BRIDGE * 3, site="Walled", paywall=True)
    teaser = article("City opens bridge", BRIDGE * 2, site="Teased", teaser=True)
    late = article("City opens bridge", BRIDGE, days=0.2, site="Late")
    early = article("City opens bridge", BRIDGE[:-30], days=0.1, site="Early")
    undated = article("City opens bridge", BRIDGE, site="Undated", published=None)
    short = article("City opens bridge", BRIDGE[:200], site="Short")
    (story,) = group([walled, teaser, late, early, undated, short])
    assert [one.site for one in story.articles] == [
        *("Late", "Early", "Undated", "Short"),
        *("Teased", "Walled"),
    ]


def test_the_less_text_there_is_the_less_likeness_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    words = BRIDGE.split()
    found = [
        article("City opens new bridge over Elm", " ".join(words[:20])),
        article("Toll waived on new Elm bridge", " ".join(words[24:44]), site="B"),
    ]
    assert len(group(found)) == 1
    monkeypatch.setattr(merging, "BARE_EASE", 0)
    assert len(group(found)) == 2


def test_without_dedupe_every_article_is_a_story_of_its_own() -> None:
    one = article("City opens bridge", BRIDGE)
    stories = group([one, one, replace(one, site="Herald")], (), DedupeOptions(dedupe=False))
    assert [len(story.articles) for story in stories] == [1, 1, 1]
    assert len({story.id for story in stories}) == 3


def told_bridge(*, days: float = -2) -> ToldStory:
    first = article("City opens new bridge", BRIDGE, days=days)
    day = (NOON + timedelta(days=days)).date()
    return ToldStory("told-bridge", first.title, day, (signature(first),))


def test_what_goes_on_from_a_told_story_is_its_update() -> None:
    more = article("New bridge over the Elm: toll waived", BRIDGE[:200] + " No toll until May.")
    other = article("Crane drivers walk out", STRIKE)
    stories = {story.id: story for story in group([more, other], [told_bridge()])}
    assert stories["told-bridge"].update_of == told_bridge()
    assert stories["told-bridge"].why[0].endswith("it goes on from “City opens new bridge”.")
    (apart,) = (story for story in stories.values() if story.update_of is None)
    assert apart.articles == (other,)


def test_copies_of_what_was_told_stand_last_and_are_counted() -> None:
    copy = article("City opens new bridge", BRIDGE, days=-1.9, site="Herald")
    news = article("New bridge over the Elm: toll waived", BRIDGE[:200] + " No toll until May.")
    (story,) = group([copy, news], [told_bridge()])
    assert (story.articles, story.known) == ((news, copy), 1)
    (story,) = group([copy], [told_bridge()])
    assert (story.update_of, story.known) == (told_bridge(), 1)


def test_a_copy_with_another_number_is_a_correction_and_not_known() -> None:
    first = article("City opens new bridge", BRIDGE, days=-1)
    told = ToldStory("b", first.title, NOON.date(), (signature(first),))
    corrected = article(
        "City opens new bridge", BRIDGE.replace("182", "128"), url="https://x.test/"
    )
    (story,) = group([corrected], [told])
    assert (story.update_of, story.known) == (told, 0)


def test_a_story_told_long_ago_is_not_continued_but_its_pages_are_known() -> None:
    later = article("City counts bridge traffic", BRIDGE[:180] + " Traffic is counted.", days=9)
    (story,) = group([later], [told_bridge(days=-3)])
    assert story.update_of is None
    again = article("City opens new bridge", BRIDGE, days=9, url="https://example-times.test/x")
    (story,) = group([again], [told_bridge(days=-3)])
    assert story.id == "told-bridge"


def test_news_at_one_address_are_stories_of_their_own_today_and_on_later_days() -> None:
    page = "https://town.test/notices"
    notices = [
        article(title, text, url=page)
        for title, text in (
            ("Bridge opens", BRIDGE),
            ("Cranes stand", STRIKE),
            ("Listing", BATTERY),
        )
    ]
    stories = group(notices)
    assert len({story.id for story in stories}) == len(stories) == 3
    day = NOON.date()
    told = [
        ToldStory(story.id, story.title, day, (signature(story.articles[0]),))
        for story in group(notices[:2])
    ]
    (wolf,) = group([article("Wolf seen in park", "A wolf was seen at dawn.", url=page)], told)
    assert wolf.update_of is None
    assert wolf.id not in {story.id for story in told}
    (known,) = group([notices[1]], told)
    assert (known.update_of in told, known.known) == (True, 1)


def test_with_no_days_of_memory_nothing_is_an_update() -> None:
    again = article("City opens new bridge", BRIDGE)
    (story,) = group([again], [told_bridge()], DedupeOptions(repeat_after_days=0))
    assert story.update_of is None


def test_two_told_stories_never_become_one() -> None:
    one = ToldStory("a", "", date(2026, 11, 11), (signature(ALL[0]),))
    two = replace(one, id="b")
    ids = merge([signature(replace(ALL[0], url="https://x.test/", site="X"))], [one, two])
    assert ids in {("a",), ("b",)}
    assert merge([signature(ALL[0])], [two, one]) == merge([signature(ALL[0])], [two, one])


def test_articles_without_dates_or_language_are_grouped_too() -> None:
    one, two, three = (
        replace(found, published=None, language="")
        for found in (
            article("City opens new bridge over Elm", BRIDGE),
            article("New bridge over Elm opens", BRIDGE[:150], site="Herald"),
            article("Volta Cells files for listing", BATTERY),
        )
    )
    assert parts(group([one, two, three])) == {frozenset({one, two}), frozenset({three})}


def test_moments_are_compared_across_zones() -> None:
    east = datetime.fromisoformat("2026-11-12T23:30:00+09:00").astimezone(UTC)
    one = article("City opens new bridge over Elm", BRIDGE, published=east)
    two = article("City opens new bridge over Elm", BRIDGE, site="Herald", days=3.5)
    assert len(group([one, two])) == 2


def test_opinion_alone_has_a_section_of_its_own() -> None:
    news = article("City opens bridge", BRIDGE, section="World")
    column = article("The toll is right", STRIKE, genre="opinion", section="World")
    assert group([column])[0].section == "Opinion"
    assert group([column], [told_bridge()])[0].section == "Opinion"
    mixed = replace(column, text=BRIDGE, url="https://x.test/")
    assert group([news, mixed])[0].section == "World"


def test_bare_headlines_of_one_event_are_one_story() -> None:
    one = article("City opens new bridge over Elm")
    assert len(group([one, article("New bridge over Elm opens in city", site="Herald")])) == 1


def test_a_company_s_results_and_its_recall_are_two_stories() -> None:
    results = article(
        "Volta Cells profit doubles",
        "Volta Cells said on Thursday that its profit doubled to 41 million dollars in summer.",
    )
    recall = article(
        "Volta Cells calls back heaters",
        "Volta Cells is calling back 9,000 heaters that may catch fire, the safety agency said.",
        site="Herald",
    )
    assert len(group([results, recall])) == 2
