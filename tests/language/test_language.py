"""A language is a folder of data files: read once, when asked, and refused where it is wrong."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from newsdigest.language import parts
from newsdigest.language.fields import _READERS, _alias, fill, parse
from newsdigest.language.find import base_language, indexed, language_of
from newsdigest.language.identify import find_language
from newsdigest.language.novelty import is_new
from newsdigest.language.quoted import quoted
from newsdigest.language.sentences import split_sentences
from newsdigest.language.speech import GivenNames, Speech
from newsdigest.language.words import content_stems

DATA = Path(__file__).parents[2] / "src/newsdigest/language/data"
FILES = sorted(DATA.rglob("*.toml"))
NOUNS = [parts.Basics, parts.Cutting, parts.Calendar]

# A toy: Swedish bones, words of nobody's.
TOY = {
    "languages.txt": "# the toy comes last\nen\nqx\n",
    "en/function_words.txt": "the of and to in is that",
    "qx/function_words.txt": "zu ve ni ora",
    "qx/stop_words.txt": "zu\nve\nni\nora\n",
    "qx/language.toml": '# a toy\nname = "Toyish"\ntraits = "dotted_ordinals distinct"\n'
    'quotation_marks = "‹ › « »"\ndenials = "nix"\nnumbers = "nul un du"\n',
    "qx/cutting.toml": 'wants_more = """\nkpt\nmez\n"""\nfull_words = "Mus"\nfull_units = "yr"\n',
    "qx/speech.toml": 'verbs = "dira"\naccording = """\nve ora\n"""\n',
    "given_names.toml": 'female = "Mira"\nmale = "Tolo"\n',
    "qx/calendar.toml": 'weekdays = """\nmundi mun\ntudi\n"""\n'
    'months = """\nunal\ndu_al dual\n"""\nshort_months = """\n-\ndu\n"""\n',
}


@pytest.fixture
def toy(tmp_path: Path) -> Callable[[str], str]:
    """A reader of a folder that holds one language more, by data alone."""
    for name, text in TOY.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return lambda name: (tmp_path / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("tag", "code"),
    [("pt-BR", "pt"), ("zh_Hans", "zh"), (" EN ", "en"), ("nb", "no"), ("iw", "he"), ("", "")],
)
def test_a_language_tag_is_cut_to_its_code(tag: str, code: str) -> None:
    assert base_language(tag) == code


def test_one_language_is_one_object_whatever_tag_named_it() -> None:
    assert language_of("de-AT") is language_of("DE") is language_of(language_of("de"))
    assert language_of("de-AT").code == "de"


@pytest.mark.parametrize("tag", ["xx", "", "../en", "a.b", "en/../../x", "ño"])
def test_nothing_is_known_of_a_language_without_a_folder(tag: str) -> None:
    known = language_of(tag)
    empty = (known.basics, known.cutting, known.calendar, known.speech)
    assert empty == (*(noun() for noun in NOUNS), Speech())
    assert (known.stop_words, known.function_words) == (frozenset(), frozenset())
    assert known.traits == parts.Traits()


@pytest.mark.parametrize("tag", ["../en", "a.b", "en/../../x", "/etc", "c:x", "ño"])
def test_a_page_s_word_for_its_language_names_no_other_file(tag: str) -> None:
    asked: list[str] = []

    def read(path: str) -> str:
        asked.append(path)
        return ""

    known = language_of(tag, read)
    assert (known.stop_words, known.basics, asked) == (frozenset(), parts.Basics(), [])


def test_a_language_is_added_by_data_alone(toy: Callable[[str], str]) -> None:
    qx = language_of("qx-QX", toy)
    assert (qx.basics.name, qx.calendar.weekdays) == ("Toyish", (("mundi", "mun"), ("tudi",)))
    assert qx.calendar.months == (("unal",), ("du al", "dual"))
    assert qx.calendar.short_months == ((), ("du",))
    assert (set(qx.speech.verbs), qx.speech.according[0]) == ({"dira"}, ("ve", "ora"))
    assert (set(qx.speech.given), set(qx.speech.according_leads)) == ({"Mira", "Tolo"}, {"ve"})
    assert qx.speech.traits.dotted_ordinals
    text = "Zu Kpt. Bo ni 3. Mundi ora. Bo ora Mus. Ni 3 yr. Ora bo."
    found = [text[one.start : one.end] for one in split_sentences(text, qx)]
    assert found == ["Zu Kpt. Bo ni 3. Mundi ora.", "Bo ora Mus.", "Ni 3 yr.", "Ora bo."]
    assert content_stems("zu bo ni pal", qx) == ["bo", "pal"]
    assert quoted("zu «bo» ‹ni›", qx) == "‹zu «bo» «ni»›"
    assert not is_new("Bo pal du kar", ["Bo pal 2 kar"], qx)
    assert is_new("Bo pal nix kar", ["Bo pal kar"], qx)
    assert find_language("bo zu ve pal ni ora " * 5, read=toy) == "qx"
    assert find_language("bo zu ve pal ni ora " * 5, "qx", toy) == "qx"


# ---------------------------------------------------------------- what is wrong is refused
def test_a_key_that_is_no_field_is_named_with_its_file() -> None:
    with pytest.raises(ValueError, match=r"de/cutting\.toml: unknown key: more, want_more"):
        fill(parts.Cutting, 'want_more = "a"\nmore = "b"\n', "de/cutting.toml")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ('name = "a"\nname = "b"\n', "qx/language.toml: name: given twice"),
        ("name = Toy\n", "qx/language.toml: name = Toy"),
        ('name = "a" or so\n', "qx/language.toml: name = "),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_file(raw: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        fill(parts.Basics, raw, "qx/language.toml")


def test_a_trait_nobody_knows_is_named_with_its_file() -> None:
    known = language_of("qx", {"qx/language.toml": 'traits = "tonal distinct"'}.__getitem__)
    with pytest.raises(ValueError, match=r"qx/language\.toml: traits: unknown: tonal"):
        _ = known.traits


# ---------------------------------------------------------------- the files that ship
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_a_data_file_is_toml_and_read_as_toml_is(path: Path) -> None:
    raw = path.read_text("utf-8")
    assert parse(raw, path.name) == tomllib.loads(raw)


def test_every_folder_is_a_language_that_can_be_read() -> None:
    folders = sorted(path.name for path in DATA.iterdir() if path.is_dir())
    for code in folders:
        known = language_of(code)
        assert known.basics.name, code
        assert len(known.basics.quotation_marks) == len(parts.ENGLISH_MARKS), code
        assert isinstance(known.traits, parts.Traits)
        assert isinstance(known.cutting, parts.Cutting)
        calendar = known.calendar
        assert len(calendar.weekdays) in {0, 7}, code
        assert len(calendar.months) == 12 * bool(calendar.weekdays), code
        assert len(calendar.short_months) in {0, 12}, code
    assert {known.code for known in indexed()} <= set(folders)


@pytest.mark.parametrize("noun", [*NOUNS, GivenNames])
def test_every_field_says_how_it_is_read(noun: type) -> None:
    assert {_alias(shape) for shape in noun.__annotations__.values()} <= _READERS.keys()


def test_what_is_made_of_other_files_is_no_key_of_a_file() -> None:
    with pytest.raises(ValueError, match="unknown key: traits"):
        fill(Speech, 'traits = "fixed_order"', "qx/speech.toml")


def test_no_folder_holds_a_file_that_nothing_asks_for() -> None:
    asked = {
        *("language.toml", "cutting.toml", "calendar.toml", "framing.toml", "glossing.toml"),
        *("speech.toml", "openings.toml", "machine.toml"),
        *("stop_words.txt", "function_words.txt", "one_name.txt", "common_words.txt"),
        "labels.txt",
    }
    held = {path.name for path in DATA.glob("*/*")}
    assert held <= asked
    told = (DATA.parents[3] / "CONTRIBUTING.md").read_text("utf-8")
    assert all(f"| `{name}` |" in told for name in held)


def test_lines_phrases_and_pairs_are_read_in_their_order() -> None:
    raw = "one\n\nthree little words\ntwo words\nby two\n"
    assert _READERS["Lines"](raw)[:2] == ("one", "three little words")  # type: ignore[index]
    phrases = (("three", "little", "words"), ("by", "two"), ("two", "words"), ("one",))
    assert _READERS["Phrases"](raw) == phrases
    assert _READERS["Pairs"]("a b : c\nd: e\n") == (("a b", "c"), ("d", "e"))
