"""What a chart says is plain, short and true."""

from array import array
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from painlog.charts.inks import LOOKS, Inks, contrast
from painlog.charts.labels import absence, label_of, row_name, row_note
from painlog.charts.tally import Bins
from painlog.charts.telling import described, spoken, told
from painlog.charts.touch import Touch, entries_between
from painlog.entries import Appointment, Plan, Strength
from painlog.patterns.timeline import DAY, HOUR, Timeline, Turn, Upright, midnight, timeline
from painlog.record import END_UNKNOWN, FOR_FLARE_UP, RUNNING, NoteColumns
from painlog.words.directions import apart
from painlog.words.language import install
from tests.charts.diaries import OXYCODONE, PATCH, RETARD, Attack, Diary, medicine, moment, patient

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    install(qapp, "en")


def _lines(shown: Timeline, kind: str, row: int = 0, lane: int | None = None) -> list[str]:
    column = [of for of in shown.columns() if of.kind == kind][lane or 0]
    touch = Touch(kind, column.key[row], column.moments.wall(row), row, column.lane)
    return [line.text for line in told(shown, touch)]


def test_a_flare_up_with_its_length_and_the_doses_in_it() -> None:
    diary = Diary(MONDAY, attacks=[Attack(37.084, 0.7, 0.1, 6)])
    for at in (30, 37.234, 37.9, 39):
        diary.take(OXYCODONE, at)
    shown = timeline(diary.record(), moment(MONDAY, 200))
    assert _lines(shown, "flare-up") == [
        "Tue 3 Mar, 13:05",
        "Flare-up, worst 6, 42 min",
        "Oxycodone IR 5 mg after 9 min",
        "Oxycodone IR 5 mg after 49 min",
    ]


def test_a_guess_is_said_to_be_one() -> None:
    """The list said “about 13:05”, and the chart “13:05”, as if it were known to the minute."""
    record = Diary(MONDAY, attacks=[Attack(37.084, 0.7, 0.1, 6)]).record()
    guessed = replace(record, flare_ups=replace(record.flare_ups, uncertain=array("b", [1])))
    assert _lines(timeline(guessed, moment(MONDAY, 200)), "flare-up") == [
        "Tue 3 Mar, 13:05, the hour is a guess",
        "Flare-up, worst 6, about 42 min",
    ]


def test_an_hour_is_an_hour_also_where_the_clock_was_set_back_meanwhile() -> None:
    """Both stand at 02:30 of their own clock, and that was "within a minute"."""
    diary = Diary(MONDAY, attacks=[Attack(2.5, 1, -1, 6)])
    diary.take(OXYCODONE, 3.5)
    record = diary.record()
    doses = replace(record.doses[0], offset=array("h", [record.last_offset - 60]))
    shown = timeline(replace(record, doses=(doses,)), moment(MONDAY, 99))
    assert _lines(shown, "flare-up")[2] == "Oxycodone IR 5 mg after 1 h"


@pytest.mark.parametrize(
    ("taken", "hours_on", "said"),
    [(5, 9, ["Oxycodone IR 5 mg after 2 h 30 min"]), (3.7, -1, []), (2, 1, [])],
)
def test_what_was_taken_meanwhile_is_told_by_elapsed_time_where_the_clock_changed(
    taken: float, hours_on: int, said: list[str]
) -> None:
    """On a flight, or in the night on which the clocks are changed, its own clock shows another time."""
    diary = Diary(MONDAY, attacks=[Attack(2.5, 3 if said else 0.5, -1, 6)])
    diary.take(OXYCODONE, taken)
    record = diary.record()
    doses = replace(record.doses[0], offset=array("h", [record.last_offset + 60 * hours_on]))
    shown = timeline(replace(record, doses=(doses,)), moment(MONDAY, 99))
    assert _lines(shown, "flare-up")[2:] == said


