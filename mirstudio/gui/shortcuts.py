"""The keys, in one table: for the window that obeys them and for the sheet that lists them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from mirstudio.gui.form import fitted
from mirstudio.gui.translate import marked, tr


@dataclass(frozen=True)
class Key:
    """A key and what it does."""

    keys: tuple[str, ...]
    """As `QKeySequence` reads them; the first is shown."""
    words: str
    action: str = ""
    """Name of the window's method, or of its view's; empty where the key is handled elsewhere."""


KEYS = (
    Key(("Ctrl+O",), marked("Open photos"), "ask_for_files"),
    Key(
        ("Ctrl+S", "Ctrl+Alt+Shift+E"),
        marked("Export as the last time, or give the photo back"),
        "save",
    ),
    Key(("Ctrl+Shift+E",), marked("Export"), "ask_for_export"),
    Key(("Ctrl+R",), marked("Restore"), "restore"),
    Key(("Ctrl+Z",), marked("Undo"), "undo"),
    Key(("Ctrl+Shift+Z", "Ctrl+Y"), marked("Do again"), "redo"),
    Key(("Ctrl+Shift+C",), marked("Copy settings"), "copy_settings"),
    Key(("Ctrl+Shift+V",), marked("Paste settings to the photos chosen"), "paste_settings"),
    Key(("Ctrl+Shift+R",), marked("Reset all sliders"), "reset_sliders"),
    Key(("Ctrl+T",), marked("Choose photos for the batch, or not"), "tick"),
    Key(("Ctrl+Shift+B",), marked("Add to the batch"), "ask_for_batch"),
    Key(("Ctrl+Alt+B",), marked("Add to the batch, each as it needs"), "ask_for_choices"),
    Key(("Ctrl+B",), marked("The batch as a list"), "toggle_batch"),
    Key(("Ctrl+,",), marked("Preferences"), "show_preferences"),
    Key(("T",), marked("Try models side by side"), "try_out"),
    Key(("Ctrl+M",), marked("Models"), "show_models"),
    Key(("Esc",), marked("Cancel what runs"), "escape"),
    Key(("K",), marked("Paint areas (Alt takes away)"), "panel.area_tools.brush"),
    Key(("Shift+K",), marked("Draw a gradient"), "panel.area_tools.gradient"),
    Key(("]",), marked("A wider brush"), "panel.area_tools.widen"),
    Key(("[",), marked("A narrower brush"), "panel.area_tools.narrow"),
    Key(("\\",), marked("Between before and after"), "toggle_before"),
    Key(("B",), marked("The original, while held (also the mouse)")),
    Key(("Y",), marked("Single, divider, side by side"), "cycle_mode"),
    Key(("Shift+Y",), marked("Turn the divider or the panes"), "view.vary_mode"),
    Key(("Alt+Left",), marked("Move the divider by keys")),
    Key(("D",), marked("The difference, amplified"), "view.toggle_difference"),
    Key(("Shift+D",), marked("What enlarging or deblurring has invented"), "top.doubtsWanted.emit"),
    Key(("L",), marked("Loupe at the pointer: 1:1, 2:1, 4:1"), "view.step_loupe"),
    Key(("J",), marked("What is clipped, in colours"), "toggle_clipping"),
    Key(("I",), marked("How the photo was taken"), "toggle_info"),
    Key(("Shift+H",), marked("Histogram"), "toggle_histogram"),
    Key(("Z",), marked("Between fit and 1:1 (also a click)"), "toggle_zoom"),
    Key(("Ctrl+0",), marked("Fit"), "zoom_fit"),
    Key(("Ctrl+1",), marked("100 %, pixel for pixel"), "zoom_full"),
    Key(("Ctrl+2",), "200 %", "view.zoom_double"),
    Key(("Ctrl++", "Ctrl+="), marked("Larger (also the wheel)"), "zoom_in"),
    Key(("Ctrl+-",), marked("Smaller"), "zoom_out"),
    Key(("Space",), marked("Move the photo, while dragging")),
    Key(("Left",), marked("Previous photo")),
    Key(("Right",), marked("Next photo")),
    Key(("Tab",), marked("Panels")),
    Key(("F", "F11"), marked("Full screen"), "toggle_full_screen"),
    Key(("Ctrl+Shift+L",), marked("The log"), "show_log"),
    Key(("?", "F1"), marked("This sheet"), "show_keys"),
)


class KeySheet(QDialog):
    """Lists the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        title = QLabel(tr("Keys"))
        title.setObjectName("dialogTitle")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(8)
        half = -(-len(KEYS) // 2)
        for number, key in enumerate(KEYS):
            column, row = divmod(number, half)
            words = QLabel(tr(key.words))
            shown = QLabel(
                QKeySequence(key.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            )
            shown.setObjectName("quiet")
            grid.addWidget(words, row, 3 * column)
            grid.addWidget(shown, row, 3 * column + 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnMinimumWidth(2, 24)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(title)
        layout.addWidget(fitted(inside, self), 1)
