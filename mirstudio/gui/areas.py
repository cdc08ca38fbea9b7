"""Areas of the open photo: from the tools to the layer over it, and into its edit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from mirstudio.gui.area_tools import AreaTools
from mirstudio.gui.compare_view import CompareView
from mirstudio.gui.mask_layer import MaskLayer
from mirstudio.gui.mask_tool import MaskTool
from mirstudio.gui.translate import tr
from mirstudio.gui.wishes import Wishes
from mirstudio.imaging.masks import Mask


class Areas(QObject):
    """Connects what the user draws with what is wished for the photo."""

    def __init__(self, view: CompareView, tools: AreaTools, wishes: Wishes) -> None:
        super().__init__(view)
        self.layer = MaskLayer(view)
        self._tools, self._wishes = tools, wishes
        tools.toolChanged.connect(self._take_tool)
        tools.clearWanted.connect(self._clear)
        self.layer.drawn.connect(self._take_masks)
        wishes.slidersMoved.connect(self._follow)

    @Slot(object)
    def _take_tool(self, tool: MaskTool | None) -> None:
        self.layer.take_tool(tool)

    @Slot(object, object)
    def _take_masks(self, masks: tuple[Mask, ...], tool: MaskTool) -> None:
        self._wishes.set_masks(masks, tool.words)

    @Slot()
    def _clear(self) -> None:
        self._wishes.set_masks((), tr("Remove areas"))

    @Slot(object)
    def _follow(self, sliders: object) -> None:
        masks = self._wishes.edit.adjustments().masks
        self.layer.show_masks(masks)
        self._tools.show_areas(any_there=bool(masks))
