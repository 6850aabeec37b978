"""How acts are named for Undo and the status line."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from painlog.change import Act, Change
from painlog.entries import Dose, FlareUp, Medicine, Note, Plan, Reading, Strength
from painlog.journal import Journal
from painlog.words import acts

AT = datetime(2026, 4, 2, 16, 28, tzinfo=timezone(timedelta(hours=2)))
ID = UUID(int=3)
MEDICINE = Medicine(id=ID, name="Oxycodone IR", strength=Strength(value=Decimal(5), unit="mg"))
DOSE = Dose(id=UUID(int=4), medicine=ID, taken_at=AT)
RUNNING = FlareUp(id=UUID(int=5), started_at=AT)


def test_a_dose_is_undone_by_its_name() -> None:
    change = Change(Act.RECORD, AT, about=DOSE)
    assert acts.undo(change, MEDICINE, "Ctrl+Z") == "Undo “Oxycodone IR 5 mg” (Ctrl+Z)"
    assert acts.redo(change, MEDICINE) == "Redo “Oxycodone IR 5 mg”"
    assert acts.done(change, MEDICINE) == "Oxycodone IR 5 mg saved"


def test_writing_down_a_medicine_is_not_named_like_a_dose_of_it() -> None:
    change = Change(Act.RECORD, AT, about=MEDICINE)
    assert acts.undo(change) == "Undo “Adding Oxycodone IR 5 mg”"
    assert acts.done(change) == "Saved: Adding Oxycodone IR 5 mg"
    assert acts.done(Change(Act.UNDO, AT, of=change)) == "Taken back: Adding Oxycodone IR 5 mg"


def test_a_running_flare_up_is_named_by_its_start() -> None:
    assert acts.done(Change(Act.RECORD, AT, about=RUNNING)) == "Flare-up since 16:28 saved"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (Change(Act.CHANGE, AT, about=DOSE), "Changing Oxycodone IR 5 mg"),
        (Change(Act.REMOVE, AT, about=DOSE), "Removing Oxycodone IR 5 mg"),
        (Change(Act.REMOVE, AT, about=DOSE, count=3), "Removing 3 entries"),
        (Change(Act.BRING_BACK, AT, about=DOSE), "Bringing back Oxycodone IR 5 mg"),
        (Change(Act.SWITCH, AT, about=MEDICINE, count=2), "Changing to Oxycodone IR 5 mg"),
        (Change(Act.TAKE_IN, AT, count=1284), "Importing 1,284 entries"),
        (Change(Act.DESCRIBE, AT), "Changing what the journal says about you"),
        (Change(Act.RECORD, AT, about=RUNNING, count=2), "Flare-up since 16:28"),
        (Change(Act.ELSEWHERE, AT), "A change by another program"),
    ],
)
def test_every_act_has_a_name(change: Change, name: str) -> None:
    assert acts.name(change, MEDICINE) == name


@pytest.mark.parametrize(
    ("about", "told", "name"),
    [
        (RUNNING, {"level": 6}, "The level of Flare-up since 16:28"),
        (RUNNING, {"triggers": ("stairs",)}, "What set off Flare-up since 16:28"),
        (RUNNING, {"regions": ("knee",)}, "The place of Flare-up since 16:28"),
        (RUNNING, {"qualities": ("aching",)}, "The feeling of Flare-up since 16:28"),
        (RUNNING, {"note": "again"}, "The note on Flare-up since 16:28"),
        (RUNNING, {"started_at": AT - timedelta(hours=1)}, "The time of Flare-up since 15:28"),
        (RUNNING, {"peaked_at": AT + timedelta(minutes=5)}, "The peak of Flare-up since 16:28"),
        (RUNNING, {"ended_at": AT + timedelta(hours=1)}, "The end of Flare-up"),
        (RUNNING, {"end_unknown": True, "note": "fell asleep"}, "The end of Flare-up"),
        (RUNNING, {"peak": 7, "triggers": ("stairs",)}, "Changing Flare-up since 16:28"),
        (DOSE, {"amount": Decimal(2)}, "The amount of Oxycodone IR 10 mg"),
        (DOSE, {"reason": "other"}, "The reason for Oxycodone IR 5 mg"),
        (DOSE, {"relief": 50.0, "relief_minutes": 30.0}, "The relief from Oxycodone IR 5 mg"),
        (DOSE, {"site": "left arm"}, "The place of Oxycodone IR 5 mg"),
        (DOSE, {"ended_at": AT + timedelta(days=3)}, "Taking off Oxycodone IR 5 mg"),
        (DOSE, {"ended_at": AT + timedelta(days=3), "note": "fell off"}, "That Oxycodone IR 5 mg fell off"),
        (DOSE, {"taken_at": AT - timedelta(hours=1)}, "The time of Oxycodone IR 5 mg"),
    ],
)
def test_what_is_told_with_one_press_is_undone_by_its_name(
    tmp_path: Path, about: FlareUp | Dose, told: dict[str, Any], name: str
) -> None:
    """They were all called “Changing Flare-up since 16:28”: nobody saw which of them Undo takes back."""
    level = told.pop("level", None)
    if level is not None:
        told["readings"] = (Reading(at=AT + timedelta(minutes=2), intensity=level),)
    with Journal.open(tmp_path / "journal.painlog") as journal:
        journal.record(MEDICINE, about)
        change = journal.change(replace(about, **told))
        assert acts.name(change, MEDICINE) == name
        assert acts.done(change, MEDICINE) == f"Saved: {name}"
        undone = journal.undo()
        assert undone is not None
        assert acts.name(undone, MEDICINE) == name


DAY = date(2026, 4, 2)
PLAN = Plan(start=date(2026, 1, 12), amount=Decimal(1))
ENDED = replace(PLAN, until=DAY)
NEXT = Plan(start=date(2026, 4, 9), amount=Decimal(2))


@pytest.mark.parametrize(
    ("was", "told", "name"),
    [
        ((PLAN,), {"plans": (ENDED,)}, "Stopping Oxycodone IR 5 mg"),
        ((), {"plans": (ENDED,)}, "Stopping Oxycodone IR 5 mg"),
        ((replace(PLAN, until=date(2026, 4, 8)), NEXT), {"plans": (ENDED,)}, "Stopping Oxycodone IR 5 mg"),
        ((ENDED,), {"plans": (ENDED, NEXT)}, "Taking Oxycodone IR 5 mg again"),
        ((PLAN,), {"plans": (ENDED, NEXT)}, "The change of dose of Oxycodone IR 5 mg"),
        ((PLAN,), {"plans": (replace(PLAN, amount=Decimal(2)),)}, "The plan of Oxycodone IR 5 mg"),
        ((PLAN,), {"name": "Oxynorm"}, "The name of Oxynorm 5 mg"),
        ((PLAN,), {"note": "with food"}, "The note on Oxycodone IR 5 mg"),
        ((PLAN,), {"plans": (ENDED,), "role": "regular"}, "Changing Oxycodone IR 5 mg"),
    ],
)
def test_what_became_of_a_medicine_is_undone_by_its_name(
    tmp_path: Path, was: tuple[Plan, ...], told: dict[str, Any], name: str
) -> None:
    """They were all called “Changing Oxycodone IR 5 mg”."""
    medicine = replace(MEDICINE, plans=was)
    with Journal.open(tmp_path / "journal.painlog") as journal:
        journal.record(medicine)
        assert acts.undo(journal.change(replace(medicine, **told))) == f"Undo “{name}”"
        undone = journal.undo()
        assert undone is not None
        assert acts.done(undone) == f"Taken back: {name}"


def test_what_was_taken_back_is_named_by_what_it_was() -> None:
    first = Change(Act.REMOVE, AT, about=DOSE)
    back = Change(Act.UNDO, AT, of=first)
    assert acts.done(back, MEDICINE) == "Taken back: Removing Oxycodone IR 5 mg"
    assert acts.done(Change(Act.REDO, AT, of=back), MEDICINE) == "Done again: Removing Oxycodone IR 5 mg"
    assert acts.done(first, MEDICINE) == "Saved: Removing Oxycodone IR 5 mg"
    assert acts.done(Change(Act.ELSEWHERE, AT)).startswith("Another program")


def test_when_it_was_saved() -> None:
    assert acts.saved(AT, AT) == "Saved 16:28"
    assert acts.saved(AT, AT + timedelta(days=4)) == "Saved Thu 2 Apr, 16:28"
    assert acts.saved(None, AT) == "Nothing written yet"


def test_a_name_with_percent_marks_is_said_as_typed() -> None:
    odd = Medicine(id=ID, name="Lidocaine %1 %2 %n", strength=None)
    assert (
        acts.undo(Change(Act.RECORD, AT, about=DOSE), odd, "Ctrl+Z") == "Undo “Lidocaine %1 %2 %n” (Ctrl+Z)"
    )


def test_an_act_on_a_long_note_has_a_short_name() -> None:
    note = Note(id=ID, at=AT, text="It hurt all day long, " * 40)
    said = acts.undo(Change(Act.RECORD, AT, about=note), keys="Ctrl+Z")
    assert said.startswith("Undo “It hurt all day long, It hurt")
    assert said.endswith("…” (Ctrl+Z)")
    assert len(said) < 80
