"""CSV: whatever program wrote it, each row is read, named with its line, or asked about."""

import csv
import gc
import io
import pickle
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painlog.entries import Contents, Dose, Medicine, Note, Strength, Why
from painlog.exchange import csv_format
from painlog.exchange.ids import IDS, exact_id, worked_out_id
from painlog.exchange.reading import LONGEST_CELL, Choices, Problem, Question, Reading, Trouble, Unreadable
from painlog.exchange.rows import ENCODINGS, open_sheet
from painlog.exchange.table import COLUMNS
from tests.exchange.journals import BARE, EVERYTHING, PATCH, TABLET, contents, number

HEADER = "kind,start,end,peak_at,intensity,name,amount,unit,reason,triggers,regions,qualities,relief,note,id"


def read(text: str | bytes, *known: Medicine, choices: Choices | None = None) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return csv_format.read(data, known, choices or Choices())


def refusal(text: str | bytes) -> Problem:
    with pytest.raises(Unreadable) as refused:
        read(text)
    return refused.value.problem


def plain(kept: Contents) -> Contents:
    """Return what the columns of a spreadsheet can hold of a journal."""
    return Contents(
        medicines=kept.medicines,
        flare_ups=tuple(
            replace(
                one,
                peak=one.worst,
                readings=(),
                kept_from="",
                helped=(),
                came_back_after=None,
                end_unknown=one.ended_at is None,
                time_uncertain=False,
                written_at=None,
                updated_at=None,
            )
            for one in kept.flare_ups
        ),
        doses=tuple(replace(one, flare_up=None, relief_minutes=None, site="") for one in kept.doses),
        activities=kept.activities,
        check_ins=tuple(
            replace(one, enjoyment=None, activity=None, sleep_hours=None) for one in kept.check_ins
        ),
        appointments=tuple(replace(one, questions=()) for one in kept.appointments),
        notes=kept.notes,
    )


def test_the_header_is_that_of_the_contract() -> None:
    assert ",".join(COLUMNS) == HEADER
    assert csv_format.write(EVERYTHING).decode().splitlines()[0] == HEADER


def test_what_is_written_is_read_back_the_same() -> None:
    reading = read(csv_format.write(EVERYTHING), TABLET, PATCH, BARE)
    assert replace(reading.contents, medicines=EVERYTHING.medicines) == plain(EVERYTHING)
    assert reading.contents.medicines == ()
    assert (reading.problems, reading.questions, reading.left_out, reading.rows) == ((), (), (), 11)


@settings(max_examples=25)
@given(contents())
def test_any_journal_is_read_back_the_same(journal: Contents) -> None:
    names = [replace(medicine, name=" ".join(medicine.name.split())) for medicine in journal.medicines]
    journal = replace(
        journal,
        medicines=tuple(names),
        flare_ups=tuple(replace(f, triggers=_stripped(f.triggers)) for f in journal.flare_ups),
        activities=tuple(replace(a, name=a.name.strip() or "x") for a in journal.activities),
        appointments=tuple(replace(a, with_whom=a.with_whom.strip()) for a in journal.appointments),
    )
    reading = read(csv_format.write(journal), *journal.medicines)
    assert reading.problems == ()
    assert replace(reading.contents, medicines=journal.medicines) == plain(journal)


