"""What is measured is shown, can be overruled, and is done only when the user says so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from mirstudio.gui.autopilot import Autopilot, figure_of, measure_photo
from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.measured_panel import NOTHING
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.user_presets import STORE, PresetDialog, UserPreset, keep_preset, read_presets
from mirstudio.gui.worker import Worker
from mirstudio.imaging.measure import Measurements
from mirstudio.imaging.noise_level import Noise
from mirstudio.imaging.photo import Photo
from mirstudio.progress import run
from mirstudio.restoration.preset import Task
from tests.gui.conftest import open_photo
from tests.gui.fakes import BEST, FAST, LARGER

NOISY = Measurements(Noise(20, 20), 0.5, -0.4, None)


@pytest.fixture
def autopilot(qtbot: QtBot) -> Autopilot:
    made = Autopilot(Worker())
    made.cards = [FAST, BEST, LARGER]
    made._take(NOISY)
    return made


def test_the_suggestion_follows_the_numbers(autopilot: Autopilot):
    assert autopilot.suggestion is not None
    assert autopilot.suggestion.card == BEST
    autopilot.overrule("noise", 0.0)
    assert autopilot.suggestion is None
    autopilot.overrule("noise", 50.0)
    assert autopilot.suggestion is not None
    assert autopilot.suggestion.strength > 0.95
    autopilot.overrule("blur", None)
    autopilot.overrule("jpeg", 60.4)
    assert autopilot.measured is not None
    assert figure_of(autopilot.measured, "blur") is None
    assert figure_of(autopilot.measured, "jpeg") == 60
    autopilot.take_cards([LARGER])
    assert autopilot.suggestion is None


def test_a_photo_is_measured():
    noise = np.random.default_rng(1).normal(0.5, 20 / 255, (96, 96, 3)).astype(np.float32)
    measured = run(measure_photo(Photo(noise)))
    assert measured.noise.sigma == pytest.approx(20, rel=0.2)


def test_what_is_suggested_is_done_on_request(qtbot: QtBot, window: MainWindow):
    panel, session = window.tasks.measured, window.session
    with qtbot.waitSignal(window.autopilot.changed, timeout=20_000):
        open_photo(qtbot, session, Path("sea.jpg"))
    qtbot.waitUntil(lambda: window.autopilot.measured is not None, timeout=20_000)
    panel.fields["noise"].setText("3")
    panel.fields["noise"].editingFinished.emit()
    assert panel.use_button.isVisible()
    strength = session.edit.adjustments().strength
    assert strength == 1.0
    panel.use_button.click()
    assert session.card is not None
    assert session.card.task is Task.DENOISE
    assert 0 < session.edit.adjustments().strength < 1
    window.undo()
    assert session.edit.adjustments().strength == 1.0
    panel.fields["noise"].setText("0")
    panel.fields["exposure"].setText("0")
    panel.fields["noise"].editingFinished.emit()
    assert panel.reason.text() == NOTHING
    panel.fields["noise"].setText("much")
    panel.fields["noise"].editingFinished.emit()
    assert panel.fields["noise"].text() == "0.0"


def test_presets_of_ones_own(qtbot: QtBot, window: MainWindow):
    open_photo(qtbot, window.session, Path("sea.jpg"))
    window.session.choose_model(FAST)
    window.session.move_slider("grain", 0.3, 0.0, "Grain")
    window.ask_for_preset()
    dialog = window.preset_dialog
    assert isinstance(dialog, PresetDialog)
    assert not dialog.save_button.isEnabled()
    dialog.name.setText("Film")
    dialog.keys.setKeySequence(QKeySequence("Ctrl+Alt+1"))
    dialog.save_button.click()
    (preset,) = read_presets(NamedStore(STORE))
    assert (preset.name, preset.keys) == ("Film", "Ctrl+Alt+1")
    window.session.reset_sliders()
    window.use_preset(preset)
    assert window.session.edit.sliders == {"grain": 0.3}
    window.remove_preset("Film")
    assert read_presets(NamedStore(STORE)) == []


def test_presets_survive_the_file(tmp_path: Path):
    store = NamedStore(STORE)
    keep_preset(store, UserPreset("Night", Edit("m", {"grain": 0.1}), "F5"))
    keep_preset(store, UserPreset("a", Edit()))
    assert [one.name for one in read_presets(NamedStore(STORE))] == ["a", "Night"]
    assert read_presets(NamedStore(STORE))[1].edit == Edit("m", {"grain": 0.1})
