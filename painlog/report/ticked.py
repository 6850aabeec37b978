"""Which findings the patient ticked for the page, as the journal keeps it."""

import json

from painlog.patterns.finding import Finding, Findings, State

ON_PAGE = "findings on the page"
"""Under this the journal keeps the names of the findings that were ticked, as JSON."""
_FIGURES = frozenset({"coverage", "frequency", "duration", "time-to-peak", "intensity"})
"""They stand at the head of the page already."""


def ticked_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return what `ON_PAGE` keeps: the names of the ticked findings, in the order they were ticked."""
    try:
        told = json.loads(text or "[]")
        return tuple((str(pattern), str(about)) for pattern, about in told)
    except (ValueError, TypeError):
        return ()


def chosen_in(text: str) -> tuple[tuple[str, str], ...] | None:
    """Return the ticked findings for Choices.ticked; None where nothing was ever ticked or taken off."""
    return ticked_in(text) if text else None


def offered(findings: Findings) -> list[Finding]:
    """Return what stands on the page until a tick is set or taken off: all that is seen, tests first."""
    seen = (one for one in findings.in_state(State.SEEN) if one.id not in _FIGURES)
    return sorted(seen, key=lambda one: one.is_fact)


def on_page(findings: Findings, text: str) -> tuple[tuple[str, str], ...]:
    """Return the names of what stands on the page, which `ON_PAGE` keeps as `text`."""
    ticked = chosen_in(text)
    return tuple(one.name for one in offered(findings)) if ticked is None else ticked
