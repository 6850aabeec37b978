"""Pain before the next regular dose: onsets in the last third of the time from one dose to the next.

Regular doses and waking hours go together, so the obvious test (a third of onsets) fails. Here chance moves
the onsets of a day over that day's waking time, all by the same random span, among the doses as they were
really taken on that day. That distribution is worked out whole instead of drawn.
"""

from dataclasses import dataclass, replace

import numpy as np

from painlog.entries import Plan
from painlog.patterns.arrays import Floats
from painlog.patterns.chances import doubled, mean_of, reaching, sum_of
from painlog.patterns.diary import Diary, Doses, FlareUps, date_of
from painlog.patterns.finding import Bars, Drawing, Family, Finding, Need, State, need_prompt
from painlog.patterns.moments import DAY
from painlog.patterns.patches import LONG, SHORT, full_wears
from painlog.patterns.rates import at_least

LATE_FROM = 2 / 3
"""The part of the time from one dose to the next after which an onset is late."""
STANDS_OUT = 1.4
"""Late onsets in times of the expected number, from which they are seen."""
FEWEST = 5
"""So many times from one dose to the next are needed."""
_BARS, _LATE_BARS = 9, 3
"""In how many parts the time from dose to dose is drawn, and how many of them are late."""
_MATCH_MINUTES = 5
"""By such steps the onsets of a day are moved over its waking time."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """From one regular dose to the next, in seconds UTC; only those that are full."""

    last: Floats
    due: Floats
    following: Floats

    def phase(self, moments: Floats) -> Floats:
        """Return (moment - last) / (due - last), NaN outside of every full interval."""
        row = np.searchsorted(self.last, moments, side="right") - 1
        known = np.clip(row, 0, None)
        if not self.last.size:
            return np.full(moments.shape, np.nan)
        inside = (row >= 0) & (moments < self.following[known])
        phases = (moments - self.last[known]) / (self.due[known] - self.last[known])
        return np.where(inside, phases, np.nan)


def look(diary: Diary) -> Finding:
    """Return how many onsets came late before the next dose of the regular medicine that tells most."""
    regular = [doses for doses in diary.all_doses if doses.medicine.role == "regular"]
    found = [_of_patch(diary, d) if d.medicine.form == "patch" else _of_doses(diary, d) for d in regular]
    if not found:
        has_some = any(medicine.role == "regular" for medicine in diary.record.medicines)
        needs = (Need("full intervals", FEWEST, 0) if has_some else Need("regular medicines", 1, 0),)
        return Finding(id="end-of-dose", state=State.NOT_ENOUGH, needs=needs, family=Family.SEARCHED)

    def tells(one: tuple[Finding, Doses]) -> tuple[bool, bool, float]:
        finding, doses = one
        return finding.state is State.NOT_SEEN, doses.medicine.action == "long-acting", _weight(finding)

    most, told_of = max(zip(found, regular, strict=True), key=tells)
    stopped = not told_of.medicine.is_taken_on(date_of(diary.until))
    return replace(most, measures={**most.measures, "stopped": int(stopped)}) if most.measures else most


def _weight(finding: Finding) -> float:
    return finding.needs[0].has + finding.needs[1].has / 1e6


def _of_doses(diary: Diary, doses: Doses) -> Finding:
    intervals = full_intervals(doses)
    timed = diary.flare_ups.timed
    _, minutes = diary.waking.place(timed.local)
    untimed = int(np.isfinite(intervals.phase(diary.flare_ups.at)).sum())
    untimed -= int(np.isfinite(intervals.phase(timed.at)).sum())
    timed = timed.only((minutes < diary.waking.length) & np.isfinite(intervals.phase(timed.at)))
    phases = intervals.phase(timed.at)
    finding = _begun(diary, doses, timed, _intervals_within(intervals, diary))
    if finding.state is State.NOT_ENOUGH:
        return finding
    late = phases >= LATE_FROM
    chances = _by_chance(diary, timed, intervals)
    expected = mean_of(chances)
    return replace(
        finding,
        measures={
            "late": int(late.sum()),
            "count": timed.count,
            "left_out": untimed,
            "expected": expected,
            "intervals": int(finding.needs[1].has),
            "patch": 0,
        },
        p=doubled(reaching(chances, int(late.sum()))),
        rests_on=timed.only(late).keys("flare-up"),
        bars=_bars(phases),
        effect_is_there=bool(late.sum() >= STANDS_OUT * expected),
    )


def _begun(diary: Diary, doses: Doses, timed: FlareUps, intervals: int) -> Finding:
    every = diary.flare_ups.count
    needs = (
        need_prompt("flare-ups", "onsets between doses", 15, timed.count, every, known=diary.knows_writing),
        Need("full intervals", FEWEST, intervals),
    )
    return Finding(
        id="end-of-dose",
        about=doses.medicine.name,
        state=State.NOT_SEEN if all(need.is_met for need in needs) else State.NOT_ENOUGH,
        needs=needs,
        family=Family.SEARCHED,
        caveats=diary.timing_caveats,
    )


def full_intervals(doses: Doses) -> Intervals:
    """Return the intervals between doses in which none is missing.

    A dose is due by the plan of its day, else when the next one was really taken.
    """
    taken, local = doses.at, doses.local
    if taken.size < 2:
        return Intervals(np.empty(0), np.empty(0), np.empty(0))
    planned = np.array([_planned_seconds(doses, row, float(local[row])) for row in range(taken.size - 1)])
    gaps = np.diff(taken)
    due = np.where(np.isfinite(planned), planned, gaps)
    usual = np.where(np.isfinite(planned), planned, np.median(gaps))
    full = (gaps >= SHORT * usual) & (gaps <= LONG * usual) & (due > 0)
    return Intervals(taken[:-1][full], (taken[:-1] + due)[full], taken[1:][full])


def _planned_seconds(doses: Doses, row: int, local: float) -> float:
    """Return the seconds from this dose until the plan's next one, NaN without such a plan."""
    plan = doses.medicine.plan_on(date_of(int(doses.day[row])))
    if plan is None:
        return np.nan
    if plan.every_hours:
        return float(plan.every_hours) * 3600
    return _until_next_time(plan, local % DAY) if len(plan.times) > 0 else np.nan


