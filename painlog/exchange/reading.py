"""What reading a file gave: the entries, what could not be read, what was guessed and what is asked."""

from dataclasses import dataclass, field

from painlog.entries import Contents, Why
from painlog.reasons import Question, Trouble

__all__ = [
    "LARGEST",
    "LONGEST_CELL",
    "MOST_PROBLEMS",
    "Choices",
    "Problem",
    "Problems",
    "Question",
    "Reading",
    "Trouble",
    "Unreadable",
    "shown",
]

LARGEST = 48 * 2**20
"""Bytes of the largest file that is read; a journal of thirty busy years is a fifth of it."""
LONGEST_CELL = 4 * 2**20
"""Characters of the longest text that one cell or value may hold."""
MOST_PROBLEMS = 1000
"""So many problems of one file are told one by one; of more only their number is."""
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One place that cannot be read."""

    why: Trouble | Why
    place: str = ""
    """The column, or the path of the key: "flare_ups[3].readings[0].at"."""
    value: str = ""
    """What stood there, shortened."""
    line: int | None = None
    """The line of the file, or the row of the sheet, counted from 1."""


class Unreadable(ValueError):
    """Nothing of the file can be taken in."""

    def __init__(
        self, why: Trouble | Why, place: str = "", value: object = "", line: int | None = None
    ) -> None:
        """Keep what is wrong as a Problem."""
        self.problem = Problem(why, place, shown(value), line)
        super().__init__(f"{why} at {place or 'the whole'}, line {line}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How a spreadsheet is to be read; what is None is worked out from the file."""

    encoding: str | None = None
    delimiter: str | None = None
    day_first: bool | None = None
    decimal_mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file holds. Rows with problems are not in `contents`."""

    contents: Contents = field(default_factory=Contents)
    problems: tuple[Problem, ...] = ()
    more_problems: int = 0
    """How many more there are than are told in `problems`."""
    questions: tuple[Question, ...] = ()
    """When there is any, the contents must not be taken in before it is answered through Choices."""
    guesses: Choices = field(default_factory=Choices)
    """How the file was read."""
    rows: int = 0
    """How many rows stood in the file, without the header and empty ones."""
    left_out: tuple[str, ...] = ()
    """Columns (or names, in a diary) that were left out on purpose."""


class Problems:
    """Collects the problems of a file; of very many only the first are kept."""

    def __init__(self) -> None:
        """Start with none."""
        self.told: list[Problem] = []
        self.more = 0

    def add(self, problem: Problem) -> None:
        """Keep one more problem."""
        if len(self.told) < MOST_PROBLEMS:
            self.told.append(problem)
        else:
            self.more += 1


def shown(value: object) -> str:
    """Return a value as one short line that no terminal takes for orders, to stand in a problem."""
    words = " ".join(_text_of(value)[: 4 * _LONGEST_SHOWN].split())
    line = "".join(letter if letter.isprintable() else "�" for letter in words)
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"


def _text_of(value: object) -> str:
    """Return the value as it stood in the file, without what is inside a list or an object of JSON."""
    match value:
        case None:
            return ""
        case bytes():
            return value.decode("utf-8", "replace")
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return "[…]" if isinstance(value, list) else "{…}"
        case _:
            return str(value)
