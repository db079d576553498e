"""Plain text -> Markdown that CommonMark and GFM parsers read back as the same text."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsdigest.stages.render.escape import heading, href, inline, link, start
from newsdigest.text.clean import clean_line

PARSERS = (MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False}))
PLACES: list[tuple[str, Callable[[str], str]]] = [
    ("### ", heading),
    ("- ", start),
    ("> ", start),
    ("", start),
    ("- *a* ", inline),
]
TEXT = st.text(st.sampled_from([*"ab1 .)(]['\"!#*_`<>&;:+-=~|\\/^%$@é{}"]), max_size=25).map(
    clean_line
)


def read_back(parser: MarkdownIt, source: str) -> str:
    words = []
    for token in parser.parse(source):
        assert token.type not in {"html_block", "fence", "code_block", "hr", "table_open"}, source
        for child in token.children or []:
            assert child.type not in {"html_inline", "code_inline", "image", "strong_open"}, source
            words.append(child.content)
    return "".join(words)


@given(TEXT)
@example("# not a heading #")
@example("[x](javascript:alert(1))")
@example("![x](https://evil.test/pixel.png)")
@example("<script>alert(1)</script>")
@example("&lt;b&gt; &#35; &copy;")
@example("[[note]] ==mark== ~~gone~~ %%hidden%% #tag")
@example("---")
@example("1. one")
@example("\\*")
@example("`code` ``")
@example("<% tp.file.title %> {{query}} ((block)) key:: value $$x$$ {{{ (((")
def test_text_reads_back_as_it_was_wherever_it_stands(text: str) -> None:
    if not text:
        return
    for parser in PARSERS:
        for place, escaped in PLACES:
            lead = "a " if place.endswith("* ") else ""
            assert read_back(parser, f"{place}{escaped(text)}\n") == lead + text


OPENERS = ("<%", "{{", "((", "::", "$$", "[[", "![", "%%", "==", "~~")


@given(st.text(st.sampled_from([*"<%{(:$[!=~-\\& a"]), max_size=20))
@example("<% x %> {{query}} ((block)) key:: value $$x$$ [[note]] %% == ~~ <!--")
def test_no_opener_of_a_notes_program_is_left_in_the_raw_text(text: str) -> None:
    for escaped in (inline(text), start(text), heading(text), link(text, "https://a.test/")):
        drawn = escaped.removesuffix("](https://a.test/)")
        assert not [opener for opener in OPENERS if opener in drawn], drawn


@given(TEXT.filter(bool), TEXT)
def test_a_link_keeps_its_text_and_leads_to_the_web_alone(text: str, path: str) -> None:
    [paragraph] = [
        token for token in PARSERS[0].parse(link(text, f"https://a.test/{path}")) if token.children
    ]
    opened = [child for child in paragraph.children or [] if child.type == "link_open"]
    assert [str(one.attrs["href"]).startswith("https://a.test/") for one in opened] == [True]
    assert "".join(child.content for child in paragraph.children or []) == text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:,x", ""])
def test_what_leads_off_the_web_is_no_link(url: str) -> None:
    assert href(url) == ""
    assert link("text", url) == "text"


def test_a_destination_keeps_its_meaning() -> None:
    assert href("https://a.test/(x) y?a=1&copy=2&lt;=3") == (
        "https://a.test/%28x%29%20y?a=1&copy=2&amp;lt;=3"
    )
    assert href("https://a.test/\u2028") == "https://a.test/%E2%80%A8"
