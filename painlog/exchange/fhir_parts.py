"""The parts that FHIR's resources are put together from, R4 (4.0.1): datatypes, codes and references.

Nothing empty is ever given: FHIR knows no empty text, list or object.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID, uuid5

Part: TypeAlias = dict[str, Any]
"""A resource, or a part of one, as the keys and values of its JSON."""

UCUM = "http://unitsofmeasure.org"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
_EXTENSIONS = "http://hl7.org/fhir/StructureDefinition"
_FARTHEST = timedelta(hours=14)
"""The largest offset from UTC that a moment may have in FHIR."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Code(NamedTuple):
    """What a thing is called in somebody's list of codes."""

    system: str
    code: str
    display: str


PAIN = Code("http://loinc.org", "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
SLEEP = Code("http://loinc.org", "93832-4", "Sleep duration")
SURVEY = Code(f"{_TERMINOLOGY}/observation-category", "survey", "Survey")
ACTIVITY = Code(f"{_TERMINOLOGY}/observation-category", "activity", "Activity")
AT_HOME = Code(f"{_TERMINOLOGY}/medication-admin-category", "community", "Community")
VISIT = Code(f"{_TERMINOLOGY}/v3-ActCode", "AMB", "ambulatory")


def resource(kind: str, own_id: UUID, **keys: Any) -> Part:
    """Return a resource; what is not told is left out. A key that Python keeps for itself ends in "_"."""
    return {"resourceType": kind, "id": str(own_id), **part(**keys)}


def part(**keys: Any) -> Part:
    """Return what is told of these keys."""
    return {key.removesuffix("_"): value for key, value in keys.items() if value not in (None, "", [], {})}


def bundle_entry(made: Mapping[str, Any]) -> Part:
    """Return a resource as a bundle holds it."""
    return {"fullUrl": f"urn:uuid:{made['id']}", "resource": made}


def reference(name: UUID | str) -> Part:
    """Return what leads to another resource of the same bundle."""
    return {"reference": f"urn:uuid:{name}"}


def part_of(name: UUID, what: str) -> UUID:
    """Return the id of a part of an entry; always the same one."""
    return uuid5(name, what)


def words(text: str) -> str:
    """Return a text as FHIR takes it: without characters that are none, empty where nothing is left."""
    return _NOT_TEXT.sub(" ", text).strip()


def concept(text: str, code: Code | None = None) -> Part:
    """Return a CodeableConcept: what something is in words, and in a list of codes."""
    return part(coding=[coding(code)] if code else [], text=words(text))


def coding(code: Code) -> Part:
    """Return a Coding."""
    return code._asdict()


def note(*texts: str) -> list[Part]:
    """Return Annotations of the texts that say something."""
    return [{"text": said} for said in map(words, texts) if said]


def quantity(value: Decimal | float | None, unit: str, code: str = "") -> Part | None:
    """Return a Quantity with its unit in words and, where UCUM has one, its code there."""
    if value is None:
        return None
    return part(value=value, unit=unit, system=UCUM if code else "", code=code)


def score(value: float | None) -> Part | None:
    """Return a rating from 0 to 10."""
    return quantity(value, "out of 10", "{score}")


def moment(at: datetime | None, *, only_day: bool = False) -> str | None:
    """Return a dateTime with the patient's offset, or its day where the time of day is not certain."""
    if at is None:
        return None
    if only_day:
        return at.date().isoformat()
    offset = at.utcoffset()
    is_far = offset is not None and abs(offset) > _FARTHEST
    return (at.astimezone(UTC) if is_far else at).isoformat()


def period(start: str | None, end: str | None, *, end_unknown: bool = False) -> Part:
    """Return a Period; one that goes on has no end, and one whose end nobody knows says so."""
    unknown = {"extension": [{"url": f"{_EXTENSIONS}/data-absent-reason", "valueCode": "unknown"}]}
    return part(start=start, end=end, **({"_end": unknown} if end_unknown and end is None else {}))


def day(told: date | None) -> str | None:
    """Return a date."""
    return None if told is None else told.isoformat()


def component(said: Part, **value: Any) -> Part:
    """Return one of several results of an Observation; empty where there is no value."""
    told = part(**value)
    return {"code": said, **told} if told else {}


def filled(parts: Iterable[Part]) -> list[Part]:
    """Return the parts that say something."""
    return [told for told in parts if told]


def follows(earlier: UUID) -> Part:
    """Return the Extension that tells which Observation another one is the return of."""
    return {"url": f"{_EXTENSIONS}/observation-sequelTo", "valueReference": reference(earlier)}
