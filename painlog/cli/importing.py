"""`painlog import`: files of every format, together as one act."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from painlog.cli.arguments import Usage
from painlog.cli.named import journal_of
from painlog.cli.passphrases import key_of
from painlog.cli.stopping import done_first
from painlog.cli.terminal import Failure, complain, read_file, say, told, translate
from painlog.entries import Contents, Medicine, Removed, now
from painlog.exchange import beginnings, csv_format, diary, json_format
from painlog.exchange.cabinet import Cabinet
from painlog.exchange.reading import LARGEST, Choices, Question, Reading, Trouble, Unreadable
from painlog.journal import Journal, JournalFault, Reason
from painlog.journal.acts import Acts
from painlog.journal.key import Key
from painlog.journal.merging import Tally, merged_patient
from painlog.journal.schema import open_to_read, refuse_foreign, refuse_lost
from painlog.words import entries, readings
from painlog.words.language import filled

_NAMES_TOLD = 20
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_MARKS = {"point": ".", "comma": ","}
_NEVER = datetime.min.replace(tzinfo=UTC)


def import_files(asked: argparse.Namespace) -> int:
    """Read all files, then take them in as one act; with --dry-run only tell what that would do."""
    _refuse_half_a_diary(asked)
    path = journal_of(asked)
    key = key_of(asked, path)
    with _to_weigh_in(path, key, is_dry=asked.dry_run) as journal:
        read = _read_all(asked, journal)
        contents = combined([reading.contents for reading in read])
        tallies = [journal.weigh(contents)]
    for file, reading in zip(asked.files, read, strict=True):
        _say_how(file, reading)
    if sys.stdout is not None:
        sys.stdout.flush()  # whoever cannot be told what was read is not surprised by what was written
    if asked.dry_run:
        say(translate("Cli", "Nothing was written. An import would do this:"))
        _say_tally(tallies[-1])
        return 0
    with done_first():
        with Journal.open(path, key=key) as journal:
            journal.take_in(contents, tallies.append)
        _say_tally(tallies[-1])
    return 0


def _refuse_half_a_diary(asked: argparse.Namespace) -> None:
    """Raise Usage where some columns of a diary of another shape are named, but not all that it needs."""
    has_start = bool(asked.start_column or asked.day_columns[0])
    columns = (
        asked.time_column,
        asked.level_column,
        asked.name_column,
        asked.written_column,
        asked.note_column,
    )
    how = asked.flare_ups, asked.day_from_written, asked.rest == "notes", asked.format == "diary"
    is_diary = any((has_start, *columns, *how))
    for is_lacking, option in (
        (not asked.level_column, "--level-column"),
        (not has_start, "--start-column or --day-columns"),
        (asked.flare_ups and not asked.name_column, "--name-column"),
        (asked.day_from_written and not asked.written_column, "--written-column"),
    ):
        if is_diary and is_lacking:
            raise Usage(f"a diary of another shape needs {option} as well", "painlog import")


@contextmanager
def _to_weigh_in(path: Path, key: Key | None, *, is_dry: bool) -> Iterator[Acts]:
    """Open the journal, or an empty one that leaves no trace; a dry run writes nothing beside it either."""
    refuse_lost(path)
    if not path.parent.is_dir():
        raise JournalFault(Reason.NO_FOLDER, path)
    if not path.exists() or not path.stat().st_size:
        with TemporaryDirectory() as folder, Journal.open(Path(folder) / "empty.painlog") as journal:
            yield journal
    elif is_dry:
        with closing(open_to_read(path, refuse_foreign(path, key))) as store:
            yield Acts(store, now)
    else:
        with Journal.open(path, key=key) as journal:
            yield journal


def _read_all(asked: argparse.Namespace, journal: Acts) -> list[Reading]:
    """Return what stands in each file; links and names may lead to any of them, or to the journal."""
    files = [_File(path, asked) for path in asked.files]
    read = {file: file.read() for file in files if file.is_json}
    known = [*journal.medicines(), *_medicines_in(read.values())]
    tables = [file for file in files if not file.is_json]
    cabinet = Cabinet(known)
    for _ in tables[:2]:  # of several each may tell more of a medicine that another one names
        read |= {file: file.read(cabinet) for file in tables}
    every = [reading.contents for reading in read.values()]
    there = {medicine.id for told in every for medicine in told.medicines}
    there |= {flare_up.id for told in every for flare_up in told.flare_ups}
    for file in files:
        file.refuse(read[file], lambda id_: id_ in there or journal.find(id_) is not None)
    return [read[file] for file in files]


def _medicines_in(read: Iterable[Reading]) -> list[Medicine]:
    return [medicine for told in read for medicine in told.contents.medicines]


def combined(every: Iterable[Contents]) -> Contents:
    """Return several contents as one, as if they were taken in one after another.

    Of an entry that is in two it is the newer; of the patient what only a later one tells is added.
    """
    every = list(every)
    patients = [one.patient for one in every if one.patient is not None]
    kept: dict[str, Any] = {"patient": reduce(merged_patient, patients) if patients else None}
    for field in fields(Contents):
        if field.name != "patient":
            kept[field.name] = _newest(entry for one in every for entry in getattr(one, field.name))
    return Contents(**kept)


def _newest(every: Iterable[Any]) -> tuple[Any, ...]:
    found: dict[object, Any] = {}
    for entry in every:
        there = found.get(entry.id)
        if there is None or _updated(there) < _updated(entry):
            found[entry.id] = entry
    return tuple(found.values())


def _updated(entry: Any) -> datetime:
    """Return when it was last written, or removed; an appointment's own `at` may be after all of that."""
    return entry.at if isinstance(entry, Removed) else entry.updated_at or _NEVER