def _until_next_time(plan: Plan, clock: float) -> float:
    """Return the seconds until the planned time after the one that this dose was meant for."""
    times = sorted(part.hour * 3600.0 + part.minute * 60 for part in plan.times)
    around = [time + shift for shift in (-DAY, 0.0, DAY, 2 * DAY) for time in times]
    meant = min(around, key=lambda time: abs(time - clock))
    return next(time for time in around if time > meant) - clock


def _by_chance(diary: Diary, timed: FlareUps, intervals: Intervals) -> Floats:
    """Return the distribution of late onsets when each day's onsets are turned over its waking time.

    Onsets that fall between full intervals are not late; on a day all of whose hours lie in full intervals
    nothing is lost by that.
    """
    days, minutes = diary.waking.place(timed.local)
    length = diary.waking.length // _MATCH_MINUTES
    first, day = np.unique(days, return_inverse=True)
    offset = np.zeros(first.size)
    offset[day] = timed.local - timed.at
    grid = (np.arange(length) + 0.5) * _MATCH_MINUTES * 60
    moments = (first * DAY + diary.waking.start * 60 - offset)[:, None] + grid
    phase = intervals.phase(moments)
    late = _late_share(phase)
    counts = np.zeros((first.size, length))
    place = np.minimum((minutes / _MATCH_MINUTES).astype(np.int64), length - 1)
    shifted = (place[:, None] + np.arange(length)) % length
    np.add.at(counts, day, late[day[:, None], shifted])
    return sum_of(_rows(counts))


def _late_share(phase: Floats) -> Floats:
    """Return 1 where a moment is late, 0 where it is not; the day's own share where no interval is full."""
    known = np.isfinite(phase)
    late = np.where(known, phase >= LATE_FROM, 0.0)
    share = late.sum(axis=1) / np.maximum(1, known.sum(axis=1))
    return np.where(known, late, share[:, None])


def _rows(counts: Floats) -> Floats:
    """Return for each day the chances of 0, 1, 2 … late onsets over all turns; broken counts are split."""
    whole = np.floor(counts)
    part = counts - whole
    most = int(counts.max(initial=0)) + 2
    rows = np.stack(
        [
            (np.where(whole == one, 1 - part, 0.0) + np.where(whole + 1 == one, part, 0.0)).mean(axis=1)
            for one in range(most)
        ],
        axis=1,
    )
    return np.asarray(rows)


def _bars(phases: Floats) -> Bars:
    early, part = _BARS - _LATE_BARS, (phases * _BARS).astype(np.int64)
    late = phases >= LATE_FROM
    part = np.where(late, np.clip(part, early, _BARS - 1), np.clip(part, 0, early - 1))
    counts = np.bincount(part, minlength=_BARS)
    return Bars(Drawing.BETWEEN_DOSES, tuple(map(float, counts)), (False,) * early + (True,) * _LATE_BARS)


def _of_patch(diary: Diary, doses: Doses) -> Finding:
    """Return onsets on the last day of wear: binomial, and with the days of each patch changing places."""
    wears = full_wears(doses)
    timed = diary.flare_ups.timed
    patch, block = wears.day_before_change(timed.at)
    timed, patch, block = timed.only(patch >= 0), patch[patch >= 0], block[patch >= 0]
    worn = wears.day_before_change(diary.flare_ups.at)[0] >= 0
    within = (wears.start >= (diary.begin - 0.5) * DAY) & (wears.planned_end <= (diary.until + 1.5) * DAY)
    finding = _begun(diary, doses, timed, int(within.sum()))
    if finding.state is State.NOT_ENOUGH:
        return finding
    late = block == 0
    blocks = wears.days()
    used = np.unique(patch)
    share = float((1 / blocks[patch]).mean())
    rows = [
        np.bincount(np.bincount(block[patch == one], minlength=blocks[one])) / blocks[one] for one in used
    ]
    width = max(row.size for row in rows)
    chances = sum_of(np.stack([np.pad(row, (0, width - row.size)) for row in rows]))
    p = max(reaching(chances, int(late.sum())), at_least(int(late.sum()), timed.count, share))
    expected = share * timed.count
    most = int(blocks.max())
    bars = np.bincount(most - 1 - np.minimum(block, most - 1), minlength=most)
    return replace(
        finding,
        measures={
            "late": int(late.sum()),
            "count": timed.count,
            "left_out": int(worn.sum()) - timed.count,
            "expected": expected,
            "intervals": int(within.sum()),
            "patch": 1,
        },
        p=doubled(p),
        rests_on=timed.only(late).keys("flare-up"),
        bars=Bars(Drawing.DAYS_OF_WEAR, tuple(map(float, bars)), (False,) * (most - 1) + (True,)),
        effect_is_there=bool(late.sum() >= STANDS_OUT * expected),
    )


def _intervals_within(intervals: Intervals, diary: Diary) -> int:
    begin, end = diary.begin * DAY - DAY / 2, (diary.until + 1) * DAY + DAY / 2
    return int(((intervals.last >= begin) & (intervals.following <= end)).sum())
