"""The Peewee models: one table a kind of entry, one row an entry. They never leave this room.

What writes is made of them; reading needs only the names in tables.py, and so a start needs no Peewee.

Moments are two columns: microseconds since 1970 in UTC and the wall clock's offset in minutes. Lists are
JSON text, so that an entry is one row and its picture before an act is enough to undo it. Amounts are the
decimal text that was typed. Links name the id of the other entry.
"""

from collections.abc import Container, Sequence
from itertools import count
from typing import Any, NamedTuple

import peewee


class Row(peewee.Model):
    """What every table has: a key that is never used twice."""

    key = peewee.AutoField()


class KeptRow(Row):
    """What every kind of entry has."""

    id = peewee.BlobField(unique=True)
    written_at = peewee.BigIntegerField(null=True)
    updated_at = peewee.BigIntegerField(null=True)


class MomentRow(KeptRow):
    """What every entry of the time line has."""

    at = peewee.BigIntegerField(index=True)
    at_offset = peewee.SmallIntegerField()


class FlareUpRow(MomentRow):
    """A flare-up; `ended` is null while it runs or when `end_unknown`."""

    ended = peewee.BigIntegerField(null=True)
    ended_offset = peewee.SmallIntegerField(null=True)
    peaked = peewee.BigIntegerField(null=True)
    peaked_offset = peewee.SmallIntegerField(null=True)
    peak = peewee.FloatField(null=True)
    worst = peewee.FloatField(null=True)
    rise = peewee.BigIntegerField(null=True)
    readings = peewee.TextField()
    triggers = peewee.TextField()
    regions = peewee.TextField()
    qualities = peewee.TextField()
    kept_from = peewee.TextField()
    helped = peewee.TextField()
    came_back_after = peewee.BlobField(null=True)
    end_unknown = peewee.BooleanField()
    time_uncertain = peewee.BooleanField()
    note = peewee.TextField()

    class Meta:
        """Its name in the file."""

        table_name = "flare_up"


class MedicineRow(KeptRow):
    """A medicine with its plans as JSON text."""

    name = peewee.TextField()
    ingredient = peewee.TextField()
    form = peewee.TextField()
    strength = peewee.TextField(null=True)
    strength_unit = peewee.TextField(null=True)
    action = peewee.TextField(null=True)
    role = peewee.TextField()
    plans = peewee.TextField()
    changed_from = peewee.BlobField(null=True)
    note = peewee.TextField()

    class Meta:
        """Its name in the file."""

        table_name = "medicine"


class DoseRow(MomentRow):
    """A dose; of a patch, `ended` is when it came off."""

    medicine = peewee.IntegerField()
    amount = peewee.TextField()
    reason = peewee.TextField(null=True)
    flare_up = peewee.BlobField(null=True)
    relief = peewee.FloatField(null=True)
    relief_minutes = peewee.FloatField(null=True)
    ended = peewee.BigIntegerField(null=True)
    ended_offset = peewee.SmallIntegerField(null=True)
    site = peewee.TextField()
    note = peewee.TextField()

    class Meta:
        """Its name in the file; the last dose of a medicine is found by this index alone."""

        table_name = "dose"
        indexes = ((("medicine", "at"), False),)


class ActivityRow(MomentRow):
    """An activity or a session of a therapy."""

    name = peewee.TextField()
    ended = peewee.BigIntegerField(null=True)
    ended_offset = peewee.SmallIntegerField(null=True)
    therapy = peewee.BooleanField()
    note = peewee.TextField()

    class Meta:
        """Its name in the file."""

        table_name = "activity"


class CheckInRow(MomentRow):
    """How it was."""

    background = peewee.FloatField(null=True)
    enjoyment = peewee.FloatField(null=True)
    activity = peewee.FloatField(null=True)
    sleep_hours = peewee.FloatField(null=True)
    no_flare_up = peewee.BooleanField()
    note = peewee.TextField()

    class Meta:
        """Its name in the file."""

        table_name = "check_in"


class AppointmentRow(MomentRow):
    """A visit with its questions as JSON text."""

    with_whom = peewee.TextField()
    questions = peewee.TextField()
    note = peewee.TextField()

    class Meta:
        """Its name in the file."""

        table_name = "appointment"


class NoteRow(MomentRow):
    """A note."""

    text = peewee.TextField()

    class Meta:
        """Its name in the file."""

        table_name = "note"


class RemovedRow(Row):
    """An entry that was taken out: its picture for at least 30 days, its id for merging ever after."""

    id = peewee.BlobField(unique=True)
    at = peewee.BigIntegerField()
    kind = peewee.TextField(null=True)
    entry_key = peewee.IntegerField(null=True)
    picture = peewee.TextField(null=True)

    class Meta:
        """Its name in the file."""

        table_name = "removed"


class PatientRow(Row):
    """The one row about who keeps the journal."""

    name = peewee.TextField()
    born = peewee.TextField(null=True)
    waking = peewee.TextField(null=True)
    activities = peewee.TextField()
    usual_regions = peewee.TextField()

    class Meta:
        """Its name in the file."""

        table_name = "patient"


class KeptTextRow(Row):
    """Small texts that belong to the journal but are no entries: a half-written note, emergency numbers."""

    name = peewee.TextField(unique=True)
    text = peewee.TextField()

    class Meta:
        """Its name in the file."""

        table_name = "kept_text"


MODELS: dict[str, type[Row]] = {
    "medicine": MedicineRow,
    "flare-up": FlareUpRow,
    "dose": DoseRow,
    "activity": ActivityRow,
    "check-in": CheckInRow,
    "appointment": AppointmentRow,
    "note": NoteRow,
    "removed": RemovedRow,
    "patient": PatientRow,
    "kept text": KeptTextRow,
}
"""The model of each kind."""


class Statements(NamedTuple):
    """What is said to SQLite to write one row of a kind; each takes its values in the order that is named."""

    insert: str
    """The key (None: a new one), then the picture."""
    update: str
    """The picture, then the key."""
    delete: str
    """The key."""


_VALUE = peewee.SQL("?")


def _fields(model: Any) -> list[peewee.Field]:
    return [field for field in model._meta.sorted_fields if field.name != "key"]  # noqa: SLF001 - Peewee's documented place


def _statements(model: Any) -> Statements:
    picture = dict.fromkeys(_fields(model), _VALUE)
    queries = (
        model.insert({model.key: _VALUE, **picture}),
        model.update(picture).where(model.key == _VALUE),
        model.delete().where(model.key == _VALUE),
    )
    return Statements(*(query.sql()[0] for query in queries))


def insert_of(kind: str, filled: Container[str], same: Sequence[str], rows: int) -> str:
    """Return what writes new rows with nothing but `filled`.

    It takes first what is the `same` in all rows, then the key and the other columns of each row. Where a
    row cannot be, those before it stay until the transaction is taken back: a way back of each statement's
    own would cost a tenth more.
    """
    model: Any = MODELS[kind]
    told = [model.key, *(field for field in _fields(model) if field.name in filled)]
    beginning = str(model.insert(dict.fromkeys(told, _VALUE)).sql()[0]).partition(" VALUES ")[0]
    number = count(len(same) + 1)
    places = [{field.name: next(number) for field in told if field.name not in same} for _ in range(rows)]
    once = {name: place for place, name in enumerate(same, 1)}
    each = (", ".join(f"?{(once | row)[field.name]}" for field in told) for row in places)
    return f"{beginning.replace('INSERT', 'INSERT OR FAIL', 1)} VALUES ({'), ('.join(each)})"


STATEMENTS = {kind: _statements(model) for kind, model in MODELS.items()}
"""What writes a row of each kind."""
