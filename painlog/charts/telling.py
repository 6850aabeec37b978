"""What a chart says in words of what is touched, and of all that it shows."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import inf, nextafter
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from painlog.charts.labels import absence, before, label_of
from painlog.charts.tally import Bins, sums
from painlog.charts.touch import Touch
from painlog.patterns.timeline import DAY, MINUTE, Lane, Sort, Timeline, Turn, day_of
from painlog.record import BY_SCHEDULE, FOR_FLARE_UP, FOR_OTHER, FOR_PREVENTION
from painlog.words import amounts, times
from painlog.words.entries import (
    count_of_kind,
    flare_up_name,
    how_it_was,
    kind_name,
    open_end,
    reason_name,
    relief,
)
from painlog.words.language import capital, filled

translate = QCoreApplication.translate

AFTERWARDS = 15 * MINUTE
"""A dose this long after the end is still named with a flare-up."""
MOST_DOSES = 3
MOST_OTHERS = 4
_REASONS = {
    FOR_FLARE_UP: "flare-up",
    BY_SCHEDULE: "schedule",
    FOR_PREVENTION: "prevention",
    FOR_OTHER: "other",
}


class Line(NamedTuple):
    """One line of the small box at the crosshair; plain text, whatever a person typed into it."""

    text: str
    ink: str = "ink"
    """The name of an ink."""
    is_bold: bool = False


def told(timeline: Timeline, touch: Touch) -> list[Line]:
    """Return what is said of something that is touched, when it was first."""
    tellers = {
        "flare-up": _flare_up,
        "dose": _dose,
        "activity": _activity,
        "check-in": _check_in,
        "sum": _sum,
    }
    teller = tellers.get(touch.kind, _upright)
    return [line for line in (*teller(timeline, touch), *_others(timeline, touch)) if line.text]


def spoken(timeline: Timeline, touch: Touch) -> str:
    """Return the same as one line for a screen reader."""
    return ", ".join(line.text for line in told(timeline, touch))


def moment_of(wall: float) -> datetime:
    """Return a wall clock as the moment that words.times says."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=wall)


def _when(timeline: Timeline, wall: float) -> Line:
    """Return when it was; with the year where that is not the one in which the timeline is looked at."""
    return Line(times.near_moment(moment_of(wall), moment_of(timeline.now)), is_bold=True)


def _flare_up(timeline: Timeline, touch: Touch) -> Iterator[Line]:
    flare_ups = timeline.flare_ups
    columns, row = flare_ups.columns, touch.row
    over = flare_ups.end(row, timeline.now)
    is_guess = flare_ups.is_uncertain(row)
    began = _when(timeline, touch.wall)
    guessed = filled(translate("Charts", "%1, the hour is a guess", "day and time"), began.text)
    yield began._replace(text=guessed) if is_guess else began
    name = flare_up_name(amounts.rounded(columns.peak[row]) if columns.peak[row] >= 0 else "")
    is_running = flare_ups.is_running(row)
    if is_running or flare_ups.end_is_unknown(row):
        lasted = open_end(is_running=is_running)
    else:
        lasted = times.duration(times.shown_minutes(touch.wall, over))
        lasted = times.about_so_long(lasted) if is_guess else lasted
    yield Line(", ".join([name, lasted, *columns.triggers.get(columns.key[row], ())]))
    within = _doses_within(timeline, columns.at[row], over - touch.wall + AFTERWARDS)
    for lane, taken, seconds in within[:MOST_DOSES]:
        text = translate("Charts", "%1 %2", "a medicine, after how long")
        yield Line(filled(text, _taken(lane, taken), times.after(seconds / MINUTE)), "as_needed")


def _doses_within(timeline: Timeline, at: float, length: float) -> list[tuple[Lane, int, float]]:
    """Return the as-needed doses in so many seconds from `at` (UTC), and how long after it, in order."""
    found = []
    for lane in (each for each in timeline.lanes if each.sort is Sort.AS_NEEDED):
        taken = lane.doses.at
        rows = range(bisect_left(taken, at), bisect_left(taken, at + length))
        found += [(lane, row, taken[row] - at) for row in rows]
    return sorted(found, key=lambda dose: dose[2])


