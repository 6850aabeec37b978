"""Journals to export and import: one with everything in it, and random ones."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from painlog.entries import (
    Activity,
    Appointment,
    CheckIn,
    Contents,
    Dose,
    FlareUp,
    Medicine,
    Note,
    Patient,
    Plan,
    Question,
    Reading,
    Removed,
    Strength,
)

SUMMER = timezone(timedelta(hours=2))
AT = datetime(2026, 3, 31, 13, 5, tzinfo=SUMMER)
STAMP = datetime(2026, 3, 31, 11, 6, 7, 123456, tzinfo=UTC)


def number(count: int) -> UUID:
    return UUID(int=count)


TABLET = Medicine(
    id=number(1),
    name="Oxycodone PR",
    ingredient="oxycodone",
    strength=Strength(value=Decimal("10.0"), unit="mg"),
    action="long-acting",
    role="regular",
    plans=(
        Plan(
            start=date(2026, 1, 1),
            until=date(2026, 3, 25),
            amount=Decimal("1.50"),
            times=(time(8), time(20, 30)),
            reason="pain between tablets",
        ),
    ),
    note="after meals",
    written_at=STAMP,
    updated_at=STAMP,
)
PATCH = Medicine(
    id=number(2),
    name="Buprenorphine patch",
    form="patch",
    strength=Strength(value=Decimal(10), unit="ug/h"),
    role="regular",
    plans=(Plan(start=date(2026, 3, 26), every_hours=Decimal(168), min_hours_between=Decimal("0.5")),),
    changed_from=number(1),
)
BARE = Medicine(id=number(3), name="Ibuprofen")

EVERYTHING = Contents(
    patient=Patient(
        name="Sample Patient",
        born=date(1961, 5, 14),
        waking=(time(7), time(23)),
        activities=("lifting", "stairs"),
        usual_regions=("lower back, left",),
    ),
    medicines=(TABLET, PATCH, BARE),
    flare_ups=(
        FlareUp(
            id=number(10),
            started_at=AT,
            peaked_at=AT + timedelta(minutes=8),
            ended_at=AT + timedelta(minutes=42, seconds=30),
            peak=7.5,
            readings=(Reading(at=AT, intensity=4), Reading(at=AT + timedelta(minutes=3), intensity=6)),
            triggers=("lifting", "cough; sneeze", "back\\slash", "ends so\\", "last"),
            regions=("lower back, left",),
            qualities=("stabbing",),
            kept_from="the shopping",
            helped=("heat",),
            note='"quoted", <b>bold</b> & more\nsecond line',
            written_at=STAMP,
            updated_at=STAMP + timedelta(days=1),
        ),
        FlareUp(
            id=number(11),
            started_at=AT + timedelta(hours=3),
            came_back_after=number(10),
            end_unknown=True,
            time_uncertain=True,
        ),
        FlareUp(id=number(12), started_at=AT + timedelta(hours=9)),
    ),
    doses=(
        Dose(
            id=number(21),
            medicine=number(2),
            taken_at=AT,
            reason="schedule",
            ended_at=AT + timedelta(days=7),
            site="left shoulder",
        ),
        Dose(
            id=number(20),
            medicine=number(1),
            taken_at=AT + timedelta(minutes=9),
            amount=Decimal("0.50"),
            reason="flare-up",
            flare_up=number(10),
            relief=50,
            relief_minutes=30,
            note="=1+1",
        ),
    ),
    activities=(
        Activity(id=number(30), name="lifting", started_at=AT - timedelta(minutes=20)),
        Activity(
            id=number(31),
            name="physical therapy",
            therapy=True,
            started_at=AT,
            ended_at=AT + timedelta(minutes=45),
        ),
    ),
    check_ins=(
        CheckIn(id=number(40), at=AT, background=3, enjoyment=4, activity=5.5, sleep_hours=6.5),
        CheckIn(id=number(41), at=AT + timedelta(days=1), no_flare_up=True, note="good day"),
    ),
    appointments=(
        Appointment(
            id=number(50),
            at=AT + timedelta(days=9),
            with_whom="Dr Sample",
            questions=(Question(text="Why?", answer="Because"), Question(text="When?")),
        ),
    ),
    notes=(Note(id=number(60), at=AT, text="עברית 😀 \u202eright to left"),),
    removed=(Removed(id=number(70), at=STAMP),),
)

# Notes hold anything that a person can type or paste, but no half characters and no zero.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2025, 12, 31), timezones=OFFSETS)  # noqa: DTZ001
LEVELS = st.none() | st.integers(0, 10) | st.decimals(0, 10, places=1, allow_nan=False).map(float)
AMOUNTS = st.decimals(0, 10**6, allow_nan=False, places=3)


@st.composite
def contents(draw: st.DrawFn) -> Contents:
    """Draw a journal of every kind of entry, linked as they can be."""
    ids = iter(draw(st.lists(st.uuids(), min_size=12, max_size=12, unique=True)))
    medicine = Medicine(
        id=next(ids), name=draw(NAMES), strength=Strength(value=draw(AMOUNTS), unit="mg"), note=draw(TEXTS)
    )
    begin = draw(MOMENTS)
    flare_up = FlareUp(
        id=next(ids),
        started_at=begin,
        ended_at=begin + draw(st.timedeltas(timedelta(), timedelta(days=3))),
        peak=draw(LEVELS),
        triggers=tuple(draw(st.lists(NAMES, max_size=3))),
        note=draw(TEXTS),
    )
    dose = Dose(
        id=next(ids),
        medicine=medicine.id,
        taken_at=draw(MOMENTS),
        amount=draw(AMOUNTS),
        flare_up=flare_up.id,
        relief=draw(st.none() | st.integers(0, 100)),
        note=draw(TEXTS),
    )
    return Contents(
        medicines=(medicine,),
        flare_ups=(flare_up,),
        doses=(dose,),
        activities=(Activity(id=next(ids), name=draw(NAMES), started_at=draw(MOMENTS)),),
        check_ins=(CheckIn(id=next(ids), at=draw(MOMENTS), background=draw(LEVELS), note=draw(TEXTS)),),
        appointments=(Appointment(id=next(ids), at=draw(MOMENTS), with_whom=draw(TEXTS)),),
        notes=(Note(id=next(ids), at=draw(MOMENTS), text=draw(TEXTS)),),
    )
