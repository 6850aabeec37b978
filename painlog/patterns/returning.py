"""Does it come back: flare-ups that begin within three hours of the end of the one before.

A 24-hour window would find bad days instead. Here each day keeps its number of flare-ups and their lengths,
and chance moves their onsets evenly over that day's waking time. Where onsets crowd at some time of day,
chance moves them once more over the times at which this person's flare-ups begin, so that a hard time of day
is not taken for a return; then the way with the larger p counts, and the number of returns that it expects
is the one that is told and that the effect is held against.
"""

from dataclasses import dataclass

import numpy as np

from painlog.patterns.arrays import Floats, Truths, Whole
from painlog.patterns.chances import mid_p, reaching, sum_of
from painlog.patterns.circular import rayleigh
from painlog.patterns.diary import Diary, FlareUps
from painlog.patterns.finding import Bars, Drawing, Family, Finding, Measure, State, need_prompt
from painlog.patterns.ranks import signed_rank_p

RETURN_MINUTES = 180.0
"""From the end of one to the onset of the next, at most."""
STANDS_OUT = 1.3
"""Returns in times of the expected number, from which they are seen."""
FEWEST_PAIRS = 8
"""From so many pairs on it is tested whether the second one is longer."""
_HOURS_SHOWN = 12
_DRAWS, _FEWEST_DRAWS, _DRAWS_IN_ALL = 1000, 100, 200_000
"""How often the onsets of days alike are drawn: less often the more such days there are."""
_FEWEST_APART = 20
_CROWDED = 0.05
"""Below this p-value of Rayleigh's test onsets crowd at some time of day."""
_SEED = 20260103


@dataclass(frozen=True, slots=True)
class Days:
    """Waking days with the same number of flare-ups, in the order of their onsets; a row a day."""

    onsets: Floats
    """Minutes since the waking day began, ascending in each row."""
    lasted: Floats
    """Minutes; NaN without an end."""


def look(diary: Diary) -> Finding:
    """Return how many ended flare-ups came back, against what the day's count alone would give."""
    timed = diary.flare_ups.timed
    ended = timed.is_ended
    every = int(diary.flare_ups.is_ended.sum())
    needs = (
        need_prompt(
            "ended flare-ups",
            "ended flare-ups",
            15,
            int(ended.sum()),
            every,
            known=diary.knows_writing,
        ),
    )
    if not needs[0].is_met:
        return Finding(id="returning", state=State.NOT_ENOUGH, needs=needs, family=Family.SEARCHED)
    following = next_onsets(timed)
    returned = came_back(timed, diary, following)
    pairs = _pairs(returned, diary)
    expected, p = chance(timed, diary)
    within = int((following >= 0).sum())
    rests = {*returned, *returned.values()}
    return Finding(
        id="returning",
        state=State.NOT_SEEN,
        measures={
            "returned": len(returned),
            "count": int(ended.sum()),
            "left_out": every - int(ended.sum()),
            "expected": expected,
            "linked": len(returned) - within,
            **_longer(pairs),
        },
        p=p,
        needs=needs,
        rests_on=tuple(key for key in diary.flare_ups.keys("flare-up") if key[1] in rests),
        bars=_bars(timed),
        family=Family.SEARCHED,
        caveats=diary.timing_caveats,
        effect_is_there=within > 0 and within >= STANDS_OUT * expected,
    )


def next_onsets(flare_ups: FlareUps) -> Whole:
    """Return for each flare-up the row of the one that begins within three hours of its end, else -1.

    What begins at the same moment is no return, however short the first one was.
    """
    row, minutes = _following(flare_ups)
    return np.where(minutes <= RETURN_MINUTES, row, -1)


def _following(flare_ups: FlareUps) -> tuple[Whole, Floats]:
    """Return the row of the next flare-up after each has ended, and the minutes until then; NaN for none."""
    end = flare_ups.at + np.nan_to_num(flare_ups.lasted, nan=-1e9) * 60
    later = np.searchsorted(flare_ups.at, flare_ups.at, side="right")
    row = np.maximum(np.searchsorted(flare_ups.at, end, side="left"), later)
    found = flare_ups.is_ended & (row < row.size)
    minutes = np.full(row.size, np.nan)
    minutes[found] = (flare_ups.at[row[found]] - end[found]) / 60
    return row, minutes


def _bars(flare_ups: FlareUps) -> Bars:
    """Return how many hours passed from an end to the next beginning, those that count as a return strong."""
    _, minutes = _following(flare_ups)
    hours = np.ceil(minutes[minutes <= _HOURS_SHOWN * 60] / 60).astype(np.int64) - 1
    counts = np.bincount(np.maximum(0, hours), minlength=_HOURS_SHOWN)
    strong = tuple(hour * 60 < RETURN_MINUTES for hour in range(_HOURS_SHOWN))
    return Bars(Drawing.AFTER_THE_END, tuple(map(float, counts)), strong)


def chance(flare_ups: FlareUps, diary: Diary) -> tuple[float, float]:
    """Return how many returns chance gives, and the one-sided mid-p: both of the way with the larger p."""
    days, minutes = diary.waking.place(flare_ups.local)
    awake = minutes < diary.waking.length
    groups = _by_count(days[awake], minutes[awake], flare_ups.lasted[awake])
    observed = sum(int(returns(group.onsets, group.lasted).sum()) for group in groups)
    elsewhere = int((next_onsets(flare_ups) >= 0).sum()) - observed
    own = np.sort(minutes[awake]) if awake.any() else np.zeros(1)
    length, expected, p = float(diary.waking.length), 0.0, -1.0
    crowded = awake.any() and rayleigh(minutes[awake] * (2 * np.pi / length)) < _CROWDED
    for times in (None, own) if crowded else (None,):
        rng = np.random.default_rng(_SEED)
        drawn = [_returns_by_chance(group, length, times, rng) for group in groups]
        chances = sum_of(_same_width([rows for rows, _ in drawn])) if drawn else np.ones(1)
        one = mid_p(reaching(chances, observed), reaching(chances, observed + 1))
        if one > p:
            p, expected = one, sum(mean for _, mean in drawn)
    return expected + max(0, elsewhere), p


