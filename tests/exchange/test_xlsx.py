"""XLSX: the same as CSV with real dates; hostile workbooks are refused before they unpack."""

import io
import time
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from painlog.entries import Contents, Note
from painlog.exchange import csv_format, xlsx_format
from painlog.exchange.reading import Choices, Problem, Trouble, Unreadable
from painlog.exchange.table import COLUMNS
from tests.exchange.journals import BARE, EVERYTHING, PATCH, TABLET, number

BERLIN = timezone(timedelta(hours=2))
MEDICINES = (TABLET, PATCH, BARE)
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: tuple[Any, ...]) -> bytes:
    """Return a workbook as a person's program makes it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """Return a workbook with the sheet (or what else is named) put in another's place."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.infolist():
            made.writestr(
                part.filename, parts.pop(part.filename.rsplit("/")[-1].split(".")[0], source.read(part))
            )
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def refusal(data: bytes) -> Trouble | str:
    with pytest.raises(Unreadable) as refused:
        xlsx_format.read(data)
    return refused.value.problem.why


def test_a_whole_number_is_read_as_a_sheet_shows_it_however_it_is_written() -> None:
    """Some programs write 1.0 for 1; Python takes the two for one key."""
    rows = [("flare-up", f"2026-03-0{day}T12:00", 1, "7") for day in (1, 2)]
    data = workbook(("kind", "start", "triggers", "note"), *rows)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read(SHEET)
    assert sheet.count(b"<v>1</v></c>") == 2
    mixed = repacked(data, sheet1=sheet.replace(b"<v>1</v></c>", b"<v>1.0</v></c>", 1))
    assert [each.triggers for each in xlsx_format.read(mixed).contents.flare_ups] == [("1",), ("1",)]


def test_it_holds_what_csv_holds() -> None:
    from_csv = csv_format.read(csv_format.write(EVERYTHING), MEDICINES).contents
    from_xlsx = xlsx_format.read(xlsx_format.write(EVERYTHING), MEDICINES).contents
    assert from_xlsx == from_csv


def test_dates_are_real_and_numbers_are_numbers() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_format.write(EVERYTHING))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    flare_up = next(row for row in rows if row[-1] == str(number(10)))
    assert flare_up[1] == datetime(2026, 3, 31, 13, 5)  # noqa: DTZ001 - sheets know no time zones
    assert flare_up[4] == 7.5
    assert sheet.freeze_panes == "A2"


def test_a_moment_of_another_time_zone_keeps_its_offset() -> None:
    away = datetime(2026, 3, 31, 13, 5, tzinfo=timezone(timedelta(hours=9)))
    kept = Contents(notes=(Note(id=number(1), at=away, text="x"),))
    assert xlsx_format.read(xlsx_format.write(kept)).contents.notes[0].at == away
    assert xlsx_format.read(xlsx_format.write(kept)).contents.notes[0].at.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize("text", ["=1+1", "'=1", "+x", "_x000D_", "a\rb\r\nc\x01", "\ufffe", "x" * 32_767])
def test_no_cell_is_a_formula_and_none_is_changed(text: str) -> None:
    kept = Contents(notes=(replace(EVERYTHING.notes[0], text=text),))
    written = xlsx_format.write(kept)
    sheet = load_workbook(io.BytesIO(written)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "d", "n"}
    assert xlsx_format.read(written).contents.notes[0].text == text


def test_a_text_longer_than_a_cell_says_that_it_was_cut() -> None:
    kept = Contents(notes=(replace(EVERYTHING.notes[0], text="ä" * 40_000),))
    found = xlsx_format.read(xlsx_format.write(kept)).contents.notes[0].text
    assert len(found) == xlsx_format.LONGEST_TEXT
    assert found.endswith(xlsx_format.CUT)


def test_a_sheet_that_a_person_made() -> None:
    at = datetime(2026, 3, 31, 13, 5)  # noqa: DTZ001
    data = workbook(
        ("Kind", " START ", "Intensity", "name", "amount", "relief"),
        ("flare-up", at, 7, None, None, None),
        (None, None, None, None, None, None),
        ("dose", at, None, "Ibuprofen 400 mg", 1.125, 50),
        ("dose", "31.03.2026 14:00", None, "Ibuprofen 400 mg", "1,5", None),
        ("flare-up", at.date(), 11, None, None, None),
        ("note", True, None, None, None, None),
    )
    reading = xlsx_format.read(data)
    assert reading.contents.flare_ups[0].started_at == datetime(2026, 3, 31, 13, 5, tzinfo=BERLIN)
    assert [dose.amount for dose in reading.contents.doses] == [Decimal("1.125"), Decimal("1.5")]
    assert reading.problems == (
        Problem("not between 0 and 10", "intensity", "11", 6),  # type: ignore[arg-type]
        Problem(Trouble.NOT_A_MOMENT, "start", "True", 7),
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [(True, "True"), (datetime(2026, 3, 31).date(), "2026-03-31")],  # noqa: DTZ001
)
def test_a_cell_of_another_sort_is_no_number(cell: Any, said: str) -> None:
    header = ("kind", "start", "name", "amount")
    reading = xlsx_format.read(
        workbook(header, ("dose", "2026-03-31 13:05", "Oxycodone IR", cell)), MEDICINES
    )
    assert reading.contents.doses == ()
    assert reading.problems == (Problem(Trouble.NOT_A_NUMBER, "amount", said, 2),)


