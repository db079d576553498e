"""Thirty made stories over five days: what is new in each line, and what only looks new."""

from bench.story_lines import HOME, read_cases, read_story_lines

from newsdigest.language.novelty import Evidence, Told, is_new

RIGHT = 0.95


def test_of_a_hundred_lines_at_least_ninety_five_are_known_for_new_or_old() -> None:
    asked = [(story, *one) for story in read_story_lines() for one in story.asked()]
    wrong = [
        f"{story.name}: {line}"
        for story, told, line, new in asked
        if is_new(line, told, story.language) is not new
    ]
    assert len(asked) > 300
    assert len(wrong) <= (1 - RIGHT) * len(asked), wrong


def test_there_are_thirty_stories_and_their_files_read_whole() -> None:
    stories = read_story_lines()
    assert len(stories) >= 30
    assert all(article.lines for story in stories for article in story.articles)
    assert sum(article.lookalike for story in stories for article in story.articles) >= 10
    assert sum(map(len, read_cases(HOME.parent / "novelty/cases.txt"))) > 30


def test_what_was_planned_or_denied_has_not_happened() -> None:
    planned = "The council will vote on Tuesday on a ban on cars in the old town."
    assert is_new("The council voted on Tuesday for a ban on cars in the old town.", [planned])
    assert not is_new("The council will vote on Tuesday on a ban on cars.", [planned])
    denied = "The mayor did not sign the contract with the port."
    assert is_new("The mayor signed the contract with the port.", [denied, planned])


def test_evidence_says_what_is_missing_and_of_what_kind_the_nearest_is() -> None:
    told = Told(["Judges may close the harbour bridge.", "Nurse Ines Park owns a red boat."])
    asked = told.evidence("Judges close the harbour bridge.")
    assert asked == Evidence(untold=0, apart=0.0, apart_in_kind=1.0, goes_back=False, acts=False)
    assert told.evidence("Park had sold the boat.").goes_back
    assert told.evidence("Nurse Ines Park sold the boat.").acts
    assert Told([]).evidence("Rain fell.").apart == 1
