"""At the edge of attention: the icon's menu, a reminder that is pressed, closing while a flare-up runs."""

import pytest
from PySide6.QtWidgets import QMenu

from painlog.entries import FlareUp
from painlog.window.doors import Tab
from painlog.window.menus import Menus
from painlog.window.reminders import Reminder
from painlog.window.tray import Tray
from tests.stories.person import Person


def menus_of(person: Person) -> Menus:
    return next(child for child in person.window.children() if isinstance(child, Menus))


def test_the_icon_offers_a_flare_up_and_each_medicine(person: Person) -> None:
    tray = menus_of(person).edge.tray
    tray.menu.aboutToShow.emit()
    offered = {action.text(): action for action in tray.menu.actions() if action.text()}
    assert [*offered][:2] == ["Flare-up now", "Oxycodone IR 5 mg"]
    offered["Flare-up now"].trigger()
    offered["Oxycodone IR 5 mg"].trigger()
    assert [entry for entry in person.wrote() if isinstance(entry, FlareUp)][-1].is_running
    assert len(person.wrote()) == 7


@pytest.mark.parametrize("again", [1, 2])
def test_a_reminder_of_the_evening_check_opens_it(person: Person, again: int) -> None:
    person.window.show_tab(Tab.MEDICINES)
    for _ in range(again):
        menus_of(person).edge.tray.reminder_pressed.emit(Reminder.EVENING_CHECK)
    assert person.window.shown_tab() is Tab.TODAY
    assert person.reads("How was today?")


@pytest.mark.parametrize("answers", [True, False])
def test_who_is_at_the_evening_check_or_was_is_not_reminded_of_it(person: Person, *, answers: bool) -> None:
    """It came over the open check at eight, and again after “Done” where nothing was to be told."""
    edge = menus_of(person).edge
    edge.turn(Reminder.EVENING_CHECK, on=True)
    person.clock.now = person.clock.now.replace(hour=19, minute=59)
    person.waits(seconds=1)
    person.presses("Evening check…")
    person.waits(minutes=2)
    assert edge.look() == ()
    if answers:
        person.presses("Pain between flare-ups 3 of 10")
    person.presses("Done")
    assert edge.look() == ()
    person.waits(days=1)
    assert [each.reminder for each in edge.look()] == [Reminder.EVENING_CHECK]


def test_an_evening_check_of_early_evening_is_one(person: Person) -> None:
    """Told at half past five, when it is offered, and after another start it was asked for at eight."""
    person.clock.now = person.clock.now.replace(hour=17, minute=30)
    person.waits(seconds=1)
    person.presses("Evening check…")
    person.presses("Pain between flare-ups 3 of 10")
    person.restarts()
    edge = menus_of(person).edge
    edge.turn(Reminder.EVENING_CHECK, on=True)
    person.waits(hours=3)
    assert edge.look() == ()


def test_a_reminder_of_a_long_flare_up_shows_its_card(person: Person) -> None:
    person.presses("Flare-up now")
    person.window.show_tab(Tab.PATTERNS)
    person.waits(hours=5)
    menus_of(person).edge.tray.reminder_pressed.emit(Reminder.IS_IT_OVER)
    assert person.sees("Still going on")


def test_two_reminders_of_one_minute_do_not_hide_each_other(person: Person) -> None:
    """A patch that is changed in the evening hid the evening check, and a press on that led to the patch."""
    edge = menus_of(person).edge
    for each in (Reminder.EVENING_CHECK, Reminder.PATCH_CHANGE):
        edge.turn(each, on=True)
    person.clock.now = person.clock.now.replace(hour=20, minute=0)
    person.presses("Buprenorphine patch 10 µg/h")
    person.waits(days=7)
    pressed: list[Reminder] = []
    edge.tray.reminder_pressed.connect(pressed.append)
    for _ in range(3):
        edge.look()
        edge.tray._icon.messageClicked.emit()
    assert pressed == [Reminder.EVENING_CHECK, Reminder.PATCH_CHANGE, Reminder.PATCH_CHANGE]


def test_closing_keeps_a_flare_up_running(person: Person) -> None:
    person.presses("Flare-up now")
    person.restarts()
    assert person.sees("It is over")
    person.clock.passes(hours=9)
    person.restarts()
    assert person.reads("9:00")
    assert person.sees("Still going on")
    person.presses("Still going on")
    [running] = [entry for entry in person.wrote() if isinstance(entry, FlareUp) and entry.is_running]
    assert running.ended_at is None


@pytest.mark.parametrize("has_place", [True, False])
def test_a_desktop_without_a_place_for_icons_is_said(
    person: Person, monkeypatch: pytest.MonkeyPatch, *, has_place: bool
) -> None:
    monkeypatch.setattr(Tray, "is_possible", lambda: has_place)
    menu = next(
        each for each in person.window.menus[3].findChildren(QMenu) if each.title().startswith("Icon")
    )
    menu.aboutToShow.emit()
    said = [
        action for action in menu.actions() if action.text().startswith("This desktop") and action.isVisible()
    ]
    assert bool(said) is not has_place
    assert all(action.isEnabled() is has_place for action in menu.actions() if action.isCheckable())
