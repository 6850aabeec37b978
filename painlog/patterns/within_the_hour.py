"""What followed an activity within the hour, only counted: no tests, no scipy.

The hour counts from the beginning of the activity until 60 minutes after its end. Only prompt entries of
tracked days are used.
"""

import numpy as np

from painlog.patterns.arrays import Floats, Truths
from painlog.patterns.diary import Activities, Diary, FlareUps

AFTER_MINUTES = 60
_LONGEST_MINUTES = 12 * 60
"""An activity that nobody ended for longer is taken as one of this length."""


def timely(diary: Diary, activities: Activities) -> Activities:
    """Return the activities that were written within the hour, on tracked days."""
    return activities.only(activities.is_prompt & diary.is_tracked(activities.day))


def timely_onsets(diary: Diary) -> FlareUps:
    """Return the flare-ups whose onset was written within the hour, on tracked days."""
    timed = diary.flare_ups.timed
    return timed.only(diary.is_tracked(timed.day))


def followed(done: Activities, flare_ups: FlareUps) -> Truths:
    """Tell of each activity whether an onset followed within the hour."""
    row = np.searchsorted(flare_ups.at, done.at, side="left")
    following = np.append(flare_ups.at, np.inf)[row]
    return np.asarray(following <= done.at + reach(done))


def reach(done: Activities) -> Floats:
    """Return the seconds from the beginning of each until an hour after its end."""
    return (np.minimum(done.lasted, _LONGEST_MINUTES) + AFTER_MINUTES) * 60
