"""Questions for a doctor that wait until an appointment is written down: the journal keeps a line each."""

from collections.abc import Iterable, Sequence

from painlog.entries import Appointment, Question

WAITING = "questions"
"""The name under which the journal keeps them."""


def waiting_in(text: str) -> tuple[Question, ...]:
    """Return the questions of which `WAITING` keeps a line each."""
    return tuple(Question(text=line.strip()) for line in text.splitlines() if line.strip())


def line_of(question: Question) -> str:
    """Return a question as one line, however it was written elsewhere."""
    return " ".join(question.text.split())


def left_waiting(questions: Sequence[Question], asked: Iterable[Question]) -> str:
    """Return as `WAITING` what is not among what is `asked` at an appointment."""
    taken = {line_of(question) for question in asked}
    return "\n".join(line for line in map(line_of, questions) if line not in taken)


def all_asked(visit: Appointment | None, waiting: Sequence[Question]) -> tuple[Question, ...]:
    """Return what is to be asked: at the appointment, if there is one, and what waits besides."""
    asked = visit.questions if visit is not None else ()
    return (*asked, *waiting_in(left_waiting(waiting, asked)))
