"""What a finding about medicines and changes says, draws and marks is one and the same as well."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from painlog.patterns.diary import day_number
from painlog.patterns.end_of_dose import LATE_FROM
from painlog.patterns.finding import State
from painlog.patterns.moments import DAY, HOUR
from painlog.record import FOR_FLARE_UP
from tests.words.counting import drawn, figures, local_day, measure, spans, strong, told


def test_before_the_next_dose() -> None:
    for one, _ in told("end-of-dose"):
        assert strong(one) == measure(one, "late") == len(one.rests_on)
        assert drawn(one) == measure(one, "count")
        assert figures(one)[:2] == [len(one.rests_on), measure(one, "count")]
        assert one.bars is not None
        if not one.measures["patch"]:
            assert sum(one.bars.strong) / len(one.bars.strong) == pytest.approx(1 - LATE_FROM)


def test_doses_without_a_flare_up() -> None:
    for one, diary in told("by-the-clock"):
        begun, over = np.array(spans(diary.record)).T
        alone, every = set(), 0
        for part in diary.doses:
            if part.medicine.role != "as-needed" or part.medicine.form == "patch":
                continue
            for key, at, reason in zip(part.key.tolist(), part.at, part.reason, strict=True):
                near = (begun >= at - HOUR) & (begun <= at + HOUR / 4) | (begun <= at) & (over >= at)
                is_for_one = reason == FOR_FLARE_UP or key in part.columns.flare_up
                alone |= {("dose", key)} if not near.any() and not is_for_one else set()
                every += 1
        assert set(one.rests_on) == alone
        assert strong(one) == measure(one, "without_flare_up") == len(alone)
        assert drawn(one) == measure(one, "doses") == every
        assert figures(one)[:2] == [len(alone), every]


def test_doses_day_and_night() -> None:
    for one, diary in told("round-the-clock"):
        wakes = diary.waking.start * 60 if diary.waking.start + diary.waking.length > DAY / 60 else 0
        locals_of = np.concatenate([part.local for part in diary.doses])
        keys = np.concatenate([part.key for part in diary.doses])
        chosen = np.isin(keys, [key for _, key in one.rests_on])
        days = set(np.floor((locals_of[chosen] - wakes) / DAY).astype(np.int64).tolist())
        assert figures(one)[:2] == [len(days), diary.tracked_days]
        assert measure(one, "days") == len(days)
        assert diary.is_tracked(np.array([*days], dtype=np.int64)).all()
        assert strong(one) == len(one.rests_on)
        assert drawn(one) == measure(one, "doses")


def test_medicine_and_pain_in_the_weeks_that_are_looked_at() -> None:
    for one, diary in told("rising-together"):
        tracked = np.bincount(np.arange(diary.days) // 7, diary.tracked)
        full = np.flatnonzero(tracked >= 4).tolist()
        assert figures(one)[0] == measure(one, "weeks") == len(full)
        assert one.bars is not None
        assert [place - 1 for place in one.bars.places] == full
        assert {(local_day(diary, entry) - diary.begin) // 7 for entry in one.rests_on} <= set(full)
        kinds = Counter(kind for kind, _ in one.rests_on)
        rows = diary.flare_ups.only(diary.is_tracked(diary.flare_ups.day))
        counted = rows.only(np.isin((rows.day - diary.begin) // 7, full))
        if one.state is State.NOT_SEEN or one.measures["by"] == "flare-ups":
            assert set(counted.keys("flare-up")) <= set(one.rests_on)
        assert kinds["dose"]


def test_relief_is_that_of_the_doses_that_were_told() -> None:
    for one, diary in told("relief"):
        part = next(each for each in diary.doses if each.medicine.name == one.about)
        rated = {("dose", key) for key in part.key.tolist() if key in part.columns.relief}
        assert set(one.rests_on) == rated
        assert drawn(one) == measure(one, "rated") == len(rated)
        assert figures(one)[:2] == [
            len(rated),
            part.count if measure(one, "not_for_flare_ups") else measure(one, "doses"),
        ]


@pytest.mark.parametrize("pattern", ["medicine-change", "therapy-course"])
def test_before_and_after(pattern: str) -> None:
    for one, diary in told(pattern):
        turn = day_number(date.fromisoformat(str(one.measures["on"])))
        days = np.array([local_day(diary, entry) for entry in one.rests_on], dtype=np.int64)
        assert diary.is_tracked(days).all()
        assert not ((days >= turn - 7) & (days < turn + 7)).any()
        assert one.bars is not None
        assert one.bars.mark == len(one.bars.values) - sum(one.bars.strong)
        assert list(one.bars.places) == sorted(set(one.bars.places))
        of_pain = one.measures["of"] == "intensity" and one.measures["between"]
        assert {kind for kind, _ in one.rests_on} == {"check-in" if of_pain else "flare-up"}


def test_above_the_plan() -> None:
    for one, diary in told("over-plan"):
        over, gaps = int(measure(one, "days")), int(measure(one, "gaps"))
        days = {local_day(diary, entry) for entry in one.rests_on}
        assert over <= len(days) <= over + gaps
        assert gaps <= len(one.rests_on)
        assert one.bars is None or (drawn(one), strong(one)) == (measure(one, "doses"), len(one.rests_on))
        counted = [count for count in (over, gaps) if count] or [int(measure(one, "doses"))]
        assert [number for number in figures(one) if number in counted][: len(counted)] == counted
