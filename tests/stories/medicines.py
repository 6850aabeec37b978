"""The medicines of the stories, as on the drawings."""

from datetime import date, time
from decimal import Decimal
from uuid import UUID

from painlog.entries import Medicine, Plan, Strength

_SINCE = date(2026, 1, 12)

CAPSULE = Medicine(
    id=UUID(int=1),
    name="Oxycodone IR",
    ingredient="oxycodone",
    form="capsule",
    strength=Strength(value=Decimal(5), unit="mg"),
    plans=(Plan(start=_SINCE, amount=Decimal(1), min_hours_between=Decimal(4), max_per_day=Decimal(6)),),
)
PARACETAMOL = Medicine(
    id=UUID(int=2),
    name="Paracetamol",
    strength=Strength(value=Decimal(500), unit="mg"),
    plans=(Plan(start=_SINCE, amount=Decimal(2), min_hours_between=Decimal(6), max_per_day=Decimal(8)),),
)
PATCH = Medicine(
    id=UUID(int=3),
    name="Buprenorphine patch",
    form="patch",
    role="regular",
    strength=Strength(value=Decimal(10), unit="ug/h"),
    plans=(Plan(start=_SINCE, every_hours=Decimal(168), times=(time(8),)),),
)
