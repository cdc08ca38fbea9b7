"""Nothing but neutral greys and one accent, and text that can be read."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from qdarkstyle.dark.palette import DarkPalette
from qdarkstyle.light.palette import LightPalette

from mirstudio.gui import icons
from mirstudio.gui.adjustment_panel import AdjustmentPanel
from mirstudio.gui.theme import COLORS, NEUTRAL_DARK, NEUTRAL_LIGHT, Colors, apply_theme, stylesheet
from mirstudio.gui.top_bar import MODES
from mirstudio.gui.words import TASKS
from mirstudio.paths import resources_folder

PALETTES = {"dark": (DarkPalette, NEUTRAL_DARK), "light": (LightPalette, NEUTRAL_LIGHT)}


def luminance(color: str) -> float:
    parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_none_of_qdarkstyles_colours_is_left(qapp: QApplication, theme: str):
    palette, neutral = PALETTES[theme]
    used = set(re.findall(r"#[0-9a-f]{6}\b", stylesheet(theme).lower()))
    theirs = {value.lower() for key, value in vars(palette).items() if key.startswith("COLOR_")}
    assert not used & (theirs | {color.lower() for color in neutral})


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_token_of_the_rules_is_filled(qapp: QApplication, theme: str):
    assert "$" not in stylesheet(theme)


@pytest.mark.parametrize("colors", COLORS.values(), ids=COLORS)
def test_all_but_the_accent_and_errors_is_grey(colors: Colors):
    for office, color in vars(colors).items():
        if "accent" not in office and office != "error":
            assert QColor(color).saturation() == 0, office


@pytest.mark.parametrize("colors", COLORS.values(), ids=COLORS)
def test_text_can_be_read(colors: Colors):
    for ground in (colors.panel, colors.bar):
        assert contrast(colors.text, ground) >= 7
        assert contrast(colors.quiet, ground) >= 4.5
        assert contrast(colors.accent_text, ground) >= 4.5
        assert contrast(colors.error, ground) >= 4.5
    assert contrast(colors.on_accent, colors.accent) >= 4.5


def test_every_icon_named_is_there_and_tinted(qapp: QApplication):
    named = {picture for _, picture, _ in TASKS.values()} | {one for one, _ in MODES.values()}
    for name in named:
        image = icons.tinted(name, "#ff0000", 20, 2.0).toImage()
        assert (image.width(), image.height()) == (40, 40)
        seen = {image.pixelColor(x, y).getRgb() for x in range(40) for y in range(40)}
        opaque = {color[:3] for color in seen if color[3] > 250}
        assert opaque == {(255, 0, 0)}, name


def test_no_icon_lies_unused(qapp: QApplication):
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in (resources_folder().parent / "mirstudio" / "gui").glob("*.py")
    )
    for path in (resources_folder() / "icons").glob("*.svg"):
        assert f'"{path.stem}"' in sources, path.name


def test_links_are_not_blue(qapp: QApplication):
    colors = apply_theme(qapp, "light")
    assert qapp.palette().link().color() == QColor(colors.accent_text)


@pytest.mark.parametrize("theme", COLORS)
def test_nothing_lies_under_what_is_disabled(qtbot: QtBot, qapp: QApplication, theme: str):
    colors = apply_theme(qapp, theme)
    panel = AdjustmentPanel()
    qtbot.addWidget(panel)
    panel.setObjectName("window")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    panel.resize(264, 700)
    panel.show()
    assert not panel.strength.isEnabled()
    seen = panel.grab().toImage()
    for label in panel.strength.findChildren(QLabel):
        corner = label.mapTo(panel, label.rect().topRight())
        assert seen.pixelColor(corner) == QColor(colors.panel)
