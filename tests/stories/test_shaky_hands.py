"""Keys held too long, clicks that come twice: a press counts once, and only where it was meant."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from painlog.entries import Activity, Dose, FlareUp, Patient
from painlog.window.buttons import Chip
from painlog.window.question import Question
from tests.stories.person import Person

PRESSES = 5


def holds(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """Press a key and hold it: the system repeats it."""
    for number in range(PRESSES):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=number > 0)
        QApplication.sendEvent(QApplication.focusWidget() or widget, event)


def holds_as_x11_does(
    person: Person,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    pause: int = 0,
) -> None:
    """Press a key, and let it go and press it again, `pause` milliseconds later, again and again."""
    QApplication.processEvents()
    for at in range(1000, 1000 + PRESSES * 200, 200):
        arrives(person, QEvent.Type.KeyPress, key, modifiers, at + pause)
        arrives(person, QEvent.Type.KeyRelease, key, modifiers, at + 200)


def arrives(
    person: Person, kind: QEvent.Type, key: Qt.Key, modifiers: Qt.KeyboardModifier, moment: int
) -> None:
    """Let a key arrive at the window as Qt does: a press is a command's unless somebody else takes it."""
    window = person.window.windowHandle()
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    told = QKeyEvent(kind, key, modifiers)
    for event in (asked, told):
        event.setTimestamp(moment)
        event.ignore()
    if kind is QEvent.Type.KeyPress:
        QApplication.sendEvent(window, asked)
        keys = QKeySequence(QKeyCombination(modifiers, key))
        commands = [each for each in person.window.menus[2].actions() if each.shortcut() == keys]
        if commands and not asked.isAccepted():
            commands[0].trigger()
            return
    QApplication.sendEvent(window, told)


def goes_to_the_first_of_two_doses(person: Person) -> QWidget:
    """Write two doses, and go to the first of them in today's list."""
    for words in ("Paracetamol 1 g", "Oxycodone IR 5 mg"):
        person.presses(words)
    rows = person.window.today.list.rows
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(0, 0))
    return rows


