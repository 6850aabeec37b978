"""The kit that every tab is made of: buttons, pads, rows, fields, times and what wraps."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta, timezone

import pytest
from PySide6.QtCore import QEvent, QLocale, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from painlog.charts.inks import DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK, LIGHT, contrast, mixed
from painlog.window import lettering
from painlog.window.buttons import (
    Chip,
    FlowLayout,
    LinkButton,
    PlainButton,
    Segmented,
    Tile,
)
from painlog.window.fields import Choice, Field, TextField, Tick
from painlog.window.look import (
    FIELD,
    SMALL,
    LookName,
    apply_look,
    font_of,
    font_of_system,
    gap,
    inks_of,
)
from painlog.window.marks import Mark, mark_ink, mark_of_kind, paint_mark
from painlog.window.moments import MomentEdit, TimeField
from painlog.window.offered import Offered
from painlog.window.pads import LevelPad, ReliefPad
from painlog.window.panels import LineWords, Panel, Quiet, Surface, Words
from painlog.window.popover import MomentLink, Popover
from painlog.window.pressing import Pressable
from painlog.window.scrolling import Scroller
from painlog.window.today.choosing import WordChips
from painlog.words import language
from tests.stories.medicines import CAPSULE, PATCH

SUMMER = timezone(timedelta(hours=2))
NOW = datetime(2026, 4, 2, 16, 40, tzinfo=SUMMER)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.install(qapp, "en")
    QLocale.setDefault(QLocale("en_GB"))
    apply_look(qapp)
    yield
    language.remove(qapp)
    apply_look(qapp)


def show(qtbot: QtBot, widget: QWidget, width: int = 0) -> None:
    qtbot.addWidget(widget)
    if width:
        widget.setFixedWidth(width)
    widget.show()
    QApplication.processEvents()


# buttons


def test_words_wrap_instead_of_being_cut(qtbot: QtBot) -> None:
    button = PlainButton("Physical therapy at the clinic")
    qtbot.addWidget(button)
    assert button.heightForWidth(120) > button.heightForWidth(600)
    assert button.minimumSizeHint().width() < button.sizeHint().width()


class Counted(PlainButton):
    """Remembers in which widths it was measured."""

    def __init__(self, words: str) -> None:
        self.widths: list[int] = []
        super().__init__(words)

    def height_in(self, width: int) -> int:
        self.widths.append(width)
        return super().height_in(width)


@pytest.mark.parametrize(
    "amount", ["12 µg/h", "20 mg/mL", "500 mg", "6 h", "45 min", "1 h 16 min", "11 days", "50 %"]
)
@pytest.mark.parametrize("make", [Words, PlainButton, lambda said: Tile(Mark.PATCH, said)])
def test_no_line_ends_within_an_amount(qtbot: QtBot, make: Callable[[str], QWidget], amount: str) -> None:
    """Neither between number and unit nor at the slash; what is said is as it was, for whoever reads it."""
    apart, shown = make(f"Patch\n{amount}"), make(f"Patch {amount}")
    assert (shown.text() if isinstance(shown, Words) else shown.accessibleName()) == f"Patch {amount}"
    full = lettering.width(f"Patch {amount}", font_of())
    beside = shown.sizeHint().width() - full if isinstance(shown, Pressable) else 0
    for less in (4, 8, 14):
        for each in (apart, shown):
            show(qtbot, each, full + beside - less)
            each.setFixedHeight(120)
        assert _lines(shown) == pytest.approx(_lines(apart), abs=2), less


def _lines(widget: QWidget) -> list[int]:
    """Return where the letters end in each row of pixels; what stands before them moves them a little."""
    image = widget.grab().toImage()
    ground, across = image.pixel(0, 0), range(image.width())
    rows = [[x for x in across if image.pixel(x, y) != ground] for y in range(image.height())]
    return [max(row, default=0) for row in rows]


def test_only_the_word_that_is_too_long_is_broken(qtbot: QtBot) -> None:
    """All the words after it were broken wherever the line ended, as "Heuman" and "n"."""
    long = "Oxycodonhydrochloridhemihydrat"
    shown, apart = LinkButton(f"{long} retard Heumann"), LinkButton(f"{long} retard\nHeumann")
    for each in (shown, apart):
        show(qtbot, each, lettering.width("retard Heuman", font_of()) + 2 * each.sides)
        each.setFixedHeight(200)
    assert _lines(shown) == pytest.approx(_lines(apart), abs=2)


def test_no_line_ends_within_a_short_fact(qtbot: QtBot) -> None:
    said = "last Sat, 6 h 49 min ago · 0 of 6 today"
    apart, shown = Words(said.replace(" · ", " ·\n")), Words(said)
    full = lettering.width(said, font_of())
    for less in (4, lettering.width("of 6 today", font_of()), lettering.width(" 6 today", font_of())):
        for each in (apart, shown):
            show(qtbot, each, full - less)
            each.setFixedHeight(120)
        assert shown.grab().toImage() == apart.grab().toImage(), less


def test_no_line_begins_with_the_dot_between_two_facts(qtbot: QtBot) -> None:
    said = "kept from doing things 5 · slept for seven hours and a half"
    apart, shown = Words(said.replace("5 · ", "\n5 · ")), Words(said)
    width = lettering.width("kept from doing things 5", font_of()) + 2
    for each in (apart, shown):
        show(qtbot, each, width)
        each.setFixedHeight(120)
    assert shown.grab().toImage() == apart.grab().toImage()


def test_an_amount_is_the_word_that_a_button_has_to_hold() -> None:
    held = lettering.widest_word("a patch of 12 µg/h", font_of())
    assert held >= lettering.width("12 µg/h", font_of())


def test_a_button_is_not_measured_in_every_width_that_is_more_than_it_likes(qtbot: QtBot) -> None:
    button = Counted("Physical therapy at the clinic")
    qtbot.addWidget(button)
    liked = button.sizeHint()
    assert {button.heightForWidth(liked.width() + more) for more in range(300)} == {liked.height()}
    assert button.widths == [liked.width()]


@pytest.mark.parametrize(
    "words", ["Now", "Physical therapy at the clinic", "one\ntwo three", "m" * 90, " a  b "]
)
def test_a_button_has_the_height_that_its_words_need_in_any_width(qtbot: QtBot, words: str) -> None:
    row = Segmented([words, "All"])
    qtbot.addWidget(row)
    tile = Tile(Mark.AS_NEEDED, words, small="none today")
    for button in (PlainButton(words, small="at noon"), tile, LinkButton(words), Chip(words), *row.segments):
        if button.parentWidget() is None:
            qtbot.addWidget(button)
        liked = button.sizeHint().width()
        widths = [20, liked // 2, liked - 1, liked, liked + 1, 2 * liked, 2000]
        assert [button.heightForWidth(width) for width in widths] == [
            button.height_in(width) for width in widths
        ]


def test_what_was_measured_is_measured_anew_for_other_words_and_larger_text(
    qtbot: QtBot, qapp: QApplication
) -> None:
    button = PlainButton("Note")
    qtbot.addWidget(button)
    narrow = button.sizeHint().width()
    button.say("A note that is much longer than before")
    wide = button.sizeHint().width()
    assert wide > narrow
    button.show()
    apply_look(qapp, percent=200)
    QApplication.processEvents()
    assert button.sizeHint().width() > 1.5 * wide


def test_a_name_with_an_ampersand_is_shown_and_read_as_typed(qtbot: QtBot) -> None:
    tile = Tile(Mark.AS_NEEDED, "Co & Co", "last 13:14")
    qtbot.addWidget(tile)
    interface = QAccessible.queryAccessibleInterface(tile)
    assert interface.text(QAccessible.Text.Name) == "Co & Co"
    assert interface.text(QAccessible.Text.Description) == "last 13:14"
    assert tile.shortcut().isEmpty()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_every_key_that_people_press_presses(qtbot: QtBot, key: Qt.Key) -> None:
    button = LinkButton("change")
    show(qtbot, button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_arrows_move_along_a_row_and_tab_comes_back_to_the_same_button(qtbot: QtBot) -> None:
    row = Segmented(["Day", "2 weeks", "All"], name="Days")
    row.choose(1)
    show(qtbot, row)
    row.segments[1].setFocus()
    QTest.keyClick(row.segments[1], Qt.Key.Key_Right)
    assert row.segments[2].hasFocus()
    stops = [each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus for each in row.segments]
    assert stops == [False, False, True]
    QTest.keyClick(row.segments[2], Qt.Key.Key_Right)
    assert row.segments[2].hasFocus()


def test_one_of_several_is_chosen_and_steps_are_only_pressed(qtbot: QtBot) -> None:
    row = Segmented(["-", "Day", "All", "+"], name="Days", steps=(0, 3))
    show(qtbot, row)
    chosen: list[int] = []
    stepped: list[int] = []
    row.chosen.connect(chosen.append)
    row.stepped.connect(stepped.append)
    for place in (1, 2, 2, 0, 3):
        QTest.mouseClick(row.segments[place], Qt.MouseButton.LeftButton)
    assert (chosen, stepped, row.current) == ([1, 2, 2], [0, 3], 2)


def test_a_row_wraps_where_it_is_too_wide(qtbot: QtBot) -> None:
    row = Segmented(["Since last appointment", "6 weeks", "3 months", "All"], name="Days")
    show(qtbot, row, 260)
    lines = {segment.y() for segment in row.segments}
    assert len(lines) > 1
    assert max(segment.geometry().right() for segment in row.segments) < 260


def test_a_row_that_wraps_leaves_none_alone_on_its_line(qtbot: QtBot) -> None:
    row = Segmented(["morning", "midday", "afternoon", "evening"], name="When")
    three = sum(segment.sizeHint().width() for segment in row.segments[:3])
    show(qtbot, row, three + 10)
    lines = [segment.y() for segment in row.segments]
    assert lines[0] == lines[1] < lines[2] == lines[3]
    assert row.heightForWidth(row.width()) == 2 * row.segments[0].sizeHint().height()


def test_chips_flow_and_the_end_stands_at_the_end(qtbot: QtBot) -> None:
    place = QWidget()
    flow = FlowLayout(place, split=2)
    chips = [Chip(word) for word in ("one", "two", "three")]
    for chip in chips:
        flow.addWidget(chip)
    show(qtbot, place, 600)
    assert chips[0].x() == 0
    assert chips[1].x() < 200
    assert chips[2].geometry().right() >= 598
    place.setFixedWidth(120)
    QApplication.processEvents()
    assert chips[2].x() == 0
    assert place.heightForWidth(120) > place.heightForWidth(600)


def test_a_flow_is_mirrored_where_people_read_from_the_right(qtbot: QtBot) -> None:
    place = QWidget()
    place.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow = FlowLayout(place)
    first, second = Chip("one"), Chip("two")
    flow.addWidget(first)
    flow.addWidget(second)
    show(qtbot, place, 400)
    assert first.x() > second.x()
    assert flow.itemAt(5) is None
    assert flow.takeAt(5) is None


def flow_of(place: QWidget) -> tuple[FlowLayout, list[QWidget]]:
    """Fill a place with chips, a text that wraps, and chips that lie in a layout of their own."""
    flow, inner = FlowLayout(place), QWidget()
    inside = FlowLayout(inner)
    parts: list[QWidget] = [Chip("one"), Chip("two"), Words("some words that wrap where it is narrow"), inner]
    for part in parts:
        flow.addWidget(part)
    parts += [Chip("three"), Chip("four")]
    for part in parts[-2:]:
        inside.addWidget(part)
    return flow, parts


def sizes_of(flow: FlowLayout) -> tuple[object, ...]:
    """Return the sizes that a flow tells, and those that it would measure now."""
    widths = (80, 150, 300, 600)
    return (flow.sizeHint(), flow.minimumSize(), *(flow.heightForWidth(width) for width in widths))


def measured_anew(flow: FlowLayout) -> tuple[object, ...]:
    widths = (80, 150, 300, 600)
    return (
        flow._measure_line(),
        flow._measure_widest(),
        *(flow._height_in(width) for width in widths),
    )


def test_a_flow_measures_anew_after_everything_that_changes_it(qtbot: QtBot) -> None:
    place = QWidget()
    flow, parts = flow_of(place)
    show(qtbot, place, 400)
    one, two, words, inner, three, _four = parts
    assert isinstance(one, Chip)
    assert isinstance(words, Words)
    changes: dict[str, Callable[[], object]] = {
        "hidden": two.hide,
        "shown": two.show,
        "said": lambda: one.say("a much longer word than before"),
        "text": lambda: words.setText("other words, and many more of them than there were a moment before"),
        "inside": three.hide,
        "added": lambda: flow.addWidget(Chip("five")),
        "least": lambda: two.setMinimumWidth(260),
        "spacing": lambda: flow.setSpacing(40),
        "margins": lambda: flow.setContentsMargins(9, 9, 9, 9),
        "taken": lambda: flow.takeAt(0),
        "gone": inner.deleteLater,
    }
    for name, change in changes.items():
        before = sizes_of(flow)
        change()
        assert sizes_of(flow) == measured_anew(flow), name
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        assert sizes_of(flow) == measured_anew(flow), name
        assert sizes_of(flow) != before, name


@pytest.mark.parametrize("percent", [100, 125, 200])
def test_what_stands_in_a_line_with_a_field_is_as_high(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    """A button was 4 pixels higher than the field beside it in large text; joined ones 2 lower in small."""
    apply_look(qapp, percent=percent)
    choice, joined = Choice(), Segmented(["A4"])
    choice.addItem("mg")
    line = (Field("Search"), choice, PlainButton("Calendar…", least=FIELD), *joined.segments)
    heights = [each.sizeHint().expandedTo(each.minimumSize()).height() for each in line]
    assert len(set(heights)) == 1, heights


def test_a_button_likes_room_beside_its_words_and_gives_it_up_in_a_full_line(qtbot: QtBot) -> None:
    """The words stood 7 pixels from its border, half as far as on the drawings."""
    button, sign = PlainButton("Print…"), PlainButton("+", least=FIELD)
    words = lettering.width("Print…", font_of(strong=True))
    assert button.sizeHint().width() >= words + 2 * gap(3)
    assert button.minimumSizeHint().width() <= words + 2 * gap(2)
    assert sign.sizeHint() == QSize(FIELD, FIELD)


@pytest.mark.parametrize("percent", [100, 110, 125, 150, 175, 200])
def test_a_link_stands_on_the_line_of_the_words_beside_it(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    """It stood a pixel higher at some sizes."""
    apply_look(qapp, percent=percent)
    line = QWidget()
    row = FlowLayout(line)
    said, link = LineWords("HHH"), LinkButton("HHH", size=SMALL)
    link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for each in (said, link):
        row.addWidget(each)
    show(qtbot, line)
    tops = [_rows_of_ink(each.grab().toImage()) for each in (said, link)]
    assert tops[1][: len(tops[0])] == tops[0]
    assert tops[1][-1] - tops[0][-1] in (0, 1, 2, 3), "the line under it"


def _rows_of_ink(image: QImage) -> list[int]:
    bare = image.pixelColor(image.width() - 1, 0).lightness()
    return [
        y
        for y in range(image.height())
        if any(abs(image.pixelColor(x, y).lightness() - bare) > 90 for x in range(image.width()))
    ]


def test_a_double_click_on_a_link_is_one_press(qtbot: QtBot) -> None:
    """It opened how a pattern is worked out, and closed it at once."""
    link = LinkButton("How this is worked out")
    show(qtbot, link)
    pressed: list[str] = []
    link.clicked.connect(lambda: pressed.append(link.words))
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseDClick(link.windowHandle(), Qt.MouseButton.LeftButton, none, link.rect().center())
    assert len(pressed) == 1


# pads


def test_digits_tell_levels_and_ten_is_a_one_and_a_nought(qtbot: QtBot) -> None:
    pad = LevelPad("Pain")
    show(qtbot, pad)
    told: list[int] = []
    pad.pressed_level.connect(told.append)
    pad.levels[0].setFocus()
    for key in (Qt.Key.Key_7, Qt.Key.Key_1, Qt.Key.Key_0):
        QTest.keyClick(pad.levels[0], key)
    assert told == [7, 10]
    QTest.keyClick(pad.levels[0], Qt.Key.Key_1)
    QTest.keyClick(pad.levels[0], Qt.Key.Key_4)
    assert told == [7, 10, 4]
    QTest.keyClick(pad.levels[0], Qt.Key.Key_1)
    qtbot.waitUntil(lambda: told == [7, 10, 4, 1])


def test_tab_stops_at_the_level_that_was_told(qtbot: QtBot) -> None:
    pad = LevelPad("Pain")
    show(qtbot, pad)
    pad.show_level(5)
    stops = [each.level for each in pad.levels if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [5]


def test_a_one_counts_also_when_the_pad_goes_away(qtbot: QtBot) -> None:
    pad = LevelPad("Pain")
    show(qtbot, pad)
    told: list[int] = []
    pad.pressed_level.connect(told.append)
    QTest.keyClick(pad, Qt.Key.Key_1)
    pad.hide()
    assert told == [1]


def test_a_level_that_is_clicked_after_a_one_was_typed_stays(qtbot: QtBot) -> None:
    pad = LevelPad("Pain")
    show(qtbot, pad)
    told: list[int] = []
    pad.pressed_level.connect(told.append)
    QTest.keyClick(pad, Qt.Key.Key_1)
    pad.levels[7].click()
    pad.hide()
    assert told == [7]


def test_relief_in_five_steps(qtbot: QtBot) -> None:
    pad = ReliefPad()
    show(qtbot, pad)
    told: list[int] = []
    pad.pressed_relief.connect(told.append)
    for step in pad.steps:
        QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    assert told == [0, 25, 50, 75, 100]
    assert pad.steps[0].accessibleName() == "Not better"


# looks


@pytest.mark.parametrize(
    ("name", "inks"),
    [(LookName.LIGHT, LIGHT), (LookName.DARK, DARK), (LookName.HIGH_CONTRAST, HIGH_CONTRAST)],
)
def test_a_widget_finds_its_inks_through_its_palette(
    qtbot: QtBot, qapp: QApplication, name: LookName, inks: object
) -> None:
    widget = Panel("Title", surface=Surface.PAIN)
    show(qtbot, widget)
    apply_look(qapp, name)
    QApplication.processEvents()
    assert inks_of(widget) in (inks, HIGH_CONTRAST_DARK)


def test_text_follows_its_size(qtbot: QtBot, qapp: QApplication) -> None:
    words = Quiet("small words")
    show(qtbot, words)
    before = words.font().pointSizeF()
    apply_look(qapp, percent=200)
    QApplication.processEvents()
    assert words.font().pointSizeF() == pytest.approx(2 * before, rel=0.1)
    assert font_of(0.1).pointSizeF() == 9.0


def test_colours_are_mixed_by_their_share() -> None:
    assert mixed("#000000", "#ffffff", 0.5).name() == "#808080"
    assert mixed("#000000", "#ffffff", 0.0).name() == "#ffffff"


def test_each_kind_has_a_mark_of_its_own(qtbot: QtBot) -> None:
    pictures = set()
    for mark in Mark:
        image = QImage(QSize(20, 20), QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        paint_mark(painter, QPointF(10, 10), 14, mark, LIGHT)
        painter.end()
        pictures.add(bytes(image.constBits()))
        assert mark_ink(mark, LIGHT).startswith("#")
    assert len(pictures) == len(Mark)


def test_the_mark_of_a_dose_is_that_of_its_medicine() -> None:
    assert mark_of_kind("dose", CAPSULE) is Mark.AS_NEEDED
    assert mark_of_kind("dose", PATCH) is Mark.PATCH
    assert mark_of_kind("flare-up") is Mark.FLARE_UP
    assert mark_of_kind("something new") is Mark.NOTE


# fields and text


@pytest.mark.parametrize("text", ["<b>bold</b>", "a < b & c", "<img src='http://x/y.png'>", "שלום", "🙂"])
def test_text_is_never_read_as_mark_up(qtbot: QtBot, text: str) -> None:
    for label in (Words(text), Quiet(text), LineWords(text)):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text() == text


@pytest.mark.parametrize("kind", [Field, TextField])
@pytest.mark.parametrize(
    ("address", "is_taken"), [("file:///home/me/diary.csv", False), ("https://example.org/backs", True)]
)
def test_a_file_that_is_dropped_on_a_field_is_not_written_into_it(
    qtbot: QtBot, kind: type[Field | TextField], address: str, *, is_taken: bool
) -> None:
    field = kind()
    show(qtbot, field)
    data = QMimeData()
    data.setUrls([QUrl(address)])
    data.setText(address)
    at, none = QPoint(5, 5), Qt.KeyboardModifier.NoModifier
    drag = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(field.viewport() if isinstance(field, TextField) else field, drag)
    assert drag.isAccepted() == is_taken


def test_the_arrow_of_a_choice_grows_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    wide = []
    for percent in (100, 200):
        apply_look(qapp, LookName.LIGHT, percent)
        choice = Choice()
        show(qtbot, choice, 200)
        picture = choice.grab().toImage()
        inked = [
            x
            for x in range(200 - gap(9), 200 - gap(1))
            if any(picture.pixelColor(x, y).lightnessF() < 0.5 for y in range(8, picture.height() - 8))
        ]
        wide.append(inked[-1] - inked[0])
    assert wide[1] > 1.6 * wide[0]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_box_to_tick_grows_with_the_text(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    inks = apply_look(qapp, LookName.LIGHT, percent).inks
    tick = Tick("Show what I type")
    tick.setChecked(True)
    show(qtbot, tick)
    picture = tick.grab().toImage()
    left = gap(1) + 3  # in the box, before its tick
    side = [picture.pixelColor(left, y).name() for y in range(tick.height())].count(inks.ink.lower())
    letters = font_of().pointSizeF() / font_of_system(100).pointSizeF()
    assert side > 0.7 * 20 * letters


def test_a_tick_is_pressed_anywhere_on_its_words(qtbot: QtBot) -> None:
    tick = Tick("Put it on the page & print it")
    show(qtbot, tick)
    tick.resize(150, tick.heightForWidth(150))
    assert tick.height() >= 40
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(140, 5))
    assert tick.isChecked()
    QTest.keyClick(tick, Qt.Key.Key_Return)
    assert not tick.isChecked()
    tick.grab()


def test_tab_leaves_a_field_for_text_and_it_grows(qtbot: QtBot) -> None:
    place = QWidget()
    column = QVBoxLayout(place)
    field, after = TextField("Note"), PlainButton("Write")
    column.addWidget(field)
    column.addWidget(after)
    show(qtbot, place)
    field.setFocus()
    low = field.height()
    field.setPlainText("\n".join("words" for _ in range(5)))
    qtbot.waitUntil(lambda: field.height() > low)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_field_for_text_shows_the_lines_of_one_long_paragraph(qtbot: QtBot) -> None:
    place = QWidget()
    column = QVBoxLayout(place)
    field = TextField("Note", most=9)
    field.setPlainText("words of a long note " * 40)
    column.addWidget(field)
    column.addStretch(1)
    place.resize(300, 500)
    show(qtbot, place)
    qtbot.waitUntil(lambda: field.height() >= 9 * field.fontMetrics().lineSpacing())


def test_a_choice_is_as_wide_as_its_longest_value(qtbot: QtBot) -> None:
    choice = Choice()
    show(qtbot, choice)
    narrow = choice.sizeHint().width()
    choice.addItems(["tablet", "a suppository of the larger kind"])
    assert choice.sizeHint().width() > narrow
    choice.grab()


def test_content_scrolls_up_and_down_and_is_never_cut_sideways(qtbot: QtBot) -> None:
    content = QWidget()
    QVBoxLayout(content).addWidget(PlainButton("Unbreakable"))
    content.setMinimumHeight(2000)
    scroller = Scroller(content)
    assert scroller.minimumSizeHint().width() > content.minimumSizeHint().width()
    qtbot.addWidget(scroller)
    scroller.resize(320, 200)
    scroller.show()
    bar = scroller.verticalScrollBar()
    assert isinstance(scroller, QScrollArea)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(6, 190))
    assert bar.value() == bar.pageStep()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(6, 30))
    QTest.mouseMove(bar, QPoint(6, 199))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(6, 199))
    assert bar.value() == bar.maximum()
    bar.grab()


# times


def _edit(qtbot: QtBot, moment: datetime = NOW) -> MomentEdit:
    edit = MomentEdit(moment, name="When", about=False, clock=lambda: NOW)
    show(qtbot, edit)
    return edit


def _press(edit: MomentEdit, words: str) -> None:
    buttons = edit.findChildren(Pressable)
    button = next(each for each in buttons if words in (each.words, each.accessibleName()))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_arrows_step_over_midnight_into_the_day_before(qtbot: QtBot) -> None:
    edit = _edit(qtbot, NOW.replace(hour=0, minute=3))
    [field] = edit.findChildren(TimeField)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert edit.moment == NOW.replace(hour=23, minute=58) - timedelta(days=1)


def test_one_press_moves_the_time(qtbot: QtBot) -> None:
    edit = _edit(qtbot)
    told: list[datetime] = []
    edit.changed.connect(told.append)
    for words in ("15 min back", "5 min back", "The day before"):
        _press(edit, words)
    assert told[-1] == edit.moment
    assert edit.moment.strftime("%d %H:%M") == "01 16:20"
    _press(edit, "Now")
    assert edit.moment == NOW


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1305", "13:05"), ("9", "09:00"), ("7:15 pm", "19:15"), ("", "16:40")],
)
def test_a_time_is_typed_as_people_type_it(qtbot: QtBot, typed: str, shown: str) -> None:
    edit = _edit(qtbot)
    edit.focus_time()
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert edit.moment.strftime("%H:%M") == shown


def test_arrows_move_a_time_by_five_minutes(qtbot: QtBot) -> None:
    edit = _edit(qtbot)
    edit.focus_time()
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert edit.moment.time() == time(16, 35)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert edit.moment.time() == time(16, 40)


def test_a_moment_of_another_zone_keeps_its_wall_clock(qtbot: QtBot) -> None:
    tokyo = datetime(2026, 4, 2, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    edit = _edit(qtbot, tokyo)
    _press(edit, "The day before")
    assert edit.moment == tokyo - timedelta(days=1)
    assert edit.moment.utcoffset() == timedelta(hours=9)


def test_about_is_told_with_the_moment(qtbot: QtBot) -> None:
    edit = _edit(qtbot)
    tick = edit.findChild(Tick)
    assert isinstance(tick, Tick)
    with qtbot.waitSignal(edit.changed):
        QTest.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert edit.is_about


@pytest.mark.parametrize(
    ("shown", "hour"), [("15:28", "15:00"), ("15:31", "16:00"), ("16:35", "16:00"), ("15:00", "15:00")]
)
def test_one_press_says_about_the_full_hour_that_is_next_but_none_ahead(
    qtbot: QtBot, shown: str, hour: str
) -> None:
    edit = _edit(qtbot, datetime.combine(NOW.date(), time.fromisoformat(shown), NOW.tzinfo))
    _press(edit, f"About {hour}")
    assert edit.moment.strftime("%H:%M") == hour
    assert edit.moment.date() == NOW.date()
    assert edit.is_about
    _press(edit, "1 h back")
    assert f"{edit.moment:%H:%M}" in " ".join(each.words for each in edit.findChildren(Chip))


def test_a_time_that_is_asked_for_without_a_guess_offers_none(qtbot: QtBot) -> None:
    edit = MomentEdit(NOW, name="When", clock=lambda: NOW)
    show(qtbot, edit)
    assert not [each for each in edit.findChildren(Chip) if each.isVisible() and "About" in each.words]


def test_what_is_offered_can_be_hit_and_is_found_whatever_its_case(qtbot: QtBot) -> None:
    field = Field("What it was")
    offered = Offered(["Lifting", "long sitting", "stairs"], field)
    field.setCompleter(offered)
    show(qtbot, field)
    field.setFocus()
    QTest.keyClicks(field, "l")
    rows = offered.popup()
    assert rows is not None
    qtbot.waitUntil(rows.isVisible)
    assert rows.model().rowCount() == 2
    assert rows.sizeHintForRow(0) >= 36
    QTest.mouseClick(
        rows.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        rows.visualRect(rows.model().index(1, 0)).center(),
    )
    assert field.text() == "long sitting"
    field.clear()
    QTest.keyClicks(field, "st")
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert field.text() == "stairs"


def test_a_press_beside_what_is_offered_reaches_the_field_that_was_pressed(qtbot: QtBot) -> None:
    """What is typed next goes where was pressed, not on in the field whose list was open."""
    window = QWidget()
    names, strength = Field("What is in it", window), Field("Strength", window)
    names.setGeometry(0, 0, 200, 40)
    strength.setGeometry(0, 400, 200, 40)
    window.resize(300, 500)
    qtbot.addWidget(window)
    offered = Offered(["oxycodone", "oxygen"], names)
    names.setCompleter(offered)
    window.show()
    qtbot.waitExposed(window)
    names.setFocus()
    qtbot.keyClicks(names, "oxy")
    rows = offered.popup()
    assert rows is not None
    assert rows.isVisible()
    beside = rows.mapFromGlobal(strength.mapToGlobal(strength.rect().center()))
    qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=beside)
    assert not rows.isVisible()
    assert window.focusWidget() is strength
    qtbot.keyClicks(strength, "10")
    assert (names.text(), strength.text()) == ("oxy", "10")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bupr", ["Buprenorphine patch", "Ibuprofen", "Ibuprofen gel"]),
        ("IBU", ["Ibuprofen", "Ibuprofen gel"]),
        ("pa", ["Paracetamol", "Buprenorphine patch", "Codeine with paracetamol"]),
        ("co", ["Codeine", "Codeine with paracetamol"]),
    ],
)
def test_what_begins_with_the_letters_typed_is_offered_first(
    qtbot: QtBot, typed: str, first: list[str]
) -> None:
    field = Field()
    known = ["Codeine with paracetamol", "Codeine", "Ibuprofen", "Ibuprofen gel", "Buprenorphine patch"]
    offered = Offered([*known, "Paracetamol"], field, within=True)
    field.setCompleter(offered)
    show(qtbot, field)
    field.setFocus()
    QTest.keyClicks(field, typed)
    rows = offered.popup()
    assert rows is not None
    model = rows.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == first
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert field.text() == first[0]


def test_the_rows_of_a_choice_can_be_hit(qtbot: QtBot) -> None:
    choice = Choice()
    choice.addItems(["mg", "micrograms"])
    show(qtbot, choice)
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert choice.view().isVisible()
    assert choice.view().sizeHintForRow(1) >= 36
    choice.hidePopup()


def test_the_wheel_over_a_choice_scrolls_and_chooses_nothing(qtbot: QtBot) -> None:
    content = QWidget()
    choice = Choice()
    choice.addItems(["Oxycodone IR 5 mg", "Oxycodone PR 10 mg"])
    QVBoxLayout(content).addWidget(choice)
    content.setMinimumHeight(2000)
    scroller = Scroller(content)
    qtbot.addWidget(scroller)
    scroller.resize(320, 1900)
    scroller.show()
    at, no = choice.mapTo(scroller, choice.rect().center()), Qt.KeyboardModifier.NoModifier
    QTest.wheelEvent(scroller.windowHandle(), at, QPoint(0, -120), QPoint(), no)
    qtbot.waitUntil(lambda: scroller.verticalScrollBar().value() > 0)
    assert choice.currentIndex() == 0


def test_a_day_is_picked_from_a_calendar(qtbot: QtBot) -> None:
    from PySide6.QtCore import QDate
    from PySide6.QtWidgets import QCalendarWidget

    edit = _edit(qtbot)
    _press(edit, "Today")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = popup.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    calendar.clicked.emit(QDate(2026, 3, 9))
    assert edit.moment.strftime("%Y-%m-%d %H:%M") == "2026-03-09 16:40"


def test_a_link_opens_a_popover_and_escape_leaves_things_as_they_were(qtbot: QtBot) -> None:
    link = MomentLink("When it began", clock=lambda: NOW)
    link.show_moment(NOW, "16:40")
    show(qtbot, link)
    told: list[datetime] = []
    link.moved.connect(told.append)
    for leaves, expected in ((Qt.Key.Key_Escape, 0), (Qt.Key.Key_Return, 1)):
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
        popover = QApplication.activePopupWidget()
        assert isinstance(popover, Popover)
        edit = popover.findChild(MomentEdit)
        assert isinstance(edit, MomentEdit)
        _press(edit, "15 min back")
        QTest.keyClick(popover, leaves)
        assert len(told) == expected
        QApplication.processEvents()
    assert told == [NOW - timedelta(minutes=15)]


def test_a_link_keeps_that_its_time_is_a_guess(qtbot: QtBot) -> None:
    link = MomentLink("When it began", clock=lambda: NOW)
    show(qtbot, link)
    moved: list[datetime] = []
    link.moved.connect(moved.append)
    for shown, about, typed, told in (
        (NOW, False, "about 15:00", ("15:00", True)),
        (NOW, False, "about 16:40", ("16:40", True)),
        (NOW, True, "16:40", None),
        (NOW, None, "about 15:00", ("15:00", False)),
    ):
        link.show_moment(shown, "16:40", about=about)
        moved.clear()
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
        popover = QApplication.activePopupWidget()
        assert isinstance(popover, Popover)
        field = popover.findChild(TimeField)
        assert isinstance(field, TimeField)
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert [(f"{each:%H:%M}", link.is_about) for each in moved] == ([] if told is None else [told])
        QApplication.processEvents()


@pytest.mark.parametrize("name", LookName)
def test_where_a_popover_ends_is_seen_over_a_panel(qtbot: QtBot, qapp: QApplication, name: LookName) -> None:
    inks = apply_look(qapp, name).inks
    panel = Panel()
    show(qtbot, panel)
    popover = Popover(panel, Words("18:24"), "When it began")
    popover.open()
    picture = popover.grab().toImage()
    line = picture.pixelColor(0, picture.height() // 2)
    assert contrast(line.name(), inks.panel) >= 3
    popover.close()


def test_the_character_that_no_text_can_hold_is_left_out_of_what_is_pasted(qtbot: QtBot) -> None:
    """As it stands in what some programs put on the clipboard: a note with it would be refused."""
    line, text = Field(), TextField()
    for field in (line, text):
        qtbot.addWidget(field)
    line.insert("one\0 line")
    text.insertPlainText("two\0\nlines")
    assert line.text() == "one line"
    assert text.toPlainText() == "two\nlines"


def test_a_word_without_end_makes_no_words_wide(qtbot: QtBot) -> None:
    words = Words("a name: " + "m" * 300)
    qtbot.addWidget(words)
    assert words.minimumSizeHint().width() < gap(40)
    assert words.text() == "a name: " + "m" * 300


def test_a_double_name_is_broken_at_its_hyphens_alone() -> None:
    name = "Maximiliane-Theodora von Hohenlohe-Langenburg-Schillingsfürst"
    assert lettering.breakable(name) == name


def test_the_field_for_another_word_is_as_high_as_the_button_beside_it(qtbot: QtBot) -> None:
    words = WordChips("Another reason")
    show(qtbot, words, 320)
    words.more.click()
    QApplication.processEvents()
    assert words.other.geometry().top() == words.add.geometry().top()
    assert words.other.height() == words.add.height()
