"""Every test of the page speaks English with Britain's customs, and makes pages from real journals."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from painlog.record import Record
from painlog.report.compose import Worked, page_for
from painlog.report.marks import Rect
from painlog.report.page import Choices, Page
from painlog.report.working import worked_out
from painlog.words import language
from tests.report.diaries import Kept, record_of

MakePage = Callable[..., Page]
_RECORDS: dict[Kept, Record] = {}
"""Those that were read already, by what their journals held."""


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    language.install(qapp, "en")
    QLocale.setDefault(QLocale("en_GB"))
    yield
    language.remove(qapp)
    QLocale.setDefault(before)


@pytest.fixture
def make_page(tmp_path: Path) -> MakePage:
    """Return a function that makes the page of a journal that holds what its arguments say."""

    def make(choices: Choices | None = None, *, whole: bool = True, **kept: object) -> Page:
        wanted = Kept(**kept)  # type: ignore[arg-type]
        if wanted not in _RECORDS:
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            folder.mkdir()
            _RECORDS[wanted] = record_of(folder, wanted)
        record = _RECORDS[wanted]
        return page_for(
            record,
            wanted.begin,
            wanted.until,
            appointment=record.appointments[-1],
            worked=_worked(wanted) if whole else None,
            choices=choices,
        )

    return make


@cache
def _worked(kept: Kept) -> Worked:
    return worked_out(_RECORDS[kept], kept.begin, kept.until)


def holds(place: Rect, other: Rect, slack: float = 0.05) -> bool:
    """Tell whether `other` lies inside of `place`, within so many mm."""
    across = place.x - slack <= other.x and other.right <= place.right + slack
    return across and place.y - slack <= other.y and other.bottom <= place.bottom + slack


def meet(place: Rect, other: Rect, slack: float = 0.05) -> bool:
    """Tell whether the two overlap by more than `slack` mm."""
    across = place.x + slack < other.right and other.x + slack < place.right
    return across and place.y + slack < other.bottom and other.y + slack < place.bottom
