"""The page of the window and that of the command line are one page, byte for byte."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from painlog.report.page import Page
from painlog.report.pdf import pdf
from painlog.report.ticked import ON_PAGE
from painlog.report.working import worked_out
from painlog.window.appointment.tab import AppointmentTab
from tests.report.diaries import Kept, journal_of

ROOT = Path(__file__).parents[2]


def test_painlog_report_writes_the_page_that_the_window_shows(tmp_path: Path, qtbot: QtBot) -> None:
    with journal_of(tmp_path, Kept(flare_ups=80)) as journal:
        journal.keep(ON_PAGE, '[["relief", "Oxycodone IR"]]')
        tab = AppointmentTab(journal, lambda *told: worked_out(*told[:3], progress=told[3]))
        qtbot.addWidget(tab)
        tab.resize(1200, 700)
        tab.show()
        qtbot.waitUntil(lambda: not tab.live.is_busy, timeout=20_000)
        shown = tab.page
        assert isinstance(shown, Page)
        days = [shown.charts.begin.isoformat(), shown.charts.until.isoformat()]
        tab.hide()
    file = tmp_path / "page.pdf"
    options = [
        "--journal",
        tmp_path / "journal.painlog",
        "report",
        file,
        "--from",
        days[0],
        "--until",
        days[1],
    ]
    subprocess.run([sys.executable, "-m", "painlog", *map(str, options)], check=True, cwd=ROOT)
    assert file.read_bytes() == pdf(shown)
