"""Writing everything into a file for another program, and saying what came of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication

from painlog.entries import Contents
from painlog.exchange.endings import format_of
from painlog.journal import Journal
from painlog.journal.half_written import kept_as
from painlog.report.waiting import WAITING
from painlog.whole import put
from painlog.window.doors import NUMBERS
from painlog.window.main_window import MainWindow
from painlog.window.meanwhile import Left, meanwhile
from painlog.window.today.present import NOTE_DRAFT
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
    read: list[tuple[Contents, list[str]]] = []
    if not window.answers.do(lambda: read.append(_all_of(window.journal))):
        return
    contents, only_here = read[0]
    says = filled(translate("Files", "Writing %1 …"), path.name)
    try:
        put(path, meanwhile(window, says, lambda: write(contents)))
    except Left:
        window.status.tell(translate("Files", "Nothing was exported."))
    except OSError as fault:
        said = translate("Files", "Nothing was exported to %1: %2", "a file, why")
        window.bar.say(filled(said, path.name, why_not_written(fault)), KEPT_ELSEWHERE)
    else:
        window.bar.settle(KEPT_ELSEWHERE)
        said = translate("Files", "Exported to %1 in %2", "a file, its folder")
        said = filled(said, path.name, breakable(path.parent))
        if only_here and format_of(path.name) == "json":
            beside = translate(
                "Files", "%1 · A backup has what is not in it: %2", "what was done, what is not"
            )
            said = filled(beside, said, ", ".join(only_here))
        window.status.tell(said)


def _all_of(journal: Journal) -> tuple[Contents, list[str]]:
    """Return every entry, and what was typed and is no entry yet: a file of entries has no place for it."""
    running = journal.running()
    half = journal.kept(NOTE_DRAFT) or (running is not None and journal.kept(kept_as(running)))
    found = {
        translate("Files", "your half-written note"): half,
        translate("Files", "your questions that wait for an appointment"): journal.kept(WAITING),
        translate("Files", "your emergency numbers"): journal.kept(NUMBERS),
    }
    return journal.contents(), [words for words, text in found.items() if text]
