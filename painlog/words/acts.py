"""What an act is called: for Undo, for the status line and for what a screen reader announces."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from painlog.change import Act, Change
from painlog.entries import Dose, FlareUp, Medicine
from painlog.medicines import ANOTHER_DOSE, STOPPED, TAKEN_AGAIN
from painlog.words import entries, times
from painlog.words.language import filled
from painlog.words.shortening import shortened

translate = QCoreApplication.translate

_NAMED_BY_THE_FIRST = (Act.RECORD, Act.SWITCH)
"""Acts on several entries that are called by the first of them."""
_LONGEST = 60
"""How many letters of an entry name an act: a note may be one long line."""


def name(change: Change, medicine: Medicine | None = None) -> str:
    """Return the act as it is named by Undo and Redo: "Oxycodone IR 5 mg", "Removing Flare-up, worst 6".

    What was told with one press is called by that, "The end of Flare-up, worst 6": Undo says which of several
    it takes back. A medicine that is written down is "Adding …": by its name alone it would be a dose of it.
    `medicine` is the one of the dose that the act is about.
    """
    if change.of is not None:
        return name(change.of, medicine)
    return filled(_pattern(change), _about(change, medicine))


def _pattern(change: Change) -> str:
    """Return the name of an act with a place for what it is about."""
    match change.act:
        case Act.RECORD:
            return translate("Acts", "Adding %1", "a medicine") if _is_new_medicine(change) else "%1"
        case Act.CHANGE:
            return _changing(change)
        case Act.REMOVE:
            return translate("Acts", "Removing %1")
        case Act.BRING_BACK:
            return translate("Acts", "Bringing back %1")
        case Act.SWITCH:
            return translate("Acts", "Changing to %1", "another medicine")
        case Act.TAKE_IN:
            return translate("Acts", "Importing %1")
        case Act.DESCRIBE:
            return translate("Acts", "Changing what the journal says about you")
    return translate("Acts", "A change by another program")


def saved(at: datetime | None, now: datetime) -> str:
    """Return when the last entry was written, as the status line says it: with its day if not today."""
    if at is None:
        return translate("Acts", "Nothing written yet")
    return filled(translate("Acts", "Saved %1", "a time"), times.since(at, now))


def done(change: Change, medicine: Medicine | None = None) -> str:
    """Return what just happened, for the status line and the screen reader: "Flare-up since 16:28 saved"."""
    what = name(change, medicine)
    if change.act is Act.UNDO:
        return filled(translate("Acts", "Taken back: %1"), what)
    if change.act is Act.REDO:
        return filled(translate("Acts", "Done again: %1"), what)
    if change.act is Act.ELSEWHERE:
        return translate("Acts", "Another program wrote to this journal; what you see is up to date")
    if change.act is Act.RECORD and not _is_new_medicine(change):
        return filled(translate("Acts", "%1 saved"), what)
    return filled(translate("Acts", "Saved: %1", "an act"), what)


def undo(change: Change, medicine: Medicine | None = None, keys: str = "") -> str:
    """Return the words of the Undo button: "Undo "Oxycodone IR 5 mg" (Ctrl+Z)"."""
    return undo_of(name(change, medicine), keys)


def undo_of(what: str, keys: str = "") -> str:
    """Return the same of what is called `what`, and may not be written yet."""
    return _with_keys(filled(translate("Acts", "Undo “%1”"), what), keys)


def redo(change: Change, medicine: Medicine | None = None) -> str:
    """Return the words of Redo in the menu."""
    return filled(translate("Acts", "Redo “%1”"), name(change, medicine))


def _about(change: Change, medicine: Medicine | None) -> str:
    if change.about is None or (change.count > 1 and change.act not in _NAMED_BY_THE_FIRST):
        return entries.count_of_entries(change.count)
    if isinstance(change.about, FlareUp) and change.about.is_running:
        since = times.clock(change.about.started_at)
        return filled(translate("Acts", "Flare-up since %1", "a time"), since)
    return shortened(entries.headline(change.about, medicine), _LONGEST)


def _changing(change: Change) -> str:
    """Return what was told of an entry with one press, or that it was changed."""
    for needed, beside, text in _told_with_one_press(ends=_ending(change)):
        if change.touched & needed and change.touched <= needed | beside:
            return text
    return translate("Acts", "Changing %1")


def _ending(change: Change) -> str:
    """Return what it is called that something ended: a patch comes off by hand or by itself."""
    if not isinstance(change.about, Dose):
        return translate("Acts", "The end of %1")
    if "note" in change.touched and entries.says(change.about.note, entries.fell_off()):
        return translate("Acts", "That %1 fell off", "a patch")
    return translate("Acts", "Taking off %1", "a patch")


def _told_with_one_press(*, ends: str) -> list[tuple[set[str], set[str], str]]:
    """Return which columns are told together: some of the first ones, and what may change with them."""
    end, level, peak = {"ended", "ended_offset"}, {"readings", "worst", "peak"}, {"peaked", "peaked_offset"}
    start = {"at", "at_offset", "time_uncertain"}
    return [
        (start, {*end, *level, *peak, "rise"}, translate("Acts", "The time of %1")),
        ({*end, "end_unknown"}, {"note"}, ends),
        (level, {"rise"}, translate("Acts", "The level of %1")),
        (peak, {"rise"}, translate("Acts", "The peak of %1")),
        ({"triggers"}, set(), translate("Acts", "What set off %1")),
        ({"regions", "site"}, set(), translate("Acts", "The place of %1")),
        ({"qualities"}, set(), translate("Acts", "The feeling of %1")),
        ({"amount"}, set(), translate("Acts", "The amount of %1")),
        ({"reason"}, {"flare_up"}, translate("Acts", "The reason for %1")),
        ({"relief", "relief_minutes"}, set(), translate("Acts", "The relief from %1")),
        ({"note"}, set(), translate("Acts", "The note on %1")),
        ({STOPPED}, set(), translate("Acts", "Stopping %1", "a medicine")),
        ({TAKEN_AGAIN}, set(), translate("Acts", "Taking %1 again", "a medicine")),
        ({ANOTHER_DOSE}, set(), translate("Acts", "The change of dose of %1", "a medicine")),
        ({"plans"}, set(), translate("Acts", "The plan of %1", "a medicine")),
        ({"name"}, {"ingredient"}, translate("Acts", "The name of %1", "a medicine, as it is now")),
    ]


def _is_new_medicine(change: Change) -> bool:
    return isinstance(change.about, Medicine)


def _with_keys(text: str, keys: str) -> str:
    return filled(translate("Acts", "%1 (%2)", "an act, its keys"), text, keys) if keys else text
