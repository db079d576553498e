"""Articles of one story -> KeyPoints: verbatim, in order, standing alone, said once."""

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.models import Article, KeyPoint, Paragraph
from newsdigest.stages.summarise.choose import Candidate, Score, says_the_same
from newsdigest.stages.summarise.hints import hints_for
from newsdigest.stages.summarise.openings import hangs
from newsdigest.stages.summarise.options import SummariseOptions
from newsdigest.stages.summarise.order import in_reading_order
from newsdigest.stages.summarise.points import summarise
from newsdigest.stages.summarise.reading import Line, read

SAMPLES = Path(__file__).parents[3] / "samples"

LEDE = "The council of Elmtown voted on Monday to close the old bridge for two years."
COST = "Repairs to the bridge will cost $40 million, the city engineer Lena Brandt said."
FERRY = "A ferry is to carry pupils and nurses across the river until the bridge opens again."
SHOPS = "Shopkeepers in the harbour district fear that customers will stay away this winter."
HISTORY = "Built in 1931, the crossing was last mended after the great flood of 1962."
MORE = " ".join(
    f"{who} of Elmtown told the council on {day} that {what} would cost the town ${n} million more."
    for n, (who, day, what) in enumerate(
        [
            ("The harbour master", "Tuesday", "dredging the channel for larger ferries"),
            ("A panel of engineers", "Wednesday", "a steel arch in place of the wooden one"),
            ("The school board", "Thursday", "hiring buses for pupils from the north bank"),
            ("The farmers' union", "Friday", "a second quay for barges with barley"),
            ("The fire brigade", "Saturday", "keeping an engine on each side of the water"),
            ("The treasurer", "Sunday", "borrowing from the county until next summer"),
        ],
        start=2,
    )
)
BRIEF = f"{LEDE} {COST} {FERRY} {SHOPS} {HISTORY}"

SENTENCES = [
    LEDE,
    COST,
    FERRY,
    SHOPS,
    HISTORY,
    "He said the work would start in May.",
    "However, nobody has been asked.",
    "“We will wait and see,” she said.",
    "“We were not asked. We will go to court,” said Omar Diallo, who owns a shop.",
    "Read more: the bridge in pictures",
    "THE BRIDGE IN PICTURES",
    "Die Brücke über den Fluss bleibt bis Ende März gesperrt.",
    "市議会は月曜日に橋の閉鎖を決めた。",
    "Only 3.5 percent of voters knew. 👩‍👩‍👧",
    "Why?",
]
BLOCKS = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n\n", "\u00a0", "  "])),
    min_size=1,
    max_size=24,
).map(lambda parts: "".join(sentence + space for sentence, space in parts).strip())
ANY_TEXT = st.one_of(BLOCKS, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120))
ARTICLES = st.builds(
    Article,
    title=st.sampled_from(["", "Council closes bridge", "橋"]),
    text=ANY_TEXT,
    site=st.sampled_from(["", "Elm Herald", "Coast Daily"]),
    language=st.sampled_from(["", "en", "de", "ja", "xx"]),
)
STORIES = st.lists(ARTICLES, min_size=1, max_size=3)
OPTIONS = st.builds(SummariseOptions, points=st.integers(1, 8), explain=st.booleans())


def tell(text: str, points: int = 5, language: str = "en", title: str = "") -> list[str]:
    article = Article(title, text, language=language)
    return [point.text for point in summarise([article], SummariseOptions(points=points))]


@given(STORIES, OPTIONS)
def test_points_are_slices_of_their_articles_in_reading_order(
    articles: list[Article], options: SummariseOptions
) -> None:
    points = summarise(articles, options)
    assert len(points) <= options.points
    for point in points:
        assert articles[point.article].text[point.start : point.end] == point.text
        assert point.text.strip() == point.text != ""
    for number in range(len(articles)):
        own = sorted((point.start, point.end) for point in points if point.article == number)
        assert all(end <= start for (_, end), (start, _) in pairwise(own))


