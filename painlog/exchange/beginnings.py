"""What kind of file it is, told by how it begins."""

import codecs

from painlog.exchange.reading import Trouble, Unreadable

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of the files of old Office programs, and of what newer ones lock with a password."""
_TYPE_OF_OPEN_DOCUMENT = _ZIP, b"mimetypeapplication/vnd.oasis.opendocument"
_AT_TYPE = 30
"""Where a zip has the name of its first part, and then that part where it is not packed."""
_OF_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_STORE = b"SQLite format 3\0"
_PAGES_AND_PICTURES = b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"
_BLANKS = " \t\r\n\ufeff"
_BEGINNING = 200


def is_workbook(data: bytes) -> bool:
    """Tell whether it is a spreadsheet in XLSX, or another one that is packed as that is."""
    return data.startswith(_ZIP)


def is_journal(data: bytes) -> bool:
    """Tell whether it is a journal itself, locked or not, or another store of its kind."""
    return data.startswith(_STORE)


def is_json(data: bytes) -> bool:
    """Tell whether it is JSON: the first letter is that of an object or a list."""
    beginning = data[:_BEGINNING].decode(encoding_of_utf_16(data) or "utf-8", "replace")
    return beginning.lstrip(_BLANKS).startswith(("{", "["))


def encoding_of_utf_16(data: bytes) -> str | None:
    """Return which UTF-16 a text is, which Windows calls Unicode, by its mark; None where it has none."""
    return _OF_UTF_16.get(data[:2])


def refuse_other_files(data: bytes) -> None:
    """Raise Unreadable for a workbook of another program, which it can save as one that is read.

    Also for a page or a picture, whose bytes can be taken for letters.
    """
    if data.startswith(_PAGES_AND_PICTURES):
        raise Unreadable(Trouble.NOT_TEXT)
    if data.startswith(_COMPOUND):
        raise Unreadable(Trouble.OLD_WORKBOOK)
    packed, named = _TYPE_OF_OPEN_DOCUMENT
    if data.startswith(packed) and data.startswith(named, _AT_TYPE):
        raise Unreadable(Trouble.OPEN_DOCUMENT)
