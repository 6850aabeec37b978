"""`painlog record`: a line in, an answer out once it is durable."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from painlog.entries import Dose, FlareUp
from painlog.exchange.reading import LONGEST_CELL
from painlog.journal import Journal
from painlog.journal.half_written import kept_as
from tests.cli.conftest import Run

MEDICINE = "11111111-1111-4111-8111-111111111111"
FLARE_UP = "22222222-2222-4222-8222-222222222222"
LINES: list[dict[str, object]] = [
    {"kind": "medicine", "id": MEDICINE, "name": "Oxycodone IR", "strength": {"value": 5, "unit": "mg"}},
    {"kind": "flare-up", "id": FLARE_UP, "started_at": "2026-03-31T13:05+02:00", "note": "<b>=1&"},
    {"kind": "dose", "medicine": MEDICINE, "taken_at": "2026-03-31T13:14+02:00", "flare_up": FLARE_UP},
    {"kind": "activity", "name": "lifting", "started_at": "2026-03-31T12:50+02:00"},
    {"kind": "check-in", "at": "2026-03-31T21:00+02:00", "background": 3, "no_flare_up": False},
    {"kind": "appointment", "at": "2026-04-14T09:00+02:00", "with": "Dr Sample"},
    {"kind": "note", "at": "2026-03-31T21:00+02:00", "text": "ä 😀"},
]


def lines(*entries: object) -> str:
    return "".join(json.dumps(entry) + "\n" for entry in entries)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.painlog"


def test_every_kind_is_saved_and_answered(run: Run, journal: Path) -> None:
    done = run("--journal", journal, "record", stdin=lines(*LINES))
    answers = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert answers[:2] == [f"saved {MEDICINE}", f"saved {FLARE_UP}"]
    with Journal.open(journal, create=False) as kept:
        for answer in answers:
            assert kept.find(UUID(answer.removeprefix("saved "))) is not None
        flare_up = kept.find(UUID(FLARE_UP))
        assert isinstance(flare_up, FlareUp)
        assert flare_up.note == "<b>=1&"


@pytest.mark.parametrize(
    ("told", "note"),
    [({}, "since the stairs"), ({"note": "worse on the left"}, "worse on the left\n\nsince the stairs")],
)
def test_a_flare_up_that_ends_takes_along_the_note_that_is_half_written_in_the_window(
    run: Run, journal: Path, told: dict[str, str], note: str
) -> None:
    run("--journal", journal, "record", stdin=lines(LINES[1] | {"note": ""}))
    with Journal.open(journal, create=False) as kept:
        (flare_up,) = kept.contents().flare_ups
        kept.keep(kept_as(flare_up), "since the stairs ")
    run("--journal", journal, "record", stdin=lines({"kind": "flare-up", "id": FLARE_UP, "peak": 6}))
    with Journal.open(journal, create=False) as kept:
        assert kept.kept(kept_as(flare_up)) == "since the stairs "
    end = {"kind": "flare-up", "id": FLARE_UP, "ended_at": "2026-03-31T13:40+02:00", **told}
    assert run("--journal", journal, "record", stdin=lines(end)).out == f"saved {FLARE_UP}\n"
    with Journal.open(journal, create=False) as kept:
        (over,) = kept.contents().flare_ups
        assert (over.note, over.peak, kept.kept(kept_as(flare_up))) == (note, 6, "")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_of_it_is_left_in_a_picture_of_the_memory_when_it_crashes(journal: Path) -> None:
    command = [sys.executable, "-m", "painlog", "--journal", str(journal), "record"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(lines(LINES[-1]).encode())
        program.stdin.flush()
        program.stdout.readline()
        limits = Path(f"/proc/{program.pid}/limits").read_text("ascii").splitlines()
    assert [line.split()[4:6] for line in limits if line.startswith("Max core file size")] == [["0", "0"]]


def test_it_is_durable_when_the_answer_comes(journal: Path) -> None:
    command = [sys.executable, "-m", "painlog", "--journal", str(journal), "record"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in range(3):
            line = lines({"kind": "note", "at": "2026-03-31T21:00+02:00", "text": str(number)})
            program.stdin.write(line.encode())
            program.stdin.flush()
            # The input stays open: the answer must not wait for its end.
            assert program.stdout.readline().startswith(b"saved ")
        program.kill()
    with Journal.open(journal, create=False) as kept:
        assert kept.count() == 3


def test_an_id_that_is_there_changes_that_entry(run: Run, journal: Path) -> None:
    run("--journal", journal, "record", stdin=lines(*LINES))
    later = {"kind": "flare-up", "id": FLARE_UP, "ended_at": "2026-03-31T13:47+02:00", "peak": 6}
    assert run("--journal", journal, "record", stdin=lines(later)).out == f"saved {FLARE_UP}\n"
    with Journal.open(journal, create=False) as kept:
        flare_up = kept.find(UUID(FLARE_UP))
        assert isinstance(flare_up, FlareUp)
        assert (flare_up.peak, flare_up.note, flare_up.is_running) == (6, "<b>=1&", False)
        assert kept.count() == len(LINES) - 1


def test_an_entry_is_removed_and_links_to_it_end(run: Run, journal: Path) -> None:
    run("--journal", journal, "record", stdin=lines(*LINES))
    assert run("--journal", journal, "record", stdin=lines({"kind": "remove", "id": FLARE_UP})).code == 0
    with Journal.open(journal, create=False) as kept:
        assert kept.find(UUID(FLARE_UP)) is None
        dose = next(entry for entry in kept.contents().doses)
        assert isinstance(dose, Dose)
        assert dose.flare_up is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nonsense", "this line is no JSON"),
        ("[]", "within { and }"),
        ("{}", "kind"),
        ('{"kind": "headache"}', "headache"),
        ('{"kind": "therapy"}', "note, medicine, remove."),
        ('{"kind": ["flare-up"]}', "kind"),
        ('{"kind": "flare-up"}', "started_at"),
        ('{"kind": "flare-up", "started_at": "2026-03-31T13:05+02:00", "peak": 11}', "0 to 10"),
        ('{"kind": "flare-up", "started_at": "2026-03-31T13:05+02:00", "peak": NaN}', "not a number"),
        ('{"kind": "flare-up", "started_at": "2026-03-31T13:05"}', "UTC"),
        ('{"kind": "flare-up", "started_at": "2126-03-31T13:05Z"}', "started_at, “2126-03-31T13:05Z”"),
        ('{"kind": "note", "at": "2126-03-31T13:05Z", "text": ""}', "at, “2126-03-31T13:05Z”"),
        ('{"kind": "note", "at": "2026-03-31", "text": ""}', "for example 2026-03-31T13:05+02:00"),
        ('{"kind": "note", "at": true, "text": ""}', "“true”"),
        (
            '{"kind": "flare-up", "started_at": "2026-03-31T13:05Z", "peak": "7"}',
            "number belongs here, without",
        ),
        ('{"kind": null}', "3: kind: This is missing."),
        ("{", "3: this line is no JSON"),
        ('{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x", "colour": 1}', "colour"),
        ('{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x", "text": "y"}', "twice"),
        ('{"kind": "note", "at": "2026-03-31T13:05Z", "text": "\\ud800"}', "half a character"),
        ('{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x", "id": "7"}', "id"),
        (
            f'{{"kind": "dose", "medicine": "{FLARE_UP}", "taken_at": "2026-03-31T13:05Z"}}',
            "not in the journal",
        ),
        (f'{{"kind": "note", "id": "{MEDICINE}", "at": "2026-03-31T13:05Z", "text": "x"}}', "another kind"),
        (f'{{"kind": "remove", "id": "{FLARE_UP}"}}', "not in the journal"),
        ('{"kind": "remove"}', "id"),
        ('{"kind": "remove", "id": "x", "why": "y"}', "id"),
        ("[" * 100_000, "nested"),
        ("\N{LATIN SMALL LETTER A WITH DIAERESIS}".encode("latin-1").decode("latin-1"), "no JSON"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_the_rest_is_saved(
    run: Run, journal: Path, line: str, why: str
) -> None:
    done = run("--journal", journal, "record", stdin=lines(LINES[0]) + f"\n{line}\n" + lines(LINES[3]))
    first, refused, last = done.out.splitlines()
    assert first.startswith("saved ")
    assert last.startswith("saved ")
    assert refused.startswith("refused 3: ")
    assert why in refused
    assert done.code == 1


def test_bytes_that_are_no_text_are_refused(run: Run, journal: Path) -> None:
    done = run("--journal", journal, "record", stdin=b"\xff\xfe\n" + lines(LINES[3]).encode())
    assert done.out.splitlines()[0].startswith("refused 1: ")
    assert done.out.splitlines()[1].startswith("saved ")


def test_who_sends_bad_lines_is_told_so_at_the_end(run: Run, journal: Path) -> None:
    done = run("--journal", journal, "record", stdin=lines({}, LINES[3], {}))
    assert done.err.count("\n") == 1
    assert done.err.startswith("2 line")


def test_a_mark_of_bytes_and_an_id_of_null_are_no_hindrance(run: Run, journal: Path) -> None:
    told = lines(LINES[3] | {"id": None}, LINES[6] | {"id": None})
    done = run("--journal", journal, "record", stdin=b"\xef\xbb\xbf" + told.replace("\n", "\r\n").encode())
    assert [answer.split()[0] for answer in done.out.splitlines()] == ["saved", "saved"]


def test_a_line_that_never_ends_is_refused_and_the_next_is_read(run: Run, journal: Path) -> None:
    endless = b'{"kind": "note", "text": "' + b"x" * (3 * LONGEST_CELL) + b"\n"
    done = run("--journal", journal, "record", stdin=endless + lines(LINES[3]).encode())
    assert [answer.split()[0] for answer in done.out.splitlines()] == ["refused", "saved"]
    assert "far larger" in done.out


def test_no_lines_are_fine(run: Run, journal: Path) -> None:
    assert run("--journal", journal, "record", stdin="").code == 0
    assert run("--journal", journal, "record", stdin="\n  \n").out == ""


def test_the_patients_own_journal_is_the_default(run: Run, home: Path) -> None:
    assert run("record", stdin=lines(LINES[3])).code == 0
    assert len(list(home.rglob("journal.painlog"))) == 1


def test_it_needs_no_qt_to_save(journal: Path) -> None:
    code = (
        "import sys; from painlog.cli import main; main(sys.argv[1:]);"
        "print(sorted(name for name in sys.modules if name in ('PySide6', 'numpy', 'openpyxl')))"
    )
    line = [sys.executable, "-c", code, "--journal", str(journal), "record"]
    done = subprocess.run(
        line, input=lines(LINES[3]), capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert done.stdout.splitlines()[-1] == "[]"