@given(ARTICLES, OPTIONS)
def test_behind_the_main_fact_points_of_one_article_stand_in_its_order(
    article: Article, options: SummariseOptions
) -> None:
    points = summarise([article], options)
    # What hangs on the main fact in another paragraph stands behind it too.
    spans = [(point.start, point.end) for point in points]
    falls = sum(after < before for before, after in pairwise(spans))
    assert falls <= 1
    assert falls == 0 or spans[0] != min(spans)


def test_of_two_that_may_be_the_main_fact_the_earlier_is_told_first() -> None:
    lines = read(Article("", f"{LEDE} {COST} {FERRY}")).lines
    vectors = read(Article("", f"{LEDE} {COST} {FERRY}")).vectors
    for main, order in ((2.0, [[1], [0], [2]]), (0.3, [[0], [1], [2]])):
        scores = [Score(0.0, 0.0), Score(main, 0.0), Score(-1.0, 0.0)]
        given = [
            Candidate(line, 0, score, vector)
            for line, score, vector in zip(lines, scores, vectors, strict=True)
        ]
        assert in_reading_order(given, [1, 2, 0]) == order


def test_the_main_fact_is_told_first_and_the_rest_in_the_order_of_the_piece() -> None:
    scene = "Lena Brandt drinks her tea on the quay of Elmtown every morning before work."
    main = "The council of Elmtown voted on Monday to close the old bridge for two years."
    text = f"{scene}\n\n{main}\n\n{SHOPS}\n\n{FERRY}\n\n{HISTORY}\n\n{MORE}"
    told = tell(text, title="Council of Elmtown votes to close the old bridge for two years")
    assert told[0] == main
    assert told[1:] == sorted(told[1:], key=text.index)


@given(STORIES, OPTIONS)
def test_no_point_says_what_another_says(
    articles: list[Article], options: SummariseOptions
) -> None:
    points = summarise(articles, options)
    assert len({point.text for point in points}) == len(points)
    lines = [line_of(articles, point) for point in points]
    for at, line in enumerate(lines):
        assert not any(says_the_same(line, other) for other in lines[:at])


@given(STORIES, OPTIONS)
def test_no_point_begins_with_what_only_the_sentence_before_gives_sense_to(
    articles: list[Article], options: SummariseOptions
) -> None:
    points = summarise(articles, options)
    for point in points:
        article = articles[point.article]
        # A passage is held to its first sentence: the others have what they hang on before them.
        first = next(line for line in read(article).lines if line.start == point.start)
        assert len(points) == 1 or not hangs(first.text, hints_for(article.language or "en"))


@given(BLOCKS, OPTIONS)
def test_line_ends_of_either_kind_give_the_same_points(
    text: str, options: SummariseOptions
) -> None:
    apart = text.replace("\n", "\r\n")
    one, other = (summarise([Article("", t)], options) for t in (text, apart))
    assert [point.text for point in one] == [point.text for point in other]


@given(BLOCKS)
def test_told_sentences_are_not_chosen_again(text: str) -> None:
    article = Article("", text)
    told = [point.text for point in summarise([article], SummariseOptions(points=8))]
    again = summarise([article], SummariseOptions(points=8), told=told)
    assert not {point.text for point in again} & set(told)


def may_be_told(text: str) -> list[str]:
    return [line.text for line in read(Article("", text)).lines if not line.never]


def line_of(articles: list[Article], point: KeyPoint) -> Line:
    lines = read(articles[point.article]).lines
    return next(line for line in lines if line.index == point.index)


def test_nothing_gives_no_points() -> None:
    assert summarise([], SummariseOptions()) == ()
    assert summarise([Article("Empty", "")], SummariseOptions()) == ()
    assert summarise([Article("", ""), Article("", "")], SummariseOptions()) == ()


def test_an_update_tells_only_what_was_not_told() -> None:
    told = summarise([Article("", f"{LEDE} {COST} {FERRY}")], SummariseOptions(points=3))
    again = summarise([Article("", BRIEF)], SummariseOptions(), told=[p.text for p in told])
    assert again
    assert {point.text for point in again} <= {SHOPS, HISTORY, COST, FERRY}
    assert summarise([Article("", LEDE)], SummariseOptions(), told=[LEDE]) == ()


