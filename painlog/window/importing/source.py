"""A file to be imported: what kind it is, and how it is read with what the person chose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from painlog.entries import Contents, Medicine
from painlog.exchange import beginnings, csv_format, diary, json_format, xlsx_format
from painlog.exchange.reading import LARGEST, Choices, Reading, Trouble, Unreadable

_AUTOMATIC = Choices()


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file with its name; one that the disk does not give has none, and cannot be read."""

    name: str
    data: bytes | None
    why_none: Trouble = Trouble.NOT_GIVEN

    @classmethod
    def of(cls, path: Path) -> "Source":
        """Return the file at `path`; of one that is far too large only so much that this is seen."""
        try:
            with path.open("rb") as file:
                return cls(path.name, file.read(LARGEST + 1))
        except OSError as error:
            return cls(path.name, None, _why_none(path, error))

    @property
    def bytes(self) -> bytes:
        """What is in the file; raises Unreadable where the disk does not give it, or it is a journal."""
        if self.data is None:
            raise Unreadable(self.why_none)
        if beginnings.is_journal(self.data):
            raise Unreadable(Trouble.A_JOURNAL)
        return self.data

    @property
    def is_json(self) -> bool:
        """Whether it is an export of Painlog's own."""
        return self.name.casefold().endswith(".json") or beginnings.is_json(self.bytes)

    @property
    def is_workbook(self) -> bool:
        """Whether it is a spreadsheet in XLSX."""
        return beginnings.is_workbook(self.bytes)

    @property
    def is_text(self) -> bool:
        """Whether encoding and delimiter can be chosen."""
        return not self.is_json and not self.is_workbook

    def read(self, medicines: Sequence[Medicine], choices: Choices = _AUTOMATIC) -> Reading:
        """Return what is in a file of Painlog's own formats, before `refuse_loose`; raises Unreadable."""
        if self.is_json:
            return json_format.read(self.bytes)
        if self.is_workbook:
            return xlsx_format.read(self.bytes, medicines, choices)
        return csv_format.read(self.bytes, medicines, choices)

    def refuse_loose(self, contents: Contents, is_there: Callable[[UUID], bool]) -> None:
        """Raise Unreadable where doses are of nothing in the file; `is_there` tells of ids in the journal."""
        if self.is_json:
            json_format.refuse_loose_doses(contents, is_there)

    def read_diary(self, mapping: diary.Mapping, choices: Choices = _AUTOMATIC) -> Reading:
        """Return what is in a diary of another program; raises Unreadable."""
        return diary.read(self.bytes, mapping, choices)

    def is_a_diary(self, choices: Choices = _AUTOMATIC) -> bool:
        """Tell whether it is a table that does not have the columns of Painlog's own; raises Unreadable."""
        if not self.is_text:
            return False
        columns = {column.casefold() for column in diary.preview(self.bytes, choices).columns}
        return not {"kind", "start"} <= columns


def _why_none(path: Path, error: OSError) -> Trouble:
    if path.is_dir():
        return Trouble.A_FOLDER
    return Trouble.NOT_THERE if isinstance(error, FileNotFoundError) else Trouble.NOT_GIVEN
