"""Names are explained by words of the article, and only where the reader lacks them."""

from dataclasses import replace

import pytest

from newsdigest.models import Article, KeyPoint, Quote
from newsdigest.outline.read import Outline, read_outline
from newsdigest.stages.gloss.explain import explain

SAFETY = (
    "The Northern Water Agency closed the plant at Elmton on Monday, said Ana Ruiz, mayor of"
    " Elmton, who had asked for it.\n\n"
    "Governor Karl Lund and the Office for River Safety (ORS) agreed with her.\n\n"
    "The old plant had leaked for three weeks before anybody in the town noticed it.\n\n"
    "{}"
)


def shown(*texts: str, points: list[str], title: str = "Plant closed", language: str = "en") -> str:
    """Print points of the first article as a view would, one a line."""
    articles = [Article(title, text, language=language) for text in texts]
    made = [point(articles[0], text) for text in points]
    explained, _ = explain(articles, outlines(articles), made, [], title)
    return "\n".join(glossed(one, articles) for one in explained)


def outlines(articles: list[Article]) -> list[Outline]:
    return [read_outline(one.text, one.language) for one in articles]


def point(article: Article, text: str) -> KeyPoint:
    start = article.text.index(text)
    return KeyPoint(text, start, start + len(text))


def glossed(said: KeyPoint | Quote, articles: list[Article]) -> str:
    text = said.text
    for gloss in reversed(said.glosses):
        words = articles[gloss.article].text[gloss.start : gloss.end]
        text = f"{text[: gloss.at]} [{gloss.rule}: {words}]{text[gloss.at :]}"
    return text


# ---------------------------------------------------------------- what is explained
@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        (
            "Ruiz wants a new plant by May.",
            "Ruiz [surname: Ana Ruiz, mayor of Elmton] wants a new plant by May.",
        ),
        (
            "Mr Lund’s budget has no money for it.",
            "Mr Lund’s [surname: Governor Karl Lund] budget has no money for it.",
        ),
        (
            "Ana Ruiz wants a new plant by May.",
            "Ana Ruiz [role: mayor of Elmton] wants a new plant by May.",
        ),
        (
            "Tests by the ORS found lead in the water.",
            "Tests by the ORS [initials: Office for River Safety] found lead in the water.",
        ),
        (
            "The agency said that the water is safe.",
            "The agency [noun: Northern Water Agency] said that the water is safe.",
        ),
        (
            "The governor said that the water is safe.",
            "The governor [noun: Karl Lund] said that the water is safe.",
        ),
    ],
)
def test_a_word_is_explained_by_the_words_that_introduced_it(sentence: str, printed: str) -> None:
    assert shown(SAFETY.format(sentence), points=[sentence]) == printed


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ana Bea Cora Dora Ruiz came.", "Ruiz left the town."),
        ("Ana Bea Cora Dora Ruiz laughed.", "She left the town."),
        ("Mia Holm came.", "The agency said so, and the Northern Water Agency knew."),
        ("Mia Holm came.", "The Elmish agency said so."),
        ("Mia Holm came.", "The"),
        ("Mia Holm came.", "The agency"),
    ],
)
def test_what_was_not_introduced_is_left(text: str, sentence: str) -> None:
    assert shown(f"{text} {sentence}", points=[sentence]) == sentence


def test_a_body_that_is_named_later_does_not_explain() -> None:
    sentence = "The agency said so."
    text = f"It rained. {sentence} The Northern Water Agency knew."
    assert shown(text, points=[sentence]) == sentence


def test_a_holder_who_was_named_before_does_not_explain_the_role_again() -> None:
    first, second = "Lund, a farmer, came.", "The governor said so."
    text = SAFETY.format(f"{first} It rained.\n\n{second}")
    assert shown(text, points=[first, second]).endswith(f"\n{second}")


