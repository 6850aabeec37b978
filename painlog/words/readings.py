"""What is said about a file that is read: places that can't be read, questions that its rows leave open."""

from PySide6.QtCore import QCoreApplication

from painlog.entries import ACTIONS, FORMS, REASONS, ROLES, STRENGTH_UNITS, Refused, Why
from painlog.words import refusals
from painlog.words.language import filled

translate = QCoreApplication.translate

_REFUSALS = frozenset(Why)
_ON_OFFER = {"form": FORMS, "unit": STRENGTH_UNITS, "action": ACTIONS, "role": ROLES, "reason": REASONS}
"""The words that a key or column of the formats knows."""
_SAYS_WHAT_TO_DO = frozenset(
    ("an old workbook, or one with a password", "a workbook of OpenDocument", "a journal itself", "a folder")
)
_NOTHING_TO_MEND = frozenset(("not there", "not given by the disk", "nothing in it"))


def reason(why: str) -> str:
    """Return the sentence for a reason of painlog.exchange (a Trouble) or of the entries (a Why)."""
    if why in _REFUSALS:
        return refusals.beside_field(Refused("", Why(why)))
    texts = _of_files() | _of_values() | _of_rows()
    return texts.get(why, translate("Readings", "This cannot be read."))


def problem(why: str, place: str = "", value: str = "", line: int | None = None) -> str:
    """Return one line on a place that can't be read: where it is, what stands there, what is wrong.

    `place` is a column, or the path of a key; `value` is shown as it is.
    """
    where = []
    if line is not None:
        where.append(filled(translate("Readings", "line %1", "of a file"), str(line)))
    if place:
        where.append(place)
    if value:
        where.append(filled(translate("Readings", "“%1”", "what stands there"), value))
    wrong = _instead_of(place) if why == Why.NOT_OFFERED else reason(why)
    if not where:
        return wrong
    return filled(translate("Readings", "%1: %2", "a place, what is wrong"), ", ".join(where), wrong)


def _instead_of(place: str) -> str:
    """Return what can stand at a place in the formats' own words, where there is a list of it."""
    on_offer = _ON_OFFER.get(place.rpartition(".")[2])
    if on_offer is None:
        return reason(Why.NOT_OFFERED)
    return filled(translate("Readings", "This is not one of %1."), ", ".join(on_offer))


def unreadable(file: str, why: str, told: str) -> str:
    """Return the sentence for a file that cannot be taken in; `told` is what `problem` says of it."""
    if why in _SAYS_WHAT_TO_DO:
        sentence = translate("Readings", "%1 could not be read: %2 Nothing was imported.")
    elif why in _NOTHING_TO_MEND:
        sentence = translate(
            "Readings", "%1 could not be read: %2 Nothing was imported; please choose another file."
        )
    else:
        sentence = translate(
            "Readings",
            "%1 could not be read: %2 Nothing was imported; please mend it, or choose another file.",
        )
    return filled(sentence, file, told)


def question(asked: str) -> str:
    """Return what the person is asked when the rows of a file leave it open (a Question's value)."""
    return {
        "day or month first": translate(
            "Readings", "Do the dates of this file begin with the day or the month?"
        ),
        "decimal mark": translate("Readings", "Do the numbers of this file have a decimal point or a comma?"),
    }[asked]


def _of_files() -> dict[str, str]:
    return {
        "not a file of this format": translate(
            "Readings", "This is not a file of this format, or it is damaged."
        ),
        "an old workbook, or one with a password": translate(
            "Readings",
            "This is an old Excel file (.xls), or one with a password; please open it there, and save it as "
            ".xlsx without a password or as CSV.",
        ),
        "a workbook of OpenDocument": translate(
            "Readings", "This is an OpenDocument file; please open it there and save it as .xlsx or as CSV."
        ),
        "not text": translate("Readings", "This is not a text file, or its characters are broken."),
        "a journal itself": translate(
            "Readings",
            "This is a journal itself; please open it with Journal → Open journal…, export it as JSON, "
            "and import that.",
        ),
        "a folder": translate("Readings", "This is a folder; please take the files in it."),
        "not there": translate("Readings", "It is not there any more."),
        "not given by the disk": translate("Readings", "The disk does not give it, or not to this account."),
        "broken off or malformed": translate("Readings", "The file is malformed here, or ends too early."),
        "far larger than any journal": translate("Readings", "This is far larger than any journal."),
        "nested too deeply": translate("Readings", "This is nested more deeply than any journal."),
        "another version of the format": translate(
            "Readings", "This was written by another version of Painlog; please export it again as version 1."
        ),
        "nothing in it": translate("Readings", "There is nothing in it."),
        "a column that stands there twice": translate("Readings", "This column stands there twice."),
        "a column is missing": translate("Readings", "This column is missing."),
    }


def _of_values() -> dict[str, str]:
    return {
        "a key that is not known": translate("Readings", "This key is not known."),
        "a key that stands there twice": translate("Readings", "This key stands there twice."),
        "something that must be there is missing": translate("Readings", "This is missing."),
        "another type of value than expected": translate("Readings", "Another kind of value belongs here."),
        "not a number that can be kept exactly": translate(
            "Readings", "This is not a number that can be kept."
        ),
        "not a moment": translate("Readings", "This is not a time; write for example 2026-03-31 13:05."),
        "not a moment as the JSON format writes it": translate(
            "Readings", "This is not a time; write for example 2026-03-31T13:05+02:00."
        ),
        "not a time of day": translate("Readings", "This is not a time of day; write for example 08:30."),
        "not a day": translate("Readings", "This is not a day; write for example 2026-03-31."),
        "not an id": translate("Readings", "This is not an id."),
        "text with half a character": translate("Readings", "This text holds half a character."),
        "an id that stands there twice": translate("Readings", "This id stands there twice."),
    }


def _of_rows() -> dict[str, str]:
    return {
        "no day is named": translate("Readings", "No day is named here."),
        "a day without a time": translate("Readings", "The time of day is missing here."),
        "more cells than columns": translate("Readings", "This row has more cells than there are columns."),
        "not a kind of entry": translate(
            "Readings", "This is not one of flare-up, dose, activity, therapy, check-in, appointment, note."
        ),
        "not a kind of line": translate(
            "Readings",
            "This is not one of flare-up, dose, activity, check-in, appointment, note, medicine, remove.",
        ),
        "not a unit that fits the medicine": translate(
            "Readings", "This unit does not fit the medicine; write the amount in tablets or capsules."
        ),
        "a name that several medicines have": translate(
            "Readings", "Several medicines have this name; write its strength too."
        ),
        "a number that can mean two": translate(
            "Readings",
            "This can be read with a decimal mark or with thousands; write it without thousands marks.",
        ),
        "a day that can mean two": translate("Readings", "Day and month can be taken for each other here."),
    }
