"""Preferences are shown as they are, tested devices by name, and followed at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mirstudio.gui import dialogs
from mirstudio.gui.asking import Asking
from mirstudio.gui.device_work import DeviceFacts, look_for_devices
from mirstudio.gui.engine import Engine
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.preferences import Preferences
from mirstudio.progress import Progress, Work, run
from mirstudio.settings import Settings, read_settings

CPU = DeviceFacts("cpu", "CPU · Some chip · 8 GB", ("fp32 passed its self-test.",))
GPU = DeviceFacts("cuda:0", "Some GPU · 8 GB", ("Some GPU is not used in fp16: it failed.",))


def shown(qtbot: QtBot, settings: Settings, kept: int = 0) -> Preferences:
    cleared: list[int] = []
    made = Preferences(settings, kept, lambda: cleared.append(1))
    qtbot.addWidget(made)
    return made


def test_nothing_changes_by_looking(qtbot: QtBot):
    settings = Settings(
        device="cuda:0", precision="fp16", tile=256, theme="light", cache_gigabytes=7
    )
    asked = shown(qtbot, settings)
    assert asked.wished() == settings
    asked.show_devices([GPU, CPU])
    assert asked.wished() == settings
    assert asked.device.currentText() == "Some GPU · 8 GB"
    assert asked.tests.text() == "Some GPU is not used in fp16: it failed."


def test_a_device_that_has_gone_is_still_named(qtbot: QtBot):
    asked = shown(qtbot, Settings(device="mps"))
    asked.show_devices([CPU])
    assert "not there" in asked.device.currentText()
    asked.device.setCurrentIndex(0)
    assert asked.tests.text() == "cpu: fp32 passed its self-test."


def test_what_is_kept_can_be_thrown_away(qtbot: QtBot):
    asked = shown(qtbot, Settings(), kept=2 * 10**9)
    assert asked.kept.text() == "2.0 GB kept now"
    asked.clear_button.click()
    assert "Nothing" in asked.kept.text()
    assert not asked.clear_button.isEnabled()


def no_devices() -> Work[list[DeviceFacts]]:
    yield Progress(0, 1, "step")
    return [CPU]


def test_the_window_follows(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(dialogs, "look_for_devices", no_devices)
    window.show_preferences()
    dialog = window.preferences
    assert dialog is not None
    dialog.theme.setCurrentIndex(1)
    dialog.folder.setText(str(tmp_path / "cache"))
    dialog.precision.setCurrentIndex(1)
    dialog.save_button.click()
    assert read_settings().theme == "light"
    assert window.settings.precision == "fp32"
    assert window.session.engine.cache.folder == tmp_path / "cache" / "results"


def test_devices_are_found_and_tested():
    devices = run(look_for_devices())
    assert devices[-1].kind == "cpu"
    assert devices[-1].tests[0].startswith("fp32 passed")


def test_a_loaded_model_gives_way_to_another_device():
    engine = Engine(Settings())
    engine._models = [object()]  # type: ignore[list-item]
    engine.take_settings(Settings(theme="light"))
    assert engine._models
    engine.take_settings(Settings(precision="fp32"))
    assert not engine._models


def test_a_question_is_answered_once(qtbot: QtBot, window: MainWindow):
    asking = Asking(window.helper)
    heard: list[object] = []
    asking.answered.connect(heard.append)
    asking.ask(no_devices())
    with qtbot.waitSignal(asking.answered, timeout=20_000):
        asking.ask(no_devices())
    assert len(heard) == 1
