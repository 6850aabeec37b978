"""`painlog export`, `report` and `patterns`: out of the journal, in every format, without a screen."""

import io
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pypdf
import pytest

from painlog.cli.arguments import EXPORT_FORMATS
from painlog.cli.exporting import format_of, period_of
from painlog.exchange import csv_format, json_format, xlsx_format
from painlog.journal import Journal
from painlog.journal.beside import second_record_of
from painlog.journal.store import Store
from painlog.patterns.finding import State
from painlog.places import resources
from painlog.report.waiting import WAITING
from tests.cli.conftest import Run, Start


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from painlog.exchange.sample import sample as made

    path = tmp_path_factory.mktemp("sample") / "sample.painlog"
    with Journal.open(path) as journal:
        journal.take_in(made(date(2026, 4, 12)))
    return path


def test_json_and_back_is_the_same_journal(run: Run, sample: Path, tmp_path: Path) -> None:
    target, again = tmp_path / "out.json", tmp_path / "again.painlog"
    done = run("--journal", sample, "export", target)
    assert (done.code, "525 entries written" in done.out) == (0, True)
    run("--journal", again, "import", target)
    run("--journal", again, "export", tmp_path / "again.json")
    assert target.read_bytes() == (tmp_path / "again.json").read_bytes()
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("command", ["export", "report", "patterns"])
def test_an_entry_that_was_taken_out_behind_its_back_is_told_of(
    run: Run, sample: Path, tmp_path: Path, command: str
) -> None:
    """The journal itself looks sound; its backup and the second record beside it know better."""
    path = tmp_path / "journal.painlog"
    run("--journal", sample, "backup", path)
    run("--journal", path, "record", stdin='{"kind": "note", "at": "2026-03-31T13:05Z", "text": "one"}')
    line = [command, *({"export": [tmp_path / "a.json"], "report": [tmp_path / "a.pdf"]}.get(command, []))]
    assert run("--journal", path, *line).err == ""
    store = Store(path)
    store.do("DELETE FROM check_in WHERE key = 1")
    store.close()
    told = run("--journal", path, *line)
    assert told.code == 0
    assert "is not as it was saved" in told.err
    assert "painlog check" in told.err
    assert run("--journal", path, "check").code == 4


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_spreadsheets_hold_all_entries(run: Run, sample: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"out.{ending}"
    assert run("--journal", sample, "export", target).code == 0
    reader = csv_format if ending == "csv" else xlsx_format
    assert reader.read(target.read_bytes()).rows == 525


def test_a_period_includes_its_first_and_last_day(run: Run, sample: Path) -> None:
    done = run("--journal", sample, "export", "-", "--from", "2026-03-10", "--until", "2026-03-12")
    days = {entry["started_at"][:10] for entry in json.loads(done.out)["activities"]}
    assert days == {"2026-03-10", "2026-03-11", "2026-03-12"}
    one_day = ("--from", "2026-03-10", "--until", "2026-03-10")
    assert json.loads(run("--journal", sample, "export", "-", *one_day).out)["activities"]


def test_standard_output_takes_any_format(start: Start, sample: Path) -> None:
    plain = start("--journal", sample, "export", "-")
    assert json_format.read(plain.stdout).rows > 500
    table = start("--journal", sample, "export", "-", "--format", "csv")
    assert table.stdout.startswith(b"kind,start,end")
    page = start("--journal", sample, "export", "-", "--format", "pdf")
    assert page.stdout.startswith(b"%PDF")


def test_the_page_can_be_read_back(run: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.pdf"
    done = run("--journal", sample, "report", target, "--paper", "letter", "--mono")
    assert (done.code, str(target) in done.out) == (0, True)
    page = pypdf.PdfReader(target).pages[0]
    assert "Oxycodone" in page.extract_text()
    assert page.mediabox.width == pytest.approx(612, abs=1)


@pytest.mark.parametrize(("ending", "begin"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_pictures_of_the_page(run: Run, sample: Path, tmp_path: Path, ending: str, begin: bytes) -> None:
    target = tmp_path / f"page.{ending}"
    period = ("--from", "2026-03-01", "--until", "2026-04-12")
    assert run("--journal", sample, "export", target, *period).code == 0
    assert target.read_bytes().startswith(begin)


@pytest.mark.parametrize("ending", ["pdf", "png", "svg"])
def test_an_exported_page_says_where_it_is(run: Run, sample: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"out.{ending}"
    assert run("--journal", sample, "export", target).out == f"The page is in {target}.\n"


@pytest.mark.parametrize("command", [("export",), ("report",)])
def test_a_folder_that_is_not_there_is_asked_for(
    run: Run, sample: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = run("--journal", sample, *command, tmp_path / "none" / "page.pdf")
    assert (done.code, done.err.startswith("The folder of ")) == (1, True)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="a device of Linux")
def test_a_pipe_can_be_named(start: Start, sample: Path) -> None:
    done = start("--journal", sample, "export", "/dev/stdout", "--format", "csv")
    assert (done.returncode, done.stdout[:10]) == (0, b"kind,start")


def test_an_empty_journal_has_a_page_too(run: Run, tmp_path: Path) -> None:
    journal = tmp_path / "empty.painlog"
    run("--journal", journal, "record", stdin="")
    assert run("--journal", journal, "report", tmp_path / "page.pdf").code == 0
    assert run("--journal", journal, "patterns").code == 0
    assert run("--journal", journal, "export", tmp_path / "empty.csv").code == 0


def test_the_page_is_of_the_days_since_the_last_appointment(sample: Path) -> None:
    with Journal.open(sample, create=False) as journal:
        assert period_of(journal, None, None) == (date(2026, 1, 24), date(2026, 4, 12))
        assert period_of(journal, None, date(2026, 1, 28)) == (date(2026, 1, 19), date(2026, 1, 28))
        assert period_of(journal, date(2026, 3, 1), None) == (date(2026, 3, 1), date(2026, 4, 12))


def test_the_page_is_for_the_coming_appointment_not_for_one_on_the_day_of_the_last_entry(
    run: Run, tmp_path: Path
) -> None:
    """Last written yesterday, the day of a visit, the page said that it was prepared for that one."""
    journal, target = tmp_path / "journal.painlog", tmp_path / "page.txt"
    now = datetime.now().astimezone()
    days = {name: (now + timedelta(days=count)).isoformat() for name, count in (("over", -1), ("next", 3))}
    entries = [{"kind": "appointment", "at": at, "with": f"Dr {name}"} for name, at in days.items()]
    entries.append({"kind": "flare-up", "started_at": days["over"]})
    run("--journal", journal, "record", stdin="\n".join(map(json.dumps, entries)))
    run("--journal", journal, "report", target)
    assert target.read_text().splitlines()[2].endswith(", Dr next")
    yesterday = (now - timedelta(days=1)).date()
    run("--journal", journal, "report", target, "--until", yesterday)
    assert target.read_text().splitlines()[2].endswith(", Dr over")


def test_an_ending_that_tells_no_format_is_wrong_usage(run: Run, sample: Path, tmp_path: Path) -> None:
    done = run("--journal", sample, "export", tmp_path / "out.docx")
    assert (done.code, done.out) == (2, "")
    assert ".json" in done.err
    assert run("--journal", sample, "export", tmp_path / "out.docx", "--format", "csv").code == 0


def test_fhir_is_a_format_of_its_own(run: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.FHIR.json"
    done = run("--journal", sample, "export", target)
    assert (done.code, done.out) == (0, f"525 entries written to {target}.\n")
    assert json.loads(target.read_bytes())["resourceType"] == "Bundle"
    named = run("--journal", sample, "export", "-", "--format", "fhir")
    assert named.out.encode() == target.read_bytes()
    part = run("--journal", sample, "export", "-", "--format", "fhir", "--from", "2026-04-12")
    assert 0 < len(part.out) < len(named.out) / 10
    refused = run("--journal", tmp_path / "new.painlog", "import", target)
    assert (refused.code, "a FHIR file" in refused.err) == (1, True)


def test_the_help_of_the_formats_names_every_ending() -> None:
    text = (resources() / "help" / "journal-format.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| `painlog export"))
    endings = re.findall(r" (\.[\w.]+)\b", row)
    assert sorted(map(format_of, endings)) == sorted(EXPORT_FORMATS)


def test_the_journal_is_never_written_over(run: Run, sample: Path, tmp_path: Path) -> None:
    before = sample.read_bytes()
    link = tmp_path / "out.json"
    link.symlink_to(sample)
    for target in (sample, link):
        done = run("--journal", sample, "export", target, "--format", "json")
        assert (done.code, "is a journal itself" in done.err) == (1, True)
    assert sample.read_bytes() == before


def test_what_is_kept_to_make_a_journal_anew_is_never_written_over(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second record was: what was saved since the newest backup stood in one file only then."""
    kept = [file for file in sample.with_name(f"{sample.name}-backups").iterdir() if file.is_file()]
    assert second_record_of(sample) in kept
    before = {file: file.read_bytes() for file in kept}
    monkeypatch.chdir(kept[0].parent)
    link = tmp_path / "link"
    link.symlink_to(kept[0].parent)
    for target in (*kept, *(Path(file.name) for file in kept), *(link / file.name for file in kept)):
        done = run("--journal", sample, "export", target, "--format", "json")
        assert (done.code, "please name another one" in done.err) == (1, True)
    assert {file: file.read_bytes() for file in kept} == before
    own = tmp_path / "my-backups" / "out.json"
    own.parent.mkdir()
    for _ in range(2):
        assert run("--journal", sample, "export", own).code == 0


def test_an_export_that_fails_leaves_what_was_there(run: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("before")
    tmp_path.chmod(0o500)
    try:
        done = run("--journal", sample, "export", target)
    finally:
        tmp_path.chmod(0o700)
    if done.code:  # an account that may do anything writes all the same
        assert target.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json"]


def test_patterns_as_json_has_the_keys_of_the_contract(run: Run, sample: Path) -> None:
    done = run("--journal", sample, "patterns", "--json")
    told = json.loads(done.out)
    assert list(told) == ["from", "until", "days", "days_with_entries", "patterns"]
    assert (told["from"], told["until"], told["days"]) == ("2026-01-19", "2026-04-12", 84)
    keys = {"id", "about", "state", "headline", "sentence", "measures", "p", "enough"}
    assert all(set(one) == keys for one in told["patterns"])
    assert {one["state"] for one in told["patterns"]} <= {"seen", "not seen", "not enough"}


def test_patterns_as_json_are_as_the_help_says(run: Run, sample: Path) -> None:
    text = (resources() / "help" / "journal-format.md").read_text(encoding="utf-8")
    [example] = [json.loads(one) for one in re.findall(r"```json\n(.*?)```", text, re.DOTALL) if '"p"' in one]
    told = json.loads(run("--journal", sample, "patterns", "--json").out)
    assert list(told) == list(example)
    [lifting] = [one for one in told["patterns"] if (one["id"], one["about"]) == ("trigger", "lifting")]
    assert list(lifting) == list(example["patterns"][0])
    assert set(example["patterns"][0]["measures"]) <= set(lifting["measures"])
    assert [state for state in State if f"`{state}`" not in text] == []


def test_the_sample_shows_what_was_planted(run: Run, sample: Path) -> None:
    told = json.loads(run("--journal", sample, "patterns", "--json").out)
    seen = {(one["id"], one["about"]) for one in told["patterns"] if one["state"] == "seen"}
    assert ("trigger", "lifting") in seen
    assert ("medicine-change", "Buprenorphine patch") in seen
    assert ("time-of-day", "") in seen
    assert ("end-of-dose", "Oxycodone PR") in seen
    assert ("relief", "Oxycodone IR") in seen
    assert not {about for pattern, about in seen if pattern == "trigger"} - {"lifting"}
    lifting = next(one for one in told["patterns"] if (one["id"], one["about"]) == ("trigger", "lifting"))
    assert lifting["measures"]["ratio"] >= 3


def test_patterns_as_text(run: Run, sample: Path) -> None:
    told = run("--journal", sample, "patterns").out
    assert "Lifting stands out" in told
    assert "Looked for and not seen:" in told
    assert "Please do not change how you take your medicine" in told
    assert not re.search(r"%\d|\(s\)", told)


def test_a_change_after_none_at_all_can_be_told(run: Run, tmp_path: Path) -> None:
    journal = tmp_path / "none.painlog"
    old, new = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
    given: list[dict[str, object]] = [
        {"kind": "medicine", "id": old, "name": "Old", "role": "regular"},
        {"kind": "medicine", "id": new, "name": "New", "role": "regular", "changed_from": old},
    ]
    for number in range(84):
        day = date(2026, 3, 2) + timedelta(days=number)
        given.append({"kind": "check-in", "at": f"{day}T21:00Z", "background": 4})
        given.append({"kind": "dose", "taken_at": f"{day}T08:00Z", "medicine": new if number >= 42 else old})
        if number >= 42:
            given.append({"kind": "flare-up", "started_at": f"{day}T10:00Z", "ended_at": f"{day}T11:00Z"})
    run("--journal", journal, "record", stdin="\n".join(map(json.dumps, given)))
    done = run("--journal", journal, "patterns", "--json")
    assert (done.code, "Infinity" in done.out) == (0, False)
    change = next(one for one in json.loads(done.out)["patterns"] if one["id"] == "medicine-change")
    assert (change["state"], change["measures"]["change"]) == ("seen", None)
    assert "From 0 to 7 a week" in run("--journal", journal, "patterns").out


def test_what_is_taken_up_again_after_a_long_break_did_not_begin_then(run: Run, tmp_path: Path) -> None:
    """As in the window, which looks at the whole journal: the break is longer than twice the period."""
    journal, given = tmp_path / "again.painlog", tmp_path / "again.json"
    ids = [str(UUID(int=number)) for number in range(300)]
    sessions = ["2025-03-03", *(f"2026-05-{number:02d}" for number in range(1, 15, 2))]
    days = [date(2026, 3, 16) + timedelta(days=number) for number in range(91)]
    doses = [("2025-03-01", ids[0]), *((day, ids[1]) for day in sessions)]
    told: dict[str, object] = {
        "format": "painlog-journal",
        "version": 1,
        "medicines": [
            {"id": ids[0], "name": "Old"},
            {"id": ids[1], "name": "New", "changed_from": ids[0]},
        ],
        "doses": [
            {"id": ids.pop(), "taken_at": f"{day}T08:00Z", "medicine": medicine} for day, medicine in doses
        ],
        "activities": [
            {"id": ids.pop(), "name": "yoga", "therapy": True, "started_at": f"{day}T10:00Z"}
            for day in sessions
        ],
        "flare_ups": [
            {"id": ids.pop(), "started_at": f"{day}T10:00Z", "ended_at": f"{day}T11:00Z"} for day in days
        ],
        "check_ins": [{"id": ids.pop(), "at": f"{day}T21:00Z", "background": 4} for day in days],
    }
    given.write_text(json.dumps(told))
    assert run("--journal", journal, "import", given).code == 0
    found = run("--journal", journal, "patterns", "--json", "--from", "2026-03-16").out
    asked = {one["id"]: (one["state"], one["measures"]) for one in json.loads(found)["patterns"]}
    state, measures = asked["therapy-course"]
    assert (state, measures["on"]) == ("not enough", "2025-03-03")
    assert asked["medicine-change"] == ("not enough", {})


def test_in_the_terminal_what_is_nearest_comes_first_and_each_question_has_its_counts(
    run: Run, tmp_path: Path
) -> None:
    journal = tmp_path / "few.painlog"
    flares = [
        {"kind": "flare-up", "started_at": f"2026-03-{day:02d}T10:00Z", "triggers": ["stairs"]}
        | {"written_at": f"2026-03-{day:02d}T10:05:00Z"}
        | ({"ended_at": f"2026-03-{day:02d}T11:00Z"} if day < 19 else {"end_unknown": True})
        for day in range(2, 30)
    ]
    run("--journal", journal, "record", stdin="\n".join(map(json.dumps, flares)))
    told = run("--journal", journal, "patterns").out
    assert "  Flare-ups coming back\n    0 of 17 flare-ups came back within 3 hours" in told
    assert "  Stairs before flare-ups\n    You marked stairs on 28 flare-ups." in told
    lacking = told.partition("Not enough entries yet:")[2]
    longer, done = lacking.index("Flare-ups getting longer"), lacking.index("As-needed doses by the clock")
    assert longer < done


def test_patterns_of_a_period(run: Run, sample: Path) -> None:
    done = run("--journal", sample, "patterns", "--json", "--from", "2026-03-02", "--until", "2026-04-12")
    assert json.loads(done.out)["days"] == 42


@pytest.mark.parametrize(
    ("begun", "ended", "first"),
    [
        ("2026-03-02T23:30+01:00", "2026-04-03T10:00+02:00", "2026-03-02"),
        ("2026-10-02T00:20+02:00", "2026-11-03T10:00+01:00", "2026-10-02"),
        ("2026-03-02T17:00+01:00", "2026-03-20T10:00+09:00", "2026-03-02"),
    ],
)
def test_a_journal_begins_on_the_day_of_its_first_clock(
    run: Run, tmp_path: Path, begun: str, ended: str, first: str
) -> None:
    """The clock of the last entry, after a change to summer time or a flight, says nothing of the first."""
    journal = tmp_path / "journey.painlog"
    lines = [json.dumps({"kind": "check-in", "at": at, "background": 3}) for at in (begun, ended)]
    run("--journal", journal, "record", stdin="\n".join(lines))
    told = json.loads(run("--journal", journal, "patterns", "--json").out)
    assert (told["from"], told["until"], told["days_with_entries"]) == (first, ended[:10], 2)


def test_the_page_may_begin_after_the_last_entry(run: Run, sample: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    done = run("--journal", sample, "report", page, "--from", "2030-03-31")
    assert (done.code, done.err) == (0, "")
    assert "31 March 2030" in page.read_text(encoding="utf-8")
    told = json.loads(run("--journal", sample, "patterns", "--json", "--from", "2030-03-31").out)
    assert (told["from"], told["until"], told["days"]) == ("2030-03-31", "2030-03-31", 1)


def test_patterns_may_end_before_the_first_entry(run: Run, sample: Path) -> None:
    done = run("--journal", sample, "patterns", "--json", "--until", "2020-01-05")
    told = json.loads(done.out)
    assert (done.code, told["from"], told["until"]) == (0, "2020-01-05", "2020-01-05")


def test_questions_that_wait_for_an_appointment_are_on_the_page(run: Run, tmp_path: Path) -> None:
    journal = tmp_path / "journal.painlog"
    with Journal.open(journal) as opened:
        opened.keep(WAITING, "Can I drive?")
    page = tmp_path / "page.txt"
    assert run("--journal", journal, "report", page).code == 0
    assert "Can I drive?" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("export", "-"), ("report", "x.pdf"), ("patterns",)])
def test_a_period_that_ends_before_it_begins_is_wrong_usage(
    run: Run, sample: Path, command: tuple[str, ...]
) -> None:
    done = run("--journal", sample, *command, "--from", "2026-04-02", "--until", "2026-04-01")
    assert (done.code, done.out) == (2, "")


def test_only_what_is_written_goes_to_standard_output(start: Start, sample: Path) -> None:
    done = start("--journal", sample, "export", "-", "--format", "xlsx")
    assert done.stderr == b""
    assert xlsx_format.read(io.BytesIO(done.stdout).getvalue()).rows == 525


@pytest.mark.parametrize(
    ("ending", "begins"), [("txt", b"Breakthrough"), ("html", b"<!"), ("png", b"\x89PNG"), ("svg", b"<?xml")]
)
def test_the_page_takes_the_form_of_the_files_ending(
    run: Run, sample: Path, tmp_path: Path, ending: str, begins: bytes
) -> None:
    target = tmp_path / f"page.{ending}"
    assert run("--journal", sample, "report", target).code == 0
    assert target.read_bytes().lstrip().startswith(begins)


def test_a_page_without_a_known_ending_is_refused(run: Run, sample: Path, tmp_path: Path) -> None:
    done = run("--journal", sample, "report", tmp_path / "page.doc")
    assert done.code == 2
    assert not (tmp_path / "page.doc").exists()


@pytest.mark.parametrize("ending", ["pdf", "html", "txt", "png", "svg"])
def test_the_help_of_the_page_names_every_ending(run: Run, ending: str) -> None:
    assert f".{ending}" in run("report", "--help").out
    row = next(
        line
        for line in (resources() / "help" / "journal-format.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `painlog report")
    )
    assert f".{ending}" in row
