"""The popover by which the time of an entry in today's list is mended."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QWidget

from painlog.entries import Entry
from painlog.window.moments import MomentEdit
from painlog.window.popover import Popover
from painlog.window.today.asks import Asks
from painlog.window.today.mending import at_moment
from painlog.words.entries import headline
from painlog.words.language import filled

translate = QCoreApplication.translate


def mend_when(
    asks: Asks, clock: Callable[[], datetime], anchor: QWidget, entry: Entry, place: QPoint
) -> None:
    """Open the popover at `place` on the screen; closed with another time, the entry is asked to have it."""
    title = filled(translate("DayList", "When: %1", "an entry"), headline(entry))
    editor = MomentEdit(entry.moment, name=title, clock=clock)
    popover = Popover(anchor, editor, title)

    def closed(is_meant: bool) -> None:  # noqa: FBT001 - the signal's own shape
        if is_meant and editor.moment != entry.moment:
            asks.change.emit(at_moment(entry, editor.moment))

    popover.closed.connect(closed)
    popover.open(place)
    editor.focus_time()
