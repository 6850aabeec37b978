"""Files that are named on the command line: pipes, devices, odd names, places that are not there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from painlog.journal import keys
from painlog.journal.beside import folder_of
from tests.another_user import AsAnotherUser
from tests.cli.conftest import Run, Start
from tests.journal.worlds import QUICK

NOTE = '{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x"}\n'
READING = [("check",), ("export", "-"), ("patterns",), ("backup",), ("import", "nowhere.json"), ("record",)]


@pytest.fixture
def journal(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "journal.painlog"
    run("--journal", path, "record", stdin=NOTE)
    return path


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name")
@pytest.mark.parametrize("command", READING)
def test_a_pipe_in_the_place_of_the_journal_is_not_waited_for(
    start: Start, tmp_path: Path, command: tuple[str, ...]
) -> None:
    pipe = tmp_path / "journal.painlog"
    os.mkfifo(pipe)
    done = start("--journal", pipe, *command, input=NOTE.encode(), timeout=20)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"is not a Painlog journal" in done.stderr


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("name", ["", "/dev/null"])
def test_what_is_no_file_is_no_journal(run: Run, name: str, command: tuple[str, ...]) -> None:
    done = run("--journal", name, *command, stdin=NOTE)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert "is not a Painlog journal" in done.err


def test_a_folder_in_the_place_of_the_journal_is_kept_and_the_journal_comes_back(
    run: Run, journal: Path
) -> None:
    """No command found a way out, and the window offered one that then failed."""
    journal.unlink()
    journal.mkdir()
    (journal / "mine").touch()
    refused = run("--journal", journal, "record", stdin=NOTE)
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (1, "", 1)
    assert run("--journal", journal, "check").code == 4
    assert run("--journal", journal, "restore").code == 0
    assert run("--journal", journal, "check").code == 0
    assert next(journal.parent.glob("*.replaced-*/mine")).exists()


TOUCHING = [*READING, ("report", "page.pdf"), ("import", "in.csv"), ("restore",), ("lock",), ("unlock",)]


@pytest.mark.parametrize("command", TOUCHING)
@pytest.mark.parametrize("harm", [b"", b"Dear diary"])
def test_what_stands_in_the_place_of_a_journal_is_left_as_it_is(
    run: Run, journal: Path, monkeypatch: pytest.MonkeyPatch, harm: bytes, command: tuple[str, ...]
) -> None:
    """Cut to nothing, or words: no command takes it for an empty journal, or makes anything beside it."""
    monkeypatch.chdir(journal.parent)
    Path("in.csv").write_text("kind,start\nnote,2026-03-31 13:05\n", encoding="utf-8")
    Path("passphrase").write_text("seven old gardens\n", encoding="utf-8")
    journal.write_bytes(harm)
    if command == ("restore",):
        shutil.rmtree(folder_of(journal))  # nothing is there to make it anew from
    before = {file: file.is_file() and file.read_bytes() for file in journal.parent.rglob("*")}
    done = run("--journal", journal, "--passphrase-file", "passphrase", *command, stdin=NOTE)
    assert done.code == (4 if command == ("check",) else 1)
    assert (done.out == "") is (command != ("check",))
    assert len(done.err.splitlines()) == 1
    assert {file: file.is_file() and file.read_bytes() for file in journal.parent.rglob("*")} == before


def test_a_check_says_that_a_journal_would_be_begun_in_an_empty_file(run: Run, tmp_path: Path) -> None:
    """The window begins one, and says so: tests/app/test_damage.py."""
    path = tmp_path / "empty.painlog"
    path.touch()
    done = run("--journal", path, "check")
    assert (done.code, done.err) == (3, "there is nothing in the file\n")
    assert "is empty" in done.out
    assert "begins a new journal" in done.out
    assert (list(tmp_path.iterdir()), path.stat().st_size) == ([path], 0)


def test_no_folder_is_made_beside_what_is_no_journal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "words.painlog"
    path.write_text("Dear diary", encoding="utf-8")
    done = run("--journal", path, "backup")
    assert (done.code, "is not a Painlog journal" in done.err) == (1, True)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", "."])
def test_a_sample_has_a_name(run: Run, name: str) -> None:
    done = run("sample", name)
    assert (done.code, len(done.err.splitlines()), "is a folder" in done.err) == (1, 1, True)


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_journal_by_the_name_of_a_link_has_its_own_backups(run: Run, journal: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.painlog"
    link.parent.mkdir()
    link.symlink_to(journal)
    assert run("--journal", link, "record", stdin=NOTE).code == 0
    assert run("--journal", link, "backup").code == 0
    assert list(link.parent.iterdir()) == [link]
    assert run("--journal", journal, "check").code == 0


@pytest.mark.skipif(os.name != "posix", reason="links")
@pytest.mark.parametrize("command", ["record", "check", "import", "backup", "export"])
def test_a_journal_that_is_a_link_to_nothing_is_called_so(
    run: Run, journal: Path, tmp_path: Path, command: str
) -> None:
    """On a stick that was pulled out: an empty journal was begun where it leads, or the disk was blamed."""
    pulled_out, link = tmp_path / "stick" / "journal.painlog", tmp_path / "link.painlog"
    pulled_out.parent.mkdir()
    link.symlink_to(pulled_out)
    files = {"record": (), "check": (), "backup": ()}.get(command, (tmp_path / "x.json",))
    (tmp_path / "x.json").write_text('{"format": "painlog-journal", "version": 1}')
    done = run("--journal", link, command, *files, stdin=NOTE)
    assert (done.code, f"{link} is a link to a journal that is not there" in done.err) == (1, True)
    assert [*pulled_out.parent.iterdir()] == []
    copy = tmp_path / "copy.painlog"
    assert run("--journal", journal, "backup", copy).code == 0
    assert run("--journal", link, "restore", copy).code == 0
    assert (link.is_symlink(), pulled_out.is_file()) == (True, True)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
@pytest.mark.parametrize("is_locked", [False, True])
def test_a_name_whose_bytes_are_no_text_does_as_well_as_any(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_locked: bool
) -> None:
    """As old computers wrote them: a folder or a file whose name is in Latin-1."""
    monkeypatch.setattr(keys, "measured", lambda: QUICK)  # how slow a guess is says nothing of names
    (tmp_path / "passphrase").write_text("seven old gardens\n", encoding="utf-8")
    path, copy, out = (tmp_path / name for name in ("J\udcf6rg.painlog", "K\udcf6.painlog", "o\udcf6.json"))
    given = ("--journal", path, "--passphrase-file", tmp_path / "passphrase")
    assert run(*given, "record", stdin=NOTE).code == 0
    if is_locked:
        assert run(*given, "lock").code == 0
    for command in (("backup",), ("backup", copy), ("export", out), ("restore", copy), ("import", out)):
        done = run(*given, *command)
        assert (done.code, done.err) == (0, "")
    page = path.read_bytes()
    path.write_bytes(page[:5000])
    assert run(*given, "check").code == 4
    assert run(*given, "restore").code == 0
    assert run(*given, "check").code == 0
    assert '"x"' in run(*given, "export", "-").out


def test_a_journal_of_somebody_else_can_not_be_opened(
    run: Run, journal: Path, tmp_path: Path, as_another_user: AsAnotherUser
) -> None:
    journal.chmod(0)
    with as_another_user(tmp_path):
        done = run("--journal", journal, "export", "-")
    assert (done.code, "cannot be opened by this account" in done.err) == (1, True)


def test_a_journal_that_can_only_be_read_is_not_restored_and_nothing_is_left(
    run: Run, journal: Path, tmp_path: Path, as_another_user: AsAnotherUser
) -> None:
    run("--journal", journal, "backup", tmp_path / "copy.painlog")
    journal.chmod(0o444)
    before = sorted(journal.parent.iterdir())
    with as_another_user(tmp_path):
        done = run("--journal", journal, "restore", tmp_path / "copy.painlog")
    assert (done.code, "can only be read" in done.err) == (1, True)
    assert sorted(journal.parent.iterdir()) == before


@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_folder_that_can_only_be_read_is_told_by_the_journal_that_is_in_it(
    run: Run, tmp_path: Path, as_another_user: AsAnotherUser, *, is_damaged: bool
) -> None:
    """A part was named that nobody had heard of."""
    path = tmp_path / "kept" / "journal.painlog"
    path.parent.mkdir()
    run("--journal", path, "record", stdin='{"kind": "note", "text": "x"}\n')
    run("--journal", path, "backup")
    run("--journal", path, "backup", tmp_path / "copy.painlog")
    if is_damaged:
        path.write_bytes(path.read_bytes()[:4096] + bytes(4096) + path.read_bytes()[8192:])
    path.parent.chmod(0o555)
    with as_another_user(tmp_path):
        done = run("--journal", path, "restore", *(() if is_damaged else (tmp_path / "copy.painlog",)))
    assert (done.code, done.out) == (1, "")
    assert ".part" not in done.err
    assert f"The folder of {path} can only be read" in done.err


def test_an_export_names_what_was_asked_for(run: Run, journal: Path, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "out.csv"
    done = run("--journal", journal, "export", target)
    assert (done.code, f"The folder of {target} is not there" in done.err) == (1, True)
    below = run("--journal", journal, "export", journal / "out.csv")
    assert (below.code, "no folder" in below.err) == (1, True)


def test_an_export_goes_where_a_link_leads(run: Run, journal: Path, tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.csv", tmp_path / "link.csv"
    link.symlink_to(kept)
    assert run("--journal", journal, "export", link).code == 0
    assert link.is_symlink()
    assert kept.read_text().startswith("kind,start")
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    done = run("--journal", journal, "export", loop)
    assert "Traceback" not in done.err


@pytest.mark.skipif(os.name != "posix", reason="descriptors are closed by a shell")
def test_an_export_to_an_output_that_is_closed_says_so(journal: Path) -> None:
    line = f'"{sys.executable}" -m painlog --journal "{journal}" export - >&-'
    done = subprocess.run(line, shell=True, capture_output=True, check=False)  # noqa: S602 - the shell is the point
    assert (done.returncode, done.stderr.startswith(b"There is no output")) == (1, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("line", [("--help",), ("--version",), ("patterns", "--help")])
def test_help_that_nobody_reads_is_no_traceback(start: Start, line: tuple[str, ...]) -> None:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("wb") as full:
        done = start(*line, capture_output=False, stdout=full, stderr=subprocess.PIPE, env=env)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"disk is full" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="descriptors are closed by a shell")
def test_no_file_of_ours_takes_the_place_of_a_closed_stream(journal: Path) -> None:
    code = (
        "import os, sys; from painlog.cli import main; main(['--version']);"
        "handle = os.open(os.devnull, os.O_RDONLY); sys.exit(handle)"
    )
    line = f'"{sys.executable}" -c "{code}" <&- >&- 2>&-'
    assert subprocess.run(line, shell=True, check=False).returncode > 2  # noqa: S602 - the shell is the point


def test_a_sample_that_fails_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        done = run("sample", tmp_path / "sample.painlog")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_sample_never_takes_the_place_of_a_lost_journal(run: Run, journal: Path) -> None:
    journal.unlink()
    before = sorted(journal.parent.rglob("*"))
    done = run("sample", journal)
    assert (done.code, "already there" in done.err) == (1, True)
    assert sorted(journal.parent.rglob("*")) == before


def test_a_backup_of_what_is_no_journal_speaks_of_that(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_bytes(b"SQLite format 3\0" + b"\0" * 4000)
    done = run("--journal", other, "backup", tmp_path / "copy.painlog")
    assert (done.code, done.err.startswith(f"{other} is ")) == (1, True)
    assert not (tmp_path / "copy.painlog").exists()


@pytest.mark.parametrize("name", ["letter.txt", ".", "/dev/null", "pipe"])
def test_only_a_journal_is_restored(run: Run, journal: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear doctor")
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe")
    before = journal.read_bytes()
    done = run("--journal", journal, "restore", tmp_path / name)
    assert (done.code, "is not a Painlog journal" in done.err) == (1, os.name == "posix" or name != "pipe")
    assert journal.read_bytes() == before


@pytest.mark.parametrize("day", ["2026-W10-1", "0001-01-01", "9999-12-31", "2026-02-30"])
@pytest.mark.parametrize("command", [("export", "-"), ("report", "x.pdf"), ("patterns",), ("sample", "x")])
def test_days_that_no_journal_has_are_wrong_usage(run: Run, day: str, command: tuple[str, ...]) -> None:
    for option in ("--until",) if command[0] == "sample" else ("--from", "--until"):
        done = run(*command, option, day)
        assert (done.code, len(done.err.splitlines())) == (2, 1)


def test_a_restore_whose_backup_cannot_be_made_says_that_it_was_done(
    run: Run, journal: Path, tmp_path: Path
) -> None:
    """As on a disk that is full by then; here something is in the way of the folder of backups."""
    copy = tmp_path / "copy.painlog"
    assert run("--journal", journal, "backup", copy).code == 0
    assert run("--journal", journal, "record", stdin=NOTE).code == 0
    shutil.rmtree(folder_of(journal))
    folder_of(journal).touch()
    done = run("--journal", journal, "restore", copy)
    assert (done.code, f"The journal is now that of {copy}." in done.out) == (0, True)
    assert (len(done.err.splitlines()), "No backup of it could be made" in done.err) == (1, True)
    assert run("--journal", journal, "export", "-").out.count('"text"') == 1


def test_an_export_that_finds_no_room_says_that_nothing_was_changed(
    run: Run, journal: Path, tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")
    target = tmp_path / "page.pdf"
    target.write_bytes(b"the page before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        done = run("--journal", journal, "report", target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (done.code, len(done.err.splitlines()), "What was saved is safe" in done.err) == (1, 1, True)
    assert target.read_bytes() == b"the page before"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_said_with_what_became_of_the_file(run: Run, journal: Path) -> None:
    done = run("--journal", journal, "export", "--format", "csv", "/dev/full")
    assert done.code == 1
    assert done.err.endswith("for the disk is full. Nothing was changed; please make room.\n")
