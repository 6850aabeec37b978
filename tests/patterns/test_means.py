"""Two means: Welch against scipy, statsmodels and pingouin."""

import numpy as np
import pytest

from painlog.patterns.means import welch

BEFORE = np.array([3.0, 4.1, 3.7, 4.4, 3.9, 4.6])
AFTER = np.array([2.1, 2.9, 2.4, 2.2])


def test_it_agrees_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    oracle = stats.ttest_ind(AFTER, BEFORE, equal_var=False)
    found = welch(BEFORE, AFTER)
    assert found.p == pytest.approx(oracle.pvalue)
    interval = oracle.confidence_interval()
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert found.change == pytest.approx(AFTER.mean() - BEFORE.mean())


def test_it_agrees_with_statsmodels_and_pingouin() -> None:
    found = welch(BEFORE, AFTER)
    weights = pytest.importorskip("statsmodels.stats.weightstats", reason="the oracle is not installed")
    compared = weights.CompareMeans(weights.DescrStatsW(AFTER), weights.DescrStatsW(BEFORE))
    assert (found.low, found.high) == pytest.approx(compared.tconfint_diff(usevar="unequal"))
    pingouin = pytest.importorskip("pingouin", reason="the oracle is not installed")
    theirs = pingouin.ttest(AFTER, BEFORE, correction=True)
    column = next(name for name in theirs.columns if name.lower().replace("_", "-") == "p-val")
    assert found.p == pytest.approx(float(theirs[column].iloc[0]))


def test_figures_that_never_vary_are_not_divided_by_nothing() -> None:
    same = welch(np.array([3.0, 3, 3]), np.array([3.0, 3, 3]))
    apart = welch(np.array([3.0, 3, 3]), np.array([5.0, 5, 5]))
    assert (same.change, same.p) == (0.0, 1.0)
    assert (apart.change, apart.low, apart.high, apart.p) == (2.0, 2.0, 2.0, 0.0)