def test_at_most_two_words_of_a_point_are_explained() -> None:
    sentence = "Ruiz and Lund asked the ORS for help."
    assert shown(SAFETY.format(sentence), points=[sentence]) == (
        "Ruiz [surname: Ana Ruiz, mayor of Elmton] and Lund [surname: Governor Karl Lund] asked"
        " the ORS for help."
    )


def test_nothing_is_explained_twice() -> None:
    first, second = "Ruiz asked the ORS.", "The ORS told Ruiz nothing, and Ruiz wrote again."
    assert shown(SAFETY.format(f"{first} It rained.\n\n{second}"), points=[first, second]) == (
        "Ruiz [surname: Ana Ruiz, mayor of Elmton] asked the ORS [initials: Office for River"
        " Safety].\n" + second
    )


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Ana Ruiz, mayor, closes plant", "Ruiz wants a new plant by May."),
        ("Office for River Safety finds lead", "The ORS found lead in the water."),
        ("Agency closes plant", "The agency said that the water is safe."),
        ("Plant closed", "Mayor Ruiz wants a new plant by May."),
        ("Plant closed", "Ruiz, a chemist, wants a new plant by May."),
        ("Plant closed", "Ana Ruiz (62) wants a new plant by May."),
        ("Plant closed", "Ana Ruiz was elected mayor in spring."),
        ("Plant closed", "The Ruiz report says nothing of it."),
        ("Plant closed", "Ruiz, who leads the town, wants a plant."),
        ("Plant closed", "Readers wrote to @Ruiz all day."),
        ("Plant closed", "Nobody liked the ORS-4-report."),
        ("Plant closed", "“Tiny” Ruiz wants a new plant by May."),
        ("Ana-Ruiz-Street closed", "Ruiz wants a new plant by May."),
        ("Plant closed", "The old agency said so."),
        ("Plant closed", "The Office for River Safety (ORS) found lead."),
        ("Plant closed", "The agency of the north found lead."),
        ("Plant closed", "The big agency said that the water is safe."),
        ("Plant closed", "“The agency said so,” a child wrote."),
        ("Plant closed", "The old plant is closedAna Ruiz wants a new one by May."),
    ],
)
def test_what_the_reader_knows_or_another_word_may_mean_is_left(title: str, sentence: str) -> None:
    text = SAFETY.format(f"It rained.\n\n{sentence}")
    assert shown(text, points=[sentence], title=title) == sentence


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("Jon Ruiz, a baker, heard of it.", "Ruiz wants a new plant by May."),
        ("Other agencies had warned of it.", "The agency said that the water is safe."),
        ("A governor of the south laughed.", "The governor said that the water is safe."),
        ("The Southern Food Agency laughed.", "The agency said that the water is safe."),
        ("Ana Ruiz and Ana Maria Ruiz laughed.", "The Ruiz family said nothing at all."),
        ("Governor Mia Holm laughed.", "The governor said that the water is safe."),
        ("Mia Holm met Mia Holm.", "The governor said that the water is safe."),
    ],
)
def test_where_two_may_be_meant_nothing_is_explained(more: str, sentence: str) -> None:
    text = SAFETY.format(f"{more}\n\nIt rained.\n\n{sentence}")
    assert shown(text, points=[sentence]) == sentence


def test_a_name_behind_a_headline_that_has_it_is_explained_by_a_role_alone() -> None:
    sentence = "Ruiz wants a new plant by May."
    told = shown(SAFETY.format(sentence), points=[sentence], title="Ruiz closes plant")
    assert told == "Ruiz [surname: Ana Ruiz, mayor of Elmton] wants a new plant by May."
    text = f"Ana Ruiz closed the plant on Monday morning.\n\nIt rained.\n\n{sentence}"
    assert shown(text, points=[sentence], title="Ruiz closes plant") == sentence


