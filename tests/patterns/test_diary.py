"""Which days are tracked, what is prompt, and what belongs to a period."""

from datetime import UTC, datetime, time, timedelta

import numpy as np
import pytest

from painlog.patterns.diary import Diary, Waking, date_of, day_number, open_diary
from painlog.patterns.finding import Caveat
from painlog.record import Record
from tests.patterns.recording import Checked, Did, Flare, Taken, a_medicine, at, day, written


def opened(record: Record, first: int = 0, last: int = 9) -> Diary:
    return open_diary(record, day(first), day(last))


def tracked(record: Record, last: int = 9) -> list[int]:
    return np.flatnonzero(opened(record, 0, last).tracked).tolist()


def test_days_are_counted_from_1970() -> None:
    assert day_number(date_of(20_000)) == 20_000
    assert date_of(0) == datetime(1970, 1, 1, tzinfo=UTC).date()


def test_a_check_in_makes_its_day_tracked() -> None:
    assert tracked(written(check_ins=[Checked(at=at(3, 21)), Checked(at=at(5, 9), background=None)])) == [
        3,
        5,
    ]


def test_no_flare_up_today_makes_its_day_tracked() -> None:
    none = Checked(at=at(4, 22), background=None, no_flare_up=True)
    assert tracked(written(check_ins=[none])) == [4]


def test_a_flare_up_or_a_dose_counts_once_anything_was_written_on_a_later_day() -> None:
    dose = {a_medicine(): [Taken(at=at(2, 8)), Taken(at=at(6, 8))]}
    assert tracked(written(flares=[Flare(at=at(1, 9)), Flare(at=at(6, 12))], doses=dose)) == [1, 2]
    after = Did(at=at(7, 10), name="walking")
    assert tracked(written(flares=[Flare(at=at(1, 9))], doses=dose, activities=[after])) == [1, 2, 6]


def test_an_activity_alone_tells_nothing_of_the_pain_of_its_day() -> None:
    walks = [Did(at=at(number, 10), name="walking") for number in range(5)]
    assert tracked(written(activities=walks)) == []


def test_the_entry_on_a_later_day_may_lie_after_the_period() -> None:
    record = written(flares=[Flare(at=at(3, 9)), Flare(at=at(20, 9))])
    assert tracked(record, last=5) == [3]


def test_a_period_takes_local_days_both_inclusive() -> None:
    times = [at(1, 23.99), at(2, 0.01), at(4, 23.99), at(5, 0.01)]
    doses = {a_medicine(): [Taken(at=one) for one in times]}
    diary = opened(written(flares=[Flare(at=one) for one in times], doses=doses, offset=-300), 2, 4)
    assert (diary.flare_ups.count, [part.count for part in diary.doses]) == (2, [2])
    assert diary.days == 3
    days = np.arange(1, 6) + diary.begin - 2
    assert diary.is_tracked(days).tolist() == [False, True, False, True, False]


def test_an_empty_journal_has_an_empty_diary() -> None:
    diary = opened(written())
    assert diary.tracked_days == 0
    assert diary.flare_ups.count == 0
    assert diary.doses == ()


def test_a_prompt_entry_is_written_within_the_hour() -> None:
    flares = [
        Flare(at=at(0, 9), delay=3600.0),
        Flare(at=at(0, 12), delay=3601.0, lasted=None),
        Flare(at=at(0, 15), delay=None),
    ]
    given = opened(written(flares=flares)).flare_ups
    assert given.is_prompt.tolist() == [True, False, False]
    assert given.is_late.tolist() == [False, True, False]


def test_where_nothing_says_when_entries_were_written_all_are_taken_and_it_is_said() -> None:
    diary = opened(written(flares=[Flare(at=at(0, 9), delay=None)], waking=(time(6), time(22))))
    assert diary.flare_ups.is_prompt.all()
    assert diary.timing_caveats == {Caveat.WRITING_UNKNOWN}
    at_once = [Flare(at=at(0, 9), delay=0.0), Flare(at=at(1, 9), delay=None)]
    assert opened(written(flares=at_once)).flare_ups.is_prompt.tolist() == [True, False]


def test_a_guessed_time_is_not_good_enough_for_times_of_day() -> None:
    flares = [Flare(at=at(0, 9), is_uncertain=True), Flare(at=at(1, 9)), Flare(at=at(2, 9), delay=9e4)]
    diary = opened(written(flares=flares))
    assert diary.flare_ups.count == 3
    assert diary.flare_ups.timed.day.tolist() == [diary.begin + 1]


def test_waking_hours_are_assumed_until_they_are_set() -> None:
    assert Waking.of(None) == Waking(420, 960, is_assumed=True)
    assert opened(written(waking=None, flares=[Flare(at=at(0, 9))])).timing_caveats == {Caveat.WAKING_ASSUMED}


@pytest.mark.parametrize(
    ("hours", "clock", "expected"),
    [
        ((7, 23), 7.0, (0, 0)),
        ((7, 23), 6.5, (-1, 1410)),
        ((7, 23), 23.5, (0, 990)),
        ((15, 6), 2.0, (-1, 660)),
        ((15, 6), 16.0, (0, 60)),
    ],
)
def test_a_waking_day_begins_with_getting_up(
    hours: tuple[int, int], clock: float, expected: tuple[int, float]
) -> None:
    waking = Waking.of((time(hours[0]), time(hours[1])))
    days, minutes = waking.place(np.array([clock * 3600]))
    assert (int(days[0]), float(minutes[0])) == expected


def test_waking_past_midnight_has_its_length() -> None:
    assert Waking.of((time(15), time(6))).length == 15 * 60
    assert Waking.of((time(0), time(0))).length == 24 * 60
    assert Waking.of((time(6, 30), time(22, 15))) == Waking(390, 945)


def test_a_record_without_details_is_taken_as_one_that_does_not_know() -> None:
    record = written(flares=[Flare(at=at(0, 9))])
    del record.flare_ups.delay[:]
    assert open_diary(record, day(0), day(0) + timedelta(days=3)).flare_ups.is_prompt.tolist() == [True]


def test_of_a_period_the_entries_in_it_say_whether_it_is_known_when_they_were_written() -> None:
    """A journal that was imported, and gone on with: the window holds all of it, the page only a part."""
    imported = [Flare(at=at(number, 9), delay=None) for number in range(10)]
    own = [Flare(at=at(number, 9)) for number in range(10, 15)]
    diary = opened(written(flares=[*imported, *own]))
    assert (diary.knows_writing, diary.flare_ups.timed.count) == (False, 10)
    assert Caveat.WRITING_UNKNOWN in diary.timing_caveats
    later = opened(written(flares=[*imported, *own]), 5, 14)
    assert (later.knows_writing, later.flare_ups.timed.count) == (True, 5)


def test_an_activity_has_the_spelling_that_is_used_most_in_the_period() -> None:
    early = [Did(at=at(number, 9), name="Lifting") for number in range(20)]
    late = [Did(at=at(number, 9), name=name) for number, name in ((20, "lifting"), (21, "Lifting"))]
    late += [Did(at=at(number, 9), name="lifting") for number in (22, 23)]
    record = written(activities=[*early, *late])
    spelt = {record.activity_names[number] for number in opened(record, 20, 29).activities.name}
    assert spelt == {"lifting"}
