"""What a finding says, draws and marks is one and the same, whatever the journal.

Of each pattern what it counts is counted here once more, entry by entry, and held against the entries that it
marks on the timeline, its measures, its picture and its sentence.
"""

import re
from collections import Counter

import numpy as np
import pytest

from painlog.patterns.diary import Activities, Diary, FlareUps, date_of
from painlog.patterns.finding import Caveat, EntryKey, Finding, State
from painlog.patterns.findings import work_out
from painlog.patterns.moments import DAY, HOUR
from painlog.words import findings as said
from painlog.words.counts import counts
from tests.patterns import anyhow
from tests.patterns.recording import day
from tests.words.counting import drawn, figures, looked, measure, moment, spans, strong, told

FACTS = {"coverage", "frequency", "duration", "time-to-peak", "intensity", "relief"}


def marked(finding: Finding, kind: str) -> set[EntryKey]:
    return {entry for entry in finding.rests_on if entry[0] == kind}


def of_flare_ups(rows: FlareUps) -> set[EntryKey]:
    return set(rows.keys("flare-up"))


def test_every_pattern_is_there_in_each_state_that_it_has() -> None:
    states = Counter((one.id, one.state) for one, _ in looked())
    for pattern in {pattern for pattern, _ in states}:
        assert states[pattern, State.SEEN], pattern
        assert states[pattern, State.NOT_SEEN] or pattern in FACTS, pattern
        assert states[pattern, State.NOT_ENOUGH] or pattern == "coverage", pattern


def test_no_entry_is_marked_twice_nor_from_outside_of_the_period_and_the_oldest_is_first() -> None:
    for one, diary in looked():
        assert len(set(one.rests_on)) == len(one.rests_on), one.id
        moments = [moment(diary, entry) for entry in one.rests_on]
        assert moments == sorted(moments), one.id


def test_where_there_is_not_enough_nothing_is_marked() -> None:
    for one, _ in looked():
        if one.state is State.NOT_ENOUGH and Caveat.NEVER_LOGGED not in one.caveats:
            assert one.rests_on == (), one.id


def test_sentence_the_way_it_is_worked_out_and_json_tell_the_same() -> None:
    for one, _ in looked():
        counted = counts(one) if one.state is not State.NOT_ENOUGH else ""
        assert said.sentence(one).startswith(counted)
        assert counted in said.how(one)
        json = said._pattern(one)
        assert json["sentence"].startswith(said.sentence(one))
        assert json["measures"] == dict(one.measures)


def test_what_is_marked_is_told_with_how_many_it_is() -> None:
    names = {"flare-up": "flare-up", "dose": "dose", "activity": "activit", "check-in": "check-in"}
    for one, _ in looked():
        held = said.marked(one).rpartition(" · ")[2]
        for kind, count in Counter(kind for kind, _ in one.rests_on).items():
            assert re.search(rf"(^| ){count} {names[kind]}", held), held


@pytest.mark.parametrize("seed", [0, 5, 10])
def test_another_place_on_earth_changes_nothing(seed: int) -> None:
    here, there = (
        work_out(anyhow.journal(seed, offset), day(9), day(anyhow.DAYS - 1)) for offset in (60, -480)
    )
    for one, other in zip(here.patterns, there.patterns, strict=True):
        assert (one.rests_on, one.measures, one.bars) == (other.rests_on, other.measures, other.bars)


def test_how_often() -> None:
    for one, diary in told("frequency"):
        rows = diary.flare_ups
        assert set(one.rests_on) == of_flare_ups(rows.only(diary.is_tracked(rows.day)))
        assert drawn(one) == measure(one, "count") == len(one.rests_on)
        assert said.headline(one).startswith(f"{len(one.rests_on)} flare-ups,")