def test_a_formula_that_nobody_has_worked_out_is_not_taken_for_an_empty_cell() -> None:
    header = ("kind", "start", "name", "amount")
    taken = ("dose", "2026-03-31 13:05", "Oxycodone IR", "=1+1")
    reading = xlsx_format.read(workbook(header, taken), MEDICINES)
    assert reading.contents.doses == ()
    assert reading.problems == (Problem(Trouble.NOT_A_NUMBER, "amount", "=1+1", 2),)


def test_the_value_of_a_formula_is_read() -> None:
    inner = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>kind</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>start</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>intensity</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>flare-up</t></is></c>'
        '<c r="B2" t="inlineStr"><is><t>2026-03-31 13:05</t></is></c>'
        '<c r="C2"><f>3+4</f><v>7</v></c></row>'
    )
    data = repacked(workbook(("kind",)), sheet1=sheet_of(inner))
    assert [one.peak for one in xlsx_format.read(data).contents.flare_ups] == [7]


def test_empty_sheets_and_rows_before_the_header_are_passed_over() -> None:
    book = Workbook()
    sheet = book.create_sheet("diary")
    for row in ((None,), ("kind", "start"), ("flare-up", "2026-03-31 13:05")):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    reading = xlsx_format.read(data.getvalue())
    assert (len(reading.contents.flare_ups), reading.problems, reading.rows) == (1, (), 1)


def test_a_number_shown_in_percents_is_a_number_of_percents() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("kind", "start", "name", "relief"))
    sheet.append(("dose", "2026-03-31 13:05", "X", 0.35))
    sheet["D2"].number_format = "0 %"
    data = io.BytesIO()
    book.save(data)
    assert xlsx_format.read(data.getvalue()).contents.doses[0].relief == 35


def test_a_cell_that_shows_a_day_names_no_time() -> None:
    reading = xlsx_format.read(
        workbook(
            ("kind", "start", "end"),
            ("flare-up", date(2026, 3, 31), None),
            ("flare-up", datetime(2026, 3, 31), None),  # noqa: DTZ001 - as a sheet has it
            ("dose", date(2026, 3, 31), None),
        )
    )
    by_day, at_midnight = reading.contents.flare_ups
    assert (by_day.started_at.hour, by_day.time_uncertain) == (12, True)
    assert (at_midnight.started_at.hour, at_midnight.time_uncertain) == (0, False)
    assert reading.problems == (Problem(Trouble.NO_TIME_OF_DAY, "start", "2026-03-31", 4),)


def test_a_sheet_with_nothing_in_it() -> None:
    assert refusal(workbook()) == Trouble.NOTHING_IN_IT
    assert refusal(workbook(("name", "when"))) == Trouble.MISSING_IN_WORKBOOK


def test_choices_are_obeyed() -> None:
    data = workbook(("kind", "start", "note"), ("note", "03/04/2026", "x"))
    assert xlsx_format.read(data).questions
    assert xlsx_format.read(data, (), Choices(day_first=True)).contents.notes[0].at.month == 4


def sheet_of(inner: str) -> bytes:
    text = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{inner}</sheetData></worksheet>"
    )
    return text.encode()


