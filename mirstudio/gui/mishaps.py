"""What nobody foresaw: it goes into the log and is shown, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from mirstudio.gui.log_dialog import LogDialog
from mirstudio.gui.log_report import read_report
from mirstudio.paths import log_folder

logger = logging.getLogger(__name__)


class Mishaps(QObject):
    """Catches what was raised and never caught, in any thread, while the window lives."""

    _happened = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: LogDialog | None = None
        self._hooks = sys.excepthook, threading.excepthook
        # Whatever thread it happens in: a window is opened in the window's own.
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def catch(self) -> None:
        """Begin to catch."""
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

    def release(self) -> None:
        """Leave it to others again."""
        sys.excepthook, threading.excepthook = self._hooks

    @Slot()
    def show_log(self) -> None:
        """Show the log because somebody asked for it."""
        self._open(mishap=False)

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._hooks[0](kind, error, trace)
            return
        logger.critical("Nobody caught this.", exc_info=(kind, error, trace))
        self._happened.emit()

    def _take_from_thread(self, mishap: threading.ExceptHookArgs) -> None:
        error = mishap.exc_value
        if error is not None:
            self._take(mishap.exc_type, error, mishap.exc_traceback)

    @Slot()
    def _show(self) -> None:
        # What goes wrong again and again while the first is read is in the log, too.
        if self.dialog is None:
            self._open(mishap=True)

    def _open(self, *, mishap: bool) -> None:
        dialog = LogDialog(read_report(log_folder()), self._window, mishap=mishap)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None
