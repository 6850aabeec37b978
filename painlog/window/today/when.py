"""The popover by which the time of an entry in today's list is mended."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QWidget

from painlog.entries import Dose, Entry, FlareUp, Why
from painlog.journal import Journal
from painlog.window.moments import MomentEdit
from painlog.window.popover import Popover
from painlog.window.today.asks import Asks
from painlog.window.today.mending import at_moment, following
from painlog.words.entries import headline
from painlog.words.language import filled

translate = QCoreApplication.translate


def mend_when(asks: Asks, journal: Journal, anchor: QWidget, entry: Entry, place: QPoint) -> None:
    """Open the popover at `place` on the screen; closed with another time, the entry is asked to have it."""
    title = filled(translate("DayList", "When: %1", "an entry"), headline(entry))
    about = entry.time_uncertain if isinstance(entry, FlareUp) else None
    runs = isinstance(entry, FlareUp) and entry.is_running
    editor = MomentEdit(entry.moment, name=title, about=about, has_begun=runs, clock=journal.clock)
    editor.objects = partial(_why_not, entry)
    popover = Popover(anchor, editor, title)

    def closed(is_meant: bool) -> None:  # noqa: FBT001 - the signal's own shape
        if not is_meant or (editor.moment, editor.is_about) == (entry.moment, bool(about)):
            return
        mended = at_moment(entry, editor.moment)
        if isinstance(entry, FlareUp) and isinstance(mended, FlareUp):
            mended = replace(following(mended, entry, journal), time_uncertain=editor.is_about)
        asks.change.emit(mended)

    popover.closed.connect(closed)
    popover.open(place)
    editor.focus_time()


def _why_not(entry: Entry, moment: datetime) -> Why | None:
    """Return why what has an end of its own cannot have begun then: only an activity keeps its length."""
    ended = entry.ended_at if isinstance(entry, FlareUp | Dose) else None
    return Why.END_BEFORE_START if ended is not None and moment > ended else None
