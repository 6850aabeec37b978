"""Makes the page from a record: the same record, period and choices always give the same page.

Nothing here asks the clock. What was still going on at the last entry is drawn until that entry.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
from PySide6.QtCore import QCoreApplication

from painlog.entries import Appointment, Medicine, Patient, Question
from painlog.patterns import facts
from painlog.patterns.arrays import Whole
from painlog.patterns.compared import Compared, period_before
from painlog.patterns.diary import Diary, date_of, open_diary
from painlog.patterns.finding import Finding, Findings
from painlog.patterns.moments import DAY, midnight
from painlog.patterns.timeline import Lane as TimelineLane
from painlog.patterns.timeline import Sort, Timeline, timeline
from painlog.record import Record
from painlog.report import told
from painlog.report.discuss import discuss
from painlog.report.figures import figures
from painlog.report.lettering import one_line
from painlog.report.page import Charts, Choices, Lane, Page, Part, Section, Stretch, Where
from painlog.report.waiting import all_asked
from painlog.words import amounts, times
from painlog.words.counts import of_days_not_tracked
from painlog.words.directions import apart
from painlog.words.language import SEPARATOR, capital, filled
from painlog.words.taking import label_of, role_name, told_apart

translate = QCoreApplication.translate

MOST_WEEKS = 26
"""Up to so many weeks the period is also told week by week; beyond, month by month."""
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked(Findings):
    """What takes a while to work out: the findings, and the figures against the period before."""

    compared: Mapping[str, Compared] = field(default_factory=dict)


def span_needed(begin: date, until: date) -> tuple[float, float]:
    """Return the seconds UTC from which until which a record is needed: the period and the one before.

    A day more at either end covers every time zone.
    """
    first, _ = period_before(begin, until)
    return midnight(first) - DAY, midnight(until) + 2 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a page tells of a period, whoever it is for and whatever is chosen to stand on it."""

    patient: Patient
    begin: date
    until: date
    counted: Mapping[str, Finding]
    """The plain figures by their id."""
    where: Where | None
    charts: Charts
    sections: tuple[Section, ...]
    """What set it off, and as-needed medicine."""
    stretches: tuple[Stretch, ...]
    as_of: datetime
    first_entry: date | None
    """The day on which the journal begins, where it is one of these: the days before it lack nothing."""


def look_at(record: Record, begin: date, until: date) -> Looked:
    """Return what the entries of the days from `begin` until `until` tell, both inclusive.

    `record` has details and covers `span_needed`. Choosing another appointment, other parts or other
    findings for the page needs no second look.
    """
    diary = open_diary(record, begin, until)
    figured = {found.id: found for found in facts.figures_of(diary)}
    return Looked(
        patient=record.patient,
        begin=begin,
        until=until,
        counted=figured,
        where=told.where(diary),
        charts=_charts(record, diary, begin, until),
        sections=(told.triggers(diary), told.as_needed(diary)),
        stretches=tuple(_stretches(diary)),
        as_of=_as_of(record, until),
        first_entry=_first_entry(record, begin, until),
    )


def page_for(
    record: Record,
    begin: date,
    until: date,
    *,
    appointment: Appointment | None = None,
    waiting: Sequence[Question] = (),
    worked: Worked | None = None,
    choices: Choices | None = None,
) -> Page:
    """Return the page of the days from `begin` until `until`, both inclusive: `page_of` a first look."""
    looked = look_at(record, begin, until)
    return page_of(looked, appointment=appointment, waiting=waiting, worked=worked, choices=choices)


def page_of(
    looked: Looked,
    *,
    appointment: Appointment | None = None,
    waiting: Sequence[Question] = (),
    worked: Worked | None = None,
    choices: Choices | None = None,
) -> Page:
    """Return the page that tells what was looked at, and asks what is `waiting` to be asked as well.

    Without `worked` the page stands at once, with the figures and no intervals or findings; they come with
    the page that is made with it.
    """
    wanted = choices if choices is not None else Choices()
    compared = worked.compared if worked is not None else {}
    said = figures(looked.counted, compared)
    asked = told.questions(all_asked(appointment, waiting))
    every = (*looked.sections, discuss(worked, wanted.ticked), asked)
    return Page(
        title=translate("Page", "Breakthrough pain profile"),
        author=one_line(looked.patient.name) if Part.NAME in wanted.parts else "",
        who=_who(looked.patient, appointment, named=Part.NAME in wanted.parts),
        period=times.long_span(looked.begin, looked.until),
        completeness=_completeness(looked),
        figures=said,
        where=looked.where,
        charts=looked.charts,
        sections=tuple(section for section in every if section.part in wanted.parts),
        footer=_footer(looked, is_compared=any(figure.before for figure in said)),
        page_number=filled(translate("Page", "page %1 of %2"), amounts.number(1), amounts.number(1)),
        stretches=looked.stretches,
        as_of=looked.as_of,
        choices=wanted,
    )


