"""Lucide's line icons, tinted in the tones of the theme and crisp at every scale."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mirstudio.paths import resources_folder

SIDE = 20
"""Side of an icon in the interface, in device-independent pixels."""

STROKE = "1.75"
RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)
"""Screen scales for which an icon is drawn to the pixel."""

_tints = {"normal": "#e2e2e2", "accent": "#e0a548", "disabled": "#6a6a6a"}


def set_tints(normal: str, accent: str, disabled: str) -> None:
    """Choose the tones of icons made from now on."""
    _tints.update(normal=normal, accent=accent, disabled=disabled)
    icon.cache_clear()


@cache
def icon(name: str, side: int = SIDE) -> QIcon:
    """The icon `name`: in text colour, accent when checked, pale when disabled."""
    made = QIcon()
    for tone, mode, state in (
        ("normal", QIcon.Mode.Normal, QIcon.State.Off),
        ("accent", QIcon.Mode.Normal, QIcon.State.On),
        ("disabled", QIcon.Mode.Disabled, QIcon.State.Off),
    ):
        for ratio in RATIOS:
            made.addPixmap(tinted(name, _tints[tone], side, ratio), mode, state)
    return made


def tinted(name: str, color: str, side: int = SIDE, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in `color`, `side` device-independent pixels wide at scale `ratio`."""
    pixels = round(side * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(_source(name, color).encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def app_icon() -> QIcon:
    """The program's own icon."""
    made = QIcon()
    for path in sorted((resources_folder() / "app").glob("mirstudio-*.png")):
        made.addFile(str(path))
    return made


def _source(name: str, color: str) -> str:
    path: Path = resources_folder() / "icons" / f"{name}.svg"
    text = path.read_text(encoding="utf-8").replace("currentColor", color)
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
