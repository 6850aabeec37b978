"""The span of time that an act touches: what the charts must draw anew."""

import math
from collections.abc import Callable, Iterable, Iterator

from painlog.change import Picture, RowChange
from painlog.journal.pictures import SECOND
from painlog.journal.tables import ENTRY_KINDS, columns


def span_of(rows: Iterable[RowChange], is_patch: Callable[[int], bool]) -> tuple[float, float] | None:
    """Return first and last moment touched, in seconds UTC; None when the rows tell of none.

    What has no end yet reaches on without bound: a flare-up that runs, a patch that is worn until the next.
    `is_patch` tells of a medicine's row key.
    """
    moments = [
        moment
        for row in rows
        if row.kind in ENTRY_KINDS
        for picture in (row.before, row.after)
        if picture is not None
        for moment in _moments(row.kind, picture, is_patch)
    ]
    return (min(moments), max(moments)) if moments else None


def _moments(kind: str, picture: Picture, is_patch: Callable[[int], bool]) -> Iterator[float]:
    named = dict(zip(columns(kind), picture, strict=True))
    for name in ("at", "ended"):
        value = named.get(name)
        if isinstance(value, int):
            yield value / SECOND
    runs = kind == "flare-up" and named["ended"] is None and not named["end_unknown"]
    medicine = named.get("medicine")
    worn = isinstance(medicine, int) and named["ended"] is None and is_patch(medicine)
    if runs or worn:
        yield math.inf
