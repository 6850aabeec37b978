"""The picture of an entry: what its row holds, value for value."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from painlog import entries as e
from painlog.journal.moments import micros, offset_minutes
from painlog.journal.pictures import entry_of, picture_of
from painlog.journal.tables import columns
from tests.journal.worlds import Chance

MINUTES_A_DAY = 1439
ZONES = st.integers(-MINUTES_A_DAY, MINUTES_A_DAY).map(lambda minutes: timezone(timedelta(minutes=minutes)))


class Cupboard:
    """Has every medicine, in the row that its id counts."""

    def key_of_medicine(self, medicine: UUID) -> int:
        """Return the row."""
        return medicine.int

    def id_of_medicine(self, key: int) -> UUID:
        """Return the id."""
        return UUID(int=key)


@given(st.datetimes(datetime(1, 1, 4), datetime(9999, 12, 28), timezones=ZONES))  # noqa: DTZ001 - bounds of any wall clock
def test_a_moment_is_counted_from_1970_and_shows_its_wall_clock(at: datetime) -> None:
    picture = picture_of(e.Note(id=UUID(int=1), at=at, text=""), Cupboard())
    told = dict(zip(columns("note"), picture, strict=True))
    assert (told["at"], told["at_offset"]) == (micros(at), offset_minutes(at))
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros(at)) == at


def test_every_kind_comes_back_and_holds_nothing_that_the_file_does_not(chance: Chance) -> None:
    contents = chance.contents()
    for entry in (*contents.entries(), *contents.medicines):
        picture = picture_of(entry, Cupboard())
        assert entry_of(e.kind_of(entry), picture, Cupboard()) == entry
        assert {type(value) for value in picture} <= {int, float, str, bytes, type(None)}
