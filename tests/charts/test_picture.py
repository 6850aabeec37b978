"""The first picture needs neither numpy nor pyqtgraph, and an empty journal shows what will be there."""

import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPalette
from pytestqt.qtbot import QtBot

from painlog.charts.drawing import Which
from painlog.charts.example import example, faint
from painlog.charts.inks import DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK, LIGHT, Inks, colour, worn_by
from painlog.charts.metrics import Metrics
from painlog.charts.picture import Picture
from painlog.charts.slots import slots
from painlog.charts.sums import FastSlots
from painlog.charts.tally import Bins
from painlog.patterns.timeline import DAY, midnight, timeline
from painlog.record import Record
from tests.charts.conftest import Draw, Drawn
from tests.charts.diaries import moment, patient

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)
WHOLE = QRectF(0, 0, 900, 340)


def test_the_picture_is_painted_without_numpy_and_pyqtgraph() -> None:
    code = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from datetime import date
from PySide6.QtWidgets import QApplication
app = QApplication([])
from painlog.charts.picture import Picture
from painlog.patterns.timeline import midnight, timeline
from tests.charts.diaries import moment, patient
picture = Picture()
picture.set_timeline(timeline(patient().record(), moment(date(2026, 3, 2), 24 * 42)))
for view in ("timeline", "day by day"):
    for days in (14, 4000):
        picture.set_view(view)
        picture.show_period(midnight(date(2026, 3, 2)), midnight(date(2026, 3, 2)) + days * 86400)
        picture.grab()
print(sorted({name.partition(".")[0] for name in sys.modules} & {"numpy", "pyqtgraph", "scipy", "peewee"}))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_importing_the_panel_makes_no_qt_object() -> None:
    code = """
import threading
thread = threading.Thread(target=lambda: __import__("painlog.charts.panel"), daemon=True)
thread.start(); thread.join()
from PySide6.QtWidgets import QApplication
print(QApplication.instance())
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr.strip()) == ("None", "")


def _inked(inks: Inks) -> QPalette:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Midlight, colour(inks.line))
    palette.setColor(QPalette.ColorRole.Base, colour(inks.panel))
    return palette


def test_inks_are_those_that_the_palette_carries() -> None:
    for inks in (LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK):
        assert worn_by(_inked(inks)) is inks
    strange = QPalette()
    strange.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.black)
    strange.setColor(QPalette.ColorRole.Midlight, Qt.GlobalColor.red)
    assert worn_by(strange) is DARK
    strange.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.white)
    assert worn_by(strange) is LIGHT


def test_it_follows_look_period_and_view(qtbot: QtBot) -> None:
    picture = Picture()
    qtbot.addWidget(picture)
    picture.resize(900, 340)
    blank = picture.grab().toImage()
    picture.set_timeline(timeline(patient().record(), moment(MONDAY, 24 * 42)))
    picture.show_period(START, START + 14 * DAY)
    two_weeks = picture.grab().toImage()
    picture.show_period(START, START + 7 * DAY)
    one_week = picture.grab().toImage()
    picture.set_view("day by day")
    by_day = picture.grab().toImage()
    picture.setPalette(_inked(DARK))
    dark = picture.grab().toImage()
    images = [blank, two_weeks, one_week, by_day, dark]
    assert all(one != other for at, one in enumerate(images) for other in images[at + 1 :])
    assert Drawn(dark).colour(899, 339) == DARK.panel
    assert "2 Mar" in picture.accessibleName()
    assert "flare-up" in picture.accessibleName()


def test_sizes_grow_with_the_text(qtbot: QtBot) -> None:
    font = QFont("DejaVu Sans")
    units = []
    for points in (9, 12, 18, 24, 40):
        font.setPointSizeF(points)
        units.append(Metrics.for_screen(font).unit)
    assert units == [1, 1, 1.5, 2, 2]
    font.setPointSizeF(9)
    assert Metrics.for_screen(font).small.pointSizeF() >= 9


def test_the_example_fills_any_period(metrics: Metrics) -> None:
    for days in (1, 14, 400):
        made = example(START, START + days * DAY)
        walls = [made.flare_ups.moments.wall(row) for row in range(len(made.flare_ups.columns.key))]
        assert START < min(walls) < max(walls) < START + days * DAY
        assert max(walls) - min(walls) > 0.7 * days * DAY


@pytest.mark.parametrize("days", [1, 14, 92, 400, 4000])
def test_the_example_is_painted_for_any_period_in_both_views(draw: Draw, days: int) -> None:
    empty, end = timeline(Record(begin=0, end=1), moment(MONDAY)), START + days * DAY
    for which in Which:
        assert draw(empty, START, end, which=which).amount(faint(LIGHT).pain, WHOLE, 12) > 0
    made, bins = example(START, end), Bins.covering(START, end, 7)
    assert [list(map(list, table)) for table in FastSlots()(made, bins)[1:4]] == list(slots(made, bins)[1:4])


@pytest.mark.qt_log_ignore("Painter ended with 1 saved states", extend=True)
def test_a_mistake_in_painting_leaves_the_window_whole(qtbot: QtBot) -> None:
    """A painter that were still at work would take the program down at the next picture."""
    picture = Picture()
    qtbot.addWidget(picture)
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    picture.set_timeline(shown)
    picture.set_view("day by day")
    picture.show_period(START, START + 4000 * DAY)
    with qtbot.waitExposed(picture):
        picture.show()
    del shown.flare_ups.columns.uncertain[:]
    with pytest.raises(IndexError):
        picture.repaint()
    assert not picture.paintingActive()


def test_an_empty_journal_shows_an_example_that_nobody_takes_for_theirs(draw: Draw) -> None:
    empty = timeline(Record(begin=0, end=1), moment(MONDAY))
    for which in Which:
        for inks in (LIGHT, DARK):
            drawn = draw(empty, START, START + 14 * DAY, which=which, inks=inks)
            assert drawn.amount(inks.pain, WHOLE, 10) == 0
            assert drawn.amount(faint(inks).pain, WHOLE, 12) > 50
            assert drawn.amount(inks.ink, WHOLE, 20) > 200, "the invitation can be read"


def test_days_without_anything_say_so_on_a_screen_in_both_pictures(draw: Draw) -> None:
    """A diary of years ago: the last two weeks are bare, and nothing said where its days are."""
    shown = timeline(patient().record(), moment(MONDAY, 24 * 400))
    for which in Which:
        for begin, told in ((START + 386 * DAY, True), (START + 7 * DAY, False)):
            drawn = draw(shown, begin, begin + 14 * DAY, which=which)
            middle = QRectF(250, 150, 400, 40)
            assert (drawn.amount(LIGHT.ink, middle, 20) > 100) == told, (which, told)
