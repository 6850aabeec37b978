"""What screens ask: days of the wall clock, the last dose, the running flare-up, what is used most, words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from painlog import entries as e
from painlog.journal import Journal
from tests.journal.worlds import NOW, WORDS, Chance, Clock, opened


def test_a_day_is_a_day_of_its_own_wall_clock(journal: Journal, chance: Chance) -> None:
    contents = chance.contents()
    journal.take_in(contents)
    days = {entry.moment.date() for entry in contents.entries()}
    for day in {*days, min(days) - timedelta(days=1), date.min, date.max}:
        wanted = [entry.id for entry in contents.entries() if entry.moment.date() == day]
        assert [entry.id for entry in journal.day(day)] == wanted


def test_what_reaches_into_a_day_began_before_it_and_ended_no_earlier(
    journal: Journal, chance: Chance
) -> None:
    noon = datetime(2026, 3, 25, 12, tzinfo=timezone(timedelta(hours=13)))
    told = {
        "over the night": (-20, -11.5),
        "ended the day before": (-20, -12.5),
        "for a week": (-160, 2),
        "into the next day": (-13, 20),
        "since days": (-90, None),
        "that day's": (-11, -10),
        "the next day's": (13, 14),
    }
    for name, (begun, ended) in told.items():
        end = None if ended is None else noon + timedelta(hours=ended)
        journal.record(
            e.FlareUp(id=chance.id(), started_at=noon + timedelta(hours=begun), ended_at=end, note=name)
        )
    asleep = e.FlareUp(id=chance.id(), started_at=noon - timedelta(hours=14), end_unknown=True)
    journal.record(asleep)
    found = [flare_up.note for flare_up in journal.reaching_into(noon.date())]
    assert found == ["for a week", "since days", "over the night", "into the next day"]
    assert journal.reaching_into(date.min) == journal.reaching_into(date(2026, 1, 1)) == []
    assert [each.note for each in journal.reaching_into(date.max)] == ["since days"]


def test_a_flight_westward_reaches_into_the_day_before_the_beginning(
    journal: Journal, clock: Clock, chance: Chance
) -> None:
    tokyo, los_angeles = (timezone(timedelta(hours=hours)) for hours in (9, -7))
    begun, landed = (
        datetime(2026, 4, 3, 0, 30, tzinfo=tokyo),
        datetime(2026, 4, 2, 18, 30, tzinfo=los_angeles),
    )
    clock.at = landed
    flare_up = e.FlareUp(id=chance.id(), started_at=begun)
    journal.record(flare_up)
    for ended in (None, landed):
        journal.change(replace(flare_up, ended_at=ended))
        assert [each.id for each in journal.reaching_into(landed.date())] == [flare_up.id]
        assert journal.reaching_into(begun.date()) == []
    clock.at = landed + timedelta(days=3)
    assert [each.id for each in journal.reaching_into(landed.date())] == [flare_up.id]
    journal.change(replace(flare_up, ended_at=None))
    assert journal.reaching_into(landed.date()) == []


def test_an_unknown_end_reaches_into_the_day_after_the_beginning_when_it_is_told_then(
    journal: Journal, clock: Clock, chance: Chance
) -> None:
    midnight = NOW.replace(hour=0)
    begun = {
        hours: e.FlareUp(id=chance.id(), started_at=midnight - timedelta(hours=hours), end_unknown=True)
        for hours in (1, 24, 25)
    }
    journal.record(*begun.values())
    assert journal.reaching_into(NOW.date()) == [journal.find(begun[hours].id) for hours in (24, 1)]
    clock.at += timedelta(days=1)
    journal.change(replace(begun[1], note="slept"))
    assert journal.reaching_into(clock.at.date()) == []
    assert [each.id for each in journal.reaching_into(NOW.date())] == [begun[24].id]


def test_both_nights_of_daylight_saving_keep_wall_clock_and_order(journal: Journal, chance: Chance) -> None:
    summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
    night = [
        datetime(2025, 10, 26, 2, 30, tzinfo=summer),
        datetime(2025, 10, 26, 2, 15, tzinfo=winter),
        datetime(2025, 10, 26, 3, 0, tzinfo=winter),
    ]
    notes = [replace(chance.note(), at=at) for at in night]
    journal.record(*reversed(notes))
    read = journal.day(date(2025, 10, 26))
    assert [entry.id for entry in read] == [note.id for note in notes]
    assert [f"{entry.moment:%H:%M %z}" for entry in read] == ["02:30 +0200", "02:15 +0100", "03:00 +0100"]


def test_parts_of_the_contents_can_be_taken_in_by_themselves(tmp_path: Path, journal: Journal) -> None:
    journal.take_in(Chance(3).contents())
    begin, until = date(2026, 3, 1), date(2026, 3, 10)
    part = journal.contents(begin, until)
    assert part.entries()
    assert {entry.moment.date() for entry in part.entries()} <= {begin + timedelta(days=n) for n in range(10)}
    assert part.removed == ()
    journal.remove(part.entries()[0].id)
    assert journal.contents().removed
    assert journal.contents(begin).removed == journal.contents(until=until).removed == ()
    with opened(tmp_path, "part.painlog") as other:
        other.take_in(part)
        assert set(other.contents().entries()) == set(part.entries())


def test_between_goes_by_the_moment(journal: Journal, chance: Chance) -> None:
    contents = chance.contents()
    journal.take_in(contents)
    begin, end = NOW - timedelta(days=20), NOW - timedelta(days=10)
    wanted = [entry for entry in contents.entries() if begin <= entry.moment < end]
    assert {entry.id for entry in journal.between(begin, end)} == {entry.id for entry in wanted}
    read = [entry.moment for entry in journal.between(begin, end)]
    assert read == sorted(read)
    some = journal.between(begin, end, "dose", "note")
    assert some == [entry for entry in journal.between(begin, end) if isinstance(entry, e.Dose | e.Note)]
    assert some


def test_running_and_last_flare_up(journal: Journal, chance: Chance) -> None:
    assert (journal.running(), journal.last_flare_up()) == (None, None)
    hours = [NOW - timedelta(hours=h) for h in (5, 4, 3, 2)]
    over = e.FlareUp(id=chance.id(), started_at=hours[0], ended_at=hours[1])
    asleep = e.FlareUp(id=chance.id(), started_at=hours[2], end_unknown=True)
    runs = e.FlareUp(id=chance.id(), started_at=hours[1])
    newer = e.FlareUp(id=chance.id(), started_at=hours[3])
    for flare_up, running, last in (
        (over, None, over),
        (runs, runs, over),
        (newer, newer, over),
        (asleep, newer, asleep),
    ):
        journal.record(flare_up)
        found, ended = journal.running(), journal.last_flare_up()
        assert (found.id if found else None) == (running.id if running else None)
        assert ended is not None
        assert ended.id == last.id


def test_the_last_dose_up_to_a_moment(journal: Journal, chance: Chance) -> None:
    medicine, other = chance.medicine(), chance.medicine()
    journal.record(medicine, other)
    doses = [
        e.Dose(id=chance.id(), medicine=medicine.id, taken_at=NOW - timedelta(hours=h))
        for h in (30, 20, 10, 10, -5)
    ]
    for dose in doses:
        journal.record(dose)
    last = journal.last_dose(medicine.id)
    assert last is not None
    assert last.id == doses[4].id
    ahead = doses[4].taken_at
    assert journal.last_dose(medicine.id, ahead) == journal.find(doses[4].id)
    assert journal.last_dose(medicine.id, ahead - timedelta(seconds=1)) == journal.find(doses[3].id)
    assert journal.last_dose(other.id) is None
    assert journal.last_dose(chance.id()) is None
    between = journal.doses_between(medicine.id, doses[1].taken_at, doses[2].taken_at)
    assert [dose.id for dose in between] == [doses[1].id]


def test_a_clock_that_was_set_back_makes_no_dose_undone(journal: Journal, chance: Chance) -> None:
    medicine = chance.medicine()
    journal.record(medicine)
    earlier, taken, planned = (
        e.Dose(id=chance.id(), medicine=medicine.id, taken_at=journal.clock() + timedelta(minutes=minutes))
        for minutes in (-300, -5, 90)
    )
    journal.record(earlier, taken, planned)
    set_back = journal.clock() - timedelta(hours=1)
    assert journal.last_dose(medicine.id, set_back) == journal.find(taken.id)
    assert journal.doses_between(chance.id(), NOW, NOW) == []


def test_rows_tell_of_every_entry_newest_first(journal: Journal) -> None:
    contents = Chance(5).contents()
    journal.take_in(contents)
    index = journal.rows()
    assert list(index.at) == sorted(index.at, reverse=True)
    read = [journal.at(index.kinds[kind], key) for kind, key in zip(index.kind, index.key, strict=True)]
    assert {entry.id for entry in read if entry} == {entry.id for entry in contents.entries()}
    for entry, at, minutes in zip(read, index.at, index.offset, strict=True):
        assert entry is not None
        assert not isinstance(entry, e.Medicine)
        assert entry.moment.timestamp() == at
        assert entry.moment.utcoffset() == timedelta(minutes=minutes)


def test_what_is_used_most_comes_first(journal: Journal, chance: Chance) -> None:
    medicines = [chance.medicine() for _ in range(3)]
    journal.record(*medicines)
    for medicine, times in zip(medicines, (1, 3, 0), strict=True):
        for _ in range(times):
            journal.record(chance.dose([medicine]))
    at = NOW - timedelta(days=1)
    for triggers in (("stairs",), ("lifting", "stairs"), ("stairs", "sitting")):
        journal.record(e.FlareUp(id=chance.id(), started_at=at, triggers=triggers, helped=("heat",)))
    for name, therapy in (("walk", False), ("walk", False), ("lift", False), ("physio", True)):
        journal.record(e.Activity(id=chance.id(), name=name, started_at=at, therapy=therapy))
    assert journal.medicines_used() == [medicines[1].id, medicines[0].id]
    assert journal.triggers_used() == ["stairs", "lifting", "sitting"]
    assert journal.helped_used() == ["heat"]
    assert (journal.regions_used(), journal.qualities_used()) == ([], [])
    assert (journal.activities_used(), journal.therapies_used()) == (["walk", "lift"], ["physio"])
    journal.record(e.FlareUp(id=chance.id(), started_at=at, triggers=("cold",), regions=("neck",)))
    assert journal.triggers_used() == ["stairs", "cold", "lifting", "sitting"]
    assert journal.regions_used() == ["neck"]
    journal.undo()
    assert journal.triggers_used() == ["stairs", "lifting", "sitting"]
    assert journal.regions_used() == []


def test_of_words_that_differ_in_capitals_alone_the_most_used_is_offered(
    journal: Journal, chance: Chance
) -> None:
    at = NOW - timedelta(days=1)
    for triggers in (("Lifting",), ("lifting",), ("lifting",), ("Äste", "stairs"), ("äste", "stairs")):
        journal.record(e.FlareUp(id=chance.id(), started_at=at, triggers=triggers))
    for name in ("Walk", "walk", "Walk", "swim", "swim"):
        journal.record(e.Activity(id=chance.id(), name=name, started_at=at))
    assert journal.triggers_used() == ["lifting", "stairs", "Äste"]
    assert journal.activities_used() == ["Walk", "swim"]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("creme", True), ("BRÛLÉE", True), ("crème brû", True), ("straße", True), ("STRASSE", True),
        ("brûlée straße", True), ("[", False), ('"', False), ("nb", False), ("crème zebra", False),
        ("", True),
    ],
)  # fmt: skip
def test_words_are_found_without_case_and_accents(
    journal: Journal, chance: Chance, typed: str, *, is_found: bool
) -> None:
    flare_up = e.FlareUp(
        id=chance.id(), started_at=NOW, triggers=("crème brûlée",), note="Straße", kept_from="a\nb"
    )
    journal.record(flare_up)
    assert bool(journal.search(typed)) is is_found


def test_every_word_of_every_entry_is_found_and_follows_changes(tmp_path: Path, journal: Journal) -> None:
    chance = Chance(9)
    contents = chance.contents(10)
    journal.take_in(contents)
    assert journal.search("nowhere written") == set()
    medicine = contents.medicines[0]
    doses = {journal.key_of(dose.id) for dose in contents.doses if dose.medicine == medicine.id}
    assert doses <= journal.search(medicine.name)
    for note in contents.notes:
        assert journal.key_of(note.id) in journal.search(note.text)
    question = next(a for a in contents.appointments if a.questions)
    assert journal.key_of(question.id) in journal.search(question.questions[0].text)
    note = contents.notes[0]
    journal.change(replace(note, text="Wetterwechsel"))
    assert journal.search("wetter") == {journal.key_of(note.id)}
    journal.remove(note.id)
    assert journal.search("wetter") == set()
    journal.undo()
    assert journal.search("wetter") == {journal.key_of(note.id)}
    journal.change(replace(medicine, name="Umbenannt"))
    assert journal.search("umbenannt") == doses
    with opened(tmp_path) as other:
        other.record(e.Note(id=chance.id(), at=NOW.astimezone(UTC), text="Anderswo"))
    journal.notice()
    assert len(journal.search("anderswo")) == 1
    assert all(journal.search(word) for word in WORDS)


def test_there_are_entries_once_there_is_one_of_any_kind_but_medicines_are_none(
    journal: Journal, chance: Chance
) -> None:
    journal.record(chance.medicine())
    assert not journal.has_entries()
    for entry in (
        chance.note(),
        chance.flare_up(),
        chance.check_in(),
        chance.activity(),
        chance.appointment(),
    ):
        journal.record(entry)
        assert journal.has_entries()
        journal.undo()
        assert not journal.has_entries()