def clicks_twice(person: Person, words: str, low: float = 0.5) -> None:
    """Click twice at one place of the screen; the window shows what the first did before the second comes."""
    QApplication.processEvents()
    button = person.button(words)
    button.clicked.connect(QApplication.processEvents)
    at = button.mapTo(person.window, QPoint(button.width() // 2, round(button.height() * low)))
    nothing = Qt.KeyboardModifier.NoModifier
    QTest.mouseDClick(person.window.windowHandle(), Qt.MouseButton.LeftButton, nothing, at)
    QApplication.processEvents()


def flare_ups(person: Person) -> list[FlareUp]:
    return [entry for entry in person.wrote() if isinstance(entry, FlareUp)]


def activities(person: Person) -> list[Activity]:
    return [entry for entry in person.wrote() if isinstance(entry, Activity)]


def doses(person: Person) -> list[Dose]:
    return [entry for entry in person.wrote() if isinstance(entry, Dose)]


def test_enter_that_is_held_writes_one_dose(person: Person) -> None:
    button = person.button("Oxycodone IR 5 mg")
    button.setFocus()
    holds(button, Qt.Key.Key_Return)
    assert len(doses(person)) == 1


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_a_key_that_is_held_writes_one_dose_where_its_repeats_look_like_presses(
    person: Person, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    """As on X11: let go and pressed in the same millisecond."""
    person.button("Oxycodone IR 5 mg").setFocus()
    holds_as_x11_does(person, key, modifiers)
    assert len(doses(person)) == 1


def test_delete_that_is_held_removes_one_entry_where_its_repeats_look_like_presses(person: Person) -> None:
    goes_to_the_first_of_two_doses(person)
    holds_as_x11_does(person, Qt.Key.Key_Delete)
    assert len(doses(person)) == 1


def test_a_key_that_is_pressed_twice_counts_twice(person: Person) -> None:
    person.button("Oxycodone IR 5 mg").setFocus()
    holds_as_x11_does(person, Qt.Key.Key_Return, pause=80)
    assert len(doses(person)) == PRESSES


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
@pytest.mark.parametrize(
    ("pause", "begun"), [(150, 1), (600, 2)], ids=["as fast as a double click", "in its own time"]
)
def test_a_key_that_comes_twice_begins_no_flare_up_after_it_is_over(
    person: Person, key: Qt.Key, pause: int, begun: int
) -> None:
    """The first ends it, and moves the keyboard to “Flare-up now”."""
    before = flare_ups(person)
    person.presses("Flare-up now")
    person.button("It is over").setFocus()
    QApplication.processEvents()
    for at in (1000, 1000 + pause):
        arrives(person, QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, at)
        arrives(person, QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier, at + 60)
        QApplication.processEvents()
    assert len(flare_ups(person)) - len(before) == begun
    assert sum(each.is_running for each in flare_ups(person)) == begun - 1


def test_enter_that_comes_twice_tells_no_level_of_the_flare_up_it_begins(person: Person) -> None:
    before = flare_ups(person)
    person.button("Flare-up now").setFocus()
    QApplication.processEvents()
    for at in (1000, 1150):
        arrives(person, QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, at)
        arrives(person, QEvent.Type.KeyRelease, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, at + 60)
        QApplication.processEvents()
    assert [each.readings for each in flare_ups(person) if each not in before] == [()]


def test_commands_of_the_menus_are_not_given_again_by_a_key_that_is_held(person: Person) -> None:
    actions = [action for menu in person.window.menus for action in _commands(menu.actions())]
    assert len(actions) > 30
    assert [action.text() for action in actions if action.autoRepeat()] == []


def _commands(actions: list[QAction]) -> list[QAction]:
    found: list[QAction] = []
    for action in actions:
        under = action.menu()
        if isinstance(under, QMenu):
            found += _commands(under.actions())
        elif action.isEnabled() and not action.isSeparator():
            found.append(action)
    return found


def test_a_digit_that_is_held_tells_one_level(person: Person) -> None:
    person.presses("Flare-up now")
    card = person.window.today.quick.flare_ups.card
    assert card is not None
    told: list[int] = []
    card.pad.pressed_level.connect(told.append)
    card.pad.take_keyboard()
    holds(card.pad, Qt.Key.Key_7, "7")
    assert told == [7]


def test_delete_that_is_held_removes_one_entry_of_today(person: Person) -> None:
    holds(goes_to_the_first_of_two_doses(person), Qt.Key.Key_Delete)
    assert len(doses(person)) == 1


def test_enter_that_is_still_held_does_not_answer_the_question_it_opened(person: Person) -> None:
    question = Question("Sure?", "Yes")
    question.show()
    holds_on = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", autorep=True
    )
    for widget in (question, question.yes):
        QApplication.sendEvent(widget, holds_on)
    assert question.isVisible()
    question.reject()
    question.deleteLater()


BEGINS = ("10 min ago", "30 min ago")


@pytest.mark.parametrize("words", BEGINS)
@pytest.mark.parametrize("low", [0.1, 0.5, 0.9])
def test_a_double_click_that_begins_one_tells_no_level(person: Person, words: str, low: float) -> None:
    clicks_twice(person, words, low)
    begun = flare_ups(person)[-1]
    assert begun.is_running
    assert (begun.readings, begun.triggers, doses(person)) == ((), (), [])


@pytest.mark.parametrize("opened", [(), ("More…",)])
@pytest.mark.parametrize("low", [0.1, 0.5, 0.9])
def test_a_double_click_that_ends_one_writes_no_dose(
    person: Person, opened: tuple[str, ...], low: float
) -> None:
    for words in ("Flare-up now", *opened):
        person.presses(words)
    begun = len(flare_ups(person))
    clicks_twice(person, "It is over", low)
    assert not flare_ups(person)[-1].is_running
    assert len(flare_ups(person)) == begun
    assert doses(person) == []


def test_a_double_click_on_a_medicine_is_one_dose(person: Person) -> None:
    clicks_twice(person, "Oxycodone IR 5 mg")
    assert len(doses(person)) == 1


def test_a_double_click_on_undo_takes_back_one_act(person: Person) -> None:
    for words in ("Paracetamol 1 g", "Oxycodone IR 5 mg"):
        person.presses(words)
    clicks_twice(person, "Undo “Oxycodone IR 5 mg” (Ctrl+Z)")
    assert len(doses(person)) == 1
    person.presses("Undo “Paracetamol 1 g” (Ctrl+Z)")
    assert doses(person) == []


def test_what_is_chosen_by_a_double_click_stays_chosen(person: Person) -> None:
    person.presses("Flare-up now")
    clicks_twice(person, "Lifting")
    assert flare_ups(person)[-1].triggers == ("lifting",)


@pytest.mark.parametrize(
    ("words", "opens"),
    [("Earlier…", "Write it down"), ("Evening check…", "Done"), ("Note…", "Write it down")],
)
def test_a_double_click_opens_what_one_would(person: Person, words: str, opens: str) -> None:
    person.waits(hours=2)
    person.window.resize(1366, 1400)  # nothing is scrolled: the second click is on the same button
    clicks_twice(person, words)
    assert person.sees(opens)


def test_a_double_click_writes_one_session(person: Person) -> None:
    clicks_twice(person, "Physical therapy")
    assert len(activities(person)) == 1


def test_a_double_click_in_the_evening_check_writes_one_activity(person: Person) -> None:
    person.journal.describe(Patient(activities=("gardening",)))
    person.waits(hours=2)
    person.presses("Evening check…")
    clicks_twice(person, "Gardening")
    assert len(activities(person)) == 1


def test_a_double_click_says_once_that_it_is_easing(person: Person) -> None:
    for words in ("Flare-up now", "Pain 7 of 10"):
        person.presses(words)
    for levels in ([7, 6], [7, 6, 5]):
        person.waits(minutes=20)
        clicks_twice(person, "It is easing")
        assert [reading.intensity for reading in flare_ups(person)[-1].readings] == levels


def clicks(widget: QWidget, moment: int) -> None:
    """Click in the middle of a widget, `moment` milliseconds after something, as it arrives at its window."""
    window, middle = widget.window().windowHandle(), widget.rect().center()
    inside, left = QPointF(widget.mapTo(widget.window(), middle)), Qt.MouseButton.LeftButton
    for kind, at, held in (
        (QEvent.Type.MouseButtonPress, moment, left),
        (QEvent.Type.MouseButtonRelease, moment + 60, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(
            kind, inside, inside, window.mapToGlobal(inside), left, held, Qt.KeyboardModifier.NoModifier
        )
        event.setTimestamp(at)
        QApplication.sendEvent(window, event)


def puts_in_the_same_place(widget: QWidget, other: QWidget) -> None:
    """Move the window of a widget so that its middle is over that of the other one."""
    QApplication.processEvents()
    away = other.mapToGlobal(other.rect().center()) - widget.mapToGlobal(widget.rect().center())
    widget.window().move(widget.window().pos() + away)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("pause", "marks"), [(150, 0), (600, 1)], ids=["as fast as a double click", "in its own time"]
)
def test_a_double_click_that_opens_a_form_marks_nothing_in_it(person: Person, pause: int, marks: int) -> None:
    """The second click came to what stood under the mouse in the form: a place where it did not hurt."""
    clicked = person.window.today
    clicks(clicked, 1000)
    question = Question("Where?", "Save", person.window)
    region = Chip("lower back, left")
    question.rows.addWidget(region)
    question.show()
    puts_in_the_same_place(region, clicked)
    clicks(region, 1000 + pause)
    assert int(region.isChecked()) == marks
    question.reject()
    question.deleteLater()


@pytest.mark.parametrize(
    ("pause", "taken"), [(150, 0), (600, 1)], ids=["as fast as a double click", "in its own time"]
)
def test_a_double_click_that_closes_a_form_presses_nothing_behind_it(
    person: Person, pause: int, taken: int
) -> None:
    behind = person.button("Oxycodone IR 5 mg")
    question = Question("Where?", "Save", person.window)
    question.show()
    puts_in_the_same_place(question.yes, behind)
    clicks(question.yes, 1000)
    assert not question.isVisible()
    QApplication.processEvents()
    clicks(behind, 1000 + pause)
    assert len(doses(person)) == taken
    question.deleteLater()


@pytest.mark.parametrize(
    ("pause", "left"), [(150, 1), (600, 0)], ids=["as fast as a double click", "in its own time"]
)
def test_a_double_click_that_opens_a_popover_leaves_it_open(person: Person, pause: int, left: int) -> None:
    """The second click was one elsewhere, by which a popover closes: nothing seemed to have happened."""
    person.presses("Flare-up now")
    link = person.button("a note…")
    clicks(link, 1000)
    opened = QApplication.activePopupWidget()
    assert opened is not None
    opened.move(link.mapToGlobal(QPoint(0, link.height() + 20)))  # beside what was clicked
    clicks(link, 1000 + pause)
    popup = QApplication.activePopupWidget()
    assert int(popup is opened) == left
    if popup is not None:
        popup.close()


def test_a_double_click_that_opens_a_menu_leaves_it_open(person: Person) -> None:
    clicked = person.window.today
    clicks(clicked, 1000)
    menu = QMenu(person.window)
    menu.addAction("Medicine taken…")
    menu.popup(clicked.mapToGlobal(clicked.rect().center() + QPoint(0, 40)))  # below what was clicked
    clicks(clicked, 1150)
    assert menu.isVisible()
    clicks(clicked, 1750)
    assert not menu.isVisible()


def test_two_clicks_on_a_step_of_a_time_are_two_steps(person: Person) -> None:
    person.presses("Earlier…")
    clicks_twice(person, "15 min back")
    person.presses("Write it down")
    assert person.clock.now - flare_ups(person)[-1].started_at >= timedelta(minutes=90)
