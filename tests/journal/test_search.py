"""Words are found however they are written: in capitals, with accents, as one sign or as several."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from painlog import entries as e
from painlog.journal import Journal
from painlog.journal.search import folded
from tests.journal.worlds import NOW, Chance

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
DOTLESS = "\u0131"


@given(TEXTS)
@example("№ 5, 20 ℃")
@example(f"{DOTLESS}ş{DOTLESS}k")
@example("ΟΔΟΣ οδος ς")
@example("\u1e9e ß ŉ ﬁ \u037a")
def test_the_same_words_are_the_same_however_they_are_written(text: str) -> None:
    plain = folded(text)
    written = (text.upper(), text.lower(), text.casefold(), *(unicodedata.normalize(f, text) for f in FORMS))
    assert {folded(one) for one in written} == {plain}
    assert folded(plain) == plain


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_each_part_of_a_text_is_in_it(text: str, begin: int, end: int) -> None:
    assert folded(text[begin:end]) in folded(text)


@pytest.mark.parametrize(
    ("written", "typed"),
    [("aisle № 5", "no 5"), (f"{DOTLESS}ş{DOTLESS}k", "IŞIK"), ("heat, 40 ℃", "°c")],
)
def test_what_is_one_sign_is_found_by_its_letters(
    journal: Journal, chance: Chance, written: str, typed: str
) -> None:
    journal.record(e.Note(id=chance.id(), at=NOW, text=written))
    assert len(journal.search(typed)) == 1
    assert len(journal.search(written)) == 1
