"""Dated plans: a change of dose is a new plan, a stop ends one, and gaps stay gaps."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painlog.entries import Medicine, Plan, Refused
from painlog.window.medicines.plans import (
    is_taken_now,
    last_plan,
    plan_now,
    stopped,
    taken_since,
    taken_until,
    with_plan,
    with_plan_mended,
)
from tests.window.april import CAPSULE, NOW, PATCH, SLOW_TABLET

TODAY = NOW.date()
NEW_DOSE = Plan(start=TODAY, amount=Decimal(2))
WITHOUT = replace(CAPSULE, plans=())


def test_a_change_of_dose_ends_the_plan_before_it() -> None:
    changed = with_plan(CAPSULE, NEW_DOSE)
    assert changed.plans == (replace(CAPSULE.plans[0], until=date(2026, 4, 1)), NEW_DOSE)
    assert changed.usual_amount(TODAY - timedelta(days=1)) == 1
    assert changed.usual_amount(TODAY) == 2


def test_a_change_on_the_same_day_replaces_that_plan() -> None:
    once = with_plan(CAPSULE, NEW_DOSE)
    again = with_plan(once, replace(NEW_DOSE, amount=Decimal(3)))
    assert len(again.plans) == 2
    assert again.usual_amount(TODAY) == 3


def test_a_plan_before_a_later_one_ends_where_that_begins() -> None:
    later = with_plan(CAPSULE, NEW_DOSE)
    early = with_plan(later, Plan(start=date(2026, 2, 1), amount=Decimal("0.5")))
    assert [(plan.start, plan.until) for plan in early.plans] == [
        (date(2026, 1, 12), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 4, 1)),
        (TODAY, None),
    ]


def test_a_plan_that_ended_long_ago_stays_as_it_was() -> None:
    again = with_plan(SLOW_TABLET, NEW_DOSE)
    assert again.plans[0] == SLOW_TABLET.plans[0]


def test_the_newest_plan_is_mended_without_a_new_one() -> None:
    two = with_plan(CAPSULE, NEW_DOSE)
    mended = with_plan_mended(two, replace(NEW_DOSE, max_per_day=Decimal(4)))
    assert mended.plans == (two.plans[0], replace(NEW_DOSE, max_per_day=Decimal(4)))


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (date(2026, 4, 8), [(date(2026, 1, 12), date(2026, 4, 7)), (date(2026, 4, 8), None)]),
        (date(2026, 3, 1), [(date(2026, 1, 12), date(2026, 2, 28)), (date(2026, 3, 1), None)]),
        (date(2026, 1, 5), [(date(2026, 1, 5), None)]),
    ],
)
def test_the_newest_plan_that_began_on_another_day_leaves_no_gap_and_no_other_beside_it(
    start: date, days: list[tuple[date, date | None]]
) -> None:
    """Of a medicine that went on being taken it was said that it had ended on the eve of the change."""
    mended = with_plan_mended(with_plan(CAPSULE, NEW_DOSE), replace(NEW_DOSE, start=start))
    assert [(plan.start, plan.until) for plan in mended.plans] == days
    assert taken_until(mended) is None


def test_a_pause_before_the_newest_plan_stays_one_when_that_is_mended() -> None:
    paused = with_plan(SLOW_TABLET, NEW_DOSE)
    later = with_plan_mended(paused, replace(NEW_DOSE, start=TODAY + timedelta(days=3)))
    assert later.plans[0] == SLOW_TABLET.plans[0]


def test_a_stop_ends_the_plan_with_day_and_reason() -> None:
    ended = stopped(CAPSULE, TODAY, "made me sick", TODAY)
    assert ended.plans == (replace(CAPSULE.plans[0], until=TODAY, reason="made me sick"),)
    assert is_taken_now(ended, TODAY)
    assert not is_taken_now(ended, TODAY + timedelta(days=1))


def test_a_medicine_without_a_plan_was_taken_from_its_first_dose() -> None:
    ended = stopped(WITHOUT, TODAY, "", date(2026, 3, 1))
    assert ended.plans == (Plan(start=date(2026, 3, 1), until=TODAY),)


def test_a_stop_before_it_began_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        stopped(PATCH, date(2026, 3, 1), "", TODAY)
    assert refusal.value.field == "until"


def test_a_stop_drops_plans_that_would_have_come() -> None:
    coming = with_plan(CAPSULE, Plan(start=TODAY + timedelta(days=9), amount=Decimal(2)))
    assert len(stopped(coming, TODAY, "", TODAY).plans) == 1


def test_since_goes_back_over_changes_of_dose_but_not_over_gaps() -> None:
    assert taken_since(with_plan(CAPSULE, NEW_DOSE), TODAY) == date(2026, 1, 12)
    assert taken_since(with_plan(SLOW_TABLET, NEW_DOSE), TODAY) == TODAY
    assert taken_since(SLOW_TABLET, TODAY) == date(2026, 1, 12)
    assert taken_since(WITHOUT, TODAY) is None


def test_what_is_taken_now_and_until_when() -> None:
    assert is_taken_now(CAPSULE, TODAY)
    assert is_taken_now(WITHOUT, TODAY)
    assert not is_taken_now(SLOW_TABLET, TODAY)
    assert is_taken_now(with_plan(SLOW_TABLET, replace(NEW_DOSE, start=TODAY + timedelta(days=3))), TODAY)
    assert (taken_until(SLOW_TABLET), taken_until(CAPSULE), taken_until(WITHOUT)) == (
        date(2026, 3, 25),
        None,
        None,
    )


def test_the_plan_of_today_or_the_newest() -> None:
    assert plan_now(CAPSULE, TODAY) == CAPSULE.plans[0]
    assert plan_now(SLOW_TABLET, TODAY) == last_plan(SLOW_TABLET) == SLOW_TABLET.plans[0]
    assert plan_now(WITHOUT, TODAY) is None


def test_an_ingredient_in_two_products_is_recognised() -> None:
    both = replace(CAPSULE, ingredient="Oxycodone + Paracetamol")
    assert both.ingredients == {"oxycodone", "paracetamol"}
    assert both.shares_with(SLOW_TABLET) == "oxycodone"
    assert both.shares_with(PATCH) == ""
    nameless = replace(CAPSULE, name="paracetamol", ingredient="")
    assert both.shares_with(nameless) == "paracetamol"


@pytest.mark.parametrize("between", [" + ", "/", ", ", "; ", " & ", " and "])
def test_ingredients_are_told_apart_however_they_are_listed(between: str) -> None:
    both = replace(CAPSULE, ingredient=f"Oxycodone{between}Paracetamol")
    assert both.ingredients == {"oxycodone", "paracetamol"}


@pytest.mark.parametrize(
    ("typed", "held"),
    [("Candesartan", {"candesartan"}), ("Endone 5/325", {"endone 5"}), ("Magnesium 2,5", {"magnesium 2,5"})],
)
def test_what_is_no_list_stays_whole_and_an_amount_is_no_ingredient(typed: str, held: set[str]) -> None:
    assert replace(CAPSULE, name=typed, ingredient="").ingredients == held


@given(st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_however_doses_change_one_plan_holds_on_each_day(starts: list[int]) -> None:
    first = date(2026, 1, 1)
    medicine: Medicine = WITHOUT
    for start in starts:
        medicine = with_plan(medicine, Plan(start=first + timedelta(days=start), amount=Decimal(start + 1)))
    for day in range(min(starts), 420):
        holding = [plan for plan in medicine.plans if plan.holds_on(first + timedelta(days=day))]
        assert len(holding) == 1
