"""Every refusal is said in words: what happened, that nothing was lost, what to do next."""

from pathlib import Path

import pytest

from painlog.entries import Refused, Why
from painlog.journal.faults import Reason
from painlog.reasons import Flaw
from painlog.words import amounts, refusals


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_a_sentence_of_its_own(why: Why) -> None:
    said = refusals.beside_field(Refused("peak", why, 11))
    assert said.endswith(".")
    others = [refusals.beside_field(Refused("peak", other, 11)) for other in Why if other is not why]
    assert said not in others


def test_a_refusal_names_the_field_and_what_stood_there() -> None:
    fault = Refused("ended_at", Why.END_BEFORE_START, "12:00")
    assert refusals.refused(fault) == "End “12:00”: The end is before the start."
    assert (
        refusals.refused(Refused("peak", Why.OUT_OF_SCALE, 11))
        == "Worst pain “11”: The level goes from 0 to 10."
    )
    assert refusals.refused(Refused("medicine", Why.EMPTY, "")) == "Medicine: Please fill this in."


def test_a_refusal_begins_with_a_capital_letter() -> None:
    """F9 on a day with a flare-up answered "no flare-up: A flare-up is written down on this day"."""
    said = refusals.refused(Refused("no_flare_up", Why.HAS_FLARE_UP))
    assert said.startswith("No flare-up: A flare-up is written down on this day")


def test_a_long_or_many_lined_value_stays_one_short_line() -> None:
    said = refusals.refused(Refused("amount", Why.NOT_A_NUMBER, "a\nb" + "c" * 500))
    assert "\n" not in said
    assert len(said) < 150
    assert "a bccc" in said


def test_a_number_that_can_mean_two_is_asked_back() -> None:
    with pytest.raises(amounts.Unclear) as asked:
        amounts.parse_number("1.500")
    assert (
        refusals.beside_field(asked.value) == "This can be read as 1.5 or as 1500; please write one of them."
    )


@pytest.mark.parametrize("reason", list(Reason))
def test_every_fault_of_the_world_says_what_to_do(reason: Reason) -> None:
    said = refusals.faulted(reason, Path("/home/pat/journal.painlog"))
    assert "lease" in said  # "Please" or "please"
    is_said_otherwise = reason in (Reason.REPLACED, Reason.CHANGED_ELSEWHERE)
    assert is_said_otherwise or "was saved is safe" in said or "othing was " in said
    assert said not in [refusals.faulted(other, Path("/x")) for other in Reason if other is not reason]


@pytest.mark.parametrize("flaw", list(Flaw))
def test_every_flaw_that_a_check_finds_is_said(flaw: Flaw) -> None:
    assert refusals.flawed(flaw) not in [refusals.flawed(other) for other in Flaw if other is not flaw]


def test_fields_are_named_in_words() -> None:
    assert refusals.field_name("started_at") == "start"
    assert refusals.field_name("some_new_field") == "some_new_field"


@pytest.mark.parametrize("reason", list(Reason))
def test_a_sentence_without_a_file_begins_with_a_capital_letter(reason: Reason) -> None:
    assert refusals.faulted(reason)[0].isupper()