def _stripped(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item.strip() for item in items if item.strip())


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "'=1", "''+"])  # noqa: RUF001
def test_no_cell_is_a_formula_and_none_is_changed(begin: str) -> None:
    note = Note(id=number(1), at=EVERYTHING.notes[0].at, text=begin)
    dose = replace(EVERYTHING.doses[0], note=begin)
    kept = Contents(medicines=(PATCH,), doses=(dose,), notes=(note,))
    written = csv_format.write(kept)
    for row in csv.reader(io.StringIO(written.decode(), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for cell in row)  # noqa: RUF001
    found = read(written, PATCH).contents
    assert (found.notes[0].text, found.doses[0].note) == (begin, begin)


ROWS = """\
flare-up;31.03.2026 13:05;31.03.2026 13:47;7,5;;lifting;schön
dose;31.03.2026 13:14;;;Oxycodone IR 5 mg;;
"""
GERMAN = "Kind ;START; end;intensity;name;triggers;note\n" + ROWS


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
        ("utf-16-le", "utf-16-le"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_is_worked_out(encoding: str, told: str, delimiter: str) -> None:
    text = GERMAN.replace("7,5", '"7,5"').replace(";", delimiter)
    reading = read(text.encode(encoding))
    flare_up = reading.contents.flare_ups[0]
    assert (flare_up.peak, flare_up.note, flare_up.triggers) == (7.5, "schön", ("lifting",))
    assert flare_up.started_at.isoformat() == "2026-03-31T13:05:00+02:00"
    assert reading.contents.doses[0].amount == 1
    assert reading.guesses == Choices(encoding=told, delimiter=delimiter, day_first=True, decimal_mark=",")


@pytest.mark.parametrize(
    ("header", "row", "delimiter"),
    [
        ('"start";"kind";"how, when, where, why"', "2026-03-31 10:00;note;a", ";"),
        ("start;kind;note (in steps of 0,5)", "2026-03-31 10:00;note;4,5", ";"),
        ("start\tkind\tnote, or what I thought; if any", "2026-03-31 10:00\tnote\ta", "\t"),
        ("start,kind,note (a; b)", "2026-03-31 10:00,note,a", ","),
        ("day;pain (one, two, three)", "31.3.2026;7", ";"),
        ("day;pain (in steps of 0,5)", "31.3.2026;7,5", ";"),
        ("kind", "note", ","),
    ],
)
def test_marks_within_the_header_do_not_part_it(header: str, row: str, delimiter: str) -> None:
    assert open_sheet(f"\n{header}\n{row}\n".encode(), Choices()).guesses.delimiter == delimiter


def test_a_workbook_is_not_called_broken_text() -> None:
    assert refusal(b"PK\x03\x04" + bytes(range(256))).why == Trouble.WORKBOOK


def test_a_first_line_that_names_the_delimiter_is_obeyed_and_counted() -> None:
    reading = read("sep=;\r\nkind;start;note\r\nnote;x;y\r\n")
    assert reading.guesses.delimiter == ";"
    assert reading.problems == (Problem(Trouble.NOT_A_MOMENT, "start", "x", 3),)


def test_a_delimiter_that_no_file_is_guessed_to_have_can_be_named() -> None:
    assert read("sep=|\nkind|start|note\nnote|2026-03-31 13:05|a,b;c").contents.notes[0].text == "a,b;c"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_chosen_with_or_without_its_mark(encoding: str) -> None:
    text = "kind,start,note\nnote,2026-03-31 13:05,Ä\n"
    (note,) = read(text.encode(encoding), choices=Choices(encoding="utf-16")).contents.notes
    assert note.text == "Ä"


@pytest.mark.parametrize("data", [b"kind,start\n", b"k", b"\0\0", b"\xd8\0\xd8\0", bytes(range(256))])
@pytest.mark.parametrize("chosen", ENCODINGS)
def test_letters_chosen_wrongly_are_refused_or_give_no_entry(data: bytes, chosen: str) -> None:
    with suppress(Unreadable):
        assert read(data, choices=Choices(encoding=chosen)).contents == Contents()


@pytest.mark.parametrize(
    "beginning", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"kind,\0\n", b"\0"]
)
def test_what_is_no_text_is_not_taken_for_a_diary(beginning: bytes) -> None:
    """Its bytes are letters of Windows, and the person was asked what its columns mean."""
    assert refusal(beginning + b"1,2,3\n" * 9).why == Trouble.NOT_TEXT


def test_a_chosen_encoding_or_delimiter_is_used() -> None:
    text = "kind;start;note\nnote;2026-03-31 13:05;a,b,c,d".encode("cp1252")
    assert read(text, choices=Choices(delimiter=";")).contents.notes[0].text == "a,b,c,d"
    assert refusal(b"kind,start\n\x81").why == Trouble.NOT_TEXT
    with pytest.raises(Unreadable):
        read(b"kind,start\n\xe4", choices=Choices(encoding="utf-8"))


def start_of(cell: str, choices: Choices | None = None) -> str:
    """Return the start of a note with that cell, or what is wrong with it."""
    reading = read(f'kind,start,note\nnote,"{cell}",x', choices=choices)
    if reading.problems:
        return str(reading.problems[0].why)
    return reading.contents.notes[0].at.isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("cell", "start"),
    [
        ("2026-03-31T13:05+05:30", "2026-03-31T13:05+05:30"),
        ("2026-03-31T13:05Z", "2026-03-31T13:05+00:00"),
        ("2026-03-31 13:05:59.25", "2026-03-31T13:05+02:00"),
        ("2026-01-31 13:05", "2026-01-31T13:05+01:00"),
        ("2026-03-31", "2026-03-31T12:00+02:00"),
        ("31.3.2026 9:05", "2026-03-31T09:05+02:00"),
        ("31.03.26 13.05", "2026-03-31T13:05+02:00"),
        ("3/31/2026 1:05 PM", "2026-03-31T13:05+02:00"),
        ("3/31/2026, 12:05 a.m.", "2026-03-31T00:05+02:00"),
        ("3/31/2026, 1:05:00\u202fPM", "2026-03-31T13:05+02:00"),
        ("2026-03-31\u00a013:05", "2026-03-31T13:05+02:00"),
        ("2026/03/31 13:05", "2026-03-31T13:05+02:00"),
        ("3.3.2026", "2026-03-03T12:00+01:00"),
        ("03.04.2026", Trouble.UNCLEAR_DAY),
        ("2026-02-30", Trouble.NOT_A_MOMENT),
        ("31.13.2026", Trouble.NOT_A_MOMENT),
        ("31.03.2026 25:00", Trouble.NOT_A_MOMENT),
        ("31.03.2026 13:05 pm", Trouble.NOT_A_MOMENT),
        ("1826-03-31", Trouble.NOT_A_MOMENT),
        ("0.0.0000", Trouble.NOT_A_MOMENT),
        ("46112.5", Trouble.NOT_A_MOMENT),
        ("yesterday", Trouble.NOT_A_MOMENT),
        ("٣١.٠٣.٢٠٢٦", Trouble.NOT_A_MOMENT),
    ],
)
def test_moments_as_people_type_them(cell: str, start: str) -> None:
    assert start_of(cell) == start


