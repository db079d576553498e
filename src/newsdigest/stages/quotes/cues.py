"""The outline beside a quote -> the cue that ties it to a speaker, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.outline import phrases
from newsdigest.outline.phrases import Mention
from newsdigest.outline.runs import is_title
from newsdigest.stages.quotes import doubts, participles, subjects, unlisted

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.outline.tokens import Sentence

SKIPPED = frozenset(",-–—.'’\"”")
"""Signs that may stand between a quote and its cue, stray marks among them."""
LONGEST_SIGNATURE = 10
"""Tokens behind the name in the line under a quote: ", mayor of Elm"."""
SHORTEST_PLURAL = 5
"""Letters: "boys", but not "this"."""
REACH = 40
"""Tokens a cue may stand away from its quote."""


class Cue(NamedTuple):
    """What ties a quote to its speaker: the verb or mark, the rule that read it, the mention."""

    mention: Mention
    verb: int
    rule: str


# ------------------------------------------------------------ behind the quote


def after(outline: Outline, quote: int, last: int) -> Cue | None:
    """Read `“...,” said X`, `“...,” X said`, `“...,” according to X` behind token `quote`."""
    first = quote + 1
    while first < last and outline.tokens[first].text in SKIPPED:
        first += 1
    stop = _clause_end(outline, first, min(last, first + REACH))
    if first >= stop:
        return None
    return (
        _phrase_after(outline, first, stop)
        or _verb_first(outline, first, stop)
        or _verb_inverted(outline, quote, first, stop)
        or _subject_first(outline, first, stop)
        or _unlisted(outline, quote, first, stop)
    )


def _unlisted(outline: Outline, quote: int, first: int, stop: int) -> Cue | None:
    """Read a verb that no list knows, where only a verb can stand."""
    found = unlisted.after(outline, quote, first, stop)
    return None if found is None else Cue(found[0], found[1], "any verb")


def _verb_inverted(outline: Outline, quote: int, first: int, stop: int) -> Cue | None:
    """Read a verb that no list knows right behind a quote, its subject behind it."""
    found = unlisted.inverted(outline, quote, first, stop)
    return None if found is None else Cue(found[0], found[1], "verb first")


def _clause_end(outline: Outline, first: int, last: int) -> int:
    for at in range(first, last):
        token = outline.tokens[at]
        if token.kind in ("speech", "break") or token.text in ";:":
            return at
    return last


def phrase_at(outline: Outline, at: int, last: int) -> int:
    """Give the token after an "according to" that stands at `at`, or -1."""
    low = outline.tokens[at].low
    if low not in outline.words.according_leads:
        return -1
    for words in outline.words.according:
        end = at + len(words)
        if (
            words[0] == low
            and end < last
            and all(outline.tokens[at + n].low == word for n, word in enumerate(words))
        ):
            return end
    return -1


def _phrase_after(outline: Outline, first: int, stop: int) -> Cue | None:
    for start in range(first, stop):
        at = phrase_at(outline, start, stop)
        if at < 0 and outline.tokens[start].low in outline.words.so_cue:
            at = start + 1 if start == first or outline.tokens[start - 1].text == "," else -1
        if at >= 0:
            mention = subjects.after(outline, at - 1, stop)
            return None if mention is None else Cue(mention, start, "according")
    return _postposed(outline, first, stop)


def _postposed(outline: Outline, first: int, stop: int) -> Cue | None:
    """Read "X zufolge": the phrase stands behind the speaker."""
    if not outline.words.according_after:
        return None
    for at in range(first + 1, min(stop, first + 12)):
        for words in outline.words.according_after:
            if tuple(t.low for t in outline.tokens[at : at + len(words)]) == words:
                mention = subjects.before(outline, first, at)
                return None if mention is None else Cue(mention, at, "according")
    return None


def _is_verb(outline: Outline, at: int) -> bool:
    token = outline.tokens[at]
    if token.kind != "word" or (token.upper and outline.names.run_over(at) is not None):
        return False
    if token.low in outline.words.phrasal:
        return (
            at + 1 < len(outline.tokens)
            and outline.tokens[at + 1].low in outline.words.phrasal_with
        )
    return token.low in outline.words.verbs and not _is_there(outline, at)


def _is_there(outline: Outline, at: int) -> bool:
    """Whether a verb only says that there is something: "gibt es"."""
    words = outline.words
    it = at + 1 < len(outline.tokens) and outline.tokens[at + 1].low in words.it
    return it and words.traits.capital_nouns and outline.tokens[at].low not in words.impersonal


def _verb_first(outline: Outline, first: int, stop: int) -> Cue | None:
    at = first
    while at < stop and (
        outline.tokens[at].low in outline.words.auxiliaries
        or outline.tokens[at].low in outline.words.adverbs
    ):
        at += 1
    if at >= stop or not _is_verb(outline, at):
        return None
    if outline.tokens[at].low in outline.words.impersonal:
        return _impersonal(outline, at, at, stop)
    if outline.tokens[at].low in outline.words.quoting:
        return None  # "“...”, zitiert die Zeitung Ana Ruiz": who quotes has not said it
    if outline.words.traits.clause_comma and not _is_parted(outline, first):
        return None
    behind = at + 1 if outline.tokens[at].low in outline.words.phrasal else at
    mention = subjects.after(outline, behind, stop)
    if mention is None and outline.words.traits.dropped_subject:
        return Cue(Mention(first, at + 1, "dropped"), at, "verb alone")
    return None if mention is None else Cue(mention, at, "verb first")


def _is_parted(outline: Outline, first: int) -> bool:
    """Whether a sign stands between a quote and the verb behind it, as German wants."""
    before = outline.tokens[first - 1]
    return before.kind == "sign" or outline.ending(before.speech) in ".,!?…"


def _subject_first(outline: Outline, first: int, stop: int) -> Cue | None:
    lang = outline.words
    if not lang.traits.fixed_order and outline.tokens[first].low in lang.conjunctions:
        return None  # “...”, og Ana tekur við: another clause, of somebody else
    for at in range(first + 1, stop):
        if not _is_verb(outline, at):
            continue
        before = outline.tokens[at - 1].low
        if before in lang.relatives or before in lang.determiners or before == "to":
            continue
        behind = _inverted(outline, first, at, stop)
        if behind is not None:
            return Cue(behind, at, "verb first")
        mention = subjects.before(outline, first, at) or _bare_plural(outline, first, at)
        if mention is not None and mention.kind != "nobody":
            return Cue(mention, at, "subject first")
    return None


def _bare_plural(outline: Outline, first: int, verb: int) -> Mention | None:
    """Read a plural that no list knows right between a quote and its verb: “...” rowers said."""
    token = outline.tokens[first]
    small = token.kind == "word" and not token.upper and len(token.low) >= SHORTEST_PLURAL
    plural = outline.words.traits.fixed_order and token.low.endswith("s")
    if verb != first + 1 or not (small and plural) or _is_verb(outline, first):
        return None
    return Mention(first, verb, "description")


def _inverted(outline: Outline, first: int, verb: int, stop: int) -> Mention | None:
    """Read "..., a déclaré X" far behind a quote: the comma ends a clause, and X follows."""
    if outline.words.traits.fixed_order:
        return None
    helping = outline.words.helpers | outline.words.auxiliaries
    while verb > first and outline.tokens[verb - 1].low in helping:
        verb -= 1
    if verb == first or outline.tokens[verb - 1].text != ",":
        return None
    behind = subjects.after(outline, verb, stop)
    return behind if behind is not None and behind.kind in ("person", "body") else None


def signed(outline: Outline, line: Sentence) -> Cue | None:
    """Read a line under a quote that only names its speaker: "— Ana Ruiz"."""
    first = line.first
    if outline.tokens[first].text not in ("-", "–", "—", "―"):
        return None
    mention = subjects.opening(outline, first + 1, line.last)
    if mention is None or mention.kind not in ("person", "body"):
        return None
    near = mention.first == first + 1 and line.last - mention.last <= LONGEST_SIGNATURE
    return Cue(mention, first, "signed") if near else None


# ------------------------------------------------------------ before the quote


def before(outline: Outline, first: int, quote: int) -> Cue | None:
    """Read `X said: “...”`, `X said that the “...”`, `according to X, “...”` before `quote`."""
    first = max(first, quote - REACH)
    for at in range(quote - 1, first - 1, -1):
        if outline.tokens[at].kind in ("speech", "break"):
            break
        if phrase_at(outline, at, quote) >= 0 and outline.tokens[quote - 1].text == ",":
            break
        if _is_verb(outline, at) and not is_noun(outline, at) and not _is_shut(outline, at, quote):
            cue = _verb_before(outline, first, at, quote)
            if cue is not None:
                return cue
    if participles.tie(outline, first, quote):
        return Cue(Mention(quote - 1, quote, "same"), quote - 1, "verb alone")
    return _phrase_before(outline, first, quote) or _colon(outline, first, quote)


def _is_shut(outline: Outline, verb: int, quote: int) -> bool:
    """Whether a comma shuts the clause of a verb off: "contrary to what she believes, “...”"."""
    if outline.tokens[verb + 1].text != "," or verb + 2 >= quote:
        return False
    lead = outline.tokens[verb - 2].low if verb > 1 else ""
    relative = lead in outline.words.relatives or lead in outline.words.subordinators
    return relative and phrases.read_pronoun(outline, verb - 1, verb) is not None


def is_noun(outline: Outline, at: int) -> bool:
    """Whether a word in the verb list is a noun or an infinitive here: "the report"."""
    if at == 0:
        return False
    if outline.tokens[at - 1].low.endswith("ly") and at > 1:
        at -= 1
    before = outline.tokens[at - 1]
    if before.low in outline.words.determiners or before.text in ("’s", "'s"):
        return True
    return before.low in outline.words.infinitive


def _verb_before(outline: Outline, first: int, verb: int, quote: int) -> Cue | None:
    if _is_passive(outline, verb):
        mention = _agent(outline, verb, quote) or _agent_behind(outline, quote)
        nobody = Mention(verb, verb + 1, "nobody")
        return Cue(mention or nobody, verb, "before inverted")
    fixed = outline.words.traits.fixed_order
    addressed = fixed and outline.tokens[verb].low in outline.words.addressee_verbs
    that = fixed and outline.tokens[verb + 1].low in outline.words.that
    shut = addressed or that
    if outline.tokens[verb - 1].text == "," and verb > first and fixed and not shut:
        behind = subjects.after(outline, verb, quote)
        if behind is not None and behind.kind in ("person", "body"):
            return Cue(behind, verb, "before inverted")
    token = outline.tokens[verb]
    if token.low in outline.words.impersonal:
        return _impersonal(outline, first, verb, quote)
    if participles.follows_speech(outline, first, verb):
        return Cue(Mention(verb, verb + 1, "same"), verb, "verb alone")
    mention = participles.subject_of_main_clause(outline, first, verb)
    mention = mention or participles.subject_behind_with(outline, first, verb)
    mention = mention or participles.subject_of_participle(outline, first, verb)
    mention = mention or subjects.before(outline, first, verb)
    rule = "before"
    doubtful = mention is None or doubts.is_doubtful(outline, mention, verb)
    if not shut and (doubtful or token.low in outline.words.quoting):
        behind = subjects.after(outline, verb, quote)
        if behind is not None and (mention is None or doubts.is_better(outline, mention, behind)):
            mention, rule = behind, "before inverted"
    if mention is None and _has_no_subject(outline, first, verb):
        helped = verb - 1 if outline.tokens[verb - 1].low in outline.words.helpers else verb
        return Cue(Mention(helped, verb + 1, "dropped"), verb, "verb alone")
    if mention is None or mention.kind == "nobody":
        return None
    return Cue(mention, verb, rule)


def _has_no_subject(outline: Outline, first: int, verb: int) -> bool:
    """Whether a verb leads to what was said and needs no subject: "Luego explicó que “…”".

    What opens with an article and no preposition is one, however far: "el cuerpo que la defiende
    aseguró"; so is a name in marks.
    """
    words, tokens = outline.words, outline.tokens
    behind = tokens[verb + 1]
    leads = behind.kind == "speech" or behind.text == ":" or behind.low in words.that
    if not (words.traits.dropped_subject and leads):
        return False
    commas = (at for at in range(verb - 1, first, -1) if tokens[at].text in (",", ";", ":"))
    start = next(commas, first - 1) + 1
    opens = tokens[start].low in words.articles and verb > start + 1
    return not opens and all(token.kind != "speech" for token in tokens[start:verb])


def _impersonal(outline: Outline, first: int, verb: int, last: int) -> Cue | None:
    """Read "heißt es in X", "hieß es aus X" and "In X heißt es"."""
    places = outline.words.impersonal_in
    for at in range(verb + 1, min(last, verb + 6)):
        if outline.tokens[at].text == ",":
            break
        if outline.tokens[at].low in places:
            mention = subjects.after(outline, at, last)
            return None if mention is None else Cue(mention, verb, "according")
    fronted = first < verb and outline.tokens[first].low in places
    mention = subjects.after(outline, first, verb) if fronted else None
    nobody = Mention(verb, verb + 1, "nobody")
    return Cue(mention or nobody, verb, "according" if mention else "before")


def _is_passive(outline: Outline, verb: int) -> bool:
    """Whether somebody is called a thing rather than calls it so."""
    if outline.tokens[verb].low not in outline.words.judging:
        return False
    at = verb - 1
    while at > 0 and phrases.is_adverb(outline, at):
        at -= 1
    return outline.tokens[at].low in outline.words.copulas


def _agent(outline: Outline, verb: int, quote: int) -> Mention | None:
    """Find who it is "by" in a passive."""
    for at in range(verb + 1, quote):
        if outline.tokens[at].low in outline.words.by:
            return subjects.after(outline, at, quote)
    return None


def _agent_behind(outline: Outline, quote: int) -> Mention | None:
    """Find who it is "by" right behind the quote: called “a leap” by X."""
    last = min(len(outline.tokens), quote + REACH)
    if quote + 1 >= last or outline.tokens[quote + 1].low not in outline.words.by:
        return None
    return subjects.after(outline, quote + 1, _clause_end(outline, quote + 1, last))


def _phrase_before(outline: Outline, first: int, quote: int) -> Cue | None:
    for at in range(quote - 1, first - 1, -1):
        end = phrase_at(outline, at, quote)
        if outline.tokens[at].low in outline.words.so_cue and outline.tokens[at - 1].text == ",":
            end = at + 1
        if end >= 0:
            mention = subjects.after(outline, end - 1, quote)
            if mention is not None:
                return Cue(mention, at, "according")
    return _postposed(outline, first, quote) or _for_whom(outline, first, quote)


def _for_whom(outline: Outline, first: int, quote: int) -> Cue | None:
    """Read "Pour la maire, c'est « ... »", "Para ella, es “...”" at the head of a sentence."""
    if outline.tokens[first].low not in outline.words.for_whom:
        return None
    mention = subjects.after(outline, first, quote)
    if mention is None or outline.tokens[mention.last].text != ",":
        return None
    lows = [token.low for token in outline.tokens[mention.first : mention.last]]
    titled = any(is_title(low, outline.words) for low in lows)
    somebody = titled or mention.kind in ("person", "pronoun", "body")
    return Cue(mention, first, "according") if somebody else None


def _colon(outline: Outline, first: int, quote: int) -> Cue | None:
    """Read `X: “...”` and `X in a statement: “...”`."""
    if quote - 1 < first or outline.tokens[quote - 1].text != ":":
        return None
    mention = subjects.opening(outline, first, quote - 1)
    if mention is None or mention.kind == "nobody" or is_thing(outline, mention, quote - 1):
        return None
    label = outline.slice(mention.first, mention.last)
    if label.lower() in outline.words.questions or label.lower() in outline.words.answers:
        return None
    shouted = label.isupper()
    if shouted and mention.kind != "person" and mention.last - mention.first > 1:
        return None  # a heading: "MARKET WATCH:"
    return Cue(mention, quote - 1, "colon")


def is_thing(outline: Outline, mention: Mention, last: int) -> bool:
    """Whether a colon follows what something is: "The message is clear:"."""
    lang = outline.words
    if mention.last >= last or outline.tokens[mention.last].low not in lang.copulas:
        return False
    led = mention.first > 0 and outline.tokens[mention.first - 1].low in lang.determiners
    if mention.kind != "description" and not (led and lang.traits.capital_nouns):
        return False
    lows = [token.low for token in outline.tokens[mention.first : mention.last]]
    people = lang.roles_pl | lang.organisations
    return not any(low in people or is_title(low, lang) for low in lows)
