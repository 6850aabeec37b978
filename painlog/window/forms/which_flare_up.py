"""Which flare-up a dose was taken for: those around the time that is told of it."""

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from painlog.entries import FlareUp
from painlog.journal import Journal
from painlog.window.fields import Choice
from painlog.window.today.going_on import flare_ups_around, going_on_at
from painlog.words import entries, times
from painlog.words.language import filled

translate = QCoreApplication.translate


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
            chosen = self._supposed = going_on_at(self._reader, taken)
        self._offer(taken, chosen, kept=kept)

    def suppose(self, taken: datetime) -> None:
        """Choose the one that went on at that time, until another time is told or another one chosen."""
        self._supposed = going_on_at(self._reader, taken)
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
        """Return those around that time, and at the end what is kept."""
        near = flare_ups_around(self._reader, taken)
        linked = self._reader.find(kept) if kept is not None else None
        is_there = isinstance(linked, FlareUp) and all(each.id != linked.id for each in near)
        return [*near, linked] if isinstance(linked, FlareUp) and is_there else near
