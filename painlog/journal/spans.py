"""The span of time that an act touches: what the charts must draw anew."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from painlog.change import Picture, RowChange
from painlog.journal.moments import SECOND
from painlog.journal.pictures import medicine_in
from painlog.journal.tables import ENTRY_KINDS, columns


def span_of(rows: Iterable[RowChange], is_patch: Callable[[int], bool]) -> tuple[float, float] | None:
    """Return first and last moment touched, in seconds UTC; None when the rows tell of none.

    What has no end yet reaches on without bound: a flare-up that runs, a patch that is worn until the next.
    A damaged row may tell of any time: the act is saved by then. `is_patch` tells of a row key of a medicine.
    """
    try:
        return _touched(rows, is_patch)
    except (TypeError, ValueError):
        return -math.inf, math.inf


def _touched(rows: Iterable[RowChange], is_patch: Callable[[int], bool]) -> tuple[float, float] | None:
    told: dict[str, list[Picture]] = {kind: [] for kind in ENTRY_KINDS}
    for kind, _, before, after in rows:
        if before is not None and kind in told:
            told[kind].append(before)
        if after is not None and kind in told:
            told[kind].append(after)
    moments: list[Any] = []
    for kind, pictures in told.items():
        moments += [picture[_AT] for picture in pictures]
        if kind in _ENDED:
            moments += [ended for picture in pictures if (ended := picture[_ENDED[kind]]) is not None]
    if not moments:
        return None
    last = math.inf if _goes_on(told, is_patch) else max(moments) / SECOND
    return min(moments) / SECOND, last


_AT = columns("note").index("at")
"""All entries have it in the same place."""
_ENDED = {kind: columns(kind).index("ended") for kind in ENTRY_KINDS if "ended" in columns(kind)}
_END_UNKNOWN = columns("flare-up").index("end_unknown")
_MEDICINE = columns("dose").index("medicine")


def _goes_on(told: Mapping[str, list[Picture]], is_patch: Callable[[int], bool]) -> bool:
    """Tell whether a flare-up runs among these, or a patch may be worn."""
    ended = _ENDED["flare-up"]
    if any(row[ended] is None and not row[_END_UNKNOWN] for row in told["flare-up"]):
        return True
    ended = _ENDED["dose"]
    worn = {row[_MEDICINE]: row for row in told["dose"] if row[ended] is None}
    return any(is_patch(medicine_in(row)) for row in worn.values())
