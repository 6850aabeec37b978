"""The recovery sheet: the second way into a locked journal, on paper, large enough to be typed from."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from painlog.report import lettering
from painlog.report.document import Document
from painlog.report.lettering import Style
from painlog.report.marks import Block, Box, Mark, Rect, Sheet, Text, set_lines
from painlog.report.page import Paper
from painlog.words import locks, times
from painlog.words.language import filled

translate = QCoreApplication.translate

_TITLE, _KEY, _PLACE, _READ = Style(22, 700), Style(26, 700), Style(11), Style(12)
_MARGIN, _GAP = 24.0, 7.0
_IN_A_ROW = 2
_ROW, _CELL = 16.0, 66.0


def recovery_sheet(groups: Sequence[str], journal: str, made_at: datetime, paper: Paper) -> Document:
    """Return the sheet with the recovery key of the journal of that name."""
    width, height = paper.size
    marks: list[Mark] = []
    inside = width - 2 * _MARGIN
    y = set_lines(
        marks, translate("Sheet", "Painlog recovery sheet"), (_TITLE, "ink"), (_MARGIN, _MARGIN, inside)
    )
    for label, told in (
        (translate("Sheet", "Journal: %1"), journal),
        (translate("Sheet", "Made on %1"), times.full_date(made_at.date())),
    ):
        y = set_lines(marks, filled(label, told), (_READ, "ink"), (_MARGIN, y + 1.5, inside), 2)
    y = _key(marks, groups, y + _GAP)
    for said in _said():
        y = set_lines(marks, said, (_READ, "ink"), (_MARGIN, y + 3, inside), 8)
    block = Block("recovery sheet", Rect(_MARGIN, _MARGIN, inside, y - _MARGIN), tuple(marks))
    return Document(
        title=filled(translate("Sheet", "Recovery sheet of %1"), journal),
        author="Painlog",
        as_of=made_at,
        sheets=(Sheet(width, height, (block,)),),
    )


def _key(marks: list[Mark], groups: Sequence[str], top: float) -> float:
    """Add the groups of the key, each with its number, as somebody reads them; return where they end."""
    rows = -(-len(groups) // _IN_A_ROW)
    high = rows * _ROW + _GAP
    marks.append(Box(Rect(_MARGIN, top, _IN_A_ROW * _CELL + 12, high), "ink", filled=False, radius=2))
    for at, group in enumerate(groups):
        row, place = divmod(at, _IN_A_ROW)
        x = _MARGIN + 6 + place * _CELL
        base = top + _GAP / 2 + row * _ROW + lettering.ascent(_KEY) + 1.5
        marks.append(Text(x, base, f"{at + 1}", _PLACE, "muted"))
        marks.append(Text(x + 9, base, group, _KEY))
    return top + high


def _said() -> tuple[str, ...]:
    return (
        translate(
            "Sheet",
            "This opens the journal when the passphrase is forgotten: in the window that asks for the "
            "passphrase, choose “Use the recovery sheet” and type all seven groups, one after the other. "
            "Small letters and spaces do not matter, and there is no letter O: it is always a zero.",
        ),
        translate(
            "Sheet",
            "Keep it where you keep your passport, and not together with the computer: whoever has both "
            "reads everything.",
        ),
        locks.forgetting(),
        translate(
            "Sheet",
            "When a new sheet is made, this one opens only copies that were made before. Please destroy it "
            "then.",
        ),
    )
