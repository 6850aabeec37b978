"""Where the keyboard and a screen reader go next: both follow what is read, whatever was made first."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QSplitter, QWidget

from painlog.window.scrolling import follow_keyboard


class AsRead(QWidget):
    """Holds what Tab goes through as one reads."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go on with Tab."""
        return go_on(self, self.window().focusWidget(), forward=forward)


def go_on(widget: QWidget, at: QWidget | None, *, forward: bool) -> bool:
    """Give the keyboard to what is read next in `widget` after `at`, or before it; tell whether there is any.

    Qt goes by the order in which widgets were made: a card that comes later, or buttons that are made anew,
    would be the last of all. This goes from the top, column by column, and from the end to the begin again.
    Where `at` was just hidden, Qt asks for what is next; what is read before it is nearer to what was done.
    """
    stops = list(_stops(widget, at))
    way = 1 if forward else -1
    found = next((place for place, stop in enumerate(stops) if stop is at), None)
    start = found + way if found is not None else (0 if forward else -1)
    if at is not None and found is not None and not at.isVisibleTo(widget):
        stops.remove(at)
        start = max(0, found - 1)
    if not stops:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop = stops[start % len(stops)]
    stop.setFocus(reason)
    follow_keyboard(stop)
    return True


def say_in_order(whole: QWidget) -> None:
    """Let a screen reader go through all that `whole` holds as one reads: it goes by what lies on what."""
    for child in reversed(list(_in_order(whole))):
        if not child.isWindow():
            child.lower()
            say_in_order(child)


def insert(column: QBoxLayout, place: int, part: QWidget) -> None:
    """Put a part where it is read: a screen reader would come to what is made later last of all."""
    column.insertWidget(place, part)
    if (holder := column.parentWidget()) is not None:
        part.raise_()  # it may have been in another place before
        order = list(_in_order(holder))
        if part is not order[-1]:
            part.stackUnder(order[order.index(part) + 1])


def _stops(widget: QWidget, at: QWidget | None) -> Iterator[QWidget]:
    """Give what Tab stops at within a widget, and where the keyboard is even if Tab does not stop there."""
    for child in _in_order(widget):
        if child.isHidden() or child.isWindow() or not child.isEnabled():
            if at is not None and (child is at or child.isAncestorOf(at)):
                yield at
            continue
        is_stop = bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus) and child.focusProxy() is None
        if is_stop or child is at:
            yield child
        yield from _stops(child, at)


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    """Give the children of a widget as they are placed, then those that have no place in a layout."""
    if isinstance(widget, QSplitter):
        sides = (widget.widget(place) for place in range(widget.count()))
        placed = [side for side in sides if side is not None]
    else:
        layout = widget.layout()
        placed = list(_placed(layout, widget)) if layout is not None else []
    yield from placed
    held = set(placed)
    yield from (each for each in widget.children() if isinstance(each, QWidget) and each not in held)


def _placed(layout: QLayout, holder: QWidget) -> Iterator[QWidget]:
    """Give the widgets of a layout and of those within it.

    `QLayout.itemAt` would be simpler, but an item that Python has seen keeps its name there when Qt deletes
    it, and what comes to lie at its address, be it a window, goes by that name from then on.
    """
    held = [each for each in (*holder.children(), *layout.children()) if isinstance(each, QWidget | QLayout)]
    placed = sorted(
        (_place(layout, index), number)
        for number, each in enumerate(held)
        if (index := layout.indexOf(each)) >= 0
    )
    for _, number in placed:
        part = held[number]
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _placed(part, holder)


def _place(layout: QLayout, index: int) -> tuple[int, int]:
    """Return the row and the column of what a layout holds."""
    if isinstance(layout, QGridLayout):
        place: tuple[int, int, int, int] = layout.getItemPosition(index)  # type: ignore[assignment]
        return place[:2]
    return 0, index
