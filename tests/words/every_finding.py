"""Every kind of finding that can be told: each pattern in each state, with all that its measures can be."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from painlog.patterns.finding import Bars, Caveat, Drawing, Family, Finding, Measure, Need, State

NEEDS: dict[str, tuple[Need, ...]] = {
    "coverage": (),
    "frequency": (Need("flare-ups", 5, 46), Need("tracked days", 14, 41)),
    "duration": (Need("ended flare-ups", 6, 44),),
    "time-to-peak": (Need("flare-ups with a peak time", 8, 30),),
    "intensity": (Need("flare-ups with a level", 5, 46),),
    "returning": (Need("prompt ended flare-ups", 15, 40),),
    "lengthening": (Need("ended flare-ups", 20, 44), Need("weeks with ended flare-ups", 4, 5.9)),
    "time-of-day": (Need("prompt flare-ups", 20, 40, 6), Need("tracked days", 14, 41)),
    "trigger": (
        Need("times logged", 5, 24),
        Need("flare days", 10, 22),
        Need("flare-free days", 10, 19),
        Need("tracked days", 28, 41),
        Need("days with it", 5, 18),
        Need("days without it", 5, 23),
        Need("days with it before", 5, 16),
        Need("days without it before", 5, 20),
    ),
    "end-of-dose": (
        Need("prompt onsets between doses", 15, 37),
        Need("full intervals", 5, 80),
        Need("regular medicines", 1, 1),
    ),
    "by-the-clock": (Need("as-needed doses", 15, 34), Need("tracked days", 14, 41), Need("flare-ups", 5, 46)),
    "round-the-clock": (Need("short-acting doses", 1, 34), Need("tracked days", 14, 41)),
    "rising-together": (Need("weeks with 4 tracked days", 8, 12), Need("medicines with doses", 1, 2)),
    "relief": (Need("rated doses", 8, 30), Need("share rated", 0.6, 0.88)),
    "medicine-change": (
        Need("medicine changes", 1, 1),
        Need("weeks before", 4, 5),
        Need("weeks after", 4, 6),
    ),
    "therapy-course": (
        Need("weeks before", 4, 5),
        Need("weeks after", 4, 6),
        Need("sessions", 6, 12),
        Need("flare-ups to compare", 1, 40),
    ),
    "over-plan": (Need("plans with a limit", 1, 1),),
}
MEASURES: dict[str, dict[str, Measure]] = {
    "coverage": {
        "tracked": 41, "days": 42, "late_share": 0.12, "open_ended": 2, "without_reason": 1,
        "flare_ups": 46, "doses": 80, "as_needed": 40,
    },
    "frequency": {"count": 46, "per_week": 7.85, "low": 5.75, "high": 10.5, "every_days": 0.89},
    "duration": {"median": 46.0, "q1": 37.0, "q3": 62.0, "still_open": 1},
    "time-to-peak": {"median": 10.0, "under_5": 0.1, "count": 30},
    "intensity": {
        "median": 6.0, "lowest": 4.0, "highest": 9.0, "count": 46, "background": 5.5, "background_days": 41,
        "high_days": 30,
    },
    "returning": {"returned": 14, "count": 40, "expected": 6.2, "longer": 9, "pairs": 14},
    "lengthening": {"factor": 1.8, "first": 40.0, "last": 72.0, "weeks": 5.9},
    "time-of-day": {
        "from": 960, "until": 1200, "share": 0.59, "expected": 0.25, "within": 27, "count": 46, "night": 1,
    },
    "trigger": {
        "after": 11, "times": 24, "ratio": 9.8, "expected": 0.04, "view": "hours", "flare_days_with": 12,
        "flare_days_without": 10, "free_days_with": 4.4, "free_days_without": 14.6,
    },
    "end-of-dose": {"late": 20, "count": 37, "expected": 11.6, "patch": 0},
    "by-the-clock": {"without_flare_up": 31, "doses": 34, "gap": 300.0, "usual_times": 0},
    "round-the-clock": {"days": 30, "tracked": 41},
    "rising-together": {
        "dose_change": 0.4, "pain_change": 1.6, "flare_up_change": 0.5, "weeks": 12, "by": "pain",
    },
    "relief": {"relief": 50.0, "minutes": 30.0, "rated": 30, "doses": 34, "taken": 90, "usual_length": 46.0},
    "medicine-change": {
        "of": "flare-ups a week", "before": 10.4, "after": 4.7, "change": -0.55, "low": -0.72, "high": -0.35,
        "was": "Oxycodone PR",
    },
    "therapy-course": {
        "of": "duration", "before": 60.0, "after": 40.0, "change": -0.33, "low": -0.5, "high": -0.1,
    },
    "over-plan": {"days": 3, "gaps": 2, "doses": 34},
}  # fmt: skip
CHANGES: tuple[dict[str, Measure], ...] = tuple(
    {"of": of, "change": sign * 1.5, "low": sign * 2.0, "high": sign * 1.0, "was": was, "between": 1}
    for of in ("flare-ups a week", "intensity")
    for sign in (-1, 1)
    for was in ("Oxycodone PR", "Buprenorphine")
)
VARIANTS: dict[str, tuple[dict[str, Measure], ...]] = {
    "coverage": tuple(
        {
            "late_share": None,
            "open_ended": 0,
            "without_reason": 0,
            "flare_ups": flare_ups,
            "doses": doses,
            "as_needed": doses // 2,
        }
        for flare_ups in (0, 46)
        for doses in (0, 80)
    ),
    "frequency": (
        {"low": None, "high": None},
        {"every_days": 1.0, "count": 1},
        {"every_days": 14.0, "count": 0},
        {"every_days": 21.3},
        {"every_days": 0.05},
        {"days": 46, "missing": 584, "newest_left_out": 1},
    ),
    "duration": ({"q3": None}, {"median": None, "q1": None}, {"still_open": 0}),
    "time-to-peak": ({"under_5": 0.0}, {"under_5": 1.0}),
    "intensity": ({"background": None}, {"count": 1}, {"background_days": 1, "high_days": 1}),
    "returning": ({"linked": 3}, {"pairs": 0, "longer": 0}, {"pairs": 10}),
    "lengthening": ({"weeks": 16 / 7}, {"first": 0.5, "last": 9.0}, {"first": 40.2, "last": 39.8}),
    "time-of-day": tuple(
        {"from": hour * 60, "until": (hour + 4) * 60 % 1440, "night": 0} for hour in range(24)
    ),
    "trigger": (
        {"view": "day"},
        {"expected": 0.0},
        {"expected": 0.996},
        {"with_an_end": 3},
        {"logged": 25},
        {"logged": 30},
    ),
    "end-of-dose": ({"patch": 1}, {"stopped": 1}, {"patch": 1, "stopped": 1}),
    "by-the-clock": ({"usual_times": 4}, {"gap": None}),
    "rising-together": ({"by": "flare-ups"}, {"begun": 1}, {"begun": 1, "by": "flare-ups"}),
    "relief": (
        {"relief": 0.0},
        {"not_for_flare_ups": 2},
        {"minutes": None, "repeated": 3},
        {"usual_length": None},
        {"usual_length": 4320.0},
    ),
    "medicine-change": (
        *CHANGES,
        {"before": 4.7, "after": 4.7},
        {"before": 0.0, "change": None, "low": 8.0, "high": None},
    ),
    "therapy-course": tuple(
        {"of": of, "change": sign * 1.5, "low": sign * 2.0, "high": sign * 1.0}
        for of in ("flare-ups a week", "intensity", "duration")
        for sign in (-1, 1)
    ),
    "over-plan": ({"days": 0}, {"days": 1, "gaps": 0}, {"not_added": 1}, {"not_added": 12}),
}
ABOUT = {
    "trigger": "lifting",
    "end-of-dose": "Oxycodone PR",
    "round-the-clock": "Oxycodone IR",
    "rising-together": "Oxycodone IR",
    "relief": "Oxycodone IR",
    "medicine-change": "Buprenorphine",
    "therapy-course": "physical therapy",
}
FACTS = {
    "coverage",
    "frequency",
    "duration",
    "time-to-peak",
    "intensity",
    "round-the-clock",
    "relief",
    "over-plan",
}
DRAWN = {
    "frequency": Drawing.WEEKS,
    "returning": Drawing.AFTER_THE_END,
    "lengthening": Drawing.LENGTHS,
    "time-of-day": Drawing.HOURS,
    "trigger": Drawing.ACTIVITIES,
    "end-of-dose": Drawing.BETWEEN_DOSES,
    "by-the-clock": Drawing.HOURS,
    "round-the-clock": Drawing.HOURS,
    "rising-together": Drawing.WEEKS,
    "relief": Drawing.RELIEF,
    "medicine-change": Drawing.WEEKS,
    "therapy-course": Drawing.WEEKS,
    "over-plan": Drawing.WEEKS,
}
"""What the bars of each card stand for, where nothing else is said of it."""
ALWAYS_SEEN = {"coverage", "frequency", "duration", "time-to-peak", "intensity", "relief"}
"""Facts without a rule of their own: seen, or not enough."""


def family_of(pattern: str) -> Family:
    if pattern in FACTS:
        return Family.FACT
    if pattern in ("medicine-change", "therapy-course"):
        return Family.ASKED
    return Family.OWN if pattern == "rising-together" else Family.SEARCHED


def bars_of(pattern: str, measures: Mapping[str, Measure]) -> Bars | None:
    """Return the picture of a finding with these measures."""
    drawing = DRAWN.get(pattern)
    if measures.get("view") == "day":
        drawing = Drawing.DAYS_BEFORE
    if measures.get("patch"):
        drawing = Drawing.DAYS_OF_WEAR
    return Bars(drawing, (1.0, 2.0), (False, True)) if drawing is not None else None


def finding(pattern: str, state: State, **measures: Measure) -> Finding:
    """Return a finding of that pattern and state; `measures` in place of the usual ones."""
    family = family_of(pattern)
    return Finding(
        id=pattern,
        about=ABOUT.get(pattern, ""),
        state=state,
        measures=MEASURES[pattern] | measures,
        p=0.00001 if family in (Family.SEARCHED, Family.ASKED) and state is not State.NOT_ENOUGH else None,
        needs=NEEDS[pattern],
        rests_on=(("flare-up", 1),),
        bars=bars_of(pattern, MEASURES[pattern] | measures),
        family=family,
        caveats=frozenset({Caveat.BACKGROUND_HIGH, Caveat.UNEVEN_WEEKS}),
    )


def lacking(pattern: str) -> Iterator[Finding]:
    """Yield findings that lack each of their conditions, one by one, and all."""
    needs = NEEDS[pattern]
    for place, need in enumerate(needs):
        less = (*needs[:place], replace(need, has=need.minimum / 2), *needs[place + 1 :])
        yield replace(finding(pattern, State.NOT_ENOUGH), needs=less, measures={})
        if need.what.startswith("prompt "):
            timed = replace(less[place], what=need.what.replace("prompt", "timed"))
            yield replace(finding(pattern, State.NOT_ENOUGH), needs=(timed,), measures={})
    if needs:
        nothing = tuple(replace(need, has=0) for need in needs)
        yield replace(finding(pattern, State.NOT_ENOUGH), needs=nothing, measures={}, about="")


def marked_only(times: int) -> Finding:
    """Return a trigger that is marked on flare-ups, but never logged otherwise."""
    return Finding(
        id="trigger",
        about="weather",
        state=State.NOT_ENOUGH,
        measures={"after": times, "times": None, "marked": times},
        needs=(Need("times logged", 5, 0),),
        family=Family.SEARCHED,
        caveats=frozenset({Caveat.NEVER_LOGGED}),
    )


def every_finding() -> Iterator[Finding]:
    """Yield every kind of finding that can be told."""
    for pattern in MEASURES:
        states = [State.SEEN] if pattern in ALWAYS_SEEN else [State.SEEN, State.NOT_SEEN]
        for state in states:
            for variant in ({}, *VARIANTS.get(pattern, ())):
                yield finding(pattern, state, **variant)
        yield from lacking(pattern)
    yield marked_only(1)
    yield marked_only(7)
