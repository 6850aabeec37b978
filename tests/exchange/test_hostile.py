"""Hostile files neither hang nor bloat: each is read in a program of its own, and measured there."""

import subprocess
import sys

import pytest

from painlog.exchange.reading import LARGEST

pytest.importorskip("resource", reason="memory is measured with Unix means")

SECONDS, MEBIBYTES = 5, 300
READING = """
import resource, sys, time
from painlog.exchange import csv_format, json_format
from painlog.exchange.reading import Unreadable
N = {size}
data = {data}
began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    print({reader}.read(data).rows)
except Unreadable as refused:
    print(refused.problem.why)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(time.process_time() - began, grown / (2**20 if sys.platform == "darwin" else 2**10))
"""


def read_apart(reader: str, data: str, size: int = LARGEST) -> tuple[str, float, float]:
    """Return what came of reading, the seconds it took, and the MiB by which it grew."""
    code = READING.format(size=size, data=data, reader=reader)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    told, figures = done.stdout.splitlines()
    seconds, mebibytes = figures.split()
    return told, float(seconds), float(mebibytes)


@pytest.mark.parametrize(
    "data",
    [
        'b"kind,start\\n" + b"," * (N - 20)',
        'b"kind,start\\n" + b\'"\' + b"x" * (N - 20)',
        'b"kind,start\\n" + b"x\\n" * (N // 2 - 20)',
        'b"kind,start\\n" + b"\\n" * (N - 20)',
        'b"kind,start,note\\n" + b"ab,cd,ef,gh\\n" * (N // 12 - 20)',
        'b"\\xff\\xfe" + ("kind,start\\n" + "x" * (N // 2 - 20)).encode("utf-16-le")',
    ],
    ids=["one row of commas", "a quote that never ends", "lines", "empty lines", "rows", "wide letters"],
)
def test_csv(data: str) -> None:
    _, seconds, mebibytes = read_apart("csv_format", data)
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


@pytest.mark.parametrize(
    "data",
    [
        'b"[" * N',
        'b"[" + b"[]," * 700_000 + b"1]"',
        'b"[" + b"1.5," * 3_100_000 + b"1]"',
        'b"[" + b\'"ab",\' * 3_100_000 + b"1]"',
        'b"[" + b\'{"a":1},\' * 500_000 + b"1]"',
        'b\'{"format":"\' + b"x" * (N - 100) + b\'"}\'',
        'b"1" * N',
        'b"\\xff\\xfe" + b"[\\0" * (N // 2 - 1)',
        'b"\\xff\\xfe" + "\\u20ac".encode("utf-16-le") * (N // 2 - 1)',
    ],
    ids=[
        *("depth", "lists", "numbers", "texts", "objects", "one text", "one number"),
        *("depth in wide letters", "wide letters that grow"),
    ],
)
def test_json(data: str) -> None:
    _, seconds, mebibytes = read_apart("json_format", data)
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


def test_the_largest_honest_spreadsheet_is_read() -> None:
    rows = '"".join(f"note,2026-03-31T13:05Z,{i}\\n" for i in range(100_000))'
    told, _, mebibytes = read_apart("csv_format", f'("kind,start,note\\n" + {rows}).encode()')
    assert told == "100000"
    assert mebibytes < MEBIBYTES
