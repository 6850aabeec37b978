"""What is said of each kind of entry, as in the drawings."""

import time as clocks
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from painlog.entries import (
    KINDS,
    Activity,
    Appointment,
    CheckIn,
    Dose,
    Entry,
    FlareUp,
    Medicine,
    Note,
    Plan,
    Question,
    Reading,
    Strength,
)
from painlog.words import entries, taking, times

SUMMER = timezone(timedelta(hours=2))
AT = datetime(2026, 4, 2, 13, 5, tzinfo=SUMMER)
ID = UUID(int=5)

OXYCODONE = Medicine(
    id=UUID(int=1),
    name="Oxycodone IR",
    form="capsule",
    strength=Strength(value=Decimal(5), unit="mg"),
    plans=(
        Plan(
            start=date(2026, 1, 12),
            amount=Decimal(1),
            min_hours_between=Decimal(3),
            max_per_day=Decimal(6),
        ),
    ),
)
PATCH = Medicine(
    id=UUID(int=2),
    name="Buprenorphine patch",
    form="patch",
    strength=Strength(value=Decimal(10), unit="ug/h"),
    role="regular",
    plans=(Plan(start=date(2026, 3, 26), amount=Decimal(1), every_hours=Decimal(168)),),
)
FLARE_UP = FlareUp(
    id=ID,
    started_at=AT,
    peaked_at=AT + timedelta(minutes=8),
    ended_at=AT + timedelta(minutes=42),
    peak=6,
    triggers=("lifting",),
    regions=("lower back, left",),
)
DOSE = Dose(
    id=ID,
    medicine=OXYCODONE.id,
    taken_at=AT + timedelta(minutes=9),
    reason="flare-up",
    relief=50,
    relief_minutes=60,
)
WORN = Dose(id=ID, medicine=PATCH.id, taken_at=datetime(2026, 3, 30, 8, 4, tzinfo=SUMMER), reason="schedule")


