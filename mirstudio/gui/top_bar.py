"""The top bar: what is open, how it is compared, how large it is seen, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from mirstudio.gui.compare_layout import Mode
from mirstudio.gui.icons import SIDE, icon
from mirstudio.gui.short_label import ShortLabel
from mirstudio.gui.tool_button import tool_button
from mirstudio.gui.translate import marked, tr

HEIGHT = 46
BUTTON = 32
LONGEST_NAME = 240
"""Where a file name is shortened in its middle, device-independent pixels."""

MODES = {
    Mode.SINGLE: ("image", marked("One picture; \\ goes between before and after  (Y)")),
    Mode.WIPE: (
        "square-split-horizontal",
        marked("Before and after under a divider; again turns it  (Y)"),
    ),
    Mode.SIDE: ("columns-2", marked("Before and after side by side; again turns them  (Y)")),
    Mode.DIFFERENCE: ("diff", marked("What restoring has changed; again amplifies otherwise  (D)")),
}


class TopBar(QWidget):
    """Says what the user wants; shows what it is told."""

    openWanted = Signal()
    pairWanted = Signal()
    exportWanted = Signal()
    modeWanted = Signal(object)
    """A `Mode`."""
    histogramWanted = Signal()
    infoWanted = Signal()
    doubtsWanted = Signal()
    """What was invented is to be shown, or no longer."""
    zoomWanted = Signal(int)
    """-1 smaller, 1 larger, 0 between fit and 1:1."""
    themeWanted = Signal()
    preferencesWanted = Signal()
    keysWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._icons: dict[QToolButton, str] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(4)
        self.open_button = self._button("folder-open", tr("Open photos  (Ctrl+O)"), tr("Open"))
        self.pair_button = QToolButton()
        self.pair_button.setText(tr("Open pair…"))
        self.pair_button.setFixedHeight(BUTTON)
        self.pair_button.setToolTip(tr("Open the left and right view of a dual-pixel photo"))
        self.name = QLabel()
        self.name.setObjectName("photoName")
        self.facts = ShortLabel()
        self.facts.setObjectName("quiet")
        layout.addWidget(self.open_button)
        layout.addWidget(self.pair_button)
        layout.addSpacing(16)
        layout.addWidget(self.name)
        layout.addSpacing(12)
        layout.addWidget(self.facts, 1)
        self._modes = QButtonGroup(self)
        for number, (mode, (picture, tip)) in enumerate(MODES.items()):
            button = self._button(picture, tr(tip))
            button.setCheckable(True)
            button.setChecked(mode is Mode.WIPE)
            self._modes.addButton(button, number)
            layout.addWidget(button)
        layout.addSpacing(16)
        self._add_zoom(layout)
        layout.addSpacing(16)
        self._histogram_button = self._button("chart-column", tr("Histogram  (Shift+H)"))
        self._info_button = self._button("info", tr("How the photo was taken  (I)"))
        self._doubts_button = self._button("scan-eye", tr("What was invented  (Shift+D)"))
        for button in (self._doubts_button, self._histogram_button, self._info_button):
            button.setCheckable(True)
            layout.addWidget(button)
        self._histogram_button.clicked.connect(self.histogramWanted)
        self._info_button.clicked.connect(self.infoWanted)
        self._doubts_button.clicked.connect(self.doubtsWanted)
        layout.addSpacing(16)
        self.keys_button = self._button("keyboard", tr("Keys  (?)"))
        self.theme_button = self._button("sun-moon", tr("Dark or light window"))
        self.preferences_button = self._button("settings", tr("Preferences  (Ctrl+,)"))
        self.export_button = QPushButton(tr("Export…"))
        self.export_button.setMinimumWidth(96)
        self.export_button.setToolTip(tr("Write the restored photo  (Ctrl+Shift+E)"))
        layout.addWidget(self.keys_button)
        layout.addWidget(self.theme_button)
        layout.addWidget(self.preferences_button)
        layout.addSpacing(8)
        layout.addWidget(self.export_button)
        self._modes.idClicked.connect(self._want_mode)
        self.open_button.clicked.connect(self.openWanted)
        self.pair_button.clicked.connect(self.pairWanted)
        self.export_button.clicked.connect(self.exportWanted)
        self.theme_button.clicked.connect(self.themeWanted)
        self.preferences_button.clicked.connect(self.preferencesWanted)
        self.keys_button.clicked.connect(self.keysWanted)
        self.show_photo("", "")
        self.show_export(possible=False)
        self.show_pair(possible=False)

    def show_photo(self, name: str, facts: str) -> None:
        """Name and facts of the open photo."""
        self.name.setToolTip(name)
        self.name.ensurePolished()
        metrics = self.name.fontMetrics()
        self.name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, LONGEST_NAME))
        self.facts.show_words(facts)

    def show_mode(self, mode: Mode) -> None:
        """Check the button of a mode."""
        self._modes.button(list(MODES).index(mode)).setChecked(True)

    def show_zoom(self, text: str) -> None:
        """How large the photo is seen, such as "Fit" or "100 %"."""
        self.zoom_button.setText(text)

    def show_histogram(self, *, shown: bool) -> None:
        """Whether the histogram is seen."""
        self._histogram_button.setChecked(shown)

    @Slot(bool)
    def show_doubts(self, shown: bool) -> None:
        """Whether it is seen what was invented."""
        self._doubts_button.setChecked(shown)

    def show_info(self, *, shown: bool) -> None:
        """Whether it is seen how the photo was taken."""
        self._info_button.setChecked(shown)

    def show_export(self, *, possible: bool) -> None:
        """Whether there is anything to export."""
        self.export_button.setEnabled(possible)

    def show_pair(self, *, possible: bool) -> None:
        """Whether a model is installed that needs a pair."""
        self.pair_button.setVisible(possible)

    def show_comparing(self, *, possible: bool) -> None:
        """Whether there is a photo to look at."""
        for button in (*self._modes.buttons(), self.zoom_button, self._smaller, self._larger):
            button.setEnabled(possible)

    def tint(self) -> None:
        """Take the icons of a theme that has just changed."""
        for button, name in self._icons.items():
            button.setIcon(icon(name))

    def _button(self, picture: str, tip: str, text: str = "") -> QToolButton:
        button = tool_button(picture, tip, SIDE)
        if not text:
            # Style sheets give disabled buttons another padding, which would shrink the icon.
            button.setFixedSize(BUTTON, BUTTON)
        else:
            button.setAccessibleName(text)
            button.setText(f" {text}")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._icons[button] = picture
        return button

    def _add_zoom(self, layout: QHBoxLayout) -> None:
        self._smaller = self._button("zoom-out", tr("Smaller  (Ctrl+−)"))
        self._larger = self._button("zoom-in", tr("Larger  (Ctrl++)"))
        self.zoom_button = QToolButton()
        self.zoom_button.setText(tr("Fit"))
        self.zoom_button.setFixedSize(64, BUTTON)
        self.zoom_button.setToolTip(tr("Between the whole photo and 1:1  (Z)"))
        for button in (self._smaller, self.zoom_button, self._larger):
            layout.addWidget(button)
        self._smaller.clicked.connect(self._zoom_out)
        self._larger.clicked.connect(self._zoom_in)
        self.zoom_button.clicked.connect(self._zoom_toggle)

    @Slot(int)
    def _want_mode(self, number: int) -> None:
        self.modeWanted.emit(list(MODES)[number])

    @Slot()
    def _zoom_out(self) -> None:
        self.zoomWanted.emit(-1)

    @Slot()
    def _zoom_in(self) -> None:
        self.zoomWanted.emit(1)

    @Slot()
    def _zoom_toggle(self) -> None:
        self.zoomWanted.emit(0)
