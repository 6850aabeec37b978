"""A day is marked as one without a flare-up, or it has one: the later word takes the mark back, or asks."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from painlog.entries import CheckIn, Contents, FlareUp, Removed
from painlog.window.forms.check_in import CheckInForm
from painlog.window.marked_days import taken_back
from tests.stories.person import Person, then

NOT_WITHOUT = "A flare-up is written down on this day; take that out first if there was none."
GOES_ON = "A flare-up of an earlier day went on into this day; say first when it ended if it did not."


@pytest.fixture
def evening(person: Person) -> Person:
    """Half past seven in the evening."""
    person.waits(hours=3)
    return person


def _told(person: Person) -> list[FlareUp | CheckIn]:
    """Return today's flare-ups and check-ins."""
    today = person.clock.now.date()
    found = [entry for entry in person.wrote() if isinstance(entry, FlareUp | CheckIn)]
    return [entry for entry in found if entry.moment.date() == today]


@pytest.mark.parametrize("by", ["now", "earlier", "another day's start"])
def test_a_flare_up_takes_the_mark_of_its_day_back_and_undo_brings_it_again(evening: Person, by: str) -> None:
    evening.presses("No flare-up today")
    [marked] = _told(evening)
    if by == "now":
        evening.presses("Flare-up now")
    elif by == "earlier":
        evening.presses("30 min ago")
    else:
        yesterdays = FlareUp(id=uuid4(), started_at=evening.clock.now - timedelta(days=1), end_unknown=True)
        evening.window.answers.record(yesterdays)
        assert _told(evening) == [marked]
        evening.window.answers.change(replace(yesterdays, started_at=evening.clock.now))
    [begun] = _told(evening)
    assert isinstance(begun, FlareUp)
    assert Removed(id=marked.id, at=evening.clock.now) in evening.journal.contents().removed
    evening.window.answers.undo()
    assert _told(evening) == [marked]
    assert not evening.journal.contents().removed


def test_a_flare_up_that_is_taken_out_by_hand_gives_the_mark_back(evening: Person) -> None:
    """As Undo does, and as its date does when that is mended: F5 was pressed by mistake."""
    evening.presses("No flare-up today")
    [marked] = _told(evening)
    evening.presses("Flare-up now")
    [begun] = _told(evening)
    evening.window.answers.remove(begun.id)
    assert _told(evening) == [marked]
    evening.window.answers.undo()
    assert _told(evening) == [begun]
    evening.window.answers.redo()
    assert _told(evening) == [marked]
    evening.window.answers.bring_back([begun.id])
    assert [entry.id for entry in _told(evening)] == [begun.id]


def test_a_mark_stays_away_where_more_is_told_of_its_day(evening: Person) -> None:
    now = evening.clock.now
    marked = CheckIn(id=uuid4(), at=now, background=3, no_flare_up=True)
    evening.window.answers.record(marked)
    first, second = (FlareUp(id=uuid4(), started_at=now, end_unknown=True) for _ in range(2))
    evening.window.answers.record(first)
    evening.window.answers.record(second)
    evening.window.answers.remove(first.id)
    assert not any(isinstance(entry, CheckIn) and entry.no_flare_up for entry in _told(evening))
    evening.window.answers.remove([second.id, marked.id])
    assert _told(evening) == []
    evening.window.answers.undo()
    evening.window.answers.undo()
    evening.window.answers.remove([first.id, second.id])
    assert [(entry.id, entry.no_flare_up) for entry in _told(evening) if isinstance(entry, CheckIn)] == [
        (marked.id, True)
    ]


def test_what_else_the_check_in_tells_stays(evening: Person) -> None:
    evening.window.answers.record(
        CheckIn(id=uuid4(), at=evening.clock.now, background=3, no_flare_up=True, note="a good day")
    )
    evening.keys(Qt.Key.Key_F5)
    checked = next(entry for entry in _told(evening) if isinstance(entry, CheckIn))
    assert (checked.no_flare_up, checked.background, checked.note) == (False, 3, "a good day")
    evening.window.answers.undo()
    [checked] = [entry for entry in _told(evening) if isinstance(entry, CheckIn)]
    assert checked.no_flare_up


