"""Undo and redo are exact: every row and every key comes back, also while another program writes."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from painlog import entries as e
from painlog.change import Act, RowChange
from painlog.journal import Journal, JournalFault, Reason
from painlog.journal.history import UNDOABLE_ACTS
from tests.journal.worlds import Chance, Clock, opened, rows_of

Rows: TypeAlias = dict[str, list[tuple[object, ...]]]
SEEDS = st.integers(0, 2**32)


class AnySession(RuleBasedStateMachine):
    """Any acts in any order by one program, while another one writes to the same file in between."""

    def __init__(self) -> None:
        """Open one file twice."""
        super().__init__()
        self.folder = TemporaryDirectory()
        clock = Clock()
        self.mine = opened(Path(self.folder.name), clock=clock)
        self.theirs = opened(Path(self.folder.name), clock=clock)
        self.before = [rows_of(self.mine)]
        self.undone: list[Rows] = []
        self.told = self.made = 0
        self.mine.listen(lambda _: setattr(self, "told", self.told + 1))

    def chance(self, seed: int) -> Chance:
        """Make a maker whose ids no other one has made."""
        self.made += 1
        return Chance(seed + (self.made << 40))

    def teardown(self) -> None:
        """Close both."""
        self.mine.close()
        self.theirs.close()
        self.folder.cleanup()

    def did(self, *, something: bool) -> None:
        """Take note of how the journal is after an act."""
        assert bool(self.told) is something
        self.told = 0
        if something:
            self.before.append(rows_of(self.mine))
            self.undone.clear()

    def any_of(self, kind: type[e.Kept], chance: Chance) -> list[e.Kept]:
        """Pick up to three entries that are there."""
        contents = self.mine.contents()
        there = [entry for entry in (*contents.medicines, *contents.entries()) if isinstance(entry, kind)]
        return chance.random.sample(there, min(len(there), chance.random.randrange(1, 4)))

    @rule(seed=SEEDS)
    def record(self, seed: int) -> None:
        chance = self.chance(seed)
        flare_up = chance.flare_up()
        entries: list[e.Kept] = [chance.medicine(), flare_up, chance.other()]
        medicines = self.mine.medicines()
        if medicines:
            entries[0] = chance.dose(medicines, [flare_up])
        self.mine.record(*chance.random.sample(entries, 3))
        self.did(something=True)

    @rule(seed=SEEDS)
    def change(self, seed: int) -> None:
        chance = self.chance(seed)
        picked = self.any_of(chance.random.choice((e.FlareUp, e.Dose, e.Note, e.Medicine)), chance)
        changed = [
            replace(entry, text=chance.text())
            if isinstance(entry, e.Note)
            else replace(entry, note=chance.text())
            for entry in picked
        ]
        self.did(something=not self.mine.change(*changed).is_empty)

    @rule(seed=SEEDS)
    def remove(self, seed: int) -> None:
        chance = self.chance(seed)
        picked = self.any_of(chance.random.choice((e.FlareUp, e.Dose, e.Note, e.Medicine)), chance)
        before = rows_of(self.mine)
        needed = {dose.medicine for dose in self.mine.contents().doses}
        if any(entry.id in needed for entry in picked):
            with pytest.raises(e.Refused):
                self.mine.remove(*(entry.id for entry in picked))
            assert rows_of(self.mine) == before
        else:
            self.did(something=not self.mine.remove(*(entry.id for entry in picked)).is_empty)

    @rule(seed=SEEDS)
    def bring_back(self, seed: int) -> None:
        removed = self.mine.recently_removed()
        picked = self.chance(seed).random.sample(removed, min(2, len(removed)))
        change = self.mine.bring_back(*(entry.id for entry, _ in picked))
        self.did(something=not change.is_empty)

    @rule(seed=SEEDS)
    def take_in(self, seed: int) -> None:
        contents = self.chance(seed).contents(2)
        gone = [entry.id for entry in self.any_of(e.Note, self.chance(seed))]
        removed = tuple(e.Removed(id=i, at=self.mine.clock()) for i in gone)
        self.did(something=not self.mine.take_in(replace(contents, removed=removed)).is_empty)
        assert self.mine.take_in(contents).is_empty

    @rule(seed=SEEDS)
    def describe(self, seed: int) -> None:
        self.did(something=not self.mine.describe(self.chance(seed).patient()).is_empty)

    @rule()
    @precondition(lambda self: len(self.before) > 1)
    def undo(self) -> None:
        change = self.mine.undo()
        assert change is not None
        assert change.act is Act.UNDO
        self.undone.append(self.before.pop())
        assert rows_of(self.mine) == self.before[-1]
        self.told = 0

    @rule()
    @precondition(lambda self: bool(self.undone))
    def redo(self) -> None:
        change = self.mine.redo()
        assert change is not None
        assert change.act is Act.REDO
        self.before.append(self.undone.pop())
        assert rows_of(self.mine) == self.before[-1]
        self.told = 0

    @rule(seed=SEEDS)
    def another_program_writes(self, seed: int) -> None:
        chance = self.chance(seed)
        medicine = chance.medicine()
        change = self.theirs.record(medicine, chance.dose([medicine]), chance.note())
        self.before = [_with(rows, change.rows) for rows in self.before]
        self.undone = [_with(rows, change.rows) for rows in self.undone]
        noticed = self.mine.notice()
        assert noticed is not None
        assert noticed.act is Act.ELSEWHERE
        self.told = 0

    @invariant()
    def reading_agrees(self) -> None:
        assert self.mine.contents() == self.theirs.contents()
        assert self.mine.count() == len(self.mine.rows().key)
        assert len(self.mine.contents().entries()) == self.mine.count()


def _with(rows: Rows, changes: tuple[RowChange, ...]) -> Rows:
    """Return the rows with those that another program added."""
    anew = {kind: list(told) for kind, told in rows.items()}
    for change in changes:
        anew[change.kind].append((change.key, *(change.after or ())))
    return {kind: sorted(told, key=lambda row: int(str(row[0]))) for kind, told in anew.items()}


AnySession.TestCase.settings = settings(max_examples=12, stateful_step_count=40, deadline=None)
TestAnySession = pytest.mark.no_cover(AnySession.TestCase)


def test_the_last_hundred_acts_can_be_undone_and_done_again(journal: Journal, chance: Chance) -> None:
    states = [rows_of(journal)]
    for _ in range(UNDOABLE_ACTS + 5):
        journal.record(chance.note())
        states.append(rows_of(journal))
    for state in reversed(states[5:-1]):
        journal.undo()
        assert rows_of(journal) == state
    assert journal.undo() is None
    assert journal.undoable is None
    for state in states[6:]:
        journal.redo()
        assert rows_of(journal) == state
    assert journal.redo() is None


def test_a_new_act_ends_what_could_be_done_again(journal: Journal, chance: Chance) -> None:
    journal.record(chance.note())
    journal.undo()
    assert journal.redoable is not None
    journal.record(chance.note())
    assert journal.redoable is None


def test_what_was_added_to_an_act_is_taken_back_with_it(journal: Journal, chance: Chance) -> None:
    first, second = chance.note(), chance.note()
    states = [rows_of(journal)]
    journal.record(first)
    journal.record(second)
    journal.amend(replace(first, text="the clock was set"), replace(second, text="the clock was set"))
    whole = rows_of(journal)
    undoable = journal.undoable
    assert undoable is not None
    assert undoable.act is Act.RECORD
    assert undoable.about == second
    journal.undo()
    assert journal.find(second.id) is None
    assert getattr(journal.find(first.id), "text", "") == "the clock was set"
    journal.undo()
    assert rows_of(journal) == states[0]
    assert journal.undoable is None
    journal.redo()
    journal.redo()
    assert rows_of(journal) == whole
    assert journal.redo() is None


def test_what_was_added_is_taken_back_with_the_newest_act_on_that_entry(
    journal: Journal, chance: Chance
) -> None:
    note, other = chance.note(), chance.note()
    journal.record(note)
    journal.change(replace(note, text="again"))
    journal.record(other)
    journal.amend(replace(note, text="again, the clock was set"))
    texts = []
    while journal.undo() is not None:
        texts.append(getattr(journal.find(note.id), "text", ""))
    assert texts == ["again, the clock was set", note.text, ""]


def test_what_was_added_to_an_entry_of_an_earlier_session_comes_last_of_all(
    journal: Journal, chance: Chance
) -> None:
    from_before, mine = chance.note(), chance.note()
    journal.record(from_before)
    journal._history.done.clear()  # as in a session that began after it
    journal.record(mine)
    journal.amend(replace(from_before, text="the clock was set"))
    journal.undo()
    assert journal.find(mine.id) is None
    assert getattr(journal.find(from_before.id), "text", "") == "the clock was set"
    journal.undo()
    assert getattr(journal.find(from_before.id), "text", "") == from_before.text
    assert journal.undoable is None
    journal.amend()
    assert journal.redoable is not None


def test_what_was_added_ends_what_could_be_done_again(journal: Journal, chance: Chance) -> None:
    note = chance.note()
    journal.record(note)
    journal.record(chance.note())
    journal.undo()
    journal.amend(replace(note, text="the clock was set"))
    assert journal.redoable is None


def test_undo_leaves_alone_what_was_changed_elsewhere(
    tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    first, note = chance.note(), chance.note()
    journal.record(first)
    journal.record(note)
    with opened(tmp_path) as other:
        other.change(replace(note, text="changed elsewhere"))
    before = rows_of(journal)
    offered: list[object] = []
    journal.listen(lambda _: offered.append(journal.undoable and journal.undoable.about))
    with pytest.raises(JournalFault) as fault:
        journal.undo()
    assert fault.value.reason is Reason.CHANGED_ELSEWHERE
    assert rows_of(journal) == before
    assert offered == [first], "whoever shows what Undo takes back is told that it is another act now"
    journal.undo()
    assert journal.find(first.id) is None


def test_undo_of_a_change_leaves_alone_what_was_changed_elsewhere_since(
    tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    """As by the command line beside the window: the newer words were gone, and nobody was told."""
    note = chance.note()
    journal.record(note)
    journal.change(replace(note, text="changed here"))
    with opened(tmp_path) as other:
        other.change(replace(note, text="changed elsewhere"))
    with pytest.raises(JournalFault) as fault:
        journal.undo()
    assert fault.value.reason is Reason.CHANGED_ELSEWHERE
    assert [one.text for one in journal.contents().notes] == ["changed elsewhere"]


@pytest.mark.parametrize("place", [17, 1_190])
def test_one_entry_of_an_import_that_was_changed_elsewhere_keeps_all_of_it(
    place: int, tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    """Of more entries than are looked at together, whether it is among the first or the last of them."""
    contents = e.Contents(notes=tuple(chance.note() for _ in range(1_200)))
    journal.take_in(contents)
    with opened(tmp_path) as other:
        other.change(replace(contents.notes[place], text="changed elsewhere"))
    before = rows_of(journal)
    with pytest.raises(JournalFault) as fault:
        journal.undo()
    assert fault.value.reason is Reason.CHANGED_ELSEWHERE
    assert rows_of(journal) == before


def test_what_an_import_wrote_is_looked_at_many_rows_at_a_time(journal: Journal, chance: Chance) -> None:
    """One by one was half of the time for which a window stands still."""
    asked: list[str] = []
    journal._store._connection.set_trace_callback(asked.append)
    journal.take_in(chance.contents(300))
    for act in (journal.undo, journal.redo, journal.undo):
        asked.clear()
        change = act()
        assert change is not None
        assert len(change.rows) > 1_000
        assert sum(sql.startswith("SELECT") for sql in asked) < 50
    journal._store._connection.set_trace_callback(None)


def test_undo_does_not_take_a_medicine_from_doses_written_elsewhere(
    tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    medicine = chance.medicine()
    journal.record(medicine)
    with opened(tmp_path) as other:
        other.record(chance.dose([medicine]))
    before = rows_of(journal)
    with pytest.raises(JournalFault) as fault:
        journal.undo()
    assert fault.value.reason is Reason.CHANGED_ELSEWHERE
    assert rows_of(journal) == before
    assert journal.medicines() == (journal.find(medicine.id),)


def test_another_program_is_noticed_once_even_after_an_act_of_our_own(
    tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    assert journal.notice() is None
    medicine = chance.medicine()
    with opened(tmp_path) as other:
        other.record(medicine)
    journal.record(chance.dose([medicine]))
    assert journal.notice() is not None
    assert journal.notice() is None
    assert [kept.id for kept in journal.medicines()] == [medicine.id]


def test_doses_of_a_medicine_that_another_program_added_are_read_before_it_is_noticed(
    tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    medicine = chance.medicine()
    dose = chance.dose([medicine])
    with opened(tmp_path) as other:
        other.record(medicine, dose)
    found = journal.find(dose.id)
    assert isinstance(found, e.Dose)
    assert found.medicine == medicine.id
