"""What became of the open photo: shown, kept, forgotten."""

from __future__ import annotations

from mirstudio.gui.edits.edits import Edits
from mirstudio.gui.engine import Engine, Restored
from mirstudio.gui.photos import Mark, Photos
from mirstudio.gui.results import Results
from mirstudio.gui.stage import WHOLE
from mirstudio.gui.wishes import Wishes
from mirstudio.gui.worker import Worker


class Outcome(Wishes):
    """The result of the open photo; the session asks for it."""

    def __init__(self, engine: Engine, reader: Worker, edits: Edits) -> None:
        super().__init__(edits, Photos(engine, reader))
        self.engine, self.reader = engine, reader
        self.result: Restored | None = None
        """What is shown as "after"; stays when another model is chosen, until that has run."""
        self._results = Results()
        self._asked: dict[str, int] = {}

    @property
    def is_restored(self) -> bool:
        """What is shown is what is wished for."""
        result = self.result
        return result is not None and (result.chain, result.blur) == (self.chain, self.blur)

    def _show_kept(self) -> None:
        """Show what the chosen models made of the open photo before, from memory or disk."""
        self._asked.pop("recall", None)
        if self.shown is None or self.card is None or "open" in self._asked or self.is_restored:
            return
        opened = self.shown.opened
        kept = self._results.get(opened.path, self.chain, self.blur)
        if kept is not None:
            self._show_result(kept)
        else:
            work = self.engine.recall(opened, self.chain, self.blur)
            self._asked["recall"] = self.reader.ask(work)

    def _show_result(self, result: Restored) -> None:
        if self.shown is not None:
            self.result = result
            self._results.put(self.shown.opened.path, result)
            self.resultChanged.emit(self.shown.show(result.pyramid), WHOLE)
            self.photos.mark(self.shown.opened.path, Mark.RESTORED)

    def _drop_result(self) -> None:
        self.result = None
        if self.shown is not None:
            self.shown.drop()
        self.tileBegun.emit(None)
        self.resultChanged.emit(None, WHOLE)