def test_a_mark_that_a_person_typed_stays() -> None:
    """Only before what could be a formula it is one of ours."""
    assert read("kind,start,note\nnote,2026-03-31,'twas bad").contents.notes[0].text == "'twas bad"


def test_the_same_journal_gives_the_same_rows_whatever_its_order() -> None:
    """It has another one after it was merged, or taken in from JSON."""
    at = datetime(2026, 3, 31, 13, 5, tzinfo=timezone(timedelta(hours=2)))
    notes = tuple(Note(id=uuid5(IDS, name), at=at, text=name) for name in "abc")
    assert csv_format.write(Contents(notes=notes)) == csv_format.write(Contents(notes=notes[::-1]))


@pytest.mark.parametrize(
    ("end", "ended_at"),
    [
        ("2026-03-31", None),
        ("2026-04-02", "2026-04-02T12:00+02:00"),
        ("2026-03-31 14:05", "2026-03-31T14:05+02:00"),
    ],
)
def test_of_a_flare_up_of_one_day_nobody_knows_how_long_it_lasted(end: str, ended_at: str | None) -> None:
    """Both stood at noon, and it was told to have lasted no time at all."""
    (made,) = read(f"kind,start,end\nflare-up,2026-03-31,{end}").contents.flare_ups
    assert made.time_uncertain
    assert made.end_unknown is (ended_at is None)
    assert made.ended_at == (ended_at and datetime.fromisoformat(ended_at))


def test_both_nights_of_daylight_saving_keep_their_wall_clock() -> None:
    assert start_of("2026-03-29 02:30") == "2026-03-29T02:30+01:00"
    assert start_of("2026-10-25 02:30") == "2026-10-25T02:30+02:00"


def test_the_order_of_day_and_month_is_worked_out_from_all_rows() -> None:
    rows = "\nnote,03/04/2026,x\nnote,{},y"
    assert read("kind,start,note" + rows.format("12/05/2026")).questions == (Question.DAY_OR_MONTH_FIRST,)
    day_first = read("kind,start,note" + rows.format("31/03/2026"))
    assert day_first.contents.notes[0].at.date() == date(2026, 4, 3)
    assert day_first.guesses.day_first is True
    month_first = read("kind,start,note" + rows.format("03/31/2026"))
    assert month_first.contents.notes[0].at.date() == date(2026, 3, 4)
    assert month_first.questions == ()


