"""Where the page goes: into a file, to the clipboard."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from painlog.report.document import Printable
from painlog.report.page import Page
from painlog.report.pictures import image
from painlog.report.spoken import html, text
from painlog.report.writing import UnknownEnding, write
from painlog.words.language import filled

translate = QCoreApplication.translate


def ask_file(parent: QWidget, printable: Printable, name: str) -> Path | None:
    """Return the file that the person names for the page or the list; None when they left the question."""
    kinds = [translate("Saving", "PDF (*.pdf)")]
    if isinstance(printable, Page):
        kinds += [
            translate("Saving", "Picture (*.png)"),
            translate("Saving", "Drawing (*.svg)"),
            translate("Saving", "Web page, for screen readers (*.html)"),
            translate("Saving", "Plain text (*.txt)"),
        ]
    beside = str(Path.home() / f"{name}.pdf")
    title = translate("Saving", "Save the page")
    path, kind = QFileDialog.getSaveFileName(parent, title, beside, ";;".join(kinds))
    return with_ending(Path(path), kind) if path else None


def with_ending(path: Path, kind: str) -> Path:
    """Return `path` with the ending of the chosen kind ("PDF (*.pdf)") where none was typed."""
    return path if path.suffix else path.with_suffix(kind.rpartition("*")[2].rstrip(")") or ".pdf")


def save(path: Path, printable: Printable) -> str:
    """Write the file; return in a sentence that it is done, or why not and what to do next."""
    try:
        write(path, printable)
    except UnknownEnding as unknown:
        text_ = translate("Saving", "Nothing was saved: a file that ends in “%1” can't be written. Try .pdf.")
        return filled(text_, unknown.ending)
    except OSError as fault:
        text_ = translate(
            "Saving", "Nothing was saved to %1: %2. Your journal is as it was; try another folder."
        )
        return filled(text_, path.name, fault.strerror or str(fault))
    return filled(translate("Saving", "Saved as %1"), path.name)


def copy(page: Page) -> None:
    """Put the page on the clipboard: as a picture, as HTML and as text; whoever pastes takes what it can."""
    data = QMimeData()
    data.setImageData(image(page))
    data.setHtml(html(page))
    data.setText(text(page))
    QGuiApplication.clipboard().setMimeData(data)
