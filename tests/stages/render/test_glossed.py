"""What explains a word stands in brackets behind it, told apart where a view can."""

from dataclasses import replace

import pytest
from tests.stages.render.stories import article, passage, said

from newsdigest.models import Article, Digest, Gloss, KeyPoint, Quote, Story, Telling
from newsdigest.stages.render import html, markdown, plain, terminal
from newsdigest.stages.render.glossed import plainly, point_pieces, quote_pieces
from newsdigest.stages.render.view import View

LEAD = "Ana Ruiz, mayor of Elm & Ash, opened\nthe bridge on Monday."
LATER = "However, Ruiz said that “she will walk” over it."
READ = article(LEAD, LATER, title="Bridge opens", language="en")


def gloss(word: str, words: str, said_in: str, **more: object) -> Gloss:
    start = READ.text.index(words)
    at = said_in.index(word) + len(word)
    return Gloss(at, start, start + len(words), rule="surname", **more)  # type: ignore[arg-type]


def trimmed() -> KeyPoint:
    """The second sentence without its opening, and with its name explained."""
    whole = passage(READ, LATER)
    text = LATER.removeprefix("However, ")
    point = passage(READ, text, glosses=(gloss("Ruiz", "mayor of Elm & Ash", text),))
    return replace(point, sentence_start=whole.start, sentence_end=whole.end)


def digest(*points: KeyPoint, quotes: tuple[Quote, ...] = (), read: Article = READ) -> Digest:
    return Digest("D", (Telling(Story("s", "Bridge opens", (read,)), points, quotes),))


SHOWN = "Ruiz [mayor of Elm & Ash] said that “she will walk” over it."


def test_markdown_and_plain_text_print_brackets() -> None:
    assert f"- {SHOWN}".replace("[", r"\[").replace("]", r"\]") in markdown.render(
        digest(trimmed()), View()
    )
    assert SHOWN in plain.render(digest(trimmed()), View())


def test_the_terminal_dims_what_stands_in_brackets() -> None:
    drawn = terminal.render(digest(trimmed()), View(colours="standard"))
    assert "Ruiz \x1b[2m[mayor of Elm & Ash]\x1b[0m said" in drawn


def test_the_terminal_says_by_which_rule_a_word_was_explained() -> None:
    drawn = terminal.render(digest(trimmed()), View(explain=True))
    assert "brackets by surname" in drawn


def test_html_names_the_paragraph_that_explains() -> None:
    page = html.render(digest(trimmed()), View())
    title = "Ana Ruiz, mayor of Elm &amp; Ash, opened the bridge on Monday."
    shown = f'Ruiz <span class="gloss" title="{title}">[mayor of Elm &amp; Ash]</span> said'
    assert shown in page


def test_a_text_without_paragraphs_explains_by_the_whole_of_it() -> None:
    bare = replace(READ, paragraphs=())
    assert 'title="Ana Ruiz, mayor' in html.render(digest(trimmed(), read=bare), View())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("said that “she will walk” over it.", "Said that “she will walk” over it."),
        ("ßaid", "ßaid"),
        ("“she will walk” over it.", "“she will walk” over it."),
    ],
)
def test_a_point_that_begins_within_its_sentence_begins_with_a_capital(
    text: str, shown: str
) -> None:
    read = article(f"However, {text}")
    whole = passage(read, text)
    cut = replace(whole, sentence_start=0, sentence_end=whole.end)
    story = Story("s", "", (read,))
    assert plainly(point_pieces(cut, story)) == shown
    assert plainly(point_pieces(whole, story)) == text


def test_a_quote_is_explained_between_its_marks() -> None:
    quote = said(READ, "she will walk")
    quote = replace(quote, glosses=(gloss("she", "Ana Ruiz", quote.text),))
    story = Story("s", "", (READ,))
    assert plainly(quote_pieces(quote, story)) == "“she [Ana Ruiz] will walk”"
    assert "“she \\[Ana Ruiz\\] will walk”" in markdown.render(digest(quotes=(quote,)), View())


def test_a_gloss_behind_what_the_marks_leave_away_stands_at_the_end() -> None:
    quote = said(READ, "opened\nthe bridge on Monday.")
    quote = replace(quote, glosses=(Gloss(99, 0, 8),))
    assert plainly(quote_pieces(quote, Story("s", "", (READ,)))) == (
        "“opened the bridge on Monday. [Ana Ruiz]”"
    )
