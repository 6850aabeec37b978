"""What can be wrong with the world, with a journal's file and with a file that is read.

The rooms that find it tell it by these; what is said of it stands in words.
"""

from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with the world, as a JournalFault tells it; words.refusals says each in a sentence."""

    DISK_FULL = "the disk is full"
    READ_ONLY = "the journal can only be read"
    NO_RIGHT = "this account may not read the journal"
    LOCKED = "another program is using the journal"
    NEWER = "the journal was written by a newer Painlog"
    NOT_A_JOURNAL = "the file is not a Painlog journal"
    DAMAGED = "the journal is damaged"
    MISSING = "the journal is not there"
    LEADS_NOWHERE = "the journal is a link to nothing"
    NO_BACKUP = "there is no whole backup"
    REPLACED = "the journal was moved, deleted or replaced while it was open"
    A_BACKUP = "the file is a backup"
    CHANGED_ELSEWHERE = "the entry was changed elsewhere since"
    ALREADY_THERE = "there is a file already"
    NO_FOLDER = "the folder is not there"
    READ_ONLY_FOLDER = "the folder can only be read"
    NAME_TOO_LONG = "the name is longer than the disk can keep"
    IN_THE_WAY = "a file, or a link to nothing, stands where the folder of the backups belongs"
    UNLOCKED = "the journal is not locked any more"
    NEEDS_PASSPHRASE = "the journal is locked with a passphrase"  # noqa: S105 - says so, is none
    WRONG_PASSPHRASE = "the passphrase is another one"  # noqa: S105
    WRONG_RECOVERY_KEY = "the recovery key is another one"
    NO_ENCRYPTION = "this Python cannot encrypt"
    NO_MEMORY = "there is too little memory"
    IO = "the disk reported an error"


class Flaw(StrEnum):
    """What a check finds in the file of a journal; words.refusals says each."""

    MISSING = "the file is not there"
    EMPTY = "there is nothing in the file"
    UNREADABLE = "a part of the file cannot be read"
    PAGE = "a page of the file is damaged"
    LINK = "an entry refers to one that is not there"
    ROW = "an entry cannot be true"
    LACKING = "an entry is not there that was saved"
    SURPLUS = "an entry is there that was never saved"
    DIFFERENT = "an entry is not as it was saved"
    OLDER = "the file is an older copy"
    ANOTHER = "the file is another one, without what was saved here"
    BACKUP = "a backup is damaged"
    UNLOCKED = "the file is not locked, but the journal was"
    SECOND_RECORD = "the second record of what was saved is damaged or missing"


class Trouble(StrEnum):
    """Why a file, or a place in it, cannot be read; words.readings says each in a sentence."""

    NOT_THIS_FORMAT = "not a file of this format"
    OLD_WORKBOOK = "an old workbook, or one with a password"
    OPEN_DOCUMENT = "a workbook of OpenDocument"
    WORKBOOK = "a workbook where text is read"
    FHIR = "a file for the programs of surgeries"
    NOT_TEXT = "not text"
    A_JOURNAL = "a journal itself"
    A_FOLDER = "a folder"
    NOT_THERE = "not there"
    NOT_GIVEN = "not given by the disk"
    BROKEN = "broken off or malformed"
    TOO_LARGE = "far larger than any journal"
    TOO_DEEP = "nested too deeply"
    OTHER_VERSION = "another version of the format"
    UNKNOWN_KEY = "a key that is not known"
    DOUBLED_KEY = "a key that stands there twice"
    MISSING = "something that must be there is missing"
    NO_OBJECT = "no object where one belongs"
    NO_LIST = "no list where one belongs"
    NO_TEXT = "no text where one belongs"
    NO_FIGURE = "no number where one belongs"
    NO_FLAG = "neither true nor false where one of them belongs"
    NOT_A_NUMBER = "not a number that can be kept exactly"
    NOT_A_MOMENT = "not a moment"
    NOT_EXACT = "not a moment as the JSON format writes it"
    NOT_A_CLOCK = "not a time of day"
    NOT_A_DAY = "not a day"
    NO_TIME_OF_DAY = "a day without a time"
    NO_DAY = "no day is named"
    NOT_AN_ID = "not an id"
    BROKEN_TEXT = "text with half a character"
    DOUBLED_ID = "an id that stands there twice"
    DOUBLED_COLUMN = "a column that stands there twice"
    MISSING_COLUMN = "a column is missing"
    MISSING_IN_WORKBOOK = "a column is missing in a workbook, whose columns cannot be named"
    EXTRA_CELLS = "more cells than columns"
    UNKNOWN_KIND = "not a kind of entry"
    NOT_RECORDED = "not a kind of line"
    UNKNOWN_UNIT = "not a unit that fits the medicine"
    SEVERAL_MEDICINES = "a name that several medicines have"
    UNCLEAR_NUMBER = "a number that can mean two"
    UNCLEAR_DAY = "a day that can mean two"
    NOTHING_IN_IT = "nothing in it"


class Question(StrEnum):
    """What the rows of a file leave open, so that the person is asked."""

    DAY_OR_MONTH_FIRST = "day or month first"
    DECIMAL_MARK = "decimal mark"
