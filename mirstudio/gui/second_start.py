"""A second start hands its files to the window that is open already, and ends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mirstudio.paths import state_folder

PATIENCE = 1000
"""Milliseconds in which the system must say whether there is a window."""
LONG_PATIENCE = 20_000
"""Milliseconds in which the window must answer, which may be busy showing a photo."""
THANKS = b"taken\n"
LONGEST = 1 << 22
"""Bytes of a message; a longer one is none."""


def name_of_window() -> str:
    """Return the name that the user's window listens to: one for each place of user folders."""
    return f"mirstudio-{hashlib.sha256(str(state_folder()).encode()).hexdigest()[:16]}"


def hand_over(files: Sequence[Path], name: str | None = None) -> bool:
    """Hand files to the window that is open; False when there is none, or it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(name or name_of_window())
    if not socket.waitForConnected(PATIENCE):
        return False
    message = json.dumps([str(file.absolute()) for file in files])
    socket.write(message.encode() + b"\n")
    socket.waitForBytesWritten(LONG_PATIENCE)
    # The answer may have come while the message was on its way.
    while not socket.canReadLine() and socket.waitForReadyRead(LONG_PATIENCE):
        pass
    taken = bytes(socket.readLine().data()) == THANKS
    socket.disconnectFromServer()
    return taken


class Doorbell(QObject):
    """Listens for second starts, of the same user only."""

    filesCame = Signal(list)
    """Paths; empty when somebody only wanted to see the window."""

    def __init__(self, parent: QObject | None = None, name: str | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = name or name_of_window()
        # Nobody has answered there: what is left is of a window that crashed.
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    @Slot()
    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._read)
            self._take(socket)

    @Slot()
    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        """Take a message once its line is complete."""
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        files = _files_of(bytes(socket.readLine().data()))
        if files is None:
            socket.abort()
            return
        socket.write(THANKS)
        socket.flush()
        self.filesCame.emit(files)


def _files_of(line: bytes) -> list[Path] | None:
    """Read a message; None when it makes no sense."""
    try:
        value: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    return [Path(one) for one in value]
