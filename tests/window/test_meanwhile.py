"""What takes long is done beside the window, which tells of it, answers, and lets it be left."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from painlog.window.look import LookName, apply_look
from painlog.window.meanwhile import Left, Wait, meanwhile

PATIENCE_S = 20.0


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def released() -> Iterator[threading.Event]:
    """What a slow act waits for; no thread outlives its test."""
    event = threading.Event()
    yield event
    event.set()


def when_asked_to_wait(window: QWidget, act: Callable[[Wait], None]) -> None:
    """Do `act` with the question as soon as it is shown: the window's own timers run meanwhile."""
    looking = QTimer(window, interval=10)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Wait) and dialog.isVisible():
            looking.stop()
            act(dialog)

    looking.timeout.connect(look)
    looking.start()


def test_what_is_quick_is_done_without_a_word(window: QWidget) -> None:
    assert meanwhile(window, "Writing …", lambda: 42) == 42
    assert not any(isinstance(each, Wait) for each in QApplication.topLevelWidgets())


def test_what_is_slow_is_told_until_it_is_done(window: QWidget, released: threading.Event) -> None:
    seen: list[str] = []

    def look(wait: Wait) -> None:
        bar = wait.findChild(QProgressBar)
        assert bar is not None
        seen.extend([wait.windowTitle(), bar.accessibleName()])
        assert not wait.yes.isVisible()
        released.set()

    when_asked_to_wait(window, look)
    assert meanwhile(window, "Writing …", lambda: released.wait(PATIENCE_S))
    assert seen == ["Writing …", "Writing …"]


def test_its_button_is_under_an_arrow_though_the_window_waits(
    window: QWidget, released: threading.Event
) -> None:
    seen: list[Qt.CursorShape] = []

    def look(_: Wait) -> None:
        cursor = QApplication.overrideCursor()
        assert cursor is not None
        seen.append(cursor.shape())
        released.set()

    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        when_asked_to_wait(window, look)
        meanwhile(window, "Reading …", lambda: released.wait(PATIENCE_S))
        cursor = QApplication.overrideCursor()
        assert cursor is not None
        seen.append(cursor.shape())
    finally:
        QApplication.restoreOverrideCursor()
    assert seen == [Qt.CursorShape.ArrowCursor, Qt.CursorShape.WaitCursor]


def test_it_can_be_left(window: QWidget, released: threading.Event) -> None:
    when_asked_to_wait(window, lambda wait: wait.no.click())
    with pytest.raises(Left):
        meanwhile(window, "Writing …", lambda: released.wait(PATIENCE_S))


@pytest.mark.parametrize("slowly", [False, True])
def test_what_goes_wrong_goes_on(window: QWidget, released: threading.Event, *, slowly: bool) -> None:
    def fail() -> None:
        if slowly:
            released.wait(PATIENCE_S)
        raise OSError(28, "no room")

    when_asked_to_wait(window, lambda _: released.set())
    with pytest.raises(OSError, match="no room"):
        meanwhile(window, "Writing …", fail)


@pytest.mark.parametrize("look", [LookName.LIGHT, LookName.DARK])
def test_the_bar_is_flat_in_the_inks_of_the_look(qtbot: QtBot, qapp: QApplication, look: LookName) -> None:
    """It was the system's own: a shaded one with stripes, in whatever look."""
    inks = apply_look(qapp, look).inks
    wait = Wait("Reading", threading.current_thread())
    qtbot.addWidget(wait)
    wait.show()
    bar = wait.findChild(QProgressBar)
    assert bar is not None
    picture = bar.grab().toImage()
    y = bar.height() // 2
    middle = [picture.pixelColor(x, y).name() for x in range(8, bar.width() - 8)]
    others = [ink for ink in middle if ink not in (inks.panel.lower(), inks.accent.lower())]
    assert len(others) <= 4, "more than the round ends"
    apply_look(qapp)
