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


class _Card(Panel):
    """What both kinds of cards have: it opens downwards to tell how the finding was worked out."""

    def __init__(self, finding: Finding, *, heading: float, inset: int) -> None:
        """Make the parts for `finding`; its headline is so many times as large as the usual text."""
        super().__init__("", inset=inset)
        self.finding = finding
        headline = said.headline(finding)
        self.setAccessibleName(headline)
        self.heading = Heading(headline, size=heading)
        self.how_link = LinkButton(translate("Patterns", "How this is worked out"))
        self.how_link.setAccessibleDescription(headline)
        self.how_link.clicked.connect(self.turn)
        self.how = Quiet("")
        self.how.hide()

    @property
    def is_open(self) -> bool:
        """Whether it tells how it was worked out."""
        return not self.how.isHidden()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the keyboard stops at, in this order."""
        return (self.how_link,)

    def turn(self) -> None:
        """Tell how it was worked out, or no more."""
        if not self.how.text():
            self.how.setText(said.how(self.finding))
        self.how.setVisible(not self.is_open)
        self.how_link.setAccessibleDescription(self.how.text() if self.is_open else self.heading.text())


class FindingCard(_Card):
    """A finding that is seen."""

    timeline_asked = Signal(object)
    """The Finding whose entries are to be shown."""
    ticked = Signal(object, bool)
    """The Finding, and whether it goes on the appointment page."""

    def __init__(self, finding: Finding, *, on_page: bool = False) -> None:
        """Show `finding`; `on_page` tells whether it is ticked for the page."""
        super().__init__(finding, heading=1.15, inset=gap(4.5))
        headline = self.heading.text()
        self.sentence = Words(said.sentence(finding))
        self.on_page = Tick(translate("Patterns", "Put on the appointment page"))
        self.on_page.setAccessibleDescription(headline)
        self.on_page.setChecked(on_page)
        self.on_page.toggled.connect(self._tell_tick)
        self.show_link = LinkButton(translate("Patterns", "Show on the timeline"))
        self.show_link.setAccessibleDescription(headline)
        self.show_link.setEnabled(bool(finding.rests_on))
        self.show_link.clicked.connect(self._tell_show)
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
        if (picture := _picture_of(self.finding)) is not None:
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignCenter)
        self.body.addLayout(row)
        self.body.addWidget(self.how)

    def _tell_tick(self, ticked: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.ticked.emit(self.finding, ticked)

    def _tell_show(self) -> None:
        self.timeline_asked.emit(self.finding)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the keyboard stops at, in this order."""
        return self.on_page, self.show_link, self.how_link


class FigureCard(_Card):
    """A fact of the period in two lines: how often, how long, how bad. Its picture is shown when it opens."""

    def __init__(self, finding: Finding) -> None:
        """Show `finding`, or what it still needs."""
        super().__init__(finding, heading=1.0, inset=gap(3))
        self.body.addWidget(self.heading)
        self.body.addWidget(Quiet(said.sentence(finding)))
        self.body.addWidget(self.how_link)
        self.picture = _picture_of(finding)
        if self.picture is not None:
            self.body.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignCenter)
            self.picture.hide()
        self.body.addWidget(self.how)
        self.body.addStretch(1)  # at the end: the links of the other cards stay where they are

    def turn(self) -> None:
        """Tell how it was worked out, with the picture that this speaks of, or no more."""
        super().turn()
        if self.picture is not None:
            self.picture.setVisible(self.is_open)


def _picture_of(finding: Finding) -> BarsPicture | None:
    if finding.bars is None or not finding.bars.values:
        return None
    picture = BarsPicture(finding.bars)
    picture.setToolTip(said.pictured(finding))
    return picture
