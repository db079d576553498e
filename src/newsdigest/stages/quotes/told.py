"""An outline -> every cue in it, read once, and how often each one named has spoken by name.

Who speaks later in a text is known before the first quote is weighed: "it said" is more likely
the bank that is quoted by name four times than the index that never speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsdigest.stages.quotes import beside, indirect

if TYPE_CHECKING:
    from newsdigest.outline.read import Outline
    from newsdigest.stages.quotes.cues import Cue
    from newsdigest.stages.quotes.entities import Entities
    from newsdigest.stages.quotes.indirect import Reported


class Told(NamedTuple):
    """The cue beside each marked span, by its token, and what each sentence reports unmarked."""

    cues: dict[int, Cue | None]
    reported: list[list[Reported]]


def read_cues(outline: Outline) -> Told:
    """Read every cue of an outline; linear in its length."""
    cues: dict[int, Cue | None] = {}
    reported = []
    for number, line in enumerate(outline.sentences):
        reported.append(indirect.find(outline, line))
        for at in range(line.first, line.last):
            token = outline.tokens[at]
            if token.kind == "speech" and not outline.spans[token.speech].label:
                cues[at] = beside.own_cue(outline, number, at)
    return Told(cues, reported)


def count_told(outline: Outline, entities: Entities, told: Told) -> None:
    """Note at each entity the sentences in which a cue names it as who speaks, in order."""
    for number, line in enumerate(outline.sentences):
        found = [one.cue for one in told.reported[number]]
        spoken = (told.cues.get(at) for at in range(line.first, line.last))
        found += [cue for cue in spoken if cue is not None]
        for cue in found:
            mention = cue.mention
            if mention.kind not in ("person", "body") or cue.rule == "subject":
                continue
            run = outline.names.run_over(mention.last - 1)
            entity = None if run is None else entities.of_run(run)
            if entity is not None:
                entity.told.append(number)
    entities.most_told = max((len(one.told) for one in entities.all), default=0)
