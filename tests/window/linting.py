"""What every window must hold for those who see, hit or press badly: the problems of a window, in words."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from painlog.window.body_map import BodyMap
from painlog.window.buttons import PlainButton
from painlog.window.pressing import Row
from painlog.window.scrolling import SlimBar

LEAST = 24
"""The least width and height of anything that can be pressed, in pixels (WCAG 2.2, 2.5.8)."""
TOLD = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
"""What somebody acts on, and so must be named, reached and hit."""
INSIDE = (QComboBox, QAbstractSpinBox, QScrollBar)
"""Widgets whose own parts are theirs."""
UNORDERED = (BodyMap, QCalendarWidget)
"""Widgets whose parts are not read one after another: a figure, and a calendar of Qt's own making."""


def acted_on(window: QWidget) -> Iterator[QWidget]:
    """Give everything in the window that somebody can act on."""
    for widget in window.findChildren(QWidget):
        shown = widget.isVisible() and widget.isEnabled()
        if (
            shown
            and isinstance(widget, TOLD)
            and not isinstance(widget, QHeaderView)
            and not _is_part(widget)
        ):
            yield widget


def problems(window: QWidget) -> list[str]:
    """Return what is wrong with names, roles, keys and sizes; nothing when all is well."""
    tabbed = _reached_by_tab(window)
    found = []
    for widget in acted_on(window):
        found += [f"{_called(widget)}: {problem}" for problem in _of(widget, tabbed)]
    found += _same_names(window)
    found += _said_out_of_order(window)
    found += [
        f"{_called(area)}: scrolls with a bar of the system's" for area in _with_bars_of_the_system(window)
    ]
    return found


def _with_bars_of_the_system(window: QWidget) -> Iterator[QAbstractScrollArea]:
    """Give what can scroll, in any way that is not ruled out, with another bar than the slim one."""
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    for area in window.findChildren(QAbstractScrollArea):
        ways = (
            (area.verticalScrollBarPolicy(), area.verticalScrollBar()),
            (area.horizontalScrollBarPolicy(), area.horizontalScrollBar()),
        )
        shown = area.isVisible() and not isinstance(area, QHeaderView) and not _is_part(area)
        if shown and any(policy != never and not isinstance(bar, SlimBar) for policy, bar in ways):
            yield area


def _of(widget: QWidget, tabbed: set[QWidget]) -> Iterator[str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    if not name_of(interface, widget):
        yield "has no name"
    if interface.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
        yield "has no role"
    if not _is_reached(widget, tabbed):
        yield "cannot be reached by the keyboard"
    if min(widget.width(), widget.height()) < LEAST:
        yield f"is only {widget.width()} x {widget.height()}"


def name_of(interface: QAccessibleInterface, widget: QWidget) -> str:
    """Return what a screen reader calls it: its name, or that of the label beside it."""
    name = interface.text(QAccessible.Text.Name)
    if isinstance(widget, QComboBox):
        labels = widget.window().findChildren(QLabel)
        name = next((label.text() for label in labels if label.buddy() is widget), "")
    return name.strip()


def _is_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, INSIDE):
            return True
        parent = parent.parentWidget()
    return False


def _is_reached(widget: QWidget, tabbed: set[QWidget]) -> bool:
    if widget in tabbed:
        return True
    row = widget.parentWidget()
    in_row = isinstance(row, (Row, BodyMap)) and any(each.parentWidget() is row for each in tabbed)
    return in_row or (widget.focusProxy() is not None and widget.focusProxy() in tabbed)


def _reached_by_tab(window: QWidget) -> set[QWidget]:
    """Return what the Tab key stops at, by following Qt's own chain once around."""
    reached: set[QWidget] = set()
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if stops and widget.isVisible() and widget.isEnabled():
            reached.add(widget)
        widget = widget.nextInFocusChain()
    return reached


def _same_names(window: QWidget) -> list[str]:
    """Return the names that two buttons in sight share: who hears only the name cannot tell them apart."""
    buttons = (each for each in acted_on(window) if isinstance(each, QAbstractButton))
    names = Counter(each.accessibleName() or each.text() for each in buttons)
    return [f"“{name}” is the name of {count} buttons" for name, count in names.items() if count > 1]


def _said_out_of_order(window: QWidget) -> Iterator[str]:
    """Tell what a screen reader comes to before what stands above it, or at the left of it in the same row.

    A reader goes through the parts of a window in the order in which Qt keeps them (WCAG 2.2, 1.3.2). Of two
    buttons in a row either may be first.
    """
    for _ in range(3):  # what wraps settles its height in turns
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    for whole in (window, *window.findChildren(QWidget)):
        if isinstance(whole, (*INSIDE, *UNORDERED)):
            continue
        parts = [part for part in whole.children() if isinstance(part, QWidget) and _words_of(part)]
        for one, after_it in pairwise(parts):
            are_buttons = isinstance(one, PlainButton) and isinstance(after_it, PlainButton)
            if not are_buttons and _stands_before(after_it.geometry(), one.geometry()):
                yield f"{_words_of(one)} is said before {_words_of(after_it)}"


def _stands_before(one: QRect, other: QRect) -> bool:
    high = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    if high > min(one.height(), other.height()) / 2:
        return one.right() < other.left()
    return one.bottom() < other.top() and one.left() <= other.right() and other.left() <= one.right()


def _words_of(part: QWidget) -> str:
    """Return the first words that are said of a part of a window; none where none of it is seen."""
    if part.isWindow():
        return ""
    seen = (each for each in (part, *part.findChildren(QWidget)) if each.isVisible())
    said = (each.text() if isinstance(each, QLabel) else _called(each) for each in seen if _says(each))
    return next((words for words in said if words), "")


def _says(widget: QWidget) -> bool:
    return isinstance(widget, (QLabel, *TOLD))


def cut_off(window: QWidget) -> list[str]:
    """Return the texts that have less room than they need, and what reaches out of its place."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    labels = (label for label in window.findChildren(QLabel) if label.isVisible() and label.text())
    found = [f"“{label.text()[:60]}” has {_size(label)}" for label in labels if _is_cut(label)]
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            found += _too_small(button)
    shown = (widget for widget in window.findChildren(QWidget) if widget.isVisible())
    found += [
        f"{_called(widget)} reaches out: {widget.geometry()}" for widget in shown if _reaches_out(widget)
    ]
    return found


def _too_small(button: QAbstractButton) -> Iterator[str]:
    width, height = button.minimumSizeHint().width(), button.heightForWidth(button.width())
    if button.width() < width:
        yield f"“{button.text()[:60]}” has {_size(button)}, needs a width of {width}"
    if button.height() < height:
        yield f"“{button.text()[:60]}” has {_size(button)}, needs a height of {height}"


def _size(widget: QWidget) -> str:
    return f"{widget.width()} x {widget.height()}"


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.sizeHint().width() or label.height() < label.fontMetrics().height()


def _reaches_out(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not isinstance(widget, (QAbstractButton, QLabel, QLineEdit)):
        return False
    room = QRect(0, 0, parent.width() + 1, parent.height() + 1)
    return not room.contains(widget.geometry()) and not widget.geometry().isEmpty()


def _called(widget: QWidget) -> str:
    said = widget.text() if isinstance(widget, (QAbstractButton, QLineEdit)) else ""
    return f"{type(widget).__name__} “{widget.accessibleName() or said}”"