CELL = '<c r="{}1" t="inlineStr"><is><t>{}</t></is></c>'
HEADER = f'<row r="1">{CELL.format("A", "kind")}{CELL.format("B", "start")}</row>'
GOOD = workbook(("kind", "start"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"nonsense",
        xlsx_format.write(EVERYTHING)[:-200],
        repacked(GOOD, sheet1=b"<worksheet"),
        repacked(GOOD, sheet1=b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + sheet_of(HEADER)),
        repacked(GOOD, workbook=b"<x/>"),
        repacked(GOOD, styles=b"not xml"),
        repacked(GOOD, **{"[Content_Types]": b"<x/>"}),
    ],
    ids=range(9),
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert refusal(data) in (Trouble.NOT_THIS_FORMAT, Trouble.NOTHING_IN_IT)


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/media/bomb.png": b"\0" * (100 * 2**20)},
        {"styles": b" " * (3 * 2**20)},
        {"sheet1": sheet_of(HEADER + '<row r="2">' + "<c/>" * 800_000 + "</row>")},
        {"sheet1": sheet_of(HEADER + '<row r="2">' + "<y:c/>" * 800_000 + "</row>")},
        {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 300_000 + b"</sst>"},
        {f"xl/{index}.xml": b"" for index in range(1001)},
    ],
    ids=["one huge part", "huge styles", "cells", "named cells", "texts", "parts"],
)
def test_what_would_unpack_to_far_too_much_is_refused_at_once(parts: dict[str, bytes]) -> None:
    data = repacked(GOOD, **parts)
    began = time.process_time()
    assert refusal(data) == Trouble.TOO_LARGE
    assert time.process_time() - began < 5


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "inner",
    [
        HEADER + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        HEADER + '<row r="99999999999"><c r="A2"><v>1</v></c></row>',
        '<row r="99999999999"><c r="A2"><v>1</v></c></row>',
        HEADER + '<row r="2"><c r="XFD2"><v>1</v></c></row>' * 1000,
        HEADER + '<row r="2"><c r="A2" t="s"><v>99</v></c></row>',
        HEADER + '<row r="2"><c r="A2" t="d"><v>never</v></c></row>',
        HEADER + '<row r="2"><c r="A2" s="999"><v>1e999</v></c></row>',
        HEADER + "<row r='-1'><c r='A0'><v>1</v></c></row>",
    ],
)
def test_odd_sheets_are_read_or_refused_in_time(inner: str) -> None:
    began = time.process_time()
    with suppress(Unreadable):
        xlsx_format.read(repacked(GOOD, sheet1=sheet_of(inner)))
    assert time.process_time() - began < 5


def test_a_tag_that_does_not_end_is_not_read_again_and_again() -> None:
    """The parser begins anew with each piece that it is given: 60 MB of blanks in a tag took a minute."""
    sheet = zipfile.ZipFile(io.BytesIO(GOOD)).read(SHEET)
    data = repacked(GOOD, sheet1=sheet[: sheet.rindex(b"<c ") + 3] + b" " * (60 * 2**20))
    began = time.process_time()
    assert refusal(data) == Trouble.NOT_THIS_FORMAT
    assert time.process_time() - began < 5


def test_the_longest_text_that_a_cell_holds_is_no_endless_tag() -> None:
    long = "\U0001f9b4" * (xlsx_format.LONGEST_TEXT - 1)
    note = replace(EVERYTHING.notes[0], text=long)
    assert xlsx_format.read(xlsx_format.write(Contents(notes=(note,)))).contents.notes[0].text == long


@settings(max_examples=30)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=4))
def test_a_mutated_workbook_is_read_or_refused_in_words(at: int, bits: bytes) -> None:
    data = xlsx_format.write(Contents(notes=EVERYTHING.notes))
    at %= len(data)
    with suppress(Unreadable):
        xlsx_format.read(data[:at] + bits + data[at + len(bits) :])


@settings(max_examples=30)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_a_mutated_sheet_is_read_or_refused_in_words(at: int, bits: bytes) -> None:
    data = xlsx_format.write(Contents(notes=EVERYTHING.notes))
    sheet = zipfile.ZipFile(io.BytesIO(data)).read(SHEET)
    at %= len(sheet)
    with suppress(Unreadable):
        xlsx_format.read(repacked(data, sheet1=sheet[:at] + bits + sheet[at + len(bits) :]))


def test_what_looks_like_a_formula_stays_text_when_its_cell_is_edited() -> None:
    kept = Contents(notes=(Note(id=number(1), at=datetime(2026, 3, 31, 13, tzinfo=UTC), text="=1+1"),))
    sheet = load_workbook(io.BytesIO(xlsx_format.write(kept))).active
    assert sheet is not None
    cell = sheet.cell(row=2, column=COLUMNS.index("note") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_an_amount_with_more_digits_than_a_sheet_has_stays_exact() -> None:
    dose = replace(EVERYTHING.doses[0], amount=Decimal("0.12345678901234567891"))
    kept = Contents(medicines=EVERYTHING.medicines, doses=(dose,))
    assert xlsx_format.read(xlsx_format.write(kept), MEDICINES).contents.doses[0].amount == dose.amount


def test_a_cell_beyond_the_header_is_told_and_a_moment_shown_as_a_day_keeps_its_time() -> None:
    at = datetime(2026, 3, 31, 13, 5)  # noqa: DTZ001 - as a sheet has it
    book = load_workbook(
        io.BytesIO(workbook(("kind", "start", "name"), ("dose", at, "X"), ("note", at, "", 7)))
    )
    book.worksheets[0]["B2"].number_format = "yyyy-mm-dd"
    data = io.BytesIO()
    book.save(data)
    reading = xlsx_format.read(data.getvalue())
    assert [problem.why for problem in reading.problems] == [Trouble.EXTRA_CELLS]
    assert [f"{dose.taken_at:%H:%M}" for dose in reading.contents.doses] == ["13:05"]
