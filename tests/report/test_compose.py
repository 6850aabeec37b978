"""What the page says follows from the entries, and from nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from painlog.entries import (
    Activity,
    CheckIn,
    Contents,
    Dose,
    FlareUp,
    Medicine,
    Note,
    Patient,
    Plan,
    Strength,
)
from painlog.journal import Journal
from painlog.patterns import relief, triggers
from painlog.patterns.compared import Trend
from painlog.patterns.diary import open_diary
from painlog.record import Record
from painlog.report.compose import page_for, span_needed
from painlog.report.layout import lay_out
from painlog.report.listing import listing_for
from painlog.report.marks import Figures, Text
from painlog.report.page import EVERY_PART, Bars, Choices, Page, Pairs, Part, Questions, Section
from painlog.report.spoken import html, text
from painlog.report.working import worked_out
from painlog.words.directions import apart
from tests.report.conftest import MakePage
from tests.report.diaries import NAMES, SUMMER, Kept, record_of

BEGIN, UNTIL = date(2026, 3, 2), date(2026, 4, 12)
NEWEST = "not counting the newest day"
MEDICINE = Medicine(
    id=UUID(int=1), name="Oxycodone IR", role="as-needed", plans=(Plan(start=BEGIN, max_per_day=Decimal(2)),)
)


def at(day: int, hour: float = 12) -> datetime:
    return datetime(2026, 3, 2, tzinfo=SUMMER) + timedelta(days=day, hours=hour)


def flare_up(number: int, day: int, hour: float = 12, minutes: float = 40, **more: object) -> FlareUp:
    began = at(day, hour)
    end = began + timedelta(minutes=minutes)
    return FlareUp(id=UUID(int=1000 + number), started_at=began, ended_at=end, **more)  # type: ignore[arg-type]


def record_with(folder: Path, contents: Contents, until: date = UNTIL) -> Record:
    clock = datetime(2026, 4, 13, 9, tzinfo=SUMMER)
    with Journal.open(folder / "journal.painlog", clock=lambda: clock) as journal:
        journal.take_in(contents)
        return journal.record_of(*span_needed(BEGIN, until), details=True)


def section(sections: tuple[Section, ...], part: Part) -> Section:
    return next(each for each in sections if each.part is part)


def pairs_of(record: Record) -> dict[str, str]:
    body = section(page_for(record, BEGIN, UNTIL).sections, Part.AS_NEEDED).body
    assert isinstance(body, Pairs)
    return dict(body.pairs)


def test_the_figures_are_counted_from_the_entries(tmp_path: Path) -> None:
    flare_ups = tuple(flare_up(n, n * 2, minutes=30 + n, peak=6.0) for n in range(20))
    check_ins = tuple(CheckIn(id=UUID(int=n), at=at(n - 1, 20), background=3) for n in range(1, 43))
    page = page_for(record_with(tmp_path, Contents(flare_ups=flare_ups, check_ins=check_ins)), BEGIN, UNTIL)
    count, length, _, worst, background = page.figures
    assert (count.value, count.spread) == ("20", "one every 2.1 days")
    assert (length.value, length.spread) == ("40 min", "half lasted 35–44 min")  # noqa: RUF001
    assert (worst.value, worst.spread) == ("6 / 10", "range 6")
    assert (background.value, background.spread) == ("3 / 10", "usual level on 42 days")
    assert page.completeness == "42 days · entries on 42 of them · first entry on 2 Mar"


def test_where_it_hurt_is_counted_among_those_that_say_where(tmp_path: Path) -> None:
    back, knee = "lower back, left", "knee, right"
    told = [(back,)] * 17 + [(back, knee)] * 2 + [(knee, "behind the eye")] + [()] * 5
    flare_ups = tuple(flare_up(n, n, regions=regions) for n, regions in enumerate(told))
    where = page_for(record_with(tmp_path, Contents(flare_ups=flare_ups)), BEGIN, UNTIL).where
    assert where is not None
    assert where.said == ("95 % lower back, left", "15 % knee, right")
    assert where.of == "of 20 that say where"
    assert where.regions == (back, knee)


@pytest.mark.parametrize(("said", "of"), [(1, "of 1 that says where"), (8, "")])
def test_of_how_many_it_is_said_unless_all_say_where(tmp_path: Path, said: int, of: str) -> None:
    regions = [("lower back, left",)] * said + [()] * (8 - said)
    flare_ups = tuple(flare_up(n, n, regions=regions[n]) for n in range(8))
    where = page_for(record_with(tmp_path, Contents(flare_ups=flare_ups)), BEGIN, UNTIL).where
    assert where is not None
    assert where.said == ("100 % lower back, left",)
    assert where.of == of


def test_places_of_ones_own_are_told_without_a_picture(tmp_path: Path) -> None:
    """An imported diary calls its places by names of its own: where it hurt was nowhere on the page."""
    flare_ups = tuple(flare_up(n, n, regions=("behind the eye",)) for n in range(8))
    page = page_for(record_with(tmp_path, Contents(flare_ups=flare_ups)), BEGIN, UNTIL)
    assert page.where is not None
    assert (page.where.said, page.where.regions) == (("100 % behind the eye",), ())
    assert "Where it hurt: 100 % behind the eye" in text(page)
    tile = next(block for block in lay_out(page).blocks if block.name == "where it hurt")
    assert not any(isinstance(mark, Figures) for mark in tile.marks)
    assert [mark.said for mark in tile.marks if isinstance(mark, Text)] == [
        "Where it hurt",
        "100 % behind the eye",
    ]


def test_what_lacks_entries_says_what_is_missing(tmp_path: Path) -> None:
    record = record_with(tmp_path, Contents(flare_ups=(flare_up(1, 3), flare_up(2, 4))))
    figures = page_for(record, BEGIN, UNTIL).figures
    assert [figure.value for figure in figures] == ["2", "–", "–", "–", "–"]  # noqa: RUF001
    assert figures[0].spread == "how often: needs 5 flare-ups, has 2"
    assert figures[1].spread == "needs 6 that ended, has 2"
    assert figures[4].spread == "not written down"


@pytest.mark.parametrize("ends_after", [None, 60 * 24 * 5])
def test_a_flare_up_that_went_on_from_before_is_not_told_as_none(
    tmp_path: Path, ends_after: int | None
) -> None:
    long = flare_up(1, -3, minutes=ends_after or 0, peak=6.0)
    long = long if ends_after else replace(long, ended_at=None)
    over = flare_up(2, -9)
    page = page_for(record_with(tmp_path, Contents(flare_ups=(over, long))), BEGIN, UNTIL)
    assert (page.figures[0].value, page.figures[0].spread) == ("0", "1 went on from before")
    assert page.charts.instead == ""
    triggers_of = section(page.sections, Part.TRIGGERS)
    assert triggers_of.instead == "No flare-up began in these days; 1 went on from before."


def test_a_flare_up_that_was_over_before_is_none(tmp_path: Path) -> None:
    unknown = replace(flare_up(1, -1), ended_at=None, end_unknown=True)
    page = page_for(record_with(tmp_path, Contents(flare_ups=(unknown, flare_up(2, -9)))), BEGIN, UNTIL)
    assert (page.figures[0].value, page.figures[0].spread) == ("–", "not written down")  # noqa: RUF001
    assert page.charts.instead == "Nothing was written down in these days."
    assert section(page.sections, Part.TRIGGERS).instead == "No flare-up was written down."


def test_fewer_flare_ups_than_before_are_said_with_their_interval(tmp_path: Path) -> None:
    before = tuple(flare_up(n, n % 42 - 42, hour=8 + n // 42 * 4) for n in range(100))
    now = tuple(flare_up(200 + n, n * 3) for n in range(14))
    check_ins = tuple(CheckIn(id=UUID(int=n + 50), at=at(n, 20), background=3) for n in range(-42, 42))
    record = record_with(tmp_path, Contents(flare_ups=(*before, *now), check_ins=check_ins))
    figure = page_for(record, BEGIN, UNTIL, worked=worked_out(record, BEGIN, UNTIL)).figures[0]
    assert figure.trend is Trend.LESS
    assert figure.value == "14"
    assert figure.interval == "95 %: 1.8–5.5 days"  # noqa: RUF001
    assert figure.before == "was 2.4 a day before"
    page = page_for(record, BEGIN, UNTIL, worked=worked_out(record, BEGIN, UNTIL))
    assert "“before” means 19 Jan – 1 Mar 2026." in page.footer  # noqa: RUF001


def test_without_a_period_before_nothing_is_compared(make_page: MakePage) -> None:
    page = make_page(before=False)
    assert {figure.trend for figure in page.figures} == {Trend.NOT_KNOWN}
    assert not any(figure.before for figure in page.figures)
    assert "before" not in page.footer
    assert all(figure.interval for figure in page.figures)


def test_triggers_are_counted_with_their_denominator_as_the_patterns_count_it(tmp_path: Path) -> None:
    kept = Kept(weeks=12, flare_ups=120)
    record = record_of(tmp_path, kept)
    body = section(page_for(record, kept.begin, kept.until).sections, Part.TRIGGERS).body
    assert isinstance(body, Bars)
    counts = {bar.label.casefold(): bar.said for bar in body.bars}
    found = [
        one for one in triggers.look(open_diary(record, kept.begin, kept.until)) if one.measures.get("times")
    ]
    assert len(found) >= 3
    for one in found:
        out_of = f"{one.measures['after']} of {one.measures['times']}"
        assert counts[one.about.casefold()].removesuffix(" times") == out_of


def test_triggers_stand_by_how_often_they_were_marked(tmp_path: Path) -> None:
    marked = (("lifting",), ("lifting",), ("stairs", "lifting"), (), ("stairs",), ())
    flare_ups = tuple(flare_up(n, n, triggers=names) for n, names in enumerate(marked))
    names = ("Lifting", "Lifting", "Lifting", "Lifting", "lifting")
    done = tuple(
        Activity(id=UUID(int=50 + n), name=name, started_at=at(n, 11.5)) for n, name in enumerate(names)
    )
    record = record_with(tmp_path, Contents(flare_ups=flare_ups, activities=done))
    body = section(page_for(record, BEGIN, UNTIL).sections, Part.TRIGGERS).body
    assert isinstance(body, Bars)
    told = [(bar.label, bar.count, bar.said) for bar in body.bars]
    assert told == [("Lifting", 3, "5 of 5 times"), ("Stairs", 2, ""), ("No trigger noted", 2, "")]


def test_times_that_cannot_tell_are_left_out_and_told_of(tmp_path: Path) -> None:
    """Nothing says whether there was a flare-up on a day with only an activity."""
    flare_ups = tuple(flare_up(n, n, triggers=("lifting",)) for n in range(5))
    done = tuple(
        Activity(id=UUID(int=50 + n), name="lifting", started_at=at(n, 11.5)) for n in (0, 1, 2, 20, 21, 22)
    )
    record = record_with(tmp_path, Contents(flare_ups=flare_ups, activities=done))
    page = page_for(record, BEGIN, UNTIL)
    body = section(page.sections, Part.TRIGGERS).body
    assert isinstance(body, Bars)
    left = "; 3 more not written within the hour, or on days not counted"
    assert body.note == "followed within an hour / times counted"
    assert body.bars[0].said == "3 of 3 times"
    assert f"followed within an hour 3 of the 3 times it was logged{left}" in text(page)


def test_what_began_during_an_activity_is_told_beside_the_hour_after_it(tmp_path: Path) -> None:
    """A flare-up in the middle of three hours of sitting stood there as one within an hour after it."""
    done = Activity(id=UUID(int=50), name="sitting", started_at=at(1, 10), ended_at=at(1, 13))
    begun = tuple(flare_up(n, n, triggers=("sitting",)) for n in range(1, 4))
    page = page_for(record_with(tmp_path, Contents(flare_ups=begun, activities=(done,))), BEGIN, UNTIL)
    body = section(page.sections, Part.TRIGGERS).body
    assert isinstance(body, Bars)
    assert body.bars[0].said == "1 of 1 times"
    assert body.note == "followed within an hour of its end, or meanwhile / times it was logged"
    assert "followed within an hour of its end, or meanwhile, 1 of the 1 time it was logged" in text(page)


def test_a_session_that_is_marked_as_a_trigger_is_counted_as_the_patterns_count_it(tmp_path: Path) -> None:
    marked = tuple(flare_up(n, n, triggers=("physical therapy",)) for n in range(14))
    others = tuple(flare_up(n, n) for n in range(14, 30))
    sessions = tuple(
        Activity(id=UUID(int=50 + n), name="Physical therapy", therapy=True, started_at=at(n, 11.5))
        for n in range(0, 28, 2)
    )
    record = record_with(tmp_path, Contents(flare_ups=marked + others, activities=sessions))
    body = section(page_for(record, BEGIN, UNTIL).sections, Part.TRIGGERS).body
    [found] = triggers.look(open_diary(record, BEGIN, UNTIL))
    assert isinstance(body, Bars)
    assert (
        body.bars[0].said
        == f"{found.measures['after']} of {found.measures['times']} times"
        == "14 of 14 times"
    )


def test_two_spellings_of_a_trigger_are_one(tmp_path: Path) -> None:
    marked = (("stairs",), ("Stairs",), ("stairs", "Stairs"), ("Lifting",), ("stairs",))
    flare_ups = tuple(flare_up(n, n, triggers=names) for n, names in enumerate(marked))
    record = record_with(tmp_path, Contents(flare_ups=flare_ups))
    body = section(page_for(record, BEGIN, UNTIL).sections, Part.TRIGGERS).body
    assert isinstance(body, Bars)
    assert [(bar.label, bar.count) for bar in body.bars][:2] == [("Stairs", 4), ("Lifting", 1)]


def test_a_reason_of_one_dose_among_very_many_is_not_told_as_none(tmp_path: Path) -> None:
    reasons = ["prevention", *["flare-up"] * 299]
    doses = tuple(
        Dose(id=UUID(int=10 + n), medicine=MEDICINE.id, taken_at=at(1, n / 20), reason=reason)
        for n, reason in enumerate(reasons)
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(MEDICINE,), doses=doses)))
    assert told["Taken for"] == "flare-up 99 %, to prevent 1 %"


def test_as_needed_medicine_is_told_in_figures(tmp_path: Path) -> None:
    times = [(0, 8.0), (0, 12.0), (0, 13.5), (1, 20.0), (3, 9.0), (4, 9.0)]
    doses = tuple(
        Dose(
            id=UUID(int=10 + n),
            medicine=MEDICINE.id,
            taken_at=at(*when),
            reason="prevention" if n == 5 else "flare-up",
            relief=50 if n < 4 else None,
            relief_minutes=60 if n < 4 else None,
        )
        for n, when in enumerate(times)
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(MEDICINE,), doses=doses)))
    assert told["Doses"].startswith("6 · ")
    assert told["Doses"].endswith("most in a day 3")
    assert told["Taken for"] == "flare-up 83 %, to prevent 17 %"
    assert told["Relief"] == "usually 50 % after 1 h (4 rated)"
    assert told["Over the limit of 2"] == "on 1 day"
    assert told["Closest together"] == "1 h 30 min"
    assert "Of these" not in told


@pytest.mark.parametrize(
    ("days", "said"), [(3, "3 · 1 a day with entries · most in a day 1"), (1, "1 · most in a day 1")]
)
def test_doses_a_day_leave_out_the_day_that_may_not_be_over(tmp_path: Path, days: int, said: str) -> None:
    doses = tuple(
        Dose(id=UUID(int=10 + day), medicine=MEDICINE.id, taken_at=at(day, 9.0)) for day in range(days)
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(MEDICINE,), doses=doses)))
    assert told["Doses"] == said


@pytest.mark.parametrize(("every", "said"), [(1, "1.1 a day · "), (2, "1.2 a day with entries · ")])
def test_doses_a_day_say_where_many_days_have_no_entry(tmp_path: Path, every: int, said: str) -> None:
    hours = [at(day, hour) for day in range(0, 42, every) for hour in ((9, 15) if day % 10 == 0 else (9,))]
    doses = tuple(
        Dose(id=UUID(int=10 + n), medicine=MEDICINE.id, taken_at=when) for n, when in enumerate(hours)
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(MEDICINE,), doses=doses)))
    assert said in told["Doses"]


@pytest.mark.parametrize(
    ("day", "said"),
    [(3, "1 · 0.02 a day · most in a day 1"), (41, "1 · most in a day 1")],
)
def test_a_single_dose_is_not_told_as_none_a_day(tmp_path: Path, day: int, said: str) -> None:
    """Two in six weeks stood there as "0 a day", and so did one of a newest day that may not be over."""
    dose = Dose(id=UUID(int=10), medicine=MEDICINE.id, taken_at=at(day, 9))
    checks = tuple(CheckIn(id=UUID(int=50 + n), at=at(n, 20), background=3) for n in range(41))
    contents = Contents(medicines=(MEDICINE,), doses=(dose,), check_ins=checks)
    assert pairs_of(record_with(tmp_path, contents))["Doses"] == said
    twice = replace(contents, doses=(replace(dose, amount=Decimal(2)),))
    (tmp_path / "twice").mkdir()
    how_much = pairs_of(record_with(tmp_path / "twice", twice))["How much"]
    assert ("a day" in how_much.partition("most in a day")[0]) is (day == 3)


def test_a_dose_sooner_than_the_plan_says_stands_beside_a_limit_that_was_kept(tmp_path: Path) -> None:
    plan = Plan(start=BEGIN, max_per_day=Decimal(4), min_hours_between=Decimal(4))
    medicine = replace(MEDICINE, plans=(plan,))
    doses = tuple(
        Dose(id=UUID(int=10 + n), medicine=medicine.id, taken_at=at(1, hour))
        for n, hour in enumerate((8, 10, 15))
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(medicine,), doses=doses)))
    assert told["Over the limit of 4"] == "never · 1 dose sooner than the plan says"
    drops = replace(medicine, form="liquid", strength=Strength(value=Decimal(500), unit="mg/mL"))
    (tmp_path / "drops").mkdir()
    told = pairs_of(record_with(tmp_path / "drops", Contents(medicines=(drops,), doses=doses)))
    assert "Over the limit of 4 mL" in told


def test_every_reason_is_told_and_what_was_not_said_as_well(tmp_path: Path) -> None:
    reasons = ("flare-up", "prevention", "schedule", "other", None) * 5 + ("flare-up", "prevention", "other")
    doses = tuple(
        Dose(id=UUID(int=10 + n), medicine=MEDICINE.id, taken_at=at(n), reason=reason)
        for n, reason in enumerate(reasons)
    )
    record = record_with(tmp_path, Contents(medicines=(MEDICINE,), doses=doses))
    expected = "flare-up 21 %, to prevent 21 %, other 21 %, by plan 18 %, not said 18 %"
    assert pairs_of(record)["Taken for"] == expected


@pytest.mark.parametrize("other", [{"role": "regular"}, {"role": "as-needed", "form": "patch"}])
def test_a_medicine_of_another_kind_over_its_limit_is_not_told_of_as_needed_ones(
    tmp_path: Path, other: dict[str, str]
) -> None:
    own = replace(MEDICINE, plans=(Plan(start=BEGIN, max_per_day=Decimal(6)),))
    gap = Plan(start=BEGIN, max_per_day=Decimal(2), min_hours_between=Decimal(8))
    pregabalin = Medicine(id=UUID(int=2), name="Pregabalin", plans=(gap,), **other)  # type: ignore[arg-type]
    doses = (
        *(Dose(id=UUID(int=10 + n), medicine=own.id, taken_at=at(n, 12)) for n in range(5)),
        *(
            Dose(id=UUID(int=100 + n), medicine=pregabalin.id, taken_at=at(n // 3, 8 + n % 3))
            for n in range(42)
        ),
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(own, pregabalin), doses=doses)))
    assert told["Doses"].startswith("5 · ")
    assert told["Over the limit of 6"] == "never"


def test_what_cannot_be_added_up_is_said_beside_a_limit_that_was_kept(tmp_path: Path) -> None:
    plan = Plan(start=BEGIN, max_per_day=Decimal(8))
    plain = Medicine(id=UUID(int=1), name="Paracetamol", role="as-needed", plans=(plan,))
    both = replace(plain, id=UUID(int=2), name="Co-drops", ingredient="codeine + paracetamol", plans=())
    doses = tuple(
        Dose(id=UUID(int=10 + n), medicine=(plain, both)[n % 2].id, taken_at=at(n, 9)) for n in range(4)
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(plain, both), doses=doses)))
    assert told["Over the plan"] == "not known: not all doses can be added up"


def test_days_over_a_limit_are_the_least_where_not_all_can_be_added_up(tmp_path: Path) -> None:
    plan = Plan(start=BEGIN, max_per_day=Decimal(1))
    plain = Medicine(id=UUID(int=1), name="Paracetamol", role="as-needed", plans=(plan,))
    both = replace(plain, id=UUID(int=2), name="Co-drops", ingredient="codeine + paracetamol", plans=())
    doses = (taken(plain, 1, "2"), taken(plain, 5, "1"), taken(both, 5, "1", 12))
    told = pairs_of(record_with(tmp_path, Contents(medicines=(plain, both), doses=doses)))
    assert told["Over the plan"] == "on 1 day or more: not all doses can be added up"


def test_several_medicines_are_named(tmp_path: Path) -> None:
    other = Medicine(id=UUID(int=2), name="Ibuprofen", role="as-needed")
    doses = tuple(
        Dose(id=UUID(int=10 + n), medicine=(other, MEDICINE)[n % 2].id, taken_at=at(n, 9)) for n in range(5)
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(MEDICINE, other), doses=doses)))
    assert told["Of these"] == "Ibuprofen: 3 · Oxycodone IR: 2", "most taken first"
    assert told["Closest together"] == "2 days (Oxycodone IR)"


def taken(medicine: Medicine, day: int, amount: str, hour: float = 9) -> Dose:
    number = 1000 * medicine.id.int + 24 * day + int(hour)
    return Dose(id=UUID(int=number), medicine=medicine.id, taken_at=at(day, hour), amount=Decimal(amount))


def test_how_much_was_taken_is_told_where_the_count_of_doses_does_not_tell_it(tmp_path: Path) -> None:
    """Two capsules at a time were told as one dose, and nothing on the page said how much that was."""
    own = replace(MEDICINE, strength=Strength(value=Decimal(5), unit="mg"))
    doses = tuple(taken(own, day, amount) for day, amount in enumerate(["1", "2", "2", "0.5"] * 10))
    whole = (*doses, taken(own, 39, "2.5", 20), taken(own, 39, "0.1", 21), taken(own, 39, "0.2", 22))
    record = record_with(tmp_path, Contents(medicines=(own,), doses=whole))
    told = pairs_of(record)
    assert told["Doses"] == "43 · 1 a day · most in a day 4"
    assert told["How much"] == "7 mg a day · most in a day 16.5 mg"
    assert "In these days: 43 doses, 289 mg in all" in text(page_for(record, BEGIN, UNTIL))


def test_how_much_is_told_of_each_of_several_medicines(tmp_path: Path) -> None:
    own = replace(MEDICINE, strength=Strength(value=Decimal(5), unit="mg"))
    drops = Medicine(id=UUID(int=2), name="Drops", role="as-needed", form="liquid")
    plain = Medicine(id=UUID(int=3), name="Ibuprofen", role="as-needed", strength=own.strength)
    doses = [taken(own, day, "2") for day in range(4)]
    doses += [taken(drops, day, "2.5", 10) for day in range(3)] + [
        taken(plain, day, "1", 11) for day in (0, 2)
    ]
    record = record_with(tmp_path, Contents(medicines=(own, drops, plain), doses=tuple(doses)))
    told = pairs_of(record)
    said = "Oxycodone IR 5 mg: 4, 40 mg in all · Drops: 3, 7.5 mL in all · Ibuprofen 5 mg: 2"
    assert told["Of these"] == said
    assert "How much" not in told


def test_one_unit_each_is_told_by_the_count(tmp_path: Path) -> None:
    doses = tuple(taken(MEDICINE, day, "1") for day in range(9))
    record = record_with(tmp_path, Contents(medicines=(MEDICINE,), doses=doses))
    assert "How much" not in pairs_of(record)
    assert "In these days: 9 doses\n" in text(page_for(record, BEGIN, UNTIL))


def rated(number: int, medicine: Medicine, when: tuple[int, float], relief: int, after: int) -> Dose:
    return Dose(
        id=UUID(int=number), medicine=medicine.id, taken_at=at(*when), relief=relief, relief_minutes=after
    )


def test_relief_is_told_of_each_medicine_by_itself(tmp_path: Path) -> None:
    other = Medicine(id=UUID(int=2), name="Ibuprofen", role="as-needed")
    doses = (
        *(rated(10 + n, MEDICINE, (n, 9), 80, 30) for n in range(3)),
        *(rated(20 + n, other, (n, 15), 10, 90) for n in range(2)),
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(MEDICINE, other), doses=doses)))
    assert (
        told["Relief"]
        == "Oxycodone IR: 80 % after 30 min (3 rated) · Ibuprofen: 10 % after 1 h 30 min (2 rated)"
    )


def test_relief_comes_as_soon_on_the_page_as_in_the_patterns(tmp_path: Path) -> None:
    """Four doses eased after an hour; of four it is known that they did not within ten minutes."""
    doses = (
        *(rated(10 + n, MEDICINE, (n, 9), 50, 60) for n in range(4)),
        *(rated(20 + n, MEDICINE, (n, 15), 0, 10) for n in range(4)),
    )
    record = record_with(tmp_path, Contents(medicines=(MEDICINE,), doses=doses))
    (found,) = relief.look(open_diary(record, BEGIN, UNTIL))
    assert found.measures["minutes"] == 60
    assert pairs_of(record)["Relief"] == "usually 25 % after 1 h (8 rated)"


def test_the_closest_doses_are_those_of_an_ingredient_in_whatever_product(tmp_path: Path) -> None:
    plain = Medicine(id=UUID(int=1), name="Paracetamol", role="as-needed")
    both = Medicine(id=UUID(int=2), name="Co-drops", ingredient="codeine + paracetamol", role="as-needed")
    other = Medicine(id=UUID(int=3), name="Ibuprofen", role="as-needed")
    taken = ((plain, 8.0), (both, 10.0), (plain, 16.0), (both, 16.05), (other, 8.5), (other, 16.0))
    doses = tuple(
        Dose(id=UUID(int=10 + n), medicine=medicine.id, taken_at=at(1, hour))
        for n, (medicine, hour) in enumerate(taken)
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(plain, both, other), doses=doses)))
    assert told["Closest together"] == "2 h (paracetamol)"


def test_questions_and_the_patient_stand_on_the_page(make_page: MakePage) -> None:
    page = make_page()
    body = section(page.sections, Part.QUESTIONS).body
    assert isinstance(body, Questions)
    assert body.questions == ("Can I stop the evening tablet now?", "Is driving all right with the patch?")
    assert page.who == "Sample Patient · born 14 May 1961 · prepared for 14 April 2026, Dr Sample"
    assert page.author == "Sample Patient"


def test_the_name_can_be_left_out(make_page: MakePage) -> None:
    page = make_page(Choices(parts=EVERY_PART - {Part.NAME}))
    assert page.who == "prepared for 14 April 2026, Dr Sample"
    assert page.author == ""
    assert "Sample Patient" not in repr(page).replace("patient=Patient", "")


@pytest.mark.parametrize("part", [Part.TRIGGERS, Part.AS_NEEDED, Part.DISCUSS, Part.QUESTIONS])
def test_a_part_that_is_off_is_not_there(make_page: MakePage, part: Part) -> None:
    page = make_page(Choices(parts=EVERY_PART - {part}))
    assert part not in {each.part for each in page.sections}
    assert len(page.sections) == 3


def test_the_same_entries_make_an_equal_page_at_any_time(tmp_path: Path) -> None:
    kept = Kept()
    one = record_of(tmp_path, kept)
    (tmp_path / "other").mkdir()
    other = record_of(tmp_path / "other", kept)
    first, second = (page_for(record, kept.begin, kept.until) for record in (one, other))
    assert replace(first, charts=second.charts) == second
    assert first.charts.timeline.now == second.charts.timeline.now


def test_what_runs_is_drawn_until_the_last_entry_and_gaps_until_the_last_day(tmp_path: Path) -> None:
    running = FlareUp(id=UUID(int=9), started_at=at(10, 9))
    noted = CheckIn(id=UUID(int=10), at=at(10, 15), background=4)
    record = record_with(tmp_path, Contents(flare_ups=(running,), check_ins=(noted,)))
    shown = page_for(record, BEGIN, UNTIL).charts.timeline
    hours = (shown.flare_ups.end(0, shown.now) - shown.flare_ups.moments.wall(0)) / 3600
    assert hours == pytest.approx(6)
    before, after = ((piece.end - piece.begin) / 86400 for piece in shown.untracked)
    assert before == 42 + 10, "the period before is held as well, and the journal begins on the eleventh day"
    assert after == 31


@pytest.mark.parametrize(("off", "lanes"), [(2, ["Buprenorphine"]), (-1, [])])
def test_a_patch_from_before_the_days_has_its_lane_where_it_was_worn_in_them(
    tmp_path: Path, off: int, lanes: list[str]
) -> None:
    patch = Medicine(id=UUID(int=2), name="Buprenorphine", form="patch", role="regular")
    on = Dose(id=UUID(int=3), medicine=patch.id, taken_at=at(-3), ended_at=at(off))
    contents = Contents(medicines=(patch,), doses=(on,), flare_ups=(flare_up(1, 5),))
    page = page_for(record_with(tmp_path, contents), BEGIN, UNTIL)
    assert [lane.name for lane in page.charts.lanes] == lanes


def test_a_patch_that_is_put_on_last_is_drawn_as_worn_until_the_last_day(tmp_path: Path) -> None:
    weekly = Plan(start=BEGIN, every_hours=Decimal(168))
    patch = Medicine(id=UUID(int=2), name="Buprenorphine", form="patch", role="regular", plans=(weekly,))
    on = Dose(id=UUID(int=3), medicine=patch.id, taken_at=at(34, 22))
    record = record_with(tmp_path, Contents(medicines=(patch,), doses=(on,)))
    for until, hours in ((date(2026, 4, 9), 3 * 24 + 2), (date(2026, 4, 5), 0)):
        shown = page_for(record, BEGIN, until).charts.timeline
        ((row, worn),) = shown.lanes[0].worn_between(shown.begin, shown.end, shown.worn_until)
        assert (worn.end - worn.begin) / 3600 == pytest.approx(hours)
        assert shown.lanes[0].is_on(row, worn, shown.worn_until)


def test_late_entries_are_said(tmp_path: Path) -> None:
    late = tuple(flare_up(n, n, written_at=at(n + 1).astimezone(UTC)) for n in range(1))
    prompt = tuple(flare_up(10 + n, 10 + n, written_at=at(10 + n).astimezone(UTC)) for n in range(3))
    page = page_for(record_with(tmp_path, Contents(flare_ups=(*late, *prompt))), BEGIN, UNTIL)
    assert "25 % written over an hour later" in page.completeness
    (tmp_path / "prompt").mkdir()
    page = page_for(record_with(tmp_path / "prompt", Contents(flare_ups=prompt)), BEGIN, UNTIL)
    assert "over an hour later" not in page.completeness


def test_as_needed_patches_are_not_said_to_be_none(tmp_path: Path) -> None:
    """It said “None was written down” under their spans."""
    plaster = Medicine(id=UUID(int=2), name="Lidocaine plaster", form="patch", role="as-needed")
    worn = tuple(Dose(id=UUID(int=10 + n), medicine=plaster.id, taken_at=at(n, 8)) for n in range(9))
    page = page_for(record_with(tmp_path, Contents(medicines=(plaster,), doses=worn)), BEGIN, UNTIL)
    assert section(page.sections, Part.AS_NEEDED).instead.startswith("Only patches were written down")
    before = page_for(record_with(tmp_path, Contents()), date(2026, 2, 2), date(2026, 3, 1))
    assert section(before.sections, Part.AS_NEEDED).instead == "None was written down."


@pytest.mark.parametrize(("begins", "is_said"), [(9, True), (22, True), (23, False)])
def test_a_journal_that_began_within_the_days_says_since_when(
    tmp_path: Path, begins: int, *, is_said: bool
) -> None:
    """Whoever reads “35 days · entries on 20 of them” takes the first weeks for kept badly."""
    told = tuple(flare_up(day, day) for day in range(20, 41))
    page = page_for(record_with(tmp_path, Contents(flare_ups=told)), date(2026, 3, begins), UNTIL)
    assert (" of them · first entry on 22 Mar" in page.completeness) is is_said
    assert "22 Mar" not in page_for(record_with(tmp_path, Contents()), BEGIN, date(2026, 3, 21)).completeness


def test_the_first_entry_is_told_with_its_year_where_the_days_are_of_several(tmp_path: Path) -> None:
    """“First entry on 16 Aug” left open of which of three Augusts."""
    told = tuple(flare_up(day, day) for day in range(20, 41))
    page = page_for(record_with(tmp_path, Contents(flare_ups=told)), date(2025, 12, 1), UNTIL)
    assert "first entry on 22 Mar 2026" in page.completeness


def test_a_name_in_several_lines_stays_on_its_line(tmp_path: Path) -> None:
    record = record_with(tmp_path, Contents(flare_ups=(flare_up(1, 1),)))
    record = replace(record, patient=Patient(name="Sample\n\tPatient"))
    assert page_for(record, BEGIN, UNTIL).who == "Sample Patient"


def test_an_empty_journal_gives_a_page_that_says_so(tmp_path: Path) -> None:
    page = page_for(record_with(tmp_path, Contents()), BEGIN, UNTIL)
    assert page.charts.instead == "Nothing was written down in these days."
    assert [figure.value for figure in page.figures] == ["–"] * 5  # noqa: RUF001
    assert {page.figures[0].spread, page.figures[4].spread} == {"not written down"}
    assert page.completeness == "42 days · entries on 0 of them"


def test_a_journal_with_only_notes_is_not_told_as_empty(tmp_path: Path) -> None:
    """“Nothing was written down in these days” stood below “on 1 more only activities or notes”."""
    note = Note(id=UUID(int=1), at=at(5), text="a note")
    page = page_for(record_with(tmp_path, Contents(notes=(note,))), BEGIN, UNTIL)
    assert page.charts.instead == "Only notes were written down in these days."


def test_weeks_are_told_for_those_who_listen(make_page: MakePage) -> None:
    page = make_page(flare_ups=46)
    assert len(page.stretches) == 6
    assert page.stretches[0].days == "2 Mar – 8 Mar 2026"  # noqa: RUF001
    assert sum(each.flare_ups for each in page.stretches) == int(page.figures[0].value)
    assert len(make_page(weeks=104).stretches) == 25


def test_without_a_flare_up_it_says_on_how_many_days(tmp_path: Path) -> None:
    """“0 / needs 5 flare-ups, has 0” left the good days of somebody who kept the journal well unsaid."""
    check_ins = tuple(CheckIn(id=UUID(int=n + 1), at=at(n, 20), background=1) for n in range(30))
    count = page_for(record_with(tmp_path, Contents(check_ins=check_ins)), BEGIN, UNTIL).figures[0]
    assert (count.value, count.spread) == ("0", "on 30 days with entries")


@pytest.mark.parametrize("days", [7, 20])
def test_everything_counts_the_flare_ups_that_the_charts_show(tmp_path: Path, days: int) -> None:
    """Those of the newest day were drawn, and left out of the figure, its weeks, triggers and places.

    It may not be over: only what is told by the day is worked out without it, and the head says so.
    """
    bare = tuple(flare_up(number, 2 * number, peak=6.0) for number in range(days))
    told = tuple(replace(each, triggers=("lifting",), regions=("lower back, left",)) for each in bare)
    pages: list[Page] = []
    for kept in (bare, told, (bare[0], *told[1:])):
        folder = tmp_path / str(len(pages))
        folder.mkdir()
        pages.append(page_for(record_with(folder, Contents(flare_ups=kept)), BEGIN, UNTIL))
    for page in pages:
        assert len(page.charts.timeline.flare_ups.columns.at) == days
        assert page.figures[0].value == str(days)
        assert sum(each.flare_ups for each in page.stretches) == days
        assert page.completeness.endswith(f"on {days - 1} of them · first entry on 2 Mar · {NEWEST}")
    none, every, but_one = (section(page.sections, Part.TRIGGERS) for page in pages)
    assert none.instead == f"No trigger was marked on {days} flare-ups."
    for section_, counts in ((every, [days]), (but_one, [days - 1, 1])):
        assert isinstance(section_.body, Bars)
        assert [bar.count for bar in section_.body.bars] == counts
    where = pages[2].where
    assert where is not None
    assert where.of == f"of {days - 1} that say where"


def test_days_without_entries_are_those_that_the_charts_hatch(tmp_path: Path) -> None:
    """The newest day, on which something was written down, stood among the days that were not counted."""
    flare_ups = tuple(flare_up(number, number) for number in (0, 1, 3, 8))
    note = Note(id=UUID(int=1), at=at(5), text="a note")
    record = record_with(tmp_path, Contents(flare_ups=flare_ups, notes=(note,)))
    assert [week.missing for week in page_for(record, BEGIN, date(2026, 3, 10)).stretches] == [4, 1]


def test_what_only_marks_show_on_paper_is_told_in_words(tmp_path: Path) -> None:
    """Who listened to the page heard nothing of regular doses, patches, treatments and what goes on."""
    regular = Medicine(id=UUID(int=2), name="Morphine ER", role="regular")
    patch = Medicine(id=UUID(int=3), name="Buprenorphine", form="patch", role="regular")
    doses = (
        *(Dose(id=UUID(int=10 + n), medicine=regular.id, taken_at=at(n - 1, 8)) for n in range(6)),
        *(Dose(id=UUID(int=20 + n), medicine=patch.id, taken_at=at(7 * n, 9)) for n in range(3)),
    )
    done = [(1, "stairs"), (3, "Stairs"), (9, "physical therapy"), (10, "stairs"), (-2, "stairs")]
    activities = tuple(
        Activity(id=UUID(int=30 + n), name=name, started_at=at(day, 15), therapy="therapy" in name)
        for n, (day, name) in enumerate(done)
    )
    runs, long = replace(flare_up(1, 20), ended_at=None), flare_up(3, -5, minutes=8 * 1440)
    contents = Contents(
        medicines=(regular, patch), doses=doses, activities=activities, flare_ups=(flare_up(2, 3), runs, long)
    )
    page = page_for(record_with(tmp_path, contents), BEGIN, UNTIL)
    assert [(lane.name, lane.taken) for lane in page.charts.lanes] == [
        ("Morphine ER", "5 doses"),
        ("Buprenorphine", "3 patches"),
    ]
    assert page.charts.done == (("Stairs", "3 times"), ("Physical therapy", "1 time"))
    lines = text(page).splitlines()
    assert "1 flare-up went on from before these days." in lines
    assert "1 flare-up is still going on." in lines
    assert "What: Physical therapy, In these days: 1 time" in lines
    assert "<td>3 patches</td>" in html(page)
    assert "<p>1 flare-up is still going on.</p>" in html(page)


def test_weeks_count_the_doses_that_the_section_counts(tmp_path: Path) -> None:
    """A patch that is put on as needed is no dose of an as-needed medicine, here and there."""
    patch = Medicine(id=UUID(int=2), name="Lidocaine", form="patch", role="as-needed")
    medicines = (MEDICINE, MEDICINE, MEDICINE, patch)
    doses = tuple(
        Dose(id=UUID(int=10 + n), medicine=medicines[n % 4].id, taken_at=at(n, 9)) for n in range(20)
    )
    record = record_with(tmp_path, Contents(medicines=(MEDICINE, patch), doses=doses))
    page = page_for(record, BEGIN, UNTIL)
    assert pairs_of(record)["Doses"].startswith("15 · ")
    assert sum(each.doses for each in page.stretches) == 15


def test_the_worst_of_a_week_is_the_worst_of_its_flare_ups_until_its_last_day(tmp_path: Path) -> None:
    levels = ((0, 4), (3, 5), (6, 8), (7, None), (13, 3))
    flare_ups = tuple(flare_up(day, day, peak=peak) for day, peak in levels)
    page = page_for(record_with(tmp_path, Contents(flare_ups=flare_ups)), BEGIN, UNTIL)
    assert [(each.flare_ups, each.worst) for each in page.stretches[:3]] == [(3, "8"), (2, "3"), (0, "")]


def test_of_doses_that_usually_did_not_help_no_time_is_told(tmp_path: Path) -> None:
    relief_of = ((0, None), (0, None), (0, None), (50, 30), (50, 40))
    doses = tuple(
        Dose(
            id=UUID(int=10 + n),
            medicine=MEDICINE.id,
            taken_at=at(n, 9),
            relief=percent,
            relief_minutes=minutes,
        )
        for n, (percent, minutes) in enumerate(relief_of)
    )
    told = pairs_of(record_with(tmp_path, Contents(medicines=(MEDICINE,), doses=doses)))
    assert told["Relief"] == "usually 0 % (5 rated)"


def test_a_medicine_of_the_period_before_has_no_lane(make_page: MakePage, tmp_path: Path) -> None:
    doses = tuple(Dose(id=UUID(int=n + 5), medicine=MEDICINE.id, taken_at=at(-n - 2)) for n in range(5))
    record = record_with(tmp_path, Contents(medicines=(MEDICINE,), doses=doses, flare_ups=(flare_up(1, 1),)))
    assert page_for(record, BEGIN, UNTIL).charts.lanes == ()


def test_a_medicine_says_since_and_until_when_it_was_taken_where_that_is_within_the_period(
    tmp_path: Path,
) -> None:
    turn = BEGIN + timedelta(days=14)
    stopped = replace(MEDICINE, plans=(Plan(start=BEGIN, until=turn),))
    begun = replace(MEDICINE, id=UUID(int=2), name="Tramadol", plans=(Plan(start=turn + timedelta(days=1)),))
    always = replace(MEDICINE, id=UUID(int=3), name="Ibuprofen")
    medicines = (stopped, begun, always)
    doses = tuple(
        Dose(id=UUID(int=10 + day), medicine=medicine.id, taken_at=at(day))
        for day, medicine in zip((10, 20, 30), medicines, strict=True)
    )
    page = page_for(record_with(tmp_path, Contents(medicines=medicines, doses=doses)), BEGIN, UNTIL)
    plans = {lane.name: lane.plan for lane in page.charts.lanes}
    assert plans["Oxycodone IR"] == "as needed, until 16 March 2026"
    assert plans["Tramadol"] == "as needed, since 17 March 2026"
    assert plans["Ibuprofen"] == "as needed, at most 2 a day"


def test_a_medicine_is_told_by_the_plan_of_the_period_and_not_by_a_later_one(tmp_path: Path) -> None:
    plans = (
        Plan(start=date(2026, 1, 1), until=date(2026, 3, 20), max_per_day=Decimal(3)),
        Plan(start=date(2026, 5, 1), max_per_day=Decimal(6)),
    )
    medicine = replace(MEDICINE, plans=plans)
    dose = Dose(id=UUID(int=10), medicine=medicine.id, taken_at=at(5))
    page = page_for(record_with(tmp_path, Contents(medicines=(medicine,), doses=(dose,))), BEGIN, UNTIL)
    assert [lane.plan for lane in page.charts.lanes] == ["as needed, at most 3 a day, until 20 March 2026"]


def test_a_plan_that_had_not_begun_does_not_say_what_it_allows(tmp_path: Path) -> None:
    medicine = replace(MEDICINE, plans=(Plan(start=date(2026, 5, 1), max_per_day=Decimal(6)),))
    dose = Dose(id=UUID(int=10), medicine=medicine.id, taken_at=at(5))
    page = page_for(record_with(tmp_path, Contents(medicines=(medicine,), doses=(dose,))), BEGIN, UNTIL)
    assert [lane.plan for lane in page.charts.lanes] == ["as needed"]


def test_names_from_right_to_left_stand_apart_from_dates_and_figures(tmp_path: Path) -> None:
    name, other = "محمد الطاهر", "باراسيتامول"
    doses = tuple(
        Dose(id=UUID(int=200 + n), medicine=UUID(int=1 + n % 2), taken_at=at(n), amount=Decimal(1), relief=40)
        for n in range(10)
    )
    medicines = (replace(MEDICINE, name=other), Medicine(id=UUID(int=2), name="Ibuprofen", role="as-needed"))
    contents = Contents(patient=Patient(name=name, born=date(1961, 5, 14)), medicines=medicines, doses=doses)
    record = record_with(tmp_path, contents)
    page = page_for(record, BEGIN, UNTIL)
    assert page.who.startswith(apart(name))
    assert page.author == name
    said = pairs_of(record)
    for told in (said["Of these"], said["Relief"]):
        assert apart(other) in told


def test_a_long_name_leaves_room_for_the_figures_beside_it(tmp_path: Path) -> None:
    long = "Paracetamol/Codeine phosphate hemihydrate combination tablets"
    other = Medicine(
        id=UUID(int=2), name=long, role="as-needed", strength=Strength(value=Decimal(500), unit="mg")
    )
    doses = tuple(
        Dose(id=UUID(int=200 + n), medicine=UUID(int=1 + n % 2), taken_at=at(n), amount=Decimal(1), relief=40)
        for n in range(9)
    )
    said = pairs_of(record_with(tmp_path, Contents(medicines=(MEDICINE, other), doses=doses)))
    assert said["Of these"] == "Oxycodone IR: 5 · Paracetamol/Codeine phosphate h… 500 mg: 4"
    assert long not in said["Relief"]


def test_what_the_page_says_is_in_the_list_stands_there_and_in_the_page_in_words(tmp_path: Path) -> None:
    """The list itself said “and 2 more, in the full list”, and the counts of these two were nowhere."""
    names = [f"{name} prolonged-release film-coated tablets" for name in NAMES[:5]]
    medicines = tuple(
        Medicine(id=UUID(int=1 + n), name=name, role="as-needed") for n, name in enumerate(names)
    )
    doses = tuple(rated(10 + n, medicines[n % 5], (n, 9), 40, 30) for n in range(20))
    record = record_with(tmp_path, Contents(medicines=medicines, doses=doses))
    page = page_for(record, BEGIN, UNTIL)
    told = pairs_of(record)
    assert told["Of these"].endswith("and 2 more, in the full list")
    matters = {matter.title: dict(matter.lines) for matter in listing_for(page, doses, medicines).matters}
    listed = matters["As-needed medicine"]
    assert listed.keys() == told.keys()
    for name in names:
        assert f"{name}: 4" in listed["Of these"]
        assert f"{name}: 40 % after 30 min (4 rated)" in listed["Relief"]
    assert {f"{what}: {said}" for what, said in listed.items()} <= set(text(page).splitlines())
