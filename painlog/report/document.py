"""What can be written, printed and shown: sheets with a title, whether of the page or of the list."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from painlog.report.layout import lay_out
from painlog.report.listing import Listing
from painlog.report.marks import Sheet
from painlog.report.page import Charts, Page
from painlog.report.table import set_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Laid-out sheets, all of one size."""

    title: str
    author: str
    as_of: datetime
    """When the last entry was: the date of the file, so that the same journal gives the same bytes."""
    sheets: tuple[Sheet, ...]
    charts: Charts | None = None
    """What the charts on the sheets show."""
    grey: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a sheet in mm."""
        return self.sheets[0].width, self.sheets[0].height


Printable: TypeAlias = Page | Listing | Document


def document_of(printable: Printable) -> Document:
    """Return the page laid out on one sheet, or the list on as many as it needs."""
    if isinstance(printable, Document):
        return printable
    return Document(
        title=f"{printable.title}, {printable.period}",
        author=printable.author,
        as_of=printable.as_of,
        sheets=(lay_out(printable),) if isinstance(printable, Page) else set_table(printable),
        charts=printable.charts if isinstance(printable, Page) else None,
        grey=printable.choices.grey,
    )
