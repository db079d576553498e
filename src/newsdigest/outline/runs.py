"""Outline -> runs of capitalised words, each read as a person, a body, a role or a mere word.

No recogniser is trained here. A run is read by what stands in it (title, role, demonym, given
name, word for an organisation) and by what stands round it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsdigest.language.speech import Speech
    from newsdigest.outline.tokens import Sentence, Token

LONGEST_RUN = 12
"""Tokens; a longer row of capitals is a headline or shouting."""
LONGEST_NAME = 4
"""Words of a person's name; more of them name a body."""
FULL = 2
"""Words of an article and a name."""
LONG_WORD = 4
"""Letters of a word that headlines capitalise."""
FEWEST_IN_HEADLINE = 3
"""Such words that make a headline."""
_FIRST_UNPARTED = "\u0e00"
"""Scripts without spaces and without capitals lie behind this character."""
_NICKNAME = frozenset('“”"')
MOST_PARTICLES = 3
"""Particles in a row: "van de", "von der"."""


class Run(NamedTuple):
    """Capitalised tokens `first`..`last` (exclusive); the name proper starts at `core`.

    `kind` is person, body (an organisation, a place), role (a title alone) or word (one
    capitalised word that may be anything). `owner` marks a possessive.
    """

    first: int
    core: int
    last: int
    kind: str
    owner: bool = False


def find_runs(tokens: list[Token], lines: list[Sentence], lang: Speech) -> list[Run]:
    """Find every run outside headlines, in order; linear in the outline."""
    runs: list[Run] = []
    for line in lines:
        if not _is_heading(tokens, line, lang):
            runs.extend(_runs(tokens, line, lang))
    return runs


def _is_heading(tokens: list[Token], line: Sentence, lang: Speech) -> bool:
    """Tell a headline in capitals: no stop at its end and nearly every long word capitalised."""
    last = tokens[line.last - 1]
    if last.text in ".!?…:" or last.kind == "speech" or lang.traits.capital_nouns:
        return False
    words = [
        t for t in tokens[line.first : line.last] if t.kind == "word" and len(t.text) >= LONG_WORD
    ]
    small = sum(not word.upper for word in words)
    signed = any(t.text == "," for t in tokens[line.first : line.last])
    return len(words) >= FEWEST_IN_HEADLINE and small * 5 <= len(words) and not signed


def _runs(tokens: list[Token], line: Sentence, lang: Speech) -> list[Run]:
    found: list[Run] = []
    at = line.first
    while at < line.last:
        fresh = at == line.first or tokens[at - 1].kind != "word"
        led = not fresh and tokens[at].low in lang.articles and at + 1 < line.last
        led = led and _is_own_article(tokens, at, lang)
        if not led and not _starts_run(tokens[at], fresh, lang):
            at += 1
            continue
        end = _run_end(tokens, at, line.last, lang)
        found.append(_read_run(tokens, at, end, line, lang))
        at = end
    return found


def _starts_run(token: Token, fresh: bool, lang: Speech) -> bool:  # noqa: FBT001 - private
    if token.kind != "word" or not token.upper:
        return False
    if max(token.text) >= _FIRST_UNPARTED:
        return False  # "NHKの報道が": where words are not parted a capital begins no name
    if token.low in lang.starters or token.low.endswith(lang.modifiers):
        return False
    return not (fresh and token.low in lang.subordinators)


def _is_own_article(tokens: list[Token], at: int, lang: Speech) -> bool:
    """Whether a capital inside a sentence shows that an article is a name's own: "lit Le Phare"."""
    token, behind = tokens[at], tokens[at + 1]
    capital = token.upper and len(token.text) > 1 and token.text[1:].islower()
    named = behind.kind == "word" and behind.upper and behind.start - token.end == 1
    return capital and named and bool(lang.articles_m)


def _run_end(tokens: list[Token], at: int, stop: int, lang: Speech) -> int:
    """Follow a run over particles, initials and abbreviated titles."""
    end = at + 1
    while end < stop and end - at < LONGEST_RUN:
        token, before = tokens[end], tokens[end - 1]
        if token.start - before.end > 1:
            break
        named = token.kind == "word" and token.upper
        if token.low in lang.calendar:
            named = named and _is_called(tokens, end, lang)
        if named or _carries_on(tokens, end, stop, lang):
            end += 1
        else:
            break
    return end


