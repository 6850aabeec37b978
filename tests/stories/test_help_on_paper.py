"""When to seek help, for the back of the page: printed where somebody asks for it, whatever is written."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.report.marks import Text
from painlog.window.appointment.preview import PreviewQuestion
from painlog.window.buttons import PlainButton
from painlog.window.help import HelpWindow
from tests.stories.person import Person


def test_it_is_shown_as_it_prints_and_asked_about(person: Person, qtbot: QtBot) -> None:
    shown: list[str] = []

    def look() -> None:
        preview = QApplication.activeModalWidget()
        if isinstance(preview, PreviewQuestion):
            document = preview.view.document
            assert document is not None
            marks = (mark for block in document.sheets[0].blocks for mark in block.marks)
            shown.extend(mark.said for mark in marks if isinstance(mark, Text))
            preview.reject()
        else:
            QTimer.singleShot(50, look)

    person.window.open_help("seek-help")
    window = person.window.findChild(HelpWindow)
    assert window is not None
    (button,) = (each for each in window.findChildren(PlainButton) if each.words == "Print…")
    QTimer.singleShot(50, look)
    button.click()
    assert shown[0] == "When to seek help now"
    assert "slow or shallow breathing, or none" in shown
    window.close()
