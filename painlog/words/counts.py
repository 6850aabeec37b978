"""The plain counts that a finding rests on, as one or two sentences; no p-values, no advice."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from painlog.patterns.finding import Caveat, Finding
from painlog.words import times
from painlog.words.amounts import number
from painlog.words.changes import change
from painlog.words.language import capital, filled
from painlog.words.measures import (
    about,
    by_chance,
    clock,
    days,
    figure,
    flare_ups,
    in_hundred,
    lacks_days,
    length,
    not_timed,
    rate,
    share,
    told,
)
from painlog.words.needs import counted
from painlog.words.over_plan import over_plan
from painlog.words.rising import rising

translate = QCoreApplication.translate

_ENDS_BY_ITSELF_MINUTES = 240
"""A shorter flare-up may be over by itself while an as-needed dose works; of longer ones it is not said."""
_WEEKS_FROM = 4
"""A shorter time is told in days."""

_Said = Mapping[str, Callable[[Finding], str]]


def counts(finding: Finding) -> str:
    """Return what was counted, for a finding with enough entries."""
    return _COUNTS[finding.id](finding)


def _coverage(finding: Finding) -> str:
    late = translate("Findings", "%1 of the entries were written down over an hour later.", "percentage")
    parts = [filled(late, share(finding, "late_share"))] if figure(finding, "late_share") else []
    unended, bare = round(figure(finding, "open_ended")), round(figure(finding, "without_reason"))
    if unended:
        parts.append(translate("Findings", "%Ln flare-up(s) without a known end.", "", unended))
    if bare:
        parts.append(translate("Findings", "%Ln as-needed dose(s) without a reason.", "", bare))
    return " ".join(parts) or _complete(finding)


def of_days_not_tracked(finding: Finding) -> Iterator[str]:
    """Give what is to be said of days that have entries and yet are not tracked.

    There are some with only such entries as say nothing of flare-ups; and the newest day may not be over.
    """
    if days := round(figure(finding, "only_others")):
        yield translate("Findings", "on %Ln more only activities or notes", "days", days)
    if figure(finding, "newest_left_out"):
        yield translate("Findings", "not counting the newest day")


def _complete(finding: Finding) -> str:
    """Return that nothing is open, of the kinds of entries that there are."""
    ended, reasons = figure(finding, "flare_ups") > 0, figure(finding, "as_needed") > 0
    if ended and reasons:
        return translate("Findings", "Every flare-up has an end and every as-needed dose a reason.")
    if ended:
        return translate("Findings", "Every flare-up has an end.")
    if reasons:
        return translate("Findings", "Every as-needed dose has a reason.")
    from_before = round(figure(finding, "from_before"))
    if figure(finding, "doses"):
        return translate("Findings", "No flare-up that began in these days is written down here.")
    if from_before:
        return translate(
            "Findings",
            "%Ln flare-up(s) went on from before these days; no other and no dose is written down here.",
            "",
            from_before,
        )
    return translate("Findings", "No flare-up and no dose is written down here.")


def _frequency(finding: Finding) -> str:
    if finding.measures.get("low") is None:
        said = filled(translate("Findings", "%1 a week."), rate(figure(finding, "per_week")))
    else:
        text = translate("Findings", "%1 a week (from %2 to %3 would fit these entries as well).")
        said = filled(text, *(rate(figure(finding, name)) for name in ("per_week", "low", "high")))
    return " ".join(filter(None, (said, _not_counted(finding), _not_known(finding))))


def _not_known(finding: Finding) -> str:
    missing = round(figure(finding, "missing") - figure(finding, "newest_left_out"))
    if missing <= 0 or not lacks_days(finding):
        return ""
    return translate(
        "Findings", "%Ln day(s) without entries on pain or medicine (is|are) not counted.", "", missing
    )


def _not_counted(finding: Finding) -> str:
    """Return how many flare-ups are of a day that is not tracked: that is the last one with entries."""
    left = round(flare_ups(finding) - figure(finding, "count"))
    if left <= 0:
        return ""
    return translate(
        "Findings",
        "%Ln flare-up(s) of the last day (is|are) not counted: nothing is written down after it yet.",
        "",
        left,
    )


def _duration(finding: Finding) -> str:
    unended = round(figure(finding, "still_open"))
    parts = []
    if finding.measures.get("q1") is not None and finding.measures.get("q3") is not None:
        shortest, longest = length(finding, "q1"), length(finding, "q3")
        text = translate("Findings", "Half of them lasted from %1 to %2.", "length, length")
        if shortest == longest:
            text = translate("Findings", "Half of them or more lasted just as long.")
        parts.append(filled(text, shortest, longest))
    if unended:
        text = translate("Findings", "%Ln without a known end counted for as long as is known.", "", unended)
        parts.append(text)
    return " ".join(parts)


def _time_to_peak(finding: Finding) -> str:
    text = translate("Findings", "Told for %1; in %2 of them it took less than 5 minutes.")
    if not figure(finding, "under_5"):
        text = translate("Findings", "Told for %1; none of them took less than 5 minutes.")
    if figure(finding, "under_5") == 1:
        text = translate("Findings", "Told for %1; all of them took less than 5 minutes.")
    told_of = counted("flare-ups", round(figure(finding, "count")))
    return filled(text, told_of, share(finding, "under_5"))


def _intensity(finding: Finding) -> str:
    text = translate("Findings", "The worst was from %1 to %2 in %3.", "level, level, how many flare-ups")
    lowest, highest = told(finding, "lowest"), told(finding, "highest")
    if lowest == highest:
        text = translate("Findings", "The worst was %1 in each of %3.", "level, level, how many flare-ups")
    told_of = counted("flare-ups", round(figure(finding, "count")))
    parts = [filled(text, lowest, highest, told_of)]
    if finding.measures.get("background") is not None:
        between = translate("Findings", "In between it was usually %1 of 10 (told on %2).", "level, days")
        if figure(finding, "background_days") == 1:
            between = translate("Findings", "In between it was %1 of 10 on the one day it was told.", "level")
        parts.append(filled(between, told(finding, "background"), days(figure(finding, "background_days"))))
    if Caveat.BACKGROUND_HIGH in finding.caveats and figure(finding, "background_days") == 1:
        parts.append(translate("Findings", "Please tell your doctor of this too."))
    elif Caveat.BACKGROUND_HIGH in finding.caveats:
        parts.append(
            translate(
                "Findings",
                "It was 5 or more on %Ln of these days: please tell your doctor of this too.",
                "",
                round(figure(finding, "high_days")),
            )
        )
    return " ".join(parts)


def _returning(finding: Finding) -> str:
    text = translate("Findings", "%1 of %2 came back within 3 hours; by chance it would be %3.")
    ended = counted("flare-ups", round(figure(finding, "count")))
    linked = round(figure(finding, "linked"))
    within = number(round(figure(finding, "returned")) - linked)
    back = filled(text, within, ended, by_chance(figure(finding, "expected")))
    if linked:
        noted = translate("Findings", "%Ln more came back, as you noted.", "", linked)
        back = f"{back} {noted}"
    back += not_timed(finding)
    if not figure(finding, "pairs"):
        return back
    longer = translate("Findings", "%1 of %2 lasted longer than the one before.", "how many, of how many")
    if figure(finding, "pairs") < figure(finding, "returned"):
        longer = translate("Findings", "%1 of %2 with a known length lasted longer than the one before.")
    return f"{back} {filled(longer, told(finding, 'longer'), told(finding, 'pairs'))}"


def _lengthening(finding: Finding) -> str:
    first, last = about(finding, "first"), about(finding, "last")
    lay_between = _span(figure(finding, "weeks"))
    if first == last:
        return filled(
            translate("Findings", "%1 for the first as for the last, %2 later."), capital(first), lay_between
        )
    text = translate("Findings", "From %1 for the first to %2 for the last, %3 later.", "about 40 min")
    return filled(text, first, last, lay_between)


def _span(weeks: float) -> str:
    """Return how long lies between the first and the last: in days where weeks would say too little."""
    if weeks < _WEEKS_FROM:
        return days(weeks * 7 - 1)
    return translate("Findings", "%Ln week(s)", "", round(weeks))


def _time_of_day(finding: Finding) -> str:
    text = translate(
        "Findings",
        "%1 of %2 began between %3 and %4. Spread evenly over your waking hours it would be %5.",
    )
    count = figure(finding, "count")
    even = by_chance(figure(finding, "expected") * count)
    began = counted("flare-ups", round(count))
    said = filled(text, told(finding, "within"), began, clock(finding, "from"), clock(finding, "until"), even)
    said += not_timed(finding)
    night = round(figure(finding, "night"))
    if not night:
        return said
    return f"{said} {translate('Findings', '%Ln more began outside your waking hours.', '', night)}"


def _trigger(finding: Finding) -> str:
    if finding.measures.get("marked") is not None:
        return _marked(finding)
    if finding.measures.get("view") == "day":
        return _trigger_by_day(finding)
    text = translate(
        "Findings",
        "A flare-up followed within an hour %1 of the %2 times you logged %3; "
        "at the same times of day without it %4.",
    )
    if figure(finding, "with_an_end"):
        text = translate(
            "Findings",
            "A flare-up came meanwhile or within an hour after the end %1 of the %2 times you logged %3; "
            "at the same times of day without it %4.",
        )
    without = in_hundred(figure(finding, "expected"))
    said = filled(text, told(finding, "after"), told(finding, "times"), finding.about, without)
    left = round(figure(finding, "logged") - figure(finding, "times"))
    return f"{said} {_not_all_times(left)}" if left > 0 else said


def _not_all_times(left: int) -> str:
    return translate(
        "Findings",
        "%Ln more time(s) (is|are) not counted: not written down within an hour of the beginning, or on a "
        "day without entries on pain or medicine.",
        "",
        left,
    )


def _marked(finding: Finding) -> str:
    text = translate(
        "Findings",
        "You marked %1 on %2. Logging it also when no flare-up follows would show how often it goes well.",
        "an activity, how many flare-ups",
    )
    return filled(text, finding.about, counted("flare-ups", round(figure(finding, "marked"))))


def _trigger_by_day(finding: Finding) -> str:
    text = translate(
        "Findings",
        "You logged %1 in the 24 hours before the first flare-up on %2 of %3 days, "
        "and before the same times of day on about %4 of %5 days without one.",
    )
    flare = [figure(finding, name) for name in ("flare_days_with", "flare_days_without")]
    free = [figure(finding, name) for name in ("free_days_with", "free_days_without")]
    figures = (flare[0], sum(flare), free[0], sum(free))
    return filled(text, finding.about, *(number(round(count)) for count in figures))


def _end_of_dose(finding: Finding) -> str:
    if figure(finding, "patch"):
        text = translate(
            "Findings",
            "%1 of %2 began on the last day of wearing %3; by chance it would be %4.",
        )
    else:
        text = translate(
            "Findings",
            "%1 of %2 began in the last third of the time until the next dose of %3 was due; by chance it "
            "would be %4.",
        )
    began = counted("flare-ups", round(figure(finding, "count")))
    said = filled(text, told(finding, "late"), began, finding.about, by_chance(figure(finding, "expected")))
    return said + not_timed(finding)


def _by_the_clock(finding: Finding) -> str:
    doses = counted("as-needed doses", round(figure(finding, "doses")))
    if figure(finding, "usual_times"):
        text = translate(
            "Findings",
            "%1 of %2 came without a flare-up that you logged; on most days doses were taken at about the "
            "same times.",
        )
        return filled(text, told(finding, "without_flare_up"), doses)
    if finding.measures.get("gap") is None:
        text = translate("Findings", "%1 of %2 came without a flare-up that you logged.")
        return filled(text, told(finding, "without_flare_up"), doses)
    text = translate(
        "Findings",
        "%1 of %2 came without a flare-up that you logged; doses of one day were usually %3 apart.",
    )
    return filled(text, told(finding, "without_flare_up"), doses, length(finding, "gap"))


def _round_the_clock(finding: Finding) -> str:
    text = translate(
        "Findings",
        "On %1 of %2 with entries you logged at least 4 doses of %3 over 12 hours or more, and while awake "
        "never more than 6 hours apart.",
    )
    return filled(text, told(finding, "days"), days(figure(finding, "tracked")), finding.about)


def _relief(finding: Finding) -> str:
    text = translate("Findings", "You told the relief of %1 of %2 for flare-ups.", "how many, doses")
    of = "doses"
    if figure(finding, "not_for_flare_ups"):  # the others that were not for any were not rated
        text, of = translate("Findings", "You rated %1 of %2, not all for flare-ups."), "taken"
    doses = translate("Findings", "%Ln dose(s)", "", round(figure(finding, of)))
    parts = [filled(text, told(finding, "rated"), doses)]
    if finding.measures.get("minutes") is not None and round(figure(finding, "relief")):
        came = translate("Findings", "It usually came %1.", "after 30 min")
        if figure(finding, "not_for_flare_ups"):
            came = translate("Findings", "Relief usually came %1.", "after 30 min")
        parts.append(filled(came, times.after(figure(finding, "minutes"))))
    again = round(figure(finding, "repeated"))
    if again:
        parts.append(translate("Findings", "A second dose was taken in %Ln flare-up(s).", "", again))
    if 0 < figure(finding, "usual_length") < _ENDS_BY_ITSELF_MINUTES:
        own = translate("Findings", "Flare-ups of this length (usually %1) often end by themselves.")
        parts.append(filled(own, length(finding, "usual_length")))
    return " ".join(parts)


_COUNTS: _Said = {
    "coverage": _coverage,
    "frequency": _frequency,
    "duration": _duration,
    "time-to-peak": _time_to_peak,
    "intensity": _intensity,
    "returning": _returning,
    "lengthening": _lengthening,
    "time-of-day": _time_of_day,
    "trigger": _trigger,
    "end-of-dose": _end_of_dose,
    "by-the-clock": _by_the_clock,
    "round-the-clock": _round_the_clock,
    "rising-together": rising,
    "relief": _relief,
    "medicine-change": change,
    "therapy-course": change,
    "over-plan": over_plan,
}