def test_how_long_and_how_fast() -> None:
    for one, diary in told("duration"):
        assert set(one.rests_on) == of_flare_ups(diary.flare_ups)
        assert measure(one, "ended") + measure(one, "still_open") == len(one.rests_on)
    for one, diary in told("time-to-peak"):
        rose = (diary.flare_ups.rise >= 0) & diary.flare_ups.is_certain
        assert set(one.rests_on) == of_flare_ups(diary.flare_ups.only(rose))
        assert figures(one)[0] == measure(one, "count") == len(one.rests_on)


def test_how_bad() -> None:
    for one, diary in told("intensity"):
        asked = diary.check_ins.only(diary.check_ins.background >= 0)
        assert marked(one, "check-in") == set(asked.keys("check-in"))
        assert marked(one, "flare-up") == of_flare_ups(diary.flare_ups.only(diary.flare_ups.peak >= 0))
        assert measure(one, "count") == len(marked(one, "flare-up"))
        assert measure(one, "background_days") == len(set(asked.day.tolist()))
        assert {int(measure(one, name)) for name in ("count", "background_days")} <= set(figures(one))


def test_what_comes_back() -> None:
    for one, diary in told("returning"):
        timed = diary.flare_ups.timed
        ended = [row for row in range(timed.count) if timed.is_ended[row]]
        links = diary.record.flare_ups.came_back_after
        within, noted = dict[int, int](), dict[int, int]()
        for row in ended:
            end = timed.at[row] + timed.lasted[row] * 60
            later = [n for n in range(timed.count) if timed.at[n] > timed.at[row] and timed.at[n] >= end]
            linked = [key for key in diary.flare_ups.key.tolist() if links.get(key) == timed.key[row]]
            if later and timed.at[later[0]] <= end + 3 * HOUR:
                within[int(timed.key[row])] = int(timed.key[later[0]])
            elif linked:
                noted[int(timed.key[row])] = linked[0]
        returned = within | noted
        assert set(one.rests_on) == {("flare-up", key) for key in (*returned, *returned.values())}
        assert (measure(one, "returned"), measure(one, "linked")) == (len(returned), len(noted))
        assert measure(one, "longer") <= measure(one, "pairs") <= len(returned)
        assert strong(one) == len(within)
        assert figures(one)[:2] == [len(within), len(ended)]
        assert measure(one, "left_out") == int(diary.flare_ups.is_ended.sum()) - len(ended)
        assert not noted or len(noted) in figures(one)


def test_whether_they_get_longer() -> None:
    for one, diary in told("lengthening"):
        assert set(one.rests_on) == of_flare_ups(diary.flare_ups.only(diary.flare_ups.is_ended))
        assert measure(one, "count") == len(one.rests_on)


def test_at_what_time_of_day() -> None:
    for one, diary in told("time-of-day"):
        begin, until = int(measure(one, "from")), int(measure(one, "until"))
        for _, key in one.rests_on:
            clock = diary.flare_ups.local[diary.flare_ups.key == key].item() % DAY / 60
            assert (clock - begin + 1) % 1440 <= (until - begin) % 1440 + 2
        assert strong(one) == measure(one, "within") == len(one.rests_on)
        assert drawn(one) == measure(one, "count") + measure(one, "night") == diary.flare_ups.timed.count
        assert figures(one)[:2] == [len(one.rests_on), measure(one, "count")]
        assert measure(one, "left_out") == diary.flare_ups.count - diary.flare_ups.timed.count


def done_of(diary: Diary, finding: Finding) -> Activities:
    names = [diary.record.activity_names[number].casefold() for number in diary.activities.name]
    return diary.activities.only(np.array([name == finding.about.casefold() for name in names], dtype=bool))


