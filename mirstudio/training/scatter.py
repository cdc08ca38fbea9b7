"""A map of embeddings as SVG: colour is the blur, shape the noise."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from xml.sax.saxutils import escape

from mirstudio.training.blurs import Blur
from mirstudio.training.embedding import EmbeddingMap

WIDTH, HEIGHT = 720, 540
MARGIN = 40
LEGEND = 150
"""Width of the strip at the right that explains colours and shapes."""
SIZE = 5.0
"""Half of a mark's side."""

SHAPES = (
    "M {l} {y} A {s} {s} 0 1 0 {r} {y} A {s} {s} 0 1 0 {l} {y} Z",
    "M {l} {t} H {r} V {b} H {l} Z",
    "M {x} {t} L {r} {b} L {l} {b} Z",
    "M {x} {t} L {r} {y} L {x} {b} L {l} {y} Z",
)
"""Disc, square, triangle, diamond; further noises begin anew."""


def as_svg(embedding: EmbeddingMap) -> str:
    """Draw the map; hovering over a mark names its photo and degradation."""
    request = embedding.request
    colours = {blur: _colour(i, len(request.blurs)) for i, blur in enumerate(request.blurs)}
    shapes = {noise: SHAPES[i % len(SHAPES)] for i, noise in enumerate(request.noises)}
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{MARGIN}" y="24">{escape(_title(embedding))}</text>',
        *_legend(colours, shapes),
    ]
    for point, (x, y) in zip(embedding.points, _places(embedding), strict=True):
        told = escape(f"{point.photo}: blur {point.blur}, noise {point.noise:g}")
        mark = _mark(shapes[point.noise], x, y, colours[point.blur])
        lines.append(f"<g>{mark}<title>{told}</title></g>")
    return "\n".join([*lines, "</svg>"]) + "\n"


def _title(embedding: EmbeddingMap) -> str:
    return (
        f"{embedding.request.model}: {embedding.explained:.0%} of the variance shown,"
        f" {embedding.nearest_share():.0%} of nearest neighbours degraded alike"
    )


def _places(embedding: EmbeddingMap) -> Iterator[tuple[float, float]]:
    """Places on the sheet; both axes have one unit."""
    low, high = embedding.plane.min(0), embedding.plane.max(0)
    wide, tall = WIDTH - 2 * MARGIN - LEGEND, HEIGHT - 3 * MARGIN
    spans = high - low
    unit = min(wide / max(spans[0], 1e-12), tall / max(spans[1], 1e-12))
    centre = (low + high) / 2
    for x, y in embedding.plane:
        across, up = (x - centre[0]) * unit, (y - centre[1]) * unit
        yield MARGIN + wide / 2 + float(across), 2 * MARGIN + tall / 2 - float(up)


def _legend(colours: dict[Blur, str], shapes: dict[float, str]) -> Iterator[str]:
    entries = [(f"blur {blur}", SHAPES[0], colour) for blur, colour in colours.items()]
    entries += [(f"noise {noise:g}", shape, "#444444") for noise, shape in shapes.items()]
    left = WIDTH - LEGEND
    for row, (label, shape, colour) in enumerate(entries):
        y = 2 * MARGIN + 22 * row
        yield _mark(shape, left, y, colour)
        yield f'<text x="{left + 14}" y="{y + 4}">{label}</text>'


def _mark(shape: str, x: float, y: float, colour: str) -> str:
    sides = {"l": x - SIZE, "r": x + SIZE, "t": y - SIZE, "b": y + SIZE, "x": x, "y": y, "s": SIZE}
    path = shape.format(**{name: f"{value:.1f}" for name, value in sides.items()})
    return f'<path d="{path}" fill="{colour}" fill-opacity="0.75"/>'


def _colour(index: int, count: int) -> str:
    """From blue over green to red."""
    hue = 0.62 * (1 - index / max(count - 1, 1))
    red, green, blue = (round(255 * part) for part in colorsys.hsv_to_rgb(hue, 0.85, 0.8))
    return f"#{red:02x}{green:02x}{blue:02x}"
