"""The dialog in front of a locked journal: the passphrase, or the recovery sheet."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.journal import JournalFault, Reason
from painlog.journal.keys import OpenKey, with_passphrase, with_recovery_key
from painlog.journal.recovery_key import Mistyped, typed
from painlog.window.buttons import LinkButton
from painlog.window.fields import Field
from painlog.window.locks.passphrase import PassphraseField
from painlog.window.locks.working import Working
from painlog.window.panels import Quiet, Words
from painlog.window.question import Question
from painlog.window.reasons import Reason as Said
from painlog.words import locks
from painlog.words.refusals import faulted

translate = QCoreApplication.translate


class Unlocking(Question):
    """Asks for what opens a journal; `key` is the answer, `is_recovered` whether the sheet was used."""

    def __init__(
        self, record: str, path: Path, parent: QWidget | None = None, *, is_open: bool = False
    ) -> None:
        """Ask for the journal at `path`, which tells this lock record; one that `is_open` only once more."""
        super().__init__(_asks(is_open=is_open), _go_on(is_open=is_open), parent)
        self.setWindowTitle("Painlog")
        self._is_open = is_open
        self._record = record
        self.key: OpenKey | None = None
        self.is_recovered = False
        self._is_busy = False
        self.no.say(translate("Locks", "Close Painlog") if parent is None else translate("Locks", "Back"))
        if parent is None:
            self.no.setShortcut("Ctrl+Q")  # as in the window, which is not there yet
        self.passphrase = PassphraseField(translate("Locks", "Passphrase"))
        self.sheet = _SheetField()
        self.other_way = LinkButton("")
        self._working = Working(self)
        self._working.opened.connect(self._take)
        self._working.failed.connect(self._fail)
        for widget in (self.passphrase, self.sheet, self.other_way, Quiet(str(path))):
            self.rows.addWidget(widget)
        self.other_way.clicked.connect(self._turn)
        self._show_way()

    def accept(self) -> None:
        """Look whether what was typed opens the journal; that takes a second or two."""
        if self._is_busy:
            return
        if self.is_recovered:
            self._try_sheet()
        elif self.passphrase.passphrase:
            self._begin(partial(with_passphrase, self._record, self.passphrase.passphrase))
        else:
            self.passphrase.say(translate("Locks", "Please type the passphrase."))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing typed behind."""
        self._forget()
        super().closeEvent(event)

    def _try_sheet(self) -> None:
        try:
            recovery = typed(self.sheet.line.text())
        except Mistyped as slip:
            self.sheet.say(locks.mistyped(slip.group))
        else:
            self._begin(partial(with_recovery_key, self._record, recovery))

    def _begin(self, work: "partial[OpenKey]") -> None:
        self._show_busy(is_busy=True)
        self._working.begin(work)

    def _show_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        if is_busy:  # Qt takes the keyboard from a field that is disabled, and gives it to nothing
            self.yes.setFocus()
        for field in (self.passphrase, self.sheet, self.other_way):
            field.setDisabled(is_busy)
        self.yes.say(_working(is_open=self._is_open) if is_busy else _go_on(is_open=self._is_open))

    def _take(self, key: OpenKey) -> None:
        self.key = key
        self._forget()
        self._is_busy = False
        super().accept()

    def reject(self) -> None:
        """Leave, unless a key is being looked at: that takes a moment."""
        if not self._is_busy:
            self._forget()
            super().reject()

    def _forget(self) -> None:
        self.passphrase.forget()
        self.sheet.line.clear()

    def _fail(self, fault: JournalFault) -> None:
        self._show_busy(is_busy=False)
        if self.is_recovered:
            self.sheet.say(
                _wrong_sheet() if fault.reason is Reason.WRONG_RECOVERY_KEY else faulted(fault.reason)
            )
        else:
            wrong = fault.reason is Reason.WRONG_PASSPHRASE
            self.passphrase.say(_wrong_passphrase() if wrong else faulted(fault.reason))

    def _turn(self) -> None:
        self.is_recovered = not self.is_recovered
        self._show_way()

    def _show_way(self) -> None:
        self.passphrase.setVisible(not self.is_recovered)
        self.sheet.setVisible(self.is_recovered)
        self.other_way.say(
            translate("Locks", "Use the passphrase")
            if self.is_recovered
            else translate("Locks", "Use the recovery sheet")
        )
        (self.sheet.line if self.is_recovered else self.passphrase).setFocus()
        self.resize(self.sizeHint())


class _SheetField(QWidget):
    """The recovery key, typed from the sheet: it is no secret from whoever holds the sheet, and is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.line = Field(
            translate("Locks", "Recovery key"), hint="00000-00000-00000-00000-00000-00000-00000"
        )
        self.reason = Said()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Words(translate("Locks", "Please type the seven groups from the recovery sheet.")))
        column.addWidget(self.line)
        column.addWidget(self.reason)
        self.line.textChanged.connect(self.reason.say_nothing)

    def say(self, reason: str) -> None:
        """Say what is the matter."""
        self.reason.say(reason)
        self.line.setFocus()


def _asks(*, is_open: bool) -> str:
    if is_open:
        return translate("Locks", "First the passphrase as it is now")
    return translate("Locks", "The journal is locked")


def _go_on(*, is_open: bool) -> str:
    return translate("Locks", "Go on") if is_open else translate("Locks", "Open")


def _working(*, is_open: bool) -> str:
    return translate("Locks", "One moment…") if is_open else translate("Locks", "Opening…")


def _wrong_passphrase() -> str:
    return translate(
        "Locks",
        "This is not the passphrase. Nothing was changed; please type it again, as often as you want. "
        "If it is forgotten, use the recovery sheet.",
    )


def _wrong_sheet() -> str:
    return translate(
        "Locks",
        "This is the sheet of another journal, or an older one. Nothing was changed; "
        "please look for the newest sheet.",
    )
