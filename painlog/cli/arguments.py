"""What can be said on the command line: each command with its options and their help."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from painlog import __version__
from painlog.exchange.moments import exact_day
from painlog.rules import EARLIEST, LATEST

Say: TypeAlias = Callable[[str, str], str]
"""Turns a context and an English text into the person's language."""

IMPORT_FORMATS = ("json", "csv", "xlsx", "diary")
EXPORT_FORMATS = ("json", "csv", "xlsx", "fhir", "pdf", "png", "svg")


class Usage(Exception):
    """The command line is not how Painlog is called."""

    def __init__(self, reason: str, program: str) -> None:
        """Keep what is wrong, and the name under which its help is found."""
        super().__init__(reason)
        self.program = program


class _Parser(argparse.ArgumentParser):
    """Raises Usage instead of printing and leaving."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong."""
        raise Usage(message, self.prog)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Say nothing where nobody is there to read it; argparse is silent where the disk is full, too."""
        to = file or sys.stderr
        if message and to is not None:
            to.write(message)


def in_english(context: str, text: str) -> str:  # noqa: ARG001 - the signature of translate
    """Return the text as it stands: for parsing without loading Qt, when no help is asked for."""
    return text


def parsed(given: list[str], translate: Say = in_english) -> argparse.Namespace:
    """Return what was given; `command` is empty for the bare program. Raises Usage."""
    return _parser(translate).parse_args(given)


def _parser(translate: Say) -> argparse.ArgumentParser:
    top = _Parser(
        prog="painlog",
        description=translate("Cli", "A private pain journal. Without a command it opens the window."),
        epilog=translate("Cli", "“painlog COMMAND --help” tells more about a command."),
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"Painlog {__version__}")
    top.add_argument(
        "--journal",
        metavar="FILE",
        type=Path,
        help=translate("Cli", "the journal to use instead of the patient's own (before the command)"),
    )
    top.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=Path,
        help=translate("Cli", "a file whose first line is the passphrase of a locked journal"),
    )
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", title=translate("Cli", "commands"), parser_class=_Parser
    )
    top.set_defaults(command="")
    for add in (_writing, _importing, _exporting, _looking, _keeping):
        add(commands, translate)
    return top


def _command(commands: Any, name: str, tells: str, *, more: str = "") -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        name,
        help=tells,
        description=tells,
        epilog=more or None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument(
        "--passphrase-file", metavar="FILE", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )
    return made


def _writing(commands: Any, translate: Say) -> None:
    _command(
        commands,
        "record",
        translate("Cli", "read entries as JSON lines from standard input and answer each when it is saved"),
        more=translate(
            "Cli",
            'Each line is an entry, {"kind": "flare-up", ...}, with the keys of the JSON format. The\n'
            'answers are "saved ID" and "refused LINE: why". An id that is there changes that entry;\n'
            '{"kind": "remove", "id": ...} takes one out.',
        ),
    )
    sample = _command(
        commands, "sample", translate("Cli", "write a sample journal, 12 weeks long, into a new file")
    )
    sample.add_argument("file", metavar="FILE", type=Path)
    sample.add_argument(
        "--until",
        metavar="DATE",
        type=_date,
        help=translate("Cli", "its last day; yesterday if not given"),
    )


def _importing(commands: Any, translate: Say) -> None:
    command = _command(
        commands,
        "import",
        translate("Cli", "import files: all of them or nothing; importing again changes nothing"),
        more=translate(
            "Cli",
            "A diary of any other shape is imported by naming its columns, for example\n"
            "  painlog import diary.csv --day-columns day,month,year --level-column intensity \\\n"
            '    --name-column name --flare-ups "Low Back Pain,Leg pain" \\\n'
            "    --written-column date --day-from-written --skip-bad-rows",
        ),
    )
    command.add_argument("files", metavar="FILE", nargs="+", type=Path)
    command.add_argument(
        "--format",
        choices=IMPORT_FORMATS,
        help=translate("Cli", "the format, where the file's ending does not tell it"),
    )
    command.add_argument(
        "--dry-run", action="store_true", help=translate("Cli", "tell what would be done, write nothing")
    )
    command.add_argument(
        "--skip-bad-rows", action="store_true", help=translate("Cli", "leave out rows that can't be read")
    )
    _spreadsheets(command, translate)
    _diaries(command, translate)


def _spreadsheets(command: argparse.ArgumentParser, translate: Say) -> None:
    group = command.add_argument_group(
        translate("Cli", "how a spreadsheet is read (worked out if not given)")
    )
    order = group.add_mutually_exclusive_group()
    for name, first, tells in (
        ("--day-first", True, translate("Cli", "03/04/2026 is 3 April")),
        ("--month-first", False, translate("Cli", "03/04/2026 is March 4")),
    ):
        order.add_argument(name, dest="day_first", action="store_const", const=first, help=tells)
    group.add_argument(
        "--decimal-mark",
        choices=("point", "comma"),
        help=translate("Cli", "what stands before the decimals"),
    )
    group.add_argument(
        "--encoding", choices=("utf-8", "utf-16", "cp1252"), help=translate("Cli", "its characters")
    )
    group.add_argument(
        "--delimiter",
        choices=("comma", "semicolon", "tab"),
        help=translate("Cli", "what stands between the cells"),
    )


def _diaries(command: argparse.ArgumentParser, translate: Say) -> None:
    group = command.add_argument_group(translate("Cli", "columns of a diary of any other shape (CSV)"))
    for name, tells in (
        ("--start-column", translate("Cli", "the moment or day that a row is about …")),
        ("--time-column", translate("Cli", "the time of that day, where it stands apart")),
        ("--level-column", translate("Cli", "how bad it was, 0 to 10")),
        ("--name-column", translate("Cli", "what was rated")),
        ("--written-column", translate("Cli", "when the row was written")),
        ("--note-column", translate("Cli", "anything else")),
    ):
        group.add_argument(name, metavar="NAME", default="", help=tells)
    group.add_argument(
        "--day-columns",
        metavar="DAY,MONTH,YEAR",
        type=_three_names,
        default=("", "", ""),
        help=translate("Cli", "… or the three columns of that day"),
    )
    group.add_argument(
        "--flare-ups",
        metavar="NAMES",
        type=_names,
        default=(),
        help=translate("Cli", "which names are flare-ups, with commas between; the name becomes their place"),
    )
    group.add_argument(
        "--rest",
        choices=("leave", "notes"),
        default="leave",
        help=translate("Cli", "leave rows of other names out, or keep them as notes"),
    )
    group.add_argument(
        "--day-from-written",
        action="store_true",
        help=translate("Cli", "rows that name no day are about the moment in which they were written"),
    )


def _exporting(commands: Any, translate: Say) -> None:
    export = _command(
        commands,
        "export",
        translate("Cli", "export entries in the format of the file's ending"),
        more=translate(
            "Cli",
            "Endings: .json .csv .xlsx .fhir.json for the entries, .pdf .png .svg for the appointment page;\n"
            "“-” is standard output.",
        ),
    )
    export.add_argument("file", metavar="FILE")
    export.add_argument(
        "--format",
        choices=EXPORT_FORMATS,
        help=translate("Cli", "the format, where the file's ending does not tell it"),
    )
    report = _command(
        commands,
        "report",
        translate("Cli", "write the appointment page as PDF"),
        more=translate(
            "Cli",
            "Without days it shows those since the last appointment, or six weeks where none was a week ago\n"
            "or longer, until the last entry. Other endings: .html and .txt say the page in words, .png and\n"
            ".svg are pictures of it.",
        ),
    )
    report.add_argument("file", metavar="FILE.pdf", type=Path)
    for command in (export, report):
        _period(command, translate)
        command.add_argument(
            "--paper", choices=("a4", "letter"), help=translate("Cli", "the size of the paper")
        )
        command.add_argument("--mono", action="store_true", help=translate("Cli", "in black and white"))


def _looking(commands: Any, translate: Say) -> None:
    patterns = _command(
        commands,
        "patterns",
        translate("Cli", "say what the entries show, as text or JSON"),
        more=translate("Cli", "Without days it looks at the whole journal."),
    )
    patterns.add_argument("--json", action="store_true", help=translate("Cli", "as JSON"))
    _period(patterns, translate)
    _command(
        commands,
        "check",
        translate("Cli", "check every page and rule of the journal, and its backups; changes nothing"),
        more=translate(
            "Cli", "Exit code 0: good, 3: damaged, 4: damaged and recoverable, or only a backup is damaged."
        ),
    )


def _keeping(commands: Any, translate: Say) -> None:
    backup = _command(commands, "backup", translate("Cli", "make a copy, also while the window is open"))
    backup.add_argument("file", metavar="FILE", nargs="?", type=Path)
    restore = _command(
        commands, "restore", translate("Cli", "put a copy in the journal's place; what was there is kept")
    )
    restore.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help=translate("Cli", "the copy; without it a damaged journal is made anew from what is kept"),
    )
    _locking(commands, translate)


def _locking(commands: Any, translate: Say) -> None:
    lock = _command(
        commands,
        "lock",
        translate("Cli", "encrypt the journal with a passphrase, or change the passphrase of one that is"),
        more=translate(
            "Cli",
            "The journal, its backups and what lies beside it are encrypted. The recovery key is printed\n"
            "once: it opens the journal when the passphrase is forgotten, and without both nobody can.\n"
            "The passphrase is asked for on the terminal, or taken from a file's first line.",
        ),
    )
    lock.add_argument(
        "--new-passphrase-file",
        metavar="FILE",
        type=Path,
        help=translate("Cli", "the passphrase to set, where the journal has one already"),
    )
    lock.add_argument(
        "--new-recovery-key",
        action="store_true",
        help=translate("Cli", "make another recovery key; the one before opens the journal no more"),
    )
    unlock = _command(commands, "unlock", translate("Cli", "take the encryption off again"))
    for command in (lock, unlock):
        command.add_argument(
            "--with-recovery-key",
            action="store_true",
            help=translate("Cli", "ask for the recovery key, for the passphrase is forgotten"),
        )


def _period(command: argparse.ArgumentParser, translate: Say) -> None:
    command.add_argument(
        "--from", dest="begin", metavar="DATE", type=_date, help=translate("Cli", "the first day, 2026-03-31")
    )
    command.add_argument(
        "--until", metavar="DATE", type=_date, help=translate("Cli", "the last day, which is part of it")
    )


def _date(text: str) -> date:
    try:
        day = exact_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-03-31") from error
    if not EARLIEST <= day.year <= LATEST:
        raise argparse.ArgumentTypeError(f"{text} is not between the years {EARLIEST} and {LATEST}")
    return day


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _three_names(text: str) -> tuple[str, ...]:
    names = _names(text)
    if len(names) != 3:
        raise argparse.ArgumentTypeError(f"{text} does not name three columns with commas between")
    return names
