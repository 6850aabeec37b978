"""Which medicines the rows of a table mean: those of the journal, and those that come with the table."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from types import ModuleType
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from painlog.entries import FORMS, STRENGTH_UNITS, Contents, Dose, Medicine, Strength
from painlog.exchange import csv_format, xlsx_format
from painlog.exchange.cabinet import Cabinet
from painlog.exchange.naming import full_name, key_of
from painlog.exchange.reading import Reading, Trouble
from tests.exchange.journals import AMOUNTS, NAMES, number

AT = datetime(2026, 3, 31, 13, 5, tzinfo=timezone(timedelta(hours=2)))


def lines(*rows: str) -> list[str]:
    """Return the lines of doses told as "name,amount,unit"."""
    return [f"dose,{AT + timedelta(minutes=place):%Y-%m-%d %H:%M},{row}" for place, row in enumerate(rows)]


def read(told: Iterable[str], known: Iterable[Medicine] | Cabinet = ()) -> Reading:
    """Read lines of doses."""
    return csv_format.read("\n".join(("kind,start,name,amount,unit", *told)).encode(), known)


def called(medicine: Medicine) -> tuple[str, str]:
    """Return all that a row can say of a medicine: its name with its strength, and its form."""
    return key_of(full_name(medicine.name, medicine.strength)), medicine.form


def taken(contents: Contents, known: Iterable[Medicine] = ()) -> dict[UUID, tuple[Decimal, str, str]]:
    """Return by dose how many units were taken, of what."""
    named = {one.id: called(one) for one in (*known, *contents.medicines)}
    return {dose.id: (dose.amount, *named[dose.medicine]) for dose in contents.doses}


def told(reading: Reading) -> list[str]:
    """Return the new medicines as they are called: "Novum 5 mg tablet"."""
    return sorted(f"{full_name(one.name, one.strength)} {one.form}" for one in reading.contents.medicines)


def strong(value: str, unit: str = "mg") -> Strength:
    return Strength(value=Decimal(value), unit=unit)


def of(count: int, name: str, form: str, strength: Strength | None = None) -> Medicine:
    return Medicine(id=number(count), name=name, form=form, strength=strength)


# what Painlog writes itself

ALIKE = (
    "Diclofenac",
    "diclofenac",
    "Diclofenac 50 mg",
    "Diclofenac  gel",
    "D 1.125 mg",
    "=1+1",
    "mg",
    "5 mg",
)
"""Names that have much in common, and some that could be read as something else."""
PRODUCTS = st.builds(
    Medicine,
    id=st.uuids(),
    name=st.sampled_from(ALIKE) | NAMES,
    form=st.sampled_from(FORMS),
    strength=st.sampled_from((None, strong("50")))
    | st.builds(Strength, value=AMOUNTS, unit=st.sampled_from(STRENGTH_UNITS)),
)


@st.composite
def cupboards(draw: st.DrawFn) -> Contents:
    """Draw medicines, many of which are called alike, and doses of them."""
    medicines = draw(st.lists(PRODUCTS, min_size=1, max_size=6, unique_by=lambda one: one.id))
    doses = [
        Dose(
            id=number(place),
            medicine=draw(st.sampled_from(medicines)).id,
            taken_at=AT + timedelta(minutes=place),
            amount=draw(AMOUNTS),
        )
        for place in range(draw(st.integers(1, 10)))
    ]
    return Contents(medicines=tuple(medicines), doses=tuple(doses))


@settings(max_examples=100)
@given(cupboards())
def test_any_medicines_come_into_an_empty_journal_as_they_were(kept: Contents) -> None:
    """A tablet and a cream of one name became one medicine, and of one alone the strength was lost."""
    written = csv_format.write(kept)
    reading = csv_format.read(written)
    assert (reading.problems, reading.questions) == ((), ())
    assert taken(reading.contents) == taken(kept)
    made = reading.contents.medicines
    assert len({called(one) for one in made}) == len(made)
    again = csv_format.read(written, made)
    assert (again.problems, again.contents.medicines) == ((), ())
    assert taken(again.contents, made) == taken(kept)


@pytest.mark.parametrize("format_", [csv_format, xlsx_format])
def test_a_name_in_two_forms_and_two_strengths_is_four_medicines(format_: ModuleType) -> None:
    four = (
        of(1, "Diclofenac", "tablet", strong("50")),
        of(2, "Diclofenac", "tablet", strong("75.125")),
        of(3, "Diclofenac", "cream"),
        of(4, "Diclofenac", "liquid", strong("15", "mg/mL")),
    )
    doses = tuple(Dose(id=number(9 + each.id.int), medicine=each.id, taken_at=AT) for each in four)
    kept = Contents(medicines=four, doses=doses)
    contents = format_.read(format_.write(kept)).contents
    assert {(one.name, one.form, one.strength) for one in contents.medicines} == {
        (one.name, one.form, one.strength) for one in four
    }
    assert taken(contents) == taken(kept)
    for known in (four[:2], four[1:]):
        some = format_.read(format_.write(kept), known).contents
        assert {called(one) for one in some.medicines} == {called(one) for one in four if one not in known}
        assert taken(some, known) == taken(kept)


@pytest.mark.parametrize("inside", [strong("50"), strong("5"), None])
def test_of_two_that_can_be_called_alike_it_is_the_one_that_is_called_just_so(
    inside: Strength | None,
) -> None:
    """Doses of "Diclofenac", 50 mg, went to the one whose name itself is "Diclofenac 50 mg", or to none."""
    two = (
        of(1, "Diclofenac", "tablet", strong("50")),
        of(2, "Diclofenac 50 mg", "tablet", inside),
    )
    doses = tuple(Dose(id=number(9 + each.id.int), medicine=each.id, taken_at=AT) for each in two)
    reading = csv_format.read(csv_format.write(Contents(medicines=two, doses=doses)), two)
    assert reading.problems == ()
    assert [dose.medicine for dose in reading.contents.doses] == [one.id for one in two]


def test_the_unit_tells_form_and_strength_and_the_name_stays_the_name() -> None:
    several = (
        of(1, "Oxy", "capsule", strong("5")),
        of(2, "Syrup", "liquid", strong("24", "mg/mL")),
        of(3, "Juice", "liquid"),
        of(4, "Drops", "liquid", strong("0.125")),
        of(5, "Patch", "patch", strong("12", "ug/h")),
        of(6, "Balm", "cream"),
    )
    doses = tuple(
        Dose(id=number(10 + place), medicine=each.id, taken_at=AT + timedelta(minutes=place))
        for place, each in enumerate(several)
    )
    written = csv_format.write(Contents(medicines=several, doses=doses)).decode().splitlines()[1:]
    assert [",".join(line.split(",")[5:8]) for line in written] == [
        "Oxy,1,capsule of 5 mg",
        "Syrup,1,mL of 24 mg/mL",
        "Juice,1,mL",
        "Drops,1,liquid of 0.125 mg",
        "Patch,1,patch of 12 ug/h",
        "Balm,1,cream",
    ]


def test_a_file_that_tells_strengths_behind_the_names_is_read_as_before() -> None:
    """So they were written where two medicines shared a name; of others there was no strength."""
    rows = lines("Ibuprofen 400 mg,1,tablet", "Ibuprofen 600 mg,2,tablet", "Oxycodone IR,1,capsule")
    assert told(read(rows)) == ["Ibuprofen 400 mg tablet", "Ibuprofen 600 mg tablet", "Oxycodone IR capsule"]
    known = (
        of(1, "Ibuprofen", "tablet", strong("400")),
        of(2, "Ibuprofen", "tablet", strong("600")),
        of(3, "Oxycodone IR", "capsule", strong("5")),
    )
    reading = read(rows, known)
    assert [dose.medicine for dose in reading.contents.doses] == [one.id for one in known]


# what a person writes


@pytest.mark.parametrize(
    ("rows", "made"),
    [
        (("Novum,1,", "novum,1,tablets", "NOVUM ,1,pills"), ["NOVUM tablet"]),
        (("Novum,1,tablet", "Novum,1,cream"), ["Novum cream", "Novum tablet"]),
        (("Novum,1,tablet", "Novum,1,cream", "Novum,1,"), ["Novum cream", "Novum other", "Novum tablet"]),
        (("Novum 5 mg,1,", "Novum,1,tablet of 5 mg", "Novum 5mg,1,"), ["Novum 5 mg tablet"]),
        (("Novum 5 mg,1,", "Novum,1,"), ["Novum 5 mg other", "Novum other"]),
        (("Novum,10,mg", "Novum,1,tablet of 5 mg"), ["Novum 5 mg tablet"]),
        (("Novum,10,mg", "Novum,1,tablet", "Novum,0.015,g"), ["Novum 5 mg tablet"]),
        (("N,9,mg", "N,1,tablet", "N,1,cream"), ["N 9 mg other", "N cream", "N tablet"]),
        (("Novum 12 ug/h,1,", "Vetus 12 µg/h,1,patch"), ["Novum 12 ug/h patch", "Vetus 12 ug/h patch"]),
        (("Novum,1,capsules à 5 mg",), []),
        (("Novum  forte,1,", "Novum forte,1,"), ["Novum forte other"]),
        (("Novum 1.000 mg,1,",), ["Novum 1.000 mg other"]),  # one, or a thousand
        (("Novum,3,unit", "Novum,1,tablet of 5 mg"), ["Novum 5 mg tablet"]),
        (("Novum,14,mg", "Novum,-7,mg"), ["Novum 14 mg other"]),
        (("Insulin,10,units", "Insulin,15,unit"), ["Insulin 5 unit other"]),
    ],
)  # fmt: skip
def test_of_new_medicines_name_strength_and_form_tell_one_from_another(
    rows: tuple[str, ...], made: list[str]
) -> None:
    assert told(read(lines(*rows))) == made
    assert told(read(lines(*rows)[::-1])) == made


UNITS = ("", "tablet", "capsules", "cream", "mg", "g", "mL", "other")
WITH_STRENGTH = ("tablet of 5 mg", "capsules of 10 mg")
ROWS = st.lists(
    st.tuples(
        st.tuples(st.sampled_from(("Novum", "novum", "Vetus")), st.sampled_from((*UNITS, *WITH_STRENGTH)))
        | st.tuples(st.sampled_from(("Novum 5 mg", "Novum 10mg")), st.sampled_from(UNITS)),
        st.sampled_from(("", "0", "1", "5", "10", "15")),
    ).map(lambda row: f"{row[0][0]},{row[1]},{row[0][1]}"),
    min_size=1,
    max_size=7,
)


def troubles(reading: Reading) -> set[tuple[str, str, str]]:
    return {(each.why, each.place, each.value) for each in reading.problems}


@settings(max_examples=100)
@given(ROWS, st.integers(0, 99))
@example(["Novum,,tablet", "Novum,,capsules", "Novum,0,mg"], 0)
@example(["Novum,,", "Novum,,tablet", "Novum,1,mg", "Novum,,other"], 0)
@example(["Novum,,tablet of 5 mg", "Novum,,capsules of 10 mg", "novum,0,g", "Novum,5,mg"], 1)
@example(["Novum,,tablet of 3 mg", "Novum,,tablet of 7 mg", "Novum,1,mg"], 0)
def test_what_rows_mean_hangs_neither_on_their_order_nor_on_whether_they_came_in_before(
    rows: list[str], chance: int
) -> None:
    first = read(lines(*rows))
    mixed = lines(*rows)
    Random(chance).shuffle(mixed)
    again = read(mixed)
    assert (taken(again.contents), troubles(again)) == (taken(first.contents), troubles(first))
    assert {one.id for one in again.contents.medicines} == {one.id for one in first.contents.medicines}
    made = first.contents.medicines
    later = read(mixed, made)
    assert (later.contents.medicines, troubles(later)) == ((), troubles(first))
    assert taken(later.contents, made) == taken(first.contents)


def test_another_form_of_a_medicine_in_the_journal_is_another_medicine() -> None:
    """5 mL of a syrup were taken for five tablets."""
    tablet = of(1, "Paracetamol", "tablet", strong("500"))
    reading = read(
        lines("Paracetamol,5,mL", "Paracetamol,1,", "Paracetamol,1,g", "Paracetamol,1,cap"), [tablet]
    )
    assert told(reading) == ["Paracetamol liquid"]
    assert list(taken(reading.contents, [tablet]).values()) == [
        (Decimal(5), "paracetamol", "liquid"),
        *((Decimal(units), "paracetamol 500 mg", "tablet") for units in (1, 2, 1)),
    ]


@pytest.mark.parametrize(
    ("medicine", "unit"),
    [
        (of(1, "Novum", "injection", strong("10", "mg/mL")), "mL"),
        (of(1, "Novum", "other"), "puffs"),
        (of(1, "Novum", "cream"), "other"),
        (of(1, "Novum", "capsule"), "pills"),
        (of(1, "Novum", "liquid", strong("0.5")), "mL"),
    ],
)
def test_what_may_be_counted_so_is_found(medicine: Medicine, unit: str) -> None:
    reading = read(lines(f"Novum,2,{unit}"), [medicine])
    assert list(taken(reading.contents, [medicine]).values()) == [(Decimal(2), *called(medicine))]


def test_of_two_forms_in_the_journal_the_row_must_tell_which() -> None:
    both = (of(1, "Diclofenac", "tablet"), of(2, "Diclofenac", "cream"))
    reading = read(lines("Diclofenac,1,", "Diclofenac,1,cream"), both)
    assert [problem.why for problem in reading.problems] == [Trouble.SEVERAL_MEDICINES]
    assert [dose.medicine for dose in reading.contents.doses] == [both[1].id]


def test_another_form_or_strength_than_a_unit_tells_is_another_medicine() -> None:
    rows = lines("Novum,1,tablet of 10 mg", "Novum,1,capsule of 5 mg", "Novum,1,tablet of 5 mg")
    tablet = of(1, "Novum", "tablet", strong("5"))
    assert told(read(rows, [tablet])) == ["Novum 10 mg tablet", "Novum 5 mg capsule"]


def test_of_two_forms_it_is_the_one_without_where_a_row_tells_none() -> None:
    both = (of(1, "Novum", "other", strong("5")), of(2, "Novum", "tablet", strong("5")))
    reading = read(lines("Novum,1,", "Novum,10,mg"), both)
    assert [(dose.medicine, int(dose.amount)) for dose in reading.contents.doses] == [
        (both[0].id, 1),
        (both[0].id, 2),
    ]


def test_an_amount_is_of_the_strength_of_which_it_is_whole_units() -> None:
    reading = read(lines("Novum 4 mg,1,", "Novum 10 mg,1,", "Novum,8,mg", "Novum,20,mg"))
    assert [str(dose.amount) for dose in reading.contents.doses] == ["1", "1", "2", "2"]


def test_amounts_in_rows_whose_day_other_rows_tell_say_how_strong_one_unit_is() -> None:
    """They were refused: how strong it is was asked when the days were settled, and no longer looked for."""
    rows = ("dose,03/04/2026 08:00,Novum,5,mg", "dose,03/04/2026 12:00,Novum,10,mg", "note,31/03/2026,,,")
    reading = read(rows)
    assert (reading.problems, told(reading)) == ((), ["Novum 5 mg other"])
    assert [dose.amount for dose in reading.contents.doses] == [1, 2]


def test_none_of_an_ingredient_is_none_of_the_medicine() -> None:
    reading = read(lines("Novum,0,mg", "Vetus,,mg"))
    assert reading.problems == ()
    assert [int(dose.amount) for dose in reading.contents.doses] == [0, 1]
