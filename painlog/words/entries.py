"""What an entry is called, and what is said about it in one line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from painlog.entries import (
    Activity,
    Appointment,
    CheckIn,
    Dose,
    Entry,
    FlareUp,
    Kept,
    Medicine,
    Note,
    kind_of,
)
from painlog.rules import PROMPT
from painlog.words import amounts, body, times
from painlog.words.language import SEPARATOR, capital, filled
from painlog.words.taking import change_due, label_of, role_name

translate = QCoreApplication.translate


def kind_name(kind: str) -> str:
    """Return the name of one entry of a kind: "Flare-up"."""
    return {
        "flare-up": translate("Entries", "Flare-up"),
        "dose": translate("Entries", "Medicine taken"),
        "activity": translate("Entries", "Activity"),
        "therapy": translate("Entries", "Therapy"),
        "check-in": translate("Entries", "How it was"),
        "appointment": translate("Entries", "Appointment"),
        "note": translate("Entries", "Note"),
        "medicine": translate("Entries", "Medicine"),
    }.get(kind, kind)


def count_of_kind(kind: str, count: int) -> str:
    """Return how many entries of a kind: "3 flare-ups"."""
    texts = {
        "flare-up": translate("Entries", "%Ln flare-up(s)", "", count),
        "dose": translate("Entries", "%Ln dose(s)", "", count),
        "activity": translate("Entries", "%Ln activit(y|ies)", "", count),
        "check-in": translate("Entries", "%Ln check-in(s)", "", count),
        "appointment": translate("Entries", "%Ln appointment(s)", "", count),
        "note": translate("Entries", "%Ln note(s)", "", count),
        "medicine": translate("Entries", "%Ln medicine(s)", "", count),
    }
    return texts.get(kind, count_of_entries(count))


def count_of_entries(count: int) -> str:
    """Return how many entries: "1,284 entries"."""
    return translate("Entries", "%Ln entr(y|ies)", "", count)


def reason_name(reason: str | None) -> str:
    """Return what a dose was taken for: "for the flare-up"; empty where nobody said."""
    return {
        "flare-up": translate("Entries", "for the flare-up"),
        "schedule": translate("Entries", "by plan"),
        "prevention": translate("Entries", "before something that hurts"),
        "other": translate("Entries", "for another reason"),
    }.get(reason or "", "")


def headline(entry: Kept, medicine: Medicine | None = None) -> str:
    """Return what the entry is, in a few words: "Flare-up, worst 6". `medicine` is the one of a dose."""
    match entry:
        case FlareUp():
            return flare_up_name("" if entry.worst is None else amounts.number(entry.worst))
        case Dose():
            return kind_name("dose") if medicine is None else amounts.dose_name(medicine, entry.amount)
        case Activity():
            return capital(entry.name)
        case CheckIn():
            background = "" if entry.background is None else amounts.number(entry.background)
            return how_it_was(background, no_flare_up=entry.no_flare_up)
        case Appointment():
            return _appointment(entry)
        case Note():
            return first_line(entry.text) or kind_name("note")
        case Medicine():
            return amounts.medicine_name(entry)


def details(entry: Kept, medicine: Medicine | None = None, eased: float | None = None) -> str:
    """Return what else is known of the entry: "42 min · lifting · lower back"; the note is not in it.

    `eased` tells of a dose how many minutes later its flare-up got better.
    """
    said = _parts(entry, medicine)
    if eased is not None:
        said.append(filled(translate("Entries", "eased %1", "after 10 min"), times.after(eased)))
    return SEPARATOR.join(filter(None, said))


def note_of(entry: Kept) -> str:
    """Return the entry's note as typed; of a note all but its first line."""
    if isinstance(entry, Note):
        return after_first_line(entry.text)
    return entry.note


def in_full(entry: Kept, medicine: Medicine | None = None) -> str:
    """Return all that is told of an entry, in lines: day, time and what it is, details, what was typed."""
    what = headline(entry, medicine)
    if not isinstance(entry, Medicine):
        day = translate("Entries", "%1, %2 %3", "day, time, what it is")
        what = filled(day, times.short_day_of_year(entry.moment.date()), time_of(entry), what)
    said = what, details(entry, medicine), *_told_one_by_one(entry), note_of(entry)
    return "\n".join(filter(None, said))


def _told_one_by_one(entry: Kept) -> list[str]:
    """Return what details only count, or leave out where one line has to do."""
    match entry:
        case FlareUp():
            levels = (f"{times.clock(one.at)} {amounts.number(one.intensity)}" for one in entry.readings)
            return [", ".join(levels)]
        case Appointment():
            return [text for asked in entry.questions for text in (asked.text, asked.answer)]
        case Medicine():
            return [label_of(plan, entry) for plan in entry.plans]
    return []


def time_of(entry: Entry) -> str:
    """Return when it was: "13:05 - 13:47", "about 16:00", "since 16:28"."""
    if isinstance(entry, FlareUp):
        if entry.time_uncertain:
            return times.about(entry.started_at)
        if entry.is_running:
            return filled(translate("Entries", "since %1", "a time"), times.clock(entry.started_at))
    end = entry.ended_at if isinstance(entry, FlareUp | Activity) else None
    return times.clock(entry.moment) if end is None else times.clock_span(entry.moment, end)


def written_later(entry: Kept) -> str:
    """Return "written next day" and the like when it was written more than an hour after; else nothing."""
    if isinstance(entry, Medicine | Appointment) or entry.written_at is None:
        return ""
    last = entry.ended_at if isinstance(entry, FlareUp | Activity) and entry.ended_at else entry.moment
    late = entry.written_at - last
    if late <= PROMPT:
        return ""
    days = (times.on_the_wall(entry.written_at, last).date() - last.date()).days
    if days == 0:
        return filled(translate("Entries", "written %1 later"), times.duration(late / timedelta(minutes=1)))
    return (
        translate("Entries", "written next day")
        if days == 1
        else translate("Entries", "written %Ln day(s) later", "", days)
    )


def fell_asleep() -> str:
    """Return the line that stands in the note of a flare-up that ended while the person slept."""
    return translate("Entries", "fell asleep")


def fell_off() -> str:
    """Return the line that stands in the note of a patch that came off by itself."""
    return translate("Entries", "fell off")


def says(note: str, line: str) -> bool:
    """Tell whether `line` stands in a note as a line of its own."""
    return any(each.strip().casefold() == line.casefold() for each in note.splitlines())


def with_line(note: str, line: str, *, there: bool = True) -> str:
    """Return the note with `line` as a line of its own, or without it."""
    if there:
        return note if says(note, line) else f"{note.rstrip()}\n{line}".strip()
    kept = (each for each in note.splitlines() if each.strip().casefold() != line.casefold())
    return "\n".join(kept) if says(note, line) else note


def day_summary(entries: Iterable[Entry], medicines: Sequence[Medicine] = ()) -> str:
    """Return what a day held: "1 flare-up, 1 as-needed dose", "no flare-up"; empty where nothing is told."""
    roles = {medicine.id: medicine.role for medicine in medicines}
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[kind_of(entry)] += 1
        if isinstance(entry, Dose) and entry.amount:
            seen["as-needed"] += roles.get(entry.medicine) == "as-needed"
        seen["none"] += isinstance(entry, CheckIn) and entry.no_flare_up
    said = []
    if seen["flare-up"]:
        count = count_of_kind("flare-up", seen["flare-up"])
        both = translate("Entries", "%1 beside “no flare-up”", "1 flare-up, on a day marked as one without")
        said.append(filled(both, count) if seen["none"] else count)
    elif seen["none"]:
        said.append(translate("Entries", "no flare-up"))
    if seen["as-needed"]:
        said.append(translate("Entries", "%Ln as-needed dose(s)", "", seen["as-needed"]))
    return ", ".join(said)


def flare_up_name(worst: str = "") -> str:
    """Return what a flare-up is called; `worst` is its level as it is said, empty where nobody said."""
    return filled(translate("Entries", "Flare-up, worst %1"), worst) if worst else kind_name("flare-up")


def open_end(*, is_running: bool) -> str:
    """Return what is said of a flare-up in place of its length."""
    return translate("Entries", "still going on") if is_running else translate("Entries", "length not known")


def how_it_was(background: str = "", *, no_flare_up: bool = False) -> str:
    """Return what a check-in is called; `background` is its level as it is said, empty where nobody said."""
    if background:
        return filled(translate("Entries", "How it was: background %1"), background)
    return translate("Entries", "No flare-up today") if no_flare_up else kind_name("check-in")


