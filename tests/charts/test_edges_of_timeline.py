"""The timeline: what lasts beyond the days in view, or lies outside of them, is not drawn beside the plot."""

from datetime import date

from PySide6.QtCore import QRectF

from painlog.charts.bars import counts_of
from painlog.charts.drawing import View, lay_out_timeline, placed
from painlog.charts.inks import LIGHT
from painlog.charts.metrics import Metrics
from painlog.charts.tally import Bins, sums
from painlog.patterns.timeline import DAY, midnight, timeline
from painlog.record import END_UNKNOWN, RUNNING
from tests.charts.conftest import Draw
from tests.charts.diaries import OXYCODONE, PATCH, RETARD, Attack, Diary, moment

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)
SIZE = (900, 340)


def test_nothing_is_drawn_beside_the_plot(draw: Draw, metrics: Metrics) -> None:
    diary = Diary(MONDAY, medicines=[OXYCODONE, RETARD, PATCH])
    diary.attacks = [
        Attack(0, 70, 6, 7),
        Attack(95.9, -1, 0.05, 8, END_UNKNOWN),
        Attack(95.95, 9, -1, -1),
        Attack(94, -1, 1, 9, RUNNING),
        Attack(95, 5, 3, 8),
        Attack(110, 2),
    ]
    diary.check_ins = [(5, 3), (30, 3), (100, 4), (130, 4)]
    diary.take(PATCH, 3)
    diary.take(PATCH, 80)
    diary.take(OXYCODONE, 97)
    diary.activities = [(98, "lifting", False)]
    shown = timeline(diary.record(), moment(MONDAY, 96.6))
    begin, end = START + DAY, START + 4 * DAY
    view = View(begin=begin, end=end, inks=LIGHT, metrics=metrics)
    layout = lay_out_timeline(QRectF(0, 0, *SIZE), shown, view)
    chosen = placed(shown, [("flare-up", 1), ("flare-up", 6), ("dose", 1)])
    for choice in ({}, chosen):
        drawn = draw(shown, begin, end, size=SIZE, chosen=choice)
        height = layout.plot.height() + 12
        right = QRectF(layout.plot.right() + 3, layout.plot.top() - 10, SIZE[0], height)
        left = QRectF(layout.plot.left() - 5, layout.plot.top() - 10, 3, height)
        for side in (left, right):
            inks = (LIGHT.pain, LIGHT.background, LIGHT.patch, LIGHT.as_needed, LIGHT.activity, LIGHT.focus)
            assert [drawn.amount(ink, side, 30) for ink in inks] == [0] * len(inks), choice


def test_what_is_summed_up_stands_in_the_row_of_its_medicine(metrics: Metrics) -> None:
    diary = Diary(MONDAY)
    for day in range(400):
        for hour in (8, 12, 20):
            diary.take(RETARD, 24 * day + hour)
        diary.take(OXYCODONE, 24 * day + 9, 7)
    shown = timeline(diary.record(), moment(MONDAY, 24 * 400))
    view = View(begin=START, end=START + 400 * DAY, inks=LIGHT, metrics=metrics)
    layout = lay_out_timeline(QRectF(0, 0, *SIZE), shown, view)
    added = sums(shown, Bins.covering(view.begin, view.end, layout.together))
    counted = {
        row.lane.medicine.name: counts_of(row, added)[1] for row in layout.rows if row.lane is not None
    }
    assert counted == {RETARD.name: 3 * layout.together, OXYCODONE.name: 7 * layout.together}
