"""Day by day: a row a day, so that what comes by the clock stands in a column."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QImage, QPainter

from painlog.charts.day_marks import bar_share
from painlog.charts.days import DayLayout, hours_across, named_days
from painlog.charts.drawing import View, Which, lay_out_day_by_day, placed
from painlog.charts.inks import DARK, LIGHT, LOOKS, PAPER, Inks, contrast
from painlog.charts.lettering import Lettering
from painlog.charts.metrics import Metrics
from painlog.entries import Appointment
from painlog.patterns.timeline import DAY, HOUR, Timeline, midnight, timeline
from painlog.record import END_UNKNOWN, ENDED, RUNNING
from painlog.words import times
from tests.charts.conftest import Draw
from tests.charts.diaries import OXYCODONE, PATCH, RETARD, Attack, Diary, moment, patient

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)
SIZE = (900, 430)
DAYS = Which.DAY_BY_DAY


def _layout(shown: Timeline, metrics: Metrics, days: float, begin: float = START) -> DayLayout:
    view = View(begin=begin, end=begin + days * DAY, inks=LIGHT, metrics=metrics)
    return lay_out_day_by_day(QRectF(0, 0, *SIZE), shown, view)


def _row(layout: DayLayout, day: int) -> QRectF:
    top, bottom = layout.row(day)
    return QRectF(layout.plot.left(), top, layout.plot.width(), bottom - top)


def _below(layout: DayLayout) -> QRectF:
    """Return the part of the picture in which the legend stands."""
    return QRectF(0, layout.plot.bottom() + 4, SIZE[0], SIZE[1] - layout.plot.bottom() - 4)


def _bar(layout: DayLayout, day: int, begin: float, end: float) -> QRectF:
    """Return the part of a row between two hours, without the lines beside it."""
    row = _row(layout, day)
    left, right = layout.across.at(begin * HOUR) + 2, layout.across.at(end * HOUR) - 2
    return QRectF(left, row.top() + 1, right - left, row.height() - 2)


def test_a_row_is_a_day_from_midnight_to_midnight(metrics: Metrics) -> None:
    layout = _layout(timeline(patient().record()), metrics, 21)
    assert layout.bins.days == 1
    assert layout.bins.size == 21
    assert layout.is_single
    assert layout.across.at(0) == layout.plot.left()
    assert layout.across.at(DAY) == pytest.approx(layout.plot.right())
    assert layout.row(0)[0] == pytest.approx(layout.plot.top())
    assert layout.row(20)[1] == pytest.approx(layout.plot.bottom())


def test_a_flare_up_is_a_bar_that_is_taller_when_worse(draw: Draw, metrics: Metrics) -> None:
    attacks = [Attack(24 + 6, 3, -1, 2), Attack(24 + 12, 3, -1, 10)]
    shown = timeline(Diary(MONDAY, attacks=attacks).record(), moment(MONDAY, 500))
    layout, drawn = _layout(shown, metrics, 7), draw(shown, START, START + 7 * DAY, which=DAYS, size=SIZE)
    mild, bad = (drawn.amount(LIGHT.pain, _bar(layout, 1, hour, hour + 3)) for hour in (6, 12))
    assert 0.6 * bar_share(2) / bar_share(10) < mild / bad < 1.3 * bar_share(2) / bar_share(10)
    assert drawn.amount(LIGHT.pain, _bar(layout, 1, 9, 12)) == 0
    assert drawn.amount(LIGHT.pain, _bar(layout, 2, 0, 24)) == 0
    assert bar_share(0) < bar_share(5) < bar_share(10) < 1


@pytest.mark.parametrize("hour", [10, 12])
def test_one_that_begins_in_another_one_or_at_its_end_is_told_from_it(
    draw: Draw, metrics: Metrics, hour: int
) -> None:
    def foot(*attacks: Attack) -> int:
        shown = timeline(Diary(MONDAY, attacks=[*attacks]).record(), moment(MONDAY, 500))
        layout, drawn = _layout(shown, metrics, 7), draw(shown, START, START + 7 * DAY, which=DAYS, size=SIZE)
        row = _bar(layout, 1, 9, hour + 0.5)
        return drawn.amount(LIGHT.pain, row.adjusted(0, 0.6 * row.height(), 0, -0.15 * row.height()))

    two = foot(Attack(24 + 9, 3, -1, 8), Attack(24 + hour, 1, -1, 8))
    as_one = foot(Attack(24 + 9, max(3, hour - 8), -1, 8))
    assert two < as_one - 4


def test_across_midnight_it_is_in_both_rows(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(22, 30)]).record(), moment(MONDAY, 500))
    layout, drawn = _layout(shown, metrics, 7), draw(shown, START, START + 7 * DAY, which=DAYS, size=SIZE)
    full = [
        drawn.amount(LIGHT.pain, part) > 0.3 * part.width() * part.height()
        for part in (_bar(layout, 0, 22, 24), _bar(layout, 1, 0, 24), _bar(layout, 2, 0, 4))
    ]
    assert full == [True, True, True]
    assert drawn.amount(LIGHT.pain, _bar(layout, 0, 0, 21.8)) == 0
    assert drawn.amount(LIGHT.pain, _bar(layout, 2, 4.2, 24)) == 0
    assert drawn.amount(LIGHT.pain, _bar(layout, 3, 0, 24)) == 0


def test_one_that_ends_at_midnight_is_not_in_the_next_row(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(22, 2)]).record(), moment(MONDAY, 500))
    layout, drawn = _layout(shown, metrics, 3), draw(shown, START, START + 3 * DAY, which=DAYS, size=SIZE)
    assert drawn.amount(LIGHT.pain, _row(layout, 1).adjusted(0, 2, 0, -2)) == 0


def test_one_that_runs_reaches_to_now(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(20, -1, state=RUNNING)]).record(), moment(MONDAY, 30))
    layout, drawn = _layout(shown, metrics, 3), draw(shown, START, START + 3 * DAY, which=DAYS, size=SIZE)
    assert drawn.amount(LIGHT.pain, _bar(layout, 1, 0, 6)) > 100
    assert drawn.amount(LIGHT.pain, _bar(layout, 1, 6.5, 24)) == 0


@pytest.mark.parametrize("state", [RUNNING, ENDED])
def test_one_that_runs_has_an_arrow_at_its_end(draw: Draw, metrics: Metrics, state: int) -> None:
    attack = Attack(24 + 4, -1, state=RUNNING) if state == RUNNING else Attack(24 + 4, 2)
    shown = timeline(Diary(MONDAY, attacks=[attack]).record(), moment(MONDAY, 24 + 6))
    layout, drawn = _layout(shown, metrics, 3), draw(shown, START, START + 3 * DAY, which=DAYS, size=SIZE)
    row = _row(layout, 1)
    beside = QRectF(layout.across.at(6 * HOUR) + 1, row.top(), 10, row.height())
    assert (drawn.amount(LIGHT.pain, beside) > 0) is (state == RUNNING)
    plain = draw(timeline(patient().record()), START, START + 3 * DAY, which=DAYS, size=SIZE)
    below = QRectF(layout.plot.left() - 60, layout.plot.bottom() + 2, 400, 40)
    says_it = drawn.amount(LIGHT.pain, below) > plain.amount(LIGHT.pain, below)
    assert says_it is (state == RUNNING), "the legend says what the arrow means"


def test_an_unknown_end_or_level_is_a_broken_outline(draw: Draw, metrics: Metrics) -> None:
    attacks = [Attack(6, -1, 2, 6, END_UNKNOWN), Attack(12, 3, -1, -1)]
    shown = timeline(Diary(MONDAY, attacks=attacks).record(), moment(MONDAY, 500))
    layout, drawn = _layout(shown, metrics, 3), draw(shown, START, START + 3 * DAY, which=DAYS, size=SIZE)
    beyond = QRectF(layout.across.at(8 * HOUR) + 2, _row(layout, 0).top(), 16, _row(layout, 0).height())
    assert 10 < drawn.amount(LIGHT.pain, beyond, 70) < 0.4 * beyond.width() * beyond.height()
    hollow = _bar(layout, 0, 12, 15)
    assert 10 < drawn.amount(LIGHT.pain, hollow, 70) < 0.4 * hollow.width() * hollow.height()


def test_an_unknown_end_after_the_last_day_shown_is_not_drawn_at_its_midnight(
    draw: Draw, metrics: Metrics
) -> None:
    attack = Attack(20, -1, 1, 6, END_UNKNOWN, readings=((0, 3), (1, 6), (9, 5)))
    shown = timeline(Diary(MONDAY, attacks=[attack]).record(), moment(MONDAY, 90))
    outlines = {}
    for days in (1, 2):
        layout, drawn = (
            _layout(shown, metrics, days),
            draw(shown, START, START + days * DAY, which=DAYS, size=SIZE),
        )
        row, at = _row(layout, days - 1), layout.across.at
        left = {1: layout.plot.right() + 3, 2: at(5 * HOUR) + 3}[days]
        outlines[days] = drawn.amount(LIGHT.pain, QRectF(left, row.top(), 12, row.height()), 70)
    assert outlines[1] == 0
    assert outlines[2] > 10


def test_a_dose_does_not_hide_that_an_end_is_unknown_and_the_row_holds_it(
    draw: Draw, metrics: Metrics
) -> None:
    diary = Diary(MONDAY, attacks=[Attack(6, -1, -1, 6, END_UNKNOWN)])
    diary.take(OXYCODONE, 6.1)
    shown = timeline(diary.record(), moment(MONDAY, 500))
    layout, drawn = _layout(shown, metrics, 21), draw(shown, START, START + 21 * DAY, which=DAYS, size=SIZE)
    row, left = _row(layout, 0), layout.across.at(6 * HOUR)
    beside = QRectF(left + 10 * metrics.unit, row.top(), 8 * metrics.unit, row.height())
    assert drawn.amount(LIGHT.pain, beside, 70) > 3
    late = timeline(Diary(MONDAY, attacks=[Attack(23.7, -1, -1, 6, END_UNKNOWN)]).record())
    drawn = draw(late, START, START + 21 * DAY, which=DAYS, size=SIZE)
    outside = QRectF(layout.plot.right() + 7 * metrics.unit, row.top(), 10 * metrics.unit, row.height())
    assert drawn.amount(LIGHT.pain, outside, 70) == 0


def test_an_hour_that_is_a_guess_is_hollow_and_the_legend_says_so(draw: Draw, metrics: Metrics) -> None:
    inked = {}
    for is_uncertain in (False, True):
        attacks = [Attack(6, 3), Attack(12, 3, is_uncertain=is_uncertain)]
        shown = timeline(Diary(MONDAY, attacks=attacks).record(), moment(MONDAY, 500))
        layout, drawn = _layout(shown, metrics, 7), draw(shown, START, START + 7 * DAY, which=DAYS, size=SIZE)
        known, guess = (drawn.amount(LIGHT.pain, _bar(layout, 0, hour, hour + 3)) for hour in (6, 12))
        inked[is_uncertain] = guess / known, drawn.amount(LIGHT.pain, _below(layout), 30)
    assert inked[False][0] == pytest.approx(1, abs=0.1)
    assert 0 < inked[True][0] < 0.3
    assert inked[True][1] > inked[False][1] + 10


def test_the_legend_says_what_a_broken_outline_without_a_level_means(draw: Draw, metrics: Metrics) -> None:
    inked = []
    for level in (6, -1):
        shown = timeline(Diary(MONDAY, attacks=[Attack(6, 3), Attack(12, 3, -1, level)]).record())
        drawn = draw(shown, START, START + 7 * DAY, which=DAYS, size=SIZE)
        inked.append(drawn.amount(LIGHT.pain, _below(_layout(shown, metrics, 7)), 70))
    assert inked[1] > inked[0] + 10


def test_doses_are_rings_ticks_and_squares(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    for what, hour in ((OXYCODONE, 6), (RETARD, 12), (PATCH, 18)):
        diary.take(what, hour)
    shown = timeline(diary.record(), moment(MONDAY, 500))
    layout, drawn = _layout(shown, metrics, 7), draw(shown, START, START + 7 * DAY, which=DAYS, size=SIZE)
    row, across = _row(layout, 0), layout.across.at
    ring = QRectF(across(6 * HOUR) - 7, row.top(), 14, row.height())
    assert drawn.amount(LIGHT.as_needed, ring) > 15
    assert drawn.colour(across(6 * HOUR), row.top() + 0.45 * row.height()) == LIGHT.panel
    assert drawn.has(LIGHT.regular, across(12 * HOUR), row.center().y())
    assert not drawn.has(LIGHT.regular, across(12 * HOUR) + 4, row.center().y())
    assert drawn.has(LIGHT.patch_fill, across(18 * HOUR), row.center().y(), 1, 8)
    assert drawn.has(LIGHT.patch, across(18 * HOUR) - 4.5, row.center().y(), 1, 60)


def test_activities_show_where_rows_are_high_enough(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, activities=[(10, "therapy", True)]).record(), moment(MONDAY, 500))
    few = draw(shown, START, START + 7 * DAY, which=DAYS, size=SIZE)
    many = draw(shown, START, START + 90 * DAY, which=DAYS, size=SIZE)
    assert few.amount(LIGHT.activity, QRectF(0, 0, *SIZE), 10) > 10
    assert many.amount(LIGHT.activity, QRectF(0, 0, *SIZE), 10) == 0


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
def test_ticks_and_triangles_are_seen_on_a_flare_up_too(draw: Draw, metrics: Metrics, inks: Inks) -> None:
    """Their inks are as bright as pain's, in the dark look exactly: the ground shows around them."""
    assert max(contrast(inks.activity, inks.pain), contrast(inks.regular, inks.pain)) < 3
    diary = Diary(MONDAY, attacks=[Attack(5, lasted=12, peak=10)], activities=[(10, "stairs", False)])
    diary.take(RETARD, 14)
    shown = timeline(diary.record(), moment(MONDAY, 500))
    layout = _layout(shown, metrics, 7)
    drawn = draw(shown, START, START + 7 * DAY, which=DAYS, size=SIZE, inks=inks)
    for hour in (10, 14):
        assert (
            drawn.amount(inks.panel, _bar(layout, 0, hour - 0.3, hour + 0.3).adjusted(0, 8, 0, -4), 60) > 10
        )
    assert drawn.amount(inks.panel, _bar(layout, 0, 6, 9).adjusted(0, 8, 0, -4), 60) == 0


