"""What lies on a sheet of paper, as values: texts, lines and boxes with their places in millimetres.

A block is a rectangle with the marks in it. The layout makes blocks, tests look at their rectangles, and one
painter paints them, whatever the paper is.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias

from painlog.report import lettering
from painlog.report.lettering import Style

HAIRLINE = 0.12
"""Millimetres: fine, and still a line at 300 dots an inch."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A place on the paper, in mm from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def moved(self, right: float, down: float) -> "Rect":
        """Return the same rectangle elsewhere, by so many mm."""
        return Rect(self.x + right, self.y + down, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of type; `y` is its base line. `ink` names a colour of painlog.charts.inks."""

    x: float
    y: float
    said: str
    style: Style
    ink: str = "ink"

    @property
    def rect(self) -> Rect:
        """The room that its letters take, by the font's own measures."""
        rise = lettering.ascent(self.style)
        return Rect(self.x, self.y - rise, lettering.width(self.said, self.style), rise * 1.25)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: str = "line"
    thickness: float = HAIRLINE
    dashes: tuple[float, ...] = ()
    """Dash and gap in thicknesses; empty: none."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: filled, or only its outline; `hatched` tells it from its neighbours without colour."""

    rect: Rect
    ink: str = "line"
    filled: bool = True
    radius: float = 0.0
    hatched: bool = False
    edge: str = ""
    """The ink of the outline of a filled box; empty: none."""
    dashed: bool = False
    """The outline is dashed."""


UP = ((0.0, 1.0), (1.0, 1.0), (0.5, 0.0))
DOWN = ((0.0, 0.0), (1.0, 0.0), (0.5, 1.0))
RIGHT = ((0.0, 0.0), (1.0, 0.5), (0.0, 1.0))
DIAMOND = ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5))


@dataclass(frozen=True, slots=True)
class Shape:
    """A small triangle or diamond, filled or only its outline; `corners` in shares of `rect`."""

    rect: Rect
    corners: tuple[tuple[float, float], ...]
    ink: str = "muted"
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Ring:
    """A small circle: an as-needed dose, or, filled, the sum of several."""

    rect: Rect
    ink: str = "as_needed"
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The body from the front and from the back, with the places that are marked."""

    rect: Rect
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The place of a chart that painlog.charts draws."""

    rect: Rect
    of: str
    """"timeline" or "day by day"."""


Look: TypeAlias = tuple[Style, str]
"""How a text is set: its style and the name of its ink."""
Area: TypeAlias = tuple[float, float, float]
"""Where to set something: left edge, top and width; it takes the height that it needs."""
Mark: TypeAlias = Text | Line | Box | Shape | Ring | Figures | Chart


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a sheet: where it lies and what is in it."""

    name: str
    rect: Rect
    marks: tuple[Mark, ...] = ()

    def moved(self, right: float, down: float) -> "Block":
        """Return the same block elsewhere, by so many mm."""
        marks = tuple(_moved(mark, right, down) for mark in self.marks)
        return Block(self.name, self.rect.moved(right, down), marks)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of paper, in mm, with its blocks in the order in which they are read."""

    width: float
    height: float
    blocks: tuple[Block, ...]


def set_lines(marks: list[Mark], said: str, look: Look, area: Area, most: int = 3) -> float:
    """Add `said` in at most `most` lines from the top of `area` on; return where they end."""
    style, ink = look
    x, y, width = area
    step = lettering.line_height(style)
    first = y + lettering.ascent(style)
    lines = lettering.wrapped(said, style, width, most)
    marks += [Text(x, first + step * at, line, style, ink) for at, line in enumerate(lines)]
    return y + step * len(lines)


def _moved(mark: Mark, right: float, down: float) -> Mark:
    if isinstance(mark, Text):
        return replace(mark, x=mark.x + right, y=mark.y + down)
    if isinstance(mark, Line):
        across = replace(mark, x1=mark.x1 + right, x2=mark.x2 + right)
        return replace(across, y1=mark.y1 + down, y2=mark.y2 + down)
    return replace(mark, rect=mark.rect.moved(right, down))
