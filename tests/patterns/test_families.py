"""Several tests at once: the worked example of 1995, and statsmodels."""

import pytest

from painlog.patterns.families import benjamini_hochberg, holm

THROMBOLYSIS = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
    0.7590, 1.0000,
]  # fmt: skip
"""The 15 p-values of Benjamini and Hochberg 1995, section 4."""


def test_the_example_of_1995_rejects_four_of_fifteen() -> None:
    assert benjamini_hochberg(THROMBOLYSIS, 0.05) == [True] * 4 + [False] * 11


def test_holm_rejects_three_of_them() -> None:
    assert sum(p <= 0.05 for p in holm(THROMBOLYSIS)) == 3


def test_the_order_of_the_tests_does_not_matter() -> None:
    backwards = benjamini_hochberg(THROMBOLYSIS[::-1], 0.05)
    assert backwards[::-1] == benjamini_hochberg(THROMBOLYSIS, 0.05)
    assert holm(THROMBOLYSIS[::-1])[::-1] == holm(THROMBOLYSIS)


@pytest.mark.parametrize("p_values", [THROMBOLYSIS, [0.04, 0.04, 0.01], [1.0], [0.2, 0.001, 0.03, 0.031]])
def test_both_agree_with_statsmodels(p_values: list[float]) -> None:
    stats = pytest.importorskip("statsmodels.stats.multitest", reason="the oracle is not installed")
    assert benjamini_hochberg(p_values, 0.1) == list(stats.multipletests(p_values, 0.1, "fdr_bh")[0])
    assert holm(p_values) == pytest.approx(list(stats.multipletests(p_values, 0.05, "holm")[1]))


def test_nothing_tested_is_nothing_rejected() -> None:
    assert benjamini_hochberg([], 0.1) == []
    assert holm([]) == []
