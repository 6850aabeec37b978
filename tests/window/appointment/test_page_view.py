"""Sheets on the screen: whole, larger, smaller, scrolled, and several below one another."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.report.document import Document, document_of
from painlog.window.appointment.page_view import PageView
from painlog.window.appointment.tab import AppointmentTab
from painlog.window.appointment.zooming import ZoomBar
from painlog.window.scrolling import SlimBar


def document(tab: AppointmentTab) -> Document:
    assert tab.page is not None
    return document_of(tab.page)


def view(tab: AppointmentTab, qtbot: QtBot) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show_document(document(tab), "the words")
    made.show()
    return made


def test_the_whole_sheet_is_in_view_and_stays_so(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    assert shown.is_whole
    assert shown.sheets.height() <= shown.viewport().height()
    before = shown.percent
    shown.resize(900, 1000)
    assert shown.percent > before
    assert shown.sheets.height() <= shown.viewport().height()


def test_in_little_room_it_begins_as_wide_as_that_and_the_whole_is_there_when_asked_for(
    tab: AppointmentTab, qtbot: QtBot
) -> None:
    """Below large text a sheet began as a stamp, at 28 percent."""
    shown = view(tab, qtbot)
    shown.resize(700, 400)
    assert 70 <= shown.percent <= 100
    assert shown.sheets.width() <= shown.viewport().width()
    shown.resize(1400, 400)
    assert shown.percent == 100
    for _ in range(2):
        shown.show_whole()
        assert shown.sheets.height() <= shown.viewport().height() + 4
        shown.larger()
    shown.resize(700, 600)
    shown.show_whole()
    assert 40 <= shown.percent < 70


def test_in_a_room_as_narrow_as_a_sheet_it_comes_to_rest(tab: AppointmentTab, qtbot: QtBot) -> None:
    """As wide as the room it needed a bar, beside the bar it was so low that it needed none, and so on."""
    shown = view(tab, qtbot)
    sizes: list[int] = []
    shown.zoomed.connect(sizes.append)
    most = 0
    for width in range(150, 340, 10):
        for height in range(int(1.25 * width), int(1.6 * width), 3):
            sizes.clear()
            shown.resize(width, height)
            for _ in range(10):
                QApplication.processEvents()
            most = max(most, len(sizes))
    assert most <= 4


def test_plus_minus_and_0_zoom(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    whole = shown.percent
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.percent > whole
    qtbot.keyClick(shown, Qt.Key.Key_Minus)
    assert abs(shown.percent - whole) <= 1
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    qtbot.keyClick(shown, Qt.Key.Key_0)
    assert shown.is_whole
    assert shown.percent == whole


def test_ctrl_and_wheel_zoom_within_bounds(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    for up, bound in ((120, 400), (-120, 25)):
        for _ in range(20):
            place = QPointF(100, 100)
            wheel = QWheelEvent(
                place,
                place,
                QPoint(),
                QPoint(0, up),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.ControlModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(shown.viewport(), wheel)
        assert shown.percent == bound


def test_zooming_keeps_the_middle_in_the_middle(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    shown.zoom(4)
    bar = shown.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)

    def middle() -> float:
        return (bar.value() + shown.viewport().height() / 2) / shown.sheets.height()

    before = middle()
    shown.larger()
    assert abs(middle() - before) < 0.01


def test_what_is_painted_is_the_page(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    qtbot.waitUntil(lambda: len(colours_in_the_middle(shown)) > 30)
    assert "#ffffff" in colours_in_the_middle(shown)


def test_the_picture_before_stands_until_the_new_one_is_painted(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    assert colours_in_the_middle(shown) == {"#ffffff"}  # a sheet, and nothing on it yet
    qtbot.waitUntil(lambda: len(colours_in_the_middle(shown)) > 30)
    shown.larger()
    assert len(colours_in_the_middle(shown)) > 30
    stretched = shown.grab().toImage()
    qtbot.waitUntil(lambda: shown.grab().toImage() != stretched)  # sharp


def test_a_very_large_sheet_is_painted_as_far_as_it_is_in_view(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    shown.zoom(100)
    assert shown.percent == 400
    assert len(colours_in_the_middle(shown)) > 3
    assert shown.grab().toImage() == shown.grab().toImage()


def colours_in_the_middle(shown: PageView) -> set[str]:
    picture = shown.grab().toImage()
    centre = picture.rect().center()
    return {
        picture.pixelColor(x, y).name()
        for x in range(centre.x() - 100, centre.x() + 100)
        for y in range(centre.y() - 150, centre.y() + 150)
    }


def test_several_sheets_lie_below_one_another(tab: AppointmentTab, qtbot: QtBot) -> None:
    listing = tab.live.listing()
    assert listing is not None
    shown = view(tab, qtbot)
    many = document_of(listing)
    shown.show_document(many)
    sheet = round(many.size[1] * shown.percent / 100 * 96 / 25.4)
    assert shown.sheets.height() > sheet * len(many.sheets) * 0.95


def test_a_screen_reader_hears_the_words_of_the_page(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    assert shown.accessibleName() == "The page"
    assert shown.accessibleDescription() == "the words"


def test_the_buttons_below_zoom_and_say_the_size(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    bar = ZoomBar(shown)
    qtbot.addWidget(bar)
    whole = shown.percent
    bar.larger.click()
    assert shown.percent > whole
    assert bar.size_said.text().strip() == f"{shown.percent} %"
    bar.smaller.click()
    bar.whole.click()
    assert shown.is_whole


def test_its_bars_are_the_slim_ones(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = view(tab, qtbot)
    shown.zoom(3)
    for bar in (shown.verticalScrollBar(), shown.horizontalScrollBar()):
        assert isinstance(bar, SlimBar)
        assert bar.maximum() > 0