def test_an_order_that_the_rows_leave_open_is_asked_for() -> None:
    text = "kind,start,note\nnote,03/04/2026,x\nnote,05/06/2026,y"
    reading = read(text)
    assert reading.questions == (Question.DAY_OR_MONTH_FIRST,)
    assert [problem.line for problem in reading.problems] == [2, 3]
    answered = read(text, choices=Choices(day_first=False))
    assert answered.questions == ()
    assert [note.at.date() for note in answered.contents.notes] == [date(2026, 3, 4), date(2026, 5, 6)]


def test_rows_that_contradict_each_other_are_asked_about() -> None:
    text = "kind,start,note\nnote,31/03/2026,x\nnote,03/31/2026,y"
    assert read(text).questions == (Question.DAY_OR_MONTH_FIRST,)
    answered = read(text, choices=Choices(day_first=True))
    assert answered.problems == (Problem(Trouble.NOT_A_MOMENT, "start", "03/31/2026", 3),)
    assert answered.questions == ()


def amounts(*cells: str, choices: Choices | None = None) -> tuple[list[Decimal], tuple[Question, ...]]:
    rows = "".join(f'\ndose,2026-03-31 13:05,X,"{cell}"' for cell in cells)
    reading = read("kind,start,name,amount" + rows, choices=choices)
    return [dose.amount for dose in reading.contents.doses], reading.questions


def test_amounts_are_never_a_factor_of_a_thousand_off() -> None:
    assert amounts("7,5", "7.5") == ([Decimal("7.5"), Decimal("7.5")], ())
    assert amounts("1,000", "7.5") == ([Decimal(1000), Decimal("7.5")], ())
    assert amounts("1.000", "7,5") == ([Decimal(1000), Decimal("7.5")], ())
    assert amounts("1.000", "7.5") == ([Decimal(1), Decimal("7.5")], ())
    assert amounts("1,000") == ([], (Question.DECIMAL_MARK,))
    assert amounts("1,000", "7.5", "7,5")[1] == (Question.DECIMAL_MARK,)
    assert amounts("1,000", choices=Choices(decimal_mark=",")) == ([Decimal(1)], ())


@pytest.mark.parametrize("cell", ["nan", "inf", "1_000", "1e3", "two", "-", "#REF!"])
def test_an_amount_that_is_no_number_is_named(cell: str) -> None:
    reading = read(f"kind,start,name,amount\ndose,2026-03-31 13:05,X,{cell}")
    assert reading.problems == (Problem(Trouble.NOT_A_NUMBER, "amount", cell, 2),)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("flare-up,2026-03-31 13:05,,,11", Problem(Why.OUT_OF_SCALE, "intensity", "11", 2)),
        ("flare-up,2026-03-31 13:05,1.1.2026 9:00", Problem(Why.END_BEFORE_START, "end", "1.1.2026 9:00", 2)),
        ("flare-up,2026-03-31 13:05,2026-03-31", Problem(Trouble.NO_TIME_OF_DAY, "end", "2026-03-31", 2)),
        ("flare-up,,", Problem(Trouble.MISSING, "start", "", 2)),
        (",2026-03-31 13:05,", Problem(Trouble.MISSING, "kind", "", 2)),
        ("headache,2026-03-31 13:05,", Problem(Trouble.UNKNOWN_KIND, "kind", "headache", 2)),
        ("medicine,2026-03-31 13:05,", Problem(Trouble.UNKNOWN_KIND, "kind", "medicine", 2)),
        ("dose,2026-03-31 13:05", Problem(Trouble.MISSING, "name", "", 2)),
        ("dose,2026-03-31,,,,X", Problem(Trouble.NO_TIME_OF_DAY, "start", "2026-03-31", 2)),
        ("activity,2026-03-31,,,,X", Problem(Trouble.NO_TIME_OF_DAY, "start", "2026-03-31", 2)),
        ("dose,2026-03-31 13:05,,,,X,-1", Problem(Why.BELOW_ZERO, "amount", "-1", 2)),
        ("dose,2026-03-31 13:05,,,,X,1,stone", Problem(Trouble.UNKNOWN_UNIT, "unit", "stone", 2)),
        ("dose,2026-03-31 13:05,,,,X,1,,because", Problem(Why.NOT_OFFERED, "reason", "because", 2)),
        ("dose,2026-03-31 13:05,,,,X,1,,,,,,101", Problem(Why.NOT_A_PERCENTAGE, "relief", "101", 2)),
        ("check-in,2026-03-31 13:05,,,3,calm", Problem(Why.NOT_OFFERED, "name", "calm", 2)),
        ("note,2026-03-31 13:05,,,,,,,,,,,,x,7", Problem(Trouble.NOT_AN_ID, "id", "7", 2)),
        ("note,2026-03-31 13:05,,,,,,,,,,,,x,,y", Problem(Trouble.EXTRA_CELLS, "", "", 2)),
        ("note,2126-03-31 13:05", Problem(Why.IN_THE_FUTURE, "start", "2126-03-31 13:05", 2)),
        ("flare-up,2026-03-31,2126-01-01", Problem(Why.IN_THE_FUTURE, "end", "2126-01-01", 2)),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_names_line_column_and_value(row: str, problem: Problem) -> None:
    reading = read(f"{HEADER}\n{row}\nnote,2026-03-31 13:05,,,,,,,,,,,,good")
    assert reading.problems == (problem,)
    assert [note.text for note in reading.contents.notes] == ["good"]
    assert reading.rows == 2


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = 'kind,start,note\n , ,\nnote,2026-03-31 13:05,"one\ntwo\r\nthree"\nnote,x,\n'
    assert read(text).problems[0].line == 6


