"""`painlog lock` and `unlock`, and every other command on a journal that is locked."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from painlog.journal import Journal, JournalFault, Reason, keys, locking, recovery_key
from painlog.journal.beside import folder_of
from tests.another_user import AsAnotherUser
from tests.cli.conftest import Run, Start
from tests.journal.worlds import QUICK

ONE = '{"kind": "note", "at": "2026-03-31T13:05Z", "text": "Quittenkompott"}\n'
RECOVERY = recovery_key.new_recovery_key()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Give a file with a passphrase."""
    return written(tmp_path / "secret.txt", "Zug & Wind\nanother line\n")


@pytest.fixture
def locked(run: Run, tmp_path: Path) -> Path:
    """Give a locked journal with one note, whose passphrase is cheap to check."""
    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin=ONE)
    locking.lock(path, keys.new_key("Zug & Wind", RECOVERY, QUICK))
    return path


def written(path: Path, text: str) -> Path:
    """Write a file."""
    path.write_text(text, encoding="utf-8")
    return path


class Terminal:
    """A program on a terminal of its own, and somebody who types there."""

    def __init__(self, *line: object) -> None:
        """Start Painlog."""
        self.ours, theirs = pty.openpty()
        self.program = subprocess.Popen(
            [sys.executable, "-c", _ON_A_TERMINAL, *map(str, line)],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.shown = ""

    def waits_for(self, words: str) -> None:
        """Wait until something is shown."""
        until = time.monotonic() + 60
        while words not in self.shown and time.monotonic() < until:
            self._read(1)
        assert words in self.shown, self.shown

    def answers(self, question: str, answer: str) -> None:
        """Wait for a question and type an answer."""
        self.waits_for(question)
        self.shown = ""
        os.write(self.ours, f"{answer}\n".encode())

    def _read(self, seconds: float) -> bool:
        if not select.select([self.ours], [], [], seconds)[0]:
            return False
        try:
            read = os.read(self.ours, 4096)
        except OSError:  # the program has ended
            return False
        self.shown += read.decode()
        return bool(read)

    def ends(self) -> int:
        """Wait for the end and return the exit code."""
        code = self.program.wait(60)
        while self._read(0.2):
            pass
        os.close(self.ours)
        return code


_ON_A_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from painlog.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_locking_by_file_prints_the_recovery_key_once(run: Run, tmp_path: Path, secret: Path) -> None:
    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin=ONE)
    done = run("--journal", path, "--passphrase-file", secret, "lock")
    assert (done.code, done.err) == (0, "")
    found = re.search(r"Recovery key: (\S+)", done.out)
    assert found is not None
    told = recovery_key.typed(found[1])
    assert b"Quittenkompott" not in path.read_bytes()
    record = locking.lock_of(path)
    key = keys.with_recovery_key(record, told)
    assert keys.with_passphrase(record, "Zug & Wind").secret == key.secret
    with Journal.open(path, key=key) as journal:
        assert journal.count() == 1


@pytest.mark.parametrize("what", ["file", "folder"])
@pytest.mark.parametrize("command", ["lock", "unlock"])
def test_a_journal_that_can_only_be_read_stays_as_it_is(
    run: Run,
    tmp_path: Path,
    as_another_user: AsAnotherUser,
    secret: Path,
    locked: Path,
    *,
    command: str,
    what: str,
) -> None:
    path = locked
    if command == "lock":
        path = tmp_path / "plain" / "journal.painlog"
        path.parent.mkdir()
        run("--journal", path, "record", stdin=ONE)
    before = path.read_bytes()
    if what == "file":
        path.chmod(0o444)
    else:
        path.parent.chmod(0o555)
    with as_another_user(tmp_path):
        done = run("--journal", path, "--passphrase-file", secret, command)
    assert (done.code, done.out, "can only be read" in done.err) == (1, "", True)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.part"))


def test_backups_that_can_only_be_read_are_locked_as_well(
    run: Run, tmp_path: Path, as_another_user: AsAnotherUser, secret: Path
) -> None:
    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin=ONE)
    run("--journal", path, "backup")
    for backup in folder_of(path).iterdir():
        backup.chmod(0o444)
    with as_another_user(tmp_path):
        done = run("--journal", path, "--passphrase-file", secret, "lock")
    assert (done.code, done.err) == (0, "")
    left = [file for file in tmp_path.rglob("*") if file.is_file() and file != secret]
    assert [file.name for file in left if b"Quittenkompott" in file.read_bytes()] == []
    assert [file.name for file in left if file.name.endswith(".part")] == []