def relief(percent: float, minutes: float | None = None) -> str:
    """Return how much of the pain a dose took away, and how many minutes later where that was told."""
    said = amounts.percent(percent)
    if minutes is None:
        return filled(translate("Entries", "relief %1", "in percent"), said)
    return filled(translate("Entries", "relief %1 %2", "after 30 min"), said, times.after(minutes))


def _appointment(entry: Appointment) -> str:
    if not entry.with_whom:
        return kind_name("appointment")
    return filled(translate("Entries", "Appointment with %1"), entry.with_whom)


def _parts(entry: Kept, medicine: Medicine | None) -> list[str]:
    match entry:
        case FlareUp():
            return _flare_up_parts(entry)
        case Dose():
            return _dose_parts(entry, medicine)
        case Activity():
            return [_lasted(entry.started_at, entry.ended_at)]
        case CheckIn():
            return _check_in_parts(entry)
        case Appointment():
            count = len(entry.questions)
            return [translate("Entries", "%Ln question(s)", "", count)] if count else []
        case Note():
            return []
        case Medicine():
            return [amounts.form_name(entry.form), role_name(entry)]


def _flare_up_parts(entry: FlareUp) -> list[str]:
    lasted = _lasted(entry.started_at, entry.ended_at, is_about=entry.time_uncertain)
    said = [open_end(is_running=entry.is_running) if entry.ended_at is None else lasted]
    if entry.peak_moment is not None:
        rise = (entry.peak_moment - entry.started_at) / timedelta(minutes=1)
        said.append(
            filled(translate("Entries", "peak %1", "after 10 min"), times.after(rise)) if rise > 0 else ""
        )
    said.append(translate("Entries", "came back") if entry.came_back_after is not None else "")
    said.append(", ".join(entry.triggers))
    said.append(body.places(entry.regions))
    said.append(", ".join(body.quality_name(quality) for quality in entry.qualities))
    if entry.helped:
        said.append(filled(translate("Entries", "helped: %1"), ", ".join(entry.helped)))
    if entry.kept_from:
        said.append(filled(translate("Entries", "kept from: %1"), entry.kept_from))
    return said


def _dose_parts(entry: Dose, medicine: Medicine | None) -> list[str]:
    said = [reason_name(entry.reason), _relief(entry)]
    if entry.ended_at is not None:
        said.append(filled(translate("Entries", "off %1", "a patch came off"), times.moment(entry.ended_at)))
    elif entry.amount and medicine is not None and medicine.form == "patch":
        plan = medicine.plan_on(entry.taken_at.date())
        due = change_due(entry, plan)
        if plan is not None and due is not None:
            when = times.moment(due) if plan.counts_hours else times.short_day(due.date())
            said.append(filled(translate("Entries", "change due %1"), when))
    return [*said, entry.site]


def _relief(entry: Dose) -> str:
    if entry.relief is not None:
        return relief(entry.relief, entry.relief_minutes)
    return translate("Entries", "relief not said") if entry.reason == "flare-up" else ""


def _check_in_parts(entry: CheckIn) -> list[str]:
    said = []
    if entry.no_flare_up and entry.background is not None:
        said.append(translate("Entries", "no flare-up today"))
    if entry.enjoyment is not None:
        kept = amounts.number(entry.enjoyment)
        said.append(filled(translate("Entries", "kept from enjoying life %1", "a level 0 to 10"), kept))
    if entry.activity is not None:
        kept = amounts.number(entry.activity)
        said.append(filled(translate("Entries", "kept from doing things %1", "a level 0 to 10"), kept))
    if entry.sleep_hours is not None:
        said.append(filled(translate("Entries", "slept %1"), times.hours(entry.sleep_hours)))
    return said


def _lasted(start: datetime, end: datetime | None, *, is_about: bool = False) -> str:
    if end is None:
        return ""
    length = times.duration(times.shown_minutes(start.timestamp(), end.timestamp()))
    length = times.about_so_long(length) if is_about else length
    said = times.until(start, end), length, times.clock_changed(start, end)
    return SEPARATOR.join(filter(None, said))


def first_line(text: str) -> str:
    """Return what a note is called by: its first line that is not blank, as typed."""
    return text.strip().partition("\n")[0].strip()


def after_first_line(text: str) -> str:
    """Return what else a note says, as typed."""
    return text.strip().partition("\n")[2].strip()
