"""The real program with a watch on it, as a process of its own.

    python -m tests.storm.watched JOURNAL FOLDER [SEED SECONDS]

In FOLDER it tells: what it announced as saved (acts.pickle), freezes with their stacks (freezes.txt),
mistakes (mistakes.txt), how long each answer took (answers.txt) and where something can be pressed
(targets.json). With a seed it presses itself, much faster than hands on a screen can:
mostly as soon as the press before is answered, one hundred of five without waiting for that.
Dialogs for files answer by chance with files of the folder "play", so that nothing else can be touched.
"""

import faulthandler
import json
import os
import pickle
import random
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from enum import Enum
from functools import partial
from pathlib import Path
from types import TracebackType
from uuid import uuid4

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QFileDialog,
    QGraphicsView,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from painlog import entries as e
from painlog.app import locks, prepare
from painlog.app.last_resort import LastResort
from painlog.app.program import Program
from painlog.app.running import application
from painlog.change import Change
from painlog.journal import Journal
from painlog.window.main_window import MainWindow
from tests.journal.worlds import PASSPHRASE, rows_of
from tests.storm.hands import HASTY, Storm

FREEZE_S = 2.0
_SLOW_S, _LOOK_S = 0.045, 0.004
_PATIENCE = 250
"""So often is looked, every 2 ms, whether the press before is answered: a dialog may have opened instead."""
_A_MOMENT = threading.Event()
"""Never set."""
BEAT_MS = 250
PRESSED = (
    *(QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QGraphicsView, QLineEdit),
    *(QMenuBar, QMenu, QPlainTextEdit, QTabBar),
)


class _Stage(Enum):
    """How far the answer to a press has come."""

    IDLE, PRESSED, ANSWERED, SETTLED = range(4)


class Watch(QObject):
    """Watches the loop of events: how long it did not come back, and what a press cost."""

    def __init__(self, app: QApplication, folder: Path, *, tells_targets: bool) -> None:
        """Write what is seen into `folder`, for hands on a screen also what can be pressed."""
        super().__init__(app)
        self._tells_targets = tells_targets
        self._folder = folder
        self._freezes = (folder / "freezes.txt").open("a", encoding="utf-8")
        self._answers = (folder / "answers.txt").open("a", encoding="utf-8")
        self._pressed, self._stage = "", _Stage.IDLE
        self.is_hasty = False
        """Whether presses come that do not wait for the answer to the one before."""
        self._began = self._used = self._used_at = 0.0
        self._last_beat, self._waited = time.monotonic(), waited_for_the_machine()
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(self._asleep)
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def tell_stacks(self) -> None:
        """Write down, for each answer that took long, where the window's thread spent its time."""
        main = threading.main_thread().ident or 0
        clock = time.pthread_getcpuclockid(main)
        slow = (self._folder / "slow.txt").open("a", encoding="utf-8")
        seen: list[tuple[float, str]] = []
        began = self._began
        while True:
            _A_MOMENT.wait(_LOOK_S)
            if began != self._began or self._stage is _Stage.IDLE:
                if seen and seen[-1][0] > _SLOW_S:
                    slow.writelines(f"{1000 * at:.0f} {place}\n" for at, place in seen)
                    slow.write(f"{1000 * seen[-1][0]:.0f} end {self._pressed}\n")
                    slow.flush()
                seen, began = [], self._began
            if self._stage is not _Stage.IDLE:
                seen.append((time.clock_gettime(clock) - self._used_at, _place_of(main)))

    def press(self, what: str) -> None:
        """Begin to measure an answer: until nothing is left to do, work put off by a zero timer included."""
        if self._stage is _Stage.IDLE:
            self._pressed, self._stage = what, _Stage.PRESSED
            self._began, self._used = time.perf_counter(), time.thread_time()
            self._used_at = time.clock_gettime(time.pthread_getcpuclockid(threading.get_ident()))
        if self.is_hasty and not self._pressed.startswith(HASTY):
            self._pressed = f"{HASTY}{self._pressed}"

    @property
    def is_idle(self) -> bool:
        """Whether every press is answered."""
        return self._stage is _Stage.IDLE

    def _asleep(self) -> None:
        if self._stage is _Stage.PRESSED:
            self._stage = _Stage.ANSWERED
            QTimer.singleShot(0, self._settle)
        elif self._stage is _Stage.SETTLED:
            wall, processor = time.perf_counter() - self._began, time.thread_time() - self._used
            self._answers.write(f"{1000 * wall:.2f} {1000 * processor:.2f} {self._pressed}\n")
            self._stage = _Stage.IDLE

    def _settle(self) -> None:
        self._stage = _Stage.SETTLED

    def _beat(self) -> None:
        """Wind the alarm up again; it goes off, with every stack, when the next beat does not come."""
        now, waited = time.monotonic(), waited_for_the_machine()
        gap = now - self._last_beat
        kept_waiting = sum(told - self._waited.get(thread, told) for thread, told in waited.items())
        if gap - kept_waiting > FREEZE_S:
            self._freezes.write(f"frozen for {gap:.1f} s, kept waiting {kept_waiting:.1f} s\n")
        elif gap > FREEZE_S:
            self._freezes.write(f"slow for {gap:.1f} s, kept waiting {kept_waiting:.1f} s\n")
        self._last_beat, self._waited = now, waited
        self._freezes.flush()
        self._answers.flush()
        faulthandler.dump_traceback_later(FREEZE_S, file=self._freezes)
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QFileDialog):  # Qt's own, from Qt's print dialog: it could delete files
                dialog.setOption(QFileDialog.Option.ReadOnly)
        if self._tells_targets:
            part = self._folder / "targets.part"
            part.write_text(json.dumps(targets()), encoding="utf-8")
            part.replace(self._folder / "targets.json")


