"""The Medicines tab: what its rows say, and what happens when something is pressed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from painlog.entries import Dose, Medicine, Plan
from painlog.journal import Journal
from painlog.window.forms.medicine import MedicineForm
from painlog.window.look import CORNER, apply_look, inks_of
from painlog.window.medicines.plans import stopped
from painlog.window.medicines.questions import SWITCH, NewPlanQuestion, StopQuestion
from painlog.window.medicines.rows import MedicineRow
from painlog.window.medicines.tab import MedicinesTab
from painlog.window.panels import Heading
from painlog.window.question import Question
from tests.window.april import CAPSULE, DOSE, NOW, PARACETAMOL, PATCH, SLOW_TABLET, WORN, on

Asked = TypeVar("Asked", bound=Question)
TODAY = NOW.date()


class Wires:
    """What the main window does with what the tab asks for."""

    def __init__(self, tab: MedicinesTab, journal: Journal) -> None:
        self._journal = journal
        self.stop = journal.listen(tab.refresh)
        tab.asked_record.connect(self.record)
        tab.asked_change.connect(self.change)
        tab.asked_switch.connect(self.switch)
        tab.asked_remove.connect(self.remove)

    def record(self, medicine: Medicine) -> None:
        self._journal.record(medicine)

    def change(self, medicine: Medicine) -> None:
        self._journal.change(medicine)

    def switch(self, ended: Medicine, instead: Medicine) -> None:
        self._journal.switch(ended, instead)

    def remove(self, ids: tuple[UUID, ...]) -> None:
        self._journal.remove(*ids)


@pytest.fixture
def tab(april: Journal, qtbot: QtBot) -> Iterator[MedicinesTab]:
    shown = MedicinesTab(april)
    qtbot.addWidget(shown)
    wires = Wires(shown, april)
    shown.resize(1232, 620)
    shown.show()
    yield shown
    wires.stop()


def row(tab: MedicinesTab, medicine: Medicine) -> MedicineRow:
    return next(row for row in (*tab.now.rows, *tab.before.rows) if row.medicine.id == medicine.id)


def said(tab: MedicinesTab, medicine: Medicine) -> list[str]:
    found = row(tab, medicine)
    return [
        f"{found.name.words} {found.name.small}",
        found.when.text(),
        found.label.text(),
        found.since.text(),
        found.facts.text(),
    ]


def answer(kind: type[Asked], act: Callable[[Asked], None]) -> None:
    """Do `act` with the question of that kind that opens next; it never stays open."""

    def begin() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, kind)
        try:
            act(question)
        finally:
            if question.isVisible():
                question.reject()

    QTimer.singleShot(0, begin)


def test_the_rows_say_what_the_drawing_says(tab: MedicinesTab) -> None:
    assert said(tab, CAPSULE) == [
        "Oxycodone IR capsule 5 mg",
        "as needed",
        "1 at a time, 4 h apart, at most 6 a day",
        "since 12 January 2026",
        "last 13:14 today",
    ]
    assert said(tab, PATCH) == [
        "Buprenorphine patch 10 µg/h",
        "every 7 days",
        "change due Mon 6 Apr",
        "since 26 March 2026 · changed from Oxycodone PR",
        "on since Mon 30 Mar · left shoulder",
    ]
    assert said(tab, SLOW_TABLET) == [
        "Oxycodone PR tablet 10 mg",
        "every day",
        "1 at 08:00 and 20:00",
        "12 January – 25 March 2026",  # noqa: RUF001 - the words' own dash
        "“pain between tablets”",
    ]


def test_everything_a_row_says_stands_in_the_tab(tab: MedicinesTab) -> None:
    for each in (*tab.now.rows, *tab.before.rows):
        words = (
            each.when,
            each.label,
            each.since,
            *filter(lambda quiet: quiet.text(), (each.shared, each.facts)),
        )
        assert all(one.isVisibleTo(tab) for one in (each.name, *words))
    assert tab.add.isVisibleTo(tab)


def test_what_is_taken_now_stands_above_what_was_before(tab: MedicinesTab) -> None:
    assert [row.medicine.name for row in tab.now.rows] == [
        "Oxycodone IR",
        "Paracetamol",
        "Buprenorphine patch",
    ]
    assert [row.medicine.name for row in tab.before.rows] == ["Oxycodone PR"]
    before = row(tab, SLOW_TABLET)
    assert (before.again.isVisible(), before.change.isVisible()) == (True, False)


def test_a_dose_changes_the_facts_and_keeps_the_row(tab: MedicinesTab, april: Journal) -> None:
    button = row(tab, CAPSULE).name
    april.record(Dose(id=uuid4(), medicine=CAPSULE.id, taken_at=on(2, 16)))
    assert row(tab, CAPSULE).facts.text() == "last 16:00 today · 2 in 4 weeks"
    assert row(tab, CAPSULE).name is button
    april.undo()
    assert row(tab, CAPSULE).facts.text() == "last 13:14 today"


def test_facts_of_a_patch_that_came_off_and_of_what_was_never_taken(
    tab: MedicinesTab, april: Journal
) -> None:
    assert row(tab, PARACETAMOL).facts.text() == "not taken yet"
    april.change(replace(WORN, ended_at=on(1, 8)))
    assert row(tab, PATCH).facts.text() == "off since Wed 1 Apr"


def test_what_was_taken_already_says_since_when_it_takes_the_place(tab: MedicinesTab, april: Journal) -> None:
    ended = replace(PATCH, plans=(replace(PATCH.plans[0], until=TODAY),))
    april.switch(ended, replace(CAPSULE, changed_from=PATCH.id))
    said = "since 12 January 2026 · in place of Buprenorphine patch since 3 April 2026"
    assert row(tab, CAPSULE).since.text() == said


def test_the_same_ingredient_in_two_products_is_said(tab: MedicinesTab, april: Journal) -> None:
    both = Medicine(id=uuid4(), name="Co-drops", ingredient="codeine + paracetamol")
    april.record(both)
    assert row(tab, both).shared.text() == "paracetamol is also in Paracetamol"
    assert row(tab, PARACETAMOL).shared.text() == "paracetamol is also in Co-drops"
    assert row(tab, CAPSULE).shared.text() == ""


def test_a_medicine_is_added(tab: MedicinesTab, april: Journal) -> None:
    def fill(form: MedicineForm) -> None:
        form.name.setText("Ibuprofen")
        form.yes.click()

    answer(MedicineForm, fill)
    tab.add.click()
    assert [medicine.name for medicine in april.medicines()][-1] == "Ibuprofen"
    assert [row.medicine.name for row in tab.now.rows][-1] == "Ibuprofen"
    april.undo()
    assert len(tab.now.rows) == 3


def test_its_name_opens_a_medicine(tab: MedicinesTab, april: Journal) -> None:
    def fill(form: MedicineForm) -> None:
        form.note.setPlainText("with food")
        form.yes.click()

    answer(MedicineForm, fill)
    row(tab, PARACETAMOL).name.click()
    changed = april.find(PARACETAMOL.id)
    assert isinstance(changed, Medicine)
    assert changed.note == "with food"


def test_a_medicine_without_doses_is_removed_and_undo_brings_it_back(
    tab: MedicinesTab, april: Journal
) -> None:
    answer(MedicineForm, lambda form: form.remove.click())
    row(tab, PARACETAMOL).name.click()
    assert april.find(PARACETAMOL.id) is None
    assert len(tab.now.rows) == 2
    april.undo()
    assert len(tab.now.rows) == 3


def test_a_change_of_dose_is_written(tab: MedicinesTab, april: Journal) -> None:
    def fill(question: NewPlanQuestion) -> None:
        question.plan.amount.setText("2")
        said = " ".join(label.text() for label in question.findChildren(QLabel))
        assert "One of another strength is another medicine" in said
        question.yes.click()

    answer(NewPlanQuestion, fill)
    row(tab, CAPSULE).change.click()
    assert row(tab, CAPSULE).label.text() == "2 at a time, 4 h apart, at most 6 a day"
    assert row(tab, CAPSULE).since.text() == "since 12 January 2026 · this dose since 2 April 2026"


def test_a_stop_moves_it_to_what_was_before(tab: MedicinesTab, april: Journal) -> None:
    def fill(question: StopQuestion) -> None:
        question.last_day.show_day(TODAY - timedelta(days=1))
        question.reason.setText("made me sick")
        question.yes.click()

    answer(StopQuestion, fill)
    row(tab, CAPSULE).stop.click()
    assert [row.medicine.name for row in tab.before.rows] == ["Oxycodone IR", "Oxycodone PR"]
    assert row(tab, CAPSULE).facts.text() == "“made me sick”"
    april.undo()
    assert len(tab.before.rows) == 1


def test_a_stop_at_the_end_of_today_is_said_at_once(tab: MedicinesTab) -> None:
    answer(StopQuestion, lambda question: question.yes.click())
    row(tab, CAPSULE).stop.click()
    assert row(tab, CAPSULE).since.text() == "12 January – 2 April 2026"  # noqa: RUF001 - the words' own dash


def test_a_switch_ends_one_and_begins_another(tab: MedicinesTab, april: Journal) -> None:
    def name_it(form: MedicineForm) -> None:
        form.name.setText("Fentanyl patch")
        form.yes.click()

    def fill(question: StopQuestion) -> None:
        question.what.chips[SWITCH].click()
        answer(MedicineForm, name_it)
        question.yes.click()

    answer(StopQuestion, fill)
    row(tab, PATCH).stop.click()
    new = april.medicines()[-1]
    old = april.find(PATCH.id)
    assert isinstance(old, Medicine)
    assert (new.name, new.changed_from, new.plans[0].start) == (
        "Fentanyl patch",
        PATCH.id,
        TODAY + timedelta(days=1),
    )
    assert old.plans[-1].until == TODAY
    assert row(tab, new).since.text() == "from 3 April 2026 on · changed from Buprenorphine patch"


@pytest.mark.parametrize("then", ["left", "named"])
def test_a_switch_that_is_left_half_way_changes_nothing_and_keeps_what_was_told(
    tab: MedicinesTab, april: Journal, then: str
) -> None:
    seen: list[tuple[str, int]] = []

    def fill(question: StopQuestion) -> None:
        question.what.chips[SWITCH].click()
        question.reason.setText("pain between patches")
        answer(MedicineForm, leave)
        question.yes.click()

    def leave(form: MedicineForm) -> None:
        answer(StopQuestion, again)
        form.no.click()

    def again(question: StopQuestion) -> None:
        seen.append((question.reason.text(), question.what.current))
        assert april.contents() == before
        if then == "named":
            answer(MedicineForm, name_it)
        (question.no if then == "left" else question.yes).click()

    def name_it(form: MedicineForm) -> None:
        form.name.setText("Fentanyl patch")
        form.yes.click()

    before = april.contents()
    answer(StopQuestion, fill)
    row(tab, PATCH).stop.click()
    assert seen == [("pain between patches", SWITCH)]
    if then == "left":
        assert april.contents() == before
    else:
        old = april.find(PATCH.id)
        assert isinstance(old, Medicine)
        assert (april.medicines()[-1].name, old.plans[-1].reason) == (
            "Fentanyl patch",
            "pain between patches",
        )


def test_what_was_before_is_taken_again(tab: MedicinesTab, april: Journal) -> None:
    answer(NewPlanQuestion, lambda question: question.yes.click())
    row(tab, SLOW_TABLET).again.click()
    assert not tab.before.rows
    assert row(tab, SLOW_TABLET).since.text() == "since 2 April 2026"


def test_a_change_of_dose_leaves_the_last_day_that_was_told(tab: MedicinesTab, april: Journal) -> None:
    """Somebody who takes less week by week, until a day, was told to go on for ever with the first change."""
    last_day = TODAY + timedelta(days=28)
    april.change(stopped(CAPSULE, last_day, "tapered off", TODAY))
    said: list[str] = []

    def halve(question: NewPlanQuestion) -> None:
        said.extend(label.text() for label in question.findChildren(QLabel))
        question.plan.start.show_day(TODAY + timedelta(days=7))
        question.plan.most.setText("3")
        question.yes.click()

    answer(NewPlanQuestion, halve)
    row(tab, CAPSULE).change.click()
    assert "Its last day stays 30 April 2026." in said
    first, second = medicine_of(april, CAPSULE).plans
    assert (first.until, first.reason) == (TODAY + timedelta(days=6), "")
    assert (second.until, second.reason, second.max_per_day) == (last_day, "tapered off", Decimal(3))


def test_what_is_to_end_can_be_taken_on(tab: MedicinesTab, april: Journal) -> None:
    april.change(stopped(CAPSULE, TODAY + timedelta(days=28), "", TODAY))
    again, titles = row(tab, CAPSULE).again, list[str]()
    assert (again.isVisible(), again.words) == (True, "Go on taking it…")

    def say_yes(question: NewPlanQuestion) -> None:
        titles.append(question.windowTitle())
        question.yes.click()

    answer(NewPlanQuestion, say_yes)
    again.click()
    assert titles[0].startswith("Go on taking: Oxycodone IR 5 mg")
    assert medicine_of(april, CAPSULE).plans[-1].until is None
    assert not row(tab, CAPSULE).again.isVisible()


def medicine_of(journal: Journal, medicine: Medicine) -> Medicine:
    found = journal.find(medicine.id)
    assert isinstance(found, Medicine)
    return found


def test_what_has_no_plan_has_no_empty_line_where_others_say_since_when(
    tab: MedicinesTab, april: Journal
) -> None:
    april.change(replace(CAPSULE, plans=()))
    assert not row(tab, CAPSULE).since.isVisible()
    assert row(tab, CAPSULE).facts.isVisible()


def test_links_say_which_medicine_they_are_about(tab: MedicinesTab) -> None:
    assert row(tab, CAPSULE).change.accessibleName() == "Change dose… Oxycodone IR 5 mg"


def test_a_hidden_tab_looks_when_it_is_shown(tab: MedicinesTab, april: Journal) -> None:
    tab.hide()
    april.remove(DOSE.id)
    tab.show()
    assert row(tab, CAPSULE).facts.text() == "not taken yet"


def test_without_medicines_it_says_what_to_do(journal: Journal, qtbot: QtBot) -> None:
    tab = MedicinesTab(journal)
    qtbot.addWidget(tab)
    tab.show()
    assert not tab.now.isVisible()
    assert not tab.before.isVisible()
    journal.record(Medicine(id=uuid4(), name="Ibuprofen", plans=(Plan(start=date(2026, 4, 1)),)))
    tab.refresh(None)
    assert tab.now.isVisible()


def test_a_very_long_name_cuts_nothing_off_in_a_small_window_with_large_text(
    tab: MedicinesTab, april: Journal, qapp: QApplication
) -> None:
    april.change(replace(CAPSULE, name="Oxycodonhydrochloridhemihydrat retard Heumann"))
    apply_look(qapp, percent=200)
    tab.resize(1024, 440)
    qapp.processEvents()
    assert tab.minimumSizeHint().width() <= 1024
    apply_look(qapp)


@pytest.mark.parametrize(("percent", "width"), [(100, 1366), (125, 1024), (200, 1366), (200, 1024)])
def test_what_was_taken_before_stands_in_the_same_columns(
    tab: MedicinesTab, qapp: QApplication, qtbot: QtBot, percent: int, width: int
) -> None:
    """Its links are shorter and its dates longer; with large text its columns stood 80 points beside."""
    apply_look(qapp, percent=percent)
    tab.resize(width, 600)

    def left(medicine: Medicine) -> list[int]:
        it = row(tab, medicine)
        shown = next(link for link in (it.change, it.again) if link.isVisible())
        cells = (it.name, it.when, it.label, it.since, shown)
        return [cell.mapTo(tab, QPoint()).x() for cell in cells]

    qtbot.waitUntil(lambda: left(SLOW_TABLET) == left(CAPSULE) == left(PARACETAMOL))
    apply_look(qapp)


def test_the_line_around_a_panel_is_whole(tab: MedicinesTab) -> None:
    for panel in (tab.now, tab.before):
        picture = panel.grab().toImage()
        for y in (0, panel.height() - 1):
            along = {picture.pixelColor(x, y).name() for x in range(CORNER + 2, panel.width() - CORNER - 2)}
            assert along == {inks_of(tab).line.lower()}


def test_a_heading_is_nearer_to_what_it_heads(tab: MedicinesTab) -> None:
    heading = next(each for each in tab.findChildren(Heading) if each.text() == "What you took before")
    words = heading.geometry().marginsRemoved(heading.contentsMargins())
    assert words.top() - tab.now.geometry().bottom() > tab.before.geometry().top() - words.bottom()
