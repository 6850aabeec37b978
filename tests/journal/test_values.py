"""Values behave as frozen dataclasses do."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from painlog.values import maker, value


@value(kw_only=True)
class Told:
    """A value with all that values have."""

    name: str
    level: float = 0
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.level < 0:
            raise ValueError(self.level)


@value
class Place:
    """A value that takes its parts by place."""

    x: int
    y: int = 2


@value(eq=False)
class Itself:
    """A value that is equal to itself only."""

    x: int


@dataclass(frozen=True, slots=True)
class Usual:
    """What `value` stands in for."""

    x: int
    y: int = 2


def test_it_is_a_dataclass() -> None:
    assert [one.name for one in fields(Told)] == ["name", "level", "words"]
    assert replace(Told(name="a"), level=3) == Told(name="a", level=3)


def test_it_is_frozen() -> None:
    told = Told(name="a")
    with pytest.raises(FrozenInstanceError):
        told.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del told.name
    assert not hasattr(told, "__dict__")


def test_defaults_are_made_anew() -> None:
    first, second = Told(name="a"), Told(name="a")
    first.words.append("x")
    assert second.words == []


def test_it_refuses_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="-1"):
        Told(name="a", level=-1)


@pytest.mark.parametrize(
    "wrong", [{}, {"nam": "a"}, {"name": "a", "more": 1}, {"level": 1}, {"level": 1, "more": 2}]
)
def test_missing_and_unknown_parts_are_named(wrong: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="missing"):
        Told(**wrong)  # type: ignore[arg-type]


def test_parts_by_place() -> None:
    assert Place(1) == Place(1, 2) == Place(1, y=2) == Place(x=1)
    for wrong in ((1, 2, 3), ()):
        with pytest.raises(TypeError):
            Place(*wrong)
    with pytest.raises(TypeError):
        Place(1, x=1)  # type: ignore[misc]
    with pytest.raises(TypeError):
        Told("a")  # type: ignore[call-arg]


def test_what_is_made_by_the_thousand_is_the_same_value() -> None:
    assert maker(Place, "y", "x")(5, 1) == Place(1, 5)
    made = maker(Place, "x")(1)
    assert made == Place(1)
    assert type(made) is Place
    with pytest.raises(FrozenInstanceError):
        made.x = 3  # type: ignore[misc]
    assert maker(Told, "level", "name", "words")(1, "a", []) == Told(name="a", level=1)
    with pytest.raises(ValueError, match="-1"):
        maker(Told, "level", "name", "words")(-1, "a", [])


def test_what_does_not_fit_is_not_made() -> None:
    for names in (("z", "x"), ("y",), ("x", "x")):
        with pytest.raises(TypeError, match="do not fit"):
            maker(Place, *names)
    with pytest.raises(TypeError, match="do not fit"):
        maker(Told, "name")
    for places in ((), (1, 2)):
        with pytest.raises(TypeError, match="positional argument"):
            maker(Place, "x")(*places)


def test_equal_values_are_one_in_a_set_and_print_alike() -> None:
    assert {Place(1), Place(1, 2)} == {Place(1)}
    assert Place(1) != Place(2)
    assert Place(1) != Usual(1)  # type: ignore[comparison-overlap]
    assert repr(Place(1)) == repr(Usual(1)).replace("Usual", "Place")
    assert Itself(1) != Itself(1)


def test_it_can_be_copied_and_pickled() -> None:
    told = Told(name="a", level=2)
    assert copy.copy(told) == pickle.loads(pickle.dumps(told)) == told  # noqa: S301 - our own bytes


def test_it_can_be_matched() -> None:
    match Place(1):
        case Place(x=1, y=second):
            assert second == 2
        case _:
            pytest.fail("not matched")
