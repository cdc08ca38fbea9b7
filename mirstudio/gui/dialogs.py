"""The window's further dialogs; what they settle ends in the session or in the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot

from mirstudio.gui.actions import Actions
from mirstudio.gui.batch import Batch
from mirstudio.gui.mishaps import Mishaps
from mirstudio.gui.model_manager import ModelManager
from mirstudio.gui.model_shelf import ModelShelf
from mirstudio.gui.model_work import ModelWork
from mirstudio.gui.session import Session
from mirstudio.gui.worker import Worker
from mirstudio.settings import Settings


class Dialogs(Actions):
    """The actions, and what is asked in windows of their own."""

    def __init__(self, session: Session, settings: Settings, batch: Batch) -> None:
        super().__init__(session, settings, batch)
        self._helper: Worker | None = None
        self.manager: ModelManager | None = None
        self.mishaps = Mishaps(self)

    @property
    def helper(self) -> Worker:
        """Does what the dialogs ask for, while the session rests; begun with the first of them."""
        if self._helper is None:
            self._helper = Worker(goes_after=self.session.worker)
            self._helper.start()
        return self._helper

    def end_helper(self) -> None:
        """End its thread."""
        if self._helper is not None:
            self._helper.end()

    @Slot()
    def show_log(self) -> None:
        """What was written down, to read and to save."""
        self.mishaps.show_log()

    @Slot()
    def show_models(self) -> None:
        """The installed models, with their cards."""
        shelf = ModelShelf(ModelWork(), self.helper)
        shelf.changed.connect(self._take_installed)
        dialog = ModelManager(shelf, self.settings.device, self.settings.precision, self)
        shelf.setParent(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.manager = dialog
        dialog.open()

    @Slot()
    def _take_installed(self) -> None:
        self.session.look_for_models()
        self.show_installed()

    @Slot()
    def show_installed(self) -> None:
        """Offer what is installed now."""
        session = self.session
        self.tasks.set_cards(session.cards)
        self.top.show_pair(possible=any(card.views > 1 for card in session.cards))
        if session.card is not None:
            self.tasks.show_model(session.card)
