"""The page, or the list, in the form that a file's ending asks for."""

from collections.abc import Callable, Mapping
from pathlib import Path

from painlog.report.document import Printable
from painlog.report.page import Page
from painlog.report.pdf import pdf
from painlog.report.pictures import png, svg
from painlog.report.spoken import html, text
from painlog.whole import put

_ANY: Mapping[str, Callable[[Printable], bytes]] = {".pdf": pdf, ".png": png, ".svg": svg}
_PAGE: Mapping[str, Callable[[Page], str]] = {".html": html, ".htm": html, ".txt": text}


class UnknownEnding(ValueError):
    """The file's ending names none of the forms; `ending` is what it was."""

    def __init__(self, ending: str) -> None:
        """Keep the ending."""
        super().__init__(ending)
        self.ending = ending


def made(printable: Printable, ending: str) -> bytes:
    """Return the file of an ending such as ".pdf", in letters of any size. Raises UnknownEnding."""
    ending = ending.casefold()
    if ending in _ANY:
        return _ANY[ending](printable)
    if ending in _PAGE and isinstance(printable, Page):
        return _PAGE[ending](printable).encode()
    raise UnknownEnding(ending)


def write(path: Path, printable: Printable) -> None:
    """Write by the ending of `path`, whole or not at all. Raises OSError and UnknownEnding."""
    put(path, made(printable, path.suffix))
