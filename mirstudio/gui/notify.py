"""A word at the end of a long batch, for somebody who looks at another window."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from mirstudio.gui.icons import app_icon


def notify(window: QWidget, title: str, words: str) -> None:
    """Tell the user by the system's means, unless the window is the one they look at."""
    if window.isActiveWindow():
        return
    QApplication.alert(window)
    if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
        tray = window.findChild(QSystemTrayIcon) or QSystemTrayIcon(app_icon(), window)
        tray.show()
        tray.showMessage(title, words, app_icon())
