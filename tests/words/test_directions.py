"""Names from right to left leave what stands beside them in order, and everything else as it is."""

from painlog.words.directions import apart, apart_in_each

NAME = "محمد الطاهر"


def test_only_what_is_from_right_to_left_is_set_apart() -> None:
    assert apart("Oxycodone") == "Oxycodone"
    assert apart("Zoë 💊") == "Zoë 💊"
    assert apart(apart(NAME)) == apart(NAME) == f"\N{FIRST STRONG ISOLATE}{NAME}\N{POP DIRECTIONAL ISOLATE}"


def test_lines_are_left_as_they_are_but_where_a_name_goes_on_in_the_next() -> None:
    """A mark too many is not seen, but a search of the page would not find the line."""
    begin, end = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
    assert apart_in_each(["plain", f"a {begin}b{end}", "c"]) == ["plain", f"a {begin}b{end}", "c"]
    assert apart_in_each([f"a {begin}b", "c", f"d{end} e", "f"]) == [
        f"a {begin}b{end}",
        f"{begin}c{end}",
        f"{begin}d{end} e",
        "f",
    ]
