"""Counts and rates: worked examples from the literature, and other people's implementations."""

import math

import numpy as np
import pytest

from painlog.patterns import rates, shares


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390), (100, 81.36, 121.63)]
)
def test_garwoods_interval_is_that_of_his_table(count: int, low: float, high: float) -> None:
    assert rates.garwood(count) == pytest.approx((low, high), abs=0.005)


def test_garwoods_interval_agrees_with_astropy() -> None:
    stats = pytest.importorskip("astropy.stats", reason="the oracle is not installed")
    for count in (1, 5, 46, 300):
        expected = stats.poisson_conf_interval(
            count, interval="frequentist-confidence", sigma=1.959963984540054
        )
        assert rates.garwood(count) == pytest.approx(tuple(expected), rel=1e-6)


def test_wilsons_interval_of_22_of_30() -> None:
    assert shares.wilson(22, 30) == pytest.approx((0.556, 0.858), abs=0.0005)


def test_wilsons_interval_of_nothing_is_everything() -> None:
    assert shares.wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("successes", "trials"), [(0, 12), (1, 7), (22, 30), (12, 12), (140, 1000)])
def test_intervals_of_shares_agree_with_statsmodels(successes: int, trials: int) -> None:
    stats = pytest.importorskip("statsmodels.stats.proportion", reason="the oracle is not installed")
    wilson = stats.proportion_confint(successes, trials, method="wilson")
    exact = stats.proportion_confint(successes, trials, method="beta")
    assert shares.wilson(successes, trials) == pytest.approx(wilson, abs=1e-9)
    assert rates.clopper_pearson(successes, trials) == pytest.approx(exact, abs=1e-9)


@pytest.mark.parametrize(
    ("count", "time", "other", "other_time"), [(17, 5, 42, 5), (3, 2.5, 1, 4), (60, 10, 55, 9)]
)
def test_the_ratio_of_two_rates_agrees_with_statsmodels(
    count: int, time: float, other: int, other_time: float
) -> None:
    stats = pytest.importorskip("statsmodels.stats.rates", reason="the oracle is not installed")
    ratio, low, high = rates.rate_ratio(count, time, other, other_time)
    exact = stats.test_poisson_2indep(count, time, other, other_time, method="exact-cond")
    p = rates.rate_ratio_p(count, time, other, other_time)
    assert p >= exact.pvalue - 1e-9, "twice the smaller tail is never below the minimum likelihood p-value"
    assert p <= 2 * exact.pvalue + 1e-9
    assert low < ratio < high
    assert ratio == pytest.approx(count / time / (other / other_time))


@pytest.mark.parametrize(("count", "other"), [(4, 19), (8, 9), (30, 12), (0, 6)])
def test_the_interval_of_a_ratio_leaves_out_one_exactly_when_the_p_value_is_small(
    count: int, other: int
) -> None:
    _, low, high = rates.rate_ratio(count, 4.0, other, 4.0)
    assert (low > 1 or high < 1) == (rates.rate_ratio_p(count, 4.0, other, 4.0) < 0.05)


def test_a_ratio_without_any_reference_has_no_upper_end() -> None:
    ratio, low, high = rates.rate_ratio(6, 1.0, 0, 1.0)
    assert ratio == math.inf
    assert high == math.inf
    assert low > 1
    assert rates.rate_ratio(0, 1.0, 0, 1.0) == (1.0, 0.0, math.inf)


def test_the_binomial_tails_agree_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    for successes, trials, share in ((0, 9, 0.3), (6, 37, 1 / 8), (11, 37, 1 / 8), (9, 9, 0.7)):
        greater = stats.binomtest(successes, trials, share, alternative="greater").pvalue
        less = stats.binomtest(successes, trials, share, alternative="less").pvalue
        assert rates.at_least(successes, trials, share) == pytest.approx(greater)
        assert rates.two_sided(successes, trials, share) == pytest.approx(min(1, 2 * min(greater, less)))


def test_poisson_counts_have_a_dispersion_of_one() -> None:
    rng = np.random.default_rng(1)
    known = np.ones(4000, dtype=bool)
    assert rates.dispersion([(rng.poisson(1.3, 4000).astype(float), known)]) == pytest.approx(1, abs=0.15)


def test_so_have_those_of_a_few_weeks_whose_rate_is_that_of_themselves() -> None:
    rng, known = np.random.default_rng(4), np.ones(28, dtype=bool)
    few = [rates.dispersion([(rng.poisson(2.0, 28).astype(float), known)]) for _ in range(400)]
    assert np.mean(few) == pytest.approx(1, abs=0.1)


def test_good_and_bad_weeks_have_a_larger_dispersion() -> None:
    rng = np.random.default_rng(2)
    level = np.repeat(rng.choice((0.4, 2.2), 500), 7)
    counts = rng.poisson(level).astype(float)
    # Weekly means 2.8 and 15.4: the variance of the means, 39.7, on top of the mean of 9.1.
    assert rates.dispersion([(counts, np.ones(3500, dtype=bool))]) > 3


def test_unknown_days_do_not_count_as_good_ones() -> None:
    rng = np.random.default_rng(3)
    counts = rng.poisson(2.0, 2000).astype(float)
    known = rng.random(2000) < 0.6
    counts[~known] = 0
    assert rates.dispersion([(counts, known)]) == pytest.approx(1, abs=0.2)


def test_too_few_days_say_nothing_about_dispersion() -> None:
    assert rates.dispersion([(np.ones(5), np.ones(5, dtype=bool))]) == 1.0


def test_a_loose_ratio_agrees_with_a_quasi_poisson_model() -> None:
    models = pytest.importorskip("statsmodels.api", reason="the oracle is not installed")
    counts = np.array([9.0, 14, 4, 11, 12, 3, 5, 2, 6, 4])
    after = np.repeat([0.0, 1.0], 5)
    fitted = models.GLM(counts, models.add_constant(after), family=models.families.Poisson()).fit(
        scale="X2", use_t=False
    )
    low, high = np.exp(fitted.conf_int()[1])
    ratio, loose_low, loose_high, p = rates.loose_ratio((20, 5.0), (50, 5.0), fitted.scale)
    assert (ratio, loose_low, loose_high) == pytest.approx((0.4, low, high))
    assert p == pytest.approx(fitted.pvalues[1])


def test_a_side_without_any_count_counts_half_of_one() -> None:
    ratio, low, high, p = rates.loose_ratio((0, 5.0), (20, 5.0), 1.6)
    assert ratio == pytest.approx(0.5 / 20)
    assert low < ratio < high
    assert 0 < p < 1
