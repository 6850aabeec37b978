"""The main window: its wires, its menus and keys, what it remembers, and how it closes."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from painlog import places
from painlog.app.opening import wait_for
from painlog.entries import Contents, Dose, Entry, FlareUp, Medicine, Note, Plan, Refused, Why
from painlog.journal import Journal, JournalFault, Reason
from painlog.report.waiting import WAITING
from painlog.window import unwritten
from painlog.window.answers import Answers
from painlog.window.appointment.tab import AppointmentTab
from painlog.window.doors import Tab
from painlog.window.help import Page, help_text
from painlog.window.look import LookName
from painlog.window.main_window import MainWindow
from painlog.window.preferences import Preferences, is_reachable
from painlog.window.pressing import Pressable
from painlog.window.screens import room_around
from painlog.window.settings import Settings, look_names
from painlog.window.status_line import StatusLine
from painlog.window.today.periods import Period
from painlog.window.today.present import NOTE_DRAFT
from painlog.window.unwritten import UnwrittenBar, Waiting
from painlog.words.amounts import percent
from tests.window.april import CAPSULE, NOW, SHOES, THERAPY, april, journal
from tests.window.open_windows import Opened

__all__ = ["april", "journal"]
pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


def _actions(window: MainWindow) -> Iterator[QAction]:
    for menu in window.menus:
        for action in menu.actions():
            yield action
            if action.menu() is not None:
                yield from action.menu().actions()  # type: ignore[attr-defined]


def _action(window: MainWindow, words: str) -> QAction:
    return next(action for action in _actions(window) if action.text() == words)


# menus and keys


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("Ctrl+N", "New journal…"),
        ("Ctrl+O", "Open journal…"),
        ("Ctrl+P", "Print…"),
        ("Ctrl+Q", "Quit"),
        ("Ctrl+W", "Close the window"),
        ("Ctrl+,", "Settings…"),
        ("Ctrl+Z", "Undo"),
        ("Ctrl+Shift+Z", "Redo"),
        ("Ctrl+F", "Find…"),
        ("F1", "How to use Painlog"),
        ("F5", "Flare-up now"),
        ("F11", "Full screen"),
        ("Ctrl++", "Larger"),
        ("Ctrl+-", "Smaller"),
        ("Ctrl+0", "Usual size"),
        ("Ctrl+1", "Today"),
        ("Ctrl+5", "Medicines"),
    ],
)
def test_the_keys_that_people_expect(window: MainWindow, keys: str, words: str) -> None:
    assert keys in [each.toString() for each in _action(window, words).shortcuts()]


def test_no_two_commands_share_their_keys(window: MainWindow) -> None:
    keys = [each.toString() for action in _actions(window) for each in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_a_long_name_of_a_medicine_is_in_short_in_the_menu(window: MainWindow) -> None:
    window.answers.record(Medicine(id=uuid4(), name="Capsules " * 40, plans=(Plan(start=NOW.date()),)))
    names = [action.text() for action in _actions(window) if action.text().startswith("Capsules")]
    assert [name[-1] for name in names] == ["…"]
    assert len(names[0]) <= 60


def test_every_medicine_has_a_command(window: MainWindow) -> None:
    action = _action(window, "Oxycodone IR 5 mg")
    assert action.shortcut().toString() == "Ctrl+Shift+1"
    before = window.journal.count()
    action.trigger()
    assert window.journal.count() == before + 1
    buttons = [tile.words for tile in window.today.quick.medicines.tiles.values()]
    assert "Paracetamol 1 g" in buttons
    assert {*buttons} <= {each.text() for each in _actions(window)}, "a command says what it writes down"


def test_the_key_of_a_medicine_stays_when_another_is_used_more(
    opened: Opened, window: MainWindow, qtbot: QtBot
) -> None:
    """The next day the same key wrote down another medicine."""
    names = ("Oxycodone IR 5 mg", "Paracetamol 1 g")
    keys = {name: _action(window, name).shortcut().toString() for name in names}
    taken = [each.medicine for each in window.today.present.medicines]
    other = next(each for each in taken if each.name == "Paracetamol")
    doses = [Dose(id=uuid4(), medicine=other.id, taken_at=NOW) for _ in range(200)]
    window.journal.take_in(Contents(doses=tuple(doses)))
    window.close()
    again = opened.window()
    qtbot.waitUntil(lambda: bool(again.menus[0].actions()))
    assert again.today.present.medicines[0].medicine.id == other.id
    assert {name: _action(again, name).shortcut().toString() for name in names} == keys


def test_tabs_open_by_their_keys_and_only_then_are_made(window: MainWindow) -> None:
    assert list(window.tabs) == [Tab.TODAY]
    for place, tab in enumerate(Tab, 1):
        _action(window, window.tab_bar.tabText(place - 1)).trigger()
        assert window.shown_tab() is tab
        assert window.pages.currentWidget() is window.tabs[tab]


def test_find_goes_to_the_search_field(window: MainWindow) -> None:
    _action(window, "Find…").trigger()
    assert window.shown_tab() is Tab.JOURNAL
    assert window.tab(Tab.JOURNAL).search.hasFocus()  # type: ignore[attr-defined]


def test_undo_is_named_in_the_menu(window: MainWindow) -> None:
    menu = window.menus[1]
    menu.aboutToShow.emit()
    assert not _action(window, "Undo").isEnabled()
    assert not _action(window, "Redo").isEnabled()
    menu.aboutToHide.emit()
    assert _action(window, "Undo").isEnabled(), "a shortcut does not open the menu first"
    window.today.quick.record_therapy()
    window.menus[1].aboutToShow.emit()
    assert _action(window, "Undo “Physical therapy”").isEnabled()
    window.answers.undo()
    window.menus[1].aboutToShow.emit()
    assert _action(window, "Redo “Physical therapy”").isEnabled()


def test_commands_of_today_bring_it_forward(window: MainWindow) -> None:
    window.show_tab(Tab.JOURNAL)
    _action(window, "Note…").trigger()
    assert window.shown_tab() is Tab.TODAY
    assert window.today.quick.panel is not None
    assert window.today.quick.panel.isVisible()


def test_the_running_flare_up_is_told_by_keys(window: MainWindow) -> None:
    for words in ("Flare-up now", "It is easing", "It is over"):
        _action(window, words).trigger()
    last = window.journal.last_flare_up()
    assert last is not None
    assert last.ended_at is not None
    _action(window, "It is over").trigger()
    assert window.journal.last_flare_up() == last


def test_text_grows_and_shrinks_by_steps(opened: Opened, window: MainWindow) -> None:
    font = QApplication.font().pointSizeF()
    _action(window, "Larger").trigger()
    assert QApplication.font().pointSizeF() == pytest.approx(1.1 * font)
    for _ in range(9):
        _action(window, "Larger").trigger()
    assert QApplication.font().pointSizeF() == pytest.approx(2 * font)
    _action(window, "Smaller").trigger()
    assert opened.program.looking.percent == 175
    _action(window, "Usual size").trigger()
    assert QApplication.font().pointSizeF() == pytest.approx(font)


def test_the_chosen_size_and_look_are_ticked(opened: Opened, window: MainWindow) -> None:
    """Whatever chose them; of the sizes none was."""
    looking = opened.program.looking
    menus = [_action(window, name).menu() for name in ("Look", "Text size")]
    for look, size in ((LookName.DARK, 150), (LookName.LIGHT, 100), (LookName.LIGHT, 175)):
        looking.choose(look)
        looking.choose_percent(size)
        ticked = []
        for menu in menus:
            assert isinstance(menu, QMenu)
            menu.aboutToShow.emit()
            ticked += [action.text() for action in menu.actions() if action.isChecked()]
        assert ticked == [look_names()[look], percent(size)]


def test_a_look_is_chosen_and_kept(opened: Opened, window: MainWindow) -> None:
    _action(window, "Dark").trigger()
    assert opened.program.looking.name is LookName.DARK
    assert Preferences(places.preferences_file()).look is LookName.DARK
    assert QApplication.palette().base().color().lightness() < 128


# what is remembered


def test_the_window_comes_back_as_it_was_left(opened: Opened, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1111, 611)
    window.today.chart.choose_period(Period.THREE_MONTHS)
    window.today.chart.choose_view("day by day")
    window.show_tab(Tab.JOURNAL)
    window.close()
    again = opened.window()
    assert (again.today.chart.period, again.today.chart.view) == (Period.THREE_MONTHS, "day by day")
    qtbot.waitUntil(lambda: again.shown_tab() is Tab.JOURNAL)


def test_all_days_are_shown_again_where_all_were_shown_last(opened: Opened, window: MainWindow) -> None:
    """“All” was pressed, and two weeks were shown."""
    window.today.chart.choose_period(Period.ALL)
    shown = window.today.chart.header.days.text()
    window.close()
    again = opened.window()
    assert again.today.chart.header.days.text() == shown


def test_the_tab_that_was_open_last_is_open_again(opened: Opened, window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab(Tab.JOURNAL)
    window.close()
    again = opened.window()
    qtbot.waitUntil(lambda: again.shown_tab() is Tab.JOURNAL)


def test_a_new_window_has_no_edge_beyond_the_screen(opened: Opened, journal: Journal, qtbot: QtBot) -> None:
    window = opened.program.open(journal)
    qtbot.addWidget(window)
    free = room_around(window)
    assert free.width() < 1280, "this screen has room for the usual window: what is tried here is not tried"
    assert window.isMaximized()
    window.showNormal()
    assert window.height() <= free.height() - 40
    assert window.width() <= free.width()
    window.close()


def test_preferences_that_make_no_sense_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "preferences.ini"
    file.write_text("[General]\nlook=neon\ntext_percent=9000\nrecent=/nowhere/j.painlog\n", encoding="utf-8")
    kept = Preferences(file)
    assert (kept.look, kept.text_percent) == (LookName.SYSTEM, 200)


def test_a_recent_journal_that_cannot_be_looked_for_is_left_out(tmp_path: Path) -> None:
    there, nobody_can_look = tmp_path / "there.painlog", tmp_path / ("x" * 300)
    there.touch()
    kept = Preferences(tmp_path / "preferences.ini")
    kept.remember_journal(there)
    kept.remember_journal(nobody_can_look)
    assert kept.recent == [there]


def test_a_recent_journal_whose_stick_is_not_plugged_in_is_kept(tmp_path: Path) -> None:
    """It was forgotten for good as soon as another one was opened meanwhile."""
    stick, other, gone = (tmp_path / place for place in ("stick/a.painlog", "other.painlog", "gone.painlog"))
    kept = Preferences(tmp_path / "preferences.ini")
    stick.parent.mkdir()
    for path in (gone, stick):
        path.touch()
        kept.remember_journal(path)
    stick.parent.rename(tmp_path / "unplugged")
    gone.unlink()
    other.touch()
    kept.remember_journal(other)
    assert kept.recent == [other, stick]
    assert [is_reachable(path) for path in kept.recent] == [True, False]


def test_preferences_that_cannot_be_kept_hold_until_the_end(tmp_path: Path) -> None:
    """Neither a start nor the closing of the window fails by it."""
    (tmp_path / "no folder").touch()
    kept = Preferences(tmp_path / "no folder" / "preferences.ini")
    kept.look = LookName.DARK
    kept.write()
    assert kept.look is LookName.DARK


@pytest.mark.skipif(sys.platform != "linux", reason="a file that is nobody's own")
def test_preferences_that_are_not_our_own_keep_no_window_from_closing() -> None:
    file = Path("/proc/self/stat")
    with pytest.raises(PermissionError):
        file.chmod(places.FILE_MODE)
    Preferences(file).write()


def test_recent_journals_are_kept_newest_first(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "preferences.ini")
    paths = [tmp_path / f"{number}.painlog" for number in range(8)]
    for path in paths:
        path.touch()
        kept.remember_journal(path)
    kept.remember_journal(paths[5])
    kept.write()
    assert Preferences(tmp_path / "preferences.ini").recent == [paths[place] for place in (5, 7, 6, 4, 3, 2)]
    assert (tmp_path / "preferences.ini").stat().st_mode & 0o077 == 0


# answers


def _answers(journal: Journal, qtbot: QtBot) -> tuple[Answers, UnwrittenBar]:
    bar = UnwrittenBar()
    qtbot.addWidget(bar)
    return Answers(journal, bar, wait_for), bar


def test_what_is_refused_is_said_and_does_not_wait(journal: Journal, qtbot: QtBot) -> None:
    answers, bar = _answers(journal, qtbot)
    answers.record(FlareUp(id=uuid4(), started_at=NOW + timedelta(days=9)))
    assert bar.waiting == []
    assert not bar.isHidden()
    assert bar.reason.text()
    bar.away.click()
    assert bar.isHidden()


def test_a_reason_goes_once_it_is_untrue(journal: Journal, qtbot: QtBot) -> None:
    """That an import was not saved stood over the window also after the next one was."""
    answers, bar = _answers(journal, qtbot)

    def fail(path: Path) -> None:
        raise JournalFault(Reason.DISK_FULL, path)

    answers.do(lambda: fail(journal.path))
    answers.take_in(Contents())
    assert bar.reason.text()
    answers.take_in(Contents(notes=(Note(id=uuid4(), at=NOW, text="there is room"),)))
    assert not bar.reason.text()
    answers.do(lambda: fail(journal.path.with_name("copy.painlog")))
    answers.take_in(Contents(notes=(Note(id=uuid4(), at=NOW, text="on this disk"),)))
    assert bar.reason.text()


def test_entries_wait_in_their_order_until_they_can_be_written(april: Journal, qtbot: QtBot) -> None:
    answers, bar = _answers(april, qtbot)
    full = True

    def write(entry: Entry) -> None:
        if full:
            raise JournalFault(Reason.DISK_FULL, april.path)
        april.record(entry)

    notes = [Note(id=uuid4(), at=NOW, text=text) for text in ("first", "second")]
    for note in notes:
        answers.do(lambda note=note: write(note), note.text)  # type: ignore[misc]
    assert [waiting.words for waiting in bar.waiting] == ["first", "second"]
    kept, *told = bar.entries.text().split("\n")
    assert told == ["first", "second"]
    assert kept.startswith("Kept here until it can be written"), "it reads “not saved”, and nothing is lost"
    assert "full" in bar.reason.text()
    full = False
    qtbot.addWidget(bar)
    assert answers.write_waiting()
    assert [
        each.text for each in april.contents().notes if each in notes or each.text in ("first", "second")
    ] == [
        "first",
        "second",
    ]
    assert bar.isHidden()


def test_a_note_that_was_left_half_written_is_told_of_at_the_start(opened: Opened) -> None:
    """Locked by itself over a form, Painlog said that all was saved, and not where the rest was."""
    window = opened.window()
    assert window.status.saved.text() == "Everything you wrote down is saved"
    window.journal.keep(NOTE_DRAFT, "Medicine taken\nHow much: so many")
    assert window.close()
    again = opened.window().status.saved.text()
    assert again == "All is saved; what you were typing waits on Today: Note…"


def test_an_export_is_not_told_as_if_nothing_waited(april: Journal, qtbot: QtBot) -> None:
    line = StatusLine(april)
    qtbot.addWidget(line)
    line.tell("Exported to out.json")
    assert line.saved.text().removesuffix(" ·") == "Exported to out.json"
    line.show_waiting(waits=True)
    line.tell("Exported to out.json")
    said = "Exported to out.json · Not everything is saved yet: see above"
    assert line.saved.text().removesuffix(" ·") == said
    line.show_waiting(waits=False)
    assert "Not everything" not in line.saved.text()


def test_a_later_entry_goes_behind_those_that_wait(journal: Journal, qtbot: QtBot) -> None:
    answers, bar = _answers(journal, qtbot)
    written: list[str] = []
    answers.do(_disk_is_full, "first")
    bar.waiting[0] = type(bar.waiting[0])(lambda: written.append("first"), "first")  # there is room again
    assert answers.do(lambda: written.append("second"), "second")
    assert written == ["first", "second"]
    assert bar.isHidden()


def test_what_is_not_possible_any_more_stays_on_the_screen_and_holds_up_nothing(
    journal: Journal, qtbot: QtBot
) -> None:
    """The clock was set back, say: what was typed is not gone, and is written once the clock is right."""
    answers, bar = _answers(journal, qtbot)
    written: list[str] = []
    is_possible = False

    def write() -> None:
        if not is_possible:
            raise Refused("taken_at", Why.IN_THE_FUTURE)
        written.append("a dose")

    answers.do(_disk_is_full, "a dose")
    bar.waiting[0] = type(bar.waiting[0])(write, "a dose")
    assert not answers.write_waiting()
    assert answers.do(lambda: written.append("later"), "later")
    assert written == ["later"]
    assert [each.words for each in bar.waiting] == ["a dose"]
    assert "future" in bar.reason.text()
    is_possible = True
    assert answers.write_waiting()
    assert written == ["later", "a dose"]
    assert bar.isHidden()


def test_however_many_entries_wait_the_buttons_keep_their_room(window: MainWindow, qtbot: QtBot) -> None:
    """Each press of an hour stood in a line of its own: the bar pushed all else out of the window."""
    window.bar.say("The disk is full.")
    for minute in range(30):
        window.bar.wait(Waiting(_disk_is_full, f"16:{minute} Flare-up " + minute * "very long " * 1000))
    told = window.bar.entries.text().split("\n")
    assert told[0].endswith("26 earlier ones and")
    assert [each[:5] for each in told[1:]] == ["16:26", "16:27", "16:28", "16:29"]
    qtbot.waitUntil(lambda: window.today.quick.flare_ups.now.visibleRegion().boundingRect().height() > 44)
    assert window.bar.height() < window.height() / 2
    window.bar.waiting.clear()


def test_a_screen_reader_says_once_why_an_entry_waits(
    journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not again every five seconds; but again to somebody who presses, and when the reason is another."""
    said: list[str] = []
    monkeypatch.setattr(unwritten, "announce", lambda _widget, words: said.append(words))
    monkeypatch.setattr(unwritten, "TRY_EVERY_MS", 10)
    answers, bar = _answers(journal, qtbot)
    tried: list[int] = []
    bar.try_again.connect(answers.write_waiting)
    bar.try_again.connect(lambda: tried.append(len(said)))
    reason = Reason.DISK_FULL

    def write() -> None:
        raise JournalFault(reason)

    answers.do(write, "a dose")
    qtbot.waitUntil(lambda: len(tried) > 3)
    assert len(said) == 1
    bar.again.click()
    assert said[1:] == said[:1]
    reason = Reason.IO
    qtbot.waitUntil(lambda: len(said) > 2)
    assert said[2] == bar.reason.text() != said[0]
    qtbot.waitUntil(lambda: tried.count(3) > 3)
    assert len(said) == 3


