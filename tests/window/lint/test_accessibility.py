"""An in-process lint over every window: names, roles, keys, sizes, contrasts, and room for the text."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from painlog.charts.inks import DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK, LIGHT, Inks, contrast
from painlog.window.buttons import BigButton, Chip, EntryChip, LinkButton, PlainButton, Segmented, Tile, Tone
from painlog.window.fields import Tick
from painlog.window.look import TOUCH, LookName, apply_look, inks_of
from painlog.window.marks import Mark
from painlog.window.pressing import Pressable
from painlog.window.reading_order import insert, say_in_order
from tests.window.linting import acted_on, cut_off, problems
from tests.window.open_windows import Opened, windows

LOOKS = (LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK)
pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


def _open(opened: Opened, qtbot: QtBot, make: Callable[[Opened], QWidget]) -> QWidget:
    window = make(opened)
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    return window


@pytest.mark.parametrize("name", windows())
def test_everything_has_a_name_a_key_and_room_to_be_hit(opened: Opened, qtbot: QtBot, name: str) -> None:
    assert problems(_open(opened, qtbot, windows()[name])) == []


@pytest.mark.no_cover
@pytest.mark.parametrize("name", windows())
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(
    opened: Opened, qtbot: QtBot, name: str, percent: int, qapp: QApplication
) -> None:
    opened.program.looking.choose_percent(percent)
    assert cut_off(_open(opened, qtbot, windows()[name])) == []


def test_the_lint_sees_what_is_wrong(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    nameless, tiny, twin = QPushButton(), QPushButton("Tiny"), QPushButton("Tiny")
    tiny.setFixedSize(10, 10)
    twin.setFocusPolicy(twin.focusPolicy().NoFocus)
    for button in (nameless, tiny, twin):
        column.addWidget(button)
    window.show()
    found = "\n".join(problems(window))
    for problem in ("has no name", "is only 10 x 10", "cannot be reached", "is the name of 2 buttons"):
        assert problem in found


def test_the_lint_hears_what_is_said_out_of_order(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    below = QHBoxLayout()
    column.addLayout(below)
    for words in ("Left", "Right"):
        below.addWidget(Tick(words))
    below.insertWidget(0, Tick("Further left"))
    column.insertWidget(0, Tick("Above them"))
    window.show()
    assert problems(window) == [
        "Tick “Right” is said before Tick “Further left”",
        "Tick “Further left” is said before Tick “Above them”",
    ]
    say_in_order(window)
    assert problems(window) == []


def test_what_goes_to_another_place_is_said_there(qtbot: QtBot) -> None:
    """As what is told of a dose: it stands below its medicine, and goes with the next dose."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for words in ("One", "Another", "The last"):
        column.addWidget(Tick(words))
    line = Tick("Just now")
    window.show()
    for place in (1, 3, 2, 0):
        column.removeWidget(line)
        insert(column, place, line)
        QApplication.processEvents()
        assert problems(window) == []


def test_quick_entries_are_large_enough_for_a_shaky_hand(opened: Opened, qtbot: QtBot) -> None:
    window = opened.running()
    quick = window.today.quick
    quick.open_activities()
    QApplication.processEvents()
    entries = (BigButton, PlainButton, Tile, EntryChip)
    assert any(isinstance(each, EntryChip) for each in acted_on(quick))
    small = [
        (each.words, each.size())
        for each in acted_on(quick)
        if isinstance(each, entries) and min(each.width(), each.height()) < TOUCH
    ]
    assert small == []
    assert quick.flare_ups.card is not None
    assert all(min(each.width(), each.height()) >= TOUCH for each in quick.flare_ups.card.pad.levels)


def _buttons() -> dict[str, Pressable]:
    chosen = Chip("Lifting")
    chosen.setChecked(True)
    return {
        "big": BigButton("Flare-up now", "F5"),
        "plain": PlainButton("Earlier…"),
        "strong": PlainButton("It is over", tone=Tone.STRONG),
        "accent": PlainButton("Print…", tone=Tone.ACCENT),
        "chip": Chip("Stairs"),
        "chosen chip": chosen,
        "link": LinkButton("change"),
        **{f"tile {mark.value}": Tile(mark, "Medicine", "facts") for mark in Mark},
    }


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
def test_words_on_buttons_have_contrast(qtbot: QtBot, inks: Inks) -> None:
    for name, button in _buttons().items():
        qtbot.addWidget(button)
        face = button.face(inks)
        for is_small in (False, True):
            ink = button.ink(inks, face, is_small=is_small).name()
            assert contrast(ink, face.fill) >= 4.5, f"{name}, small: {is_small}"


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
def test_a_button_that_waits_can_still_be_read(qtbot: QtBot, inks: Inks) -> None:
    for name, button in _buttons().items():
        qtbot.addWidget(button)
        button.setEnabled(False)
        face = button.face(inks)
        assert contrast(button.ink(inks, face).name(), button.fill(inks, face).name()) >= 2, name


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
def test_borders_and_focus_can_be_seen(qtbot: QtBot, inks: Inks) -> None:
    for name, button in _buttons().items():
        qtbot.addWidget(button)
        face = button.face(inks)
        if name != "link":
            assert max(contrast(face.edge, inks.panel), contrast(face.fill, inks.panel)) >= 3.0, name
        assert contrast(inks.focus, inks.panel) >= 3.0
        assert contrast(inks.focus, inks.ground) >= 3.0


@pytest.mark.parametrize("look", list(LookName))
def test_where_the_keyboard_is_can_be_seen_on_everything_that_is_pressed(
    qtbot: QtBot, qapp: QApplication, look: LookName
) -> None:
    apply_look(qapp, look)
    window = QWidget()
    qtbot.addWidget(window)
    rows, segments = QVBoxLayout(window), Segmented(["Day", "All"], name="Days")
    stops: dict[str, QWidget] = {**_buttons(), "tick": Tick("Grey only"), "segment": segments.segments[0]}
    segments.choose(0)
    for name, stop in stops.items():
        rows.addWidget(segments if name == "segment" else stop)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for name, stop in stops.items():
        stop.clearFocus()
        before = stop.grab().toImage()
        stop.setFocus()
        after, inks = stop.grab().toImage(), inks_of(stop)
        places = [(x, y) for x in range(after.width()) for y in range(after.height())]
        new = [after.pixelColor(*at).name() for at in places if after.pixel(*at) != before.pixel(*at)]
        ring = sum(ink in (inks.focus.lower(), inks.panel.lower()) for ink in new)
        assert ring >= after.width() + after.height(), name


@pytest.mark.parametrize("name", list(LookName))
def test_qts_own_widgets_wear_the_look(qapp: QApplication, name: LookName) -> None:
    apply_look(qapp, name)
    palette = qapp.palette()
    for ink, ground in (
        (palette.text(), palette.base()),
        (palette.windowText(), palette.window()),
        (palette.buttonText(), palette.button()),
        (palette.highlightedText(), palette.highlight()),
        (palette.placeholderText(), palette.base()),
        (palette.toolTipText(), palette.toolTipBase()),
        (palette.link(), palette.base()),
    ):
        assert contrast(ink.color().name(), ground.color().name()) >= 4.5
