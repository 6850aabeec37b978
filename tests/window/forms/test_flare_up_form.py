"""The form of a flare-up: all is shown, mended and given back; what cannot be is refused at its field."""

from dataclasses import replace
from datetime import timedelta, timezone
from functools import partial
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import Contents, FlareUp, Reading, Removed
from painlog.journal import Journal
from painlog.window.buttons import Chip, PlainButton
from painlog.window.fields import Field
from painlog.window.forms.flare_up import FELL_ASLEEP, GOING_ON, NOT_KNOWN, OVER, FlareUpForm
from painlog.window.moments import MomentEdit, TimeField
from painlog.window.reasons import Reason
from tests.window.april import ASLEEP, LIFTING, NOW, PATIENT, SITTING, on

NOT_SAVED = "This is not saved yet: “Save” keeps it, “Cancel” or Esc leaves it."


def form(april: Journal, qtbot: QtBot, entry: FlareUp = LIFTING) -> FlareUpForm:
    kept = april.find(entry.id)
    shown = FlareUpForm(april, kept if isinstance(kept, FlareUp) else entry)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def told(form: FlareUpForm) -> FlareUp:
    form.accept()
    assert isinstance(form.answer, FlareUp)
    return form.answer


def reason(form: FlareUpForm, field: str) -> str:
    widget, said = form.reasons[field]
    return said.text() if said.isVisible() and widget is not None else ""


@pytest.mark.parametrize("entry", [LIFTING, SITTING, ASLEEP])
def test_a_form_that_is_only_looked_at_changes_nothing(april: Journal, qtbot: QtBot, entry: FlareUp) -> None:
    assert told(form(april, qtbot, entry)) == april.find(entry.id)


def test_decimals_seconds_and_another_zone_survive(april: Journal, qtbot: QtBot) -> None:
    abroad = replace(
        LIFTING,
        id=uuid4(),
        started_at=LIFTING.started_at.replace(second=12, microsecond=5).astimezone(NOW.tzinfo),
        peak=6.5,
        regions=("Low Back Pain",),
        triggers=("Something, odd",),
    )
    april.record(abroad)
    kept = april.find(abroad.id)
    assert told(form(april, qtbot, abroad)) == kept


