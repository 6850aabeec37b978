"""The timeline shows each kind of entry at its place, in its own shape."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, groupby
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from painlog.charts import frame
from painlog.charts.drawing import View, lay_out_timeline, paint_timeline, placed
from painlog.charts.inks import DARK, GREY, LIGHT, LOOKS, PAPER, Inks
from painlog.charts.labels import background_name, left_out_note, row_note, title
from painlog.charts.layout import Layout
from painlog.charts.marks import Sheet, clipped
from painlog.charts.metrics import Metrics
from painlog.entries import Appointment, Plan
from painlog.patterns.timeline import DAY, HOUR, Timeline, midnight, timeline
from painlog.record import END_UNKNOWN, RUNNING
from painlog.report import charting
from painlog.report.lettering import UNITS_A_POINT
from tests.charts.conftest import Draw, Drawn
from tests.charts.diaries import (
    OXYCODONE,
    PATCH,
    RETARD,
    Attack,
    Diary,
    medicine,
    moment,
    oddities,
    patient,
)

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)
SIZE = QRectF(0, 0, 900, 340)


def _layout(shown: Timeline, metrics: Metrics, days: float, begin: float = START) -> Layout:
    view = View(begin=begin, end=begin + days * DAY, inks=LIGHT, metrics=metrics)
    return lay_out_timeline(SIZE, shown, view)


def _one(attack: Attack, now: float = 200) -> Timeline:
    return timeline(Diary(MONDAY, attacks=[attack]).record(), moment(MONDAY, now))


def test_a_flare_up_is_drawn_as_it_went(draw: Draw, metrics: Metrics) -> None:
    shown = _one(Attack(6, 12, 3, 8))
    layout, drawn = _layout(shown, metrics, 1), draw(shown, START, START + DAY)
    at = layout.scale.at
    assert drawn.has(LIGHT.pain, at(START + 9 * HOUR), layout.level(7.6), likeness=60)
    assert drawn.has(LIGHT.pain, at(START + 9 * HOUR), layout.level(1), likeness=60)
    assert drawn.has(LIGHT.pain, at(START + 16 * HOUR), layout.level(1), likeness=60)
    assert not drawn.has(LIGHT.pain, at(START + 16 * HOUR), layout.level(6), reach=2)
    assert not drawn.has(LIGHT.pain, at(START + 6.5 * HOUR), layout.level(6), reach=2)
    assert not drawn.has(LIGHT.pain, at(START + 19 * HOUR), layout.level(0.3), reach=1)


def test_a_short_flare_up_is_wide_enough_to_be_seen(draw: Draw, metrics: Metrics) -> None:
    shown = _one(Attack(24 * 40, 0.01, -1, 8))
    layout = _layout(shown, metrics, 90)
    drawn = draw(shown, START, START + 90 * DAY)
    x = layout.scale.at(START + 40 * DAY)
    found = drawn.amount(LIGHT.pain, QRectF(x - 3, layout.level(5), 10, 1), likeness=70)
    assert found >= 4


@pytest.mark.parametrize("rise", [-1, 0])
def test_a_flare_up_of_no_length_is_as_wide_whether_its_peak_is_told_or_not(
    draw: Draw, metrics: Metrics, rise: float
) -> None:
    shown = _one(Attack(24, 0, rise, 8))
    layout, drawn = _layout(shown, metrics, 14), draw(shown, START, START + 14 * DAY)
    x = layout.scale.at(START + DAY)
    assert drawn.amount(LIGHT.pain, QRectF(x - 3, layout.level(5), 10, 0), likeness=70) >= 3


@pytest.mark.parametrize("rise", [-1, 12])
@pytest.mark.parametrize("many", [1, 130])
def test_a_flare_up_that_was_nothing_at_its_worst_is_seen(
    draw: Draw, metrics: Metrics, rise: float, many: int
) -> None:
    attacks = [Attack(24 + 72 * place, 24, rise, 0) for place in range(many)]
    shown = timeline(Diary(MONDAY, attacks=attacks).record(), moment(MONDAY, 500))
    days = 14 if many == 1 else 400
    layout, drawn = _layout(shown, metrics, days), draw(shown, START, START + days * DAY)
    middle = QRectF(layout.scale.at(START + 1.5 * DAY) - 1, layout.pain.bottom() - 3, 2, 2)
    assert drawn.amount(LIGHT.pain, middle, likeness=70) >= 2


def test_a_flare_up_of_days_reaches_in_from_outside(draw: Draw, metrics: Metrics) -> None:
    shown = _one(Attack(10, 24 * 20, -1, 6), now=1000)
    begin = START + 10 * DAY
    layout, drawn = _layout(shown, metrics, 2, begin), draw(shown, begin, begin + 2 * DAY)
    for x in (layout.plot.left() + 2, layout.plot.center().x(), layout.plot.right() - 2):
        assert drawn.has(LIGHT.pain, x, layout.level(3), likeness=60)
    for x in (layout.plot.left() - 4, layout.plot.right() + 4):
        assert not drawn.has(LIGHT.pain, x, layout.level(3))


def test_one_that_runs_is_open_to_now(draw: Draw, metrics: Metrics) -> None:
    shown = _one(Attack(10, -1, 2, 6, RUNNING), now=30)
    layout, drawn = _layout(shown, metrics, 2), draw(shown, START, START + 2 * DAY)
    now = layout.scale.at(START + 30 * HOUR)
    assert drawn.has(LIGHT.pain, now - 4, layout.level(3), likeness=60)
    assert drawn.has(LIGHT.pain, now + 4, layout.pain.bottom() - 5, likeness=60), "the arrow"
    assert not drawn.has(LIGHT.pain, now + 12, layout.level(3))


def test_an_unknown_end_is_a_broken_outline(draw: Draw, metrics: Metrics) -> None:
    known, unknown = _one(Attack(10, 3, 3, 6)), _one(Attack(10, -1, 3, 6, END_UNKNOWN))
    layout = _layout(known, metrics, 1)
    beyond = QRectF(
        layout.scale.at(START + 13 * HOUR) + 3, layout.level(6) - 1, 9, layout.pain.height() * 0.6
    )
    closed = draw(known, START, START + DAY).amount(LIGHT.pain, beyond, 70)
    opened = draw(unknown, START, START + DAY).amount(LIGHT.pain, beyond, 70)
    assert closed == 0
    assert 20 < opened < 0.5 * beyond.width() * beyond.height()


def test_an_unknown_level_is_hollow_and_has_no_height(draw: Draw, metrics: Metrics) -> None:
    shown = _one(Attack(10, 3, -1, -1))
    layout, drawn = _layout(shown, metrics, 1), draw(shown, START, START + DAY)
    left, right = layout.scale.at(START + 10 * HOUR), layout.scale.at(START + 13 * HOUR)
    above = QRectF(left, layout.pain.top(), right - left, layout.pain.height() - 14)
    assert drawn.amount(LIGHT.pain, above) == 0
    around = QRectF(left - 1, layout.pain.bottom() - 10, right - left + 2, 10)
    assert 20 < drawn.amount(LIGHT.pain, around, 70) < 0.5 * around.width() * around.height()


def test_as_needed_doses_have_heads_scaled_by_their_amount(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    diary.take(OXYCODONE, 24, 1)
    diary.take(OXYCODONE, 72, 2)
    shown = timeline(diary.record())
    layout, drawn = _layout(shown, metrics, 5), draw(shown, START, START + 5 * DAY)
    rect = layout.rows[0].rect
    one, two = layout.scale.at(START + DAY), layout.scale.at(START + 3 * DAY)
    for x in (one, two):
        assert drawn.has(LIGHT.as_needed, x, rect.bottom() - 3)
    assert drawn.has(LIGHT.as_needed, two + 3, rect.top() + 6)
    assert not drawn.has(LIGHT.as_needed, one, rect.top() + 4)


def test_regular_doses_have_no_head(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    diary.take(RETARD, 24)
    shown = timeline(diary.record())
    layout, drawn = _layout(shown, metrics, 5), draw(shown, START, START + 5 * DAY)
    rect, x = layout.rows[0].rect, layout.scale.at(START + DAY)
    assert drawn.has(LIGHT.regular, x, rect.bottom() - 4)
    assert not drawn.has(LIGHT.regular, x, rect.top() + 4)
    assert drawn.amount(LIGHT.regular, QRectF(x + 3, rect.top(), 8, rect.height() - 2)) == 0


def test_twice_the_regular_dose_is_twice_as_high(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    diary.take(RETARD, 24, 1)
    diary.take(RETARD, 72, 2)
    shown = timeline(diary.record())
    layout, drawn = _layout(shown, metrics, 5), draw(shown, START, START + 5 * DAY)
    rect = layout.rows[0].rect
    one, two = (
        drawn.amount(
            LIGHT.regular, QRectF(layout.scale.at(START + day * DAY) - 1, rect.top(), 2, rect.height())
        )
        for day in (1, 3)
    )
    assert 1.6 * one < two < 2.4 * one


def test_a_patch_is_a_span_of_wear_that_is_open_while_it_is_on(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY, worn={10: 48})
    diary.take(PATCH, 10)
    diary.take(PATCH, 90)
    shown = timeline(diary.record(), moment(MONDAY, 110))
    layout, drawn = _layout(shown, metrics, 6), draw(shown, START, START + 6 * DAY)
    middle, at = layout.rows[0].rect.center().y() + 1, layout.scale.at
    assert drawn.has(LIGHT.patch_fill, at(START + 30 * HOUR), middle, likeness=10)
    assert drawn.has(LIGHT.patch, at(START + 10 * HOUR), middle, reach=2)
    assert drawn.has(LIGHT.patch, at(START + 58 * HOUR) - 1, middle, reach=2)
    assert not drawn.has(LIGHT.patch, at(START + 110 * HOUR) - 2, middle, reach=2)
    assert drawn.colour(at(START + 75 * HOUR), middle) == LIGHT.panel


def test_therapy_is_full_and_what_people_do_is_hollow(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY, activities=[(24, "lifting", False), (72, "therapy", True)])
    shown = timeline(diary.record())
    layout, drawn = _layout(shown, metrics, 5), draw(shown, START, START + 5 * DAY)
    base = layout.rows[-1].rect.bottom() - 3
    hollow, full = layout.scale.at(START + DAY), layout.scale.at(START + 3 * DAY)
    assert drawn.has(LIGHT.activity, full, base - 3, reach=0, likeness=60)
    assert not drawn.has(LIGHT.activity, hollow, base - 3, reach=0)
    assert drawn.has(LIGHT.activity, hollow, base - 10, reach=2, likeness=70)


def test_days_without_entries_are_hatched_and_others_not(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, check_ins=[(12, 3), (24 * 4 + 12, 3)]).record(), moment(MONDAY, 24 * 5))
    layout, drawn = _layout(shown, metrics, 5), draw(shown, START, START + 5 * DAY)

    def hatched(day: int) -> int:
        left, between_lines = layout.scale.at(START + day * DAY) + 3, layout.level(9.8)
        return drawn.amount(LIGHT.hatch, QRectF(left, between_lines, 60, layout.pain.height() * 0.16), 25)

    assert [hatched(day) > 50 for day in range(5)] == [False, True, True, True, False]


def test_no_hatching_leaves_its_days(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, check_ins=[(12, 3), (24 * 4 + 12, 3)]).record(), moment(MONDAY, 24 * 5))
    layout = _layout(shown, metrics, 5)
    sheet = Sheet(QPainter(), layout, shown, LIGHT, metrics, {})
    left, right = sheet.x_within(START + DAY), sheet.x_within(START + 4 * DAY)
    lines = list(frame._diagonals(left, right, layout.pain, 7))
    assert lines
    for line in lines:
        assert left - 1e-6 <= min(line.x1(), line.x2()) <= max(line.x1(), line.x2()) <= right + 1e-6
        assert layout.pain.top() - 1e-6 <= min(line.y1(), line.y2())
        assert max(line.y1(), line.y2()) <= layout.pain.bottom() + 1e-6


def test_the_background_is_a_line_but_not_over_a_week_of_silence(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, check_ins=[(0, 4), (48, 4), (240, 4), (288, 4)]).record())
    layout, drawn = _layout(shown, metrics, 14), draw(shown, START, START + 14 * DAY)

    def drawn_between(first: float, last: float) -> int:
        left, right = layout.scale.at(START + first * DAY), layout.scale.at(START + last * DAY)
        return drawn.amount(LIGHT.background, QRectF(left + 6, layout.level(4) - 1, right - left - 12, 2), 60)

    assert drawn_between(0, 2) > 15
    assert drawn_between(10, 12) > 15
    assert drawn_between(3, 9) == 0


def test_a_lone_check_in_is_seen(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, check_ins=[(60, 7)]).record())
    layout, drawn = _layout(shown, metrics, 5), draw(shown, START, START + 5 * DAY)
    assert drawn.has(LIGHT.background, layout.scale.at(START + 2.5 * DAY), layout.level(7), 4, 60)


def test_check_ins_a_week_apart_are_seen_each_and_not_joined(draw: Draw, metrics: Metrics) -> None:
    """The line runs over three days at most, so that those of one who tells once a week were not there."""
    diary = Diary(MONDAY, check_ins=[(24 * day + 12, 4) for day in (0, 7, 14, 15, 22)])
    shown = timeline(diary.record(), moment(MONDAY, 24 * 24))
    layout, drawn = _layout(shown, metrics, 24), draw(shown, START, START + 24 * DAY)

    def is_drawn(day: float) -> bool:
        return drawn.has(LIGHT.background, layout.scale.at(START + day * DAY), layout.level(4), 3)

    assert [is_drawn(day) for day in (0.5, 7.5, 14.5, 15, 15.5, 22.5)] == [True] * 6
    assert not any(is_drawn(day) for day in (4, 11, 19))


@pytest.mark.parametrize(("high", "is_whole"), [(4, False), (10, True)])
def test_the_legend_shows_the_background_as_it_is_drawn(
    draw: Draw, metrics: Metrics, high: float, *, is_whole: bool
) -> None:
    """A line that winds so much that it is whole had dashes beside its name."""
    diary = Diary(MONDAY, check_ins=[(24 * day + 12, high if day % 2 else 3) for day in range(40)])
    shown = timeline(diary.record(), moment(MONDAY, 24 * 40))
    layout, drawn = _layout(shown, metrics, 40), draw(shown, START, START + 40 * DAY)
    y = layout.plot.top() + metrics.text_height
    between = QRectF(layout.left + 6 * metrics.unit, y, metrics.unit, metrics.small_height)
    assert bool(drawn.amount(LIGHT.background, between, 60)) is is_whole


def test_sums_show_the_worst_behind_the_usual_and_count(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(patient(days=400).record(), moment(MONDAY, 401 * 24))
    layout, drawn = _layout(shown, metrics, 400), draw(shown, START, START + 400 * DAY)
    assert layout.together == 7
    assert layout.rows[0].kind == "flare-up"
    assert drawn.amount(LIGHT.pain_soft, layout.pain, 5) > 1000
    assert drawn.amount(LIGHT.pain, layout.pain, 5) > drawn.amount(LIGHT.pain_soft, layout.pain, 5)
    assert drawn.amount(LIGHT.background, layout.pain, 50) > 100
    for row, ink in zip(layout.rows, (LIGHT.pain, LIGHT.as_needed, LIGHT.regular), strict=False):
        assert drawn.amount(ink, row.rect, 5) > 300


def test_each_row_of_sums_shows_its_own_entries(draw: Draw, metrics: Metrics) -> None:
    """Flare-ups in the first half of the days, activities in the second."""
    diary = Diary(MONDAY, attacks=[Attack(day * 12.0) for day in range(400)])
    diary.activities = [(day * 12.0, "lifting", False) for day in range(400, 800)]
    shown = timeline(diary.record(), moment(MONDAY, 401 * 24))
    layout, drawn = _layout(shown, metrics, 400), draw(shown, START, START + 400 * DAY)
    flare_ups, activities = (row.rect for row in layout.rows)
    early = QRectF(layout.plot.left(), 0, 0.45 * layout.plot.width(), 0)
    late = early.translated(0.55 * layout.plot.width(), 0)

    def amount(ink: str, row: QRectF, part: QRectF) -> int:
        return drawn.amount(ink, QRectF(part.left(), row.top() + 4, part.width(), row.height() - 8))

    assert amount(LIGHT.pain, flare_ups, early) > 500
    assert amount(LIGHT.pain, flare_ups, late) == 0
    assert amount(LIGHT.activity, activities, early) == 0
    assert amount(LIGHT.activity, activities, late) > 500


def test_levels_are_written_beside_the_plot_and_not_in_it(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(200)]).record(), moment(MONDAY, 300))
    layout, drawn = _layout(shown, metrics, 2), draw(shown, START, START + 2 * DAY)
    high = metrics.small_height / 3
    for level in (0, 2, 4, 6, 8, 10):
        left = QRectF(layout.plot.left() - 30, layout.level(level) - high, 26, 2 * high)
        assert drawn.amount(LIGHT.muted, left, 60) > 3, level
        assert drawn.amount(LIGHT.muted, left.translated(32, 0), 60) == 0, level


def test_chosen_entries_stand_out_and_the_others_back(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(24), Attack(72)]).record())
    layout = _layout(shown, metrics, 5)
    chosen = placed(shown, [("flare-up", 2)])
    assert chosen == {("flare-up", 2): START + 72 * HOUR}
    drawn = draw(shown, START, START + 5 * DAY, chosen=chosen)
    one, two = layout.scale.at(START + DAY), layout.scale.at(START + 3 * DAY)
    assert not drawn.has(LIGHT.pain, one + 1, layout.level(2), 3, 60)
    assert drawn.has(LIGHT.pain, two + 1, layout.level(2), 3, 60)
    assert drawn.has(LIGHT.focus, two, layout.plot.top() - 5)
    assert not drawn.has(LIGHT.focus, one, layout.plot.top() - 5, 3)


def test_the_pain_in_between_stands_back_unless_it_is_what_is_chosen(draw: Draw, metrics: Metrics) -> None:
    told = [(12.0 + 24 * day, 4.0) for day in range(5)]
    shown = timeline(Diary(MONDAY, attacks=[Attack(30)], check_ins=told).record())
    pain = _layout(shown, metrics, 5).pain
    amounts = [
        draw(shown, START, START + 5 * DAY, chosen=placed(shown, [wanted])).amount(LIGHT.background, pain, 40)
        for wanted in (("flare-up", 1), ("check-in", 2))
    ]
    assert amounts[0] < 20
    assert amounts[1] > 100


def test_labels_of_changes_stand_above_the_marks_of_chosen_entries(metrics: Metrics) -> None:
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 58), with_whom="Dr Sample")
    diary = Diary(MONDAY, attacks=[Attack(hour) for hour in range(40, 100, 6)], appointments=(visit,))
    shown = timeline(diary.record(), moment(MONDAY, 24 * 7))
    chosen = placed(shown, [("flare-up", key) for key in range(1, 11)])
    image = QImage(900, 340, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheets = [
        Sheet(painter, _layout(shown, metrics, 7), shown, LIGHT, metrics, each) for each in ({}, chosen)
    ]
    plain, marked = [frame.place_uprights(sheet)[0].label for sheet in sheets]
    painter.end()
    assert plain is not None
    assert marked is not None
    top = sheets[0].layout.plot.top()
    assert marked.bottom() <= top - 7 * metrics.unit < plain.bottom()
    assert marked.top() >= sheets[0].layout.rect.top()


def test_only_entries_that_are_there_can_be_chosen() -> None:
    shown = timeline(oddities().record(), moment(MONDAY, 220))
    wanted = [("dose", 1), ("activity", 2), ("check-in", 99), ("note", 1)]
    assert set(placed(shown, wanted)) == {("dose", 1), ("activity", 2)}


# --- labels ----------------------------------------------------------------------------------------------


def test_labels_of_changes_never_overlap_and_stay_inside(metrics: Metrics) -> None:
    plans = tuple(Plan(start=date(2026, 3, 2 + day), amount=Decimal(day)) for day in range(1, 25, 2))
    crowded = medicine("Pregabalin", "regular", plans=plans)
    visits = tuple(
        Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 * day + 10), with_whom="Dr Sample")
        for day in (3, 4, 20)
    )
    diary = Diary(MONDAY, attacks=[Attack(5)], medicines=[crowded, RETARD, PATCH], appointments=visits)
    shown = timeline(diary.record(), moment(MONDAY, 24 * 28))
    image = QImage(900, 340, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet = Sheet(painter, _layout(shown, metrics, 28), shown, LIGHT, metrics, {})
    found = frame.place_uprights(sheet)
    painter.end()
    labels = [place.label for place in found if place.label is not None]
    assert len(found) == len(shown.uprights)
    assert 3 <= len(labels) < len(found)
    assert not any(one.intersects(other) for one, other in combinations(labels, 2))
    assert all(sheet.layout.plot.left() - 7 <= label.left() and label.right() <= 900 for label in labels)


def _with_changes(peak: float) -> Timeline:
    plans = tuple(Plan(start=date(2026, 3, 2 + day), amount=Decimal(day)) for day in (4, 5, 6, 7, 8))
    attacks = [Attack(24 * day + 8, 8, 1, peak) for day in range(4, 14)]
    diary = Diary(MONDAY, attacks=attacks, medicines=[medicine("Pregabalin", "regular", plans=plans)])
    return timeline(diary.record(), moment(MONDAY, 24 * 28))


def _labels(shown: Timeline, metrics: Metrics) -> tuple[Layout, list[QRectF]]:
    image = QImage(900, 340, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet = Sheet(painter, _layout(shown, metrics, 28), shown, LIGHT, metrics, {})
    labels = [placed.label for placed in frame.place_uprights(sheet) if placed.label is not None]
    painter.end()
    return sheet.layout, labels


@pytest.mark.parametrize("day", [0.1, 14, 27.9])
def test_a_label_at_either_end_stands_on_the_side_where_there_is_room(metrics: Metrics, day: float) -> None:
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 * day), with_whom="Dr Sample of the clinic")
    shown = timeline(Diary(MONDAY, attacks=[Attack(5)], appointments=(visit,)).record(), moment(MONDAY, 700))
    layout, (label,) = _labels(shown, metrics)
    assert layout.plot.left() - 7 <= label.left() < label.right() <= layout.rect.right()
    assert (label.left() > layout.scale.at(START + day * DAY)) is (day < 20)


@pytest.mark.parametrize(("peak", "lower"), [(10, 0), (5, 1)])
def test_a_label_stands_below_the_top_only_where_it_hides_no_worst_pain(
    metrics: Metrics, peak: float, lower: int
) -> None:
    layout, labels = _labels(_with_changes(peak), metrics)
    assert sum(label.bottom() > layout.plot.top() for label in labels) == lower


def test_no_line_goes_through_the_label_of_another_change(draw: Draw, metrics: Metrics) -> None:
    shown = _with_changes(5)
    label = _labels(shown, metrics)[1][0].adjusted(0, 1, 0, -1)
    alone = replace(shown, uprights=shown.uprights[:1])
    pictures = [draw(each, START, START + 28 * DAY) for each in (shown, alone)]
    inked = [picture.amount(LIGHT.ink, label, 70) for picture in pictures]
    assert inked[0] == pytest.approx(inked[1], abs=2)
    assert inked[1] > 20


def test_a_change_is_a_dashed_line_and_an_appointment_a_dotted_one(draw: Draw, metrics: Metrics) -> None:
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 * 5), with_whom="Dr Sample")
    diary = Diary(MONDAY, attacks=[Attack(5)], medicines=[RETARD, PATCH], appointments=(visit,))
    shown = timeline(diary.record(), moment(MONDAY, 24 * 28))
    layout, drawn = _layout(shown, metrics, 28), draw(shown, START, START + 28 * DAY)
    for at, ink in ((24, LIGHT.ink), (5, LIGHT.muted)):
        x = layout.scale.at(START + at * DAY)
        column = QRectF(x - 1, layout.plot.top(), 2, layout.plot.height())
        assert 0.2 * column.height() < drawn.amount(ink, column, 60) < 2.5 * column.height()


# --- layout ----------------------------------------------------------------------------------------------


def test_rows_share_the_room_and_leave_most_to_the_pain(metrics: Metrics) -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    layout = _layout(shown, metrics, 42)
    assert [row.kind for row in layout.rows] == ["dose", "dose", "dose", "activity"]
    assert layout.pain.bottom() <= layout.rows[0].rect.top()
    assert layout.rows[-1].rect.bottom() == pytest.approx(layout.plot.bottom())
    assert layout.pain.height() >= 0.4 * layout.plot.height()
    assert layout.plot.bottom() < SIZE.bottom()
    assert layout.row_at(layout.rows[1].rect.center().y()) is layout.rows[1]
    assert layout.row_at(layout.pain.center().y()) is None


def test_more_medicines_than_rows_show_those_that_were_taken(draw: Draw, metrics: Metrics) -> None:
    one = timeline(Diary(MONDAY, attacks=[Attack(5)]).record(), moment(MONDAY, 20))
    diary = Diary(MONDAY)
    for number in range(60):
        diary.take(medicine(f"Medicine {number}"), 24 * number)
    shown = timeline(diary.record())
    layout = _layout(shown, metrics, 5)
    assert [row.lane.medicine.name for row in layout.rows if row.lane] == [f"Medicine {n}" for n in range(5)]
    assert layout.left_out == 55
    below = QRectF(0, layout.plot.bottom() + 7, 90, metrics.small_height)
    assert draw(shown, START, START + 5 * DAY).amount(LIGHT.muted, below, 60) > 50, "55 medicines not shown"
    assert draw(one, START, START + 5 * DAY).amount(LIGHT.muted, below, 60) == 0
    assert layout.pain.height() > 0.4 * layout.plot.height()


def test_the_names_of_many_rows_do_not_lie_over_one_another(metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    for number in range(60):
        diary.take(medicine(f"Medicine {number}"), 24)
    letters = QFontMetricsF(metrics.bold).tightBoundingRect("Mg").height()
    layout = _layout(timeline(diary.record()), metrics, 5)
    assert len(layout.rows) + layout.left_out == 60
    assert all(row.rect.height() > letters for row in layout.rows)


def test_what_has_no_row_is_said_and_activities_are_no_medicine(metrics: Metrics) -> None:
    """“1 more not shown” below fourteen medicines was the activities."""
    diary = Diary(MONDAY, activities=[(30, "walking", False)])
    for number in range(30):
        diary.take(medicine(f"Medicine {number:02}"), 24)
    most = len(_layout(timeline(diary.record()), metrics, 5).rows)
    said = []
    for count in (most + 2, most, most - 1):
        diary.medicines, kept = diary.medicines[:count], diary.medicines
        layout = _layout(timeline(diary.record()), metrics, 5)
        said.append(left_out_note(layout.left_out, shows_done=layout.shows_done))
        diary.medicines = kept
    assert said == ["not shown: activities, 2 medicines", "activities not shown", ""]
    assert left_out_note(2, shows_done=True) == "2 medicines not shown"


def test_on_paper_the_note_below_a_name_is_whole() -> None:
    """“patch, every 3 da…” stood there, beside room enough."""
    fentanyl = replace(PATCH, name="Fen", plans=(Plan(start=MONDAY, every_hours=Decimal(72)),))
    diary = Diary(MONDAY)
    diary.take(fentanyl, 9)
    sizes = charting.metrics()
    view = View(begin=START, end=START + 42 * DAY, inks=PAPER, metrics=sizes)
    sheet = QRectF(0, 0, 900 * sizes.unit, 340 * sizes.unit)
    layout = lay_out_timeline(sheet, timeline(diary.record()), view)
    note = row_note(layout.rows[0].lane, MONDAY + timedelta(days=41))
    assert note == "patch, every 3 days"
    assert layout.plot.left() - layout.left - 8 * sizes.unit > sizes.width(note, sizes.small)


def test_the_gutter_grows_with_the_names_within_reason(metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    diary.take(medicine("X"), 5)
    short = _layout(timeline(diary.record()), metrics, 5)
    diary.take(medicine("A medicine with a very long name, which nobody can pronounce"), 6)
    long = _layout(timeline(diary.record()), metrics, 5)
    assert short.plot.left() < long.plot.left() <= 0.3 * SIZE.width()


def test_large_text_beside_the_plot_is_not_cut_off(qapp: QApplication, metrics: Metrics) -> None:
    font = metrics.text
    font.setPointSizeF(24)
    large = Metrics.for_screen(font)
    diary = Diary(MONDAY)
    for name in ("Oxycodone IR", "Paracetamol"):
        diary.take(medicine(name), 5)
    layout = lay_out_timeline(QRectF(0, 0, 765, 430), timeline(diary.record()), _view(large))
    room = layout.plot.left() - layout.left - 8 * large.unit
    beside_numbers = room - large.width("10", large.small)
    assert large.width(title(), large.bold) <= beside_numbers
    assert large.width(background_name(), large.small) + 17 * large.unit <= beside_numbers
    assert max(large.width(name, large.bold) for name in ("Oxycodone IR", "Paracetamol")) <= room
    assert layout.plot.width() > 0.5 * 765


def test_on_the_smallest_screen_large_text_beside_the_plot_is_not_cut_off(metrics: Metrics) -> None:
    """“backgro…” it said beside a chart that the quick entry leaves half of 1024 pixels."""
    font = metrics.text
    font.setPointSizeF(24)
    large = Metrics.for_screen(font)
    layout = lay_out_timeline(QRectF(0, 0, 512, 430), timeline(Diary(MONDAY).record()), _view(large))
    room = layout.plot.left() - layout.left - 8 * large.unit - large.width("10", large.small)
    assert large.width(background_name(), large.small) + 17 * large.unit <= room
    assert layout.plot.width() > 0.3 * 512


def test_a_name_is_whole_beside_the_count_of_its_row(metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    for day in range(14):
        for at in range(40):
            diary.take(OXYCODONE, 24 * day + 0.6 * at)
    shown = timeline(diary.record(), moment(MONDAY, 24 * 14))
    layout = lay_out_timeline(QRectF(0, 0, 900, 340), shown, _view(metrics, days=14))
    assert layout.together == 1
    needed = metrics.width("Oxycodone IR", metrics.bold) + 4 + metrics.width("40", metrics.small)
    assert layout.plot.left() - 8 - layout.left >= needed
    near = lay_out_timeline(QRectF(0, 0, 900, 340), shown, _view(metrics, days=1))
    assert (near.together, near.plot.left()) == (0, layout.plot.left()), "nothing moves when somebody zooms"


# --- looks and devices -----------------------------------------------------------------------------------


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
def test_every_look_draws_in_its_own_inks(draw: Draw, inks: Inks) -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    drawn: Drawn = draw(shown, START, START + 42 * DAY, inks=inks)
    for name in ("pain", "as_needed", "regular", "patch", "activity", "background", "ink", "muted"):
        assert drawn.amount(getattr(inks, name), SIZE, 25) > 5, name
    assert drawn.colour(899, 339) == inks.panel


def test_text_of_200_percent_fits_and_shows_all(qapp: QApplication, metrics: Metrics) -> None:
    font = metrics.text
    font.setPointSizeF(24)
    large = Metrics.for_screen(font)
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    layout = lay_out_timeline(QRectF(0, 0, 1000, 430), shown, _view(large))
    assert large.unit == 2
    assert layout.plot.width() > 600
    assert layout.pain.height() > 60


def _view(metrics: Metrics, inks: Inks = PAPER, days: float = 42) -> View:
    return View(begin=START, end=START + days * DAY, inks=inks, metrics=metrics)


@pytest.mark.parametrize(("width", "said"), [(780, "Buprenorphine patch"), (520, "Oxycodone IR")])
def test_a_long_name_in_large_text_is_written_smaller_or_in_two_lines_before_it_is_shortened(
    tmp_path: Path, metrics: Metrics, width: int, said: str
) -> None:
    """“Bupren… patch” at 200 % on a screen of 1366 x 768, “Oxyc…e IR” on a smaller one."""
    font = metrics.text
    font.setPointSizeF(24)
    diary = Diary(MONDAY)
    for taken in (OXYCODONE, replace(PATCH, name="Buprenorphine patch")):
        diary.take(taken, 10.5)
    path = tmp_path / "chart.pdf"
    writer = QPdfWriter(str(path))
    writer.setResolution(96)  # as of a screen
    painter = QPainter(writer)
    shown = timeline(diary.record(), moment(MONDAY, 24 * 14))
    paint_timeline(painter, QRectF(0, 0, width, 430), shown, _view(Metrics.for_screen(font)))
    painter.end()
    text = " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())
    assert said in text


def test_the_names_of_all_rows_are_written_alike(tmp_path: Path, metrics: Metrics) -> None:
    """The one that was too long in large text was small and thin among bold ones, as if of another kind."""
    font = metrics.text
    font.setPointSizeF(24)
    diary = Diary(MONDAY)
    for taken in (OXYCODONE, replace(PATCH, name="Buprenorphine patch")):
        diary.take(taken, 10.5)
    shown = timeline(diary.record(), moment(MONDAY, 24 * 14))
    sizes = set()

    def note(text: str, _cm: object, _tm: object, font: dict[str, object] | None, size: float) -> None:
        if text.strip() in ("Oxycodone IR", "Buprenorphine patch"):
            sizes.add(((font or {}).get("/BaseFont"), size))

    path = tmp_path / "chart.pdf"
    writer = QPdfWriter(str(path))
    writer.setResolution(96)
    painter = QPainter(writer)
    paint_timeline(painter, QRectF(0, 0, 780, 430), shown, _view(Metrics.for_screen(font)))
    painter.end()
    pypdf.PdfReader(path).pages[0].extract_text(visitor_text=note)
    assert len(sizes) == 1


@pytest.mark.parametrize("height", [340, 190])
def test_each_line_of_a_level_has_its_number(draw: Draw, metrics: Metrics, height: int) -> None:
    """Low charts wrote 0, 5 and 10 beside lines of 0, 2, 4, 6, 8 and 10, some of them pale and two wide."""
    shown = _one(Attack(6, 12, 3, 8))
    view = View(begin=START, end=START + DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_timeline(QRectF(0, 0, 900, height), shown, view)
    drawn = draw(shown, START, START + DAY, size=(900, height))
    ten = metrics.width("10", metrics.small)
    along = range(int(layout.pain.top()) - 10, int(layout.pain.bottom()) + 10)
    numbers = [drawn.amount(LIGHT.muted, QRectF(layout.plot.left() - 8 - ten, y, ten, 0), 90) for y in along]
    lines = [drawn.has(LIGHT.line, layout.plot.left() + 40, y, reach=0, likeness=12) for y in along]
    assert _groups(map(bool, numbers)) == _groups(lines)


def _groups(along: Iterable[bool]) -> int:
    """Return how many groups of true there are, with anything else between them."""
    return sum(is_true for is_true, _ in groupby(along))


@pytest.mark.usefixtures("metrics")
def test_paper_has_room_for_names_and_pain() -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    inch = 72 * UNITS_A_POINT
    layout = lay_out_timeline(QRectF(0, 0, 7 * inch, 3 * inch), shown, _view(charting.metrics()))
    assert layout.plot.left() / inch == pytest.approx(1.19, abs=0.06)
    assert layout.pain.height() / inch == pytest.approx(1.4, abs=0.15)


@pytest.mark.usefixtures("metrics")
def test_names_are_whole_on_paper_where_counts_stand_beside_them() -> None:
    """“Oxycod…R 5 mg” was one of two medicines."""
    diary, paper = Diary(MONDAY), charting.metrics()
    for at in range(24 * 120):
        diary.take(OXYCODONE, at + 0.5)
    rect = QRectF(0, 0, 7 * 72 * UNITS_A_POINT, 3 * 72 * UNITS_A_POINT)
    shown = timeline(diary.record(), moment(MONDAY, 24 * 120))
    near, far = (lay_out_timeline(rect, shown, _view(paper, days=days)) for days in (2, 120))
    assert (near.together, far.together > 0) == (0, True)
    needed = paper.width("Oxycodone IR 5 mg", paper.bold) + 4 * paper.unit + paper.width("24", paper.small)
    assert near.plot.left() - 8 * paper.unit - near.left < needed
    assert far.plot.left() - 8 * paper.unit - far.left >= needed


def test_a_page_is_drawn_with_real_text(tmp_path: Path, metrics: Metrics) -> None:
    path = tmp_path / "page.pdf"
    writer = QPdfWriter(str(path))
    writer.setResolution(72 * UNITS_A_POINT)
    painter = QPainter(writer)
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    paint_timeline(painter, QRectF(0, 0, 10800, 4320), shown, _view(charting.metrics(), GREY))
    painter.end()
    text = " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())
    for said in ("Oxycodone IR 5 mg", "as needed", "changed to patch", "Physical therapy", "2 Mar"):
        assert said in text


def test_dark_is_dark(draw: Draw) -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    drawn = draw(shown, START, START + 42 * DAY, inks=DARK)
    assert drawn.amount(DARK.panel, SIZE, 3) > 0.5 * SIZE.width() * SIZE.height()


# --- geometry --------------------------------------------------------------------------------------------


def test_a_line_is_cut_at_both_sides() -> None:
    assert clipped([(0, 0), (10, 10)], 2, 6) == [(2, 2), (6, 6)]
    assert clipped([(0, 0), (4, 8), (10, 2)], -5, 20) == [(0, 0), (4, 8), (10, 2)]
    assert clipped([(0, 0), (4, 8), (10, 2)], 5, 7) == [(5, 7), (7, 5)]
    assert clipped([(0, 0), (1, 1)], 5, 7) == []
    assert clipped([(3, 0), (3, 5)], 0, 10) == [(3, 0), (3, 5)]


def test_a_lane_of_another_zone_stands_at_its_wall_clock(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY, offset=-300)
    diary.take(OXYCODONE, 48)
    shown = timeline(diary.record())
    layout, drawn = _layout(shown, metrics, 5), draw(shown, START, START + 5 * DAY)
    rect = layout.rows[0].rect
    assert drawn.has(LIGHT.as_needed, layout.scale.at(START + 2 * DAY), rect.bottom() - 4)


def test_marks_outside_of_the_view_are_not_drawn(draw: Draw, metrics: Metrics) -> None:
    shown = timeline(patient().record(), moment(MONDAY, 24 * 42))
    begin = START + 60 * DAY
    drawn = draw(replace(shown, uprights=()), begin, begin + 10 * DAY)
    layout = _layout(shown, metrics, 10, begin)
    assert drawn.amount(LIGHT.pain, layout.pain, 30) == 0
    for row in layout.rows:
        assert drawn.amount(LIGHT.as_needed, row.rect, 30) == 0