@pytest.mark.parametrize(
    ("introduced", "words"),
    [
        ("His brother Tom Adler left on Monday.", "Tom Adler"),
        ("Lund’s rival Tom Adler left on Monday.", "Tom Adler"),
        ("Last week State Department official Tom Adler left.", "[surname: State Department"),
        ("She wants to marry music executive Tom Adler.", "[surname: music executive Tom Adler]"),
        ("They want to appoint chairman Tom Adler.", "[surname: chairman Tom Adler]"),
        ("Roads and Rail Minister Tom Adler left.", "[surname: Tom Adler]"),
        ("The minister of energy Tom Adler left.", "[surname: Tom Adler]"),
        ("They met MORE Power President Tom Adler.", "[surname: Tom Adler]"),
        ("While Power President Tom Adler left, it rained.", "[surname: Power President Tom"),
        (
            (
                "The old senior northern town river safety rescue boat crew rally club chairman"
                " Tom Adler left."
            ),
            "[surname: Tom Adler]",
        ),
        ("Mayor Qwert Adler left.", "[surname: Mayor Qwert Adler]"),
        ("They met USA:s president Tom Adler.", "[surname: Tom Adler]"),
        ("Tom Adler, Mia Holm and chairman of all, left.", "[surname: Tom Adler]"),
        ("University of Elmton professor Tom Adler left.", "Tom Adler"),
        ("Tom Adler, the head of this service, left.", "Tom Adler"),
        ("Tom Adler, mayor since 1998, left.", "Tom Adler"),
        (
            "Tom Adler, the director of the national office for the safety of rivers, lakes left.",
            "[surname: the director of the national office for the safety of rivers]",
        ),
        (
            (
                "Tom Adler, the senior director of the northern office for the safety of old rivers"
                ", left."
            ),
            "[surname: Tom Adler]",
        ),
    ],
)
def test_a_role_that_cannot_be_read_alone_is_left_away(introduced: str, words: str) -> None:
    sentence = "Adler wants a new plant by May."
    text = f"Governor Karl Lund laughed. {introduced}\n\nIt rained.\n\n{sentence}"
    assert words in shown(text, points=[sentence])


# ---------------------------------------------------------------- what is no person
FIRM = "Lumen, a luxury group that sells hats, paid for the plant.\n\nIt rained.\n\n{}"


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("Lumen said nothing.", "Lumen [body: a luxury group] said nothing."),
        ("It was sold by Lumen.", "It was sold by Lumen [body: a luxury group]."),
        ("Hat giant Lumen said nothing.", "Hat giant Lumen said nothing."),
        ("Nobody at Lumen, the seller, spoke.", "Nobody at Lumen, the seller, spoke."),
        ("We asked Lumen board member Tom.", "We asked Lumen board member Tom."),
        ("Lumen’s hats are red.", "Lumen’s hats are red."),
        ("It was sold by Lumen", "It was sold by Lumen [body: a luxury group]"),
    ],
)
def test_what_is_no_person_is_explained_by_what_the_article_says_it_is(
    sentence: str, printed: str
) -> None:
    assert shown(FIRM.format(sentence), points=[sentence]) == printed


@pytest.mark.parametrize(
    "introduced",
    [
        "Lumen, a group and a firm, paid.",
        "Lumen, the luxury group, paid.",
        "Lumen, a “group”, paid.",
        "Lumen, a firm.",
        "Nobody knew Lumen. Lumen, a luxury group, paid.",
        "The head of Lumen, a rich man of the north, paid.",
        "Lumen, a very old and big maker, seller and lender of hats and boots and bags, paid.",
        "Lumen, a very old big rich far north west east side land sea group, paid.",
        "Lumen, a luxury group of the far north of the country of the old and new kings, paid.",
        "Lumen, a group of the far north of the land of the old kings of the sea and more, paid.",
    ],
)
def test_what_may_be_a_list_or_is_no_first_mention_explains_nothing(introduced: str) -> None:
    sentence = "Lumen said nothing."
    assert shown(f"{introduced}\n\nIt rained.\n\n{sentence}", points=[sentence]) == sentence


