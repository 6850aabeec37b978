"""Marking where it hurts, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.charts.body import transform_in
from painlog.window.body_map import BodyMap, Region
from painlog.window.look import TARGET, TEXT_SIZES, apply_look


@pytest.fixture
def body_map(qtbot: QtBot) -> BodyMap:
    shown = BodyMap()
    qtbot.addWidget(shown)
    shown.resize(500, 500)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def region(body_map: BodyMap, part_id: str) -> Region:
    return next(place for place in body_map.places if place.part.id == part_id)


def middle_of(body_map: BodyMap, part_id: str) -> QPoint:
    frame = body_map.rect().toRectF().adjusted(2, 2, -2, -2)
    return transform_in(frame).map(region(body_map, part_id).middle).toPoint()


def click(body_map: BodyMap, at: QPoint) -> None:
    QTest.mouseClick(body_map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def focused(body_map: BodyMap) -> Region | None:
    widget = body_map.window().focusWidget()
    return widget if isinstance(widget, Region) else None


def test_a_click_marks_a_region_and_another_takes_it_back(body_map: BodyMap) -> None:
    told: list[tuple[str, ...]] = []
    body_map.marked.connect(told.append)
    for _ in range(2):
        click(body_map, middle_of(body_map, "back-lower-back-left"))
    assert told == [("lower back, left",), ()]


def test_what_both_figures_show_is_marked_in_both(body_map: BodyMap) -> None:
    click(body_map, middle_of(body_map, "front-knee-right"))
    assert region(body_map, "back-knee-right").isChecked()
    click(body_map, middle_of(body_map, "back-knee-right"))
    assert body_map.regions() == ()
    assert not region(body_map, "front-knee-right").isChecked()


def test_a_click_beside_the_body_marks_nothing(body_map: BodyMap) -> None:
    click(body_map, QPoint(2, 490))
    assert body_map.regions() == ()


def test_usual_places_are_shown_and_names_of_ones_own_are_kept(body_map: BodyMap) -> None:
    body_map.show_regions(["Low Back Pain", "hip, left"])
    assert region(body_map, "front-hip-left").isChecked()
    click(body_map, middle_of(body_map, "front-hip-left"))
    assert body_map.regions() == ("Low Back Pain",)


def test_arrows_move_and_space_marks(body_map: BodyMap) -> None:
    body_map.show_regions(["lower back, left"])
    start = region(body_map, "back-lower-back-left")
    start.setFocus()
    QTest.keyClick(start, Qt.Key.Key_Right)
    middle = focused(body_map)
    assert middle is region(body_map, "back-lower-back-middle")
    QTest.keyClick(middle, Qt.Key.Key_Space)
    QTest.keyClick(middle, Qt.Key.Key_Up)
    assert focused(body_map) is region(body_map, "back-middle-back-middle")
    assert body_map.regions() == ("lower back, left", "lower back, middle")


def test_every_region_can_be_reached_by_arrows(body_map: BodyMap) -> None:
    seen: set[str] = set()
    ways = [body_map.places[0]]
    while ways:
        place = ways.pop()
        if place.part.id in seen:
            continue
        seen.add(place.part.id)
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            place.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            place.setFocus()
            QTest.keyClick(place, key)
            if (reached := focused(body_map)) is not None:
                ways.append(reached)
    assert seen == {place.part.id for place in body_map.places}


def test_it_is_one_stop_of_the_tab_key(body_map: BodyMap) -> None:
    body_map.show_regions(["ankle, left"])
    stops = [place for place in body_map.places if place.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [place.part.region for place in stops] == ["ankle, left"]


def test_screen_readers_hear_name_and_state_and_find_a_target_large_enough(body_map: BodyMap) -> None:
    body_map.show_regions(["lower back, left"])
    place = region(body_map, "back-lower-back-left")
    told = QAccessible.queryAccessibleInterface(place)
    assert told is not None
    assert told.text(QAccessible.Text.Name) == "lower back, left, back view"
    assert told.role() == QAccessible.Role.CheckBox
    assert told.state().checked
    assert region(body_map, "front-knee-left").accessibleName() == "knee, left, front view"
    assert all(min(each.width(), each.height()) >= TARGET for each in body_map.places)


def test_the_mouse_and_the_keyboard_name_what_they_are_at(body_map: BodyMap) -> None:
    told: list[str] = []
    body_map.touched.connect(told.append)
    QTest.mouseMove(body_map, middle_of(body_map, "back-calf-right"))
    region(body_map, "front-chest-middle").setFocus()
    assert told == ["calf, right: not marked", "chest, middle: not marked"]
    QTest.keyClick(region(body_map, "front-chest-middle"), Qt.Key.Key_Space)
    assert told[-1] == "chest, middle"
    QTest.keyClick(region(body_map, "front-chest-middle"), Qt.Key.Key_Space)
    assert told[-1] == "chest, middle: not marked"


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_the_names_of_the_views_are_shown_whole(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    apply_look(qapp, percent=percent)
    shown = BodyMap()
    qtbot.addWidget(shown)
    shown.resize(shown.sizeHint())
    picture = shown.grab().toImage()
    apply_look(qapp)
    feet = max(place.geometry().bottom() for place in shown.places)
    below = [y for y in range(feet, picture.height()) if _has_ink(picture, y)]
    assert below, "the names stand under the feet"
    assert below[-1] < picture.height() - 1, "and nothing of them is cut"


def _has_ink(picture: QImage, y: int) -> bool:
    return any(picture.pixel(x, y) != picture.pixel(0, 0) for x in range(picture.width()))
