"""Places of the body are called what the drawing calls them, and never lose their side."""

import pytest

from painlog.charts.body import body
from painlog.words.body import places, region_name, side_label, view_name


def test_every_place_of_the_drawing_keeps_its_side() -> None:
    assert {region: region_name(region) for region in body().regions} == {
        region: region for region in body().regions
    }


@pytest.mark.parametrize("typed", ["the old scar", "lower back, inside", "scar, left", ""])
def test_a_place_that_is_not_of_the_drawing_stays_as_typed(typed: str) -> None:
    assert region_name(typed) == typed


def test_several_places_are_told_apart_though_each_has_a_comma() -> None:
    assert places(["lower back, left", "knee, right"]) == "lower back, left; knee, right"


def test_the_figures_are_told_apart() -> None:
    assert (view_name("front"), view_name("back")) == ("front view", "back view")
    assert (side_label("left"), side_label("right")) == ("your left", "your right")
