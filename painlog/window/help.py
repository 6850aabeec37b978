"""Help: how to use Painlog, what the patterns are, when to seek help now, and what Painlog is.

The texts lie in resources/help, a folder a language. None of them looks at the journal.
"""

from enum import Enum
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from painlog import __version__
from painlog.places import resources
from painlog.window.buttons import PlainButton, Segmented
from painlog.window.fields import TextField, dress
from painlog.window.look import FIELD, font_of, gap
from painlog.window.panels import Heading, Quiet
from painlog.window.screens import room_around
from painlog.window.scrolling import slim

if TYPE_CHECKING:
    from pathlib import Path

translate = QCoreApplication.translate

_PARTS = ("PySide6-Essentials", "pyqtgraph", "numpy", "scipy", "peewee", "platformdirs", "openpyxl")
"""What Painlog is made with, by the names of its packages."""
_KEEP_AFTER_MS = 400
_LIKED, _FREE = QSize(760, 620), QSize(gap(16), gap(16))
"""How large the window likes to be, and what stays free of the screen around it, in pixels."""


class Page(Enum):
    """The pages of the help, in the order of their buttons."""

    HOW_TO = "how-to"
    PATTERNS = "patterns"
    SEEK_HELP = "seek-help"
    ABOUT = "about"


@lru_cache(maxsize=8)
def help_text(page: Page, language: str) -> str:
    """Return the Markdown of a page in `language` (as "de"), in English where there is no translation."""
    folder: Path = resources() / "help"
    files = (folder / code / f"{page.value}.md" for code in (language, "en"))
    return next(file for file in files if file.is_file()).read_text(encoding="utf-8")


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def about_text() -> str:
    """Return what Painlog is, its version and licence, and what it is made with, as Markdown."""
    parts = "\n".join(f"- {package} {_installed(package)}" for package in _PARTS)
    about = translate(
        "Help",
        "Painlog records, shows and prints what you enter, so that you can talk about it with a health"
        " professional. It is not a medical device: it makes no diagnosis, gives no advice on treatment or"
        " doses, sets off no alarm and gives no risk score. It converts no opioid into another, and never"
        " says that another dose may be taken.",
    )
    kept = translate("Help", "Nothing leaves this computer.")
    licence = translate(
        "Help",
        "Painlog is free software under the GNU General Public License, version 3 or later. It comes with no"
        " warranty.",
    )
    made_with = translate("Help", "Made with")
    return f"# Painlog {__version__}\n\n{about}\n\n{kept}\n\n{licence}\n\n## {made_with}\n\n{parts}\n"


class HelpWindow(QDialog):
    """One window with the four pages; it stays open beside the main window."""

    numbers_told = Signal(str)
    """The person's own emergency numbers, some moments after they were typed or when the window closes."""
    print_asked = Signal(str, str)
    """When to seek help, as Markdown, with the person's own numbers: it was asked for on paper."""

    def __init__(self, numbers: str = "", parent: QWidget | None = None) -> None:
        """Make the window; `numbers` are the emergency numbers that were told before."""
        super().__init__(parent)
        self.setWindowTitle(translate("Help", "Painlog help"))
        self.setModal(False)
        self.resize(_LIKED.boundedTo(room_around(parent or self).size() - _FREE))
        labels = (
            translate("Help", "How to"),
            translate("Help", "Patterns"),
            translate("Help", "When to seek help now"),
            translate("Help", "About Painlog"),
        )
        self._pages = Segmented(labels, self, name=translate("Help", "Pages of the help"))
        self._pages.chosen.connect(self._choose)
        self._text = _reader(self)
        self._own = _OwnNumbers(numbers, self)
        self._own.told.connect(self.numbers_told)
        self._print = PlainButton(translate("Help", "Print…"), least=FIELD)
        self._print.setAccessibleDescription(translate("Help", "For the back of the page, or for the wall"))
        self._print.clicked.connect(self._ask_to_print)
        close = PlainButton(translate("Help", "Close"), least=FIELD)
        close.clicked.connect(self.close)
        self._lay_out(close)
        self.show_page(Page.HOW_TO)

    def _lay_out(self, close: QWidget) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(gap(4), gap(4), gap(4), gap(4))
        rows.setSpacing(gap(3))
        top = QHBoxLayout()
        top.addWidget(self._pages)
        top.addStretch(1)
        rows.addLayout(top)
        rows.addWidget(self._own)
        rows.addWidget(self._text, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._print)
        foot.addStretch(1)
        foot.addWidget(close)
        rows.addLayout(foot)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return list(Page)[self._pages.current]

    def open_at(self, page: str) -> None:
        """Open the window at the page of that name; one that is open comes forward."""
        self.show_page(Page(page))
        if self.isVisible():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
            self.raise_()
            self.activateWindow()
        self.show()

    def show_page(self, page: Page) -> None:
        """Turn to `page`, at its beginning."""
        self._pages.choose(list(Page).index(page))
        language = QLocale().name().split("_")[0]
        self._text.setMarkdown(about_text() if page is Page.ABOUT else help_text(page, language))
        self._text.setAccessibleName(self._pages.segments[self._pages.current].words)
        for part in (self._own, self._print):
            part.setVisible(page is Page.SEEK_HELP)

    def _ask_to_print(self) -> None:
        language = QLocale().name().split("_")[0]
        self.print_asked.emit(help_text(Page.SEEK_HELP, language), self._own.numbers)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed last; Esc hides the window without closing it."""
        self._own.tell()
        super().hideEvent(event)

    def _choose(self, place: int) -> None:
        self.show_page(list(Page)[place])


class _Reader(QTextBrowser):
    """Text to read that follows the size of the program's text and never fetches anything."""

    def follow_text(self) -> None:
        """Follow the size of the program's text."""
        self.document().setDefaultFont(_plain(font_of()))

    def loadResource(self, kind: int, name: object) -> object:  # noqa: ARG002 - nothing is ever loaded
        """Load nothing: the texts have no pictures, and no address is followed."""
        return None


def _plain(font: QFont) -> QFont:
    font.setWeight(QFont.Weight.Normal)
    return font


def _reader(parent: QWidget) -> QTextBrowser:
    text = _Reader(parent)
    text.setOpenLinks(False)
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    text.document().setDefaultFont(_plain(font_of()))
    text.document().setDocumentMargin(gap(4))
    dress(text, "QTextBrowser")
    slim(text)
    return text


class _OwnNumbers(QWidget):
    """The person's own emergency and crisis numbers: none is guessed from the language."""

    told = Signal(str)

    def __init__(self, numbers: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept = numbers
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(1))
        rows.addWidget(Heading(translate("Help", "My own emergency numbers"), self, size=1.0))
        self._field = TextField(
            translate("Help", "My own emergency numbers"),
            self,
            hint=translate("Help", "For example: emergency 112, Dr Sample 555 0123, my sister 555 0199"),
            most=4,
        )
        self._field.setPlainText(numbers)
        rows.addWidget(self._field)
        rows.addWidget(Quiet(translate("Help", "Kept with your journal. Painlog never calls anybody."), self))
        self._later = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._later.timeout.connect(self.tell)
        self._field.textChanged.connect(self._later.start)

    @property
    def numbers(self) -> str:
        """What stands there now."""
        return self._field.toPlainText()

    def tell(self) -> None:
        """Say what was typed, where it is new."""
        self._later.stop()
        numbers = self.numbers
        if numbers != self._kept:
            self._kept = numbers
            self.told.emit(numbers)
