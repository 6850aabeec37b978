"""Where the page goes: to a printer, into a file, to the clipboard; and in a sentence what came of it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from painlog.places import for_dialogs
from painlog.report.document import Printable, document_of
from painlog.report.page import Page
from painlog.report.pictures import image
from painlog.report.printing import CannotPrint, keep_to_this_computer, pages_of, prepare, print_on
from painlog.report.spoken import html, text
from painlog.report.writing import UnknownEnding, write
from painlog.window.appointment.preview import SAVE, PreviewQuestion
from painlog.window.appointment.print_dialog import PrintDialog
from painlog.window.files import with_ending
from painlog.window.question import be_done_with
from painlog.words.disks import why_not_written
from painlog.words.folders import breakable
from painlog.words.language import filled

translate = QCoreApplication.translate


def print_page(parent: QWidget, printable: Printable | None, name: str) -> str:
    """Show the preview, then the system's dialog, and print; `name` is what a saved file is to be called.

    Returns nothing when the person changed their mind, here and below.
    """
    if printable is None:
        return ""
    preview = PreviewQuestion(printable, parent)
    answer = preview.exec()
    be_done_with(preview)
    if answer == SAVE:
        return save_page(parent, printable, name)
    return _printed(parent, printable) if answer == QDialog.DialogCode.Accepted else ""


def save_page(parent: QWidget, printable: Printable | None, name: str) -> str:
    """Ask for a file, and write the page or the list in the form of its ending."""
    path = _ask_file(parent, printable, name) if printable is not None else None
    return saved(path, printable) if path is not None and printable is not None else ""


def copy_page(page: Page | None) -> str:
    """Put the page on the clipboard: as a picture, as HTML and as text; whoever pastes takes what it can."""
    if page is None:
        return ""
    data = QMimeData()
    data.setImageData(image(page))
    data.setHtml(html(page))
    data.setText(text(page))
    QGuiApplication.clipboard().setMimeData(data)
    return translate("Saving", "The page is on the clipboard.")


def saved(path: Path, printable: Printable) -> str:
    """Write the file; return that it is done, or why not and what to do next."""
    try:
        write(path, printable)
    except UnknownEnding as unknown:
        if not unknown.ending:  # a file with the ending of the chosen kind is there
            said = translate(
                "Saving", "Nothing was saved as %1: please type its ending as well, such as .pdf."
            )
            return filled(said, path.name)
        said = translate("Saving", "Nothing was saved: a file that ends in “%1” can't be written. Try .pdf.")
        return filled(said, unknown.ending)
    except OSError as fault:
        said = translate("Saving", "Nothing was saved to %1: %2", "a file, why")
        return filled(said, path.name, why_not_written(fault))
    return _saved_as(path)


def sent(printer: QPrinter, printable: Printable) -> str:
    """Print; return that the pages are on their way, or what to do next.

    How many they are is not said: the queue takes its own choice of them.
    """
    if not pages_of(printer, len(document_of(printable).sheets)):
        return translate("Printing", "Nothing was printed: there are no such pages.")
    try:
        goes_on = print_on(printer, printable)
    except CannotPrint as fault:
        said = translate(
            "Printing",
            "%1 did not take the page. Nothing was lost: see whether it is on, or save the page as a PDF.",
        )
        return filled(said, str(fault) or translate("Printing", "The printer"))
    if file := printer.outputFileName():
        return _saved_as(Path(file))
    if goes_on:
        return translate("Printing", "Sent to the printer")
    said = translate(
        "Printing", "%1 is stopped. The page waits in its queue, and is printed when it is started again."
    )
    return filled(said, printer.printerName())


def _saved_as(path: Path) -> str:
    said = translate("Saving", "Saved as %1 in %2", "a file, its folder")
    return filled(said, path.name, breakable(path.parent))


def _ask_file(parent: QWidget, printable: Printable, name: str) -> Path | None:
    kinds = [translate("Saving", "PDF (*.pdf)")]
    if isinstance(printable, Page):
        kinds += [
            translate("Saving", "Picture (*.png)"),
            translate("Saving", "Drawing (*.svg)"),
            translate("Saving", "Web page, for screen readers (*.html)"),
            translate("Saving", "Plain text (*.txt)"),
        ]
    beside = str(for_dialogs.folder() / f"{name}.pdf")
    title = translate("Saving", "Save the page")
    path, kind = QFileDialog.getSaveFileName(parent, title, beside, ";;".join(kinds))
    return with_ending(for_dialogs.choose(path), kind or kinds[0]) if path else None


def _printed(parent: QWidget, printable: Printable) -> str:
    keep_to_this_computer()
    document = document_of(printable)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, document)
    dialog = PrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(document.sheets))
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    be_done_with(dialog)
    return sent(printer, printable) if agreed else ""
