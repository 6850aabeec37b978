"""Writes the page, or the list, in the form that a file's ending asks for."""

from collections.abc import Callable, Mapping
from pathlib import Path

from painlog.report.document import Printable
from painlog.report.page import Page
from painlog.report.pdf import write_pdf
from painlog.report.pictures import write_png, write_svg
from painlog.report.spoken import write_html, write_text

_ANY: Mapping[str, Callable[[Path, Printable], None]] = {
    ".pdf": write_pdf,
    ".png": write_png,
    ".svg": write_svg,
}
_PAGE: Mapping[str, Callable[[Path, Page], None]] = {
    ".html": write_html,
    ".htm": write_html,
    ".txt": write_text,
}


class UnknownEnding(ValueError):
    """The file's ending names none of the forms; `ending` is what it was."""

    def __init__(self, ending: str) -> None:
        """Keep the ending."""
        super().__init__(ending)
        self.ending = ending


def write(path: Path, printable: Printable) -> None:
    """Write by the ending of `path`. Raises OSError and UnknownEnding."""
    ending = path.suffix.casefold()
    if ending in _ANY:
        _ANY[ending](path, printable)
    elif ending in _PAGE and isinstance(printable, Page):
        _PAGE[ending](path, printable)
    else:
        raise UnknownEnding(ending)
