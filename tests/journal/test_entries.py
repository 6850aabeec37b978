"""What entries tell of themselves, and what none of them can be."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
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
