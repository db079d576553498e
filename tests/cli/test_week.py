"""Seven mornings of a reader: the seven day files are golden."""

import contextlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine
from tests import golden
from tests.cli.newsroom import BATTERY, BRIDGE, STORM, STRIKE, Newsroom
from tests.cli.terminal import Terminal
from tests.servers.loopback import Loopback

from newsdigest import wiring

HERE = Path(__file__).parent / "week"
MONDAY = datetime(2026, 11, 16, 6, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)

STRIKE_TUESDAY = """\
A strike at Elm harbour went into its third week on Tuesday as the dockers turned down an offer \
of 4 percent more pay from the port authority.
Six more cranes stopped at noon, so that only two of 22 are working, the port authority said.
A mediator has been named and both sides will meet him on Thursday in the town hall.\
""".splitlines()
STRIKE_ELSEWHERE = """\
Dockers at Elm harbour stayed away from work for a third week on Tuesday and turned down an offer \
of 4 percent more pay from the port authority.
Two cranes of 22 were working in the afternoon, according to the port authority.
Truck drivers waited up to nine hours at the gates, a record for the harbour.\
""".splitlines()


SMALL = {
    "School roof is repaired": """\
The roof of the primary school on Mill Lane will be repaired during the winter holidays for \
$310,000, the school board decided.
Pupils have had lessons in containers since a storm tore off 200 tiles in September.""",
    "Library opens on Sundays": """\
The town library will open its doors on Sundays from ten to four, starting in December.
Two librarians were hired for it; a survey among 1,900 readers had asked for longer hours.""",
    "Market square gets trees": """\
Eighteen lime trees will be planted on the market square in spring to give shade in summer.
Stall holders had feared for their places, but the plan keeps all 46 of them.""",
    "Swimming pool closes early": """\
The open-air pool ended its season two weeks early because a pump failed and no spare part came.
Some 71,000 bathers visited it this year, a tenth more than the year before.""",
}
TOLL = """\
Councillors debated on Thursday evening whether lorries should pay a toll of 6 dollars on the new \
bridge over the Elm river.
Hauliers call the toll a tax on the harbour; residents of Northside hope for quieter nights.
A vote is planned for the second week of December.""".splitlines()
PHONE = """\
The handset maker Oriel showed a telephone whose battery is said to last for nine days.
It is to be sold from March for $540, first in Norway and Portugal.
Testers praised the screen and complained about the weight of 290 grams.""".splitlines()
FERRY = """\
The ferry to Gull Island will leave every forty minutes instead of every hour from next week.
Islanders collected 2,300 signatures for more crossings after the spring timetable was cut.
A second boat was chartered in Denmark and arrives on Wednesday.""".splitlines()


def day(number: int) -> datetime:
    return MONDAY + timedelta(days=number)


def test_a_week_of_real_use(
    user: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = wiring.fetch_options
    monkeypatch.setattr(
        wiring, "fetch_options", lambda *args, **more: replace(patient(*args, **more), gap_s=0.0)
    )
    monkeypatch.setattr(wiring, "workers", lambda: contextlib.nullcontext(wiring.in_process))
    room = Newsroom(user, server)
    times, herald = room.found("Example Times"), room.found("Elm Herald")
    tech, coast = room.found("Tech Test", "Tech"), room.found("Coast Daily", "Coast")
    room.follow(
        'sections = ["World", "Tech"]\nmax_stories = 3',
        '[mute]\nwords = ["horoscope", "/sponsored/i"]\n[highlight]\nwords = ["Volta Cells"]',
    )

    def morning(number: int, code: int = 0) -> None:
        with time_machine.travel(day(number), tick=False):
            ran = room.daily()
        assert ran.code == code, ran.err
        path = room.file(day(number).date())
        if path.exists():
            # The server's port differs from run to run, and with it the checksum.
            text = re.sub(r":\d{4,5}/", ":PORT/", path.read_text("utf-8"))
            text = re.sub(r"--story [0-9a-f]{16}", "--story ID", text)  # made of an address
            text = re.sub(r"checksum \w{12}", "checksum …", text)
            golden.check(HERE / path.name, text)

    # Monday: the first run; a horoscope and an advertisement are muted.
    times.publish("City opens new river bridge", day(0) - HOUR, *BRIDGE)
    herald.publish("Harbour strike enters its second week", day(0) - 2 * HOUR, *STRIKE)
    herald.publish("Your horoscope for Monday", day(0) - HOUR, *STORM)
    tech.publish("Sponsored: a better kettle", day(0) - HOUR, *STORM)
    morning(0)
    # Tuesday: the strike goes on, in two papers; the coast's paper is gone.
    herald.publish("Harbour strike enters third week", day(1) - HOUR, *STRIKE_TUESDAY)
    times.publish("Dockers at Elm harbour turn down pay offer", day(1) - HOUR, *STRIKE_ELSEWHERE)
    coast.answer(410)
    morning(1, code=3)
    # Wednesday: nothing at all; a reader's note on Tuesday stays.
    tuesday = room.file(day(1).date())
    tuesday.write_text(tuesday.read_text("utf-8") + "\nAsk about the ferry.\n", "utf-8")
    morning(2, code=3)
    assert not room.file(day(2).date()).exists()
    # Thursday: more stories than are told, one asked for, one without its page.
    tech.publish("Volta Cells files for a listing", day(3) - 5 * HOUR, *BATTERY)
    times.publish("Storm crosses the hills", day(3) - HOUR, *STORM)
    for title, lines in SMALL.items():
        herald.publish(title, day(3) - 3 * HOUR, *lines.splitlines())
    gone = herald.publish("Snow is expected", day(3) - HOUR, summary="Snow above 900 metres.")
    server.page("/" + gone.split("/", 3)[3], b"gone", status=404)
    morning(3, code=3)
    # Friday: a second run on the same day adds to the first.
    times.publish("Bridge toll is debated", day(4) - HOUR, *TOLL)
    morning(4, code=3)
    # Saturday: the clock jumped; an item of the future and one without a date.
    coast.serve()
    coast.publish("Ferry timetable changes", None, *FERRY)
    tech.publish("A phone of next year", day(60), *PHONE)
    morning(5)
    # Sunday: all is quiet but for one story told again with nothing new.
    herald.publish("City opens new river bridge", day(6) - HOUR, *BRIDGE)
    morning(6)
    names = sorted(path.name for path in room.news.iterdir())
    assert names == sorted(path.name for path in HERE.iterdir())
    for before, after in pairwise(names):
        assert f" →]({after})" in (room.news / before).read_text("utf-8")
    assert "Ask about the ferry." in tuesday.read_text("utf-8")
