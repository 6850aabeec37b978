"""The question whether a flare-up is over that nobody told about for hours. It asks; it never ends one."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import FlareUp, Why
from painlog.window.announcing import announce
from painlog.window.buttons import Chip, FlowLayout
from painlog.window.look import BODY, gap
from painlog.window.panels import Heading
from painlog.window.popover import MomentLink
from painlog.window.today import flaring

if TYPE_CHECKING:
    from uuid import UUID

translate = QCoreApplication.translate


class Forgotten(QWidget):
    """Asks quietly whether the flare-up is over, and when it ended."""

    answered = Signal(object)
    """The flare-up as it ended."""

    def __init__(
        self,
        as_told: Callable[[], FlareUp | None],
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Make the question; it is hidden until `show_asking`. `as_told` returns all that is told so far."""
        super().__init__(parent)
        self._as_told = as_told
        self._clock = clock
        self._flare_up: FlareUp | None = None
        self._goes_on: tuple[UUID, datetime] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1))
        self._asks = Heading(translate("Card", "Is it over by now?"), size=BODY)
        column.addWidget(self._asks)
        flow = FlowLayout(spacing=gap(1.5))
        column.addLayout(flow)
        self.goes_on = self._chip(flow, translate("Card", "Still going on"), self._told_goes_on)
        self.ended = MomentLink(translate("Card", "When it ended"), is_over=True, asks=True, clock=clock)
        self.ended.objects = self._why_not
        self.ended.moved.connect(self._told_end)
        flow.addWidget(self.ended)
        self.asleep = self._chip(flow, translate("Card", "I fell asleep"), self._told_asleep)
        self.unknown = self._chip(flow, translate("Card", "I don't know when"), self._told_unknown)
        self.hide()

    def show_asking(self, flare_up: FlareUp | None) -> None:
        """Ask about `flare_up`; None asks nothing. "Still going on" keeps it quiet for some hours."""
        self._flare_up = flare_up
        asks = flare_up is not None and not self._is_answered(flare_up)
        if asks and self.isHidden():
            announce(self, self._asks.text())
        self.setVisible(asks)
        if flare_up is not None:
            self.ended.show_moment(self._clock(), translate("Card", "It ended at…"))

    def _is_answered(self, flare_up: FlareUp) -> bool:
        if self._goes_on is None or self._goes_on[0] != flare_up.id:
            return False
        return self._clock() - self._goes_on[1] < flaring.FORGOTTEN_AFTER

    def _chip(self, flow: FlowLayout, words: str, told: Callable[[], None]) -> Chip:
        chip = Chip(words, self, checkable=False)
        chip.clicked.connect(told)
        flow.addWidget(chip)
        return chip

    def _told_goes_on(self) -> None:
        if self._flare_up is not None:
            self._goes_on = self._flare_up.id, self._clock()
            self.hide()

    def _why_not(self, moment: datetime) -> Why | None:
        return flaring.why_not_over(self._flare_up, moment) if self._flare_up is not None else None

    def _told_end(self, moment: datetime) -> None:
        if (told := self._as_told()) is not None:
            self.answered.emit(flaring.over(told, moment))

    def _told_asleep(self) -> None:
        if (told := self._as_told()) is not None:
            self.answered.emit(flaring.over_somehow(told, asleep=True))

    def _told_unknown(self) -> None:
        if (told := self._as_told()) is not None:
            self.answered.emit(flaring.over_somehow(told, asleep=False))
