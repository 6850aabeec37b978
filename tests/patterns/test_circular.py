"""Directions on a circle: the examples of astropy's own tests (R's CircStats), and pingouin."""

import numpy as np
import pytest

from painlog.patterns.circular import direction, mean_time, rayleigh

BEARINGS = np.deg2rad([51.0, 67, 40, 109, 31, 358])
"""Jammalamadaka and SenGupta 2001, page 23."""
TOGETHER = np.deg2rad([190.18, 175.48, 155.95, 217.83, 156.36])


def test_the_mean_direction_of_the_textbook() -> None:
    mean, length = direction(BEARINGS)
    assert np.rad2deg(mean) == pytest.approx(48.63, abs=0.005)
    assert 1 - length == pytest.approx(0.1635635, abs=1e-4)


def test_rayleighs_test_as_r_works_it_out() -> None:
    assert rayleigh(TOGETHER) == pytest.approx(0.00640418, abs=1e-4)
    assert direction(TOGETHER)[1] == pytest.approx(0.9202565, abs=1e-4)


def test_both_agree_with_astropy_and_pingouin() -> None:
    angles = np.random.default_rng(16).uniform(0, 2 * np.pi, 80)
    stats = pytest.importorskip("astropy.stats", reason="the oracle is not installed")
    assert direction(angles)[0] == pytest.approx(float(stats.circmean(angles)) % (2 * np.pi))
    assert rayleigh(angles) == pytest.approx(float(stats.rayleightest(angles)))
    pingouin = pytest.importorskip("pingouin", reason="the oracle is not installed")
    assert direction(angles)[1] == pytest.approx(float(pingouin.circ_r(angles)))


def test_around_midnight_the_mean_is_midnight() -> None:
    assert mean_time(np.array([1430.0, 10.0])) % 1440 == pytest.approx(0, abs=1e-6)
    assert mean_time(np.array([480.0, 500.0])) == pytest.approx(490)
