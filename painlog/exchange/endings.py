"""Which format a file is in, as the end of its name tells."""

ENDINGS = {".fhir.json": "fhir", ".json": "json", ".csv": "csv", ".xlsx": "xlsx"}
"""The formats that hold entries; of two endings that fit, the longer one stands first."""


def format_of(name: str) -> str | None:
    """Return the format of a file of that name; None where the name tells none."""
    ending = next((ending for ending in ENDINGS if name.casefold().endswith(ending)), "")
    return ENDINGS.get(ending)
