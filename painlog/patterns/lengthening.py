"""Do flare-ups last longer over time: the trend of their length, in doublings.

Neighbouring flare-ups resemble each other, so that chance may not shuffle them one by one: groups of four
change places, each without its share of the fitted line.
"""

import numpy as np

from painlog.patterns.diary import Diary, FlareUps
from painlog.patterns.finding import Bars, Drawing, Family, Finding, Need, State
from painlog.patterns.moments import DAY
from painlog.patterns.ranks import block_trend_p, kendall_tau, theil_sen

GROUP = 4
"""So many flare-ups in a row change places together: neighbours are alike."""
STANDS_OUT = 1.5
"""The fitted length at the end in times of that at the beginning, from which they are longer."""
_DRAWS = 5000
_SEED = 20260104
_BARS = 6
_SHORTEST = 0.5
"""Minutes that a length of nothing counts as, so that it has a logarithm."""


def _weeks(diary: Diary, ended: FlareUps) -> int:
    """Return the whole weeks from the first to the last tracked day, no more than had a flare-up in them.

    A journal of 28 days has four weeks, although its first flare-up may have come on its second day.
    """
    tracked = np.flatnonzero(diary.tracked)
    if not tracked.size:
        return 0
    return int(min((tracked[-1] - tracked[0] + 1) // 7, np.unique((ended.day - diary.begin) // 7).size))


def look(diary: Diary) -> Finding:
    """Return by what factor flare-ups became longer from the first to the last."""
    ended = diary.flare_ups.only(diary.flare_ups.is_ended)
    needs = (
        Need("ended flare-ups", 20, ended.count),
        Need("weeks with ended flare-ups", 4, _weeks(diary, ended)),
    )
    if not all(need.is_met for need in needs):
        return Finding(id="lengthening", state=State.NOT_ENOUGH, needs=needs, family=Family.SEARCHED)
    doublings = np.log2(np.maximum(ended.lasted, _SHORTEST))
    days = (ended.at - ended.at[0]) / DAY
    fitted = theil_sen(days, doublings)
    factor = float(2 ** (fitted.slope * days[-1]))
    first = float(2**fitted.start)
    groups = np.arange(ended.count) // GROUP
    one_sided = block_trend_p(doublings, fitted.slope * days, groups, _DRAWS, _SEED)
    parts = np.array_split(ended.lasted, _BARS)
    return Finding(
        id="lengthening",
        state=State.NOT_SEEN,
        measures={
            "factor": factor,
            "first": first,
            "last": first * factor,
            "count": ended.count,
            "weeks": float((ended.day[-1] - ended.day[0] + 1) / 7),
            "tau": kendall_tau(days, doublings),
        },
        p=one_sided,
        needs=needs,
        rests_on=ended.keys("flare-up"),
        bars=Bars(
            Drawing.LENGTHS,
            tuple(float(np.median(part)) for part in parts),
            tuple(number >= _BARS // 2 for number in range(_BARS)),
        ),
        family=Family.SEARCHED,
        effect_is_there=factor >= STANDS_OUT,
    )
