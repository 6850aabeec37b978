"""What entries tell of themselves, and what none of them can be."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from painlog import entries as e

BEGAN = datetime(2026, 3, 31, 13, 5, tzinfo=UTC)


def after(minutes: int, level: float) -> e.Reading:
    return e.Reading(at=BEGAN + timedelta(minutes=minutes), intensity=level)


def test_the_worst_moment_is_as_told_or_else_the_first_of_the_highest() -> None:
    readings = (after(5, 4), after(10, 7), after(20, 7), after(30, 2))
    flare_up = e.FlareUp(id=uuid4(), started_at=BEGAN, readings=readings)
    assert flare_up.peak_moment == BEGAN + timedelta(minutes=10)
    told = e.FlareUp(id=uuid4(), started_at=BEGAN, readings=readings, peaked_at=BEGAN)
    assert told.peak_moment == BEGAN
    assert e.FlareUp(id=uuid4(), started_at=BEGAN, readings=readings[:1]).peak_moment is None


def test_the_worst_is_the_higher_of_what_was_told_and_read() -> None:
    for peak, worst in ((None, 7), (5, 7), (8, 8)):
        flare_up = e.FlareUp(id=uuid4(), started_at=BEGAN, peak=peak, readings=(after(5, 4), after(10, 7)))
        assert flare_up.worst == worst
    assert e.FlareUp(id=uuid4(), started_at=BEGAN).worst is None


def test_of_several_plans_of_a_day_the_newest_holds() -> None:
    old = e.Plan(start=date(2026, 3, 1), amount=Decimal(1))
    new = e.Plan(start=date(2026, 3, 20), until=date(2026, 3, 31), amount=Decimal(2))
    for plans in ((old, new), (new, old)):
        medicine = e.Medicine(id=uuid4(), name="Oxycodone IR", plans=plans)
        assert [medicine.usual_amount(date(2026, 3, day)) for day in (19, 20, 31)] == [1, 2, 2]
        assert medicine.plan_on(date(2026, 4, 1)) is old
        assert medicine.plan_on(date(2026, 2, 28)) is None


@pytest.mark.parametrize("away", [timedelta(seconds=90), timedelta(hours=1, microseconds=1)])
def test_a_clock_that_is_seconds_away_from_utc_is_none(away: timedelta) -> None:
    with pytest.raises(e.Refused) as refused:
        e.Note(id=uuid4(), at=datetime(2026, 3, 31, 13, 5, tzinfo=timezone(away)), text="")
    assert (refused.value.field, refused.value.why) == ("at", e.Why.NOT_A_TIME)


@pytest.mark.parametrize(
    ("name", "ingredient", "held"),
    [("Endone", " Oxycodone ", {"oxycodone"}), ("Endone", "", {"endone"}), ("5/325", "", {"5/325"})],
)
def test_a_medicine_holds_what_is_told_of_it_or_else_what_its_name_says(
    name: str, ingredient: str, held: set[str]
) -> None:
    medicine = e.Medicine(id=uuid4(), name=name, ingredient=ingredient)
    assert medicine.ingredients == {medicine.substance} == held


@pytest.mark.parametrize(
    ("form", "action", "amount", "can_be"),
    [
        ("capsule", "short-acting", "0.5", False),
        ("capsule", None, "1", True),
        ("tablet", "short-acting", "0.5", True),
        ("tablet", "long-acting", "0.5", False),
        ("tablet", "long-acting", "2", True),
        ("liquid", "long-acting", "2.5", True),
        ("suppository", None, "0.5", False),
        ("other", None, "0.5", True),
    ],
)
def test_what_can_be_halved(form: str, action: str | None, amount: str, *, can_be: bool) -> None:
    medicine = e.Medicine(id=uuid4(), name="Oxycodone", form=form, action=action)
    assert medicine.can_be(Decimal(amount)) is can_be


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "told",
    [
        {"peaked_at": BEGAN, "ended_at": BEGAN, "peak": 0},
        {"peaked_at": BEGAN + MINUTE, "ended_at": BEGAN + MINUTE, "peak": 10},
    ],
)
def test_a_flare_up_may_peak_and_end_in_the_moment_in_which_it_began(told: dict[str, Any]) -> None:
    assert e.FlareUp(id=uuid4(), started_at=BEGAN, **told).peak == told["peak"]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("peak", 10.1, e.Why.OUT_OF_SCALE),
        ("peak", -0.1, e.Why.OUT_OF_SCALE),
        ("peaked_at", BEGAN.replace(tzinfo=None), e.Why.NO_OFFSET),
        ("peaked_at", BEGAN - MINUTE, e.Why.PEAK_BEFORE_START),
        ("ended_at", BEGAN - MINUTE, e.Why.END_BEFORE_START),
        ("helped", ("\0",), e.Why.NOT_TEXT),
        ("kept_from", "\ud800", e.Why.NOT_TEXT),
    ],
)
def test_what_no_flare_up_can_be_is_refused_by_its_field(field: str, value: object, why: e.Why) -> None:
    with pytest.raises(e.Refused) as refused:
        e.FlareUp(id=uuid4(), started_at=BEGAN, **{field: value})  # type: ignore[arg-type]
    assert (refused.value.field, refused.value.why) == (field, why)


def test_what_lasts_until_more_than_a_day_from_now_is_refused_and_what_ends_then_is_not() -> None:
    latest = BEGAN + e.LATEST_AHEAD
    for late, field in (
        (e.FlareUp(id=uuid4(), started_at=BEGAN, peaked_at=latest + MINUTE), "peaked_at"),
        (e.FlareUp(id=uuid4(), started_at=BEGAN, ended_at=latest + MINUTE), "ended_at"),
        (e.Activity(id=uuid4(), name="a", started_at=BEGAN, ended_at=latest + MINUTE), "ended_at"),
        (e.Note(id=uuid4(), text="a", at=latest + MINUTE), "at"),
    ):
        with pytest.raises(e.Refused) as refused:
            e.refuse_the_future(late, BEGAN)
        assert (refused.value.field, refused.value.why) == (field, e.Why.IN_THE_FUTURE)
    e.refuse_the_future(e.Note(id=uuid4(), text="a", at=latest), BEGAN)
    e.refuse_the_future(e.Appointment(id=uuid4(), at=latest + MINUTE), BEGAN)


def test_a_plan_holds_on_its_last_day_and_takes_no_time_of_none() -> None:
    day = date(2026, 3, 20)
    assert e.Plan(start=day, until=day).holds_on(day)
    with pytest.raises(e.Refused) as refused:
        e.Plan(start=day, every_hours=Decimal(0))
    assert refused.value.field == "every_hours"
    told = [e.Plan(start=day, every_hours=Decimal(hours)).counts_hours for hours in (12, 24, 84, 168)]
    assert told == [True, False, True, False]
    strength = e.Strength(value=Decimal(500), unit="ug")
    assert e.Medicine(id=uuid4(), name="a", strength=strength).milligrams == 0.5
