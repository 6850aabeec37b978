"""Which days a page shows, and for which appointment it is made."""

from datetime import date, datetime
from uuid import UUID

from painlog.entries import Appointment
from painlog.patterns.turns import last_appointment
from painlog.report.periods import appointment_after, days_back, is_a_page, up_to_appointment, usual_days
from tests.report.diaries import SUMMER

UNTIL = date(2026, 4, 12)


def visit(month: int, day: int) -> Appointment:
    return Appointment(id=UUID(int=month * 100 + day), at=datetime(2026, month, day, 10, 20, tzinfo=SUMMER))


WINTER, MARCH, APRIL = visit(1, 12), visit(3, 2), visit(4, 14)


def test_from_the_day_of_the_last_appointment() -> None:
    assert usual_days([WINTER, MARCH, APRIL], UNTIL) == (date(2026, 3, 2), UNTIL)


def test_six_weeks_without_an_appointment() -> None:
    assert usual_days([APRIL], UNTIL) == (date(2026, 3, 2), UNTIL)
    assert days_back(UNTIL, 42) == (date(2026, 3, 2), UNTIL)
    assert days_back(UNTIL, 1) == (UNTIL, UNTIL)


def test_the_last_appointment_is_one_before_today() -> None:
    visits = [WINTER, MARCH, visit(4, 11), visit(4, 12), APRIL]
    assert last_appointment(visits, UNTIL) == date(2026, 4, 11)
    assert last_appointment([APRIL], UNTIL) is None
    assert last_appointment([], UNTIL) is None


def test_where_the_last_appointment_was_this_week_the_usual_days_are_six_weeks() -> None:
    """It was passed over for the one before it: "since the last" said the same and meant another."""
    assert usual_days([WINTER, visit(4, 7)], UNTIL) == (date(2026, 3, 2), UNTIL)
    assert usual_days([WINTER, visit(4, 6)], UNTIL) == (date(2026, 4, 6), UNTIL)
    assert [is_a_page(date(2026, 4, day), UNTIL) for day in (6, 7)] == [True, False]
    assert not is_a_page(None, UNTIL)


def test_no_page_begins_before_the_first_entry_unless_it_is_shorter_than_a_week() -> None:
    """Five days after the first entry the page was empty but for its right edge."""
    for first, begin in ((4, date(2026, 3, 4)), (1, date(2026, 3, 2))):
        assert usual_days([], UNTIL, date(2026, 3, first)) == (begin, UNTIL)
        assert usual_days([MARCH], UNTIL, date(2026, 3, first)) == (begin, UNTIL)
        assert up_to_appointment([], APRIL, UNTIL, date(2026, 3, first)) == (begin, UNTIL)
    for day in (7, 12, 20):
        assert usual_days([WINTER], UNTIL, date(2026, 4, day)) == (date(2026, 4, 6), UNTIL)


def test_the_page_of_an_appointment_ends_the_day_before() -> None:
    later = date(2026, 5, 1)
    assert up_to_appointment([WINTER, MARCH, APRIL], APRIL, later) == (date(2026, 3, 2), date(2026, 4, 13))
    assert up_to_appointment([WINTER, MARCH, APRIL], MARCH, later) == (date(2026, 1, 12), date(2026, 3, 1))


def test_the_page_of_an_appointment_to_come_ends_today() -> None:
    """Of one after the next it showed the days from today to the next, in which nothing is written yet."""
    visits = [WINTER, MARCH, APRIL, visit(6, 1)]
    for coming in visits[2:]:
        assert up_to_appointment(visits, coming, UNTIL) == (date(2026, 3, 2), UNTIL)


def test_it_is_made_for_the_next_appointment() -> None:
    visits = [WINTER, MARCH, APRIL, visit(6, 1)]
    assert appointment_after(visits, UNTIL) == APRIL
    assert appointment_after(visits, date(2026, 4, 14)) == APRIL
    assert appointment_after(visits, date(2026, 7, 1)) is None
