"""How fast the page is: against reportlab drawing the same marks, and until it stands on the screen.

Run with `python3 run.py bench tests/benchmarks/bench_page.py`.
"""

import io
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import reportlab
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from painlog.report.compose import Worked, page_for
from painlog.report.document import document_of
from painlog.report.lettering import UNITS_A_MM
from painlog.report.page import EVERY_PART, Choices, Page, Part
from painlog.report.paint import paint
from painlog.report.pdf import pdf
from painlog.report.working import worked_out
from painlog.window.appointment.tab import AppointmentTab
from painlog.words import language
from tests.benchmarks.recorded import Drawn, Recording, replay
from tests.report.diaries import Kept, journal_of, record_of

PAIRS = 15
CLOCK = time.process_time
"""Others may share the processor: what counts is the work that is done."""
QUARTER = Kept(weeks=13, flare_ups=120)
DECADE = Kept(weeks=520, flare_ups=3000)
YEAR = Kept(weeks=52, flare_ups=400, before=False)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.install(qapp, "en")
    QLocale.setDefault(QLocale("en_GB"))
    yield
    language.remove(qapp)


def seconds(act: Callable[[], object]) -> float:
    begin = CLOCK()
    act()
    return CLOCK() - begin


def waited(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def in_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of both, measured in turns after each has run once."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(PAIRS)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def made(folder: Path, kept: Kept) -> Callable[[], Page]:
    record = record_of(folder, kept)
    worked: Worked = worked_out(record, kept.begin, kept.until)
    return lambda: page_for(
        record, kept.begin, kept.until, appointment=record.appointments[-1], worked=worked
    )


def recorded(page: Page) -> tuple[list[Drawn], tuple[float, float]]:
    document = document_of(page)
    width, height = document.size
    recording = Recording(width * UNITS_A_MM, height * UNITS_A_MM)
    painter = QPainter(recording)
    paint(painter, document.sheets[0], document.charts)
    painter.end()
    return recording.recorder.drawn, (width * 72 / 25.4, height * 72 / 25.4)


def with_reportlab(page: Page) -> Callable[[], bytes]:
    fonts = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))
    drawn, size = recorded(page)
    assert len(drawn) > 300

    def draw() -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=size, pageCompression=1)
        replay(canvas, drawn, size[1], lambda is_strong: "VeraBd" if is_strong else "Vera")
        canvas.save()
        return buffer.getvalue()

    return draw


def test_page_of_a_quarter_against_reportlab(tmp_path: Path) -> None:
    make = made(tmp_path, QUARTER)
    page = make()
    ours, theirs = in_turns(lambda: pdf(page), with_reportlab(page))
    whole = statistics.median(seconds(lambda: pdf(make())) for _ in range(PAIRS))
    print(f"\npage of 90 days to PDF: {ours / theirs:.2f} x reportlab ({1000 * ours:.1f} ms)")
    print(f"  made from the record as well: {whole / theirs:.2f} x; {len(pdf(page))} bytes")
    assert ours <= 0.7 * theirs
    assert len(pdf(page)) < 200_000


def test_page_of_one_chart_is_small(tmp_path: Path) -> None:
    page = made(tmp_path, QUARTER)()
    one_chart = replace(page, choices=Choices(parts=EVERY_PART - {Part.DAY_BY_DAY}))
    print(f"\npage of one chart and text: {len(pdf(one_chart))} bytes")
    assert len(pdf(one_chart)) <= 40_000


def test_ten_years_against_a_quarter(tmp_path: Path) -> None:
    (tmp_path / "quarter").mkdir()
    quarter, decade = made(tmp_path / "quarter", QUARTER)(), made(tmp_path, DECADE)()
    short, long = in_turns(lambda: pdf(quarter), lambda: pdf(decade))
    print(f"\nten years to PDF: {long * 1000:.1f} ms, {long / short:.2f} x a quarter")
    assert long <= 3 * short


def test_opening_the_tab_on_a_year(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    with journal_of(tmp_path, YEAR) as journal:
        tab = AppointmentTab(
            journal, lambda record, begin, until, step: worked_out(record, begin, until, progress=step)
        )
        qtbot.addWidget(tab)
        tab.resize(1366, 650)
        tab.left.days.choose_dates(YEAR.begin, YEAR.until)

        def show() -> None:
            tab.show()
            qapp.processEvents()

        first = waited(show)
        qtbot.waitUntil(lambda: not tab.live.is_busy, timeout=20_000)
        tab.hide()
        tab.refresh(None)
        again = waited(show)
        qtbot.waitUntil(lambda: not tab.live.is_busy, timeout=20_000)
        print(
            f"\nAppointment tab on a year: {first * 1000:.0f} ms the first time, {again * 1000:.0f} ms again"
        )
        assert first <= 0.3
