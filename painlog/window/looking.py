"""The look of the running window: changed by the person, or by the desktop while it is followed."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from painlog.window.look import TEXT_SIZES, LookName, apply_look
from painlog.window.preferences import Preferences


class Looking(QObject):
    """Applies the look and the size of text, and remembers them."""

    def __init__(self, app: QApplication, preferences: Preferences, parent: QObject | None = None) -> None:
        """Wear what was chosen before."""
        super().__init__(parent)
        self._app = app
        self._preferences = preferences
        self._hints = app.styleHints()
        self.apply()

    def follow_system(self) -> None:
        """Change with the desktop from now on, where the look is the desktop's."""
        self._hints.colorSchemeChanged.connect(self.apply)

    @property
    def name(self) -> LookName:
        """The look that was chosen."""
        return self._preferences.look

    @property
    def percent(self) -> int:
        """The size of the text."""
        return self._preferences.text_percent

    def apply(self) -> None:
        """Wear what the preferences say."""
        apply_look(self._app, self._preferences.look, self._preferences.text_percent)

    def choose(self, name: LookName) -> None:
        """Wear another look."""
        self._preferences.look = name
        self.apply()

    def choose_percent(self, percent: int) -> None:
        """Show text of another size."""
        if percent != self._preferences.text_percent:
            self._preferences.text_percent = percent
            self.apply()

    def larger(self) -> None:
        """Show larger text, up to twice the usual."""
        self.choose_percent(next((size for size in TEXT_SIZES if size > self.percent), TEXT_SIZES[-1]))

    def smaller(self) -> None:
        """Show smaller text, down to the usual."""
        smaller = (size for size in reversed(TEXT_SIZES) if size < self.percent)
        self.choose_percent(next(smaller, TEXT_SIZES[0]))

    def usual(self) -> None:
        """Show text of the usual size."""
        self.choose_percent(TEXT_SIZES[0])
