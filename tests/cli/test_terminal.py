"""Whatever goes wrong is one plain sentence, an exit code, and nothing changed: never a traceback."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QLockFile

import painlog
from painlog import cli
from painlog.cli.stopping import done_first
from painlog.journal import Journal
from painlog.journal.beside import second_record_of
from tests.cli.conftest import Run, Start

COMMANDS = (
    "record",
    "sample",
    "import",
    "export",
    "report",
    "patterns",
    "check",
    "backup",
    "restore",
    "lock",
    "unlock",
)


@pytest.fixture
def journal(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin='{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x"}\n')
    return path


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"Painlog {painlog.__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"painlog {command}" in done.out


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("line", [(), ("--journal", "new.painlog")])
def test_without_a_screen_the_window_says_so(start: Start, tmp_path: Path, line: tuple[str, ...]) -> None:
    of_a_screen = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    environment = {name: told for name, told in os.environ.items() if name not in of_a_screen}
    done = start(*line, env=environment, cwd=tmp_path)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, b"", 1)
    assert b"There is no screen here" in done.stderr
    assert list(tmp_path.glob("new*")) == []


@pytest.mark.parametrize(
    "line",
    [
        ("bogus",),
        ("import",),
        ("import", "--colour", "x"),
        ("export",),
        ("export", "-", "--from", "yesterday"),
        ("export", "-", "--from", "20260331"),
        ("report", "x.pdf", "--paper", "a3"),
        ("import", "x", "--day-first", "--month-first"),
        ("import", "x", "--day-columns", "a,b"),
        ("--journal",),
        ("--journal", "-x"),
        ("--journal", "x", "y"),
        ("check", "--journal", "x"),
        ("sample",),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_two(run: Run, line: tuple[str, ...]) -> None:
    done = run(*line)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "--help" in done.err


@pytest.mark.parametrize(
    "line",
    [
        ("import", "nowhere.json"),
        ("import", "."),
        ("import", "\0"),
        ("import", "/dev/zero"),
        ("sample", "/nowhere/sample.painlog"),
        ("restore", "nowhere.painlog"),
        ("unlock",),
        ("export", "/nowhere/x.json"),
        ("export", "."),
        ("backup", "/nowhere/x.painlog"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_one(
    run: Run, journal: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = journal.read_bytes()
    done = run("--journal", journal, *line)
    expected = 2 if line == ("export", ".") else 1
    assert (done.code, done.out) == (expected, "")
    assert len(done.err.splitlines()) == 1
    assert journal.read_bytes() == before


@pytest.mark.parametrize(
    "command", [("export", "-"), ("report", "x.pdf"), ("patterns",), ("check",), ("backup",)]
)
def test_a_journal_that_is_not_there_is_not_made(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    missing = tmp_path / "missing.painlog"
    done = run("--journal", missing, *command)
    assert (done.code, "is not there" in done.err) == (1, True)
    assert not missing.exists()


@pytest.mark.parametrize("command", [("record",), ("export", "-"), ("patterns",), ("check",), ("backup",)])
def test_a_file_that_is_no_journal_stays_as_it_is(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear doctor, " * 1000)
    done = run("--journal", other, *command, stdin='{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x"}')
    assert done.code in (1, 3)
    assert done.err
    assert other.read_text() == "Dear doctor, " * 1000


def test_no_name_of_a_file_breaks_the_sentence_or_orders_the_terminal_about(run: Run, tmp_path: Path) -> None:
    done = run("--journal", tmp_path / "j.painlog", "import", tmp_path / "a\nb\x1b[2J.csv")
    assert (done.code, len(done.err.splitlines()), "a�b�[2J.csv" in done.err) == (1, 1, True)


@pytest.mark.skipif(sys.platform != "linux", reason="a file that opens and cannot be read")
def test_a_file_that_fails_while_it_is_read_is_named(run: Run, tmp_path: Path) -> None:
    done = run("--journal", tmp_path / "j.painlog", "import", "/proc/self/mem")
    assert (done.code, "/proc/self/mem could not be read" in done.err) == (1, True)


def test_a_folder_in_the_place_of_the_journal(run: Run, tmp_path: Path) -> None:
    done = run("--journal", tmp_path, "record", stdin="")
    assert (done.code, len(done.err.splitlines())) == (1, 1)


def test_a_sample_is_written_into_a_new_file_only(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sample.painlog"
    done = run("sample", path, "--until", "2026-04-12")
    assert (done.code, "525 entries" in done.out) == (0, True)
    before = path.read_bytes()
    again = run("sample", path)
    assert (again.code, "already there" in again.err) == (1, True)
    assert path.read_bytes() == before


def test_check_backup_and_restore(run: Run, journal: Path, tmp_path: Path) -> None:
    good = run("--journal", journal, "check")
    assert (good.code, "is good" in good.out) == (0, True)
    assert run("--journal", journal, "backup").code == 0
    copy = tmp_path / "copy.painlog"
    done = run("--journal", journal, "backup", copy)
    assert (done.code, str(copy) in done.out) == (0, True)
    assert run("--journal", journal, "backup", copy).code == 1
    run("--journal", journal, "record", stdin='{"kind": "note", "at": "2026-03-31T14:05Z", "text": "y"}')
    restored = run("--journal", journal, "restore", copy)
    assert (restored.code, "kept in" in restored.out) == (0, True)
    with Journal.open(journal, create=False) as kept:
        assert kept.count() == 1


def test_a_check_tells_another_file_in_the_journals_place_from_damage(
    run: Run, journal: Path, tmp_path: Path
) -> None:
    before = journal.read_bytes()
    run("--journal", journal, "record", stdin='{"kind": "note", "at": "2026-03-31T14:05Z", "text": "y"}')
    away = tmp_path / "away.painlog"
    with Journal.open(away):
        pass
    journal.write_bytes(away.read_bytes())
    done = run("--journal", journal, "check")
    assert (done.code, "is whole, but it is not the journal" in done.out) == (4, True)
    assert "entries that were saved here are not in the file (2 entries)" in done.err
    assert run("--journal", journal, "restore").code == 0
    assert run("--journal", journal, "check").code == 0
    assert journal.read_bytes() != before


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("is_named", [False, True])
def test_what_a_window_has_open_is_not_replaced(
    run: Run, journal: Path, tmp_path: Path, *, is_named: bool
) -> None:
    """The window would go on with a file that has another name by then."""
    copy = tmp_path / "copy.painlog"
    run("--journal", journal, "backup", copy)
    damage(journal)
    held = QLockFile(f"{journal}.lock")
    assert held.tryLock(0)
    before = everything_in(tmp_path)
    done = run("--journal", journal, "restore", *([copy] if is_named else []))
    assert (done.code, done.out, "close the window" in done.err) == (1, "", True)
    assert everything_in(tmp_path) == before
    held.unlock()
    assert run("--journal", journal, "restore", *([copy] if is_named else [])).code == 0
    assert not Path(held.fileName()).exists()


_TO_DIE_WITH_A_LOCK = """
import os, sys
from PySide6.QtCore import QLockFile
held = QLockFile(sys.argv[1])
held.tryLock(0)
os._exit(0)
"""


def test_a_window_that_died_keeps_nothing_from_being_restored(run: Run, journal: Path) -> None:
    subprocess.run([sys.executable, "-c", _TO_DIE_WITH_A_LOCK, f"{journal}.lock"], check=True)
    assert Path(f"{journal}.lock").exists()
    damage(journal)
    assert run("--journal", journal, "restore").code == 0


def backups_of(journal: Path) -> list[Path]:
    return sorted(journal.with_name(f"{journal.name}-backups").glob("*.painlog"))


def test_a_restored_journal_is_followed_from_there(run: Run, journal: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.painlog"
    run("--journal", journal, "backup", copy)
    run("--journal", journal, "restore", copy)
    done = run("--journal", journal, "check")
    assert (done.code, done.err) == (0, "")


def test_a_damaged_backup_is_told_of_until_it_is_gone(run: Run, journal: Path) -> None:
    run("--journal", journal, "backup")
    broken = backups_of(journal)[-1]
    broken.write_bytes(broken.read_bytes()[:5000])
    before = journal.read_bytes()
    done = run("--journal", journal, "check")
    assert (done.code, broken.name in done.err, "Nothing is lost" in done.out) == (4, True, True)
    assert run("--journal", journal, "restore").code == 1
    assert run("--journal", journal, "backup").code == 0
    broken.unlink()
    assert run("--journal", journal, "check").code == 0
    assert journal.read_bytes() == before


def test_a_damaged_second_record_is_made_anew_by_a_backup(run: Run, journal: Path) -> None:
    run("--journal", journal, "backup")
    second = journal.with_name(f"{journal.name}-backups") / "second-record"
    second.write_bytes(b"?" + second.read_bytes()[1:])
    done = run("--journal", journal, "check")
    assert (done.code, "Nothing is lost" in done.out, "delete" in done.out) == (4, True, False)
    assert run("--journal", journal, "backup").code == 0
    assert run("--journal", journal, "check").code == 0


def damage(journal: Path) -> bytes:
    """Overwrite a page in the middle and return what stands there now."""
    whole = journal.read_bytes()
    middle = len(whole) // 2
    journal.write_bytes(whole[:middle] + b"\xff" * 4096 + whole[middle + 4096 :])
    return journal.read_bytes()


def lose_everything_beside(journal: Path) -> None:
    for path in journal.parent.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path != journal:
            path.unlink()


def test_a_damaged_journal_with_nothing_beside_it(run: Run, journal: Path) -> None:
    lose_everything_beside(journal)
    damaged = damage(journal)
    done = run("--journal", journal, "check")
    assert (done.code, "no backup" in done.out) == (3, True)
    restored = run("--journal", journal, "restore")
    assert (restored.code, "no whole backup" in restored.err) == (1, True)
    assert journal.read_bytes() == damaged


def test_a_copy_of_a_damaged_journal_is_not_told_as_a_good_one(run: Run, tmp_path: Path) -> None:
    """What can still be read is copied; that this may lack entries is said, as by an export."""
    journal = tmp_path / "sample.painlog"
    run("sample", journal, "--until", "2026-04-12")
    lose_everything_beside(journal)
    pages = bytearray(journal.read_bytes())  # with one that belongs to nothing
    pages[28:32] = (int.from_bytes(pages[28:32], "big") + 1).to_bytes(4, "big")
    journal.write_bytes(pages + bytes(int.from_bytes(pages[16:18], "big")))
    assert run("--journal", journal, "check").code == 3
    done = run("--journal", journal, "backup", tmp_path / "copy.painlog")
    assert (done.code, "A copy of the journal" in done.out) == (0, True)
    assert "may lack entries" in done.err


def test_what_was_written_over_a_journal_is_not_told_to_be_left_for_another_file(
    run: Run, journal: Path
) -> None:
    """All of it could be had back, as “painlog check” said."""
    journal.write_text("Dear diary", encoding="utf-8")
    done = run("--journal", journal, "patterns")
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert "let “painlog check” say what can be restored" in done.err
    assert run("--journal", journal, "check").code == 4
    assert run("--journal", journal, "restore").code == 0
    assert run("--journal", journal, "patterns").code == 0


def test_a_damaged_journal_is_made_anew(run: Run, journal: Path) -> None:
    damaged = damage(journal)
    done = run("--journal", journal, "check")
    assert (done.code, "painlog restore" in done.out, "Error" in done.err) == (4, True, False)
    assert journal.read_bytes() == damaged
    assert "kept in" in run("--journal", journal, "restore").out
    assert run("--journal", journal, "check").code == 0
    with Journal.open(journal, create=False) as kept:
        assert kept.count() == 1
    good = run("--journal", journal, "restore")
    assert (good.code, "is good" in good.err) == (1, True)


def test_a_reader_that_goes_away_is_no_traceback(journal: Path) -> None:
    lines = '{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x"}\n' * 200
    command = [sys.executable, "-m", "painlog", "--journal", str(journal), "record"]
    with subprocess.Popen(command, stdin=-1, stdout=-1, stderr=-1) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        try:
            program.stdin.write(lines.encode())
            program.stdin.close()
        except BrokenPipeError:
            program.stdin = None
        errors = program.stderr.read()
        assert program.wait(30) == 1
    assert errors == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_output_is_one_sentence(start: Start, journal: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = start(
            "--journal", journal, "export", "-", capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("asked", ["--help", "--version"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_help_that_finds_no_room_does_not_end_well(start: Start, asked: str, unbuffered: str) -> None:
    env = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        done = start(asked, capture_output=False, stdout=full, stderr=subprocess.PIPE, env=env)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="descriptors are closed by a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams_are_no_traceback(journal: Path, closed: str) -> None:
    line = f'"{sys.executable}" -m painlog --journal "{journal}" record {closed}'
    done = subprocess.run(line, shell=True, input=b"", capture_output=True, check=False)  # noqa: S602 - the shell is the point
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


def heed_ctrl_c() -> None:
    """Be as in a terminal, even where the tests run behind one: a shell lets those be deaf to Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_is_one_sentence(journal: Path) -> None:
    command = [sys.executable, "-m", "painlog", "--journal", str(journal), "record"]
    with subprocess.Popen(command, stdin=-1, stdout=-1, stderr=-1, preexec_fn=heed_ctrl_c) as program:  # noqa: PLW1509 - no thread is in it
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdin.write(b'{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x"}\n')
        program.stdin.flush()
        assert program.stdout.readline().startswith(b"saved ")
        program.send_signal(signal.SIGINT)
        errors = program.stderr.read()
        assert program.wait(30) == 1
    assert errors.startswith(b"Stopped.")
    assert b"Traceback" not in errors


