"""The headlines of findings, in each of their states."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from painlog.patterns.finding import Finding, State
from painlog.words import times
from painlog.words.amounts import percent, with_strength
from painlog.words.language import capital, filled
from painlog.words.measures import days, figure, how_often, lacks_days, length, told
from painlog.words.needs import counted

translate = QCoreApplication.translate

_HOURS_A_DAY = 24
_Said = Mapping[str, Callable[[Finding], str]]


def headline(finding: Finding) -> str:
    """Return the headline: what is seen, that it is not seen, or what there are too few entries for."""
    if finding.state is State.SEEN:
        return _SEEN[finding.id](finding)
    if finding.state is State.NOT_SEEN:
        return _not_seen(finding)
    lacks = translate("Findings", "%1: %2", "what was looked for, not enough entries yet")
    return filled(lacks, capital(subject(finding)), _state_in_words(finding.state))


def heading(state: State) -> str:
    """Return what stands above the findings of one state that are not cards."""
    return capital(_state_in_words(state))


def _state_in_words(state: State) -> str:
    if state is State.NOT_ENOUGH:
        return translate("Findings", "not enough entries yet")
    return translate("Findings", "looked for and not seen")


def subject(finding: Finding) -> str:
    """Return what was looked for, as part of a list: "flare-ups getting longer"."""
    about = finding.about
    if about and finding.id in ("trigger", "relief", "medicine-change", "therapy-course"):
        return _subject_about(finding)
    if figure(finding, "not_added"):
        return translate("Findings", "doses above the plan, as far as they can be added up")
    return {
        "coverage": translate("Findings", "how complete the entries are"),
        "frequency": translate("Findings", "how often"),
        "duration": translate("Findings", "how long"),
        "time-to-peak": translate("Findings", "how fast"),
        "intensity": translate("Findings", "how bad"),
        "returning": translate("Findings", "flare-ups coming back"),
        "lengthening": translate("Findings", "flare-ups getting longer"),
        "time-of-day": translate("Findings", "a hard time of day"),
        "trigger": translate("Findings", "activities before flare-ups"),
        "end-of-dose": translate("Findings", "pain before the next dose"),
        "by-the-clock": translate("Findings", "as-needed doses by the clock"),
        "round-the-clock": translate("Findings", "short-acting medicine day and night"),
        "rising-together": translate("Findings", "medicine and pain rising together"),
        "relief": translate("Findings", "relief after a dose"),
        "medicine-change": translate("Findings", "before and after a change of medicine"),
        "therapy-course": translate("Findings", "before and after a course of therapy"),
        "over-plan": translate("Findings", "doses above the plan"),
    }[finding.id]


def _subject_about(finding: Finding) -> str:
    text = {
        "trigger": translate("Findings", "%1 before flare-ups", "an activity"),
        "relief": translate("Findings", "relief after %1", "a medicine"),
        "medicine-change": translate("Findings", "before and after %1", "the change to a medicine"),
        "therapy-course": translate("Findings", "before and after %1 began", "a therapy"),
    }[finding.id]
    return filled(text, what_changed(finding) if finding.id == "medicine-change" else _about(finding))


def _about(finding: Finding) -> str:
    """Return what it is about; a medicine with its strength, where another one is called the same."""
    return with_strength(finding.about, finding.strength)


def _not_seen(finding: Finding) -> str:
    if finding.id == "trigger":
        return filled(translate("Findings", "Nothing stands out after %1", "an activity"), finding.about)
    if finding.id in ("medicine-change", "therapy-course"):
        return filled(translate("Findings", "No clear difference since %1"), what_changed(finding))
    if figure(finding, "others"):
        return translate("Findings", "No doses held against the plan")
    if figure(finding, "not_added"):
        return translate("Findings", "No doses above the plan, as far as they can be added up")
    return {
        "returning": translate("Findings", "No sign that flare-ups come back"),
        "lengthening": translate("Findings", "No sign that flare-ups last longer"),
        "time-of-day": translate("Findings", "No hard time of day"),
        "end-of-dose": translate("Findings", "No sign of pain before the next dose"),
        "by-the-clock": translate("Findings", "No sign of doses by the clock"),
        "round-the-clock": translate("Findings", "No sign of doses from morning to night"),
        "rising-together": translate("Findings", "No sign of medicine and pain rising together"),
        "over-plan": translate("Findings", "No doses above the plan"),
    }[finding.id]


def _covered(finding: Finding) -> str:
    text = translate("Findings", "Entries on %1 of %2")
    return filled(text, told(finding, "tracked"), days(figure(finding, "days")))


def _often(finding: Finding) -> str:
    text = translate("Findings", "%1, %2", "how many flare-ups, how often")
    if lacks_days(finding):
        text = translate("Findings", "%1, %2 with entries", "how many flare-ups, one every 2 days")
    flare_ups = counted("flare-ups", round(figure(finding, "count")))
    if not figure(finding, "count"):
        none = translate("Findings", "%1 on %2", "0 flare-ups, 14 days with entries")
        return filled(none, flare_ups, counted("tracked days", round(figure(finding, "every_days"))))
    return filled(text, flare_ups, how_often(figure(finding, "every_days")))


def _long(finding: Finding) -> str:
    if finding.measures.get("median") is None:
        return translate("Findings", "How long it usually lasts is not known yet")
    return filled(translate("Findings", "Usually %1 long"), length(finding, "median"))


def _fast(finding: Finding) -> str:
    text = translate("Findings", "Usually at its worst %1", "after 10 min")
    return filled(text, times.after(figure(finding, "median")))


def _bad(finding: Finding) -> str:
    return filled(translate("Findings", "The worst is usually %1 of 10"), told(finding, "median"))


def _returning(_: Finding) -> str:
    return translate("Findings", "Flare-ups come back")


def _lengthening(_: Finding) -> str:
    return translate("Findings", "Flare-ups last longer than before")


def part_of_day(minutes: float) -> str:
    """Return what people call a time of day, in minutes after midnight: "Late afternoon"."""
    hour = minutes / 60 % _HOURS_A_DAY
    parts = (
        (4.5, translate("Findings", "The night")),
        (7.5, translate("Findings", "The early morning")),
        (11.5, translate("Findings", "The morning")),
        (14.0, translate("Findings", "The middle of the day")),
        (16.0, translate("Findings", "The afternoon")),
        (18.5, translate("Findings", "The late afternoon")),
        (22.5, translate("Findings", "The evening")),
        (24.0, translate("Findings", "The night")),
    )
    return next(name for until, name in parts if hour < until)


def middle_of_window(finding: Finding) -> float:
    """Return the middle of the window of `time-of-day`, in minutes after midnight."""
    begin, until = figure(finding, "from"), figure(finding, "until")
    return begin + ((until - begin) % 1440) / 2


def _hard_time(finding: Finding) -> str:
    return filled(translate("Findings", "%1 is the hard time"), part_of_day(middle_of_window(finding)))


def _stands_out(finding: Finding) -> str:
    return filled(translate("Findings", "%1 stands out"), capital(finding.about))


def _before_dose(finding: Finding) -> str:
    if figure(finding, "stopped") and figure(finding, "patch"):
        return translate("Findings", "Pain returned before the next patch was due")
    if figure(finding, "stopped"):
        return translate("Findings", "Pain returned before the next dose was due")
    if figure(finding, "patch"):
        return translate("Findings", "Pain returns before the next patch is due")
    return translate("Findings", "Pain returns before the next dose is due")


def _clockwork(_: Finding) -> str:
    return translate("Findings", "As-needed doses come by the clock")


def _day_and_night(finding: Finding) -> str:
    text = translate("Findings", "%1 from morning to night on most days")
    if figure(finding, "days") * 2 == figure(finding, "tracked"):
        text = translate("Findings", "%1 from morning to night on half of the days")
    return filled(text, capital(finding.about))


def _rising(_: Finding) -> str:
    return translate("Findings", "More medicine and more pain at about the same time")


def _relief(finding: Finding) -> str:
    relief = percent(round(figure(finding, "relief")))
    text = translate("Findings", "After %1, pain is usually %2 less", "medicine, percentage")
    if relief == percent(0):
        text = translate("Findings", "After %1, pain is usually no less", "a medicine")
    if relief == percent(100):
        text = translate("Findings", "After %1, pain is usually gone", "a medicine")
    return filled(text, _about(finding), relief)


def _over(finding: Finding) -> str:
    if figure(finding, "days"):
        return translate(
            "Findings", "More than the plan says on %Ln day(s)", "", round(figure(finding, "days"))
        )
    return translate("Findings", "%Ln dose(s) sooner than the plan says", "", round(figure(finding, "gaps")))


def what_changed(finding: Finding) -> str:
    """Return what began or changed, with what it is called: "the change to Buprenorphine"."""
    if finding.id == "therapy-course":
        return filled(translate("Findings", "%1 began"), finding.about)
    text = translate("Findings", "the change to %1")
    if finding.measures.get("was") == finding.about:
        text = translate("Findings", "the new plan for %1")
    change = filled(text, finding.about)
    if figure(finding, "changes"):
        day = times.full_date(date.fromisoformat(str(finding.measures["on"])))
        change = filled(translate("Findings", "%1 on %2", "a change, the day of it"), change, day)
    also = finding.measures.get("also")
    if not also:
        return change
    both = translate("Findings", "%1 (on the same day also %2)", "a change, other medicines")
    return filled(both, change, str(also))


def _changed(finding: Finding) -> str:
    better = figure(finding, "change") < 0
    texts = {
        "flare-ups a week": (
            translate("Findings", "Fewer flare-ups since %1"),
            translate("Findings", "More flare-ups since %1"),
        ),
        "duration": (
            translate("Findings", "Shorter flare-ups since %1"),
            translate("Findings", "Longer flare-ups since %1"),
        ),
        "intensity": (
            translate("Findings", "Less pain since %1"),
            translate("Findings", "More pain since %1"),
        ),
    }
    down, up = texts[str(finding.measures.get("of", "flare-ups a week"))]
    return filled(down if better else up, what_changed(finding))


_SEEN: _Said = {
    "coverage": _covered,
    "frequency": _often,
    "duration": _long,
    "time-to-peak": _fast,
    "intensity": _bad,
    "returning": _returning,
    "lengthening": _lengthening,
    "time-of-day": _hard_time,
    "trigger": _stands_out,
    "end-of-dose": _before_dose,
    "by-the-clock": _clockwork,
    "round-the-clock": _day_and_night,
    "rising-together": _rising,
    "relief": _relief,
    "medicine-change": _changed,
    "therapy-course": _changed,
    "over-plan": _over,
}
