"""The keyboard alone: Tab goes through each tab as it is read, whatever was made first."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLayoutItem,
    QLineEdit,
    QSpacerItem,
    QWidget,
    QWidgetItem,
)
from shiboken6 import getCppPointer, isValid

from painlog.entries import Activity, Dose, FlareUp
from painlog.window.doors import Tab
from painlog.window.flow import FlowLayout
from painlog.window.patterns_tab.tab import PatternsTab
from tests.stories.person import Person

MOST_STOPS = 80
BUTTONS = {Tab.TODAY: 15, Tab.JOURNAL: 8, Tab.PATTERNS: 10, Tab.APPOINTMENT: 15, Tab.MEDICINES: 8}
"""How many buttons each tab has at least, once all of it is there."""


def focused(person: Person) -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    assert person.window.isAncestorOf(found)
    return found


def stops(person: Person, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Return what the keyboard comes to, from where it is until it is there again."""
    found = [focused(person)]
    while len(found) < MOST_STOPS:
        QTest.keyClick(found[-1], key)
        here = focused(person)
        if here is found[0]:
            return found
        assert here not in found, f"Tab turns in a circle at {named(here)}"
        found.append(here)
    raise AssertionError([named(each) for each in found])


def named(widget: QWidget) -> str:
    return widget.accessibleName() or type(widget).__name__


def names(widgets: list[QWidget]) -> list[str]:
    return [named(each) for each in widgets]


def buttons(person: Person) -> list[QAbstractButton]:
    shown = person.window.tab(person.window.shown_tab()).findChildren(QAbstractButton)
    return [each for each in shown if each.isVisible() and each.isEnabled()]


def left_pane(person: Person, found: list[QWidget]) -> list[QWidget]:
    return [each for each in found if person.window.today.left.isAncestorOf(each)]


def test_today_is_gone_through_as_it_is_read_also_when_the_card_came_later(person: Person) -> None:
    person.keys(Qt.Key.Key_F5)
    person.keys(Qt.Key.Key_1, ctrl=True, shift=True)
    person.waits(minutes=31)
    person.window.tab_bar.setFocus()
    found = stops(person)
    left = left_pane(person, found)
    assert names(left)[:2] == ["When it began: 16:28", "Pain 0 of 10"]
    order = names(found)
    one_by_one = ("Lifting", "It is easing", "It is over", "Everything about this flare-up", "Not better")
    places = [order.index(each) for each in one_by_one]
    assert places == sorted(places)
    assert order.index("Not better") < order.index("Oxycodone IR 5 mg") < order.index("Did something…")
    assert order.index("Note…") < order.index("Timeline") < order.index("Print…")


def test_shift_and_tab_go_the_same_way_back(person: Person) -> None:
    person.keys(Qt.Key.Key_F5)
    person.window.tab_bar.setFocus()
    on = stops(person)
    back = stops(person, Qt.Key.Key_Backtab)
    assert names([back[0], *reversed(back[1:])]) == names(on)


@pytest.mark.parametrize("tab", list(Tab))
def test_each_tab_lets_the_keyboard_through_and_back_to_its_name(person: Person, tab: Tab) -> None:
    person.window.show_tab(tab)
    person.until(lambda: len(buttons(person)) >= BUTTONS[tab])
    person.window.tab_bar.setFocus()
    found = stops(person)
    assert found[0] is person.window.tab_bar
    reached = set(found)
    for button in buttons(person):
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert button in reached, f"“{named(button)}” cannot be reached"


