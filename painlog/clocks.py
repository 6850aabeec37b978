"""The computer's clocks: its time zone, and two that nobody can set.

One of the two goes on while the computer sleeps, the other stands still meanwhile. Which one of them
`time.monotonic` is depends on the system. Sources: clock_gettime(2) of Linux; clock_gettime(3) of macOS,
whose CLOCK_MONOTONIC goes on while time.monotonic, made of mach_absolute_time, does not; "Acquiring
high-resolution time stamps" and QueryUnbiasedInterruptTime in Microsoft's reference.
"""

import os
import sys
import time

if sys.platform == "win32":
    import ctypes


def going_on() -> float:
    """Return seconds that go on while the computer sleeps, whatever its clock is set to."""
    if sys.platform == "linux":
        seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        seconds = time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        seconds = time.monotonic()
    return seconds


def awake() -> float:
    """Return seconds that stand still while the computer sleeps, whatever its clock is set to."""
    if sys.platform == "win32":
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        seconds = ticks.value / 10_000_000
    else:
        seconds = time.monotonic()
    return seconds


_A_DAY = 24 * 60 * 60


def follow_zone() -> None:
    """Take the time zone that the computer has now; on Windows that of Painlog's start stays.

    One that no clock can show, as TZ=XXX24, is told to this program alone: it is left for the computer's own.
    """
    if sys.platform != "win32":
        time.tzset()
        if not (_can_be(time.timezone) and _can_be(time.altzone)):
            os.environ.pop("TZ", None)
            time.tzset()


def _can_be(away: int) -> bool:
    """Tell whether a wall clock can be so many seconds from UTC: less than a day, in whole minutes."""
    return abs(away) < _A_DAY and away % 60 == 0
