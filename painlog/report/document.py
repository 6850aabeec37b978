"""What can be written, printed and shown: sheets with a title, whether of the page or of the list."""

from dataclasses import dataclass
from datetime import datetime

from painlog.report.layout import lay_out
from painlog.report.marks import Sheet
from painlog.report.page import Charts, Page


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


def document_of(page: Page) -> Document:
    """Return the appointment page, laid out on one sheet."""
    return Document(
        title=f"{page.title}, {page.period}",
        author=page.author,
        as_of=page.as_of,
        sheets=(lay_out(page),),
        charts=page.charts,
        grey=page.choices.grey,
    )
