"""Taking in: all or nothing, idempotent, the newer wins, and what was removed stays removed."""

import gc
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painlog import entries as e
from painlog.journal import Journal, JournalFault, Tally
from tests.journal.worlds import NOW, Chance, Clock, opened, rows_of


def test_an_empty_journal_takes_in_everything_without_loss(journal: Journal, chance: Chance) -> None:
    contents = chance.contents()
    weighed = journal.weigh(contents)
    assert sum(weighed.added.values()) == len(contents.entries()) + len(contents.medicines)
    change = journal.take_in(contents)
    found = journal.contents()
    for kind in ("medicines", "flare_ups", "doses", "activities", "check_ins", "appointments", "notes"):
        assert set(getattr(found, kind)) == set(getattr(contents, kind))
    assert found.patient == contents.patient
    assert found.medicines == contents.medicines
    before = rows_of(journal)
    assert journal.take_in(contents).is_empty
    assert journal.take_in(found).is_empty
    assert rows_of(journal) == before
    assert journal.undo() is not None
    assert journal.count() == 0
    assert change.count == len(change.rows)


@pytest.mark.parametrize("size", [0, 1, 20, 70, 150])
def test_the_file_holds_what_the_pictures_tell_whichever_columns_are_empty(
    journal: Journal, chance: Chance, size: int
) -> None:
    for _ in range(2 if size > 20 else 5):
        change = journal.take_in(chance.contents(size))
        found = rows_of(journal)
        for row in change.rows:
            assert (row.key, *(row.after or ())) in found[row.kind]


@pytest.mark.parametrize("many", [1, 199, 200, 398, 450])
def test_many_rows_are_written_in_their_order_or_not_at_all(journal: Journal, many: int) -> None:
    rows = [(b"%016d" % number, None, None, number, 0, f"note {number}") for number in range(many)]
    with pytest.raises(JournalFault), journal._ledger.act():
        journal._ledger.insert_many("note", [*rows, rows[0]])
    assert journal.count() == 0
    with journal._ledger.act() as written:
        journal._ledger.insert_many("note", rows)
    assert [(row.key, row.after) for row in written] == list(enumerate(rows, 1))
    assert rows_of(journal)["note"] == [(key, *row) for key, row in enumerate(rows, 1)]


_NOTES = st.tuples(
    st.sampled_from((None, 0, 5)),
    st.none() | st.just(7),
    st.sampled_from((0, -1, 2**60)),
    st.sampled_from((0, 60)),
    st.sampled_from(("", "[]", "?1, 'b'", "ä")),
)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(_NOTES, min_size=1, max_size=4), times=st.sampled_from((1, 3, 180)))
def test_what_rows_have_in_common_is_in_each_of_them(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]], times: int
) -> None:
    every = [(b"%016d" % number, *row) for number, row in enumerate(rows * times)]
    with Journal.open(tmp_path_factory.mktemp("journal") / "a.painlog") as journal:
        with journal._ledger.act():
            journal._ledger.insert_many("note", every)
        assert rows_of(journal)["note"] == [(key, *row) for key, row in enumerate(every, 1)]


def test_nothing_is_looked_at_for_garbage_while_an_import_grows(journal: Journal, chance: Chance) -> None:
    contents = chance.contents(200)
    looks: list[str] = []
    gc.collect()
    gc.callbacks.append(lambda phase, _: looks.append(phase))
    gc.enable()
    try:
        journal.take_in(contents)
        assert gc.isenabled()
    finally:
        gc.disable()
        gc.callbacks.pop()
    assert looks.count("start") <= 2  # and once it has grown


def test_the_newer_wins_and_an_undated_one_never_replaces(journal: Journal, chance: Chance) -> None:
    old, new = NOW - timedelta(days=2), NOW - timedelta(days=1)
    note = replace(chance.note(), updated_at=old, text="old")
    journal.take_in(e.Contents(notes=(note,)))
    for text, at, wins in (("undated", None, False), ("older", old, False), ("newer", new, True)):
        told = e.Contents(notes=(replace(note, text=text, updated_at=at),))
        tally = journal.weigh(told)
        journal.take_in(told)
        found = journal.find(note.id)
        assert isinstance(found, e.Note)
        assert (found.text == text) is wins
        assert tally.changed == ({"note": 1} if wins else {})


