"""What the small picture of a finding shows: its bars have no scale beside them."""

from PySide6.QtCore import QCoreApplication

from painlog.patterns.finding import Drawing, Finding
from painlog.words.language import filled

translate = QCoreApplication.translate


def pictured(finding: Finding) -> str:
    """Return what the bars are and which stand out: "In the picture: …"; empty without any."""
    if finding.bars is None or not finding.bars.values:
        return ""
    several = {Drawing.WEEKS: _of_weeks, Drawing.HOURS: _of_hours}
    of = several.get(finding.bars.drawing)
    shown = of(finding) if of is not None else _of_drawings()[finding.bars.drawing]
    return filled(translate("Findings", "In the picture: %1.", "what the bars are"), shown)


def _of_drawings() -> dict[Drawing, str]:
    return {
        Drawing.ACTIVITIES: translate(
            "Findings",
            "of 100 times of each activity, how often a flare-up came meanwhile or in the hour after",
        ),
        Drawing.DAYS_BEFORE: translate("Findings", "before how many of 100 such days you logged it"),
        Drawing.BETWEEN_DOSES: translate(
            "Findings",
            "flare-ups that began in each ninth of the time until the next dose was due; the last third "
            "stands out",
        ),
        Drawing.DAYS_OF_WEAR: translate(
            "Findings", "how many flare-ups began on each day that the patch was on; the last one stands out"
        ),
        Drawing.LENGTHS: translate(
            "Findings",
            "the usual length of each sixth of the flare-ups, in their order; later ones stand out",
        ),
        Drawing.AFTER_THE_END: translate(
            "Findings",
            "how many hours after the end of a flare-up the next one began; those within 3 hours stand out",
        ),
        Drawing.RELIEF: translate(
            "Findings", "after how many doses how much of the pain was gone; the usual answer stands out"
        ),
    }


def _of_hours(finding: Finding) -> str:
    if finding.id == "by-the-clock":
        return translate("Findings", "doses in each hour of the day; those without a flare-up stand out")
    if finding.id == "round-the-clock":
        return translate("Findings", "doses in each hour of the day; those of such days stand out")
    return translate(
        "Findings", "flare-ups that began in each hour of the day; those of the four hours stand out"
    )


def _of_both(finding: Finding) -> str:
    if finding.measures.get("by") == "flare-ups":
        return translate("Findings", "how much of the medicine you logged in each week; the line: flare-ups")
    return translate("Findings", "how much of the medicine you logged in each week; the line: pain")


def _of_weeks(finding: Finding) -> str:
    if finding.id == "over-plan":
        return translate(
            "Findings", "doses in each week; those above the plan, or sooner than it says, stand out"
        )
    if finding.id == "rising-together":
        return _of_both(finding)
    if finding.id == "frequency":
        return translate("Findings", "flare-ups in each week")
    figure = {
        "duration": translate("Findings", "the usual length of flare-ups in each week"),
        "intensity": translate("Findings", "the worst of flare-ups in each week, on average"),
    }.get(str(finding.measures.get("of")), translate("Findings", "flare-ups in each week"))
    if finding.measures.get("between"):
        figure = translate("Findings", "the pain in between in each week, on average")
    return filled(
        translate(
            "Findings",
            "%1; the weeks since then stand out; the 7 days before and after it are not compared",
            "a figure of each week",
        ),
        figure,
    )
