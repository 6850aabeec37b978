"""Why something was refused or could not be done: what happened, that nothing was lost, what to do next."""

import re
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from painlog.entries import Refused, Why
from painlog.reasons import Flaw, Reason
from painlog.words import amounts
from painlog.words.amounts import Unclear
from painlog.words.language import capital, filled
from painlog.words.shortening import shortened

translate = QCoreApplication.translate

_LONGEST_VALUE = 40
_TWO_NUMBERS = r"\s*\d+(\s*[-\N{EN DASH}]\s*|\s+[^\W\d]+\s+)\d+\s*"
"""As labels have it: "4-6", "1 or 2"."""


def field_name(field: str) -> str:
    """Return the name of a field, as the formats spell it, in words: "started_at" is "start"."""
    return {
        "started_at": translate("Refusals", "start"),
        "peaked_at": translate("Refusals", "time of the peak"),
        "ended_at": translate("Refusals", "end"),
        "taken_at": translate("Refusals", "time"),
        "at": translate("Refusals", "time"),
        "peak": translate("Refusals", "worst pain"),
        "intensity": translate("Refusals", "level"),
        "background": translate("Refusals", "background pain"),
        "enjoyment": translate("Refusals", "enjoyment of life"),
        "activity": translate("Refusals", "general activity"),
        "no_flare_up": translate("Refusals", "no flare-up"),
        "sleep_hours": translate("Refusals", "hours of sleep"),
        "amount": translate("Refusals", "amount"),
        "relief": translate("Refusals", "relief"),
        "relief_minutes": translate("Refusals", "minutes until relief"),
        "strength.value": translate("Refusals", "strength"),
        "strength.unit": translate("Refusals", "unit of the strength"),
        "name": translate("Refusals", "name"),
        "medicine": translate("Refusals", "medicine"),
        "flare_up": translate("Refusals", "flare-up"),
        "every_hours": translate("Refusals", "hours from one to the next"),
        "min_hours_between": translate("Refusals", "hours between"),
        "max_per_day": translate("Refusals", "most a day"),
        "start": translate("Refusals", "first day"),
        "until": translate("Refusals", "last day"),
    }.get(field, field)


