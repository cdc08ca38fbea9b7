"""The dialog of the installed models: their cards, importing, measuring, removing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mirstudio.gui.form import buttons_row, lay_out_dialog, quiet, show_as
from mirstudio.gui.icons import icon
from mirstudio.gui.import_dialog import ImportDialog
from mirstudio.gui.model_page import ModelPage
from mirstudio.gui.model_shelf import ModelShelf
from mirstudio.gui.model_work import Inspected
from mirstudio.gui.room_on_screen import open_at
from mirstudio.gui.translate import tr
from mirstudio.gui.words import TASKS, chooser_title
from mirstudio.restoration.library import Card

SIZE = QSize(820, 580)
LIST = 250
STEPS = 1000
CHECKPOINTS = (".safetensors", ".pth", ".pt", ".ckpt")


class ModelManager(QDialog):
    """Says what the user wants; shows what the shelf tells."""

    def __init__(
        self, shelf: ModelShelf, device: str, precision: str, parent: QWidget | None = None
    ) -> None:
        """`device`, `precision`: where models are measured."""
        super().__init__(parent)
        self.setWindowTitle(tr("Models"))
        open_at(self, SIZE)
        self.setAcceptDrops(True)
        self.shelf, self._device, self._precision = shelf, device, precision
        self._removing = False
        self._cards: list[Card] = []
        self.import_dialog: ImportDialog | None = None
        self.list = QListWidget()
        self.list.setObjectName("plainList")
        self.list.setFixedWidth(LIST)
        self.list.setIconSize(QSize(20, 20))
        self.list.setAccessibleName(tr("Models"))
        self.page = ModelPage()
        self.words = quiet(wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, STEPS)
        self.bar.setAccessibleName(tr("Progress"))
        self.import_button = QPushButton(tr("Import…"))
        self.measure_button = QPushButton(tr("Measure speed"))
        self.measure_button.setToolTip(
            tr("Restore noise and see how long it takes on this machine")
        )
        self.remove_button = QPushButton(tr("Remove"))
        self.close_button = QPushButton(tr("Close"))
        self._lay_out()
        self._connect()
        self._show_cards(shelf.cards)
        self._say("")
        self._show_end()

    def card(self) -> Card | None:
        """The model that is looked at."""
        row, cards = self.list.currentRow(), self._cards
        return cards[row] if 0 <= row < len(cards) else None

    def import_file(self, path: Path) -> None:
        """Take a checkpoint from anywhere."""
        self._say("")
        self.shelf.inspect(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Checkpoints may be dropped."""
        if _checkpoints(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first of them."""
        for path in _checkpoints(event)[:1]:
            event.acceptProposedAction()
            self.import_file(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody waits any more for what runs."""
        self.done(QDialog.DialogCode.Accepted)
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Close, by whatever key or button."""
        if self.shelf.busy:
            self.shelf.cancel()
        super().done(result)

    # --- news ---------------------------------------------------------------------------------

    @Slot(list)
    def _show_cards(self, cards: Sequence[Card]) -> None:
        chosen = self.card()
        self.list.clear()
        self._cards = list(cards)
        for card in cards:
            picture = icon(TASKS[card.task][1]) if card.task else icon("box")
            item = QListWidgetItem(picture, chooser_title(card))
            item.setSizeHint(QSize(LIST - 20, 36))
            self.list.addItem(item)
        names = [card.name for card in cards]
        known = chosen is not None and chosen.name in names
        self.list.setCurrentRow(names.index(chosen.name) if known and chosen else 0)

    @Slot(str)
    def _show_name(self, name: str) -> None:
        names = [card.name for card in self.shelf.cards]
        if name in names:
            self.list.setCurrentRow(names.index(name))
        self._say(tr("“{name}” is installed.").format(name=name))

    @Slot()
    def _show_page(self) -> None:
        card = self.card()
        self._removing = False
        if card is not None:
            self.page.show_card(card, self.shelf.speeds_of(card))
        self._show_buttons()

    @Slot(object)
    def _ask_for_facts(self, found: Inspected) -> None:
        dialog = ImportDialog(found, [card.name for card in self.shelf.cards], self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._import)
        self.import_dialog = dialog
        dialog.open()

    @Slot(str, float)
    def _show_progress(self, words: str, share: float) -> None:
        self._say(words)
        self.bar.setRange(0, STEPS if share >= 0 else 0)
        self.bar.setValue(round(share * STEPS))
        self.bar.show()
        self._show_buttons()

    @Slot()
    def _show_end(self) -> None:
        self.bar.hide()
        if self.words.objectName() == "quiet":
            self.words.setText(self.words.text().removesuffix("…"))
        self._show_buttons()

    @Slot()
    def _show_measured(self) -> None:
        self._say("")
        self._show_page()

    @Slot(str)
    def _show_problem(self, words: str) -> None:
        self._say(words)
        show_as(self.words, "error")

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        show_as(self.words, "quiet")

    def _show_buttons(self) -> None:
        card, busy = self.card(), self.shelf.busy
        self.measure_button.setText(tr("Cancel") if busy else tr("Measure speed"))
        self.measure_button.setEnabled(card is not None)
        self.import_button.setEnabled(not busy)
        self.remove_button.setEnabled(card is not None and not card.shipped and not busy)
        self.remove_button.setText(tr("Remove for good") if self._removing else tr("Remove"))

    # --- wishes -------------------------------------------------------------------------------

    @Slot()
    def _import(self) -> None:
        if self.import_dialog is not None:
            self.shelf.take_over(self.import_dialog.wanted())

    @Slot()
    def _choose_file(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in CHECKPOINTS)
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Import a model"),
            "",
            tr("Checkpoints ({kinds});;All files (*)").format(kinds=kinds),
        )
        if name:
            self.import_file(Path(name))

    @Slot()
    def _measure(self) -> None:
        card = self.card()
        if self.shelf.busy:
            self.shelf.cancel()
            self._say(tr("Cancelled."))
        elif card is not None:
            self.shelf.measure([card], self._device, self._precision)

    @Slot()
    def _remove(self) -> None:
        """The first press asks, the second one does it."""
        card = self.card()
        if card is None or card.shipped:
            return
        if self._removing:
            self.shelf.remove(card)
            self._say(tr("“{name}” was removed.").format(name=card.name))
        else:
            self._removing = True
            self._say(tr("This deletes {name} and its card.").format(name=card.path.name))
            self._show_buttons()

    # --- layout -------------------------------------------------------------------------------

    def _connect(self) -> None:
        shelf = self.shelf
        shelf.changed.connect(self._show_cards)
        shelf.inspected.connect(self._ask_for_facts)
        shelf.imported.connect(self._show_name)
        shelf.measured.connect(self._show_measured)
        shelf.progressed.connect(self._show_progress)
        shelf.failed.connect(self._show_problem)
        shelf.ended.connect(self._show_end)
        self.list.currentRowChanged.connect(self._show_page)
        self.import_button.clicked.connect(self._choose_file)
        self.measure_button.clicked.connect(self._measure)
        self.remove_button.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(quiet(tr("Drop a checkpoint here to import it."), wraps=True))
        middle.addLayout(left)
        middle.addWidget(self.page, 1)
        lay_out_dialog(
            self,
            tr("Models"),
            middle,
            self.words,
            self.bar,
            buttons_row(
                self.measure_button,
                self.remove_button,
                self.close_button,
                left=[self.import_button],
            ),
        )


def _checkpoints(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in CHECKPOINTS]
