"""A form for each kind of entry: a question whose answer is the entry as it is to be."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from painlog.entries import (
    Activity,
    Appointment,
    CheckIn,
    Dose,
    Entry,
    FlareUp,
    Kept,
    Medicine,
    Note,
    Removed,
)
from painlog.journal import Journal
from painlog.window.doors import NAMELESS
from painlog.window.forms.activity import ActivityForm
from painlog.window.forms.appointment import AppointmentForm
from painlog.window.forms.check_in import CheckInForm
from painlog.window.forms.dose import DoseForm
from painlog.window.forms.flare_up import FlareUpForm
from painlog.window.forms.form import Form
from painlog.window.forms.medicine import MedicineForm
from painlog.window.forms.note import NoteForm

__all__ = ["Form", "form_of", "new_entry", "open_form"]


def open_form(parent: QWidget, reader: Journal, entry: Kept) -> Kept | Removed | None:
    """Ask about an entry or a medicine, new or old, and wait for the answer.

    Returns the entry as it is to be: to be recorded when it is new, else changed. Returns Removed (with its
    id) when it is to be taken out, and None when the person left the form. Nothing is written here.
    """
    form = form_of(reader, entry, parent)
    return form.answer if form.ask_once() else None


def form_of(reader: Journal, entry: Kept, parent: QWidget | None = None) -> Form:
    """Return the form for that kind of entry."""
    match entry:
        case FlareUp():
            return FlareUpForm(reader, entry, parent)
        case Dose():
            return DoseForm(reader, entry, parent)
        case Activity():
            return ActivityForm(reader, entry, parent)
        case CheckIn():
            return CheckInForm(reader, entry, parent)
        case Appointment():
            return AppointmentForm(reader, entry, parent)
        case Note():
            return NoteForm(reader, entry, parent)
        case Medicine():
            return MedicineForm(reader, entry, parent)


USUAL_HOUR = 10
"""When a new appointment is, until its time is told."""


def new_entry(reader: Journal, kind: str) -> Entry | None:
    """Return an entry of a kind (entries.KINDS or "therapy") that begins now; no dose without medicines.

    An appointment is in a week, at a time at which doctors see people.
    """
    now = reader.clock().replace(second=0, microsecond=0)
    match kind:
        case "flare-up":
            return FlareUp(id=uuid4(), started_at=now)
        case "dose":
            return _new_dose(reader)
        case "activity" | "therapy":
            therapies = reader.therapies_used() if kind == "therapy" else []
            name = therapies[0] if therapies else NAMELESS
            return Activity(id=uuid4(), name=name, started_at=now, therapy=kind == "therapy")
        case "check-in":
            return CheckIn(id=uuid4(), at=now)
        case "appointment":
            in_a_week = now.replace(tzinfo=None, hour=USUAL_HOUR, minute=0) + timedelta(days=7)
            return Appointment(id=uuid4(), at=in_a_week.astimezone())
        case _:
            return Note(id=uuid4(), at=now, text="")


def _new_dose(reader: Journal) -> Dose | None:
    """Return a dose of what is taken most, with the usual amount; where nothing is, of what was taken."""
    now = reader.clock().replace(second=0, microsecond=0)
    order = {medicine: place for place, medicine in enumerate(reader.medicines_used())}
    taken = sorted(
        reader.medicines(),
        key=lambda medicine: (not medicine.is_taken_on(now.date()), order.get(medicine.id, len(order))),
    )
    if not taken:
        return None
    running = reader.running() if taken[0].role == "as-needed" else None
    dose = Dose(id=uuid4(), medicine=taken[0].id, taken_at=now, amount=taken[0].usual_amount(now.date()))
    return dose if running is None else replace(dose, reason="flare-up", flare_up=running.id)
