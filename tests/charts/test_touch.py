"""A pointer finds what it touches, and the keyboard goes through all entries in their order."""

from datetime import date

import pytest
from PySide6.QtCore import QPointF, QRectF

from painlog.charts.drawing import View, lay_out_day_by_day, lay_out_timeline
from painlog.charts.inks import LIGHT
from painlog.charts.metrics import Metrics
from painlog.charts.pointer import place_of
from painlog.charts.touch import (
    REACH,
    Touch,
    entries_between,
    following,
    preceding,
    touched,
    touched_day,
)
from painlog.entries import Appointment
from painlog.patterns.timeline import DAY, HOUR, Timeline, midnight, timeline
from tests.charts.diaries import OXYCODONE, PATCH, RETARD, Attack, Diary, moment, oddities, patient

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)


@pytest.fixture
def week() -> Timeline:
    """Return a week with one of each kind."""
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 * 6 + 10), with_whom="Dr Sample")
    diary = Diary(MONDAY, appointments=(visit,), medicines=[OXYCODONE, RETARD, PATCH])
    diary.attacks = [Attack(30, 2, 0.5, 7), Attack(80, 60, -1, 4), Attack(100, 1, -1, 9)]
    diary.check_ins = [(20, 3), (44, 5)]
    diary.activities = [(50, "lifting", False)]
    diary.take(OXYCODONE, 30.5)
    diary.take(PATCH, 60)
    return timeline(diary.record(), moment(MONDAY, 150))


