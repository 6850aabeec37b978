"""The table as Qt asks for it: what it says, and how its lines follow the journal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from painlog.change import Act, Change
from painlog.entries import CheckIn, Entry, FlareUp, Kept, Note
from painlog.journal import Journal
from painlog.window.journal_table.columns import Column
from painlog.window.journal_table.lines import Lines
from painlog.window.journal_table.model import JournalModel
from tests.window.april import ASLEEP, CAPSULE, DOSE, LIFTING, NOW, SHOES, on

NONE: frozenset[str] = frozenset()


@pytest.fixture
def model(april: Journal) -> Iterator[JournalModel]:
    shown = JournalModel(april)
    tester = QAbstractItemModelTester(shown, QAbstractItemModelTester.FailureReportingMode.Warning)
    stop = april.listen(shown.refresh)
    yield shown
    stop()
    tester.deleteLater()


def texts(model: JournalModel, number: int) -> list[object]:
    return [model.index(number, column).data() for column in Column]


def number_of(model: JournalModel, journal: Journal, entry: Entry) -> int | None:
    place = journal.key_of(entry.id)
    return model.number_of(place) if place else None


def row(model: JournalModel, journal: Journal, entry: Entry) -> int:
    number = number_of(model, journal, entry)
    assert number is not None
    return number


def days(model: JournalModel) -> list[object]:
    return [model.index(number, 0).data() for number in model.headings()]


def note(text: str, day: int = 2, month: int = 4) -> Note:
    return Note(id=uuid4(), at=on(day, 9, month=month), text=text)


def test_it_says_what_the_drawing_says(model: JournalModel, april: Journal) -> None:
    assert days(model)[1:4] == [
        "Thursday 2 April 2026 · 1 flare-up, 1 as-needed dose",
        "Wednesday 1 April 2026 · no flare-up",
        "Tuesday 31 March 2026 · 2 flare-ups",
    ]
    assert texts(model, row(model, april, DOSE)) == [
        "13:14",
        "Oxycodone IR 5 mg",
        "for the flare-up · relief 50 % after 1 h · eased after 18 min",
        "",
    ]
    lifting = texts(model, row(model, april, LIFTING))
    assert lifting[:2] == ["13:05 – 13:47", "Flare-up, worst 6"]  # noqa: RUF001 - the words' own dash
    assert str(lifting[2]).startswith("42 min · peak after 8 min · lifting · lower back, left")
    assert lifting[3] == "carrying the shopping in"


def test_an_entry_written_later_says_so(model: JournalModel, april: Journal) -> None:
    asleep = texts(model, row(model, april, ASLEEP))
    assert asleep[0] == "about 16:00"
    assert str(asleep[2]).endswith("written next day")


def test_headings_are_read_but_not_chosen(model: JournalModel) -> None:
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    entry = model.flags(model.index(1, Column.TIME))
    assert entry & Qt.ItemFlag.ItemIsSelectable
    assert entry & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(1, Column.DETAILS)) & Qt.ItemFlag.ItemIsEditable


def test_screen_readers_hear_the_whole_line(model: JournalModel, april: Journal) -> None:
    index = model.index(row(model, april, ASLEEP), 0)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("about 16:00, Flare-up, worst 4, length not known")
    assert heard.endswith("written next day, fell asleep")


class CountingJournal(Journal):
    """Counts how many entries are read one by one."""

    read = 0

    def at(self, kind: str, key: int) -> Kept | None:
        self.read += 1
        return super().at(kind, key)


def test_only_the_lines_that_are_asked_for_are_read(tmp_path: Path) -> None:
    with CountingJournal.open(tmp_path / "many.painlog", clock=lambda: NOW) as many:
        many.record(*(note(f"note {number}") for number in range(300)))
        before = many.read
        model = JournalModel(many)
        assert model.rowCount() == 301
        assert many.read == before
        texts(model, 7)
        assert many.read == before + 1


def test_a_new_entry_is_one_new_line_under_its_day(model: JournalModel, april: Journal) -> None:
    resets, inserted = QSignalSpy(model.modelReset), QSignalSpy(model.rowsInserted)
    lifting = QPersistentModelIndex(model.index(row(model, april, LIFTING), 0))
    april.record(note("one"))
    assert resets.count() == 0
    assert inserted.count() == 1
    assert lifting.row() == row(model, april, LIFTING)


def test_the_first_entry_of_a_day_brings_its_heading(model: JournalModel, april: Journal) -> None:
    april.record(note("alone", day=28, month=3))
    assert "Saturday 28 March 2026" in days(model)
    april.undo()
    assert "Saturday 28 March 2026" not in days(model)


def test_the_heading_counts_anew(model: JournalModel, april: Journal) -> None:
    told = QSignalSpy(model.dataChanged)
    april.record(FlareUp(id=uuid4(), started_at=on(2, 15)))
    assert "2 flare-ups, 1 as-needed dose" in str(days(model)[1])
    assert any(told.at(place)[0].row() == model.headings()[1] for place in range(told.count()))


def test_a_change_is_told_and_read_again(model: JournalModel, april: Journal) -> None:
    assert texts(model, row(model, april, LIFTING))[3] == "carrying the shopping in"
    april.change(replace(LIFTING, note="two bags"))
    assert texts(model, row(model, april, LIFTING))[3] == "two bags"


def test_a_dose_follows_its_flare_up(model: JournalModel, april: Journal) -> None:
    assert "eased after 18 min" in str(texts(model, row(model, april, DOSE))[2])
    april.change(replace(LIFTING, readings=(), peaked_at=None))
    assert "eased after 33 min" in str(texts(model, row(model, april, DOSE))[2])


def test_an_entry_at_another_time_moves_and_stays_chosen(model: JournalModel, april: Journal) -> None:
    chosen = QPersistentModelIndex(model.index(row(model, april, DOSE), 0))
    april.change(replace(DOSE, taken_at=on(2, 12)))
    assert chosen.isValid()
    assert chosen.row() == row(model, april, DOSE) == row(model, april, LIFTING) + 1


def test_an_entry_on_another_day_moves_with_its_headings(model: JournalModel, april: Journal) -> None:
    chosen = QPersistentModelIndex(model.index(row(model, april, SHOES), 0))
    april.change(replace(SHOES, at=on(27, 12, month=3)))
    assert chosen.row() == row(model, april, SHOES)
    assert "Friday 27 March 2026" in days(model)
    assert texts(model, chosen.row())[1] == "New shoes"


def test_the_last_entry_of_a_day_takes_its_heading_along(model: JournalModel, april: Journal) -> None:
    before = days(model)
    april.remove(SHOES.id)
    assert [day.partition(" ·")[0] for day in map(str, days(model))] == [
        day.partition(" ·")[0] for day in map(str, before)
    ]  # the patch of that day is still there
    april.remove(*(entry.id for entry in april.day(on(30, 8, month=3).date())))
    assert len(days(model)) == len(before) - 1


def test_a_medicine_with_another_name_is_read_again(model: JournalModel, april: Journal) -> None:
    number = row(model, april, DOSE)
    assert texts(model, number)[1] == "Oxycodone IR 5 mg"
    april.change(replace(CAPSULE, name="Oxycodone"))
    assert texts(model, number)[1] == "Oxycodone 5 mg"


def test_a_search_shows_what_holds_all_words(model: JournalModel, april: Journal) -> None:
    model.show(NONE, "LIFTING back")
    assert model.counts() == (1, 9)
    assert number_of(model, april, LIFTING) == 1


def test_what_comes_while_searching_is_shown_only_where_it_fits(model: JournalModel, april: Journal) -> None:
    model.show(NONE, "shoes")
    april.record(note("new socks"))
    assert model.counts() == (1, 10)
    april.record(fits := note("red shoes", day=3))
    assert number_of(model, april, fits) is not None
    april.change(replace(fits, text="red gloves"))
    assert number_of(model, april, fits) is None
    assert model.counts() == (1, 11)


def test_a_filter_of_kinds_holds_for_what_comes(model: JournalModel, april: Journal) -> None:
    model.show(frozenset({"flare-up"}), "")
    april.record(note("not now"), FlareUp(id=uuid4(), started_at=on(2, 15)))
    assert model.counts() == (4, 11)


def test_another_programs_writing_is_read_anew(model: JournalModel, april: Journal) -> None:
    resets = QSignalSpy(model.modelReset)
    model.refresh(Change(Act.ELSEWHERE, NOW))
    assert resets.count() == 1
    assert model.counts() == (9, 9)


def test_rows_for_a_spreadsheet_keep_their_cells(model: JournalModel, april: Journal) -> None:
    april.change(replace(LIFTING, note='=HYPERLINK("x")\tand\nmore'))
    copied = model.spreadsheet([0, row(model, april, DOSE), row(model, april, LIFTING)])
    lines = [line.split("\t") for line in copied.split("\n")]
    assert [len(cells) for cells in lines] == [5, 5]
    assert lines[0][:3] == ["2026-04-02", "13:14", "Oxycodone IR 5 mg"]
    assert lines[1][4] == '\'=HYPERLINK("x") and more'


@pytest.mark.parametrize("seed", range(4))
def test_lines_that_follow_are_those_of_a_table_made_anew(
    model: JournalModel, april: Journal, seed: int
) -> None:
    random = Random(seed)
    resets = QSignalSpy(model.modelReset)
    for _ in range(25):
        _act(april, random)
    assert resets.count() == 0
    assert model.lines.shown == Lines(april.rows()).shown
    assert all(model.heading(model.line(number)) for number in model.headings())


def _act(journal: Journal, random: Random) -> None:
    there = [entry for entry in journal.contents().entries() if isinstance(entry, Note | CheckIn | FlareUp)]
    at = NOW - timedelta(minutes=random.randrange(5_000))
    what = random.choice(("record", "record", "change", "move", "remove", "undo", "redo"))
    if what == "record" or not there:
        journal.record(Note(id=uuid4(), at=at, text="x"), CheckIn(id=uuid4(), at=at, background=2))
    elif what == "change":
        journal.change(replace(random.choice(there), written_at=None))
    elif what == "move" and (notes := [entry for entry in there if isinstance(entry, Note)]):
        journal.change(replace(random.choice(notes), at=at))
    elif what == "remove":
        journal.remove(*{random.choice(there).id, random.choice(there).id})
    elif what == "undo":
        journal.undo()
    elif what == "redo":
        journal.redo()