def test_a_flare_up_names_how_much_was_taken() -> None:
    diary = Diary(MONDAY, attacks=[Attack(37.084, 0.7, 0.1, 6)])
    diary.take(OXYCODONE, 37.234, 2)
    diary.take(OXYCODONE, 37.9)
    assert _lines(timeline(diary.record(), moment(MONDAY, 200)), "flare-up")[2:] == [
        "Oxycodone IR 5 mg × 2 after 9 min",  # noqa: RUF001 - times
        "Oxycodone IR 5 mg after 49 min",
    ]


def test_triggers_are_named() -> None:
    record = Diary(MONDAY, attacks=[Attack(10)]).record()
    detailed = replace(record, flare_ups=replace(record.flare_ups, triggers={1: ("lifting", "<b>cold</b>")}))
    assert _lines(timeline(detailed, moment(MONDAY, 99)), "flare-up")[1] == (
        "Flare-up, worst 6, 42 min, lifting, <b>cold</b>"
    )


def test_what_is_not_known_is_not_said() -> None:
    attacks = [Attack(5, -1, -1, -1, END_UNKNOWN), Attack(9, -1, -1, 4.5, RUNNING)]
    shown = timeline(Diary(MONDAY, attacks=attacks).record(), moment(MONDAY, 10))
    assert _lines(shown, "flare-up", 0)[1] == "Flare-up, length not known"
    assert _lines(shown, "flare-up", 1)[1] == "Flare-up, worst 4.5, still going on"


def test_a_dose_with_its_amount_and_reason() -> None:
    diary = Diary(MONDAY)
    diary.take(OXYCODONE, 10, 2)
    record = diary.record()
    reasoned = replace(record.doses[0], reason=array("b", [FOR_FLARE_UP]), relief={1: (50.0, 60.0)})
    shown = timeline(replace(record, doses=(reasoned,)), moment(MONDAY, 99))
    assert _lines(shown, "dose") == [
        "Mon 2 Mar, 10:00",
        "Oxycodone IR 5 mg × 2",  # noqa: RUF001 - times
        "for the flare-up, relief 50 %",
    ]


def test_quarters_of_a_tablet_are_told_exactly_and_a_liquid_in_millilitres() -> None:
    """A sum of five quarters was told as 1.2, and a dose of 1 mL by the name alone."""
    drops = medicine("Oramorph", form="liquid", strength=Strength(value=Decimal(2), unit="mg/mL"))
    diary = Diary(MONDAY)
    for hour in range(8, 13):
        diary.take(OXYCODONE, hour, 0.25)
    diary.take(drops, 9, 1)
    diary.take(drops, 10, 2.35)
    shown = timeline(diary.record(), moment(MONDAY, 99))
    said = [_lines(shown, "dose", *at)[1] for at in ((0, 0), (0, 1), (1, 1))]
    assert said == ["Oxycodone IR 5 mg × 0.25", "Oramorph 2 mg/mL × 1 mL", "Oramorph 2 mg/mL × 2.35 mL"]  # noqa: RUF001
    day = Touch("sum", None, START, 0, bins=Bins.covering(START, START + DAY, 1))
    sums = [line.text for line in told(shown, day)][2:]
    assert sums == ["Oxycodone IR 5 mg × 1.25", "Oramorph 2 mg/mL × 3.35 mL"]  # noqa: RUF001


def test_a_patch_with_how_long_it_was_worn() -> None:
    diary = Diary(MONDAY, worn={10: 72})
    diary.take(PATCH, 10)
    diary.take(PATCH, 90)
    shown = timeline(diary.record(), moment(MONDAY, 100))
    assert _lines(shown, "dose", 0)[2] == "worn 3 days"
    assert _lines(shown, "dose", 1)[2] == "still on"


def test_activities_and_check_ins() -> None:
    diary = Diary(MONDAY, activities=[(10, "lifting", False)], check_ins=[(21, 3.5), (45, -1)])
    shown = timeline(diary.record(), moment(MONDAY, 99))
    assert _lines(shown, "activity") == ["Mon 2 Mar, 10:00", "Lifting"]
    assert _lines(shown, "check-in") == ["Mon 2 Mar, 21:00", "How it was: background 3.5"]
    assert _lines(shown, "check-in", 1) == ["Tue 3 Mar, 21:00"]


