"""Every test of the page speaks English with Britain's customs, and makes pages from real journals."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from painlog.report.compose import page_for
from painlog.report.marks import Rect
from painlog.report.page import Choices, Page
from painlog.report.working import worked_out
from painlog.words import language
from tests.report.diaries import Kept, record_of

MakePage = Callable[..., Page]


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
        folder = tmp_path / str(abs(hash(wanted.seed)) + len(list(tmp_path.iterdir())))
        folder.mkdir()
        record = record_of(folder, wanted)
        worked = worked_out(record, wanted.begin, wanted.until) if whole else None
        return page_for(
            record,
            wanted.begin,
            wanted.until,
            appointment=record.appointments[-1],
            worked=worked,
            choices=choices,
        )

    return make


def holds(place: Rect, other: Rect, slack: float = 0.05) -> bool:
    """Tell whether `other` lies inside of `place`, within so many mm."""
    across = place.x - slack <= other.x and other.right <= place.right + slack
    return across and place.y - slack <= other.y and other.bottom <= place.bottom + slack


def meet(place: Rect, other: Rect, slack: float = 0.05) -> bool:
    """Tell whether the two overlap by more than `slack` mm."""
    across = place.x + slack < other.right and other.x + slack < place.right
    return across and place.y + slack < other.bottom and other.y + slack < place.bottom
