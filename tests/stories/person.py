"""Somebody at the window, who sees words and presses them with a real mouse and real keys."""

import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from painlog.app.program import Program
from painlog.charts.picture import Picture
from painlog.entries import Entry
from painlog.journal import Journal
from painlog.window.clock_watch import ClockWatch
from painlog.window.main_window import MainWindow
from painlog.window.question import Question

MOST_LOOKS, LOOK_EVERY_MS = 1_000, 10
"""How often it is looked whether a question is open that is to open next."""
SUMMER = timezone(timedelta(hours=2))
Found = TypeVar("Found", bound=QWidget)


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self, begin: datetime) -> None:
        self.now = begin

    def __call__(self) -> datetime:
        return self.now

    def steady(self) -> float:
        return self.now.timestamp()

    def passes(self, **length: float) -> None:
        self.now += timedelta(**length)


class Person:
    """Presses what can be seen. `presses` and `keys` count what it took."""

    def __init__(self, qtbot: QtBot, path: Path, clock: Clock) -> None:
        self._qtbot = qtbot
        self._path = path
        self.clock = clock
        self.took = 0
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.program = Program(app)
        self.window = self._opens()

    @property
    def journal(self) -> Journal:
        return self.window.journal

    # what is done

    def presses(self, words: str) -> None:
        """Click the button that says `words`, wherever it is in sight."""
        QApplication.processEvents()
        button = self.button(words)

        def is_reached() -> None:
            self._bring_into_view(button)
            assert not button.visibleRegion().isEmpty(), f"“{words}” cannot be reached by the mouse"

        self._qtbot.waitUntil(is_reached)  # what grew above it a moment ago has its place in the next turn
        self.clicks(button, button.visibleRegion().boundingRect().center())

    def clicks(self, widget: QWidget, at: QPoint) -> None:
        self.took += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def keys(self, *sequence: Qt.Key, ctrl: bool = False, shift: bool = False) -> None:
        """Type keys where the keyboard is."""
        held = Qt.KeyboardModifier.NoModifier
        held |= Qt.KeyboardModifier.ControlModifier if ctrl else held
        held |= Qt.KeyboardModifier.ShiftModifier if shift else held
        for key in sequence:
            self.took += 1
            QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def types(self, text: str) -> None:
        """Type a text where the keyboard is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def waits(self, **length: float) -> None:
        """Let time pass, and the window notice it."""
        self.clock.passes(**length)
        self.window.today.tick()

    def restarts(self) -> None:
        """Close the window and open Painlog again."""
        assert self.window.close()
        self.window = self._opens()

    # what is seen

    def button(self, words: str) -> QAbstractButton:
        """Return the one button in sight that says `words`, or is called so."""
        found = [
            each for each in self._in_sight(QAbstractButton) if words in (_said(each), each.accessibleName())
        ]
        assert found, f"no “{words}” among {sorted(_said(each) for each in self._in_sight(QAbstractButton))}"
        return found[0]

    def sees(self, words: str) -> bool:
        buttons = self._in_sight(QAbstractButton)
        return any(words in (_said(each), each.accessibleName()) for each in buttons)

    def reads(self, words: str) -> bool:
        """Tell whether a text in sight holds `words`."""
        texts = [label.text() for label in self._in_sight(QLabel)]
        texts += [button.accessibleDescription() for button in self._in_sight(QAbstractButton)]
        texts += [_said(button) for button in self._in_sight(QAbstractButton)]
        return any(words in text for text in texts)

    def field(self, name: str) -> QLineEdit | QPlainTextEdit:
        fields: Iterable[QLineEdit | QPlainTextEdit] = [
            *self._in_sight(QLineEdit),
            *self._in_sight(QPlainTextEdit),
        ]
        return next(each for each in fields if each.accessibleName() == name)

    def day(self) -> list[str]:
        """Return the rows of today's list as they are read out."""
        model = self.window.today.list.rows.day
        return [str(model.data(model.index(row))) for row in range(model.rowCount())]

    def row(self, words: str) -> QPoint:
        """Return the middle of the row of today's list that holds `words`."""
        rows = self.window.today.list.rows
        place = next(place for place, said in enumerate(self.day()) if words in said)
        rows.scrollTo(rows.model().index(place, 0))
        return rows.visualRect(rows.model().index(place, 0)).center()

    def wrote(self) -> list[Entry]:
        """Return what the journal holds, oldest first, as another program would read it."""
        with Journal.open(self._path, create=False, clock=self.clock) as other:
            return other.contents().entries()

    def until(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true)

    def _opens(self) -> MainWindow:
        window = self.program.open(Journal.open(self._path, clock=self.clock))
        self._qtbot.addWidget(window, before_close_func=_ask_nothing)
        with self._qtbot.waitSignal(window.painted):
            window.showNormal()
            window.resize(1366, 738)
        self._believe_the_clock(window)
        window.activateWindow()
        self._qtbot.waitUntil(lambda: not isinstance(window.today.chart.chart, Picture), timeout=20_000)
        self.until(self._is_checked)
        return window

    def _believe_the_clock(self, window: MainWindow) -> None:
        """Let the clock that nobody can set go on with the story's: its time passes, nobody sets it."""
        watch = window.findChild(ClockWatch)
        assert watch is not None
        watch._steady = self.clock.steady
        watch._ran = watch._steady()

    def _is_checked(self) -> bool:
        """Tell whether the journal was looked at, as at each start: a story begins after that."""
        looks = any(thread.name == "check" for thread in threading.enumerate())
        return not looks and not self.program.checking._is_due

    def _in_sight(self, kind: type[Found]) -> list[Found]:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        return [each for each in front.findChildren(kind) if each.isVisible()]

    def _bring_into_view(self, widget: QWidget) -> None:
        for area in self.window.findChildren(QScrollArea):
            if area.isAncestorOf(widget):
                area.ensureWidgetVisible(widget)


def then(answers: Callable[[QWidget], None]) -> None:
    """Do what `answers` does with the question that opens next; it never stays open."""
    looks = count()

    def begin() -> None:
        question = QApplication.activeModalWidget()
        if question is None and next(looks) < MOST_LOOKS:
            QTimer.singleShot(LOOK_EVERY_MS, begin)
            return
        assert isinstance(question, Question)
        try:
            answers(question)
        finally:
            if question.isVisible():
                question.reject()

    QTimer.singleShot(0, begin)


def _said(button: QAbstractButton) -> str:
    return button.text().replace("&&", "&")


def _ask_nothing(window: MainWindow) -> None:
    """Let a window go whose test has ended in the middle: what waits there would be asked about for ever."""
    window.bar.waiting.clear()