def test_a_sum_with_its_days_and_what_is_in_them() -> None:
    diary = Diary(MONDAY, attacks=[Attack(5, peak=4), Attack(30, peak=8)])
    diary.take(OXYCODONE, 6, 2)
    diary.take(OXYCODONE, 31, 0.5)
    diary.take(PATCH, 40)
    shown = timeline(diary.record())
    week = Touch("sum", None, START, 0, bins=Bins.covering(START, START + 7 * DAY, 7))
    assert [line.text for line in told(shown, week)] == [
        "2 Mar – 8 Mar 2026",  # noqa: RUF001 - a dash
        "2 flare-ups, worst 8",
        "Oxycodone IR 5 mg × 2.5",  # noqa: RUF001 - times
    ]
    empty = Touch("sum", None, START, 1, bins=Bins.covering(START, START + 14 * DAY, 7))
    assert [line.text for line in told(shown, empty)][1:] == ["0 flare-ups"]


def test_a_sum_of_days_without_entries_is_not_called_none() -> None:
    """A week of which nothing is known is no week without a flare-up."""
    shown = timeline(Diary(MONDAY, attacks=[Attack(5), Attack(24 * 16)]).record(), moment(MONDAY, 24 * 17))
    weeks = Bins.covering(START, START + 21 * DAY, 7)
    said = [
        [line.text for line in told(shown, Touch("sum", None, START, row, bins=weeks))] for row in (0, 1, 2)
    ]
    assert said[0][1:] == ["1 flare-up, worst 6", "6 days without entries on pain or medicine"]
    assert said[1][1:] == ["7 days without entries on pain or medicine"]
    assert said[2][1:] == ["1 flare-up, worst 6", "2 days without entries on pain or medicine"]


def test_a_sum_tells_of_flare_ups_that_went_on_from_the_day_before() -> None:
    """A day in the middle of a bad week was told as "0 flare-ups, worst 7"."""
    attacks = [Attack(10, 62, 1, 7), Attack(80, 0.5, -1, 0), Attack(95, 2, 1, 5), Attack(119, 1, 0.5, 4)]
    attacks.append(Attack(143, -1, -1, -1, RUNNING))
    shown = timeline(Diary(MONDAY, attacks=attacks).record(days=10), moment(MONDAY, 24 * 7 + 1))
    days = Bins.covering(START, START + 10 * DAY, 1)
    said = [
        [line.text for line in told(shown, Touch("sum", None, START, row, bins=days))] for row in range(9)
    ]
    assert [", ".join(lines[1:]) for lines in said] == [
        "1 flare-up, worst 7",
        "0 flare-ups, 1 from before, worst 7",
        "0 flare-ups, 1 from before, worst 7",
        "2 flare-ups, worst 5",  # the first one ended at midnight
        "1 flare-up, 1 from before, worst 4",
        "1 flare-up",
        "0 flare-ups, 1 from before",
        "0 flare-ups, 1 from before",
        "",
    ]


def test_upright_lines() -> None:
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 34), with_whom="Dr Sample")
    shown = timeline(Diary(MONDAY, attacks=[Attack(5)]).record(), moment(MONDAY, 99))
    touch = Touch(
        "appointment", None, START + 34 * HOUR, upright=Upright(START, Turn.APPOINTMENT, None, None, visit)
    )
    assert [line.text for line in told(shown, touch)] == ["Tue 3 Mar, 10:00", "Appointment", "Dr Sample"]
    change = Touch("medicine", None, START, upright=Upright(START, Turn.CHANGED_TO, PATCH))
    assert [line.text for line in told(shown, change)] == [
        "Mon 2 Mar",
        "Changed to patch",
        "Buprenorphine 10 µg/h",
    ]
    assert spoken(shown, change) == "Mon 2 Mar, Changed to patch, Buprenorphine 10 µg/h"


