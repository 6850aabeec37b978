"""The command line as a person meets it: run in this process, or as a real program."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from painlog import cli
from painlog.words import language


@dataclass(frozen=True)
class Outcome:
    """What a command answered."""

    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Outcome]
Start: TypeAlias = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(
    qapp: QApplication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """Run a command here, which is fast; `stdin` is what it reads."""

    def run_here(*line: object, stdin: str | bytes = b"") -> Outcome:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = cli.main([str(word) for word in line])
        told = capsys.readouterr()
        return Outcome(code, told.out, told.err)

    before = QLocale()
    yield run_here
    language.remove(qapp)
    QLocale.setDefault(before)


@pytest.fixture
def start(home: Path) -> Start:
    """Run a command as a program of its own, without a screen."""

    def start_it(*line: object, **options: object) -> "subprocess.CompletedProcess[bytes]":
        given = {"capture_output": True, "timeout": 60, "check": False, "env": {**os.environ}} | options
        command = [sys.executable, "-m", "painlog", *map(str, line)]
        done: subprocess.CompletedProcess[bytes] = subprocess.run(command, **given)  # type: ignore[call-overload]  # noqa: PLW1510
        return done

    return start_it
