"""What the patterns of a journal are told as: on screen, on the page, in the terminal and in JSON.

The words are those of a patient who asks, never of a verdict: you logged, more often, about the same time as,
worth asking. Some words are never used; tests/words/test_findings.py knows them.
"""

from collections import Counter
from typing import Any

from PySide6.QtCore import QCoreApplication

from painlog.entries import KINDS
from painlog.patterns.finding import Caveat, Family, Finding, Findings, Need, State
from painlog.rules import USUAL_WAKING
from painlog.words import times
from painlog.words.amounts import number
from painlog.words.changes import can_be_chance, compared, from_to, interval
from painlog.words.counts import counts, of_days_not_tracked
from painlog.words.entries import count_of_kind
from painlog.words.headlines import heading, headline, subject
from painlog.words.language import capital, filled
from painlog.words.measures import by_chance, clock, figure, flare_ups, not_timed, told
from painlog.words.needs import counted, enough, minimum
from painlog.words.pictured import pictured
from painlog.words.worked_out import caveat, certainty, method, other_reasons

translate = QCoreApplication.translate

__all__ = [
    "as_json",
    "brief",
    "closing",
    "enough",
    "heading",
    "headline",
    "how",
    "in_short",
    "just_begun",
    "marked",
    "nothing_stands_out",
    "only_counts",
    "opening",
    "period",
    "pictured",
    "sentence",
    "subject",
]

_ASKS = ("by-the-clock", "round-the-clock", "rising-together")
_HELD = ("returning", "lengthening", "time-of-day", "trigger", "end-of-dose")
"""What is held against chance: where it is large but not sure enough, that is said."""
_COUNTED = ("round-the-clock", "over-plan")
"""What is counted and not tested, and stands out all the same where it is seen."""


def period(findings: Findings) -> str:
    """Return what was looked at: "2 March - 12 April 2026 · 46 flare-ups, entries on 41 of 42 days"."""
    frequency, coverage = findings.of("frequency"), findings.of("coverage")
    had = flare_ups(frequency) if frequency is not None else 0
    text = translate("Findings", "%1 · %2, entries on %3 of %4", "the days, flare-ups, how many, days")
    said = filled(
        text,
        times.long_span(findings.begin, findings.until),
        counted("flare-ups", int(had)),
        number(findings.days_with_entries),
        translate("Findings", "%Ln day(s)", "", findings.days),
    )
    return ", ".join((said, *(of_days_not_tracked(coverage) if coverage is not None else ())))


def sentence(finding: Finding) -> str:
    """Return the plain counts of a finding, and what is worth asking; or what is lacking."""
    if finding.state is State.NOT_ENOUGH:
        return counts(finding) if Caveat.NEVER_LOGGED in finding.caveats else lacking(finding)
    return " ".join(part for part in (_told(finding), *timing_caveats(finding)) if part)


def marked(finding: Finding) -> str:
    """Return what is marked on the timeline: "Marked: Lifting stands out · 6 flare-ups, 14 activities"."""
    counts_of = Counter(kind for kind, _ in finding.rests_on)
    held = ", ".join(count_of_kind(kind, counts_of[kind]) for kind in KINDS.values() if counts_of[kind])
    text = translate("Findings", "Marked: %1 · %2", "what a finding says, how many entries it rests on")
    return filled(text, headline(finding), held)


def in_short(finding: Finding) -> str:
    """Return what stands below a question that is neither seen nor a figure: its counts, or what it lacks."""
    is_counted = finding.state is not State.NOT_ENOUGH or Caveat.NEVER_LOGGED in finding.caveats
    return sentence(finding) if is_counted or not finding.lacking else capital(enough(finding))


def opening(findings: Findings) -> tuple[str, str] | None:
    """Return the headline and sentence before what is seen; None where something that was tested is seen."""
    if findings.has_answers:
        return None
    if not findings.was_asked:
        return just_begun()
    is_counted = any(one.id in _COUNTED for one in findings.in_state(State.SEEN))
    return only_counts() if is_counted else nothing_stands_out()


def only_counts() -> tuple[str, str]:
    """Return headline and sentence for a period of which only counts of medicines are worth asking about."""
    return (
        translate("Findings", "Only counts stand out"),
        translate(
            "Findings",
            "What was looked for came no more often than chance can give it. What stands below is counted as "
            "it was written down, not held against chance.",
        ),
    )


def nothing_stands_out() -> tuple[str, str]:
    """Return headline and sentence for a period in which questions were asked and none was answered."""
    return (
        translate("Findings", "Nothing stands out"),
        translate(
            "Findings",
            "What was looked for came no more often than chance can give it. That is the usual answer of a "
            "journal, and an answer worth having.",
        ),
    )


def just_begun() -> tuple[str, str]:
    """Return headline and sentence for a period that has not what any question needs.

    That is a journal of a few days, but also one of years without ends and hours.
    """
    return (
        translate("Findings", "No question has what it needs yet"),
        translate(
            "Findings",
            "Each of these answers itself as soon as there are enough entries with what it asks for: when a "
            "flare-up began and ended, doses, activities. What is nearest comes first; it says what it needs "
            "and what there is.",
        ),
    )