def test_what_was_in_another_year_says_which() -> None:
    """Ten years of one flare-up a year in view, and each was told as if it were of this one."""
    diary = Diary(date(2019, 3, 4), attacks=[Attack(10)])
    shown = timeline(diary.record(), moment(MONDAY, 99))
    assert _lines(shown, "flare-up")[0] == "Mon 4 Mar 2019, 10:00"
    change = Touch("medicine", None, midnight(date(2019, 3, 4)), upright=Upright(0, Turn.STARTED, RETARD))
    assert told(shown, change)[0].text == "Mon 4 Mar 2019"


def test_a_name_from_right_to_left_leaves_its_label_in_order() -> None:
    hebrew = replace(RETARD, name="אקמול")
    assert label_of(Upright(0, Turn.STOPPED, hebrew)) == f"{apart('אקמול')} stopped"


def test_labels_of_changes() -> None:
    twice = Plan(start=MONDAY, amount=Decimal(2))
    said = [
        label_of(Upright(0, Turn.CHANGED_TO, RETARD)),
        label_of(Upright(0, Turn.STARTED, RETARD)),
        label_of(Upright(0, Turn.STOPPED, RETARD)),
        label_of(Upright(0, Turn.NEW_PLAN, RETARD, twice)),
        label_of(Upright(0, Turn.NEW_PLAN, RETARD, Plan(start=MONDAY))),
        label_of(Upright(0, Turn.APPOINTMENT, appointment=Appointment(id=RETARD.id, at=moment(MONDAY)))),
    ]
    assert said == [
        "changed to Oxycodone PR",
        "Oxycodone PR started",
        "Oxycodone PR stopped",
        "Oxycodone PR: 20 mg at a time",
        "Oxycodone PR: new plan",
        "Appointment",
    ]


def test_a_change_of_strength_names_it() -> None:
    stronger = replace(RETARD, id=PATCH.id, strength=Strength(value=Decimal(20), unit="mg"))
    other = replace(PATCH, id=OXYCODONE.id, name="Fentanyl")
    said = [
        label_of(Upright(0, Turn.CHANGED_TO, stronger, was=RETARD)),
        label_of(Upright(0, Turn.CHANGED_TO, PATCH, was=RETARD)),
        label_of(Upright(0, Turn.CHANGED_TO, PATCH, was=other)),
    ]
    assert said == ["changed to Oxycodone PR 20 mg", "changed to patch", "changed to Buprenorphine"]


@pytest.mark.parametrize(
    ("amount", "said"), [("2", "Oxycodone PR: new plan"), ("1", "Oxycodone PR: 20 mg at a time")]
)
def test_a_new_plan_with_the_same_amount_does_not_call_it_new(amount: str, said: str) -> None:
    before = Plan(start=MONDAY - timedelta(days=9), until=MONDAY - timedelta(days=1), amount=Decimal(amount))
    now = Plan(start=MONDAY, amount=Decimal(2), max_per_day=Decimal(4))
    medicine = replace(RETARD, plans=(before, now))
    assert label_of(Upright(0, Turn.NEW_PLAN, medicine, now)) == said


