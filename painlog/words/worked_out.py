"""How a pattern is worked out: the method in one sentence for a clinician, and what else could explain it."""

from PySide6.QtCore import QCoreApplication

from painlog.patterns.finding import Caveat, Family, Finding
from painlog.rules import USUAL_WAKING
from painlog.words import times
from painlog.words.amounts import number
from painlog.words.language import filled

translate = QCoreApplication.translate

_SMALLEST_SHOWN = 0.0001


def method(pattern: str) -> str:
    """Return the method in one sentence for a clinician."""
    return _method_of_facts().get(pattern) or _method_of_tests()[pattern]


def _method_of_facts() -> dict[str, str]:
    return {
        "coverage": translate(
            "Findings",
            "A day counts as tracked with a check-in, with “no flare-up today”, or with a flare-up or "
            "dose and any entry on a later day. A day with only activities or notes does not: they do not "
            "say whether there was a flare-up. Days that are not tracked are missing, never zero. Late is "
            "what was written over an hour after it was over; flare-ups whose time is a guess are left out "
            "of that share.",
        ),
        "frequency": translate(
            "Findings",
            "Flare-ups per tracked week with an exact Poisson interval (Garwood), or a bootstrap of "
            "whole weeks where the weekly counts vary more than 1.5 times their mean.",
        ),
        "duration": translate(
            "Findings",
            "Median and quartiles; flare-ups without a known end are censored (Kaplan–Meier). The "  # noqa: RUF001 - names
            "median's interval is that of Brookmeyer and Crowley with Greenwood's variance then, else from "
            "the order of the lengths.",
        ),
        "time-to-peak": translate(
            "Findings",
            "Median of the time from onset to peak, as told, else until the highest of two or more readings, "
            "without onsets that are a guess; share below 5 minutes with Wilson's interval.",
        ),
        "intensity": translate(
            "Findings",
            "Median and range of the peak on the 0 to 10 scale; background pain is the median of daily "
            "means of the check-ins.",
        ),
        "round-the-clock": translate(
            "Findings",
            "Counts of days with 4 doses or more of one short-acting ingredient over 12 hours or more, "
            "without a waking gap above 6 hours; seen when these are half of the tracked days or more.",
        ),
        "relief": translate(
            "Findings",
            "Median of the relief told, and Kaplan–Meier median of the minutes "  # noqa: RUF001 - names
            "until it eased; there is no comparison with flare-ups without a "
            "dose.",
        ),
        "over-plan": translate(
            "Findings",
            "Rolling 24-hour total at each dose against the dated plan; products with the same ingredients "
            "are added up by their strengths. A combination is not added up with products that hold only "
            "one of its ingredients, as its label's strength does not say how much of each it holds. A "
            "long-acting product does not count against the limit of a short-acting one, nor does a patch. "
            "Gaps more than 10 minutes shorter than the plan's: of an as-needed product, over all as-needed "
            "ones that share an ingredient, combinations as well; of a regular one, between its own doses. "
            "Different products taken within 5 minutes are one taking.",
        ),
    }


def _method_of_tests() -> dict[str, str]:
    return {
        "returning": translate(
            "Findings",
            "Share of ended flare-ups with the next onset within 3 hours, against onsets redrawn over "
            "each day's waking time with the day's number kept (mid-p), and by this person's own times of "
            "day as well where these crowd; lengths of pairs by Wilcoxon's signed-rank test.",
        ),
        "lengthening": translate(
            "Findings",
            "Kendall's tau and Theil–Sen slope of the log length, p by "  # noqa: RUF001 - names
            "permutation of blocks of four, detrended; seen at 1.5 times as long or more.",
        ),
        "time-of-day": translate(
            "Findings",
            "Fullest 4-hour window of onsets as parts of the day's waking time, against days turned at "
            "random (5,000 draws, or 2,000 above 2,000 flare-ups; fixed seed); seen at 1.8 times its share "
            "or more.",
        ),
        "trigger": translate(
            "Findings",
            "Two views that share what one test may see: the 24 hours before flare-up days against "
            "flare-free days of the same 28 days, weekdays and weekends apart "
            "(Mantel–Haenszel, days "  # noqa: RUF001 - names
            "by their number of flare-ups, a quarter); and onsets from its beginning until 60 minutes after "
            "its end, or after its beginning where no end is told (of over 12 hours, 12 count), against the "
            "rate at the same times of day without it (exact binomial, mid-p, three quarters), which has "
            "to hold within the days as well (permutation); seen at a ratio of 1.8 or more.",
        ),
        "end-of-dose": translate(
            "Findings",
            "Onsets in the last third of the time from one regular dose until the next was due by plan "
            "(without one: was taken), or later but before it was taken; of a patch: on the last day of wear "
            "or later. Against each day's onsets turned over its waking time among that day's real doses; "
            "seen at 1.4 times the expected number or more.",
        ),
        "by-the-clock": translate(
            "Findings",
            "Doses with no flare-up going on and none from 60 minutes before to 15 after, lower Wilson "
            "bound above one half, and, of doses that were not written down later, waking gaps that hardly "
            "vary or the same three to six times on 70 % of days.",
        ),
        "rising-together": translate(
            "Findings",
            "Theil–Sen slopes of the weekly dose per ingredient and of weekly "  # noqa: RUF001 - names
            "pain, both 90 % intervals above zero, widened for weeks that are "
            "alike; at least 25 % and 1 point (or 25 % more flare-ups).",
        ),
        "medicine-change": _method_of_change(),
        "therapy-course": _method_of_change(),
    }


