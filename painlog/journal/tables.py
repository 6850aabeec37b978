"""The tables as reading needs them: what they and their columns are called. The models are in models.py."""

ENTRY_KINDS = ("flare-up", "dose", "activity", "check-in", "appointment", "note")
"""The kinds that stand on the time line, in the order of their codes in a RowIndex."""

TAKEN = "CAST(amount AS REAL) > 0"
"""Of a row of a dose, that it is one: an amount of 0 tells that none was taken, and counts nowhere."""

_KEPT = ("id", "written_at", "updated_at")
_MOMENT = (*_KEPT, "at", "at_offset")
TABLES: dict[str, tuple[str, ...]] = {
    "medicine": (
        *_KEPT,
        "name",
        "ingredient",
        "form",
        "strength",
        "strength_unit",
        "action",
        "role",
        "plans",
        "changed_from",
        "note",
    ),
    "flare-up": (
        *_MOMENT,
        "ended",
        "ended_offset",
        "peaked",
        "peaked_offset",
        "peak",
        "worst",
        "rise",
        "readings",
        "triggers",
        "regions",
        "qualities",
        "kept_from",
        "helped",
        "came_back_after",
        "end_unknown",
        "time_uncertain",
        "note",
    ),
    "dose": (
        *_MOMENT,
        "medicine",
        "amount",
        "reason",
        "flare_up",
        "relief",
        "relief_minutes",
        "ended",
        "ended_offset",
        "site",
        "note",
    ),
    "activity": (*_MOMENT, "name", "ended", "ended_offset", "therapy", "note"),
    "check-in": (*_MOMENT, "background", "enjoyment", "activity", "sleep_hours", "no_flare_up", "note"),
    "appointment": (*_MOMENT, "with_whom", "questions", "note"),
    "note": (*_MOMENT, "text"),
    "removed": ("id", "at", "kind", "entry_key", "picture"),
    "patient": ("name", "born", "waking", "activities", "usual_regions"),
    "kept text": ("name", "text"),
}
"""The columns of each kind, in the order of a picture, without the key; the journal's own kinds come last."""


def table_name(kind: str) -> str:
    """Return the name in the file of the table of `kind`."""
    return kind.replace("-", "_").replace(" ", "_")


def columns(kind: str) -> tuple[str, ...]:
    """Return the columns of a picture of `kind`, in order, without the key."""
    return TABLES[kind]


def selected(kind: str, database: str = "main") -> str:
    """Return the question for the rows of `kind`: the key, then the picture."""
    return f"SELECT key, {', '.join(columns(kind))} FROM {database}.{table_name(kind)}"


def some_selected(kind: str, count: int, database: str = "main") -> str:
    """Return the question for the rows of `kind` with one of so many keys."""
    return f"{selected(kind, database)} WHERE key IN ({','.join('?' * count)})"
