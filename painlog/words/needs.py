"""How many entries a pattern needs, and how many there are."""

from math import floor

from PySide6.QtCore import QCoreApplication

from painlog.patterns.finding import Finding, Need
from painlog.words.amounts import percent, rounded
from painlog.words.language import filled

translate = QCoreApplication.translate

_EXACT = 1e-9


def counted(what: str, count: int) -> str:
    """Return how many of what a pattern counts: "20 flare-ups", "14 days with entries"."""
    texts = {
        "flare-ups": translate("Findings", "%Ln flare-up(s)", "", count),
        "ended flare-ups": translate("Findings", "%Ln flare-up(s) with an end", "", count),
        "flare-ups with a peak time": translate(
            "Findings", "%Ln flare-up(s) with the time of the worst", "", count
        ),
        "flare-ups with a level": translate("Findings", "%Ln flare-up(s) with a level of pain", "", count),
        "tracked days": translate("Findings", "%Ln day(s) with entries", "", count),
        "flare days": translate("Findings", "%Ln day(s) on which a flare-up began", "", count),
        "flare-free days": translate("Findings", "%Ln day(s) on which no flare-up began", "", count),
        "days with it": translate("Findings", "%Ln day(s) on which it was logged", "", count),
        "days without it": translate("Findings", "%Ln day(s) on which it was not", "", count),
        "days with it before": translate(
            "Findings", "%Ln day(s) to compare with it in the 24 hours before", "", count
        ),
        "days without it before": translate(
            "Findings", "%Ln day(s) to compare without it in the 24 hours before", "", count
        ),
        "weeks": translate("Findings", "%Ln week(s)", "", count),
        "weeks with ended flare-ups": translate(
            "Findings", "%Ln week(s) with an ended flare-up in (it|each)", "", count
        ),
        "weeks before": translate("Findings", "%Ln week(s) with entries before", "", count),
        "weeks after": translate("Findings", "%Ln week(s) with entries after", "", count),
        "weeks with 4 tracked days": translate("Findings", "%Ln week(s) with entries on 4 days", "", count),
    }
    return texts.get(what) or _counted_timed(what, count) or _counted_more(what, count)


def _counted_timed(what: str, count: int) -> str:
    """Return how many of those flare-ups that tests on times can use; empty for anything else."""
    texts = {
        "timed flare-ups": translate(
            "Findings", "%Ln flare-up(s) in waking hours at a known time", "", count
        ),
        "prompt flare-ups": translate(
            "Findings",
            "%Ln flare-up(s) in waking hours at a known time, written down within the hour",
            "",
            count,
        ),
        "timed ended flare-ups": translate(
            "Findings", "%Ln flare-up(s) with known times and an end", "", count
        ),
        "prompt ended flare-ups": translate(
            "Findings", "%Ln flare-up(s) with known times and an end, written down within the hour", "", count
        ),
        "timed onsets between doses": translate(
            "Findings", "%Ln flare-up(s) at a known time between regular doses", "", count
        ),
        "prompt onsets between doses": translate(
            "Findings",
            "%Ln flare-up(s) at a known time between regular doses, written down within the hour",
            "",
            count,
        ),
    }
    return texts.get(what, "")


def _counted_more(what: str, count: int) -> str:
    texts = {
        "times logged": translate("Findings", "%Ln time(s) logged", "", count),
        "flare-ups to compare": translate(
            "Findings", "%Ln flare-up(s) in the weeks that are compared", "", count
        ),
        "sessions": translate("Findings", "%Ln session(s)", "", count),
        "medicine changes": translate("Findings", "%Ln change(s) of medicine", "", count),
        "regular medicines": translate("Findings", "%Ln regular medicine(s)", "", count),
        "medicines with doses": translate("Findings", "%Ln medicine(s) with doses", "", count),
        "as-needed doses": translate("Findings", "%Ln as-needed dose(s)", "", count),
        "short-acting doses": translate("Findings", "%Ln dose(s) of a short-acting medicine", "", count),
        "rated doses": translate("Findings", "%Ln dose(s) with the relief told", "", count),
        "full intervals": translate("Findings", "%Ln time(s) from one regular dose to the next", "", count),
        "plans with a limit": translate("Findings", "%Ln plan(s) with a limit", "", count),
    }
    return texts.get(what, rounded(count))


def enough(finding: Finding) -> str:
    """Return what the pattern needs and what there is: "needs 20 flare-ups, has 12".

    Everything that is lacking, or the first condition where nothing is; empty where nothing is needed.
    """
    told = finding.lacking or finding.needs[:1]
    return "; ".join(_need(need) for need in told)


def minimum(finding: Finding) -> str:
    """Return everything that the pattern needs: "20 flare-ups, 14 days with entries"."""
    return ", ".join(_wanted(need) for need in finding.needs)


def _need(need: Need) -> str:
    # 59.6 % of them is told as 59 %: rounded up it would look like enough.
    has = percent(floor(100 * need.has + _EXACT)) if need.what == "share rated" else rounded(need.has)
    return filled(translate("Findings", "needs %1, has %2", "how many, how many"), _wanted(need), has)


def _wanted(need: Need) -> str:
    if need.what == "share rated":
        return filled(translate("Findings", "%1 of doses rated"), percent(round(100 * need.minimum)))
    return counted(need.what, int(need.minimum))
