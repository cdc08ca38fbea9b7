"""The edits of all photos: changed, undone, copied, and kept a moment later. No window here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.edits.history import History, Step
from mirstudio.gui.edits.store import EditStore
from mirstudio.gui.translate import tr

Change = Callable[[Edit], Edit]


class Edits:
    """What is wished for each photo. Whoever changes something calls `save` within a second."""

    def __init__(self, store: EditStore, history: History | None = None) -> None:
        self.store = store
        self.history = history or History()
        self.usual = Edit()
        """What a photo begins with that was never seen before."""
        self.copied: Edit | None = None
        self._known: dict[Path, Edit] = {}
        self._unsaved: dict[Path, Edit] = {}

    def of(self, path: Path) -> Edit:
        """Return the edit of a photo."""
        if path not in self._known:
            kept = self.store.edit(path)
            if kept is None:
                return self.usual
            self._known[path] = kept
        return self._known[path]

    def begin(self, path: Path) -> Edit:
        """Return the edit of a photo that is opened; from now on it is its own."""
        edit = self.of(path)
        if path not in self._known:
            self._known[path] = self._unsaved[path] = edit
        return edit

    def change(
        self, paths: Iterable[Path], change: Change, words: str, gesture: str = ""
    ) -> frozenset[Path]:
        """Change photos in one step that can be undone; return those that are different now.

        `words` name the step; moves of one `gesture` that follow each other quickly are one step.
        """
        before = {path: self.of(path) for path in paths}
        after = {path: change(edit) for path, edit in before.items()}
        if after == before:
            return frozenset()
        self.history.add(Step(words, before, after, gesture))
        return self._take(after)

    def undo(self) -> frozenset[Path]:
        """Take the last step back; return the photos that it concerned."""
        return self._take(self.history.undo())

    def redo(self) -> frozenset[Path]:
        """Take the step again that was taken back; return the photos that it concerns."""
        return self._take(self.history.redo())

    def copy(self, path: Path) -> None:
        """Remember model and sliders of a photo."""
        self.copied = replace(self.of(path), ticked=False)

    def paste(self, paths: Iterable[Path]) -> frozenset[Path]:
        """Give photos the model and sliders that were copied; return those that changed."""
        copied = self.copied
        if copied is None:
            return frozenset()
        return self.change(paths, lambda edit: edit.with_settings_of(copied), tr("Paste settings"))

    def take_recipes(self, wishes: Mapping[Path, Edit]) -> frozenset[Path]:
        """Give photos models, sliders and areas of recipes; return those that changed."""

        def change(path: Path, wish: Edit) -> frozenset[Path]:
            def take(edit: Edit) -> Edit:
                return replace(edit, model=wish.model, then=wish.then, sliders=wish.sliders)

            return self.change([path], take, tr("Take the recipe"))

        return frozenset[Path]().union(*(change(path, wish) for path, wish in wishes.items()))

    def ticked(self, paths: Iterable[Path]) -> list[Path]:
        """Those of the photos that the next batch takes."""
        return [path for path in paths if self.of(path).ticked]

    def save(self) -> None:
        """Write what has changed since the last time."""
        if self._unsaved:
            self.store.save(self._unsaved)
            self._unsaved = {}

    def _take(self, edits: Mapping[Path, Edit]) -> frozenset[Path]:
        changed = frozenset(path for path, edit in edits.items() if self.of(path) != edit)
        self._known.update(edits)
        self._unsaved.update(edits)
        return changed
