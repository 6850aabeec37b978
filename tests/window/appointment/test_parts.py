"""The small parts of the tab: kept choices, questions and their answers, dates as people type them."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from painlog.entries import Question
from painlog.report.page import EVERY_PART, Choices, Paper, Part
from painlog.window.appointment.choices import kept_text, read_kept, usual_paper
from painlog.window.appointment.questions import with_answers
from painlog.window.appointment.who import read_date

TODAY = date(2026, 4, 12)


def test_choices_are_read_as_they_were_kept() -> None:
    choices = Choices(paper=Paper.LETTER, grey=True, parts=EVERY_PART - {Part.NAME, Part.DISCUSS})
    assert read_kept(kept_text(choices), Paper.A4) == choices


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "{}", '{"paper": "a5", "grey": 1, "off": []}', "null"]
)
def test_nonsense_gives_the_usual_page(text: str) -> None:
    assert read_kept(text, Paper.LETTER) == Choices(paper=Paper.LETTER)


def test_inches_mean_letter() -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert usual_paper() is Paper.LETTER
    QLocale.setDefault(QLocale("en_GB"))
    assert usual_paper() is Paper.A4


BEFORE = (Question(text="One?", answer="Yes"), Question(text="Two?", answer="No"), Question(text="Three?"))


@pytest.mark.parametrize(
    ("lines", "after"),
    [
        (["One?", "Two?", "Three?"], [("One?", "Yes"), ("Two?", "No"), ("Three?", "")]),
        (["Two?", "", "  One? "], [("Two?", "No"), ("One?", "Yes")]),
        (["One?", "Two, really?", "Three?"], [("One?", "Yes"), ("Two, really?", "No"), ("Three?", "")]),
        (["One?", "New?", "Two?", "Three?"], [("One?", "Yes"), ("New?", ""), ("Two?", "No"), ("Three?", "")]),
        ([], []),
    ],
)
def test_answers_follow_their_questions(lines: list[str], after: list[tuple[str, str]]) -> None:
    assert [(each.text, each.answer) for each in with_answers(lines, BEFORE)] == after


def test_an_answer_without_a_question_is_given_to_no_other() -> None:
    """In the form an answer can be written alone: the next question typed beside the page took it."""
    alone = Question(text="", answer="Two a day")
    assert with_answers(["One?"], (alone,)) == (Question(text="One?"), alone)


def test_two_questions_in_the_same_words_keep_their_answers() -> None:
    """As where a file asked twice: both had the answer of the second, once anything was typed."""
    asked = Question(text="Again?", answer="No"), Question(text="Again?", answer="Yes")
    assert with_answers(["Again?", "Again?", "New?"], asked) == (*asked, Question(text="New?"))


@pytest.mark.parametrize(
    ("region", "typed", "meant"),
    [
        ("en_GB", "14/05/1961", date(1961, 5, 14)),
        ("en_GB", "14/5/1961", date(1961, 5, 14)),
        ("en_GB", "1961-05-14", date(1961, 5, 14)),
        ("en_US", "5/14/1961", date(1961, 5, 14)),
        ("en_US", "5/14/61", date(1961, 5, 14)),
        ("de_DE", "14.05.1961", date(1961, 5, 14)),
        ("de_DE", "14.05.61", date(1961, 5, 14)),
        ("en_GB", "31/02/1950", None),
        ("en_GB", "12/04/2027", None),
        ("en_GB", "yesterday", None),
        ("en_GB", "", None),
    ],
)
def test_birth_dates_are_read_in_the_region_s_way(region: str, typed: str, meant: date | None) -> None:
    QLocale.setDefault(QLocale(region))
    assert read_date(typed, TODAY) == meant
