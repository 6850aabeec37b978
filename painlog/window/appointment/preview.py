"""Before printing: the sheets as the printer will print them; then the system's own dialog."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from painlog.report.document import Printable, document_of
from painlog.report.page import Page
from painlog.report.printing import CannotPrint, prepare, print_on
from painlog.report.spoken import text
from painlog.window.appointment import saving
from painlog.window.appointment.page_view import PageView
from painlog.window.appointment.zooming import ZoomBar
from painlog.window.buttons import PlainButton
from painlog.window.look import TOUCH, gap
from painlog.window.question import Question
from painlog.words.language import filled

translate = QCoreApplication.translate

_SAVE = 2
"""What the question is left with when the pages are to be saved instead."""


class PreviewQuestion(Question):
    """Shows the sheets and asks whether to print or to save them."""

    def __init__(self, printable: Printable, parent: QWidget | None = None) -> None:
        """Show what will be printed."""
        document = document_of(printable)
        super().__init__(document.title, translate("Printing", "Print…"), parent)
        self.view = PageView()
        self.view.setMinimumSize(gap(120), gap(100))
        self.view.show_document(document, text(printable) if isinstance(printable, Page) else "")
        self.save = PlainButton(translate("Printing", "Save as PDF…"), least=TOUCH)
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._save)
        self.foot.insertWidget(0, self.save)
        self.rows.addWidget(self.view, 1)
        self.rows.addWidget(ZoomBar(self.view))

    def _save(self) -> None:
        self.done(_SAVE)


def print_with_dialog(parent: QWidget, printable: Printable, name: str) -> str:
    """Show the preview, then the system's dialog, and print; `name` is what a saved file is to be called.

    Returns in a sentence what came of it; nothing when the person changed their mind.
    """
    preview = PreviewQuestion(printable, parent)
    answer = preview.exec()
    preview.deleteLater()
    if answer == _SAVE:
        path = saving.ask_file(parent, printable, name)
        return saving.save(path, printable) if path is not None else ""
    return _printed(parent, printable) if answer == QDialog.DialogCode.Accepted else ""


def _printed(parent: QWidget, printable: Printable) -> str:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, printable)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(document_of(printable).sheets))
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return sent(printer, printable) if agreed else ""


def sent(printer: QPrinter, printable: Printable) -> str:
    """Print; return in a sentence that the pages are on their way, or what to do next."""
    try:
        count = print_on(printer, printable)
    except CannotPrint as fault:
        said = translate(
            "Printing",
            "%1 did not take the page. Nothing was lost: see whether it is on, or save the page as a PDF.",
        )
        return filled(said, str(fault) or translate("Printing", "The printer"))
    return translate("Printing", "%Ln page(s) sent to the printer", "", count)
