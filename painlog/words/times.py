"""How days, times of day and lengths of time are said.

The words are those of the program's language, order and clock those of the region (QLocale's default,
set by painlog.words.language). Moments are said by the patient's own wall clock, never converted.
"""

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from painlog.words.language import filled

translate = QCoreApplication.translate

_MINUTES_A_DAY = 24 * 60
_SHOWS_HOURS_BELOW_DAYS = 3
_HOURS_ON_A_STOPWATCH = 48


def clock(moment: datetime | time) -> str:
    """Return the time of day: "13:05", or "1:05 PM" where that is the custom."""
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def clock_to_the_second(moment: datetime) -> str:
    """Return the time of day as `clock` does, with its seconds: "13:05:07", or "1:05:07 PM"."""
    shape = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    between = shape[shape.index("mm") - 1]
    told = QTime(moment.hour, moment.minute, moment.second)
    return QLocale().toString(told, shape.replace("mm", f"mm{between}ss"))


def hour(of: int) -> str:
    """Return an hour of the day as shortly as the region allows: "06" or "6 AM"; 24 is the end of the day."""
    shape = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    if "a" in shape.lower():
        return QLocale().toString(QTime(of % 24, 0), "h AP")
    return _two_digits(of)


def clock_span(start: datetime, end: datetime) -> str:
    """Return from when until when: "13:05 - 13:47", "22:10 - 01:20"; "from 13:05" of a day or more.

    An end whose time of day is the earlier one is over midnight: its day need not be said. Where the wall
    clock went back meanwhile, as on a flight, it would be taken for that: "from 13:05" as well.
    """
    if _is_told_in_two(start, end):
        return filled(translate("Times", "from %1", "a time of day"), clock(start))
    return _from_until(clock(start), clock(end))


def widest_clock_span() -> str:
    """Return a span that takes much room where the hours are told by 24, or twice by 12."""
    return clock_span(datetime.combine(date.min, time(22, 20)), datetime.combine(date.min, time(23, 50)))


def widest_begin() -> str:
    """Return the first line of such a span where it stands in two."""
    return _from_until(clock(time(22, 20)), "").rstrip()


def until(start: datetime, end: datetime) -> str:
    """Return the end that `clock_span` leaves out: "until Fri 27 Nov, 05:10"; nothing within a day."""
    if not _is_told_in_two(start, end):
        return ""
    return filled(translate("Times", "until %1", "day and time"), moment(end))


def clock_changed(start: datetime, end: datetime) -> str:
    """Return that the length is not what the two times of day make it seem; nothing where it is."""
    same = start.utcoffset() == end.utcoffset()
    return "" if same else translate("Times", "the clock changed meanwhile")


def moment(at: datetime) -> str:
    """Return day and time: "Tue 31 Mar, 13:05"."""
    return filled(translate("Times", "%1, %2", "day, time of day"), short_day(at.date()), clock(at))


def on_the_wall(moment: datetime, now: datetime) -> datetime:
    """Return a moment as the wall clock shows it, also when the clocks are changed between it and now.

    Where `now` is of another place than the computer, its own offset is all that is known.
    """
    return moment.astimezone() if is_of_here(now) else moment.astimezone(now.tzinfo)


def is_of_here(moment: datetime) -> bool:
    """Tell whether the computer's own clock showed, or will show, the moment as it is told."""
    return moment.astimezone().utcoffset() == moment.utcoffset()


def shown_here(wall: datetime, near: datetime) -> datetime:
    """Return when the clock of here shows `wall`; where it does twice, that with the offset of `near`.

    What a clock that is put forward leaves out was told by one that was not: then it shows so much more.
    """
    same = wall.replace(tzinfo=near.tzinfo)
    if is_of_here(same):
        return same
    # Not wall.astimezone(): before Python 3.12 it answers otherwise for what is left out.
    return datetime.fromtimestamp(wall.timestamp(), UTC).astimezone()


def mended(wall: datetime, was: datetime) -> datetime:
    """Return what was told at `was` at another time of day or on another day, by the clock of its place."""
    return shown_here(wall, was) if is_of_here(was) else wall.replace(tzinfo=was.tzinfo)


def told_as(moment: datetime) -> list[datetime]:
    """Return every moment that the clock of its place shows so: two, where it was set back over that hour."""
    if not is_of_here(moment):
        return [moment]
    wall = moment.replace(tzinfo=None)
    shown = {wall.replace(fold=fold).astimezone() for fold in (0, 1)}
    return sorted({moment, *(at for at in shown if at.replace(tzinfo=None) == wall)})


