"""The sample journal: the same every time, true to the rules, and full of what it was made to show."""

import itertools
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from painlog.entries import Contents, Dose, FlareUp, refuse_the_future
from painlog.exchange import json_format
from painlog.exchange.sample import CHANGE, DAYS, sample

UNTIL = date(2026, 4, 12)
FIRST = UNTIL - timedelta(days=DAYS - 1)


@pytest.fixture(scope="module")
def made() -> Contents:
    return sample(UNTIL)


def day_of(moment: datetime) -> int:
    return (moment.date() - FIRST).days


def named(made: Contents, name: str) -> list[Dose]:
    medicine = next(one for one in made.medicines if one.name == name)
    return [dose for dose in made.doses if dose.medicine == medicine.id]


def test_it_is_the_same_every_time(made: Contents) -> None:
    assert sample(UNTIL) == made
    assert json_format.write(sample(UNTIL)) == json_format.write(made)


@pytest.mark.parametrize("until", [date(2026, 4, 12), date(2026, 11, 1), date(2024, 2, 29)])
def test_it_ends_on_its_last_day_and_is_a_journal(until: date) -> None:
    made = sample(until)
    last = max(entry.moment for entry in made.entries() if entry not in made.appointments)
    assert last.date() == until
    end_of_day = datetime.combine(until, datetime.max.time(), UTC)
    for entry in made.entries():
        refuse_the_future(entry, end_of_day)
    assert json_format.read(json_format.write(made)).contents.patient == made.patient


def test_every_kind_of_entry_is_in_it(made: Contents) -> None:
    assert len(made.medicines) == 4
    assert len(made.flare_ups) > 60
    assert len(made.doses) > 100
    assert len(made.activities) > 150
    assert len(made.check_ins) > 60
    assert made.notes
    assert [bool(one.questions) for one in made.appointments] == [True, True]


def test_a_patch_takes_the_place_of_the_tablets(made: Contents) -> None:
    tablet, patch = (
        next(m for m in made.medicines if m.name == n) for n in ("Oxycodone PR", "Buprenorphine patch")
    )
    assert patch.changed_from == tablet.id
    assert max(day_of(dose.taken_at) for dose in named(made, "Oxycodone PR")) == CHANGE - 1
    worn = named(made, "Buprenorphine patch")
    assert [day_of(dose.taken_at) for dose in worn] == list(range(CHANGE, DAYS, 7))
    assert [dose.ended_at for dose in worn] == [*(dose.taken_at for dose in worn[1:]), None]


def test_flare_ups_are_about_half_as_many_with_the_patch(made: Contents) -> None:
    with_patch = Counter(day_of(one.started_at) >= CHANGE for one in made.flare_ups)
    assert 0.3 < with_patch[True] / with_patch[False] < 0.6


def followed(made: Contents, *names: str) -> float:
    """Return the share of times that activities were followed by a flare-up within the hour."""
    starts = [one.started_at for one in made.flare_ups]
    done = [one.started_at for one in made.activities if one.name in names]
    hour = timedelta(hours=1)
    return sum(any(timedelta() <= start - at <= hour for start in starts) for at in done) / len(done)


def test_lifting_stands_out_and_is_also_logged_when_nothing_follows(made: Contents) -> None:
    others = followed(made, "stairs", "walking", "long sitting", "gardening")
    assert 0.3 < followed(made, "lifting") < 0.7
    assert followed(made, "lifting") >= 3 * others


def test_late_afternoon_is_the_hard_time(made: Contents) -> None:
    hours = [
        one.started_at.hour + one.started_at.minute / 60 for one in made.flare_ups if not one.time_uncertain
    ]
    assert sum(16 <= hour < 20 for hour in hours) / len(hours) > 0.45


def test_flare_ups_of_the_tablet_weeks_come_before_the_evening_tablet(made: Contents) -> None:
    hours = [one.started_at.hour for one in made.flare_ups if day_of(one.started_at) < CHANGE]
    assert sum(16 <= hour < 20 for hour in hours) > 1.4 * len(hours) * 4 / 16


def test_days_are_missing_and_entries_are_late(made: Contents) -> None:
    days = {day_of(entry.moment) for entry in made.entries() if not isinstance(entry, Dose)}
    assert 3 <= len(set(range(DAYS)) - days) <= 8
    late = [
        one
        for one in made.flare_ups
        if one.written_at and one.written_at - one.started_at > timedelta(hours=1)
    ]
    assert len(late) >= 4
    assert all(
        one.written_at and one.updated_at and one.written_at <= one.updated_at for one in made.flare_ups
    )


def test_no_two_flare_ups_run_at_once(made: Contents) -> None:
    ordered: list[FlareUp] = sorted(made.flare_ups, key=lambda one: one.started_at)
    for before, after in itertools.pairwise(ordered):
        assert (before.ended_at or before.started_at) < after.started_at


def test_rescue_doses_keep_the_gap_of_the_label(made: Contents) -> None:
    taken = sorted(dose.taken_at for dose in named(made, "Oxycodone IR"))
    assert min(after - before for before, after in itertools.pairwise(taken)) >= timedelta(minutes=50)
    rated = [dose for dose in made.doses if dose.relief is not None]
    assert len(rated) > 20