def test_an_appointment_may_lie_in_the_future() -> None:
    assert (
        read("kind,start,name\nappointment,2126-03-31 09:00,Dr X").contents.appointments[0].with_whom
        == "Dr X"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem(Trouble.NOTHING_IN_IT)),
        ("\n\n", Problem(Trouble.NOTHING_IN_IT)),
        ("\n  \n , \n", Problem(Trouble.NOTHING_IN_IT)),
        ("name,start", Problem(Trouble.MISSING_COLUMN, "kind", "name, start", 1)),
        ("kind,begin", Problem(Trouble.MISSING_COLUMN, "start", "kind, begin", 1)),
        ("kind,start,Kind", Problem(Trouble.DOUBLED_COLUMN, "kind", "", 1)),
        ('kind,start,note\nnote,2026-03-31 13:05,"x', Problem(Trouble.BROKEN, "", "", 2)),
        ('kind,start,note\nnote,2026-03-31 13:05,"x"y', Problem(Trouble.BROKEN, "", "", 2)),
    ],
)
def test_a_file_that_is_no_table_is_refused(text: str, problem: Problem) -> None:
    assert refusal(text) == problem


def test_columns_and_cells_that_are_not_used_are_told() -> None:
    reading = read("kind,start,mood,note,triggers\nnote,2026-03-31 13:05,good,x,rain")
    assert reading.left_out == ("mood", "triggers (note)")


def test_a_row_without_an_id_gets_the_same_one_every_time() -> None:
    rows = "\nnote,2026-03-31 13:05,x\nnote,2026-03-31 13:05,x"
    first = read("kind,start,note" + rows).contents.notes
    assert first == read("kind,start,note" + rows).contents.notes
    assert first[0].id != first[1].id
    other_shape = read("note;kind;start\nx;note;2026-03-31 13:05").contents.notes
    assert other_shape[0].id == first[0].id


def test_an_id_that_stands_there_twice_is_refused() -> None:
    row = f"\nnote,2026-03-31 13:05,,{number(5)}"
    assert read("kind,start,note,id" + row + row).problems == (
        Problem(Trouble.DOUBLED_ID, "id", str(number(5)), 3),
    )


IBUPROFEN = Medicine(id=number(7), name="Ibuprofen", strength=Strength(value=Decimal(400), unit="mg"))


def doses(*rows: str, known: tuple[Medicine, ...] = ()) -> Reading:
    """Read doses from "name,amount,unit" rows."""
    lines = "".join(f"\ndose,2026-03-31 13:05,{row}" for row in rows)
    return read("kind,start,name,amount,unit" + lines, *known)


