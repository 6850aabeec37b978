"""Answering what is asked for: every act on the journal, and the one place for the world's faults."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import partial
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from painlog.change import Change
from painlog.entries import Contents, Dose, FlareUp, Kept, Patient, Refused
from painlog.journal import Journal, JournalFault, Reason, Tally
from painlog.journal.half_written import write_half_written
from painlog.medicines import Medicine
from painlog.window.busy import busy
from painlog.window.doors import NUMBERS, WaitFor
from painlog.window.joining import joined
from painlog.window.marked_days import given_back, left_without, refuse_mark, taken_back
from painlog.window.today.mending import not_returned
from painlog.window.unwritten import KEPT_ELSEWHERE, WRITTEN, UnwrittenBar, Waiting
from painlog.words.amounts import medicine_of
from painlog.words.body import places
from painlog.words.entries import first_line, headline, in_full, time_of
from painlog.words.language import filled
from painlog.words.refusals import faulted, harmed, refused

translate = QCoreApplication.translate

Act: TypeAlias = Callable[[], Change | None]

MANY = 5_000
"""So many rows are written in a tenth of a second."""
_AS_LONG_AS = 10
"""To take one out, with what is linked to it, or to bring it back takes as long as to write so many."""


class Answers:
    """Does acts on the journal; what cannot be done is said in the bar, and entries wait in it."""

    def __init__(self, journal: Journal, bar: UnwrittenBar, wait_for: WaitFor) -> None:
        """Act on `journal`, and say in `bar` what went wrong."""
        self._journal = journal
        self._bar = bar
        self._wait_for = wait_for

    def do(self, act: Act, words: str = "", in_full: str = "", draft: str = "", text: str = "") -> bool:
        """Do an act on the journal; the one place where the world's faults are caught.

        `words` are those of an entry that must not be lost, which is told `in_full` to who takes it along: if
        it cannot be written it waits in the bar over the tabs, and so does every later one, until writing is
        possible again. Of what is kept under one name, `draft`, the last `text` waits. Returns whether it was
        done.
        """
        waiting = Waiting(act, words, in_full, draft, text)
        try:
            if words and self._bar.waiting:
                self._bar.wait(waiting)
                self.write_waiting()
                return all(each is not waiting for each in self._bar.waiting)
            if (done := act()) is not None and not done.is_empty:
                self._bar.settle(WRITTEN)
        except Refused as fault:
            self._bar.say(refused(fault))
        except JournalFault as fault:
            self.tell(fault)
            if words:
                self._bar.wait(waiting)
        else:
            return True
        return False

    def write_waiting(self) -> bool:
        """Try again to write what waits; tell whether nothing waits any more."""
        try:
            fault = self._bar.write()
        except Refused as problem:
            self._bar.say(refused(problem))
            return False
        if fault is not None:
            self.tell(fault)
        return fault is None

    def tell(self, fault: JournalFault) -> None:
        """Say what is the matter with the world, and what to do."""
        path = self._journal.path
        is_harmed = fault.path == path and fault.reason in (Reason.DAMAGED, Reason.NOT_A_JOURNAL)
        words = harmed(path) if is_harmed else faulted(fault.reason, fault.path)
        self._bar.say(words, WRITTEN if fault.path == path else KEPT_ELSEWHERE)

    def record(self, entry: Kept) -> None:
        """Write down a new entry."""
        self.do(lambda: self._record(entry), *_words_for(self._journal, entry))

    def begin(self, flare_up: FlareUp) -> None:
        """Write down that a flare-up begins; while one goes on, seen or not, it makes no other."""
        goes_on = self._journal.running
        self.do(lambda: None if goes_on() else self._record(flare_up), *_words_for(self._journal, flare_up))

    def change(self, entry: Kept) -> None:
        """Write down an entry as it is to be from now on."""
        before = self._found(entry)
        self.do(lambda: self._change(entry, before), *_words_for(self._journal, entry))

    def switch(self, ended: Medicine, instead: Medicine) -> None:
        """End a medicine and begin with another."""
        self.do(lambda: self._journal.switch(ended, instead), *_words_for(self._journal, instead))

    def write(self, entry: Kept) -> None:
        """Write down an entry, be it new or changed; one that was removed meanwhile is there again."""
        before = self._found(entry)
        was_removed = before is None and _is_removed(self._journal, entry)
        words = _words_for(self._journal, entry)
        if self.do(lambda: self._write(entry, before), *words) and was_removed:
            self._bar.say(
                translate(
                    "Answers",
                    "This had been removed meanwhile, in another window or program. It is in the journal"
                    " again, as you saved it; Undo takes it out.",
                )
            )

    def remove(self, told: UUID | Iterable[UUID]) -> None:
        """Take entries out; Undo brings them back."""
        ids = (told,) if isinstance(told, UUID) else tuple(told)
        says = translate("Answers", "Removing…")
        self._do_much(
            says,
            _AS_LONG_AS * len(ids),
            lambda journal: journal.remove(*ids, untrue=left_without(journal, ids)),
        )

    def bring_back(self, ids: Iterable[UUID]) -> None:
        """Bring back entries that were removed."""
        back = frozenset(ids)
        says = translate("Answers", "Bringing back…")
        self._do_much(says, _AS_LONG_AS * len(back), lambda journal: _brought_back(journal, back))

    def describe(self, patient: Patient) -> None:
        """Set who keeps the journal and what the buttons offer."""
        words = translate("Answers", "What you told about yourself")
        told = "\n".join(
            filter(None, (words, patient.name, *patient.activities, places(patient.usual_regions)))
        )
        self.do(lambda: self._journal.describe(patient), words, told)

    def keep(self, name: str, text: str) -> None:
        """Keep a small text, such as a choice, with the journal."""
        self._bar.drop(name)
        self.do(lambda: self._journal.keep(name, text), *_words_for_kept(name, text), name, text)

    def draft(self, name: str, text: str) -> None:
        """Keep what is half-written with the journal; empty, it was written down."""
        self._bar.drop(name)
        self.do(lambda: self._journal.keep(name, text), *_words_for_draft(text), name, text)

    def add_to_draft(self, name: str, text: str) -> None:
        """Keep half-written words after those that are kept under that name already."""

        def add() -> None:
            self._journal.keep(name, "\n\n".join(filter(None, (self._journal.kept(name), text))))

        self.do(add, *_words_for_draft(text))

    def take_in(self, contents: Contents, tell: Callable[[Tally], None] | None = None) -> None:
        """Take in what a file holds; `tell` hears what was done."""
        says = translate("Answers", "Importing…")
        self._do_much(says, len(contents.entries()), lambda journal: journal.take_in(contents, tell))

    def undo(self) -> None:
        """Take back what was asked for last: it may wait to be written still."""
        if not self._bar.take_back():
            says = translate("Answers", "Undoing…")
            self._do_much(says, _rows_of(self._journal.undoable), Journal.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        if (again := self._bar.taken_back()) is not None:
            self.do(again.act, again.words, again.in_full)
        else:
            says = translate("Answers", "Doing it again…")
            self._do_much(says, _rows_of(self._journal.redoable), Journal.redo)

    def _do_much(self, says: str, rows: int, act: Callable[[Journal], Change | None]) -> None:
        """Do an act that touches that many rows: of very many on a thread of its own, which `says` so."""
        if rows < MANY:
            self.do(partial(act, self._journal))
        else:
            self.do(partial(self._do_beside, says, act))

    def _do_beside(self, says: str, act: Callable[[Journal], Change | None]) -> Change | None:
        with busy():
            change = self._wait_for(self._bar.window(), says, partial(self._journal.beside, act))
            self._journal.heed(change)
        return change

    def _found(self, entry: Kept) -> Kept | None:
        """Return the entry as it stands; None where there is none, or it cannot be read just now."""
        with suppress(JournalFault):
            return self._journal.find(entry.id)
        return None

    def _write(self, entry: Kept, before: Kept | None) -> Change:
        if self._journal.key_of(entry.id) is not None:
            return self._change(entry, before)
        if not _is_removed(self._journal, entry):
            return self._record(entry)
        _brought_back(self._journal, {entry.id})
        return self._journal.amend(entry)

    def _record(self, entry: Kept) -> Change:
        refuse_mark(self._journal, entry)
        return self._journal.record(entry, untrue=taken_back(self._journal, entry))

    def _change(self, entry: Kept, before: Kept | None) -> Change:
        """Change an entry that stood as `before` when that was said: what waited then may be written now.

        A flare-up that is over takes along the note that was half-written while it went on.
        """
        if isinstance(entry, FlareUp) and not entry.is_running:
            write_half_written(self._journal, entry)
        now = self._journal.find(entry.id)
        if now is not None and before is not None and now != before:
            entry = joined(entry, before, now)
        refuse_mark(self._journal, entry)
        marks = (*taken_back(self._journal, entry), *given_back(self._journal, entry))
        return self._journal.change(entry, untrue=(*marks, *not_returned(entry, self._journal)))


def _is_removed(journal: Journal, entry: Kept) -> bool:
    """Tell whether it can be brought back; not where that cannot be read just now."""
    with suppress(JournalFault):
        gone = journal.recently_removed()
        return any(gone.id_at(place) == entry.id for place in range(len(gone)))
    return False


def _brought_back(journal: Journal, ids: AbstractSet[UUID]) -> Change:
    gone = journal.recently_removed()
    back = [gone[place][0] for place in range(len(gone)) if gone.id_at(place) in ids]
    flare_ups = [entry for entry in back if isinstance(entry, FlareUp)]
    for entry in back:
        refuse_mark(journal, entry, flare_ups)
    untrue = {each.id: each for entry in back for each in taken_back(journal, entry)}
    return journal.bring_back(*ids, untrue=tuple(untrue.values()))


def _words_for(journal: Journal, entry: Kept) -> tuple[str, str]:
    """Return the words under which an entry waits in the bar, and all that is told of it."""
    of = entry.medicine if isinstance(entry, Dose) else None
    medicine = medicine_of(journal.medicines(), of) if of is not None else None
    when = "" if isinstance(entry, Medicine) else time_of(entry)
    return f"{when} {headline(entry, medicine)}".strip(), in_full(entry, medicine)


def _words_for_kept(name: str, text: str) -> tuple[str, str]:
    """Return the words under which what is kept by that name waits, and with them what of it was typed."""
    if name == NUMBERS:
        words = translate("Answers", "Your emergency numbers")
        return words, f"{words}\n{text}"
    return translate("Answers", "What you chose"), ""


def _words_for_draft(text: str) -> tuple[str, str]:
    """Return the words under which what is half-written waits, and all of it; none for nothing."""
    if not text.strip():
        return "", ""
    says = translate("Answers", "Half-written: %1")
    return filled(says, first_line(text)), filled(says, text.strip())


def _rows_of(change: Change | None) -> int:
    return len(change.rows) if change is not None else 0