def test_a_change_says_what_was_before() -> None:
    """The strength of a tablet stood below the new amount, as if it were the one before."""
    shown = timeline(Diary(MONDAY, attacks=[Attack(5)]).record(), moment(MONDAY, 99))
    once = Plan(start=MONDAY - timedelta(days=9), until=MONDAY - timedelta(days=1), amount=Decimal(1))
    twice = Plan(start=MONDAY, amount=Decimal(2))
    medicine = replace(RETARD, plans=(once, twice))
    for upright, said in (
        (
            Upright(START, Turn.NEW_PLAN, medicine, twice),
            ["Oxycodone PR: 20 mg at a time", "tablet 10 mg", "before: 10 mg at a time"],
        ),
        (
            Upright(START, Turn.NEW_PLAN, medicine, replace(twice, amount=Decimal(1))),
            ["Oxycodone PR: new plan", "tablet 10 mg"],
        ),
        (
            Upright(START, Turn.CHANGED_TO, PATCH, was=RETARD),
            ["Changed to patch", "Buprenorphine 10 µg/h", "before: Oxycodone PR 10 mg"],
        ),
        (Upright(START, Turn.STARTED, RETARD, once), ["Oxycodone PR started", "Oxycodone PR 10 mg"]),
    ):
        touch = Touch("medicine", None, START, upright=upright)
        assert [line.text for line in told(shown, touch)][1:] == said


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ((2, [8, 20], None), (1, [20], None), "Oxycodone PR: 1 × 10 mg/day"),  # noqa: RUF001
        ((1, [8, 20], None), (2, [8, 20], None), "Oxycodone PR: 2 × 20 mg/day"),  # noqa: RUF001
        ((1, [8, 20], None), (1, [8, 14, 20], None), "Oxycodone PR: 3 × 10 mg/day"),  # noqa: RUF001
        ((None, [8, 20], None), (None, [8], None), "Oxycodone PR: 1 × 10 mg/day"),  # noqa: RUF001
        ((1, [], 12), (1, [], 8), "Oxycodone PR: 3 × 10 mg/day"),  # noqa: RUF001
        ((1, [8, 20], None), (1, [9, 21], None), "Oxycodone PR: new plan"),
        ((1, [], 72), (2, [], 72), "Oxycodone PR: 20 mg at a time"),
        ((1, [], 72), (1, [], 48), "Oxycodone PR: new plan"),
    ],
)
def test_a_new_plan_tells_how_much_a_day(
    was: tuple[int | None, list[int], int | None], now: tuple[int | None, list[int], int | None], said: str
) -> None:
    """40 mg a day that became 10 stood there as "now 10 mg", after "now 20 mg"; long labels hide others."""

    def plan(start: date, told: tuple[int | None, list[int], int | None]) -> Plan:
        amount, clocks, every = told
        return Plan(
            start=start,
            amount=None if amount is None else Decimal(amount),
            times=tuple(map(time, clocks)),
            every_hours=None if every is None else Decimal(every),
        )

    before = replace(plan(MONDAY - timedelta(days=9), was), until=MONDAY - timedelta(days=1))
    medicine = replace(RETARD, plans=(before, plan(MONDAY, now)))
    assert label_of(Upright(0, Turn.NEW_PLAN, medicine, medicine.plans[1])) == said


def test_names_of_rows() -> None:
    diary = Diary(MONDAY, activities=[(10, "physical therapy", True)])
    diary.take(PATCH, 10)
    shown = timeline(diary.record())
    lane = shown.lanes[0]
    assert row_name("dose", lane, shown) == "Buprenorphine"
    assert row_name("dose", lane, shown, with_strength=True) == "Buprenorphine 10 µg/h"
    assert row_name("activity", None, shown) == "Physical therapy"
    assert row_name("flare-up", None, shown) == "Flare-ups"
    assert row_note(lane, MONDAY) == "patch, every 7 days"
    assert row_note(None, MONDAY) == ""
    diary.take(replace(PATCH, id=OXYCODONE.id, strength=Strength(value=Decimal(20), unit="ug/h")), 20)
    shown = timeline(diary.record())
    assert [row_name("dose", each, shown) for each in shown.lanes] == [
        "Buprenorphine 10 µg/h",
        "Buprenorphine 20 µg/h",
    ]
    diary.activities.append((11, "lifting", False))
    assert row_name("activity", None, timeline(diary.record())) == "Activities"


def test_a_row_tells_how_its_medicine_was_taken_in_the_days_that_are_shown() -> None:
    """A page of January named the seven days of the plan of May for a patch of three."""
    plans = (
        Plan(start=date(2026, 1, 1), until=date(2026, 2, 28), every_hours=Decimal(72)),
        Plan(start=date(2026, 5, 1), every_hours=Decimal(168)),
    )
    diary = Diary(date(2026, 2, 2))
    diary.take(replace(PATCH, plans=plans), 10)
    lane = timeline(diary.record()).lanes[0]
    told = {
        date(2025, 12, 1): "patch, every 3 days",  # worn before the label was copied
        date(2026, 2, 28): "patch, every 3 days",
        date(2026, 4, 5): "patch, every 3 days",
        date(2026, 5, 1): "patch, every 7 days",
    }
    assert {last: row_note(lane, last) for last in told} == told