@pytest.mark.parametrize(
    ("row", "amount"),
    [
        ("Ibuprofen,,", "1"),
        ("ibuprofen ,2,", "2"),
        ("IBUPROFEN 400 MG,2,tablets", "2"),
        ("Ibuprofen 400mg,0.5,", "0.5"),
        ("Ibuprofen,800,mg", "2"),
        ("Ibuprofen,0.2,g", "0.5"),
        ("Ibuprofen,600000,mcg", "1.5"),
        ("Ibuprofen,600000,µg", "1.5"),
    ],
)
def test_a_medicine_of_the_journal_is_found_by_its_name(row: str, amount: str) -> None:
    reading = doses(row, known=(IBUPROFEN,))
    assert reading.contents.medicines == ()
    assert reading.contents.doses[0].medicine == IBUPROFEN.id
    assert str(reading.contents.doses[0].amount) == amount


@pytest.mark.parametrize(
    "row", ["Ibuprofen,500,mL/h", "Ibuprofen,100,mg/mL", "Ibuprofen,1,ug/h", "Ibuprofen,1,mg"]
)
def test_an_amount_that_does_not_come_out_even_is_not_guessed(row: str) -> None:
    reading = doses(row, known=(replace(IBUPROFEN, strength=Strength(value=Decimal(300), unit="mg")),))
    assert reading.problems[0].why == Trouble.UNKNOWN_UNIT


def test_of_two_strengths_the_row_must_tell_which() -> None:
    strong = replace(IBUPROFEN, id=number(8), strength=Strength(value=Decimal(600), unit="mg"))
    reading = doses("Ibuprofen,1,", "Ibuprofen 600 mg,1,", "Ibuprofen,600,mg", known=(IBUPROFEN, strong))
    assert reading.problems == (Problem(Trouble.SEVERAL_MEDICINES, "name", "Ibuprofen", 2),)
    assert reading.contents.doses[0].medicine == strong.id
    total = {IBUPROFEN.id: 400, strong.id: 600}[reading.contents.doses[1].medicine]
    assert reading.contents.doses[1].amount * total == 600


@pytest.mark.parametrize(
    "rows",
    [
        ("Ibuprofen,1,", "Ibuprofen 400 mg,1,"),
        ("Ibuprofen 400 mg,1,tablet", "Ibuprofen,1,tablet", "Ibuprofen,1,capsule"),
        ("Ibuprofen 400 mg,2,tablets", "ibuprofen  600 mg,1,", "Ibuprofen,1,"),
    ],
)
def test_the_same_file_again_finds_the_medicines_that_it_added(rows: tuple[str, ...]) -> None:
    first = doses(*rows)
    again = doses(*rows, known=first.contents.medicines)
    assert (again.problems, again.contents.medicines) == ((), ())
    assert again.contents.doses == first.contents.doses


def test_of_medicines_that_are_alike_in_all_that_a_row_can_say_it_is_the_last() -> None:
    later = replace(IBUPROFEN, id=number(8))
    capsule = replace(IBUPROFEN, id=number(9), form="capsule")
    reading = doses("Ibuprofen 400 mg,1,", "Ibuprofen,1,tablet", "Ibuprofen,1,", known=(IBUPROFEN, later))
    assert [dose.medicine for dose in reading.contents.doses] == [later.id] * 3
    assert reading.problems == ()
    reading = doses("Ibuprofen 400 mg,1,", "Ibuprofen,1,capsule", known=(IBUPROFEN, later, capsule))
    assert [dose.medicine for dose in reading.contents.doses] == [capsule.id]
    assert reading.problems == (Problem(Trouble.SEVERAL_MEDICINES, "name", "Ibuprofen 400 mg", 2),)


def test_a_row_that_is_left_out_adds_no_medicine() -> None:
    reading = doses("Tapentadol,nan,", "Ibuprofen,1,tablet", "Ibuprofen,x,")
    assert len(reading.problems) == 2
    assert [new.name for new in reading.contents.medicines] == ["Ibuprofen"]


def test_two_strengths_are_written_so_that_they_are_told_apart() -> None:
    strong = replace(IBUPROFEN, id=number(8), strength=Strength(value=Decimal(600), unit="mg"))
    taken = datetime(2026, 3, 31, 13, 5, tzinfo=timezone(timedelta(hours=2)))
    both = tuple(
        Dose(id=number(20 + index), medicine=medicine.id, taken_at=taken)
        for index, medicine in enumerate((IBUPROFEN, strong))
    )
    kept = Contents(medicines=(IBUPROFEN, strong), doses=both)
    assert read(csv_format.write(kept), IBUPROFEN, strong).contents.doses == both


