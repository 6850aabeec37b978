"""What is worth discussing: the findings that the patient ticked, or those that are seen."""

from PySide6.QtCore import QCoreApplication

from painlog.patterns.finding import Findings
from painlog.report.page import Part, Section

translate = QCoreApplication.translate

MOST = 4
"""A doctor has one minute."""


def discuss(findings: Findings | None, ticked: tuple[tuple[str, str], ...] | None) -> Section:
    """Return the findings for the page, at most four; `ticked` names them by (id, about)."""
    title = translate("Page", "Worth discussing")
    if findings is None:
        waiting = translate("Page", "Being worked out …")
        return Section(part=Part.DISCUSS, title=title, instead=waiting)
    return Section(part=Part.DISCUSS, title=title, instead="")
