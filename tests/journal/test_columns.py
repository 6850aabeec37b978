"""The columns for charts hold exactly what the entries tell, read one by one."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painlog import entries as e
from painlog.journal import Journal
from painlog.record import END_UNKNOWN, ENDED, RUNNING, UNKNOWN, DoseColumns, Record
from tests.journal.worlds import NOW, Chance, opened, whole

DAY = 86_400.0
_BEGINS = st.floats(NOW.timestamp() - 45 * DAY, NOW.timestamp() + DAY)


def single(value: float | None) -> float:
    """Return a value as a column of single precision holds it."""
    return array("f", [UNKNOWN if value is None else value])[0]


def seconds(begin: e.Entry, until: object) -> float | None:
    """Return the seconds from the start of an entry until a moment."""
    return (until - begin.moment).total_seconds() if until is not None else None  # type: ignore[operator]


def delay(entry: e.Entry) -> float | None:
    """Return the seconds until an entry was written: none if that was within the hour before."""
    passed = seconds(entry, entry.written_at)
    return 0.0 if passed is not None and -3600 <= passed <= 0 else passed


def within(entry: e.Entry, begin: float, end: float) -> bool:
    """Tell whether an entry starts in the span."""
    return begin <= entry.moment.timestamp() < end


def taken(contents: e.Contents) -> list[e.Dose]:
    """Return the doses of which any was taken."""
    return [dose for dose in contents.doses if dose.amount > 0]


def reaches(flare_up: e.FlareUp, begin: float, end: float) -> bool:
    """Tell whether a flare-up touches the span."""
    if within(flare_up, begin, end):
        return True
    late = flare_up.is_running or (flare_up.ended_at is not None and flare_up.ended_at.timestamp() >= begin)
    return flare_up.started_at.timestamp() < begin and late


def offset(entry: e.Entry) -> int:
    """Return the wall clock's minutes from UTC."""
    away = entry.moment.utcoffset()
    assert away is not None
    return int(away.total_seconds() // 60)


def by_moment(journal: Journal, entries: Iterable[e.Entry]) -> list[tuple[int, e.Entry]]:
    """Return entries with their keys, in the order of columns."""
    keyed = [(journal.key_of(entry.id), entry) for entry in entries]
    return sorted(((place[1], entry) for place, entry in keyed if place), key=lambda p: (p[1].moment, p[0]))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Open a journal with some hundred entries of all kinds."""
    with opened(tmp_path_factory.mktemp("columns")) as journal:
        journal.take_in(Chance(7).contents(60))
        for flare_up in Chance(8).contents(10).flare_ups:
            journal.record(flare_up)
        yield journal


@pytest.mark.no_cover
@given(begin=_BEGINS, days=st.floats(0, 50), details=st.booleans())
@settings(max_examples=60)
def test_columns_equal_the_entries_read_one_by_one(
    filled: Journal, begin: float, days: float, *, details: bool
) -> None:
    _compare(filled, filled.record_of(begin, begin + days * DAY, details=details))


def test_the_whole_record_holds_everything(filled: Journal) -> None:
    record = whole(filled)
    _compare(filled, record)
    contents = filled.contents()
    assert len(record.flare_ups.key) == len(contents.flare_ups)
    assert sum(len(columns.key) for columns in record.doses) == len(taken(contents))


def _compare(journal: Journal, record: Record) -> None:
    contents = journal.contents()
    span = (record.begin, record.end)
    assert (record.patient, record.medicines) == (contents.patient, contents.medicines)
    assert record.appointments == contents.appointments
    _compare_flare_ups(journal, record)
    by_medicine = {columns.medicine.id: columns for columns in record.doses}
    for medicine in contents.medicines:
        doses = [dose for dose in taken(contents) if dose.medicine == medicine.id]
        _compare_doses(journal, record, by_medicine.get(medicine.id, DoseColumns(medicine=medicine)), doses)
    told = by_moment(journal, (a for a in contents.activities if within(a, *span)))
    rows = zip(
        *(getattr(record.activities, c) for c in ("key", "at", "offset", "name", "therapy", "lasted")),
        strict=True,
    )
    assert [(k, at, o, record.activity_names[n], bool(t), s) for k, at, o, n, t, s in rows] == [
        (k, a.moment.timestamp(), offset(a), a.name, a.therapy, single(seconds(a, a.ended_at)))
        for k, a in told
        if isinstance(a, e.Activity)
    ]
    told = by_moment(journal, (c for c in contents.check_ins if within(c, *span)))
    names = ("key", "background", "no_flare_up", "enjoyment", "activity")
    assert list(zip(*(getattr(record.check_ins, name) for name in names), strict=True)) == [
        (k, single(c.background), c.no_flare_up, single(c.enjoyment), single(c.activity))
        for k, c in told
        if isinstance(c, e.CheckIn)
    ]
    notes = by_moment(journal, (n for n in contents.notes if within(n, *span)))
    assert list(record.notes.key) == [key for key, _ in notes]
    starts = [entry.moment for entry in contents.entries() if not isinstance(entry, e.Appointment)]
    assert (record.first, record.last) == (min(starts).timestamp(), max(starts).timestamp())
    assert record.first_offset == offset(
        min((x for x in contents.entries() if not isinstance(x, e.Appointment)), key=lambda x: x.moment)
    )
    assert record.last_offset == offset(
        max((x for x in contents.entries() if not isinstance(x, e.Appointment)), key=lambda x: x.moment)
    )
    sessions = [activity for activity in contents.activities if activity.therapy]
    assert record.first_doses == _firsts((dose.medicine, dose) for dose in taken(contents))
    assert record.first_sessions == (_firsts((s.name, s) for s in sessions) if record.detailed else {})


def _firsts(told: Iterable[tuple[Any, e.Entry]]) -> dict[Any, float]:
    """Return by name the wall clock of the first entry of each."""
    latest_first = sorted(told, key=lambda pair: pair[1].moment, reverse=True)
    return {name: entry.moment.timestamp() + 60 * offset(entry) for name, entry in latest_first}


def _compare_flare_ups(journal: Journal, record: Record) -> None:
    columns, span = record.flare_ups, (record.begin, record.end)
    contents = journal.contents()
    told = by_moment(journal, (f for f in contents.flare_ups if reaches(f, *span)))
    assert list(columns.key) == [key for key, _ in told]
    for row, (key, f) in enumerate(told):
        assert isinstance(f, e.FlareUp)
        state = ENDED if f.ended_at is not None else END_UNKNOWN if f.end_unknown else RUNNING
        assert (columns.at[row], columns.offset[row]) == (f.started_at.timestamp(), offset(f))
        assert columns.lasted[row] == single(seconds(f, f.ended_at))
        assert columns.rise[row] == single(seconds(f, f.peak_moment))
        assert columns.peak[row] == single(f.worst)
        assert (columns.state[row], columns.uncertain[row]) == (state, f.time_uncertain)
        readings = tuple((seconds(f, r.at), r.intensity) for r in f.readings)
        assert columns.readings.get(key, ()) == readings
        assert columns.triggers.get(key, ()) == f.triggers
        if record.detailed:
            assert columns.regions.get(key, ()) == f.regions
            assert columns.delay[row] == single(delay(f))
            if within(f, *span) and f.came_back_after:
                earlier = journal.key_of(f.came_back_after)
                assert earlier
                assert columns.came_back_after[key] == earlier[1]
    assert len(columns.delay) == (len(columns.key) if record.detailed else 0)


def _compare_doses(journal: Journal, record: Record, columns: DoseColumns, doses: list[e.Dose]) -> None:
    span = (record.begin, record.end)
    patch = columns.medicine.form == "patch"
    before = [dose for dose in doses if dose.taken_at.timestamp() < record.begin]
    newest = {key for key, _ in by_moment(journal, before)[-1:]}

    def belongs(key: int, dose: e.Dose) -> bool:
        worn = dose.ended_at is not None and dose.ended_at.timestamp() > record.begin
        early = dose.taken_at.timestamp() < record.begin
        return within(dose, *span) or (patch and early and (worn or key in newest))

    told = [(k, d) for k, d in by_moment(journal, doses) if isinstance(d, e.Dose) and belongs(k, d)]
    assert list(columns.key) == [key for key, _ in told]
    for row, (key, dose) in enumerate(told):
        assert columns.amount[row] == single(float(dose.amount))
        assert columns.reason[row] == (e.REASONS.index(dose.reason) + 1 if dose.reason else 0)
        if patch:
            assert columns.worn.get(key) == seconds(dose, dose.ended_at)
        if record.detailed and within(dose, *span):
            place = journal.key_of(dose.flare_up) if dose.flare_up else None
            assert columns.flare_up.get(key) == (place[1] if place else None)
            minutes = UNKNOWN if dose.relief_minutes is None else dose.relief_minutes
            assert columns.relief.get(key) == (None if dose.relief is None else (dose.relief, minutes))


def test_more_activity_names_than_a_short_number_counts(tmp_path: Path) -> None:
    at = NOW - timedelta(days=300)
    activities = tuple(
        e.Activity(id=Chance(n).id(), name=f"name {n}", started_at=at + timedelta(minutes=n))
        for n in range(33_000)
    )
    with opened(tmp_path) as journal:
        journal.take_in(e.Contents(activities=activities))
        record = whole(journal)
    assert record.activity_names[record.activities.name[-1]] == "name 32999"


def test_an_entry_that_was_written_a_moment_before_its_time_was_written_at_once(tmp_path: Path) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with opened(tmp_path) as journal:
        for hour, ahead in enumerate((0.5, 90.0)):
            moment = at + timedelta(hours=hour)
            written_at = moment - timedelta(minutes=ahead)
            journal.record(e.FlareUp(id=uuid4(), started_at=moment, written_at=written_at))
        columns = whole(journal).flare_ups
    assert columns.delay[0] == 0
    assert columns.delay[1] < 0


@pytest.mark.parametrize("hours", [None, 90 * 24])
def test_when_a_patch_came_off_is_told_however_long_it_was_worn(tmp_path: Path, hours: int | None) -> None:
    since = NOW.date() - timedelta(days=400)
    plans = () if hours is None else (e.Plan(start=since, every_hours=Decimal(hours)),)
    patch = e.Medicine(id=uuid4(), name="Buprenorphine", form="patch", plans=plans)
    put_on, off = NOW - timedelta(days=80), NOW - timedelta(days=1)
    worn = e.Dose(id=uuid4(), medicine=patch.id, taken_at=put_on, ended_at=off)
    other = e.Dose(id=uuid4(), medicine=patch.id, taken_at=NOW - timedelta(days=70))
    with opened(tmp_path) as journal:
        journal.record(patch, worn, *[other] * (hours is not None))
        columns = journal.record_of((NOW - timedelta(days=2)).timestamp(), NOW.timestamp()).doses[0]
        place = journal.key_of(worn.id)
    assert place is not None
    assert columns.worn == {place[1]: (off - put_on).total_seconds()}
    assert place[1] in columns.key


def steps_to_read_the_last_days(folder: Path, before: int) -> int:
    """Return how long SQLite works, in its own small steps, on two days that follow on `before` entries."""
    patch = e.Medicine(id=uuid4(), name="Fentanyl", form="patch")
    starts = [NOW - timedelta(days=3 + number) for number in range(before)]
    brief = timedelta(minutes=5)
    contents = e.Contents(
        medicines=(patch,),
        flare_ups=tuple(
            e.FlareUp(id=uuid4(), started_at=at, ended_at=at + timedelta(minutes=5), peak=5.0)
            for at in starts
        ),
        doses=tuple(e.Dose(id=uuid4(), medicine=patch.id, taken_at=at, ended_at=at + brief) for at in starts),
    )
    folder.mkdir()
    with opened(folder) as journal:
        journal.take_in(contents)
        worked = []
        journal._store._connection.set_progress_handler(lambda: worked.append(1), 10)
        record = journal.record_of((NOW - timedelta(days=2)).timestamp(), NOW.timestamp(), details=True)
        assert len(record.doses[0].key) == 1, "the patch that is still worn"
        return len(worked)


def test_a_span_is_read_without_walking_through_all_that_came_before(tmp_path: Path) -> None:
    few, many = (steps_to_read_the_last_days(tmp_path / str(count), count) for count in (200, 2_000))
    assert many < 1.5 * few


def test_a_dose_of_which_none_was_taken_counts_nowhere(tmp_path: Path) -> None:
    """Its amount is 0, as other diaries tell of what was left out; it stands in the list alone."""
    patch = e.Medicine(id=uuid4(), name="Buprenorphine", form="patch")
    capsule = e.Medicine(id=uuid4(), name="Oxycodone", role="as-needed")
    for_it = e.FlareUp(id=uuid4(), started_at=NOW - timedelta(days=3))
    none = [
        replace(
            e.Dose(id=uuid4(), medicine=each.id, taken_at=NOW - timedelta(days=days), amount=Decimal(0)),
            flare_up=for_it.id,
            relief=50.0,
        )
        for each in (patch, capsule)
        for days in (3, 9)
    ]
    first = e.Note(id=uuid4(), at=NOW - timedelta(days=20), text="the first entry")
    worn = e.Dose(id=uuid4(), medicine=patch.id, taken_at=NOW - timedelta(days=8))
    swallowed = e.Dose(id=uuid4(), medicine=capsule.id, taken_at=NOW - timedelta(days=5))
    span = (NOW - timedelta(days=6)).timestamp(), NOW.timestamp()
    with opened(tmp_path) as journal:
        journal.record(patch, capsule, first, for_it, worn, swallowed)
        record, all_days = journal.record_of(*span, details=True), whole(journal)
        held = journal.hold(details=True)
        held.between(*span)
        journal.record(*none)
        assert journal.record_of(*span, details=True) == held.between(*span) == record
        assert whole(journal).doses == all_days.doses
        assert whole(journal).first_doses == all_days.first_doses
        assert journal.last_dose(capsule.id, NOW) == journal.find(swallowed.id)
        assert journal.doses_between(capsule.id, NOW - timedelta(days=4), NOW) == []
        assert len(journal.between(NOW - timedelta(days=10), NOW, "dose")) == len(none) + 2
