"""Which findings were ticked for the page, as the journal keeps it."""

import pytest

from painlog.report.ticked import chosen_in, ticked_in


def test_pairs_come_back_in_their_order() -> None:
    assert ticked_in('[["trigger", "lifting"], ["time-of-day", ""]]') == (
        ("trigger", "lifting"),
        ("time-of-day", ""),
    )


@pytest.mark.parametrize("text", ["", "[]", "{", "[1]", "null", '[["a", "b", "c"]]'])
def test_nonsense_is_nothing(text: str) -> None:
    assert ticked_in(text) == ()


def test_nothing_ticked_is_not_the_same_as_never_asked() -> None:
    assert chosen_in("") is None
    assert chosen_in("[]") == ()
