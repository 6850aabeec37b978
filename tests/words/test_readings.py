"""What is said of files that are read: every trouble has a sentence, every place is named."""

import pytest

from painlog.entries import Refused, Why
from painlog.exchange.reading import Question, Trouble
from painlog.words import readings, refusals


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_a_sentence_of_its_own(trouble: Trouble) -> None:
    said = readings.reason(trouble)
    assert said.endswith(".")
    assert said not in [readings.reason(other) for other in Trouble if other is not trouble]


@pytest.mark.parametrize("why", list(Why))
def test_what_the_entries_refuse_is_said_as_beside_the_field(why: Why) -> None:
    assert readings.reason(why) == refusals.beside_field(Refused("", why))


def test_a_problem_names_its_place() -> None:
    said = readings.problem(Why.OUT_OF_SCALE, "intensity", "11", 7)
    assert said == "line 7, intensity, “11”: The level goes from 0 to 10."
    assert (
        readings.problem(Trouble.UNKNOWN_KEY, "notes[0].colour") == "notes[0].colour: This key is not known."
    )
    assert readings.problem(Trouble.NOTHING_IN_IT) == "There is nothing in it."
    assert readings.problem(Trouble.BROKEN, line=3).startswith("line 3: Something is missing here")


def test_what_stands_there_is_said_as_it_stands() -> None:
    assert "“%1 %2 <b>”" in readings.problem(Trouble.NOT_A_NUMBER, "amount", "%1 %2 <b>", 2)


def test_an_unreadable_file_says_that_nothing_was_imported() -> None:
    said = readings.unreadable("diary.csv", Trouble.NOT_TEXT, readings.problem(Trouble.NOT_TEXT))
    assert said.startswith("diary.csv could not be read: This is not a text file,")
    assert said.endswith(" Nothing was imported; please mend it, or choose another file.")


@pytest.mark.parametrize(
    ("why", "ending"),
    [
        (Trouble.A_FOLDER, "please take the files in it. Nothing was imported."),
        (Trouble.OLD_WORKBOOK, "or as CSV. Nothing was imported."),
        (Trouble.NOT_THERE, "any more. Nothing was imported; please choose another file."),
        (Trouble.NOTHING_IN_IT, "in it. Nothing was imported; please choose another file."),
    ],
)
def test_nobody_is_asked_to_mend_what_cannot_be_mended(why: Trouble, ending: str) -> None:
    said = readings.unreadable("diary", why, readings.problem(why))
    assert said.endswith(ending)
    assert said.count("please") == 1


def test_what_can_be_written_instead_is_listed() -> None:
    said = readings.problem(Why.NOT_OFFERED, "medicines[0].strength.unit", "kg")
    assert said == "medicines[0].strength.unit, “kg”: This is not one of mg, ug, g, mg/mL, ug/h, unit."
    assert readings.problem(Why.NOT_OFFERED, "name", "x") == "name, “x”: " + readings.reason(Why.NOT_OFFERED)


def test_the_path_of_a_key_is_said_as_it_stands_in_the_file() -> None:
    told = readings.problem(Trouble.UNKNOWN_KEY, "notes[0].colour")
    said = readings.unreadable("diary.json", Trouble.UNKNOWN_KEY, told)
    assert " notes[0].colour: This key is not known." in said


@pytest.mark.parametrize("question", list(Question))
def test_every_question_is_asked(question: Question) -> None:
    assert readings.question(question).endswith("?")


def test_one_that_is_perhaps_there_already_is_told_as_one() -> None:
    assert readings.alike(1).startswith("1 new flare-up has the time and level of one that is there already")
