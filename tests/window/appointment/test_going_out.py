"""Where the page goes from the tab: into files, to the clipboard, into the preview; and what is said then."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from painlog.journal import Journal
from painlog.patterns.finding import Findings
from painlog.report.page import Page
from painlog.report.printing import pages_of
from painlog.window.appointment.going_out import saved, sent
from painlog.window.appointment.preview import PreviewQuestion
from painlog.window.appointment.print_dialog import PrintDialog
from painlog.window.appointment.tab import AppointmentTab
from painlog.window.files import with_ending

Part = TypeVar("Part", bound=QWidget)
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def page(tab: AppointmentTab) -> Page:
    assert tab.page is not None
    return tab.page


@pytest.fixture(autouse=True)
def emptied_clipboard(qapp: QApplication) -> Iterator[None]:
    """Empty the clipboard: on the platform without a screen a full one kills the program at its end."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def own_dialogs() -> Iterator[None]:
    """Let Qt's own file dialog be asked, which a test can answer."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    yield
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, on=False)


def answer_file(path: Path) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(field, QLineEdit)
            field.setText(str(path))
            dialog.accept()
        else:
            QTimer.singleShot(20, fill)

    QTimer.singleShot(20, fill)


def in_preview(press: str) -> list[int]:
    """Press a button of the preview as soon as it stands there; the list gets the number of its sheets."""
    seen: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PreviewQuestion):
            document = dialog.view.document
            seen.append(len(document.sheets) if document is not None else 0)
            getattr(dialog, press).click()
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)
    return seen


@pytest.mark.usefixtures("own_dialogs")
def test_save_as_pdf_writes_the_page(
    tab: AppointmentTab, tmp_path: Path, qtbot: QtBot, read_aloud: list[str]
) -> None:
    answer_file(tmp_path / "my page.pdf")
    qtbot.mouseClick(tab.left.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "my page.pdf").read_bytes().startswith(b"%PDF-")
    said = tab.left.said.text().replace("\u200b", "")
    assert said == f"Saved as my page.pdf in {tmp_path}"
    assert tab.left.said.isVisible()
    assert read_aloud == [said]


def test_what_came_of_a_press_is_scrolled_to(tab: AppointmentTab, qtbot: QtBot) -> None:
    tab.resize(1300, 300)
    said = tab.left.said
    tab.left.say("The page is on the clipboard.")
    qtbot.waitUntil(lambda: said.visibleRegion().boundingRect() == said.rect())


def test_the_preview_says_that_the_print_queue_may_keep_a_copy(tab: AppointmentTab, qtbot: QtBot) -> None:
    assert tab.page is not None
    preview = PreviewQuestion(tab.page)
    qtbot.addWidget(preview)
    preview.show()
    said = next(each for each in preview.findChildren(QLabel) if "print queue" in each.text())
    assert said.isVisible()
    assert preview.rect().contains(said.geometry())


@pytest.mark.usefixtures("own_dialogs")
def test_the_full_list_is_previewed_and_saved(tab: AppointmentTab, tmp_path: Path, qtbot: QtBot) -> None:
    seen = in_preview("save")
    answer_file(tmp_path / "list.pdf")
    qtbot.mouseClick(tab.left.list, Qt.MouseButton.LeftButton)
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF-")
    assert seen[0] > 2


def test_leaving_the_preview_prints_nothing(tab: AppointmentTab, qtbot: QtBot) -> None:
    seen = in_preview("no")
    qtbot.mouseClick(tab.left.print_it, Qt.MouseButton.LeftButton)
    assert seen == [1]
    assert tab.left.said.text() == ""


def test_copying_puts_picture_html_and_text_on_the_clipboard(tab: AppointmentTab, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.left.copy, Qt.MouseButton.LeftButton)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert "Breakthrough pain profile" in data.text()
    assert "<h1>Breakthrough pain profile</h1>" in data.html()
    assert tab.left.said.text() == "The page is on the clipboard."


def test_what_is_sent_away_waits_for_the_findings(tab: AppointmentTab, qtbot: QtBot) -> None:
    tab.refresh(None)
    tab.copy_picture()
    assert tab.left.said.text() == "The page is being worked out …"
    qtbot.waitUntil(lambda: tab.left.said.text() == "The page is on the clipboard.", timeout=20_000)
    assert "95 %: " in QGuiApplication.clipboard().text()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_nothing_waits_for_findings_that_could_not_be_worked_out(journal: Journal, qtbot: QtBot) -> None:
    """Else it would be sent away when nobody waits for it any more."""

    def mistaken(*_told: object) -> Findings:
        raise RuntimeError

    tab = AppointmentTab(journal, mistaken)
    qtbot.addWidget(tab)
    tab.show()
    tab.copy_picture()
    assert tab.left.said.text() == "The page is being worked out …"
    qtbot.waitUntil(lambda: "by a mistake in Painlog" in tab.left.said.text(), timeout=20_000)
    tab.copy_picture()
    assert tab.left.said.text() == "The page is on the clipboard."
    tab.hide()


def test_a_question_half_typed_is_on_what_is_sent_away(tab: AppointmentTab, qtbot: QtBot) -> None:
    tab.left.questions.setPlainText("Just typed?")
    tab.copy_picture()
    done = "The page is on the clipboard."
    qtbot.waitUntil(lambda: tab.left.said.text() == done, timeout=20_000)
    assert "Just typed?" in QGuiApplication.clipboard().text()


def test_a_folder_that_is_not_there_is_said_with_what_to_do(page: Page, tmp_path: Path) -> None:
    said = saved(tmp_path / "missing" / "page.pdf", page)
    assert said == (
        "Nothing was saved to page.pdf: that folder is not there."
        " Your journal is as it was; please choose another one."
    )


def test_an_ending_that_cannot_be_written_is_said(page: Page, tmp_path: Path) -> None:
    assert "“.docx”" in saved(tmp_path / "page.docx", page)
    assert not (tmp_path / "page.docx").exists()


def test_a_page_without_an_ending_is_asked_for_one(page: Page, tmp_path: Path) -> None:
    said = "Nothing was saved as page: please type its ending as well, such as .pdf."
    assert saved(tmp_path / "page", page) == said


def test_the_kind_that_was_chosen_gives_the_ending(tmp_path: Path) -> None:
    assert with_ending(Path("page"), "Picture (*.png)") == Path("page.png")
    assert with_ending(Path("page.svg"), "Picture (*.png)") == Path("page.svg")
    assert with_ending(Path("page"), "All files (*)") == Path("page")
    assert with_ending(Path("p" * 300), "PDF (*.pdf)") == Path(f"{'p' * 300}.pdf"), "no disk can have it"
    for name in ("for Dr. Sample", "30.11.2026", "Page v1.2"):
        assert with_ending(Path(name), "PDF (*.pdf)") == Path(f"{name}.pdf")
    fhir = "FHIR (*.fhir.json)"
    for name in ("x", "x.json", "x.fhir.json"):
        assert with_ending(Path(name), fhir) == Path("x.fhir.json")
    assert with_ending(Path("x.csv"), fhir) == Path("x.csv")
    assert with_ending(Path("x.fhir.json"), "Everything (*.json)") == Path("x.fhir.json")
    assert with_ending(Path("x.PAINLOG"), "Journals (*.painlog)") == Path("x.PAINLOG")
    there = tmp_path / "page.pdf"
    there.touch()
    assert with_ending(tmp_path / "page", "PDF (*.pdf)") == tmp_path / "page"


def test_what_is_printed_into_a_file_is_saved_and_readable_by_nobody_else(page: Page, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    assert sent(printer, page).replace("\u200b", "") == f"Saved as page.pdf in {tmp_path}"
    assert sys.platform == "win32" or (tmp_path / "page.pdf").stat().st_mode & 0o777 == 0o600


@pytest.mark.qt_log_ignore("Returned false", "does not support propagateSizeHints", extend=True)
def test_a_printer_that_does_not_take_it_is_said(page: Page, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "page.pdf"))
    said = sent(printer, page)
    assert said.startswith("The printer did not take the page.")
    assert said.endswith("save the page as a PDF.")


@pytest.mark.parametrize(
    ("typed", "which", "printed"),
    [("2-3,6", 0, [6, 3, 2]), ("", 1, [7, 5, 3, 1]), ("", 2, [8, 6, 4, 2]), ("3-5", 2, [4]), ("9", 0, [])],
)
def test_pages_that_are_chosen_last_first_are_those_that_are_meant(
    qtbot: QtBot, tmp_path: Path, typed: str, which: int, printed: list[int]
) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog = PrintDialog(printer)
    qtbot.addWidget(dialog)
    dialog.setMinMax(1, 8)
    if typed:
        _part(dialog, QRadioButton, "pagesRadioButton").setChecked(True)
        _part(dialog, QLineEdit, "pagesLineEdit").setText(typed)
    _part(dialog, QComboBox, "pageSetCombo").setCurrentIndex(which)
    _part(dialog, QCheckBox, "reverse").setChecked(True)
    dialog.accept()
    assert [page + 1 for page in pages_of(printer, 8)] == printed


def _part(dialog: QDialog, kind: type[Part], name: str) -> Part:
    found = dialog.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def test_pages_that_are_not_there_are_not_printed(page: Page, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(9, 9)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert sent(printer, page) == "Nothing was printed: there are no such pages."
    assert not (tmp_path / "printed.pdf").exists()