def _place_of(thread: int) -> str:
    """Return where a thread is, innermost first; no file is read, for frames must not move meanwhile."""
    frame, places = sys._current_frames().get(thread), []
    while frame is not None:
        code = frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " < ".join(places)


def waited_for_the_machine() -> dict[str, float]:
    """Return how many seconds each of our threads was ready, but other programs had the processor."""
    told = {}
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # a thread that ends just now
            told[task.name] = int((task / "schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    return told


def targets() -> list[tuple[int, int]]:
    """Return places of the screen where something in front can be pressed."""
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    tops = [front] if front else [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    places = []
    for top in tops:
        for widget in (top, *top.findChildren(QWidget)):
            if isinstance(widget, PRESSED) and widget.isVisible() and widget.isEnabled():
                places += _places_in(widget)
    return [(at.x(), at.y()) for at in places]


def _places_in(widget: QWidget) -> list[QPoint]:
    if isinstance(widget, QMenu | QMenuBar):
        inside = [widget.actionGeometry(action).center() for action in widget.actions()]
    elif isinstance(widget, QTabBar):
        inside = [widget.tabRect(place).center() for place in range(widget.count())]
    elif isinstance(widget, QAbstractItemView | QGraphicsView):
        shown = widget.rect()
        inside = [
            QPoint(shown.width() * x // 6, shown.height() * y // 6) for x in range(1, 6) for y in (1, 3, 5)
        ]
    else:
        inside = [widget.rect().center()]
    return [widget.mapToGlobal(at) for at in inside]


class Caught(LastResort):
    """The last resort, which also tells the watch everything."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        """Write mistakes into `folder`."""
        self._file = folder / "mistakes.txt"
        super().__init__(app)

    def _meet(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write("".join(traceback.format_exception(kind, error, trace)) + "\n")
            if trace is None:  # raised by Qt, without a place of its own: what was being done
                file.write("while\n" + "".join(traceback.format_stack()[:-1]) + "\n")
        super()._meet(kind, error, trace)


class Watched(Program):
    """The program; each window's rows at first, and every row it announces, are written down."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        """Write down into `folder`."""
        super().__init__(app)
        self._acts = (folder / "acts.pickle").open("ab")

    def open(self, journal: Journal) -> MainWindow:
        """Write down what is there, and listen."""
        self._tell("opened", str(journal.path), rows_of(journal))
        journal.listen(partial(self._follow, str(journal.path)))
        return super().open(journal)

    def restore(self, source: Path) -> None:
        """Write down what is there now, that it may be otherwise soon, or that it was left as it is."""
        window = self.window
        if window is None:
            return
        path = str(window.journal.path)
        self._tell("restoring", path, rows_of(window.journal))
        super().restore(source)
        if self.window is window:
            self._tell("left", path, None)

    def _follow(self, path: str, change: Change) -> None:
        self._tell("announced", path, [tuple(row) for row in change.rows])

    def _tell(self, what: str, path: str, rows: object) -> None:
        pickle.dump((what, path, rows), self._acts)
        self._acts.flush()


class OwnHands:
    """Presses the window in front from inside, as if the system had sent it."""

    def __init__(self, watch: Watch) -> None:
        """Tell `watch` of each press."""
        self._watch = watch
        self._at = QPoint()
        self.is_moving = False
        """Whether the mouse is on its way: Qt's own test then lets timers go off."""

    def move(self, x: int, y: int) -> None:
        """Bring the mouse to a place."""
        self._at = QPoint(x, y)
        self._move(self._widget())

    def click(self, number: int = 1, times: int = 1) -> None:
        """Click, or turn the wheel."""
        for _ in range(times):
            widget = self._widget()
            if number in (4, 5):
                self._wheel(widget, 120 if number == 4 else -120)
            else:
                self._button(QTest.mousePress, _BUTTONS[number - 1], widget)
                self._button(QTest.mouseRelease, _BUTTONS[number - 1], widget)

    def drag(self, places: list[tuple[int, int]]) -> None:
        """Press at the first place, go over the others, let go at the last."""
        self._at = QPoint(*places[0])
        widget = self._widget()
        self._button(QTest.mousePress, Qt.MouseButton.LeftButton, widget)
        for place in places[1:]:
            self._at = QPoint(*place)
            self._move(widget)
        self._button(QTest.mouseRelease, Qt.MouseButton.LeftButton, widget)

    def key(self, keys: str) -> None:
        """Press keys together."""
        widget = QApplication.activePopupWidget() or self._focus() or self._top()
        if widget is None or not isValid(widget):
            return
        *held, name = keys.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in held:
            modifiers |= _MODIFIERS[each]
        self._watch.press("key " + (keys if len(name) > 1 or held else "letter"))
        if keys == "alt+F4":
            widget.window().close()
            return
        QTest.keyPress(widget, _key(name), modifiers)
        if isValid(widget):
            QTest.keyRelease(widget, _key(name), modifiers)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        top = self._top()
        if top is not None and isValid(top):
            self._watch.press("resize")
            top.resize(width, height)

    def _focus(self) -> QWidget | None:
        """Return what has the keyboard; a system gives no key to what is behind a dialog."""
        focus, modal = QApplication.focusWidget(), QApplication.activeModalWidget()
        return None if focus is not None and modal is not None and focus.window() is not modal else focus

    def _top(self) -> QWidget | None:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return front or QApplication.topLevelAt(self._at) or QApplication.activeWindow()

    def _widget(self) -> QWidget | None:
        """Return what lies under the mouse in the window in front."""
        top = self._top()
        at = self._inside(top)
        return (top.childAt(at) or top) if top is not None and at is not None else None

    def _button(self, act: Callable[..., None], button: Qt.MouseButton, widget: QWidget | None) -> None:
        """Press or let go, in a widget that may be gone by now."""
        if (at := self._inside(widget)) is not None:
            self._watch.press("mouse")
            act(widget, button, Qt.KeyboardModifier.NoModifier, at)

    def _move(self, widget: QWidget | None) -> None:
        if widget is not None and (at := self._inside(widget)) is not None:
            self.is_moving = True
            try:
                QTest.mouseMove(widget, at)
            finally:
                self.is_moving = False

    def _inside(self, widget: QWidget | None) -> QPoint | None:
        """Return where the mouse is in a widget that can be pressed.

        What Qt made by itself sometimes goes by the Python name of what lay at its address before.
        """
        try:
            return widget.mapFromGlobal(self._at) if widget is not None and widget.isEnabled() else None
        except RuntimeError:
            return None

    def _wheel(self, widget: QWidget | None, turn: int) -> None:
        if widget is None or (at := self._inside(widget)) is None:
            return
        self._watch.press("wheel")
        event = QWheelEvent(
            at,
            self._at,
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)


_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
_MODIFIERS = {
    "ctrl": Qt.KeyboardModifier.ControlModifier,
    "shift": Qt.KeyboardModifier.ShiftModifier,
    "alt": Qt.KeyboardModifier.AltModifier,
}
_NAMES = {"Page_Up": "PageUp", "Page_Down": "PageDown", "BackSpace": "Backspace"}


def _key(name: str) -> Qt.Key:
    name = _NAMES.get(name, name)
    return Qt.Key[f"Key_{name.upper() if len(name) == 1 else name[0].upper() + name[1:]}"]


def _play_with(folder: Path, seed: int) -> None:
    """Let dialogs for files answer by chance, and only with what lies in the playground."""
    chance = random.Random(seed)

    def chosen(*_: object) -> tuple[str, str]:
        files = sorted(str(each) for each in folder.rglob("*") if each.is_file())
        return (chance.choice(files) if files and chance.random() < 0.7 else "", "")

    def saved(*told: object) -> tuple[str, str]:
        name = Path(str(told[2]) if len(told) > 2 else "file").name
        return (str(folder / f"{chance.randrange(20)} {name}") if chance.random() < 0.7 else "", "")

    def several(*_: object) -> tuple[list[str], str]:
        name, _kind = chosen()
        return ([name] if name else [], "")

    QFileDialog.getOpenFileName = chosen  # type: ignore[assignment, method-assign]
    QFileDialog.getSaveFileName = saved  # type: ignore[assignment, method-assign]
    QFileDialog.getOpenFileNames = several  # type: ignore[assignment, method-assign]


def _know_the_passphrase(app: QApplication) -> None:
    """Type the passphrase where one is asked for, mostly; otherwise it is up to the storm."""
    chance = random.Random(1)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        fields = dialog.findChildren(QLineEdit) if dialog is not None else []
        asked = [each for each in fields if each.echoMode() is QLineEdit.EchoMode.Password]
        if len(asked) == 1 and chance.random() < 0.7:
            asked[0].setText(PASSPHRASE)
            QTest.keyClick(asked[0], Qt.Key.Key_Return)

    knowing = QTimer(app, interval=500)
    knowing.timeout.connect(look)
    knowing.start()
    # A program that starts itself anew would do so without a watch: whoever started it does it instead.
    locks.start_anew = _leave


def _leave(path: Path) -> None:
    os._exit(0)


def _plant(fault: str, program: Watched, app: QApplication) -> None:
    """Do harm on purpose, so that it is known that the watch would see it."""

    def raises() -> None:
        raise RuntimeError("planted")

    def freezes() -> None:
        _A_MOMENT.wait(FREEZE_S + 1)

    def loses() -> None:
        assert program.window is not None
        journal = program.window.journal
        for text in ("to be lost", "by which the file is known again"):
            journal.record(e.Note(id=uuid4(), at=e.now(), text=text))
        with closing(sqlite3.connect(journal.path)) as another, another:
            another.execute("DELETE FROM note WHERE text = 'to be lost'")

    planted = QTimer(app, singleShot=True, interval=2500)
    planted.timeout.connect({"raises": raises, "freezes": freezes, "loses": loses}[fault])
    planted.start()


def main() -> int:
    """Do as painlog.app.run and running.run_window do, under watch."""
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    play = folder / "play"
    play.mkdir(exist_ok=True)
    os.chdir(play)
    faulthandler.enable((folder / "crash.txt").open("a"))
    prepare()
    app = application(sys.argv[:1])
    Caught(app, folder)
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else time.time_ns()
    _play_with(play, seed)
    program = Watched(app, folder)
    _know_the_passphrase(app)
    if not program.start(path):
        return program.code
    watch = Watch(app, folder, tells_targets=len(sys.argv) <= 4)
    if os.environ.get("PAINLOG_STORM_STACKS"):
        threading.Thread(target=watch.tell_stacks, daemon=True).start()
    if fault := os.environ.get("PAINLOG_STORM_PLANT"):
        _plant(fault, program, app)
    if len(sys.argv) > 4:
        hands = OwnHands(watch)
        storm = Storm(hands, seed, targets)
        looked = 0

        def blow() -> None:
            nonlocal looked
            QTimer.singleShot(2, blow)  # first, for a dialog may keep what follows waiting
            looked += 1
            watch.is_hasty = storm.presses // 100 % 5 == 4 or looked > _PATIENCE
            if watch.is_hasty or (watch.is_idle and not hands.is_moving):
                looked = 0
                storm.blow()

        QTimer.singleShot(1500, blow)
        end = time.monotonic() + float(sys.argv[4])

        def enough() -> None:
            (folder / "presses.txt").write_text(str(storm.presses), encoding="utf-8")
            if time.monotonic() > end:
                os._exit(0)

        ending = QTimer(app, interval=500)
        ending.timeout.connect(enough)
        ending.start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
