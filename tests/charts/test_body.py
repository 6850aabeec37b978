"""The drawing of the body: every region of the words is in it, on the right side, and can be painted."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPolygonF, qGray
from pytestqt.qtbot import QtBot

from painlog.charts.body import (
    BACK,
    FRONT,
    Part,
    body,
    paint_body,
    paint_small_body,
    shape_of_small_body,
    side_words,
    surface,
    transform_in,
)
from painlog.charts.inks import LIGHT, LOOKS, Inks, contrast
from painlog.words.body import QUALITIES, quality_name, region_name

ONE_SIDED = ("shoulder", "upper arm", "elbow", "forearm", "wrist", "hand", "hip", "knee", "ankle", "foot")
THREE_PARTS = {FRONT: ("chest", "abdomen", "groin"), BACK: ("upper back", "middle back", "lower back")}
FRAME = QRectF(0, 0, 510, 500)


def of(region: str) -> Part:
    return next(part for part in body().parts if part.region == region)


def area(outline: QPainterPath) -> float:
    return sum(area_of([piece.at(number) for number in range(piece.size())]) for piece in pieces(outline))


def pieces(outline: QPainterPath) -> list[QPolygonF]:
    return list(outline.toSubpathPolygons())


def area_of(corners: list[QPointF]) -> float:
    return abs(sum(one.x() * other.y() - other.x() * one.y() for one, other in pairwise(corners))) / 2


def painted(marked: set[str], inks: Inks = LIGHT) -> QImage:
    image = QImage(FRAME.size().toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_body(painter, FRAME, inks, marked)
    painter.end()
    return image


def test_both_figures_hold_the_limbs_of_both_sides() -> None:
    for view in (FRONT, BACK):
        there = {part.region for part in body().parts if part.view == view}
        assert {f"{place}, {side}" for place in ONE_SIDED for side in ("left", "right")} <= there


def test_the_trunk_has_left_middle_and_right() -> None:
    for view, places in THREE_PARTS.items():
        there = {part.region for part in body().parts if part.view == view}
        assert {f"{place}, {side}" for place in places for side in ("left", "middle", "right")} <= there


def test_what_only_one_side_shows_is_in_one_figure_only() -> None:
    views: dict[str, set[str]] = {}
    for part in body().parts:
        views.setdefault(part.region.partition(",")[0], set()).add(part.view)
    assert views["shin"] == {FRONT}
    assert views["calf"] == views["buttock"] == {BACK}
    assert views["knee"] == {FRONT, BACK}


def test_every_path_has_an_id_of_its_own() -> None:
    assert len({part.id for part in body().parts}) == len(body().parts)


def test_left_is_the_persons_left_in_both_figures() -> None:
    for part in body().parts:
        middle = body().figures[part.view].boundingRect().center().x()
        x = part.outline.boundingRect().center().x()
        if part.region.endswith("left"):
            assert (x > middle) is (part.view == FRONT), part.id
        if part.region.endswith("right"):
            assert (x < middle) is (part.view == FRONT), part.id


def test_your_left_is_written_on_the_side_that_is_the_persons_left() -> None:
    for word in body().words:
        middle = body().figures[word.view].boundingRect().center().x()
        if word.says:
            assert (word.at.x() > middle) is ((word.says == "left") is (word.view == FRONT))


def test_regions_of_one_figure_do_not_overlap() -> None:
    for view in (FRONT, BACK):
        parts = [part for part in body().parts if part.view == view]
        for number, part in enumerate(parts):
            for other in parts[number + 1 :]:
                shared = part.outline.intersected(other.outline).boundingRect()
                assert shared.width() < 3 or shared.height() < 3, (part.id, other.id)


def test_every_region_lies_on_its_figure() -> None:
    for part in body().parts:
        beyond = area(part.outline.subtracted(body().figures[part.view]))
        assert beyond < 0.05 * area(part.outline), part.id


def test_a_click_beside_a_region_finds_the_nearest_and_far_away_none() -> None:
    hand = next(part for part in body().parts if part.id == "front-hand-left")
    beside = hand.outline.boundingRect().center() + QPointF(24, 0)
    assert not hand.outline.contains(beside)
    assert body().part_at(beside, 12) is hand
    assert body().part_at(QPointF(FRAME.right(), FRAME.bottom()), 12) is None
    assert body().part_at(hand.outline.boundingRect().center(), 0) is hand


def test_marked_regions_are_painted_in_pains_colour_in_both_figures(qapp: object) -> None:
    image = painted({"knee, left"})
    for part in body().parts:
        at = transform_in(FRAME).map(part.outline.boundingRect().center()).toPoint()
        if part.region.startswith("knee"):
            shown = QColor(image.pixel(at)).name().upper()
            assert (shown == LIGHT.pain) is (part.region == "knee, left")


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
def test_marked_regions_stand_out_in_every_look(inks: Inks, qapp: object) -> None:
    image = painted({"chest, middle"}, inks)
    marked, plain = (
        QColor(image.pixel(transform_in(FRAME).map(part.outline.boundingRect().center()).toPoint())).name()
        for part in (of("chest, middle"), of("abdomen, middle"))
    )
    assert contrast(marked, plain) >= 3.0
    assert max(contrast(surface(inks), inks.panel), contrast(inks.edge, inks.panel)) >= 3.0


def small(marked: set[str], inks: Inks, height: int = 28) -> QImage:
    image = QImage(round(height * shape_of_small_body()), height, QImage.Format.Format_RGB32)
    image.fill(QColor(inks.panel))
    painter = QPainter(image)
    paint_small_body(painter, image.rect().toRectF(), inks, marked, 5)
    painter.end()
    return image


def places_that_differ(one: QImage, other: QImage) -> list[tuple[int, int]]:
    """Return the pixels that are told apart without colour: by a fifth of the whole range of grey."""
    every = ((x, y) for x in range(one.width()) for y in range(one.height()))
    return [at for at in every if abs(qGray(one.pixel(*at)) - qGray(other.pixel(*at))) > 50]


@pytest.mark.parametrize("inks", LOOKS, ids=lambda inks: inks.name)
@pytest.mark.parametrize("region", ["lower back, left", "wrist, right"])
def test_a_mark_in_a_list_is_seen_without_colour(qapp: object, inks: Inks, region: str) -> None:
    apart = places_that_differ(small(set(), inks), small({region}, inks))
    assert 9 <= len(apart) < 80


def test_left_and_right_are_apart_in_a_list_too(qapp: object) -> None:
    plain = small(set(), LIGHT)
    left, right = (
        sum(x for x, _ in found) / len(found)
        for side in ("left", "right")
        for found in [places_that_differ(plain, small({f"buttock, {side}"}, LIGHT))]
    )
    assert right - left > 2


@pytest.mark.parametrize(("pixels", "how_many"), [(14, 4), (30, 3)])
def test_the_words_for_the_sides_do_not_touch(qapp: object, pixels: int, how_many: int) -> None:
    font = QFont()
    font.setPixelSize(pixels)
    letters, place = QFontMetrics(font), transform_in(QRectF(0, 0, 400, 400))
    words = side_words(place, letters)
    assert len(words) == how_many
    ends = sorted(
        (place.map(at).x() - wide / 2, place.map(at).x() + wide / 2)
        for said, at in words
        for wide in [max(letters.horizontalAdvance(part) for part in said.split())]
    )
    assert all(one[1] < other[0] for one, other in pairwise(ends))


@pytest.mark.parametrize("region", body().regions)
def test_every_region_of_the_drawing_has_a_name(region: str, qtbot: QtBot) -> None:
    place, _, side = region.partition(", ")
    assert region_name(region) == region
    assert not side or region_name(f"{place}, nowhere") == f"{place}, nowhere"


def test_names_of_ones_own_stay_as_typed() -> None:
    assert region_name("Low Back Pain") == "Low Back Pain"
    assert quality_name("like ants") == "like ants"
    assert [quality_name(quality) for quality in QUALITIES] == list(QUALITIES)
