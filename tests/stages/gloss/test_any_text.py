"""No text, however odd, trips the stage, and what it explains lies where it says."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stages.gloss.test_explain import outlines

from newsdigest.models import Article, KeyPoint, Quote
from newsdigest.stages.gloss.explain import explain, unclear

PIECES = [
    *("Ana", "Ruiz", "Ruiz's", "(ORS)", "ORS", "Office for River Safety", "the agency", "The"),
    *("she", "He", "said", "“", "”", '"', ",", ".", "\n", "\n\n", "-", "@", "/", "Mr.", "mayor"),
    *("of", "Governor", "Karl Lund", "a", "luxury group", "that", "Lumen", ":", "—", "his", "this"),
    *("week", "’s", "(", "  ", "\u00a0", "14", "Among them", "Die", "Behörde", "er", "sie", "市長"),
    *(
        "e\u0301",
        "\ufffc",
        "U.S.",
        "K.K.",
        "Van der Berg",
        "O'Neil",
        "’",
        "[",
        "]",
        "MEP",
        "agency",
    ),
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", ""])), min_size=1, max_size=50
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))
LANGUAGES = st.sampled_from(["en", "de", "fr", "ja", "xx", "ru", "nl"])


@settings(max_examples=120, deadline=None)
@given(st.data(), st.lists(TEXTS, min_size=1, max_size=2), LANGUAGES)
def test_every_gloss_lies_in_its_point_and_in_an_article(
    data: st.DataObject, texts: list[str], language: str
) -> None:
    articles = [Article("Ana Ruiz closes plant", text, language=language) for text in texts]
    points, quotes = [], []
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(texts[0]) - 1))
        end = data.draw(st.integers(start + 1, len(texts[0])))
        points.append(KeyPoint(texts[0][start:end], start, end))
        quotes.append(Quote(texts[0][start:end], start, end))
    read = outlines(articles)
    unclear(articles, read, points, "Plant closed")
    told, said = explain(articles, read, points, quotes, "Plant closed")
    printed = [*((p.text, p.glosses) for p in told), *((q.text, q.glosses) for q in said)]
    for text, glosses in printed:
        places = [gloss.at for gloss in glosses]
        assert places == sorted(places)
        assert all(0 < place <= len(text) for place in places)
        for gloss in glosses:
            assert articles[gloss.article].text[gloss.start : gloss.end].strip()
