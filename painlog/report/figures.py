"""The five figures at the head of the page, in words."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from painlog.patterns.compared import Compared, Trend
from painlog.patterns.finding import Finding, State
from painlog.report.page import Figure
from painlog.words import amounts, measures, times
from painlog.words.language import filled

translate = QCoreApplication.translate

_WEEK = 7
_HOURS_FROM = 120
"""Ranges that end below are said in minutes."""
_LEAST_TOLD = 0.5
"""Rates below are not said as people say them: "0.2 a day", "every 0.1 days"."""
_NOTHING = Compared()


def figures(facts: Mapping[str, Finding], compared: Mapping[str, Compared]) -> tuple[Figure, ...]:
    """Return the five figures; one without enough entries says so in its place.

    `facts` and `compared` are those of painlog.patterns by their ids; a figure that is not compared yet has
    no interval.
    """
    return (
        _how_often(facts["frequency"], compared.get("frequency", _NOTHING), facts["coverage"]),
        _length(facts["duration"], compared.get("duration", _NOTHING)),
        _to_peak(facts["time-to-peak"], compared.get("time-to-peak", _NOTHING)),
        _worst(facts["intensity"], compared.get("intensity", _NOTHING)),
        _background(facts["background"], compared.get("background", _NOTHING)),
    )


def _how_often(found: Finding, compared: Compared, coverage: Finding) -> Figure:
    label, had = translate("Page", "Flare-ups"), measures.flare_ups(found)
    if found.state is State.NOT_ENOUGH:
        return _few(label, round(had), found, coverage)
    every = measures.figure(found, "every_days")
    before = _inverse(compared.before) or 0.0
    is_by_day = _is_told_by_day(before, like=every)
    was = measures.a_day(before) if is_by_day else measures.every_days(before)
    return Figure(
        label=label,
        value=amounts.number(had),
        spread=_rate(found, coverage),
        interval=_interval_of_rate(compared, a_day=measures.is_often(every)),
        trend=compared.trend,
        before=_before(compared, was, every=not is_by_day),
    )


def _few(label: str, had: int, found: Finding, coverage: Finding) -> Figure:
    """Return how many there are, and what is missing to say how often; where none is, of how many days."""
    from_before, tracked = (round(measures.figure(coverage, name)) for name in ("from_before", "tracked"))
    if had:
        said = filled(translate("Page", "how often: %1", "needs 5 flare-ups, has 2"), lacking(found))
    elif from_before:
        said = translate("Page", "%Ln went on from before", "", from_before)
    elif tracked:
        said = translate("Page", "on %Ln day(s) with entries", "", tracked)
    else:
        return _nothing(label)
    return Figure(label=label, value=amounts.number(had), spread=said)


def _rate(found: Finding, coverage: Finding) -> str:
    """Return how often, which is told of days with entries and says so where many have none."""
    tracked = measures.figure(coverage, "tracked")
    if not measures.figure(found, "count"):  # those of the newest day, which may not be over, are in no rate
        return translate(
            "Page", "all on the newest day, none on %Ln day(s) with entries before it", "", round(tracked)
        )
    rate = measures.how_often(measures.figure(found, "every_days"))
    is_said = measures.are_many(measures.figure(coverage, "days") - tracked, tracked)
    return filled(translate("Page", "%1 with entries", "one every 2 days"), rate) if is_said else rate


def _is_told_by_day(before: float, *, like: float) -> bool:
    """Tell whether a rate before is told as so many a day: as the figure beside it, where people say so.

    Both rates are the days from one flare-up to the next.
    """
    if measures.is_often(like):
        return 0 < before * _LEAST_TOLD <= 1
    return 0 < before < _LEAST_TOLD


def _interval_of_rate(compared: Compared, *, a_day: bool) -> str:
    """Return the interval the same way round as the figure: flare-ups a day, or days from one to the next."""
    if a_day:
        bounds = _daily(compared.low), _daily(compared.high)
        return _interval(bounds, measures.short, translate("Page", "%1 a day", "after a range"))
    bounds = _inverse(compared.high), _inverse(compared.low)
    one_day = all(bound is not None and measures.short(bound) == amounts.rounded(1) for bound in bounds)
    unit = translate("Page", "%1 day") if one_day else translate("Page", "%1 days", "after a range")
    return _interval(bounds, measures.short, unit)


def _length(found: Finding, compared: Compared) -> Figure:
    label = translate("Page", "Usual length")
    if found.state is State.NOT_ENOUGH:
        return _not_enough(label, found)
    median, longest = found.measures.get("median"), found.measures.get("q3")
    said = _minutes if isinstance(longest, float) and longest < _HOURS_FROM else times.duration
    return Figure(
        label=label,
        value=said(median) if isinstance(median, float) else "–",  # noqa: RUF001 - a dash
        spread=_half_lasted(found),
        interval=_of_minutes(compared),
        trend=compared.trend,
        before=_before(compared, said(compared.before or 0.0)),
    )


def _half_lasted(found: Finding) -> str:
    low, high = found.measures.get("q1"), found.measures.get("q3")
    if not isinstance(low, float):
        return translate("Page", "most ends are not known")
    if not isinstance(high, float):
        return filled(translate("Page", "most lasted over %1"), times.duration(low))
    return filled(translate("Page", "half lasted %1"), _minutes_range(low, high))


def _to_peak(found: Finding, compared: Compared) -> Figure:
    label = translate("Page", "Time to peak")
    if found.state is State.NOT_ENOUGH:
        return _not_enough(label, found)
    return Figure(
        label=label,
        value=times.duration(measures.figure(found, "median")),
        spread=translate("Page", "from first sign to worst"),
        interval=_of_minutes(compared),
        trend=compared.trend,
        before=_before(compared, times.duration(compared.before or 0.0)),
    )


def _worst(found: Finding, compared: Compared) -> Figure:
    label = translate("Page", "Worst pain, usually")
    if found.state is State.NOT_ENOUGH:
        return _not_enough(label, found)
    between = _range(measures.figure(found, "lowest"), measures.figure(found, "highest"), amounts.rounded)
    return Figure(
        label=label,
        value=amounts.level(round(measures.figure(found, "median"), 1)),
        spread=filled(translate("Page", "range %1"), between),
        interval=_interval((compared.low, compared.high), amounts.rounded),
        trend=compared.trend,
        before=_before(compared, amounts.rounded(compared.before or 0.0)),
    )


def _background(found: Finding, compared: Compared) -> Figure:
    label = translate("Page", "Background pain")
    level, days = found.measures.get("median"), found.measures.get("days")
    if not isinstance(level, float) or not days:
        return _nothing(label)
    return Figure(
        label=label,
        value=amounts.level(round(level, 1)),
        spread=translate("Page", "usual level on %Ln day(s)", "", int(days)),
        interval=_interval((compared.low, compared.high), amounts.rounded),
        trend=compared.trend,
        before=_before(compared, amounts.rounded(compared.before or 0.0)),
    )


def lacking(found: Finding) -> str:
    """Return what a finding has too few of: "needs 6 that ended, has 4"."""
    short = found.lacking
    if not short:
        return ""
    texts = {
        "flare-ups": translate("Page", "needs %1 flare-ups, has %2"),
        "tracked days": translate("Page", "needs entries on %1 days, has %2"),
        "ended flare-ups": translate("Page", "needs %1 that ended, has %2"),
        "flare-ups with a peak time": translate("Page", "needs %1 with a peak time, has %2"),
        "flare-ups with a level": translate("Page", "needs %1 with a level, has %2"),
    }
    text = texts.get(short[0].what, translate("Page", "needs %1 entries, has %2"))
    return filled(text, amounts.number(short[0].minimum), amounts.number(short[0].has))


def _nothing(label: str) -> Figure:
    return Figure(label=label, value="–", spread=translate("Page", "not written down"))  # noqa: RUF001 - a dash


def _not_enough(label: str, found: Finding) -> Figure:
    return Figure(label=label, value="–", spread=lacking(found))  # noqa: RUF001 - a dash


def _before(compared: Compared, was: str, *, every: bool = False) -> str:
    if compared.before is None or compared.trend is Trend.NOT_KNOWN:
        return ""
    said = filled(translate("Page", "every %1", "0.9 days"), was) if every else was
    if compared.trend is Trend.SAME:
        return filled(translate("Page", "no clear change, was %1 before"), said)
    return filled(translate("Page", "was %1 before"), said)


def _of_minutes(compared: Compared) -> str:
    if compared.low is None:
        return ""
    if compared.high is None:
        return filled(translate("Page", "95 %: over %1", "a length"), times.duration(compared.low))
    return filled(translate("Page", "95 %: %1", "an interval"), _minutes_range(compared.low, compared.high))


def _interval(
    bounds: tuple[float | None, float | None], said: Callable[[float], str], text: str = "%1"
) -> str:
    low, high = bounds
    if low is None or high is None:
        return ""
    return filled(translate("Page", "95 %: %1", "an interval"), filled(text, _range(low, high, said)))


def _minutes(minutes: float) -> str:
    """Return a length in minutes, as the range beside it: 48 to 94 min stood beside 1 h 13 min."""
    if not 1 <= minutes < _HOURS_FROM:
        return times.duration(minutes)
    return filled(translate("Page", "%1 min", "after a range"), amounts.number(round(minutes)))


def _minutes_range(low: float, high: float) -> str:
    """Return "37-62 min"; where hours are named both ends are said in full."""
    if low >= 1 and high < _HOURS_FROM:
        between = _range(low, high, lambda minutes: amounts.number(round(minutes)))
        return filled(translate("Page", "%1 min", "after a range"), between)
    one, other = times.duration(low), times.duration(high)
    return one if one == other else f"{one} – {other}"  # noqa: RUF001 - from until


def _range(low: float, high: float, said: Callable[[float], str]) -> str:
    one, other = said(low), said(high)
    return one if one == other else f"{one}–{other}"  # noqa: RUF001 - from until


def _daily(per_week: float | None) -> float | None:
    """Return the number a day."""
    return per_week / _WEEK if per_week is not None else None


def _inverse(per_week: float | None) -> float | None:
    """Return the days from one to the next."""
    return _WEEK / per_week if per_week else None
