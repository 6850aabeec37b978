"""Before and after a change, and medicine and pain rising together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import numpy as np
import pytest

from painlog.entries import Plan, Strength
from painlog.patterns import changes, outcomes, ranks, rising_together
from painlog.patterns.diary import Diary, open_diary
from painlog.patterns.finding import Caveat, Family, Finding, State
from painlog.record import BY_SCHEDULE
from tests.patterns.recording import (
    FIRST,
    KEYS_OF_DOSES,
    Checked,
    Did,
    Flare,
    Taken,
    a_medicine,
    at,
    day,
    written,
)

RNG = np.random.default_rng
DAYS = 90
TURN = 45

OLD = a_medicine("Oxycodone PR", 1, role="regular", plans=(Plan(start=FIRST),))
NEW = a_medicine(
    "Buprenorphine", 2, role="regular", form="patch", changed_from=OLD.id, plans=(Plan(start=day(TURN)),)
)
SWITCH = {
    OLD: [Taken(at=at(n, 8), reason=BY_SCHEDULE) for n in range(TURN)],
    NEW: [Taken(at=at(n, 9), reason=BY_SCHEDULE) for n in range(TURN, DAYS, 7)],
}


def evenings(level: float | None = 3.0, days: int = DAYS) -> list[Checked]:
    return [Checked(at=at(n, 22), background=level) for n in range(days)]


def poisson(seed: int, before: float, after: float, turn: int = TURN, days: int = DAYS) -> list[Flare]:
    rng = RNG(seed)
    counts = [rng.poisson(before if n < turn else after) for n in range(days)]
    return [
        Flare(at=at(n, 8 + 13 * k / max(1, c)), lasted=20.0) for n, c in enumerate(counts) for k in range(c)
    ]


def opened(flares: Sequence[Flare], days: int = DAYS, **told: object) -> Diary:
    record = written(**({"flares": flares, "check_ins": evenings(days=days), "days": days} | told))  # type: ignore[arg-type]
    return open_diary(record, day(0), day(days - 1))


def only(diary: Diary, pattern: str = "medicine-change") -> Finding:
    return next(one for one in changes.look(diary) if one.id == pattern)


def measure(found: Finding, name: str) -> float:
    value = found.measures[name]
    assert isinstance(value, int | float)
    return float(value)


def test_fewer_flare_ups_since_a_change_are_seen_with_their_rates() -> None:
    found = only(opened(poisson(90, 2.4, 0.8), doses=SWITCH))
    assert found.state is State.SEEN
    assert (found.about, found.measures["was"], found.measures["of"]) == (
        "Buprenorphine",
        "Oxycodone PR",
        "flare-ups a week",
    )
    assert found.measures["on"] == day(TURN).isoformat()
    assert measure(found, "before") == pytest.approx(16.8, rel=0.3)
    assert measure(found, "after") == pytest.approx(5.6, rel=0.4)
    assert measure(found, "change") == pytest.approx(measure(found, "after") / measure(found, "before") - 1)
    assert measure(found, "low") < measure(found, "change") < measure(found, "high") < 0
    assert found.bars is not None
    assert found.bars.mark == 6
    assert found.family is Family.ASKED


def test_flare_ups_that_only_came_after_a_change_have_no_ratio() -> None:
    """Seven a week, of none before: the journal's JSON has no word for infinity."""
    found = only(opened([Flare(at=at(n, 12)) for n in range(TURN, DAYS)], doses=SWITCH))
    assert (found.state, found.measures["before"], found.measures["after"]) == (State.SEEN, 0.0, 7.0)
    assert (found.measures["change"], found.measures["high"]) == (None, None)
    assert measure(found, "low") > 5
    back = only(opened([Flare(at=at(n, 12)) for n in range(TURN)], doses=SWITCH))
    assert (back.state, back.measures["change"], back.measures["low"]) == (State.SEEN, -1.0, -1.0)


def test_where_there_is_nothing_to_compare_that_is_what_lacks() -> None:
    """The only flare-ups lie in the weeks that are left out, and no pain in between is told."""
    near = [Flare(at=at(n, 12)) for n in range(TURN - 3, TURN + 3)]
    found = only(opened(near, doses=SWITCH, check_ins=evenings(None)))
    assert found.state is State.NOT_ENOUGH
    assert [(need.what, need.has) for need in found.lacking] == [("flare-ups to compare", 0)]


def test_the_same_before_and_after_is_not_seen() -> None:
    found = only(opened(poisson(71, 1.2, 1.2), doses=SWITCH))
    assert found.state is State.NOT_SEEN
    assert measure(found, "low") < 0 < measure(found, "high")


