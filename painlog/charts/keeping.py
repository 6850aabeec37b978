"""The menu of a chart: copy its picture, save it, print."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QStyleOptionMenuItem, QWidget

from painlog.charts.export import Chart, image_of, png_of, svg_of
from painlog.charts.telling import span_of
from painlog.places import for_dialogs
from painlog.whole import put
from painlog.words.disks import why_not_written
from painlog.words.language import filled

translate = QCoreApplication.translate


class ChartMenu(QMenu):
    """What can be done with the picture that a chart shows."""

    def __init__(
        self, parent: QWidget, shown: Callable[[], Chart | None], print_it: Callable[[], None]
    ) -> None:
        """Offer it for the chart that `shown` returns when it is asked."""
        super().__init__(parent)
        self._parent = parent
        self._shown = shown
        self.addAction(translate("Charts", "Copy the picture"), self.copy_picture)
        self.addAction(translate("Charts", "Save as PNG…"), self.save_png)
        self.addAction(translate("Charts", "Save as SVG…"), self.save_svg)
        self.addSeparator()
        self.addAction(translate("Charts", "Print…"), print_it)

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """Let the column of ticks be counted, as window/menu.py does: commands are shown whole."""
        super().initStyleOption(option, action)
        option.maxIconWidth = max(option.maxIconWidth, option.fontMetrics.height())

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        chart = self._shown()
        if chart is not None:
            QGuiApplication.clipboard().setImage(image_of(chart, self._size()))

    def save_png(self) -> None:
        """Ask for a file and keep the picture in it."""
        self._save("png", translate("Charts", "Pictures (*.png)"), lambda chart: png_of(chart, self._size()))

    def save_svg(self) -> None:
        """Ask for a file and keep the drawing in it, to be printed at any size."""
        self._save("svg", translate("Charts", "Drawings (*.svg)"), lambda chart: svg_of(chart, self._size()))

    def _size(self) -> QSize:
        return self._parent.size()

    def _save(self, ending: str, kinds: str, made: Callable[[Chart], bytes]) -> None:
        chart = self._shown()
        if chart is None:
            return
        offered = f"Painlog {span_of(chart.view.begin, chart.view.end)}.{ending}"
        title = translate("Charts", "Save the picture")
        beside = str(for_dialogs.folder() / offered)
        name, _ = QFileDialog.getSaveFileName(self._parent, title, beside, kinds)
        if name:
            path = for_dialogs.choose(name if name.lower().endswith(f".{ending}") else f"{name}.{ending}")
            if path.name != Path(name).name and os.path.exists(path):  # noqa: PTH110 - never raises
                said = translate(  # nobody was asked whether to replace it
                    "Charts", "There is a file %1 already, so nothing was saved. Choose another name."
                )
                self._say_not_saved(filled(said, path.name))
            else:
                self._keep(path, made(chart))

    def _keep(self, path: Path, contents: bytes) -> None:
        try:
            put(path, contents)
        except OSError as fault:
            said = translate("Charts", "The picture was not saved to %1: %2", "a file, why")
            self._say_not_saved(filled(said, path.name, why_not_written(fault)))

    def _say_not_saved(self, words: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, translate("Charts", "Not saved"), "", parent=self._parent)
        box.setText(words)
        box.open()
