"""Lengths with unknown ends: Freireich's trial, and statsmodels."""

import numpy as np
import pytest

from painlog.patterns.survival import interval_of_median, kaplan_meier, median_interval, quartiles

MERCAPTOPURINE = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [True] * 9 + [False] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
"""Weeks in remission: Freireich et al. 1963, Blood 21:699-716."""


def test_the_medians_of_freireichs_trial_are_23_and_8_weeks() -> None:
    assert kaplan_meier(MERCAPTOPURINE, RELAPSED).quantile(0.5) == 23
    assert kaplan_meier(PLACEBO, [True] * 21).quantile(0.5) == 8


def test_the_steps_of_freireichs_curve_are_those_of_the_textbooks() -> None:
    curve = kaplan_meier(MERCAPTOPURINE, RELAPSED)
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.lasting == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)


def test_the_errors_of_freireichs_curve_are_greenwoods_of_the_textbooks() -> None:
    curve = kaplan_meier(MERCAPTOPURINE, RELAPSED)
    assert curve.error == pytest.approx([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5)
    assert kaplan_meier([4, 7], [True, True]).error == pytest.approx([0.3536, 0], abs=5e-5)


def test_the_median_of_freireichs_trial_is_13_weeks_at_least() -> None:
    """By hand: 0.7529 - 1.96 * 0.0963 = 0.56 at 10 weeks, 0.6902 - 1.96 * 0.1068 = 0.48 at 13.

    At the last relapse the upper bound is 0.4482 + 1.96 * 0.1346 = 0.71: the curve tells no upper end.
    """
    assert interval_of_median(MERCAPTOPURINE, RELAPSED) == (13, None)


def test_an_interval_by_hand_with_both_ends() -> None:
    """Ten lengths, the eighth unknown: errors 0.0949, 0.1265, 0.1449, 0.1549, 0.1581, 0.1549, 0.1449, 0.1342.

    The lower bound is 0.7 - 0.28 = 0.42 at 30 (0.55 at 20), the upper 0.15 + 0.25 = 0.40 at 90 (0.58 at 70).
    """
    lasted, ended = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], [*[True] * 7, False, True, True]
    assert interval_of_median(lasted, ended) == (30, 90)
    assert median_interval(lasted[:7] + lasted[8:]) == (20, 90), "without the unknown one"


def test_the_interval_of_the_median_agrees_with_statsmodels() -> None:
    duration = pytest.importorskip("statsmodels.duration.survfunc", reason="the oracle is not installed")
    rng = np.random.default_rng(11)
    for _ in range(20):
        lasted, ended = rng.exponential(40, 60).round(1), rng.random(60) < 0.8
        within = duration.SurvfuncRight(lasted, ended).quantile_ci(0.5, method="linear")
        low, high = interval_of_median(lasted, ended)
        assert (low, high if high is not None else np.inf) == within


def test_with_all_ends_known_the_interval_is_that_of_the_order() -> None:
    assert interval_of_median(PLACEBO, [True] * 21) == median_interval(PLACEBO)


def test_the_interval_holds_the_median_about_19_times_in_20() -> None:
    """Of 2,000 each it held 93.2 % with 20 lengths, 94.0 % with 60 and 94.4 % with 200."""
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        lasts, seen = rng.exponential(45, 60), rng.exponential(120, 60)
        low, high = interval_of_median(np.minimum(lasts, seen), lasts <= seen)
        held += (low or 0) <= 45 * np.log(2) <= (high or np.inf)
    assert 0.92 <= held / 400 <= 0.97


def test_the_curve_agrees_with_statsmodels() -> None:
    duration = pytest.importorskip("statsmodels.duration.survfunc", reason="the oracle is not installed")
    rng = np.random.default_rng(4)
    lasted, ended = rng.exponential(40, 60).round(), rng.random(60) < 0.7
    oracle = duration.SurvfuncRight(lasted, ended)
    curve = kaplan_meier(lasted, ended)
    steps = [np.flatnonzero(oracle.surv_times == at)[0] for at in curve.times]
    assert curve.lasting == pytest.approx(oracle.surv_prob[steps])


def test_a_curve_that_stays_above_the_share_has_no_such_quantile() -> None:
    q1, median, q3 = quartiles([5, 10, 10, 10, 10], [True, False, False, False, False])
    assert (q1, median, q3) == (None, None, None)


def test_with_all_ends_known_the_quartiles_are_the_ordinary_ones() -> None:
    lasted = [12, 40, 45, 50, 61, 90]
    assert quartiles(lasted, [True] * 6) == pytest.approx(tuple(np.quantile(lasted, (0.25, 0.5, 0.75))))
    assert kaplan_meier(lasted, [True] * 6).quantile(0.5) == 47.5


def test_unknown_ends_make_the_median_longer_not_shorter() -> None:
    known = quartiles([10, 20, 30, 40, 50], [True] * 5)[1]
    censored = quartiles([10, 20, 30, 40, 50], [True, True, True, False, False])[1]
    left_out = quartiles([10, 20, 30], [True] * 3)[1]
    assert known == censored == 30
    assert left_out == 20


def test_nothing_has_no_quartiles() -> None:
    assert quartiles([], []) == (None, None, None)


@pytest.mark.parametrize(("count", "place"), [(6, 0), (10, 1), (20, 5), (50, 17), (100, 39)])
def test_the_median_lies_between_the_values_of_the_tables(count: int, place: int) -> None:
    # Hahn and Meeker 1991, table A.15: the values at place + 1 from below and above, 95 %.
    assert median_interval(list(range(count))) == (place, count - 1 - place)


def test_the_interval_of_many_agrees_with_the_binomial_one() -> None:
    stats = pytest.importorskip("scipy.stats")
    low, high = median_interval(list(range(1500)))
    place = int(stats.binom.ppf(0.025, 1500, 0.5)) - 1
    assert abs(low - place) <= 1
    assert low + high == 1499
