"""The help on files and commands is true: its examples are read, what it lists exists."""

import json
import re
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path

import pytest

from painlog import entries
from painlog.cli.arguments import EXPORT_FORMATS, _parser, in_english, parsed
from painlog.entries import Contents
from painlog.exchange import csv_format, json_format
from painlog.exchange.shapes import KINDS, LISTS, PATIENT
from painlog.exchange.table import COLUMNS, ROW_KINDS
from painlog.places import resources
from tests.cli.conftest import Run

TEXT = (resources() / "help" / "journal-format.md").read_text(encoding="utf-8")
DIARY = Path(__file__).parents[1] / "exchange" / "small_diary.csv"


def example() -> str:
    found = re.search(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def test_the_example_is_a_journal() -> None:
    contents = json_format.read(example().encode()).contents
    assert all(len(getattr(contents, key)) == 1 for key in LISTS)
    again = json_format.read(json_format.write(contents)).contents
    assert again == contents


def test_the_example_shows_every_key() -> None:
    shown = json.loads(example())
    assert list(shown) == ["format", "version", "patient", *LISTS]
    assert list(shown["patient"]) == list(PATIENT.fields)
    for key, shape in LISTS.items():
        stamps = {"written_at", "updated_at"}
        assert list(shown[key][0]) == [name for name in shape.fields if name not in stamps]


@pytest.mark.parametrize(
    ("field", "offered"),
    [
        ("form", entries.FORMS),
        ("strength.unit", entries.STRENGTH_UNITS),
        ("action", entries.ACTIONS),
        ("role", entries.ROLES),
        ("reason", entries.REASONS),
    ],
)
def test_the_values_on_offer_are_listed(field: str, offered: tuple[str, ...]) -> None:
    whole = re.search(rf"^\| `{re.escape(field)}` \|.*$", TEXT, re.MULTILINE)
    assert whole
    assert [value for value in offered if not re.search(rf"\b{re.escape(value)}\b", whole[0])] == []


def test_every_field_of_the_table_is_a_key() -> None:
    known = {key for shape in (*KINDS.values(), PATIENT) for key in shape.fields} | {
        "strength.unit",
        "intensity",
    }
    rows = re.findall(r"^\| ((?:`[\w.]+`(?:, )?)+) \|", TEXT.split("## CSV")[0], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([\w.]+)`", row)}
    assert len(named) > 15
    assert named - known == set()


def test_the_header_is_that_of_the_code() -> None:
    assert f"`{','.join(COLUMNS)}`" in TEXT
    assert csv_format.write(Contents()).decode().strip() == ",".join(COLUMNS)


def test_the_kinds_of_rows_are_those_of_the_code() -> None:
    listed = re.search(r"`kind`: ([^.]*)\.", TEXT)
    assert listed
    assert [kind.strip() for kind in listed[1].split(",")] == list(ROW_KINDS)


def test_the_kinds_of_lines_are_those_of_the_code() -> None:
    listed = re.search(r"each with a `kind` \(([^)]*)\)", TEXT)
    assert listed
    assert {kind.strip() for kind in listed[1].split(",")} == {*entries.KINDS.values(), "remove"}


def commands() -> list[str]:
    return re.findall(r"`painlog (\w+)", TEXT.split("## The command line")[1])


def test_every_command_exists_and_every_option_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed(["--help"])
    every = capsys.readouterr().out
    assert len(commands()) == 11
    for command in commands():
        assert f"  {command} " in every
        with pytest.raises(SystemExit):
            parsed([command, "--help"])
        told = capsys.readouterr().out
        row = next(
            line for line in TEXT.splitlines() if line.startswith("|") and f"`painlog {command}" in line
        )
        assert [name for name in re.findall(r"--\w[\w-]*", row) if name not in told] == []


def test_the_command_for_another_diary_works_as_written(run: Run, tmp_path: Path) -> None:
    told = re.search(r"    painlog import diary\.csv (.*)\\\n(.*)\\\n(.*)\n", TEXT)
    assert told
    words = [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', " ".join(told.groups()))]
    done = run("--journal", tmp_path / "journal.painlog", "import", DIARY, *words)
    assert (done.code, "added: 4 (4 flare-ups)" in done.out) == (0, True)
    assert "line 5" not in done.err  # a row that names no day
    helped = run("import", "--help").out
    assert [
        word for word in words if word.startswith("--") and word not in helped.split("for example")[1]
    ] == []


def test_every_option_of_the_command_line_is_told_of() -> None:
    """How a date or a number that can be read in two ways is answered stood only in the error."""
    named = {
        option for command in _commands() for action in command._actions for option in action.option_strings
    }
    known = {option for option in named if option.startswith("--")} - {"--help", "--version"}
    assert len(known) > 25
    assert [option for option in sorted(known) if not re.search(rf"{option}\b", TEXT)] == []


def _commands() -> list[ArgumentParser]:
    top = _parser(in_english)
    found = [action for action in top._actions if isinstance(action, _SubParsersAction)]
    return [top, *(command for action in found for command in action.choices.values())]


def test_the_help_of_export_names_every_ending(run: Run) -> None:
    """That of FHIR was missing."""
    said = run("export", "--help").out
    assert [name for name in EXPORT_FORMATS if f".{name}" not in said] == []
