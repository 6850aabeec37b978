"""`painlog import`: everything or nothing, told in numbers."""

import itertools
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from painlog.cli import importing
from painlog.cli.importing import combined, format_of
from painlog.entries import Contents, Dose, Medicine, Patient, Removed, Strength, now
from painlog.exchange import csv_format, json_format, xlsx_format
from painlog.journal import Journal
from painlog.words import readings
from tests.cli.conftest import Run, Start
from tests.exchange.journals import EVERYTHING

DIARY = Path(__file__).parents[1] / "exchange" / "small_diary.csv"
COLUMNS = ("--day-columns", "startday,startmonth,startyear", "--level-column", "intensity")
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
NAMES = ("--name-column", "name", "--flare-ups", "Knee Pain,Low Back Pain,Leg pain")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.painlog"


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    path = tmp_path / "everything.json"
    path.write_bytes(json_format.write(EVERYTHING))
    return path


def count(journal: Path) -> int:
    with Journal.open(journal, create=False) as kept:
        return kept.count()


def test_a_json_file_comes_in_without_loss_and_only_once(run: Run, journal: Path, everything: Path) -> None:
    first = run("--journal", journal, "import", everything)
    assert first.code == 0
    assert "added: 14 (" in first.out
    second = run("--journal", journal, "import", everything)
    assert "added: 0\nchanged: 0\nleft alone: 1" in second.out
    exported = run("--journal", journal, "export", "-")
    again = json.loads(exported.out)
    assert [entry["id"] for entry in again["flare_ups"]] == [str(one.id) for one in EVERYTHING.flare_ups]


def test_what_another_import_added_meanwhile_is_not_said_to_be_added(
    run: Run, journal: Path, everything: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(*_: object) -> None:
        with Journal.open(journal) as kept:
            kept.take_in(EVERYTHING)

    monkeypatch.setattr(importing, "_say_how", another)
    done = run("--journal", journal, "import", everything)
    assert done.out.startswith("added: 0\nchanged: 0\nleft alone: 14 (")


def test_what_is_no_entry_is_told_too(run: Run, journal: Path, tmp_path: Path) -> None:
    path = tmp_path / "patient.json"
    gone = Removed(id=EVERYTHING.doses[0].id, at=now())
    path.write_bytes(json_format.write(Contents(patient=EVERYTHING.patient, removed=(gone,))))
    done = run("--journal", journal, "import", path)
    assert done.out.endswith("never here, and stay removed: 1\nabout the patient: added to\n")
    assert run("--journal", journal, "import", path).out.endswith("left alone: 0\n")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "CSV", "txt"])