def test_weekends_are_bands(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(5)]).record(), moment(MONDAY, 20))
    layout, drawn = _layout(shown, metrics, 14), draw(shown, START, START + 14 * DAY, which=DAYS, size=SIZE)
    x = layout.across.at(10.5 * HOUR)
    bands = [drawn.colour(x, _row(layout, day).center().y()) == LIGHT.band for day in range(14)]
    assert [day for day in range(14) if bands[day]] == [5, 6, 12, 13]


def test_days_without_entries_are_dotted(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(5), Attack(24 * 3)]).record(), moment(MONDAY, 24 * 4))
    layout, drawn = _layout(shown, metrics, 5), draw(shown, START, START + 5 * DAY, which=DAYS, size=SIZE)

    def dotted(day: int) -> bool:
        part = _bar(layout, day, 10, 11.5)
        return drawn.amount(LIGHT.hatch, part, 6) > 10

    assert [dotted(day) for day in range(5)] == [False, True, True, False, False]


def test_rows_of_weeks_without_any_entry_are_dotted_and_the_legend_says_so(
    draw: Draw, metrics: Metrics
) -> None:
    """They are not weeks without a flare-up. The last row, which reaches beyond what is shown, is one."""
    attacks = [Attack(24 * day + 9) for day in (0, 60, 301)]
    shown = timeline(
        Diary(MONDAY, attacks=attacks).record(400),
        moment(MONDAY, 24 * 301 + 12),
        gaps_until=moment(MONDAY, 24 * 394),
    )
    layout, drawn = _layout(shown, metrics, 394), draw(shown, START, START + 394 * DAY, which=DAYS, size=SIZE)
    assert (layout.bins.days, layout.bins.size) == (28, 15)
    rows = (0, 1, 2, 3, 9, 11, 12, 14)
    dots = [drawn.amount(LIGHT.hatch, _bar(layout, row, 10, 11.5), 40) for row in rows]
    assert [amount > 20 for amount in dots] == [False, True, False, True, True, False, True, True]
    plain = draw(replace(shown, untracked=()), START, START + 394 * DAY, which=DAYS, size=SIZE)
    assert drawn.amount(LIGHT.muted, _below(layout), 60) > plain.amount(LIGHT.muted, _below(layout), 60)


