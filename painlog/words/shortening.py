"""Long words in short: what one sees as one letter is never cut apart, of however many characters it is."""

from PySide6.QtCore import QTextBoundaryFinder

UTF_16 = "utf-16-le"
"""Qt counts in its units."""
_LONGEST_LETTER = 40
"""So many characters at most are looked at beyond a cut."""


def shortened(text: str, longest: int) -> str:
    """Return `text`, ended by "…" where it has more than `longest` characters."""
    return text if len(text) <= longest else whole_letters(text, longest - 1).rstrip() + "…"


def whole_letters(text: str, most: int) -> str:
    """Return the beginning of `text`: at most `most` characters, and a last letter with all its marks."""
    looked_at = text[: most + _LONGEST_LETTER]
    units = len(text[:most].encode(UTF_16)) // 2
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, looked_at)
    finder.setPosition(units)
    if not finder.isAtBoundary():
        units = max(0, finder.toPreviousBoundary())
    return looked_at.encode(UTF_16)[: 2 * units].decode(UTF_16)