def _disk_is_full() -> None:
    raise JournalFault(Reason.DISK_FULL)


def test_small_texts_and_undo_do_not_wait(journal: Journal, qtbot: QtBot) -> None:
    answers, bar = _answers(journal, qtbot)
    assert not answers.do(_disk_is_full)
    assert bar.waiting == []
    answers.keep("note", "half")
    assert journal.kept("note") == "half"
    answers.undo()
    answers.redo()


def test_a_tab_asks_and_the_journal_answers(april: Journal, qtbot: QtBot) -> None:
    answers, _ = _answers(april, qtbot)
    answers.remove(SHOES.id)
    answers.remove((THERAPY.id,))
    assert april.find(SHOES.id) is None
    answers.bring_back((SHOES.id,))
    assert april.find(SHOES.id) is not None
    answers.write(Note(id=uuid4(), at=NOW, text="new"))
    answers.write(type(SHOES)(id=SHOES.id, at=SHOES.at, text="other shoes"))
    changed = april.find(SHOES.id)
    assert isinstance(changed, Note)
    assert changed.text == "other shoes"


# closing


def test_closing_keeps_a_flare_up_running(opened: Opened, window: MainWindow) -> None:
    window.today.quick.flare_ups.start()
    assert window.close()
    again = opened.window()
    assert again.journal.running() is not None


