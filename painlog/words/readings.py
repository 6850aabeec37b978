"""What is said about a file that is read: places that can't be read, questions that its rows leave open."""

from PySide6.QtCore import QCoreApplication

from painlog.entries import ACTIONS, FORMS, REASONS, ROLES, STRENGTH_UNITS, Refused, Why
from painlog.reasons import Question, Trouble
from painlog.words import refusals
from painlog.words.language import filled

translate = QCoreApplication.translate

_ON_OFFER = {"form": FORMS, "unit": STRENGTH_UNITS, "action": ACTIONS, "role": ROLES, "reason": REASONS}
"""The words that a key or column of the formats knows."""
_SAYS_WHAT_TO_DO = (
    *(Trouble.OLD_WORKBOOK, Trouble.OPEN_DOCUMENT, Trouble.WORKBOOK, Trouble.MISSING_IN_WORKBOOK),
    *(Trouble.A_JOURNAL, Trouble.A_FOLDER, Trouble.FHIR),
)
_NOTHING_TO_MEND = (Trouble.NOT_THERE, Trouble.NOT_GIVEN, Trouble.NOTHING_IN_IT)


def reason(why: Trouble | Why) -> str:
    """Return the sentence for what is wrong with a place of a file, or with an entry in it."""
    if isinstance(why, Why):
        return refusals.beside_field(Refused("", why))
    return (_of_files() | _of_values() | _of_rows())[why]


def problem(why: Trouble | Why, place: str = "", value: str = "", line: int | None = None) -> str:
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
    wrong = _instead_of(place) if why is Why.NOT_OFFERED else reason(why)
    if not where:
        return wrong
    return filled(translate("Readings", "%1: %2", "a place, what is wrong"), ", ".join(where), wrong)


def alike(count: int) -> str:
    """Say that so many new flare-ups are perhaps there already, as where other columns were named before."""
    return translate(
        "Readings",
        "%Ln new flare-up(s) (has|have) the time and level of one that is there already. "
        "Where it is the same, remove one of the two.",
        "",
        count,
    )


def _instead_of(place: str) -> str:
    """Return what can stand at a place in the formats' own words, where there is a list of it."""
    on_offer = _ON_OFFER.get(place.rpartition(".")[2])
    if on_offer is None:
        return reason(Why.NOT_OFFERED)
    return filled(translate("Readings", "This is not one of %1."), ", ".join(on_offer))


def unreadable(file: str, why: Trouble | Why, told: str) -> str:
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


def question(asked: Question) -> str:
    """Return what the person is asked when the rows of a file leave it open."""
    return {
        Question.DAY_OR_MONTH_FIRST: translate(
            "Readings", "Do the dates of this file begin with the day or the month?"
        ),
        Question.DECIMAL_MARK: translate(
            "Readings", "Do the numbers of this file have a decimal point or a comma?"
        ),
    }[asked]


def _of_files() -> dict[Trouble, str]:
    return {
        Trouble.NOT_THIS_FORMAT: translate(
            "Readings", "This is not a file of this format, or it is damaged."
        ),
        Trouble.OLD_WORKBOOK: translate(
            "Readings",
            "This is an old Excel file (.xls), or one with a password; please open it there, and save it as "
            ".xlsx without a password or as CSV.",
        ),
        Trouble.OPEN_DOCUMENT: translate(
            "Readings", "This is an OpenDocument file; please open it there and save it as .xlsx or as CSV."
        ),
        Trouble.WORKBOOK: translate(
            "Readings", "This is an Excel file; please open it there and save it as CSV."
        ),
        Trouble.FHIR: translate(
            "Readings",
            "This is a FHIR file, made for other programs; please export the journal that it came from as "
            ".json, and import that.",
        ),
        Trouble.NOT_TEXT: translate("Readings", "This is not a text file, or its characters are broken."),
        Trouble.A_JOURNAL: translate(
            "Readings",
            "This is a journal itself; please open it with Journal → Open journal…, export it as JSON, "
            "and import that.",
        ),
        Trouble.A_FOLDER: translate("Readings", "This is a folder; please take the files in it."),
        Trouble.NOT_THERE: translate("Readings", "It is not there any more."),
        Trouble.NOT_GIVEN: translate("Readings", "The disk does not give it, or not to this account."),
        Trouble.BROKEN: translate(
            "Readings", "Something is missing here, such as a quotation mark, or the file ends too early."
        ),
        Trouble.TOO_LARGE: translate("Readings", "This is far larger than any journal."),
        Trouble.TOO_DEEP: translate("Readings", "This is nested more deeply than any journal."),
        Trouble.OTHER_VERSION: translate(
            "Readings", "This was written by another version of Painlog; please export it again as version 1."
        ),
        Trouble.NOTHING_IN_IT: translate("Readings", "There is nothing in it."),
        Trouble.DOUBLED_COLUMN: translate("Readings", "This column stands there twice."),
        Trouble.MISSING_COLUMN: translate("Readings", "This column is missing."),
        Trouble.MISSING_IN_WORKBOOK: translate(
            "Readings",
            "This column is missing. A diary with other columns has to be saved as CSV; then you can say "
            "what its columns are.",
        ),
    }


