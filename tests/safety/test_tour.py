"""The whole program, used once from end to end on a real screen: it asks no other computer, and tells nobody.

Every system call that has to do with sockets is written down, and every file that was made is searched for a
strange word that stands in every field.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.programs import need
from tests.storm.hands import Screen

ROOT = Path(__file__).parents[2]
STRANGE = "Zxqvwort"
"""A word that stands nowhere in the program."""
PATIENCE_S = 240
INTERNET = ("socket(AF_INET", "sa_family=AF_INET", "socketpair(AF_INET")
COMMANDS = (
    ("import", "{out}/diary.csv"),
    ("export", "{out}/again.json"),
    ("report", "{out}/again.pdf"),
    ("patterns", "--json"),
    ("check",),
    ("backup", "{out}/again.painlog"),
)


class Toured(NamedTuple):
    """What was left behind."""

    home: Path
    temporary: Path
    journal: Path
    out: Path
    calls: list[str]
    """The calls of the window, then those of the command line."""


def strace(*command: str, env: dict[str, str], trace: Path) -> list[str]:
    """Run a program and all it starts; return its calls that have to do with sockets."""
    need("strace")
    line = ["strace", "-f", "--seccomp-bpf", "-e", "trace=network", "-o", str(trace), *command]
    done = subprocess.run(
        line, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE_S, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return trace.read_text(encoding="utf-8").splitlines()


def internet(calls: list[str]) -> list[str]:
    """Return the calls that have to do with an internet socket, of this computer or another."""
    return [call for call in calls if any(word in call for word in INTERNET)]


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Toured:
    folder = tmp_path_factory.mktemp("tour")
    screen = Screen(folder)
    places = {name: folder / name for name in ("home", "temporary", "out", "journals")}
    for place in places.values():
        place.mkdir()
    journal, home, out = places["journals"] / "journal.painlog", places["home"], places["out"]
    names = ("DATA", "CONFIG", "STATE", "CACHE")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("XDG", "CUPS"))},
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in names},
        "HOME": str(home),
        "TMPDIR": str(places["temporary"]),
        "LC_ALL": "C.UTF-8",
        "DISPLAY": screen.name,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
        # Else Qt may start a message bus, which goes on, and strace waits for its end.
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
    tour = (sys.executable, "-m", "tests.safety.tour", str(journal), str(out), STRANGE)
    try:
        calls = strace(*tour, env=environment, trace=folder / "window.trace")
    finally:
        screen.close()
    painlog = f"{sys.executable} -m painlog --journal {journal}"
    told = [" ".join((painlog, *command)).format(out=out) for command in COMMANDS]
    del environment["DISPLAY"], environment["QT_QPA_PLATFORM"]
    shell = ("sh", "-ec", "\n".join(f"{line} >/dev/null" for line in told))
    calls += strace(*shell, env=environment, trace=folder / "commands.trace")
    return Toured(home, places["temporary"], journal, out, calls)


def test_no_internet_socket_is_ever_made(toured: Toured) -> None:
    """Not even one to this computer: printing asks CUPS by a file."""
    assert internet(toured.calls) == []
    assert any("AF_UNIX" in call for call in toured.calls), "nothing was traced"


def test_an_internet_socket_would_be_seen(tmp_path: Path) -> None:
    code = "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)"
    made = strace(sys.executable, "-c", code, env=dict(os.environ), trace=tmp_path / "trace")
    assert internet(made)


def tellers(folder: Path) -> list[str]:
    """Return the files that hold the strange word, or are named by it."""
    words = [STRANGE.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [file for file in folder.rglob("*") if file.is_file()]
    telling = [file for file in files if any(word in file.read_bytes() for word in words)]
    return sorted(str(each) for each in {*telling, *(file for file in files if STRANGE in file.name)})


def test_what_was_written_stands_in_the_journal_and_nowhere_else(toured: Toured) -> None:
    """Not in logs, reports of mistakes, settings, recent lists, caches or temporary files.

    Titles of windows were read on the way, and so was the text of the last resort, which is in the log.
    """
    assert tellers(toured.home) == []
    assert tellers(toured.temporary) == []
    assert "mistake" in (toured.home / "state/painlog/log/painlog.log").read_text(encoding="utf-8")
    assert "recent" in (toured.home / "config/painlog/preferences.ini").read_text(encoding="utf-8")
    mine = (toured.journal.name, f"{toured.journal.name}-backups")
    beside = [
        Path(each).relative_to(toured.journal.parent).parts[0] for each in tellers(toured.journal.parent)
    ]
    assert [each for each in set(beside) if each not in mine and ".replaced-" not in each] == []


def test_nothing_is_left_in_temporary_folders(toured: Toured) -> None:
    assert [each.name for each in toured.temporary.rglob("*") if each.is_file()] == []


def test_everything_that_was_made_is_for_this_account_alone(toured: Toured) -> None:
    """What the program made for itself; files that were saved or exported are the person's own."""
    for folder in (toured.home, toured.journal.parent):
        made = [each for each in folder.rglob("*") if "painlog" in each.relative_to(folder).parts[-1]]
        assert made
        assert [str(each) for each in made if each.is_file() and each.stat().st_mode & 0o077] == []
    backups = toured.journal.with_name(f"{toured.journal.name}-backups")
    assert backups.stat().st_mode & 0o077 == 0


def test_a_leak_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(f"saved {STRANGE}".encode("utf-16"))
    (tmp_path / STRANGE).touch()
    assert len(tellers(tmp_path)) == 2