def beside_field(fault: Refused) -> str:
    """Return the reason in a few words, to stand beside the field: "0 to 10, please"."""
    if isinstance(fault, Unclear):
        return _which(fault)
    if fault.why is Why.NOT_A_NUMBER and re.fullmatch(_TWO_NUMBERS, str(fault.value)):
        return translate("Refusals", "These are two numbers; please write one, the other in the note.")
    return {
        Why.EMPTY: translate("Refusals", "Please fill this in."),
        Why.NOT_A_NUMBER: translate("Refusals", "This is not a number; write for example 2 or 0.5."),
        Why.OUT_OF_SCALE: translate("Refusals", "The level goes from 0 to 10."),
        Why.NOT_A_PERCENTAGE: translate("Refusals", "Relief goes from 0 to 100 percent."),
        Why.BELOW_ZERO: translate("Refusals", "This cannot be below zero."),
        Why.NOT_ABOVE_ZERO: translate("Refusals", "This must be more than zero."),
        Why.TOO_MUCH: translate("Refusals", "This is more than there can be."),
        Why.TOO_LATE: translate("Refusals", "This is more than 24 hours, 1440 minutes, after the dose."),
        Why.NOT_OFFERED: translate("Refusals", "This is not one of the possible values."),
        Why.NO_OFFSET: translate("Refusals", "This time lacks its distance from UTC, such as +02:00."),
        Why.NOT_A_TIME: translate("Refusals", "This is not a time; write for example 13:05."),
        Why.END_BEFORE_START: translate("Refusals", "The end is before the start."),
        Why.PEAK_BEFORE_START: translate("Refusals", "The peak is before the start."),
        Why.PEAK_AFTER_END: translate("Refusals", "The peak is after the end."),
        Why.READING_BEFORE_START: translate(
            "Refusals", "This reading is before the start: change its time, or take it out."
        ),
        Why.READING_AFTER_END: translate(
            "Refusals", "This reading is after the end: change its time or the end, or take it out."
        ),
        Why.END_BEFORE_READING: translate(
            "Refusals",
            "You told later than this how bad it was: say a later end, or mend it in the entry.",
        ),
        Why.START_AFTER_READING: translate(
            "Refusals", "A reading is before this start: open the entry with Enter to change its times."
        ),
        Why.HAS_FLARE_UP: translate(
            "Refusals", "A flare-up is written down on this day; take that out first if there was none."
        ),
        Why.FLARE_UP_GOES_ON: translate(
            "Refusals",
            "A flare-up of an earlier day went on into this day; say first when it ended if it did not.",
        ),
        Why.IN_THE_FUTURE: translate(
            "Refusals",
            "This is more than a day in the future; please look at the date, and at this computer's clock.",
        ),
        Why.FAR_AHEAD: translate("Refusals", "This is more than 20 years ahead; please look at the year."),
        Why.STILL_TO_COME: translate("Refusals", "This is in the future; please say when it began."),
        Why.END_TO_COME: translate("Refusals", "This is in the future; please say when it ended."),
        Why.UNKNOWN_MEDICINE: translate("Refusals", "This medicine is not in the journal."),
        Why.UNKNOWN_FLARE_UP: translate("Refusals", "This flare-up is not in the journal."),
        Why.UNKNOWN_ENTRY: translate("Refusals", "This entry is not in the journal."),
        Why.ALREADY_THERE: translate("Refusals", "This id already belongs to another kind of entry."),
        Why.ITSELF: translate("Refusals", "An entry cannot follow on itself."),
        Why.NOT_EARLIER: translate("Refusals", "That one did not begin earlier; please choose another one."),
        Why.STILL_NEEDED: translate(
            "Refusals",
            "Other entries need this one: a medicine with doses stays."
            " If you no longer take it, use “Stop or switch…” beside it.",
        ),
        Why.NOT_TEXT: translate("Refusals", "This holds characters that are no text; please type it anew."),
    }[fault.why]


def refused(fault: Refused) -> str:
    """Return one sentence on a refused value, with its field and what stood there."""
    field, reason = capital(field_name(fault.field)), beside_field(fault)
    value = _shown(fault.value)
    if not value:
        return filled(translate("Refusals", "%1: %2", "a field, the reason"), field, reason)
    texts = translate("Refusals", "%1 “%3”: %2", "a field, the reason, what stood there")
    return filled(texts, field, reason, value)


def faulted(reason: Reason, path: Path | None = None) -> str:
    """Return the sentence for a JournalFault's reason: what happened and what to do next."""
    file = str(path) if path is not None else translate("Refusals", "the journal")
    texts = _of_the_file() | _of_damage() | _of_the_disk()
    said = filled(texts[reason], file)
    return said if path is not None else capital(said)


def no_screen() -> str:
    """Return the sentence for a window that is wanted where there is none."""
    return translate(
        "Refusals",
        "There is no screen here for the window. Nothing was changed; please start Painlog on the desktop, "
        "or let “painlog --help” name the commands that need no screen.",
    )


def begun_in_nothing(path: Path) -> str:
    """Return that a journal was begun in a file that was there, but empty."""
    said = translate(
        "Refusals",
        "%1 was empty, and there is no backup beside it, so a new journal was begun in it. If there were"
        " entries in it, please look for a copy of it elsewhere, and open that with Journal, Open journal.",
    )
    return filled(said, str(path))


def copies(names: Sequence[str], entries: str) -> str:
    """Return that other copies of the journal lie beside it, and how to bring them together.

    `entries` says how many the first of them has for itself.
    """
    said = translate(
        "Refusals",
        "Beside this journal lies another copy of it, %1, with %2 that this one does not have. A program that"
        " keeps a folder the same on two computers makes such copies. Nothing was changed. To bring them"
        " together, open that one, export it as JSON, and import that here.",
        "files, entries",
    )
    return filled(said, ", ".join(names), entries)


