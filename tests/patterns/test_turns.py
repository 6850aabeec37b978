"""Changes of medicine and appointments are found where the plans and the first doses say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from painlog.entries import Appointment, Medicine, Plan
from painlog.patterns.timeline import DAY, HOUR, Turn, midnight, timeline
from tests.charts.diaries import OXYCODONE, PATCH, RETARD, Attack, Diary, medicine, moment

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)


def _turns(*medicines: Medicine, takes: Medicine | None = None) -> list[tuple[float, Turn, str]]:
    diary = Diary(MONDAY, attacks=[Attack(5)], medicines=list(medicines))
    if takes is not None:
        diary.take(takes, 24 * 10 + 9)
    made = timeline(diary.record(), moment(MONDAY, 24 * 60))
    found = [turn for turn in made.uprights if turn.medicine is not None]
    return [((turn.at - START) / DAY, turn.turn, turn.medicine.name) for turn in found if turn.medicine]


def test_what_takes_the_place_of_another_is_a_change_and_the_other_does_not_stop() -> None:
    assert _turns(RETARD, PATCH) == [(24, Turn.CHANGED_TO, "Buprenorphine")]


def test_what_is_taken_again_in_place_of_another_changed_on_that_day() -> None:
    """The change stood where it had been taken for the first time."""
    first = Plan(start=date(2025, 1, 1), until=date(2026, 3, 11))
    old = medicine("Old", plans=(first, Plan(start=date(2026, 4, 1))))
    between = replace(
        medicine("Between", plans=(Plan(start=date(2026, 3, 12), until=date(2026, 3, 31)),)),
        changed_from=old.id,
    )
    back = replace(old, changed_from=between.id)
    assert _turns(back, between) == [
        (10, Turn.STOPPED, "Old"),
        (10, Turn.CHANGED_TO, "Between"),
        (30, Turn.CHANGED_TO, "Old"),
    ]


def test_what_went_on_alone_took_over_when_the_other_ended() -> None:
    beside = medicine("Beside", plans=(Plan(start=date(2026, 3, 12), until=date(2026, 3, 31)),))
    always = replace(medicine("Always", plans=(Plan(start=date(2025, 1, 1)),)), changed_from=beside.id)
    assert _turns(always, beside) == [(10, Turn.STARTED, "Beside"), (30, Turn.CHANGED_TO, "Always")]


def test_a_change_knows_what_was_taken_before() -> None:
    diary = Diary(MONDAY, attacks=[Attack(5)], medicines=[RETARD, PATCH])
    assert [turn.was for turn in timeline(diary.record(), moment(MONDAY, 24 * 60)).uprights] == [RETARD]


def test_without_a_plan_the_change_is_the_day_of_the_first_dose() -> None:
    unplanned = replace(PATCH, plans=())
    assert _turns(RETARD, unplanned, takes=unplanned) == [(10, Turn.CHANGED_TO, "Buprenorphine")]
    assert _turns(RETARD, unplanned) == []


def test_a_part_of_the_journal_tells_the_changes_of_the_whole() -> None:
    """What was taken long before its first dose in the part took the other's place then."""
    unplanned = replace(PATCH, plans=())
    diary = Diary(MONDAY, attacks=[Attack(5)], medicines=[RETARD, unplanned])
    for day in (10, 40):
        diary.take(unplanned, 24 * day + 9)
    whole = diary.record()
    later = replace(whole, begin=whole.begin + 60 * DAY, doses=())
    assert [turn.at for turn in timeline(later).uprights] == [START + 10 * DAY]
    assert timeline(later).uprights == timeline(whole).uprights


def test_what_was_taken_from_the_start_is_no_change() -> None:
    early = medicine("Old", plans=(Plan(start=date(2025, 1, 1)),))
    late = medicine("New", plans=(Plan(start=date(2026, 3, 12)),))
    assert _turns(early, late) == [(10, Turn.STARTED, "New")]


def test_what_was_taken_before_its_plan_says_did_not_start_with_the_plan() -> None:
    planned = medicine("New", plans=(Plan(start=date(2026, 3, 15)),))
    assert _turns(planned, takes=planned) == []
    until = medicine("New", plans=(Plan(start=date(2026, 3, 15), until=date(2026, 3, 21)),))
    assert _turns(until, takes=until) == [(20, Turn.STOPPED, "New")]
    instead = replace(PATCH, plans=(Plan(start=date(2026, 3, 15)),))
    assert _turns(RETARD, instead, takes=instead) == [(10, Turn.CHANGED_TO, "Buprenorphine")]


def test_the_evening_before_a_plan_says_is_no_contradiction() -> None:
    planned = medicine("New", plans=(Plan(start=date(2026, 3, 13)),))
    assert _turns(planned, takes=planned) == [(11, Turn.STARTED, "New")]


def test_a_plan_that_ends_is_a_stop_on_the_day_after() -> None:
    ended = medicine("Old", plans=(Plan(start=date(2025, 1, 1), until=date(2026, 3, 11)),))
    assert _turns(ended) == [(10, Turn.STOPPED, "Old")]


def test_another_plan_is_a_change_of_dose_and_a_pause_is_told() -> None:
    plans = (
        Plan(start=date(2025, 1, 1), until=date(2026, 3, 11), amount=Decimal(1)),
        Plan(start=date(2026, 3, 12), until=date(2026, 3, 21), amount=Decimal(2)),
        Plan(start=date(2026, 4, 1), amount=Decimal(1)),
    )
    assert [turn[:2] for turn in _turns(medicine("Twice", plans=plans))] == [
        (10, Turn.NEW_PLAN),
        (20, Turn.STOPPED),
        (30, Turn.STARTED),
    ]


def test_taken_again_by_the_same_plan_on_the_day_after_is_no_new_plan() -> None:
    plans = (
        Plan(start=date(2025, 1, 1), until=date(2026, 3, 11), amount=Decimal(1), reason="too tired"),
        Plan(start=date(2026, 3, 12), amount=Decimal(1)),
    )
    assert _turns(medicine("Again", plans=plans)) == []


def test_appointments_stand_at_their_time_among_the_changes() -> None:
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 * 30 + 10.5), with_whom="Dr Sample")
    diary = Diary(MONDAY, attacks=[Attack(5)], medicines=[RETARD, PATCH], appointments=(visit,))
    made = timeline(diary.record(), moment(MONDAY, 24 * 60))
    assert [turn.turn for turn in made.uprights] == [Turn.CHANGED_TO, Turn.APPOINTMENT]
    assert made.uprights[1].at == START + 30 * DAY + 10.5 * HOUR
    assert made.uprights[1].appointment is visit
