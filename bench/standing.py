"""Count the key points that cannot be read alone, by what their reader lacks.

usage: PYTHONPATH=src:. python bench/standing.py DATA... [-n POINTS] [--lang CODE] [--best] [-v]

A word of a point lacks its introduction when neither the headline, nor the points before it, nor
the point itself as far as the word, says who or what it is, and no bracket behind it does:
  surname   one name of somebody whom the article names in full elsewhere
  initials  capitals that the article spells out elsewhere
  noun      "the agency", "the minister" without more, or a demonstrative with its noun
  pronoun   he, she, it, they and their like, where nothing before them can be meant
  opening   a connective that ties the point to a sentence it does not follow
A point that goes on where the point before it ends lacks none of the last three. The lists are
those of the outline and a few of this script's own; nothing of the glossing rooms is asked.
--best reads the sentences that readers chose (`labels`) in place of the points of the product.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.models import Article, KeyPoint
from newsdigest.outline.read import read_outline
from newsdigest.pipeline.options import StageOptions
from newsdigest.pipeline.stages import Task, tell
from newsdigest.stages.dedupe.together import one_story
from newsdigest.stages.summarise.options import SummariseOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsdigest.models import Gloss
    from newsdigest.outline.read import Outline
    from newsdigest.outline.runs import Run
    from newsdigest.outline.tokens import Token

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_CAPITALS = re.compile(r"(?<![\w.])[^\W\d_a-zß-ÿ]{2,8}(?![\w])")
_ENDS_CLAUSE = frozenset(",;:()[]–—")
_PRONOUNS = {
    "en": "he she it they him them his hers their theirs its",
    "de": "er sie ihn ihm ihnen sein seine seinem seinen seiner ihr ihre ihrem ihren ihrer",
    "fr": "elle ils elles lui leur leurs celui celle ceux celles",
    "es": "él ella ellos ellas ello",
    "it": "egli lui lei loro esso essa essi esse",
    "pt": "ele ela eles elas dele dela deles delas",
    "nl": "hij zij ze hem haar hen hun",
}
_POINTING = {
    "en": "this these such",
    "de": "dieser diese dieses diesem diesen jener jene jenes jenem jenen",
    "fr": "ce cet cette ces",
    "es": "este esta estos estas ese esa esos esas",
    "it": "questo questa questi queste quello quella quelli quelle",
    "pt": "este esta estes estas esse essa esses essas",
    "nl": "deze dit die dat",
}
_OPENINGS = {
    "en": "but and or yet however therefore thus hence moreover furthermore meanwhile "
    "nevertheless nonetheless instead also besides otherwise afterwards",
    "de": "aber doch und oder sondern denn jedoch allerdings dennoch trotzdem deshalb daher darum "
    "deswegen somit außerdem zudem ferner hingegen dagegen dabei dazu danach davor daraufhin "
    "dort dorthin hier dann stattdessen",
    "fr": "mais et or donc car cependant toutefois néanmoins pourtant ainsi alors ensuite",
    "es": "pero y sino aunque además también entonces así luego después allí aquí",
    "it": "ma e però quindi dunque perciò inoltre invece infatti tuttavia anche così poi",
    "pt": "mas e porém contudo todavia entretanto portanto assim então também além",
    "nl": "maar en dus want echter toch daarom daardoor bovendien ook daarnaast daar",
}
_TIMES = {
    "en": "week weekend month year morning afternoon evening spring summer autumn fall winter "
    "season century decade day time monday tuesday wednesday thursday friday saturday sunday",
    "de": "woche wochenende monat jahr morgen abend nacht sommer winter herbst tag zeit mal",
    "fr": "semaine année mois été hiver automne matin soir nuit jour fois weekend",
    "es": "semana año mes verano invierno mañana tarde noche día vez lunes martes",
    "it": "settimana anno mese estate inverno mattina sera notte giorno volta",
    "pt": "semana ano mês verão inverno manhã tarde noite dia vez segunda terça quarta",
    "nl": "week maand jaar weekend zomer winter dag keer",
}
_LISTED_EMPTY = "is was has had may might should would could will seems seemed 's ’s it's"
_EMPTY = frozenset(_LISTED_EMPTY.split())
"""What follows an "it" that stands for nothing: "It is clear", "It may not surprise"."""
_SINGLE = {
    "en": "government police army parliament congress senate church state campaign news city",
    "de": "polizei regierung armee kirche stadt bundesregierung verein",
    "fr": "gouvernement police armée église mairie parquet",
    "es": "gobierno policía ejército iglesia fiscalía ayuntamiento",
    "it": "governo polizia esercito chiesa procura comune",
    "pt": "governo polícia exército igreja prefeitura câmara",
    "nl": "regering politie leger kerk gemeente",
}


class Lack(NamedTuple):
    """A word of a point that its reader cannot know: its kind, and its place in the text."""

    kind: str
    word: str
    place: int


def _set(table: dict[str, str], code: str) -> frozenset[str]:
    return frozenset(table.get(code, "").split())


def _words(text: str) -> list[str]:
    return [re.sub(r"[’']s$", "", word.casefold()) for word in _WORD.findall(text)]


class Reader:
    """Somebody who reads the headline, then the points, and nothing else."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.code = article.language[:2]
        self.outline: Outline = read_outline(article.text, article.language)
        self.full = {
            person.parts[-1]
            for person in self.outline.names.everyone
            if person.full and person.known
        }
        self.spelled = {
            match[2]
            for match in re.finditer(r"((?:\S+ ){1,8})\(([^\W\d_]{2,8})\)", article.text)
            if re.search(rf"\b{match[2][0]}\w", match[1])
        }
        self.headline = frozenset(_words(article.title))
        self.heard = set(self.headline)
        self.end = 0

    def lacks(self, point: KeyPoint) -> list[Lack]:
        """List what this point lacks, and remember what it told."""
        goes_on = self.end > 0 and not self.article.text[self.end : point.sentence[0]].strip()
        explained = [point.start + gloss.at for gloss in point.glosses]
        found = [
            lack
            for lack in self._found(point, goes_on=goes_on)
            if not any(lack.place < at <= lack.place + len(lack.word) + 12 for at in explained)
        ]
        told = [point.text, *(self._words(gloss) for gloss in point.glosses)]
        self.heard.update(word for text in told for word in _words(text))
        self.end = point.end
        return found

    def _words(self, gloss: Gloss) -> str:
        return self.article.text[gloss.start : gloss.end]

    def _found(self, point: KeyPoint, *, goes_on: bool) -> Iterator[Lack]:
        yield from self._names(point)
        if not goes_on:
            yield from self._pointers(point)

    def _names(self, point: KeyPoint) -> Iterator[Lack]:
        tokens, names = self.outline.tokens, self.outline.names
        heard = set(self.heard)
        for run in names.runs:
            first, last = (
                tokens[run.core if run.core < run.last else run.first],
                tokens[run.last - 1],
            )
            if first.start < point.start or last.end > point.end:
                continue
            words = [
                tokens[at].low for at in range(run.core, run.last) if tokens[at].kind == "word"
            ]
            person = names.person_of(run)
            titles = [tokens[at].low for at in range(run.first, run.core)]
            bare = all(low in self.outline.words.honorifics or low == "." for low in titles)
            known = person is None or words[:1] == [] or words[0] not in self.full - heard
            before = tokens[run.first - 1].low if run.first else ""
            bare = bare and before not in self.outline.words.roles
            if len(words) == 1 and bare and not known:
                yield Lack("surname", first.text, first.start)
            heard |= {word.casefold() for word in words}
        for match in _CAPITALS.finditer(self.article.text, point.start, point.end):
            spelled_here = f"({match[0]})" in point.text
            if match[0] in self.spelled and match[0].casefold() not in heard and not spelled_here:
                heard.add(match[0].casefold())
                yield Lack("initials", match[0], match.start())

    def _pointers(self, point: KeyPoint) -> Iterator[Lack]:
        """Read the point up to the first name in it: what stands behind one may mean that one."""
        lang = self.outline.words
        tokens = self.outline.tokens
        inside = [
            at for at, token in enumerate(tokens)
            if point.start <= token.start and token.end <= point.end
        ]  # fmt: skip
        if not inside or tokens[inside[0]].kind == "speech":
            return
        sign = self.article.text[tokens[inside[0]].end :][:1]  # "E’ stato": a verb, not "and"
        if tokens[inside[0]].low in _set(_OPENINGS, self.code) and sign not in ("’", "'"):
            yield Lack("opening", tokens[inside[0]].text, tokens[inside[0]].start)
        for at in inside:
            token = tokens[at]
            run = self.outline.names.run_over(at)
            if run is not None and run.core < run.last and self._names_somebody(run, at):
                return
            if token.kind != "word":
                continue
            if token.low in _set(_PRONOUNS, self.code):
                if not self._is_resolved(inside, at):
                    yield Lack("pronoun", token.text, token.start)
                return
            behind = [self._token(at + step) for step in range(1, 4)]
            pointing = token.low in _set(_POINTING, self.code)
            if (pointing or token.low in lang.articles) and (noun := self._noun(pointing, behind)):
                yield noun
                return
            leads = token.low in lang.determiners or (token.upper and self.code == "de")
            if leads:
                return  # somebody or something is named here

    def _is_resolved(self, inside: Sequence[int], at: int) -> bool:
        """Whether a pronoun stands for nothing, for its hearer, or for what the sentence names.

        "It is clear", "with his new film, Gosling"; a courteous "Sie" has a capital within.
        """
        token, after = self.outline.tokens[at], self._token(at + 1)
        lang = self.outline.words
        if self.code == "de" and token.upper and at > inside[0]:
            return True
        if token.low == "it" and (at > inside[0] or after is None or after.low in _EMPTY):
            return True
        commas = [
            place for place in inside if place > at and self.outline.tokens[place].text == ","
        ]
        first = self._token(inside[0])
        leads = first is not None and first.low in lang.prepositions | lang.subordinators
        if self._is_headed(token):
            return True
        if not commas or not leads:
            return False
        behind = self._token(commas[0] + 1)
        named = self.outline.names.run_over(commas[0] + 1) is not None
        return named or (behind is not None and behind.low in lang.articles)

    def _is_headed(self, token: Token) -> bool:
        """Whether the headline names one person whom a pronoun may mean, and no other."""
        lang = self.outline.words
        gender = "m" if token.low in lang.he | lang.his else "f"
        if gender == "f" and token.low not in lang.she | lang.her:
            return False
        headed = [
            person.gender for person in self.outline.names.everyone
            if person.full and person.parts[-1] in self.headline and person.gender in ("", gender)
        ]  # fmt: skip
        return headed == [gender]

    def _names_somebody(self, run: Run, at: int) -> bool:
        return at == run.first and (self.code != "de" or run.kind != "word")

    def _token(self, at: int) -> Token | None:
        return self.outline.tokens[at] if at < len(self.outline.tokens) else None

    def _noun(self, pointing: bool, behind: Sequence[Token | None]) -> Lack | None:  # noqa: FBT001
        """Read "the agency said", "this decision": a noun without more, not heard of before."""
        lang = self.outline.words
        nouns = lang.organisations | lang.roles | lang.roles_pl
        verbs = lang.verbs | lang.auxiliaries | lang.copulas | lang.finite | lang.adverbs
        for noun, after in pairwise(behind):
            if noun is None or noun.kind != "word" or noun.low in self.heard:
                return None
            if pointing and noun.low in _set(_TIMES, self.code) | lang.copulas | verbs:
                return None
            if noun.low in _set(_SINGLE, self.code) and not pointing:
                return None
            alone = after is None or after.kind in ("sign", "break") or after.low in verbs
            if (pointing or noun.low in nouns) and alone and (after is None or after.text != "-"):
                return Lack("noun", noun.text, noun.start)
            if noun.upper and self.code != "de":
                return None
        return None


