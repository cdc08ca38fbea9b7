"""The tools for areas: which one is in the hand, and how wide it is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from mirstudio.gui.choice import Choice
from mirstudio.gui.icons import icon
from mirstudio.gui.mask_tool import MaskTool, Shape
from mirstudio.gui.slider import NamedSlider
from mirstudio.gui.tool_button import tool_button
from mirstudio.gui.translate import marked, tr
from mirstudio.imaging.masks import Effect

SHAPES = {
    Shape.BRUSH: ("brush", marked("Paint an area  (K)")),
    Shape.GRADIENT: ("blend", marked("Draw a gradient  (Shift+K)")),
}
EFFECTS = {
    Effect.PROTECT: marked("Keep the original here"),
    Effect.LIMIT: marked("Restore only here"),
}
USUAL_SIZE, USUAL_HARDNESS = 6.0, 50.0
"""In per cent: of the long edge, across; of the radius."""
SIZE_STEP = 1.25


class AreaTools(QWidget):
    """Says which tool is in the hand; what it draws is none of its business."""

    toolChanged = Signal(object)
    """A `MaskTool`, or None when it was put away."""
    clearWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Shape, QToolButton] = {}
        self._icons: dict[QToolButton, str] = {}
        title = QLabel(tr("Areas").upper())
        title.setObjectName("section")
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(2)
        row.addWidget(title, 1)
        for shape, (picture, tip) in SHAPES.items():
            self.buttons[shape] = self._button(picture, tr(tip))
            self.buttons[shape].clicked.connect(self._choose)
            row.addWidget(self.buttons[shape])
        self.eraser = self._button("eraser", tr("Take away what was painted  (or hold Alt)"))
        self.eraser.toggled.connect(self._tell)
        self.clear_button = self._button("rotate-ccw", tr("Remove all areas of this photo"))
        self.clear_button.setCheckable(False)
        self.clear_button.clicked.connect(self.clearWanted)
        row.addWidget(self.eraser)
        row.addWidget(self.clear_button)
        self.effects = Choice()
        self.effects.setAccessibleName(tr("What the area does"))
        for effect, words in EFFECTS.items():
            self.effects.addItem(tr(words), effect)
        self.effects.activated.connect(self._tell)
        self.size_slider = NamedSlider(
            tr("Brush size"), tr("Of the long edge, across"), USUAL_SIZE, low=0.4, high=50, step=0.2
        )
        self.hardness = NamedSlider(tr("Hardness"), tr("How soon the brush fades"), USUAL_HARDNESS)
        for slider in (self.size_slider, self.hardness):
            slider.valueChanged.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        for widget in (self.effects, self.size_slider, self.hardness):
            layout.addWidget(widget)
        self._shape: Shape | None = None
        self.show_areas(any_there=False)
        self._show()

    @property
    def tool(self) -> MaskTool | None:
        """The tool in the hand."""
        if self._shape is None:
            return None
        return MaskTool(
            self._shape,
            Effect(self.effects.currentData()),
            radius=self.size_slider.value() / 200,
            hardness=self.hardness.value() / 100,
            erases=self.eraser.isChecked() and self._shape is Shape.BRUSH,
        )

    def choose(self, shape: Shape | None) -> None:
        """Take a tool into the hand; the one that is there is put away."""
        self._shape = None if shape is self._shape else shape
        self._tell()

    def show_areas(self, *, any_there: bool) -> None:
        """Whether the open photo has areas."""
        self.clear_button.setEnabled(any_there)

    @Slot()
    def brush(self) -> None:
        """Take the brush, or put it away."""
        self.choose(Shape.BRUSH)

    @Slot()
    def gradient(self) -> None:
        """Take the gradient, or put it away."""
        self.choose(Shape.GRADIENT)

    @Slot()
    def widen(self) -> None:
        """Make the brush wider."""
        self.size_slider.set_value(self.size_slider.value() * SIZE_STEP)

    @Slot()
    def narrow(self) -> None:
        """Make the brush narrower."""
        self.size_slider.set_value(self.size_slider.value() / SIZE_STEP)

    def put_away(self) -> bool:
        """Put the tool away; return whether there was one."""
        drawing = self._shape is not None
        if drawing:
            self.choose(None)
        return drawing

    def tint(self) -> None:
        """Take the icons of a theme that has just changed."""
        for button, name in self._icons.items():
            button.setIcon(icon(name, 16))

    @Slot()
    def _choose(self) -> None:
        self.choose(next(shape for shape, one in self.buttons.items() if one is self.sender()))

    @Slot()
    def _tell(self) -> None:
        self._show()
        self.toolChanged.emit(self.tool)

    def _show(self) -> None:
        for shape, button in self.buttons.items():
            button.setChecked(shape is self._shape)
        brush = self._shape is Shape.BRUSH
        self.eraser.setEnabled(brush)
        self.effects.setVisible(self._shape is not None)
        for slider in (self.size_slider, self.hardness):
            slider.setVisible(brush)

    def _button(self, picture: str, tip: str) -> QToolButton:
        button = tool_button(picture, tip, 16)
        button.setObjectName("small")
        button.setCheckable(True)
        button.setFixedSize(26, 24)
        self._icons[button] = picture
        return button