def harmed(path: Path) -> str:
    """Return that the file of an open journal is damaged, and what to do in the window."""
    said = translate(
        "Refusals",
        "%1 is damaged. Nothing was changed. Please close Painlog and start it again: it says then what can"
        " be brought back.",
    )
    return filled(said, str(path))


def taken_place(entries: str) -> str:
    """Return that another file took the journal's place, and how many entries of the journal it lacks."""
    said = translate(
        "Refusals",
        "Another file is in the place of your journal. It is whole, but it lacks %1 of what was saved here;"
        " that is kept beside it, and nothing is lost.",
        "entries",
    )
    return filled(said, entries)


def older_copy() -> str:
    """Return that the file is the journal as it was before."""
    return translate(
        "Refusals",
        "This file is an older copy of your journal: it lacks what was saved since. Nothing was changed.",
    )


def flawed(flaw: Flaw) -> str:
    """Return what a check found in a file."""
    return {
        Flaw.MISSING: translate("Refusals", "the file is not there"),
        Flaw.EMPTY: translate("Refusals", "there is nothing in the file"),
        Flaw.UNREADABLE: translate("Refusals", "a part of the file cannot be read"),
        Flaw.PAGE: translate("Refusals", "a page of the file is damaged"),
        Flaw.LINK: translate("Refusals", "an entry refers to one that is not there"),
        Flaw.ROW: translate("Refusals", "an entry cannot be true"),
        Flaw.LACKING: translate("Refusals", "an entry that was saved is missing"),
        Flaw.SURPLUS: translate("Refusals", "an entry was never saved"),
        Flaw.DIFFERENT: translate("Refusals", "an entry is not as it was saved"),
        Flaw.OLDER: translate("Refusals", "the file is an older copy of the journal"),
        Flaw.ANOTHER: translate("Refusals", "entries that were saved here are not in the file"),
        Flaw.BACKUP: translate("Refusals", "a backup is damaged"),
        Flaw.UNLOCKED: translate("Refusals", "the file is not locked, but the journal was"),
        Flaw.SECOND_RECORD: translate(
            "Refusals", "the second record of what was saved is damaged or missing"
        ),
    }[flaw]


def _of_the_file() -> dict[Reason, str]:
    return {
        Reason.NEWER: translate(
            "Refusals",
            "%1 was written by a newer Painlog. Nothing was changed; please install that version to open it.",
        ),
        Reason.NOT_A_JOURNAL: translate(
            "Refusals", "%1 is not a Painlog journal. Nothing was changed; please choose another file."
        ),
        Reason.A_BACKUP: translate(
            "Refusals",
            "%1 is a backup, which can only be read: this was not saved. What was saved is safe; "
            "please open its journal, or bring the backup back by Journal, Restore.",
        ),
        Reason.MISSING: translate(
            "Refusals", "%1 is not there. Nothing was changed; please check the name, or restore a backup."
        ),
        Reason.LEADS_NOWHERE: translate(
            "Refusals",
            "%1 is a link to a journal that is not there. Nothing was changed; is it on a stick or another "
            "disk, please put that in and try again, else open the journal where it is now.",
        ),
        Reason.REPLACED: translate(
            "Refusals",
            "%1 was moved, deleted or replaced while Painlog had it open: this was not saved. Please put it, "
            "or the stick it is on, back in its place; or open it where it is now, or bring back a backup.",
        ),
        Reason.NEEDS_PASSPHRASE: translate(
            "Refusals", "%1 is locked. Nothing was changed; please open it with its passphrase."
        ),
        Reason.UNLOCKED: translate(
            "Refusals",
            "%1 is not locked, but your journal is: another file was put in its place. Nothing was changed. "
            "“painlog restore” brings your journal back; to open the other file, please move it to a folder "
            "of its own.",
        ),
        Reason.WRONG_PASSPHRASE: translate(
            "Refusals",
            "This is not the passphrase of %1. Nothing was changed; please look whether Caps Lock is on, "
            "and type it again.",
        ),
        Reason.WRONG_RECOVERY_KEY: translate(
            "Refusals",
            "This is the recovery key of another journal than %1. Nothing was changed; "
            "please look for the newest sheet.",
        ),
        Reason.NO_ENCRYPTION: translate(
            "Refusals",
            "There is no encryption for this version of Python yet. Nothing was changed; "
            "please start Painlog with Python 3.14.",
        ),
        Reason.NO_MEMORY: translate(
            "Refusals",
            "Opening %1 takes 300 MB of free memory for a moment. Nothing was changed; "
            "please close another program and try again.",
        ),
        Reason.ALREADY_THERE: translate(
            "Refusals", "%1 is already there. Nothing was changed; please choose another name."
        ),
    }


