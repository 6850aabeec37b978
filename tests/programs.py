"""Programs of the system that some tests need: a screen, a reader of PDF files, a watch on system calls.

Where one is missing, as on a machine that has nothing but Python, these tests are skipped and say so. With
PAINLOG_TEST_ALL=1, as in continuous integration, they fail instead, so that none goes missing unseen.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "pdffonts": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "strace": "strace",
    "xdotool": "xdotool",
}
"""Debian's and Ubuntu's packages that hold them."""


def missing(*programs: str) -> list[str]:
    """Return those programs that are not installed."""
    return [program for program in programs if shutil.which(program) is None]


def need(*programs: str) -> None:
    """Skip this test, or let it fail where all are wanted, when one of the programs is missing."""
    absent = missing(*programs)
    if absent:
        packages = sorted({PACKAGES[program] for program in absent})
        said = f"no {', '.join(absent)} here. On Debian or Ubuntu: apt-get install {' '.join(packages)}"
        if os.environ.get("PAINLOG_TEST_ALL") == "1":
            pytest.fail(said)
        pytest.skip(said)


def said_by(program: str, *arguments: str | Path) -> str:
    """Run a program that this test needs, and return what it said."""
    need(program)
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout
