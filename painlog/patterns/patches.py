"""Patches: for how long each was on, and which day of wear a moment falls on."""

from dataclasses import dataclass

import numpy as np

from painlog.patterns.arrays import Floats, Whole
from painlog.patterns.diary import Doses, date_of
from painlog.patterns.moments import DAY
from painlog.patterns.timeline import USUAL_WEAR

SHORT, LONG = 0.5, 1.5
"""What is between half and one and a half times as long as planned is full: nothing is missing in it."""


@dataclass(frozen=True, slots=True)
class Wears:
    """Patches that were worn about as long as planned, oldest first; seconds UTC."""

    start: Floats
    end: Floats
    planned_end: Floats

    def days(self) -> Whole:
        """Return over how many days each was to be worn, at least one."""
        return np.maximum(1, np.rint((self.planned_end - self.start) / DAY)).astype(np.int64)

    def day_before_change(self, moments: Floats) -> tuple[Whole, Whole]:
        """Return the row of the patch that was on (-1: none) and the days until its change, 0 on the last.

        Time worn over the plan counts as the last day.
        """
        if not self.start.size:
            return np.full(moments.size, -1), np.zeros(moments.size, dtype=np.int64)
        row = np.searchsorted(self.start, moments, side="right") - 1
        known = np.clip(row, 0, None)
        left = np.floor((self.planned_end[known] - moments) / DAY).astype(np.int64)
        left = np.clip(left, 0, self.days()[known] - 1)
        return np.where((row >= 0) & (moments < self.end[known]), row, -1), left


def full_wears(doses: Doses) -> Wears:
    """Return the patches that were worn between half and one and a half times as long as planned."""
    if not doses.count:
        return Wears(np.empty(0), np.empty(0), np.empty(0))
    start, end = doses.at, _ends(doses)
    worn = end - start
    planned = _planned(doses, worn)
    full = (worn >= SHORT * planned) & (worn <= LONG * planned)
    return Wears(start[full], end[full], (start + planned)[full])


def _ends(doses: Doses) -> Floats:
    """Return when each came off: as told, else when the next one was put on; infinity while it is on."""
    worn = doses.columns.worn
    following = np.append(doses.at[1:], np.inf)
    told = np.array([worn.get(int(key), np.inf) for key in doses.key])
    return np.asarray(np.minimum(doses.at + told, following))


def _planned(doses: Doses, worn: Floats) -> Floats:
    """Return for how many seconds each was to be worn: by plan, else the usual time of these entries."""
    known = worn[np.isfinite(worn)]
    usual = float(np.median(known)) if known.size else USUAL_WEAR
    plans = [doses.medicine.plan_on(date_of(int(day))) for day in doses.day]
    return np.array([float(p.every_hours) * 3600 if p and p.every_hours else usual for p in plans])