def timing_caveats(finding: Finding) -> list[str]:
    """Return what a finding on times has to say beside itself: assumed waking hours, unknown writing."""
    told = (Caveat.WAKING_ASSUMED, Caveat.WRITING_UNKNOWN)
    return [caveat(one) for one in told if one in finding.caveats]


def _told(finding: Finding) -> str:
    said = counts(finding)
    if finding.state is not State.SEEN:
        return f"{said} {can_be_chance()}" if finding.effect_is_there and finding.id in _HELD else said
    if finding.id == "end-of-dose" and not figure(finding, "stopped"):
        return f"{said} {translate('Findings', 'Worth asking whether the timing still fits.')}"
    if finding.id in _ASKS or finding.id == "end-of-dose":
        return f"{said} {translate('Findings', 'Worth asking about.')}"
    return said


def lacking(finding: Finding) -> str:
    """Return what is missing as a sentence: "This needs 20 flare-ups; there are 12 so far"."""
    return filled(translate("Findings", "This %1.", "needs …, has …"), enough(finding))


def brief(finding: Finding) -> str:
    """Return one line for the page: "10.4 to 4.7 a week (between 35 and 72 % fewer, 95 % interval)"."""
    if finding.id in ("medicine-change", "therapy-course") and finding.state is State.SEEN:
        text = translate("Findings", "%1 → %2 (%3; 95 % interval)", "before, after, how much")
        told = filled(text, *from_to(finding), interval(finding))
        of = compared(finding)
        return filled(translate("Findings", "%1: %2", "what was compared, figures"), of, told) if of else told
    if finding.id == "time-of-day" and finding.state is State.SEEN:
        return _hard_time(finding)
    return sentence(finding)


def _hard_time(finding: Finding) -> str:
    text = translate("Findings", "%1 of %7 began between %2 and %3; evenly spread: %4")
    if Caveat.WAKING_ASSUMED in finding.caveats:
        text = translate("Findings", "%1 of %7 began %2–%3; evenly over %5–%6: %4")  # noqa: RUF001 - ranges
    hours = clock(finding, "from"), clock(finding, "until")
    even = by_chance(figure(finding, "expected") * figure(finding, "count"))
    waking = map(times.clock, USUAL_WAKING)
    said = filled(text, told(finding, "within"), *hours, even, *waking, told(finding, "count"))
    if left := not_timed(finding):
        said = f"{said}.{left}".removesuffix(".")
    if Caveat.WRITING_UNKNOWN in finding.caveats:
        unknown = translate("Findings", "%1; when they were written down is not known")
        return filled(unknown, said)
    return said


def closing(finding: Finding) -> str:
    """Return the line that findings about medicines close with; empty for the others."""
    return medicines_line() if finding.is_about_medicines and finding.state is State.SEEN else ""


def medicines_line() -> str:
    """Return the fixed line about medicines."""
    return translate(
        "Findings",
        "Please do not change how you take your medicine because of this page; show it to the person who "
        "prescribes it.",
    )


def how(finding: Finding) -> str:
    """Return how it is worked out, a paragraph a matter.

    The counts, the method for a clinician, the minimum, what else could explain it, what to know beside it.
    """
    is_lacking, is_marked = finding.state is State.NOT_ENOUGH, Caveat.NEVER_LOGGED in finding.caveats
    parts = [counts(finding)] if is_marked or not is_lacking else []
    parts += [_left_out(one) for one in finding.needs if one.left_out]
    parts += [pictured(finding)] if finding.state is State.SEEN else []
    parts += [lacking(finding)] if is_lacking else []
    parts += [_only_counted(finding) or certainty(finding)]
    parts.append(filled(translate("Findings", "Method, for your doctor: %1"), method(finding.id)))
    if finding.needs:
        parts.append(filled(translate("Findings", "Needed at least: %1."), minimum(finding)))
    parts.append(filled(translate("Findings", "What else could explain it: %1"), other_reasons(finding.id)))
    parts += [caveat(one) for one in sorted(finding.caveats)]
    parts.append(closing(finding))
    return "\n".join(part for part in parts if part)


def _left_out(need: Need) -> str:
    """Return how many are used, and how many are not: the journal has more than the counts tell of."""
    used = counted(need.what, int(need.has))
    return filled(translate("Findings", "Used: %1. Left out: %2 more."), used, number(need.left_out))


def _only_counted(finding: Finding) -> str:
    if finding.family is Family.FACT:
        return translate("Findings", "These are counts; nothing was tested.")
    return ""


def as_json(findings: Findings) -> dict[str, Any]:
    """Return the findings as `painlog patterns --json` prints them."""
    return {
        "from": findings.begin.isoformat(),
        "until": findings.until.isoformat(),
        "days": findings.days,
        "days_with_entries": findings.days_with_entries,
        "patterns": [_pattern(finding) for finding in findings.patterns],
    }


def _pattern(finding: Finding) -> dict[str, Any]:
    closed = (sentence(finding), closing(finding))
    return {
        "id": finding.id,
        "about": finding.about,
        "state": str(finding.state),
        "headline": headline(finding),
        "sentence": " ".join(part for part in closed if part),
        "measures": dict(finding.measures),
        "p": finding.p,
        "enough": enough(finding),
    }
