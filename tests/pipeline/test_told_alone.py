"""Whatever is told of a story stands in its articles: words, brackets and all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdigest.models import Article, Digest, Gloss, Paragraph, Telling
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.stages import Task, tell
from newsdigest.stages.dedupe.together import one_story
from newsdigest.stages.gloss.explain import MOST_GLOSSES
from newsdigest.stages.gloss.introductions import MOST_WORDS
from newsdigest.stages.gloss.options import GlossOptions
from newsdigest.stages.render import markdown
from newsdigest.stages.render.glossed import plainly, point_pieces, quote_pieces
from newsdigest.stages.render.view import View
from newsdigest.stages.summarise.options import SummariseOptions

SENTENCES = [
    "Ana Ruiz, mayor of Elmton, closed the plant on Monday after weeks of rain.",
    "The Northern Water Agency (NWA) found lead in the river below the plant.",
    "However, Ruiz said that the NWA had known of the lead since spring.",
    "But the agency said that nobody in the town had been in danger at any time.",
    "“We asked Ruiz and the NWA for help in May, and nobody came,” said Omar Diallo, a baker.",
    "She wants 14 million dollars for a new plant, twice what the old one cost.",
    "Doch die Bürgermeisterin Mia Koch will bis Mai ein neues Werk am Fluss bauen.",
    "Koch sagte am Dienstag, das Landesamt für Gewässer (LfG) habe davon gewusst.",
    "En revanche, la maire d’Elmville, Anne Leroy, veut une nouvelle usine avant mai.",
    "Mme Leroy\u00a0dit que l’usine a coûté 14 millions à la ville depuis dix ans.",
    "市長は月曜日に工場を閉鎖した。",
    "ßaid but the city paid for [all of] the bridge in the north of the town.",
]


def article(sentences: list[str], language: str) -> Article:
    text = "\n\n".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Paragraph(at, at + len(sentence)))
        at += len(sentence) + 2
    return Article("Plant closed", text, tuple(spans), language=language)


ARTICLES = st.builds(
    article,
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9),
    st.sampled_from(["en", "de", "fr", "ja", ""]),
)


def told(articles: list[Article], options: StageOptions | None = None) -> Telling:
    return tell(Task(one_story(articles), options or StageOptions()))


@settings(max_examples=60, deadline=None)
@given(st.lists(ARTICLES, min_size=1, max_size=3))
def test_each_printed_character_stands_in_an_article(articles: list[Article]) -> None:
    """Brackets aside, and a raised capital, a point is a slice, and so is what explains it."""
    telling = told(articles)
    for point in telling.key_points:
        text = telling.story.articles[point.article].text
        assert text[point.start : point.end] == point.text
        first, last = point.sentence
        assert first <= point.start < point.end <= last
        pieces = list(point_pieces(point, telling.story))
        own = "".join("".join(piece.text for piece in pieces if not piece.source).split())
        sliced = "".join(point.text.split())
        assert own[1:] == sliced[1:]
        assert own[:1].lower() == sliced[:1].lower()
        check(telling, point.text, point.glosses, plainly(iter(pieces)))
    for quote in telling.quotes:
        check(telling, quote.text, quote.glosses, plainly(quote_pieces(quote, telling.story)))


def check(telling: Telling, text: str, glosses: tuple[Gloss, ...], printed: str) -> None:
    """Hold each gloss to a place behind a word, in order, and to words of an article."""
    places = [gloss.at for gloss in glosses]
    assert places == sorted(set(places))
    assert len(places) <= MOST_GLOSSES
    for gloss in glosses:
        words = telling.story.articles[gloss.article].text[gloss.start : gloss.end]
        assert 0 < len(words.split()) <= MOST_WORDS
        assert 0 < gloss.at <= len(text)
        assert not text[gloss.at - 1].isspace()
        assert f"[{' '.join(words.split())}]" in printed


def test_a_digest_explains_itself() -> None:
    dull = f"The list of things found there names {'a boot, ' * 90} and a hat."
    read = [article([*SENTENCES[:3], dull], "en")]
    telling = told(read, StageOptions(summarise=SummariseOptions(points=4)))
    page = markdown.render(Digest("D", (telling,)), View())
    assert "- Ruiz said that the NWA had known of the lead since spring." in page


@pytest.mark.parametrize("brackets", [True, False])
def test_brackets_change_no_point_and_no_quote(brackets: bool) -> None:  # noqa: FBT001
    read = [article(SENTENCES[:6], "en")]
    telling = told(read, StageOptions(gloss=GlossOptions(brackets=brackets)))
    usual = told(read)
    assert [p.text for p in telling.key_points] == [p.text for p in usual.key_points]
    assert [q.text for q in telling.quotes] == [q.text for q in usual.quotes]
    explained = [*(p.glosses for p in telling.key_points), *(q.glosses for q in telling.quotes)]
    assert brackets or not any(explained)


def test_a_point_that_cannot_be_read_alone_gives_way_to_another() -> None:
    lead = "The city of Elmton closed the old water plant on Monday after three weeks of rain."
    hanging = "The diplomat said that the water plant of the city of Elmton was closed on Monday."
    other = "Nobody in the north of the town had been told of the lead in the river before May."
    telling = told([article([lead, other, hanging], "en")], StageOptions())
    assert hanging not in [point.text for point in telling.key_points]
    alone = told([article([hanging], "en")], StageOptions())
    assert [point.text for point in alone.key_points] == [hanging]


def test_past_three_no_point_is_better_than_one_that_cannot_be_read_alone() -> None:
    told_alone = [
        "The city of Elmton closed the old water plant on Monday after three weeks of rain.",
        "Nobody in the north of the town had been told of the lead in the river before May.",
        "Omar Diallo, a baker in Mill Lane, wants 14 million dollars of the state for new tubes.",
        "Schools in four villages stay shut until Friday, and 300 children learn at home.",
    ]
    hanging = "The diplomat said that 12 towns of Elmland will get a new plant by May."
    dull = f"The list of things found there names {'a boot, ' * 90} and a hat."
    title = "City of Elmton closes its old water plant after weeks of rain"
    for kept in (4, 3, 2):
        read = replace(article([*told_alone[:kept], dull, hanging], "en"), title=title)
        points = [point.text for point in told([read]).key_points]
        assert points[:kept] == told_alone[:kept]
        assert points[kept:] == ([hanging] if kept == 2 else [])
