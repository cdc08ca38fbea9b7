"""A killed program loses at most the last second of edits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mirstudio.gui.edits.store import EditStore

EDITS = 30
EVERY = 100
"""Milliseconds between two edits."""

EDIT = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from mirstudio.gui.session import Session
from mirstudio.gui.worker import Worker
from mirstudio.settings import Settings
from tests.gui.fakes import FakeEngine

app = QCoreApplication([])
worker, reader = Worker(), Worker()
session = Session(FakeEngine(), worker, reader)
reader.start()
worker.start()
done = 0

def edit():
    global done
    done += 1
    session.move_slider("strength", done / 100, 1.0, "Strength")
    session.tick([Path(sys.argv[1]).with_name(f"{{done}}.jpg")], ticked=True)
    print(done, flush=True)
    if done == {EDITS}:
        timer.stop()

timer = QTimer()
timer.timeout.connect(edit)
session.photoOpened.connect(lambda *photo: timer.start({EVERY}))
session.start()
session.open_paths([Path(sys.argv[1])])
app.exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only POSIX has a signal that kills")
def test_thirty_edits_and_a_kill(tmp_path: Path, own_home: Path):
    photo = tmp_path / "sea.jpg"
    photo.touch()
    with subprocess.Popen(
        [sys.executable, "-c", EDIT, str(photo)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            if line.strip() == str(EDITS):
                break
        # The last edit was made this moment: nothing of it needs to be there yet.
        program.kill()
    store = EditStore(own_home / "state" / "edits.sqlite")
    lost = 1000 // EVERY
    edit = store.edit(photo)
    assert edit is not None
    assert edit.sliders["strength"] >= (EDITS - lost) / 100
    kept = [n for n in range(1, EDITS + 1) if store.edit(photo.with_name(f"{n}.jpg"))]
    assert kept[: EDITS - lost] == list(range(1, EDITS - lost + 1))
    assert store.strip() == [photo]
    store.close()