def test_a_change_is_a_line_between_days_and_a_visit_a_diamond(draw: Draw, metrics: Metrics) -> None:
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 * 5 + 10), with_whom="Dr Sample")
    diary = Diary(MONDAY, attacks=[Attack(5)], medicines=[RETARD, PATCH], appointments=(visit,))
    shown = timeline(diary.record(), moment(MONDAY, 24 * 28))
    layout, drawn = _layout(shown, metrics, 28), draw(shown, START, START + 28 * DAY, which=DAYS, size=SIZE)
    y = layout.scale.at(START + 24 * DAY)
    line = QRectF(layout.plot.left(), y - 1, layout.plot.width(), 2)
    assert 0.25 * line.width() < drawn.amount(LIGHT.ink, line, 70) < 2.5 * line.width()
    assert drawn.has(LIGHT.muted, layout.across.at(10 * HOUR), _row(layout, 5).center().y(), 1, 30)


@pytest.mark.parametrize("hour", [0, 3, 20])
def test_the_label_of_a_change_hides_no_flare_up_of_the_days_beside_it(
    draw: Draw, metrics: Metrics, hour: int
) -> None:
    attacks = [Attack(24 * day + hour, 3.5, -1, 8) for day in (22, 23, 24, 25)]
    diary = Diary(MONDAY, attacks=attacks, medicines=[RETARD, PATCH])
    for day in (22, 23, 24, 25):
        diary.take(OXYCODONE, 24 * day + 22)
    shown, span = timeline(diary.record(), moment(MONDAY, 24 * 28)), (START, START + 28 * DAY)
    layout, drawn = _layout(shown, metrics, 28), draw(shown, *span, which=DAYS, size=SIZE)
    plain = draw(replace(shown, uprights=()), *span, which=DAYS, size=SIZE)
    for day in (22, 23, 24, 25):
        row = _row(layout, day).adjusted(0, 1.5, 0, -1.5)
        assert drawn.amount(LIGHT.pain, row) == plain.amount(LIGHT.pain, row) > 0
        assert drawn.amount(LIGHT.as_needed, row) == plain.amount(LIGHT.as_needed, row) > 0
    beside = QRectF(layout.plot.left(), _row(layout, 23).top(), layout.plot.width(), 2 * layout.row_height)
    line = 0.7 * layout.plot.width()
    assert drawn.amount(LIGHT.ink, beside, 70) - plain.amount(LIGHT.ink, beside, 70) > line