def rows_of(path: Path, code: str) -> Iterator[dict[str, object]]:
    """Read the rows of a data file, of one language where it is given."""
    for line in filter(None, gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")):
        row = json.loads(line)
        if not code or row.get("lang") == code:
            yield row


def points_of(
    article: Article, row: dict[str, object], count: int, *, best: bool
) -> Sequence[KeyPoint]:
    """Give the points to read: the product's, or the sentences that a reader chose."""
    if not best:
        options = StageOptions(summarise=SummariseOptions(points=count))
        return tell(Task(one_story([article]), options)).key_points
    spans = [row["sentences"][at] for at in sorted(row["labels"][0]["best"])]  # type: ignore[index]
    return [KeyPoint(article.text[start:end], start, end) for start, end in spans]


def main() -> None:
    """Print, per set, the points, those that cannot be read alone, and their lacks by kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("-n", type=int, default=5)
    parser.add_argument("--lang", default="")
    parser.add_argument("--best", action="store_true")
    parser.add_argument("-v", action="store_true")
    given = parser.parse_args()
    for path in given.data:
        kinds: Counter[str] = Counter()
        points = unclear = glosses = 0
        for row in rows_of(path, given.lang):
            article = Article(
                str(row.get("title") or ""), str(row["text"]), language=str(row.get("lang") or "en")
            )
            reader = Reader(article)
            for point in points_of(article, row, given.n, best=given.best):
                points += 1
                glosses += len(point.glosses)
                lacks = reader.lacks(point)
                unclear += bool(lacks)
                kinds.update({lack.kind for lack in lacks})
                if given.v and lacks:
                    told = ", ".join(f"{lack.kind} {lack.word}" for lack in lacks)
                    print(f"  {row.get('id', '')}: {told}: {' '.join(point.text.split())[:160]}")
        parts = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        share = 100 * unclear / max(1, points)
        read = f"{points} points, {unclear} cannot be read alone ({share:.1f} %): {parts}"
        print(f"{path.name}: {read}; {glosses} glosses")


if __name__ == "__main__":
    main()