@pytest.mark.parametrize(
    "command",
    [
        ("record",), ("import", "none.json"), ("import", "--dry-run", "none.json"), ("export", "-"),
        ("report", "x.pdf"), ("patterns",), ("check",), ("backup",), ("restore",), ("lock",), ("unlock",),
    ],
)  # fmt: skip
def test_without_a_passphrase_every_command_says_what_to_do(
    start: Start, locked: Path, command: tuple[str, ...]
) -> None:
    before = locked.read_bytes()
    done = start("--journal", locked, *command, input=b"", start_new_session=True)
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.splitlines()) == 1
    assert b"--passphrase-file" in done.stderr
    assert locked.read_bytes() == before


def test_without_a_terminal_it_is_said_what_is_still_to_be_told(
    start: Start, locked: Path, secret: Path
) -> None:
    """It asked for the file of the passphrase, which it had."""
    told = ("--journal", locked, "--passphrase-file", secret, "lock")
    done = start(*told, "--new-recovery-key", input=b"", start_new_session=True)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"with --new-passphrase-file." in done.stderr
    done = start(*told, "--with-recovery-key", input=b"", start_new_session=True)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"The recovery key cannot be asked for" in done.stderr
    assert b"-file" not in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("wrong\n", "not the passphrase"),
        *((told, "no passphrase") for told in ("", "\n", "Zug & Wind\0\n", "x" * 10_000)),
    ],
    ids=["wrong", "nothing", "an empty line", "the character zero", "endless"],
)
def test_a_wrong_passphrase_is_one_sentence_and_changes_nothing(
    run: Run, locked: Path, tmp_path: Path, content: str, said: str
) -> None:
    before = locked.read_bytes()
    file = written(tmp_path / "file.txt", content)
    for command in (("check",), ("record",), ("unlock",), ("export", "-")):
        done = run("--journal", locked, "--passphrase-file", file, *command)
        assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
        assert said in done.err
    assert locked.read_bytes() == before


def test_every_command_works_on_a_locked_journal(
    run: Run, locked: Path, secret: Path, tmp_path: Path
) -> None:
    def locally(*line: object, stdin: str = "") -> str:
        done = run("--journal", locked, *line, "--passphrase-file", secret, stdin=stdin)
        assert (done.code, done.err) == (0, ""), line
        return done.out

    assert locally("record", stdin=ONE).startswith("saved ")
    assert "Quittenkompott" in locally("export", "-", "--format", "json")
    exported = written(tmp_path / "out.json", locally("export", "-", "--format", "json"))
    assert locally("import", exported)
    assert "Nothing was written" in locally("import", exported, "--dry-run")
    locally("patterns")
    locally("report", tmp_path / "page.pdf")
    assert "is good" in locally("check")
    copy = tmp_path / "copy.painlog"
    locally("backup", copy)
    assert b"Quittenkompott" not in copy.read_bytes()
    locally("restore", copy)
    assert run("--journal", locked, "check", "--passphrase-file", secret).code == 0
    locked.unlink()
    locally("restore")
    assert "is good" in locally("check")
    locally("unlock")
    assert run("--journal", locked, "check").code == 0
    assert "Quittenkompott" in run("--journal", locked, "export", "-", "--format", "json").out


def test_record_on_a_plain_journal_asks_for_nothing(start: Start, tmp_path: Path) -> None:
    done = start("--journal", tmp_path / "new.painlog", "record", input=ONE.encode(), start_new_session=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_unlocking_what_is_not_locked_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin=ONE)
    done = run("--journal", path, "unlock")
    assert (done.code, "is not locked" in done.err) == (1, True)


@pytest.mark.parametrize("command", ["lock", "unlock"])
def test_what_a_window_has_open_is_left_alone(run: Run, locked: Path, secret: Path, command: str) -> None:
    held = QLockFile(f"{locked}.lock")
    assert held.tryLock(0)
    done = run("--journal", locked, "--passphrase-file", secret, command)
    assert (done.code, "close the window" in done.err) == (1, True)
    assert "another command is at work" in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("output", [">/dev/full", ">&-"])