def _who(patient: Patient, appointment: Appointment | None, *, named: bool) -> str:
    parts = []
    if named:
        parts.append(apart(one_line(patient.name)))
        if patient.born is not None:
            parts.append(filled(translate("Page", "born %1"), times.full_date(patient.born)))
    if appointment is not None:
        day = times.full_date(appointment.at.date())
        whom = apart(one_line(appointment.with_whom))
        text = (
            translate("Page", "prepared for %1, %2", "date, doctor")
            if whom
            else translate("Page", "prepared for %1")
        )
        parts.append(filled(text, day, whom) if whom else filled(text, day))
    return SEPARATOR.join(filter(None, parts))


def _footer(looked: Looked, *, is_compared: bool) -> str:
    """Return what the page is, and which days the figures are held against; such a record is a long one."""
    if not is_compared:
        return translate(
            "Page",
            "Kept by the patient with Painlog. A record, not a diagnosis. Intervals are 95 %; patterns are "
            "shown only where the record is long enough.",
        )
    text = translate(
        "Page",
        "Kept by the patient with Painlog. A record, not a diagnosis. Intervals are 95 %; “before” means %1.",
    )
    return filled(text, times.span(*period_before(looked.begin, looked.until)))


def _first_entry(record: Record, begin: date, until: date) -> date | None:
    first = record.first_day
    return first if first is not None and begin <= first <= until else None


def _completeness(looked: Looked) -> str:
    coverage = looked.counted["coverage"]
    days, tracked = coverage.measures.get("days"), coverage.measures.get("tracked")
    late = coverage.measures.get("late_share")
    said = [
        translate("Page", "%Ln day(s)", "", int(days or 0)),
        filled(translate("Page", "entries on %1 of them"), amounts.number(int(tracked or 0))),
    ]
    if (first := looked.first_entry) is not None:
        is_plain = looked.begin.year == looked.until.year
        day = times.calendar_day(first) if is_plain else times.span(first, first)
        said.append(filled(translate("Page", "first entry on %1"), day))
    said += of_days_not_tracked(coverage)
    if isinstance(late, float) and late > 0:
        said.append(filled(translate("Page", "%1 written over an hour later"), amounts.share(late)))
    return SEPARATOR.join(said)


def _charts(record: Record, diary: Diary, begin: date, until: date) -> Charts:
    shown = _timeline(record, begin, until)
    empty = translate("Page", "Nothing was written down in these days.")
    if diary.days_with_only_others:
        empty = translate("Page", "Only notes were written down in these days.")
    span = midnight(begin), midnight(until) + DAY
    medicines = [lane.medicine for lane in shown.lanes]
    names = told_apart(medicines, [one_line(amounts.medicine_name(of)) for of in medicines])
    return Charts(
        timeline=shown,
        begin=begin,
        until=until,
        title=translate("Page", "Flare-ups against medication"),
        days_title=translate("Page", "Day by day"),
        weeks_title=translate("Page", "Hours of the day"),
        instead="" if _has_entries(diary, shown) else empty,
        lanes=tuple(
            Lane(
                name=name,
                plan=_plan(lane.medicine, begin, until),
                taken=_taken(lane, span, shown.worn_until),
            )
            for lane, name in zip(shown.lanes, names, strict=True)
        ),
        done=_done(diary),
        from_before=facts.from_before(diary),
        running=sum(
            shown.flare_ups.is_running(row) for row, _, _ in shown.flare_ups.touching(*span, shown.now)
        ),
    )


