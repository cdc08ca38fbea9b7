from __future__ import annotations

import json
from dataclasses import fields

import pytest

from mirstudio.errors import UsageError
from mirstudio.imaging.adjustments import SLIDERS, Adjustments
from mirstudio.imaging.masks import Brush, Effect, Gradient, Stroke

MASKS = (
    Brush((Stroke(((0.1, 0.2), (0.3, 0.4)), 0.05), Stroke(((0.5, 0.5),), 0.1, 1, erase=True))),
    Gradient((0, 0.2), (0, 0.6), Effect.LIMIT, 0.5),
)


def test_every_number_has_its_slider_and_starts_neutral():
    others = {"colour_lock", "grain_seed", "masks"}
    assert {entry.name for entry in fields(Adjustments)} == SLIDERS.keys() | others
    for name, slider in SLIDERS.items():
        assert getattr(Adjustments(), name) == slider.neutral
        assert slider.low <= slider.neutral <= slider.high


@pytest.mark.parametrize("name", SLIDERS)
def test_the_ends_of_each_range_are_taken_and_nothing_beyond(name: str):
    slider = SLIDERS[name]
    for value in (slider.low, slider.high):
        assert getattr(Adjustments(**{name: value}), name) == value
    for value in (slider.low - 0.01, slider.high + 0.01, float("nan"), "1", True):
        with pytest.raises(UsageError):
            Adjustments(**{name: value})


def test_json_and_back():
    wished = Adjustments(0.5, luma_noise=0.1, brightness=1.5, colour_lock=True, masks=MASKS)
    assert Adjustments.from_dict(json.loads(json.dumps(wished.to_dict()))) == wished
    assert Adjustments.from_dict({}) == Adjustments()
    assert hash(wished) == hash(Adjustments.from_dict(wished.to_dict()))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"glow": 1}, "“glow” is no adjustment; known are strength"),
        ({"detail": 2}, "Detail lies between -1 and 1; 2 does not"),
        ({"luma_noise": None}, "Luma noise must be a number"),
        ({"colour_lock": 1}, "Colour lock is either true or false"),
        ({"grain_seed": -1}, "whole number"),
        ({"masks": "all"}, "not a list of masks"),
        ({"masks": [{"kind": "cloud"}]}, "“cloud” is no kind of mask"),
        ({"masks": [{"kind": "gradient", "start": [0, 0]}]}, "A mask makes no sense"),
        ({"masks": [{"kind": "gradient", "start": [0, 0], "end": [0, 0]}]}, "two different"),
        ({"masks": [{"kind": "brush", "strokes": [{"points": [], "radius": 1}]}]}, "one point"),
        ({"masks": [{"kind": "brush", "strokes": [], "effect": "melt"}]}, "melt"),
        ({"masks": [{"kind": "brush", "strokes": [], "colour": 1}]}, "colour"),
        (
            {"masks": [{"kind": "brush", "strokes": [{"points": [[0, 0]], "radius": 0}]}]},
            "A brush's radius lies between 0 and 1; 0 does not",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(values: dict, sentence: str):
    with pytest.raises(UsageError, match=sentence):
        Adjustments.from_dict(values)


def test_a_grey_photo_gets_no_white_balance():
    wished = Adjustments(temperature=0.5, tint=-0.5, saturation=0.2)
    assert wished.for_grey() == Adjustments(saturation=0.2)
