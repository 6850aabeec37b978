"""How words are set in a given width: at word boundaries, and anywhere where a single word is too long.

An amount stays on one line with its unit, "10 µg/h", which Qt would break after its slash as well; so does a
short fact of several. What holds them together is put in where words are set, and nowhere else: nothing of it
is kept, found, copied or exported.
"""

import re
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from painlog.words.folders import LINE_MAY_END

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TALL = 100_000
_IN_ONE_LINE = (
    Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
).value
_AT_WORDS, _ANYWHERE = Qt.TextFlag.TextWordWrap.value, Qt.TextFlag.TextWrapAnywhere.value
_WITHIN_AMOUNT = re.compile(
    r"(?<=\d) (?=(?:[mµ]?g|mL|h|min|days?)\b|%)|(?<=[mµ]g)/(?=(?:h|mL)\b)|(?<=\d h) (?=\d+ min\b)"
)
"""Before a unit, within it, and between hours and minutes. All but days are the same in every language."""
_SHORT_PIECE = re.compile(r"(?<= · )[^·\n]{1,14}(?= · |$)")
"""One of several facts, as "0 of 6 today": a first word left alone on a line is read with the fact before."""
_LONG_WORD = re.compile(rf"[^\s{LINE_MAY_END}-]{{30,}}")
"""A hyphen ends a line by itself: a double name is not broken within its parts."""
_WORD = re.compile(r"[^\s-]+")
_WITHIN_WORD = re.compile(r"(?<=[0-9A-Za-z\u00c0-\u052f])(?=[0-9A-Za-z\u00c0-\u052f])")
"""Between letters of the scripts whose words have blanks around them."""
_HELD = {" ": "\u00a0", "/": "/\u2060"}
_SPARE = 2
"""Pixels more than the advance of a line: fractions are rounded up where Qt breaks lines."""


@lru_cache(500)  # the words of a window are measured several times
def together(text: str) -> str:
    """Return `text` as it is set: no line ends within an amount, nor within a short fact of several.

    The dot between two facts stays with the first of them: no line begins with it.
    """
    held = _WITHIN_AMOUNT.sub(lambda found: _HELD[found[0]], text)
    held = _SHORT_PIECE.sub(lambda found: found[0].replace(" ", _HELD[" "]), held)
    return held.replace(" · ", f"{_HELD[' ']}· ")


def breakable(text: str) -> str:
    """Return `text` as a label sets it, which would be as wide as its longest word, were that not broken."""
    return _LONG_WORD.sub(lambda found: _WITHIN_WORD.sub(LINE_MAY_END, found[0]), together(text))


def height(text: str, font: QFont, width: int) -> int:
    """Return how high `text` stands in `width` pixels."""
    return _measured(text, font, width)[1]


@lru_cache(2_000)
def width(text: str, font: QFont) -> int:
    """Return the room that `text` needs in one line (of several, the longest)."""
    metrics = QFontMetrics(font)
    return max(metrics.horizontalAdvance(line) for line in text.split("\n")) + _SPARE


def letter(font: QFont) -> float:
    """Return how wide a letter is on average; what a font itself tells counts signs that nobody writes."""
    return width(_LETTERS, font) / len(_LETTERS)


@lru_cache(2_000)
def widest_word(text: str, font: QFont) -> int:
    """Return the room for the longest word: in less it would have to be broken."""
    metrics = QFontMetrics(font)
    words = together(text).replace("\n", " ").split(" ")  # at any blank, amounts would fall apart
    return max(map(metrics.horizontalAdvance, words)) + _SPARE


def draw(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Set `text` in `rect`, as `height` measured it."""
    painter.setFont(font)
    painter.setPen(colour)
    flags, _, broken = _measured(text, font, rect.width())
    painter.drawText(rect, flags | align.value, broken)


def draw_line(painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> int:
    """Set `text` in one line of `rect`, shortened with an ellipsis; return the width that it took."""
    shown, taken = _shortened(text, font, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _IN_ONE_LINE, shown)
    return taken


@lru_cache(2_000)
def _shortened(text: str, font: QFont, width: int) -> tuple[str, int]:
    """Return what of `text` stands in one line of `width` pixels, and the width that it takes."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return shown, metrics.horizontalAdvance(shown)


@lru_cache(2_000)  # a press measures much of the window anew, and little of it says something else
def _measured(text: str, font: QFont, width: int) -> tuple[int, int, str]:
    """Return how to break `text` in `width` pixels, as Qt's flags, how high it is then, and what is set."""
    metrics, room, text = QFontMetrics(font), QRect(0, 0, width, _TALL), together(text)
    whole = metrics.boundingRect(room, _AT_WORDS, text)
    if whole.width() > width:  # some word is too long: that one is broken, and no other
        text = _WORD.sub(lambda word: _within(word[0], metrics, width), text)
        whole = metrics.boundingRect(room, _AT_WORDS, text)
    if whole.width() <= width:
        return _AT_WORDS, whole.height(), text
    return _ANYWHERE, metrics.boundingRect(room, _ANYWHERE, text).height(), text


def _within(word: str, metrics: QFontMetrics, width: int) -> str:
    return _WITHIN_WORD.sub(LINE_MAY_END, word) if metrics.horizontalAdvance(word) > width else word
