"""The JSON format: without loss, strict, the same bytes every time."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painlog import entries
from painlog.entries import Contents, Removed, Why
from painlog.exchange import json_format
from painlog.exchange.reading import Trouble, Unreadable
from painlog.exchange.shapes import KINDS
from tests.exchange.journals import EVERYTHING, contents, number


def read(data: bytes, is_there: Callable[[UUID], bool] = lambda _: False) -> Contents:
    """Read a file as an import does; `is_there` tells of ids in the journal."""
    told = json_format.read(data).contents
    json_format.refuse_loose_doses(told, is_there)
    return told


def plain() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_format.write(EVERYTHING))
    return found


REMOVE = object()


def changed(place: str, value: object) -> bytes:
    """Return the file of everything with another value at a place, "flare_ups[0].peak", or without it."""
    steps: list[Any] = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", place)]
    found = plain()
    at: Any = found
    for step in steps[:-1]:
        at = at[step]
    if value is REMOVE:
        del at[steps[-1]]
    else:
        at[steps[-1]] = value
    return json.dumps(found).encode()


def refusal(data: bytes) -> tuple[str, str]:
    """Return why and where a file is refused."""
    with pytest.raises(Unreadable) as refused:
        read(data)
    return refused.value.problem.why, refused.value.problem.place


def test_what_is_written_is_read_back_the_same() -> None:
    assert read(json_format.write(EVERYTHING)) == EVERYTHING


@settings(max_examples=25)
@given(contents())
def test_any_journal_is_read_back_the_same(journal: Contents) -> None:
    written = json_format.write(journal)
    assert read(written) == journal
    assert json_format.write(read(written)) == written


def test_the_same_journal_gives_the_same_bytes_whatever_its_order() -> None:
    turned = replace(
        EVERYTHING,
        flare_ups=EVERYTHING.flare_ups[::-1],
        doses=EVERYTHING.doses[::-1],
        check_ins=EVERYTHING.check_ins[::-1],
    )
    assert json_format.write(turned) == json_format.write(EVERYTHING)


def test_decimals_stay_as_typed() -> None:
    written = json_format.write(EVERYTHING).decode()
    assert '"amount": 0.50' in written
    assert '"value": 10.0' in written
    long = written.replace('"amount": 0.50', '"amount": 0.1000000000000000000001')
    assert read(long.encode()).doses[1].amount == Decimal("0.1000000000000000000001")


def test_a_time_of_day_keeps_its_seconds_and_what_is_not_so_is_false() -> None:
    plan = entries.Plan(start=date(2026, 1, 1), times=(time(8, 0, 30), time(20)))
    kept = Contents(medicines=(replace(EVERYTHING.medicines[0], plans=(plan,)),))
    assert json_format.read(json_format.write(kept)).contents == kept
    assert b'"times": ["08:00:30", "20:00"]' in json_format.write(kept)
    assert b'"end_unknown": false' in json_format.write(EVERYTHING)


def test_written_and_updated_are_kept_in_utc() -> None:
    data = changed("notes[0].written_at", "2026-03-31T13:05:06.5+02:00")
    assert read(data).notes[0].written_at == datetime(2026, 3, 31, 11, 5, 6, 500000, UTC)
    assert b'"written_at": "2026-03-31T11:05:06.500000Z"' in json_format.write(read(data))


def test_what_is_missing_is_empty() -> None:
    entry = '{"id": "00000000-0000-0000-0000-000000000001", "started_at": "2026-03-31T13:05Z"}'
    data = f'{{"format": "painlog-journal", "version": 1, "flare_ups": [{entry}]}}'.encode()
    found = read(data)
    assert found.patient is None
    assert found.flare_ups[0].readings == ()
    assert found.flare_ups[0].peak is None
    assert found.flare_ups[0].note == ""


def test_null_is_missing_too() -> None:
    assert read(changed("flare_ups[0].note", None)).flare_ups[0].note == ""


def test_a_byte_order_mark_is_no_matter() -> None:
    assert read(b"\xef\xbb\xbf" + json_format.write(EVERYTHING)) == EVERYTHING


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_what_windows_calls_unicode_is_read(mark: bytes, encoding: str) -> None:
    """A text editor of Windows saves so, and PowerShell writes so what a program prints."""
    told = json_format.read(mark + json_format.write(EVERYTHING).decode().encode(encoding))
    assert (told.contents, told.guesses.encoding) == (EVERYTHING, encoding)
    half = mark + '{"format": "'.encode(encoding) + "\ud800".encode(encoding, "surrogatepass")
    for broken in (half, mark + b"{"):
        assert refusal(broken) == (Trouble.NOT_TEXT, "")


@pytest.mark.parametrize(
    "place",
    [
        "colour",
        "patient.height",
        "patient.waking.to",
        "medicines[0].brand",
        "medicines[0].strength.per",
        "medicines[0].plans[0].start",
        "flare_ups[0].readings[1].level",
        "appointments[0].with_whom",
        "removed[0].why",
    ],
)
def test_an_unknown_key_is_refused_with_its_path(place: str) -> None:
    assert refusal(changed(place, 1)) == (Trouble.UNKNOWN_KEY, place)


@pytest.mark.parametrize(
    ("why", "place", "value"),
    [
        (Trouble.MISSING, "notes[0].at", REMOVE),
        (Trouble.MISSING, "notes[0].text", None),
        (Trouble.MISSING, "doses[0].medicine", REMOVE),
        (Trouble.MISSING, "version", REMOVE),
        (Trouble.OTHER_VERSION, "version", 2),
        (Trouble.OTHER_VERSION, "version", "1"),
        (Trouble.NOT_THIS_FORMAT, "format", "other"),
        (Trouble.NO_LIST, "notes", {}),
        (Trouble.NO_OBJECT, "notes[0]", "x"),
        (Trouble.NO_TEXT, "notes[0].text", 1),
        (Trouble.NO_FIGURE, "flare_ups[0].peak", "7"),
        (Trouble.NO_FIGURE, "flare_ups[0].peak", True),
        (Trouble.NO_FLAG, "flare_ups[0].end_unknown", 0),
        (Trouble.NO_LIST, "flare_ups[0].triggers", "x"),
        (Trouble.NO_TEXT, "flare_ups[0].triggers[1]", 1),
        (Why.NO_OFFSET, "notes[0].at", "2026-03-31T13:05"),
        (Trouble.NOT_EXACT, "notes[0].at", "2026-03-31"),
        (Trouble.NOT_EXACT, "notes[0].at", "2026-02-30T13:05Z"),
        (Trouble.NOT_EXACT, "notes[0].at", "0001-01-01T00:00+14:00"),
        (Trouble.NOT_EXACT, "notes[0].at", "2026-03-31T13:05+02:00:30"),
        (Trouble.NOT_EXACT, "notes[0].at", "2026-03-31T13:05+02:60"),
        (Trouble.NOT_EXACT, "notes[0].at", "٢٠٢٦-03-31T13:05Z"),
        (Trouble.NOT_A_DAY, "patient.born", "19610514"),
        (Why.NOT_TEXT, "appointments[0].questions[1].text", "a\0b"),
        (Why.NOT_TEXT, "appointments[0].questions[1].answer", "a\0b"),
        (Trouble.NOT_A_CLOCK, "patient.waking.from", "7"),
        (Trouble.NOT_AN_ID, "notes[0].id", "7"),
        (Trouble.NOT_AN_ID, "notes[0].id", "0000_0000-0000-0000-0000-00000000001"),
        (Trouble.DOUBLED_ID, "notes[0].id", str(number(10))),
        (Why.OUT_OF_SCALE, "flare_ups[0].peak", 11),
        (Why.OUT_OF_SCALE, "flare_ups[0].readings[0].intensity", -1),
        (Why.BELOW_ZERO, "doses[0].amount", -1),
        (Why.NOT_A_PERCENTAGE, "doses[1].relief", 101),
        (Why.TOO_MUCH, "check_ins[0].sleep_hours", 24.5),
        (Why.TOO_MUCH, "doses[0].relief_minutes", 600_001),
        (Why.TOO_MUCH, "medicines[0].plans[0].min_hours_between", 10_001),
        (Why.TOO_MUCH, "medicines[0].plans[0].every_hours", 1e14),
        (Why.NOT_ABOVE_ZERO, "medicines[0].plans[0].every_hours", 0),
        (Why.ITSELF, "medicines[0].changed_from", str(number(1))),
        (Why.ITSELF, "flare_ups[0].came_back_after", str(number(10))),
        (Why.NOT_OFFERED, "medicines[0].form", "brick"),
        (Why.NOT_OFFERED, "medicines[0].strength.unit", "kg"),
        (Why.PEAK_BEFORE_START, "flare_ups[0].peaked_at", "2026-03-31T13:04+02:00"),
        (Why.PEAK_AFTER_END, "flare_ups[0].peaked_at", "2026-03-31T14:04+02:00"),
        (Why.END_BEFORE_START, "flare_ups[0].ended_at", "2026-03-31T13:04+02:00"),
        (Why.IN_THE_FUTURE, "notes[0].at", "2126-03-31T13:05Z"),
        (Why.IN_THE_FUTURE, "doses[0].ended_at", "2126-03-31T13:05Z"),
        (Why.IN_THE_FUTURE, "flare_ups[0].readings", [{"at": "2126-03-31T13:05Z", "intensity": 4}]),
        (Why.UNKNOWN_MEDICINE, "doses[0].medicine", str(number(99))),
        (Why.UNKNOWN_FLARE_UP, "doses[1].flare_up", str(number(99))),
    ],
)
def test_what_cannot_be_true_is_refused_with_its_path(why: str, place: str, value: object) -> None:
    assert refusal(changed(place, value)) == (why, place)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("flare_ups[1].came_back_after", number(99)),
        ("medicines[1].changed_from", number(99)),
        ("medicines[0].changed_from", number(2)),
    ],
)
def test_other_links_may_lead_out_of_the_file_or_back(place: str, value: UUID) -> None:
    # A part of a journal names flare-ups before it, and who changes to a medicine may change back.
    kept = read(changed(place, str(value)))
    assert json_format.read(json_format.write(kept)).contents == kept
    assert str(value) in json_format.write(kept).decode()


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31T13:05:00,5+02:00",
        "2026-03-31 13:05:00.500000000+0200",
        "2026-03-31t13:05:00.5+02",
        "2026-03-31T11:05:00.5z",
    ],
)
def test_a_moment_may_be_spelled_in_every_way_of_iso_8601(text: str) -> None:
    at = read(changed("notes[0].at", text)).notes[0].at
    assert at == datetime(2026, 3, 31, 11, 5, 0, 500000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "told"), [(True, "true"), (None, ""), (["a"], "[…]"), ({"a": 1}, "{…}"), (7, "7")]
)
def test_what_stood_there_is_told_as_it_stood(value: object, told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        json_format.read(changed("notes[0].at", value))
    assert refused.value.problem.value == told


@pytest.mark.parametrize("place", ["notes[0].at", "doses[0].ended_at", "flare_ups[0].readings"])
def test_of_what_is_to_come_the_moment_is_told_that_is(place: str) -> None:
    ahead = "2126-03-31T13:05+00:00"
    with pytest.raises(Unreadable) as refused:
        json_format.read(changed(place, [{"at": ahead, "intensity": 4}] if "readings" in place else ahead))
    assert refused.value.problem.value == ahead


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Trouble.NOTHING_IN_IT),
        (b" \n", Trouble.NOTHING_IN_IT),
        (b"nonsense", Trouble.BROKEN),
        (b"[1", Trouble.BROKEN),
        (b"{} {}", Trouble.BROKEN),
        (b"[]", Trouble.NO_OBJECT),
        (b"\xff", Trouble.NOT_TEXT),
        *((mark, Trouble.NOTHING_IN_IT) for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")),
        (b"[" * 100_000, Trouble.TOO_DEEP),
        (b'{"a":' * 100_000, Trouble.TOO_DEEP),
        (b"[" + b"1," * 3_500_000 + b"1]", Trouble.TOO_LARGE),
        (b'{"format": "painlog-journal", "format": "painlog-journal"}', Trouble.DOUBLED_KEY),
    ],
)
def test_what_is_no_journal_is_refused(data: bytes, why: Trouble) -> None:
    assert refusal(data)[0] == why


@pytest.mark.parametrize(
    "typed",
    ["NaN", "Infinity", "-Infinity", "1e400", "1e999999999", "1e-999999999", "1" * 61, "1" * 31, "1" * 5000],
)
def test_numbers_that_are_none_or_too_long_are_refused(typed: str) -> None:
    for key in ('"peak": 7.5', '"amount": 0.50'):
        name = key.split('"')[1]
        data = json_format.write(EVERYTHING).decode().replace(key, f'"{name}": {typed}')
        why, place = refusal(data.encode())
        assert (why, place.rpartition(".")[2]) == (Trouble.NOT_A_NUMBER, name)


def test_half_a_character_is_refused_with_its_path() -> None:
    data = json_format.write(EVERYTHING).replace(b'"good day"', b'"\\ud83d"')
    assert refusal(data) == (Trouble.BROKEN_TEXT, "check_ins[1].note")
    whole = json_format.write(EVERYTHING).replace(b'"good day"', b'"\\ud83d\\ude00"')
    assert read(whole).check_ins[1].note == "😀"


def test_links_may_lead_to_the_journal() -> None:
    data = changed("medicines", [])
    assert refusal(data) == (Why.UNKNOWN_MEDICINE, "doses[0].medicine")
    assert read(data, lambda _: True).doses == EVERYTHING.doses


def test_a_note_of_a_megabyte_is_kept() -> None:
    long = replace(EVERYTHING.notes[0], text="ä" * 2**20)
    assert read(json_format.write(Contents(notes=(long,)))).notes == (long,)


def test_every_field_of_every_entry_has_its_key() -> None:
    for kind in entries.KINDS:
        shape = KINDS[entries.KINDS[kind]]
        attributes = [field.attribute or key for key, field in shape.fields.items()]
        assert sorted(attributes) == sorted(field.name for field in fields(kind))


def test_one_entry_on_a_line() -> None:
    line = '{"id": "00000000-0000-0000-0000-00000000000a", "at": "2026-03-31T13:05Z", "text": "x"}'
    keys = json_format.parse_entry(line)
    note = json_format.take_entry("note", keys)
    assert note.id == UUID(int=10)
    assert json_format.take_entry("note", json_format.give_entry("note", note)) == note
    assert json_format.take_removal({"id": str(note.id)}) == note.id
    with pytest.raises(Unreadable):
        json_format.parse_entry("[]")
    with pytest.raises(Unreadable):
        json_format.take_removal({})


def test_removed_entries_are_told() -> None:
    assert read(json_format.write(EVERYTHING)).removed == (
        Removed(id=number(70), at=datetime(2026, 3, 31, 11, 6, 7, 123456, UTC)),
    )


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_a_mutated_file_is_read_or_refused_in_words(at: int, bits: bytes) -> None:
    data = json_format.write(EVERYTHING)
    at %= len(data)
    with suppress(Unreadable):
        read(data[:at] + bits + data[at + len(bits) :])
