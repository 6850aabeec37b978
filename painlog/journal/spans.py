"""The span of time that an act touches: what the charts must draw anew."""

import math
from collections.abc import Callable, Iterable, Iterator

from painlog.change import Picture, RowChange
from painlog.journal.pictures import SECOND, medicine_in
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


_AT = {kind: columns(kind).index("at") for kind in ENTRY_KINDS}
_ENDED = {kind: columns(kind).index("ended") for kind in ENTRY_KINDS if "ended" in columns(kind)}
_END_UNKNOWN = columns("flare-up").index("end_unknown")


def _moments(kind: str, picture: Picture, is_patch: Callable[[int], bool]) -> Iterator[float]:
    yield _seconds(picture[_AT[kind]])
    ended = picture[_ENDED[kind]] if kind in _ENDED else 0
    if ended:
        yield _seconds(ended)
    elif ended is None and _goes_on(kind, picture, is_patch):
        yield math.inf


def _seconds(moment: object) -> float:
    return moment / SECOND if isinstance(moment, int) else 0.0


def _goes_on(kind: str, picture: Picture, is_patch: Callable[[int], bool]) -> bool:
    if kind == "flare-up":
        return not picture[_END_UNKNOWN]
    return kind == "dose" and is_patch(medicine_in(picture))
