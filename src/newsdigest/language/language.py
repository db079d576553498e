"""A language's code and a reader of data files -> what we know of the language, read when asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

from newsdigest.language.fields import fill
from newsdigest.language.parts import Basics, Calendar, Cutting, Framing, Glossing, Openings, Traits
from newsdigest.language.speech import GivenNames, Speech

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsdigest.language.fields import Words

    Reader: TypeAlias = Callable[[str], str]
    """A path below the folder of languages ("de/cutting.toml") -> the file's text.

    FileNotFoundError where there is none.
    """

Part = TypeVar("Part")
NAMES = "given_names.toml"


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language: a folder of data files, each read when a field first asks for it.

    A file or a field that the folder lacks is empty; `code` "" is a language nothing is known of.
    A wrong file raises ValueError, which names the file and the key.
    """

    code: str
    _read: Reader = field(repr=False)
    _parts: dict[str, object] = field(default_factory=dict, repr=False)

    @property
    def basics(self) -> Basics:
        """Give what every text is asked about."""
        return self._part("language.toml", Basics)

    @property
    def traits(self) -> Traits:
        """Give what the language does."""
        return self._keep("traits", self._traits)

    @property
    def cutting(self) -> Cutting:
        """Give where its sentences end."""
        return self._part("cutting.toml", Cutting)

    @property
    def calendar(self) -> Calendar:
        """Give the names of its days and months."""
        return self._part("calendar.toml", Calendar)

    @property
    def speech(self) -> Speech:
        """Give the words by which speakers and speech are read, with its traits."""
        return self._keep("speech.toml", self._speech)

    @property
    def openings(self) -> Openings:
        """Give what says whether a sentence can be told alone."""
        return self._part("openings.toml", Openings)

    @property
    def framing(self) -> Framing:
        """Give what a sentence may lose at its head."""
        return self._part("framing.toml", Framing)

    @property
    def glossing(self) -> Glossing:
        """Give what tells whom a word of a point means."""
        return self._part("glossing.toml", Glossing)

    @property
    def stop_words(self) -> Words:
        """Give the words that carry no subject."""
        return self._list("stop_words.txt")

    @property
    def function_words(self) -> Words:
        """Give the small words that every text of it is full of."""
        return self._list("function_words.txt")

    def text(self, name: str) -> str:
        """Read a data file of its folder as it stands; "" where it has none."""
        if not (self.code.isascii() and self.code.isalpha()):
            return ""  # a page's word for itself: letters alone may become a file name
        try:
            return self._read(f"{self.code}/{name}")
        except FileNotFoundError:
            return ""

    def _part(self, name: str, noun: Callable[..., Part]) -> Part:
        return self._keep(name, lambda: fill(noun, self.text(name), f"{self.code}/{name}"))

    def _list(self, name: str) -> Words:
        return self._keep(name, lambda: frozenset(self.text(name).split()))

    def _keep(self, name: str, make: Callable[[], Part]) -> Part:
        kept = self._parts.get(name)
        if kept is None:
            kept = self._parts[name] = make()
        return cast("Part", kept)

    def _speech(self) -> Speech:
        found = fill(Speech, self.text("speech.toml"), f"{self.code}/speech.toml")
        if not found.verbs:
            return found._replace(traits=self.traits)
        all_female, all_male = fill(GivenNames, self._read(NAMES), NAMES)
        female = found.female | (all_female - found.male)
        male = found.male | (all_male - found.female)
        leads = frozenset(phrase[0] for phrase in found.according)
        return found._replace(
            female=female, male=male, given=female | male, according_leads=leads, traits=self.traits
        )

    def _traits(self) -> Traits:
        given = self.basics.traits
        if unknown := sorted(given - set(Traits._fields)):
            told = ", ".join(unknown)
            raise ValueError(f"language data: {self.code}/language.toml: traits: unknown: {told}")
        return Traits(**dict.fromkeys(given, True))
