"""run.py on a small project of its own: it sets up once, says what is missing, and hands the arguments on."""

import ast
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.reading import ROOT, load_run

PROGRAM = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "python": sys.prefix}))
sys.exit(len(sys.argv) - 1)
"""
LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux lets the system's libraries be missing"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project that needs nothing from outside, with the real run.py in it."""
    folder = tmp_path_factory.mktemp("a project") / "painlog"
    (folder / "locks").mkdir(parents=True)
    shutil.copy(ROOT / "run.py", folder)
    (folder / "pyproject.toml").write_text("")
    for name in ("run-time", "development"):
        (folder / "locks" / f"{name}.lock").write_text("# nothing\n")
    (folder / "painlog").mkdir()
    (folder / "painlog" / "__init__.py").write_text("")
    (folder / "painlog" / "__main__.py").write_text(PROGRAM)
    # A file in the folder where the person stands must not be taken for one of Python's own.
    (folder / "json.py").write_text("raise SystemExit('the wrong json')")
    return folder


def start(project: Path, *arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run the project's run.py as a person would, from another folder."""
    surroundings = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **surroundings}
    return subprocess.run(
        [sys.executable, "-B", str(project / "run.py"), *arguments],
        cwd=surroundings.pop("folder", str(project.parent)),
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def ready(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set the project up."""
    done = start(project, "report", HOME=str(tmp_path_factory.mktemp("home")))
    assert "Setting up Painlog" in done.stderr, done.stderr
    assert done.returncode == 1
    return project


def test_arguments_folder_and_exit_code_are_painlogs(ready: Path) -> None:
    done = start(ready, "report", "page.pdf", "--paper", "a4", folder=str(ready))
    assert done.returncode == 4
    told = ast.literal_eval(done.stdout)
    assert told["arguments"] == ["report", "page.pdf", "--paper", "a4"]
    assert told["folder"] == str(ready)
    assert told["python"] == str(ready / ".venv")


def test_what_is_ready_is_started_at_once_and_without_a_word(ready: Path) -> None:
    """The quickest of five starts, or of more where the machine is busy with something else."""
    python = ready / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    bare, through = [], []
    for turn in range(30):
        before = time.perf_counter()
        subprocess.run([python, "-P", "-m", "painlog"], check=False, capture_output=True)
        between = time.perf_counter()
        done = start(ready, "check")
        through.append(time.perf_counter() - between)
        bare.append(between - before)
        assert done.stderr == ""
        if turn >= 4 and min(through) - min(bare) < 0.5:
            return
    raise AssertionError(f"{min(through):.2f} s, and Python alone {min(bare):.2f} s")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows starts Painlog as a process of its own")
def test_what_only_setting_up_needs_is_not_loaded_when_all_is_ready(ready: Path) -> None:
    script = str(ready / "run.py")
    told = "import os, sys; os.execv = lambda *_: print(sorted(sys.modules)) or sys.exit(0)\n"
    told += "names = {'__name__': '__main__', '__file__': sys.argv.pop(1)}\n"
    told += "exec(compile(open(names['__file__'], 'rb').read(), 'run.py', 'exec'), names)"
    line = [sys.executable, "-I", "-S", "-c", told, script, "check"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    found = set(ast.literal_eval(done.stdout.splitlines()[-1]))
    assert not {"subprocess", "ctypes", "hashlib", "shutil", "pathlib", "typing"} & found


@pytest.mark.parametrize("changed", ["pyproject.toml", "locks/run-time.lock"])
def test_a_change_of_what_is_needed_is_installed(ready: Path, changed: str) -> None:
    with (ready / changed).open("a") as file:
        file.write("# changed\n")
    done = start(ready, "check")
    assert "Fetching" in done.stderr
    assert "Setting up Painlog" not in done.stderr
    assert start(ready, "check").stderr == ""


def test_after_the_tests_were_set_up_painlog_needs_nothing_more(ready: Path, tmp_path: Path) -> None:
    other = tmp_path / "painlog"
    shutil.copytree(ready, other, ignore=shutil.ignore_patterns(".venv"))
    assert "Fetching" in start(other, "bench").stderr
    done = start(other, "check")
    assert (done.returncode, done.stderr) == (1, "")


def test_what_the_tests_are_run_with_holds_all_that_painlog_runs_on() -> None:
    """Each package in the same version, with the same hashes."""
    runs, tested = locked("run-time"), locked("development")
    assert {name.partition("==")[0] for name in runs} >= {"pyside6-essentials", "peewee", "pyqtgraph"}
    assert {name: tested.get(name) for name in runs} == runs


def locked(packages: str) -> dict[str, set[str]]:
    """Return each package of a lock with its version, and its hashes."""
    lines = (ROOT / "locks" / f"{packages}.lock").read_text().replace("\\\n", "").splitlines()
    return {line.split()[0]: set(re.findall(r"sha256:\w+", line)) for line in lines if "==" in line}


def test_an_interrupted_setup_is_made_anew(ready: Path) -> None:
    (ready / ".venv" / "ready" / "unfinished").touch()
    (ready / ".venv" / "ready" / "run-time").unlink()
    done = start(ready, "check")
    assert "Setting up Painlog" in done.stderr
    assert done.returncode == 1
    assert start(ready, "check").stderr == ""


def test_what_cannot_be_fetched_is_said_and_tried_again(ready: Path) -> None:
    lock = ready / "locks" / "run-time.lock"
    before = lock.read_text()
    lock.write_text(f"painlog-needs-this==1 --hash=sha256:{'0' * 64}\n")
    failed = start(ready, "check", PIP_NO_INDEX="1")
    lock.write_text(before)
    assert failed.returncode == 1
    assert "The same command tries again" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert start(ready, "check").returncode == 1


def test_a_moved_folder_still_starts(ready: Path, tmp_path: Path) -> None:
    shutil.copytree(ready, tmp_path / "elsewhere", symlinks=True)
    done = start(tmp_path / "elsewhere", "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert str(tmp_path / "elsewhere") in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such lock; the second setup fails there")
def test_two_starts_at_once_set_up_once(project: Path, tmp_path: Path) -> None:
    bare = tmp_path / "painlog"
    shutil.copytree(project, bare, ignore=shutil.ignore_patterns(".venv"))
    line = [sys.executable, "-B", str(bare / "run.py"), "check"]
    both = [
        subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in "12"
    ]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [1, 1]
    assert sum("Setting up Painlog" in text for text in said) == 1
    assert sum("being set up already" in text for text in said) == 1


def lacking(project: Path, tmp_path: Path) -> Path:
    """Make a copy whose run.py looks for a library and a part of Python that no system has."""
    bare = tmp_path / "painlog"
    shutil.copytree(project, bare, ignore=shutil.ignore_patterns(".venv"))
    script = (bare / "run.py").read_text()
    for there, nowhere in (
        ('"libEGL.so.1": "libegl1"', '"libnowhere.so.9": "libnowhere9"'),
        ("ensurepip", "no"),
    ):
        assert there in script
        script = script.replace(there, nowhere)
    (bare / "run.py").write_text(script)
    return bare


@LINUX
def test_missing_libraries_are_named_with_the_line_to_type(project: Path, tmp_path: Path) -> None:
    bare = lacking(project, tmp_path)
    # An apt-get that has no such package, whoever asks.
    (tmp_path / "bin").mkdir()
    apt = tmp_path / "bin" / "apt-get"
    apt.write_text(f"#!/bin/sh\necho \"$@\" >> '{tmp_path}/asked'\nexit 100\n")
    apt.chmod(0o755)
    done = start(bare, "check", PATH=str(tmp_path / "bin"))
    assert done.returncode == 1
    assert "libnowhere.so.9" in done.stderr
    wanted = f"install --yes --no-install-recommends libnowhere9 python3.{sys.version_info[1]}-venv\n"
    assert f"apt-get {wanted}" in done.stderr
    asked = (tmp_path / "asked").read_text() if os.geteuid() == 0 else "nobody asked: root alone may install"
    assert (wanted in asked) == (os.geteuid() == 0)
    assert not (bare / ".venv").exists()


@LINUX
def test_a_system_without_apt_is_told_what_is_missing(project: Path, tmp_path: Path) -> None:
    bare = lacking(project, tmp_path)
    done = start(bare, "check", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "libnowhere.so.9" in done.stderr
    assert "apt-get" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--journal", "mine.painlog"], True),
        (["--journal=mine.painlog"], True),
        (["--journal", "mine.painlog", "check"], False),
        (["report", "page.pdf"], False),
        (["--version"], False),
        (["test"], bool(shutil.which("Xvfb"))),
    ],
)
def test_only_the_window_needs_the_libraries_of_a_display(arguments: list[str], window: bool) -> None:  # noqa: FBT001
    assert load_run(ROOT).opens_window(arguments) is window


def test_an_old_python_can_read_the_message_for_it() -> None:
    text = (ROOT / "run.py").read_text(encoding="utf-8")
    # Raises when any line is newer than Python 3.7 understands.
    statements = ast.parse(text, feature_version=(3, 7)).body
    names = [ast.unparse(statement) for statement in statements[1:4]]
    assert names == ["from __future__ import annotations", "import os", "import sys"]
    check = statements[4]
    assert isinstance(check, ast.If)
    assert ast.unparse(check.test) == "sys.version_info < (3, 11)"


def test_an_old_python_is_told_which_one_is_needed() -> None:
    text = (ROOT / "run.py").read_text(encoding="utf-8")
    first = (
        text.split("TYPE_CHECKING = False")[0]
        .replace("from __future__ import annotations", "")
        .replace("sys.version_info <", "(3, 9) <")
        .replace("    import shutil\n", "")
    )
    # Nothing newer is found.
    code = f"import types; shutil = types.SimpleNamespace(which=lambda name: None)\n{first}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Painlog needs Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr
