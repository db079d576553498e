"""The nouns a language is made of: one for each data file, one field for each key in it.

NamedTuples, for a dataclass of that many fields takes longer to make than its file to read.
A new field is a line here and a key in the files; one that a language's file leaves out is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.fields import NO_WORDS

if TYPE_CHECKING:
    from newsdigest.language.fields import Groups, Ordered, Phrases, Text, Words

ENGLISH_MARKS = ("“", "”", "‘", "’")


class Traits(NamedTuple):
    """What a language does, where reading it asks: the words of `traits` in ``language.toml``.

    `capital_nouns`: every noun begins with a capital letter ("der Rat der Stadt").
    `dotted_ordinals`: an ordinal is a figure with a full stop ("3. Oktober").
    `spaced_marks`: quotation marks stand off their words by a space.
    `distinct`: its nearest kin is in the index of languages too, or it has none, so that its
    small words alone name it.
    `verb_second`: the verb comes second, before its subject where something else leads.
    `clause_comma`: a comma parts every clause from the next.
    `dash_dialogue`: a line that begins with a dash is speech.
    `unparted_words`: words are written without spaces.
    `dropped_subject`: a verb may stand without a subject.
    `fixed_order`: the subject stands before its verb; a reported clause needs no word before it.
    `inward_guillemets`: papers write »so« rather than «so».
    `no_capitals`: its script has none, so that names are read by verbs and particles alone.
    `verb_leads`: the verb stands before its subject ("قال عمر").
    `topic_endings`: the topic is marked by an ending ("오마르는").
    `suffixed_names`: an apostrophe parts a name from the ending of its case ("Ruiz'in").
    """

    capital_nouns: bool = False
    dotted_ordinals: bool = False
    spaced_marks: bool = False
    distinct: bool = False
    verb_second: bool = False
    clause_comma: bool = False
    dash_dialogue: bool = False
    unparted_words: bool = False
    dropped_subject: bool = False
    fixed_order: bool = False
    inward_guillemets: bool = False
    suffixed_names: bool = False
    no_capitals: bool = False
    verb_leads: bool = False
    topic_endings: bool = False

    @property
    def by_particles(self) -> bool:
        """Whether speakers are read by verbs and particles, not by names."""
        return self.unparted_words or self.no_capitals


class Basics(NamedTuple):
    """``language.toml``: what is asked of every text.

    `name` is English; `stemmer` the name Snowball knows it by, "" for none; `script` a class of
    characters that no other language of the index is written in; `quotation_marks` the outer and
    the inner pair; `denials` the words that turn a sentence round; `numbers` the small numbers as
    words, in order from zero; `ahead` the words that speak of what may come ("will", "plans to"),
    `before` those that go back behind what is told ("had"), `hearsay` those that only say whose
    word it is ("said", "according"); `opinions` name a paper's pages of opinion.
    """

    name: Text = ""
    traits: Words = NO_WORDS
    stemmer: Text = ""
    script: Text = ""
    quotation_marks: Ordered = ENGLISH_MARKS
    denials: Words = NO_WORDS
    numbers: Ordered = ()
    ahead: Words = NO_WORDS
    before: Words = NO_WORDS
    hearsay: Words = NO_WORDS
    opinions: Words = NO_WORDS


class Cutting(NamedTuple):
    """``cutting.toml``: where a sentence ends and where it does not.

    Abbreviations stand without their last full stop, in lower case; one with a capital counts as
    it is written alone ("Const", a constable's; "const" is nobody's title). `wants_more` always
    want the next word, beyond those sentencex knows; `before_figure` want a figure or a date, and
    are words without one ("No.", "art."); `before_title` want a title ("Mass. Gov.") that is none
    of the `courtesy` ones, which open a sentence as well. `full_words` are words, as written, that
    a full stop ends though sentencex takes them for abbreviations; `full_units` the same after a
    figure. `between_scores` stand between the two figures of a score. `openers` open a sentence
    and are no name, beside the stop words. `tags` are verbs of saying that follow a speaker right
    behind a quotation; `quotatives` what ties a quotation to its sentence ("と").
    """

    wants_more: Words = NO_WORDS
    before_figure: Words = NO_WORDS
    before_title: Words = NO_WORDS
    courtesy: Words = NO_WORDS
    full_words: Words = NO_WORDS
    full_units: Words = NO_WORDS
    between_scores: Words = NO_WORDS
    openers: Words = NO_WORDS
    tags: Words = NO_WORDS
    quotatives: Words = NO_WORDS


class Calendar(NamedTuple):
    """``calendar.toml``: the days of the week from Monday and the months, a line for each.

    Every form that is written in full, inflected ones too, lower case; `short_months` are the
    abbreviations, without a full stop, a line a month.
    """

    weekdays: Groups = ()
    months: Groups = ()
    short_months: Groups = ()


class Framing(NamedTuple):
    """``framing.toml``: the words a sentence may lose at its head and stay whole and as true.

    `joining` are conjunctions that no comma need part from their sentence ("But the city paid"),
    `unfit` the words behind one of them that say it does more than join ("But for the rain"),
    `fit`, where a language has it, the only small words that may stand there: those no verb can
    be, for the verb comes second. `framing` are connectives that go only with their comma.
    """

    joining: Words = NO_WORDS
    unfit: Words = NO_WORDS
    fit: Words = NO_WORDS
    framing: Phrases = ()


class Openings(NamedTuple):
    """``openings.toml``: closed classes that say whether a sentence can be told alone.

    `speakers` are first-person words, `addressed` second-person ones, `others` third-person
    pronouns that point back, `pointers` the demonstratives and connectives that hang when they
    open a sentence, `pausing` those that hang only before a comma ("Instead,"), `pairing` those
    that stand when a name or a number follows ("Both Smith and Jones"), `phrases` the same in
    several words, `joining` what makes a phrase point on, not back ("in addition to"), `empty`
    openings whose pronoun stands for nothing ("il y a"), `impersonal` verbs that make it so where
    one of `clauses` follows soon ("It is clear that"), `standing` continuations that make a
    demonstrative stand alone ("this week"), `near` demonstratives that point back from anywhere
    when the sentence before has their noun, `cues` the commonest verbs of saying. `labels` open a
    line that is no sentence ("Read more"), `greets` one in which a page speaks to its reader,
    `amends` a passage that corrects what stood elsewhere, `about` a heading over what a sender
    says of itself, `claims` what a check of facts sets over the claim that it checks.
    """

    speakers: Words = NO_WORDS
    addressed: Words = NO_WORDS
    others: Words = NO_WORDS
    pointers: Words = NO_WORDS
    pausing: Words = NO_WORDS
    pairing: Words = NO_WORDS
    phrases: Phrases = ()
    joining: Words = NO_WORDS
    empty: Phrases = ()
    impersonal: Words = NO_WORDS
    clauses: Words = NO_WORDS
    standing: Words = NO_WORDS
    near: Words = NO_WORDS
    cues: Words = NO_WORDS
    labels: Phrases = ()
    greets: Phrases = ()
    amends: Phrases = ()
    about: Phrases = ()
    claims: Phrases = ()


class Glossing(NamedTuple):
    """``glossing.toml``: what tells whom a word of a point means.

    `relations` are nouns that make somebody somebody else's ("rival"), `portfolios` words of a
    title that are none at its end ("of energy"), `pointing` words that point at what was said
    before, `times` nouns of time, `complements` the small words that lead on to the rest of a
    body's name ("Ministry of Health"), `one` the articles of an apposition that says what a name
    is, `single` nouns for bodies of which a country has one ("the army"), `partitive` what opens
    with a part of what was counted before ("the others"). `pronouns` stand for
    somebody or something named before, in every form; of them `ambiguous` may mean one or several,
    and mean one beside a verb that is `singular`.
    """

    relations: Words = NO_WORDS
    portfolios: Words = NO_WORDS
    pointing: Words = NO_WORDS
    times: Words = NO_WORDS
    complements: Words = NO_WORDS
    one: Words = NO_WORDS
    single: Words = NO_WORDS
    partitive: Phrases = ()
    pronouns: Words = NO_WORDS
    ambiguous: Words = NO_WORDS
    singular: Words = NO_WORDS
