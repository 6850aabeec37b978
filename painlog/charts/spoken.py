"""The chart to a screen reader: one thing named "Timeline", with a child for each entry that is in view.

Qt keeps what it was once given, so nothing of it is ever thrown away: the children are places ("the third
entry in view") that say whatever entry is there at the moment they are asked.
"""

from functools import cache
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from painlog.charts.days import DayLayout
from painlog.charts.layout import Layout
from painlog.charts.pointer import place_of
from painlog.charts.telling import spoken
from painlog.charts.touch import Touch, entries_between
from painlog.patterns.timeline import Timeline

MOST_CHILDREN = 200
"""With more entries in view than this the description says how many, and to come closer."""
REACH_AROUND = 8
"""Half the side of the square that an entry takes on the screen, in pixels."""


class Shown(Protocol):
    """What a widget that shows a chart knows."""

    timeline: Timeline | None
    layout_now: Layout | DayLayout | None

    def touch_at(self, at: QPointF) -> Touch | None:
        """Return what lies at a point."""


class Voice:
    """What a chart says of the entries in view."""

    def __init__(self, widget: QWidget, shown: Shown) -> None:
        """Speak for a widget that shows a chart."""
        self.widget = widget
        self._shown = shown
        self._known: tuple[Timeline | None, float, float] = (None, 0.0, 0.0)
        self._entries: list[Touch] = []

    def entries(self) -> list[Touch]:
        """Return the entries in view by time; none when there are more than MOST_CHILDREN."""
        timeline, layout = self._shown.timeline, self._shown.layout_now
        if timeline is None or layout is None or timeline.is_empty:
            return []
        wanted = (timeline, layout.scale.begin, layout.scale.end)
        if wanted != self._known:
            self._known = wanted
            self._entries = entries_between(*wanted, MOST_CHILDREN)
        return self._entries

    def said_of(self, number: int) -> str:
        """Return what is said of an entry in view; nothing when it is gone."""
        entries, timeline = self.entries(), self._shown.timeline
        return spoken(timeline, entries[number]) if timeline is not None and number < len(entries) else ""

    def place_of(self, number: int) -> QRect:
        """Return where an entry in view is drawn on the screen."""
        entries, timeline, layout = self.entries(), self._shown.timeline, self._shown.layout_now
        if timeline is None or layout is None or number >= len(entries):
            return QRect()
        middle = self.widget.mapToGlobal(place_of(timeline, layout, entries[number])).toPoint()
        return QRect(middle - QPoint(REACH_AROUND, REACH_AROUND), QSize(2 * REACH_AROUND, 2 * REACH_AROUND))

    def number_at(self, at: QPoint) -> int:
        """Return which entry in view is at a place of the screen; negative: none."""
        found = self._shown.touch_at(QPointF(self.widget.mapFromGlobal(at)))
        return next((number for number, entry in enumerate(self.entries()) if _is_same(entry, found)), -1)


def _is_same(entry: Touch, found: Touch | None) -> bool:
    return found is not None and (entry.kind, entry.key, entry.wall) == (found.kind, found.key, found.wall)


class EntryNode(QAccessibleInterface):
    """The entry that is at one place among those in view."""

    def __init__(self, chart: "ChartNode", number: int) -> None:
        """Stand for the entry `number` of the chart."""
        super().__init__()
        self._chart = chart
        self._number = number

    def isValid(self) -> bool:
        """Tell whether there is such an entry now."""
        return self._chart.isValid() and self._number < self._chart.childCount()

    def object(self) -> QObject | None:  # type: ignore[override]
        """Return nothing: an entry is no widget."""
        return None

    def parent(self) -> QAccessibleInterface:
        """Return the chart."""
        return self._chart

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return nothing: an entry has no parts."""
        return None

    def childCount(self) -> int:
        """Return that there are none."""
        return 0

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return nothing."""
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Return that nothing is a child."""
        return -1

    def rect(self) -> QRect:
        """Return where the entry is drawn on the screen."""
        return self._chart.voice.place_of(self._number)

    def role(self) -> QAccessible.Role:
        """Return what an entry is."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Return that it is there."""
        return QAccessible.State()

    def text(self, kind: QAccessible.Text) -> str:
        """Return what is said of the entry."""
        return self._chart.voice.said_of(self._number) if kind == QAccessible.Text.Name else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Change nothing: entries are changed in their forms."""

    def window(self) -> QWindow | None:  # type: ignore[override]
        """Return the window."""
        return self._chart.window()


class ChartNode(QAccessibleInterface):
    """The whole chart."""

    def __init__(self, voice: Voice) -> None:
        """Speak with the voice of a chart."""
        super().__init__()
        self.voice = voice
        self._widget = voice.widget
        self._places: list[EntryNode] = []

    def isValid(self) -> bool:
        """Tell whether the widget is still there."""
        return isValid(self._widget)

    def object(self) -> QObject:
        """Return the widget."""
        return self._widget

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return what the widget is in."""
        around = self._widget.parentWidget()
        return None if around is None else QAccessible.queryAccessibleInterface(around)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return the place of one of the entries in view."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._places) <= index:
            self._places.append(EntryNode(self, len(self._places)))
        return self._places[index]

    def childCount(self) -> int:
        """Return how many entries are in view."""
        return len(self.voice.entries()) if self.isValid() else 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return the entry at a place of the screen."""
        return self.child(self.voice.number_at(QPoint(x, y)))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the place of an entry."""
        return next((at for at, place in enumerate(self._places) if place is child), -1)

    def rect(self) -> QRect:
        """Return where the chart is on the screen."""
        return QRect(self._widget.mapToGlobal(QPoint(0, 0)), self._widget.size())

    def role(self) -> QAccessible.Role:
        """Return that it is a chart."""
        return QAccessible.Role.Chart

    def state(self) -> QAccessible.State:
        """Return that keys can go to it."""
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._widget.hasFocus()
        state.invisible = not self._widget.isVisible()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name or the description of the widget."""
        if kind == QAccessible.Text.Name:
            return self._widget.accessibleName()
        return self._widget.accessibleDescription() if kind == QAccessible.Text.Description else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Change nothing."""

    def window(self) -> QWindow | None:  # type: ignore[override]
        """Return the window."""
        return self._widget.window().windowHandle()


@cache
def kept() -> list[ChartNode]:
    """Return what was given to Qt: it must outlive every use that Qt makes of it."""
    return []


@cache
def let_speak(kind: type[QWidget]) -> None:
    """Let screen readers meet widgets of this kind, which have a `voice`, as charts; done once a kind."""

    def made_for(_name: str, widget: QObject) -> QAccessibleInterface | None:
        voice = getattr(widget, "voice", None) if isinstance(widget, kind) else None
        if not isinstance(voice, Voice):
            return None
        kept().append(ChartNode(voice))
        return kept()[-1]

    QAccessible.installFactory(made_for)
