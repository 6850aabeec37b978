"""The type of the page: one shipped font, measured the same on every machine and at every resolution.

Sizes are points, widths and heights millimetres. The page is painted in units of a twentieth of a point,
so that every size of type is a whole number of them and no printer or screen rounds it.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from painlog import places
from painlog.report.one_colour import printable
from painlog.words.directions import apart_in_each
from painlog.words.language import SEPARATOR
from painlog.words.shortening import whole_letters

UNITS_A_POINT = 20
UNITS_A_MM = 72 / 25.4 * UNITS_A_POINT

SMALLEST = 6.5
"""No type on paper is smaller than this, in points."""

_FAMILY = "Painlog Sans"
_OFF = ("liga", "clig", "dlig", "calt")
"""Ligatures, and what looks like one: searching the page for "flare-up" must find it."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: its size in points and its weight (400 plain, 600 and 700 bold)."""

    points: float
    weight: int = 400

    def smaller(self, points: float) -> "Style":
        """Return the same weight in another size, never below the smallest."""
        return Style(max(SMALLEST, points), self.weight)


TITLE = Style(17.5, 700)
PERIOD = Style(12, 600)
FIGURE = Style(17, 700)
HEADING = Style(10.5, 600)
STRONG = Style(8, 600)
BODY = Style(8)
LABEL = Style(7.5, 600)
SMALL = Style(7)
SMALL_STRONG = Style(7, 600)


@cache
def family() -> str:
    """Load the shipped font once and return the name of its family."""
    for file in sorted((places.resources() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    return _FAMILY


@cache
def font(style: Style) -> QFont:
    """Return the font of `style` in the page's units, without hinting and without ligatures."""
    made = QFont(family())
    made.setPixelSize(round(style.points * UNITS_A_POINT))
    made.setWeight(QFont.Weight(style.weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in _OFF:
        made.setFeature(QFont.Tag(feature), 0)
    return made


@cache
def _metrics(style: Style) -> QFontMetricsF:
    return QFontMetricsF(font(style))


@lru_cache(10_000)  # a column is set some ten times until it fits, and the page again after each tick
def width(said: str, style: Style) -> float:
    """Return how wide `said` is in mm."""
    return _metrics(style).horizontalAdvance(printable(said, font(style))) / UNITS_A_MM


@cache
def ascent(style: Style) -> float:
    """Return how far the type reaches above its base line, in mm."""
    return _metrics(style).ascent() / UNITS_A_MM


def line_height(style: Style) -> float:
    """Return the distance in mm from one line to the next."""
    return style.points * 1.32 * 25.4 / 72


def one_line(said: str) -> str:
    """Return what a person typed as a single line: every run of blanks and breaks becomes one blank."""
    return " ".join(said.split())


def shortened(said: str, style: Style, most: float) -> str:
    """Return `said`, ended by "…" where it is wider than `most` mm."""
    if width(said, style) <= most:
        return said
    return _metrics(style).elidedText(
        printable(said, font(style)), Qt.TextElideMode.ElideRight, most * UNITS_A_MM
    )


def fitting(said: str, style: Style, most: float, least: float = SMALLEST) -> Style:
    """Return `style`, or the largest smaller one (by half points) in which `said` fits `most` mm."""
    while style.points - 0.5 >= least and width(said, style) > most:
        style = style.smaller(style.points - 0.5)
    return style


def wrapped(said: str, style: Style, most: float, lines: int = 1000) -> list[str]:
    """Return `said` in lines no wider than `most` mm; the last of `lines` ends in "…" if cut.

    A number stays on one line with the word after it, which is what it counts, and with a number after that,
    or with the one before it where it ends a fact; the last one is never alone.
    """
    words = _kept_together(said.split(), style, most)
    done: list[str] = []
    while words:
        if len(done) == lines - 1:
            done.append(shortened(" ".join(words), style, most))
            break
        line, words = _first_line(words, style, most)
        done.append(line)
    return apart_in_each(done)


def _kept_together(words: list[str], style: Style, most: float) -> list[str]:
    """Return the words, a number as one with the next, and one that ends a fact with the one before it.

    Where they fit a line. In "Oxycodone IR 5 mg 48 · …" a line with "48" first would count something else,
    and "1 h 09 min" broken in two is read as an hour.
    """
    done: list[str] = []
    for word in words:
        if done and word[0].isdigit() and _is_counted(done[-1]):
            done += _as_one(done.pop(), word, style, most)
            continue
        if done and done[-1][-1].isdigit() and width(f"{done[-1]} {word}", style) <= most:
            number = done.pop()
            ends_a_fact = number.isdigit() and word == SEPARATOR.strip()
            before = done.pop() if ends_a_fact and done else ""
            done += _as_one(before, f"{number} {word}", style, most)
        else:
            done.append(word)
    if len(done) > 1 and done[-1].isdigit():
        done[-2:] = _as_one(done[-2], done[-1], style, most)
    return done


def _is_counted(word: str) -> bool:
    """Tell whether this is a number and what it counts: "1 h"."""
    number, _, counted = word.partition(" ")
    return number[-1].isdigit() and counted.isalpha()


def _as_one(before: str, word: str, style: Style, most: float) -> list[str]:
    """Return the two as one where they fit a line."""
    joined = f"{before} {word}".strip()
    return [joined] if not before or width(joined, style) <= most else [before, word]


def _first_line(words: list[str], style: Style, most: float) -> tuple[str, list[str]]:
    """Take as many words as fit; a word that is too long by itself is broken.

    Measuring is slow: words are taken by ones, twos, fours …, and then between what fits and what does not.
    """
    if width(words[0], style) > most:
        return _broken(words, style, most)
    fits, too_many, tried = 1, len(words) + 1, 2
    while too_many - fits > 1:
        fit = width(" ".join(words[:tried]), style) <= most
        fits, too_many = (tried, too_many) if fit else (fits, tried)
        tried = min(2 * fits, len(words)) if too_many > len(words) else (fits + too_many) // 2
    return " ".join(words[:fits]), words[fits:]


def _broken(words: list[str], style: Style, most: float) -> tuple[str, list[str]]:
    word = words[0]
    fits, too_long = 1, len(word)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        fits, too_long = (middle, too_long) if width(word[:middle], style) <= most else (fits, middle)
    part = whole_letters(word, fits) or word[:fits]
    return part, [word[len(part) :], *words[1:]]
