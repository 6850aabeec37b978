"""The small sign of each kind of entry: a shape of its own as well as a colour, the same in every list."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from painlog.charts.inks import Inks, colour
from painlog.entries import Medicine
from painlog.window.look import text_growth


class Mark(Enum):
    """The signs, by what they stand for."""

    FLARE_UP = "flare-up"
    AS_NEEDED = "as needed"
    REGULAR = "every day"
    PATCH = "patch"
    ACTIVITY = "activity"
    CHECK_IN = "check-in"
    APPOINTMENT = "appointment"
    NOTE = "note"


def mark_of_kind(kind: str, medicine: Medicine | None = None) -> Mark:
    """Return the sign for an entry of `kind` (entries.KINDS); of a dose, that of its medicine."""
    return mark_of_medicine(medicine) if medicine is not None else _BY_KIND.get(kind, Mark.NOTE)


def mark_of_medicine(medicine: Medicine) -> Mark:
    """Return the sign under which doses of `medicine` are drawn."""
    if medicine.form == "patch":
        return Mark.PATCH
    return Mark.AS_NEEDED if medicine.role == "as-needed" else Mark.REGULAR


def mark_ink(mark: Mark, inks: Inks) -> str:
    """Return the ink of a sign."""
    return {
        Mark.FLARE_UP: inks.pain,
        Mark.AS_NEEDED: inks.as_needed,
        Mark.REGULAR: inks.regular,
        Mark.PATCH: inks.patch,
        Mark.ACTIVITY: inks.activity,
        Mark.CHECK_IN: inks.background,
        Mark.APPOINTMENT: inks.ink,
        Mark.NOTE: inks.muted,
    }[mark]


def mark_size(usual: int) -> int:
    """Return how large a sign is that has `usual` pixels in text of 100 %: it grows with the letters."""
    return round(usual * text_growth())


def paint_mark(painter: QPainter, middle: QPointF, size: float, mark: Mark, inks: Inks) -> None:
    """Paint a sign of `size` pixels around `middle`."""
    ink = colour(mark_ink(mark, inks))
    half = size / 2
    box = QRectF(middle.x() - half, middle.y() - half, size, size)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if mark is Mark.AS_NEEDED:
        painter.drawEllipse(box)
    elif mark is Mark.FLARE_UP:
        painter.drawRoundedRect(box, 2, 2)
    elif mark is Mark.REGULAR:
        painter.drawRoundedRect(box.adjusted(half * 0.65, 0, -half * 0.65, 0), 1.5, 1.5)
    elif mark is Mark.PATCH:
        painter.drawRoundedRect(box.adjusted(0, half * 0.5, 0, -half * 0.5), 2, 2)
    elif mark is Mark.ACTIVITY:
        painter.drawPolygon(QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, max(1.5, size / 7)))
        _outline(painter, box.adjusted(1, 1, -1, -1), mark)
    painter.restore()


def _outline(painter: QPainter, box: QRectF, mark: Mark) -> None:
    if mark is Mark.CHECK_IN:
        painter.drawEllipse(box)
    elif mark is Mark.APPOINTMENT:
        x, y = box.center().x(), box.center().y()
        corners = (x, box.top()), (box.right(), y), (x, box.bottom()), (box.left(), y)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    else:
        for share in (0.15, 0.5, 0.85):
            y = box.top() + share * box.height()
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


_BY_KIND = {
    "flare-up": Mark.FLARE_UP,
    "dose": Mark.AS_NEEDED,
    "activity": Mark.ACTIVITY,
    "check-in": Mark.CHECK_IN,
    "appointment": Mark.APPOINTMENT,
    "note": Mark.NOTE,
}
