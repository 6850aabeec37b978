"""What a row says of a medicine: facts only, from the journal and from the label."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from painlog.entries import Dose, Medicine, Plan, Strength
from painlog.journal import Journal
from painlog.window.medicines import facts
from painlog.window.medicines.plans import with_plan
from painlog.words.directions import apart
from tests.window.april import CAPSULE, NOW, PARACETAMOL, PATCH, SLOW_TABLET, WORN, on

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("medicine", "said"), [(CAPSULE, "as needed"), (SLOW_TABLET, "every day"), (PATCH, "every 7 days")]
)
def test_when_it_is_taken(medicine: Medicine, said: str) -> None:
    assert facts.when(medicine, TODAY) == said


def test_the_label_without_a_plan() -> None:
    assert facts.label(replace(CAPSULE, plans=()), None, NOW) == "no plan written down"


def test_a_patch_says_when_its_change_is_due() -> None:
    assert facts.label(PATCH, WORN, NOW) == "change due Mon 6 Apr"
    assert facts.label(PATCH, WORN, NOW + timedelta(days=5)) == "change was due Mon 6 Apr"
    assert facts.label(PATCH, None, NOW) == "1 at 08:00"
    assert facts.label(PATCH, replace(WORN, ended_at=on(1, 8)), NOW) == "1 at 08:00"


def test_a_change_of_dose_that_begins_later_is_told_already() -> None:
    """The row said what it had said before, as if the change had not been taken."""
    twice = Plan(start=TODAY + timedelta(days=3), amount=Decimal(2), max_per_day=Decimal(6))
    changed = with_plan(CAPSULE, twice)
    assert facts.to_come(changed, TODAY) == "from 5 April 2026: 2 at a time, at most 6 a day"
    assert facts.label(changed, None, NOW) == facts.label(CAPSULE, None, NOW)
    assert not facts.to_come(changed, twice.start)
    assert not facts.to_come(CAPSULE, TODAY)
    assert not facts.to_come(replace(CAPSULE, plans=(twice,)), TODAY), "its row says already from when on"


@pytest.mark.parametrize(
    ("plans", "said"),
    [
        ((Plan(start=date(2026, 1, 12)),), "since 12 January 2026"),
        ((Plan(start=TODAY + timedelta(days=3)),), "from 5 April 2026 on"),
        (
            (Plan(start=date(2026, 1, 12), until=date(2026, 2, 1)), Plan(start=date(2026, 2, 2))),
            "since 12 January 2026",
        ),
        (
            (Plan(start=date(2026, 1, 12), until=date(2026, 2, 1)), Plan(start=date(2026, 3, 1))),
            "since 1 March 2026",
        ),
        ((), ""),
    ],
)
def test_since_when(plans: tuple[Plan, ...], said: str) -> None:
    medicine = replace(CAPSULE, plans=plans)
    assert facts.since(medicine, (medicine,), TODAY) == said


def test_a_changed_dose_is_not_said_to_be_taken_since_the_medicine_is() -> None:
    """The label beside it tells the dose of today."""
    changed = with_plan(CAPSULE, Plan(start=date(2026, 3, 3), amount=Decimal(2)))
    said = "since 12 January 2026 · this dose since 3 March 2026"
    assert facts.since(changed, (changed,), TODAY) == said
    to_come = with_plan(CAPSULE, Plan(start=TODAY + timedelta(days=5), amount=Decimal(2)))
    assert facts.since(to_come, (to_come,), TODAY) == "since 12 January 2026"


def test_what_it_took_the_place_of() -> None:
    said = facts.since(PATCH, (SLOW_TABLET, PATCH), TODAY)
    assert said == "since 26 March 2026 · changed from Oxycodone PR"
    assert facts.since(PATCH, (PATCH,), TODAY) == "since 26 March 2026"
    weaker = replace(SLOW_TABLET, name=PATCH.name)
    assert facts.since(PATCH, (weaker, PATCH), TODAY).endswith(f"changed from {PATCH.name} 10 mg")


def test_the_last_dose_and_how_many_in_four_weeks(april: Journal) -> None:
    assert facts.facts(PARACETAMOL, april) == "not taken yet"
    for days in (1, 20, 40):
        taken = NOW - timedelta(days=days)
        april.record(Dose(id=uuid4(), medicine=PARACETAMOL.id, taken_at=taken, amount=Decimal(2)))
    assert facts.facts(PARACETAMOL, april) == "last Wed 1 Apr, 16:40 · 2 in 4 weeks"
    assert facts.facts(CAPSULE, april) == "last 13:14 today"


def test_a_patch_is_put_on_and_not_taken(april: Journal) -> None:
    assert facts.facts(replace(PATCH, id=uuid4()), april) == "not put on yet"


def test_of_what_was_before_only_why_it_ended(april: Journal) -> None:
    assert facts.facts(SLOW_TABLET, april) == "“pain between tablets”"
    plans = (replace(SLOW_TABLET.plans[0], reason=""),)
    assert facts.facts(replace(SLOW_TABLET, plans=plans), april) == ""


def test_what_is_shared_is_said_of_what_is_taken_now_only() -> None:
    both = replace(PARACETAMOL, id=uuid4(), name="Co-drops", ingredient="codeine + paracetamol")
    medicines = (CAPSULE, PARACETAMOL, SLOW_TABLET, both)
    assert facts.shared(both, medicines, TODAY) == "paracetamol is also in Paracetamol"
    assert facts.shared(CAPSULE, medicines, TODAY) == ""
    assert facts.shared(SLOW_TABLET, medicines, TODAY) == ""


def test_of_two_ingredients_each_is_said_of_what_holds_it() -> None:
    """It said that codeine is also in Paracetamol: the first that any of them shares was said of all."""
    both = replace(PARACETAMOL, id=uuid4(), name="Co-drops", ingredient="codeine + paracetamol")
    codeine = replace(PARACETAMOL, id=uuid4(), name="Codeine", ingredient="codeine")
    said = facts.shared(both, (codeine, PARACETAMOL, both), TODAY)
    assert said.splitlines() == ["codeine is also in Codeine", "paracetamol is also in Paracetamol"]


def test_another_strength_of_the_same_name_is_told_apart() -> None:
    strong = replace(CAPSULE, id=uuid4(), strength=Strength(value=Decimal(10), unit="mg"))
    assert facts.shared(CAPSULE, (CAPSULE, strong), TODAY).endswith(f"is also in {CAPSULE.name} 10 mg")
    slow = replace(SLOW_TABLET, plans=())
    said = facts.shared(slow, (slow, CAPSULE, strong), TODAY)
    assert said == "oxycodone is also in Oxycodone IR 5 mg, Oxycodone IR 10 mg"


def test_names_from_right_to_left_leave_what_stands_beside_them_in_order() -> None:
    hebrew = replace(PARACETAMOL, id=uuid4(), name="אקמול 500")
    said = facts.shared(PARACETAMOL, (PARACETAMOL, hebrew), TODAY)
    assert said == f"paracetamol is also in {apart('אקמול 500')}"
    switched = replace(PATCH, changed_from=hebrew.id)
    assert facts.since(switched, (hebrew, switched), TODAY).endswith(f"changed from {apart('אקמול 500')}")


@pytest.mark.parametrize("plans", [(), (Plan(start=TODAY),)])
def test_of_a_label_that_nobody_copied_it_is_said(plans: tuple[Plan, ...]) -> None:
    """Of what was added by its name alone the column was empty."""
    assert facts.label(replace(CAPSULE, plans=plans), None, NOW) == "no plan written down"


def test_nothing_advises() -> None:
    told = " ".join(
        [
            facts.label(PATCH, WORN, NOW),
            facts.since(PATCH, (SLOW_TABLET, PATCH), TODAY),
            facts.when(CAPSULE, TODAY),
        ]
    )
    assert not any(word in told for word in ("should", "may", "must", "too", "safe"))
