"""Trends and pairs by order: NIST's data, Sen's own example, scipy and pingouin."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special

from painlog.patterns import ranks

GMAT = np.array([530.0, 540, 545, 560, 560, 560, 570, 580, 610, 610, 640, 740])
GRADES = np.array([3.5, 3.3, 3.7, 3.2, 3.5, 3.6, 3.2, 3.8, 3.5, 4.0, 3.9, 4.0])
"""NIST Dataplot's KENDALL.DAT (Conover 1999, example 5.4.1)."""
GUEST = np.array([6.40, 333.46, 293.94, 203.88, 36.46, 99.68, 62.02, 376.66, 252.10, 16.90, 152.28, 7.71])
REFERENCE = np.array([-0.2, 338.9, 297.2, 203.7, 30.7, 96.7, 57.3, 380.9, 252.2, 9.7, 149.9, 0.0])
"""NIST Dataplot's NORRIS.DAT: two ozone detectors."""
SEN_TIMES = np.array([1.0, 2, 3, 4, 10, 12, 18])
SEN_VALUES = np.array([9.0, 15, 19, 20, 45, 55, 78])


def noise(seed: int, count: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).normal(0, 1, count)


def test_kendalls_tau_of_nists_data() -> None:
    assert ranks.kendall_tau(GMAT, GRADES) == pytest.approx(0.4390, abs=5e-5)


def test_kendalls_tau_agrees_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    values = np.round(noise(5, 40), 1)
    order = np.arange(40.0)
    assert ranks.kendall_tau(order, values) == pytest.approx(stats.kendalltau(order, values).statistic)
    assert ranks.kendall_tau(order, np.ones(40)) == 0.0


def test_sens_own_example() -> None:
    fitted = ranks.theil_sen(SEN_TIMES, SEN_VALUES, 0.93)
    assert (fitted.slope, fitted.low, fitted.high) == pytest.approx((4, 26 / 7, 35 / 8))


def test_nists_ozone_detectors() -> None:
    fitted = ranks.theil_sen(REFERENCE, GUEST)
    assert (fitted.slope, fitted.low, fitted.high) == pytest.approx((0.96679, 0.96171, 0.97164), abs=5e-6)