def _taken(lane: TimelineLane, span: tuple[float, float], now: float) -> str:
    """Return how often a medicine was taken in the span, or how many patches were on.

    With how much it was where a dose is not always one unit.
    """
    if lane.sort is Sort.PATCH:
        return translate("Page", "%Ln patch(es)", "", len(lane.worn_between(*span, now)))
    taken = [lane.doses.amount[row] for row, _ in lane.moments.walls(*span)]
    count = translate("Page", "%Ln dose(s)", "", len(taken))
    if all(amount == 1 for amount in taken):
        return count
    whole = amounts.dose_amount(lane.medicine, amounts.exact(sum(taken)))
    return filled(translate("Page", "%1, %2 in all", "how many doses, how much"), count, whole)


def _done(diary: Diary) -> tuple[tuple[str, str], ...]:
    """Return each activity and treatment with how often it was done, most often first."""
    names = diary.record.activity_names
    often = Counter(one_line(names[number]) for number in diary.activities.name.tolist())
    ordered = sorted(often.items(), key=lambda row: (-row[1], row[0]))
    return tuple((capital(name), translate("Page", "%Ln time(s)", "", count)) for name, count in ordered)


def _plan(medicine: Medicine, begin: date, until: date) -> str:
    """Return what the plan says, and since or until when where that lies within the period.

    Of a plan that had not begun only how often: what it allows is not what was allowed.
    """
    plan = medicine.plan_by(until)
    if plan is None or plan.start > until:
        return role_name(medicine, plan)
    said = [role_name(medicine, plan), label_of(plan, medicine)]
    if plan.start > begin:
        said.append(filled(translate("Page", "since %1", "a date"), times.full_date(plan.start)))
    if plan.until is not None and plan.until < until:
        said.append(filled(translate("Page", "until %1", "a date"), times.full_date(plan.until)))
    return ", ".join(filter(None, said))


def _timeline(record: Record, begin: date, until: date) -> Timeline:
    """Return what the charts show: what runs reaches to the last entry, gaps to the period's end.

    A patch that is worn stays on after the last entry: it reaches to the beginning of the last day.
    """
    end = datetime(until.year, until.month, until.day, tzinfo=UTC) + timedelta(days=1)
    known = timeline(record, _as_of(record, until), gaps_until=end)
    span = midnight(begin), midnight(until) + DAY
    lanes = [lane for lane in known.lanes if _is_shown(lane, span, known.worn_until)]
    return replace(known, lanes=tuple(lanes))


def _is_shown(lane: TimelineLane, span: tuple[float, float], now: float) -> bool:
    """Tell whether the medicine was taken, or its patch worn, in the span."""
    if lane.sort is Sort.PATCH:
        return bool(lane.worn_between(*span, now))
    return lane.moments.count(*span) > 0


def _has_entries(diary: Diary, shown: Timeline) -> bool:
    kinds = (diary.flare_ups, diary.activities, diary.check_ins)
    return bool(shown.lanes or facts.from_before(diary)) or any(kind.count for kind in kinds)


def _stretches(diary: Diary) -> list[Stretch]:
    """Return the period cut into weeks, or months where it is long."""
    days = np.arange(diary.begin, diary.until + 1)
    by_week = diary.days <= MOST_WEEKS * _WEEK
    number = (
        (days - diary.begin) // _WEEK if by_week else np.array([_month(date_of(int(day))) for day in days])
    )
    doses = np.concatenate([part.day for part in diary.as_needed_doses] or [days[:0]])
    return [_stretch(diary, doses, days[number == each]) for each in np.unique(number)]


def _stretch(diary: Diary, doses: Whole, days: Whole) -> Stretch:
    """Return what some `days` in a row tell; `doses` are the days of all as-needed doses."""
    first, last = days[0], days[-1]
    begun = diary.flare_ups
    within = (begun.day >= first) & (begun.day <= last)
    peaks = begun.peak[within & np.isfinite(begun.peak)]
    return Stretch(
        days=times.span(date_of(first), date_of(last)),
        flare_ups=int(within.sum()),
        worst=amounts.rounded(float(peaks.max())) if peaks.size else "",
        doses=int(((doses >= first) & (doses <= last)).sum()),
        missing=int(diary.is_missing(days).sum()),
    )


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _as_of(record: Record, until: date) -> datetime:
    if record.last is None:
        return datetime(until.year, until.month, until.day, tzinfo=UTC)
    zone = timezone(timedelta(minutes=record.last_offset))
    return datetime.fromtimestamp(record.last, zone)
