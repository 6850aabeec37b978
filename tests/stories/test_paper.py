"""The page on paper: through the system's print dialog into real CUPS queues, and read back from there."""

import ctypes
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from painlog.report.page import Page
from painlog.report.printing import prepare, print_on
from painlog.report.working import worked_out
from painlog.report.writing import write
from painlog.window.appointment.going_out import sent
from painlog.window.appointment.preview import PreviewQuestion
from painlog.window.appointment.tab import AppointmentTab
from tests.programs import said_by
from tests.report.diaries import Kept, journal_of
from tests.report.test_printing import difference
from tests.stories.print_queue import DRIVERS, STRAIGHT, VIRTUAL, Queues, administer, missing, queues_in

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="CUPS is how Linux prints"),
    pytest.mark.skipif(bool(missing()), reason=missing() or "there are queues"),
    pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True),
]


@pytest.fixture(scope="module")
def queues() -> Iterator[Queues]:
    # A socket's path may have 107 characters only, and the server's own account must reach it. Below /dev,
    # where the tests' other files may lie, it takes a file for a device and makes none.
    with tempfile.TemporaryDirectory(prefix="cups-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        with queues_in(Path(folder)) as made:
            use_server(made.server)
            yield made
            use_server(None)


def use_server(server: str | None) -> None:
    """Let this program print there; CUPS itself looks at its surroundings only once."""
    ctypes.CDLL("libcups.so.2").cupsSetServer(server.encode() if server is not None else None)


@pytest.fixture
def tab(tmp_path: Path, qtbot: QtBot, english: None) -> Iterator[AppointmentTab]:
    with journal_of(tmp_path, Kept()) as journal:
        made = AppointmentTab(journal, lambda *told: worked_out(*told[:3], progress=told[3]))
        qtbot.addWidget(made)
        made.resize(1280, 700)
        made.show()
        qtbot.waitUntil(lambda: not made.live.is_busy, timeout=20_000)
        yield made


def say_yes(qtbot: QtBot, *kinds: type[QWidget]) -> None:
    """Answer the dialogs of these kinds, one after the other, as soon as each stands there."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kinds[0]):
            if len(kinds) > 1:
                say_yes(qtbot, *kinds[1:])
            if isinstance(dialog, PreviewQuestion):
                qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
            elif isinstance(dialog, QPrintDialog):
                dialog.accept()
        else:
            QTimer.singleShot(50, press)

    QTimer.singleShot(50, press)


def words(file: Path) -> str:
    return said_by("pdftotext", file, "-")


def test_the_page_is_printed_and_its_words_read_back(
    queues: Queues, tab: AppointmentTab, qtbot: QtBot
) -> None:
    assert {STRAIGHT, VIRTUAL} <= set(QPrinterInfo.availablePrinterNames())
    page = tab.page
    assert isinstance(page, Page)
    say_yes(qtbot, PreviewQuestion, QPrintDialog)
    qtbot.mouseClick(tab.left.print_it, Qt.MouseButton.LeftButton)
    assert tab.left.said.text() == "Sent to the printer"
    came = queues.of_straight()
    (sheet,) = pypdf.PdfReader(came).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842), "A4, as it was seen"
    said = words(came)
    for phrase in (
        "Breakthrough pain profile",
        page.period,
        "Worth discussing",
        "Can I stop the evening tablet now?",
    ):
        assert phrase in said


def test_the_virtual_printer_gets_lines_and_letters_that_look_like_the_page(
    queues: Queues, tab: AppointmentTab, tmp_path: Path
) -> None:
    assert tab.page is not None
    title = f"Printed by story {os.getpid()}"  # the printer's folder is that of every run of these tests
    page = replace(tab.page, title=title)
    printer = QPrinter(QPrinterInfo.printerInfo(VIRTUAL), QPrinter.PrinterMode.HighResolution)
    prepare(printer, page)
    print_on(printer, page)
    write(tmp_path / "ours.pdf", page)
    came = queues.of_virtual(title)
    try:
        (sheet,) = pypdf.PdfReader(came).pages
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
        assert not sheet.images
        pictures = []
        for file, stem in ((came, tmp_path / "theirs"), (tmp_path / "ours.pdf", tmp_path / "ours")):
            said_by("pdftoppm", "-r", "60", "-png", "-singlefile", file, stem)
            pictures.append(QImage(f"{stem}.png"))
        assert pictures[0].size() == pictures[1].size()
        assert difference(*pictures) < 5.0
    finally:
        came.unlink()


def test_copies_and_a_page_range_reach_the_printer(queues: Queues, tab: AppointmentTab) -> None:
    listing = tab.live.listing()
    assert listing is not None
    queues.straight.unlink(missing_ok=True)
    printer = QPrinter(QPrinterInfo.printerInfo(STRAIGHT), QPrinter.PrinterMode.HighResolution)
    prepare(printer, listing)
    printer.setFromTo(2, 3)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setCopyCount(2)
    print_on(printer, listing)
    said = words(queues.of_straight())
    assert said.count("page 2 of") == said.count("page 3 of") == 2
    assert "page 1 of" not in said


def test_a_printer_that_is_gone_meanwhile_is_told(queues: Queues, tab: AppointmentTab) -> None:
    administer(queues, "-p", "Gone", "-v", "file:///dev/null", "-P", str(DRIVERS[STRAIGHT]), "-E")
    printer = QPrinter(QPrinterInfo.printerInfo("Gone"), QPrinter.PrinterMode.HighResolution)
    administer(queues, "-x", "Gone")
    assert tab.page is not None
    assert sent(printer, tab.page).startswith("Gone did not take the page.")


def test_a_queue_that_takes_no_jobs_is_told(
    queues: Queues, tab: AppointmentTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", queues.server)
    administer(queues, "-p", "Shut", "-v", "file:///dev/null", "-P", str(DRIVERS[STRAIGHT]), "-E")
    printer = QPrinter(QPrinterInfo.printerInfo("Shut"), QPrinter.PrinterMode.HighResolution)
    assert tab.page is not None
    assert sent(printer, tab.page) == "Sent to the printer"
    subprocess.run(["/usr/sbin/cupsreject", "-h", queues.server, "Shut"], check=True)
    assert sent(printer, tab.page).startswith("Shut did not take the page.")


def test_a_printer_that_is_stopped_is_told(
    queues: Queues, tab: AppointmentTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was said to be sent; nothing came out of the printer until somebody started it."""
    monkeypatch.setenv("CUPS_SERVER", queues.server)
    administer(queues, "-p", "Paused", "-v", "file:///dev/null", "-P", str(DRIVERS[STRAIGHT]), "-E")
    subprocess.run(["/usr/sbin/cupsdisable", "-h", queues.server, "Paused"], check=True)
    printer = QPrinter(QPrinterInfo.printerInfo("Paused"), QPrinter.PrinterMode.HighResolution)
    assert tab.page is not None
    assert sent(printer, tab.page).startswith("Paused is stopped. The page waits in its queue")
    subprocess.run(["/usr/sbin/cupsenable", "-h", queues.server, "Paused"], check=True)
    assert sent(printer, tab.page) == "Sent to the printer"
