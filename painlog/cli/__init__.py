"""The command line: reads what was asked for, calls the same rooms as the window, and prints.

Each command imports what it needs when it is asked for, so that each starts fast; `record` needs no Qt.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from painlog.cli.arguments import Say, Usage

FAILED, WRONG_USAGE = 1, 2
"""Exit codes; `check` has two more."""
_OF_A_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
"""Where Linux tells of a screen. Without any of them Qt would end the program with words for programmers."""


def main(given: Sequence[str] | None = None) -> int:
    """Do what the command line asks for and return the exit code."""
    line = list(sys.argv[1:] if given is None else given)
    leave_no_core_dump()
    _keep_standard_handles()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter still shows the rest
    try:
        return _done(line)
    except _usage() as usage:
        return _explained(usage)
    except KeyboardInterrupt:
        return _stopped()
    except BrokenPipeError:
        return _unheard()
    except _faults() as fault:
        return _failed(fault)


def leave_no_core_dump() -> None:
    """Let the system write no picture of our memory, which holds what was written, if we crash."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _keep_standard_handles() -> None:
    """Put nothing in the place of a closed input or output, lest a file of ours is opened there."""
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _done(line: list[str]) -> int:
    if not line:
        return _window(None)
    if _names_a_journal_only(line):
        return _window(Path(line[1]))
    from painlog.cli.arguments import in_english, parsed

    try:
        asked = parsed(line, _speaking() if {"-h", "--help"} & set(line) else in_english)
    except SystemExit as left:  # argparse leaves so after --help and --version
        code = int(left.code or 0)
    else:
        if not asked.command:
            return _window(asked.journal)
        with _stopped_at_once():
            command = _command(asked.command)
        code = command(asked)
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _names_a_journal_only(line: list[str]) -> bool:
    """Tell whether the window of a journal is asked for and nothing else: that needs no parser."""
    return len(line) == 2 and line[0] == "--journal" and bool(line[1]) and not line[1].startswith("-")


def _window(journal: Path | None) -> int:
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _OF_A_SCREEN):
        from painlog.cli import terminal
        from painlog.words import refusals

        terminal.learn_language()
        raise terminal.Failure(refusals.no_screen())
    from painlog import app

    return app.run(journal)


@contextmanager
def _stopped_at_once() -> Iterator[None]:
    """Let Ctrl+C end the program without a word while it is loaded: Qt cannot be interrupted then."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _command(name: str) -> "Callable[[argparse.Namespace], int]":
    """Return the command, with no more imported than it needs."""
    if name == "record":
        from painlog.cli import recording

        return recording.record
    if name in ("export", "report"):
        from painlog.cli import exporting

        return exporting.COMMANDS[name]
    from painlog.cli import terminal

    terminal.learn_language()
    if name == "import":
        from painlog.cli import importing

        return importing.import_files
    if name in ("patterns", "check"):
        from painlog.cli import looking

        return looking.COMMANDS[name]
    if name in ("lock", "unlock"):
        from painlog.cli import locking

        return locking.COMMANDS[name]
    from painlog.cli import keeping

    return keeping.COMMANDS[name]


def _speaking() -> "Say":
    """Return the way to say help in the person's language."""
    from painlog.cli import terminal

    terminal.learn_language()
    return terminal.translate


def _usage() -> "type[Usage]":
    """Return what a wrong command line raises; looked up only when something happened."""
    from painlog.cli.arguments import Usage

    return Usage


def _faults() -> tuple[type[Exception], ...]:
    """Return what the world, or the person's values, can do to us; looked up only when something happened."""
    from painlog.cli import terminal

    return terminal.FAULTS


def _failed(fault: Exception) -> int:
    from painlog.cli import terminal

    terminal.learn_language()
    terminal.complain(terminal.sentence_for(fault))
    _let_go_of_output()
    return FAILED


def _explained(usage: "Usage") -> int:
    from painlog.cli import terminal

    terminal.learn_language()
    terminal.complain(terminal.wrong_usage(str(usage), usage.program))
    return WRONG_USAGE


def _stopped() -> int:
    from painlog.cli import terminal

    terminal.learn_language()
    terminal.complain(terminal.stopped())
    _let_go_of_output()
    return FAILED


def _unheard() -> int:
    """Nobody reads the answers any more: leave quietly."""
    _let_go_of_output()
    return FAILED


def _let_go_of_output() -> None:
    """Keep Python from flushing an output at exit that takes nothing any more."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
