"""The look: neutral greys around the photo, one amber accent, Inter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from mirstudio.gui.icons import set_tints
from mirstudio.gui.style import RULES
from mirstudio.gui.translate import marked
from mirstudio.paths import resources_folder

NEUTRAL_DARK = {
    "#19232D": "#232323",
    "#293544": "#2b2b2b",
    "#37414F": "#333333",
    "#455364": "#3c3c3c",
    "#54687A": "#4a4a4a",
    "#60798B": "#5a5a5a",
    "#788D9C": "#7d7d7d",
    "#9DA9B5": "#a0a0a0",
    "#DFE1E2": "#e2e2e2",
    "#26486B": "#5c4a2a",
    "#346792": "#8a6a33",
    "#1A72BB": "#c08a35",
    "#259AE9": "#e0a548",
}
"""qdarkstyle's blue dark palette to ours."""

NEUTRAL_LIGHT = {
    "#FAFAFA": "#f4f4f4",
    "#DFE1E2": "#e6e6e6",
    "#D2D5D8": "#dcdcdc",
    "#C0C4C8": "#cacaca",
    "#B4B8BC": "#bdbdbd",
    "#ACB1B6": "#b0b0b0",
    "#9DA9B5": "#9b9b9b",
    "#788D9C": "#767676",
    "#19232D": "#222222",
    "#DAEDFF": "#f3e4c8",
    "#9FCBFF": "#e9cd98",
    "#73C7FF": "#d9a652",
    "#37AEFE": "#a86f14",
}
"""qdarkstyle's blue light palette to ours."""


@dataclass(frozen=True)
class Colors:
    """Tones by their office; the same offices in both themes."""

    canvas: str
    """Around the photo."""
    bar: str
    """Top bar and bottom strip."""
    panel: str
    raised: str
    """Selected rows, buttons, fields."""
    hover: str
    groove: str
    """Unfilled part of sliders and progress."""
    text: str
    quiet: str
    """Secondary text; at least 4.5:1 on panels and in fields."""
    disabled: str
    accent: str
    accent_text: str
    """Accent as text and icon on a panel."""
    accent_hover: str
    on_accent: str
    """Text on the accent."""
    handle: str
    error: str


DARK = Colors(
    canvas="#1b1b1b", bar="#232323", panel="#2b2b2b", raised="#3c3c3c", hover="#343434",
    groove="#464646", text="#e2e2e2", quiet="#a6a6a6", disabled="#6a6a6a", accent="#e0a548",
    accent_text="#e0a548", accent_hover="#ebb663", on_accent="#1f1708", handle="#e6e6e6",
    error="#f0876b",
)  # fmt: skip
LIGHT = Colors(
    canvas="#d6d6d6", bar="#ececec", panel="#f4f4f4", raised="#dedede", hover="#e8e8e8",
    groove="#cfcfcf", text="#222222", quiet="#606060", disabled="#a6a6a6", accent="#e0a548",
    accent_text="#7f530a", accent_hover="#e9b55f", on_accent="#1f1708", handle="#ffffff",
    error="#b23a1c",
)  # fmt: skip
COLORS = {"dark": DARK, "light": LIGHT}

PAINTS_DISABLED = re.compile(r"QScrollArea QWidget QWidget:disabled \{[^}]*\}")
"""A rule of qdarkstyle: a ground under all that is disabled in a scroll area, however that is
dressed. It is more particular than any rule of ours, so it has to go."""

SURROUNDS = {
    marked("Black"): "#000000",
    marked("Dark grey"): "#1b1b1b",
    marked("Mid grey"): "#777777",
    marked("White"): "#ffffff",
}
"""What may lie around the photo, besides the theme's own canvas."""


def set_typeface(app: QApplication) -> None:
    """Make the bundled typeface known and usual; before the first widget, which keeps its own."""
    for path in sorted((resources_folder() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))
    app.setFont(interface_font())


def interface_font(points: float = 10.0) -> QFont:
    """Inter with figures of equal width, so that numbers do not dance."""
    font = QFont("Inter")
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("calt"), 1)
    return font


def stylesheet(theme: str) -> str:
    """Return qdarkstyle's style sheet in our colours, followed by our own rules."""
    import qdarkstyle
    from qdarkstyle.dark.palette import DarkPalette
    from qdarkstyle.light.palette import LightPalette

    palette, neutral = (
        (LightPalette, NEUTRAL_LIGHT) if theme == "light" else (DarkPalette, NEUTRAL_DARK)
    )
    base = qdarkstyle.load_stylesheet(qt_api="pyside6", palette=palette)
    pattern = re.compile("|".join(neutral), re.IGNORECASE)
    # In one pass: a colour of ours may be one of theirs that is replaced in turn.
    base = pattern.sub(lambda match: neutral[match.group().upper()], base)
    base = PAINTS_DISABLED.sub("", base)
    return base + Template(RULES).substitute(vars(COLORS[theme]))


def apply_theme(app: QApplication, theme: str) -> Colors:
    """Dress the whole application and return its tones."""
    colors = COLORS[theme]
    set_tints(colors.text, colors.accent_text, colors.disabled)
    # Loading qdarkstyle's sheet sets links in the palette to its blue.
    sheet = stylesheet(theme)
    app.setPalette(_palette(colors))
    app.setStyleSheet(sheet)
    return colors


def _palette(colors: Colors) -> QPalette:
    """For what is painted by hand or drawn by Qt itself."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, color in (
        (roles.Window, colors.panel), (roles.Base, colors.raised), (roles.Button, colors.raised),
        (roles.Text, colors.text), (roles.WindowText, colors.text), (roles.ButtonText, colors.text),
        (roles.Accent, colors.accent),
        (roles.Highlight, colors.accent), (roles.HighlightedText, colors.on_accent),
        (roles.PlaceholderText, colors.quiet), (roles.Mid, colors.groove),
        (roles.Light, colors.handle), (roles.Link, colors.accent_text),
        (roles.LinkVisited, colors.accent_text), (roles.ToolTipBase, colors.raised),
        (roles.ToolTipText, colors.text), (roles.Dark, colors.canvas),
        (roles.BrightText, colors.error),
    ):  # fmt: skip
        palette.setColor(role, QColor(color))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.Text, QColor(colors.disabled))
    return palette