@pytest.mark.parametrize(
    "opening",
    [
        "He added that the work would take two years and cost $40 million.",
        "This would close the bridge for two years, the council of Elmtown said.",
        "According to him, the bridge will be closed for two years.",
        "“It will be closed for two years,” the engineer Lena Brandt said.",
        "The bridge will be closed for two years, she said.",
        "“The bridge will be closed for two years.”",
        "will be closed for two years,” the council of Elmtown said on Monday.",
    ],
)
def test_a_sentence_that_hangs_is_not_chosen_where_another_stands(opening: str) -> None:
    assert opening not in tell(f"{opening} {SHOPS}\n\n{opening} {HISTORY}", points=1)


def test_a_point_begins_behind_what_only_ties_its_sentence_to_another() -> None:
    text = f"Nobody asked.\n\nHowever, {LEDE[0].lower()}{LEDE[1:]}"
    (point,) = summarise([Article("", text)], SummariseOptions(points=1))
    assert point.text == LEDE[0].lower() + LEDE[1:]
    assert text[slice(*point.sentence)] == f"However, {point.text}"
    assert point.start > point.sentence[0]


def test_a_sentence_that_hangs_is_told_with_the_one_before_as_one_passage() -> None:
    start = "The council of Elmtown voted on Monday to close the old bridge."
    more = "It will stay closed for two years, the council of Elmtown said on Monday."
    filler = " ".join(f"Nobody asked farmer {n} what he thought." for n in range(30))
    article = Article("Council of Elmtown closes bridge for two years", f"{start} {more} {filler}")
    first = summarise([article], SummariseOptions(points=2, explain=True))[0]
    assert first.text == f"{start} {more}"
    assert first.parts
    apart = Article(article.title, f"{start}\n\n{more} {filler}")
    assert more not in [p.text for p in summarise([apart], SummariseOptions(points=2))]


def test_a_point_does_not_speak_of_these_problems_without_those_before() -> None:
    start = "Repairs have brought shopkeepers in the harbour district of Elmtown many problems."
    more = (
        "The mayor of Elmtown foresaw {} grave problems when the old bridge was closed on Monday."
    )
    filler = " ".join(f"Nobody asked farmer {n} what he thought." for n in range(30))
    title = "Mayor of Elmtown foresaw grave problems when old bridge was closed on Monday"
    for word, told in (("the", True), ("these", False)):
        article = Article(title, f"{start} {more.format(word)} {filler}")
        (point,) = summarise([article], SummariseOptions(points=1))
        assert (point.text == more.format(word)) is told


def test_where_nothing_stands_the_best_is_shown_all_the_same() -> None:
    assert tell("He said so on Monday in the town hall.") == [
        "He said so on Monday in the town hall."
    ]


def test_a_brief_gets_two_points_and_a_long_piece_those_asked_for() -> None:
    assert len(tell(BRIEF, points=5)) == 2
    assert len(tell(f"{LEDE} {COST}", points=5)) == 1
    assert len(tell(f"{BRIEF} {MORE}", points=5)) == 5


def test_a_list_is_not_padded_with_what_nobody_would_print() -> None:
    topics = [f"Town {n} {w} its {w}house in {1900 + n}." for n, w in enumerate("abcdefghij" * 30)]
    assert len(tell(" ".join(topics), points=5)) < 5


def test_a_few_lines_are_told_by_the_first_that_stands() -> None:
    signed = "Islanders collected 2,300 signatures for more crossings after the timetable was cut."
    assert tell(f"{FERRY} {signed}", title="Islanders collected signatures") == [FERRY]
    assert tell(f"He said so on Monday in Elmtown. {SHOPS} {signed}") == [SHOPS]


def test_headings_labels_and_captions_are_no_points() -> None:
    text = f"Council closes the old bridge\n\n{LEDE}\n\nRead more: bridges.\n\nMayor Ruiz (left)"
    heading = Paragraph(0, 29, "heading")
    article = Article("", f"{text}\n\n{COST}", (heading, Paragraph(31, 31 + len(LEDE))))
    points = summarise([article], SummariseOptions(points=8))
    assert {point.text for point in points} <= {LEDE, COST}


