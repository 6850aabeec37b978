"""The question "Better?" half an hour and an hour after a dose for a flare-up; unanswered it goes away."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.entries import Dose, Medicine
from painlog.window.announcing import announce
from painlog.window.look import BODY
from painlog.window.pads import ReliefPad
from painlog.window.panels import Heading, Panel, Quiet
from painlog.window.today.asks import Asks
from painlog.words import times
from painlog.words.amounts import dose_name
from painlog.words.language import filled

translate = QCoreApplication.translate


class Better(Panel):
    """Asks how much of the pain a dose took away, in five steps."""

    def __init__(self, asks: Asks, parent: QWidget | None = None) -> None:
        """Make the question; it is hidden until there is a dose to ask about."""
        super().__init__("", parent)
        self._asks = asks
        self.setAccessibleName(translate("Better", "Better?"))
        self._asking: tuple[Dose, int] | None = None
        self.body.addWidget(Heading(translate("Better", "Better?"), size=BODY))
        self._about = Quiet()
        self.body.addWidget(self._about)
        self.pad = ReliefPad()
        self.pad.pressed_relief.connect(self._told)
        self.body.addWidget(self.pad)
        self.hide()

    def show_asking(self, asking: tuple[Dose, int] | None, medicine: Medicine | None) -> None:
        """Ask about a dose, so many minutes after it; None asks nothing."""
        self._asking = asking if medicine is not None else None
        is_new = self.isHidden()
        self.setVisible(self._asking is not None)
        if asking is not None and medicine is not None:
            dose, minutes = asking
            said = translate("Better", "How much of the pain went away, %1 after %2?")
            self._about.setText(filled(said, times.duration(minutes), dose_name(medicine, dose.amount)))
            if is_new:
                announce(self, f"{self.accessibleName()} {self._about.text()}")

    def _told(self, percent: int) -> None:
        if self._asking is not None:
            dose, minutes = self._asking
            self._asks.change.emit(replace(dose, relief=float(percent), relief_minutes=float(minutes)))
