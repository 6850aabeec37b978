"""The source keeps to its measures. What is beyond one stands in budget.json, and may only get better."""

import ast
import json
from pathlib import Path

import pytest

from tests.house import measures
from tests.house.reading import Source, sources, sources_of_tests

LATER = Path(__file__).with_name("budget.json")
AIMS: dict[str, float] = {
    "function: median": 5,
    "function: nine in ten": 20,
    "function: longest": 60,
    "class: longest": 300,
    "class: most methods": 25,
    "file: longest": 400,
    "nesting: deepest": 3,
    "not annotated": 0,
    "without docstring": 0,
    # What another thread ran into goes on where it is asked for (window/meanwhile.py).
    "broad excepts": 1,
    "globals": 0,
    "vague names": 0,
    "source lines a test line": 1,
    "patches a test": 0.05,
    "blind waits": 0,
}


@pytest.fixture(scope="module")
def today() -> dict[str, measures.Measured]:
    return measures.of_program(sources()) | measures.of_tests(sources_of_tests(), sources())


@pytest.fixture(scope="module")
def exceptions() -> dict[str, float]:
    found: dict[str, float] = json.loads(LATER.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("measure", AIMS)
def test_a_measure_is_kept(
    today: dict[str, measures.Measured], exceptions: dict[str, float], measure: str
) -> None:
    figure, places = today[measure]
    assert figure <= exceptions.get(measure, AIMS[measure]), "\n".join(places)


def test_no_module_is_named_vaguely() -> None:
    assert measures.vague_modules(sources()) == []


def test_the_list_of_exceptions_only_shrinks(
    today: dict[str, measures.Measured], exceptions: dict[str, float]
) -> None:
    assert set(exceptions) <= set(AIMS)
    for measure, allowed in exceptions.items():
        assert allowed > AIMS[measure], f"{measure} may reach its aim now: take it off the list"
        # A tenth may come and go from day to day; more was gained, and is kept.
        assert today[measure].figure > 0.9 * allowed, f"{measure} got better: write down its figure"


PLANTED = '''
"""A module."""

def short(x):
    """Say what for.

    With more words.
    """
    # why
    return (
        x
    )


class Manager:
    def method(self, given: int) -> None:
        global changed
        for one in given:
            if one:
                pass
            elif two:
                with three:
                    pass
        try:
            pass
        except (ValueError, Exception):
            pass
'''


@pytest.fixture
def planted() -> Source:
    return Source(Path("planted.py"), "painlog.planted", PLANTED, ast.parse(PLANTED))


def test_cleaning_up_and_raising_again_is_no_broad_except() -> None:
    tree = ast.parse("try:\n    pass\nexcept BaseException:\n    close()\n    raise")
    assert list(measures.broad_excepts(tree)) == []


def test_lengths_count_code_only(planted: Source) -> None:
    measured = measures.of_program([planted])
    assert measured["function: median"].figure == (4 + 12) / 2
    assert measured["class: longest"].figure == 13
    assert measured["class: most methods"].figure == 1


def test_an_elif_is_no_deeper_than_its_if(planted: Source) -> None:
    assert measures.of_program([planted])["nesting: deepest"].figure == 3


@pytest.mark.parametrize(
    ("measure", "count"),
    [
        ("not annotated", 2),
        ("without docstring", 2),
        ("broad excepts", 1),
        ("globals", 1),
        ("vague names", 1),
    ],
)
def test_what_should_not_be_there_is_counted(planted: Source, measure: str, count: int) -> None:
    assert measures.of_program([planted])[measure].figure == count