def _at(shown: Timeline, metrics: Metrics, hour: float, y: str | float, days: float = 7) -> Touch | None:
    """Return what is touched at an hour; `y`: a level of pain, or the kind of a row."""
    view = View(begin=START, end=START + days * DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_timeline(QRectF(0, 0, 900, 340), shown, view)
    if isinstance(y, str):
        rows = [row for row in layout.rows if y in (row.kind, row.lane.medicine.name if row.lane else "")]
        height = rows[0].rect.center().y()
    else:
        height = layout.level(y)
    return touched(shown, layout, QPointF(layout.scale.at(START + hour * HOUR), height), REACH)


def _what(touch: Touch | None) -> tuple[str, int | None] | None:
    return None if touch is None else (touch.kind, touch.key)


def test_a_flare_up_is_touched_where_it_lasts_and_near_it(week: Timeline, metrics: Metrics) -> None:
    assert _what(_at(week, metrics, 31, 3)) == ("flare-up", 1)
    assert _what(_at(week, metrics, 29.2, 3)) == ("flare-up", 1)
    assert _at(week, metrics, 10, 3) is None


def test_of_several_the_shortest_is_touched(week: Timeline, metrics: Metrics) -> None:
    assert _what(_at(week, metrics, 120, 3)) == ("flare-up", 2)
    assert _what(_at(week, metrics, 100.5, 3)) == ("flare-up", 3)


def test_of_several_one_is_touched_that_is_seen_at_that_height(metrics: Metrics) -> None:
    diary = Diary(MONDAY, attacks=[Attack(30, 8, -1, 6), Attack(32, 4, -1, 4)])
    shown = timeline(diary.record(), moment(MONDAY, 150))
    touched_at = {level: _what(_at(shown, metrics, 34, level)) for level in (2, 3.5, 5, 9)}
    assert touched_at[2] == touched_at[3.5] == ("flare-up", 2)
    assert touched_at[5] == ("flare-up", 1)
    assert touched_at[9] == ("flare-up", 2), "above both it is the shorter one, as before"


def test_the_background_is_touched_at_its_points(week: Timeline, metrics: Metrics) -> None:
    assert _what(_at(week, metrics, 44, 5)) == ("check-in", 2)
    assert _at(week, metrics, 44, 9) is None


def test_rows_have_their_own_entries(week: Timeline, metrics: Metrics) -> None:
    assert _what(_at(week, metrics, 30.5, "Oxycodone IR")) == ("dose", 1)
    assert _what(_at(week, metrics, 50, "activity")) == ("activity", 1)
    assert _at(week, metrics, 40, "Oxycodone IR") is None
    touch = _at(week, metrics, 100, "Buprenorphine")
    assert _what(touch) == ("dose", 2)
    assert touch is not None
    assert touch.lane is not None
    assert touch.lane.medicine is PATCH
    assert _at(week, metrics, 50, "Buprenorphine") is None


def test_appointments_and_changes_are_touched_at_their_line(week: Timeline, metrics: Metrics) -> None:
    touch = _at(week, metrics, 24 * 6 + 10, 10.4)
    assert touch is not None
    assert touch.kind == "appointment"
    assert touch.upright is not None
    assert touch.upright.appointment is not None


def test_outside_of_the_plot_nothing_is_touched(week: Timeline, metrics: Metrics) -> None:
    view = View(begin=START, end=START + 7 * DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_timeline(QRectF(0, 0, 900, 340), week, view)
    for point in (QPointF(5, 100), QPointF(899, 100), QPointF(400, 338)):
        assert touched(week, layout, point, REACH) is None


def test_of_sums_the_bin_is_touched(metrics: Metrics) -> None:
    shown = timeline(patient(days=400).record())
    touch = _at(shown, metrics, 24 * 100.5, 3, 400)
    assert touch is not None
    assert touch.kind == "sum"
    assert touch.bins is not None
    begin, end = touch.bins.span(touch.row)
    assert begin <= START + 100.5 * DAY < end
    assert end - begin == 7 * DAY


def _day(shown: Timeline, metrics: Metrics, day: int, hour: float, days: float = 7) -> Touch | None:
    view = View(begin=START, end=START + days * DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_day_by_day(QRectF(0, 0, 900, 430), shown, view)
    y = layout.scale.at(START + (day + 0.5) * DAY)
    return touched_day(shown, layout, QPointF(layout.across.at(hour * HOUR), y), REACH)


def test_day_by_day_touches_the_row_that_is_pointed_at(week: Timeline, metrics: Metrics) -> None:
    assert _what(_day(week, metrics, 1, 7.5)) == ("flare-up", 1)
    assert _what(_day(week, metrics, 1, 6.5)) == ("dose", 1)
    assert _what(_day(week, metrics, 2, 12)) == ("dose", 2)
    assert _what(_day(week, metrics, 2, 2)) == ("activity", 1)
    assert _what(_day(week, metrics, 4, 15)) == ("flare-up", 2)
    assert _day(week, metrics, 0, 3) is None
    assert _what(_day(week, metrics, 6, 10)) == ("appointment", None)


def test_the_line_of_a_change_between_two_days_is_touched_all_along(metrics: Metrics) -> None:
    """It was found at midnight alone, at the very ends of the line."""
    diary = Diary(MONDAY, attacks=[Attack(24 * 24 + 12, 1, -1, 6)], medicines=[RETARD, PATCH])
    shown = timeline(diary.record(), moment(MONDAY, 24 * 28))
    view = View(begin=START, end=START + 28 * DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_day_by_day(QRectF(0, 0, 900, 430), shown, view)

    def touch_at(hour: float, below: float) -> tuple[str, int | None] | None:
        y = layout.scale.at(START + 24 * DAY) + below
        return _what(touched_day(shown, layout, QPointF(layout.across.at(hour * HOUR), y), REACH))

    assert [touch_at(hour, 0) for hour in (3, 9, 20)] == [("medicine", None)] * 3
    assert touch_at(9, -3) == touch_at(9, 3) == ("medicine", None)
    assert touch_at(9, -6) is None
    assert touch_at(9, 6) is None
    assert touch_at(12.5, 1) == ("flare-up", 1)


def test_day_by_day_touches_whole_weeks_where_rows_are_weeks(metrics: Metrics) -> None:
    shown = timeline(patient(days=400).record())
    touch = _day(shown, metrics, 100, 5, 364)
    assert touch is not None
    assert (touch.kind, touch.row) == ("sum", 14)


# --- one after the other ---------------------------------------------------------------------------------


def _walk(shown: Timeline, *, onwards: bool) -> list[Touch]:
    seek, start = (following, START - DAY) if onwards else (preceding, START + 90 * DAY)
    found: list[Touch] = []
    touch = seek(shown, None, start)
    while touch is not None:
        found.append(touch)
        touch = seek(shown, touch, start)
    return found


@pytest.mark.parametrize("diary", [patient(days=20), oddities()], ids=["patient", "oddities"])
def test_stepping_meets_every_entry_once_in_both_directions(diary: Diary) -> None:
    shown = timeline(diary.record(), moment(MONDAY, 24 * 30))
    onwards, back = _walk(shown, onwards=True), _walk(shown, onwards=False)
    assert len(onwards) == sum(len(column.key) for column in shown.columns())
    assert [touch.order for touch in back] == [touch.order for touch in reversed(onwards)]
    assert [touch.wall for touch in onwards] == sorted(touch.wall for touch in onwards)


def test_entries_at_the_same_moment_are_all_met() -> None:
    diary = Diary(MONDAY, attacks=[Attack(5), Attack(5)], check_ins=[(5, 3)])
    diary.take(OXYCODONE, 5)
    diary.take(OXYCODONE, 5)
    shown = timeline(diary.record())
    assert [_what(touch) for touch in _walk(shown, onwards=True)] == [
        ("flare-up", 1),
        ("flare-up", 2),
        ("dose", 1),
        ("dose", 2),
        ("check-in", 1),
    ]


def test_appointments_are_met_too(week: Timeline) -> None:
    assert [touch.kind for touch in _walk(week, onwards=True)][-1] == "appointment"


def test_entries_in_a_span_are_those_that_begin_in_it(week: Timeline) -> None:
    found = entries_between(week, START + DAY, START + 3 * DAY, 100)
    assert [_what(touch) for touch in found] == [
        ("flare-up", 1),
        ("dose", 1),
        ("check-in", 2),
        ("activity", 1),
        ("dose", 2),
    ]
    assert entries_between(week, START, START + 9 * DAY, 3) == []


def test_every_entry_has_a_place_where_it_is_touched_again(week: Timeline, metrics: Metrics) -> None:
    view = View(begin=START, end=START + 7 * DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_timeline(QRectF(0, 0, 900, 340), week, view)
    for touch in entries_between(week, START, START + 7 * DAY, 100):
        at = place_of(week, layout, touch)
        assert _what(touched(week, layout, at, REACH)) == _what(touch)
        if touch.kind == "flare-up":  # the ring of the keyboard is around it, not below it
            worst = week.flare_ups.columns.peak[touch.row]
            assert layout.level_at(at.y()) == pytest.approx(worst / 2)


@pytest.mark.parametrize(("days", "together"), [(42, 1), (200, 7), (4000, 84)])
def test_the_ring_of_the_keyboard_is_in_the_row_of_its_entry(
    metrics: Metrics, days: int, together: int
) -> None:
    """Rows of weeks begin on Mondays; the ring counted them from a Thursday and stood between two."""
    shown = timeline(patient(days=min(days, 400)).record(), moment(MONDAY, 24 * days))
    view = View(begin=START, end=START + days * DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_day_by_day(QRectF(0, 0, 900, 430), shown, view)
    assert layout.bins.days == together
    for touch in entries_between(shown, START, START + 28 * DAY, 200):
        top, bottom = layout.row(layout.bins.number(touch.wall))
        assert place_of(shown, layout, touch).y() == pytest.approx((top + bottom) / 2, abs=0.6)
