"""The last resort: something went wrong that is our mistake. Everything on the screen stays as it is."""

import platform
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from painlog import __version__
from painlog.window.buttons import PlainButton
from painlog.window.fields import dress
from painlog.window.look import TOUCH
from painlog.window.panels import Words
from painlog.window.question import Question
from painlog.window.scrolling import slim

translate = QCoreApplication.translate

_SIZE = 560, 200


def report_of(error: BaseException) -> str:
    """Return where the mistake happened: kinds and places, never a value, so nothing that a person wrote."""
    lines = [
        f"Painlog {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"
    ]
    chain: BaseException | None = error
    while chain is not None:
        lines.append(type(chain).__qualname__)
        lines += (f"  {frame.name} ({_place(frame)})" for frame in _frames(chain.__traceback__))
        chain = chain.__cause__ or chain.__context__
    return "\n".join(lines)


def _frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return list(traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False))


def _place(frame: traceback.FrameSummary) -> str:
    """Return file and line; the file without the folders before the program, which may name a person."""
    file = frame.filename.replace("\\", "/")
    _, found, inside = file.rpartition("/painlog/")
    return f"{'painlog/' + inside if found else file.rpartition('/')[2]}:{frame.lineno}"


class Mistake(Question):
    """Says that it was our mistake and that nothing written was lost, with text to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        """Show `report`."""
        super().__init__(
            translate("Mistake", "Painlog made a mistake"), translate("Mistake", "Go on"), parent
        )
        self.no.hide()
        said = translate(
            "Mistake",
            "What was saved is safe, and what is on the screen stays there. You can go on. If it happens"
            " again, please send this text to the makers of Painlog; it holds nothing that you wrote.",
        )
        self.rows.addWidget(Words(said))
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(translate("Mistake", "What happened, for the makers of Painlog"))
        self.text.setMinimumSize(*_SIZE)
        dress(self.text, "QPlainTextEdit")
        slim(self.text)
        self.rows.addWidget(self.text)
        self.copy = PlainButton(translate("Mistake", "Copy the text"), least=TOUCH)
        self.copy.clicked.connect(self._copy)
        self.foot.insertWidget(0, self.copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
