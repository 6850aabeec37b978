"""What is on the page and on which paper: chosen with ticks, and kept with the journal."""

import json
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.journal import Journal
from painlog.report.page import EVERY_PART, Choices, Paper, Part
from painlog.window.buttons import FlowLayout, Segmented
from painlog.window.fields import Tick
from painlog.window.look import gap

translate = QCoreApplication.translate

KEPT_AS = "choices of the page"
"""The name under which the journal keeps them, as JSON."""


class ChoicesPanel(QWidget):
    """Ticks for the parts, for grey, and the two papers."""

    changed = Signal()

    def __init__(self, choices: Choices) -> None:
        """Show `choices`."""
        super().__init__()
        self.parts = {part: Tick(words) for part, words in part_names().items()}
        self.grey = Tick(translate("Appointment", "Grey only"))
        self.papers = Segmented(("A4", "Letter"), name=translate("Appointment", "Paper"))
        for part, tick in self.parts.items():
            tick.setChecked(part in choices.parts)
        self.grey.setChecked(choices.grey)
        self.papers.choose(list(Paper).index(choices.paper))
        for tick in (*self.parts.values(), self.grey):
            tick.toggled.connect(self.changed)
        self.papers.chosen.connect(self.changed)
        self._lay_out()

    def choices(self, ticked: tuple[tuple[str, str], ...] | None = None) -> Choices:
        """Return what is chosen, with the findings that are `ticked`."""
        return Choices(
            paper=list(Paper)[self.papers.current],
            grey=self.grey.isChecked(),
            parts=frozenset(part for part, tick in self.parts.items() if tick.isChecked()),
            ticked=ticked,
        )

    def _lay_out(self) -> None:
        ticks = FlowLayout(spacing=gap(2))
        for tick in (*self.parts.values(), self.grey):
            ticks.addWidget(tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(2))
        column.addLayout(ticks)
        column.addWidget(self.papers)


def part_names() -> dict[Part, str]:
    """Return what each part is called."""
    return {
        Part.DAY_BY_DAY: translate("Appointment", "Day by day"),
        Part.TRIGGERS: translate("Appointment", "Triggers"),
        Part.AS_NEEDED: translate("Appointment", "As-needed medicine"),
        Part.DISCUSS: translate("Appointment", "Worth discussing"),
        Part.QUESTIONS: translate("Appointment", "My questions"),
        Part.NAME: translate("Appointment", "Name and birth date"),
    }


def kept_text(choices: Choices) -> str:
    """Return the choices as the journal keeps them: what is off, so that new parts begin on the page."""
    off = sorted(part.value for part in EVERY_PART - choices.parts)
    return json.dumps({"paper": choices.paper.value, "grey": choices.grey, "off": off})


def usual_paper() -> Paper:
    """Return the paper of the region: Letter where inches are used."""
    imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return Paper.LETTER if imperial else Paper.A4


def choices_of(journal: Journal) -> Choices:
    """Return the choices that a journal keeps; the usual page where it keeps none."""
    return read_kept(journal.kept(KEPT_AS), usual_paper())


def read_kept(text: str, usual: Paper) -> Choices:
    """Return the choices that were kept; everything on `usual` paper where nothing, or nonsense, was."""
    try:
        told = json.loads(text)
        off = frozenset(Part(part) for part in told["off"])
        paper, grey = Paper(told["paper"]), told["grey"] is True
    except (ValueError, KeyError, TypeError):
        return Choices(paper=usual)
    return replace(Choices(paper=paper, grey=grey), parts=EVERY_PART - off)