def test_spreadsheets_come_in(run: Run, journal: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"everything.{ending}"
    made = xlsx_format if ending == "xlsx" else csv_format
    path.write_bytes(made.write(EVERYTHING))
    assert run("--journal", journal, "import", path).code == 0
    assert count(journal) == 11
    assert "added: 0" in run("--journal", journal, "import", path).out


def test_a_dry_run_writes_nothing_not_even_a_journal(run: Run, journal: Path, everything: Path) -> None:
    done = run("--journal", journal, "import", "--dry-run", everything)
    assert done.code == 0
    assert "added: 14" in done.out
    assert not journal.exists()
    run("--journal", journal, "record", stdin='{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x"}')
    run("--journal", journal, "import", "--dry-run", everything)
    assert count(journal) == 1


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_an_import_into_a_folder_that_is_not_there_is_refused_also_as_a_dry_run(
    run: Run, tmp_path: Path, everything: Path, options: tuple[str, ...]
) -> None:
    done = run("--journal", tmp_path / "none" / "j.painlog", "import", everything, *options)
    assert (done.code, done.out) == (1, "")
    assert "please make it" in done.err
    assert not (tmp_path / "none").exists()


def test_a_dry_run_writes_nothing_beside_the_journal_either(
    run: Run, journal: Path, everything: Path, tmp_path: Path
) -> None:
    run("--journal", journal, "import", everything)
    with Journal.open(journal) as kept:
        kept.keep("half-written", "so that a backup is due")
        kept.close(hurried=True)
    for backup in (tmp_path / f"{journal.name}-backups").glob("*.painlog"):
        backup.unlink()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = run("--journal", journal, "import", everything, "--dry-run")
    assert (done.code, "added: 0" in done.out) == (0, True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_dose_may_be_of_what_is_in_the_journal_alone(
    run: Run, journal: Path, everything: Path, tmp_path: Path
) -> None:
    run("--journal", journal, "import", everything)
    linked = next(dose for dose in EVERYTHING.doses if dose.flare_up is not None)
    part = tmp_path / "part.json"
    part.write_bytes(json_format.write(Contents(doses=(replace(linked, id=uuid4()),))))
    done = run("--journal", journal, "import", part)
    assert (done.code, "added: 1 (1 dose)" in done.out) == (0, True)
    refused = run("--journal", journal.with_name("other.painlog"), "import", part)
    assert (refused.code, "doses[0].medicine" in refused.err) == (1, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_what_cannot_be_told_of_is_not_imported(start: Start, journal: Path, everything: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        told = {"capture_output": False, "stdout": full, "stderr": subprocess.PIPE}
        done = start("--journal", journal, "import", everything, **told)
    assert done.returncode == 1
    assert not journal.exists()


def test_a_dry_run_into_an_empty_file_leaves_it_empty(run: Run, journal: Path, everything: Path) -> None:
    journal.touch()
    done = run("--journal", journal, "import", everything, "--dry-run")
    assert (done.code, "added: 0" in done.out) == (0, False)
    assert journal.read_bytes() == b""


def test_several_files_are_one_act(run: Run, journal: Path, everything: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    shutil.copy(everything, copy)
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    assert run("--journal", journal, "import", everything, bad).code == 1
    assert not journal.exists()
    assert run("--journal", journal, "import", everything, copy).code == 0
    assert count(journal) == 11


def test_links_may_lead_to_any_of_the_files(run: Run, journal: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    first.write_bytes(
        json_format.write(Contents(medicines=EVERYTHING.medicines, flare_ups=EVERYTHING.flare_ups))
    )
    second.write_bytes(json_format.write(Contents(doses=EVERYTHING.doses)))
    assert run("--journal", journal, "import", second).code == 1
    assert not journal.exists()
    for place, order in enumerate(((first, second), (second, first))):
        done = run("--journal", tmp_path / f"{place}.painlog", "import", *order)
        assert (done.code, done.err) == (0, "")


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("kind,start,name,amount,unit", *rows)), encoding="utf-8")
    return path


def doses(journal: Path) -> dict[str, tuple[str, str]]:
    """Return by start the strength of each dose's medicine, and how many units were taken."""
    with Journal.open(journal, create=False) as kept:
        contents = kept.contents()
    medicines = {one.id: one for one in contents.medicines}
    found = {}
    for dose in contents.doses:
        holds = medicines[dose.medicine].strength
        found[f"{dose.taken_at:%H:%M}"] = (f"{holds.value} {holds.unit}" if holds else "", str(dose.amount))
    return found


def test_a_table_finds_the_medicines_of_the_other_files_whatever_their_order(
    run: Run, journal: Path, everything: Path, tmp_path: Path
) -> None:
    name = next(one.name for one in EVERYTHING.medicines if one.strength is not None)
    table = written(tmp_path / "doses.csv", f"dose,2026-03-31 13:05,{name},1,")
    counted = []
    for place, order in enumerate(((everything, table), (table, everything))):
        path = tmp_path / f"{place}.painlog"
        assert run("--journal", path, "import", *order).code == 0
        with Journal.open(path, create=False) as kept:
            counted.append(len(kept.contents().medicines))
    assert counted == [len(EVERYTHING.medicines)] * 2


def test_two_tables_count_a_new_medicine_in_the_same_way_whatever_their_order(
    run: Run, tmp_path: Path
) -> None:
    """Each took its own smallest amount for one unit, and the other's doses were told as half of it."""
    fives = written(tmp_path / "a.csv", "dose,2026-03-31 08:00,Oxy,5,mg", "dose,2026-03-31 12:00,Oxy,10,mg")
    tens = written(tmp_path / "b.csv", "dose,2026-03-31 16:00,Oxy,10,mg")
    pills = written(tmp_path / "c.csv", "dose,2026-03-31 20:00,oxy,2,tablets")
    expected = {
        "08:00": ("5 mg", "1"), "12:00": ("5 mg", "2"), "16:00": ("5 mg", "2"), "20:00": ("5 mg", "2"),
    }  # fmt: skip
    for place, order in enumerate(itertools.permutations((fives, tens, pills))):
        path = tmp_path / f"{place}.painlog"
        done = run("--journal", path, "import", *order)
        assert (done.code, done.err) == (0, "")
        assert doses(path) == expected
        with Journal.open(path, create=False) as kept:
            assert [(one.name, one.form) for one in kept.medicines()] == [("Oxy", "tablet")]


def test_of_two_copies_of_an_entry_the_newer_is_taken() -> None:
    older = EVERYTHING.flare_ups[0]
    file = json.loads(json_format.write(Contents(flare_ups=(older,))))
    file["flare_ups"][0] |= {"note": "newer", "updated_at": "2026-09-01T00:00:00Z"}
    newer = json_format.read(json.dumps(file).encode()).contents
    for every in ([newer, EVERYTHING], [EVERYTHING, newer]):
        assert combined(every).flare_ups[0].note == "newer"
        assert combined(every).patient == EVERYTHING.patient


def test_a_row_of_a_table_takes_the_place_of_no_entry_that_tells_when_it_was_written() -> None:
    """Of a visit still to come the questions were lost: its own moment was taken for that of writing."""
    visit = EVERYTHING.appointments[0]
    told = Contents(appointments=(replace(visit, updated_at=visit.at - timedelta(days=9)),))
    rows = csv_format.read(csv_format.write(told)).contents
    for every in ([rows, told], [told, rows]):
        assert combined(every).appointments == told.appointments


def test_what_several_files_tell_of_the_patient_is_kept_as_if_they_came_one_after_another(
    run: Run, tmp_path: Path
) -> None:
    """Of two journals that were brought together only the last one told who the patient is."""
    told = (
        Patient(name="Ann", activities=("lifting",)),
        Patient(name="A.", born=date(1961, 5, 14), activities=("stairs",)),
    )
    files = [tmp_path / f"{place}.json" for place, _ in enumerate(told)]
    for file, patient in zip(files, told, strict=True):
        file.write_bytes(json_format.write(Contents(patient=patient)))
    assert run("--journal", tmp_path / "j.painlog", "import", *files).code == 0
    with Journal.open(tmp_path / "j.painlog", create=False) as journal:
        assert journal.patient() == replace(told[0], born=told[1].born, activities=("lifting", "stairs"))


def test_bad_rows_stop_an_import_until_they_are_skipped(run: Run, journal: Path, tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text(
        "kind,start,intensity\nflare-up,2026-03-31 13:05,7\nflare-up,2026-03-31 14:05,77\nflare-up,,\n"
    )
    done = run("--journal", journal, "import", path)
    assert done.code == 1
    assert "line 3, intensity, “77”: The level goes from 0 to 10." in done.err
    assert "line 4, start: This is missing." in done.err
    assert "--skip-bad-rows" in done.err.splitlines()[-1]
    assert not journal.exists()
    assert run("--journal", journal, "import", path, "--skip-bad-rows").code == 0
    assert count(journal) == 1


def test_bad_rows_are_listed_by_line_up_to_a_thousand(run: Run, journal: Path, tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text("kind,start\n" + "note,never\n" * 1234)
    done = run("--journal", journal, "import", path)
    assert len(done.err.splitlines()) == 1002
    assert "line 1001, start, “never”: " in done.err
    assert "and 234 rows more" in done.err
    done = run("--journal", journal, "import", path, "--skip-bad-rows")
    assert "left out: 1,234 rows that can't be read" in done.out


def test_what_is_alike_and_what_is_removed_are_told(run: Run, journal: Path, everything: Path) -> None:
    run("--journal", journal, "import", everything)
    flare_up = EVERYTHING.flare_ups[0]
    other = replace(flare_up, id=uuid4(), came_back_after=None)
    gone = Removed(id=EVERYTHING.notes[0].id, at=now())
    everything.write_bytes(json_format.write(Contents(flare_ups=(other,), removed=(gone,))))
    done = run("--journal", journal, "import", everything)
    assert "removed: 1\n" in done.out
    assert done.out.splitlines()[-1] == readings.alike(1)


def test_a_journal_is_no_file_to_import(run: Run, journal: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.painlog"
    run("--journal", other, "record", stdin='{"kind": "note", "at": "2026-03-31T13:05Z", "text": "x"}')
    done = run("--journal", journal, "import", other)
    assert (done.code, "is a journal itself" in done.err, journal.exists()) == (1, True, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_nothing_is_imported_when_it_can_not_be_told(start: Start, journal: Path, tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text("kind,start\nflare-up,2026-03-31 13:05\n")
    with Path("/dev/full").open("wb") as full:
        done = start(
            "--journal", journal, "import", path, capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert (done.returncode, len(done.stderr.splitlines()), journal.exists()) == (1, 1, False)


def test_an_open_question_names_the_options_that_answer_it(run: Run, journal: Path, tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text("kind,start,name,amount\nnote,03/04/2026,,\n")
    done = run("--journal", journal, "import", path)
    assert (done.code, "--day-first or --month-first" in done.err) == (1, True)
    assert "month before day" in run("--journal", journal, "import", path, "--month-first").out
    path.write_text('kind;start;name;amount\ndose;2026-03-31 13:05;X;"1,000"\n')
    done = run("--journal", journal, "import", path)
    assert "--decimal-mark" in done.err
    done = run("--journal", journal, "import", path, "--decimal-mark", "comma")
    assert (done.code, "decimal comma" in done.out) == (0, True)


def test_a_diary_of_another_shape_comes_in_by_naming_its_columns(run: Run, journal: Path) -> None:
    hint = run("--journal", journal, "import", DIARY)
    assert (hint.code, "import --help" in hint.err) == (1, True)
    asked = run("--journal", journal, "import", DIARY, *COLUMNS, "--name-column", "name")
    assert (asked.code, "Low Back Pain (5)" in asked.err) == (1, True)
    bad = run("--journal", journal, "import", DIARY, *COLUMNS, *NAMES)
    assert (bad.code, "line 5, startday, “0”: No day is named here." in bad.err) == (1, True)
    assert "--day-from-written" in bad.err
    mistyped = run("--journal", journal, "import", DIARY, *COLUMNS, *NAMES[:-1], "Low Back Pain,Tooth")
    assert (mistyped.code, "“Tooth”" in mistyped.err, "Low Back Pain (5)" in mistyped.err) == (1, True, True)
    assert not journal.exists()
    done = run("--journal", journal, "import", DIARY, *COLUMNS, *NAMES, "--skip-bad-rows")
    assert "added: 5 (5 flare-ups)" in done.out
    assert "left out: 5 rows" in done.out
    assert "left out: happiness, Dizziness" in done.out
    with_notes = (*COLUMNS, *NAMES, "--skip-bad-rows", "--rest", "notes", "--written-column", "date")
    assert "2 notes" in run("--journal", journal, "import", DIARY, *with_notes).out


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (("--delimiter", "comma", "--encoding", "utf-8"), 0),
        (("--delimiter", "semicolon"), 1),
        (("--encoding", "utf-16"), 1),
    ],
)
def test_a_table_is_read_as_it_is_said_to_be_written(
    run: Run, journal: Path, tmp_path: Path, told: tuple[str, ...], code: int
) -> None:
    """What the person says goes before what the file looks like."""
    path = tmp_path / "notes.csv"
    path.write_text("kind,start,note\nnote,2026-03-01 14:30,short\n", encoding="utf-8")
    assert run("--journal", journal, "import", path, *told).code == code


def test_a_diary_may_tell_the_time_apart_from_the_day(run: Run, journal: Path, tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    row = "2026-03-01,2:30 pm,7,in bed,2026-03-02 08:00"
    path.write_text(f"Date,Time,Pain,Said,Saved\n{row}\n", encoding="utf-8")
    columns = ("--start-column", "Date", "--time-column", "Time", "--level-column", "Pain")
    others = ("--note-column", "Said", "--written-column", "Saved")
    assert run("--journal", journal, "import", path, *columns, *others).code == 0
    told = run("--journal", journal, "export", "-").out
    assert '"2026-03-01T14:30' in told
    assert '"time_uncertain": true' not in told
    assert '"note": "in bed", "written_at": "2026-03-02T07:00:00Z"' in told


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        (("--start-column", "date"), "--level-column"),
        (("--format", "diary"), "--level-column"),
        (("--level-column", "intensity"), "--start-column or --day-columns"),
        ((*COLUMNS, "--flare-ups", "Knee Pain"), "--name-column"),  # every row would be a flare-up
        ((*COLUMNS, "--day-from-written"), "--written-column"),
        (("--rest", "notes"), "--level-column"),
        (("--time-column", "at", "--level-column", "intensity"), "--start-column or --day-columns"),
    ],
)
def test_half_a_diary_is_wrong_usage(run: Run, journal: Path, given: tuple[str, ...], needed: str) -> None:
    done = run("--journal", journal, "import", DIARY, *given)
    assert (done.code, done.out, f"needs {needed} as well" in done.err) == (2, "", True)
    assert not journal.exists()


def test_a_format_can_be_named(run: Run, journal: Path, tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(json_format.write(EVERYTHING))
    assert run("--journal", journal, "import", path).code == 1
    assert run("--journal", journal, "import", path, "--format", "json").code == 0


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("x.json", b"", "json"),
        ("x.CSV", b"{", "csv"),
        ("x.xlsx", b"", "xlsx"),
        ("x", b"\xef\xbb\xbf {", "json"),
        ("x", b"\xff\xfe[\0", "json"),
        ("x", b"\xfe\xff\0{", "json"),
        ("x.dat", b"PK\x03\x04", "xlsx"),
        ("x.txt", b"kind;start", "csv"),
    ],
)
def test_the_format_is_told_by_the_ending_or_the_beginning(name: str, data: bytes, expected: str) -> None:
    assert format_of(Path(name), data) == expected


@pytest.mark.parametrize("name", ["old.xls", "locked.xlsx", "sheet.ods"])
def test_a_workbook_that_is_not_read_is_told_by_its_name_and_what_to_do(
    run: Run, journal: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(COMPOUND)
    if name == "sheet.ods":
        with zipfile.ZipFile(path, "w") as parts:
            parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    done = run("--journal", journal, "import", path)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    what = "an OpenDocument file" if name.endswith(".ods") else "an old Excel file"
    assert (what in done.err, "save it as" in done.err) == (True, True)
    assert not journal.exists()


def test_a_medicine_of_the_journal_is_used_by_its_name(
    run: Run, journal: Path, everything: Path, tmp_path: Path
) -> None:
    run("--journal", journal, "import", everything)
    path = tmp_path / "some.csv"
    path.write_text("kind,start,name\ndose,2026-03-31 13:05,ibuprofen\n")
    assert "added: 1 (1 dose)" in run("--journal", journal, "import", path).out


def test_a_table_from_before_a_medicine_had_its_name_brings_no_empty_one(
    run: Run, journal: Path, tmp_path: Path
) -> None:
    medicine = Medicine(id=uuid4(), name="Oxycodone IR", form="capsule")
    dose = Dose(id=uuid4(), medicine=medicine.id, taken_at=now() - timedelta(days=2))
    sheet = tmp_path / "before.csv"
    with Journal.open(journal) as kept:
        kept.record(medicine, dose)
        sheet.write_bytes(csv_format.write(kept.contents()))
        kept.change(replace(medicine, name="Oxynorm"))
    told = run("--journal", journal, "import", sheet)
    assert told.out.endswith("added: 0\nchanged: 0\nleft alone: 1 (1 dose)\n")


def strong(milligrams: int) -> Strength:
    return Strength(value=Decimal(milligrams), unit="mg")


@pytest.mark.parametrize(
    ("was", "became", "names"),
    [
        ({}, {"name": "Oxynorm"}, ["Oxynorm"]),
        ({}, {"form": "liquid"}, ["Oxycodone IR"]),
        ({}, {"name": "Oxynorm", "strength": strong(5)}, ["Oxynorm"]),
        ({"strength": strong(5)}, {"name": "Oxynorm", "strength": None}, ["Oxynorm"]),
        # 2 capsules of 5 mg would be told as 20 mg.
        ({"strength": strong(5)}, {"name": "Oxynorm", "strength": strong(10)}, ["Oxynorm", "Oxycodone IR"]),
    ],
)
def test_rows_that_are_added_to_such_a_table_are_of_the_medicine_of_its_other_rows(
    run: Run, journal: Path, was: dict[str, Any], became: dict[str, Any], names: list[str]
) -> None:
    medicine = Medicine(id=uuid4(), name="Oxycodone IR", form="capsule", **was)
    doses = [
        Dose(id=uuid4(), medicine=medicine.id, taken_at=now() - timedelta(days=day)) for day in (3, 2, 1)
    ]
    with Journal.open(journal) as kept:
        kept.record(medicine, *doses[:2])
        kept.change(replace(medicine, **became))
    sheet = journal.with_name("before.csv")
    sheet.write_bytes(csv_format.write(Contents(medicines=(medicine,), doses=tuple(doses))))
    for _ in range(2):
        assert run("--journal", journal, "import", sheet).code == 0
        with Journal.open(journal) as kept:
            assert [one.name for one in kept.medicines()] == names
            assert len(kept.contents().doses) == 3
            assert {dose.medicine for dose in kept.contents().doses} == {one.id for one in kept.medicines()}


def test_rows_of_a_table_of_whose_others_two_medicines_are_known_name_one_of_their_own(
    run: Run, journal: Path, tmp_path: Path
) -> None:
    before = Medicine(id=uuid4(), name="Oxycodone")
    here = [Medicine(id=uuid4(), name=name) for name in ("Oxynorm", "Oxygesic")]
    doses = [Dose(id=uuid4(), medicine=before.id, taken_at=now() - timedelta(days=day)) for day in (3, 2, 1)]
    with Journal.open(journal) as kept:
        kept.record(*here, *(replace(dose, medicine=one.id) for one, dose in zip(here, doses, strict=False)))
    sheet = tmp_path / "before.csv"
    sheet.write_bytes(csv_format.write(Contents(medicines=(before,), doses=tuple(doses))))
    run("--journal", journal, "import", sheet)
    with Journal.open(journal) as kept:
        assert [one.name for one in kept.medicines()] == ["Oxynorm", "Oxygesic", "Oxycodone"]


def test_a_sheet_that_names_a_medicine_in_two_ways_changes_nothing_when_it_comes_again(
    run: Run, journal: Path, tmp_path: Path
) -> None:
    path = tmp_path / "some.csv"
    rows = ("kind,start,name", "dose,2026-03-31 13:05,Ibuprofen", "dose,2026-03-31 15:05,Ibuprofen 400 mg")
    path.write_text("\n".join(rows), encoding="utf-8")
    assert "added: 4 (2 doses, 2 medicines)" in run("--journal", journal, "import", path).out
    before = journal.read_bytes()
    done = run("--journal", journal, "import", path)
    assert (done.code, done.err, "left alone: 2 (2 doses)" in done.out) == (0, "", True)
    assert journal.read_bytes() == before
