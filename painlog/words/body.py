"""What the places of the body and the ways that pain feels are called; the journal keeps English names."""

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QCoreApplication

from painlog.words.language import filled, spoken

translate = QCoreApplication.translate

QUALITIES = (
    "aching",
    "burning",
    "stabbing",
    "throbbing",
    "shooting",
    "cramping",
    "prickling",
    "tingling",
    "heavy",
    "tender",
    "electric",
)
"""Words for how pain feels; a person may add their own."""


def region_name(region: str) -> str:
    """Return the name of a place, "lower back, left"; one that is not of the drawing stays as typed."""
    place, comma, side = region.partition(", ")
    name, which = _places(spoken()).get(place), _sides().get(side)
    if name is None or (comma and which is None):
        return region
    if which is None:
        return name
    return filled(translate("Body", "%1, %2", "a place of the body, its side"), name, which)


def places(regions: Iterable[str]) -> str:
    """Return several places in one line; a name has a comma of its own, so that is not what parts them."""
    return "; ".join(region_name(region) for region in regions)


def quality_name(quality: str) -> str:
    """Return the word for how pain feels, as the person's language has it; their own words stay as typed."""
    return _qualities(spoken()).get(quality, quality)


def view_name(view: str) -> str:
    """Return what one of the two figures shows: "front" or "back"."""
    return translate("Body", "back view") if view == "back" else translate("Body", "front view")


def side_label(side: str) -> str:
    """Return what stands beside a figure, so that left and right are not confused."""
    return translate("Body", "your left") if side == "left" else translate("Body", "your right")


def _sides() -> dict[str, str]:
    return {
        "left": translate("Body", "left"),
        "middle": translate("Body", "middle"),
        "right": translate("Body", "right"),
    }


@cache
def _places(language: str) -> dict[str, str]:  # noqa: ARG001 - a language is asked for its words once
    return {
        "head": translate("Body", "head"),
        "neck": translate("Body", "neck"),
        "shoulder": translate("Body", "shoulder"),
        "upper arm": translate("Body", "upper arm"),
        "elbow": translate("Body", "elbow"),
        "forearm": translate("Body", "forearm"),
        "wrist": translate("Body", "wrist"),
        "hand": translate("Body", "hand"),
        "upper back": translate("Body", "upper back"),
        "middle back": translate("Body", "middle back"),
        "lower back": translate("Body", "lower back"),
        "chest": translate("Body", "chest"),
        "abdomen": translate("Body", "abdomen"),
        "groin": translate("Body", "groin"),
        "buttock": translate("Body", "buttock"),
        "hip": translate("Body", "hip"),
        "front of thigh": translate("Body", "front of thigh"),
        "back of thigh": translate("Body", "back of thigh"),
        "knee": translate("Body", "knee"),
        "calf": translate("Body", "calf"),
        "shin": translate("Body", "shin"),
        "ankle": translate("Body", "ankle"),
        "foot": translate("Body", "foot"),
    }


@cache
def _qualities(language: str) -> dict[str, str]:  # noqa: ARG001
    return {
        "aching": translate("Body", "aching"),
        "burning": translate("Body", "burning"),
        "stabbing": translate("Body", "stabbing"),
        "throbbing": translate("Body", "throbbing"),
        "shooting": translate("Body", "shooting"),
        "cramping": translate("Body", "cramping"),
        "prickling": translate("Body", "prickling"),
        "tingling": translate("Body", "tingling"),
        "heavy": translate("Body", "heavy"),
        "tender": translate("Body", "tender"),
        "electric": translate("Body", "electric"),
    }
