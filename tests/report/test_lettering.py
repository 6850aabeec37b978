"""The page's type: measured in mm, the same whatever the screen is, and never too small."""

from itertools import pairwise
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextLayout

from painlog.report import lettering
from painlog.report.lettering import BODY, SMALLEST, TITLE, Style
from painlog.report.one_colour import printable
from painlog.words.directions import apart

TEXT = "When the pain comes back in the late afternoon, may I take the second capsule earlier?"


def test_the_shipped_font_is_used_and_not_one_of_the_machine() -> None:
    from PySide6.QtGui import QFontInfo

    assert QFontInfo(lettering.font(BODY)).family() == "Painlog Sans"


def test_a_text_twice_as_large_is_twice_as_wide() -> None:
    assert lettering.width(TEXT, Style(16)) == pytest.approx(2 * lettering.width(TEXT, Style(8)), rel=1e-3)


def test_a_millimetre_is_a_millimetre() -> None:
    # An em of 8 points is 2.82 mm; ten zeros of one width each are between 5 and 7 of them.
    assert 5 * 2.82 < lettering.width("0" * 10, BODY) < 7 * 2.82


def test_no_ligature_hides_letters_of_a_searched_word() -> None:
    assert lettering.width("fl", BODY) == pytest.approx(
        lettering.width("f", BODY) + lettering.width("l", BODY), abs=0.1
    )


@pytest.mark.parametrize("room", [17, 18, 19, 20, 21, 22])
def test_a_word_that_is_broken_keeps_its_letters_whole(room: int) -> None:
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    lines = lettering.wrapped(family * 30, BODY, room)
    assert len(lines) > 1
    assert all(line.count(family) * len(family) == len(line) for line in lines)
    assert "".join(lines) == family * 30


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\N{MELTING FACE}", "(melting face)"),
        ("\N{MELTING FACE}\N{ZERO WIDTH JOINER}\N{FEMALE SIGN}\N{VARIATION SELECTOR-16}", "(melting face)"),
        ("\N{REGIONAL INDICATOR SYMBOL LETTER D}\N{REGIONAL INDICATOR SYMBOL LETTER E}", "(DE)"),
        ("a \N{RIGHTWARDS ARROW} b, \N{GREATER-THAN OR EQUAL TO} 2", None),
        ("Größe 5 µg, שלום", None),
    ],
)
def test_only_what_would_be_blank_on_paper_is_said_in_words(typed: str, printed: str | None) -> None:
    assert printable(typed, lettering.font(BODY)) == (printed or typed)
    assert lettering.width(typed, BODY) == pytest.approx(lettering.width(printed or typed, BODY))