def test_a_level_told_of_what_runs_leaves_other_days_alone(evening: Person) -> None:
    evening.presses("Flare-up now")
    tomorrow = CheckIn(id=uuid4(), at=evening.clock.now + timedelta(hours=6), no_flare_up=True)
    evening.window.answers.record(tomorrow)
    evening.presses("Pain 6 of 10")
    assert any(entry.id == tomorrow.id for entry in evening.wrote())


def test_a_day_with_a_flare_up_is_not_marked_and_it_says_why(evening: Person) -> None:
    evening.presses("Flare-up now")
    evening.presses("It is over")
    evening.keys(Qt.Key.Key_F9)
    [begun] = _told(evening)
    assert isinstance(begun, FlareUp)
    assert evening.reads(NOT_WITHOUT)


def test_a_day_is_marked_once_however_often_it_is_asked_for(evening: Person) -> None:
    evening.keys(Qt.Key.Key_F9)
    [marked] = _told(evening)
    evening.keys(Qt.Key.Key_F9)
    assert _told(evening) == [marked]


def test_the_evening_check_that_was_open_already_says_so_too(evening: Person) -> None:
    evening.keys(Qt.Key.Key_E, ctrl=True)
    evening.keys(Qt.Key.Key_F5)
    panel = evening.window.today.quick.panel
    assert panel is not None
    chip = panel.none_today  # type: ignore[attr-defined]
    chip.click()
    assert (len(_told(evening)), chip.isChecked()) == (1, False)
    assert evening.reads(NOT_WITHOUT)
    panel.background.levels[3].click()  # type: ignore[attr-defined]
    [checked] = [entry for entry in _told(evening) if isinstance(entry, CheckIn)]
    assert (checked.background, checked.no_flare_up) == (3, False)


def test_the_evening_check_offers_no_day_without_where_yesterdays_went_on_into_it(evening: Person) -> None:
    """The button beside it offers none either, also not once it is over: there was one today."""
    now = evening.clock.now
    yesterdays = FlareUp(id=uuid4(), started_at=now - timedelta(days=1))
    evening.window.answers.record(yesterdays)
    evening.keys(Qt.Key.Key_E, ctrl=True)
    assert not evening.sees("No flare-up today")
    evening.keys(Qt.Key.Key_Escape)
    evening.presses("It is over")
    for offers, midnight in ((False, now), (True, now.replace(hour=0, minute=0))):
        evening.window.answers.change(replace(yesterdays, ended_at=midnight))
        assert evening.sees("No flare-up today") == offers
        evening.keys(Qt.Key.Key_E, ctrl=True)
        panel = evening.window.today.quick.panel
        assert panel is not None
        assert panel.none_today.isVisible() == offers  # type: ignore[attr-defined]
        evening.keys(Qt.Key.Key_Escape)


def test_while_yesterdays_goes_on_the_key_and_the_form_mark_no_day_without_either(evening: Person) -> None:
    """The check was not offered, F9 marked the day all the same; one that is over by then leaves it free."""
    yesterdays = FlareUp(id=uuid4(), started_at=evening.clock.now - timedelta(days=1))
    evening.window.answers.record(yesterdays)
    evening.keys(Qt.Key.Key_F9)
    assert _told(evening) == []
    assert evening.reads(GOES_ON)
    checked = CheckIn(id=uuid4(), at=evening.clock.now, background=3)
    evening.window.answers.record(checked)

    def mark(form: QWidget) -> None:
        assert isinstance(form, CheckInForm)
        form.no_flare_up.click()
        form.yes.click()
        _, reason = form.reasons["no_flare_up"]
        assert (form.answer, reason.text()) == (None, GOES_ON)

    then(mark)
    evening.window.open_entry(checked)
    evening.presses("It is over")
    evening.keys(Qt.Key.Key_F9)
    assert [entry.no_flare_up for entry in _told(evening) if isinstance(entry, CheckIn)] == [False]
    ended = evening.clock.now - timedelta(hours=20)
    evening.window.answers.change(replace(yesterdays, ended_at=ended))
    evening.presses("No flare-up today")
    assert [entry.no_flare_up for entry in _told(evening) if isinstance(entry, CheckIn)] == [False, True]