def _carries_on(tokens: list[Token], at: int, stop: int, lang: Speech) -> bool:
    """Whether a run goes on over something that is no capitalised word."""
    token, before = tokens[at], tokens[at - 1]
    if token.text in "'’" and len(before.text) == 1 and before.upper:
        return _goes_on(tokens, at + 1, stop, token)  # "Rory O’ Neill"
    if token.text == "." and _dotted(before, lang):
        return _goes_on(tokens, at + 1, stop, token)
    if token.kind == "number":
        return before.low in lang.numbered
    if token.text in _NICKNAME:
        return _holds_nickname(tokens, at, stop)
    return _bridges(tokens, at, stop, lang)


def _is_called(tokens: list[Token], at: int, lang: Speech) -> bool:
    """Whether a month or a day is a surname here: "Ms. May", "Thea May"."""
    before = at - 2 if tokens[at - 1].text == "." else at - 1
    low = tokens[before].low
    return low in lang.honorifics or low in lang.given


def _holds_nickname(tokens: list[Token], at: int, stop: int) -> bool:
    """Whether a mark belongs to a nickname inside a name; what is speech is no sign here."""
    closes = tokens[at - 1].kind == "word" and tokens[at - 2].text in _NICKNAME
    behind = at + 1 if closes else at + MOST_PARTICLES
    return behind < stop and tokens[behind].upper and tokens[behind].kind == "word"


def _dotted(word: Token, lang: Speech) -> bool:
    return (len(word.text) == 1 and word.upper) or word.low in lang.abbreviations


def _goes_on(tokens: list[Token], at: int, stop: int, dot: Token) -> bool:
    return at < stop and tokens[at].upper and tokens[at].start - dot.end <= 1


def _bridges(tokens: list[Token], at: int, stop: int, lang: Speech) -> bool:
    """Whether a small particle or an ampersand joins two capitals here: "Ursula von der Leyen"."""
    token = tokens[at]
    if token.text != "&" and token.low not in lang.particles:
        return False
    before = at - 1
    while tokens[before].low in lang.particles:
        before -= 1
    alike = lang.traits.capital_nouns or (lang.articles_m and token.low in lang.by)
    if alike and token.text != "&" and tokens[before].low not in lang.given:
        return False  # "der Sprecher von Attac", "nominato dallo Stato da Neri"
    ahead = at + 1
    if token.low in lang.conjunctions and _parts_two(tokens, at, stop, lang):
        return False
    while ahead < stop and ahead - at < MOST_PARTICLES and tokens[ahead].low in lang.particles:
        ahead += 1
    return ahead < stop and tokens[ahead].upper and tokens[ahead].kind == "word"


def _parts_two(tokens: list[Token], at: int, stop: int, lang: Speech) -> bool:
    """Whether an "and" that may stand inside a name joins two: "Ana Ruiz y Marta Oria"."""
    ahead = tokens[min(at + 1, stop - 1)]
    return ahead.low in lang.particles or ahead.low in lang.given  # "Iris y del Negrito"


def is_title(word: str, lang: Speech) -> bool:
    """Say whether a word is a title or a role."""
    if word in lang.titles or word in lang.roles:
        return True
    if word in lang.titles_m or word in lang.titles_f:
        return True
    if word in lang.roles_m or word in lang.roles_f:
        return True
    return _ends_as_role(word, lang) or ("-" in word and is_title(word.rsplit("-", 1)[1], lang))


def is_past(low: str, lang: Speech) -> bool:
    """Say whether an English word is a past form that tells what somebody did: "thanked"."""
    return low.endswith(lang.past_endings) and low not in lang.participles


def _ends_as_role(word: str, lang: Speech) -> bool:
    return word.endswith(lang.role_endings)


def _read_run(tokens: list[Token], first: int, last: int, line: Sentence, lang: Speech) -> Run:
    core = first
    for at in range(first, last):
        several = at + 1 < last and tokens[at].low in lang.roles_pl  # "die Kinder Mia und Tom"
        titled = several or is_title(tokens[at].low, lang)
        if titled and not _is_surname(tokens, first, at, last, lang):
            core = at + 1
            if core < last and tokens[core].text == ".":
                core += 1
    owner = last < line.last and (
        tokens[last].text in ("’s", "'s")
        or (tokens[last].text in "’'" and tokens[last - 1].low.endswith("s"))
    )
    if all(token.kind != "word" for token in tokens[core:last]):
        return Run(first, first, last, "role", owner)  # a title alone, or with a stray mark
    core = _given_name(tokens, core, last, lang)
    words = [tokens[at].low for at in range(core, last) if tokens[at].kind == "word"]
    kind = _kind(tokens, first, core, words, line, lang)
    return Run(first, core, last, kind, owner)


def _given_name(tokens: list[Token], core: int, last: int, lang: Speech) -> int:
    """Move a name's start to a given name inside the run: "Airbus Tom Enders"."""
    given = lang.given
    if tokens[core].low in given:
        return core
    for at in range(core + 1, last - 1):
        rest = (tokens[n].low for n in range(at, last))
        if tokens[at].low in given and not any(low in lang.organisations for low in rest):
            return at
    return core


