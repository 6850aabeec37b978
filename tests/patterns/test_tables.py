"""Two-by-two tables in layers: a classic, and statsmodels."""

import math

import numpy as np
import pytest

from painlog.patterns.tables import alike, mantel_haenszel

BERKELEY = np.array(
    [
        [512, 313, 89, 19],
        [353, 207, 17, 8],
        [120, 205, 202, 391],
        [138, 279, 131, 244],
        [53, 138, 94, 299],
        [22, 351, 24, 317],
    ],
    dtype=float,
)
"""Admitted and rejected men and women of six departments (Bickel et al. 1975, Science 187:398-404)."""


def test_berkeleys_admissions() -> None:
    found = mantel_haenszel(BERKELEY)
    assert found.ratio == pytest.approx(0.9047, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((0.7719, 1.0603), abs=5e-5)


def test_it_agrees_with_statsmodels() -> None:
    contingency = pytest.importorskip(
        "statsmodels.stats.contingency_tables", reason="the oracle is not installed"
    )
    layers = np.array([[6, 2, 5, 9], [3, 1, 2, 8], [5, 4, 4, 6]], dtype=float)
    oracle = contingency.StratifiedTable([layer.reshape(2, 2) for layer in layers])
    found = mantel_haenszel(layers)
    assert found.ratio == pytest.approx(oracle.oddsratio_pooled)
    assert (found.low, found.high) == pytest.approx(oracle.oddsratio_pooled_confint())


def test_a_layer_with_one_side_only_adds_nothing() -> None:
    layers = np.array([[6.0, 2, 5, 9], [4, 4, 0, 0], [0, 0, 3, 3]])
    assert mantel_haenszel(layers) == mantel_haenszel(layers[:1])


def test_a_table_that_never_speaks_against_it_has_finite_ends() -> None:
    found = mantel_haenszel(np.array([[6.0, 0, 2, 9]]))
    assert 1 < found.low < found.ratio < found.high < math.inf


def test_likeness_of_days_makes_it_less_sure() -> None:
    sure, unsure = mantel_haenszel(BERKELEY), mantel_haenszel(BERKELEY, inflation=2.0)
    assert unsure.low < sure.low
    assert unsure.ratio == sure.ratio


def test_days_are_alike_only_where_both_series_are() -> None:
    rng = np.random.default_rng(15)
    stretches = np.repeat(rng.random(30) < 0.5, 7).astype(float)
    other = np.repeat(rng.random(30) < 0.5, 7).astype(float)
    scattered = (rng.random(210) < 0.5).astype(float)
    assert alike(stretches, other) > 3
    assert alike(stretches, scattered) < 1.4
    assert alike(np.full(40, np.nan), np.full(40, np.nan)) == 1.0