class _File:
    """A file to be imported, in the format that was named or that it seems to have."""

    def __init__(self, path: Path, asked: argparse.Namespace) -> None:
        """Read its bytes, once: it may be a pipe. Raises Failure."""
        self._path = path
        self._asked = asked
        self._data = read_file(path, LARGEST)
        if beginnings.is_journal(self._data):
            sentence = translate(
                "Cli",
                "%1 is a journal itself. Nothing was imported; please open it with --journal, "
                "export it as JSON, and import that.",
            )
            raise Failure(filled(sentence, str(path)))
        self._name = asked.format or ("diary" if asked.level_column else format_of(path, self._data))
        self.is_json = self._name == "json"

    def read(self, cabinet: Cabinet | None = None) -> Reading:
        """Return what it holds; a table finds its medicines in `cabinet`. Raises Failure."""
        choices = _choices(self._asked)
        try:
            if self.is_json:
                return json_format.read(self._data)
            if self._name == "diary":
                return diary.read(self._data, _mapping(self._path, self._data, self._asked), choices)
            if self._name == "xlsx":
                from painlog.exchange import xlsx_format

                return xlsx_format.read(self._data, cabinet or (), choices)
            return csv_format.read(self._data, cabinet or (), choices)
        except Unreadable as unreadable:
            raise self._unreadable(unreadable) from unreadable

    def refuse(self, reading: Reading, is_there: Callable[[UUID], bool]) -> None:
        """Raise Failure when something of what was read can't be taken in and must be asked about."""
        path = self._path
        try:
            if self.is_json:
                json_format.refuse_loose_doses(reading.contents, is_there)
        except Unreadable as unreadable:
            raise self._unreadable(unreadable) from unreadable
        if reading.questions:
            raise Failure(_questions(path, reading))
        if reading.problems and not self._asked.skip_bad_rows:
            _complain_of(path, reading)
            sentence = translate(
                "Cli",
                "Nothing was imported; please mend these rows of %1, or skip them with --skip-bad-rows.",
            )
            raise Failure(filled(sentence, str(path)))

    def _unreadable(self, unreadable: Unreadable) -> Failure:
        problem = unreadable.problem
        sentence = readings.unreadable(str(self._path), problem.why, told(problem))
        if problem.why is not Trouble.MISSING_COLUMN:
            return Failure(sentence)
        hint = translate(
            "Cli", "A diary of another shape needs its columns named: see “painlog import --help”."
        )
        return Failure(f"{sentence} {hint}")


def format_of(path: Path, data: bytes) -> str:
    """Return the format by the file's ending, or by how it begins."""
    ending = path.suffix.casefold().removeprefix(".")
    if ending in ("json", "csv", "xlsx"):
        return ending
    if beginnings.is_workbook(data):
        return "xlsx"
    return "json" if beginnings.is_json(data) else "csv"


def _choices(asked: argparse.Namespace) -> Choices:
    return Choices(
        encoding=asked.encoding,
        delimiter=_DELIMITERS.get(asked.delimiter or ""),
        day_first=asked.day_first,
        decimal_mark=_MARKS.get(asked.decimal_mark or ""),
    )