def not_ahead(moment: datetime, now: datetime) -> datetime:
    """Return the moment; where it is after `now`, and the clock showed the same before, that one."""
    return max((at for at in told_as(moment) if at <= now), default=moment) if moment > now else moment


def full_moment(at: datetime, *, to_the_second: bool = False) -> str:
    """Return day with its year, and time: "Tue 31 Mar 2026, 13:05"."""
    told = clock_to_the_second(at) if to_the_second else clock(at)
    return filled(translate("Times", "%1, %2", "day, time of day"), short_day_of_year(at.date()), told)


def day(of: date) -> str:
    """Return the day in full, without its year: "Thursday 2 April"."""
    return _dated(of, translate("Times", "dddd d MMMM"), translate("Times", "dddd, MMMM d"))


def day_of_year(of: date) -> str:
    """Return the day in full: "Thursday 2 April 2026"."""
    return _dated(of, translate("Times", "dddd d MMMM yyyy"), translate("Times", "dddd, MMMM d, yyyy"))


def short_day(of: date) -> str:
    """Return the day in short: "Tue 31 Mar"."""
    return _dated(of, translate("Times", "ddd d MMM"), translate("Times", "ddd, MMM d"))


def coming_day(of: date, today: date) -> str:
    """Return a day that is looked forward to: "today", "tomorrow", "Tue 31 Mar"."""
    if of == today:
        return translate("Times", "today")
    return translate("Times", "tomorrow") if of - today == timedelta(days=1) else near_day(of, today)


def near_day(of: date, today: date) -> str:
    """Return the day in short, of another year with its year."""
    return short_day(of) if of.year == today.year else short_day_of_year(of)


def short_day_of_year(of: date) -> str:
    """Return the day in short, with its year: "Tue 31 Mar 2026"."""
    return _dated(of, translate("Times", "ddd d MMM yyyy"), translate("Times", "ddd, MMM d, yyyy"))


def calendar_day(of: date) -> str:
    """Return day and month in short: "2 Mar"."""
    return _dated(of, translate("Times", "d MMM"), translate("Times", "MMM d"))


def near_calendar_day(of: date, today: date) -> str:
    """Return day and month in short, of another year with its year."""
    return calendar_day(of) if of.year == today.year else _dated_with_year(of)


def full_date(of: date) -> str:
    """Return the date with the month's name: "12 January 2026"."""
    return _dated(of, translate("Times", "d MMMM yyyy"), translate("Times", "MMMM d, yyyy"))


def month(of: date) -> str:
    """Return month and year: "April 2026"."""
    return _dated(of, translate("Times", "MMMM yyyy"), translate("Times", "MMMM yyyy"))


def span(begin: date, until: date) -> str:
    """Return the days from `begin` until `until` in short: "20 Mar - 2 Apr 2026"."""
    last = _dated_with_year(until)
    if begin == until:
        return last
    return _from_until(calendar_day(begin) if begin.year == until.year else _dated_with_year(begin), last)


def long_span(begin: date, until: date) -> str:
    """Return the days from `begin` until `until` in full: "2 March - 12 April 2026"."""
    if begin == until:
        return full_date(until)
    same = begin.year == until.year
    first = (
        _dated(begin, translate("Times", "d MMMM"), translate("Times", "MMMM d"))
        if same
        else full_date(begin)
    )
    return _from_until(first, full_date(until))


def duration(minutes: float) -> str:
    """Return a length of time: "42 min", "1 h 05 min", "3 days"."""
    whole = round(minutes)
    if whole < 1:
        return translate("Times", "under 1 min")
    if whole < 60:
        return filled(translate("Times", "%1 min"), QLocale().toString(whole))
    if whole < _MINUTES_A_DAY:
        return _hours(whole)
    days, rest = divmod(whole, _MINUTES_A_DAY)
    hours = round(rest / 60)
    if days >= _SHOWS_HOURS_BELOW_DAYS or hours in (0, 24):
        return translate("Times", "%Ln day(s)", "", round(whole / _MINUTES_A_DAY))
    return filled(
        translate("Times", "%1 %2", "days, hours"),
        translate("Times", "%Ln day(s)", "", days),
        filled(translate("Times", "%1 h"), QLocale().toString(hours)),
    )