def test_a_row_of_a_table_is_no_point() -> None:
    teams = ("Elmtown", "Harlow", "Tarn", "Quill", "Marsh", "Wick")
    rows = [f"{n}. | {team} United | {31 - n} points | +{n}." for n, team in enumerate(teams, 1)]
    assert may_be_told("\n\n".join([LEDE, *rows, COST])) == [LEDE, COST]


def test_the_end_of_a_broken_sentence_is_no_point() -> None:
    broken = "The bridge was, for more than a\n\ndecade, the only way over the Elm in winter."
    sold = "eBay sold the old toll house to a painter."
    assert may_be_told(f"{broken}\n\n{sold}\n\n{COST}") == [sold, COST]


def test_a_name_in_small_letters_behind_a_whole_sentence_is_whole() -> None:
    name = "elmify is a tool that turns timetables into maps of the river."
    assert may_be_told(f"{LEDE}\n\n{name}") == [LEDE, name]


def test_what_only_announces_is_no_point() -> None:
    announced = "The engineer gave the council of Elmtown three reasons for it:"
    assert may_be_told(f"{LEDE}\n\n{announced}\n\n{COST}") == [LEDE, COST]


def test_a_list_of_two_hundred_words_is_no_point() -> None:
    assert may_be_told(f"{LEDE} The cellar held {'a boot, ' * 100} and a hat. {COST}") == [
        LEDE,
        COST,
    ]


def test_what_a_sender_says_of_itself_is_no_point() -> None:
    about = "Volta Cells is a leading maker of grid batteries with customers in five countries."
    told = may_be_told(f"{LEDE}\n\n{COST}\n\n{FERRY}\n\nAbout Volta Cells\n\n{about}")
    assert told == [LEDE, COST, FERRY]
    assert may_be_told(f"{LEDE}\n\n{SHOPS}\n\nAbout the ferry\n\n{COST}\n\n{FERRY}")[-2:] == [
        COST,
        FERRY,
    ]


def test_a_marked_heading_opens_what_a_sender_says_of_itself_too() -> None:
    about = "Volta Cells is a leading maker of grid batteries with customers in five countries."
    for name, never in (
        ("About Volta Cells", [False, False, True]),
        ("About the bridge", [False] * 3),
    ):
        text = f"{LEDE}\n\n{COST}\n\n{name}\n\n{about}"
        heading = Paragraph(text.index(name), text.index(name) + len(name), "heading")
        lines = read(Article("", text, (heading,))).lines
        assert [line.never for line in lines] == never


def test_where_a_page_speaks_to_its_reader_is_no_point() -> None:
    greeting = "Good morning and welcome to our page on the storm over Elmtown and its harbour."
    closing = "We are closing this page now after a long day of rain on the Elm river."
    assert may_be_told(f"{greeting}\n\n{LEDE}\n\n{COST}\n\n{closing}") == [LEDE, COST]


def test_a_correction_of_an_earlier_text_is_no_point() -> None:
    amended = "Correction: An earlier version misstated what the bridge cost. It was 182 million."
    assert may_be_told(f"{amended}\n\n{LEDE}\n\n{COST}") == [LEDE, COST]


def test_a_heading_in_capitals_is_no_point_but_a_text_in_capitals_has_some() -> None:
    heading = "THE OLD BRIDGE OVER THE ELM IN PICTURES"
    assert may_be_told(f"{LEDE}\n\n{heading}\n\n{COST}") == [LEDE, COST]
    assert may_be_told(f"{LEDE}\n\n{COST}".upper()) == [LEDE.upper(), COST.upper()]


def test_a_question_is_no_point() -> None:
    asked = "“What will the council of Elmtown do about the old bridge this winter?”"
    assert may_be_told(f"{LEDE}\n\n{asked}\n\n{COST}") == [LEDE, COST]


def test_a_sentence_within_a_quotation_of_several_is_no_point() -> None:
    said = " ".join(
        f"The mayor of Elmtown has no plan for bridge number {n} yet." for n in range(20)
    )
    lines = read(Article("", f"Brandt said: “{said}” {COST}")).lines
    assert [line.inside for line in lines] == [True] * 20 + [False]
    assert tell(f"Brandt said: “{said}” {COST}") == [COST]