def test_the_label_of_a_change_hides_no_appointment_of_the_day_before(draw: Draw, metrics: Metrics) -> None:
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 * 23 + 22), with_whom="Dr Sample")
    diary = Diary(MONDAY, attacks=[Attack(5)], medicines=[RETARD, PATCH], appointments=(visit,))
    shown, span = timeline(diary.record(), moment(MONDAY, 24 * 28)), (START, START + 28 * DAY)
    assert len(shown.uprights) == 2
    layout, drawn = _layout(shown, metrics, 28), draw(shown, *span, which=DAYS, size=SIZE)
    alone = tuple(upright for upright in shown.uprights if upright.appointment is not None)
    plain = draw(replace(shown, uprights=alone), *span, which=DAYS, size=SIZE)
    x = layout.across.at(22 * HOUR)
    diamond = QRectF(x - 6, _row(layout, 23).top() + 1, 12, layout.row_height - 3)
    assert drawn.amount(LIGHT.muted, diamond, 20) == plain.amount(LIGHT.muted, diamond, 20) > 10


def test_a_change_over_the_first_row_leaves_the_hours_free(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY, attacks=[Attack(5), Attack(24 * 24 + 20, 3)], medicines=[RETARD, PATCH])
    shown, span = timeline(diary.record(), moment(MONDAY, 24 * 42)), (START + 24 * DAY, START + 38 * DAY)
    layout = _layout(shown, metrics, 14, START + 24 * DAY)
    hours = QRectF(0, 0, SIZE[0], layout.plot.top() - 2)
    inked = [
        draw(made, *span, which=DAYS, size=SIZE).amount(LIGHT.ink, part, 70)
        for part in (hours, _row(layout, 0).adjusted(0, 2, 0, 0))
        for made in (shown, replace(shown, uprights=()))
    ]
    assert inked[0] == inked[1]
    assert inked[2] > inked[3] + 20