def shortest(minutes: float) -> str:
    """Return the shortest of several lengths in the words of `duration`, of days and hours the whole ones.

    A gap of 3 days and 15 hours is no "4 days" at least.
    """
    left_out = _MINUTES_A_DAY if minutes >= _SHOWS_HOURS_BELOW_DAYS * _MINUTES_A_DAY else 60
    return duration(minutes // left_out * left_out if minutes >= _MINUTES_A_DAY else minutes)


def shown_minutes(start: float, end: float) -> int:
    """Return the minutes between two moments, in seconds, as clocks show them: 13:05:50 to 13:47:10 is 42.

    A length stands beside the two times of day, and whoever reckons must come to the same.
    """
    return int(end // 60 - start // 60)


def after(minutes: float) -> str:
    """Return how long after something: "after 42 min", "within a minute"."""
    if round(minutes) < 1:
        return translate("Times", "within a minute")
    return filled(translate("Times", "after %1", "a length of time"), duration(minutes))


def stopwatch(seconds: float) -> str:
    """Return how long something has been going on, in hours and minutes: "0:12"; "2 days" from two on."""
    hours, minutes = divmod(max(0, int(seconds // 60)), 60)
    if hours >= _HOURS_ON_A_STOPWATCH:
        return translate("Times", "%Ln day(s)", "", hours // 24)
    return f"{hours}:{minutes:02d}"


def hours(count: float) -> str:
    """Return a number of hours, in full: "4 h", "1 h 30 min", "84 h"; "2 days" where it is whole days."""
    minutes = round(count * 60)
    return _hours(minutes) if minutes > 60 and minutes % _MINUTES_A_DAY else duration(minutes)


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago `then` was: "3 h 26 min ago", "just now".

    From three days on they are counted by the calendar: the day stands beside it, and whoever reckons must
    come to the same.
    """
    minutes = (now - then) / timedelta(minutes=1)
    if minutes < 1:
        return translate("Times", "just now")
    length = duration(minutes)
    if minutes >= _SHOWS_HOURS_BELOW_DAYS * _MINUTES_A_DAY:
        length = translate("Times", "%Ln day(s)", "", (now.date() - then.date()).days)
    return filled(translate("Times", "%1 ago", "a length of time"), length)


def since(then: datetime, now: datetime) -> str:
    """Return the moment as shortly as it is clear: the time today, else day and time."""
    if then.date() == now.date():
        return clock(then)
    return near_moment(then, now)


def near_moment(then: datetime, now: datetime) -> str:
    """Return day and time, of another year with its year: "Tue 31 Mar, 13:05", "Tue 31 Mar 2026, 13:05"."""
    return moment(then) if then.year == now.year else full_moment(then)


def last(then: datetime, now: datetime) -> str:
    """Return when something was last: "last 13:14, 3 h 26 min ago".

    Ahead of a clock that was set back it is only said when.
    """
    if then - now > timedelta(minutes=1):
        return filled(translate("Times", "last %1", "when"), since(then, now))
    return filled(translate("Times", "last %1, %2", "when, how long ago"), since(then, now), ago(then, now))


def about(moment_: datetime) -> str:
    """Return a time that is a guess: "about 16:00"."""
    return filled(translate("Times", "about %1", "a time of day that is a guess"), clock(moment_))


def about_so_long(length: str) -> str:
    """Return the length of what began, or ended, at a guess: "about 45 min"."""
    return filled(translate("Times", "about %1", "a length of time that is a guess"), length)


def day_comes_first() -> bool:
    """Tell whether the region writes the day before the month."""
    order = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return order.find("d") < order.find("M") or order.startswith("y")


def _dated(of: date, day_first: str, month_first: str) -> str:
    return QLocale().toString(
        QDate(of.year, of.month, of.day), day_first if day_comes_first() else month_first
    )


def _dated_with_year(of: date) -> str:
    return _dated(of, translate("Times", "d MMM yyyy"), translate("Times", "MMM d, yyyy"))


def _is_told_in_two(start: datetime, end: datetime) -> bool:
    shown = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return not timedelta() <= shown < timedelta(days=1)


def _from_until(begin: str, until: str) -> str:
    return filled(translate("Times", "%1 – %2", "from, until"), begin, until)  # noqa: RUF001 - a dash


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    said = filled(translate("Times", "%1 h"), QLocale().toString(whole))
    if not rest:
        return said
    return filled(translate("Times", "%1 h %2 min"), QLocale().toString(whole), _two_digits(rest))


def _two_digits(count: int) -> str:
    """Return the number with a leading zero, in the region's digits."""
    said = QLocale().toString(count)
    return said if count > 9 else f"{QLocale().toString(0)}{said}"