def test_a_sentence_that_speech_runs_over_is_no_point_whatever_marks_it() -> None:
    plan = "We will close it for two years and build a new one of steel beside it."
    ferry = "The ferry will carry all the pupils over the lake from Tuesday morning."
    opened = f'"{plan}\n\n"{ferry} Nobody will pay for it."'
    for text, language in (
        (opened, "en"),
        (f"– {plan} {ferry} Nobody will pay, sier Brandt.", "no"),
    ):
        lines = read(Article("", f"{LEDE}\n\n{text}\n\n{COST}", language=language)).lines
        assert [line.inside or line.bare for line in lines] == [
            False,
            *[True] * (len(lines) - 2),
            False,
        ]


def test_what_an_outlet_tells_its_readers_of_itself_is_no_point() -> None:
    lines = (
        LEDE,
        "You can find our full report on the bridge on the front page of the Elm Herald.",
        "The mayor told the Elm Herald on Monday that the bridge would be closed for two years.",
        "“You are wrong about the bridge,” the mayor told a reporter of the Elm Herald on Monday.",
    )
    article = Article("", "\n\n".join(lines), site="Elm Herald")
    assert [line.never for line in read(article).lines] == [False, True, False, False]
    assert not any(line.never for line in read(replace(article, site="Elm")).lines)


def test_the_claim_that_a_check_of_facts_is_about_is_no_point() -> None:
    claim = "The city of Elmtown has sold the old bridge to a circus from Harlow."
    more = "It is to be carried away by elephants before the end of this winter."
    for text in (f"Claim: {claim} {more}", f"The claim\n\n{claim} {more}"):
        lines = read(Article("", f"{text}\n\n{LEDE}\n\n{COST}")).lines
        assert [line.text for line in lines if not line.never] == [LEDE, COST]
    (line,) = read(Article("", "Claim after claim was heard in the court of Elmtown.")).lines
    assert not line.never


def test_an_answer_behind_its_label_is_no_speech_cut_open() -> None:
    asked = "Q: Who pays for the work on the old bridge in Elmtown?"
    answer = "A: The state of Elmland pays for all of it, and the city pays for the ferry."
    lines = read(Article("", f"{asked}\n\n{answer}\n\n{asked}\n\n{answer}")).lines
    assert not any(line.inside for line in lines)


def test_a_mark_without_its_other_opens_no_speech() -> None:
    lines = read(Article("", f'{LEDE} "{COST} {FERRY}')).lines
    assert not any(line.inside for line in lines)


def test_capitals_among_letters_that_have_none_shout_nothing() -> None:
    (line,) = read(
        Article("", "「MA-IRFP139BK」は、指紋認証機能付きのUSB有線マウスです。", language="ja")
    ).lines
    assert not line.never


def test_labels_are_no_points_where_lines_lack_full_stops_either() -> None:
    text = "Tip:\n\nThe ferry carries the pupils over the lake\n\nRead more: bridges\n\nTip:"
    assert tell(text) == ["The ferry carries the pupils over the lake"]


def test_a_quotation_set_apart_is_no_point() -> None:
    block = Paragraph(0, len(LEDE), "quotation")
    article = Article("", f"{LEDE}\n\n{COST}", (block,))
    points = summarise([article], SummariseOptions(points=8))
    assert [point.text for point in points] == [COST]


def test_a_text_without_full_stops_still_has_points() -> None:
    assert tell("bridge closed on monday\n\nferry carries the pupils") != []


def test_a_dateline_is_not_part_of_the_point() -> None:
    assert tell(f"ELMTOWN (AP) — {BRIEF}", points=1)[0] in {LEDE, COST, FERRY}


