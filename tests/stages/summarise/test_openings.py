"""Does a sentence stand alone, and where does it begin?"""

import pytest

from newsdigest.language.words import content_stems, words
from newsdigest.stages.summarise.hints import hints_for
from newsdigest.stages.summarise.openings import (
    hangs,
    is_bare_quotation,
    points_back,
    quoted_share,
    skip_dateline,
)

EN = hints_for("en")


@pytest.mark.parametrize(
    "text",
    [
        "He said the bridge was safe.",
        "“It is safe,” the engineer Lena Brandt said.",
        "Its towers date from 1931.",
        "This is the third time.",
        "But the council refused.",
        "... and the council refused.",
        "However, the council refused.",
        "Then, the council refused.",
        "Both men were hurt.",
        "In addition, the council refused.",
        "According to her, the council refused.",
        "The bridge is safe, she said.",
        "The bridge was safe on Monday in May, she told reporters.",
        "It’s late.",
    ],
)
def test_a_sentence_that_needs_the_one_before_hangs(text: str) -> None:
    assert hangs(text, EN)


def test_a_verb_written_with_an_apostrophe_is_no_conjunction() -> None:
    italian = hints_for("it")
    assert not hangs("E’ stato aperto il ponte sull’Elm.", italian)
    assert hangs("E il ponte sull’Elm è chiuso.", italian)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is safe.",
        "This week the council meets.",
        "Those who live near the bridge may cross.",
        "Then-mayor Ana Ruiz opened the bridge.",
        "Then the council of Elmtown voted.",
        "Both Ruiz and Diallo voted.",
        "Another 20 people were treated in Elmtown.",
        "So far 20 people were treated.",
        "In addition to Elmtown, Alder was hit.",
        "The mayor Ana Ruiz voted, she said, for the bridge.",
        "…",
        "",
    ],
)
def test_a_sentence_that_stands_does_not_hang(text: str) -> None:
    assert not hangs(text, EN)


@pytest.mark.parametrize(
    ("text", "hanging"),
    [
        ("The army said it had shot down 12 drones over the harbour.", False),
        ("Police said they were looking for a man in a green coat.", False),
        ("The bridge will be closed for two years, said she.", True),
        ("The bridge will be closed for two years, she said.", True),
        ("It is clear that the bridge will be closed for two years.", False),
        ("It closes the bridge for two years.", True),
        ("Among them were two girls of nine.", True),
        ("The rest of the fleet was stopped on Tuesday.", False),
        ("The following day inspectors measured the marks.", True),
    ],
)
def test_an_empty_it_and_what_is_said_of_oneself_do_not_hang(text: str, *, hanging: bool) -> None:
    assert hangs(text, EN) is hanging


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Er sagte nichts."),
        ("de", "Außerdem fehlt das Geld."),
        ("de", "Das teilte die Stadt mit."),
        ("de", "Das schreibt die Elmpost."),
        ("de", "Der hatte sich am Montag verletzt."),
        ("de", "Deren Sprecher schwieg."),
        ("de", "Der 27-Jährige schwieg."),
        ("de", "Zugleich fehlt das Geld."),
        ("de", "Nach der Wahl verließ sie den Rat."),
        ("en", "In May he left the council."),
        ("es", "Dicha obra costó poco."),
        ("ja", "彼は何も言わなかった。"),
        ("ja", "「これは古い橋だ」と市長は話した。"),
        ("zh", "该桥很旧。"),
        ("ko", "이는 오래된 다리다."),
        ("fr", "Il a refusé."),
        ("fr", "En revanche, la mairie paie."),
        ("es", "Sin embargo, la ciudad paga."),
        ("it", "Tuttavia la città paga."),
        ("pt", "No entanto, a cidade paga."),
        ("nl", "Maar de stad betaalt."),
        ("sv", "Men staden betalar."),
        ("pl", "Jednak miasto płaci."),
        ("ru", "Однако город платит."),
        ("tr", "Ancak kent ödüyor."),
        ("vi", "Tuy nhiên, thành phố trả tiền."),
    ],
)
def test_other_languages_have_their_openings(language: str, text: str) -> None:
    assert hangs(text, hints_for(language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Geld fehlt."),
        ("de", "Die folgenden Wege sind zu."),
        ("de", "Das alte Rathaus ist zu."),
        ("de", "Die 18-jährige Ana Ruiz gewann."),
        ("de", "Im Mai zahlen Sie keinen Zoll."),
        ("de", "Als er ging, sprach Ana Ruiz."),
        ("en", "In May Jo Vane said he would leave."),
        ("en", "When he left, Jo Vane took over."),
        ("fr", "En mai, il faut payer le pont."),
        ("ja", "市長は橋を閉めた。"),
        ("de", "Es gibt in Elmtown keine Brücke mehr."),
        ("fr", "Il y a deux ponts sur la rivière."),
        ("de", "Diese Woche tagt der Rat."),
        ("fr", "En 2019, la ville a payé."),
        ("nl", "Het geld ontbreekt."),
        ("sv", "Den nya bron kostar mer."),
        ("xx", "He said nothing."),
    ],
)
def test_other_languages_have_sentences_that_stand(language: str, text: str) -> None:
    assert not hangs(text, hints_for(language))