def returns(onsets: Floats, lasted: Floats) -> Whole:
    """Return how many flare-ups of each row come back: the last axis holds a day's onsets, ascending."""
    total = np.zeros(onsets.shape[:-1], dtype=np.int64)
    for one in range(onsets.shape[-1] - 1):
        begun, later = onsets[..., one, None], onsets[..., one + 1 :]
        gaps = later - (begun + lasted[..., one, None])
        total += ((later > begun) & (gaps >= 0) & (gaps <= RETURN_MINUTES)).any(axis=-1)
    return total


def _by_count(days: Whole, minutes: Floats, lasted: Floats) -> list[Days]:
    """Return the days with two flare-ups or more, those with the same number together."""
    order = np.lexsort((minutes, days))
    days, minutes, lasted = days[order], minutes[order], lasted[order]
    _, starts, counts = np.unique(days, return_index=True, return_counts=True)
    groups = []
    for several in np.unique(counts[counts > 1]):
        rows = starts[counts == several][:, None] + np.arange(several)
        groups.append(Days(minutes[rows], lasted[rows]))
    return groups


def _returns_by_chance(
    group: Days, length: float, own: Floats | None, rng: np.random.Generator
) -> tuple[Floats, float]:
    """Return for each day of the group the chances of 0, 1, 2 … returns, and the mean number in all draws.

    For the chances, draws in which flare-ups overlap are left out on days on which none did.
    """
    draws = int(np.clip(_DRAWS_IN_ALL // len(group.onsets), _FEWEST_DRAWS, _DRAWS))
    shape = (len(group.onsets), draws, group.onsets.shape[1])
    onsets = rng.random(shape)
    onsets = onsets * length if own is None else _jittered(own, onsets, length, rng)
    order = np.argsort(onsets, axis=-1)
    onsets = np.take_along_axis(onsets, order, axis=-1)
    lasted = np.take_along_axis(np.broadcast_to(group.lasted[:, None, :], shape), order, axis=-1)
    apart = ~_overlap(onsets, lasted)
    used = apart | _overlap(group.onsets, group.lasted)[:, None]
    used |= used.sum(axis=1, keepdims=True) < _FEWEST_APART
    counts = returns(onsets, lasted)
    most = group.onsets.shape[1]
    weights = used / used.sum(axis=1, keepdims=True)
    rows = np.stack([(weights * (counts == one)).sum(axis=1) for one in range(most)], axis=1)
    return rows, float(counts.mean(axis=1).sum())


def _jittered(own: Floats, shares: Floats, length: float, rng: np.random.Generator) -> Floats:
    """Return onsets drawn from the person's own times of day, half an hour to either side."""
    drawn = own[(shares * own.size).astype(np.int64)] + rng.uniform(-30, 30, shares.shape)
    return np.abs(length - np.abs(length - np.abs(drawn)))


def _overlap(onsets: Floats, lasted: Floats) -> Truths:
    ends = onsets[..., :-1] + np.nan_to_num(lasted[..., :-1])
    return np.asarray((onsets[..., 1:] < ends).any(axis=-1))


def _same_width(groups: list[Floats]) -> Floats:
    width = max(group.shape[1] for group in groups)
    return np.concatenate([np.pad(group, ((0, 0), (0, width - group.shape[1]))) for group in groups])


def came_back(timed: FlareUps, diary: Diary, following: Whole) -> dict[int, int]:
    """Return of each that came back, by its key, the key of its return: `following`, else as it was linked.

    Of several that were linked to one the first counts.
    """
    links = diary.record.flare_ups.came_back_after
    linked: dict[int, int] = {}
    for key in diary.flare_ups.key.tolist():
        if key in links:
            linked.setdefault(links[key], key)
    found: dict[int, int] = {}
    for key, row, is_ended in zip(timed.key.tolist(), following.tolist(), timed.is_ended, strict=True):
        if row >= 0:
            found[key] = int(timed.key[row])
        elif is_ended and key in linked:
            found[key] = linked[key]
    return found


def _pairs(returned: dict[int, int], diary: Diary) -> Floats:
    """Return the differences of log2 length, return less the one before, of pairs that both ended."""
    every = diary.flare_ups
    length = dict(
        zip(every.key.tolist(), np.where(every.is_ended, every.lasted, np.nan).tolist(), strict=True)
    )
    before = {second: first for first, second in returned.items()}  # of two the later
    both = [(length.get(first, np.nan), length.get(second, np.nan)) for second, first in before.items()]
    told = [(first, second) for first, second in both if first > 0 and second > 0]
    return np.array([np.log2(second / first) for first, second in told])


def _longer(differences: Floats) -> dict[str, Measure]:
    """Return how many came back longer, with Wilcoxon's p-value where there are eight pairs."""
    enough = differences.size >= FEWEST_PAIRS
    return {
        "longer": int((differences > 0).sum()),
        "pairs": int(differences.size),
        "longer_p": signed_rank_p(differences) if enough else None,
    }