# ---------------------------------------------------------------- pronouns
PRONOUN = "Ana Ruiz, mayor of Elmton, came on Monday.\n\n{}\n\nIt rained all day in the north."


@pytest.mark.parametrize(
    ("before", "sentence", "printed"),
    [
        (
            "",
            "She wants a new plant.",
            "She [pronoun: Ana Ruiz, mayor of Elmton] wants a new plant.",
        ),
        (
            "She said that it leaks. ",
            "She wants a new plant.",
            "She [pronoun: Ana Ruiz, mayor of Elmton] wants a new plant.",
        ),
        (
            "“It leaks,” said the mayor. ",
            "On Monday she left.",
            "On Monday she [pronoun: Ana Ruiz, mayor of Elmton] left.",
        ),
        ("", "He wants a new plant.", "He wants a new plant."),
        ("It had leaked for weeks. ", "She wants a new plant.", "She wants a new plant."),
        ("The woman laughed. ", "She wants a new plant.", "She wants a new plant."),
        ("Mia Holm laughed. Ana Ruiz did. ", "She left.", "She [pronoun: Ana Ruiz"),
        ("Mia Holm met Ana Ruiz. ", "She left.", "She left."),
        ("Ana Ruiz’s car stood there. ", "She left.", "She left."),
        ("Ana laughed. ", "A woman said she left.", "A woman said she left."),
        ("", "Asked if she knew, Ruiz left.", "Asked if she knew, Ruiz [surname"),
        ("The film stars its hero (Ana Ruiz). ", "She left.", "She left."),
        ("Ana Ruiz spoke. She met Mia Holm. ", "She left.", "She left."),
        ("They had seen Ana Ruiz. ", "She left.", "She left."),
        ("In the town, said Ana Ruiz, it leaks. ", "She left.", "She [pronoun: Ana Ruiz"),
    ],
)
def test_a_pronoun_is_explained_where_one_person_can_be_meant(
    before: str, sentence: str, printed: str
) -> None:
    assert shown(PRONOUN.format(before + sentence), points=[sentence]).startswith(printed)


def test_a_pronoun_without_a_sentence_before_it_is_left() -> None:
    assert shown("She left. Ana Ruiz came.", points=["She left."]) == "She left."


def test_a_pronoun_for_a_known_person_is_explained_by_the_name() -> None:
    sentence = "She wants a new plant."
    told = shown(PRONOUN.format(sentence), points=[sentence], title="Ana Ruiz in Elmton")
    assert told == "She [pronoun: Ana Ruiz] wants a new plant."


def test_a_pronoun_behind_a_point_about_nobody_else_is_clear() -> None:
    first, second = "Ana Ruiz, mayor of Elmton, came on Monday.", "She wants a new plant."
    text = PRONOUN.format(f"It rained. Ana Ruiz laughed. {second}")
    assert shown(text, points=[first, second]) == f"{first}\n{second}"


def test_what_goes_on_where_the_point_before_ends_is_clear() -> None:
    first, second = "It rained.", "She wants a new plant."
    text = f"Ana Ruiz laughed. {first} {second}"
    assert shown(text, points=[first, second]) == f"{first}\n{second}"


