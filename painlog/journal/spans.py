"""The span of time that an act touches: what the charts must draw anew."""

import math
from collections.abc import Callable, Iterable
from functools import cache

from painlog.change import Picture, RowChange
from painlog.journal.pictures import SECOND, medicine_in
from painlog.journal.tables import ENTRY_KINDS, columns


def span_of(rows: Iterable[RowChange], is_patch: Callable[[int], bool]) -> tuple[float, float] | None:
    """Return first and last moment touched, in seconds UTC; None when the rows tell of none.

    What has no end yet reaches on without bound: a flare-up that runs, a patch that is worn until the next.
    `is_patch` tells of a medicine's row key.
    """
    moments: list[float] = []
    is_patch = cache(is_patch)
    told = ((row.kind, row.before, row.after) for row in rows if row.kind in _AT)
    for kind, before, after in told:
        moments += _moments(kind, before, is_patch) if before is not None else ()
        moments += _moments(kind, after, is_patch) if after is not None else ()
    return (min(moments), max(moments)) if moments else None


_AT = {kind: columns(kind).index("at") for kind in ENTRY_KINDS}
_ENDED = {kind: columns(kind).index("ended") for kind in ENTRY_KINDS if "ended" in columns(kind)}
_END_UNKNOWN = columns("flare-up").index("end_unknown")


def _moments(kind: str, picture: Picture, is_patch: Callable[[int], bool]) -> tuple[float, ...]:
    begin = _seconds(picture[_AT[kind]])
    ended = picture[_ENDED[kind]] if kind in _ENDED else 0
    if ended:
        return begin, _seconds(ended)
    return (begin, math.inf) if ended is None and _goes_on(kind, picture, is_patch) else (begin,)


def _seconds(moment: object) -> float:
    return moment / SECOND if isinstance(moment, int) else 0.0


def _goes_on(kind: str, picture: Picture, is_patch: Callable[[int], bool]) -> bool:
    if kind == "flare-up":
        return not picture[_END_UNKNOWN]
    return kind == "dose" and is_patch(medicine_in(picture))
