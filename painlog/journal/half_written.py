"""A note on a flare-up that was typed in its card and not yet written down: it is kept with the journal.

Once the flare-up is over nobody comes to its card again, so the words go into the note then.
"""

from dataclasses import replace

from painlog.entries import FlareUp
from painlog.journal.book import Journal


def kept_as(flare_up: FlareUp) -> str:
    """Return the name under which the journal keeps a half-written note on a flare-up."""
    return f"note on {flare_up.id}"


def with_half_written(half: str, flare_up: FlareUp) -> FlareUp:
    """Return the flare-up with the words that are half-written in its note; they were begun from that."""
    half, note = half.strip(), flare_up.note
    if half in note:
        return flare_up
    return replace(flare_up, note=half if note in half else f"{note}\n\n{half}")


def write_half_written(journal: Journal, flare_up: FlareUp) -> None:
    """Write down the note that is half-written on a flare-up, if one is: an act of its own.

    So Undo of what is told with it, as of the end, does not take the words away.
    """
    now, half = journal.find(flare_up.id), journal.kept(kept_as(flare_up))
    if not isinstance(now, FlareUp) or not half:
        return
    noted = with_half_written(half, now)
    if noted != now:
        journal.change(noted)
    journal.keep(kept_as(now), "")