def test_the_days_next_to_the_change_are_left_out() -> None:
    """The last week before was dreadful, the first after was free: that is why it was changed."""
    calm = [Flare(at=at(n, 12)) for n in range(DAYS) if abs(n - TURN + 0.5) > 7]
    dreadful = [Flare(at=at(n, h), lasted=30.0) for n in range(TURN - 7, TURN) for h in range(8, 22, 2)]
    found = only(opened([*calm, *dreadful], doses=SWITCH))
    assert found.state is State.NOT_SEEN
    assert measure(found, "before") == measure(found, "after") == 7
    days = {key for _, key in found.rests_on}
    assert len(days) == len(calm)


def test_uneven_weeks_are_not_taken_for_a_change() -> None:
    """Good and bad weeks by turns: the counts of both sides differ, but weeks differ anyway."""
    rng = RNG(72)
    rates = [3.0 if week in (0, 2, 3, 8) else 0.4 for week in range(13)]
    flares = [
        Flare(at=at(n, 9 + k), lasted=20.0) for n in range(DAYS) for k in range(rng.poisson(rates[n // 7]))
    ]
    found = only(opened(flares, doses=SWITCH))
    assert found.state is State.NOT_SEEN
    assert Caveat.UNEVEN_WEEKS in found.caveats
    diary = opened(flares, doses=SWITCH)
    parted = outcomes.sides(diary, diary.begin + TURN, None, None)
    assert outcomes.unevenness(diary, parted) > 3


def test_exchanged_weeks_give_the_p_value_of_all_orders() -> None:
    counts = np.array([9.0, 11, 10, 12, 4, 3, 5, 2])
    after = np.arange(8) >= 4
    # The observed difference is the largest of the 70 possible ones, and its mirror image.
    assert outcomes.exchanged_p(counts, np.full(8, 7.0), after) == pytest.approx(2 / 70)
    assert outcomes.exchanged_p(counts[::-1], np.full(8, 7.0), ~after) == pytest.approx(2 / 70)
    many = np.concatenate([np.full(12, 9.0), np.full(12, 4.0)])
    p = outcomes.exchanged_p(many, np.full(24, 7.0), np.arange(24) >= 12)
    assert 0 < p < 0.001


def test_pain_in_between_counts_as_well() -> None:
    rng = RNG(73)
    levels = [
        Checked(at=at(n, 22), background=float((5 if n < TURN else 3) + rng.integers(-1, 2)))
        for n in range(DAYS)
    ]
    untold = [Checked(at=at(n, 12), background=None) for n in range(DAYS)]
    found = only(opened(poisson(74, 1.0, 1.0), check_ins=[*levels, *untold], doses=SWITCH))
    assert found.state is State.SEEN
    assert found.measures["of"] == "intensity"
    assert measure(found, "change") == pytest.approx(-2, abs=0.5)
    assert {kind for kind, _ in found.rests_on} == {"check-in"}
    assert len(found.rests_on) == DAYS - 2 * 7, "of the weeks next to the change none"
    assert found.bars is not None
    before, after = np.split(np.array(found.bars.values), [int(found.bars.mark or 0)])
    assert before[:-1].mean() == pytest.approx(measure(found, "before"))
    assert after.min() > 2, "pain a week, not flare-ups"


def test_weeks_that_are_not_compared_are_not_in_the_picture_and_the_others_keep_their_numbers() -> None:
    """Of the third week before the change, the fifth of all, only two days have a check-in."""
    kept = [n for n in range(3, DAYS) if n not in range(24, 29)]
    levels = [Checked(at=at(n, 22), background=5.0 if n < TURN else 3.0 + n % 2 / 5) for n in kept]
    weekly = {NEW: SWITCH[NEW], OLD: []}
    found = only(opened([Flare(at=at(n, 12)) for n in kept[::2]], check_ins=levels, doses=weekly))
    assert (found.state, found.measures["of"]) == (State.SEEN, "intensity")
    assert len(found.rests_on) == sum(not -7 <= n - TURN < 7 and n not in range(24, 31) for n in kept)
    assert found.bars is not None
    assert found.bars.places == (1, 2, 3, 5, 6, *range(7, 14))
    assert found.bars.mark == 5


def test_where_nothing_is_clear_the_flare_ups_are_told() -> None:
    """Pain in between is half a point lower for sure, which is too little to be told."""
    levels = [Checked(at=at(n, 22), background=(4.0 if n < TURN else 3.4) + n % 2 / 10) for n in range(DAYS)]
    found = only(opened(poisson(71, 1.2, 1.2), check_ins=levels, doses=SWITCH))
    assert (found.state, found.measures["of"]) == (State.NOT_SEEN, "flare-ups a week")


@pytest.mark.parametrize(("pattern", "part"), [("medicine-change", 0.9), ("therapy-course", 0.8)])
def test_flare_ups_have_most_of_the_chance_of_an_error_but_not_all(pattern: str, part: float) -> None:
    diary = opened(poisson(90, 2.4, 0.8), doses=SWITCH)
    parted = outcomes.sides(diary, diary.begin + TURN, None, None)
    alone, found = (
        outcomes._how_often(diary, parted, pattern),
        outcomes.clearest(diary, parted, pattern),
    )
    assert alone is not None
    assert found is not None
    assert found.of == alone.of
    assert found.p == pytest.approx(alone.p / part)


def test_less_than_a_point_is_not_told_however_sure() -> None:
    levels = [Checked(at=at(n, 22), background=(4.0 if n < TURN else 3.4) + n % 2 / 10) for n in range(DAYS)]
    found = only(opened(poisson(75, 1.0, 1.0), check_ins=levels, doses=SWITCH))
    assert found.state is State.NOT_SEEN


def test_a_new_plan_is_a_change_of_dose() -> None:
    plans = (Plan(start=FIRST, amount=Decimal(1)), Plan(start=day(40), amount=Decimal(2)))
    medicine = a_medicine("Morphine ER", 3, role="regular", plans=plans)
    doses = {medicine: [Taken(at=at(n, 8)) for n in range(DAYS)]}
    found = only(opened(poisson(76, 2.0, 0.7, turn=40), doses=doses))
    assert found.state is State.SEEN
    assert (found.about, found.measures["was"]) == ("Morphine ER", "Morphine ER")
    assert found.measures["on"] == day(40).isoformat()
    as_needed = {replace(medicine, role="as-needed"): doses[medicine]}
    assert only(opened(poisson(76, 2.0, 0.7, turn=40), doses=as_needed)).about == "", (
        "what may be taken changed"
    )


def test_a_plan_that_is_copied_again_is_no_change() -> None:
    plans = (Plan(start=FIRST, amount=Decimal(1)), Plan(start=day(40), amount=Decimal(1), reason="new pack"))
    medicine = a_medicine("Morphine ER", 3, role="regular", plans=plans)
    found = only(opened(poisson(77, 1, 1), doses={medicine: [Taken(at=at(n, 8)) for n in range(DAYS)]}))
    assert found.state is State.NOT_ENOUGH
    assert found.about == ""


def test_a_change_is_dated_by_the_first_dose() -> None:
    late = {OLD: SWITCH[OLD], NEW: [Taken(at=at(n, 9)) for n in range(50, DAYS, 7)]}
    assert only(opened(poisson(78, 1, 1), doses=late)).measures["on"] == day(50).isoformat()


def test_what_is_taken_again_in_place_of_another_is_a_change_of_that_day() -> None:
    """It was held against the weeks before its first dose of all, months ago."""
    plans = (Plan(start=day(-200), until=day(-100)), Plan(start=day(TURN)))
    back = a_medicine("Buprenorphine", 2, role="regular", form="patch", changed_from=OLD.id, plans=plans)
    old = a_medicine("Oxycodone PR", 1, role="regular", plans=(Plan(start=day(-99), until=day(TURN - 1)),))
    record = written(
        flares=poisson(80, 1, 1), check_ins=evenings(), days=DAYS, doses={old: SWITCH[OLD], back: SWITCH[NEW]}
    )
    since = replace(record, first_doses={**record.first_doses, back.id: record.begin - 200 * 86_400.0})
    found = [
        one for one in changes.look(open_diary(since, day(0), day(DAYS - 1))) if one.id == "medicine-change"
    ]
    assert [(one.about, one.measures["on"], one.measures["was"]) for one in found if one.about] == [
        ("Buprenorphine", day(TURN).isoformat(), "Oxycodone PR")
    ]


def test_a_change_outside_of_the_period_is_not_asked_about() -> None:
    diary = opened(poisson(79, 1, 1), doses=SWITCH)
    later = open_diary(diary.record, day(TURN), day(DAYS - 1))
    assert only(later).about == ""


def test_a_record_that_begins_later_does_not_make_a_change_of_the_first_dose_in_it() -> None:
    """The medicine has been taken for long; the record begins between two doses, or after a break."""
    plan = Plan(start=day(-200))
    old = a_medicine("Buprenorphine", 2, role="regular", form="patch", changed_from=OLD.id, plans=(plan,))
    record = written(flares=poisson(86, 1, 1), doses={OLD: [], old: SWITCH[NEW]}, check_ins=evenings())
    long_ago = replace(record, first_doses={old.id: (record.first_wall or 0.0) - 90 * 86400})
    assert only(open_diary(long_ago, day(TURN - 2), day(DAYS - 1))).about == ""
    assert only(open_diary(record, day(0), day(DAYS - 1))).about == "Buprenorphine"


def test_two_changes_end_each_others_sides() -> None:
    third = a_medicine("Fentanyl", 4, role="regular", form="patch", changed_from=NEW.id)
    doses = {OLD: SWITCH[OLD][:30], NEW: [Taken(at=at(30, 9))], third: [Taken(at=at(62, 9))]}
    found = [
        one for one in changes.look(opened(poisson(80, 1, 1), doses=doses)) if one.id == "medicine-change"
    ]
    assert [one.about for one in found] == ["Buprenorphine", "Fentanyl"]
    assert [one.measures["weeks_after"] for one in found] == [4, 4]
    assert [one.measures["weeks_before"] for one in found] == [4, 4]
    diary = opened(poisson(80, 1, 1), doses=doses)
    first = outcomes.sides(diary, diary.begin + 30, None, diary.begin + 62)
    assert first.until - diary.begin == 61, "the day of the next change is not of the first"


@pytest.mark.parametrize(("turn", "lacking"), [(27, "weeks before"), (63, "weeks after")])
def test_four_weeks_are_needed_on_each_side(turn: int, lacking: str) -> None:
    new = a_medicine("Buprenorphine", 2, role="regular", changed_from=OLD.id)
    doses = {OLD: SWITCH[OLD][:turn], new: [Taken(at=at(turn, 9))]}
    found = only(opened(poisson(81, 1, 1), doses=doses))
    assert found.state is State.NOT_ENOUGH
    assert [need.what for need in found.lacking] == [lacking]


def test_a_week_needs_four_tracked_days() -> None:
    checks = [one for one in evenings() if one.at // 86400 % 7 < 3 or one.at // 86400 > TURN]
    found = only(opened((), check_ins=checks, doses={OLD: [], NEW: SWITCH[NEW]}))
    assert found.state is State.NOT_ENOUGH
    assert found.needs[0].has == 0


def test_a_course_of_therapy_is_held_against_the_time_before() -> None:
    sessions = [Did(at=at(n, 11), name="physical therapy", is_therapy=True) for n in range(TURN, DAYS, 4)]
    found = only(opened(poisson(82, 2.0, 0.8), activities=sessions), "therapy-course")
    assert found.state is State.SEEN
    assert (found.about, found.measures["of"]) == ("physical therapy", "flare-ups a week")
    few = only(opened(poisson(82, 2.0, 0.8), activities=sessions[:5]), "therapy-course")
    assert few.state is State.NOT_ENOUGH
    assert [need.what for need in few.lacking] == ["sessions"]


def test_a_course_that_began_before_the_days_did_not_begin_in_them() -> None:
    """Six sessions in the first weeks, a pause, and six more: those are no beginning."""
    began = [Did(at=at(n, 11), name="yoga", is_therapy=True) for n in range(4, 28, 4)]
    again = [Did(at=at(n, 11), name="Yoga", is_therapy=True) for n in range(TURN + 7, DAYS, 4)]
    record = written(flares=poisson(84, 1.5, 1.5), check_ins=evenings(), activities=[*began, *again])
    found = only(open_diary(record, day(30), day(DAYS - 1)), "therapy-course")
    assert (found.state, found.measures["on"]) == (State.NOT_ENOUGH, day(4).isoformat())
    assert ("weeks before", 0) in [(need.what, need.has) for need in found.lacking]
    alone = written(flares=poisson(84, 1.5, 1.5), check_ins=evenings(), activities=again)
    assert only(open_diary(alone, day(0), day(DAYS - 1)), "therapy-course").measures["on"] == (
        day(TURN + 7).isoformat()
    )


def test_medicines_that_are_changed_on_one_day_are_all_named() -> None:
    third = replace(NEW, id=UUID(int=33), name="Morphine IR", role="as-needed")
    doses = {**SWITCH, third: [Taken(at=at(n, 10)) for n in range(TURN, DAYS, 2)]}
    diary = opened(poisson(90, 2.4, 0.8), doses=doses)
    [found] = [one for one in changes.look(diary) if one.id == "medicine-change"]
    assert (found.about, found.measures["also"]) == (NEW.name, "Morphine IR")
    assert "also" not in only(opened(poisson(90, 2.4, 0.8), doses=SWITCH)).measures


def test_shorter_flare_ups_since_a_course_are_seen() -> None:
    rng = RNG(83)
    flares = [
        Flare(at=at(n, 8 + 6 * k), lasted=float((60 if n < TURN else 25) * np.exp(rng.normal(0, 0.3))))
        for n in range(DAYS)
        for k in range(2)
    ]
    sessions = [Did(at=at(n, 11), name="yoga", is_therapy=True) for n in range(TURN, DAYS, 4)]
    found = only(opened(flares, activities=sessions), "therapy-course")
    assert found.state is State.SEEN
    assert found.measures["of"] == "duration"
    assert measure(found, "before") == pytest.approx(60, rel=0.2)
    assert measure(found, "after") == pytest.approx(25, rel=0.2)
    assert found.bars is not None
    compared = np.array(found.bars.values[: int(found.bars.mark or 0) - 1])
    assert measure(found, "before") == pytest.approx(np.exp(np.log(compared).mean()))
    assert np.median(found.bars.values[:6]) == pytest.approx(60, rel=0.2)
    assert np.median(found.bars.values[-6:]) == pytest.approx(25, rel=0.2)


def test_a_change_of_length_rests_on_the_flare_ups_that_have_one() -> None:
    flares = [
        Flare(at=at(n, hour), lasted=length if hour == 9 else (None, 0.0)[n % 2])
        for n, length in enumerate(np.where(np.arange(DAYS) < TURN, 60.0, 25.0) + np.arange(DAYS) % 3)
        for hour in (9, 15)
    ]
    sessions = [Did(at=at(n, 11), name="yoga", is_therapy=True) for n in range(TURN, DAYS, 4)]
    found = only(opened(flares, activities=sessions), "therapy-course")
    assert found.measures["of"] == "duration"
    assert len(found.rests_on) == DAYS - 2 * 7


def test_the_picture_of_a_change_ends_where_another_treatment_began() -> None:
    plans = tuple(Plan(start=day(n), amount=Decimal(1 + n)) for n in (0, 30, 60))
    medicine = a_medicine("Morphine ER", 3, role="regular", plans=plans)
    doses = {medicine: [Taken(at=at(n, 8)) for n in range(DAYS)]}
    found = [one for one in changes.look(opened(poisson(79, 2, 2), doses=doses)) if one.bars is not None]
    assert [(len(one.bars.values), one.bars.mark) for one in found if one.bars] == [(8, 4), (8, 4)]


def test_several_changes_have_to_be_surer_each() -> None:
    found = only(opened(poisson(90, 2.4, 0.8), doses=SWITCH))
    sure = replace(found, state=State.NOT_SEEN, p=0.02)
    assert [one.state for one in changes._judged([sure])] == [State.SEEN]
    assert [one.state for one in changes._judged([sure] * 3)] == [State.NOT_SEEN] * 3
    assert [one.state for one in changes._judged([replace(sure, effect_is_there=False)])] == [State.NOT_SEEN]


# Rising together

IR = a_medicine("Oxycodone IR", 5, ingredient="oxycodone", strength=Strength(value=Decimal(5), unit="mg"))


def weeks_of(doses: Sequence[float], levels: Sequence[float], seed: int = 84) -> Diary:
    """Return a journal with so many doses a day and such pain, week by week."""
    rng = RNG(seed)
    taken = [
        Taken(at=at(7 * week + d, 8 + 3 * k))
        for week, a_day in enumerate(doses)
        for d in range(7)
        for k in range(rng.binomial(10, a_day / 10))
    ]
    checks = [
        Checked(at=at(7 * week + d, 22), background=float(np.clip(level + rng.normal(0, 0.6), 0, 10)))
        for week, level in enumerate(levels)
        for d in range(7)
    ]
    record = written(doses={IR: taken}, check_ins=checks, days=7 * len(doses))
    return open_diary(record, day(0), day(7 * len(doses) - 1))


def test_dose_and_pain_that_both_rise_are_seen() -> None:
    found = rising_together.look(weeks_of(np.linspace(2, 5, 12).tolist(), np.linspace(3, 6, 12).tolist()))
    assert found.state is State.SEEN
    assert found.about == "Oxycodone IR"
    assert measure(found, "dose_change") == pytest.approx(1.5, abs=0.5)
    assert measure(found, "pain_change") == pytest.approx(3.0, abs=0.5)
    assert found.measures["by"] == "pain"
    kinds = Counter(kind for kind, _ in found.rests_on)
    assert set(kinds) == {"dose", "check-in"}
    assert kinds["check-in"] == 84
    assert found.bars is not None
    assert len(found.bars.line) == len(found.bars.values) == 12
    assert found.bars.line[0] == pytest.approx(3, abs=0.6)
    assert found.bars.line[-1] == pytest.approx(6, abs=0.6)


@pytest.mark.parametrize(
    ("doses", "levels"),
    [((2, 4), (4, 4)), ((3, 3), (3, 6)), ((4, 2), (3, 6)), ((2, 4), (6, 3)), ((2, 4), (4, 4.5))],
)
def test_one_alone_is_not(doses: tuple[float, float], levels: tuple[float, float]) -> None:
    found = rising_together.look(
        weeks_of(np.linspace(*doses, 12).tolist(), np.linspace(*levels, 12).tolist())
    )
    assert found.state is State.NOT_SEEN


def test_eight_weeks_are_needed() -> None:
    found = rising_together.look(weeks_of([2.0] * 7, [3.0] * 7))
    assert found.state is State.NOT_ENOUGH
    assert (found.needs[0].minimum, found.needs[0].has) == (8, 7)


def test_without_check_ins_the_peaks_tell_the_pain() -> None:
    rng = RNG(85)
    peaks = np.linspace(4, 8, 84)
    flares = [
        Flare(at=at(n, 12), peak=float(np.clip(peak + rng.normal(0, 0.5), 0, 10)))
        for n, peak in enumerate(peaks)
    ]
    doses = [Taken(at=at(n, 8 + k)) for n in range(84) for k in range(1 + n // 21)]
    few = [Checked(at=at(n, 22), background=1.0) for n in range(20)]
    record = written(flares=flares, doses={IR: doses}, check_ins=few, days=84)
    found = rising_together.look(open_diary(record, day(0), day(83)))
    assert found.state is State.SEEN
    assert measure(found, "pain_change") == pytest.approx(4, abs=0.7)
    kinds = Counter(kind for kind, _ in found.rests_on)
    assert kinds == {"dose": len(doses) - 4, "flare-up": 84}, "the last day may go on"
    assert list(found.rests_on[:2]) == [("dose", KEYS_OF_DOSES), ("flare-up", 1)], "oldest first"


def test_weeks_in_which_nobody_told_the_pain_are_no_part_of_its_line() -> None:
    levels = [Checked(at=at(n, 22), background=None if n // 7 == 4 else 3.0 + n // 7 / 3) for n in range(84)]
    doses = [Taken(at=at(n, 8 + k)) for n in range(84) for k in range(1 + n // 21)]
    record = written(check_ins=levels, doses={IR: doses}, days=84)
    found = rising_together.look(open_diary(record, day(0), day(83)))
    assert found.bars is not None
    assert [week for week, level in enumerate(found.bars.line) if np.isnan(level)] == [4]
    assert found.bars.line[11] == pytest.approx(3 + 11 / 3)


def test_weeks_that_are_not_looked_at_have_no_entry_in_it() -> None:
    """In the fifth of 13 weeks there are entries on three days, and what else holds it has no strength."""
    kept = [n for n in range(91) if n not in range(28, 32)]
    doses = [Taken(at=at(n, 8 + k)) for n in kept for k in range(1 + n // 21)]
    unknown = a_medicine("Oxy", 7, ingredient="oxycodone")
    levels = [Checked(at=at(n, 22), background=3 + n / 28) for n in kept]
    flares = [Flare(at=at(n, 12)) for n in kept]
    record = written(
        flares=flares, check_ins=levels, doses={IR: doses, unknown: [Taken(at=at(9, 9))]}, days=91
    )
    diary = open_diary(record, day(0), day(90))
    found = rising_together.look(diary)
    assert (found.state, found.about, found.measures["weeks"]) == (State.SEEN, "Oxycodone IR", 12)
    used = [n for n in kept if n // 7 != 4]
    kinds = Counter(kind for kind, _ in found.rests_on)
    assert kinds == {"check-in": len(used), "dose": sum(1 + n // 21 for n in used)}
    assert found.bars is not None
    assert sum(found.bars.values) == pytest.approx(5 * kinds["dose"]), "mg"


def test_where_they_do_not_both_rise_all_that_is_told_of_is_in_it() -> None:
    flares = [Flare(at=at(n, 12)) for n in range(84)]
    levels = [Checked(at=at(n, 22)) for n in range(84)]
    doses = [Taken(at=at(n, 8)) for n in range(84)]
    record = written(flares=flares, check_ins=levels, doses={IR: doses}, days=84)
    found = rising_together.look(open_diary(record, day(0), day(83)))
    assert found.state is State.NOT_SEEN
    kinds = Counter(kind for kind, _ in found.rests_on)
    assert kinds == {"check-in": 84, "dose": 84, "flare-up": 84}


def test_pain_that_nobody_told_has_no_change() -> None:
    doses = [Taken(at=at(n, 8 + k)) for n in range(84) for k in range(2)]
    found = rising_together.look(open_diary(written(doses={IR: doses}, days=84), day(0), day(83)))
    assert found.state is State.NOT_SEEN
    assert found.measures["pain_change"] is None


def test_products_of_one_ingredient_are_added_up_by_their_strength() -> None:
    strong = a_medicine("Oxynorm", 6, ingredient="Oxycodone", strength=Strength(value=Decimal(20), unit="mg"))
    unknown = a_medicine("Oxy", 7, ingredient="oxycodone")
    doses = {
        IR: [Taken(at=at(0, 8))],
        strong: [Taken(at=at(1, 8), amount=2.0)],
        unknown: [Taken(at=at(2, 8))],
    }
    diary = open_diary(written(doses=doses, days=7), day(0), day(6))
    assert rising_together.weekly_total(diary, list(diary.doses), 1).tolist() == [45.0]


def test_doses_of_a_day_that_is_not_tracked_do_not_fill_the_week() -> None:
    """Four doses a day for a week, of whose last day nobody knows yet whether it is over: 24 in six days."""
    doses = {IR: [Taken(at=at(n, 8 + 4 * k)) for n in range(7) for k in range(4)]}
    diary = open_diary(written(doses=doses, days=7), day(0), day(6))
    assert diary.tracked_days == 6
    assert rising_together.weekly_total(diary, list(diary.doses), 1).tolist() == [24 * 5.0]


def test_weeks_with_four_tracked_days_count_as_of_seven_at_their_own_place() -> None:
    kept = [n for n in range(84) if n not in range(28, 31)]
    doses = {IR: [Taken(at=at(n, 8 + k)) for n in kept for k in range(2)]}
    checks = [Checked(at=at(n, 22)) for n in kept]
    found = rising_together.look(open_diary(written(doses=doses, check_ins=checks, days=84), day(0), day(83)))
    assert found.bars is not None
    assert found.bars.values == (70.0,) * 12
    every_second = rising_together.rise(np.arange(0.0, 20, 2), np.arange(10.0), 0.05)
    assert every_second.change == pytest.approx(9)


def test_a_sixth_more_medicine_is_no_rise_and_neither_is_pain_that_goes_up_and_down() -> None:
    doses = {IR: [Taken(at=at(7 * w, 0.1 * k)) for w in range(12) for k in range(70 + w)]}
    more = {IR: [Taken(at=at(7 * w, 0.1 * k)) for w in range(12) for k in range(20 + 5 * w)]}
    up = [3 + week / 3 for week in range(12)]
    up_and_down = [2.0, 6, 1, 7, 2, 6, 3, 8, 2, 7, 3, 7]
    for taken, levels, is_seen in (
        (more, up, True),
        (doses, up, False),
        (more, up_and_down, False),
    ):
        checks = [Checked(at=at(n, 22), background=levels[n // 7]) for n in range(84)]
        diary = open_diary(written(doses=taken, check_ins=checks, days=84), day(0), day(83))
        found = rising_together.look(diary)
        assert measure(found, "pain_change") >= 1
        assert (found.state is State.SEEN) is is_seen


def test_a_fitted_beginning_near_zero_makes_no_absurd_rise() -> None:
    """A true rise of 3.2 times the beginning, late and steep."""
    values = np.array([1.0, 0.9, 1.1, 1.0, 1.0, 2.0, 2.6, 3.1, 3.6, 4.2, 4.1, 4.2])
    rise = rising_together.rise(np.arange(12.0), values, 0.05)
    assert rise.share == pytest.approx(3.2, rel=0.5)
    from_nothing = rising_together.rise(np.arange(10.0), np.concatenate([np.zeros(5), np.arange(5.0)]), 0.05)
    assert from_nothing.share < 10
    from_hardly_anything = np.array([0.1, 0.1, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    rise = rising_together.rise(np.arange(8.0), from_hardly_anything, 0.05)
    assert rise.share == pytest.approx(rise.change / (from_hardly_anything.mean() / 2))


@pytest.mark.parametrize(("first", "begun"), [(0, 0), (1, 0), (5, 1)])
def test_what_is_begun_in_the_middle_is_told_so(first: int, begun: int) -> None:
    doses = [0.0] * first + np.linspace(2, 5, 12 - first).tolist()
    assert rising_together.look(weeks_of(doses, [3.0] * 12)).measures["begun"] == begun


def test_several_products_are_called_by_what_they_hold() -> None:
    liquid = a_medicine("Oxynorm", 6, ingredient="Oxycodone", strength=Strength(value=Decimal(5), unit="mg"))
    checks = [Checked(at=at(n, 22), background=3.0) for n in range(63)]
    both = {IR: [Taken(at=at(n, 9)) for n in range(63)], liquid: [Taken(at=at(n, 15)) for n in range(63)]}
    for doses, name in ((both, "oxycodone"), ({IR: both[IR]}, "Oxycodone IR")):
        record = written(doses=doses, check_ins=checks, days=63)
        assert rising_together.look(open_diary(record, day(0), day(62))).about == name


def test_of_two_ingredients_each_has_to_rise_more_surely() -> None:
    weeks = enumerate((3, 5, 3, 6, 4, 5, 5, 6, 5, 7, 7, 6))
    taken = [Taken(at=at(7 * week, 8 + k)) for week, count in weeks for k in range(count)]
    checks = [Checked(at=at(n, 22), background=3 + n / 28) for n in range(84)]
    other = a_medicine("Paracetamol", 6, ingredient="paracetamol")
    for doses, state in (({IR: taken}, State.SEEN), ({IR: taken, other: taken}, State.NOT_SEEN)):
        record = written(doses=doses, check_ins=checks, days=84)
        assert rising_together.look(open_diary(record, day(0), day(83))).state is state


def test_patches_are_medicine_as_well() -> None:
    patch = a_medicine("Fentanyl", form="patch", role="regular", ingredient="fentanyl")
    worn = [Taken(at=at(n, 9), amount=float(1 + n // 24)) for n in range(0, 70, 3)]
    checks = [Checked(at=at(n, 21), background=2.0 + n / 12) for n in range(70)]
    record = written(doses={patch: worn}, check_ins=checks, days=70)
    found = rising_together.look(open_diary(record, day(0), day(69)))
    assert (found.state, found.about) == (State.SEEN, "Fentanyl")
    cream = written(doses={replace(patch, form="cream"): worn}, check_ins=checks, days=70)
    alone = rising_together.look(open_diary(cream, day(0), day(69)))
    assert [need.what for need in alone.lacking] == ["medicines with doses"]


def test_a_rise_from_nothing_is_not_divided_by_nothing() -> None:
    rise = rising_together.rise(np.arange(10.0), np.concatenate([np.zeros(5), np.arange(5.0)]), 0.05)
    assert np.isfinite(rise.share)
    assert rising_together.rise(np.arange(10.0), np.zeros(10), 0.05).is_rising is False


def test_a_dose_that_was_raised_once_is_seen_to_rise() -> None:
    """Around a line the weeks before and after the step look alike: it was seen in one patient of twenty."""
    noise = RNG(3).normal(0, 0.15, 12)
    step = np.repeat([3.0, 6.0], 6) + noise
    assert ranks.likeness(step) > 2.5
    assert rising_together.dose_likeness(step) < 1.5
    weeks = np.arange(12.0)
    assert not rising_together.rise(weeks, step, 0.1).is_rising
    assert rising_together.rise(weeks, step, 0.1, rising_together.dose_likeness).is_rising
    found = rising_together.look(weeks_of([3.0] * 6 + [6.0] * 6, np.linspace(3, 6, 12).tolist()))
    assert found.state is State.SEEN


def test_good_and_bad_stretches_of_a_dose_are_no_step() -> None:
    stretches = np.array([3.0, 3.2, 4.4, 4.6, 3.1, 3.3, 4.5, 4.7, 5.6, 5.2, 4.3, 4.1])
    assert rising_together.dose_likeness(stretches) == ranks.likeness(stretches) > 1


def test_each_change_of_one_medicine_has_a_name_of_its_own_that_no_period_changes() -> None:
    dates = (FIRST, day(30), day(60))
    twice = a_medicine(
        "Morphine ER",
        1,
        role="regular",
        plans=tuple(Plan(start=d, amount=Decimal(n)) for n, d in enumerate(dates, 1)),
    )
    doses = {twice: [Taken(at=at(n, 8), reason=BY_SCHEDULE) for n in range(DAYS)]}
    record = written(flares=poisson(1, 1, 1), check_ins=evenings(), doses=doses)
    whole, part = (changes.look(open_diary(record, day(first), day(89))) for first in (0, 40))
    named = [[one.name for one in found if one.id == "medicine-change"] for found in (whole, part)]
    assert named[0] == [("medicine-change", f"Morphine ER {one.isoformat()}") for one in dates[1:]]
    assert named[1] == named[0][1:]
    assert [one.measures.get("changes") for one in (whole[0], part[0])] == [2, None]
