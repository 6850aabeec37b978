"""What the window remembers from one start to the next. Nothing in it is what a person wrote."""

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from painlog import places
from painlog.window.look import TEXT_SIZES, LookName

MOST_RECENT = 6
_DIGITS = 9
"""More than any size has: Python makes no number of thousands."""


class Preferences:
    """The file of preferences, by the names of what they are about."""

    def __init__(self, file: Path) -> None:
        """Keep them in `file`, which no other account can read from its first moment on.

        Where that cannot be written they hold until the program ends: no journal stays closed by it.
        """
        with suppress(OSError):
            places.private_folder(file.parent)
            if not file.exists():
                file.touch(mode=places.FILE_MODE)
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)
        self._file = file

    @property
    def look(self) -> LookName:
        """The look that was chosen."""
        said = str(self._settings.value("look", LookName.SYSTEM.value))
        return LookName(said) if said in list(LookName) else LookName.SYSTEM

    @look.setter
    def look(self, name: LookName) -> None:
        """Choose another look."""
        self._settings.setValue("look", name.value)

    @property
    def text_percent(self) -> int:
        """The size of the text, 100-200."""
        said = str(self._settings.value("text_percent", TEXT_SIZES[0]))
        percent = int(said[:_DIGITS]) if said.isdecimal() else TEXT_SIZES[0]
        return min(max(percent, TEXT_SIZES[0]), TEXT_SIZES[-1])

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        """Choose another size."""
        self._settings.setValue("text_percent", percent)

    @property
    def recent(self) -> list[Path]:
        """The journals that were open lately, the last first; those that were deleted or moved are left out.

        One whose folder is not there either stays: its stick is not plugged in now.
        """
        said = self._settings.value("recent", [])
        names = said if isinstance(said, list) else [said]
        paths = [Path(str(name)) for name in names]
        return [path for path in paths if is_reachable(path) or not os.path.isdir(path.parent)]  # noqa: PTH112

    def remember_journal(self, path: Path) -> None:
        """Put a journal first among the recent ones."""
        others = [each for each in self.recent if each != path]
        self._settings.setValue("recent", [str(each) for each in (path, *others)][:MOST_RECENT])

    def text(self, name: str, otherwise: str = "") -> str:
        """Return a word of our own, such as the tab that was open."""
        return str(self._settings.value(name, otherwise))

    def keep_text(self, name: str, value: str) -> None:
        """Keep a word of our own."""
        self._settings.setValue(name, value)

    def bytes(self, name: str) -> QByteArray:
        """Return the geometry or state of a widget, empty where there is none."""
        said = self._settings.value(name)
        return said if isinstance(said, QByteArray) else QByteArray()

    def keep_bytes(self, name: str, value: QByteArray) -> None:
        """Keep the geometry or state of a widget."""
        self._settings.setValue(name, value)

    def write(self) -> None:
        """Write everything to the disk now, for this account's eyes only."""
        self._settings.sync()
        with suppress(OSError):
            self._file.chmod(places.FILE_MODE)


def is_reachable(journal: Path) -> bool:
    """Tell whether the file is there now."""
    return os.path.isfile(journal)  # noqa: PTH113 - never raises