def test_the_label_of_a_change_stands_also_where_there_is_no_free_place(draw: Draw, metrics: Metrics) -> None:
    attacks = [Attack(24 * day + 0.5, 23, -1, 8) for day in range(20, 28)]
    diary = Diary(MONDAY, attacks=attacks, medicines=[RETARD, PATCH])
    shown, span = timeline(diary.record(), moment(MONDAY, 24 * 28)), (START, START + 28 * DAY)
    layout, drawn = _layout(shown, metrics, 28), draw(shown, *span, which=DAYS, size=SIZE)
    corner = QRectF(layout.across.at(18 * HOUR), _row(layout, 23).top(), 200, layout.row_height - 2)
    assert drawn.amount(LIGHT.ink, corner, 70) > 20


@pytest.mark.parametrize("inks", [LIGHT, PAPER])
def test_the_label_of_a_change_hides_no_hour_of_a_row_of_weeks(
    draw: Draw, metrics: Metrics, inks: Inks
) -> None:
    """It always stood at the right edge: what comes in the evening was not seen."""
    sizes = metrics._replace(on_paper=inks is PAPER)
    attacks = [Attack(24 * day + 22, 1.5) for day in range(400)]
    diary = Diary(MONDAY, attacks=attacks, medicines=[RETARD, PATCH])
    for day in range(400):
        diary.take(OXYCODONE, 24 * day + 20.5)
    shown, span = timeline(diary.record(), moment(MONDAY, 24 * 400)), (START, START + 400 * DAY)
    looks = {"which": DAYS, "size": SIZE, "inks": inks, "metrics": sizes}
    drawn, plain = (draw(made, *span, **looks) for made in (shown, replace(shown, uprights=())))
    evening = QRectF(0.8 * SIZE[0], 0, 0.2 * SIZE[0], SIZE[1])
    for ink in (inks.pain, inks.as_needed):
        assert drawn.amount(ink, evening, 20) >= 0.98 * plain.amount(ink, evening, 20) > 100
    assert (
        drawn.amount(inks.ink, QRectF(0, 0, *SIZE), 70)
        > plain.amount(inks.ink, QRectF(0, 0, *SIZE), 70) + 100
    )


@pytest.mark.parametrize("inks", [LIGHT, PAPER])
def test_the_label_of_a_change_never_hides_a_dose(draw: Draw, metrics: Metrics, inks: Inks) -> None:
    """It would look not taken; the change is named in the timeline as well."""
    sizes = metrics._replace(on_paper=inks is PAPER)
    diary = Diary(MONDAY, medicines=[RETARD, PATCH])
    for day in (22, 23, 24, 25):
        for hour in range(1, 24, 2):
            diary.take(OXYCODONE, 24 * day + hour)
    shown, span = timeline(diary.record(), moment(MONDAY, 24 * 28)), (START, START + 28 * DAY)
    layout = _layout(shown, sizes, 28)
    looks = {"which": DAYS, "size": SIZE, "inks": inks, "metrics": sizes}
    drawn, plain = (draw(made, *span, **looks) for made in (shown, replace(shown, uprights=())))
    for day in (22, 23, 24, 25):
        row = _row(layout, day).adjusted(0, 1.5, 0, -1.5)
        assert drawn.amount(inks.as_needed, row) == plain.amount(inks.as_needed, row) > 0


def test_on_paper_the_label_of_a_change_gives_way_only_to_what_is_drawn(draw: Draw, metrics: Metrics) -> None:
    """Activities stand in the timeline alone there: because of them labels lay over doses."""
    walks = [(24.0 * 23 + hour, "walking", False) for hour in range(0, 24, 2)]
    attacks = [Attack(5), Attack(24 * 27 + 5)]
    whole = Diary(MONDAY, attacks=attacks, activities=walks, medicines=[RETARD, PATCH])
    diaries = replace(whole, activities=[]), whole
    shown = [timeline(each.record(28), moment(MONDAY, 24 * 28)) for each in diaries]
    looks = {"which": DAYS, "size": SIZE, "inks": PAPER, "metrics": metrics._replace(on_paper=True)}
    bare, done = (draw(each, START, START + 28 * DAY, **looks).image for each in shown)
    assert bare == done