def at(hour: int, minute: int = 0) -> datetime:
    return AT.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("entry", "medicine", "time_of", "headline", "details"),
    [
        (
            FLARE_UP,
            None,
            "13:05 – 13:47",  # noqa: RUF001
            "Flare-up, worst 6",
            "42 min · peak after 8 min · lifting · lower back, left",
        ),
        (
            FlareUp(
                id=ID,
                started_at=at(16),
                end_unknown=True,
                time_uncertain=True,
                came_back_after=UUID(int=6),
                peak=4,
            ),
            None,
            "about 16:00",
            "Flare-up, worst 4",
            "length not known · came back",
        ),
        (
            FlareUp(id=ID, started_at=at(16), ended_at=at(17, 5), time_uncertain=True),
            None,
            "about 16:00",
            "Flare-up",
            "about 1 h 05 min",
        ),
        (FlareUp(id=ID, started_at=at(16, 28)), None, "since 16:28", "Flare-up", "still going on"),
        (
            FlareUp(
                id=ID,
                started_at=at(16),
                ended_at=at(17),
                readings=(Reading(at=at(16), intensity=3), Reading(at=at(16, 5), intensity=7.5)),
                qualities=("stabbing", "hot"),
                helped=("heat",),
                kept_from="the shopping",
            ),
            None,
            "16:00 – 17:00",  # noqa: RUF001
            "Flare-up, worst 7.5",
            "1 h · peak after 5 min · stabbing, hot · helped: heat · kept from: the shopping",
        ),
        (DOSE, OXYCODONE, "13:14", "Oxycodone IR 5 mg", "for the flare-up · relief 50 % after 1 h"),
        (
            Dose(id=ID, medicine=ID, taken_at=at(13, 14), reason="flare-up"),
            OXYCODONE,
            "13:14",
            "Oxycodone IR 5 mg",
            "for the flare-up · relief not said",
        ),
        (WORN, PATCH, "08:04", "Buprenorphine patch 10 µg/h", "by plan · change due Mon 6 Apr"),
        (replace(WORN, amount=Decimal(0)), PATCH, "08:04", "Buprenorphine patch, none taken", "by plan"),
        (
            Dose(id=ID, medicine=ID, taken_at=at(8), ended_at=at(20), relief=30, site="left shoulder"),
            PATCH,
            "08:00",
            "Buprenorphine patch 10 µg/h",
            "relief 30 % · off Thu 2 Apr, 20:00 · left shoulder",
        ),
        (Dose(id=ID, medicine=ID, taken_at=at(8)), None, "08:00", "Medicine taken", ""),
        (
            Activity(id=ID, name="physical therapy", therapy=True, started_at=at(10), ended_at=at(10, 45)),
            None,
            "10:00 – 10:45",  # noqa: RUF001
            "Physical therapy",
            "45 min",
        ),
        (
            CheckIn(
                id=ID, at=at(21), background=3, no_flare_up=True, sleep_hours=6.5, enjoyment=4, activity=5
            ),
            None,
            "21:00",
            "How it was: background 3",
            "no flare-up today · kept from enjoying life 4 · kept from doing things 5 · slept 6 h 30 min",
        ),
        (CheckIn(id=ID, at=at(21), no_flare_up=True), None, "21:00", "No flare-up today", ""),
        (CheckIn(id=ID, at=at(21)), None, "21:00", "How it was", ""),
        (
            Appointment(
                id=ID, at=at(9), with_whom="Dr Sample", questions=(Question(text="?"), Question(text="!"))
            ),
            None,
            "09:00",
            "Appointment with Dr Sample",
            "2 questions",
        ),
        (Appointment(id=ID, at=at(9)), None, "09:00", "Appointment", ""),
        (Note(id=ID, at=at(9), text=" slept badly\nand late "), None, "09:00", "slept badly", ""),
        (Note(id=ID, at=at(9), text=""), None, "09:00", "Note", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_entry_in_words(
    entry: Entry, medicine: Medicine | None, time_of: str, headline: str, details: str
) -> None:
    assert entries.time_of(entry) == time_of
    assert entries.headline(entry, medicine) == headline
    assert entries.details(entry, medicine) == details


def test_a_line_of_its_own_stands_in_a_note_and_can_go() -> None:
    assert entries.with_line("heat helped", "fell asleep") == "heat helped\nfell asleep"
    assert entries.with_line("", "fell asleep") == "fell asleep"
    assert entries.with_line("Fell asleep\non the sofa", "fell asleep") == "Fell asleep\non the sofa"
    assert entries.with_line("a\nFell asleep \nb", "fell asleep", there=False) == "a\nb"
    said = "I fell asleep  on the sofa\n"
    assert entries.with_line(said, "fell asleep", there=False) == said
    assert not entries.says(said, "fell asleep")


def test_a_medicine_in_words() -> None:
    assert entries.headline(OXYCODONE) == "Oxycodone IR 5 mg"
    assert entries.details(OXYCODONE) == "capsule · as needed"
    assert entries.note_of(replace(OXYCODONE, note="after meals")) == "after meals"


def test_a_notes_first_line_is_its_headline_and_the_rest_its_note() -> None:
    assert entries.note_of(Note(id=ID, at=AT, text="one\ntwo\nthree")) == "two\nthree"


def test_every_kind_has_a_name_and_a_plural() -> None:
    for kind in (*KINDS.values(), "therapy"):
        assert entries.kind_name(kind) != kind
    for kind in KINDS.values():
        assert entries.count_of_kind(kind, 1) != entries.count_of_kind(kind, 2)
        assert "(" not in entries.count_of_kind(kind, 2)
    assert entries.count_of_entries(1284) == "1,284 entries"
    assert entries.count_of_entries(1) == "1 entry"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (timedelta(minutes=59), ""),
        (timedelta(hours=3), "written 3 h later"),
        (timedelta(hours=12), "written next day"),
        (timedelta(days=3), "written 3 days later"),
    ],
)
def test_what_was_written_later_says_so(written: timedelta, said: str) -> None:
    note = Note(id=ID, at=AT, text="x", written_at=(AT + written).astimezone(UTC))
    assert entries.written_later(note) == said


