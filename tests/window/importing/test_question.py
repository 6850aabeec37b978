"""The question before an import: what is shown of a file, what can be chosen, and what is given back."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import Contents, Patient
from painlog.exchange import csv_format, json_format, xlsx_format
from painlog.exchange.reading import LARGEST, Reading
from painlog.journal import Journal, Tally
from painlog.window.importing import ImportQuestion, Source, ask_what_to_import, outcome
from painlog.window.importing.mapping import NOTES, ONE_COLUMN, THREE_COLUMNS
from painlog.window.lettering import width
from painlog.window.look import apply_look, gap
from painlog.window.question import Question
from tests.window.april import LIFTING

DIARY = Path(__file__).parents[2] / "exchange" / "small_diary.csv"
OWN = "kind,start,intensity,note\nflare-up,2026-03-01T10:00+01:00,6,one\nnote,2026-03-01T11:00+01:00,,two\n"
BAD = OWN + "flare-up,2026-03-32 10:00,6,\nflare-up,2026-03-02T10:00+01:00,16,\n"


def question(
    journal: Journal, qtbot: QtBot, data: bytes | str | None, name: str = "file.csv"
) -> ImportQuestion:
    asked = ImportQuestion(Source(name, data.encode() if isinstance(data, str) else data), journal)
    qtbot.addWidget(asked)
    asked.show()
    return asked


def diary(journal: Journal, qtbot: QtBot) -> ImportQuestion:
    return question(journal, qtbot, DIARY.read_bytes(), DIARY.name)


def words_in(asked: QWidget) -> list[str]:
    return [each.text() for each in asked.findChildren(QLabel) if each.isVisible()]


def lines(asked: ImportQuestion) -> list[str]:
    return [asked.problems.item(row).text() for row in range(asked.problems.count())]


def test_a_file_of_our_own_says_what_is_new(april: Journal, qtbot: QtBot) -> None:
    asked = question(april, qtbot, OWN)
    assert asked.mapping is None
    assert asked.said.text() == "1 flare-up, new\n1 note, new"
    assert asked.yes.isEnabled()
    assert not asked.problems.isVisible()
    assert len(asked.contents.flare_ups) == len(asked.contents.notes) == 1


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_how_a_file_is_read_is_told_whole_in_large_text(
    april: Journal, qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_look(qapp, percent=percent)
    asked = diary(april, qtbot)
    asked.resize(1230, 700)
    QApplication.processEvents()
    for choice in (asked.encoding, asked.delimiter):
        assert choice.width() >= width(choice.currentText(), choice.font()) + gap(11)
    apply_look(qapp)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_is_known_by_how_it_begins_in_whatever_unicode(
    april: Journal, qtbot: QtBot, encoding: str
) -> None:
    data = json_format.write(april.contents()).decode().encode(encoding)
    asked = question(april, qtbot, data, "saved by an editor.txt")
    assert asked.fault.text() == ""
    assert "there already" in asked.said.text()


def test_of_a_file_that_is_far_too_large_not_more_is_read_than_shows_it(
    april: Journal, qtbot: QtBot, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(LARGEST * 3)
    source = Source.of(film)
    assert len(source.bytes) <= LARGEST + 1
    assert "far larger than any journal" in question(april, qtbot, source.data, film.name).fault.text()


def test_an_old_workbook_is_named_with_what_to_do(april: Journal, qtbot: QtBot) -> None:
    asked = question(april, qtbot, bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old.xls")
    assert "old Excel file" in asked.fault.text()
    assert asked.mapping is None
    assert not asked.yes.isEnabled()


def test_a_long_reason_goes_on_in_the_next_line(april: Journal, qtbot: QtBot) -> None:
    """It was cut: what can stand in a column was never read to its end."""
    unknown = "what nobody knows " * 3
    asked = question(april, qtbot, f"{OWN}{unknown},2026-03-02T10:00+01:00,6,\n")
    asked.resize(asked.minimumSizeHint())
    listed = asked.problems
    qtbot.waitUntil(lambda: listed.visualItemRect(listed.item(0)).width() <= listed.viewport().width())
    needed = listed.fontMetrics().horizontalAdvance(listed.item(0).text())
    assert needed > listed.viewport().width()
    assert listed.visualItemRect(listed.item(0)).height() >= 2 * listed.fontMetrics().lineSpacing()
    assert listed.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("write", "name"),
    [(json_format.write, "a.json"), (csv_format.write, "a.csv"), (xlsx_format.write, "a.xlsx")],
)
def test_what_is_there_already_is_left_alone(
    april: Journal, qtbot: QtBot, write: Callable[..., bytes], name: str
) -> None:
    asked = question(april, qtbot, write(april.contents()), name)
    assert asked.fault.text() == ""
    assert "there already" in asked.said.text()
    assert "new" not in asked.said.text()
    assert not asked.yes.isEnabled()


class Watched(Source):
    """A file that tells on which thread it is read."""

    __slots__ = ()
    readers: ClassVar[list[threading.Thread]] = []

    def read(self, *told: Any) -> Reading:
        """Read it."""
        self.readers.append(threading.current_thread())
        return super().read(*told)


@pytest.mark.parametrize(
    ("write", "name"),
    [(json_format.write, "a.json"), (csv_format.write, "a.csv"), (xlsx_format.write, "a.xlsx")],
)
def test_a_file_is_read_beside_the_window(
    april: Journal, qtbot: QtBot, write: Callable[..., bytes], name: str
) -> None:
    Watched.readers.clear()
    asked = ImportQuestion(Watched(name, write(april.contents())), april)
    qtbot.addWidget(asked)
    assert "there already" in asked.said.text()
    assert [reader.name for reader in Watched.readers] == ["meanwhile"]


def test_doses_may_be_of_a_medicine_in_the_journal_but_not_of_none(
    april: Journal, qtbot: QtBot, tmp_path: Path
) -> None:
    dose = replace(april.contents().doses[0], id=UUID(int=7), flare_up=None)
    export = json_format.write(Contents(doses=(dose,)))
    asked = question(april, qtbot, export, "export.json")
    assert asked.said.text() == "1 dose, new"
    with Journal.open(tmp_path / "other.painlog") as empty:
        asked = question(empty, qtbot, export, "export.json")
        assert asked.said.text() == ""
        assert "doses[0].medicine" in asked.fault.text()
        assert not asked.yes.isEnabled()


def test_a_file_that_tells_only_of_the_patient_is_taken_in(april: Journal, qtbot: QtBot) -> None:
    told = Contents(patient=Patient(activities=("gardening of another laptop",)))
    asked = question(april, qtbot, json_format.write(told), "patient.json")
    assert asked.said.text() == "What it says about you is added to what is said here"
    assert asked.yes.isEnabled()
    april.take_in(asked.contents)
    assert not question(april, qtbot, json_format.write(told), "patient.json").yes.isEnabled()


def test_an_export_goes_into_an_empty_journal(april: Journal, qtbot: QtBot, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "other.painlog") as empty:
        asked = question(empty, qtbot, json_format.write(april.contents()), "export.json")
        assert "3 flare-ups, new" in asked.said.text()
        empty.take_in(asked.contents)
        assert empty.find(LIFTING.id) == april.find(LIFTING.id)


def test_rows_that_can_not_be_read_are_named_and_left_out_only_when_told(
    april: Journal, qtbot: QtBot
) -> None:
    asked = question(april, qtbot, BAD)
    assert lines(asked) == [
        "line 4, start, “2026-03-32 10:00”: This is not a time; write for example 2026-03-31 13:05.",
        "line 5, intensity, “16”: The level goes from 0 to 10.",
    ]
    assert not asked.yes.isEnabled()
    asked.leave_out.click()
    assert asked.yes.isEnabled()
    assert len(asked.contents.flare_ups) == 1
    asked.leave_out.click()
    assert not asked.yes.isEnabled()


def test_an_order_of_days_that_is_left_open_is_asked(april: Journal, qtbot: QtBot) -> None:
    asked = question(april, qtbot, "kind,start\nnote,03/02/2026 10:00\nnote,04/02/2026 10:00\n")
    assert asked.day_first.isVisible()
    assert asked.said.text() == "", "it is not known yet what is in it"
    assert not asked.yes.isEnabled()
    asked.day_first.answers.chips[0].click()
    assert asked.yes.isEnabled()
    assert asked.said.text() == "2 notes, new"
    assert [note.at.month for note in asked.contents.notes] == [2, 2]
    asked.day_first.answers.chips[1].click()
    assert [note.at.month for note in asked.contents.notes] == [3, 4]
    assert asked.day_first.isVisible()


def test_a_question_is_not_answered_by_leaving_its_rows_out(april: Journal, qtbot: QtBot) -> None:
    asked = question(april, qtbot, "kind,start\nnote,2026-03-01T10:00+01:00\nnote,03/02/2026 10:00\n")
    asked.leave_out.click()
    assert [note.at.month for note in asked.contents.notes] == [3]
    assert not asked.yes.isEnabled()
    asked.day_first.answers.chips[0].click()
    assert sorted(note.at.month for note in asked.contents.notes) == [2, 3]
    assert asked.yes.isEnabled()


def test_numbers_that_are_left_open_are_asked(april: Journal, qtbot: QtBot) -> None:
    rows = "kind;start;name;amount\n" + 'dose;2026-03-01T10:00+01:00;Drops;"1,000"\n'
    asked = question(april, qtbot, rows)
    assert asked.decimal_mark.isVisible()
    asked.decimal_mark.answers.chips[1].click()
    assert [dose.amount for dose in asked.contents.doses] == [1]


@pytest.mark.parametrize(
    ("data", "next_step"),
    [
        (b'{"format": "painlog-journal"', "mend it, or choose another file"),
        (b"\xff\xfe\x00", "mend it, or choose another file"),
        (b"PK\x03\x04 no zip", "mend it, or choose another file"),
        (b"", "choose another file"),
        (None, "choose another file"),
    ],
)
def test_a_file_that_is_none_says_so_and_takes_nothing(
    april: Journal, qtbot: QtBot, data: bytes | None, next_step: str
) -> None:
    asked = question(april, qtbot, data)
    assert asked.fault.text().startswith("file.csv could not be read:")
    assert asked.fault.text().endswith(f"Nothing was imported; please {next_step}.")
    assert not asked.yes.isEnabled()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder", "folder could not be read: This is a folder; please take the files in it."),
        ("gone.csv", "gone.csv could not be read: It is not there any more."),
        ("link.csv", "link.csv could not be read: The disk does not give it, or not to this account."),
        ("copy.painlog", "copy.painlog could not be read: This is a journal itself; please open it with"),
    ],
)
def test_what_is_no_file_to_import_is_called_what_it_is(
    april: Journal, qtbot: QtBot, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "link.csv")  # leads to itself, which no account can read
    Journal.open(tmp_path / "copy.painlog").close()
    asked = ImportQuestion(Source.of(tmp_path / name), april)
    qtbot.addWidget(asked)
    asked.show()
    assert asked.fault.text().startswith(said)
    assert not asked.yes.isEnabled()
    assert not asked.encoding.isVisible()  # no other letters would make it a file


def test_a_diary_whose_rows_break_off_says_where_and_not_that_it_is_none_of_ours(
    april: Journal, qtbot: QtBot
) -> None:
    asked = question(april, qtbot, 'date;pain;what\n1.2.2024;5;back\n5.2.2024;6;"leg\n')
    assert "line 3" in asked.fault.text()
    assert "such as a quotation mark, or the file ends too early" in asked.fault.text()
    assert "Nothing was imported" in asked.fault.text()


def test_another_encoding_is_chosen(april: Journal, qtbot: QtBot) -> None:
    rows = "kind,start,note\nnote,2026-03-01T10:00+01:00,Müde\n".encode("cp1252")
    asked = question(april, qtbot, rows)
    assert [note.text for note in asked.contents.notes] == ["Müde"]
    asked.encoding.setCurrentIndex(1)
    assert "could not be read" in asked.fault.text()
    asked.encoding.setCurrentIndex(3)
    assert [note.text for note in asked.contents.notes] == ["Müde"]
    assert asked.fault.text() == ""


def test_a_diary_begins_with_what_its_columns_suggest(april: Journal, qtbot: QtBot) -> None:
    asked = diary(april, qtbot)
    assert asked.mapping is not None
    told = asked.mapping.mapping()
    assert (told.day, told.month, told.year) == ("startday", "startmonth", "startyear")
    assert (told.level, told.name, told.written) == ("intensity", "name", "date")
    assert asked.mapping.day_in.current == THREE_COLUMNS
    assert not asked.mapping.choice("start").isVisible()


def test_columns_that_are_still_to_be_chosen_are_asked_for(april: Journal, qtbot: QtBot) -> None:
    asked = question(april, qtbot, "Datum;Schmerz\n13.11.2025 08:30;7\n14.11.2025 21:15;4\n")
    assert asked.mapping is not None
    both = "Please choose the columns that say this: When it was · How bad it was, 0 to 10."
    assert asked.fault.text() == both
    assert not asked.yes.isEnabled()
    assert asked.focusWidget() is asked.mapping.choice("start")
    asked.mapping.choice("start").setCurrentIndex(1)
    assert asked.fault.text() == "Please choose the columns that say this: How bad it was, 0 to 10."
    asked.mapping.day_in.chips[THREE_COLUMNS].click()
    assert "Day of the month · Month · Year" in asked.fault.text()
    asked.mapping.day_in.chips[ONE_COLUMN].click()
    asked.mapping.choice("level").setCurrentIndex(2)
    assert asked.fault.text() == ""
    assert asked.said.text() == "2 flare-ups, new"
    assert asked.yes.isEnabled()


def test_a_long_comment_leaves_the_other_columns_of_the_first_rows_in_sight(
    april: Journal, qtbot: QtBot
) -> None:
    """The column behind it stood two windows to the right, and a comment of many lines filled the window."""
    comment = "it began in the night and took until noon\n" * 40
    asked = question(april, qtbot, f'When;Comment;Bad\n13.11.2025 08:30;"{comment}";7\n')
    table = asked.findChild(QTableWidget)
    assert table is not None
    assert table.height() < 200
    cells = [table.model().index(0, column).data() for column in range(3)]
    assert cells == ["13.11.2025 08:30", "it began in the night a…", "7"]
    assert table.columnWidth(1) < 300


@pytest.mark.parametrize("percent", [100, 200])
def test_what_would_be_imported_stays_in_view_while_columns_are_chosen(
    april: Journal, qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    """It stood beside the first of them only: at the lower ones, and in large text, it was out of sight."""
    apply_look(qapp, percent=percent)
    rows = "Datum;Schmerz;Ort\n13.11.2025 08:30;7;Rücken\n14.11.2025 21:15;4;Knie\n"
    asked = question(april, qtbot, rows)
    assert asked.mapping is not None
    asked.resize(1302, 400)

    def is_seen() -> bool:
        middle = asked.said.mapTo(asked, asked.said.rect().center()).y()
        return asked.title.geometry().bottom() < middle < asked.foot.geometry().top()

    qtbot.waitUntil(lambda: asked.bar.maximum() > 100)
    for scrolled in (asked.bar.maximum(), asked.bar.maximum() // 2, 0):
        asked.bar.setValue(scrolled)
        qtbot.waitUntil(is_seen)
    apply_look(qapp)


def test_a_column_without_a_name_is_chosen_by_its_number_and_never_by_itself(
    april: Journal, qtbot: QtBot
) -> None:
    asked = question(april, qtbot, ",pain,\n13.11.2025 08:30,7,rain\n")
    assert asked.mapping is not None
    assert asked.mapping.choice("start").currentText() == "please choose"
    assert asked.mapping.choice("note").currentText() == "not in this file"
    asked.mapping.choice("start").setCurrentText("1")
    assert asked.said.text() == "1 flare-up, new"


def test_a_diary_that_was_imported_with_fewer_columns_says_that_it_is_there(
    april: Journal, qtbot: QtBot
) -> None:
    """Nothing told that all of it would be there twice."""
    rows = "start,pain,diary\n2025-11-13 08:30,7,rain\n2025-11-14 08:30,4,\n2025-11-14 09:00,4,sun\n"
    first = question(april, qtbot, rows)
    assert first.said.text() == "3 flare-ups, new"
    april.take_in(first.contents)
    asked = question(april, qtbot, rows)
    assert asked.said.text() == "3 flare-ups, there already"
    assert asked.mapping is not None
    asked.mapping.choice("note").setCurrentText("diary")
    new, alike = asked.said.text().splitlines()
    assert new == "3 flare-ups: 2 new, 1 there already"
    assert alike == (
        "2 new flare-ups have the time and level of one that is there already. "
        "Where it is the same, remove one of the two."
    )
    assert asked.yes.isEnabled()


def test_columns_of_the_same_name_are_told_apart_and_chosen(april: Journal, qtbot: QtBot) -> None:
    """Whichever of them was chosen, it was refused: the column stood there twice."""
    asked = question(april, qtbot, "date,pain,Pain,pain\n2025-11-13 08:30,7,,4\n")
    mapping = asked.mapping
    assert mapping is not None
    level = mapping.choice("level")
    offered = [level.itemText(place) for place in range(level.count())]
    assert offered == ["please choose", "date", "pain (2)", "Pain (3)", "pain (4)"]
    assert level.currentIndex() == 0  # not for Painlog to say which
    for place, worst in ((2, 7), (4, 4)):
        level.setCurrentIndex(place)
        assert asked.fault.text() == ""
        assert [each.peak for each in asked.contents.flare_ups] == [worst]


def test_the_names_that_are_flare_ups_are_pressed(april: Journal, qtbot: QtBot) -> None:
    asked = diary(april, qtbot)
    assert asked.mapping is not None
    assert asked.mapping.names is not None
    everything = len(asked.contents.flare_ups)
    asked.mapping.names.chip("Knee Pain").click()
    assert {flare_up.regions for flare_up in asked.contents.flare_ups} == {("Knee Pain",)}
    assert 0 < len(asked.contents.flare_ups) < everything
    assert not asked.contents.notes
    asked.mapping.rest.chips[NOTES].click()
    assert any("happiness" in note.text for note in asked.contents.notes)


def test_names_beyond_the_most_frequent_are_offered_by_a_press(april: Journal, qtbot: QtBot) -> None:
    """Those after the fortieth could not be chosen, and nothing told of them."""
    places = [f"place {at}" for at in range(90)]
    rows = "".join(f"2025-11-{day} 08:30,7,{place}\n" for day in (13, 14) for place in places[: 100 - day])
    asked = question(april, qtbot, f"start,pain,part\n{rows}")
    mapping = asked.mapping
    assert mapping is not None
    mapping.choice("name").setCurrentText("part")
    assert mapping.names is not None
    left = []
    while mapping.more_names.isVisible():
        left.append(mapping.more_names.words)
        mapping.more_names.click()
    assert left == ["47 more names…", "7 more names…"]
    mapping.names.chip("place 86").click()
    assert asked.said.text() == "1 flare-up, new"
    mapping.choice("name").setCurrentIndex(0)
    assert not mapping.more_names.isVisible()


def test_rows_without_a_day_are_read_from_when_they_were_written(april: Journal, qtbot: QtBot) -> None:
    asked = diary(april, qtbot)
    assert asked.mapping is not None
    before = len(lines(asked))
    assert [said for said in words_in(asked) if "tick the box below it" in said]
    asked.mapping.day_from_written.click()
    assert len(lines(asked)) == before - 1
    assert not [said for said in words_in(asked) if "tick the box below it" in said]


def test_another_column_for_the_day_changes_what_is_read(april: Journal, qtbot: QtBot) -> None:
    asked = diary(april, qtbot)
    assert asked.mapping is not None
    asked.mapping.day_in.chips[ONE_COLUMN].click()
    assert asked.fault.text() == "Please choose the columns that say this: When it was."
    asked.mapping.choice("start").setCurrentText("date")
    assert asked.fault.text() == ""
    assert all(not flare_up.time_uncertain for flare_up in asked.contents.flare_ups)


def test_a_column_of_times_is_found_and_may_be_left_out(april: Journal, qtbot: QtBot) -> None:
    asked = question(april, qtbot, "Date;Time;Pain\n2025-11-13;08:30;7\n2025-11-14;21:15;4\n")
    assert asked.mapping is not None
    assert [(one.started_at.hour, one.time_uncertain) for one in asked.contents.flare_ups] == [
        (8, False),
        (21, False),
    ]
    asked.mapping.choice("time").setCurrentIndex(0)
    assert [(one.started_at.hour, one.time_uncertain) for one in asked.contents.flare_ups] == [
        (12, True),
        (12, True),
    ]


def test_without_a_column_of_names_everything_is_a_flare_up(april: Journal, qtbot: QtBot) -> None:
    asked = diary(april, qtbot)
    assert asked.mapping is not None
    asked.mapping.choice("name").setCurrentIndex(0)
    assert asked.mapping.names is None
    assert not asked.mapping.rest.isVisible()
    qtbot.waitUntil(lambda: not any("flare-ups?" in words for words in words_in(asked)))
    assert {flare_up.regions for flare_up in asked.contents.flare_ups} == {()}


def test_importing_a_diary_twice_changes_nothing(april: Journal, qtbot: QtBot) -> None:
    first = diary(april, qtbot)
    first.leave_out.click()
    april.take_in(first.contents)
    again = diary(april, qtbot)
    again.leave_out.click()
    assert "there already" in again.said.text()
    assert not again.yes.isEnabled()


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(added={"note": 2}), ["2 notes, new"]),
        (Tally(changed={"dose": 1}), ["1 dose, changed"]),
        (
            Tally(added={"flare-up": 12}, changed={"flare-up": 3}, left_alone={"flare-up": 200}),
            ["215 flare-ups: 12 new, 3 changed, 200 there already"],
        ),
        (Tally(removed=2), ["2 to be removed, as in the file"]),
        (Tally(told_removed=2), ["2 removed in the file and never here, to stay removed"]),
        (Tally(describes=True), ["What it says about you is added to what is said here"]),
        (Tally(), ["There are no entries in it."]),
    ],
)
def test_what_would_be_done_in_words(tally: Tally, said: list[str], qtbot: QtBot) -> None:
    assert outcome.said_of(tally) == said


def test_the_answer_is_what_is_to_be_taken_in(april: Journal, qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    path = tmp_path / "own.csv"
    path.write_text(OWN)

    def press(name: str) -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, ImportQuestion)
        getattr(asked, name).click()

    before = april.contents()
    QTimer.singleShot(0, lambda: press("yes"))
    contents = ask_what_to_import(parent, april, path)
    assert contents is not None
    assert contents.notes[0].text == "two"
    QTimer.singleShot(0, lambda: press("no"))
    assert ask_what_to_import(parent, april, path) is None
    QTimer.singleShot(0, lambda: press("no"))
    assert ask_what_to_import(parent, april, tmp_path / "not there.csv") is None
    assert april.contents() == before


@pytest.mark.skipif(os.name != "posix", reason="a file that gives nothing until another program does")
def test_a_file_that_the_disk_does_not_give_can_be_left(april: Journal, qtbot: QtBot, tmp_path: Path) -> None:
    """As on a share that hangs."""
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    parent = QWidget()
    qtbot.addWidget(parent)
    asked: list[str] = []

    def leave() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, Question):
            asked.append(question.windowTitle())
            question.no.click()
        else:
            QTimer.singleShot(20, leave)

    giving = threading.Timer(3, lambda: path.write_text(OWN))
    giving.start()
    QTimer.singleShot(0, leave)
    assert ask_what_to_import(parent, april, path) is None
    assert asked == ["Reading pipe.csv …"]
    giving.join()
