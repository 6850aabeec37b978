"""The recovery key, to be printed or saved before anything depends on it."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from painlog.journal.recovery_key import RecoveryKey
from painlog.report.document import Document
from painlog.window.appointment.going_out import print_page, save_page
from painlog.window.buttons import PlainButton
from painlog.window.look import TITLE, TOUCH, gap
from painlog.window.panels import Panel, Quiet, Words
from painlog.window.question import Question
from painlog.words.language import filled

translate = QCoreApplication.translate


class RecoverySheet(Question):
    """Shows the recovery key and lets it be printed or saved; yes goes on with the lock."""

    def __init__(
        self, recovery: RecoveryKey, sheet: Document, yes: str, parent: QWidget | None = None
    ) -> None:
        """Show the key that stands on `sheet`; `yes` says what comes next."""
        super().__init__(translate("Locks", "The recovery sheet"), yes, parent)
        self.sheet = sheet
        self._name = filled(translate("Locks", "Painlog recovery sheet %1"), f"{sheet.as_of:%Y-%m-%d}")
        self.rows.addWidget(
            Words(
                translate(
                    "Locks",
                    "This key opens the journal when you forget the passphrase. It is shown only now: please "
                    "print it, or write it down, and keep it away from this computer.",
                )
            )
        )
        panel = Panel()
        self.key = Words(_in_rows(recovery), size=TITLE, strong=True)
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.key.setAccessibleName(filled(translate("Locks", "Recovery key: %1"), str(recovery)))
        panel.body.addWidget(self.key)
        self.rows.addWidget(panel)
        self.print = PlainButton(translate("Locks", "Print…"), least=TOUCH)
        self.save = PlainButton(translate("Locks", "Save as PDF…"), least=TOUCH)
        row = QHBoxLayout()
        row.setSpacing(gap(2))
        for button in (self.print, self.save):
            row.addWidget(button)
        row.addStretch(1)
        self.rows.addLayout(row)
        self.done_line = Quiet("")
        self.rows.addWidget(self.done_line)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.print.setFocus()  # one Enter too many must not pass over a key that is shown only now

    def _print(self) -> None:
        self.done_line.setText(print_page(self, self.sheet, self._name))

    def _save(self) -> None:
        self.done_line.setText(save_page(self, self.sheet, self._name))


def _in_rows(recovery: RecoveryKey) -> str:
    groups = recovery.groups
    return "\n".join("   ".join(groups[at : at + 3]) for at in range(0, len(groups), 3))