@pytest.mark.skipif(not hasattr(clocks, "tzset"), reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize(
    ("at", "written", "said"),
    [
        ("2026-10-24T22:00+02:00", "2026-10-25T23:30+01:00", "written next day"),
        ("2026-10-24T22:00+02:00", "2026-10-26T00:10+01:00", "written 2 days later"),
        ("2026-03-28T22:00+01:00", "2026-03-30T00:10+02:00", "written 2 days later"),
        ("2026-10-24T22:00-04:00", "2026-10-25T23:30-04:00", "written next day"),
    ],
)
def test_days_until_it_was_written_are_those_of_the_wall_clock(at: str, written: str, said: str) -> None:
    """Counted by the offset before the clocks were changed, the hour beside midnight was of another day."""
    moment = datetime.fromisoformat(at)
    note = Note(id=ID, at=moment, text="x", written_at=datetime.fromisoformat(written).astimezone(UTC))
    assert entries.written_later(note) == said


@pytest.mark.parametrize(
    ("start", "end", "when", "lasted"),
    [
        (
            "2026-11-30T07:11+01:00",
            "2026-11-30T01:12-05:00",
            "from 07:11",
            "until Mon 30 Nov, 01:12 · 1 min · the clock changed meanwhile",
        ),
        (
            "2026-11-30T01:11-05:00",
            "2026-11-30T07:12+01:00",
            "01:11 – 07:12",  # noqa: RUF001
            "1 min · the clock changed meanwhile",
        ),
        (
            "2026-10-25T02:50+02:00",
            "2026-10-25T02:10+01:00",
            "from 02:50",
            "until Sun 25 Oct, 02:10 · 20 min · the clock changed meanwhile",
        ),
    ],
)
def test_what_went_on_while_the_clock_was_changed_is_not_taken_for_a_night(
    start: str, end: str, when: str, lasted: str
) -> None:
    activity = Activity(
        id=ID, name="walk", started_at=datetime.fromisoformat(start), ended_at=datetime.fromisoformat(end)
    )
    assert entries.time_of(activity) == when
    assert entries.details(activity) == lasted


def test_what_was_written_while_it_lasted_was_not_late() -> None:
    ended = FLARE_UP.ended_at
    assert ended is not None
    long = replace(FLARE_UP, ended_at=AT + timedelta(hours=9), written_at=AT + timedelta(hours=9, minutes=5))
    assert not entries.written_later(long)
    assert not entries.written_later(FLARE_UP)
    assert not entries.written_later(replace(OXYCODONE, written_at=AT))


def test_a_day_is_summed_up() -> None:
    quiet = CheckIn(id=ID, at=AT, no_flare_up=True)
    medicines = (OXYCODONE, PATCH)
    assert entries.day_summary([FLARE_UP, DOSE, WORN], medicines) == "1 flare-up, 1 as-needed dose"
    assert entries.day_summary([FLARE_UP, FLARE_UP, quiet]) == "2 flare-ups beside “no flare-up”"
    assert entries.day_summary([quiet, WORN], medicines) == "no flare-up"
    assert not entries.day_summary([WORN], medicines)
    assert not entries.day_summary([replace(DOSE, amount=Decimal(0))], medicines)


def plan(**given: Any) -> Plan:
    return Plan(start=date(2026, 1, 1), **given)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (OXYCODONE.plans[0], "1 at a time, 3 h apart, at most 6 a day"),
        (plan(amount=Decimal(1), times=(time(8), time(20))), "1 at 08:00 and 20:00"),
        (plan(amount=Decimal(2), times=(time(8), time(14), time(20))), "2 at 08:00, 14:00 and 20:00"),
        (plan(times=(time(8),)), "1 at 08:00"),
        (plan(min_hours_between=Decimal("1.5")), "1 h 30 min apart"),
        (plan(min_hours_between=Decimal(0)), ""),
        (plan(), ""),
    ],
)
def test_a_plan_is_said_as_on_the_label(label: Plan, said: str) -> None:
    assert taking.label_of(label, OXYCODONE) == said


