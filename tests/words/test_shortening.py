"""Long words in short: no letter is cut apart."""

import pytest

from painlog.words.shortening import shortened, whole_letters

FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
ACCENTED = "e\u0301"


@pytest.mark.parametrize(
    ("text", "longest", "said"),
    [
        ("Lifting", 7, "Lifting"),
        ("Lifting a box", 8, "Lifting…"),
        ("Lifting a box", 9, "Lifting…"),
        (f"abc{FAMILY}def", 6, "abc…"),
        (f"abc{FAMILY}def", 8, "abc…"),
        (f"abc{FAMILY}def", 9, f"abc{FAMILY}…"),
        (f"a{ACCENTED}bc", 3, "a…"),
        (f"a{ACCENTED}bc", 4, f"a{ACCENTED}…"),
        ("\N{MAN}\N{WOMAN}\N{GIRL}", 2, "\N{MAN}…"),
    ],
)
def test_a_letter_is_kept_whole_or_left_out(text: str, longest: int, said: str) -> None:
    assert shortened(text, longest) == said


def test_a_letter_that_is_longer_than_the_room_is_left_out() -> None:
    assert whole_letters("e" + "\u0301" * 500, 20) == ""
