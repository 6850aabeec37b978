"""What is worth discussing: the findings that the patient ticked, or those that are seen."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from painlog.patterns.finding import Finding, Findings, State
from painlog.report.lettering import one_line
from painlog.report.page import Claim, Claims, Part, Section
from painlog.report.ticked import offered
from painlog.words.directions import apart
from painlog.words.findings import brief, closing, headline

translate = QCoreApplication.translate


def discuss(findings: Findings | None, ticked: tuple[tuple[str, str], ...] | None) -> Section:
    """Return the findings for the page; `ticked` names them, None takes what is seen."""
    title = translate("Page", "Worth discussing")
    if findings is None:
        return _instead(title, translate("Page", "Being worked out now."))
    chosen = offered(findings) if ticked is None else _named(findings, ticked)
    if not chosen:
        return _instead(title, _nothing(findings, is_ticked=ticked is not None))
    told = [replace(one, about=apart(one_line(one.about))) for one in chosen]
    claims = tuple(Claim(headline=headline(one), sentence=brief(one)) for one in told)
    note = next(filter(None, (closing(one) for one in chosen)), "")
    return Section(part=Part.DISCUSS, title=title, body=Claims(claims=claims, note=note))


def _instead(title: str, said: str) -> Section:
    return Section(part=Part.DISCUSS, title=title, instead=said)


def _named(findings: Findings, ticked: tuple[tuple[str, str], ...]) -> list[Finding]:
    by_name = {one.name: one for one in findings.patterns}
    return [by_name[name] for name in ticked if name in by_name]


def _nothing(findings: Findings, *, is_ticked: bool) -> str:
    if is_ticked:
        return translate("Page", "Nothing was chosen from the patterns.")
    tested = [one for one in findings.patterns if not one.is_fact]
    if all(one.state is State.NOT_ENOUGH for one in tested):
        return translate("Page", "What is written down is not enough yet to look for patterns.")
    return translate("Page", "Nothing stands out in these days.")
