"""Which flare-up a dose was taken for: those around the time that is told of it."""

from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from painlog.entries import FlareUp
from painlog.journal import Journal
from painlog.window.fields import Choice
from painlog.words import entries, times
from painlog.words.language import filled

translate = QCoreApplication.translate

_NEAR = timedelta(days=2)
_SOON = timedelta(hours=1)


class WhichFlareUp(Choice):
    """A choice of flare-ups, the newest first, or of none."""

    def __init__(self, reader: Journal, taken: datetime, linked: UUID | None) -> None:
        """Offer those around the time `taken`, of which `linked` is chosen."""
        super().__init__()
        self._reader = reader
        self._links: list[UUID | None] = [None]
        self._supposed: UUID | None = None
        self._offer(taken, linked, kept=linked)

    @property
    def linked(self) -> UUID | None:
        """The flare-up that is chosen; None where none is."""
        return self._links[self.currentIndex()]

    def follow(self, taken: datetime, *, kept: UUID | None) -> None:
        """Offer those around another time, and `kept`; what was chosen stays so among them."""
        chosen = self.linked
        if chosen is not None and chosen == self._supposed:
            chosen = self._supposed = self._going_on(taken)
        self._offer(taken, chosen, kept=kept)

    def suppose(self, taken: datetime) -> None:
        """Choose the one that went on at that time, until another time is told or another one chosen."""
        self._supposed = self._going_on(taken)
        self.setCurrentIndex(self._links.index(self._supposed))

    def _offer(self, taken: datetime, chosen: UUID | None, *, kept: UUID | None) -> None:
        found = self._found(taken, kept)
        self._links = [None, *(each.id for each in found)]
        said = translate("DoseForm", "%1, %2", "when, which flare-up")
        self.clear()
        self.addItem(translate("DoseForm", "Which one is not said"))
        for each in found:
            self.addItem(filled(said, times.moment(each.started_at), entries.headline(each)))
        self.setCurrentIndex(self._links.index(chosen) if chosen in self._links else 0)

    def _found(self, taken: datetime, kept: UUID | None = None) -> list[FlareUp]:
        """Return those that began near that time, or went on for days then, and at the end what is kept."""
        near = self._reader.between(taken - _NEAR, taken + _SOON, "flare-up")
        linked = self._reader.find(kept) if kept is not None else None
        every = {each.id: each for each in (*near, *self._reader.reaching_into(taken.date()))}
        found = [each for each in every.values() if isinstance(each, FlareUp)]
        there = [linked] if isinstance(linked, FlareUp) and linked.id not in every else []
        return [*sorted(found, key=lambda each: each.moment, reverse=True), *there]

    def _going_on(self, taken: datetime) -> UUID | None:
        """Return the last one that had begun at that time, and was not over."""
        begun = (each for each in self._found(taken) if each.started_at <= taken)
        going_on = (each for each in begun if each.is_running or (each.ended_at or each.started_at) >= taken)
        return next((each.id for each in going_on), None)
