"""FHIR: what is written is a bundle that other programs read, and tells what the journal holds.

fhir.resources looks at keys, kinds of values and what must be there, and takes any word for a code: the codes
of which a list must be used are held against the lists of FHIR R4 here.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given

from painlog.entries import Contents, Dose, FlareUp, Medicine, Note, Patient, Plan
from painlog.exchange import fhir_format, json_format
from painlog.exchange.fhir_format import write
from painlog.exchange.reading import Trouble, Unreadable
from painlog.exchange.sample import sample
from tests.exchange.journals import AT, EVERYTHING, TABLET, contents, number

NOON = time(12)
# The lists that FHIR R4 binds these codes to ("required").
CODES = {
    "Observation": "registered preliminary final amended corrected cancelled entered-in-error unknown",
    "MedicationAdministration": "in-progress not-done on-hold completed entered-in-error stopped unknown",
    "MedicationStatement": "active completed entered-in-error intended stopped on-hold unknown not-taken",
    "Medication": "active inactive entered-in-error",
    "Procedure": "preparation in-progress not-done on-hold stopped completed entered-in-error unknown",
    "Encounter": ("planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown"),
    "QuestionnaireResponse": "in-progress completed amended entered-in-error stopped",
}


def resources(told: Contents) -> list[dict[str, Any]]:
    """Return what is told of a journal, and refuse what no other program could read."""
    data = write(told)
    Bundle.model_validate_json(data)
    bundle = json.loads(data)
    found = [entry["resource"] for entry in bundle["entry"]]
    names = [entry["fullUrl"] for entry in bundle["entry"]]
    assert names == [f"urn:uuid:{one['id']}" for one in found]
    assert len(set(names)) == len(names)
    assert {reference["reference"] for reference in every(found, "reference")} <= set(names)
    for one in found:
        if one["resourceType"] != "Patient":
            assert one["status"] in CODES[one["resourceType"]].split(), one["resourceType"]
    return found


def every(told: Any, key: str) -> Iterator[Any]:
    """Return every object, at any depth, that has the key."""
    if isinstance(told, dict):
        if key in told and isinstance(told[key], str):
            yield told
        for inner in told.values():
            yield from every(inner, key)
    elif isinstance(told, list):
        for inner in told:
            yield from every(inner, key)


def of(told: Contents, kind: str, entry: UUID | None = None) -> list[dict[str, Any]]:
    found = [one for one in resources(told) if one["resourceType"] == kind]
    return found if entry is None else [one for one in found if one["id"] == str(entry)]


def test_all_that_can_be_written_down_is_told() -> None:
    kinds = Counter(one["resourceType"] for one in resources(EVERYTHING))
    assert kinds == {
        "Patient": 1,
        "Medication": 3,
        "MedicationStatement": 3,
        # Three flare-ups and two readings; five answers, one of them a note, and "no flare-up today"; relief,
        # an activity, a note.
        "Observation": 5 + 6 + 1 + 1 + 1,
        "MedicationAdministration": 2,
        "Procedure": 1,
        "Encounter": 1,
        "QuestionnaireResponse": 1,
    }


def test_the_sample_is_told() -> None:
    assert len(resources(sample(date(2026, 4, 12)))) > 700


@given(contents())
def test_any_journal_is_read_by_others(told: Contents) -> None:
    resources(told)


def test_an_empty_journal_has_a_patient_without_a_name() -> None:
    [patient] = resources(Contents())
    assert list(patient) == ["resourceType", "id"]


def test_the_same_journal_gives_the_same_file() -> None:
    assert write(EVERYTHING) == write(EVERYTHING)


def test_the_patient_is_the_same_in_a_part_and_no_namesake() -> None:
    name = Patient(name="Sample Patient", born=date(1961, 5, 14))
    mine = Contents(patient=name, medicines=(TABLET,), notes=(Note(id=number(60), at=AT, text="a"),))
    part, other = replace(mine, notes=()), replace(mine, medicines=(replace(TABLET, id=number(9)),))
    [whole], [shorter], [namesake] = (of(one, "Patient") for one in (mine, part, other))
    assert whole == shorter
    assert whole["id"] != namesake["id"]
    assert (whole["name"], whole["birthDate"]) == ([{"text": "Sample Patient"}], "1961-05-14")


def test_a_flare_up_lasts_from_its_start_to_its_end_with_its_worst() -> None:
    [told] = of(EVERYTHING, "Observation", number(10))
    assert told["effectivePeriod"] == {
        "start": "2026-03-31T13:05:00+02:00",
        "end": "2026-03-31T13:47:30+02:00",
    }
    worst, when, *said = told["component"]
    assert worst["code"]["coding"][0]["code"] == "72514-3"
    assert (worst["valueQuantity"]["value"], worst["valueQuantity"]["code"]) == (7.5, "{score}")
    assert when["valueDateTime"] == "2026-03-31T13:13:00+02:00"
    assert [one["valueString"] for one in said] == [
        *("lifting", "cough; sneeze", "back\\slash", "ends so\\", "last"),
        *("stabbing", "the shopping", "heat"),
    ]
    assert told["status"] == "final"
    assert told["note"] == [{"text": '"quoted", <b>bold</b> & more\nsecond line'}]
    readings = {reference["reference"] for reference in told["hasMember"]}
    members = [one for one in of(EVERYTHING, "Observation") if f"urn:uuid:{one['id']}" in readings]
    assert [one["valueQuantity"]["value"] for one in members] == [4, 6]


def test_a_flare_up_that_goes_on_is_preliminary_and_has_no_end() -> None:
    [told] = of(EVERYTHING, "Observation", number(12))
    assert told["status"] == "preliminary"
    assert list(told["effectivePeriod"]) == ["start"]


def test_an_uncertain_time_is_only_a_day_and_an_unknown_end_is_said() -> None:
    [told] = of(EVERYTHING, "Observation", number(11))
    assert told["effectivePeriod"]["start"] == "2026-03-31"
    assert told["effectivePeriod"]["_end"]["extension"][0]["valueCode"] == "unknown"
    [follows] = told["extension"]
    assert follows["valueReference"] == {"reference": f"urn:uuid:{number(10)}"}


def test_what_leads_out_of_a_part_is_not_told() -> None:
    part = replace(EVERYTHING, flare_ups=EVERYTHING.flare_ups[1:], doses=())
    [told] = of(part, "Observation", number(11))
    assert "extension" not in told
    [dose] = of(replace(part, doses=EVERYTHING.doses), "MedicationAdministration", number(20))
    assert "reasonReference" not in dose


def test_a_dose_is_told_with_its_amount_as_typed_its_reason_and_its_relief() -> None:
    [told] = of(EVERYTHING, "MedicationAdministration", number(20))
    assert b'"dose": {"value": 0.50, "unit": "tablet"}' in write(EVERYTHING)
    assert told["effectiveDateTime"] == "2026-03-31T13:14:00+02:00"
    assert told["reasonReference"] == [{"reference": f"urn:uuid:{number(10)}"}]
    assert told["medicationReference"] == {"reference": f"urn:uuid:{TABLET.id}"}
    [relief] = [one for one in of(EVERYTHING, "Observation") if "partOf" in one]
    assert relief["partOf"] == [{"reference": f"urn:uuid:{number(20)}"}]
    assert relief["valueQuantity"]["value"] == 50
    assert relief["component"][0]["valueQuantity"]["value"] == 30
    assert relief["effectiveDateTime"] == "2026-03-31T13:44:00+02:00"


def test_a_relief_of_which_only_the_time_is_told_is_told() -> None:
    [dose] = [replace(one, relief=None) for one in EVERYTHING.doses if one.id == number(20)]
    [relief] = [one for one in of(replace(EVERYTHING, doses=(dose,)), "Observation") if "partOf" in one]
    assert "valueQuantity" not in relief
    assert relief["component"][0]["valueQuantity"]["value"] == 30


def test_readings_of_a_guessed_day_are_of_that_day() -> None:
    flare_up = replace(EVERYTHING.flare_ups[0], time_uncertain=True)
    told = of(Contents(flare_ups=(flare_up,)), "Observation")
    assert [one["effectiveDateTime"] for one in told[1:]] == ["2026-03-31", "2026-03-31"]


def test_a_patch_is_on_for_a_time_and_at_a_place() -> None:
    [told] = of(EVERYTHING, "MedicationAdministration", number(21))
    assert told["effectivePeriod"]["end"] == "2026-04-07T13:05:00+02:00"
    assert told["dosage"]["site"] == {"text": "left shoulder"}


def test_nothing_taken_is_no_dose() -> None:
    dose = Dose(id=number(5), medicine=TABLET.id, taken_at=AT, amount=Decimal(0))
    [told] = of(Contents(medicines=(TABLET,), doses=(dose,)), "MedicationAdministration")
    assert told["status"] == "not-done"


def test_the_plan_is_told_as_it_was_copied() -> None:
    [tablet, patch, bare] = of(EVERYTHING, "MedicationStatement")
    assert tablet["effectivePeriod"] == {"start": "2026-01-01", "end": "2026-03-25"}
    assert (tablet["status"], tablet["statusReason"]) == ("completed", [{"text": "pain between tablets"}])
    [dosage] = tablet["dosage"]
    assert dosage["timing"] == {"repeat": {"timeOfDay": ["08:00:00", "20:30:00"]}}
    assert dosage["doseAndRate"][0]["doseQuantity"]["value"] == 1.5
    assert patch["dosage"][0]["timing"] == {"repeat": {"frequency": 1, "period": 168, "periodUnit": "h"}}
    assert patch["note"] == [{"text": "Taken in the place of Oxycodone PR."}]
    assert bare["status"] == "unknown"


def test_an_as_needed_medicine_says_how_often_and_how_much_at_most() -> None:
    plan = Plan(
        start=date(2026, 1, 1), amount=Decimal(1), min_hours_between=Decimal(4), max_per_day=Decimal(6)
    )
    medicine = Medicine(id=number(3), name="Oxycodone IR", form="capsule", plans=(plan,))
    [[dosage]] = [one["dosage"] for one in of(Contents(medicines=(medicine,)), "MedicationStatement")]
    assert dosage["asNeededBoolean"] is True
    assert dosage["timing"]["repeat"] == {"frequency": 1, "period": 4, "periodUnit": "h"}
    assert dosage["additionalInstruction"] == [{"text": "At least 4 hours from one dose to the next."}]
    assert dosage["maxDosePerPeriod"]["numerator"] == {"value": 6, "unit": "capsule"}
    assert dosage["maxDosePerPeriod"]["denominator"]["code"] == "d"
    for other in (
        replace(medicine, role="regular"),
        replace(medicine, plans=(replace(plan, times=(NOON,)),)),
    ):
        [[dosage]] = [one["dosage"] for one in of(Contents(medicines=(other,)), "MedicationStatement")]
        assert "frequency" not in dosage.get("timing", {}).get("repeat", {}), "4 hours are no prescription"


@pytest.mark.parametrize(
    ("second", "ends"),
    [
        (Plan(start=date(2026, 2, 1)), "2026-01-31"),
        (Plan(start=date(2026, 2, 1), until=date(2026, 2, 9)), None),
        (Plan(start=date(2026, 1, 1)), None),
    ],
    ids=["takes its place", "is for a while", "begins together"],
)
def test_a_plan_ends_when_another_takes_its_place(second: Plan, ends: str | None) -> None:
    medicine = Medicine(id=number(3), name="a", plans=(Plan(start=date(2026, 1, 1)), second))
    first, _ = of(Contents(medicines=(medicine,)), "MedicationStatement")
    assert first["effectivePeriod"].get("end") == ends


def test_a_plan_to_come_is_intended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fhir_format, "now", lambda: AT)
    plans = tuple(Plan(start=AT.date() + timedelta(days=days)) for days in (-3, 0, 1))
    medicine = Medicine(id=number(3), name="a", plans=plans)
    told = of(Contents(medicines=(medicine,)), "MedicationStatement")
    assert [one["status"] for one in told] == ["completed", "active", "intended"]


def test_strengths_are_ratios() -> None:
    tablet, patch, _ = of(EVERYTHING, "Medication")
    ratio = tablet["ingredient"][0]["strength"]
    assert (ratio["numerator"]["code"], ratio["denominator"]) == ("mg", {"value": 1, "unit": "tablet"})
    ratio = patch["ingredient"][0]["strength"]
    assert (ratio["numerator"]["code"], ratio["denominator"]["code"]) == ("ug", "h")
    assert ratio["denominator"]["unit"] == "h"


def test_check_ins_tell_what_was_said_and_no_flare_up_of_the_whole_day() -> None:
    said = {one["code"]["text"]: one for one in of(EVERYTHING, "Observation")}
    assert said["Background pain"]["valueQuantity"]["value"] == 3
    sleep = said["Hours of sleep"]["valueQuantity"]
    assert (sleep["value"], sleep["system"], sleep["code"]) == (6.5, "http://unitsofmeasure.org", "h")
    none = said["Flare-up of pain on this day"]
    assert (none["valueBoolean"], none["effectiveDateTime"]) == (False, "2026-04-01")


def test_a_visit_is_planned_until_it_is_past(monkeypatch: pytest.MonkeyPatch) -> None:
    for at, status, answers in (
        (AT, "planned", "in-progress"),
        (AT + timedelta(days=10), "unknown", "completed"),
    ):
        monkeypatch.setattr(fhir_format, "now", lambda at=at: at)
        [visit], [asked] = of(EVERYTHING, "Encounter"), of(EVERYTHING, "QuestionnaireResponse")
        assert (visit["status"], asked["status"]) == (status, answers)
        assert visit["participant"] == [{"individual": {"display": "Dr Sample"}}]
        assert asked["item"] == [
            {"linkId": "1", "text": "Why?", "answer": [{"valueString": "Because"}]},
            {"linkId": "2", "text": "When?"},
        ]


def test_an_offset_that_fhir_does_not_know_is_told_in_utc() -> None:
    at = datetime(2020, 3, 31, 23, 5, tzinfo=timezone(timedelta(hours=18)))
    [told] = of(Contents(notes=(Note(id=number(60), at=at, text="far"),)), "Observation")
    assert told["effectiveDateTime"] == "2020-03-31T05:05:00+00:00"


def test_characters_that_are_none_are_left_out() -> None:
    flare_up = FlareUp(id=number(1), started_at=AT, triggers=("\x07", "a\x00b".replace("\x00", "\x01")))
    [told] = of(Contents(flare_ups=(flare_up,)), "Observation")
    assert [one["valueString"] for one in told["component"]] == ["a b"]


def test_it_does_not_come_back_in() -> None:
    with pytest.raises(Unreadable) as refused:
        json_format.read(write(EVERYTHING))
    assert refused.value.problem.why is Trouble.FHIR