def test_a_medicine_named_for_the_first_time_is_added_as_needed() -> None:
    reading = doses(
        "Tramadol  50 mg,2,", "tramadol 50 mg,1,capsules", "Patch 10 µg/h,,", "Balm,,", "Syrup,5,mL"
    )
    tramadol, patch, balm, syrup = reading.contents.medicines
    assert (tramadol.name, tramadol.strength, tramadol.role) == (
        "Tramadol",
        Strength(value=Decimal(50), unit="mg"),
        "as-needed",
    )
    assert (patch.name, patch.form, patch.strength) == (
        "Patch",
        "patch",
        Strength(value=Decimal(10), unit="ug/h"),
    )
    assert (balm.name, balm.strength) == ("Balm", None)
    assert (syrup.form, str(reading.contents.doses[4].amount)) == ("liquid", "5")
    assert [dose.medicine for dose in reading.contents.doses[:2]] == [tramadol.id, tramadol.id]


def test_the_strength_of_a_new_medicine_is_what_all_its_amounts_are_multiples_of() -> None:
    reading = doses("Novum,200,mg", "Novum,0.3,g", "Novum,400,mg")
    assert reading.problems == ()
    assert reading.contents.medicines[0].strength == Strength(value=Decimal(200), unit="mg") or (
        reading.contents.medicines[0].strength == Strength(value=Decimal(100), unit="mg")
    )


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with suppress(Unreadable):
        read(b"kind,start,note,amount,name\n" + data)
    with suppress(Unreadable):
        read(data)


@settings(max_examples=60)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=3))
def test_a_mutated_file_is_read_or_refused_in_words(at: int, bits: bytes) -> None:
    data = csv_format.write(EVERYTHING)
    at %= len(data)
    with suppress(Unreadable):
        read(data[:at] + bits + data[at + len(bits) :])


def test_ids_that_are_worked_out_are_uuids_of_the_rows_content() -> None:
    alike: dict[bytes, int] = {}
    told = ("kind=note", "kind=note", "kind=note\x1fnote=änderung", "", "kind=note")
    for content, count in zip(told, (1, 2, 1, 1, 3), strict=True):
        made, usual = worked_out_id(content, alike), uuid5(IDS, f"{content}\x1f{count}")
        assert made == usual
        assert (made.version, made.is_safe, str(made)) == (5, usual.is_safe, str(usual))
        assert pickle.loads(pickle.dumps(made)) == usual  # noqa: S301 - our own bytes


@given(st.uuids())
def test_ids_are_read_in_capitals_and_small_letters(usual: UUID) -> None:
    for text in (str(usual), str(usual).upper()):
        assert exact_id(text) == usual
        assert (str(exact_id(text)), exact_id(text).is_safe) == (str(usual), usual.is_safe)


def test_the_character_zero_does_not_make_a_file_utf_16() -> None:
    reading = read(b"kind,start,note\nnote,2026-03-31 13:05,a\x00b\n")
    assert reading.problems == (Problem(Why.NOT_TEXT, "note", "a�b", 2),)


def test_what_stands_in_a_cell_gives_a_terminal_no_orders() -> None:
    reading = read("kind,start\nnote,\x1b[2J\u202e x\n")
    assert reading.problems == (Problem(Trouble.NOT_A_MOMENT, "start", "�[2J� x", 2),)


def test_a_cell_that_is_far_too_long_is_told_so() -> None:
    found = refusal(b"kind,start,note\nnote,2026-03-31 13:05," + b"x" * (LONGEST_CELL + 1) + b"\n")
    assert (found.why, found.line) == (Trouble.TOO_LARGE, 2)


@pytest.mark.parametrize("text", ["kind,start\nnote,2026-03-31 13:05\n", "kind\n", "kind,start\nnote,x\n"])
def test_garbage_is_looked_for_again_after_a_file_was_read(text: str) -> None:
    gc.enable()
    try:
        with suppress(Unreadable):
            read(text)
        assert gc.isenabled()
    finally:
        gc.disable()
    with suppress(Unreadable):
        read(text)
    assert not gc.isenabled()


def test_of_a_medicine_that_holds_nothing_no_weight_is_counted() -> None:
    nothing = replace(TABLET, name="Placebo", strength=Strength(value=Decimal(0), unit="mg"))
    reading = doses("Placebo,5,mg", known=(nothing,))
    assert [problem.why for problem in reading.problems] == [Trouble.UNKNOWN_UNIT]