def test_no_day_of_a_long_one_is_marked_when_it_is_told_later(evening: Person) -> None:
    now = evening.clock.now
    long = FlareUp(id=uuid4(), started_at=now - timedelta(days=3), ended_at=now - timedelta(days=1))
    evening.window.answers.record(long)
    for days in (4, 3, 2, 1, 0):
        marked = CheckIn(id=uuid4(), at=now - timedelta(days=days), no_flare_up=True)
        evening.window.answers.record(marked)
        assert (evening.journal.find(marked.id) is None) == (days in {3, 2, 1})


@pytest.mark.parametrize("how", ["told later", "longer", "earlier", "still going on", "brought back"])
def test_a_flare_up_takes_the_marks_of_all_its_days_back_as_one_act(evening: Person, how: str) -> None:
    now, a_day = evening.clock.now, timedelta(days=1)
    long = FlareUp(id=uuid4(), started_at=now - 3 * a_day, ended_at=now - a_day)
    answers, short = evening.window.answers, timedelta(hours=1)
    if how == "brought back":
        answers.record(long)
        answers.remove(long.id)
    elif how == "longer":
        answers.record(replace(long, ended_at=long.started_at + short))
    elif how == "earlier":
        answers.record(replace(long, started_at=now - a_day - short))
    marked = [CheckIn(id=uuid4(), at=now - days * a_day, no_flare_up=True) for days in range(5)]
    for each in marked:
        answers.record(each)
    before = {entry.id for entry in evening.wrote()}
    if how == "brought back":
        answers.bring_back([long.id])
    else:
        answers.write(replace(long, ended_at=None) if how == "still going on" else long)
    is_left = [each.id in {entry.id for entry in evening.wrote()} for each in marked]
    assert is_left == [how != "still going on", False, False, False, True]
    answers.undo()
    assert {entry.id for entry in evening.wrote()} == before


def test_who_mends_a_start_of_a_wrong_year_has_the_marks_again(evening: Person) -> None:
    """Undo brings them back, but whoever mends the date does not press it."""
    answers, now = evening.window.answers, evening.clock.now
    other = FlareUp(id=uuid4(), started_at=now - timedelta(days=40), end_unknown=True)
    for days in (2, 60, 300):
        answers.record(CheckIn(id=uuid4(), at=now - timedelta(days=days), no_flare_up=True))
    answers.record(
        CheckIn(id=uuid4(), at=now - timedelta(days=90), no_flare_up=True, background=3, note="ill")
    )
    answers.record(CheckIn(id=uuid4(), at=now - timedelta(days=40), no_flare_up=True))
    before = {entry.id: entry for entry in evening.wrote() if isinstance(entry, CheckIn)}
    wrong = FlareUp(id=uuid4(), started_at=now - timedelta(days=365), ended_at=now - timedelta(hours=1))
    answers.record(wrong)
    answers.record(other)
    gone = [entry for entry in evening.wrote() if isinstance(entry, CheckIn) and not entry.no_flare_up]
    assert len(gone) == 1 + sum(not entry.no_flare_up for entry in before.values())
    answers.remove(next(entry.id for entry in gone if entry.note == "ill"))
    answers.change(replace(wrong, started_at=now - timedelta(days=2, hours=1)))
    marked = {
        (now - entry.at).days for entry in evening.wrote() if isinstance(entry, CheckIn) and entry.no_flare_up
    }
    assert marked >= {60, 300}
    assert not marked & {2, 40, 90}, (
        "it has some of the first, another one of the second; the third was removed"
    )
    answers.undo()
    assert not any(
        (now - entry.moment).days in (60, 300) for entry in evening.wrote() if isinstance(entry, CheckIn)
    )


def test_a_mark_beside_something_else_comes_back_into_its_check_in(evening: Person) -> None:
    answers, now = evening.window.answers, evening.clock.now
    checked = CheckIn(id=uuid4(), at=now - timedelta(days=90), no_flare_up=True, background=3)
    answers.record(checked)
    wrong = FlareUp(id=uuid4(), started_at=now - timedelta(days=365), ended_at=now - timedelta(hours=1))
    answers.record(wrong)
    answers.change(replace(checked, no_flare_up=False, background=4))
    answers.change(replace(wrong, started_at=now - timedelta(hours=2)))
    mended = evening.journal.find(checked.id)
    assert isinstance(mended, CheckIn)
    assert (mended.no_flare_up, mended.background) == (True, 4)


