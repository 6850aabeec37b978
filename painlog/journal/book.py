"""The journal: opened and closed, undone and done again, searched, and told what other programs do."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from weakref import WeakSet

from painlog import entries as e
from painlog.change import Act, Change
from painlog.journal import removing
from painlog.journal.acts import Acts
from painlog.journal.backups import back_up, due
from painlog.journal.faults import JournalFault, Reason
from painlog.journal.finishing import finish
from painlog.journal.held import Held
from painlog.journal.history import History
from painlog.journal.key import Key
from painlog.journal.ledger import Ledger
from painlog.journal.schema import open_store
from painlog.journal.search import Search
from painlog.journal.spans import span_of
from painlog.journal.standing import long_removed
from painlog.journal.store import Store

T = TypeVar("T")


class Journal(Acts):
    """One open journal file. After an act that raises Refused or JournalFault nothing of it remains."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        ledger: Ledger | None = None,
        history: History | None = None,
    ) -> None:
        """Use `Journal.open`."""
        super().__init__(store, clock, ledger, history)
        self._search = Search(store)
        self._held = WeakSet[Held]()
        self.listen(self._keep_up)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        clock: Callable[[], datetime] = e.now,
        key: Key | None = None,
    ) -> Self:
        """Open the journal at `path`, or make a new one there; `clock` tells the time of writing.

        Raises JournalFault, also when it is locked and there is no `key`; a file that is damaged, newer or
        not ours is left as it is, byte for byte.
        """
        store = open_store(path, create=create, key=key)
        try:
            finish(store)
            if store.key is not None:
                with suppress(JournalFault):  # the journal itself is locked; the next opening tries again
                    store.key.look_after(store, clock)
            return cls(store, clock)
        except BaseException:
            store.close()
            raise

    @property
    def key(self) -> Key | None:
        """What opens it when it is locked; None when it is not."""
        return self._store.key

    @property
    def is_begun_in_nothing(self) -> bool:
        """Whether its file was there, but empty: a making that was cut short, or a journal that was lost."""
        return self._store.is_begun_in_nothing

    @property
    def is_in_place(self) -> bool:
        """Whether its file is where it was opened, and no other in its place."""
        return self._ledger.is_in_place()

    def close(self, *, hurried: bool = False) -> None:
        """Let go of the file; forget for good what was removed long ago, and back up when that is due.

        Hurried, it leaves both to the next time.
        """
        if hurried:
            self._store.close()
        elif self._store.is_open:
            try:
                with suppress(JournalFault):
                    self._forget_the_long_removed()
            finally:
                self._store.close()
            with suppress(JournalFault):
                self.look_after()

    def beside(self, act: Callable[[Self], T]) -> T:
        """Return what `act` returns of this file, opened once more: on another thread than this journal's.

        What it writes can be taken back here, once `heed` was told of it. This one can be read meanwhile, but
        not written to. Raises JournalFault, and what `act` raises.
        """
        store = open_store(self.path, create=False, key=self.key)
        try:
            store.do("PRAGMA cache_spill = 0")  # a part on the disk would keep the others from reading
            return act(type(self)(store, self.clock, self._ledger.by(store), self._history))
        finally:
            store.close()

    def heed(self, change: Change | None) -> None:
        """Tell of an act that was done `beside` as if it had been done here, unless this was closed."""
        if change is not None and change.rows and self._store.is_open:
            self._seen = self._store.version()
            self._medicines.refresh()
            self._announce(change)

    def look_after(self) -> Path | None:
        """Back up when enough was changed since the last time; return the backup. Raises JournalFault.

        The journal is compared with the second record first; one that is damaged is not backed up.
        """
        return (
            back_up(self.path, clock=self.clock, key=self.key)
            if due(self.path, self.clock(), self.key)
            else None
        )

    def __enter__(self) -> Self:
        """Use the journal in a with statement."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _forget_the_long_removed(self) -> None:
        if long_ago := long_removed(self._store, self.clock()):
            with self._ledger.act():
                for key in long_ago:
                    removing.forget(self._ledger, key)

    # undo and redo

    @property
    def undoable(self) -> Change | None:
        """The change that `undo` would take back."""
        return self._history.done[-1] if self._history.done else None

    @property
    def redoable(self) -> Change | None:
        """The change that `redo` would do again."""
        return self._history.undone[-1] if self._history.undone else None

    def undo(self) -> Change | None:
        """Take back the last act, as an act of its own; None when there is none."""
        return self._reverse(self._history.done, self._history.undone, Act.UNDO)

    def redo(self) -> Change | None:
        """Do again what was taken back last; None when there is nothing."""
        return self._reverse(self._history.undone, self._history.done, Act.REDO)

    def _reverse(self, taken: list[Change], given: list[Change], act: Act) -> Change | None:
        if not taken:
            return None
        of = taken[-1]
        try:
            with self._act() as rows:
                self._ledger.put_back(reversed(of.rows))
                if "medicine" in of.kinds:
                    self._medicines.refresh()
        except JournalFault as fault:
            if fault.reason is Reason.CHANGED_ELSEWHERE:
                taken.pop()
                self._tell_elsewhere()
            raise
        taken.pop()
        change = Change(act, self.clock(), tuple(rows), span_of(rows, self._is_patch), of.about, of.count, of)
        given.append(change)
        self._announce(change)
        return change

    def notice(self) -> Change | None:
        """Look whether another program wrote to the journal, or put a newer one in its place.

        Tells of it as a Change with Act.ELSEWHERE.
        """
        self._ledger.look_around()
        try:
            version = self._store.version()
        except JournalFault:
            self._ledger.refuse_another_file()  # whatever is wrong with the one that was there before
            raise
        if version == self._seen:
            return None
        self._ledger.see_elsewhere()
        self._seen = version
        return self._tell_elsewhere()

    def _tell_elsewhere(self) -> Change:
        self._medicines.refresh()
        change = Change(Act.ELSEWHERE, self.clock())
        self._announce(change)
        return change

    def hold(self, *, details: bool = False) -> Held:
        """Return what reads a span once, and after a change only what was touched."""
        held = Held(self, self._store, details=details)
        self._held.add(held)
        return held

    def _keep_up(self, change: Change) -> None:
        """Let what is kept in memory follow a change before anybody else hears of it."""
        self._search.follow(change)
        self.follow_used(change)
        for held in self._held:
            held.follow(change)

    def search(self, words: str) -> set[tuple[str, int]]:
        """Return (kind, key) of the entries that hold every one of the words, whatever their case."""
        return self._search.find(words)