# ---------------------------------------------------------------- other languages
@pytest.mark.parametrize(
    ("language", "text", "sentence", "printed"),
    [
        (
            "de",
            "Der neue Bürgermeister Jan Holm kam am Montag.",
            "Holm will bis Mai ein neues Werk bauen.",
            "Holm [surname: neue Bürgermeister Jan Holm] will bis Mai ein neues Werk bauen.",
        ),
        (
            "de",
            "Die in Elmstadt geborene Sängerin Nina Holm kam am Montag.",
            "Frau Holm will bis Mai ein neues Werk bauen.",
            "Frau Holm [surname: Sängerin Nina Holm] will bis Mai ein neues Werk bauen.",
        ),
        (
            "de",
            "Das Landesamt für Gewässer (LfG) prüfte das Werk.",
            "Das LfG will bis Mai ein neues Werk bauen.",
            "Das LfG [initials: Landesamt für Gewässer] will bis Mai ein neues Werk bauen.",
        ),
        (
            "de",
            "Das Gewässeramt (GWA) prüfte das Werk am Fluss.",
            "Das GWA will bis Mai ein neues Werk bauen.",
            "Das GWA [initials: Gewässeramt] will bis Mai ein neues Werk bauen.",
        ),
        (
            "de",
            "Finanzministerin Mia Holm kam am Montag nach Elmstadt.",
            "Die Ministerin sagte, das Werk bleibe zu.",
            "Die Ministerin [noun: Mia Holm] sagte, das Werk bleibe zu.",
        ),
        (
            "de",
            "Mia Holm kam am Montag. Mia Holm lachte.",
            "Am Abend sagte sie, das Werk bleibe zu.",
            "Am Abend sagte sie [pronoun: Mia Holm], das Werk bleibe zu.",
        ),
        (
            "de",
            "Mia Holm kam am Montag. Mia Holm lachte.",
            "Am Abend kamen sie in das alte Werk.",
            "Am Abend kamen sie in das alte Werk.",
        ),
        (
            "de",
            "Mia Holm kam am Montag. Mia Holm lachte.",
            "Am Abend können Sie es sehen.",
            "Am Abend können Sie es sehen.",
        ),
        (
            "fr",
            "La maire d’Elmville, Anne Leroy, est venue lundi.",
            "Mme Leroy veut une nouvelle usine.",
            "Mme Leroy [surname: La maire d’Elmville, Anne Leroy] veut une nouvelle usine.",
        ),
        (
            "es",
            "La Oficina de Aguas del Norte (OAN) cerró la planta.",
            "La OAN quiere una planta nueva.",
            "La OAN [initials: Oficina de Aguas del Norte] quiere una planta nueva.",
        ),
        ("xx", "Ana Ruiz qua mayor.", "Ruiz qua lora plant.", "Ruiz qua lora plant."),
    ],
)
def test_other_languages_are_read_by_their_own_words(
    language: str, text: str, sentence: str, printed: str
) -> None:
    whole = f"{text} {sentence}"
    assert shown(whole, points=[sentence], title="", language=language) == printed


def test_a_place_behind_initials_is_nobody() -> None:
    lead = "La réunion a été demandée par la députée ORS de Elmville, Anne Leroy, lundi matin."
    sentence = "Une fresque de la rivière a été inaugurée dimanche à Elmville par la mairie."
    printed = shown(f"{lead}\n\n{sentence}", points=[sentence], title="", language="fr")
    assert printed == sentence


# ---------------------------------------------------------------- several articles, quotes
def test_where_an_article_of_the_story_names_two_of_one_name_none_is_introduced() -> None:
    sentence = "Mr Diallo wants the plant to stay closed until May."
    family = "Omar Diallo, a baker, and Awa Diallo, a nurse, live beside the plant."
    leader = "The tenants’ leader Omar Diallo lives beside the plant."
    assert shown(sentence, family, points=[sentence]) == sentence
    assert shown(sentence, leader, family, points=[sentence]) == sentence
    assert "[surname: " in shown(sentence, leader, points=[sentence])


def test_another_article_of_the_story_may_introduce() -> None:
    sentence = "Ruiz asked the ORS for help."
    articles = [Article("", sentence, language="en"), Article("", SAFETY.format(""), language="en")]
    (told,), _ = explain(articles, outlines(articles), [point(articles[0], sentence)], [], "Plant")
    assert [gloss.article for gloss in told.glosses] == [1, 1]
    assert glossed(told, articles) == (
        "Ruiz [surname: Ana Ruiz, mayor of Elmton] asked the ORS [initials: Office for River"
        " Safety] for help."
    )