@pytest.mark.parametrize(
    ("language", "text", "before", "back"),
    [
        ("en", "Nobody foresaw these problems.", "There are many problems.", True),
        ("en", "Nobody foresaw these grave problems.", "There are many problems.", True),
        ("en", "The mayor spoke of this.", "There are many problems.", False),
        ("en", "Nobody foresaw these problems.", "The bridge is old.", False),
        ("en", "Problems are old, and these problems grow.", "There are problems.", False),
        ("en", "The council meets this week.", "The week was long.", False),
        ("en", "This problem is old.", "There is a problem.", False),
        ("de", "Niemand sah diese Brücke.", "Die Brücke ist alt.", True),
        ("fr", "La mairie ferme ce pont.", "Un pont est vieux.", True),
        ("xx", "Nobody foresaw these problems.", "There are many problems.", False),
    ],
)
def test_a_demonstrative_points_back_at_the_noun_of_the_sentence_before(
    language: str, text: str, before: str, *, back: bool
) -> None:
    assert points_back(words(text), content_stems(before, language), language) is back


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("247 – The bridge opened.", "The bridge opened."),
        ("(CNN)The Senate", "The Senate"),
        ("(AP) — The Senate", "The Senate"),
        ("NEW DELHI: The bank", "The bank"),
        ("AI: The bank", "AI: The bank"),
        ("او افزود: پل بسته شد", "او افزود: پل بسته شد"),
        ("Elmtown, 21 nov (EFE).- El banco", "El banco"),
        ("ELMTON, Nov. 21, 2026 /PRNewswire/ -- The firm", "The firm"),
        ("The and/or rule stands", "The and/or rule stands"),
        ("Paris (AFP) - Le Sénat", "Le Sénat"),
        ("Berlin (dpa) – Der Bundestag", "Der Bundestag"),
        ("MOSCOW, Feb. 14 (Reuters) - The bank", "The bank"),
        ("PORTLAND, Ore. (AP) — The river", "The river"),
        ("Sanaa, Yemen (CNN)The war", "The war"),
        ("ELMTOWN — The council", "The council"),
        ('NEW YORK (AP) -- "I am', '"I am'),
        ("Jean Dupont (LFI) a dit", "Jean Dupont (LFI) a dit"),
        ("Aubrey Cole (pictured) has", "Aubrey Cole (pictured) has"),
        ("NASA - which said", "NASA - which said"),
        ("The U.S. — which said", "The U.S. — which said"),
        ("A 16 - year", "A 16 - year"),
        ("The council met", "The council met"),
        (f"AB {'CD ' * 40}— The", f"AB {'CD ' * 40}— The"),
    ],
)
def test_a_dateline_is_passed_over(text: str, rest: str) -> None:
    assert text[skip_dateline(text) :] == rest


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("“We will go to court.”", True),
        ("“We will go to court,” he said.", True),
        ("said so,” Cole added. It’s ”", True),
        ("“We will go to court,” said Omar Diallo.", False),
        ("The council said it would “wait and see” until May.", False),
        ("「橋は安全だ。」", True),
        ("As the years pass, lives lengthen', says Cole.", True),
        ('so it goes," Cole said on Monday.', True),
        ("The teachers' union met, and 'no' was the answer, in Elmtown.", False),
        ("The bridge is safe.", False),
        (
            "1925-40: “Jo Vane. Head of the harbour, who kept its gates open by day and night.”",
            True,
        ),
    ],
)
def test_a_quotation_without_its_speaker_is_bare(text: str, *, bare: bool) -> None:
    assert is_bare_quotation(text, quoted_share(text), EN) is bare


@pytest.mark.parametrize(
    ("text", "share"),
    [("plain", 0.0), ("“all”", 1.0), ('"all"', 1.0), ("don't and won't", 0.0), ("", 0.0)],
)
def test_the_share_within_marks_is_measured(text: str, share: float) -> None:
    assert quoted_share(text) == share
