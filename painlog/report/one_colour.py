"""Small pictures in a text, as \N{PILL}, as they can be printed: in one colour, or else by their names.

Qt takes them from a font of colour bitmaps where there is one, and puts nothing at all into a PDF then: that
font has no outlines. Asked for as text (U+FE0E) Qt takes another one that has the picture, if there is any.
"""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from PySide6.QtGui import QFont, QTextLayout

from painlog.entries import Medicine
from painlog.patterns.timeline import Timeline, Upright

_FIRST = "\u2190"
"""No picture is before it, and hardly any text holds anything after it."""
_AS_TEXT = "\N{VARIATION SELECTOR-15}"
_FLAG_A, _FLAG_Z = "\U0001f1e6", "\U0001f1ff"
_PICTURE = re.compile(
    f"[{_FLAG_A}-{_FLAG_Z}]+|["
    "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
    "(?:[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d.)*"
)


def printable(said: str, font: QFont) -> str:
    """Return a text in which no picture comes out blank on paper."""
    return said if max(said, default="") < _FIRST else _printable(said, font.key())


def with_printable_names(timeline: Timeline, font: QFont) -> Timeline:
    """Return what a chart shows with all names in it as they can be printed."""

    def named(medicine: Medicine) -> Medicine:
        return replace(medicine, name=printable(medicine.name, font))

    def labelled(upright: Upright) -> Upright:
        visit, medicine, was = upright.appointment, upright.medicine, upright.was
        return upright._replace(
            appointment=visit and replace(visit, with_whom=printable(visit.with_whom, font)),
            medicine=medicine and named(medicine),
            was=was and named(was),
        )

    return replace(
        timeline,
        lanes=tuple(lane._replace(medicine=named(lane.medicine)) for lane in timeline.lanes),
        activity_names=tuple(printable(name, font) for name in timeline.activity_names),
        uprights=tuple(map(labelled, timeline.uprights)),
    )


@lru_cache(1_000)
def _printable(said: str, font: str) -> str:
    made = QFont()
    made.fromString(font)
    return _PICTURE.sub(lambda found: _one(found[0], made), said)


def _one(picture: str, font: QFont) -> str:
    if _has_outlines(picture, font) and _has_outlines(picture[0], font):  # not only of what is joined to it
        return picture
    if _FLAG_A <= picture[0] <= _FLAG_Z:
        return f"({''.join(chr(ord(each) - ord(_FLAG_A) + ord('A')) for each in picture)})"
    as_text = picture[0] + _AS_TEXT
    if _has_outlines(as_text, font):
        return as_text
    return f"({unicodedata.name(picture[0], 'a picture').lower()})"


def _has_outlines(picture: str, font: QFont) -> bool:
    """Tell whether a font draws it that has it, and in lines."""
    layout = QTextLayout(picture, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = ((run.rawFont(), glyph) for run in layout.glyphRuns() for glyph in run.glyphIndexes())
    return any(glyph and not raw.pathForGlyph(glyph).isEmpty() for raw, glyph in runs)