def quoted(words: str, speaker: str = "", language: str = "en", lead: str = "") -> str:
    text = (lead or SAFETY).format(f"A child said: “{words}”")
    article = Article("Plant closed", text, language=language)
    start = text.index(words)
    quote = Quote(words, start, start + len(words), speaker=speaker)
    _, (told,) = explain([article], outlines([article]), [], [quote], article.title)
    assert replace(told, glosses=()) == quote
    return glossed(told, [article])


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (
            "We asked Ruiz and the ORS for help.",
            (
                "We asked Ruiz [surname: Ana Ruiz, mayor of Elmton] and the ORS"
                " [initials: Office for River Safety] for help."
            ),
        ),
        ("We asked Mr. Lund twice.", "We asked Mr. Lund [surname: Governor Karl Lund] twice."),
        ("Ruiz was asked twice.", "Ruiz was asked twice."),
        ("We asked Ana Ruiz twice.", "We asked Ana Ruiz twice."),
        ("We met Ruiz Street folk.", "We met Ruiz Street folk."),
        ("We asked Ruiz", "We asked Ruiz"),
        ("We asked Elmton Ruiz twice.", "We asked Elmton Ruiz twice."),
    ],
)
def test_a_name_alone_within_a_quote_is_explained(words: str, printed: str) -> None:
    assert quoted(words) == printed


def test_a_name_that_the_headline_has_is_explained_in_a_quote_by_a_role_alone() -> None:
    text = "Karl Lund laughed.\n\nIt rained.\n\nA child said: “We asked Lund twice.”"
    article = Article("Lund laughs", text, language="en")
    start = text.index("We asked")
    quote = Quote("We asked Lund twice.", start, start + 20)
    for title in (article.title, "Karl Lund laughs"):
        assert explain([article], outlines([article]), [], [quote], title)[1] == (quote,)


def test_a_speaker_does_not_explain_himself() -> None:
    assert quoted("They said Ruiz lies to us.", "Ana Ruiz") == "They said Ruiz lies to us."


def test_where_nouns_are_capitalised_a_quote_wants_a_title_before_a_name() -> None:
    lead = "Bürgermeisterin Mia Koch kam am Montag nach Elmstadt.\n\n{}"
    assert quoted("Wir fragten Koch gestern.", language="de", lead=lead) == (
        "Wir fragten Koch gestern."
    )
    assert quoted("Wir fragten Frau Koch gestern.", language="de", lead=lead) == (
        "Wir fragten Frau Koch [surname: Bürgermeisterin Mia Koch] gestern."
    )


@pytest.mark.parametrize(
    ("middle", "sentence", "printed"),
    [
        ("Il a plu.", "Selon le magazine Aubrac, il part.", "Selon le magazine Aubrac, il part."),
        ("Il a lu Aubrac.", "Selon d'Aubrac, il part.", "Selon d'Aubrac, il part."),
        (
            "Il a plu.",
            "Selon d'Aubrac, il part.",
            "Selon d'Aubrac [surname: Luc d'Aubrac], il part.",
        ),
    ],
)
def test_a_name_that_stands_without_its_particle_is_another_s(
    middle: str, sentence: str, printed: str
) -> None:
    text = f"Un texte de Luc d'Aubrac\n\nLe juge a vu la ville lundi. {middle}\n\n{sentence}"
    assert shown(text, points=[sentence], title="Le juge", language="fr") == printed


def test_what_is_done_by_somebody_is_no_role_of_his() -> None:
    lead = "A Milano fu fermato un uomo, accusato dagli Stati Uniti di molte cose.\n\nPioveva."
    sentence = "Ieri ha visto il presidente eletto degli Stati Uniti, Tom Adler."
    assert shown(f"{lead}\n\n{sentence}", points=[sentence], language="it") == sentence
