"""How the lines look: in the inks of each look, marks that differ by shape, one line of words or two."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.charts.inks import DARK, HIGH_CONTRAST, LIGHT, Inks, colour
from painlog.entries import Entry, Note
from painlog.exchange.sample import sample
from painlog.journal import Journal
from painlog.window import lettering
from painlog.window.journal_table.columns import Column
from painlog.window.journal_table.model import JournalModel
from painlog.window.journal_table.painting import SIDE, in_lines
from painlog.window.journal_table.view import JournalView
from painlog.window.look import BODY, LookName, apply_look, font_of
from tests.window.april import ASLEEP, DOSE, EVENING, LIFTING, NOW, SHOES, THERAPY, VISIT, WORN

LOOKS = ((LookName.LIGHT, LIGHT), (LookName.DARK, DARK), (LookName.HIGH_CONTRAST, HIGH_CONTRAST))


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_look(qapp)


@pytest.fixture
def view(april: Journal, qtbot: QtBot, qapp: QApplication) -> JournalView:
    apply_look(qapp, LookName.LIGHT)
    shown = JournalView(JournalModel(april))
    qtbot.addWidget(shown)
    shown.resize(1200, 700)
    shown.show()
    return shown


def cell(view: JournalView, journal: Journal, entry: Entry, column: Column) -> QRect:
    place = journal.key_of(entry.id)
    model = view.model()
    assert isinstance(model, JournalModel)
    number = model.number_of(place) if place else None
    assert number is not None
    return view.visualRect(model.index(number, column))


def picture(view: JournalView, rect: QRect) -> QImage:
    return view.viewport().grab(rect).toImage()


def colours(image: QImage) -> set[str]:
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}


def mark(view: JournalView, journal: Journal, entry: Entry) -> QImage:
    rect = cell(view, journal, entry, Column.WHAT)
    return picture(view, QRect(rect.left() + 10, rect.center().y() - 10, 20, 20))


def test_every_kind_has_a_mark_of_its_own_shape(view: JournalView, april: Journal) -> None:
    entries = (LIFTING, DOSE, WORN, THERAPY, EVENING, VISIT, SHOES)
    shapes = [mark(view, april, entry).convertToFormat(QImage.Format.Format_Grayscale8) for entry in entries]
    shapes = [shape.convertToFormat(QImage.Format.Format_Mono) for shape in shapes]
    for number, shape in enumerate(shapes):
        assert all(shape != other for other in shapes[number + 1 :])


def test_a_mark_grows_with_the_text(view: JournalView, april: Journal, qapp: QApplication) -> None:
    small = inked(view, cell(view, april, LIFTING, Column.WHAT))
    apply_look(qapp, LookName.LIGHT, percent=200)
    large = inked(view, cell(view, april, LIFTING, Column.WHAT))
    assert large == pytest.approx(2 * small, abs=2)


def inked(view: JournalView, rect: QRect) -> int:
    """Return how wide the mark of a flare-up is."""
    image = picture(view, rect)
    pain = colour(LIGHT.pain).name()
    row = image.height() // 2
    return sum(QColor(image.pixel(x, row)).name() == pain for x in range(image.width()))


@pytest.mark.parametrize(("name", "inks"), LOOKS)
def test_lines_wear_the_look(
    view: JournalView, april: Journal, qapp: QApplication, name: LookName, inks: Inks
) -> None:
    apply_look(qapp, name)
    qapp.processEvents()
    assert colour(inks.pain).name() in colours(mark(view, april, LIFTING))
    heading = picture(view, QRect(600, 2, 200, 10))
    assert colours(heading) == {colour(inks.band).name()}
    plain = picture(view, cell(view, april, EVENING, Column.NOTE).adjusted(0, 2, 0, -4))
    assert colours(plain) == {colour(inks.panel).name()}


def test_chosen_lines_are_told_by_their_ground(view: JournalView, april: Journal) -> None:
    rect = cell(view, april, EVENING, Column.NOTE).adjusted(0, 2, 0, -4)
    before = colours(picture(view, rect))
    place = april.key_of(EVENING.id)
    assert place is not None
    view.choose([place])
    assert colours(picture(view, rect)) != before


def test_the_cell_of_the_keyboard_has_a_ring(view: JournalView, april: Journal) -> None:
    place = april.key_of(LIFTING.id)
    assert place is not None
    view.activateWindow()
    view.setFocus()
    view.choose([place], place)
    rect = cell(view, april, LIFTING, Column.TIME)
    ring = picture(view, QRect(rect.left(), rect.top(), 3, rect.height()))
    assert colour(LIGHT.focus).name() in colours(ring)


def test_written_later_stands_in_a_pill(view: JournalView, april: Journal) -> None:
    late = colours(picture(view, cell(view, april, ASLEEP, Column.DETAILS)))
    assert colour(LIGHT.edge).name() in late
    assert colour(LIGHT.edge).name() not in colours(picture(view, cell(view, april, EVENING, Column.DETAILS)))


def test_that_it_was_written_later_is_told_in_less_room_where_there_is_no_more(
    view: JournalView, april: Journal
) -> None:
    """At 200 % on a small screen the pill was cut off at its column, and was open at its end."""
    view.setColumnWidth(Column.DETAILS, view.viewport().width() - 1130)
    details = cell(view, april, ASLEEP, Column.DETAILS)
    margin = QRect(details.right() - SIDE + 3, details.top() + 3, SIDE - 3, details.height() - 6)
    assert colours(picture(view, margin)) == {colour(LIGHT.panel).name()}


def test_narrow_for_its_letters_it_gives_two_lines_of_words(
    view: JournalView, april: Journal, qapp: QApplication
) -> None:
    wide, low = cell(view, april, LIFTING, Column.DETAILS).height(), view.rowHeight(0)
    view.resize(500, 700)
    assert cell(view, april, LIFTING, Column.DETAILS).height() > 1.4 * wide
    assert view.rowHeight(0) == low < wide
    view.resize(1200, 700)
    assert cell(view, april, LIFTING, Column.DETAILS).height() == wide
    apply_look(qapp, LookName.LIGHT, 200)
    assert cell(view, april, LIFTING, Column.DETAILS).height() > 2 * wide


def test_on_the_smallest_screen_what_it_is_stands_there_whole(view: JournalView, april: Journal) -> None:
    wide = cell(view, april, EVENING, Column.WHAT).height()
    view.resize(round(110 * lettering.letter(font_of(BODY))), 500)  # 1024 pixels in usual letters
    assert cell(view, april, EVENING, Column.WHAT).height() > 1.4 * wide


def drag(view: JournalView, column: Column, far: int) -> None:
    """Drag the left border of a column."""
    border = QPoint(view.head.sectionViewportPosition(column) - 1, view.head.height() // 2)
    QTest.mousePress(view.head.viewport(), Qt.MouseButton.LeftButton, pos=border)
    QTest.mouseMove(view.head.viewport(), border + QPoint(far, 0))
    QTest.mouseRelease(view.head.viewport(), Qt.MouseButton.LeftButton, pos=border + QPoint(far, 0))


@pytest.mark.parametrize("column", [Column.WHAT, Column.DETAILS, Column.NOTE])
def test_each_border_between_columns_can_be_dragged(view: JournalView, column: Column) -> None:
    """The one before the notes could not: long ones stayed short."""
    place = view.head.sectionViewportPosition(column)
    drag(view, column, -40)
    assert view.head.sectionViewportPosition(column) == place - 40
    assert sum(view.columnWidth(each) for each in Column) == view.viewport().width()


def test_columns_share_the_width_until_they_are_dragged(view: JournalView) -> None:
    widths = [view.columnWidth(column) for column in Column]
    assert sum(widths) == view.viewport().width()
    view.resize(900, 700)
    assert sum(view.columnWidth(column) for column in Column) == view.viewport().width()
    assert view.columnWidth(Column.NOTE) < widths[Column.NOTE]
    drag(view, Column.DETAILS, 60)
    dragged = view.columnWidth(Column.WHAT)
    view.resize(1100, 700)
    assert view.columnWidth(Column.WHAT) == dragged


def test_a_press_on_the_tab_that_shows_the_table_drags_no_column(view: JournalView) -> None:
    QTest.mousePress(view.windowHandle(), Qt.MouseButton.LeftButton, pos=view.rect().center())
    view.resize(800, 700)
    QTest.mouseRelease(view.windowHandle(), Qt.MouseButton.LeftButton)
    narrow = view.columnWidth(Column.WHAT)
    view.resize(1200, 700)
    assert view.columnWidth(Column.WHAT) > narrow


def test_headings_keep_their_height_when_lines_come_and_go(view: JournalView, april: Journal) -> None:
    model = view.model()
    assert isinstance(model, JournalModel)
    stop = april.listen(model.refresh)
    low, high = view.rowHeight(0), view.rowHeight(1)
    april.remove(VISIT.id)
    april.undo()
    april.remove(DOSE.id)
    for number in range(model.rowCount()):
        assert view.rowHeight(number) == (low if model.line(number).is_heading else high)
    stop()


def test_lines_have_their_heights_after_a_search(view: JournalView, april: Journal) -> None:
    model = view.model()
    assert isinstance(model, JournalModel)
    low, high = view.rowHeight(0), view.rowHeight(1)
    for kinds in (frozenset({"dose", "flare-up"}), frozenset()):
        model.show(kinds, "")
        for number in range(model.rowCount()):
            assert view.rowHeight(number) == (low if model.line(number).is_heading else high)


def test_a_note_goes_on_over_the_details_that_it_has_not(view: JournalView, april: Journal) -> None:
    model = view.model()
    assert isinstance(model, JournalModel)
    short = Note(id=uuid4(), at=NOW, text="new shoes")
    april.record(short)
    model.refresh(None)
    ink = colour(LIGHT.ink).name()
    assert ink not in colours(picture(view, cell(view, april, short, Column.DETAILS)))
    april.change(replace(short, text="new shoes, " * 12))
    model.refresh(None)
    assert ink in colours(picture(view, cell(view, april, short, Column.DETAILS)))
    after = cell(view, april, short, Column.NOTE).adjusted(2, 2, -2, -4)
    assert colours(picture(view, after)) == {colour(LIGHT.panel).name()}


def test_a_line_breaks_where_it_is_to_also_after_small_pictures(qapp: QApplication) -> None:
    """Qt counts one such letter as two: the words after it were cut, and some of their letters were gone."""
    said = "\N{PILL}\N{PILL}\N{PILL} lifting, stairs, lower back, left, with \N{PILL} food and rest"
    font = qapp.font()
    lines = in_lines(said, font, lettering.width(said, font) * 2 // 3, 2)
    assert len(lines) == 2
    assert " ".join(lines) == said


@pytest.mark.parametrize("percent", [100, 150, 175, 200])
def test_nothing_is_cut_off_whatever_the_size_of_the_text(
    percent: int, journal: Journal, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last weeks of the sample journal, as wide as a laptop: “49 min · peak after 12 min · lower…”."""
    journal.take_in(sample(NOW.date()))
    apply_look(qapp, percent=percent)
    shown = JournalView(JournalModel(journal))
    qtbot.addWidget(shown)
    shown.resize(1300, 8000)
    shown.show()
    cut: list[str] = []
    draw_line = lettering.draw_line

    def watched(painter: QPainter, rect: QRect, text: str, font: QFont, ink: QColor) -> int:
        if lettering.width(text, font) > rect.width():
            cut.append(f"{text} {lettering.width(text, font)} > {rect.width()}")
        return draw_line(painter, rect, text, font, ink)

    monkeypatch.setattr(lettering, "draw_line", watched)
    shown.grab()
    assert cut == [], "\n".join(cut)


def test_an_amount_stays_on_one_line_with_its_unit(qapp: QApplication) -> None:
    font = qapp.font()
    assert [
        line.split() for line in in_lines("Paracetamol 1 g", font, lettering.width("Paracetamol 1", font), 2)
    ] == [
        ["Paracetamol"],
        ["1", "g"],
    ]