def test_the_form_of_a_check_in_says_it_beside_the_tick(evening: Person) -> None:
    checked = CheckIn(id=uuid4(), at=evening.clock.now, background=3)
    evening.window.answers.record(checked)
    evening.presses("Flare-up now")

    def mark(form: QWidget) -> None:
        assert isinstance(form, CheckInForm)
        form.no_flare_up.click()
        form.yes.click()
        _, reason = form.reasons["no_flare_up"]
        assert (form.answer, reason.text()) == (None, NOT_WITHOUT)
        form.no_flare_up.click()
        form.yes.click()
        assert form.answer == checked_as_written

    checked_as_written = evening.journal.find(checked.id)
    then(mark)
    assert checked_as_written is not None
    evening.window.open_entry(checked_as_written)


def test_what_came_from_a_file_with_both_stays_and_can_be_mended(evening: Person) -> None:
    marked = CheckIn(id=uuid4(), at=evening.clock.now, no_flare_up=True)
    begun = FlareUp(id=uuid4(), started_at=evening.clock.now, end_unknown=True)
    evening.journal.take_in(Contents(flare_ups=(begun,), check_ins=(marked,)))
    evening.window.answers.change(replace(begun, peak=6))
    evening.window.answers.change(replace(marked, background=2))
    told = {type(entry): entry for entry in _told(evening)}
    flare_up, check_in = told[FlareUp], told[CheckIn]
    assert isinstance(flare_up, FlareUp)
    assert isinstance(check_in, CheckIn)
    assert (flare_up.peak, check_in.background, check_in.no_flare_up) == (6, 2, True)
    evening.window.answers.undo()
    evening.window.answers.undo()
    assert {entry.id for entry in _told(evening)} == {marked.id, begun.id}


def test_one_that_is_brought_back_takes_the_mark_of_its_day_back(evening: Person) -> None:
    begun = [FlareUp(id=uuid4(), started_at=evening.clock.now - timedelta(hours=each)) for each in (1, 2)]
    evening.window.answers.write(replace(begun[0], end_unknown=True))
    evening.window.answers.write(replace(begun[1], end_unknown=True))
    evening.window.answers.remove([each.id for each in begun])
    evening.presses("No flare-up today")
    [marked] = _told(evening)
    evening.window.answers.bring_back([each.id for each in begun])
    assert {entry.id for entry in _told(evening)} == {each.id for each in begun}
    evening.window.answers.undo()
    assert _told(evening) == [marked]


@pytest.mark.parametrize("together", [False, True])
def test_a_mark_is_not_brought_back_beside_a_flare_up(evening: Person, *, together: bool) -> None:
    evening.presses("No flare-up today")
    [marked] = _told(evening)
    evening.presses("Flare-up now")
    [begun] = _told(evening)
    if together:
        evening.window.answers.remove(begun.id)
        evening.window.answers.remove(marked.id)
    evening.window.answers.bring_back([marked.id, begun.id] if together else [marked.id])
    assert [entry.id for entry in _told(evening)] == ([] if together else [begun.id])
    assert evening.reads(NOT_WITHOUT)


def test_a_check_in_that_tells_anything_else_loses_its_mark_and_nothing_more(evening: Person) -> None:
    now = evening.clock.now
    marked = CheckIn(id=uuid4(), at=now, no_flare_up=True)
    told = {
        "noted": replace(marked, id=uuid4(), note="rain"),
        "slept": replace(marked, id=uuid4(), sleep_hours=7),
    }
    evening.journal.record(marked, *told.values())
    back = {each.id: each for each in taken_back(evening.journal, FlareUp(id=uuid4(), started_at=now))}
    assert isinstance(back[marked.id], Removed)
    for kept in told.values():
        found = back[kept.id]
        assert isinstance(found, CheckIn)
        assert (found.no_flare_up, found.note, found.sleep_hours) == (False, kept.note, kept.sleep_hours)