def test_a_liquid_is_told_in_millilitres() -> None:
    drops = replace(OXYCODONE, form="liquid", strength=Strength(value=Decimal(500), unit="mg/mL"))
    limits = plan(amount=Decimal("1.5"), max_per_day=Decimal(6))
    drops = replace(drops, plans=(limits,))
    assert taking.label_of(limits, drops) == "1.5 mL at a time, at most 6 mL a day"
    assert taking.label_of(limits, replace(drops, strength=None)) == "1.5 mL at a time, at most 6 mL a day"
    assert taking.label_of(plan(amount=Decimal(5), times=(time(8),)), drops) == "5 mL at 08:00"
    dose = replace(DOSE, amount=Decimal("1.5"))
    assert taking.medicine_facts(drops, dose, [dose, dose], at(20)).endswith("3 of 6 mL today")
    assert taking.medicine_facts(replace(drops, plans=()), dose, [dose], at(20)).endswith("1.5 mL today")


def test_when_a_medicine_is_taken() -> None:
    assert taking.role_name(OXYCODONE) == "as needed"
    assert taking.role_name(PATCH, PATCH.plans[0]) == "every 7 days"
    assert taking.role_name(PATCH) == "by plan", "nothing says how often it is changed"
    assert taking.role_name(PATCH, plan(times=(time(8),))) == "every day"
    assert taking.role_name(replace(PATCH, form="tablet")) == "every day"
    assert taking.role_name(PATCH, plan(every_hours=Decimal(24))) == "every day"
    assert taking.role_name(PATCH, plan(every_hours=Decimal(12))) == "every 12 h"
    assert taking.role_name(PATCH, plan(every_hours=Decimal(84))) == "every 84 h", "twice a week"


def test_the_facts_under_a_button() -> None:
    now = at(16, 40)
    assert taking.medicine_facts(OXYCODONE, DOSE, [DOSE], now) == "last 13:14, 3 h 26 min ago · 1 of 6 today"
    soon = at(15)
    assert (
        taking.medicine_facts(OXYCODONE, DOSE, [DOSE], soon)
        == "last 13:14 · plan says from 16:14 · 1 of 6 today"
    )
    assert taking.medicine_facts(OXYCODONE, None, [], now) == "0 of 6 today"
    bare = replace(OXYCODONE, plans=())
    assert taking.medicine_facts(bare, None, [], now) == "not taken yet"
    assert taking.medicine_facts(bare, DOSE, [DOSE, DOSE], now) == "last 13:14, 3 h 26 min ago · 2 today"


def test_a_plans_gap_is_told_by_the_clock_one_has_now() -> None:
    winter = at(15).astimezone(timezone(timedelta(hours=1)))
    assert "plan says from 15:14" in taking.medicine_facts(OXYCODONE, DOSE, [DOSE], winter)


@pytest.mark.parametrize(
    ("days", "said"), [(4, "today"), (3, "tomorrow"), (2, "Mon 6 Apr"), (5, "was due Mon 6 Apr")]
)
def test_a_patch_that_is_to_be_changed_today_says_so(days: int, said: str) -> None:
    now = AT + timedelta(days=days)
    assert taking.medicine_facts(PATCH, WORN, [], now) == f"on since Mon 30 Mar, change {said}"


