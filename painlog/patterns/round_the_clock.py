"""A short-acting medicine day and night: how many days look as if it were a regular one. Counts only."""

import numpy as np

from painlog.entries import Medicine
from painlog.patterns.arrays import Floats, Whole
from painlog.patterns.diary import DAY_MINUTES, Diary, Doses, Waking, name_of
from painlog.patterns.finding import Finding, Need, State
from painlog.patterns.moments import DAY
from painlog.patterns.pictures import by_hour

FEWEST_DOSES = 4
SPREAD_MINUTES = 720.0
"""From the first dose of a day to the last, at least."""
LONGEST_GAP = 360.0
"""Minutes between two doses in waking hours, at most."""
_NIGHT_HOURS = 5
"""Doses from midnight until so many hours after it are told as those of the night."""


def is_short_acting(medicine: Medicine) -> bool:
    """Tell whether it works for hours only: as told, else as-needed medicines but patches."""
    if medicine.action is not None:
        return medicine.action == "short-acting"
    return medicine.role == "as-needed" and medicine.form != "patch"


def look(diary: Diary) -> Finding:
    """Return the days with four doses or more over twelve hours without a long waking gap."""
    groups: dict[str, list[Doses]] = {}
    for doses in diary.doses:
        if is_short_acting(doses.medicine):
            groups.setdefault(doses.medicine.substance, []).append(doses)
    found = [_of_substance(diary, group) for group in groups.values()]
    if not found:
        needs = (Need("short-acting doses", 1, 0), Need("tracked days", 14, diary.tracked_days))
        return Finding(id="round-the-clock", state=State.NOT_ENOUGH, needs=needs)
    return max(found, key=lambda one: (one.measures.get("days") or 0, one.needs[0].has))


def _of_substance(diary: Diary, group: list[Doses]) -> Finding:
    local, at, keys = (
        np.concatenate([getattr(part, name) for part in group]) for name in ("local", "at", "key")
    )
    order = np.argsort(at, kind="stable")
    local, at, keys = local[order], at[order], keys[order]
    needs = (
        Need("short-acting doses", 1, int(at.size)),
        Need("tracked days", 14, diary.tracked_days),
    )
    if not all(need.is_met for need in needs):
        return Finding(id="round-the-clock", about=name_of(group), state=State.NOT_ENOUGH, needs=needs)
    day, minutes, awake = _days(local, diary.waking)
    full = np.array([one for one in np.unique(day) if is_round(minutes[day == one], *awake)])
    full = full[diary.is_tracked(full.astype(np.int64))] if full.size else full
    chosen = np.isin(day, full)
    return Finding(
        id="round-the-clock",
        about=name_of(group),
        state=State.SEEN if full.size and full.size >= diary.tracked_days / 2 else State.NOT_SEEN,
        measures={
            "days": int(full.size),
            "tracked": diary.tracked_days,
            "any_days": int(diary.is_tracked(np.unique(day)).sum()),
            "night": int((local % DAY < _NIGHT_HOURS * 3600).sum()),
            "longest_gap": float(np.diff(at).max(initial=0.0) / 60),
            "doses": int(at.size),
        },
        needs=needs,
        rests_on=tuple(("dose", int(key)) for key in keys[chosen]),
        bars=by_hour(local, chosen),
    )


def _days(local: Floats, waking: Waking) -> tuple[Whole, Floats, tuple[int, int]]:
    """Return the day of each dose, its minutes in that day, and from when until when one is awake in it.

    The days are those of the calendar. Who is awake past midnight has days that begin with waking up: of the
    calendar's a night's doses would be halves of two.
    """
    if DAY_MINUTES < waking.start + waking.length < waking.start + DAY_MINUTES:
        return (*waking.place(local), (0, waking.length))
    day = np.floor(local / DAY).astype(np.int64)
    return day, (local - day * DAY) / 60, (waking.start, waking.start + waking.length)


def is_round(minutes: Floats, start: int, until: int) -> bool:
    """Tell whether the doses of a day, in minutes, go on from morning to evening or longer.

    One is awake from `start` until `until`: only gaps between them count.
    """
    if minutes.size < FEWEST_DOSES or minutes.max() - minutes.min() < SPREAD_MINUTES:
        return False
    awake = np.clip(np.sort(minutes), start, until)
    return bool(np.diff(awake).max() <= LONGEST_GAP)
