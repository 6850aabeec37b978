"""From a finding to the entries it rests on, marked in the chart, and back again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from painlog.window.doors import Tab
from painlog.window.today.chart_frame import ChartFrame

if TYPE_CHECKING:
    from painlog.window.patterns_tab.working import Days


class Marking(QObject):
    """Turns between Patterns and the chart of Today."""

    def __init__(
        self, parent: QObject, chart: ChartFrame, show: Callable[[Tab], None], tab: Callable[[Tab], QWidget]
    ) -> None:
        """Mark in `chart`; `show` brings a tab to the front, and `tab` returns it."""
        super().__init__(parent)
        self._chart, self._show, self._tab = chart, show, tab
        chart.back_asked.connect(self.go_back)

    def show_on_timeline(self, days: "Days", marks: frozenset[tuple[str, int]], words: str) -> None:
        """Show the days of a finding on the timeline, with the entries that it rests on, named by `words`."""
        self._show(Tab.TODAY)
        self._chart.show_marks(days.begin, days.until, marks, words)

    def go_back(self) -> None:
        """Show the finding again whose entries were marked."""
        self._chart.end_marking()
        self._show(Tab.PATTERNS)
        self._tab(Tab.PATTERNS).come_back()  # type: ignore[attr-defined]
