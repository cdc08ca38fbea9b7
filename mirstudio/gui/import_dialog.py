"""What becomes of a checkpoint: its name, its task, its licence."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from mirstudio.gui.choice import Choice
from mirstudio.gui.form import buttons_row, lay_out_dialog, make_form, quiet, show_as
from mirstudio.gui.model_work import Inspected, Wanted
from mirstudio.gui.translate import tr
from mirstudio.gui.words import TASKS


class ImportDialog(QDialog):
    """Asks only for what the checkpoint does not tell."""

    def __init__(
        self, found: Inspected, taken: Collection[str], parent: QWidget | None = None
    ) -> None:
        """`taken`: names of models that are there already."""
        super().__init__(parent)
        self.setWindowTitle(tr("Import a model"))
        self.setMinimumWidth(440)
        self._found, self._taken = found, taken
        self.official = Choice()
        self.official.setAccessibleName(tr("It is"))
        for name in found.names:
            self.official.addItem(name)
        self.name = QLineEdit(found.names[0] if found.names else found.path.stem)
        self.name.setAccessibleName(tr("Name"))
        self.task = Choice()
        self.task.setAccessibleName(tr("Trained for"))
        self.task.addItem(tr("Choose…"), None)
        for task, (words, _, explanation) in TASKS.items():
            explained = tr(explanation)
            self.task.addItem(f"{tr(words)} – {explained[:1].lower()}{explained[1:]}", task)
        self.licence = QLineEdit()
        self.licence.setAccessibleName(tr("Licence"))
        self.licence.setPlaceholderText(tr("unknown"))
        self.problem = quiet(wraps=True)
        self.import_button = QPushButton(tr("Import"))
        self.import_button.setObjectName("main")
        self.import_button.setDefault(True)
        self.cancel_button = QPushButton(tr("Cancel"))
        rows: list[tuple[str, QWidget]] = []
        if len(found.names) > 1:
            rows.append((tr("It is"), self.official))
        else:
            rows.append((tr("Name"), self.name))
        if self._asks_task:
            rows.append((tr("Trained for"), self.task))
        if not found.names:
            rows.append((tr("Licence"), self.licence))
        asked = [field for _, field in rows]
        for field in (self.official, self.name, self.task, self.licence):
            if field not in asked:
                field.setParent(self)
                field.hide()
        lay_out_dialog(
            self,
            tr("Import a model"),
            quiet(tr("{name} is {title}.").format(name=found.path.name, title=found.title)),
            make_form(rows),
            self.problem,
            buttons_row(self.cancel_button, self.import_button),
        )
        self.official.currentTextChanged.connect(self.name.setText)
        self.name.textChanged.connect(self._check)
        self.task.currentIndexChanged.connect(self._check)
        self.import_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._check()

    @property
    def _asks_task(self) -> bool:
        return self._found.task is None and not self._found.names

    def wanted(self) -> Wanted:
        """What was chosen."""
        task = self.task.currentData() if self._asks_task else None
        licence = self.licence.text() or "unknown"
        return Wanted(self._found.path, self.name.text().strip(), task, licence)

    @Slot()
    def _check(self) -> None:
        name = self.name.text().strip()
        problem = ""
        if not name:
            problem = tr("It needs a name.")
        elif name in self._taken:
            problem = tr("There is a model called “{name}” already.").format(name=name)
        elif self._asks_task and self.task.currentData() is None:
            problem = tr("The file does not say what it was trained for.")
        self.problem.setText(problem)
        show_as(self.problem, "error" if name in self._taken else "quiet")
        self.import_button.setEnabled(not problem)
