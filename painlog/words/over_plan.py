"""What is said of doses above the plan: plain counts, as painlog.words.counts gives them."""

from PySide6.QtCore import QCoreApplication

from painlog.patterns.finding import Finding, State
from painlog.words.language import filled
from painlog.words.measures import figure

translate = QCoreApplication.translate


def over_plan(finding: Finding) -> str:
    """Return what was held against the plan, what went over it, and what could not be held against it."""
    return " ".join(filter(None, (_held_against_plan(finding), _not_added(finding))))


def _held_against_plan(finding: Finding) -> str:
    if finding.state is not State.SEEN:
        doses = round(figure(finding, "doses"))
        if others := round(figure(finding, "others")):
            return translate(
                "Findings",
                "Not held against the plan you copied from the label: %Ln dose(s) of another product with "
                "the same ingredient; of the one that it is for none was taken.",
                "",
                others,
            )
        if not doses:
            return translate("Findings", "No dose to hold against the plan you copied from the label.")
        return translate(
            "Findings", "%Ln dose(s) held against the plan you copied from the label.", "", doses
        )
    over, soon = round(figure(finding, "days")), round(figure(finding, "gaps"))
    more = translate("Findings", "more than it says in 24 hours on %Ln day(s)", "", over)
    sooner = translate("Findings", "%Ln dose(s) sooner than it says", "", soon)
    if over and soon:
        both = translate("Findings", "Held against the plan you copied from the label: %1; %2.")
        return filled(both, more, sooner)
    text = translate("Findings", "Held against the plan you copied from the label: %1.")
    return filled(text, more if over else sooner)


def _not_added(finding: Finding) -> str:
    """Return how many doses are in no total of 24 hours, although they hold the same ingredient."""
    doses = round(figure(finding, "not_added"))
    if not doses:
        return ""
    return translate(
        "Findings",
        "Not added up: %Ln dose(s) of another product with the same ingredient; the amount in it is not "
        "known.",
        "",
        doses,
    )