def _of_values() -> dict[Trouble, str]:
    return {
        Trouble.UNKNOWN_KEY: translate("Readings", "This key is not known."),
        Trouble.DOUBLED_KEY: translate("Readings", "This key stands there twice."),
        Trouble.MISSING: translate("Readings", "This is missing."),
        Trouble.NO_OBJECT: translate("Readings", "Keys and their values belong here, within { and }."),
        Trouble.NO_LIST: translate("Readings", "A list belongs here, within [ and ]."),
        Trouble.NO_TEXT: translate("Readings", "A text belongs here, within quotation marks."),
        Trouble.NO_FIGURE: translate("Readings", "A number belongs here, without quotation marks."),
        Trouble.NO_FLAG: translate("Readings", "Here belongs true or false, without quotation marks."),
        Trouble.NOT_A_NUMBER: translate("Readings", "This is not a number that can be kept."),
        Trouble.NOT_A_MOMENT: translate(
            "Readings", "This is not a time; write for example 2026-03-31 13:05."
        ),
        Trouble.NOT_EXACT: translate(
            "Readings", "This is not a time; write for example 2026-03-31T13:05+02:00."
        ),
        Trouble.NOT_A_CLOCK: translate("Readings", "This is not a time of day; write for example 08:30."),
        Trouble.NOT_A_DAY: translate("Readings", "This is not a day; write for example 2026-03-31."),
        Trouble.NOT_AN_ID: translate("Readings", "This is not an id."),
        Trouble.BROKEN_TEXT: translate("Readings", "This text holds half a character."),
        Trouble.DOUBLED_ID: translate("Readings", "This id stands there twice."),
    }


def _of_rows() -> dict[Trouble, str]:
    return {
        Trouble.NO_DAY: translate("Readings", "No day is named here."),
        Trouble.NO_TIME_OF_DAY: translate("Readings", "The time of day is missing here."),
        Trouble.EXTRA_CELLS: translate("Readings", "This row has more cells than there are columns."),
        Trouble.UNKNOWN_KIND: translate(
            "Readings", "This is not one of flare-up, dose, activity, therapy, check-in, appointment, note."
        ),
        Trouble.NOT_RECORDED: translate(
            "Readings",
            "This is not one of flare-up, dose, activity, check-in, appointment, note, medicine, remove.",
        ),
        Trouble.UNKNOWN_UNIT: translate(
            "Readings", "This unit does not fit the medicine; write the amount in tablets or capsules."
        ),
        Trouble.SEVERAL_MEDICINES: translate(
            "Readings",
            "Several medicines have this name; write form and strength as the unit, as “tablet of 5 mg”.",
        ),
        Trouble.UNCLEAR_NUMBER: translate(
            "Readings",
            "This can be read with a decimal mark or with thousands; write it without thousands marks.",
        ),
        Trouble.UNCLEAR_DAY: translate("Readings", "Day and month can be taken for each other here."),
    }
