"""The classes of Qt that the charts bring along, made by the window before a thread loads the charts."""

from collections.abc import Iterator
from importlib import import_module

CLASSES = {
    "QtCore": "QBuffer QMarginsF QMutex",
    "QtGui": "QAccessible QAccessibleAnnouncementEvent QEnterEvent QImageWriter QMatrix4x4 "
    "QNativeGestureEvent QTransform QVector3D QWheelEvent QAccessibleInterface QImage",
    "QtWidgets": "QDoubleSpinBox QFileSystemModel QGestureEvent QGraphicsScene QGraphicsView QGraphicsWidget "
    "QGroupBox QMessageBox QPinchGesture QRadioButton QSlider QSpinBox",
    "QtSvg": "QSvgGenerator",
}
"""Their names, by the module of PySide6 that has them; the classes that they are made from are not named."""


def making() -> Iterator[None]:
    """Make the next of CLASSES at each step.

    PySide6 makes a class when it is first asked for, and lets other threads go on meanwhile. Where two of
    them make one at the same time, or a class that both of theirs are made from, there are two of it, and
    what is made from the wrong one ends the program (PYSIDE-2404; only builds without Python's lock guard
    against it).
    """
    for module, names in CLASSES.items():
        for name in names.split():
            getattr(import_module(f"PySide6.{module}"), name)
            yield