def _mapping(path: Path, data: bytes, asked: argparse.Namespace) -> diary.Mapping:
    """Return which columns tell what; raises Failure when names are there but nobody said what they are."""
    if asked.name_column:
        _refuse_other_names(path, data, asked)
    day, month, year = asked.day_columns
    return diary.Mapping(
        start=asked.start_column,
        day=day,
        month=month,
        year=year,
        time=asked.time_column,
        level=asked.level_column,
        name=asked.name_column,
        flare_ups=asked.flare_ups,
        keep_rest=asked.rest == "notes",
        written=asked.written_column,
        day_from_written=asked.day_from_written,
        note=asked.note_column,
    )


def _refuse_other_names(path: Path, data: bytes, asked: argparse.Namespace) -> None:
    """Raise Failure where no name is called a flare-up, or one that does not stand in the file."""
    names = diary.names_in(data, asked.name_column, _choices(asked))
    there = {name.casefold() for name in names}
    unknown = [name for name in asked.flare_ups if name.strip().casefold() not in there]
    if asked.flare_ups and not unknown:
        return
    listed = ", ".join(f"{name} ({count})" for name, count in list(names.items())[:_NAMES_TOLD])
    if unknown:
        sentence = translate(
            "Cli", "No row of %1 has the name “%3”. Nothing was imported; these names are there: %2"
        )
        raise Failure(filled(sentence, str(path), listed, unknown[0]))
    sentence = translate(
        "Cli",
        "Which of these names in %1 are flare-ups? Nothing was imported; please say so with --flare-ups: %2",
    )
    raise Failure(filled(sentence, str(path), listed))


def _questions(path: Path, reading: Reading) -> str:
    options = {
        Question.DAY_OR_MONTH_FIRST: translate("Cli", "--day-first or --month-first"),
        Question.DECIMAL_MARK: translate("Cli", "--decimal-mark point or --decimal-mark comma"),
    }
    asked = reading.questions[0]
    sentence = translate("Cli", "%1: %2 Nothing was imported; please say so with %3.")
    return filled(sentence, str(path), readings.question(asked), options[asked])


def _complain_of(path: Path, reading: Reading) -> None:
    for problem in reading.problems:
        complain(f"{path}: {told(problem)}")
    if reading.more_problems:
        complain(translate("Cli", "… and %Ln row(s) more", "", reading.more_problems))
    if any(problem.why is Trouble.NO_DAY for problem in reading.problems):
        complain(
            translate(
                "Cli",
                "Rows without a day can be about the day on which they were written: name that column with "
                "--written-column, and say --day-from-written.",
            )
        )


def _say_how(path: Path, reading: Reading) -> None:
    """Tell how a file was read: what was guessed and what was left out."""
    rows = translate("Cli", "%Ln row(s)", "", reading.rows)
    say(filled(translate("Cli", "%1: %2 read", "a file, so many rows"), str(path), rows))
    guesses = _guesses(reading.guesses)
    if guesses:
        say(filled(translate("Cli", "  read as: %1"), ", ".join(guesses)))
    bad = len(reading.problems) + reading.more_problems
    if bad:
        say(translate("Cli", "  left out: %Ln row(s) that can't be read", "", bad))
        _complain_of(path, reading)
    if reading.left_out:
        say(filled(translate("Cli", "  left out: %1"), ", ".join(reading.left_out)))


def _guesses(guesses: Choices) -> list[str]:
    said = [guesses.encoding.upper()] if guesses.encoding and guesses.delimiter else []
    names = {
        ",": translate("Cli", "comma between cells"),
        ";": translate("Cli", "semicolon between cells"),
        "\t": translate("Cli", "tab between cells"),
    }
    said += [names[guesses.delimiter]] if guesses.delimiter in names else []
    if guesses.day_first is not None:
        first, second = translate("Cli", "day before month"), translate("Cli", "month before day")
        said.append(first if guesses.day_first else second)
    if guesses.decimal_mark == ",":
        said.append(translate("Cli", "decimal comma"))
    return said


def _say_tally(tally: Tally) -> None:
    _say_count(translate("Cli", "added: %1"), tally.added)
    _say_count(translate("Cli", "changed: %1"), tally.changed)
    _say_count(translate("Cli", "left alone: %1"), tally.left_alone)
    if tally.removed:
        say(filled(translate("Cli", "removed: %1"), str(tally.removed)))
    if tally.told_removed:
        say(filled(translate("Cli", "never here, and stay removed: %1"), str(tally.told_removed)))
    if tally.describes:
        say(translate("Cli", "about the patient: added to"))
    if tally.alike:
        say(readings.alike(tally.alike))


def _say_count(text: str, by_kind: dict[str, int]) -> None:
    total = str(sum(by_kind.values()))
    kinds = ", ".join(entries.count_of_kind(kind, count) for kind, count in by_kind.items() if count)
    say(filled(text, f"{total} ({kinds})" if kinds else total))