def test_nothing_is_locked_with_a_recovery_key_that_nobody_was_told(
    tmp_path: Path, run: Run, secret: Path, output: str
) -> None:
    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin=ONE)
    line = f'"{sys.executable}" -m painlog --journal "{path}" --passphrase-file "{secret}" lock {output}'
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(line, shell=True, capture_output=True, check=False, env=env)  # noqa: S602 - closes a stream
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert locking.lock_of(path) == ""


def test_a_lock_whose_rest_finds_no_room_is_not_said_to_have_failed(
    run: Run, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Path:
        raise JournalFault(Reason.DISK_FULL, path)

    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin=ONE)
    monkeypatch.setattr(locking, "back_up", full)
    done = run("--journal", path, "lock", "--passphrase-file", secret)
    assert (done.code, done.out.splitlines()[-1]) == (0, f"{path} is locked.")
    assert done.err.startswith("What lies beside it could not be locked anew yet")


def test_where_a_lock_fails_the_recovery_key_that_was_told_is_said_to_be_void(
    run: Run, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise JournalFault(Reason.DISK_FULL, path)

    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin=ONE)
    monkeypatch.setattr(locking, "convert", full)
    done = run("--journal", path, "lock", "--passphrase-file", secret)
    assert done.code == 1
    assert "Recovery key: " in done.out
    assert done.err.startswith(
        "The lock was not set, so the recovery key above opens nothing.\nThe disk is full"
    )


def test_the_passphrase_is_changed_and_the_recovery_key_stays(
    run: Run, locked: Path, secret: Path, tmp_path: Path
) -> None:
    new = written(tmp_path / "new.txt", "Fahrrad\n")
    done = run("--journal", locked, "--passphrase-file", secret, "lock", "--new-passphrase-file", new)
    assert (done.code, done.err) == (0, "")
    assert "stays as it is" in done.out
    assert "Recovery key:" not in done.out
    record = locking.lock_of(locked)
    assert keys.with_recovery_key(record, RECOVERY).secret == keys.with_passphrase(record, "Fahrrad").secret
    assert run("--journal", locked, "--passphrase-file", secret, "check").code == 1
    assert run("--journal", locked, "--passphrase-file", new, "check").code == 0


def test_a_new_recovery_key_is_told_once_and_takes_the_place_of_the_old_one(
    run: Run, locked: Path, secret: Path, tmp_path: Path
) -> None:
    new = written(tmp_path / "new.txt", "Fahrrad\n")
    change = ("lock", "--new-passphrase-file", new, "--new-recovery-key")
    done = run("--journal", locked, "--passphrase-file", secret, *change)
    assert (done.code, done.err) == (0, "")
    assert "stays as it is" not in done.out
    [told] = re.findall(r"Recovery key: (.+)", done.out)
    record = locking.lock_of(locked)
    opened = keys.with_recovery_key(record, recovery_key.typed(told))
    assert opened.secret == keys.with_passphrase(record, "Fahrrad").secret
    with pytest.raises(JournalFault) as refused:
        keys.with_recovery_key(record, RECOVERY)
    assert refused.value.reason is Reason.WRONG_RECOVERY_KEY


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
def test_on_a_terminal_the_passphrase_is_asked_for_and_not_shown(locked: Path) -> None:
    terminal = Terminal("--journal", locked, "check")
    terminal.answers("Passphrase of", "Zug & Wind")
    assert terminal.ends() == 0
    assert "is good" in terminal.shown
    assert "Zug" not in terminal.shown


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
def test_a_forgotten_passphrase_is_replaced_by_means_of_the_recovery_key(locked: Path) -> None:
    terminal = Terminal("--journal", locked, "lock", "--with-recovery-key")
    terminal.answers("Recovery key: ", str(RECOVERY).lower())
    terminal.answers("New passphrase: ", "Fahrrad")
    terminal.answers("The same again: ", "Fahrrad")
    assert terminal.ends() == 0
    assert keys.with_passphrase(locking.lock_of(locked), "Fahrrad").id


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((("New passphrase: ", ""),), "cannot be empty"),
        ((("New passphrase: ", "one"), ("The same again: ", "two")), "differ"),
    ],
)
def test_a_passphrase_that_can_not_be_set_changes_nothing(
    run: Run, tmp_path: Path, answers: tuple[tuple[str, str], ...], said: str
) -> None:
    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin=ONE)
    terminal = Terminal("--journal", path, "lock")
    for question, answer in answers:
        terminal.answers(question, answer)
    assert terminal.ends() == 1
    assert said in terminal.shown
    assert locking.lock_of(path) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
