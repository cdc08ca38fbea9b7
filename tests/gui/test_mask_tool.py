"""What the hand draws becomes masks."""

from __future__ import annotations

from dataclasses import replace

from mirstudio.gui.mask_tool import MaskTool, Shape, draw, extend
from mirstudio.imaging.masks import Brush, Effect, Gradient

BRUSH, GRADIENT = MaskTool(Shape.BRUSH), MaskTool(Shape.GRADIENT)


def test_strokes_of_one_effect_make_one_area():
    masks = draw((), BRUSH, [(0.2, 0.2)])
    masks = draw(masks, replace(BRUSH, effect=Effect.LIMIT), [(0.5, 0.5)])
    masks = draw(masks, BRUSH, [(0.3, 0.3), (0.4, 0.3)])
    protecting, limiting = masks
    assert isinstance(protecting, Brush)
    assert isinstance(limiting, Brush)
    assert [len(mask.strokes) for mask in (protecting, limiting)] == [2, 1]
    assert limiting.effect is Effect.LIMIT


def test_an_eraser_needs_something_to_erase():
    eraser = replace(BRUSH, erases=True)
    assert draw((), eraser, [(0.2, 0.2)]) == ()
    (mask,) = draw(draw((), BRUSH, [(0.2, 0.2)]), eraser, [(0.2, 0.2)])
    assert isinstance(mask, Brush)
    assert [stroke.erase for stroke in mask.strokes] == [False, True]


def test_a_gradient_runs_from_press_to_release():
    way = extend(extend([(0.1, 0.1)], (0.5, 0.5), GRADIENT, 1.5), (0.9, 0.2), GRADIENT, 1.5)
    assert draw((), GRADIENT, way) == (Gradient((0.1, 0.1), (0.9, 0.2)),)
    assert draw((), GRADIENT, [(0.5, 0.5)]) == ()


def test_points_that_add_nothing_are_left_out():
    near = BRUSH.radius / 20
    assert extend([(0.5, 0.5)], (0.5 + near, 0.5), BRUSH, 1.5) == [(0.5, 0.5)]
    assert len(extend([(0.5, 0.5)], (0.5 + 4 * near, 0.5), BRUSH, 1.5)) == 2
    # Fractions of the shorter side are worth less.
    assert len(extend([(0.5, 0.5)], (0.5 + 4 * near, 0.5), BRUSH, 0.3)) == 1
