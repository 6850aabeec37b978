"""Which days a page shows, and for which appointment it is made."""

from datetime import date, datetime
from uuid import UUID

from painlog.entries import Appointment
from painlog.report.periods import appointment_after, days_back, since_last_appointment, up_to_appointment
from tests.report.diaries import SUMMER

UNTIL = date(2026, 4, 12)


def visit(month: int, day: int) -> Appointment:
    return Appointment(id=UUID(int=month * 100 + day), at=datetime(2026, month, day, 10, 20, tzinfo=SUMMER))


WINTER, MARCH, APRIL = visit(1, 12), visit(3, 2), visit(4, 14)


def test_from_the_day_of_the_last_appointment() -> None:
    assert since_last_appointment([WINTER, MARCH, APRIL], UNTIL) == (date(2026, 3, 2), UNTIL)


def test_six_weeks_without_an_appointment() -> None:
    assert since_last_appointment([APRIL], UNTIL) == (date(2026, 3, 2), UNTIL)
    assert days_back(UNTIL, 42) == (date(2026, 3, 2), UNTIL)
    assert days_back(UNTIL, 1) == (UNTIL, UNTIL)


def test_an_appointment_of_the_last_days_is_passed_over() -> None:
    assert since_last_appointment([MARCH, visit(4, 8)], UNTIL)[0] == date(2026, 3, 2)
    assert since_last_appointment([MARCH, visit(4, 6)], UNTIL)[0] == date(2026, 4, 6)


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
