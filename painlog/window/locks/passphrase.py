"""A line for a passphrase: hidden, shown on request, and it tells when Caps Lock is on."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from painlog.window.buttons import PlainButton
from painlog.window.fields import Field
from painlog.window.look import FIELD, gap
from painlog.window.panels import Asked
from painlog.window.reasons import Reason
from painlog.words.language import filled

translate = QCoreApplication.translate

_WIDTH = 420


class _Hidden(Field):
    """The line itself. What is in it goes neither to a spelling aid nor into an input method's memory."""

    caps_told = Signal(bool)
    """What was typed just now looks as if Caps Lock is on, or off."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter with Shift: no system of all three tells of Caps Lock in the same way."""
        letter = event.text()
        if letter.isalpha() and letter.lower() != letter.upper():
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_told.emit(letter.isupper() != with_shift)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """A passphrase with its name above, a button that shows it, and room for what is the matter."""

    def __init__(self, name: str) -> None:
        """Make an empty line that asks for `name`."""
        super().__init__()
        self.line = _Hidden(name)
        self.line.setMinimumWidth(_WIDTH)
        self.show_it = PlainButton(translate("Passphrase", "Show"), least=FIELD)
        self.show_it.setAutoDefault(False)
        self.show_it.setAccessibleName(filled(translate("Passphrase", "Show: %1"), name))
        self.caps = Reason()
        self.reason = Reason()
        row = QHBoxLayout()
        row.setSpacing(gap(2))
        row.addWidget(self.line, 1)
        row.addWidget(self.show_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1))
        column.addWidget(Asked(name, self.line))
        column.addLayout(row)
        column.addWidget(self.caps)
        column.addWidget(self.reason)
        self.line.textChanged.connect(self.reason.say_nothing)
        self.line.caps_told.connect(self._tell_caps)
        self.show_it.clicked.connect(self._turn)
        self.setFocusProxy(self.line)

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.line.text()

    def say(self, reason: str) -> None:
        """Say what is the matter, and select what was typed so that it can be typed anew."""
        self.reason.say(reason)
        self.line.selectAll()
        self.line.setFocus()

    def show_typed(self, is_shown: bool) -> None:  # noqa: FBT001 - a signal's own
        """Show what was typed, or hide it."""
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if is_shown else modes.Password)
        self.show_it.say(translate("Passphrase", "Hide") if is_shown else translate("Passphrase", "Show"))

    def forget(self) -> None:
        """Empty the line."""
        self.line.clear()

    def _tell_caps(self, is_on: bool) -> None:  # noqa: FBT001 - a signal's own
        self.caps.say(translate("Passphrase", "Caps Lock is on.") if is_on else "")

    def _turn(self) -> None:
        self.show_typed(self.line.echoMode() is QLineEdit.EchoMode.Password)
