"""Writing everything into a file for another program, and saying what came of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication

from painlog.entries import Contents
from painlog.whole import put
from painlog.window.main_window import MainWindow
from painlog.window.meanwhile import Left, meanwhile
from painlog.window.unwritten import KEPT_ELSEWHERE
from painlog.words.disks import why_not_written
from painlog.words.folders import breakable
from painlog.words.language import filled

translate = QCoreApplication.translate

Write: TypeAlias = Callable[[Contents], bytes]
"""Makes the file of everything."""


def export(window: MainWindow, path: Path, write: Write | None) -> None:
    """Write all that the journal holds to `path`; `write` makes the file while the window answers.

    It is None where the name tells of no format, or of another one.
    """
    if write is None:
        said = translate(
            "Files", "Nothing was exported to %1: its name has to end in .json, .csv, .xlsx or .fhir.json."
        )
        window.bar.say(filled(said, path.name), KEPT_ELSEWHERE)
        return
    read: list[Contents] = []
    if not window.answers.do(lambda: read.append(window.journal.contents())):
        return
    says = filled(translate("Files", "Writing %1 …"), path.name)
    try:
        put(path, meanwhile(window, says, lambda: write(read[0])))
    except Left:
        window.status.tell(translate("Files", "Nothing was exported."))
    except OSError as fault:
        said = translate("Files", "Nothing was exported to %1: %2", "a file, why")
        window.bar.say(filled(said, path.name, why_not_written(fault)), KEPT_ELSEWHERE)
    else:
        window.bar.settle(KEPT_ELSEWHERE)
        said = translate("Files", "Exported to %1 in %2", "a file, its folder")
        window.status.tell(filled(said, path.name, breakable(path.parent)))
