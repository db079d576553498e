"""Thirty days of made news in which nearly every story has a look-alike."""

from collections import defaultdict

from bench.fit_toll import made_batches

from newsdigest.stages.dedupe.merge import merge
from newsdigest.stages.dedupe.signature import signature

# Of 250 stories 135 were joined to a look-alike before names, numbers and headlines were weighed.
FALSE_JOINS = 17
MISSED_JOINS = 0


def test_look_alikes_stay_apart_and_stories_together() -> None:
    stories = false = missed = 0
    for articles, named in made_batches():
        labels_of = defaultdict(set)
        stories_of = defaultdict(set)
        for label, story in zip(merge([signature(a) for a in articles]), named, strict=True):
            labels_of[story].add(label)
            stories_of[label].add(story)
        stories += len(labels_of)
        false += sum(len(found) - 1 for found in stories_of.values())
        missed += sum(len(found) - 1 for found in labels_of.values())
    assert stories == 250
    assert false <= FALSE_JOINS
    assert missed <= MISSED_JOINS
