"""Where the restored photo goes, under which name, in which format."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mirstudio.errors import UsageError
from mirstudio.gui.choice import Choice
from mirstudio.gui.engine import Export
from mirstudio.gui.export_plan import (
    FORMATS,
    LOSSY,
    SUBFOLDER,
    ExportPlan,
    NameFacts,
    Where,
    example,
    wished_target,
)
from mirstudio.gui.slider import NamedSlider
from mirstudio.jobs.names import TEMPLATE, OnConflict

CONFLICTS = {
    OnConflict.UNIQUE: "Count up the name",
    OnConflict.SKIP: "Leave the file alone",
    OnConflict.OVERWRITE: "Replace the file",
}
PLACES = {
    Where.BESIDE: "Beside the photo",
    Where.SUBFOLDER: f"Folder “{SUBFOLDER}” beside the photo",
    Where.CHOSEN: "Another folder",
}
DEPTHS = {8: "8 bit", 16: "16 bit", 32: "32 bit float"}


class ExportDialog(QDialog):
    """Asks; writes nothing itself."""

    def __init__(
        self,
        source: Path,
        facts: NameFacts,
        folder: Path,
        format_name: str,
        bit_depth: int,
        quality: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setMinimumWidth(520)
        self._source, self._facts, self._depth_wish = source, facts, bit_depth
        self.where = Choice()
        for where, words in PLACES.items():
            self.where.addItem(words, where)
        self.where.setAccessibleName("Where")
        beside = folder == source.parent
        self.where.setCurrentIndex(self.where.findData(Where.BESIDE if beside else Where.CHOSEN))
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName("Folder")
        self.choose = QPushButton("Choose…")
        self.name = QLineEdit(TEMPLATE)
        self.name.setToolTip("Tokens: {name} {task} {model} {scale} {strength} {date}")
        self.format = Choice()
        for one, (title, _, _) in FORMATS.items():
            self.format.addItem(title, one)
        self.format.setCurrentIndex(self.format.findData(format_name))
        self.bit_depth = Choice()
        self.quality = NamedSlider(
            "Quality", "Larger files are closer to the photo", quality, "", low=1
        )
        self.conflict = Choice()
        for rule, words in CONFLICTS.items():
            self.conflict.addItem(words, rule)
        self.preview = QLabel()
        self.preview.setWordWrap(True)
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.export_button = QPushButton("Export")
        self.export_button.setObjectName("main")
        self.export_button.setDefault(True)
        self.cancel_button = QPushButton("Cancel")
        self._lay_out()
        self._connect()
        self._show_format()
        self._show_place()

    def show_count(self, count: int) -> None:
        """Ask for several photos, which go into the batch."""
        photos = "1 photo" if count == 1 else f"{count} photos"
        self._title.setText(f"Add {photos} to the batch")
        self.export_button.setText("Add to the batch")

    def plan(self) -> ExportPlan:
        """What was chosen, for any photo."""
        from mirstudio.imaging.files import WriteOptions

        options = WriteOptions(
            format=self.format.currentData(),
            bit_depth=self.bit_depth.currentData(),
            quality=round(self.quality.value()),
        )
        return ExportPlan(
            Where(self.where.currentData()),
            Path(self.folder.text()).expanduser(),
            self.name.text(),
            options,
            OnConflict(self.conflict.currentData()),
        )

    def export(self) -> Export:
        """What was chosen for the one photo; raises UsageError when the name makes no sense."""
        plan = self.plan()
        return Export(self._target(), plan.options, plan.on_conflict)

    def _target(self) -> Path:
        folder = self.plan().folder_for(self._source)
        return wished_target(folder, self.name.text(), self._facts, self.format.currentData())

    @Slot()
    def _show_format(self) -> None:
        """Offer what the format can hold."""
        chosen = self.format.currentData()
        wish = self.bit_depth.currentData() or self._depth_wish
        depths = FORMATS[chosen][2]
        self.bit_depth.clear()
        for depth in depths:
            self.bit_depth.addItem(DEPTHS[depth], depth)
        fitting = max((depth for depth in depths if depth <= wish), default=depths[0])
        self.bit_depth.setCurrentIndex(self.bit_depth.findData(fitting))
        self.bit_depth.setEnabled(len(depths) > 1)
        self.quality.setVisible(chosen in LOSSY)
        self._show_example()

    @Slot()
    def _show_example(self) -> None:
        """Say what would be written; a name that cannot be is said in the same place."""
        try:
            text = example(self._target(), OnConflict(self.conflict.currentData()), self._source)
            chosen = Where(self.where.currentData()) is Where.CHOSEN
            possible = bool(self.folder.text().strip()) or not chosen
        except UsageError as error:
            text, possible = str(error), False
        self.preview.setText(text)
        self.preview.setObjectName("quiet" if possible else "error")
        self.preview.style().unpolish(self.preview)
        self.preview.style().polish(self.preview)
        self.export_button.setEnabled(possible)

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Export to", self.folder.text())
        if folder:
            self.folder.setText(folder)

    @Slot()
    def _show_place(self) -> None:
        """The field of the folder is there where one is to be chosen."""
        chosen = Where(self.where.currentData()) is Where.CHOSEN
        self.folder.setVisible(chosen)
        self.choose.setVisible(chosen)
        self._show_example()

    def _connect(self) -> None:
        self.where.currentIndexChanged.connect(self._show_place)
        self.choose.clicked.connect(self._choose_folder)
        self.format.currentIndexChanged.connect(self._show_format)
        self.folder.textChanged.connect(self._show_example)
        self.name.textChanged.connect(self._show_example)
        self.conflict.currentIndexChanged.connect(self._show_example)
        self.export_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        self._title = QLabel("Export")
        self._title.setObjectName("dialogTitle")
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.folder, 1)
        where.addWidget(self.choose)
        kind = QHBoxLayout()
        kind.setSpacing(8)
        kind.addWidget(self.format, 2)
        kind.addWidget(self.bit_depth, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            (
                ("Where", self.where),
                ("", where),
                ("If it exists", self.conflict),
                ("Name", self.name),
                ("", self.preview),
                ("Format", kind),
                ("", self.quality),
            )
        ):
            label = QLabel(words)
            label.setObjectName("quiet")
            grid.addWidget(label, row, 0)
            if isinstance(field, QHBoxLayout):
                grid.addLayout(field, row, 1)
            else:
                grid.addWidget(field, row, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(self._title)
        layout.addLayout(grid)
        layout.addSpacing(8)
        layout.addLayout(buttons)
