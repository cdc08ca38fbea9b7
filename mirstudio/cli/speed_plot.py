"""Seconds per megapixel as bars, in an SVG that any browser shows."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from mirstudio.restoration.speeds import Speed

WIDTH = 760
NAMES = 300
"""Width left of the bars."""
FIGURES = 110
"""Width right of the longest bar."""
ROW, TOP = 26, 48
COLOURS = {"fp32": "#5b7fa6", "bf16": "#3f9c74", "fp16": "#c98a3b"}


def as_svg(speeds: Sequence[Speed], machine: str) -> str:
    """Draw a bar for each measurement; the longest fills the width."""
    longest = max(speed.seconds_per_mp for speed in speeds) or 1.0
    height = TOP + ROW * len(speeds) + 12
    size = f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="26">Seconds per megapixel · {escape(machine)}</text>',
    ]
    for row, speed in enumerate(speeds):
        lines += _bar(speed, TOP + ROW * row, longest)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _bar(speed: Speed, top: int, longest: float) -> list[str]:
    length = (WIDTH - NAMES - FIGURES) * speed.seconds_per_mp / longest
    name = escape(f"{speed.model} · {speed.device} · {speed.precision}")
    text = top + 15
    area = f'x="{NAMES}" y="{top}" width="{length:.1f}" height="{ROW - 6}"'
    return [
        f'<text x="{NAMES - 8}" y="{text}" text-anchor="end">{name}</text>',
        f'<rect {area} fill="{COLOURS[speed.precision]}"/>',
        f'<text x="{NAMES + length + 6:.1f}" y="{text}">{speed.seconds_per_mp:.3g} s</text>',
    ]
