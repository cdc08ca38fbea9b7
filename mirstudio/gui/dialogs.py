"""The window's further dialogs; what they settle ends in the session or in the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from mirstudio.gui.actions import Actions
from mirstudio.gui.asking import Asking
from mirstudio.gui.autopilot import Autopilot
from mirstudio.gui.batch import Batch
from mirstudio.gui.choices import measure_photos, photos_of
from mirstudio.gui.choices_dialog import ChoicesDialog
from mirstudio.gui.device_work import look_for_devices
from mirstudio.gui.engine import Opened
from mirstudio.gui.mishaps import Mishaps
from mirstudio.gui.model_manager import ModelManager
from mirstudio.gui.model_shelf import ModelShelf
from mirstudio.gui.model_work import ModelWork
from mirstudio.gui.preferences import Preferences
from mirstudio.gui.session import Session
from mirstudio.gui.translate import tr
from mirstudio.gui.try_out import TryOut
from mirstudio.gui.try_out_work import fitting, part_of, try_models
from mirstudio.gui.user_presets import PresetDialog, UserPreset, keep_preset, read_presets
from mirstudio.gui.worker import Worker
from mirstudio.restoration.tiling import Region
from mirstudio.settings import Settings


class Dialogs(Actions):
    """The actions, and what is asked in windows of their own."""

    def __init__(self, session: Session, settings: Settings, batch: Batch) -> None:
        super().__init__(session, settings, batch)
        self._helper: Worker | None = None
        self.manager: ModelManager | None = None
        self.mishaps = Mishaps(self)
        self.preferences: Preferences | None = None
        self.preset_dialog: PresetDialog | None = None
        self.trial: TryOut | None = None
        self.choices: ChoicesDialog | None = None
        self._seen: Region | None = None
        self.view.lookedAt.connect(self._note_view)
        self._preset_keys: list[QShortcut] = []
        self._connect_presets()

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

    # --- preferences --------------------------------------------------------------------------

    @Slot()
    def show_preferences(self) -> None:
        """What is chosen once and for all."""
        cache = self.session.engine.cache
        dialog = Preferences(self.settings, cache.size(), cache.clear, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking = Asking(self.helper, dialog)
        asking.answered.connect(dialog.show_devices)
        asking.failed.connect(dialog.show_problem)
        asking.ask(look_for_devices())
        dialog.accepted.connect(self._take_preferences)
        self.preferences = dialog
        dialog.open()

    @Slot()
    def _take_preferences(self) -> None:
        if self.preferences is None:
            return
        before, wished = self.settings, self.preferences.wished()
        self._settle(**vars(wished))
        self.session.engine.take_settings(wished)
        if wished.theme != before.theme:
            self.dress(wished.theme)
        if wished.monitor_profile != before.monitor_profile:
            self.show_colours()
        self.tasks.show_eager(wanted=wished.restore_on_opening)

    # --- presets ------------------------------------------------------------------------------

    def _connect_presets(self) -> None:
        presets = self.tasks.presets
        presets.presetWanted.connect(self.use_preset)
        presets.saveWanted.connect(self.ask_for_preset)
        presets.removeWanted.connect(self.remove_preset)
        self._bind_presets()

    @Slot(object)
    def use_preset(self, preset: UserPreset) -> None:
        """Give its settings to the photos selected, or to the open one."""
        self.session.apply(self.chosen_paths(), preset.edit, preset.name)

    @Slot()
    def ask_for_preset(self) -> None:
        """Keep the settings of the open photo under a name."""
        dialog = PresetDialog(self.session.edit, self)
        dialog.accepted.connect(self._keep_preset)
        self.preset_dialog = dialog
        dialog.open()

    @Slot()
    def _keep_preset(self) -> None:
        if self.preset_dialog is not None:
            keep_preset(self.tasks.presets.store, self.preset_dialog.preset())
            self._bind_presets()

    @Slot(str)
    def remove_preset(self, name: str) -> None:
        """Forget a preset and its key."""
        self.tasks.presets.store.remove(name)
        self._bind_presets()

    def _bind_presets(self) -> None:
        """Give each preset its key."""
        for key in self._preset_keys:
            key.setParent(None)
            key.deleteLater()
        self._preset_keys = []
        for preset in read_presets(self.tasks.presets.store):
            if preset.keys:
                key = QShortcut(QKeySequence(preset.keys), self)
                key.setObjectName(preset.name)
                key.activated.connect(self._press_preset)
                self._preset_keys.append(key)

    @Slot()
    def _press_preset(self) -> None:
        name = self.sender().objectName()
        for preset in read_presets(self.tasks.presets.store):
            if preset.name == name:
                self.use_preset(preset)

    # --- autopilot ----------------------------------------------------------------------------

    def begin_autopilot(self) -> None:
        """Measure each photo that is opened, and show what would help it."""
        self.autopilot = Autopilot(self.helper, self)
        self.autopilot.cards = self.session.cards
        self.session.photoOpened.connect(self._measure)
        panel = self.tasks.measured
        self.autopilot.changed.connect(panel.show_figures)
        panel.overruled.connect(self.autopilot.overrule)
        panel.useWanted.connect(self.use_suggestion)

    @Slot(object, object)
    def _measure(self, opened: Opened, picture: object) -> None:
        self.autopilot.follow(opened)

    @Slot()
    def use_suggestion(self) -> None:
        """Take the model and the strength that are suggested."""
        suggested, path = self.autopilot.suggestion, self.session.open_path
        if suggested is None or path is None:
            return
        edit = self.session.edit.with_slider("strength", suggested.strength, 1.0)
        wished = replace(edit, model=suggested.card.name)
        self.session.apply([path], wished, tr("Suggestion"))

    @Slot(object)
    def _note_view(self, region: Region) -> None:
        self._seen = region

    @Slot()
    def try_out(self) -> None:
        """All models that fit, on the part of the photo that is looked at."""
        shown, session = self.session.shown, self.session
        cards = fitting(session.cards, session.card)
        if shown is None or not cards:
            return
        photo = shown.opened.photo
        dialog = TryOut(cards, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking = Asking(self.helper, dialog)
        asking.progressed.connect(dialog.show_progress)
        asking.failed.connect(dialog.show_problem)
        dialog.finished.connect(asking.drop)
        dialog.modelWanted.connect(session.choose_model)
        region = part_of(self._seen, photo.width, photo.height)
        asking.ask(try_models(photo, region, cards, session.engine.load_another))
        self.trial = dialog
        dialog.open()

    @Slot()
    def ask_for_choices(self) -> None:
        """Measure the photos chosen, and list what each needs before it goes into the batch."""
        paths = self.batch_paths()
        if not paths:
            return
        dialog = ChoicesDialog(self.session.cards, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking = Asking(self.helper, dialog)
        asking.progressed.connect(dialog.show_progress)
        asking.answered.connect(dialog.show_choices)
        asking.failed.connect(dialog.show_problem)
        dialog.finished.connect(asking.drop)
        dialog.accepted.connect(self._take_choices)
        asking.ask(measure_photos(paths, self.session.cards))
        self.choices = dialog
        dialog.open()

    @Slot()
    def _take_choices(self) -> None:
        if self.choices is not None:
            self.ask_where(photos_of(self.choices.chosen(), self.session.edits.of))

    # --- models -------------------------------------------------------------------------------

    @Slot()
    def _take_installed(self) -> None:
        self.session.look_for_models()
        self.autopilot.take_cards(self.session.cards)
        self.show_installed()

    @Slot()
    def show_installed(self) -> None:
        """Offer what is installed now."""
        session = self.session
        self.tasks.set_cards(session.cards)
        self.top.show_pair(possible=any(card.views > 1 for card in session.cards))
        if session.card is not None:
            self.tasks.show_model(session.card, session.then)
