"""Whatever stands in the file of preferences, the program starts; what it keeps there it finds again."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from painlog.window.look import TEXT_SIZES, LookName
from painlog.window.preferences import MOST_RECENT, Preferences

KEYS = st.sampled_from(["look", "text_percent", "recent", "tab", "window%5Cgeometry", "[other]\nlook"])
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["@Invalid()", "@ByteArray(\\x1)", "@Size(1 2)", "@Point(x)", "@Rect(", "a, b", '"', "\\x", "\u0663", "²"]
)
LINES = st.lists(st.tuples(KEYS, CELLS).map("=".join), max_size=5).map("\n".join)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=20)


@settings(max_examples=40)
@given(st.binary(max_size=60) | LINES.map(lambda lines: f"[General]\n{lines}".encode()))
@example(b"[General]\ntext_percent=" + b"1" * 5000)
def test_whatever_stands_in_the_file_each_preference_has_an_answer(
    tmp_path_factory: pytest.TempPathFactory, told: bytes
) -> None:
    file = tmp_path_factory.mktemp("kept") / "preferences.ini"
    file.write_bytes(told)
    kept = Preferences(file)
    assert kept.look in LookName
    assert TEXT_SIZES[0] <= kept.text_percent <= TEXT_SIZES[-1]
    assert all(isinstance(path, Path) for path in kept.recent)
    assert isinstance(kept.text("tab"), str)
    kept.bytes("window/geometry").isEmpty()
    kept.look, kept.text_percent = LookName.DARK, 150
    kept.write()
    again = Preferences(file)
    assert (again.look, again.text_percent) == (LookName.DARK, 150)


@settings(max_examples=40)
@given(st.lists(NAMES.filter(lambda name: name not in (".", "..")), max_size=8, unique=True), CELLS)
def test_what_is_kept_is_there_at_the_next_start(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], tab: str
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    kept = Preferences(folder / "preferences.ini")
    journals = [folder / "not plugged in" / name for name in names]
    for journal in journals:
        kept.remember_journal(journal)
    kept.keep_text("tab", tab)
    kept.write()
    again = Preferences(folder / "preferences.ini")
    assert again.recent == journals[::-1][:MOST_RECENT]
    assert again.text("tab") == tab