def test_a_flare_up_with_level_reason_and_dose_without_a_mouse(person: Person) -> None:
    person.keys(Qt.Key.Key_F5)
    person.window.tab_bar.setFocus()
    person.keys(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    person.keys(*[Qt.Key.Key_Right] * 7, Qt.Key.Key_Space)
    person.keys(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    person.keys(Qt.Key.Key_1, ctrl=True, shift=True)
    person.keys(Qt.Key.Key_F5, ctrl=True)
    flare_up = next(each for each in person.wrote() if isinstance(each, FlareUp) and each.worst == 7)
    assert flare_up.triggers == ("lifting",)
    assert flare_up.ended_at is not None
    dose = next(each for each in person.wrote() if isinstance(each, Dose))
    assert dose.flare_up == flare_up.id


@pytest.mark.parametrize("tab", list(Tab))
@pytest.mark.parametrize("who", ["newcomer", "person"])
def test_where_the_keyboard_is_can_be_seen_at_each_stop(
    request: pytest.FixtureRequest, who: str, tab: Tab
) -> None:
    """At the list of a day on which nothing was written down yet it could not."""
    someone = request.getfixturevalue(who)
    someone.window.show_tab(tab)
    shown = someone.window.tab(tab)
    someone.until(lambda: not isinstance(shown, PatternsTab) or shown.findings is not None)
    someone.until(shown.updatesEnabled)
    someone.window.tab_bar.setFocus()
    hidden = []
    for stop in stops(someone):
        assert focused(someone) is stop
        there = someone.window.grab().toImage()
        stop.clearFocus()
        if there == someone.window.grab().toImage():
            hidden.append(named(stop))
        stop.setFocus()
        someone.keys(Qt.Key.Key_Tab)
    assert not hidden


@pytest.mark.parametrize(
    ("key", "button"),
    [(Qt.Key.Key_D, "Did something…"), (Qt.Key.Key_B, "How is it now?"), (Qt.Key.Key_E, "Evening check…")],
)
def test_after_a_panel_the_keyboard_is_at_its_button_again(person: Person, key: Qt.Key, button: str) -> None:
    """In the evening it was at “Evening check…”, which one Enter too many opened."""
    person.waits(hours=3)
    person.keys(key, ctrl=True)
    person.keys(Qt.Key.Key_Escape)
    assert named(focused(person)) == button


@pytest.mark.parametrize("hours", [0, 3])
def test_after_a_note_the_keyboard_is_at_its_button_again(person: Person, hours: int) -> None:
    person.waits(hours=hours)
    person.keys(Qt.Key.Key_N, ctrl=True, shift=True)
    person.types("A bad night")
    person.keys(Qt.Key.Key_Return, ctrl=True)
    assert named(focused(person)) == "Note…"


def test_from_a_field_in_which_nothing_is_typed_ctrl_z_takes_the_act_back(person: Person) -> None:
    """The field for another activity kept the key: it brought back the word that had just been added."""
    before = person.wrote()
    person.keys(Qt.Key.Key_D, ctrl=True)
    person.types("Hoovering")
    person.keys(Qt.Key.Key_Return)
    assert isinstance(focused(person), QLineEdit)
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert person.wrote() == before
    person.keys(Qt.Key.Key_Z, ctrl=True, shift=True)
    assert [each.name for each in person.wrote() if isinstance(each, Activity)] == ["Hoovering"]


@pytest.mark.parametrize("key", [Qt.Key.Key_D, Qt.Key.Key_N])
def test_what_is_typed_in_a_field_is_taken_back_before_any_act(person: Person, key: Qt.Key) -> None:
    before = person.wrote()
    person.keys(Qt.Key.Key_F5)
    person.keys(key, ctrl=True, shift=key == Qt.Key.Key_N)
    person.types("x")
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert len(person.wrote()) == len(before) + 1
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert person.wrote() == before


def test_after_an_end_that_is_taken_back_the_keyboard_is_in_the_card(person: Person) -> None:
    person.keys(Qt.Key.Key_F5)
    person.keys(Qt.Key.Key_6)
    person.keys(Qt.Key.Key_F5, ctrl=True)
    assert named(focused(person)) == "Flare-up now"
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert named(focused(person)) == "Pain 6 of 10"


@pytest.mark.parametrize("tab", list(Tab))
def test_on_its_way_tab_gives_no_python_name_to_what_qt_deletes(person: Person, tab: Tab) -> None:
    """PySide forgets a deleted QObject, but no item of a layout: a later window went by its name."""
    person.window.show_tab(tab)
    person.until(lambda: len(buttons(person)) >= BUTTONS[tab])
    person.window.tab_bar.setFocus()
    before = named_items()
    stops(person)
    assert {item: what for item, what in named_items().items() if item not in before} == {}


def named_items() -> dict[int, str]:
    """Return the addresses of items of Qt's own layouts that have a Python name, and what is in them.

    Those of windows that are gone are collected first: what they name may be deleted, and PySide cannot tell.
    """
    gc.collect()
    found = (each for each in gc.get_objects() if isinstance(each, QWidgetItem | QSpacerItem))
    return {
        int(getCppPointer(each)[0]): f"{each} {each.widget()}"
        for each in found
        if isValid(each) and not is_in_a_flow(each)
    }


def is_in_a_flow(item: QLayoutItem) -> bool:
    widget = item.widget()
    parent = widget.parentWidget() if widget is not None else None
    return (
        any(item in flow._items for flow in parent.findChildren(FlowLayout)) if parent is not None else False
    )