def test_everything_about_a_flare_up_is_asked(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    asked = [
        shown.start,
        shown.peak,
        shown.ended,
        shown.readings,
        shown.triggers,
        shown.where,
        shown.qualities,
    ]
    asked += [shown.helped, shown.kept_from, shown.came_back, shown.note]
    assert all(each.isVisible() for each in asked)


def test_the_start_goes_back_by_one_press(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.start.show_moment(LIFTING.started_at - timedelta(minutes=15))
    assert told(shown).started_at == on(2, 12, 50)


def test_its_title_says_the_day_that_is_told(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    back = next(each for each in shown.findChildren(QAbstractButton) if "day before" in each.accessibleName())
    back.click()
    assert shown.title.text() == "Flare-up, Wednesday 1 April"
    assert shown.windowTitle() == shown.title.text()


def test_about_is_a_tick(april: Journal, qtbot: QtBot) -> None:
    assert told(form(april, qtbot, ASLEEP)).time_uncertain
    assert not told(form(april, qtbot)).time_uncertain


def test_the_level_and_its_time_are_pressed(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot, ASLEEP)
    shown.peak.pad.levels[8].click()
    shown.peak_at.ask.click()
    answer = told(shown)
    assert (answer.peak, answer.peaked_at) == (8, on(31, 16, 10, month=3))


def test_an_end_after_now_is_refused_in_the_form(april: Journal, qtbot: QtBot) -> None:
    """Half past six was taken at twenty to five: a flare-up that had ended was still to go on for hours."""
    shown = form(april, qtbot)
    field = shown.end.findChild(TimeField)
    assert isinstance(field, TimeField)
    for typed in ("1830", "1630"):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        shown.accept()
        assert shown.isVisible() is (typed == "1830")
        if shown.isVisible():
            assert reason(shown, "ended_at") == "This is in the future; please say when it ended."
    assert isinstance(shown.answer, FlareUp)
    assert shown.answer.ended_at == on(2, 16, 30)


def test_what_time_is_asked_for_stands_above_it(april: Journal, qtbot: QtBot) -> None:
    """Of two days and times below one another nothing told that one was that of the worst."""
    shown = form(april, qtbot, ASLEEP)
    assert "Time of the worst" not in _read(shown)
    shown.peak_at.ask.click()
    assert "Time of the worst" in _read(shown)
    shown.peak_at.forget.click()
    assert "Time of the worst" not in _read(shown)


def _read(shown: FlareUpForm) -> list[str]:
    return [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]


def test_where_no_worst_is_said_it_is_the_highest_reading_and_that_is_told(
    april: Journal, qtbot: QtBot
) -> None:
    running = FlareUp(
        id=uuid4(),
        started_at=on(2, 16),
        readings=tuple(Reading(at=on(2, 16, m), intensity=m) for m in (4, 7, 5)),
    )
    april.record(running)
    shown = form(april, qtbot, running)
    assert shown.highest.isVisible()
    assert shown.highest.text().endswith("the highest below, 7.")
    QTest.mouseClick(shown.peak.pad.levels[8], Qt.MouseButton.LeftButton)
    assert not shown.highest.isVisible()
    QTest.mouseClick(shown.peak.not_said, Qt.MouseButton.LeftButton)
    assert shown.highest.isVisible()
    assert told(shown).peak is None
    assert not form(april, qtbot, ASLEEP).highest.isVisible()


def test_the_likely_peak_is_the_highest_reading(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.peak_at.forget.click()
    shown.peak_at.ask.click()
    assert told(shown).peaked_at == on(2, 13, 16)


@pytest.mark.parametrize(
    ("entry", "ending"), [(LIFTING, OVER), (ASLEEP, FELL_ASLEEP), (replace(ASLEEP, note=""), NOT_KNOWN)]
)
def test_how_it_ended_is_shown(april: Journal, qtbot: QtBot, entry: FlareUp, ending: int) -> None:
    shown = FlareUpForm(april, entry)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.ended.current == ending
    assert shown.end.isVisible() is (ending == OVER)


def test_fell_asleep_leaves_the_end_unknown_and_says_so_in_the_note(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.ended.chips[FELL_ASLEEP].click()
    answer = told(shown)
    assert answer.end_unknown
    assert answer.ended_at is None
    assert answer.note == "carrying the shopping in\nfell asleep"


def test_another_answer_takes_the_words_for_sleep_back(april: Journal, qtbot: QtBot) -> None:
    asleep = replace(LIFTING, ended_at=None, end_unknown=True, note="carrying\nfell asleep")
    april.change(asleep)
    shown = FlareUpForm(april, asleep)
    qtbot.addWidget(shown)
    shown.ended.chips[NOT_KNOWN].click()
    answer = told(shown)
    assert (answer.end_unknown, answer.note) == (True, "carrying")


def test_not_known_says_nothing_in_the_note(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.ended.chips[NOT_KNOWN].click()
    answer = told(shown)
    assert (answer.end_unknown, answer.note) == (True, LIFTING.note)


def test_a_running_one_is_ended_with_a_time(april: Journal, qtbot: QtBot) -> None:
    running = FlareUp(id=uuid4(), started_at=on(2, 15))
    april.record(running)
    shown = form(april, qtbot, running)
    assert shown.ended.current == GOING_ON
    assert not shown.end.isVisible()
    shown.ended.chips[OVER].click()
    assert shown.end.isVisible()
    assert told(shown).ended_at == on(2, 16)


def test_an_end_before_the_start_is_refused_beside_it_and_the_rest_stays(
    april: Journal, qtbot: QtBot
) -> None:
    shown = form(april, qtbot)
    shown.kept_from.setText("cooking")
    shown.end.show_moment(on(2, 12))
    shown.accept()
    assert shown.isVisible()
    assert shown.answer is None
    assert reason(shown, "ended_at") == "The end is before the start."
    assert shown.kept_from.text() == "cooking"
    shown.end.show_moment(on(2, 14))
    assert told(shown).kept_from == "cooking"


def test_an_end_that_is_typed_before_the_start_is_not_put_down_to_a_reading(
    april: Journal, qtbot: QtBot
) -> None:
    shown = form(april, qtbot)
    _type_time(shown.end, "12:00")
    shown.accept()
    assert reason(shown, "ended_at") == "The end is before the start."
    assert not reason(shown, "readings")


@pytest.mark.parametrize("part", ["level", "time"])
def test_the_reason_beside_a_field_is_scrolled_to(april: Journal, qtbot: QtBot, part: str) -> None:
    shown = form(april, qtbot)
    shown.setFixedSize(1300, 600)
    line = shown.readings.level if part == "level" else shown.end.findChild(TimeField)
    assert isinstance(line, Field)
    line.setText("99")
    shown.accept()
    [said] = [each for each in shown.findChildren(Reason) if each.isVisible()]
    QApplication.processEvents()
    assert said.visibleRegion().boundingRect() == said.rect()


def test_a_start_after_tomorrow_is_refused(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.ended.chips[FELL_ASLEEP].click()
    shown.peak_at.forget.click()
    shown.start.show_moment(NOW + timedelta(days=2))
    shown.accept()
    assert reason(shown, "started_at").startswith("This is more than a day in the future; please look at")


def test_a_reading_off_the_scale_is_refused_beside_the_curve(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.readings.level.setText("11")
    shown.accept()
    assert reason(shown, "intensity") == "The level goes from 0 to 10."
    assert shown.readings.level.text() == "11"


def test_readings_dragged_or_typed_are_given_back(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.readings.level.setText("2")
    assert told(shown).readings[-1] == Reading(at=on(2, 13, 32), intensity=2)


def test_words_chosen_and_typed_are_given_back(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.triggers.chip("stairs").click()
    shown.qualities.chip("burning").click()
    shown.helped.add("a warm bath")
    shown.note.setPlainText("  two\nlines ")
    answer = told(shown)
    assert answer.triggers == ("lifting", "stairs")
    assert answer.qualities == ("stabbing", "burning")
    assert answer.helped == ("a warm bath",)
    assert answer.note == "two\nlines"


def test_usual_places_are_marked_already_in_a_new_one_only(april: Journal, qtbot: QtBot) -> None:
    new = FlareUp(id=uuid4(), started_at=NOW)
    assert told(form(april, qtbot, new)).regions == PATIENT.usual_regions
    assert told(form(april, qtbot, ASLEEP)).regions == ()


def test_a_new_one_is_not_taken_for_going_on_while_another_is(april: Journal, qtbot: QtBot) -> None:
    new = FlareUp(id=uuid4(), started_at=NOW)
    assert form(april, qtbot, new).ended.current == GOING_ON
    running = FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=1))
    april.record(running)
    shown = form(april, qtbot, new)
    assert shown.ended.current == NOT_KNOWN
    assert told(shown).end_unknown
    assert form(april, qtbot, running).ended.current == GOING_ON


def test_a_new_one_of_another_day_is_over_until_it_is_told(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot, FlareUp(id=uuid4(), started_at=NOW))
    earlier = NOW - timedelta(hours=5)
    shown.start.show_moment(earlier)
    shown.start.changed.emit(earlier)
    assert shown.ended.current == GOING_ON
    yesterday = NOW - timedelta(days=1)
    shown.start.show_moment(yesterday)
    shown.start.changed.emit(yesterday)
    assert shown.ended.current == NOT_KNOWN
    shown.ended.chips[OVER].click()
    assert told(shown).ended_at == yesterday + timedelta(hours=1)
    shown = form(april, qtbot, FlareUp(id=uuid4(), started_at=NOW))
    shown.ended.chips[GOING_ON].click()
    shown.start.show_moment(yesterday)
    shown.start.changed.emit(yesterday)
    assert told(shown).is_running


def test_it_came_back_after_one_that_a_file_did_not_bring_along(april: Journal, qtbot: QtBot) -> None:
    """The list says that it came back: a look at its form does not take that away."""
    unknown = replace(LIFTING, id=uuid4(), came_back_after=uuid4())
    april.take_in(Contents(flare_ups=(unknown,)))
    shown = form(april, qtbot, unknown)
    assert shown.came_back.currentText() == "One that is not in this journal"
    assert told(shown).came_back_after == unknown.came_back_after
    shown.came_back.setCurrentIndex(0)
    assert told(shown).came_back_after is None


def test_it_came_back_after_an_earlier_one(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    offered = [shown.came_back.itemText(place) for place in range(shown.came_back.count())]
    assert offered == [
        "It did not come back",
        "Tue 31 Mar, 16:00, Flare-up, worst 4",
        "Tue 31 Mar, 13:05, Flare-up, worst 6",
    ]
    shown.came_back.setCurrentIndex(2)
    assert told(shown).came_back_after == SITTING.id


def test_the_keyboard_goes_to_the_end_once_it_is_over(april: Journal, qtbot: QtBot) -> None:
    """Three more answers and three buttons of the day were before it."""
    shown = form(april, qtbot, ASLEEP)
    shown.ended.chips[0].setFocus()
    QTest.keyClick(shown.ended.chips[0], Qt.Key.Key_Space)
    assert shown.end.isAncestorOf(shown.focusWidget())
    QTest.keyClicks(shown.focusWidget(), f"{ASLEEP.started_at + timedelta(minutes=35):%H:%M}")
    assert told(shown).ended_at == ASLEEP.started_at + timedelta(minutes=35)


def test_a_time_is_seen_once_it_is_asked(april: Journal, qtbot: QtBot) -> None:
    """The keyboard was in a field below the edge of a form as low as the screen, unseen."""
    shown = form(april, qtbot, ASLEEP)
    shown.setMaximumHeight(400)
    for asks, asked in ((shown.peak_at.ask, shown.peak_at.edit), (shown.ended.chips[0], shown.end)):
        QApplication.processEvents()
        at_the_edge = asks.mapTo(shown.columns, asks.rect().bottomLeft()).y() - 240
        shown.bar.setValue(at_the_edge)
        assert not asks.visibleRegion().isEmpty()
        QTest.mouseClick(asks, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(partial(_is_seen_whole, asked))


def _is_seen_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_a_link_to_one_long_before_stays(april: Journal, qtbot: QtBot) -> None:
    far = FlareUp(id=uuid4(), started_at=on(2, 15), came_back_after=None)
    old = FlareUp(id=uuid4(), started_at=on(1, 9, month=2), ended_at=on(1, 10, month=2))
    april.record(old, replace(far, came_back_after=old.id))
    assert told(form(april, qtbot, far)).came_back_after == old.id


def test_what_it_came_back_after_began_earlier_also_when_the_start_is_mended(
    april: Journal, qtbot: QtBot
) -> None:
    shown = form(april, qtbot)
    shown.came_back.setFocus()
    QTest.keyClick(shown.came_back, Qt.Key.Key_Down)
    assert shown.came_back.currentText().startswith("Tue 31 Mar, 16:00")
    _press_day_before(shown, times=2)
    shown.peak_at.forget.click()
    for _ in shown.readings.readings():
        shown.readings.remove.click()
    assert shown.start.moment < ASLEEP.started_at
    shown.yes.click()
    assert (shown.answer, shown.focusWidget()) == (None, shown.came_back)
    assert reason(shown, "came_back_after") == "That one did not begin earlier; please choose another one."
    assert shown.came_back.currentText().startswith("Tue 31 Mar, 16:00")
    QTest.keyClick(shown.came_back, Qt.Key.Key_Home)
    assert told(shown).came_back_after is None


def test_earlier_ones_are_offered_as_the_start_is_mended(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    _press_day_before(shown, times=2)
    _type_time(shown.start, "14:00")
    offered = [shown.came_back.itemText(place) for place in range(shown.came_back.count())]
    assert offered == ["It did not come back", "Tue 31 Mar, 13:05, Flare-up, worst 6"]


def _type_time(moment: MomentEdit, clock: str) -> None:
    field = moment.findChild(TimeField)
    assert isinstance(field, TimeField)
    field.selectAll()
    QTest.keyClicks(field, clock)
    QTest.keyClick(field, Qt.Key.Key_Return)


def _press_day_before(shown: FlareUpForm, times: int) -> None:
    buttons = shown.start.findChildren(PlainButton)
    before = next(each for each in buttons if each.accessibleName().endswith("The day before"))
    for _ in range(times):
        QTest.keyClick(before, Qt.Key.Key_Space)


def test_remove_is_an_answer(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.remove.click()
    assert isinstance(shown.answer, Removed)
    assert shown.answer.id == LIFTING.id
    assert april.find(LIFTING.id) is not None


def test_remove_stands_in_the_form(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    assert shown.remove.window() is shown
    assert shown.remove.isVisible()


def test_a_new_one_can_not_be_removed(april: Journal, qtbot: QtBot) -> None:
    assert not form(april, qtbot, FlareUp(id=uuid4(), started_at=NOW)).remove.isVisible()


def test_enter_saves_and_esc_leaves(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    QTest.keyClick(shown.kept_from, Qt.Key.Key_Return)
    assert isinstance(shown.answer, FlareUp)
    left = form(april, qtbot)
    QTest.keyClick(left.kept_from, Qt.Key.Key_Escape)
    assert left.answer is None
    assert not left.isVisible()


def test_one_esc_does_not_throw_away_what_was_typed(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.setMaximumHeight(400)
    said = NOT_SAVED
    for typed in ("cooking", "cooking for two"):
        shown.kept_from.setText(typed)
        QTest.keyClick(shown.kept_from, Qt.Key.Key_Escape)
        assert shown.isVisible()
        (label,) = (each for each in shown.findChildren(QLabel) if each.text() == said)
        QApplication.processEvents()
        assert label.visibleRegion().boundingRect() == label.rect(), "wherever the rows are scrolled to"
    QTest.keyClick(shown.kept_from, Qt.Key.Key_Escape)
    assert shown.answer is None
    assert not shown.isVisible()


def test_the_field_that_was_typed_in_is_seen_whole_beside_what_is_said(april: Journal, qtbot: QtBot) -> None:
    """Of the last field in sight only the upper half was left."""
    shown = form(april, qtbot)
    shown.resize(shown.width(), 400)
    shown.setMaximumHeight(400)
    QApplication.processEvents()
    fields = [shown.kept_from, *shown.findChildren(type(shown.kept_from))]
    for field in fields:
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        field.setText(field.text() + " 1")
        QTest.keyClick(field, Qt.Key.Key_Escape)
        QApplication.processEvents()
        assert _says_not_saved(shown)
        assert field.visibleRegion().boundingRect() == field.rect(), field.accessibleName()
        shown._general.say("")
        QApplication.processEvents()


def _says_not_saved(shown: FlareUpForm) -> bool:
    return any(each.text() == NOT_SAVED for each in shown.findChildren(QLabel))


def test_one_esc_does_not_throw_away_what_was_only_pressed(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    next(chip for chip in shown.qualities.findChildren(Chip) if not chip.isChecked()).click()
    QTest.keyClick(shown.kept_from, Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert _says_not_saved(shown)


def test_the_cross_of_the_frame_does_not_throw_away_what_was_told(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.kept_from.setText("cooking")
    frame = shown.windowHandle()
    frame.close()
    assert shown.isVisible()
    assert _says_not_saved(shown)
    frame.close()
    assert not shown.isVisible()
    untouched = form(april, qtbot)
    untouched.windowHandle().close()
    assert not untouched.isVisible()


def test_enter_in_the_note_is_a_new_line_and_control_enter_saves(april: Journal, qtbot: QtBot) -> None:
    shown = form(april, qtbot)
    shown.note.setFocus()
    QTest.keyClick(shown.note, Qt.Key.Key_Return)
    assert shown.isVisible()
    QTest.keyClick(shown.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(shown.answer, FlareUp)


def test_it_says_when_it_was_written(april: Journal, qtbot: QtBot) -> None:
    assert form(april, qtbot).written.text().startswith("written Thu 2 Apr 2026, 13:47")
    assert form(april, qtbot, FlareUp(id=uuid4(), started_at=NOW)).written.text() == ""


def test_what_was_told_on_a_journey_was_written_by_the_clock_there(april: Journal, qtbot: QtBot) -> None:
    over_there = timezone(timedelta(hours=-4))
    began = NOW.astimezone(over_there)
    april.record(FlareUp(id=uuid4(), started_at=began, end_unknown=True))
    told = april.last_flare_up()
    assert told is not None
    assert form(april, qtbot, told).written.text() == "written Thu 2 Apr 2026, 10:40"
