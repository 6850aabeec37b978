"""Sums over all pairings: by hand, by trying them all, and statsmodels."""

from itertools import permutations

import numpy as np
import pytest

from painlog.patterns.exchanged import NOTHING, Chance, exchanged


def test_two_days_have_two_pairings() -> None:
    """One flare-up and one activity: together or not, each as likely."""
    chance = exchanged(np.array([[1.0, 0], [0, 0]]), np.ones(2), np.ones(2))
    assert chance == Chance(0.5, 0.25, 0.0)


def test_it_agrees_with_all_pairings_tried() -> None:
    scores = np.random.default_rng(1).poisson(0.7, (7, 7)).astype(float)
    sums = np.array([scores[np.arange(7), order].sum() for order in map(list, permutations(range(7)))])
    chance = exchanged(scores, np.ones(7), np.ones(7))
    assert chance.mean == pytest.approx(sums.mean())
    assert chance.variance == pytest.approx(sums.var())
    assert chance.third == pytest.approx(((sums - sums.mean()) ** 3).mean())
    for observed in range(int(sums.min()), int(sums.max()) + 1):
        share = (sums > observed).mean() + (sums == observed).mean() / 2
        assert chance.reaching(observed) == pytest.approx(share, abs=0.02)


def test_rows_that_are_there_several_times_count_as_often() -> None:
    scores = np.array([[1.0, 0, 1], [0, 1, 0]])
    written_out = scores[[0, 0, 1, 1, 1]][:, [0, 1, 1, 2, 2]]
    whole = exchanged(written_out, np.ones(5), np.ones(5))
    short = exchanged(scores, np.array([2.0, 3]), np.array([1.0, 2, 2]))
    assert (short.mean, short.variance, short.third) == pytest.approx(
        (whole.mean, whole.variance, whole.third)
    )


def test_with_one_flare_up_a_day_it_is_mantel_and_haenszels_test() -> None:
    contingency = pytest.importorskip(
        "statsmodels.stats.contingency_tables", reason="the oracle is not installed"
    )
    layers = np.array([[6, 2, 5, 9], [3, 1, 2, 8], [5, 4, 4, 6]])
    chance, observed = NOTHING, 0
    for both, only_flare, only_done, neither in layers.tolist():
        flare = np.repeat([1.0, 1, 0, 0], [both, only_flare, only_done, neither])
        done = np.repeat([1.0, 0, 1, 0], [both, only_flare, only_done, neither])
        chance, observed = (
            chance + exchanged(np.outer(flare, done), *np.ones((2, flare.size))),
            observed + both,
        )
    oracle = contingency.StratifiedTable([layer.reshape(2, 2) for layer in layers])
    statistic = (observed - chance.mean) ** 2 / chance.variance
    assert statistic == pytest.approx(oracle.test_null_odds(correction=False).statistic)


def test_what_cannot_vary_and_what_varies_more_is_less_sure() -> None:
    assert NOTHING.reaching(0) == exchanged(np.ones((3, 3)), np.ones(3), np.ones(3)).reaching(3) == 1.0
    skewed, even = Chance(3.0, 2.5, 2.0), Chance(3.0, 2.5, 0.0)
    assert even.reaching(8) < skewed.reaching(8) < skewed.reaching(8, inflation=2.0)
    assert Chance(3.0, 2.5, -2.0).reaching(8) < even.reaching(8)
    assert Chance(3.0, 2.5, -2.0).reaching(80) == even.reaching(80) == 1e-12
