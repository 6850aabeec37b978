"""The plain figures of a period: how complete, how often, how long, how fast, how bad, the pain in between.

No tests, no scipy.
"""

from dataclasses import replace
from datetime import date

import numpy as np

from painlog.patterns.arrays import Floats, Whole
from painlog.patterns.diary import Dated, Diary, FlareUps, by_time, going_on, open_diary
from painlog.patterns.finding import Caveat, Finding, Measure, Need, State
from painlog.patterns.moments import DAY
from painlog.patterns.shares import wilson
from painlog.patterns.survival import interval_of_median, quartiles
from painlog.record import REASON_NOT_SAID, Record

FAST_MINUTES = 5.0
HIGH_BACKGROUND = 5.0
_WEEK = 7


def figures(record: Record, begin: date, until: date) -> tuple[Finding, ...]:
    """Return coverage, frequency (without its interval), duration, time to peak, intensity and background.

    For the window's and the page's figures, quickly and without scipy. The record needs its details for the
    share of late entries only.
    """
    return figures_of(open_diary(record, begin, until))


def figures_of(diary: Diary) -> tuple[Finding, ...]:
    """Return the same `figures` of a period that is read already."""
    of_flare_ups = how_often(diary), duration(diary), time_to_peak(diary), intensity(diary)
    return coverage(diary), *of_flare_ups, background(diary)


def fact(
    pattern: str, needs: tuple[Need, ...], measures: dict[str, Measure], entries: list[Dated]
) -> Finding:
    """Return a finding that only counts these entries: seen as soon as there are enough."""
    enough = all(need.is_met for need in needs)
    return Finding(
        id=pattern,
        state=State.SEEN if enough else State.NOT_ENOUGH,
        measures=measures if enough else {},
        needs=needs,
        rests_on=by_time(entries) if enough else (),
    )


def coverage(diary: Diary) -> Finding:
    """Return how complete the record is: tracked days, late entries, flare-ups without end, bare doses.

    Of a flare-up whose time is a guess nobody knows how soon it was written: it counts as neither. What is
    taken every day by plan needs no reason.
    """
    as_needed = [doses for doses in diary.doses if doses.medicine.role == "as-needed"]
    others = (*diary.doses, diary.activities, diary.check_ins)
    timed = (diary.flare_ups.only(diary.flare_ups.is_certain), *others)
    known = sum(int(kind.is_known.sum()) for kind in timed)
    late = sum(int(kind.is_late.sum()) for kind in timed)
    measures: dict[str, Measure] = {
        "tracked": diary.tracked_days,
        "days": diary.days,
        "only_others": diary.days_with_only_others,
        "newest_left_out": int(diary.may_go_on),
        "entries": diary.flare_ups.count + sum(kind.count for kind in others),
        "late_share": late / known if known else None,
        "flare_ups": diary.flare_ups.count,
        "from_before": from_before(diary),
        "doses": sum(doses.count for doses in diary.doses),
        "open_ended": int((~diary.flare_ups.is_ended).sum()),
        "as_needed": sum(doses.count for doses in as_needed),
        "without_reason": sum(int((doses.reason == REASON_NOT_SAID).sum()) for doses in as_needed),
    }
    return Finding(id="coverage", state=State.SEEN, measures=measures)


def from_before(diary: Diary) -> int:
    """Return how many flare-ups began before the period and went on into it, as far as that is known."""
    every = diary.every_flare_up
    earlier = every.only(every.day < diary.begin)
    reaches_in = earlier.local + known_length(earlier, diary.record) * 60 >= diary.begin * DAY
    return int((reaches_in | going_on(earlier, diary.record)).sum())


def how_often(diary: Diary) -> Finding:
    """Return the flare-ups of tracked days: how many, how many a week, one every how many of these days."""
    tracked = diary.tracked_days
    flare_ups = diary.flare_ups.only(diary.is_tracked(diary.flare_ups.day))
    needs = (Need("flare-ups", 5, diary.flare_ups.count), Need("tracked days", 14, tracked))
    measures: dict[str, Measure] = {
        "count": flare_ups.count,
        "per_week": flare_ups.count * _WEEK / max(1, tracked),
        "low": None,
        "high": None,
        "every_days": tracked / max(1, flare_ups.count),
    }
    return fact("frequency", needs, measures, flare_ups.dated("flare-up"))


