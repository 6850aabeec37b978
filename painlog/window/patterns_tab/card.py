"""One finding as a card: what is seen, its plain counts, a small picture, and what can be done with it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.patterns.finding import Finding
from painlog.window.buttons import FlowLayout, LinkButton
from painlog.window.fields import Tick
from painlog.window.look import gap
from painlog.window.panels import Heading, Panel, Quiet, Words
from painlog.window.patterns_tab.picture import BarsPicture
from painlog.words import findings as said

translate = QCoreApplication.translate


class FindingCard(Panel):
    """A finding that is seen; it opens downwards to tell how it was worked out."""

    timeline_asked = Signal(object)
    """The Finding whose entries are to be shown."""
    ticked = Signal(object, bool)
    """The Finding, and whether it goes on the appointment page."""

    def __init__(self, finding: Finding, *, on_page: bool = False) -> None:
        """Show `finding`; `on_page` tells whether it is ticked for the page."""
        super().__init__("", inset=gap(4.5))
        self.finding = finding
        headline = said.headline(finding)
        self.setAccessibleName(headline)
        self.heading = Heading(headline, size=1.15)
        self.sentence = Words(said.sentence(finding))
        self.on_page = Tick(translate("Patterns", "Put on the appointment page"))
        self.on_page.setAccessibleDescription(headline)
        self.on_page.setChecked(on_page)
        self.on_page.toggled.connect(self._tell_tick)
        self.show_link = LinkButton(translate("Patterns", "Show on the timeline"))
        self.show_link.setAccessibleDescription(headline)
        self.show_link.setEnabled(bool(finding.rests_on))
        self.show_link.clicked.connect(self._tell_show)
        self.how_link = LinkButton(translate("Patterns", "How this is worked out"))
        self.how_link.setAccessibleDescription(headline)
        self.how_link.clicked.connect(self.turn)
        self.how = Quiet("")
        self.how.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(gap(1.5))
        words.addWidget(self.heading)
        words.addWidget(self.sentence)
        for part in (closing for closing in (said.closing(self.finding),) if closing):
            words.addWidget(Quiet(part))
        words.addWidget(self.on_page)
        links = FlowLayout(spacing=gap(2))
        links.addWidget(self.show_link)
        links.addWidget(self.how_link)
        words.addLayout(links)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(gap(4))
        row.addLayout(words, 1)
        if self.finding.bars is not None and self.finding.bars.values:
            picture = BarsPicture(self.finding.bars)
            picture.setToolTip(said.pictured(self.finding))
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignCenter)
        self.body.addLayout(row)
        self.body.addWidget(self.how)

    def _tell_tick(self, ticked: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.ticked.emit(self.finding, ticked)

    def _tell_show(self) -> None:
        self.timeline_asked.emit(self.finding)

    @property
    def is_open(self) -> bool:
        """Whether it tells how it was worked out."""
        return not self.how.isHidden()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the keyboard stops at, in this order."""
        return self.on_page, self.show_link, self.how_link

    def turn(self) -> None:
        """Tell how it was worked out, or no more."""
        if not self.how.text():
            self.how.setText(said.how(self.finding))
        self.how.setVisible(not self.is_open)
        self.how_link.setAccessibleDescription(self.how.text() if self.is_open else self.heading.text())


class FigureCard(Panel):
    """A fact of the period in two lines: how often, how long, how bad."""

    def __init__(self, finding: Finding) -> None:
        """Show `finding`, or what it still needs."""
        super().__init__("", inset=gap(3))
        headline = said.headline(finding)
        self.setAccessibleName(headline)
        self.body.addWidget(Heading(headline, size=1.0))
        self.body.addWidget(Quiet(said.sentence(finding)))
        self.body.addStretch(1)
