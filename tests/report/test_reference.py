"""Pages that were looked at, small and grey: what is painted now must look the same.

After a change that was meant, look at the new pages (they are written beside a failing test) and then keep
them: PAINLOG_KEEP_REFERENCES=1 python3 run.py test tests/report/test_reference.py
"""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from painlog.report.page import Choices, Paper
from painlog.report.pictures import image
from tests.report.conftest import MakePage
from tests.report.diaries import LONG_NAMES, LONG_QUESTIONS
from tests.report.test_printing import difference

FOLDER = Path(__file__).parent / "references"
WIDTH = 300
"""Pixels: enough to see a part that moved or is missing, too few for the exact shape of letters."""
TOLERANCE = 0.8
"""Mean difference in grey levels of 255. Other letters make 0.3, a part that is missing about 2."""

GRID: dict[str, tuple[Choices, dict[str, object]]] = {
    "usual": (Choices(), {"weeks": 6, "flare_ups": 46}),
    "one week": (Choices(paper=Paper.LETTER), {"weeks": 1, "flare_ups": 5, "medicines": 1}),
    "nothing yet": (Choices(), {"flare_ups": 0, "medicines": 0}),
    "half a year, heavy": (Choices(grey=True), {"weeks": 26, "flare_ups": 600, "medicines": 8}),
    "two years": (Choices(paper=Paper.LETTER, grey=True), {"weeks": 104, "flare_ups": 600}),
    "long words": (
        Choices(),
        {"flare_ups": 60, "medicines": 8, "names": LONG_NAMES, "questions": LONG_QUESTIONS},
    ),
}


@pytest.mark.parametrize("name", GRID)
def test_the_page_looks_as_it_did(make_page: MakePage, tmp_path: Path, name: str) -> None:
    choices, kept = GRID[name]
    painted = image(make_page(choices, **kept), 75)
    small = painted.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    small = small.convertToFormat(QImage.Format.Format_Grayscale8)
    file = FOLDER / f"{name}.png"
    if os.environ.get("PAINLOG_KEEP_REFERENCES"):
        FOLDER.mkdir(exist_ok=True)
        small.save(str(file))
    small.save(str(tmp_path / file.name))
    kept_before = QImage(str(file))
    assert not kept_before.isNull(), f"no {file}; what is painted now: {tmp_path / file.name}"
    assert kept_before.size() == small.size()
    assert difference(kept_before, small) < TOLERANCE, f"look at {tmp_path / file.name} beside {file}"


def test_a_part_that_is_missing_would_be_noticed(make_page: MakePage) -> None:
    whole = image(make_page(flare_ups=46), 75).scaledToWidth(
        WIDTH, Qt.TransformationMode.SmoothTransformation
    )
    parts = Choices().parts - {next(part for part in Choices().parts if part.value == "triggers")}
    less = image(make_page(Choices(parts=parts), flare_ups=46), 75)
    less = less.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    assert difference(whole, less) > 1.5 * TOLERANCE
