"""Medicine and pain in the same weeks, in words: by how much either rose."""

from PySide6.QtCore import QCoreApplication, QLocale

from painlog.patterns.finding import Finding, State
from painlog.words.amounts import rounded
from painlog.words.language import capital, filled
from painlog.words.measures import figure, percent_more, share, signed, told
from painlog.words.needs import counted

translate = QCoreApplication.translate


def rising(finding: Finding) -> str:
    """Return by how much of a medicine and pain, or flare-ups, rose, or that they did not both."""
    weeks = counted("weeks", round(figure(finding, "weeks")))
    if finding.state is not State.SEEN:
        return _not_both_rose(finding, weeks)
    by_flare_ups = finding.measures.get("by") == "flare-ups"
    if figure(finding, "begun"):
        return _begun(finding, weeks, by_flare_ups=by_flare_ups)
    dose = share(finding, "dose_change")
    if by_flare_ups:
        text = translate(
            "Findings", "Over %1 you logged about %2 more of %3 a week, and about %4 more flare-ups a week."
        )
        return filled(text, weeks, dose, finding.about, share(finding, "flare_up_change"))
    text = translate(
        "Findings", "Over %1 you logged about %2 more of %3 a week, and pain about %4 of 10 higher."
    )
    return filled(text, weeks, dose, finding.about, told(finding, "pain_change"))


def _not_both_rose(finding: Finding, weeks: str) -> str:
    dose, flare_ups = _dose_change(finding), _percent(figure(finding, "flare_up_change"))
    if finding.measures.get("pain_change") is None:
        text = translate(
            "Findings",
            "Over %1, medicine and flare-ups did not both clearly rise. %2: %3; flare-ups: %4. How bad the "
            "pain was is told in too few weeks.",
        )
        return filled(text, weeks, capital(finding.about), dose, flare_ups)
    text = translate(
        "Findings",
        "Over %1, medicine and pain did not both clearly rise. %2: %3; pain: %4; flare-ups: %5.",
        "weeks, medicine, and how much more of each",
    )
    return filled(text, weeks, capital(finding.about), dose, _points(finding), flare_ups)


def _points(finding: Finding) -> str:
    """Return by how much pain rose: none of it is no pain."""
    points = rounded(figure(finding, "pain_change"))
    if points == rounded(0):
        return _about_the_same()
    is_one = points.lstrip(QLocale().negativeSign()) == rounded(1)
    text = translate("Findings", "%1 point(s)", "a change of pain", 1 if is_one else 2)
    return filled(text, signed(points))


def _percent(share_more: float) -> str:
    return percent_more(share_more) if round(100 * share_more) else _about_the_same()


def _about_the_same() -> str:
    return translate("Findings", "about the same")


def _dose_change(finding: Finding) -> str:
    """Return by how much more was taken; a share of nothing is none, where it was begun later."""
    if figure(finding, "begun"):
        return translate("Findings", "begun in these weeks", "a medicine")
    return _percent(figure(finding, "dose_change"))


def _begun(finding: Finding, weeks: str, *, by_flare_ups: bool) -> str:
    if by_flare_ups:
        text = translate(
            "Findings", "Over %1 you logged %2 in the later ones only, and about %3 more flare-ups a week."
        )
        return filled(text, weeks, finding.about, share(finding, "flare_up_change"))
    text = translate(
        "Findings", "Over %1 you logged %2 in the later ones only, and pain about %3 of 10 higher."
    )
    return filled(text, weeks, finding.about, told(finding, "pain_change"))
