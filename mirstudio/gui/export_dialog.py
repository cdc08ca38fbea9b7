"""Where the restored photo goes, under which name, in which format and size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from mirstudio.errors import UsageError
from mirstudio.gui.choice import Choice, choice_of
from mirstudio.gui.export_plan import (
    FORMATS,
    LOSSY,
    SUBFOLDER,
    SUBSAMPLED,
    ExportPlan,
    Subject,
    Where,
    example,
    export_of,
    plan_from_table,
    plan_to_table,
    size_words,
    warnings_of,
)
from mirstudio.gui.export_work import Export
from mirstudio.gui.form import buttons_row, in_row, lay_out_dialog, make_form, quiet, show_as
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.phrases import told
from mirstudio.gui.preset_row import PresetRow
from mirstudio.gui.size_field import SizeField
from mirstudio.gui.slider import NamedSlider
from mirstudio.gui.translate import marked, plural, tr
from mirstudio.jobs.names import OnConflict

CONFLICTS = {
    OnConflict.UNIQUE: marked("Count up the name"),
    OnConflict.SKIP: marked("Leave the file alone"),
    OnConflict.OVERWRITE: marked("Replace the file"),
}
PLACES = {
    Where.BESIDE: marked("Beside the photo"),
    Where.SUBFOLDER: marked("Folder “{name}” beside the photo"),
    Where.CHOSEN: marked("Another folder"),
}
DEPTHS = {8: marked("8 bit"), 16: marked("16 bit"), 32: marked("32 bit float")}
SUBSAMPLINGS = {
    "444": marked("Colour as fine as brightness"),
    "422": marked("Colour halved across"),
    "420": marked("Colour halved both ways"),
}
SPACES = {None: marked("The photo's own"), "srgb": "sRGB", "display-p3": "Display P3"}
SHARPENINGS = {
    "": marked("None"),
    "screen": marked("For the screen"),
    "print": marked("For a print"),
}
METADATA = {
    "all": marked("All"),
    "no-gps": marked("All but the place"),
    "copyright": marked("Copyright only"),
    "none": marked("None"),
}
TOKENS = marked("Tokens: {name} {task} {model} {scale} {strength} {date} {parent} {seq:4}")


class ExportDialog(QDialog):
    """Asks; writes nothing itself."""

    def __init__(
        self,
        subject: Subject,
        plan: ExportPlan,
        presets: NamedStore,
        parent: QWidget | None = None,
    ) -> None:
        """`plan`: what is shown at first."""
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setMinimumWidth(560)
        self.subject, self._presets = subject, presets
        self.presets = PresetRow(presets, tr("As last time"))
        self.where = choice_of(PLACES.items())
        subfolder = self.where.findData(Where.SUBFOLDER)
        self.where.setItemText(subfolder, self.where.itemText(subfolder).format(name=SUBFOLDER))
        self.folder = QLineEdit()
        self.folder.setAccessibleName(tr("Folder"))
        self.choose = QPushButton(tr("Choose…"))
        self.conflict = choice_of(CONFLICTS.items())
        self.name = QLineEdit()
        self.name.setToolTip(tr(TOKENS))
        self.preview = QLabel()
        self.preview.setWordWrap(True)
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        offered = [name for name in FORMATS if name != "dng" or subject.raw]
        self.format = choice_of((name, FORMATS[name][0]) for name in offered)
        self.format.setAccessibleName(tr("Format"))
        self.bit_depth = Choice()
        self.bit_depth.setAccessibleName(tr("Bit depth"))
        self.quality = NamedSlider(
            tr("Quality"), tr("Larger files are closer to the photo"), 95, "", low=1
        )
        self.subsampling = choice_of(SUBSAMPLINGS.items())
        self.subsampling.setAccessibleName(tr("Colour detail"))
        self.space = choice_of(SPACES.items())
        self.sizing = SizeField()
        self.size_words = quiet()
        self.sharpening = choice_of(SHARPENINGS.items())
        self.metadata = choice_of(METADATA.items())
        self.disclose = QCheckBox(tr("Tell in the file that a model restored it"))
        self.sidecar = QCheckBox(tr("Write the recipe beside it"))
        self.sidecar.setToolTip(tr("A small file that tells how the result can be made again"))
        if subject.count:
            self.sidecar.hide()
        self.warnings = quiet(wraps=True)
        self.export_button = QPushButton(tr("Export"))
        self.export_button.setObjectName("main")
        self.export_button.setDefault(True)
        self.cancel_button = QPushButton(tr("Cancel"))
        self._lay_out()
        self._connect()
        self.show_plan(plan)
        self.export_button.setFocus()

    def show_plan(self, plan: ExportPlan) -> None:
        """Show wishes, for this photo or of a preset."""
        options = plan.options
        self.where.choose(plan.where)
        self.folder.setText(str(plan.chosen))
        self.name.setText(plan.template)
        self.conflict.choose(plan.on_conflict)
        self.format.choose(options.format)
        self._show_format()
        self.bit_depth.choose(options.bit_depth)
        self.quality.show_value(options.quality)
        self.subsampling.choose(options.subsampling)
        self.space.choose(options.space)
        self.sizing.show_wish(options.size)
        self.sharpening.choose(options.sharpening)
        self.metadata.choose(str(options.metadata))
        self.disclose.setChecked(options.disclose)
        self.sidecar.setChecked(plan.sidecar)
        self._show_place()

    def plan(self) -> ExportPlan:
        """What was chosen, for any photo."""
        from mirstudio.imaging.files import WriteOptions
        from mirstudio.imaging.metadata import Kept

        options = WriteOptions(
            format=self.format.currentData(),
            bit_depth=self.bit_depth.currentData(),
            quality=round(self.quality.value()),
            subsampling=self.subsampling.currentData(),
            space=self.space.currentData(),
            metadata=Kept(self.metadata.currentData()),
            disclose=self.disclose.isChecked(),
            size=self.sizing.wish(),
            sharpening=self.sharpening.currentData(),
        )
        return ExportPlan(
            Where(self.where.currentData()),
            Path(self.folder.text()).expanduser(),
            self.name.text(),
            options,
            OnConflict(self.conflict.currentData()),
            self.sidecar.isChecked(),
        )

    def export(self) -> Export:
        """What was chosen for the one photo; raises UsageError when the name makes no sense."""
        return export_of(self.subject, self.plan())

    def accept(self) -> None:
        """Remember what was chosen, for the next time."""
        self._presets.put("", plan_to_table(self.plan()))
        super().accept()

    @Slot()
    def _show_format(self) -> None:
        """Offer what the format can hold."""
        chosen = self.format.currentData()
        wish = self.bit_depth.currentData() or self.subject.bit_depth
        depths = FORMATS[chosen][2]
        self.bit_depth.clear()
        for depth in depths:
            self.bit_depth.addItem(tr(DEPTHS[depth]), depth)
        self.bit_depth.choose(max((one for one in depths if one <= wish), default=depths[0]))
        self.bit_depth.setEnabled(len(depths) > 1)
        self.quality.setVisible(chosen in LOSSY)
        self.subsampling.setVisible(chosen in SUBSAMPLED)
        self._show_example()

    @Slot()
    def _show_example(self) -> None:
        """Say what would be written; a name that cannot be is said in the same place."""
        plan = self.plan()
        try:
            target = export_of(self.subject, plan).target
            text = example(target, plan.on_conflict, self.subject.source)
            possible = bool(self.folder.text().strip()) or plan.where is not Where.CHOSEN
        except UsageError as error:
            text, possible = told(str(error)), False
        self.preview.setText(text)
        show_as(self.preview, "quiet" if possible else "error")
        self.export_button.setEnabled(possible)
        words = size_words(self.subject, plan.options.size)
        self.size_words.setText(words)
        self.size_words.setVisible(bool(words))
        warnings = warnings_of(self.subject, plan.options)
        self.warnings.setText("\n".join(warnings))
        self.warnings.setVisible(bool(warnings))

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Export to"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    @Slot()
    def _show_place(self) -> None:
        """The field of the folder is there where one is to be chosen."""
        chosen = Where(self.where.currentData()) is Where.CHOSEN
        self.folder.setVisible(chosen)
        self.choose.setVisible(chosen)
        self._show_example()

    @Slot(str)
    def _show_preset(self, name: str) -> None:
        plan = plan_from_table(self._presets.get(name) or {})
        if plan is not None:
            self.show_plan(plan)

    @Slot(str)
    def _save_preset(self, name: str) -> None:
        self._presets.put(name, plan_to_table(self.plan()))

    def _connect(self) -> None:
        self.presets.chosen.connect(self._show_preset)
        self.presets.saveWanted.connect(self._save_preset)
        self.where.currentIndexChanged.connect(self._show_place)
        self.choose.clicked.connect(self._choose_folder)
        self.format.currentIndexChanged.connect(self._show_format)
        for field in (self.folder, self.name):
            field.textChanged.connect(self._show_example)
        self.conflict.currentIndexChanged.connect(self._show_example)
        self.sizing.changed.connect(self._show_example)
        self.export_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        many = self.subject.count
        title = plural("Add %n photo(s) to the batch", many) if many else tr("Export")
        if many:
            self.export_button.setText(tr("Add to the batch"))
        show_as(self.warnings, "warning")
        fields = make_form(
            (
                (tr("Preset"), self.presets),
                (tr("Where"), self.where),
                ("", in_row(self.folder, self.choose)),
                (tr("If it exists"), self.conflict),
                (tr("Name"), self.name),
                ("", self.preview),
                (tr("Format"), in_row(self.format, self.bit_depth)),
                ("", self.quality),
                ("", self.subsampling),
                (tr("Colours"), self.space),
                (tr("Size"), self.sizing),
                ("", self.size_words),
                (tr("Sharpening"), self.sharpening),
                (tr("Metadata"), self.metadata),
                ("", self.disclose),
                ("", self.sidecar),
            )
        )
        buttons = buttons_row(self.cancel_button, self.export_button)
        lay_out_dialog(self, title, fields, self.warnings, buttons)