def _method_of_change() -> str:
    return translate(
        "Findings",
        "Weeks before against weeks after without the 7 days on either side: exact conditional rate "
        "ratio, quasi-Poisson and permuted weeks where they are uneven, Welch's interval for pain and "
        "log length (weighted Bonferroni, flare-ups first); Holm over all changes of the page.",
    )


def other_reasons(pattern: str) -> str:
    """Return what else could be behind it."""
    texts = {
        "coverage": translate(
            "Findings", "Bad days may be written down more often, or less often, than good ones."
        ),
        "frequency": translate(
            "Findings", "Days without entries may have been better or worse than the others."
        ),
        "duration": translate("Findings", "Of long flare-ups the end is more often not written down."),
        "time-to-peak": translate("Findings", "The worst is often written down later than it was."),
        "intensity": translate("Findings", "Milder flare-ups may not have been written down."),
        "returning": translate("Findings", "One long flare-up with a pause looks the same as two."),
        "lengthening": translate(
            "Findings", "You may note the end later than before, or skip short ones more often."
        ),
        "time-of-day": translate(
            "Findings", "What you do at that time, or a dose that ends then, would look the same."
        ),
        "trigger": translate(
            "Findings",
            "Something else that goes with it (the time, the day, the effort) would look the same; so "
            "would an activity that is logged more carefully when pain follows.",
        ),
        "end-of-dose": translate(
            "Findings", "A hard time of day that lies before a dose would look the same."
        ),
        "by-the-clock": translate(
            "Findings", "Flare-ups that were not written down would make doses look as if there was none."
        ),
        "round-the-clock": translate("Findings", "It may be what the plan says."),
        "rising-together": translate(
            "Findings", "More pain asks for more medicine: the order of the two cannot be told from here."
        ),
        "relief": translate("Findings", "The flare-up may have ended by itself in the same time."),
        "over-plan": translate("Findings", "A dose entered twice or at a wrong time would look the same."),
    }
    return texts.get(pattern) or translate(
        "Findings",
        "Treatment is often changed when things are worst, and the weeks after would then be better anyway. "
        "Anything else that changed at about the same time would look the same.",
    )


def certainty(finding: Finding) -> str:
    """Return the p-value with the rule that it is held against; empty for facts."""
    if finding.p is None:
        return ""
    if finding.p < _SMALLEST_SHOWN:
        p = filled(translate("Findings", "p below %1"), number(_SMALLEST_SHOWN))
    else:
        p = filled(translate("Findings", "p = %1"), number(float(f"{finding.p:.2g}")))
    rule = (
        translate(
            "Findings",
            "Test, for your doctor: %1, at 5 % with Holm's correction over the changes of the page.",
        )
        if finding.family is Family.ASKED
        else translate(
            "Findings",
            "Test, for your doctor: %1, at a false discovery rate of 10 % over all that is looked for.",
        )
    )
    return filled(rule, p)


def caveat(of: Caveat) -> str:
    """Return what the reader has to know beside a finding."""
    waking = translate("Findings", "Waking hours are taken as %1 to %2, since none are set.")
    return {
        Caveat.WAKING_ASSUMED: filled(waking, *map(times.clock, USUAL_WAKING)),
        Caveat.WRITING_UNKNOWN: translate(
            "Findings", "Nothing says when these entries were written, so late ones could not be left out."
        ),
        Caveat.BACKGROUND_HIGH: translate(
            "Findings", "With so much pain in between, flare-ups are only a part of the matter."
        ),
        Caveat.NEVER_LOGGED: translate(
            "Findings", "It is marked on flare-ups only; there is nothing to hold it against."
        ),
        Caveat.UNEVEN_WEEKS: translate(
            "Findings", "Good and bad weeks differ more than chance; the interval is wider for that."
        ),
    }[of]
