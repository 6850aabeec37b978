"""FHIR R4 (4.0.1): the entries as resources of one bundle, for the programs of surgeries and hospitals.

Out only, and not without loss: `painlog.exchange.json_format` is for moving a journal. What becomes of each:

- a medicine: Medication, and a MedicationStatement for each of its plans; a dose: MedicationAdministration,
  its relief an Observation that is part of it;
- a flare-up: Observation from its start to its end, with the worst pain, triggers and the rest as components;
  its readings Observations of their own. Where a time is not certain only the day is told;
- a check-in: an Observation for each thing that was said; "no flare-up today" is a flare-up: false;
- an activity: Observation; a session of a therapy: Procedure;
- an appointment: Encounter, its questions a QuestionnaireResponse; a note: Observation.

Texts are English, or the patient's own words. Removed entries are not told of.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID, uuid5

from painlog.entries import (
    Activity,
    Appointment,
    CheckIn,
    Contents,
    Dose,
    Entry,
    FlareUp,
    Medicine,
    Note,
    Plan,
    Strength,
    now,
)
from painlog.exchange import fhir_parts as fhir
from painlog.exchange.fhir_parts import Part
from painlog.exchange.json_text import text_of

_NAMESPACE = UUID("b7d2a6f4-0c1e-4a53-9a0b-5d1f6f0c8e21")
"""What the patient's id is made in; an own one, so that it meets nobody else's."""
_WHY_TAKEN = {
    "flare-up": "for a flare-up of pain",
    "schedule": "by the schedule",
    "prevention": "before something that was expected to hurt",
    "other": "for another reason",
}
_IN_UCUM = {"mg": "mg", "ug": "ug", "g": "g", "mL": "mL", "h": "h"}
"""The units of strengths that UCUM has a code for."""
_PEG = "How much pain got in the way of %s, from 0 to 10 (PEG scale)"


def write(contents: Contents) -> bytes:
    """Return the contents as a bundle; on the same day the same contents always give the same bytes."""
    rows = map(text_of, map(fhir.bundle_entry, _Telling(contents, now()).resources()))
    head = '{"resourceType": "Bundle", "type": "collection", "entry": [\n'
    return (head + ",\n".join(rows) + "\n]}\n").encode()


def _patient_id(contents: Contents) -> UUID:
    """Return an id that stays the same from export to export, made from the first medicine or entry.

    Not from the name: two patients may share one.
    """
    firsts = [medicine.id for medicine in contents.medicines] or [entry.id for entry in contents.entries()]
    told = contents.patient.name if contents.patient is not None else ""
    return uuid5(_NAMESPACE, str(firsts[0]) if firsts else told)


class _Telling:
    """Turns the entries of one patient into resources."""

    def __init__(self, contents: Contents, at: datetime) -> None:
        """Tell of `contents`, as they are seen at the moment `at`."""
        self._contents, self._at = contents, at
        self._patient = _patient_id(contents)
        self._subject = fhir.reference(self._patient)
        self._medicines = {medicine.id: medicine for medicine in contents.medicines}
        self._flare_ups = {flare_up.id for flare_up in contents.flare_ups}

    def resources(self) -> Iterator[Part]:
        """Return one resource after another, the patient first, then medicines, then entries by kind."""
        patient = self._contents.patient
        name = fhir.words(patient.name) if patient is not None else ""
        born = fhir.day(patient.born) if patient is not None else None
        yield fhir.resource("Patient", self._patient, name=[{"text": name}] if name else [], birthDate=born)
        contents = self._contents
        yield from chain(
            chain.from_iterable(map(self._medicine, contents.medicines)),
            chain.from_iterable(map(self._flare_up, contents.flare_ups)),
            chain.from_iterable(map(self._dose, contents.doses)),
            chain.from_iterable(map(self._activity, contents.activities)),
            chain.from_iterable(map(self._check_in, contents.check_ins)),
            chain.from_iterable(map(self._appointment, contents.appointments)),
            chain.from_iterable(map(self._note, contents.notes)),
        )

    def _observation(self, name: UUID, entry: Entry, said: Part, **keys: Any) -> Part:
        """Return something that the patient observed, said and wrote down."""
        return fhir.resource(
            "Observation",
            name,
            **{
                "status": "final",
                "category": [fhir.concept("", fhir.SURVEY)],
                "code": said,
                "subject": self._subject,
                "issued": fhir.moment(entry.updated_at or entry.written_at),
                "performer": [self._subject],
                **keys,
            },
        )

    def _flare_up(self, flare_up: FlareUp) -> Iterator[Part]:
        is_vague = flare_up.time_uncertain
        start, peaked, end = (
            fhir.moment(at, only_day=is_vague)
            for at in (flare_up.started_at, flare_up.peak_moment, flare_up.ended_at)
        )
        readings = [
            self._observation(
                fhir.part_of(flare_up.id, f"reading {number}"),
                flare_up,
                fhir.concept("Pain during a flare-up", fhir.PAIN),
                effectiveDateTime=fhir.moment(reading.at, only_day=is_vague),
                valueQuantity=fhir.score(reading.intensity),
            )
            for number, reading in enumerate(flare_up.readings)
        ]
        earlier = flare_up.came_back_after
        yield self._observation(
            flare_up.id,
            flare_up,
            fhir.concept("Flare-up of pain"),
            extension=[fhir.follows(earlier)] if earlier is not None and earlier in self._flare_ups else [],
            status="preliminary" if flare_up.is_running else "final",
            effectivePeriod=fhir.period(start, end, end_unknown=flare_up.end_unknown),
            bodySite=fhir.concept("; ".join(flare_up.regions)),
            note=fhir.note(flare_up.note),
            hasMember=[fhir.reference(reading["id"]) for reading in readings],
            component=fhir.filled(
                (
                    fhir.component(
                        fhir.concept("Worst pain", fhir.PAIN), valueQuantity=fhir.score(flare_up.worst)
                    ),
                    fhir.component(fhir.concept("When it was worst"), valueDateTime=peaked),
                    *_said("What seemed to set it off", flare_up.triggers),
                    *_said("What it felt like", flare_up.qualities),
                    *_said("What it kept from", (flare_up.kept_from,)),
                    *_said("What helped", flare_up.helped),
                )
            ),
        )
        yield from readings

    def _check_in(self, check_in: CheckIn) -> Iterator[Part]:
        told: dict[str, tuple[Part, Part]] = {
            "background": (
                fhir.concept("Background pain", fhir.PAIN),
                fhir.part(valueQuantity=fhir.score(check_in.background)),
            ),
            "enjoyment": (
                fhir.concept(_PEG % "enjoying life"),
                fhir.part(valueQuantity=fhir.score(check_in.enjoyment)),
            ),
            "activity": (
                fhir.concept(_PEG % "general activity"),
                fhir.part(valueQuantity=fhir.score(check_in.activity)),
            ),
            "sleep": (
                fhir.concept("Hours of sleep", fhir.SLEEP),
                fhir.part(valueQuantity=fhir.quantity(check_in.sleep_hours, "hours", "h")),
            ),
            "no flare-up": (
                fhir.concept("Flare-up of pain on this day"),
                {"valueBoolean": False} if check_in.no_flare_up else {},
            ),
            "note": (fhir.concept("Note"), fhir.part(valueString=fhir.words(check_in.note))),
        }
        for what, (said, value) in told.items():
            if value:
                at = fhir.moment(check_in.at, only_day=what == "no flare-up")
                name = fhir.part_of(check_in.id, what)
                yield self._observation(name, check_in, said, effectiveDateTime=at, **value)

    def _activity(self, activity: Activity) -> Iterator[Part]:
        start, end = fhir.moment(activity.started_at), fhir.moment(activity.ended_at)
        if activity.therapy:
            yield fhir.resource(
                "Procedure",
                activity.id,
                status="completed",
                code=fhir.concept(activity.name),
                subject=self._subject,
                performedDateTime=None if end else start,
                performedPeriod=fhir.period(start, end) if end else None,
                asserter=self._subject,
                note=fhir.note(activity.note),
            )
            return
        yield self._observation(
            activity.id,
            activity,
            fhir.concept("Activity"),
            category=[fhir.concept("", fhir.ACTIVITY)],
            effectiveDateTime=None if end else start,
            effectivePeriod=fhir.period(start, end) if end else None,
            valueString=fhir.words(activity.name),
            note=fhir.note(activity.note),
        )

    def _note(self, note: Note) -> Iterator[Part]:
        said = fhir.words(note.text)
        if said:
            at = fhir.moment(note.at)
            yield self._observation(
                note.id, note, fhir.concept("Note"), effectiveDateTime=at, valueString=said
            )

    def _dose(self, dose: Dose) -> Iterator[Part]:
        medicine = self._medicines.get(dose.medicine)
        start, end = fhir.moment(dose.taken_at), fhir.moment(dose.ended_at)
        is_for = dose.flare_up if dose.flare_up in self._flare_ups else None
        amount = fhir.quantity(dose.amount, medicine.form if medicine is not None else "unit")
        yield fhir.resource(
            "MedicationAdministration",
            dose.id,
            status="completed" if dose.amount else "not-done",
            category=fhir.concept("", fhir.AT_HOME),
            medicationReference=fhir.reference(dose.medicine),
            subject=self._subject,
            effectiveDateTime=None if end else start,
            effectivePeriod=fhir.period(start, end) if end else None,
            performer=[{"actor": self._subject}],
            reasonCode=[fhir.concept(_WHY_TAKEN[dose.reason])] if dose.reason else [],
            reasonReference=[fhir.reference(is_for)] if is_for else [],
            dosage=fhir.part(site=fhir.concept(dose.site), dose=amount),
            note=fhir.note(dose.note),
        )
        if dose.relief is not None or dose.relief_minutes is not None:
            yield self._relief(dose)

    def _relief(self, dose: Dose) -> Part:
        after = timedelta(minutes=dose.relief_minutes or 0)
        took = fhir.quantity(dose.relief_minutes, "minutes", "min")
        return self._observation(
            fhir.part_of(dose.id, "relief"),
            dose,
            fhir.concept("Relief of pain after a dose: how much of the pain it took away"),
            partOf=[fhir.reference(dose.id)],
            effectiveDateTime=fhir.moment(dose.taken_at + after),
            valueQuantity=fhir.quantity(dose.relief, "%", "%"),
            component=fhir.filled([fhir.component(fhir.concept("Time until relief"), valueQuantity=took)]),
        )

    def _medicine(self, medicine: Medicine) -> Iterator[Part]:
        strength = _strength(medicine.strength, medicine.form) if medicine.strength is not None else None
        holds = fhir.concept(fhir.words(medicine.ingredient) or medicine.name)
        is_told = holds and (strength or fhir.words(medicine.ingredient))
        yield fhir.resource(
            "Medication",
            medicine.id,
            status="active",
            code=fhir.concept(medicine.name),
            form=fhir.concept(medicine.form),
            ingredient=[fhir.part(itemCodeableConcept=holds, strength=strength)] if is_told else [],
        )
        plans = sorted(medicine.plans, key=lambda plan: plan.start)
        if not plans:
            yield self._statement(medicine, "as told", status="unknown")
        for number, plan in enumerate(plans):
            until = _end_of(plan, plans[number + 1 :])
            yield self._statement(
                medicine,
                f"plan {number}",
                status=_status(plan.start, until, self._at.date()),
                statusReason=[fhir.concept(plan.reason)] if fhir.words(plan.reason) else [],
                effectivePeriod=fhir.period(fhir.day(plan.start), fhir.day(until)),
                dosage=[_dosage(plan, medicine)],
            )

    def _statement(self, medicine: Medicine, what: str, **keys: Any) -> Part:
        """Return that the medicine is in use, was, or will be."""
        before = self._medicines.get(medicine.changed_from) if medicine.changed_from is not None else None
        instead = f"Taken in the place of {before.name}." if before is not None else ""
        return fhir.resource(
            "MedicationStatement",
            fhir.part_of(medicine.id, what),
            medicationReference=fhir.reference(medicine.id),
            subject=self._subject,
            dateAsserted=fhir.moment(medicine.updated_at or medicine.written_at),
            informationSource=self._subject,
            note=fhir.note(instead, medicine.note),
            **keys,
        )

    def _appointment(self, appointment: Appointment) -> Iterator[Part]:
        is_to_come = appointment.at > self._at
        whom = fhir.words(appointment.with_whom)
        yield fhir.resource(
            "Encounter",
            appointment.id,
            # Nobody wrote down whether it took place.
            status="planned" if is_to_come else "unknown",
            class_=fhir.coding(fhir.VISIT),
            subject=self._subject,
            participant=[{"individual": {"display": whom}}] if whom else [],
            period=fhir.period(fhir.moment(appointment.at), None),
        )
        asked = [
            fhir.part(linkId=str(number), text=fhir.words(question.text), answer=_answer(question.answer))
            for number, question in enumerate(appointment.questions, start=1)
            if fhir.words(question.text) or fhir.words(question.answer)
        ]
        if fhir.words(appointment.note):
            asked.append(fhir.part(linkId="note", text="Note", answer=_answer(appointment.note)))
        if asked:
            yield fhir.resource(
                "QuestionnaireResponse",
                fhir.part_of(appointment.id, "questions"),
                status="in-progress" if is_to_come else "completed",
                subject=self._subject,
                encounter=fhir.reference(appointment.id),
                authored=fhir.moment(appointment.updated_at or appointment.written_at),
                source=self._subject,
                item=asked,
            )


def _said(what: str, texts: Sequence[str]) -> list[Part]:
    """Return a component for each of the texts that says something."""
    return [fhir.component(fhir.concept(what), valueString=fhir.words(text)) for text in texts]


def _answer(text: str) -> list[Part]:
    said = fhir.words(text)
    return [{"valueString": said}] if said else []


def _strength(strength: Strength, form: str) -> Part:
    """Return a Ratio: so much in one of the form, in a millilitre, or in an hour of a patch."""
    unit, _, per = strength.unit.partition("/")
    return {
        "numerator": fhir.quantity(strength.value, unit, _IN_UCUM.get(unit, "")),
        "denominator": fhir.quantity(1, per or form, _IN_UCUM.get(per, "")),
    }


def _end_of(plan: Plan, later: Sequence[Plan]) -> date | None:
    """Return the last day of a plan: a newer one that goes on takes its place, as in `Medicine.plan_on`."""
    for following in later:
        goes_on = following.until is None or (plan.until is not None and following.until >= plan.until)
        if goes_on and following.start > plan.start:
            before = following.start - timedelta(days=1)
            return before if plan.until is None else min(plan.until, before)
    return plan.until


def _status(start: date, until: date | None, today: date) -> str:
    if until is not None and until < today:
        return "completed"
    return "intended" if start > today else "active"


def _dosage(plan: Plan, medicine: Medicine) -> Part:
    """Return how a medicine is to be taken, as it was copied from the label."""
    is_as_needed = medicine.role == "as-needed"
    least, most = plan.min_hours_between, plan.max_per_day
    every = plan.every_hours or (least if is_as_needed and not plan.times else None)
    repeat = fhir.part(timeOfDay=[clock.isoformat("seconds") for clock in plan.times])
    if every and not repeat:
        repeat = {"frequency": 1, "period": every, "periodUnit": "h"}
    said = f"At least {text_of(least)} hours from one dose to the next." if least else ""
    amount = fhir.quantity(plan.amount, medicine.form)
    return fhir.part(
        additionalInstruction=[fhir.concept(said)] if said else [],
        timing={"repeat": repeat} if repeat else None,
        asNeededBoolean=is_as_needed,
        doseAndRate=[{"doseQuantity": amount}] if amount else [],
        maxDosePerPeriod={
            "numerator": fhir.quantity(most, medicine.form),
            "denominator": fhir.quantity(1, "day", "d"),
        }
        if most is not None
        else None,
    )