def duration(diary: Diary) -> Finding:
    """Return how long flare-ups last; running ones and unknown ends count as "at least so long"."""
    flare_ups = diary.flare_ups
    ended = flare_ups.is_ended
    needs = (Need("ended flare-ups", 6, int(ended.sum())),)
    if not needs[0].is_met:
        return fact("duration", needs, {}, [])
    lasted = known_length(flare_ups, diary.record)
    q1, median, q3 = quartiles(lasted, ended)
    low, high = interval_of_median(lasted, ended)
    measures: dict[str, Measure] = {
        "median": median,
        "q1": q1,
        "q3": q3,
        "low": low,
        "high": high,
        "ended": int(ended.sum()),
        "still_open": int((~ended).sum()),
    }
    return fact("duration", needs, measures, flare_ups.dated("flare-up"))


def known_length(flare_ups: FlareUps, record: Record) -> Floats:
    """Return the minutes of each flare-up: how long it lasted, else for how long it is known to have.

    One that still goes on was there at the last entry of the journal; one whose end nobody knows, or told
    before the next began, was there at its last reading or its peak.
    """
    readings, last = record.flare_ups.readings, record.last or 0.0
    seen = np.array([max((at for at, _ in readings.get(int(key), ())), default=0.0) for key in flare_ups.key])
    told = np.fmax(seen / 60, np.nan_to_num(flare_ups.rise))
    running = np.clip(last - flare_ups.at, 0, None) / 60
    known = np.where(going_on(flare_ups, record), np.fmax(running, told), told)
    return np.where(flare_ups.is_ended, flare_ups.lasted, known)


def time_to_peak(diary: Diary) -> Finding:
    """Return how many minutes it takes from the first sign to the worst.

    Of a beginning that is a guess nobody knows it to the minute.
    """
    told = diary.flare_ups.rising
    needs = (Need("flare-ups with a peak time", 8, told.count),)
    if not needs[0].is_met:
        return fact("time-to-peak", needs, {}, [])
    fast = int((told.rise < FAST_MINUTES).sum())
    low, high = wilson(fast, told.count)
    q1, median, q3 = np.quantile(told.rise, (0.25, 0.5, 0.75))
    measures: dict[str, Measure] = {
        "median": float(median),
        "q1": float(q1),
        "q3": float(q3),
        "count": told.count,
        "under_5": fast / told.count,
        "low": low,
        "high": high,
    }
    return fact("time-to-peak", needs, measures, told.dated("flare-up"))


def intensity(diary: Diary) -> Finding:
    """Return how bad the worst usually is, and the pain between flare-ups."""
    told = diary.flare_ups.only(np.isfinite(diary.flare_ups.peak))
    needs = (Need("flare-ups with a level", 5, told.count),)
    if not needs[0].is_met:
        return fact("intensity", needs, {}, [])
    days, levels = daily_background(diary)
    high = int((levels >= HIGH_BACKGROUND).sum())
    measures: dict[str, Measure] = {
        "median": float(np.median(told.peak)),
        "lowest": float(told.peak.min()),
        "highest": float(told.peak.max()),
        "count": told.count,
        "background": float(np.median(levels)) if days.size else None,
        "background_days": int(days.size),
        "high_days": high,
    }
    asked = diary.check_ins.only(np.isfinite(diary.check_ins.background))
    found = fact("intensity", needs, measures, told.dated("flare-up") + asked.dated("check-in"))
    return replace(found, caveats=frozenset({Caveat.BACKGROUND_HIGH})) if high > days.size / 2 else found


def background(diary: Diary) -> Finding:
    """Return the usual pain between flare-ups, on however many days check-ins tell it.

    A figure of the page and no pattern of its own: `intensity` tells it beside the worst, once enough
    flare-ups have a level.
    """
    days, levels = daily_background(diary)
    measures: dict[str, Measure] = {
        "median": float(np.median(levels)) if days.size else None,
        "days": int(days.size),
    }
    return Finding(id="background", state=State.SEEN, measures=measures)


def daily_background(diary: Diary) -> tuple[Whole, Floats]:
    """Return the days with a level of background pain and the mean level of each."""
    told = np.isfinite(diary.check_ins.background)
    days, place = np.unique(diary.check_ins.day[told], return_inverse=True)
    sums = np.bincount(place, diary.check_ins.background[told], days.size)
    return days, sums / np.maximum(1, np.bincount(place, minlength=days.size))
