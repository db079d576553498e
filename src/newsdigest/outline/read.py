"""Text -> Outline: what is marked as speech, the words and signs between, and who is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdigest.language.find import language_of
from newsdigest.outline.describe import describe_people
from newsdigest.outline.dialogue import find_dialogue
from newsdigest.outline.marks import find_marks
from newsdigest.outline.people import find_names
from newsdigest.outline.tokens import cut_sentences, cut_tokens

if TYPE_CHECKING:
    from newsdigest.language.language import Language
    from newsdigest.language.speech import Speech
    from newsdigest.outline.marks import Span
    from newsdigest.outline.names import Names
    from newsdigest.outline.tokens import Sentence, Token


INNER_MARKS = frozenset("’'”»›\"")
"""Marks that close what somebody quotes in his speech."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Outline:
    """A text as its readers see it: speech set aside, the rest cut into tokens and sentences.

    `spans` are what stands between marks, in order; each is one token of kind "speech" whose
    `speech` is its number. `sentences` are token ranges that never cross a line break.
    `names` holds the runs of capitals and the people they mean, with what the text calls them;
    `words` are those of its language, `small_words` its stop words,
    `code` its own.
    """

    text: str
    spans: list[Span]
    tokens: list[Token]
    sentences: list[Sentence]
    names: Names
    words: Speech
    small_words: frozenset[str]
    code: str = ""

    def slice(self, first: int, last: int) -> str:
        """Give the text from token `first` up to and without `last`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def is_object(self, token: int) -> bool:
        """Whether the article at a token or before it shows that a noun is no subject: "den"."""
        oblique = self.words.oblique
        if self.tokens[token].low in oblique or (token and self.tokens[token - 1].low in oblique):
            return True
        behind = self.tokens[token + 1] if token + 1 < len(self.tokens) else self.tokens[token]
        weak = behind.text.islower() and behind.low.endswith("en")
        return weak and self.tokens[token].low in self.words.oblique_weak

    def ending(self, speech: int) -> str:
        """Give the last character inside a span, by its number: the one before inner marks."""
        span = self.spans[speech]
        last = span.end - 1
        while last > span.start and self.text[last] in INNER_MARKS:
            last -= 1
        return self.text[last]


def read_outline(text: str, language: str | Language = "en") -> Outline:
    """Read a text once for all who ask who is named in it and what is said; linear in its length.

    Never raises, whatever the text. A language without data gives marks, tokens and runs alone.
    """
    known = language_of(language)
    words = known.speech
    spans = find_dialogue(text, find_marks(text, words), words)
    tokens = cut_tokens(text, spans, words)
    sentences = cut_sentences(text, tokens, spans, words)
    names = find_names(text, tokens, sentences, words)
    describe_people(text, tokens, names, words)
    return Outline(text, spans, tokens, sentences, names, words, known.stop_words, known.code)
