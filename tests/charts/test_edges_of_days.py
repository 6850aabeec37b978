"""Day by day: what is drawn stays in the row of its day, and says of its end what is known."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QRectF

from painlog.charts.day_marks import _begun_in_others
from painlog.charts.drawing import View, Which, lay_out_day_by_day
from painlog.charts.inks import LIGHT, PAPER
from painlog.charts.metrics import Metrics
from painlog.entries import Appointment
from painlog.patterns.timeline import DAY, HOUR, Timeline, midnight, timeline
from painlog.record import END_UNKNOWN, RUNNING
from tests.charts.conftest import Draw, Drawn
from tests.charts.diaries import OXYCODONE, PATCH, RETARD, Attack, Diary, moment

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)
SIZE = (900, 430)


class Shown:
    """Some days of a diary as they are laid out and drawn."""

    def __init__(self, draw: Draw, of: Timeline, days: float, begin: float = START, **looks: object) -> None:
        view = View(begin=begin, end=begin + days * DAY, inks=LIGHT, metrics=looks["metrics"])  # type: ignore[arg-type]
        self.layout = lay_out_day_by_day(QRectF(0, 0, *SIZE), of, view)
        self.drawn: Drawn = draw(of, begin, begin + days * DAY, which=Which.DAY_BY_DAY, size=SIZE, **looks)

    def pain(self, day: int, begin: float, end: float, likeness: int = 60) -> int:
        """Return how much of the ink of pain is in a row between two hours; from 24 on beside the plot."""
        (top, bottom), at = self.layout.row(day), self.layout.across.at
        part = QRectF(at(begin * HOUR) + 1, top, (end - begin) * HOUR * self.layout.across.rate - 2, 0)
        part.setBottom(bottom)
        return self.drawn.amount(LIGHT.pain, part, likeness)


def told(*attacks: Attack, now: float = 500) -> Timeline:
    return timeline(Diary(MONDAY, attacks=[*attacks]).record(), moment(MONDAY, now))


def test_what_goes_on_after_the_last_day_shown_is_not_drawn_below_the_rows(
    draw: Draw, metrics: Metrics
) -> None:
    ended, goes_on = (Shown(draw, told(Attack(22, lasted)), 1, metrics=metrics) for lasted in (2, 30))
    below = QRectF(0, ended.layout.plot.bottom() + 1, *SIZE)
    amounts = [each.drawn.amount(LIGHT.pain, below) for each in (ended, goes_on)]
    assert amounts[0] == amounts[1] > 0, "the legend"


@pytest.mark.parametrize("state", [RUNNING, END_UNKNOWN])
def test_an_open_end_is_told_in_the_row_of_its_day_alone(draw: Draw, metrics: Metrics, state: int) -> None:
    attack = Attack(20, -1, 1, 8, state, readings=((0, 3), (8, 8)))
    shown = Shown(draw, told(attack, now=28), 3, metrics=metrics)
    assert shown.pain(0, 24.1, 24.5) == 0
    assert shown.pain(1, 4.05, 4.7) > 5


def test_an_open_end_in_a_row_that_is_cut_off_is_not_told_at_the_midnight_before(
    draw: Draw, metrics: Metrics
) -> None:
    """Of the last day less than half was in view, and its broken outline stood beside the day before."""
    attack = Attack(20, -1, 1, 8, END_UNKNOWN, readings=((0, 3), (8, 8)))
    shown = Shown(draw, told(attack), 2.3, START - DAY, metrics=metrics)
    assert shown.pain(1, 20, 24) > 20
    assert shown.pain(1, 24.1, 24.5) == 0


def test_what_is_cut_off_ends_at_the_edge_of_the_rows(draw: Draw, metrics: Metrics) -> None:
    attacks = [Attack(24 * day + 10, 5, -1, 10) for day in range(3)]
    shown = Shown(draw, told(*attacks), 2.2, START + 0.4 * DAY, metrics=metrics)
    plot, at = shown.layout.plot, shown.layout.across.at
    beside = QRectF(at(10 * HOUR), plot.top() - 9, at(5 * HOUR) - plot.left(), 7)
    for y in (plot.top() - 9, plot.bottom() + 2):
        beside.moveTop(y)
        assert shown.drawn.amount(LIGHT.pain, beside, 60) == 0
        beside.moveTop(y + (12 if y < plot.top() else -12))
        assert shown.drawn.amount(LIGHT.pain, beside, 60) > 20


@pytest.mark.parametrize("state", [RUNNING, END_UNKNOWN])
def test_at_the_very_end_of_a_day_a_mark_stays_in_its_row(draw: Draw, metrics: Metrics, state: int) -> None:
    shown = Shown(draw, told(Attack(23.9, -1, -1, 8, state), now=23.95), 2, metrics=metrics)
    assert shown.pain(0, 23.5, 24) > 5
    least = 24 + 8 * metrics.unit / (HOUR * shown.layout.across.rate)
    assert shown.pain(0, least if state == END_UNKNOWN else 24.08, 24.7) == 0
    short = Shown(draw, told(Attack(23.99, 0.01)), 2, metrics=metrics)
    assert short.pain(0, 23.8, 24) > 0 == short.pain(0, 24, 24.3)


def test_a_flare_up_without_pain_is_a_low_bar(draw: Draw, metrics: Metrics) -> None:
    bar = [Shown(draw, told(Attack(6, 6, -1, level)), 3, metrics=metrics).pain(0, 6, 12) for level in (0, 1)]
    assert 0.7 * bar[1] < bar[0] < bar[1]


def test_what_was_written_down_later_is_pale(draw: Draw, metrics: Metrics) -> None:
    record = Diary(MONDAY, attacks=[Attack(6, 3), Attack(12, 3)]).record()
    delay = type(record.flare_ups.lasted)("f", [3 * HOUR + 60, 12 * HOUR])
    late = replace(record, flare_ups=replace(record.flare_ups, delay=delay))
    shown = Shown(draw, timeline(late, moment(MONDAY, 500)), 3, metrics=metrics)
    at_once, later = (shown.pain(0, hour, hour + 3, 20) for hour in (6, 12))
    assert 0 < later < 0.3 * at_once


def test_one_in_another_one_is_told_apart_also_after_a_third() -> None:
    long, first, second, after = (
        QRectF(left, 0, wide, 10) for left, wide in ((0, 100), (10, 5), (60, 5), (100.2, 9))
    )
    elsewhere = QRectF(20, 50, 9, 10)
    assert _begun_in_others([long, first, second, elsewhere, after], 0.5) == [first, second, after]


def test_a_line_on_paper_stands_above_each_monday(draw: Draw, metrics: Metrics) -> None:
    paper = metrics._replace(on_paper=True)
    shown = Shown(draw, told(Attack(50)), 12, START + 2 * DAY, metrics=paper, inks=PAPER)
    lines = []
    for day in range(1, 12):
        y = shown.layout.row(day)[0]
        beside = QRectF(shown.layout.rect.left(), y - 1, shown.layout.plot.left() - 4, 2)
        lines.append(shown.drawn.amount(PAPER.edge, beside, 60) > 0.5 * beside.width())
    assert [day for day, is_there in enumerate(lines, 1) if is_there] == [5]


def test_only_changes_of_medicine_in_view_are_lines_between_the_rows(draw: Draw, metrics: Metrics) -> None:
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 + 10), with_whom="Dr Sample")
    attacks = [Attack(5), Attack(24 * 30)]
    diary = Diary(MONDAY, attacks=attacks, medicines=[RETARD, PATCH], appointments=(visit,))
    of = timeline(diary.record(), moment(MONDAY, 24 * 28))
    for begin in (START, START + 25 * DAY):
        shown = Shown(draw, of, 20, begin, metrics=metrics)
        across = QRectF(shown.layout.plot.left() + 2, 0, 500, shown.layout.plot.bottom())
        assert shown.drawn.amount(LIGHT.ink, across, 40) == 0