def _name(lane: Lane) -> str:
    return amounts.medicine_name(lane.medicine)


def _taken(lane: Lane, row: int) -> str:
    """Return what was taken: "Oxycodone IR 5 mg", with "× 2" or "× 2.5 mL" unless it was one."""  # noqa: RUF002
    counted = _counted(lane, lane.doses.amount[row])
    return _name(lane) if counted == amounts.number(1) else f"{_name(lane)} × {counted}"  # noqa: RUF001


def _ink(lane: Lane) -> str:
    """Return the ink of a lane's words: that of its marks, where it is dark enough for words."""
    return "ink" if lane.sort is Sort.REGULAR else lane.sort.name.lower()


def _counted(lane: Lane, amount: float) -> str:
    """Return an amount as the label counts it, a quarter of a tablet as well: "1.25", "2.5 mL"."""
    return amounts.counted(lane.medicine, round(Decimal(repr(amount)), 2))


def _dose(timeline: Timeline, touch: Touch) -> Iterator[Line]:
    yield _when(timeline, touch.wall)
    lane = touch.lane
    if lane is None:
        return
    yield Line(_taken(lane, touch.row), _ink(lane))
    if lane.sort is Sort.PATCH:
        yield from _worn(timeline, touch, lane)
    reason = lane.doses.reason[touch.row] if lane.doses.reason else 0
    said = [reason_name(_REASONS.get(reason))]
    eased = lane.doses.relief.get(lane.doses.key[touch.row])
    if eased is not None:
        said.append(relief(eased[0]))
    yield Line(", ".join(filter(None, said)))


def _others(timeline: Timeline, touch: Touch) -> Iterator[Line]:
    """Name what else is at the same place at that minute: a press after the next one opens it."""
    for other in touch.others[:MOST_OTHERS]:
        if other.lane is not None:
            name, ink = _taken(other.lane, other.row), _ink(other.lane)
        else:
            name, ink = timeline.activity_names[timeline.activities.name[other.row]], "activity"
        yield Line(filled(translate("Charts", "and %1", "another entry at that minute"), name), ink)
    if more := len(touch.others[MOST_OTHERS:]):
        yield Line(translate("Charts", "and %Ln more", "entries at that minute", more), "muted")


def _worn(timeline: Timeline, touch: Touch, lane: Lane) -> Iterator[Line]:
    worn = dict(lane.worn_between(touch.wall, touch.wall + 1, timeline.worn_until)).get(touch.row)
    if worn is None:
        return
    if lane.is_on(touch.row, worn, timeline.worn_until):
        yield Line(translate("Charts", "still on", "a patch"))
    elif touch.key in lane.doses.worn:
        length = times.duration((worn.end - worn.begin) / MINUTE)
        yield Line(filled(translate("Charts", "worn %1", "a patch, how long"), length))


def _activity(timeline: Timeline, touch: Touch) -> Iterator[Line]:
    columns = timeline.activities
    yield _when(timeline, touch.wall)
    name = timeline.activity_names[columns.name[touch.row]]
    lasted = columns.lasted[touch.row] if columns.lasted else -1.0
    minutes = times.shown_minutes(touch.wall, touch.wall + lasted)
    length = f", {times.duration(minutes)}" if lasted > 0 else ""
    yield Line(f"{capital(name)}{length}", "activity")


def _check_in(timeline: Timeline, touch: Touch) -> Iterator[Line]:
    columns = timeline.check_ins
    yield _when(timeline, touch.wall)
    level = columns.background[touch.row]
    if level >= 0:
        yield Line(how_it_was(amounts.rounded(level)))
    if columns.no_flare_up and columns.no_flare_up[touch.row]:
        yield Line(how_it_was(no_flare_up=True))


