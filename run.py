"""Sets Painlog up on first use, and starts it.

    python3 run.py                     opens Painlog
    python3 run.py report page.pdf     any command of Painlog's own
    python3 run.py test [ARGUMENTS]    the tests, without a display
    python3 run.py lint                the checks of the source
    python3 run.py bench [ARGUMENTS]   the benchmarks

Python's standard library is all it needs (on Windows: `py run.py`). Everything goes into the folder .venv
beside this file; when nothing has changed since, setting up is skipped. Then this file costs every start its
time: what only setting up needs is imported where it is used, and paths are texts.
"""

from __future__ import annotations

import os
import sys

if sys.version_info < (3, 11):
    import shutil

    for minor in (14, 13, 12, 11):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    sys.exit(
        f"Painlog needs Python 3.11 or newer; this is Python {sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Install a newer one and start again with it, for example: python3.12 run.py"
    )

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BufferedReader
    from typing import NoReturn

ROOT = os.path.dirname(os.path.realpath(__file__))
ENVIRONMENT = os.path.join(ROOT, ".venv")
READY = os.path.join(ENVIRONMENT, "ready")
WINDOWS = sys.platform == "win32"
PYTHON = os.path.join(ENVIRONMENT, "Scripts/python.exe" if WINDOWS else "bin/python")
# What Qt loads from the system: the library, and Debian's and Ubuntu's package that holds it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def main(arguments: list[str]) -> int:
    """Set up what this command needs, then do it; returns the exit code."""
    commands = {"test": run_tests, "lint": run_lint, "bench": run_benchmarks}
    command = commands.get(arguments[0]) if arguments else None
    try:
        set_up("development" if command else "run-time", window=opens_window(arguments))
        return command(arguments[1:]) if command else run_painlog(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The same command goes on from here.\n")
        return 130


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether these arguments open windows on a screen: Painlog's own, or a virtual one's in the tests."""
    if arguments[:1] == ["test"]:
        import shutil

        return shutil.which("Xvfb") is not None
    return not arguments or (arguments[0].startswith("--journal") and len(arguments) <= 2)


def run_painlog(arguments: Sequence[str]) -> int:
    """Become Painlog; on Windows, where a process can't, start it and wait."""
    # -P: a file in the current folder that happens to be called json.py is not imported.
    line = [PYTHON, "-P", "-m", "painlog", *arguments]
    if WINDOWS:
        return run(line)
    return os.execv(line[0], line)


def run_tests(arguments: Sequence[str]) -> int:
    """Run all tests in two processes, or those that pytest's arguments name in one; with coverage.

    Where one of the two dies both end, with the name of the test: pytest-xdist would wait for ever for the
    last file.
    """
    beside = [] if arguments else ["--numprocesses=2", "--dist=loadfile", "--max-worker-restart=0"]
    return run_in_root("pytest", "--cov", "--cov-report=term", *beside, *arguments)


def run_benchmarks(arguments: Sequence[str]) -> int:
    """Run the benchmarks, which print ratios, or those that are named; arguments are pytest's."""
    named = any(os.path.exists(os.path.join(ROOT, argument.split("::")[0])) for argument in arguments)
    where = [] if named else ["tests/benchmarks"]
    return run_in_root("pytest", "-o", "python_files=bench_*.py", "-s", *where, *arguments)


def run_lint(arguments: Sequence[str]) -> int:
    """Run every check of the source, also after one has failed; arguments are the house tests'."""
    checks = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        *(checked_for(system) for system in ("win32", "darwin")),
        ("pytest", "-q", "tests/house", *arguments),
    )
    return max([run_in_root(*check) for check in checks])


def checked_for(system: str) -> tuple[str, ...]:
    """Return the check of the program's types on another system than this one."""
    apart = ("--cache-dir", f".mypy_cache/{system}")
    return ("mypy", "--platform", system, "--no-warn-unreachable", *apart, "painlog", "run.py")


def run_in_root(module: str, *arguments: str) -> int:
    """Run a Python module in the project's folder, without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    say(f"> {module} {' '.join(arguments)}")
    return run([PYTHON, "-m", module, *arguments], folder=ROOT)


def set_up(packages: str, *, window: bool) -> None:
    """Make .venv hold the locked packages ("run-time" or "development"), and the system what Qt loads.

    Does nothing when it already does. Ends the program, with what to do, when it can't.
    """
    wanted = {packages: made_of(packages)}
    if window:
        wanted["window"] = sys.platform.encode()
    if all(is_ready(name, mark) for name, mark in wanted.items()):
        return
    with one_at_a_time():
        need_system(LIBRARIES | WINDOW_LIBRARIES if window else LIBRARIES)
        need_environment()
        if not is_ready(packages, wanted[packages]):
            need_packages(packages)
            if packages == "development":  # what the program runs on is among it
                wanted["run-time"] = made_of("run-time")
        for name, mark in wanted.items():
            keep_mark(name, mark)


def made_of(packages: str) -> bytes:
    """Return the mark of these packages: the lock, pyproject.toml and Python's version, as they are now."""
    mark = python_made_of() + b"\n"
    for file in (lock(packages), os.path.join(ROOT, "pyproject.toml")):
        with open(file, "rb") as told:
            mark += told.read()
    return mark


