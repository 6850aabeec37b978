"""What is said about locks: plain, and with what to do next."""

import pytest

from painlog.journal import Reason
from painlog.words import locks
from painlog.words.refusals import faulted


@pytest.mark.parametrize("group", range(1, 8))
def test_a_slip_is_named_by_its_group(group: int) -> None:
    assert f"group {group}" in locks.mistyped(group)


def test_a_key_of_the_wrong_length_is_said_so() -> None:
    assert "seven groups" in locks.mistyped(0)


def test_forgetting_is_said_as_it_is() -> None:
    assert "nobody can" in locks.forgetting()


@pytest.mark.parametrize(
    "reason",
    [
        Reason.NEEDS_PASSPHRASE,
        Reason.WRONG_PASSPHRASE,
        Reason.WRONG_RECOVERY_KEY,
        Reason.NO_ENCRYPTION,
        Reason.NO_MEMORY,
    ],
)
def test_every_fault_of_a_lock_says_that_nothing_was_changed_and_what_to_do(reason: Reason) -> None:
    said = faulted(reason)
    assert "Nothing was changed" in said
    assert "please" in said