def test_a_patch_that_is_changed_after_hours_says_when_by_the_clock() -> None:
    short = replace(PATCH, plans=(plan(every_hours=Decimal(12)),))
    worn = replace(WORN, taken_at=at(8))
    assert taking.medicine_facts(short, worn, [], at(13)) == "on since 08:00, change 20:00"
    assert taking.medicine_facts(short, worn, [], at(21)) == "on since 08:00, change was due 20:00"
    late = replace(WORN, taken_at=at(15))
    assert taking.medicine_facts(short, late, [], at(16)) == "on since 15:00, change Fri 3 Apr, 03:00"
    assert "change due Fri 3 Apr, 03:00" in entries.details(late, short)


@pytest.mark.skipif(not hasattr(clocks, "tzset"), reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize(("hours", "due"), [(168, "Sat 4 Apr, 10:00"), (180, "Sat 4 Apr, 23:00")])
def test_a_plan_of_days_means_the_same_time_of_day_and_one_of_hours_the_hours(hours: int, due: str) -> None:
    """The clocks are changed while the patch is on."""
    worn = replace(WORN, taken_at=datetime.fromisoformat("2026-03-28T10:00+01:00"))
    change = taking.change_due(worn, plan(every_hours=Decimal(hours)))
    assert change is not None
    assert times.moment(change) == due


def test_a_patch_of_another_year_says_which() -> None:
    worn = replace(WORN, taken_at=AT.replace(year=2025))
    said = "on since Wed 2 Apr 2025, change was due Wed 9 Apr 2025"
    assert taking.medicine_facts(PATCH, worn, [], AT) == said
    off = replace(worn, ended_at=worn.taken_at)
    assert taking.medicine_facts(PATCH, off, [], AT) == "off since Wed 2 Apr 2025"


def test_what_went_on_for_days_says_its_end_in_the_details_and_not_in_the_time() -> None:
    """The columns of times are as wide as two times of day."""
    end = AT + timedelta(days=2, hours=6)
    for entry in (
        FlareUp(id=ID, started_at=AT, ended_at=end),
        Activity(id=ID, name="walk", started_at=AT, ended_at=end),
    ):
        assert entries.time_of(entry) == "from 13:05"
        assert entries.details(entry) == "until Sat 4 Apr, 19:05 · 2 days 6 h"


@pytest.mark.parametrize(
    ("begins", "lasts", "said"),
    [(52, 59 * 60 + 11, "1 h"), (0, 59 * 60 + 59, "59 min"), (0, 47, "under 1 min"), (58, 4, "1 min")],
)
def test_a_length_is_what_the_two_times_beside_it_come_to(begins: int, lasts: int, said: str) -> None:
    """“13:05 to 14:05” had “59 min” beside it."""
    began = AT + timedelta(seconds=begins)
    entry = FlareUp(id=ID, started_at=began, ended_at=began + timedelta(seconds=lasts))
    assert entries.details(entry) == said


def test_what_came_within_a_minute_says_so() -> None:
    soon = FlareUp(id=uuid4(), started_at=AT, peaked_at=AT + timedelta(seconds=20))
    assert "peak within a minute" in entries.details(soon)
    assert "relief 50 % within a minute" in entries.details(replace(DOSE, relief_minutes=0))
    assert entries.details(DOSE, eased=0.2).endswith("eased within a minute")


def test_the_facts_of_a_patch() -> None:
    assert taking.medicine_facts(PATCH, WORN, [], AT) == "on since Mon 30 Mar, change Mon 6 Apr"
    assert taking.medicine_facts(replace(PATCH, plans=()), WORN, [], AT) == "on since Mon 30 Mar"
    assert taking.medicine_facts(PATCH, replace(WORN, ended_at=AT), [], AT) == "off since Thu 2 Apr"
    assert taking.medicine_facts(PATCH, None, [], AT) == "not put on yet"


def test_several_places_are_told_apart() -> None:
    hurt = replace(FLARE_UP, regions=("lower back, middle", "buttock, left"))
    assert "lower back, middle; buttock, left" in entries.details(hurt)
