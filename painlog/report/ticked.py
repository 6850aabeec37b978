"""Which findings the patient ticked for the page, as the journal keeps it."""

import json

ON_PAGE = "findings on the page"
"""The name under which the journal keeps which findings were ticked, as JSON: pairs of id and about."""


def ticked_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return what `ON_PAGE` keeps: (id, about) of the ticked findings, in the order they were ticked."""
    try:
        told = json.loads(text or "[]")
        return tuple((str(pattern), str(about)) for pattern, about in told)
    except (ValueError, TypeError):
        return ()


def chosen_in(text: str) -> tuple[tuple[str, str], ...] | None:
    """Return the ticked findings for Choices.ticked; None where nothing was ever ticked or taken off."""
    return ticked_in(text) if text else None