def test_a_standfirst_may_be_a_point_even_without_its_full_stop() -> None:
    deck = "Elmtown must do without its bridge for two winters while ferries fill the gap"
    text = f"{deck}\n\nELMTOWN (AP) — {BRIEF}"
    blocks = (Paragraph(0, len(deck), "standfirst"), Paragraph(len(deck) + 2, len(text)))
    article = Article("Council closes the bridge", text, blocks, standfirst=deck)
    lines = [line.text for line in read(article).lines]
    assert lines[:2] == [deck, LEDE]  # and the dateline behind it is no part of the news


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "市議会は月曜日に橋の閉鎖を決めた。修理には二年かかる。費用は四十億円である。"),
        ("zh", "市议会星期一决定关闭大桥。维修需要两年时间。费用为四千万元。"),
        ("th", "สภาเมืองลงมติปิดสะพานเก่าเมื่อวันจันทร์ การซ่อมแซมจะใช้เวลาสองปี"),
        ("xx", BRIEF),
    ],
)
def test_every_language_has_points(language: str, text: str) -> None:
    assert tell(text, language=language)


def test_explained_parts_sum_to_the_order_of_choice() -> None:
    article = Article("Council closes bridge", BRIEF)
    points = summarise([article], SummariseOptions(explain=True))
    assert [name for name, _ in points[0].parts] == [
        "place",
        "length",
        "form",
        "weight",
        "headline",
        "description",
        "manner",
        "names",
    ]
    assert summarise([article], SummariseOptions())[0].parts == ()


def test_with_several_articles_the_parts_show_what_other_outlets_added() -> None:
    articles = [Article("", BRIEF, site="A"), Article("", f"{LEDE} {SHOPS}", site="B")]
    points = summarise(articles, SummariseOptions(explain=True))
    assert all(point.parts[-1][0] == "other outlets" for point in points)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_each_sample_has_points_that_stand(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for point in tell(text):
        assert not hangs(point, hints_for("en"))


def test_points_do_not_depend_on_the_hash_seed_and_load_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from newsdigest.models import Article\n"
        "from newsdigest.stages.summarise.options import SummariseOptions\n"
        "from newsdigest.stages.summarise.points import summarise\n"
        "articles = [Article('Bridge', sys.argv[1], site='A'), Article('', sys.argv[1][::1])]\n"
        "print(summarise(articles, SummariseOptions(explain=True)))\n"
        "print([m for m in ('numpy', 'sumy', 'nltk') if m in sys.modules])\n"
    )
    outs = {
        subprocess.run(
            [sys.executable, "-c", code, f"{BRIEF} {COST}"],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("0", "1", "31337")
    }
    assert len(outs) == 1
    assert outs.pop().endswith("[]\n")


def test_what_an_interview_asks_or_announces_is_no_point() -> None:
    parts = (
        "The harbour of Elmtown closes for a year, and 300 lorries a day take another way.",
        "How the work will go is what engineer Jo Vane knows, who planned it for the town.",
        "The council decided late on Monday after four years of talks. Why does it close now?",
        "The stones of the quay give way under lorries, as divers found in April.",
        "Taxes in Elmtown have risen by a tenth in two years. Who pays for the work?",
        "The town pays half of the 40 million dollars, and the province pays the rest.",
        "Ferries carry 900 people to Alder every morning. What becomes of them?",
        "They leave from the northern pier until the quay opens again next autumn.",
    )
    article = Article("Elmtown closes its harbour", "\n\n".join(parts))
    told = [point.text for point in summarise([article], SummariseOptions())]
    assert parts[0] in told
    assert set(told) <= {parts[0], parts[3], parts[5], parts[7]}


def test_a_mark_that_belongs_to_the_sentence_beside_is_left_away() -> None:
    first = 'Vane said: "We paid for it." " Igor Hart was out for a month, and said: "I rest. "'
    last = 'He was glad of the best crew that Elmtown has seen. "'
    lines = read(Article("", f"{first}\n\n{last}")).lines
    assert [line.text for line in lines] == [
        'Vane said: "We paid for it."',
        'Igor Hart was out for a month, and said: "I rest. "',
        "He was glad of the best crew that Elmtown has seen.",
    ]
    french = read(Article("", 'Le maire est là. " Nous payons. "', language="fr"))
    assert french.lines[-1].text == '" Nous payons. "'
