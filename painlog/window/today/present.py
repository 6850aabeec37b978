"""What Today shows of this moment, read from the journal in one go and handed to its widgets as a value."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from painlog.entries import KINDS, Activity, CheckIn, Dose, Entry, FlareUp, Medicine
from painlog.journal import Journal
from painlog.values import value
from painlog.window.marked_days import covers
from painlog.window.today import flaring

EVENING = 17
"""The hour from which "No flare-up today" is offered."""
MENDABLE = timedelta(minutes=5)
"""How long the line under a medicine's button stays, after its dose was written."""

NOTE_DRAFT = "note"
"""The name under which the journal keeps a half-written note."""


@value
class MedicineNow:
    """One medicine at this moment."""

    medicine: Medicine
    last: Dose | None
    today: tuple[Dose, ...]


@value
class Present:
    """This moment of the journal."""

    now: datetime
    running: FlareUp | None
    last: FlareUp | None
    """The newest flare-up that is over."""
    medicines: tuple[MedicineNow, ...]
    """What is taken now, in the order of its buttons."""
    keyed: tuple[Medicine, ...]
    """The same as they were written down: a medicine's key stays its key, whatever is used most."""
    today: tuple[Entry, ...]
    """The day's entries, after the flare-ups of an earlier day that ended today or go on."""
    yesterday: tuple[Entry, ...]
    """What was done and taken on the day before: it may have been a minute ago, or was told for that day."""
    is_empty: bool
    has_draft: bool
    """Whether a note is half-written."""

    @property
    def may_have_come_back(self) -> bool:
        """Whether "It came back" is offered."""
        return self.running is None and flaring.can_come_back(self.last, self.now)

    @property
    def also_running(self) -> FlareUp | None:
        """The newest flare-up that goes on beside the one of the card: a file may bring several."""
        going = (each for each in self.today if isinstance(each, FlareUp) and each.is_running)
        others = [each for each in going if self.running is not None and each.id != self.running.id]
        return max(others, key=lambda each: each.started_at, default=None)

    @property
    def may_be_forgotten(self) -> bool:
        """Whether the card asks if the flare-up is over."""
        return self.running is not None and flaring.may_be_forgotten(
            self.running, self._last_doses(), self.now
        )

    @property
    def relief_to_ask(self) -> tuple[Dose, int] | None:
        """The dose that "Better?" is about, and the minutes since it."""
        return flaring.relief_to_ask(self._last_doses(), self.now)

    @property
    def is_evening(self) -> bool:
        """Whether the evening check is offered beside the other buttons."""
        return self.now.hour >= EVENING

    @property
    def offers_no_flare_up(self) -> bool:
        """Whether the day may have been without one: it is evening, and nothing says otherwise."""
        return self.is_evening and self.running is None and not any(map(self._says_of_today, self.today))

    @property
    def just_taken(self) -> Dose | None:
        """The dose that was written last, while it is fresh enough to be mended on its line."""
        fresh = [dose for dose in self._last_doses() if self._is_fresh(dose)]
        return max(fresh, key=lambda dose: dose.written_at or dose.taken_at, default=None)

    @property
    def just_done(self) -> Activity | None:
        """What was done and written down last, likewise."""
        told = (*self.yesterday, *self.today)
        fresh = [each for each in told if isinstance(each, Activity) and self._is_fresh(each)]
        return max(fresh, key=lambda each: each.written_at or each.started_at, default=None)

    def told(self, dose: Dose) -> Medicine | None:
        """Return the medicine of a dose."""
        return next((each.medicine for each in self.medicines if each.medicine.id == dose.medicine), None)

    def _last_doses(self) -> list[Dose]:
        return [each.last for each in self.medicines if each.last is not None]

    def _says_of_today(self, entry: Entry) -> bool:
        """Tell whether an entry says that the day had a flare-up, or none."""
        today = self.now.date()
        return covers(entry, today, today) if isinstance(entry, FlareUp) else _says_none(entry)

    def _is_fresh(self, entry: Dose | Activity) -> bool:
        return entry.written_at is not None and timedelta(0) <= self.now - entry.written_at < MENDABLE


def look_at(journal: Journal, order: Sequence[UUID]) -> Present:
    """Return this moment of the journal; `order` is that of the medicines' buttons."""
    now = journal.clock()
    running = journal.running()
    today = (*journal.reaching_into(now.date()), *journal.day(now.date()))
    medicines = {medicine.id: medicine for medicine in journal.medicines()}
    known = (medicines[each] for each in order if each in medicines)
    shown = [medicine for medicine in known if medicine.is_taken_on(now.date())]
    last = journal.last_flare_up()
    return Present(
        now=now,
        running=running,
        last=last,
        medicines=tuple(_medicine_now(journal, medicine, today, now) for medicine in shown),
        keyed=tuple(medicine for medicine in medicines.values() if medicine in shown),
        today=today,
        yesterday=tuple(journal.day(now.date() - timedelta(days=1), KINDS[Activity], KINDS[Dose])),
        is_empty=not today and last is None and not journal.has_entries(),
        has_draft=bool(journal.kept(NOTE_DRAFT)),
    )


def order_of_buttons(journal: Journal) -> tuple[UUID, ...]:
    """Return the medicines, most used first; those never taken follow as they were written down."""
    used = journal.medicines_used()
    return tuple(dict.fromkeys([*used, *(medicine.id for medicine in journal.medicines())]))


def _medicine_now(journal: Journal, medicine: Medicine, today: Sequence[Entry], now: datetime) -> MedicineNow:
    taken = tuple(each for each in today if isinstance(each, Dose) and each.medicine == medicine.id)
    return MedicineNow(medicine, journal.last_dose(medicine.id, now), taken)


def _says_none(entry: Entry) -> bool:
    return isinstance(entry, CheckIn) and entry.no_flare_up