@given(st.text(min_size=1, max_size=300), st.floats(8, 120))
def test_wrapped_lines_fit_and_say_everything(text: str, room: float) -> None:
    lines = lettering.wrapped(text, BODY, room)
    assert all(lettering.width(line, BODY) <= room + 0.01 or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("room", [18, 31.5, 40, 77, 120])
def test_a_line_takes_every_word_that_fits(room: float) -> None:
    lines = lettering.wrapped(f"{TEXT} {TEXT} {TEXT}", BODY, room)
    assert len(lines) > 1
    for line, following in pairwise(lines):
        assert lettering.width(line, BODY) <= room < lettering.width(f"{line} {following.split()[0]}", BODY)


def test_a_text_that_is_cut_says_so() -> None:
    lines = lettering.wrapped(TEXT, BODY, 40, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert lettering.width(lines[-1], BODY) <= 40


def test_a_text_that_fits_is_left_alone() -> None:
    assert lettering.shortened("Lifting", BODY, 40) == "Lifting"
    assert lettering.wrapped("Lifting", BODY, 40, 1) == ["Lifting"]
    assert lettering.wrapped("   ", BODY, 40) == []


def test_type_shrinks_to_fit_but_never_below_the_smallest() -> None:
    assert lettering.fitting("short", TITLE, 100) == TITLE
    small = lettering.fitting(TEXT, TITLE, 30)
    assert small.points >= SMALLEST
    assert Style(8).smaller(2).points == SMALLEST


def test_what_a_person_typed_becomes_one_line() -> None:
    assert lettering.one_line(" Dr\nSample\t of  the clinic\u2028") == "Dr Sample of the clinic"


@pytest.mark.parametrize(
    "said",
    [
        "half lasted 31–62 min",  # noqa: RUF001 - from until
        "half lasted 45 min – 2 h",  # noqa: RUF001
        "evenly spread it would be 25 %",
        "usual level on 37 days",
        "prepared for 13 November 2026, Dr Sample",
    ],
)
def test_a_number_is_never_parted_from_what_it_counts(said: str) -> None:
    for most in range(20, 60):
        lines = lettering.wrapped(said, BODY, float(most))
        assert " ".join(lines) == said
        assert all(lettering.width(line, BODY) <= most for line in lines)
        assert not any(line[-1].isdigit() for line in lines[:-1]), lines


def test_hours_and_their_minutes_stay_on_one_line() -> None:
    """Where "half lasted 1 h" ended a line, it was read as an hour."""
    said = "half lasted 1 h 09 min – 3 h 33 min"  # noqa: RUF001 - from until
    for most in range(20, 60):
        lines = lettering.wrapped(said, BODY, float(most))
        assert " ".join(lines) == said
        assert not any(line.endswith("h") for line in lines), lines


def test_a_number_before_a_word_that_is_too_long_stands_alone() -> None:
    assert lettering.wrapped("see 3 Schmerzmittelverschreibungen", BODY, 30.0)[0] == "see 3"
    numbers = " ".join(str(number) for number in range(40))
    assert " ".join(lettering.wrapped(numbers, BODY, 30.0)) == numbers


def test_the_last_number_does_not_stand_alone_on_a_line() -> None:
    said = "150 · 1.3 a day · most in a day 2"
    room = lettering.width(said, BODY) - 0.5
    assert lettering.wrapped(said, BODY, room) == ["150 · 1.3 a day · most in a", "day 2"]
    assert lettering.wrapped("2", BODY, room) == ["2"]


def test_the_doses_of_a_medicine_stand_in_the_line_of_its_name() -> None:
    """Where a line began with "48 · Paracetamol", 48 was read as doses of paracetamol."""
    said = "Oxycodone IR 5 mg 48 · Paracetamol 500 mg 6 · Tramadol 50 mg 4"
    for most in range(28, 80):
        lines = lettering.wrapped(said, BODY, float(most))
        assert " ".join(lines) == said
        assert all(lettering.width(line, BODY) <= most for line in lines)
        assert not [line for line in lines if line.startswith(("48", "6", "4"))]


def _in_order_of_sight(said: str) -> str:
    """Return the letters of `said` as they stand from left to right."""
    layout = QTextLayout(said, lettering.font(lettering.BODY))
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    edges = [cast("tuple[float, int]", line.cursorToX(at))[0] for at in range(len(said) + 1)]
    middles = sorted(
        (left + right, letter) for (left, right), letter in zip(pairwise(edges), said, strict=True)
    )
    return "".join(letter for _, letter in middles)


@pytest.mark.parametrize("name", ["باراسيتامول", "פרצטמול"])
def test_a_name_from_right_to_left_leaves_the_figures_after_it_in_their_order(name: str) -> None:
    assert _in_order_of_sight(f"{apart(name)} 500 mg 3").endswith("500 mg 3")
    assert lettering.width(apart(name), lettering.BODY) == lettering.width(name, lettering.BODY)
    assert not _in_order_of_sight(f"{name} 500 mg 3").endswith("500 mg 3")


@pytest.mark.parametrize("most", range(15, 60, 5))
def test_a_name_from_right_to_left_that_goes_on_in_the_next_line_leaves_its_figures_too(most: int) -> None:
    """The strength of one medicine stood behind the name of the next one."""
    said = f"Paracetamol 3 · {apart('אופטלגין טיפות לילה')} 500 mg/mL 50 % · OxyNorm 10 mg 4"
    lines = lettering.wrapped(said, lettering.BODY, float(most))
    assert len(lines) > 1
    for line in lines:
        seen = [letter for letter in _in_order_of_sight(line) if letter.isascii()]
        assert "".join(seen).split() == [word for word in line.split() if word.isascii()]


def test_a_name_from_left_to_right_is_left_as_it_is() -> None:
    assert apart("Παρακεταμόλη 王") == "Παρακεταμόλη 王"
