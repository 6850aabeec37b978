"""The real program as a process of its own, on a real (virtual) screen, pressed by xdotool."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from painlog.entries import Contents, FlareUp
from painlog.journal import Journal, JournalFault
from tests.programs import need

SIZE = "1366x768x24"
PATIENCE_S = 60


class Screen:
    """A virtual screen with its own number, started for one story."""

    def __init__(self) -> None:
        need("Xvfb", "xdotool")
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
        self._server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(PATIENCE_S)

    def do(self, *command: str) -> str:
        """Let xdotool do something, and return what it says."""
        environment = {**os.environ, "DISPLAY": self.name}
        done = subprocess.run(
            ["xdotool", *command], env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()


@pytest.fixture
def screen() -> Iterator[Screen]:
    made = Screen()
    yield made
    made.close()


def until(found: Callable[[], object], what: str) -> object:
    """Look again and again, for a process of its own tells nothing."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if answer := found():
            return answer
    pytest.fail(f"{what}: not within {PATIENCE_S} s")


def contents(path: Path) -> Contents:
    """Return what the journal holds; nothing while the program has it in its hands."""
    try:
        with Journal.open(path, create=False) as journal:
            return journal.contents()
    except JournalFault:
        return Contents()


def flare_ups(path: Path) -> tuple[FlareUp, ...]:
    return contents(path).flare_ups


def test_a_flare_up_pressed_on_a_screen_is_in_the_journal(screen: Screen, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "journal.painlog"
    environment = {**os.environ, "DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "painlog", "--journal", str(path)]
    program = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        window = str(until(lambda: screen.do("search", "--onlyvisible", "--name", "Painlog"), "the window"))
        window = window.splitlines()[0]
        screen.do("windowfocus", "--sync", window)
        until(lambda: screen.do("key", "--window", window, "F5") is not None and flare_ups(path), "F5")
        [flare_up] = flare_ups(path)
        assert flare_up.is_running
        screen.do("key", "ctrl+F5")
        until(lambda: any(each.ended_at for each in flare_ups(path)), "the end")
        screen.do("key", "ctrl+z")
        until(lambda: any(each.is_running for each in flare_ups(path)), "undo")
        screen.do("keydown", "ctrl", "keydown", "t", "sleep", "1", "keyup", "t", "keyup", "ctrl")
        until(lambda: contents(path).activities, "physical therapy")
        screen.do("key", "ctrl+q")
        _, errors = program.communicate(timeout=PATIENCE_S)
    finally:
        program.kill()
    assert program.returncode == 0
    assert "Traceback" not in errors
    assert len(flare_ups(path)) == 1
    assert len(contents(path).activities) == 1, "a key that is held gives its command once"


def test_a_screen_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Qt told programmers what to install, and ended the program as if it had crashed."""
    need("Xvfb")  # where that is, Qt has what it needs to look for a screen
    of_a_screen = ("WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    environment = {name: told for name, told in os.environ.items() if name not in of_a_screen}
    environment |= {"DISPLAY": ":61999", "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "painlog"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "There is no screen here" in done.stderr
    assert list(tmp_path.iterdir()) == []