def test_an_entry_from_before_1970_can_be_replaced_by_a_newer_one(journal: Journal, chance: Chance) -> None:
    old = NOW - timedelta(days=30_000)
    note = replace(chance.note(), updated_at=old)
    journal.take_in(e.Contents(notes=(note,)))
    newer = replace(note, text="newer", updated_at=old + timedelta(days=1))
    journal.take_in(e.Contents(notes=(newer,)))
    assert journal.find(note.id) == newer


def test_what_was_removed_here_stays_removed(journal: Journal, chance: Chance) -> None:
    contents = chance.contents(5)
    journal.take_in(contents)
    journal.remove(*(dose.id for dose in contents.doses), *(m.id for m in contents.medicines))
    journal.remove(contents.flare_ups[0].id)
    before = rows_of(journal)
    assert journal.take_in(contents).is_empty
    assert rows_of(journal) == before


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_removed_there_is_removed_here_and_can_come_back(
    tmp_path: Path, journal: Journal, chance: Chance, *, turned: bool
) -> None:
    """In whatever order it is told: a medicine before or after its doses."""
    contents = chance.contents(5)
    journal.take_in(contents)
    with opened(tmp_path, "other.painlog") as other:
        other.take_in(contents)
        gone = (*(dose.id for dose in contents.doses), contents.medicines[0].id, contents.flare_ups[0].id)
        other.remove(*gone)
        told = other.contents()
    if turned:
        told = replace(told, removed=told.removed[::-1])
    before = rows_of(journal)
    assert journal.weigh(told).removed == len(gone)
    journal.take_in(told)
    journal.undo()
    assert rows_of(journal) == before
    journal.redo()
    assert all(journal.find(entry_id) is None for entry_id in gone)
    assert {r.id for r in journal.contents().removed} == set(gone)
    assert journal.take_in(told).is_empty
    journal.bring_back(contents.flare_ups[0].id)
    assert journal.find(contents.flare_ups[0].id) is not None


