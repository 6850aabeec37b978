"""Quiet reminders, each only if the person turned it on: which of them are due at a moment.

A reminder asks; it never warns, never counts what was missed, and comes once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from painlog.entries import CheckIn, Dose, Entry, FlareUp, Medicine
from painlog.window.today.present import EVENING as EVENING_FROM
from painlog.words import times
from painlog.words.amounts import medicine_name
from painlog.words.language import filled
from painlog.words.taking import change_due

translate = QCoreApplication.translate

IS_IT_OVER_AFTER = timedelta(hours=4)
"""How long a flare-up runs before it is asked whether it is over."""
EVENING = time(20)
"""When the evening check is asked for, where the person chose no other time."""


class Reminder(StrEnum):
    """What can be reminded of; the values are the names of the preferences."""

    EVENING_CHECK = "evening check"
    PATCH_CHANGE = "patch change"
    IS_IT_OVER = "is it over"


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder that is due."""

    reminder: Reminder
    words: str
    once: str
    """The same text for the same matter: it is shown only once."""


def due(
    now: datetime,
    wanted: frozenset[Reminder],
    *,
    today: Sequence[Entry],
    running: FlareUp | None,
    patches: Sequence[tuple[Medicine, Dose]],
) -> tuple[Due, ...]:
    """Return what is due at `now` of what is `wanted`.

    `today` are the entries of the local day of `now`; `patches` the last patch of each medicine that is worn.
    """
    found = (
        _evening_check(now, today),
        _is_it_over(now, running),
        *(_patch_change(now, medicine, dose) for medicine, dose in patches),
    )
    return tuple(reminder for reminder in found if reminder is not None and reminder.reminder in wanted)


def _evening_check(now: datetime, today: Sequence[Entry]) -> Due | None:
    told = [entry for entry in today if isinstance(entry, CheckIn) and entry.at.hour >= EVENING_FROM]
    if now.time() < EVENING or told:
        return None
    words = translate("Reminders", "How was today? The evening check takes half a minute.")
    return Due(Reminder.EVENING_CHECK, words, of_evening(now))


def of_evening(now: datetime) -> str:
    """Return the matter of the evening check of the day of `now`."""
    return f"evening {now.date()}"


def _is_it_over(now: datetime, running: FlareUp | None) -> Due | None:
    if running is None or now - running.started_at < IS_IT_OVER_AFTER:
        return None
    words = filled(
        translate("Reminders", "A flare-up has been running since %1. Is it over?"),
        times.moment(running.started_at),
    )
    return Due(Reminder.IS_IT_OVER, words, f"over {running.id}")


def _patch_change(now: datetime, medicine: Medicine, dose: Dose) -> Due | None:
    plan = medicine.plan_on(now.date())
    when = change_due(dose, plan) if dose.ended_at is None else None
    if when is None or now < when:
        return None
    words = filled(
        translate("Reminders", "%1: your plan says to change it on %2."),
        medicine_name(medicine),
        times.moment(when),
    )
    return Due(Reminder.PATCH_CHANGE, words, f"patch {dose.id}")