def _is_surname(tokens: list[Token], first: int, at: int, last: int, lang: Speech) -> bool:
    """Whether a title word is a name here: "Mr. King", "Martin Luther King"."""
    behind = at + 1
    while behind < last and (
        tokens[behind].low in lang.abbreviations or tokens[behind].text == "."
    ):
        behind += 1  # "Martin Luther King Jr."
    if behind < last or at == first:
        return False
    before = at - 2 if tokens[at - 1].text == "." else at - 1
    low = tokens[before].low
    known = lang.honorifics | lang.given | lang.particles
    return low in known or tokens[first].low in lang.given


def _kind(
    tokens: list[Token], first: int, core: int, words: list[str], line: Sentence, lang: Speech
) -> str:
    named = bool(words) and words[0] in lang.given
    if any(word in lang.organisations for word in words[named:]):
        return "body"
    if named:
        return "person"
    if _is_title_of_work(tokens, core, words, lang):
        return "body"
    if core > first and tokens[core].text[1:2].islower():
        return "person"
    if _is_shortened(tokens, core, core + len(words), line):
        return "body"
    before = tokens[first - 1].low if first > line.first else ""
    bare = bool(lang.prefixed) and before not in lang.prefixed and core == first
    if before in lang.articles or bare or _is_of_body(tokens, first, line, lang):
        return "body"  # bare: Zulu writes people with a prefix, "uThandi"
    if first > line.first and words[0] in lang.articles and lang.articles_m:
        return "word" if len(words) == FULL else "body"
    capitals = all(tokens[at].text.isupper() for at in range(core, core + len(words)))
    if capitals and len(words) == 1:
        return "body" if len(words[0]) > 1 else "word"
    if lang.traits.capital_nouns and first == line.first and _is_adjective(words[0], lang):
        return "body"
    if len(words) == 1:
        return "person" if _is_explained(tokens, core + 1, line, lang) else "word"
    return _kind_of_many(words, tokens[core], lang)


def _is_of_body(tokens: list[Token], first: int, line: Sentence, lang: Speech) -> bool:
    """Whether a noun for a body leads a name: "l'hôpital pédiatrique Gaslin", "empresa Olmo"."""
    if lang.traits.fixed_order or lang.traits.capital_nouns:
        return False
    for at in range(first - 1, max(line.first - 1, first - 1 - FULL), -1):
        token = tokens[at]
        if token.kind != "word" or token.upper:
            return False
        if token.low in lang.organisations:
            return True
        if token.low in lang.prepositions or token.low in lang.verbs:
            return False
    return False


def _is_title_of_work(tokens: list[Token], core: int, words: list[str], lang: Speech) -> bool:
    """Whether capitals on small words show a title: "Rooms For Rent" is nobody's name."""
    small = (lang.prepositions | lang.conjunctions | lang.articles) - lang.particles
    if lang.traits.capital_nouns or len(words) <= FEWEST_IN_HEADLINE - 1:
        return False
    inner = range(core + 1, core + len(words) - 1)
    return any(tokens[at].low in small and tokens[at].upper for at in inner)


def _is_adjective(word: str, lang: Speech) -> bool:
    """Whether a German sentence may begin with this as an adjective: "Negative Folgen"."""
    return word not in lang.given and word.endswith(("e", "er", "es", "en"))


def _is_shortened(tokens: list[Token], core: int, last: int, line: Sentence) -> bool:
    """Whether a name's own initials follow in brackets: "Elm Harbour Trust (EHT)"."""
    if last + FEWEST_IN_HEADLINE > line.last or tokens[last].text != "(":
        return False
    short = tokens[last + 1].text
    spelled = "".join(token.text for token in tokens[core:last])
    return short.isupper() and len(short) > 1 and short == "".join(filter(str.isupper, spelled))


def _is_explained(tokens: list[Token], comma: int, line: Sentence, lang: Speech) -> bool:
    """Whether ", a resident of ..." follows a single name: who has a role is a person."""
    if comma + 1 >= line.last or tokens[comma].text != ",":
        return False
    if tokens[comma + 1].low not in lang.determiners:
        return False
    after = [token.low for token in tokens[comma + 2 : min(comma + 6, line.last)]]
    return any(low in lang.roles for low in after)


def _kind_of_many(words: list[str], lead: Token, lang: Speech) -> str:
    if words[0] in lang.demonyms or lead.text.isupper():
        return "body"
    if len(words) > LONGEST_NAME or "&" in words:
        return "body"
    return "person"
