"""What an import would do, in words: what is new, what is there already, and the rows that can't be read."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from painlog.entries import KINDS
from painlog.exchange.reading import Reading, Trouble, Unreadable
from painlog.journal import Tally
from painlog.words import entries, readings
from painlog.words.amounts import number
from painlog.words.language import filled

translate = QCoreApplication.translate

_MOST_NAMES = 6


def said_of(tally: Tally) -> list[str]:
    """Return a line for each kind: "215 flare-ups: 12 new, 3 changed, 200 there already"."""
    lines = [_line(kind, tally) for kind in KINDS.values() if _counts(kind, tally)]
    if tally.removed:
        lines.append(
            filled(translate("Importing", "%1 to be removed, as in the file"), number(tally.removed))
        )
    if tally.told_removed:
        said = translate("Importing", "%1 removed in the file and never here, to stay removed")
        lines.append(filled(said, number(tally.told_removed)))
    if tally.describes:
        lines.append(translate("Importing", "What it says about you is added to what is said here"))
    if tally.alike:
        lines.append(readings.alike(tally.alike))
    return lines or [translate("Importing", "There are no entries in it.")]


def adds_something(tally: Tally) -> bool:
    """Tell whether the journal would be another one afterwards."""
    other = tally.removed, tally.told_removed, tally.describes
    return any((*tally.added.values(), *tally.changed.values(), *other))


def all_was_there(tally: Tally) -> str:
    """Return what is said where an import changed nothing, for another one came first; else nothing."""
    if adds_something(tally):
        return ""
    return translate("Importing", "Nothing was imported: meanwhile all of it is in the journal")


def said_of_left_out(reading: Reading) -> str:
    """Return which columns or names are left out on purpose; empty where there are none."""
    if not reading.left_out:
        return ""
    named = ", ".join(reading.left_out[:_MOST_NAMES])
    more = len(reading.left_out) - _MOST_NAMES
    if more > 0:
        named = filled(translate("Importing", "%1 and %2 more"), named, number(more))
    return filled(translate("Importing", "Left out: %1", "columns or names"), named)


def said_of_problems(reading: Reading) -> str:
    """Return how many rows can't be read; empty where there are none."""
    count = len(reading.problems) + reading.more_problems
    return translate("Importing", "%Ln row(s) cannot be read:", "", count) if count else ""


def problem_lines(reading: Reading) -> Iterator[str]:
    """Yield a line for each place that can't be read, with its line, column and value."""
    for problem in reading.problems:
        yield readings.problem(problem.why, problem.place, problem.value, problem.line)
    if reading.more_problems:
        yield filled(translate("Importing", "and %1 more"), number(reading.more_problems))


def said_of_missing_days(reading: Reading) -> str:
    """Return how a diary can be read whose rows name no day; empty where all of them do."""
    if all(problem.why is not Trouble.NO_DAY for problem in reading.problems):
        return ""
    return translate(
        "Importing",
        "Rows without a day can be about the day on which they were written: choose that column at “When it"
        " was written”, and tick the box below it.",
    )


def said_of_unreadable(file: str, fault: Unreadable) -> str:
    """Return the sentence for a file of which nothing can be taken in."""
    problem = fault.problem
    told = readings.problem(problem.why, problem.place, problem.value, problem.line)
    return readings.unreadable(file, problem.why, told)


def _counts(kind: str, tally: Tally) -> int:
    return sum(part.get(kind, 0) for part in (tally.added, tally.changed, tally.left_alone))


def _line(kind: str, tally: Tally) -> str:
    parts = [part.get(kind, 0) for part in (tally.added, tally.changed, tally.left_alone)]
    whole = entries.count_of_kind(kind, sum(parts))
    if sum(parts) in parts:
        return filled(_all_words()[parts.index(sum(parts))], whole)
    said = [filled(words, number(count)) for words, count in zip(_some_words(), parts, strict=True) if count]
    return filled(translate("Importing", "%1: %2", "how many of a kind, what is new"), whole, ", ".join(said))


def _all_words() -> tuple[str, str, str]:
    return (
        translate("Importing", "%1, new", "how many of a kind"),
        translate("Importing", "%1, changed", "how many of a kind"),
        translate("Importing", "%1, there already", "how many of a kind"),
    )


def _some_words() -> tuple[str, str, str]:
    return (
        translate("Importing", "%1 new"),
        translate("Importing", "%1 changed"),
        translate("Importing", "%1 there already"),
    )
