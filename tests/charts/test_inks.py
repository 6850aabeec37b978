"""Every look can be read: contrasts are computed, not judged by eye."""

import pytest

from painlog.charts.example import faint
from painlog.charts.inks import GREY, LOOKS, Inks, colour, contrast, luminance

TEXT = ("ink", "muted", "pain_text")
"""Inks that words are written in."""
MARKS = ("pain", "as_needed", "regular", "patch", "activity", "background", "edge", "focus")
"""Inks that marks and borders are drawn in, which must be seen to be understood."""
WRITTEN_ON = (("on_pain", "pain"), ("on_ink", "ink"), ("on_accent", "as_needed"), ("ink", "band"))
"""Text on a surface of colour: the text's ink and the surface's."""

EVERY_LOOK = pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")
    assert luminance("#FF0000") == pytest.approx(0.2126)


@EVERY_LOOK
@pytest.mark.parametrize("surface", ["ground", "panel"])
@pytest.mark.parametrize("ink", TEXT)
def test_text_can_be_read(inks: Inks, ink: str, surface: str) -> None:
    assert contrast(getattr(inks, ink), getattr(inks, surface)) >= 4.5


@EVERY_LOOK
@pytest.mark.parametrize("surface", ["ground", "panel"])
@pytest.mark.parametrize("ink", MARKS)
def test_marks_can_be_seen(inks: Inks, ink: str, surface: str) -> None:
    assert contrast(getattr(inks, ink), getattr(inks, surface)) >= 3


@EVERY_LOOK
def test_the_example_of_an_empty_journal_can_be_seen_and_read(inks: Inks) -> None:
    shown = faint(inks)
    for ink in ("ink", "muted", "pain_text"):
        assert contrast(getattr(shown, ink), inks.panel) >= 4.5, ink
    for ink in ("pain", "as_needed", "regular", "background"):
        assert contrast(getattr(shown, ink), inks.panel) >= 3, ink
    assert contrast(shown.ink, inks.panel) < contrast(inks.ink, inks.panel)


@EVERY_LOOK
def test_marks_can_be_seen_on_weekends_and_patches_on_their_fill(inks: Inks) -> None:
    assert contrast(inks.patch, inks.patch_fill) >= 3
    assert contrast(inks.pain, inks.band) >= 3


@EVERY_LOOK
@pytest.mark.parametrize(("text", "surface"), WRITTEN_ON)
def test_text_on_a_coloured_surface_can_be_read(inks: Inks, text: str, surface: str) -> None:
    assert contrast(getattr(inks, text), getattr(inks, surface)) >= 4.5


@EVERY_LOOK
def test_high_contrast_is_higher_than_usual(inks: Inks) -> None:
    if inks.name.startswith("high contrast"):
        assert all(contrast(getattr(inks, ink), inks.panel) >= 7 for ink in TEXT)
        assert all(contrast(getattr(inks, ink), inks.panel) >= 4.5 for ink in MARKS)


def test_looks_know_whether_they_are_dark() -> None:
    assert all((luminance(inks.panel) < 0.2) == inks.is_dark for inks in LOOKS)


def test_grey_paper_needs_no_coloured_ink() -> None:
    names = [name for name in Inks._fields if name not in ("name", "is_dark")]
    colours = [colour(getattr(GREY, name)) for name in names]
    assert all(ink.red() == ink.green() == ink.blue() for ink in colours)


def test_a_colour_may_let_the_ground_shine_through() -> None:
    assert colour("#102030", 0.5).alpha() == 128
    assert colour("#102030").name() == "#102030"