def test_what_follows_within_the_hour_of_an_activity() -> None:
    for one, diary in told("trigger"):
        if one.measures["view"] != "hours":
            continue
        done = done_of(diary, one)
        done = done.only(done.is_prompt & diary.is_tracked(done.day))
        timed = diary.flare_ups.timed
        timed = timed.only(diary.is_tracked(timed.day))
        ends = done.at + np.minimum(done.lasted, 720) * 60 + HOUR
        follows = (done.at[:, None] <= timed.at) & (timed.at <= ends[:, None])
        followed = int(follows.any(axis=1).sum())
        assert marked(one, "activity") == set(done.keys("activity"))
        assert marked(one, "flare-up") == of_flare_ups(timed.only(follows.any(axis=0)))
        assert (measure(one, "after"), measure(one, "times")) == (followed, done.count)
        assert figures(one)[:2] == [followed, done.count]
        assert one.bars is not None
        own = one.bars.values[one.bars.names.index(one.about)]
        assert strong(one) == own == pytest.approx(followed / done.count)


def stratum(diary: Diary, number: int) -> int:
    strata = max(1, round(diary.days / 28))
    return 2 * min((number - diary.begin) // 28, strata - 1) + (date_of(number).weekday() >= 5)


def free_days(diary: Diary) -> list[int]:
    """Return the tracked days after tracked ones of which no flare-up that is known had any of its time."""
    taken = set[int]()
    for offset, (at, over) in zip(diary.record.flare_ups.offset, spans(diary.record), strict=True):
        taken |= set(range(int((at + 60 * offset) // DAY), int((over + 60 * offset) // DAY) + 1))
    days = np.arange(diary.begin, diary.until + 1)
    both = days[diary.is_tracked(days) & diary.is_tracked(days - 1)].tolist()
    return [number for number in both if number not in taken]


def test_what_is_done_in_the_day_before() -> None:
    by_day = [(one, diary) for one, diary in told("trigger") if one.measures["view"] == "day"]
    assert by_day
    for one, diary in by_day:
        done, rows = done_of(diary, one), diary.flare_ups
        rows = rows.only(rows.is_certain & diary.is_tracked(rows.day) & diary.is_tracked(rows.day - 1))
        first = rows.only(np.unique(rows.day, return_index=True)[1])
        free = free_days(diary)
        used = [row for row in range(first.count) if _has(diary, free, first.day[row])]
        cases = [float(first.local[row]) for row in used]
        hours = [(number, at % DAY) for number in free for at in cases if _has(diary, [number], at // DAY)]
        exposed = [row for row in used if _comes_before(done, first.local[row]).any()]
        before = np.zeros(done.count, dtype=bool)
        for end in (*cases, *(number * DAY + clock for number, clock in hours)):
            before |= _comes_before(done, end)
        compared = len({number for number, _ in hours})
        assert marked(one, "flare-up") == of_flare_ups(first.only(np.array(exposed, dtype=np.int64)))
        assert marked(one, "activity") == set(done.only(before).keys("activity"))
        assert (measure(one, "flare_days_with"), figures(one)[0]) == (len(exposed), len(exposed))
        assert measure(one, "flare_days_with") + measure(one, "flare_days_without") == len(used)
        assert measure(one, "free_days_with") + measure(one, "free_days_without") == pytest.approx(compared)
        assert (figures(one)[1], figures(one)[-1]) == (len(used), compared)
        assert one.bars is not None
        assert one.bars.values[0] == pytest.approx(len(exposed) / len(used))


def _has(diary: Diary, numbers: list[int], number: float) -> bool:
    """Tell whether any of these days belongs to the stratum of another one."""
    return any(stratum(diary, each) == stratum(diary, int(number)) for each in numbers)


def _comes_before(done: Activities, end: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray((end - DAY <= done.local) & (done.local < end))


def test_what_is_marked_on_flare_ups_and_never_logged() -> None:
    only_marked = [(one, diary) for one, diary in looked() if Caveat.NEVER_LOGGED in one.caveats]
    assert only_marked
    for one, diary in only_marked:
        triggers = diary.record.flare_ups.triggers
        spelt = {
            ("flare-up", key)
            for key in diary.flare_ups.key.tolist()
            if one.about.casefold() in {name.casefold() for name in triggers.get(key, ())}
        }
        assert set(one.rests_on) == spelt
        assert figures(one) == [len(spelt)]