def test_a_slip_in_the_recovery_key_is_named(locked: Path) -> None:
    terminal = Terminal("--journal", locked, "unlock", "--with-recovery-key")
    first, *rest = RECOVERY.groups
    terminal.answers("Recovery key: ", "-".join((f"{first[:4]}{'A' if first[4] != 'A' else 'B'}", *rest)))
    assert terminal.ends() == 1
    assert "group 1" in terminal.shown


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
def test_a_copy_with_another_passphrase_is_restored_after_its_own_was_told(
    run: Run, locked: Path, secret: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.painlog"
    run("--journal", other, "record", stdin=ONE + ONE)
    locking.lock(other, keys.new_key("Fahrrad", RECOVERY, QUICK))
    terminal = Terminal("--journal", locked, "--passphrase-file", secret, "restore", other)
    terminal.answers("other.painlog: ", "Fahrrad")
    assert terminal.ends() == 0
    key = keys.with_passphrase(locking.lock_of(locked), "Zug & Wind")
    with Journal.open(locked, key=key) as journal:
        assert journal.count() == 2


def test_a_journal_whose_lock_is_damaged_is_told_as_that_and_a_copy_takes_its_place(
    run: Run, locked: Path, secret: Path, tmp_path: Path
) -> None:
    """With nothing beside it each command sent to the check, which sent to itself."""
    copy = tmp_path / "copy.painlog"
    copy.write_bytes(locked.read_bytes())
    told = locking.lock_of(locked).encode()
    damaged = copy.read_bytes().replace(told, told.replace(b"1", b"2"))
    locked.write_bytes(damaged)
    shutil.rmtree(folder_of(locked))
    checked = run("--journal", locked, "check", "--passphrase-file", secret)
    assert (checked.code, "no backup" in checked.out) == (3, True)
    anew = run("--journal", locked, "restore", "--passphrase-file", secret)
    assert (anew.code, "look for a copy" in anew.err) == (1, True)
    assert locked.read_bytes() == damaged
    assert run("--journal", locked, "restore", copy, "--passphrase-file", secret).code == 0
    assert run("--journal", locked, "check", "--passphrase-file", secret).code == 0
    assert [kept.read_bytes() for kept in tmp_path.glob("*.replaced-*")] == [damaged]


def test_a_locked_copy_in_the_place_of_a_plain_journal_leaves_nothing_readable_beside_it(
    run: Run, locked: Path, tmp_path: Path, secret: Path
) -> None:
    """Its backups and what was kept of it could be read until the journal was opened next."""
    plain = tmp_path / "plain" / "journal.painlog"
    plain.parent.mkdir()
    run("--journal", plain, "record", stdin=ONE.replace("Quittenkompott", "Pflaumenmus"))
    run("--journal", plain, "backup")
    told = run("--journal", plain, "restore", locked, "--passphrase-file", secret)
    assert told.code == 0
    assert "It is locked with the passphrase of that copy" in told.err + told.out
    files = [file for file in plain.parent.rglob("*") if file.is_file()]
    assert len(files) > 2
    assert [file.name for file in files if b"Pflaumenmus" in file.read_bytes()] == []
    assert "Quittenkompott" in run("--journal", plain, "export", "-", "--passphrase-file", secret).out


def test_a_plain_journal_in_the_place_of_a_locked_one_is_refused_and_the_locked_one_comes_back(
    run: Run, locked: Path, tmp_path: Path, secret: Path
) -> None:
    run("--journal", tmp_path / "other.painlog", "record", stdin=ONE.replace("Quittenkompott", "put there"))
    (tmp_path / "other.painlog").replace(locked)
    told = run("--journal", locked, "record", stdin=ONE)
    assert (told.code, told.out) == (1, "")
    assert "is not locked, but your journal is" in told.err
    assert run("--journal", locked, "check", "--passphrase-file", secret).code == 4
    assert run("--journal", locked, "restore", "--passphrase-file", secret).code == 0
    told = run("--journal", locked, "export", "-", "--passphrase-file", secret)
    assert "Quittenkompott" in told.out
    assert "put there" not in told.out
