"""What is wished for photos: model, sliders, ticks; all of it is kept and can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Slot

from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.edits.edits import Change, Edits
from mirstudio.gui.news import News
from mirstudio.gui.photos import Mark, Photos
from mirstudio.gui.translate import plural, tr
from mirstudio.gui.words import chain_title, model_title
from mirstudio.imaging.masks import Mask
from mirstudio.restoration.chain import Chain, assumes_blur, continuations
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task

if TYPE_CHECKING:
    from mirstudio.gui.shown import Shown

SAVE_MILLISECONDS = 400
"""After a change, its edit is on its way to the disk at the latest."""


class Wishes(News):
    """The edit of the open photo, as the window sees it; the session acts upon it."""

    def __init__(self, edits: Edits, photos: Photos) -> None:
        super().__init__()
        self.edits, self.photos = edits, photos
        self.cards: list[Card] = []
        self.card: Card | None = None
        """The model chosen for the open photo, or for the next one."""
        self.then: Chain = ()
        """The models that follow it."""
        self.shown: Shown | None = None
        """The open photo."""
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(SAVE_MILLISECONDS)
        self._saving.timeout.connect(self._save)

    @property
    def open_path(self) -> Path | None:
        """File of the open photo."""
        return self.shown.opened.path if self.shown is not None else None

    @property
    def edit(self) -> Edit:
        """What is wished for the open photo, or for the next one."""
        return self.edits.of(self.open_path) if self.open_path is not None else self.edits.usual

    @property
    def chain(self) -> Chain:
        """All models chosen, in their order."""
        return () if self.card is None else (self.card, *self.then)

    @property
    def blur(self) -> float | None:
        """Pixels of blur to assume for the open photo; None leaves it to the photo."""
        return self.edit.blur if assumes_blur(self.chain) else None

    def chain_of(self, edit: Edit) -> Chain:
        """The models of an edit; those that are not installed any more are left out."""
        card = next((one for one in self.cards if one.name == edit.model), self.card)
        return () if card is None else (card, *self._following(card, edit.then))

    def _following(self, card: Card, names: Sequence[str]) -> Chain:
        """The models of these names, where they may follow a model."""
        offered = continuations(card, self.cards)
        return next((one for one in offered if [c.name for c in one] == list(names)), ())

    @property
    def lacks_view(self) -> bool:
        """Whether the chosen model needs a pair, and the open photo is a single one."""
        single = self.shown is not None and self.shown.opened.second is None
        return single and self.card is not None and self.card.views > 1

    # --- wishes -------------------------------------------------------------------------------

    def offer(self, cards: list[Card]) -> None:
        """Take the installed models to choose from."""
        self.cards = cards
        if cards and self.card not in cards:
            denoisers = [card for card in cards if card.task is Task.DENOISE]
            self.choose_model((denoisers or cards)[0])

    def choose_task(self, task: Task) -> None:
        """Take the default model of a task."""
        fitting = [card for card in self.cards if card.task is task]
        if fitting and (self.card is None or self.card.task is not task):
            self.choose_model(next((card for card in fitting if card.default), fitting[0]))

    def choose_model(self, card: Card) -> None:
        """Take a model; what followed the last one follows it where that makes sense."""
        then = self._following(card, [one.name for one in self.then])
        self._choose((card, *then), model_title(card))

    def choose_then(self, then: Chain) -> None:
        """Let other models follow the one that is chosen."""
        if self.card is not None:
            self._choose((self.card, *then), chain_title((self.card, *then)))

    def _choose(self, chain: Chain, words: str) -> None:
        """Take models, for this photo and for those that were never seen."""
        name, *then = [card.name for card in chain]

        def change(edit: Edit) -> Edit:
            return replace(edit, model=name, then=tuple(then))

        self.edits.usual = change(self.edits.usual)
        if self.open_path is not None:
            self._change([self.open_path], change, words)
        if chain != self.chain:
            self._take_chain(chain)

    def move_slider(self, name: str, value: Any, usual: Any, words: str) -> None:
        """Set a field of `Adjustments`; moves that follow each other are undone together."""
        if self.open_path is not None:
            self._change(
                [self.open_path], lambda edit: edit.with_slider(name, value, usual), words, name
            )

    def set_masks(self, masks: Sequence[Mask], words: str) -> None:
        """Give the open photo other areas; every stroke is undone by itself."""
        if self.open_path is not None:
            self._change([self.open_path], lambda edit: edit.with_masks(masks), words)

    @Slot()
    def reset_sliders(self) -> None:
        """Put all sliders of the open photo to their usual places."""
        self.reset_fields(list(self.edit.sliders), tr("Reset"))

    @Slot(list, str)
    def reset_fields(self, fields: Collection[str], words: str) -> None:
        """Put some sliders of the open photo to their usual places."""
        if self.open_path is not None:
            self._change([self.open_path], lambda edit: edit.without_sliders(fields), words)

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        words = self.edits.history.undo_words
        if words:
            self._follow_change(self.edits.undo())
            self.said.emit(tr("Undone: {words}").format(words=words))

    @Slot()
    def redo(self) -> None:
        """Make the change again that was taken back."""
        words = self.edits.history.redo_words
        if words:
            self._follow_change(self.edits.redo())
            self.said.emit(tr("Done again: {words}").format(words=words))

    @Slot()
    def copy_settings(self) -> None:
        """Remember model and sliders of the open photo."""
        if self.open_path is not None:
            self.edits.copy(self.open_path)
            self.said.emit(tr("Settings of {name} copied.").format(name=self.open_path.name))

    def paste_settings(self, paths: Collection[Path]) -> None:
        """Give photos what was copied."""
        if self.edits.copied is None:
            self.said.emit(tr("No settings were copied yet."))
            return
        changed = self.edits.paste(paths)
        self._follow_change(changed)
        self.said.emit(plural("Settings pasted to %n photo(s).", len(paths)))

    def apply(self, paths: Collection[Path], wished: Edit, words: str) -> None:
        """Give photos the settings of a preset."""
        self._change(paths, lambda edit: edit.with_settings_of(wished), words)

    def tick(self, paths: Iterable[Path], *, ticked: bool) -> None:
        """Choose photos for the next batch, or not."""
        words = tr("Chosen for the batch") if ticked else tr("Not chosen for the batch")
        self._change(paths, lambda edit: replace(edit, ticked=ticked), words)

    # --- what follows -------------------------------------------------------------------------

    def _change(self, paths: Iterable[Path], change: Change, words: str, gesture: str = "") -> None:
        self._follow_change(self.edits.change(paths, change, words, gesture))

    def _follow_change(self, changed: frozenset[Path]) -> None:
        if not changed:
            return
        if not self._saving.isActive():
            self._saving.start()
        self._mark(changed)
        self.edited.emit(changed)
        if self.open_path in changed:
            self._take_edit()

    def _lay_out(self, files: Sequence[Path]) -> None:
        """Take photos in hand."""
        self.photos.lay_out(files)
        self.edits.store.keep_strip(files)
        self._mark(files)

    def _mark(self, paths: Iterable[Path]) -> None:
        """Say of photos at hand what is wished for them."""
        for path in paths:
            edit = self.edits.of(path)
            self.photos.mark(path, Mark.EDITED, on=bool(edit.sliders))
            self.photos.mark(path, Mark.TICKED, on=edit.ticked)

    def _take_edit(self) -> None:
        """Let the window follow the edit of the open photo."""
        edit = self.edit
        chain = self.chain_of(edit)
        if chain and chain != self.chain:
            self._take_chain(chain)
        if self.shown is not None:
            self.shown.adjust(edit.adjustments())
            self.adjusted.emit()
        self.slidersMoved.emit(edit.sliders)

    def _take_chain(self, chain: Chain) -> None:
        self.card, self.then = chain[0], chain[1:]
        self.modelChosen.emit(self.card, self.then)

    @Slot()
    def _save(self) -> None:
        self._saving.stop()
        self.edits.save()
