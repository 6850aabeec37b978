"""Each act: what it writes, refuses, tells and takes back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from painlog import entries as e
from painlog.change import Act, Change
from painlog.journal import Journal
from tests.journal.worlds import NOW, Chance, Clock, opened, rows_of


def test_every_kind_comes_back_as_it_was_recorded(journal: Journal, chance: Chance) -> None:
    for _ in range(30):
        medicine, flare_up = chance.medicine(), chance.flare_up()
        entries: list[e.Kept] = [medicine, flare_up, chance.dose([medicine], [flare_up])]
        entries += [chance.activity(), chance.check_in(), chance.appointment(), chance.note()]
        change = journal.record(*entries)
        for entry in entries:
            found = journal.find(entry.id)
            assert found == e.stamped(entry, change.at)


def test_amounts_stay_as_they_were_typed(journal: Journal, chance: Chance) -> None:
    medicine = chance.medicine()
    journal.record(medicine)
    for typed in ("1", "1.50", "0.5", "1E+3", "0", "0.00", "1234567890.123456789"):
        dose = e.Dose(id=chance.id(), medicine=medicine.id, taken_at=NOW, amount=Decimal(typed))
        journal.record(dose)
        found = journal.find(dose.id)
        assert isinstance(found, e.Dose)
        assert str(found.amount) == typed


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 3, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        NOW.replace(microsecond=1),
        NOW - timedelta(days=30_000),
    ],
)
def test_any_moment_of_the_calendar_stays_what_it_was(
    journal: Journal, chance: Chance, moment: datetime
) -> None:
    note = replace(chance.note(), at=moment)
    journal.record(note)
    found = journal.find(note.id)
    assert isinstance(found, e.Note)
    assert (found.at, found.at.utcoffset()) == (moment, moment.utcoffset())
    assert [entry.id for entry in journal.day(moment.date())] == [note.id]


@pytest.mark.parametrize("is_known", [True, False])
def test_what_an_entry_makes_untrue_goes_in_its_act(
    journal: Journal, chance: Chance, *, is_known: bool
) -> None:
    flare_up, mended, gone = chance.flare_up(), chance.note(), chance.note()
    journal.record(mended, gone, *([flare_up] if is_known else []))
    before = rows_of(journal)
    write = journal.change if is_known else journal.record
    other = replace(flare_up, note="another", kept_from="another")
    change = write(other, untrue=[replace(mended, text="mended"), e.Removed(id=gone.id, at=NOW)])
    assert (change.about, change.count) == (other, 1)
    assert [journal.find(each.id) is None for each in (flare_up, mended, gone)] == [False, False, True]
    found = journal.find(mended.id)
    assert isinstance(found, e.Note)
    assert found.text == "mended"
    journal.undo()
    assert rows_of(journal) == before


@pytest.mark.parametrize("is_known", [True, False])
def test_a_switch_of_medicine_is_one_act(journal: Journal, chance: Chance, *, is_known: bool) -> None:
    was, instead = chance.medicine(), chance.medicine()
    journal.record(was, *([instead] if is_known else []))
    before = rows_of(journal)
    ended = replace(was, plans=(e.Plan(start=NOW.date(), until=NOW.date(), reason="pain between"),))
    change = journal.switch(ended, replace(instead, changed_from=was.id))
    assert (change.act, change.about, change.count) == (Act.SWITCH, replace(instead, changed_from=was.id), 2)
    found = {medicine.id: medicine for medicine in journal.medicines()}
    assert found[was.id].plans == ended.plans
    assert found[instead.id].changed_from == was.id
    journal.undo()
    assert rows_of(journal) == before
    journal.redo()
    assert {medicine.id for medicine in journal.medicines()} == {was.id, instead.id}


def test_a_switch_that_cannot_be_leaves_both_as_they_were(journal: Journal, chance: Chance) -> None:
    was, note = chance.medicine(), chance.note()
    journal.record(was, note)
    before = rows_of(journal)
    with pytest.raises(e.Refused):
        journal.switch(replace(was, note="ended"), replace(chance.medicine(), id=note.id))
    assert rows_of(journal) == before


@pytest.mark.parametrize("hours", [-14, -12, 0, 12, 14])
def test_a_day_ahead_is_a_day_whatever_the_wall_clock_shows(hours: int) -> None:
    there = timezone(timedelta(hours=hours))
    for now in (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), datetime(2026, 3, 1, 0, 10, tzinfo=UTC)):
        latest = (now + timedelta(days=1)).astimezone(there)
        e.refuse_the_future(e.Note(id=uuid4(), at=latest, text=""), now)
        late = e.Note(id=uuid4(), at=latest + timedelta(seconds=1), text="")
        with pytest.raises(e.Refused):
            e.refuse_the_future(late, now.astimezone(there))


def test_a_day_ahead_is_not_taken_for_yesterday_from_one_side_of_the_date_line_to_the_other() -> None:
    """Its wall clock shows the day before, and it is 26 hours ahead all the same."""
    now = datetime(2026, 3, 2, 0, 10, tzinfo=timezone(timedelta(hours=14)))
    there = now.astimezone(timezone(timedelta(hours=-12)))
    late = datetime(2026, 3, 1, 23, 50, tzinfo=there.tzinfo)
    with pytest.raises(e.Refused):
        e.refuse_the_future(e.Note(id=uuid4(), at=late, text=""), now)


def test_an_appointment_may_lie_far_in_the_future_but_no_other_entry(
    journal: Journal, chance: Chance
) -> None:
    far = datetime(9999, 12, 28, tzinfo=UTC)
    appointment = replace(chance.appointment(), at=far)
    journal.record(appointment)
    assert journal.appointments()[0].at == far
    assert journal.day(date(9999, 12, 28))[0].id == appointment.id
    with pytest.raises(e.Refused) as refusal:
        journal.record(replace(chance.note(), at=NOW + timedelta(days=2)))
    assert refusal.value.why is e.Why.IN_THE_FUTURE


@pytest.mark.parametrize("text", ["\ud800", "a\0b", "x" * 10 + "\udfff"])
def test_what_is_no_text_is_refused_at_its_field(text: str, chance: Chance) -> None:
    with pytest.raises(e.Refused) as refusal:
        replace(chance.note(), text=text)
    assert (refusal.value.field, refusal.value.why) == ("text", e.Why.NOT_TEXT)


@pytest.mark.parametrize(
    "field", ["triggers", "regions", "qualities", "helped", "kept_from", "note", "triggers helped note"]
)
@pytest.mark.parametrize("text", ["\0", "a\ud83d"])
def test_of_a_flare_up_the_first_field_that_is_no_text_is_named(
    chance: Chance, field: str, text: str
) -> None:
    flare_up = replace(chance.flare_up(()), note="ü")
    wrong: dict[str, Any] = {
        name: text if name in ("kept_from", "note") else ("ok", text) for name in field.split()
    }
    with pytest.raises(e.Refused) as refusal:
        replace(flare_up, **wrong)
    assert (refusal.value.field, refusal.value.why) == (field.split(maxsplit=1)[0], e.Why.NOT_TEXT)


@pytest.mark.parametrize("kind", [float, Decimal])
def test_amounts_are_held_to_their_bounds_exact_or_binary(kind: type[float], chance: Chance) -> None:
    dose = chance.dose([chance.medicine()], [])
    for told, why in (
        ("1e15", e.Why.NOT_A_NUMBER),
        ("nan", e.Why.NOT_A_NUMBER),
        ("-inf", e.Why.NOT_A_NUMBER),
        ("-0.5", e.Why.BELOW_ZERO),
        ("100.5", e.Why.NOT_A_PERCENTAGE),
    ):
        with pytest.raises(e.Refused) as refusal:
            replace(dose, relief=kind(told))
        assert (refusal.value.field, refusal.value.why) == ("relief", why)
    for told in ("0", "-0", "100"):
        assert replace(dose, relief=kind(told)).relief == kind(told)


def test_a_note_of_a_megabyte_stays_whole(journal: Journal, chance: Chance) -> None:
    text = "ü<&>\u202e🦴\n" * 130_000
    note = replace(chance.note(), text=text)
    journal.record(note)
    found = journal.find(note.id)
    assert isinstance(found, e.Note)
    assert found.text == text


def test_one_act_for_several_entries_in_any_order(journal: Journal, chance: Chance) -> None:
    medicine, flare_up = chance.medicine(), chance.flare_up()
    dose = replace(chance.dose([medicine]), flare_up=flare_up.id)
    change = journal.record(dose, flare_up, medicine)
    assert (change.act, change.count, change.about) == (Act.RECORD, 3, dose)
    assert journal.undo() is not None
    assert journal.count() == 0
    assert not journal.has_entries()
    assert journal.medicines() == ()


def test_a_refused_entry_leaves_nothing_of_its_act(journal: Journal, chance: Chance) -> None:
    medicine = chance.medicine()
    stranger = replace(chance.dose([medicine]), medicine=chance.id())
    before = rows_of(journal)
    with pytest.raises(e.Refused) as refusal:
        journal.record(medicine, stranger)
    assert refusal.value.why is e.Why.UNKNOWN_MEDICINE
    assert rows_of(journal) == before
    assert journal.medicines() == ()
    assert journal.undoable is None


def test_links_to_nothing_and_doubled_ids_are_refused(journal: Journal, chance: Chance) -> None:
    medicine, note = chance.medicine(), chance.note()
    journal.record(medicine, note)
    for entry, why in (
        (replace(chance.dose([medicine]), flare_up=chance.id()), e.Why.UNKNOWN_FLARE_UP),
        (replace(chance.check_in(), id=note.id), e.Why.ALREADY_THERE),
        (note, e.Why.ALREADY_THERE),
    ):
        with pytest.raises(e.Refused) as refusal:
            journal.record(entry)
        assert refusal.value.why is why


def test_a_change_keeps_when_it_was_written_and_moves_when_it_was_updated(
    journal: Journal, chance: Chance, clock: Clock
) -> None:
    note = chance.note()
    first = journal.record(note).at
    clock.at += timedelta(hours=1)
    change = journal.change(replace(note, text="new", written_at=None, updated_at=None))
    found = journal.find(note.id)
    assert found is not None
    assert (found.written_at, found.updated_at) == (first, change.at)


def test_a_clock_that_was_set_back_does_not_make_a_change_older(
    journal: Journal, chance: Chance, clock: Clock
) -> None:
    note = chance.note()
    journal.record(note)
    before = journal.find(note.id)
    clock.at -= timedelta(days=3)
    journal.change(replace(note, text="newer all the same"))
    after = journal.find(note.id)
    assert before is not None
    assert after is not None
    assert before.updated_at is not None
    assert after.updated_at is not None
    assert after.updated_at > before.updated_at


def test_a_change_of_nothing_is_no_act(journal: Journal, chance: Chance) -> None:
    note = chance.note()
    told: list[Change] = []
    journal.record(note)
    journal.listen(told.append)
    saved = journal.saved_at
    found = journal.find(note.id)
    assert found is not None
    assert journal.change(found).is_empty
    assert journal.change(note).is_empty
    assert (told, journal.saved_at) == ([], saved)


def test_a_change_of_what_is_not_there_is_refused(journal: Journal, chance: Chance) -> None:
    note = chance.note()
    with pytest.raises(e.Refused) as refusal:
        journal.change(note)
    assert refusal.value.why is e.Why.UNKNOWN_ENTRY
    journal.record(note)
    with pytest.raises(e.Refused):
        journal.change(replace(chance.check_in(), id=note.id))
    journal.remove(note.id)
    with pytest.raises(e.Refused):
        journal.change(note)


def test_an_entry_that_is_named_twice_is_removed_and_brought_back_once(
    journal: Journal, chance: Chance
) -> None:
    note = chance.note()
    journal.record(note)
    before = rows_of(journal)
    journal.remove(note.id, note.id)
    assert journal.find(note.id) is None
    journal.bring_back(note.id, note.id)
    journal.undo()
    journal.undo()
    assert rows_of(journal) == before


def test_removing_a_flare_up_clears_the_links_to_it(journal: Journal, chance: Chance) -> None:
    medicine, flare_up = chance.medicine(), chance.flare_up()
    dose = replace(chance.dose([medicine]), flare_up=flare_up.id)
    later = replace(chance.flare_up(), came_back_after=flare_up.id)
    journal.record(medicine, flare_up, dose, later)
    before = rows_of(journal)
    journal.remove(flare_up.id)
    found, again = journal.find(dose.id), journal.find(later.id)
    assert isinstance(found, e.Dose)
    assert isinstance(again, e.FlareUp)
    assert (found.flare_up, again.came_back_after, journal.find(flare_up.id)) == (None, None, None)
    journal.undo()
    assert rows_of(journal) == before


@pytest.mark.parametrize(
    ("removed", "back"),
    [("F", "F"), ("FDL", "FDL"), ("FDL", "F DL"), ("FDL", "DL F"), ("DL F", "DL F"), ("DL F", "F DL")],
)
def test_a_flare_up_comes_back_with_its_links(
    removed: str, back: str, journal: Journal, chance: Chance
) -> None:
    """A flare-up, a dose for it and a later one that is its return, in any order; only undo did so before."""
    medicine, begun = chance.medicine(), NOW - timedelta(days=9)
    flare_up = e.FlareUp(id=chance.id(), started_at=begun)
    dose = replace(chance.dose([medicine]), flare_up=flare_up.id, reason="flare-up")
    later = e.FlareUp(id=chance.id(), started_at=NOW, came_back_after=flare_up.id)
    journal.record(medicine, flare_up, dose, later)
    called = {"F": flare_up.id, "D": dose.id, "L": later.id}
    states = [rows_of(journal)]
    for act, letters in [
        *((journal.remove, act) for act in removed.split()),
        *((journal.bring_back, act) for act in back.split()),
    ]:
        act(*(called[letter] for letter in letters))
        states.append(rows_of(journal))
    assert _links(journal, dose, later) == (flare_up.id, flare_up.id)
    for state in reversed(states[:-1]):
        journal.undo()
        assert rows_of(journal) == state


def test_what_was_told_otherwise_meanwhile_is_not_linked_again(journal: Journal, chance: Chance) -> None:
    medicine, begun = chance.medicine(), NOW - timedelta(days=9)
    flare_up, other = (e.FlareUp(id=chance.id(), started_at=begun) for _ in range(2))
    doses = [replace(chance.dose([medicine]), flare_up=flare_up.id, reason="flare-up") for _ in range(3)]
    later = e.FlareUp(id=chance.id(), started_at=NOW, came_back_after=flare_up.id)
    journal.record(medicine, flare_up, other, *doses, later)
    journal.remove(flare_up.id)
    journal.change(
        replace(doses[0], flare_up=other.id),
        replace(doses[1], flare_up=None, reason="schedule"),
        replace(later, started_at=begun, came_back_after=None),
    )
    journal.remove(doses[2].id)
    journal.bring_back(flare_up.id)
    assert [_links(journal, dose, later) for dose in doses[:2]] == [(other.id, None), (None, None)]
    assert journal.find(doses[2].id) is None


def _links(journal: Journal, dose: e.Dose, later: e.FlareUp) -> tuple[UUID | None, UUID | None]:
    found, again = journal.find(dose.id), journal.find(later.id)
    assert isinstance(found, e.Dose)
    assert isinstance(again, e.FlareUp)
    return found.flare_up, again.came_back_after


def test_a_medicine_with_doses_stays(journal: Journal, chance: Chance) -> None:
    medicine = chance.medicine()
    dose = chance.dose([medicine])
    journal.record(medicine, dose)
    with pytest.raises(e.Refused) as refusal:
        journal.remove(medicine.id)
    assert refusal.value.why is e.Why.STILL_NEEDED
    journal.remove(dose.id, medicine.id)
    assert journal.medicines() == ()


def test_removed_entries_come_back_together_under_their_old_keys(journal: Journal, chance: Chance) -> None:
    medicine, flare_up = chance.medicine(), chance.flare_up()
    dose = replace(chance.dose([medicine]), flare_up=flare_up.id)
    journal.record(medicine, flare_up, dose)
    keys = [journal.key_of(entry.id) for entry in (medicine, flare_up, dose)]
    journal.remove(dose.id, medicine.id, flare_up.id)
    assert {entry.id for entry, _ in journal.recently_removed()} == {medicine.id, flare_up.id, dose.id}
    change = journal.bring_back(dose.id, flare_up.id, medicine.id)
    assert [journal.key_of(entry.id) for entry in (medicine, flare_up, dose)] == keys
    assert journal.find(dose.id) == replace(
        dose, written_at=NOW.astimezone(UTC) + timedelta(seconds=1), updated_at=change.at
    )
    assert not journal.recently_removed()
    assert journal.contents().removed == ()


def test_a_dose_comes_back_without_the_flare_up_that_is_gone(journal: Journal, chance: Chance) -> None:
    medicine, flare_up = chance.medicine(), chance.flare_up()
    dose = replace(chance.dose([medicine]), flare_up=flare_up.id)
    journal.record(medicine, flare_up, dose)
    journal.remove(dose.id)
    journal.remove(flare_up.id)
    journal.bring_back(dose.id)
    found = journal.find(dose.id)
    assert isinstance(found, e.Dose)
    assert found.flare_up is None


def test_a_medicine_that_was_removed_as_well_comes_back_with_its_doses(
    journal: Journal, chance: Chance
) -> None:
    medicine = chance.medicine()
    doses = [chance.dose([medicine]), chance.dose([medicine])]
    journal.record(medicine, *doses)
    before = journal.contents()
    journal.remove(doses[0].id)
    journal.remove(doses[1].id, medicine.id)
    gone = journal.recently_removed()
    assert {entry.id for entry, _ in gone} == {medicine.id, *(dose.id for dose in doses)}
    with_it = gone.comes_back_with(doses[0])
    assert (with_it.id if with_it else None) == medicine.id
    change = journal.bring_back(doses[0].id)
    assert (change.about, change.count) == (journal.find(doses[0].id), 2)
    assert [each.id for each in journal.medicines()] == [medicine.id]
    assert [entry.id for entry, _ in journal.recently_removed()] == [doses[1].id]
    assert journal.recently_removed().comes_back_with(doses[1]) is None
    journal.undo()
    assert journal.medicines() == ()
    journal.bring_back(*(dose.id for dose in doses))
    ids = {entry.id for entry in before.entries()}
    assert {entry.id for entry in journal.contents().entries()} == ids


def test_a_dose_whose_medicine_is_lost_is_not_offered(journal: Journal, chance: Chance) -> None:
    """Told anew under its id, a medicine has another row; what was taken of the old one has none."""
    medicine = chance.medicine()
    dose = chance.dose([medicine])
    journal.record(medicine, dose)
    journal.remove(dose.id, medicine.id)
    journal.record(medicine)
    before = rows_of(journal)
    assert not journal.recently_removed()
    with pytest.raises(e.Refused) as refusal:
        journal.bring_back(dose.id)
    assert refusal.value.why is e.Why.UNKNOWN_MEDICINE
    assert rows_of(journal) == before


def test_recording_what_was_removed_makes_it_stand_again(journal: Journal, chance: Chance) -> None:
    note = chance.note()
    journal.record(note)
    journal.remove(note.id)
    journal.record(note)
    assert journal.find(note.id) is not None
    assert journal.contents().removed == ()
    journal.remove(note.id)
    assert journal.find(note.id) is None


def test_describing_the_patient(journal: Journal, chance: Chance) -> None:
    one, other = chance.patient(), replace(chance.patient(), name="other")
    journal.describe(one)
    journal.describe(other)
    assert journal.patient() == other
    journal.undo()
    assert journal.patient() == one
    journal.undo()
    assert journal.patient() == e.Patient()


def test_small_texts_are_kept_but_not_undone(journal: Journal) -> None:
    journal.keep("draft", "half a")
    journal.keep("draft", "half a note")
    assert (journal.kept("draft"), journal.kept("nothing"), journal.undoable) == ("half a note", "", None)
    journal.keep("draft", "")
    assert journal.kept("draft") == ""


def test_everybody_who_listens_is_told_until_they_stop(journal: Journal, chance: Chance) -> None:
    told: list[Act] = []
    stop = journal.listen(lambda change: told.append(change.act))
    note = chance.note()
    journal.record(note)
    journal.change(replace(note, text="other"))
    journal.remove(note.id)
    journal.undo()
    journal.redo()
    stop()
    journal.undo()
    assert told == [Act.RECORD, Act.CHANGE, Act.REMOVE, Act.UNDO, Act.REDO]


def test_the_span_of_a_change_reaches_over_what_was_and_what_is(journal: Journal, chance: Chance) -> None:
    at = NOW - timedelta(days=2)
    done = e.FlareUp(id=chance.id(), started_at=at, ended_at=at + timedelta(hours=1))
    assert journal.record(done).span == (at.timestamp(), at.timestamp() + 3600)
    moved = replace(done, started_at=at - timedelta(days=1), ended_at=at - timedelta(hours=23))
    assert journal.change(moved).span == (at.timestamp() - 86400, at.timestamp() + 3600)
    over = e.FlareUp(id=chance.id(), started_at=at, ended_at=at + timedelta(hours=2))
    assert journal.record(over).span == (at.timestamp(), at.timestamp() + 7200)
    unknown = e.FlareUp(id=chance.id(), started_at=at, end_unknown=True)
    assert journal.record(unknown).span == (at.timestamp(), at.timestamp())
    running = journal.record(e.FlareUp(id=chance.id(), started_at=at)).span
    assert running == (at.timestamp(), float("inf"))
    for form, last in (("tablet", at.timestamp()), ("patch", float("inf"))):
        medicine = e.Medicine(id=chance.id(), name=form, form=form)
        dose = e.Dose(id=chance.id(), medicine=medicine.id, taken_at=at)
        assert journal.record(medicine, dose).span == (at.timestamp(), last)
        ended = replace(dose, ended_at=at + timedelta(hours=2))
        assert journal.change(ended).span == (at.timestamp(), max(last, at.timestamp() + 7200))
    assert journal.describe(e.Patient(name="somebody")).span is None


def test_an_act_inside_an_act_is_a_mistake_of_ours(journal: Journal) -> None:
    with journal._ledger.act(), pytest.raises(RuntimeError), journal._ledger.act():
        pass
    with pytest.raises(RuntimeError):
        journal._ledger.insert("note", (b"1" * 16, None, None, 0, 0, ""))


def test_keeping_the_same_words_again_writes_nothing(journal: Journal) -> None:
    """Half a note is kept at each pause of the typing, and each act is waited for until it is on the disk."""
    journal.keep("draft", "half")
    before = {path: path.read_bytes() for path in journal.path.parent.rglob("*") if path.is_file()}
    journal.keep("draft", "half")
    assert {path: path.read_bytes() for path in journal.path.parent.rglob("*") if path.is_file()} == before


def test_a_medicine_that_another_program_took_out_is_unknown_before_that_is_noticed(
    tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    medicine, added = chance.medicine(), chance.medicine()
    journal.record(medicine)
    with opened(tmp_path) as other:
        other.remove(medicine.id)
        other.record(added)
    with pytest.raises(e.Refused) as refusal:
        journal.record(chance.dose([medicine]))
    assert refusal.value.why is e.Why.UNKNOWN_MEDICINE
    dose = chance.dose([added])
    journal.record(dose)
    assert isinstance(journal.find(dose.id), e.Dose)