def test_closing_backs_up_what_was_changed(window: MainWindow) -> None:
    path = window.journal.path
    window.today.quick.record_therapy()
    window.close()
    assert list(path.with_name(f"{path.name}-backups").glob("*.painlog"))


def test_entries_that_wait_are_not_lost_by_closing(window: MainWindow) -> None:
    asked: list[int] = []

    def second_time(_parent: QWidget, waiting: Sequence[Waiting]) -> bool:
        asked.append(len(waiting))
        return len(asked) > 1

    window.doors = replace(window.doors, may_close=second_time)
    window.answers.do(_disk_is_full, "16:28 Flare-up")
    assert not window.close()
    assert window.isVisible()
    assert window.close()
    assert asked == [1, 1]


def test_a_question_half_typed_is_kept_where_the_window_closes_and_its_page_goes_on_where_it_stays(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened.window()
    window.show_tab(Tab.APPOINTMENT)
    tab = window.tab(Tab.APPOINTMENT)
    assert isinstance(tab, AppointmentTab)
    window.doors = replace(window.doors, may_close=lambda *_: False)
    window.answers.do(_disk_is_full, "16:28 Flare-up")
    assert not window.close()
    qtbot.waitUntil(lambda: not tab.live.is_busy, timeout=20_000)
    assert tab.page is not None
    window.answers.undo()
    tab.left.questions.setPlainText("Only this?")
    assert window.close()
    journal = opened.window().journal
    asked = [question.text for visit in journal.appointments() for question in visit.questions]
    assert "Only this?" in (*asked, journal.kept(WAITING))


def test_what_is_pressed_in_a_window_that_was_closed_comes_too_late(window: MainWindow) -> None:
    """The system may still hand over a press: the journal must not be asked any more."""
    segments = window.today.chart.header.periods.segments
    QTest.mousePress(segments[2], Qt.MouseButton.LeftButton)
    window.close()
    QTest.mouseRelease(segments[2], Qt.MouseButton.LeftButton)
    QTest.mouseClick(segments[3], Qt.MouseButton.LeftButton)
    assert window.today.chart.period is Period.TWO_WEEKS


def test_a_window_that_is_gone_at_once_says_no_more_that_it_was_painted(
    journal: Journal, opened: Opened, qtbot: QtBot
) -> None:
    """Another journal may be opened in the very moment in which the window is painted first."""
    first = MainWindow(journal, opened.window().doors, opened.program.preferences)
    first.grab()
    with qtbot.captureExceptions() as raised:
        delete(first)
        QApplication.processEvents()
    assert raised == []


def test_dropped_files_are_imported_once_qt_let_go_of_them(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    got: list[Path] = []
    window.doors = replace(window.doors, import_files=lambda _parent, _journal, paths: got.extend(paths))
    file = tmp_path / "diary.csv"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    assert got == []
    qtbot.waitUntil(lambda: got == [file])


@pytest.mark.parametrize(
    ("address", "is_taken"), [("file:///home/me/diary.csv", True), ("https://example.org/diary.csv", False)]
)
def test_only_files_of_this_computer_may_be_dropped(
    window: MainWindow, address: str, *, is_taken: bool
) -> None:
    data = QMimeData()
    data.setUrls([QUrl(address)])
    drag = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    drag.ignore()
    window.dragEnterEvent(drag)
    assert drag.isAccepted() == is_taken


def test_full_screen_and_back(window: MainWindow) -> None:
    window.turn_full_screen()
    assert window.isFullScreen()
    window.turn_full_screen()
    assert not window.isFullScreen()


def test_what_the_tabs_are_made_of_comes_from_their_doors(window: MainWindow) -> None:
    assert all(isinstance(window.tab(tab), QWidget) for tab in Tab)
    assert CAPSULE.id is not None


# settings


def test_settings_are_worn_at_once_and_cancel_goes_back(opened: Opened, qtbot: QtBot) -> None:
    looking = opened.program.looking
    for leave, kept in (("reject", (LookName.SYSTEM, 100)), ("accept", (LookName.DARK, 150))):
        settings = Settings(looking)
        qtbot.addWidget(settings)
        settings.show()
        QTest.mouseClick(settings.looks.segments[2], Qt.MouseButton.LeftButton)
        QTest.mouseClick(settings.sizes.segments[3], Qt.MouseButton.LeftButton)
        assert (looking.name, looking.percent) == (LookName.DARK, 150)
        getattr(settings, leave)()
        assert (looking.name, looking.percent) == kept


def test_settings_mark_what_is_worn(opened: Opened, qtbot: QtBot) -> None:
    opened.program.looking.choose_percent(150)
    settings = Settings(opened.program.looking)
    qtbot.addWidget(settings)
    marked = [each.words for each in settings.findChildren(Pressable) if each.isChecked()]
    assert marked == ["As the system", "150 %"]


def test_the_keyboard_waits_at_the_name_of_a_tab_that_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.today.quick.others[0].setFocus()
    window.show_tab(Tab.MEDICINES)
    assert window.tab_bar.hasFocus()
    window.find_entries()
    search: QLineEdit = window.tab(Tab.JOURNAL).search  # type: ignore[attr-defined]
    assert search.hasFocus()
    QTest.keyClicks(search, "shoes")
    window.find_entries()
    assert search.selectedText() == "shoes"


def test_the_keys_that_the_help_names_are_those_of_the_menus(window: MainWindow) -> None:
    rows = [line.split("|")[1] for line in help_text(Page.HOW_TO, "en").splitlines() if line.startswith("| ")]
    keys = {key.strip() for row in rows for key in re.split(r",|…", row)}
    plain = (key.replace("\N{MINUS SIGN}", "-") for key in keys if re.match(r"F\d|Ctrl|Shift", key))
    said = {QKeySequence(key).toString() for key in plain}
    actions = (action for menu in window.menus for action in all_of(menu))
    there = {keys.toString() for action in actions for keys in action.shortcuts()}
    assert len(said) > 20
    assert said <= there


def all_of(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        yield action
        if isinstance(inner := action.menu(), QMenu):
            yield from all_of(inner)


def test_a_window_that_is_closed_twice_closes_once(window: MainWindow) -> None:
    """The lock closes it, and the person at the same moment: the journal that is open by then is another."""
    heard: list[bool] = []
    window.closed.connect(lambda: heard.append(True))
    assert window.close()
    event = QCloseEvent()
    assert QApplication.sendEvent(window, event)
    assert event.isAccepted()
    assert heard == [True]


def test_what_was_taken_back_is_told(opened: Opened) -> None:
    """After Ctrl+Z only the name of Undo changed: what it had done nobody could read."""
    window = opened.window()
    status = window.status
    window.answers.record(Note(id=uuid4(), at=NOW, text="one"))
    assert status.saved.text().startswith("Saved ")
    window.answers.undo()
    assert status.saved.text().removesuffix(" ·") == "Taken back: one"
    window.answers.redo()
    assert status.saved.text() == "Done again: one ·"
    window.answers.record(Note(id=uuid4(), at=NOW, text="two"))
    assert status.saved.text().startswith("Saved ")


def test_the_keyboard_is_seen_after_the_first_turn_to_another_tab(opened: Opened, qtbot: QtBot) -> None:
    """At the start it waits, unseen, for the first press; Ctrl+2 as that press left it unseen."""
    window = opened.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert not window.tab_bar.hasFocus()
    window.show_tab(Tab.JOURNAL)
    assert window.tab_bar.hasFocus()
