"""What each press makes of a flare-up, and what the card asks by itself."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painlog.entries import Activity, CheckIn, Dose, Entry, FlareUp, Note, Reading
from painlog.window.today import flaring
from painlog.window.today.mending import at_moment

SUMMER = timezone(timedelta(hours=2))
NOON = datetime(2026, 4, 2, 12, tzinfo=SUMMER)


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def levels(flare_up: FlareUp) -> list[float]:
    return [reading.intensity for reading in flare_up.readings]


def dose(minutes: float, **more: object) -> Dose:
    told = {"id": uuid4(), "medicine": UUID(int=1), "taken_at": after(minutes), "reason": "flare-up", **more}
    return Dose(**told)  # type: ignore[arg-type]


RUNNING = flaring.begun(NOON)


def test_one_that_begins_runs_and_has_no_fractions_of_a_second() -> None:
    begun = flaring.begun(NOON + timedelta(microseconds=5))
    assert begun.started_at == NOON
    assert begun.is_running


def test_a_level_told_again_at_once_is_mended_and_later_added() -> None:
    flare_up = flaring.with_level(RUNNING, after(1), 3)
    flare_up = flaring.with_level(flare_up, after(1.5), 8)
    assert levels(flare_up) == [8]
    flare_up = flaring.with_level(flare_up, after(9), 6)
    assert levels(flare_up) == [8, 6]


def test_a_level_is_never_before_the_start() -> None:
    flare_up = flaring.with_level(RUNNING, after(-3), 4)
    assert flare_up.readings[0].at == NOON


def test_easing_is_a_reading_one_step_below() -> None:
    worse = flaring.with_level(flaring.with_level(RUNNING, after(1), 4), after(5), 7)
    eased = flaring.easing(worse, after(20))
    assert levels(eased) == [4, 7, 6]
    assert eased.peak_moment == after(5)
    assert flaring.is_easing(eased)
    assert not flaring.is_easing(worse)


def test_the_right_number_takes_the_place_of_the_guessed_one() -> None:
    eased = flaring.easing(flaring.with_level(RUNNING, after(1), 7), after(20))
    assert levels(flaring.with_level(eased, after(20.5), 3)) == [7, 3]


def test_easing_without_any_level_keeps_when_it_was_worst() -> None:
    eased = flaring.easing(RUNNING, after(20))
    assert (eased.peaked_at, eased.readings) == (after(20), ())
    assert flaring.is_easing(eased)


def test_easing_never_falls_below_nothing() -> None:
    assert levels(flaring.easing(flaring.with_level(RUNNING, after(1), 0), after(9))) == [0, 0]


def test_over_is_not_before_what_was_told() -> None:
    flare_up = flaring.with_level(RUNNING, after(10), 5)
    assert flaring.over(flare_up, after(4)).ended_at == after(10)
    assert flaring.over(flare_up, after(30)).ended_at == after(30)


def test_having_fallen_asleep_stands_in_the_note() -> None:
    noted = replace(RUNNING, note="heat helped")
    asleep = flaring.over_somehow(noted, asleep=True)
    assert (asleep.end_unknown, asleep.note) == (True, "heat helped\nfell asleep")
    unknown = flaring.over_somehow(asleep, asleep=False)
    assert (unknown.end_unknown, unknown.note) == (True, "heat helped")


@pytest.mark.parametrize(
    ("told", "minutes"),
    [
        ({"readings": ((2, 6), (30, 4), (50, 2))}, 20),
        ({"readings": ((2, 6), (5, 4), (30, 5), (50, 2))}, 20),
        ({"readings": ((2, 6), (30, 6), (50, 8))}, None),
        ({"readings": ((2, 6), (30, 8)), "ended_at": 70}, 60),
        ({"peaked_at": 25}, 15),
        ({"peaked_at": 5, "ended_at": 40}, 30),
        ({"ended_at": 8}, None),
        ({}, None),
    ],
)
def test_the_time_from_a_dose_until_it_eased(told: dict[str, object], minutes: int | None) -> None:
    readings = told.get("readings", ())
    assert isinstance(readings, tuple)
    moments = {name: after(at) for name, at in told.items() if isinstance(at, int)}
    flare_up = replace(
        RUNNING,
        readings=tuple(Reading(at=after(at), intensity=level) for at, level in readings),
        **moments,  # type: ignore[arg-type]
    )
    dose = Dose(id=uuid4(), medicine=uuid4(), taken_at=after(10), flare_up=RUNNING.id)
    assert flaring.minutes_to_ease(dose, flare_up) == minutes
    assert flaring.minutes_to_ease(replace(dose, flare_up=None), flare_up) is None
    assert flaring.minutes_to_ease(dose, None) is None
    assert flaring.minutes_to_ease(replace(dose, amount=Decimal(0)), flare_up) is None


@pytest.mark.parametrize(("taken", "minutes"), [(-90, None), (-1, None), (-0.5, 30.5), (0, 30), (10, 20)])
def test_what_was_taken_before_a_flare_up_did_not_ease_it(taken: float, minutes: float | None) -> None:
    """A dose whose time was mended may lie before its flare-up; times are told to the minute."""
    told = replace(RUNNING, readings=(Reading(at=after(0), intensity=6), Reading(at=after(30), intensity=3)))
    for flare_up in (told, replace(RUNNING, ended_at=after(30))):
        dose = Dose(id=uuid4(), medicine=uuid4(), taken_at=after(taken), flare_up=RUNNING.id)
        assert flaring.minutes_to_ease(dose, flare_up) == minutes


@given(
    start=st.integers(-300, 300),
    told=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 10)), max_size=5),
    length=st.none() | st.integers(0, 200),
)
def test_another_start_leaves_it_possible(
    start: int, told: list[tuple[int, int]], length: int | None
) -> None:
    readings = tuple(Reading(at=after(minute), intensity=level) for minute, level in sorted(told))
    ended = after(max([length, *(minute for minute, _ in told)])) if length is not None else None
    flare_up = replace(RUNNING, readings=readings, ended_at=ended)
    moved = flaring.started(flare_up, after(start))
    assert moved.started_at == after(start)
    assert all(reading.at >= moved.started_at for reading in moved.readings)
    assert levels(moved) == levels(flare_up)


def test_triggers_come_and_go_in_the_order_they_were_told() -> None:
    flare_up = flaring.with_trigger(flaring.with_trigger(RUNNING, "lifting", on=True), "stairs", on=True)
    assert flare_up.triggers == ("lifting", "stairs")
    assert flaring.with_trigger(flare_up, "lifting", on=False).triggers == ("stairs",)


def test_nothing_and_something_do_not_set_off_the_same_flare_up() -> None:
    assert flaring.told_triggers(("lifting", "stairs"), flaring.NOTHING, on=True) == (flaring.NOTHING,)
    assert flaring.told_triggers((flaring.NOTHING,), "lifting", on=True) == ("lifting",)
    assert flaring.told_triggers((flaring.NOTHING,), flaring.NOTHING, on=False) == ()


@pytest.mark.parametrize(("minutes", "asks"), [(239, False), (240, True), (600, True)])
def test_it_is_asked_about_after_hours_of_silence(minutes: int, asks: bool) -> None:  # noqa: FBT001
    assert flaring.may_be_forgotten(RUNNING, [], after(minutes)) is asks


def test_any_sign_of_life_keeps_the_question_quiet() -> None:
    told = flaring.with_level(RUNNING, after(100), 5)
    assert not flaring.may_be_forgotten(told, [], after(300))
    assert not flaring.may_be_forgotten(RUNNING, [dose(200, flare_up=RUNNING.id)], after(300))
    assert flaring.may_be_forgotten(RUNNING, [dose(200)], after(300))


@pytest.mark.parametrize(
    ("minutes", "asked"), [(29, None), (30, 30), (49, 49), (51, None), (60, 60), (79, 79), (81, None)]
)
def test_relief_is_asked_at_half_an_hour_and_an_hour(minutes: int, asked: int | None) -> None:
    found = flaring.relief_to_ask([dose(0)], after(minutes))
    assert (found[1] if found else None) == asked


def test_relief_told_after_half_an_hour_is_asked_once_more_after_the_hour() -> None:
    told = dose(0, relief=25.0, relief_minutes=31.0)
    assert flaring.relief_to_ask([told], after(35)) is None
    assert flaring.relief_to_ask([told], after(62)) is not None
    assert flaring.relief_to_ask([replace(told, relief_minutes=61.0)], after(65)) is None


def test_relief_is_asked_only_of_doses_for_a_flare_up() -> None:
    assert flaring.relief_to_ask([dose(0, reason="schedule")], after(30)) is None


def test_what_can_come_back() -> None:
    last = replace(RUNNING, ended_at=after(30))
    assert flaring.can_come_back(last, after(60))
    assert not flaring.can_come_back(last, after(30 + 24 * 60 + 1))
    assert not flaring.can_come_back(None, NOON)
    assert flaring.can_come_back(last, after(10)), "the clock was set back since"
    assert not flaring.can_come_back(last, after(-10)), "nothing follows on what begins later"


@pytest.mark.parametrize(
    ("began", "now", "is_over"),
    [(23.5, 24.5, False), (19, 24.5, True), (2, 9, False), (12, 36, True), (36, 12, False)],
)
def test_one_of_another_day_is_taken_for_over_but_not_soon_after_midnight(
    began: float, now: float, *, is_over: bool
) -> None:
    midnight = NOON - timedelta(hours=12)
    moments = [midnight + timedelta(hours=hours) for hours in (began, now)]
    assert flaring.is_of_another_day(*moments) == is_over


ENTRIES: list[Entry] = [
    replace(RUNNING, ended_at=after(30)),
    dose(0, ended_at=after(600)),
    Activity(id=uuid4(), name="stairs", started_at=NOON, ended_at=after(20)),
    CheckIn(id=uuid4(), at=NOON, background=3),
    Note(id=uuid4(), at=NOON, text="-"),
]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
@pytest.mark.parametrize("minutes", [-90, 0, 45, 2000])
def test_every_entry_can_be_given_another_time(entry: Entry, minutes: int) -> None:
    assert at_moment(entry, after(minutes)).moment == after(minutes)


def test_an_activity_keeps_its_length() -> None:
    moved = at_moment(ENTRIES[2], after(-60))
    assert isinstance(moved, Activity)
    assert moved.ended_at == after(-40)


def test_amounts_stay_exact() -> None:
    assert dose(0, amount=Decimal("0.1")).amount * 3 == Decimal("0.3")
