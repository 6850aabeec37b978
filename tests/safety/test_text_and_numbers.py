"""Text and numbers mean what was typed: in every number field, in files, on screen and on paper."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from painlog.entries import CheckIn, Contents, Dose, Entry, FlareUp, Medicine, Note, Plan, Refused, Strength
from painlog.exchange import csv_format, json_format, xlsx_format
from painlog.exchange.reading import Question
from painlog.journal import Journal
from painlog.report.compose import page_for, span_needed
from painlog.report.lettering import one_line
from painlog.report.listing import listing_for
from painlog.report.pdf import pdf
from painlog.window.forms import form_of
from painlog.window.forms.keeping import NumberField
from painlog.window.journal_table.tab import JournalTab
from painlog.words.amounts import Unclear, number, parse_number, typed_number

NOW = datetime(2026, 4, 2, 16, 28, tzinfo=UTC)
LOCALES = (
    *("en_GB", "en_US", "de_DE", "de_CH", "fr_FR", "es_ES", "it_IT", "pt_BR", "sv_SE", "pl_PL"),
    *("ar_EG", "hi_IN", "fa_IR"),
)
PLAIN = {"7,5": Decimal("7.5"), "7.5": Decimal("7.5"), "12": Decimal(12), "1.000,5": Decimal("1000.5")}
UNCLEAR = ("1.000", "1,000", "2.500", "12,345")


@pytest.fixture
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(QLocale("en_GB"))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.painlog", clock=lambda: NOW) as opened:
        yield opened


MEDICINE = Medicine(
    id=UUID(int=1),
    name="Drops",
    strength=Strength(value=Decimal(5), unit="mg"),
    plans=(Plan(start=NOW.date(), amount=Decimal(1), min_hours_between=Decimal(4), max_per_day=Decimal(6)),),
)


# numbers


@pytest.mark.parametrize("locale", LOCALES, indirect=True)
def test_every_number_field_takes_it_right_or_asks_back(locale: str, journal: Journal, qtbot: QtBot) -> None:
    journal.record(MEDICINE)
    entries = (
        MEDICINE,
        Dose(id=uuid4(), medicine=MEDICINE.id, taken_at=NOW),
        CheckIn(id=uuid4(), at=NOW, background=3),
    )
    fields: list[NumberField] = []
    forms = [form_of(journal, entry) for entry in entries]
    for form in forms:
        qtbot.addWidget(form)
        fields += form.findChildren(NumberField)
    assert len(fields) >= 3
    for field in fields:
        for text, meant in PLAIN.items():
            field.setText(text)
            assert field.number() == meant, (locale, text)
        for text in UNCLEAR:
            field.setText(text)
            with pytest.raises(Unclear) as asked:
                field.number()
            assert max(asked.value.meanings) == 1000 * min(asked.value.meanings)


@pytest.mark.parametrize("locale", LOCALES, indirect=True)
def test_what_stands_in_a_field_means_what_it_stood_for(locale: str) -> None:
    for value in map(Decimal, ("0.5", "7.5", "1.234", "1000", "1284.5", "0.001", "123456.789")):
        for said in (typed_number(value), number(value)):
            assert value in _meant(said) or not _meant(said), (locale, said)
        assert value in _meant(typed_number(value)), locale


def _meant(text: str) -> tuple[Decimal, ...]:
    """Return what a text is taken for: one number, or the two that are asked about, or none."""
    try:
        return (parse_number(text),)
    except Unclear as asked:
        return asked.meanings
    except Refused:
        return ()


def to(places: int) -> st.SearchStrategy[Decimal]:
    """Numbers with so many digits behind the mark: with three, it could be one between thousands."""
    return st.decimals(min_value=0, max_value=10**7, allow_nan=False, allow_infinity=False, places=places)


@given(st.integers(0, 4).flatmap(to))
def test_no_number_is_ever_a_thousand_times_off(value: Decimal) -> None:
    for mark in ".,":
        text = f"{value:f}".replace(".", mark)
        assert value in _meant(text)


@pytest.mark.parametrize("text", ["nan", "inf", "1_000", "1e3", "0x10", "--1", "1.2.3", "\u066b"])
def test_what_is_no_number_is_none(text: str) -> None:
    with pytest.raises(Refused):
        parse_number(text)


@pytest.mark.parametrize("locale", LOCALES, indirect=True)
@pytest.mark.parametrize("text", [*PLAIN, *UNCLEAR])
def test_a_table_is_read_right_or_asks_back(locale: str, text: str) -> None:
    rows = f'kind;start;name;amount\ndose;2026-03-01T10:00+01:00;Drops;"{text}"\n'
    read = csv_format.read(rows.encode())
    if text in PLAIN:
        assert [dose.amount for dose in read.contents.doses] == [PLAIN[text]]
    else:
        assert read.questions == (Question.DECIMAL_MARK,)
        assert read.contents.doses == ()


# texts

NOTES = {
    "marks": "<b>5 & 6</b> \"said\" 'so' </note>",
    "right to left": "שלום עולם, كتف",
    "emoji": "🦴 hurts 👨‍👩‍👧 a lot",
    "formula": "=1+1",
    "command": "@SUM(1)*cmd|' /C calc'!A0",
    "minus": "-2 better",
    "lines": "first\nsecond\ttab",
    "percent": "%1 %s {name} \\n",
    "long": "long " * 200_000,
}


@pytest.fixture
def noted(journal: Journal) -> Journal:
    for number_, text in enumerate(NOTES.values()):
        at = NOW - timedelta(minutes=number_)
        journal.record(
            Note(id=UUID(int=100 + number_), at=at, text=text),
            FlareUp(id=UUID(int=200 + number_), started_at=at, ended_at=at, note=text),
        )
    return journal


def _texts(contents: Contents) -> set[tuple[str, str]]:
    """Return the texts of notes, and the notes of flare-ups."""
    notes = {("note", note.text) for note in contents.notes}
    return notes | {("flare-up", flare_up.note) for flare_up in contents.flare_ups}


def _short(contents: Contents) -> Contents:
    """Return what fits into cells of every spreadsheet."""
    return Contents(
        notes=tuple(note for note in contents.notes if len(note.text) < 30_000),
        flare_ups=tuple(flare_up for flare_up in contents.flare_ups if len(flare_up.note) < 30_000),
    )


def test_notes_come_back_from_the_journal_and_from_every_format(noted: Journal) -> None:
    contents = noted.contents()
    wanted = {(kind, text) for kind in ("note", "flare-up") for text in NOTES.values()}
    assert _texts(contents) == wanted
    assert _texts(json_format.read(json_format.write(contents)).contents) == wanted
    assert {note["text"] for note in json.loads(json_format.write(contents))["notes"]} == set(NOTES.values())
    short = _texts(_short(contents))
    assert _texts(csv_format.read(csv_format.write(contents)).contents) == wanted
    assert _texts(xlsx_format.read(xlsx_format.write(_short(contents))).contents) == short


def test_no_cell_of_an_export_is_a_formula(noted: Journal) -> None:
    contents = noted.contents()
    rows = csv.reader(io.StringIO(csv_format.write(contents).decode("utf-8-sig")))
    csv.field_size_limit(10_000_000)
    cells = [cell for row in rows for cell in row]
    assert any("=1+1" in cell for cell in cells)
    assert [cell[:20] for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_format.write(_short(contents)))).active
    assert sheet is not None
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_notes_are_the_same_on_the_screen(noted: Journal, qtbot: QtBot) -> None:
    tab = JournalTab(noted)
    qtbot.addWidget(tab)
    tab.show()
    model = tab.view.model()
    rows = [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    flare_ups = [row for row in rows if "Flare-up" in row]
    for name, text in NOTES.items():
        first = text.splitlines()[0][:25]  # the form shows the rest
        assert any(first in cell for row in rows if row not in flare_ups for cell in row), name
        assert any(one_line(text) in row for row in flare_ups), name
    contents = noted.contents()
    typed: dict[Entry, str] = {note: note.text for note in contents.notes}
    typed |= {flare_up: flare_up.note for flare_up in contents.flare_ups}
    for entry, text in typed.items():
        form = form_of(noted, entry)
        qtbot.addWidget(form)
        edits = [edit.toPlainText() for edit in form.findChildren(QPlainTextEdit)]
        assert text in edits
        for label in form.findChildren(QLabel):
            assert label.textFormat().name == "PlainText", label.text()


def test_notes_are_the_same_on_paper(noted: Journal) -> None:
    day = NOW.date()
    record = noted.record_of(*span_needed(day, day), details=True)
    contents = _short(noted.contents())
    for kept in (contents.notes, contents.flare_ups):
        written = pdf(listing_for(page_for(record, day, day), kept, noted.medicines()))
        said = one_line(
            " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(written)).pages)
        )
        for name in ("marks", "formula", "command", "minus", "lines", "percent"):
            assert one_line(NOTES[name]) in said, (name, said)