def _of_damage() -> dict[Reason, str]:
    return {
        Reason.DAMAGED: translate(
            "Refusals",
            "%1 is damaged. Nothing was changed; please let “painlog check” say what can be restored.",
        ),
        Reason.NO_BACKUP: translate(
            "Refusals",
            "Beside %1 there is no whole backup to make it anew from. Nothing was changed; please keep the "
            "file as it is, and look for a copy of the journal elsewhere.",
        ),
    }


def _of_the_disk() -> dict[Reason, str]:
    return {
        Reason.CHANGED_ELSEWHERE: translate(
            "Refusals",
            "This entry was changed elsewhere meanwhile, so it was left as it is now. "
            "Please look at it and change it again.",
        ),
        Reason.DISK_FULL: translate(
            "Refusals",
            "The disk is full: this was not saved. What was saved is safe; please make room and try again.",
        ),
        Reason.NO_FOLDER: translate(
            "Refusals",
            "The folder of %1 is not there. Nothing was changed; please make it, or choose another place.",
        ),
        Reason.NAME_TOO_LONG: translate(
            "Refusals",
            "This name is too long for the disk, with what is kept beside it. Nothing was changed; please "
            "choose a shorter one.",
        ),
        Reason.IN_THE_WAY: translate(
            "Refusals",
            "%1-backups is a file, or a link to nothing, where the folder of the backups belongs, so this "
            "was not saved. What was saved is safe; please give that another name, and try again.",
        ),
        Reason.READ_ONLY_FOLDER: translate(
            "Refusals",
            "The folder of %1 can only be read, so this was not saved. What was saved is safe; please allow "
            "writing in that folder, or choose another place.",
        ),
        Reason.READ_ONLY: translate(
            "Refusals",
            "%1 can only be read, so this was not saved. What was saved is safe; please allow writing to it, "
            "or copy it elsewhere.",
        ),
        Reason.NO_RIGHT: translate(
            "Refusals",
            "%1 cannot be opened by this account. Nothing was changed; please allow it first.",
        ),
        Reason.LOCKED: translate(
            "Refusals",
            "Another program is using %1, so this was not saved. What was saved is safe; please close that "
            "program and try again.",
        ),
        Reason.IO: translate(
            "Refusals",
            "%1 could not be read or written. What was saved is safe; please check the disk and try again.",
        ),
    }


def _which(fault: Unclear) -> str:
    point, thousands = (amounts.typed_number(meant) for meant in fault.meanings)
    return filled(
        translate("Refusals", "This can be read as %1 or as %2; please write one of them."), point, thousands
    )


def _shown(value: object) -> str:
    """Return what stood there, in one short line; nothing for what no person wrote."""
    if value is None or not isinstance(value, str | int | float | UUID):
        return ""
    return shortened(" ".join(str(value).split()), _LONGEST_VALUE)
