"""Times of day lie on a circle: ten to midnight and ten past are twenty minutes apart."""

from math import exp, sqrt

import numpy as np

from painlog.patterns.arrays import Floats


def direction(angles: Floats) -> tuple[float, float]:
    """Return the mean direction (radians, 0 to 2 pi) and the resultant length (0 to 1) of the angles.

    Source: Jammalamadaka and SenGupta 2001, Topics in Circular Statistics, 1.3.
    """
    east, north = float(np.cos(angles).mean()), float(np.sin(angles).mean())
    return float(np.arctan2(north, east)) % (2 * np.pi), sqrt(east**2 + north**2)


def rayleigh(angles: Floats) -> float:
    """Return the p-value of Rayleigh's test that the angles have no direction.

    Source: the series of Wilkie 1983, Appl Stat 32:311-312, as in Jammalamadaka and SenGupta 2001, 3.3.2.
    """
    count, (_, length) = angles.size, direction(angles)
    z = count * length**2
    first = (2 * z - z * z) / (4 * count)
    second = (24 * z - 132 * z**2 + 76 * z**3 - 9 * z**4) / (288 * count**2)
    return min(1.0, max(0.0, exp(-z) * (1 + (first - second if count < 50 else 0.0))))


def mean_time(minutes: Floats) -> float:
    """Return the mean time of day, in minutes after midnight."""
    return direction(minutes * (2 * np.pi / 1440))[0] * 1440 / (2 * np.pi)
