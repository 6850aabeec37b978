"""What a change of medicine or a course of therapy came with, in words: before, after, how surely."""

from PySide6.QtCore import QCoreApplication

from painlog.patterns.finding import Finding, State
from painlog.words.amounts import number, rounded, share
from painlog.words.language import filled
from painlog.words.measures import figure, length, rate, short, told

translate = QCoreApplication.translate

_LEAST_POINTS = 0.1
"""An interval that excludes no change is not told as if it reached it."""


def change(finding: Finding) -> str:
    """Return the figure before and after, and how rare such a difference would be by chance."""
    before, after = from_to(finding)
    if finding.state is not State.SEEN and _unit_of(finding, before) == after:
        same = translate("Findings", "%1: %2 before as well as after.", "what was compared, the figure")
        return filled(same, compared(finding), after)
    text = translate("Findings", "From %1 to %2.", "a figure before, and after with its unit")
    parted = filled(text, *from_to(finding))
    if compared(finding):
        named = translate("Findings", "%1: from %2 to %3.", "what was compared, before, after with its unit")
        parted = filled(named, compared(finding), *from_to(finding))
    if finding.state is not State.SEEN:
        return f"{parted} {can_be_chance()}"
    rare = translate("Findings", "A difference this big would be rare by chance: %1.")
    return f"{parted} {filled(rare, interval(finding))}"


def can_be_chance() -> str:
    """Return what is said of a difference that is there, but not for sure."""
    return translate("Findings", "A difference like this can be chance.")


def compared(finding: Finding) -> str:
    """Return what a change was looked for in; empty where the headline says it."""
    of = finding.measures.get("of")
    if of == "intensity":
        if figure(finding, "between"):
            return translate("Findings", "Pain in between")
        return translate("Findings", "The worst of a flare-up")
    if finding.state is State.SEEN:
        return ""
    if of == "duration":
        return translate("Findings", "Length of a flare-up")
    return translate("Findings", "Flare-ups")


def from_to(finding: Finding) -> tuple[str, str]:
    """Return the figure before and after a change, the second with its unit: ("10.4", "4.7 a week")."""
    of = finding.measures.get("of")
    said = {"duration": length, "intensity": told}.get(str(of), _a_week)
    before, after = (said(finding, name) for name in ("before", "after"))
    return before, _unit_of(finding, after)


def _a_week(finding: Finding, name: str) -> str:
    return rate(figure(finding, name))


def _unit_of(finding: Finding, said: str) -> str:
    """Return a figure that is compared with its unit; a length has one."""
    of = finding.measures.get("of")
    if of == "duration":
        return said
    if of == "intensity":
        return filled(translate("Findings", "%1 of 10"), said)
    return filled(translate("Findings", "%1 a week"), said)


def interval(finding: Finding) -> str:
    """Return the interval of a change that is seen: "between 35 and 72 % fewer".

    Where there was none before, it is open above: "at least 9.6 times as many".
    """
    if finding.measures.get("high") is None:
        least = translate("Findings", "at least %1 times as many")
        return filled(least, short(1 + figure(finding, "low")))
    low, high = sorted(abs(figure(finding, name)) for name in ("low", "high"))
    of = str(finding.measures.get("of"))
    ends = _points(low, high) if of == "intensity" else _percentages(low, high)
    texts = _between() if len(ends) > 1 else _about(1 if ends[0] == rounded(1) else 2)
    return filled(texts[of][0 if figure(finding, "change") < 0 else 1], *ends)


def _points(low: float, high: float) -> list[str]:
    """Return both ends in points, or the one where they are told alike."""
    return list(dict.fromkeys(rounded(max(_LEAST_POINTS, end)) for end in (low, high)))


def _percentages(low: float, high: float) -> list[str]:
    """Return both ends, the second with its sign, or the one where they are told alike."""
    if share(low) == share(high):
        return [share(high)]
    return [number(max(1, round(100 * low))), share(high)]


def _between() -> dict[str, tuple[str, str]]:
    return {
        "flare-ups a week": (
            translate("Findings", "between %1 and %2 fewer"),
            translate("Findings", "between %1 and %2 more"),
        ),
        "duration": (
            translate("Findings", "between %1 and %2 shorter"),
            translate("Findings", "between %1 and %2 longer"),
        ),
        "intensity": (
            translate("Findings", "between %1 and %2 points less"),
            translate("Findings", "between %1 and %2 points more"),
        ),
    }


def _about(points: int) -> dict[str, tuple[str, str]]:
    """Return what is said where both ends of the interval are told alike; `points`: one, or any more."""
    return {
        "flare-ups a week": (translate("Findings", "about %1 fewer"), translate("Findings", "about %1 more")),
        "duration": (translate("Findings", "about %1 shorter"), translate("Findings", "about %1 longer")),
        "intensity": (
            translate("Findings", "about %1 point(s) less", "", points),
            translate("Findings", "about %1 point(s) more", "", points),
        ),
    }
