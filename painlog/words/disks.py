"""Why a file for the person was not written, and what to do next."""

import errno

from PySide6.QtCore import QCoreApplication

from painlog.words.language import filled

translate = QCoreApplication.translate

_HELD_ON_WINDOWS = (32, 33)
_DENIED_ON_WINDOWS = 5
"""ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION and ERROR_ACCESS_DENIED of Microsoft's system error codes."""


def why_not_written(error: OSError) -> str:
    """Return what goes on after “Nothing was saved to page.pdf: ”: what is the matter, and what to do.

    The words of the system are kept for what nobody foresaw: “No space left on device” is nobody's language.
    """
    if _is_open_elsewhere(error):
        return translate(
            "Disks",
            "another program has it open. Your journal is as it was; please close it there, or choose "
            "another name.",
        )
    if error.filename2 is not None and error.errno in (errno.EPERM, errno.EACCES):
        return translate(
            "Disks",
            "that file cannot be replaced. Your journal is as it was; please choose another name.",
        )
    said = _by_number().get(error.errno or 0)
    if said is not None:
        return said
    other = translate(
        "Disks", "the disk says “%1”. Your journal is as it was; please try another folder, or another name."
    )
    return filled(other, error.strerror or str(error))


def _is_open_elsewhere(error: OSError) -> bool:
    """Tell whether a program has the file open that is to be replaced; only Windows refuses that."""
    told = getattr(error, "winerror", None)
    return told in _HELD_ON_WINDOWS or (told == _DENIED_ON_WINDOWS and error.filename2 is not None)


def _by_number() -> dict[int, str]:
    full = translate(
        "Disks", "the disk is full. Your journal is as it was; please make room, or choose another folder."
    )
    only_read = translate(
        "Disks",
        "nothing can be written in that folder. Your journal is as it was; please choose another one.",
    )
    no_folder = translate(
        "Disks", "that folder is not there. Your journal is as it was; please choose another one."
    )
    return {
        errno.ENOSPC: full,
        errno.EDQUOT: full,
        errno.EROFS: only_read,
        errno.EACCES: only_read,
        errno.EPERM: only_read,
        errno.ENOENT: no_folder,
        errno.ENOTDIR: no_folder,
        errno.EISDIR: translate(
            "Disks", "there is a folder of that name. Your journal is as it was; please choose another name."
        ),
        errno.ENAMETOOLONG: translate(
            "Disks", "that name is too long. Your journal is as it was; please choose a shorter one."
        ),
        errno.EEXIST: translate(
            "Disks",
            "that is a journal, or is kept to make one anew, and is never written over. Please choose another"
            " name.",
        ),
    }
