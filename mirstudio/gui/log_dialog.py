"""The log in a window: to read, to copy and to save; also what is shown after a mishap."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mirstudio.errors import MirStudioError
from mirstudio.gui.log_report import save_report
from mirstudio.gui.room_on_screen import open_at
from mirstudio.gui.translate import marked, tr

READ = marked(
    "What mirstudio has written down. No photo is in it, but names of files and folders are."
)
MISHAP = marked(
    "Something unexpected happened. mirstudio goes on, and the settings of your photos are saved. "
    "If something no longer works, close it and open it again. No photo is in the log below, but "
    "names of files and folders are."
)
SIZE = QSize(760, 520)


class LogDialog(QDialog):
    """Shows a report."""

    def __init__(self, report: str, parent: QWidget | None = None, *, mishap: bool = False) -> None:
        super().__init__(parent)
        title = tr("Something went wrong") if mishap else tr("Log")
        self.setWindowTitle(title)
        open_at(self, SIZE)
        heading = QLabel(title)
        heading.setObjectName("dialogTitle")
        self.words = QLabel(tr(MISHAP) if mishap else tr(READ))
        self.words.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(tr("Log"))
        self.save_button = QPushButton(tr("Save…"))
        self.copy_button = QPushButton(tr("Copy"))
        self.close_button = QPushButton(tr("Close"))
        self.close_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for button in (self.save_button, self.copy_button, self.close_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self.words)
        layout.addWidget(self.report, 1)
        layout.addLayout(row)
        self.save_button.clicked.connect(self._save)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()
        end = self.report.verticalScrollBar()
        end.setValue(end.maximum())

    @Slot()
    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the log"), "mirstudio-log.txt")
        if not name:
            return
        try:
            save_report(self.report.toPlainText(), Path(name))
        except MirStudioError as error:
            self.words.setText(str(error))
        else:
            self.words.setText(tr("Saved in {name}.").format(name=name))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
