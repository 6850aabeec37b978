"""Where the journal, preferences, logs and the files that ship with Painlog live."""

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("painlog", appauthor=False)
_PACKAGE = Path(__file__).resolve().parent

FOLDER_MODE = 0o700
FILE_MODE = 0o600
MAGIC = b"SQLite format 3\0"
"""How every file of SQLite begins, and so every journal, also one that is locked."""
BACKUPS, SECOND_RECORD = "-backups", "second-record"
"""How the name of the folder of a journal's backups ends, and that of the second record, which lies in it."""


def private_folder(path: Path) -> Path:
    """Return `path` as a folder that only this account can enter, made where it is missing."""
    if not path.is_dir():
        private_folder(path.parent) if not path.parent.exists() else None
        path.mkdir(mode=FOLDER_MODE, exist_ok=True)
    return path


def make_folder_of(journal: Path) -> None:
    """Make the folder of a journal if that is possible; where it is not, opening the journal tells of it."""
    with suppress(OSError):
        private_folder(journal.parent)


def itself(path: Path) -> Path:
    """Return where a link leads: what lies beside a file lies there, by whatever name it is asked for."""
    return Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114 - never raises


def is_among_backups(path: Path) -> bool:
    """Tell whether a file lies in a folder of backups, also named from within or through a link."""
    return os.path.realpath(path.parent).endswith(BACKUPS)


def lock_file(journal: Path) -> str:
    """Return the file that tells who has a journal open; as text, for Qt knows no names of other bytes."""
    return os.fsencode(f"{journal}.lock").decode("utf-8", "replace")


def journal_file() -> Path:
    """Return the file of the patient's journal; its folder may not be there yet."""
    return Path(_DIRS.user_data_dir) / "journal.painlog"


def preferences_file() -> Path:
    """Return the file of the window's preferences; it never holds what a person wrote."""
    return Path(_DIRS.user_config_dir) / "preferences.ini"


def log_folder() -> Path:
    """Return the folder of the logs, which hold acts, counts and durations only."""
    return private_folder(Path(_DIRS.user_log_dir))


class ForDialogs:
    """Where dialogs for files begin: where the last file of this session was chosen, else among documents."""

    def __init__(self) -> None:
        """No file was chosen yet."""
        self._chosen: Path | None = None

    def folder(self, otherwise: Path | None = None) -> Path:
        """Return the folder; before a file was chosen, or where its folder is gone, `otherwise` if given."""
        offered = (self._chosen, otherwise, _DIRS.user_documents_path)
        return next((each for each in offered if each is not None and os.path.isdir(each)), Path.home())  # noqa: PTH112 - never raises

    def choose(self, file: str | Path) -> Path:
        """Return the file that was chosen: the next dialog begins beside it."""
        self._chosen = Path(file).parent
        return Path(file)


for_dialogs = ForDialogs()
"""The one of this session: nothing of it is written down."""


def resources() -> Path:
    """Return the folder of the files that ship with Painlog: in the package, or beside it in a checkout."""
    shipped = _PACKAGE / "resources"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "resources"
