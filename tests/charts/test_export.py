"""A chart that is copied or saved: whole, sharp, and with the days that it shows."""

from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from painlog.charts.drawing import View, Which
from painlog.charts.export import Chart, image_of, png_of, svg_of
from painlog.charts.inks import LIGHT
from painlog.charts.keeping import ChartMenu
from painlog.charts.metrics import Metrics
from painlog.charts.panel import ChartsPanel
from painlog.patterns.timeline import DAY, midnight, timeline
from tests.charts.conftest import Drawn
from tests.charts.diaries import moment, patient

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)
SIZE = QSize(800, 320)


@pytest.fixture(params=list(Which), ids=lambda which: which.name.lower())
def chart(request: Any, metrics: Metrics) -> Chart:
    """Return two weeks, as either picture."""
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    view = View(begin=START + 17 * DAY, end=START + 31 * DAY, inks=LIGHT, metrics=metrics)
    return Chart(shown, view, request.param)


def _words(svg: bytes) -> str:
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own drawing
    return " ".join("".join(text.itertext()) for text in texts)


def test_an_image_is_as_sharp_as_asked(chart: Chart) -> None:
    image = image_of(chart, SIZE, 3)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (2400, 960, 3)
    drawn = Drawn(image)
    assert drawn.amount(LIGHT.pain, QRectF(0, 0, 2400, 960), 10) > 500
    below = QRectF(0, 960 - 3 * 30, 800, 3 * 20)
    assert drawn.amount(LIGHT.muted, below, 20) > 100, "the days"


def test_a_png_is_a_png(chart: Chart) -> None:
    read = QImage.fromData(png_of(chart, SIZE))
    assert (read.width(), read.height()) == (1600, 640)


def test_a_drawing_has_its_text_as_text(chart: Chart) -> None:
    said = _words(svg_of(chart, SIZE))
    assert "19 Mar – 1 Apr 2026" in said  # noqa: RUF001 - a dash
    assert "changed to patch" in said


def test_a_drawing_looks_like_the_image(chart: Chart, metrics: Metrics) -> None:
    image = image_of(chart, SIZE, 1)
    drawn = QImage(SIZE, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg_of(chart, SIZE))).render(painter)
    painter.end()
    one, other = Drawn(image), Drawn(drawn)
    whole = QRectF(0, 0, SIZE.width(), SIZE.height())
    for ink in (LIGHT.pain, LIGHT.as_needed, LIGHT.patch_fill):
        first, second = one.amount(ink, whole, 60), other.amount(ink, whole, 60)
        assert first == pytest.approx(second, rel=0.35)


def test_nothing_of_a_drawing_leaves_its_plot(metrics: Metrics) -> None:
    """Vector images know no clipping, so what is outside of the period must not be drawn at all."""
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    view = View(begin=START + 20.3 * DAY, end=START + 27.7 * DAY, inks=LIGHT, metrics=metrics)
    drawn = QImage(SIZE, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg_of(Chart(shown, view, Which.TIMELINE), SIZE))).render(painter)
    painter.end()
    right = QRectF(SIZE.width() - 28, 0, 28, SIZE.height())
    assert Drawn(drawn).amount(LIGHT.pain, right, 60) == 0
    assert Drawn(drawn).amount(LIGHT.patch, right, 60) == 0


# --- the menu --------------------------------------------------------------------------------------------


@pytest.fixture
def menu(qtbot: QtBot, chart: Chart) -> ChartMenu:
    """Return the menu of a panel that shows the chart."""
    panel = ChartsPanel()
    qtbot.addWidget(panel)
    panel.resize(SIZE)
    panel.set_timeline(chart.timeline)
    panel.show_period(chart.view.begin, chart.view.end)
    return panel.menu


def _choosing(monkeypatch: Any, answer: str) -> list[str]:
    offered: list[str] = []

    def answered(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return answer, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answered)
    return offered


def test_a_picture_is_saved_under_a_name_with_its_days(
    menu: ChartMenu, tmp_path: Path, monkeypatch: Any
) -> None:
    offered = _choosing(monkeypatch, str(tmp_path / "picture"))
    menu.save_png()
    menu.save_svg()
    assert [Path(name).name[:8] for name in offered] == ["Painlog "] * 2
    assert [Path(name).parent for name in offered] == [Path.home(), tmp_path]
    assert "19 Mar" in offered[0]
    assert offered[0].endswith(".png")
    assert not QImage(str(tmp_path / "picture.png")).isNull()
    assert "changed to patch" in _words((tmp_path / "picture.svg").read_bytes())


def test_a_picture_that_is_there_is_not_replaced_where_nobody_asked(
    menu: ChartMenu, tmp_path: Path, monkeypatch: Any
) -> None:
    """The file dialog asks of the name that was typed, which had no ending yet."""
    there = tmp_path / "picture.png"
    there.write_bytes(b"another")
    _choosing(monkeypatch, str(tmp_path / "picture"))
    menu.save_png()
    assert there.read_bytes() == b"another"
    around = menu.parentWidget()
    assert around is not None
    (box,) = around.findChildren(QMessageBox)
    assert box.text() == "There is a file picture.png already, so nothing was saved. Choose another name."
    box.close()
    _choosing(monkeypatch, str(there))
    menu.save_png()
    assert not QImage(str(there)).isNull()


def test_thinking_better_of_it_saves_nothing(menu: ChartMenu, tmp_path: Path, monkeypatch: Any) -> None:
    _choosing(monkeypatch, "")
    menu.save_png()
    assert not list(tmp_path.iterdir())


def test_a_picture_that_can_not_be_saved_says_what_to_do(
    menu: ChartMenu, tmp_path: Path, monkeypatch: Any, qtbot: QtBot
) -> None:
    _choosing(monkeypatch, str(tmp_path / "nowhere" / "picture.svg"))
    menu.save_svg()
    around = menu.parentWidget()
    assert around is not None
    (box,) = around.findChildren(QMessageBox)
    assert box.text() == (
        "The picture was not saved to picture.svg: that folder is not there."
        " Your journal is as it was; please choose another one."
    )
    box.close()


@pytest.mark.parametrize("days_before", [3, 0])
def test_a_change_over_the_first_row_is_labelled_as_well(metrics: Metrics, days_before: int) -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    change = next(upright for upright in shown.uprights if upright.medicine is not None)
    begin = change.at // DAY * DAY - days_before * DAY
    view = View(begin=begin, end=begin + 14 * DAY, inks=LIGHT, metrics=metrics)
    said = _words(svg_of(Chart(shown, view, Which.DAY_BY_DAY), SIZE))
    assert "changed to" in said