def test_a_chart_describes_itself() -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    said = described(shown, START, START + 14 * DAY)
    assert said.startswith("2 Mar – 15 Mar 2026: ")  # noqa: RUF001 - a dash
    assert "flare-ups" in said
    assert "1 day without entries on pain or medicine" in said
    assert described(shown, START + 100 * DAY, START + 101 * DAY) == (
        "10 Jun 2026: Nothing was written down in this time. The last entry is of 12 April 2026."
    )
    assert described(timeline(Diary(MONDAY).record(10)), START, START + DAY) == "Nothing is written down yet."


LAST, FIRST = "The last entry is of 15 March 2026.", "The first entry is of 12 March 2026."


@pytest.mark.parametrize(
    ("begin", "end", "told"),
    [
        (30, 44, f"Nothing was written down in this time. {LAST}"),
        (0, 7, f"Nothing was written down in this time. {FIRST}"),
        (11, 12, "Nothing was written down in this time."),
        (10, 14, ""),
        (30, 30.5, ""),
        (44, 45, ""),
    ],
)
def test_a_chart_in_which_nothing_is_drawn_says_where_there_is_something(
    begin: float, end: float, told: str
) -> None:
    """Weeks after the last entry, before the first, between the two; not for hours, nor for today alone."""
    diary = Diary(MONDAY, attacks=[Attack(24 * 10 + 9)], check_ins=[(24 * 13 + 21, 4)])
    shown = timeline(diary.record(60), moment(MONDAY, 44 * 24 + 8))
    assert absence(shown, START + begin * DAY, START + end * DAY) == told


def test_days_with_notes_alone_are_not_called_days_without_anything() -> None:
    record = Diary(MONDAY, attacks=[Attack(24)]).record(60)
    noted = NoteColumns(key=array("i", [1]), at=array("d", [START + 20 * DAY]), offset=array("h", [0]))
    shown = timeline(replace(record, notes=noted), moment(MONDAY, 24 * 60))
    assert absence(shown, START + 14 * DAY, START + 28 * DAY) == "Only notes were written down in this time."
    assert absence(shown, START + 30 * DAY, START + 44 * DAY).startswith("Nothing was written down")


def test_what_goes_on_in_a_span_is_something() -> None:
    """A flare-up that runs for days, a patch that is on, a visit that is to come."""
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 * 20), with_whom="Dr Sample")
    running, worn = Diary(MONDAY, attacks=[Attack(24, state=RUNNING, lasted=-1)]), Diary(MONDAY)
    worn.take(PATCH, 30)
    planned = Diary(MONDAY, attacks=[Attack(24)], appointments=(visit,))
    taken = Diary(MONDAY)
    taken.take(RETARD, 30)
    spans = {id(planned): (18, 22)}
    for diary, is_bare in ((running, False), (worn, False), (planned, False), (taken, True)):
        shown = timeline(diary.record(30), moment(MONDAY, 24 * 6))
        begin, end = spans.get(id(diary), (3, 5))
        assert bool(absence(shown, START + begin * DAY, START + end * DAY)) == is_bare


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
def test_what_is_said_of_anything_can_be_read_in_every_look(inks: Inks) -> None:
    """A regular medicine was named in the ink of its marks, which is too pale for words."""
    diary = Diary(MONDAY, attacks=[Attack(9)], activities=[(9, "stairs", False)], check_ins=[(9, 2)])
    for what in (OXYCODONE, RETARD, PATCH):
        diary.take(what, 9)
    shown = timeline(diary.record(), moment(MONDAY, 99))
    every = entries_between(shown, START, START + DAY, 99)
    assert len(every) == 6
    day = Touch("sum", None, START, 0, bins=Bins.covering(START, START + DAY, 1))
    used = {line.ink for touch in (*every, day) for line in told(shown, touch)}
    assert all(contrast(getattr(inks, ink), inks.panel) >= 4.5 for ink in used)
