"""When to seek help now, on a sheet of its own: for the back of the page, where somebody asks for it.

It says what the help says, whatever stands in the journal.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from painlog.report import lettering
from painlog.report.document import Document
from painlog.report.lettering import Style
from painlog.report.marks import Block, Mark, Rect, Sheet, Text, set_lines
from painlog.report.page import Paper

translate = QCoreApplication.translate

_TITLE, _HEADING, _STRONG, _READ = Style(17, 700), Style(12, 700), Style(10, 700), Style(10)
_MARGIN, _INDENT = 18.0, 4.0
_MOST_NUMBERS = 3
"""Lines for the person's own numbers: more than that many would not leave room for the rest."""


class _Line(NamedTuple):
    """One paragraph, and how it is set."""

    said: str
    style: Style
    before: float
    """What stays free above it, in mm."""
    is_point: bool = False


def help_sheet(text: str, numbers: str, made_at: datetime, paper: Paper) -> Document:
    """Return the sheet that says `text`, the help's page in Markdown, and the person's own `numbers`."""
    width, height = paper.size
    marks: list[Mark] = []
    inside, y = width - 2 * _MARGIN, _MARGIN
    lines = list(_read(text))
    for line in lines:
        x = _MARGIN + (_INDENT if line.is_point else 0)
        top = y + line.before
        y = set_lines(marks, line.said, (line.style, "ink"), (x, top, inside - (x - _MARGIN)), 4)
        if line.is_point:
            marks.append(Text(_MARGIN, top + lettering.ascent(line.style), "–", line.style))  # noqa: RUF001 - a dash
    if told := " · ".join(numbers.split("\n")).strip():
        own = translate("Sheet", "My own emergency numbers")
        y = set_lines(marks, own, (_HEADING, "ink"), (_MARGIN, y + 4, inside))
        y = set_lines(marks, told, (_STRONG, "ink"), (_MARGIN, y + 1, inside), _MOST_NUMBERS)
    block = Block("help", Rect(_MARGIN, _MARGIN, inside, y - _MARGIN), tuple(marks))
    return Document(
        title=lines[0].said if lines else "Painlog",
        author="Painlog",
        as_of=made_at,
        sheets=(Sheet(width, height, (block,)),),
    )


def _read(text: str) -> Iterator[_Line]:
    """Read the few signs of Markdown that the help's pages hold."""
    for part in _parts(text):
        said = part.replace("**", "").strip("*").strip()
        if part.startswith("## "):
            yield _Line(said.removeprefix("## "), _HEADING, 4)
        elif part.startswith("# "):
            yield _Line(said.removeprefix("# "), _TITLE, 0)
        elif part.startswith("- "):
            yield _Line(said.removeprefix("- "), _READ, 0.3, is_point=True)
        else:
            yield _Line(said, _STRONG if part.startswith("**") and part.endswith("**") else _READ, 1.5)


def _parts(text: str) -> Iterator[str]:
    """Return headings, points and paragraphs; a line that goes on with one belongs to it."""
    part = ""
    for line in [*text.splitlines(), ""]:
        if not line.strip() or line.startswith(("#", "- ")):
            if part:
                yield part
            part = ""
        part = f"{part} {line.strip()}".strip()