def test_a_medicine_that_doses_here_need_is_not_removed(
    tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    medicine = chance.medicine()
    journal.take_in(e.Contents(medicines=(medicine,)))
    with opened(tmp_path, "other.painlog") as other:
        other.take_in(e.Contents(medicines=(medicine,)))
        other.remove(medicine.id)
        told = other.contents()
    journal.record(chance.dose([medicine]))
    assert journal.weigh(told) == Tally()
    journal.take_in(told)
    assert journal.find(medicine.id) is not None
    assert journal.take_in(told).is_empty


def test_a_medicine_whose_doses_went_to_another_one_is_removed(journal: Journal, chance: Chance) -> None:
    medicine, other = chance.medicine(), chance.medicine()
    moved, gone = (chance.dose([medicine]) for _ in range(2))
    journal.record(medicine, other, moved, gone)
    told = e.Contents(
        doses=(replace(moved, medicine=other.id, flare_up=None, updated_at=NOW + timedelta(days=1)),),
        removed=(e.Removed(id=medicine.id, at=NOW), e.Removed(id=gone.id, at=NOW)),
    )
    assert journal.weigh(told) == Tally(changed={"dose": 1}, removed=2)
    journal.take_in(told)
    assert [journal.find(medicine.id), journal.find(gone.id)] == [None, None]
    assert journal.take_in(told).is_empty


def test_what_else_is_taken_in_is_weighed_too(journal: Journal, chance: Chance) -> None:
    told = e.Contents(patient=e.Patient(name="Sample Patient"), removed=(e.Removed(id=chance.id(), at=NOW),))
    assert journal.weigh(told) == Tally(told_removed=1, describes=True)
    journal.take_in(told)
    assert journal.weigh(told) == Tally()


def test_what_was_done_is_told_and_not_what_was_weighed(journal: Journal, chance: Chance) -> None:
    contents, told = chance.contents(5), list[Tally]()
    weighed = journal.weigh(contents)
    for _ in range(2):
        journal.take_in(contents, told.append)
    assert told[0] == weighed
    assert not told[1].added
    assert sum(told[1].left_alone.values()) == sum(weighed.added.values())


def test_a_removed_medicine_returns_with_new_doses_of_it(journal: Journal, chance: Chance) -> None:
    medicine = chance.medicine()
    journal.record(medicine)
    journal.remove(medicine.id)
    dose = chance.dose([medicine])
    with pytest.raises(e.Refused):
        journal.weigh(e.Contents(doses=(dose,)))
    journal.take_in(e.Contents(medicines=(medicine,), doses=(dose,)))
    assert journal.find(dose.id) == dose
    assert journal.contents().removed == ()


def test_what_contents_both_hold_and_remove_is_removed(journal: Journal, chance: Chance) -> None:
    for hours in (-1, 1):
        note = replace(chance.note(), updated_at=NOW + timedelta(hours=hours))
        told = e.Contents(notes=(note,), removed=(e.Removed(id=note.id, at=NOW),))
        journal.take_in(told)
        assert journal.find(note.id) is None
        assert journal.take_in(told).is_empty
    medicine = chance.medicine()
    dose = chance.dose([medicine])
    told = e.Contents(medicines=(medicine,), doses=(dose,), removed=(e.Removed(id=medicine.id, at=NOW),))
    journal.take_in(told)
    assert journal.find(dose.id) == dose
    assert journal.take_in(told).is_empty


def test_a_removal_holds_against_what_was_changed_later_on_the_other_laptop(
    tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    clock, note = Clock(), replace(chance.note(), updated_at=NOW - timedelta(days=1))
    with opened(tmp_path, "one.painlog", clock) as one, opened(tmp_path, "other.painlog", clock) as other:
        for laptop in (one, other):
            laptop.take_in(e.Contents(notes=(note,)))
        one.remove(note.id)
        other.change(replace(note, text="changed after it was removed"))
        mine, theirs = one.contents(), other.contents()
        one.take_in(theirs)
        assert other.weigh(mine).removed == 1
        other.take_in(mine)
        assert one.find(note.id) is None
        assert other.find(note.id) is None


def test_impossible_contents_leave_everything_as_it_was(journal: Journal, chance: Chance) -> None:
    medicine, note = chance.medicine(), chance.note()
    journal.record(medicine, note)
    dose = chance.dose([medicine])
    before = rows_of(journal)
    for told, why in (
        (e.Contents(notes=(note, note)), e.Why.ALREADY_THERE),
        (e.Contents(check_ins=(replace(chance.check_in(), id=note.id),)), e.Why.ALREADY_THERE),
        (e.Contents(doses=(replace(dose, medicine=chance.id()),)), e.Why.UNKNOWN_MEDICINE),
        (e.Contents(doses=(replace(dose, medicine=note.id),)), e.Why.UNKNOWN_MEDICINE),
        (e.Contents(doses=(replace(dose, flare_up=chance.id()),)), e.Why.UNKNOWN_FLARE_UP),
        (e.Contents(doses=(replace(dose, flare_up=medicine.id),)), e.Why.UNKNOWN_FLARE_UP),
        (e.Contents(notes=(replace(chance.note(), at=NOW + timedelta(days=3)),)), e.Why.IN_THE_FUTURE),
    ):
        with pytest.raises(e.Refused) as refusal:
            journal.take_in(replace(told, activities=(chance.activity(),)))
        assert refusal.value.why is why
        assert rows_of(journal) == before


def test_a_dose_loses_its_link_to_a_flare_up_that_was_removed_here(journal: Journal, chance: Chance) -> None:
    medicine, flare_up = chance.medicine(), chance.flare_up()
    journal.record(medicine, flare_up)
    journal.remove(flare_up.id)
    dose = replace(chance.dose([medicine]), flare_up=flare_up.id)
    told = e.Contents(medicines=(medicine,), flare_ups=(flare_up,), doses=(dose,))
    journal.take_in(told)
    assert journal.find(dose.id) == replace(dose, flare_up=None)
    assert journal.take_in(told).is_empty


def test_the_patient_is_completed_not_replaced(journal: Journal) -> None:
    journal.describe(e.Patient(name="mine", activities=("stairs",)))
    journal.take_in(e.Contents(patient=e.Patient(name="theirs", activities=("lifting", "stairs"))))
    assert journal.patient() == e.Patient(name="mine", activities=("stairs", "lifting"))
    told = e.Patient(born=date(1970, 5, 1), waking=(time(6), time(22)), usual_regions=("neck",))
    journal.take_in(e.Contents(patient=told))
    whole = replace(told, name="mine", activities=("stairs", "lifting"))
    assert journal.patient() == whole
    journal.take_in(e.Contents(patient=e.Patient(born=date(1971, 6, 2), waking=(time(7), time(23)))))
    assert journal.patient() == whole


@given(seed=st.integers(0, 2**32))
@settings(max_examples=25)
def test_two_laptops_agree_after_each_took_in_the_other(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder, chance, clock = tmp_path_factory.mktemp("two"), Chance(seed), Clock()
    with opened(folder, "one.painlog", clock) as one, opened(folder, "other.painlog", clock) as other:
        start = chance.contents(4)
        for laptop in (one, other):
            laptop.take_in(start)
        for laptop in chance.random.choices((one, other), k=8):
            _live(laptop, chance)
        one.take_in(other.contents())
        other.take_in(one.contents())
        mine, theirs = one.contents(), other.contents()
        assert one.take_in(theirs).is_empty
        assert set(mine.entries()) == set(theirs.entries())
        assert set(mine.medicines) == set(theirs.medicines)
        assert {gone.id for gone in mine.removed} == {gone.id for gone in theirs.removed}


def _live(laptop: Journal, chance: Chance) -> None:
    """Do one thing that does not concern what the other laptop may remove at the same time."""
    entries = [entry for entry in laptop.contents().entries() if isinstance(entry, e.Note)]
    match chance.random.randrange(3):
        case 0:
            laptop.record(chance.other())
        case 1 if entries:
            laptop.change(replace(chance.random.choice(entries), text=chance.text()))
        case 2:
            laptop.record(chance.dose(laptop.medicines()))


def test_a_dose_that_came_in_while_its_flare_up_was_removed_is_linked_when_that_is_brought_back(
    journal: Journal, chance: Chance
) -> None:
    medicine, flare_up = chance.medicine(), chance.flare_up()
    journal.record(medicine, flare_up)
    journal.remove(flare_up.id)
    dose = replace(chance.dose([medicine]), flare_up=flare_up.id, reason="flare-up")
    contents = e.Contents(flare_ups=(flare_up,), doses=(dose,))
    journal.take_in(contents)
    before = rows_of(journal)
    assert journal.take_in(contents).is_empty
    assert getattr(journal.find(dose.id), "flare_up", "") is None
    journal.bring_back(flare_up.id)
    assert getattr(journal.find(dose.id), "flare_up", "") == flare_up.id
    journal.undo()
    assert rows_of(journal) == before


@pytest.mark.parametrize("is_known", [False, True])
def test_what_came_back_after_a_flare_up_that_was_removed_here_is_linked_when_that_is_brought_back(
    journal: Journal, *, is_known: bool
) -> None:
    """A list said that it came back, and its form that it did not."""
    earlier = e.FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=9), ended_at=NOW - timedelta(hours=8))
    again = e.FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=5), came_back_after=earlier.id)
    journal.record(earlier, *[replace(again, came_back_after=None)] * is_known)
    journal.remove(earlier.id)
    contents = e.Contents(flare_ups=(replace(again, updated_at=journal.clock() + timedelta(minutes=9)),))
    journal.take_in(contents)
    assert getattr(journal.find(again.id), "came_back_after", "") is None
    assert journal.take_in(contents).is_empty
    journal.bring_back(earlier.id)
    assert getattr(journal.find(again.id), "came_back_after", "") == earlier.id


def test_what_is_perhaps_there_under_another_id_is_counted(journal: Journal) -> None:
    told = e.FlareUp(id=uuid4(), started_at=NOW, peak=4, end_unknown=True)
    assert journal.weigh(e.Contents(flare_ups=(told,))).alike == 0
    journal.take_in(e.Contents(flare_ups=(told,)))
    an_hour = timedelta(hours=1)
    others = [
        replace(told, id=uuid4(), **other) for other in ({}, {"peak": 5}, {"started_at": NOW - an_hour})
    ]
    tally = journal.weigh(e.Contents(flare_ups=(told, *others)))
    assert (tally.added, tally.left_alone, tally.alike) == ({"flare-up": 3}, {"flare-up": 1}, 1)
