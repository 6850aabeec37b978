"""The five figures in words: what they say at their edges."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale

from painlog.patterns.compared import Compared, Trend
from painlog.patterns.finding import Finding, Measure, Need, State
from painlog.report.figures import figures, lacking
from painlog.words.headlines import headline

FACTS: dict[str, Finding] = {
    "coverage": Finding(id="coverage", state=State.SEEN, measures={"from_before": 0}),
    "frequency": Finding(id="frequency", state=State.SEEN, measures={"count": 46, "every_days": 0.913}),
    "duration": Finding(id="duration", state=State.SEEN, measures={"median": 46.2, "q1": 37.0, "q3": 62.0}),
    "time-to-peak": Finding(id="time-to-peak", state=State.SEEN, measures={"median": 10.0}),
    "intensity": Finding(
        id="intensity",
        state=State.SEEN,
        measures={"median": 6.0, "lowest": 4.0, "highest": 9.0},
    ),
    "background": Finding(id="background", state=State.SEEN, measures={"median": 3.25, "days": 41}),
}


def told(
    figure: int, measures: Mapping[str, Measure], compared: Compared | None = None
) -> tuple[str, str, str, str]:
    """Return value, spread, interval and before of one figure with other measures."""
    name = ("frequency", "duration", "time-to-peak", "intensity", "background")[figure]
    facts = {**FACTS, name: replace(FACTS[name], measures={**FACTS[name].measures, **measures})}
    found = figures(facts, {name: compared} if compared is not None else {})[figure]
    return found.value, found.spread, found.interval, found.before


def test_they_read_as_in_the_drawing() -> None:
    values = [(figure.label, figure.value, figure.spread) for figure in figures(FACTS, {})]
    assert values == [
        ("Flare-ups", "46", "one every 0.9 days"),
        ("Usual length", "46 min", "half lasted 37–62 min"),  # noqa: RUF001
        ("Time to peak", "10 min", "from first sign to worst"),
        ("Worst pain, usually", "6 / 10", "range 4–9"),  # noqa: RUF001
        ("Background pain", "3.2 / 10", "usual level on 41 days"),
    ]


def test_one_every_day_is_no_number() -> None:
    assert told(0, {"every_days": 1.02})[1] == "one every day"
    assert told(0, {"every_days": 12.0})[1] == "one every 12 days"


def test_an_interval_of_a_rate_is_told_in_days_the_short_end_first() -> None:
    compared = Compared(low=3.5, high=14.0, before=7.0, trend=Trend.SAME)
    assert told(0, {}, compared)[2:] == ("95 %: 0.5–2 days", "no clear change, was every day before")  # noqa: RUF001


def test_an_interval_that_is_one_day_from_end_to_end_is_told_in_the_singular() -> None:
    assert told(0, {}, Compared(low=6.8, high=7.3))[2] == "95 %: 1 day"


def test_many_a_day_are_told_by_the_day_with_the_interval_the_same_way_round() -> None:
    compared = Compared(low=128.8, high=152.6, before=140.0, trend=Trend.SAME)
    said = told(0, {"every_days": 0.05}, compared)
    assert said[1:] == ("20 a day", "95 %: 18–22 a day", "no clear change, was 20 a day before")  # noqa: RUF001
    rarer = Compared(low=14.0, high=23.8, before=3.5, trend=Trend.MORE)
    assert told(0, {"every_days": 0.4}, rarer)[1:] == (
        "2.5 a day",
        "95 %: 2–3.4 a day",  # noqa: RUF001
        "was 0.5 a day before",
    )


@pytest.mark.parametrize(
    ("every", "before", "said"),
    [
        (1.4, 11.4, "every 0.6 days"),  # the same way round as "one every 1.4 days" beside it
        (1.4, 140.0, "20 a day"),
        (0.05, 7.0, "1 a day"),
        (0.4, 0.6, "every 12 days"),
    ],
)
def test_what_was_before_is_told_the_same_way_round(every: float, before: float, said: str) -> None:
    compared = Compared(low=3.5, high=14.0, before=before, trend=Trend.LESS)
    assert told(0, {"every_days": every}, compared)[3] == f"was {said} before"


def test_the_page_rounds_days_as_the_patterns_do() -> None:
    for every in (0.05, 0.66, 0.67, 0.96, 1.04, 9.94, 9.96, 12.3):
        pattern = headline(replace(FACTS["frequency"], measures={"count": 46, "every_days": every}))
        assert pattern == f"46 flare-ups, {told(0, {'every_days': every})[1]}"
    assert told(0, {"every_days": 12.3}, Compared(0.4, 0.8))[1:3] == (
        "one every 12 days",
        "95 %: 8.8–18 days",  # noqa: RUF001
    )


@pytest.mark.parametrize("tracked", [42, 34, 33, 9])
def test_a_rate_of_days_with_entries_says_so_where_many_have_none_as_the_patterns_do(tracked: int) -> None:
    """Ten doses in nine years, told on nine days, were "1 a day"."""
    coverage = replace(FACTS["coverage"], measures={"days": 42, "tracked": tracked})
    figure = figures({**FACTS, "coverage": coverage}, {})[0]
    counted = {**FACTS["frequency"].measures, "days": tracked, "missing": 42 - tracked}
    assert headline(replace(FACTS["frequency"], measures=counted)) == f"46 flare-ups, {figure.spread}"
    assert figure.spread.endswith("with entries") is (tracked < 34)


def test_flare_ups_that_all_lie_on_a_day_that_may_not_be_over_are_no_rate() -> None:
    """Five on the newest day, after nineteen days without one, were "one every 19 days"."""
    coverage = replace(FACTS["coverage"], measures={"days": 20, "tracked": 19})
    needs = (Need("flare-ups", 5, 5), Need("tracked days", 14, 19))
    none = replace(FACTS["frequency"], measures={"count": 0, "every_days": 19.0}, needs=needs)
    figure = figures({**FACTS, "coverage": coverage, "frequency": none}, {})[0]
    said = "all on the newest day, none on 19 days with entries before it"
    assert (figure.value, figure.spread) == ("5", said)


@pytest.mark.parametrize(
    ("trend", "said"),
    [
        (Trend.LESS, "was 58 min before"),
        (Trend.MORE, "was 58 min before"),
        (Trend.SAME, "no clear change, was 58 min before"),
        (Trend.NOT_KNOWN, ""),
    ],
)
def test_what_was_before(trend: Trend, said: str) -> None:
    assert told(1, {}, Compared(40.0, 52.0, 58.0, trend))[2:] == ("95 %: 40–52 min", said)  # noqa: RUF001


def test_long_and_short_lengths_are_told_in_their_own_units() -> None:
    assert told(1, {"median": 95.0, "q1": 40.0, "q3": 150.0})[:2] == (
        "1 h 35 min",
        "half lasted 40 min – 2 h 30 min",  # noqa: RUF001
    )
    compared = Compared(51.0, 91.0, 68.0, Trend.SAME)
    assert told(1, {"median": 73.0, "q1": 48.0, "q3": 94.0}, compared) == (
        "73 min",
        "half lasted 48–94 min",  # noqa: RUF001
        "95 %: 51–91 min",  # noqa: RUF001
        "no clear change, was 68 min before",
    )
    assert told(1, {"median": 0.4, "q1": 0.2, "q3": 2.0})[:2] == (
        "under 1 min",
        "half lasted under 1 min – 2 min",  # noqa: RUF001
    )
    assert told(1, {"median": 4320.0, "q1": 2880.0, "q3": 7200.0})[0] == "3 days"


def test_a_third_quarter_that_nobody_knows_is_told_as_over() -> None:
    assert told(1, {"q3": None})[1] == "most lasted over 37 min"


def test_what_the_unknown_ends_leave_open_is_told_as_over() -> None:
    assert told(1, {}, Compared(35.0, None, 40.0, Trend.SAME))[2:] == (
        "95 %: over 35 min",
        "no clear change, was 40 min before",
    )
    assert told(1, {"median": None, "q3": None})[:2] == ("–", "most lasted over 37 min")  # noqa: RUF001
    none = {"median": None, "q1": None, "q3": None}
    assert told(1, none)[:2] == ("–", "most ends are not known")  # noqa: RUF001


def test_no_pain_is_a_level_and_so_is_half_a_point() -> None:
    assert told(4, {"median": 0.0, "days": 3})[:2] == ("0 / 10", "usual level on 3 days")
    assert told(3, {"median": 6.5})[0] == "6.5 / 10"


def test_equal_ends_are_one_number() -> None:
    assert told(3, {"lowest": 6.0, "highest": 6.0})[1] == "range 6"
    assert told(4, {}, Compared(3.0, 3.0, None))[2] == "95 %: 3"


def test_without_check_ins_the_background_is_not_written_down() -> None:
    assert told(4, {"median": None, "days": 0})[:2] == ("–", "not written down")  # noqa: RUF001


def test_the_background_is_told_without_enough_flare_ups_with_a_level() -> None:
    none = Finding(id="intensity", state=State.NOT_ENOUGH, needs=(Need("flare-ups with a level", 5, 3),))
    worst, background = figures({**FACTS, "intensity": none}, {})[3:]
    assert (worst.value, worst.spread) == ("–", "needs 5 with a level, has 3")  # noqa: RUF001
    assert (background.value, background.spread) == ("3.2 / 10", "usual level on 41 days")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("flare-ups", "needs 5 flare-ups, has 2"),
        ("tracked days", "needs entries on 5 days, has 2"),
        ("ended flare-ups", "needs 5 that ended, has 2"),
        ("flare-ups with a peak time", "needs 5 with a peak time, has 2"),
        ("flare-ups with a level", "needs 5 with a level, has 2"),
        ("anything else", "needs 5 entries, has 2"),
    ],
)
def test_what_is_missing_is_said(what: str, said: str) -> None:
    short = Finding(id="x", state=State.NOT_ENOUGH, needs=(Need("met", 1, 1), Need(what, 5, 2)))
    assert lacking(short) == said
    assert lacking(replace(short, needs=())) == ""


def test_numbers_follow_the_region() -> None:
    QLocale.setDefault(QLocale("de_DE"))
    assert told(0, {})[1] == "one every 0,9 days"
    assert told(4, {})[0] == "3,2 / 10"