def interrupted(*line: object, seen: Path) -> tuple[int, str, str]:
    """Run a command, and press Ctrl+C as soon as there is something in a file that it writes."""
    command = [sys.executable, "-m", "painlog", *map(str, line)]
    with subprocess.Popen(command, stdout=-1, stderr=-1, text=True, preexec_fn=heed_ctrl_c) as program:  # noqa: PLW1509 - no thread is in it
        while program.poll() is None and not (seen.exists() and seen.stat().st_size > 1_000_000):
            pass
        program.send_signal(signal.SIGINT)
        told, errors = program.communicate(timeout=60)
    return program.returncode, told, errors


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_while_an_import_is_written_waits_until_it_is_done_and_told(tmp_path: Path) -> None:
    """It was said that nothing was changed, and all of it was there."""
    path, many, note = tmp_path / "journal.painlog", tmp_path / "many.json", '"at": "2026-03-31T13:05Z"'
    notes = ",".join(f'{{"id": "{uuid4()}", {note}, "text": "note {number}"}}' for number in range(20_000))
    many.write_text(f'{{"format": "painlog-journal", "version": 1, "notes": [{notes}]}}')
    code, told, errors = interrupted("--journal", path, "import", many, seen=second_record_of(path))
    assert "added: 20000" in told
    assert (code, errors.splitlines()) == (
        1,
        ["Stopped. What was said to be done is done, and nothing else was changed."],
    )
    with Journal.open(path) as journal:
        assert journal.count() == 20_000