@pytest.mark.parametrize("count", [8, 13, 60])
def test_the_slope_and_its_interval_agree_with_scipy(count: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    times = np.linspace(0, count - 1, count)
    values = np.round(noise(count, count) + 0.1 * times, 1)
    oracle = stats.theilslopes(values, times, 0.95)
    fitted = ranks.theil_sen(times, values)
    assert (fitted.slope, fitted.low, fitted.high) == pytest.approx(oracle[:1] + oracle[2:])


def test_a_million_pairs_give_nearly_the_slope_of_all() -> None:
    times = np.arange(2400.0)
    values = noise(6, 2400) + 0.002 * times
    some = ranks.theil_sen(times, values)
    first, second = np.triu_indices(2400, 1)
    every = float(np.median((values[second] - values[first]) / (times[second] - times[first])))
    assert some.slope == pytest.approx(every, rel=0.02)
    assert some.low < every < some.high


def test_likeness_of_neighbours_widens_the_interval() -> None:
    times, values = np.arange(13.0), noise(7, 13) + 0.5 * np.arange(13)
    plain, wide = (ranks.theil_sen(times, values, inflation=inflation) for inflation in (1.0, 3.0))
    assert wide.slope == plain.slope
    assert wide.low < plain.low
    assert wide.high > plain.high


def test_independent_weeks_are_hardly_alike_and_slow_ones_are() -> None:
    drift = np.cumsum(noise(8, 60))
    assert ranks.likeness(noise(9, 60)) < 1.5
    assert ranks.likeness(drift) > 2.5
    assert ranks.likeness(np.array([1.0, 2.0])) == 1.0


def test_a_few_weeks_that_are_alike_do_not_look_half_as_alike_as_they_are() -> None:
    """Of sixteen values with a correlation of 0.5, whose own line is taken away, a plain count tells 0.23."""
    rng, told = np.random.default_rng(15), []
    for _ in range(300):
        values = [0.0]
        for rest in rng.normal(size=40):
            values.append(0.5 * values[-1] + float(rest))
        wider = ranks.likeness(np.array(values[-16:]))
        told.append((wider - 1) / (wider + 1))
    assert np.mean(told) > 0.29


def test_a_trend_in_blocks_of_one_has_kendalls_p_value() -> None:
    stats = pytest.importorskip("scipy.stats")
    values = noise(10, 30) + 0.04 * np.arange(30)
    oracle = stats.kendalltau(np.arange(30), values, alternative="greater").pvalue
    drawn = ranks.block_trend_p(values, None, np.arange(30), 20_000, 1)
    assert drawn == pytest.approx(oracle, abs=0.01)


def test_of_many_blocks_the_normal_tail_agrees_with_shuffling(monkeypatch: pytest.MonkeyPatch) -> None:
    values = noise(11, 200) + 0.004 * np.arange(200)
    blocks = np.arange(200) // 4
    whole = ranks.block_trend_p(values, None, blocks, 10, 1)
    monkeypatch.setattr(ranks, "_SHUFFLED_UNTIL", 1000)
    assert ranks.block_trend_p(values, None, blocks, 20_000, 1) == pytest.approx(whole, abs=0.01)


def test_blocks_keep_neighbours_that_are_alike_from_looking_like_a_trend() -> None:
    level = np.repeat(noise(12, 12), 8)
    values = level + 0.2 * noise(13, 96)
    one_by_one = ranks.block_trend_p(values, None, np.arange(96), 4000, 1)
    together = ranks.block_trend_p(values, None, np.arange(96) // 8, 4000, 1)
    assert abs(together - 0.5) < abs(one_by_one - 0.5)


@pytest.mark.parametrize("until", [0, 1000])
def test_a_trend_does_not_hide_behind_the_blocks_that_it_makes_unlike(
    until: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranks, "_SHUFFLED_UNTIL", until)
    line = np.linspace(0.0, 1.8, 60)
    values = line + noise(14, 60)
    blocks = np.arange(60) // 4
    assert ranks.block_trend_p(values, line, blocks, 20_000, 1) < ranks.block_trend_p(
        values, None, blocks, 20_000, 1
    )
    level = values - line
    assert ranks.block_trend_p(level, np.zeros(60), blocks, 20_000, 1) == pytest.approx(
        ranks.block_trend_p(level, None, blocks, 20_000, 1), abs=0.03
    )


def test_a_line_that_is_fitted_to_a_few_blocks_takes_two_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many degrees of freedom as it has figures: 15 blocks vary as much as 13 do."""
    monkeypatch.setattr(ranks, "_SHUFFLED_UNTIL", 0)
    values, blocks = noise(16, 60) + np.linspace(0.0, 0.8, 60), np.arange(60) // 4
    plain, fitted = (ranks.block_trend_p(values, line, blocks, 1, 1) for line in (None, np.zeros(60)))
    assert special.ndtri(fitted) == pytest.approx(special.ndtri(plain) * (13 / 15) ** 0.5)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "differences",
    [
        [0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01],
        [0.4, -0.1, 0.7, 1.2, 0.3, -0.2, 0.9, 0.8],
    ],
)
def test_wilcoxons_exact_p_value_agrees_with_scipy_and_pingouin(differences: list[float]) -> None:
    stats = pytest.importorskip("scipy.stats")
    oracle = stats.wilcoxon(differences, method="exact").pvalue
    assert ranks.signed_rank_p(np.array(differences)) == pytest.approx(oracle)
    pingouin = pytest.importorskip("pingouin", reason="the oracle is not installed")
    theirs = pingouin.wilcoxon(differences, np.zeros(len(differences)), method="exact")
    column = next(name for name in theirs.columns if name.lower().replace("_", "-") == "p-val")
    assert ranks.signed_rank_p(np.array(differences)) == pytest.approx(float(theirs[column].iloc[0]))


def test_hollander_and_wolfes_depression_scores() -> None:
    # Hollander and Wolfe 1973, example 3.1: nine patients before and after a tranquilliser, two-sided.
    before = np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30])
    after = np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
    assert ranks.signed_rank_p(before - after) == pytest.approx(0.0390625)


def test_pairs_with_ties_and_zeros() -> None:
    assert ranks.signed_rank_p(np.zeros(9)) == 1.0
    # Ranks 2.5 each: all 16 signs are equally likely, two of them as extreme.
    assert ranks.signed_rank_p(np.array([1.0, 1, 1, 1, 0])) == pytest.approx(2 / 16)


def test_many_pairs_take_the_normal_tail() -> None:
    stats = pytest.importorskip("scipy.stats")
    differences = noise(14, 80) + 0.3
    oracle = stats.wilcoxon(differences, method="asymptotic", correction=False).pvalue
    assert ranks.signed_rank_p(differences) == pytest.approx(oracle)
