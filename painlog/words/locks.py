"""What is said about locks, passphrases and recovery keys."""

from PySide6.QtCore import QCoreApplication

from painlog.words.language import filled

translate = QCoreApplication.translate


def mistyped(group: int) -> str:
    """Return where a recovery key was mistyped: the number of the group, from 1, or 0 for its length."""
    if group == 0:
        return translate(
            "Locks",
            "A recovery key has seven groups of five characters. Please look at the sheet and type all.",
        )
    return filled(
        translate(
            "Locks", "There is a slip in group %1 of the recovery key. Please compare it with the sheet."
        ),
        str(group),
    )


def forgetting() -> str:
    """Return what it means to forget a passphrase."""
    return translate(
        "Locks",
        "If you forget the passphrase, only the recovery key opens the journal. Without both, nobody can: "
        "not you, and nobody who could be asked.",
    )


def traces() -> str:
    """Return what no program can promise."""
    return translate(
        "Locks",
        "What was written before it was locked is overwritten; a disk without moving parts (SSD) may keep "
        "traces of it all the same, and so may other copies that you made.",
    )


def beside_waits() -> str:
    """Say that what lies beside a journal is not as locked yet as the journal itself."""
    return translate(
        "Locks",
        "What lies beside it could not be locked anew yet, so it can be read as before. Please make room on "
        "the disk, or allow writing there; the rest is done when the journal is opened next.",
    )