def test_ctrl_c_waits_for_what_is_done_first_and_then_stops() -> None:
    done: list[str] = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), done_first():  # noqa: PT012 - what is inside is the point
            signal.raise_signal(signal.SIGINT)
            done.append("all of it")
        with done_first():
            pass
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with done_first():
            signal.raise_signal(signal.SIGINT)
            done.append("deaf to it")
    finally:
        signal.signal(signal.SIGINT, before)
    assert done == ["all of it", "deaf to it"]


def test_ctrl_c_while_a_command_is_loaded_ends_it_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    with cli._stopped_at_once():  # Qt ends with a dump of its stack when it is interrupted then
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is before


def test_letters_that_the_terminal_lacks_are_no_traceback(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "sample.painlog"
    start("sample", path)
    done = start("--journal", path, "patterns", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"Lifting stands out" in done.stdout


def test_json_says_the_same_on_an_output_that_lacks_letters(start: Start, tmp_path: Path) -> None:
    """Triggers lost their letters there, as on Windows in a file that another program reads."""
    path = tmp_path / "journal.painlog"
    moments = [f"2026-03-{day:02}T13:05+02:00" for day in range(1, 31)]
    lines = [
        f'{{"kind": "activity", "name": "Treppe ü → Höhe", "started_at": "{moment}"}}\n' for moment in moments
    ]
    lines += [f'{{"kind": "flare-up", "started_at": "{moment}"}}\n' for moment in moments]
    start("--journal", path, "record", input="".join(lines).encode())
    lacking = ({**os.environ, "PYTHONIOENCODING": encoding} for encoding in ("utf-8", "ascii", "cp1252"))
    told = [start("--journal", path, "patterns", "--json", env=env).stdout for env in lacking]
    assert "Treppe ü → Höhe" in told[0].decode()
    assert [json.loads(each.decode("ascii")) for each in told[1:]] == [json.loads(told[0])] * 2


def test_no_command_needs_a_screen(start: Start, tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    path, page = tmp_path / "sample.painlog", tmp_path / "page.pdf"
    for line in (("sample", path), ("--journal", path, "report", page), ("--journal", path, "check")):
        done = start(*line, env=bare)
        assert (done.returncode, done.stderr) == (0, b"")
    assert page.stat().st_size > 5000


def seconds(command: list[str]) -> float:
    """Return how long a program takes, the fastest of three."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        took.append(time.perf_counter() - began)
    return min(took)


def test_record_starts_fast(journal: Path) -> None:
    floor = seconds([sys.executable, "-c", "import sqlite3, json, argparse, decimal, uuid, peewee"])
    # Qt alone would take more than this.
    assert seconds([sys.executable, "-m", "painlog", "--journal", str(journal), "record"]) < 3 * floor + 0.2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ([], "None without"),
        (["--journal", "a b"], "a b without"),
        (["--journal=a b"], "a b with"),
        (["--journal", ""], ". with"),
    ],
)
def test_the_window_needs_no_parser_of_commands(line: list[str], said: str) -> None:
    """Painlog starts itself with its journal when it locks it: nobody is to wait for the parser then."""
    code = """
import sys
from painlog import app, cli
app.run = lambda path: print(path, "with" if "argparse" in sys.modules else "without")
cli.main()
"""
    told = [sys.executable, "-P", "-c", code, *line]
    done = subprocess.run(told, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said


def test_of_a_lost_journal_a_check_says_that_it_is_not_there(run: Run, journal: Path) -> None:
    journal.unlink()
    done = run("--journal", journal, "check")
    assert (done.code, done.err) == (4, "the file is not there\n")
    assert "brings every entry back" in done.out
    assert not journal.exists()