def test_chosen_entries_stand_out(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(6, 3), Attack(30, 3)]).record(), moment(MONDAY, 500))
    layout = _layout(shown, metrics, 3)
    chosen = placed(shown, [("flare-up", 2)])
    drawn = draw(shown, START, START + 3 * DAY, which=DAYS, size=SIZE, chosen=chosen)
    assert drawn.amount(LIGHT.pain, _bar(layout, 0, 6, 9)) == 0
    assert drawn.amount(LIGHT.pain, _bar(layout, 1, 6, 9)) > 100


def test_rows_that_are_too_thin_are_weeks(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    for day in range(366):
        diary.take(RETARD, day * 24 + 8.5)
    diary.attacks = [Attack(16 + 24 * day, 0.5) for day in range(14)]
    shown = timeline(diary.record(), moment(MONDAY, 24 * 366))
    layout = _layout(shown, metrics, 366)
    assert (layout.bins.days, layout.is_single) == (7, False)
    drawn = draw(shown, START, START + 366 * DAY, which=DAYS, size=SIZE)
    column = QRectF(layout.across.at(8.2 * HOUR), layout.plot.top(), 14, layout.plot.height())
    assert drawn.amount(LIGHT.regular, column, 60) > 150
    assert drawn.amount(LIGHT.regular, column.translated(60, 0), 20) == 0
    assert drawn.amount(LIGHT.pain, _bar(layout, 0, 16, 17), 60) > 20
    assert drawn.amount(LIGHT.pain, _bar(layout, 5, 0, 24), 60) == 0


def test_a_row_of_weeks_that_has_just_begun_is_whole(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    diary.attacks = [Attack(24 * 364 + 6, 2)]
    shown = timeline(diary.record(), moment(MONDAY, 24 * 365))
    layout = _layout(shown, metrics, 365)
    top, bottom = layout.row(52)
    assert (layout.bins.days, layout.bins.size) == (7, 53)
    assert bottom - top == pytest.approx(layout.row_height)
    assert layout.row(0)[0] == layout.plot.top()
    drawn = draw(shown, START, START + 365 * DAY, which=DAYS, size=SIZE)
    assert drawn.amount(LIGHT.pain, _bar(layout, 52, 6, 8), 60) > 20


def test_a_guess_among_sums_is_no_taller_than_a_bar_of_as_many(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    diary.attacks = [Attack(24 * day + 16, 0.5) for day in range(7)]
    diary.attacks.append(Attack(24 * 8 + 10, 0.5, is_uncertain=True))
    shown = timeline(diary.record(), moment(MONDAY, 24 * 366))
    layout = _layout(shown, metrics, 366)
    drawn = draw(shown, START, START + 366 * DAY, which=DAYS, size=SIZE)
    bar, guess = _bar(layout, 0, 16, 17), _bar(layout, 1, 16, 17)
    assert drawn.amount(LIGHT.pain, bar, 60) > 2 * drawn.amount(LIGHT.pain_soft, guess, 10) > 0


def test_part_days_at_the_edges_stay_inside(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    begin = START + 3.4 * DAY
    layout = _layout(shown, metrics, 14, begin)
    drawn = draw(shown, begin, begin + 14 * DAY, which=DAYS, size=SIZE)
    above = QRectF(layout.plot.left(), 0, layout.plot.width(), layout.plot.top() - layout.row_height / 2 - 1)
    assert drawn.amount(LIGHT.pain, above, 30) == 0


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
def test_every_look_draws_in_its_own_inks(draw: Draw, inks: Inks) -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    drawn = draw(shown, START, START + 30 * DAY, which=DAYS, size=SIZE, inks=inks)
    for name in ("pain", "as_needed", "regular", "patch", "ink", "muted", "band"):
        assert drawn.amount(getattr(inks, name), QRectF(0, 0, *SIZE), 25) > 5, name


@pytest.mark.parametrize("hours", [2, 24])
def test_on_paper_dots_of_doses_stand_apart_from_the_bars_without_colour(
    draw: Draw, metrics: Metrics, hours: int
) -> None:
    """Both ways of drawing them: few are round, many are square."""
    days, paper, ground = 7 * 30, metrics._replace(on_paper=True), []
    for takes in (0, hours):
        attacks = [Attack(24 * day + hour, 0.9, -1, 5) for day in range(days) for hour in range(hours)]
        diary = Diary(MONDAY, attacks=attacks)
        for at in (24 * day + hour + 0.1 for day in range(0, days, 2) for hour in range(takes)):
            diary.take(OXYCODONE, at)
        shown = timeline(diary.record(), moment(MONDAY, 24 * days))
        layout = _layout(shown, paper, days)
        drawn = draw(shown, START, START + days * DAY, which=DAYS, size=SIZE, metrics=paper)
        part = QRectF(layout.plot.left() + 2, layout.plot.top() + 4, layout.across.at(2 * HOUR), 100)
        part.setRight(layout.across.at(2 * HOUR) - 2)
        ground.append(drawn.amount(LIGHT.panel, part))
    assert ground[1] > ground[0] + 20


def test_the_legend_explains_what_is_there(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    below = _below(_layout(shown, metrics, 30))
    drawn = draw(shown, START, START + 30 * DAY, which=DAYS, size=SIZE, inks=DARK)
    assert all(
        drawn.amount(ink, below, 30) > 5 for ink in (DARK.pain, DARK.as_needed, DARK.regular, DARK.patch)
    )
    only = timeline(Diary(MONDAY, attacks=[Attack(5)]).record(), moment(MONDAY, 20))
    below = _below(_layout(only, metrics, 30))
    drawn = draw(only, START, START + 30 * DAY, which=DAYS, size=SIZE, inks=DARK)
    assert drawn.amount(DARK.pain, below, 30) > 50
    assert drawn.amount(DARK.regular, below, 10) == 0


def test_the_legend_of_sums_shows_the_dots_that_are_drawn(draw: Draw, metrics: Metrics) -> None:
    """Single doses are rings, sums of weeks full dots, and patches are in no sum."""
    shown, inked = timeline(patient().record(), moment(MONDAY, 24 * 42)), {}
    for days in (30, 700):
        below = _below(_layout(shown, metrics, days))
        assert _layout(shown, metrics, days).is_single == (days == 30)
        drawn = draw(shown, START, START + days * DAY, which=DAYS, size=SIZE, inks=DARK)
        inked[days] = drawn.amount(DARK.as_needed, below, 30), drawn.amount(DARK.patch, below, 30)
    assert inked[700][0] > 1.2 * inked[30][0] > 0
    assert inked[30][1] > 0
    assert inked[700][1] == 0


def test_the_legend_of_weeks_explains_no_days_without_entries(draw: Draw, metrics: Metrics) -> None:
    """Rows of several days have no dots where one of them has an entry: there is nothing to explain."""
    shown, words = timeline(patient().record(), moment(MONDAY, 24 * 42)), {}
    assert shown.untracked
    for days in (30, 700):
        for timeline_ in (shown, replace(shown, untracked=())):
            below = _below(_layout(timeline_, metrics, days))
            drawn = draw(timeline_, START, START + days * DAY, which=DAYS, size=SIZE)
            words[days, bool(timeline_.untracked)] = drawn.amount(LIGHT.muted, below, 60)
    assert words[30, True] > words[30, False]
    assert words[700, True] == words[700, False]


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
def test_the_dots_in_the_legend_are_seen_in_every_look(draw: Draw, metrics: Metrics, inks: Inks) -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(5)]).record(7), moment(MONDAY, 24 * 5))
    assert shown.untracked
    drawn = draw(shown, START, START + 7 * DAY, which=DAYS, size=SIZE, inks=inks)
    before = 16 + 16 + metrics.width("flare-up, taller is worse", metrics.small) + 1 + 22
    sample = QRectF(before, _layout(shown, metrics, 7).plot.bottom() + 8, 12, metrics.small_height)
    assert contrast(inks.edge, inks.panel) >= 3
    assert drawn.amount(inks.edge, sample, 12) >= 6


@pytest.mark.parametrize(("name", "therapy"), [("lifting", False), ("physical therapy", True)])
def test_the_legend_tells_activities_and_therapy_where_they_are_drawn(
    draw: Draw,
    metrics: Metrics,
    name: str,
    therapy: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A triangle is hollow, that of therapy full; rows too low for them have none in the legend either."""
    diary = patient()
    diary.activities = [(10, name, therapy)]
    shown, inked = timeline(diary.record(), moment(MONDAY, 24 * 42)), {}
    for days in (7, 42):
        layout = _layout(shown, metrics, days)
        drawn = draw(shown, START, START + days * DAY, which=DAYS, size=SIZE)
        places = _bar(layout, 0, 9.5, 10.5), _below(layout)
        inked[days] = tuple(drawn.amount(LIGHT.activity, place, 20) > 0 for place in places)
    assert inked == {7: (True, True), 42: (False, False)}


def test_a_long_legend_has_lines_enough_and_the_rows_keep_their_room(draw: Draw, metrics: Metrics) -> None:
    diary = patient()
    diary.attacks += [Attack(50, -1, state=END_UNKNOWN), Attack(24 * 41, -1, state=RUNNING)]
    diary.attacks.append(Attack(60, 2, is_uncertain=True))
    diary.activities += [(30, "lifting", False), (40, "physical therapy", True)]
    shown = timeline(diary.record(), moment(MONDAY, 24 * 42))
    layout = _layout(shown, metrics, 14)
    assert layout.legend_lines == 2
    drawn = draw(shown, START, START + 14 * DAY, which=DAYS, size=SIZE)
    last = QRectF(0, layout.plot.bottom() + 8 + 1.15 * metrics.small_height, SIZE[0], metrics.small_height)
    assert drawn.amount(LIGHT.muted, last, 30) > 100, "the second line is written"
    view = View(begin=START, end=START + 14 * DAY, inks=LIGHT, metrics=metrics)
    small = lay_out_day_by_day(QRectF(0, 0, 400, 200), shown, view)
    assert small.plot.height() > 0.6 * 200


@pytest.mark.parametrize("width", [300, 360, 430, 500, 620, 900])
@pytest.mark.parametrize("region", ["en_GB", "en_US"])
def test_hours_stand_apart_also_on_paper(metrics: Metrics, region: str, width: int) -> None:
    """On a page of America's customs “9 PM” ran into the “12 AM” at its edge."""
    QLocale.setDefault(QLocale(region))
    paper = metrics._replace(on_paper=True)
    view = View(begin=START, end=START + 42 * DAY, inks=LIGHT, metrics=paper)
    layout = lay_out_day_by_day(QRectF(0, 0, width, 430), timeline(patient().record()), view)
    device = QImage(1, 1, QImage.Format.Format_ARGB32)
    with QPainter(device) as painter:
        placed = list(hours_across(layout, paper, Lettering(painter, paper.small), 3))
    assert placed[0][0] == times.hour(0)
    assert all(before.right() < after.left() for (_, before), (_, after) in pairwise(placed))
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize("days", [1, 3, 6, 14, 15])
def test_a_few_days_each_have_their_name_on_paper(draw: Draw, metrics: Metrics, days: int) -> None:
    """Mondays alone had one: three days without a Monday, and the rows before the first one, had none."""
    tuesday, paper = START + DAY, metrics._replace(on_paper=True)
    shown = timeline(Diary(MONDAY, attacks=[Attack(34)]).record(), moment(MONDAY, 400))
    view = View(begin=tuesday, end=tuesday + days * DAY, inks=LIGHT, metrics=paper)
    layout = lay_out_day_by_day(QRectF(0, 0, *SIZE), shown, view)
    drawn = draw(shown, view.begin, view.end, which=DAYS, size=SIZE, metrics=paper)
    rows = (_row(layout, day) for day in range(days))
    beside = (QRectF(0, row.top() + 2, layout.plot.left() - 4, row.height() - 2) for row in rows)
    named = [day for day, place in enumerate(beside) if drawn.amount(LIGHT.muted, place, 60)]
    assert named == (list(range(days)) if days <= 14 else [0, 6, 13])


@pytest.mark.parametrize(
    ("high", "named"),
    [
        (430, "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14"),
        (270, "0 2 4 7 9 11 14"),
        (180, "0 3 7 10 14"),
        (130, "0 7 14"),
    ],
)
def test_where_not_each_row_has_room_for_its_name_as_many_have_one_as_stand_apart(
    draw: Draw, metrics: Metrics, high: int, named: str
) -> None:
    """Two weeks in large letters named one Monday, and the last row none."""
    shown = timeline(Diary(MONDAY, attacks=[Attack(34)]).record(), moment(MONDAY, 400))
    view = View(begin=START, end=START + 15 * DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_day_by_day(QRectF(0, 0, 900, high), shown, view)
    assert [day - START // DAY for day in named_days(layout, metrics)] == [int(day) for day in named.split()]
    drawn = draw(shown, START, START + 15 * DAY, which=DAYS, size=(900, high))
    last = QRectF(0, layout.row(14)[0] - 4, layout.plot.left() - 4, metrics.small_height)
    assert bool(drawn.amount(LIGHT.ink, last, 60)) is (high > 180)


@pytest.mark.parametrize(("wide", "apart"), [(900, 3), (240, 6), (200, 12)])
def test_as_many_hours_have_a_line_as_have_room_for_their_name(
    draw: Draw, metrics: Metrics, wide: int, apart: int
) -> None:
    shown = timeline(Diary(MONDAY, check_ins=[(30, 3)]).record(), moment(MONDAY, 400))
    view = View(begin=START, end=START + 5 * DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_day_by_day(QRectF(0, 0, wide, 340), shown, view)
    drawn = draw(shown, START, START + 5 * DAY, which=DAYS, size=(wide, 340))
    y = _row(layout, 1).center().y()  # nothing is drawn in it
    lined = [hour for hour in range(24) if drawn.has(LIGHT.line, layout.across.at(hour * HOUR), y, 1, 30)]
    assert lined == list(range(0, 24, apart))


def test_on_paper_no_line_goes_through_the_name_of_the_last_day(draw: Draw, metrics: Metrics) -> None:
    """A last row of one Monday is too low for its name, which is lifted: its own line struck it out."""
    paper, days = metrics._replace(on_paper=True), 7 * 8 + 1
    shown, end = timeline(Diary(MONDAY).record(), moment(MONDAY, 24 * days)), START + days * DAY
    size = (600, 560)
    view = View(begin=START, end=end, inks=PAPER, metrics=paper)
    layout = lay_out_day_by_day(QRectF(0, 0, *size), shown, view)
    assert 0.5 < layout.row_height / paper.small_height < 0.9
    drawn = draw(shown, START, end, which=DAYS, size=size, inks=PAPER, metrics=paper)
    name = QRectF(layout.rect.left(), layout.scale.at(end - DAY), layout.plot.left() - layout.rect.left(), 0)
    for away in (-1, 0, 1):
        across = drawn.amount(PAPER.edge, name.translated(0, away), likeness=40)
        assert across < name.width() / 2
