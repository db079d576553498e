"""The noun of ``speech.toml``: the words by which who is named, and what is said, can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.fields import NO_WORDS
from newsdigest.language.parts import Traits

if TYPE_CHECKING:
    from newsdigest.language.fields import Ordered, Pairs, Phrases, Words


class GivenNames(NamedTuple):
    """``given_names.toml``, one file for all languages: given names by the gender they show."""

    female: Words = NO_WORDS
    male: Words = NO_WORDS


class Speech(NamedTuple):
    """``speech.toml``: words by their part in a sentence that names or quotes, lower case.

    Verbs: `verbs` are cues beside a mark, in every form that stands in print; `reporting`
    those that take a clause; `judging` call a thing something; `quoting` want their subject
    behind them; `impersonal` quote nobody ("heißt es") or what `impersonal_in` leads;
    `phrasal` are cues with a word of `phrasal_with`; `addressee_verbs` take whom they tell;
    `asked` open a question told; `infinitive` stands before a verb that says nothing; `doubt`
    are subjunctives; `finite` show a clause; `helpers` stand before a participle;
    `auxiliaries`, `copulas`, `adverbs` as in grammar.

    Small words: `prepositions`, of which a description keeps `linking`; `subordinators`,
    `relatives`, `conjunctions`, `determiners`, of which `articles` are definite, `indefinite`
    not, `articles_m` and `articles_f` show a gender (both kinds, "cette" too) and `oblique`
    those of no subject ("den Rat"), `oblique_weak` before a word in -en ("der alten Uhr");
    `that` opens a reported clause; `by` an agent; `authors` stands before who wrote something;
    `topic` marks a topic; `so_cue` is "so" behind a comma; `elided` and `clitics` are cut off,
    and `prefixed` before a capital ("uZungu").

    Pronouns: `he`, `she`, `they`, `it`, `first`, owners `his`, `her`, `their`, `its`; `nobody`
    are those that mean no person.

    Who: `titles`, `roles`, each with `_m` and `_f` forms and plural `roles_pl`;
    `before_titles` stand before one; `honorifics` add nothing to a name; `role_verbs` behind
    "who"; `organisations` head a body's name; `demonyms`; `particles` inside a name;
    `numbered` before a figure in one; `starters` open a sentence and no name; `kinship`;
    `female_endings` of roles, `role_endings`; `synonyms` of roles; `given` names, of which
    `female` and `male`: a file's own go before those of all languages.

    Marks: `naming` stands before a title or term in marks, or ends in `naming_endings`;
    `naming_behind` behind one; `media` before a paper's name, `outlets` stand for one ("le
    quotidien"); `occasions` are what is said or written, `surfaces` what words are read off
    ("plaque"); `according` phrases stand before who
    said it, `according_after` behind, `for_whom` opens a sentence before whose view it is;
    `questions` and `answers` label an interview.

    Cutting: `abbreviations`, `calendar`, `day_parts` ("soir"), `modifiers` (endings of words
    before a noun), `past_endings`, `adverb_endings`, `progressive_endings`, `gerund_endings`
    (of verbs that share their sentence's subject), `participles` (no past forms),
    `verb_endings` that show who said it where no subject stands (`_m`, `_f`, `_pl`: "dodał",
    "dodała", "dijeron").
    """

    verbs: Words = NO_WORDS
    reporting: Words = NO_WORDS
    judging: Words = NO_WORDS
    quoting: Words = NO_WORDS
    impersonal: Words = NO_WORDS
    impersonal_in: Words = NO_WORDS
    phrasal: Words = NO_WORDS
    phrasal_with: Words = NO_WORDS
    addressee_verbs: Words = NO_WORDS
    asked: Words = NO_WORDS
    infinitive: Words = NO_WORDS
    doubt: Words = NO_WORDS
    finite: Words = NO_WORDS
    helpers: Words = NO_WORDS
    auxiliaries: Words = NO_WORDS
    copulas: Words = NO_WORDS
    adverbs: Words = NO_WORDS
    prepositions: Words = NO_WORDS
    linking: Words = NO_WORDS
    subordinators: Words = NO_WORDS
    relatives: Words = NO_WORDS
    conjunctions: Words = NO_WORDS
    determiners: Words = NO_WORDS
    articles: Words = NO_WORDS
    articles_m: Words = NO_WORDS
    articles_f: Words = NO_WORDS
    indefinite: Words = NO_WORDS
    oblique: Words = NO_WORDS
    oblique_weak: Words = NO_WORDS
    that: Words = NO_WORDS
    by: Words = NO_WORDS
    authors: Words = NO_WORDS
    topic: Words = NO_WORDS
    so_cue: Words = NO_WORDS
    elided: Words = NO_WORDS
    clitics: Words = NO_WORDS
    prefixed: Words = NO_WORDS
    he: Words = NO_WORDS
    she: Words = NO_WORDS
    they: Words = NO_WORDS
    it: Words = NO_WORDS
    first: Words = NO_WORDS
    his: Words = NO_WORDS
    her: Words = NO_WORDS
    their: Words = NO_WORDS
    its: Words = NO_WORDS
    nobody: Words = NO_WORDS
    titles: Words = NO_WORDS
    titles_m: Words = NO_WORDS
    titles_f: Words = NO_WORDS
    roles: Words = NO_WORDS
    roles_m: Words = NO_WORDS
    roles_f: Words = NO_WORDS
    roles_pl: Words = NO_WORDS
    before_titles: Words = NO_WORDS
    honorifics: Words = NO_WORDS
    role_verbs: Words = NO_WORDS
    organisations: Words = NO_WORDS
    demonyms: Words = NO_WORDS
    particles: Words = NO_WORDS
    numbered: Words = NO_WORDS
    starters: Words = NO_WORDS
    kinship: Words = NO_WORDS
    naming: Words = NO_WORDS
    naming_behind: Words = NO_WORDS
    media: Words = NO_WORDS
    outlets: Words = NO_WORDS
    occasions: Words = NO_WORDS
    surfaces: Words = NO_WORDS
    questions: Words = NO_WORDS
    answers: Words = NO_WORDS
    abbreviations: Words = NO_WORDS
    calendar: Words = NO_WORDS
    day_parts: Words = NO_WORDS
    participles: Words = NO_WORDS
    according: Phrases = ()
    according_after: Phrases = ()
    for_whom: Words = NO_WORDS
    synonyms: Pairs = ()
    modifiers: Ordered = ("-",)
    naming_endings: Ordered = ()
    role_endings: Ordered = ()
    female_endings: Ordered = ()
    verb_endings_m: Ordered = ()
    verb_endings_f: Ordered = ()
    verb_endings_pl: Ordered = ()
    past_endings: Ordered = ()
    adverb_endings: Ordered = ()
    progressive_endings: Ordered = ()
    gerund_endings: Ordered = ()
    female: Words = NO_WORDS
    male: Words = NO_WORDS
    given: Words = NO_WORDS
    according_leads: Words = NO_WORDS
    traits: Traits = Traits()