def is_ready(name: str, mark: bytes) -> bool:
    """Whether a part was set up with this mark, and its Python is still there."""
    try:
        with open(os.path.join(READY, name), "rb") as kept:
            return kept.read() == mark and os.path.exists(PYTHON)
    except OSError:
        return False


def keep_mark(name: str, mark: bytes) -> None:
    """Note that a part was set up with this mark."""
    with open(os.path.join(READY, name), "wb") as kept:
        kept.write(mark)


def lock(packages: str) -> str:
    """Return the file that names each package's version and hashes."""
    return os.path.join(ROOT, "locks", packages + ".lock")


def python_made_of() -> bytes:
    """Return what an environment depends on in the Python that made it."""
    return os.fsencode(f"{sys.implementation.cache_tag} {os.path.realpath(sys.base_prefix)}")


def need_environment() -> None:
    """Make .venv, unless a whole one of this Python is there."""
    if is_ready("python", python_made_of()) and not os.path.exists(os.path.join(READY, "unfinished")):
        return
    say(f"Setting up Painlog in {ENVIRONMENT}")
    if run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT]):
        stop(f"Python could not make the folder {ENVIRONMENT}. Is the disk full, or the folder read-only?")
    os.mkdir(READY)
    keep_mark("python", python_made_of())


def need_packages(packages: str) -> None:
    """Install the locked packages; a mark stays behind when that is interrupted half-way."""
    import subprocess

    keep_mark("unfinished", b"")
    say("Fetching what Painlog is built with. This happens once and takes a minute or two.")
    install = ["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
    install.append("--no-compile")  # Python compiles what is used when it is: most of it never is
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    if run([PYTHON, *install, *quiet, "--require-hashes", "-r", lock(packages)]):
        stop("Not everything could be fetched. Is there a connection? The same command tries again.")
    # Painlog's own folder joins the environment by a path that stays right when the whole is moved.
    ask = [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    installed = subprocess.check_output(ask, text=True).strip()
    with open(os.path.join(installed, "painlog.pth"), "w", encoding="utf-8") as joined:
        joined.write(os.path.relpath(ROOT, installed) + "\n")
    os.unlink(os.path.join(READY, "unfinished"))


def need_system(libraries: dict[str, str]) -> None:
    """See to what the system must bring, all at once: the libraries that Qt loads, and Python's own venv.

    A library is there when it can be loaded. Debian and Ubuntu keep a part of Python in another package.
    """
    from importlib.util import find_spec

    parts = {name: package for name, package in libraries.items() if not loads(name)}
    if find_spec("ensurepip") is None:
        parts["Python's venv"] = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if parts:
        need_system_packages(list(parts.values()), ", ".join(parts))


def loads(library: str) -> bool:
    """Whether the system has this library; only Linux' libraries go by these names."""
    if sys.platform != "linux":
        return True
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def need_system_packages(packages: Sequence[str], missing: str) -> None:
    """Install packages of Debian or Ubuntu where that is allowed, else say what to type and stop."""
    import shutil

    say(f"Missing on this computer: {missing}")
    if not shutil.which("apt-get"):
        stop("Install what holds them with this system's own programs, and start again.")
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    by_hand = "sudo apt-get update && sudo " + " ".join(install)
    if sys.platform != "win32" and os.geteuid() == 0:
        before = []
    elif shutil.which("sudo") and sys.stdin.isatty():
        before = ["sudo"]
        say(f"Installing it needs the password of this computer's administrator:\n    {by_hand}")
    else:
        stop(f"Type this once, and start again:\n    {by_hand}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    # A computer that was just set up has no list of packages yet.
    if run(before + install) and (run([*before, "apt-get", "update"]) or run(before + install)):
        stop(f"That did not work. Type this, see what it says, and start again:\n    {by_hand}")


def one_at_a_time() -> BufferedReader:
    """Keep two setups, started at the same time, from working in the same folder, until this is closed."""
    held = open(__file__, "rb")
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Painlog is being set up already; waiting for that.")
            fcntl.flock(held, fcntl.LOCK_EX)
    return held


def run(line: Sequence[str], folder: str | None = None) -> int:
    """Run a program in front of the person and return its exit code."""
    import subprocess

    return subprocess.run(line, cwd=folder, check=False).returncode


def say(text: str) -> None:
    """Tell the person what happens, apart from what a command prints."""
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    """End here, with what to do next."""
    say(text)
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
