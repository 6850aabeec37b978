"""What chance alone gives: whole distributions against the binomial one and against drawing."""

import numpy as np
import pytest

from painlog.patterns import chances, days_before, hours_after
from painlog.patterns.arrays import Floats


def yes_or_no(shares: Floats) -> Floats:
    return np.column_stack([1 - shares, shares])


def test_yes_or_no_with_one_share_is_the_binomial_distribution() -> None:
    stats = pytest.importorskip("scipy.stats")
    found = chances.sum_of(yes_or_no(np.full(37, 1 / 8)))
    assert found[:38] == pytest.approx(stats.binom.pmf(np.arange(38), 37, 1 / 8), abs=1e-12)
    assert found.sum() == pytest.approx(1)


def test_different_shares_agree_with_drawing() -> None:
    shares = np.linspace(0.02, 0.6, 25)
    rng = np.random.default_rng(17)
    drawn = (rng.random((100_000, 25)) < shares).sum(axis=1)
    found = chances.sum_of(yes_or_no(shares))
    assert chances.mean_of(found) == pytest.approx(shares.sum())
    for observed in (5, 8, 12):
        assert chances.reaching(found, observed) == pytest.approx((drawn >= observed).mean(), abs=0.005)


def test_counts_above_one_are_added_up_as_well() -> None:
    rows = np.array([[0.5, 0.5, 0.0], [0.25, 0.0, 0.75]])
    assert chances.sum_of(rows)[:4] == pytest.approx([0.125, 0.125, 0.375, 0.375])


def test_nothing_always_sums_to_nothing() -> None:
    assert chances.sum_of(np.empty((0, 2))).tolist() == [1.0]
    assert chances.reaching(np.ones(1), 0) == 1.0
    assert 0 < chances.reaching(np.ones(1), 3) < 1e-6


def test_a_p_value_is_doubled_but_never_above_one() -> None:
    assert chances.doubled(0.02) == 0.04
    assert chances.doubled(0.7) == 1.0


def test_looks_at_the_same_thing_share_what_one_test_may_see() -> None:
    assert chances.of_share(0.01, 0.25) == 0.04
    assert chances.of_share(0.9, 0.75) == 1.0
    assert days_before.SHARE + hours_after.SHARE == 1


def test_a_drawn_p_value_is_never_zero() -> None:
    assert chances.drawn(0, 999) == 0.001
    assert chances.drawn(999, 999) == 1.0


def test_a_mid_p_value_leaves_out_half_of_what_was_observed() -> None:
    tail = [1.0, 1023 / 1024, 1013 / 1024, 968 / 1024]
    assert chances.mid_p(tail[1], tail[2]) == pytest.approx(1018 / 1024)
    assert chances.mid_p(1.0, 0.0) == 0.5
