"""What is told quietly: that nothing stands out, what was looked for and not seen, what lacks entries."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from painlog.patterns.finding import Finding, Findings, State
from painlog.window.buttons import LinkButton
from painlog.window.look import gap
from painlog.window.panels import Heading, Panel, Quiet, Surface, Words
from painlog.words import findings as said
from painlog.words.language import capital

_TWO_COLUMNS_FROM = 100
"""Width from which questions stand side by side, in widths of the digit 0 of the usual text."""


def lead(findings: Findings) -> Panel | None:
    """Return what is said first where no card tells of anything tested; None where one does."""
    told = said.opening(findings)
    if told is None:
        return None
    panel = Panel("", inset=gap(4.5))
    panel.setAccessibleName(told[0])
    panel.body.addWidget(Heading(told[0], size=1.15))
    panel.body.addWidget(Words(told[1]))
    return panel


def quiet_box(findings: Findings, figures: tuple[str, ...]) -> Panel | None:
    """Return the box of all other questions; `figures` are the patterns that stand at the top already."""
    not_seen = findings.in_state(State.NOT_SEEN)
    lacking = [one for one in findings.in_state(State.NOT_ENOUGH) if one.id not in figures]
    if not not_seen and not lacking:
        return None
    box = Panel("", surface=Surface.HINT, inset=gap(4))
    parts = ((State.NOT_SEEN, not_seen), (State.NOT_ENOUGH, sorted(lacking, key=lambda one: -one.progress)))
    for state, found in parts:
        if found:
            box.body.addWidget(Heading(said.heading(state), size=1.0))
            box.body.addWidget(Questions([Question(one) for one in found]))
    return box


class Question(QWidget):
    """A question without a card: its name opens how it was worked out, its counts or needs stand below."""

    def __init__(self, finding: Finding) -> None:
        """Show `finding`."""
        super().__init__()
        self.finding = finding
        self.link = LinkButton(capital(said.subject(finding)))
        self.counts = Quiet(said.in_short(finding))
        self.link.setAccessibleDescription(self.counts.text())
        self.link.clicked.connect(self.turn)
        self.how = Quiet("")
        self.how.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.link, self.counts, self.how):
            column.addWidget(part)
        column.addStretch(1)

    @property
    def is_open(self) -> bool:
        """Whether it tells how it was worked out, in place of its counts."""
        return not self.how.isHidden()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the keyboard stops at."""
        return (self.link,)

    def turn(self) -> None:
        """Tell how it was worked out, or its counts again."""
        if not self.how.text():
            self.how.setText(said.how(self.finding))
        self.how.setVisible(not self.is_open)
        self.counts.setVisible(not self.is_open)
        self.link.setAccessibleDescription(self.how.text() if self.is_open else self.counts.text())


class Questions(QWidget):
    """Questions under one another, in two columns where there is room."""

    def __init__(self, questions: list[Question]) -> None:
        """Show them in their order, from left to right and downwards."""
        super().__init__()
        self._questions = questions
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, gap(2))
        self._grid.setHorizontalSpacing(gap(6))
        self._grid.setVerticalSpacing(gap(1))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between one and two columns."""
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """Return a width that never asks to scroll sideways."""
        return QSize(1, super().minimumSizeHint().height())

    def _place(self) -> None:
        wide = _TWO_COLUMNS_FROM * self.fontMetrics().horizontalAdvance("0")
        columns = 2 if self.width() >= wide else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, question in enumerate(self._questions):
            self._grid.addWidget(question, place // columns, place % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))
