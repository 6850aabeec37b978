"""Whoever opens an entry only to look at it, and saves it, changes nothing of it, whatever is in it."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import (
    ACTIONS,
    FORMS,
    REASONS,
    ROLES,
    STRENGTH_UNITS,
    Activity,
    Appointment,
    CheckIn,
    Dose,
    FlareUp,
    Kept,
    Medicine,
    Note,
    Plan,
    Question,
    Reading,
    Strength,
    kind_of,
)
from painlog.journal import Journal
from painlog.rules import LONGEST_HOURS
from painlog.window.forms import form_of
from painlog.window.forms.keeping import KeptLine, KeptText, NumberField
from painlog.window.medicines.questions import NewPlanQuestion
from tests.exchange.journals import AMOUNTS, LEVELS, MOMENTS, NAMES, TEXTS
from tests.window.april import (
    CAPSULE,
    DOSE,
    EVENING,
    LIFTING,
    NOW,
    PATCH,
    SHOES,
    SITTING,
    THERAPY,
    VISIT,
    WORN,
    april,
    english,
    journal,
)

__all__ = ["april", "english", "journal"]

LOOKED_AT = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
IDS = st.uuids()
LENGTHS = st.timedeltas(timedelta(), timedelta(days=3))
WORDS = st.lists(NAMES.map(lambda word: " ".join(word.split()) or "x"), max_size=3, unique=True).map(tuple)
NUMBERS = st.none() | AMOUNTS
HOURS = st.none() | st.decimals("0.1", LONGEST_HOURS, places=1)


@st.composite
def flare_ups(draw: st.DrawFn) -> FlareUp:
    begin = draw(MOMENTS)
    peak = begin + draw(LENGTHS)
    end = peak + draw(LENGTHS)
    how = draw(st.sampled_from(["over", "running", "not known"]))
    return FlareUp(
        id=draw(IDS),
        started_at=begin,
        peaked_at=draw(st.none() | st.just(peak)),
        ended_at=end if how == "over" else None,
        end_unknown=how == "not known",
        peak=draw(LEVELS),
        readings=tuple(
            Reading(at=begin + length, intensity=level)
            for length, level in sorted(draw(st.dictionaries(LENGTHS, st.floats(0, 10), max_size=4)).items())
        ),
        triggers=draw(WORDS),
        regions=draw(WORDS.filter(bool)),
        qualities=draw(WORDS),
        helped=draw(WORDS),
        kept_from=draw(TEXTS),
        time_uncertain=draw(st.booleans()),
        came_back_after=draw(st.none() | st.just(LIFTING.id)),
        note=draw(TEXTS),
    )


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    taken, medicine = draw(MOMENTS), draw(st.sampled_from([CAPSULE, PATCH]))
    patch = medicine is PATCH
    return Dose(
        id=draw(IDS),
        medicine=medicine.id,
        taken_at=taken,
        amount=draw(AMOUNTS),
        reason=draw(st.none() | st.sampled_from(REASONS)),
        flare_up=LIFTING.id if draw(st.booleans()) else None,
        relief=draw(st.none() | st.floats(0, 100)),
        relief_minutes=draw(st.none() | st.floats(0, 600)),
        ended_at=taken + draw(LENGTHS) if draw(st.booleans()) else None,
        site=draw(TEXTS) if patch else "",
        note=draw(TEXTS),
    )


@st.composite
def medicines(draw: st.DrawFn) -> Medicine:
    start = draw(st.dates(date(2000, 1, 1), date(2030, 1, 1)))
    strength = st.builds(Strength, value=AMOUNTS, unit=st.sampled_from(STRENGTH_UNITS))
    plan = Plan(
        start=start,
        until=draw(st.none() | st.just(start + timedelta(days=30))),
        amount=draw(NUMBERS),
        times=tuple(draw(st.lists(st.integers(0, 1439), max_size=3).map(_clocks))),
        every_hours=draw(HOURS),
        min_hours_between=draw(HOURS),
        max_per_day=draw(NUMBERS),
        reason=draw(TEXTS),
    )
    return Medicine(
        id=draw(IDS),
        name=draw(NAMES),
        ingredient=draw(TEXTS),
        form=draw(st.sampled_from(FORMS)),
        strength=draw(st.none() | strength),
        action=draw(st.none() | st.sampled_from(ACTIONS)),
        role=draw(st.sampled_from(ROLES)),
        plans=(plan,),
        note=draw(TEXTS),
    )


def _clocks(minutes: list[int]) -> list[time]:
    return [time(minute // 60, minute % 60) for minute in minutes]


ENTRIES = st.one_of(
    flare_ups(),
    doses(),
    medicines(),
    st.builds(Activity, id=IDS, name=NAMES, started_at=MOMENTS, therapy=st.booleans(), note=TEXTS),
    st.builds(CheckIn, id=IDS, at=MOMENTS, background=LEVELS, enjoyment=LEVELS, activity=LEVELS, note=TEXTS),
    st.builds(
        Appointment,
        id=IDS,
        at=MOMENTS,
        with_whom=TEXTS,
        questions=st.lists(st.builds(Question, text=NAMES, answer=TEXTS), max_size=3).map(tuple),
        note=TEXTS,
    ),
    st.builds(Note, id=IDS, at=MOMENTS, text=NAMES),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Journal]:
    """One journal for all examples: nothing of them is written."""
    path = tmp_path_factory.mktemp("looking") / "journal.painlog"
    with Journal.open(path, clock=lambda: NOW) as opened:
        opened.record(CAPSULE, PATCH)
        opened.record(LIFTING)
        yield opened


@LOOKED_AT
@given(entry=ENTRIES)
def test_looking_changes_nothing(kept: Journal, entry: Kept) -> None:
    form = form_of(kept, entry)
    form.accept()
    answer = form.answer
    form.deleteLater()  # before anything is said of it: left behind by one that failed it ends the tests
    assert answer == entry
    assert repr(answer) == repr(entry)


def _widgets_of(form: QWidget) -> Iterator[QWidget]:
    """Give what a form calls its own: fields, and lists of them."""
    for held in vars(form).values():
        several = held if isinstance(held, list) else [held]
        yield from (each for each in several if isinstance(each, QWidget))


@pytest.mark.parametrize(
    "entry", [LIFTING, WORN, DOSE, SITTING, THERAPY, EVENING, VISIT, SHOES, CAPSULE], ids=kind_of
)
def test_all_that_a_form_asks_stands_in_it(kept: Journal, entry: Kept, qtbot: QtBot) -> None:
    """What is made and never laid out is read as it was, and nobody can change it."""
    form = form_of(kept, entry)
    qtbot.addWidget(form)
    outside = [widget for widget in _widgets_of(form) if not form.isAncestorOf(widget)]
    assert outside == []


@pytest.mark.parametrize(
    "told",
    [
        Dose(id=uuid4(), medicine=CAPSULE.id, taken_at=NOW, flare_up=LIFTING.id),
        Dose(id=uuid4(), medicine=CAPSULE.id, taken_at=NOW, flare_up=LIFTING.id, reason="schedule"),
        Dose(id=uuid4(), medicine=CAPSULE.id, taken_at=NOW, ended_at=NOW),
    ],
)
def test_a_dose_as_only_a_file_tells_it_stays_so(kept: Journal, told: Dose, qtbot: QtBot) -> None:
    """Its flare-up without that reason, or the end of a patch that is none any more, was lost with Save."""
    form = form_of(kept, told)
    qtbot.addWidget(form)
    form.accept()
    assert form.answer == told


@LOOKED_AT
@given(medicine=medicines())
def test_a_new_plan_leaves_all_else_as_it_was(kept: Journal, medicine: Medicine) -> None:
    question = NewPlanQuestion("Change of dose", kept, medicine)
    question.accept()
    answer = question.answer
    assert isinstance(answer, Medicine)
    assert (answer.name, answer.strength, answer.note) == (medicine.name, medicine.strength, medicine.note)
    fresh = answer.plan_on(NOW.date())
    assert fresh is not None
    assert (fresh.amount, fresh.times) == (medicine.plans[0].amount, medicine.plans[0].times)
    question.deleteLater()


@pytest.mark.parametrize("text", ["", " two  blanks ", "line\nbreak", "\ttab", "e\u0301", "\u202eback"])
def test_a_line_gives_back_what_it_cannot_show(qapp: QApplication, text: str) -> None:
    line, lines = KeptLine(text), KeptText(text)
    assert (line.told(), lines.told()) == (text, text)
    line.setText(" typed ")
    lines.setPlainText(" typed\ntoo ")
    assert (line.told(), lines.told()) == ("typed", "typed\ntoo")


@pytest.mark.parametrize("text", ["10.0", "1.50", "0", "0.000", "123456789.123456789"])
def test_a_number_keeps_its_digits(qapp: QApplication, text: str) -> None:
    given_number = Decimal(text)
    field = NumberField("amount", given_number)
    assert repr(field.number()) == repr(given_number)
    field.setText("2")
    assert field.number() == Decimal(2)
    field.clear()
    assert field.number() is None


def test_ids_are_those_of_the_entry(kept: Journal) -> None:
    new: UUID = uuid4()
    form = form_of(kept, Note(id=new, at=NOW, text="x"))
    form.accept()
    assert isinstance(form.answer, Note)
    assert form.answer.id == new
