"""Mutated and hostile files, read and taken in one after the other, each measured.

    python -m tests.safety.hostile JOURNAL SEED COUNT

Prints a line a file: its number, seconds, MiB by which the program grew, and what came of it. What is not
Unreadable or Refused is a crash, and so is a journal that holds a part of a file.
"""

import io
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from painlog.entries import Refused
from painlog.exchange import csv_format, json_format, xlsx_format
from painlog.exchange.diary import Mapping
from painlog.exchange.reading import Reading, Unreadable
from painlog.journal import Journal
from painlog.window.importing.source import Source
from tests.journal.worlds import NOW, Chance, Clock, rows_of

NASTY = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b";", b",", b"\t", b"\r", b"\n" * 50, b"[" * 3000),
    *(b"{" * 900, b"nan", b"1e999", b"-1", b"9" * 400, b"=cmd|' /C calc'!A0", b"\\u0000", b"\\ud800"),
    *(b"2026-02-30", b"0000-00-00", b"99999-01-01T00:00Z", b"+99:99", b"null", b"true", b"<", b"]]>"),
    *("ü٣१𝟘\u202e\u2028".encode(), b"A" * 5000, b'"id": "', b"../../etc/passwd", b"&lol9;", b"kind,start"),
)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">%s]><worksheet>&z;</worksheet>""" % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("z") + 1)
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change a file in one to six places."""
    for _ in range(chance.randrange(1, 7)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 3, 40, 400))
        how = chance.randrange(6)
        if how == 0:
            data = data[:at] + chance.randbytes(length) + data[at + length :]
        elif how == 1:
            data = data[:at] + data[at + length :]
        elif how == 2:
            data = data[:at] + data[at : at + length] * chance.randrange(2, 60) + data[at:]
        elif how == 3:
            data = data[:at] + chance.choice(NASTY) + data[at + chance.choice((0, 1, length)) :]
        elif how == 4:
            data = data[:at]
        else:
            other = chance.randrange(len(data) + 1)
            data = data[:at] + data[other : other + length] + data[at:]
    return data


def workbook(data: bytes, chance: random.Random) -> bytes:
    """Change what is inside of a workbook, and zip it again; now and then it is a bomb."""
    made, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(data))
    names = source.namelist()
    victim = chance.choice(names)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in names:
            part = source.read(name)
            if name == victim:
                part = _part(part, chance)
            target.writestr(name if chance.random() < 0.98 else f"../../{name}", part)
        if chance.random() < 0.1:
            target.writestr(victim, b"twice")
    return made.getvalue()


def _part(part: bytes, chance: random.Random) -> bytes:
    how = chance.random()
    if how < 0.8:
        return mutated(part, chance)
    if how < 0.85:
        return BOMB
    if how < 0.9:
        return part[:200] + b"<c>" * 100_000
    if how < 0.95:
        return part[:-20] + b" " * 60_000_000
    return part.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' * 900)


def files(chance: random.Random) -> Callable[[], Source]:
    """Return a function that makes one hostile file after the other."""
    contents = Chance(chance.randrange(2**32)).contents(4)
    json_, csv, xlsx = json_format.write(contents), csv_format.write(contents), xlsx_format.write(contents)
    diary = b"Date;Pain;Remarks\n31.3.2026;7,5;bad\n1.4.2026;3;good\n" * 20
    xml = b"<?xml version='1.0'?><diary><day pain='3'>bad</day></diary>" * 3

    def one() -> Source:
        kind = chance.randrange(7)
        if kind == 0:
            return Source("a.json", mutated(json_, chance))
        if kind == 1:
            return Source("a.csv", mutated(csv, chance))
        if kind == 2:
            return Source("a.xlsx", workbook(xlsx, chance))
        if kind == 3:
            return Source("a.xlsx", mutated(xlsx, chance))
        if kind == 4:
            return Source("diary.csv", mutated(diary, chance))
        if kind == 5:
            return Source("a.xml", chance.choice((BOMB, mutated(xml, chance))))
        return Source("a.zip", workbook(xlsx, chance)[: chance.randrange(4, 4000)])

    return one


def read(source: Source, journal: Journal) -> Reading:
    """Read a file as the window does."""
    if source.is_a_diary():
        return source.read_diary(Mapping(start="Date", level="Pain", note="Remarks"))
    told = source.read(journal.medicines())
    source.refuse_loose(told.contents, lambda entry: journal.key_of(entry) is not None)
    return told


def taken_in(source: Source, journal: Journal) -> str:
    """Read a file and take in what is in it; return what came of it."""
    before = rows_of(journal)
    try:
        found = read(source, journal)
    except Unreadable:
        return "unreadable"
    try:
        journal.weigh(found.contents)
        journal.take_in(found.contents)
    except Refused:
        return "HALF" if rows_of(journal) != before else "refused"
    journal.undo()
    if rows_of(journal) != before:
        return "HALF"
    return "taken" if found.contents.entries() else "empty"


def main() -> int:
    """Take in so many files."""
    path, chance, count = Path(sys.argv[1]), random.Random(int(sys.argv[2])), int(sys.argv[3])
    with Journal.open(path, clock=Clock(NOW)) as journal:
        make = files(chance)
        for number in range(count):
            source = make()
            began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            try:
                came = taken_in(source, journal)
            except Exception as error:  # noqa: BLE001 - a crash is what is looked for
                came = f"CRASH {type(error).__name__}: {error} in {_place(error)}"
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            took = time.process_time() - began
            sys.stdout.write(f"{number} {took:.2f} {grown / 1024:.0f} {came} {source.name}\n")
            sys.stdout.flush()
    return 0


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""


if __name__ == "__main__":
    sys.exit(main())
