"""`painlog export` and `painlog report`: entries in other formats, and the appointment page."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from painlog.cli.arguments import Usage
from painlog.cli.passphrases import opened_to_show
from painlog.cli.terminal import Failure, learn_language, say, translate
from painlog.entries import Appointment
from painlog.exchange import csv_format, endings, json_format
from painlog.journal import Journal, JournalFault, Reason
from painlog.patterns.moments import day_of
from painlog.report.periods import appointment_after, usual_days
from painlog.report.ticked import ON_PAGE, chosen_in
from painlog.report.waiting import WAITING, waiting_in
from painlog.whole import put
from painlog.words.entries import count_of_entries
from painlog.words.language import filled

STANDARD_OUTPUT = "-"
_PICTURES = ("pdf", "png", "svg")
_ENDINGS = (*endings.ENDINGS, *(f".{name}" for name in _PICTURES))
_PAGES = tuple(f".{name}" for name in (*_PICTURES, "txt", "html", "htm"))


def export(asked: argparse.Namespace) -> int:
    """Write the entries of a period in the format of the file's ending."""
    wanted = asked.format or format_of(asked.file)
    refuse_backward(asked, "painlog export")
    learn_language(with_fonts=wanted in _PICTURES)
    with opened_to_show(asked) as journal:
        if wanted in _PICTURES:
            data, told = _page(journal, asked, f".{wanted}"), _the_page_is_in(asked.file)
        else:
            contents = journal.contents(asked.begin, asked.until)
            data, count = _writer(wanted)(contents), count_of_entries(len(contents.entries()))
            told = filled(translate("Cli", "%1 written to %2."), count, asked.file)
    if asked.file == STANDARD_OUTPUT:
        _write_out(data)
        return 0
    _put(Path(asked.file), data)
    say(told)
    return 0


def report(asked: argparse.Namespace) -> int:
    """Write the appointment page as PDF, or as text, HTML or a picture where the file's ending says so."""
    refuse_backward(asked, "painlog report")
    ending = asked.file.suffix.casefold()
    if ending not in _PAGES:
        raise Usage(f"{asked.file} does not end in one of {', '.join(_PAGES)}", "painlog report")
    learn_language(with_fonts=True)
    with opened_to_show(asked) as journal:
        data = _page(journal, asked, ending)
    _put(asked.file, data)
    say(_the_page_is_in(str(asked.file)))
    return 0


def _the_page_is_in(file: str) -> str:
    return filled(translate("Cli", "The page is in %1."), file)


def format_of(file: str) -> str:
    """Return the format that the file's ending tells; raises Usage where it tells none."""
    if file == STANDARD_OUTPUT:
        return "json"
    pictures = (name for name in _PICTURES if file.casefold().endswith(f".{name}"))
    wanted = endings.format_of(file) or next(pictures, None)
    if wanted is not None:
        return wanted
    raise Usage(f"{file} does not end in one of {', '.join(_ENDINGS)}", "painlog export")


def refuse_backward(asked: argparse.Namespace, program: str) -> None:
    """Raise Usage where the days that are asked for end before they begin."""
    if asked.begin and asked.until and asked.begin > asked.until:
        raise Usage("--from is after --until", program)


def _writer(wanted: str) -> Callable[..., bytes]:
    if wanted == "xlsx":
        from painlog.exchange import xlsx_format

        return xlsx_format.write
    if wanted == "fhir":
        from painlog.exchange import fhir_format

        return fhir_format.write
    return json_format.write if wanted == "json" else csv_format.write


def _page(journal: Journal, asked: argparse.Namespace, ending: str) -> bytes:
    """Return the appointment page in the form of a file's ending."""
    from painlog.report.compose import page_for, span_needed
    from painlog.report.page import Choices, Paper
    from painlog.report.working import worked_out
    from painlog.report.writing import made

    begin, until = period_of(journal, asked.begin, asked.until)
    record = journal.record_of(*span_needed(begin, until), details=True)
    page = page_for(
        record,
        begin,
        until,
        appointment=_visit(journal, asked.until, until),
        waiting=waiting_in(journal.kept(WAITING)) if asked.until is None else (),
        worked=worked_out(record, begin, until),
        choices=Choices(
            paper=Paper(asked.paper or "a4"), grey=asked.mono, ticked=chosen_in(journal.kept(ON_PAGE))
        ),
    )
    return made(page, ending)


def _visit(journal: Journal, wanted: date | None, until: date) -> Appointment | None:
    """Return the appointment that the page is for: the coming one, where no day to end with is `wanted`."""
    visits = journal.appointments()
    coming = appointment_after(visits, journal.clock().date()) if wanted is None else None
    return coming or appointment_after(visits, until)


def period_of(journal: Journal, begin: date | None, until: date | None) -> tuple[date, date]:
    """Return the days of the page: as asked, else the usual ones until the last entry."""
    last = until or last_day(journal)
    if begin is not None:
        return begin, max(begin, last)
    found = first_and_last(journal)
    return usual_days(journal.appointments(), last, found[0] if found is not None else None)


def first_and_last(journal: Journal) -> tuple[date, date] | None:
    """Return the days of the first and the last entry; None in an empty journal."""
    record = journal.record_of(0, 0)
    if record.first_wall is None or record.last_wall is None:
        return None
    return day_of(record.first_wall), day_of(record.last_wall)


def last_day(journal: Journal) -> date:
    """Return the day of the last entry; today in an empty journal."""
    found = first_and_last(journal)
    return found[1] if found is not None else journal.clock().date()


def _put(target: Path, data: bytes) -> None:
    """Write a file, but never over a journal."""
    try:
        put(target, data)
    except FileExistsError as error:
        sentence = translate(
            "Cli",
            "%1 is a journal itself, or kept to make one anew. Nothing was changed; please name another one.",
        )
        raise Failure(filled(sentence, str(target))) from error
    except FileNotFoundError as error:
        raise JournalFault(Reason.NO_FOLDER, target) from error
    except OSError as error:  # named by what was asked for, not by the part that is written first
        raise OSError(error.errno, error.strerror, str(target)) from error


def _write_out(data: bytes) -> None:
    if sys.stdout is None:
        raise Failure(translate("Cli", "There is no output to write to; please name a file."))
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {"export": export, "report": report}
