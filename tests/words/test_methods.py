"""The figures in a method's sentence are those that the pattern is worked out with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from painlog.patterns import (
    by_the_clock,
    days_before,
    end_of_dose,
    facts,
    frequency,
    lengthening,
    outcomes,
    over_plan,
    returning,
    rising_together,
    round_the_clock,
    time_of_day,
    triggers,
    usual_times,
    within_the_hour,
)
from painlog.patterns.finding import Family, Finding, State
from painlog.rules import PROMPT
from painlog.words.worked_out import certainty, method

NUMBERS = {3: "three", 4: "four", 6: "six"}


@pytest.mark.parametrize(
    ("pattern", "figure"),
    [
        ("coverage", {timedelta(hours=1): "over an hour after"}[PROMPT]),
        ("frequency", f"more than {frequency.UNEVEN:g} times their mean"),
        ("time-to-peak", f"below {facts.FAST_MINUTES:g} minutes"),
        ("round-the-clock", f"{round_the_clock.FEWEST_DOSES} doses or more"),
        ("round-the-clock", f"over {round_the_clock.SPREAD_MINUTES / 60:g} hours or more"),
        ("round-the-clock", f"gap above {round_the_clock.LONGEST_GAP / 60:g} hours"),
        ("over-plan", f"more than {over_plan.TOLERANCE_MINUTES:g} minutes shorter"),
        ("over-plan", f"taken within {over_plan.TOGETHER_SECONDS / 60:g} minutes are one taking"),
        ("returning", f"within {returning.RETURN_MINUTES / 60:g} hours"),
        ("lengthening", f"blocks of {NUMBERS[lengthening.GROUP]}"),
        ("lengthening", f"{lengthening.STANDS_OUT:g} times as long"),
        ("time-of-day", f"{time_of_day.WINDOW_MINUTES / 60:g}-hour window"),
        ("time-of-day", f"{time_of_day.DRAWS:,} draws"),
        ("time-of-day", f"{time_of_day.DRAWS_OF_MANY:,} above {time_of_day.MANY:,} flare-ups"),
        ("time-of-day", f"{time_of_day.STANDS_OUT:g} times its share"),
        ("trigger", f"the same {days_before.STRATUM_DAYS} days"),
        ("trigger", f"until {within_the_hour.AFTER_MINUTES} minutes after its end"),
        ("trigger", f"of over {within_the_hour._LONGEST_MINUTES / 60:g} hours, 12 count"),
        ("trigger", f"ratio of {triggers.STANDS_OUT:g}"),
        ("end-of-dose", {2 / 3: "in the last third of the time"}[end_of_dose.LATE_FROM]),
        ("end-of-dose", f"{end_of_dose.STANDS_OUT:g} times the expected"),
        ("by-the-clock", f"from {by_the_clock.BEFORE_SECONDS / 60:g} minutes before"),
        ("by-the-clock", f"to {by_the_clock.AFTER_SECONDS / 60:g} after"),
        ("by-the-clock", f"{NUMBERS[usual_times.FEWEST]} to {NUMBERS[usual_times.MOST]} times"),
        ("by-the-clock", f"on {usual_times.MOST_DAYS * 100:g} % of days"),
        ("by-the-clock", "of doses that were not written down later"),
        ("rising-together", f"at least {rising_together.MORE * 100:g} %"),
        ("rising-together", f"{rising_together.POINTS:g} point"),
        ("medicine-change", f"the {outcomes.LEFT_OUT_DAYS} days on either side"),
        ("therapy-course", f"the {outcomes.LEFT_OUT_DAYS} days on either side"),
    ],
)
def test_a_method_is_told_with_its_own_figures(pattern: str, figure: str) -> None:
    assert figure in method(pattern)


@pytest.mark.parametrize(
    ("family", "rule"),
    [(Family.ASKED, "at 5 % with Holm's"), (Family.SEARCHED, "at a false discovery rate of 10 %")],
)
def test_a_p_value_is_told_with_the_rule_that_it_was_held_against(family: Family, rule: str) -> None:
    finding = Finding(id="trigger", state=State.SEEN, p=0.0123, family=family)
    assert "p = 0.012" in certainty(finding)
    assert rule in certainty(finding)
    assert "p below 0.0001" in certainty(replace(finding, p=0.00009))
    assert certainty(replace(finding, p=None)) == ""