def _upright(timeline: Timeline, touch: Touch) -> Iterator[Line]:
    if touch.upright is None:
        return
    if touch.upright.appointment is not None:
        yield _when(timeline, touch.wall)
        yield Line(kind_name("appointment"))
        yield Line(touch.upright.appointment.with_whom, "muted")
        return
    yield Line(times.near_day(day_of(touch.wall), day_of(timeline.now)), is_bold=True)
    yield Line(capital(label_of(touch.upright)))
    if (medicine := touch.upright.medicine) is not None:
        # Behind a name, and below an amount, a strength alone would seem to be an amount too.
        is_new_plan = touch.upright.turn is Turn.NEW_PLAN
        named = amounts.form_and_strength(medicine) if is_new_plan else amounts.medicine_name(medicine)
        yield Line(named, "muted")
    if said := before(touch.upright):
        yield Line(said, "muted")


def _sum(timeline: Timeline, touch: Touch) -> Iterator[Line]:
    bins = touch.bins
    if bins is None:
        return
    begin, end = bins.span(touch.row)
    yield Line(span_of(begin, end), is_bold=True)
    one = sums(timeline, Bins(bins.first + touch.row * bins.days, bins.days, 1))
    count, gaps = int(one.flare_ups[0]), _without_entries(timeline, begin, end)
    before, is_to_come = _from_before(timeline, begin), begin > timeline.now
    if count or before or (gaps < bins.days and not is_to_come):
        said = [count_of_kind("flare-up", count)]
        said += [translate("Charts", "%Ln from before", "flare-ups that went on", before)] if before else []
        if one.worst[0] >= 0:
            worst = translate("Charts", "worst %1", "a level of pain")
            said.append(filled(worst, amounts.rounded(one.worst[0])))
        yield Line(", ".join(said), "pain_text" if one.worst[0] >= 0 else "ink")
    for lane, taken in zip(timeline.lanes, one.doses, strict=True):
        if taken[0] and lane.sort is not Sort.PATCH:
            yield Line(f"{_name(lane)} × {_counted(lane, taken[0])}", _ink(lane))  # noqa: RUF001
    yield Line(_said_without(gaps), "muted")


def _from_before(timeline: Timeline, begin: float) -> int:
    """Return how many flare-ups that began before a moment went on after it."""
    went_on = timeline.flare_ups.touching(begin, nextafter(begin, inf), timeline.now)
    return sum(began < begin < over for _, began, over in went_on)


def _without_entries(timeline: Timeline, begin: float, end: float) -> int:
    """Return how many days of a span nothing is known of: they are not days without a flare-up."""
    gaps = (min(end, gap.end) - max(begin, gap.begin) for gap in timeline.untracked)
    return round(sum(gap for gap in gaps if gap > 0) / DAY)


def _said_without(days: int) -> str:
    if not days:
        return ""
    return translate("Charts", "%Ln day(s) without entries on pain or medicine", "", days)


def span_of(begin: float, end: float) -> str:
    """Return the days of a span: "20 Mar - 2 Apr 2026"."""
    last = day_of(max(begin, end - 1))
    return times.span(day_of(begin), last)


def described(timeline: Timeline, begin: float, end: float) -> str:
    """Return which days a chart shows and how many entries of each kind are in them."""
    if timeline.is_empty:
        return translate("Charts", "Nothing is written down yet.")
    if absent := absence(timeline, begin, end):
        return f"{span_of(begin, end)}: {absent}"
    counts: dict[str, int] = {}
    for column in timeline.columns():
        counts[column.kind] = counts.get(column.kind, 0) + column.moments.count(begin, end)
    said = [count_of_kind(kind, count) for kind, count in counts.items() if count]
    said += filter(None, [_said_without(_without_entries(timeline, begin, end))])
    listed = ", ".join(said) or translate("Charts", "no entries")
    return filled(translate("Charts", "%1: %2.", "days, what is in them"), span_of(begin, end), listed)
