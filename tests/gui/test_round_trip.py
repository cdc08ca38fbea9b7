"""Ctrl+S gives a photo back to the program that handed it over, else exports as the last time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mirstudio.__main__ import main
from mirstudio.errors import PhotoError, UsageError
from mirstudio.gui.engine import Engine, Opened, Restored
from mirstudio.gui.export_work import give_back
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.round_trip import RoundTrip
from mirstudio.gui.stage import Stage
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.imaging.photo import Metadata
from mirstudio.imaging.profile import display_p3_profile
from mirstudio.progress import run
from mirstudio.settings import Settings
from tests.gui.conftest import open_photo, reach, restore
from tests.gui.fakes import BEST, FakeEngine
from tests.restoration.stand_ins import noisy_photo

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def handed_over(tmp_path: Path) -> Path:
    """A deep TIFF in its own colours, as other programs write them."""
    path = tmp_path / "editor" / "sea.tif"
    path.parent.mkdir()
    metadata = Metadata(dpi=(240, 240))
    photo = replace(noisy_photo(48, 32), bit_depth=16, profile=display_p3_profile())
    write_photo(replace(photo, metadata=metadata), path)
    path.chmod(0o640)
    return path


def made_of(path: Path, value: float) -> tuple[Opened, Restored]:
    """The photo of a file, and a grey result of it."""
    photo = read_photo(path)
    pixels = np.full_like(photo.pixels, value)
    result = Restored(photo.with_pixels(pixels), Pyramid.of(pixels), (BEST,), "CPU")
    return Opened(path, photo, Pyramid.of(photo.pixels)), result


def test_the_file_is_replaced_by_its_like(handed_over: Path):
    before = read_photo(handed_over)
    shown, result = made_of(handed_over, 0.3)
    exported = run(Engine(Settings()).export(shown, result, Adjustments(), give_back(handed_over)))
    assert exported is not None and exported.path == handed_over
    assert not exported.difference.changes
    after = read_photo(handed_over)
    np.testing.assert_allclose(after.pixels, 0.3, atol=1 / 65535)
    assert (after.bit_depth, after.profile) == (16, before.profile)
    assert after.metadata.dpi == (240, 240)
    assert handed_over.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in handed_over.parent.iterdir()] == ["sea.tif"]


def test_what_does_not_read_back_leaves_the_file_as_it_was(
    handed_over: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(path: Path) -> None:
        raise PhotoError("It does not read back.")

    before = handed_over.read_bytes()
    shown, result = made_of(handed_over, 0.3)
    monkeypatch.setattr("mirstudio.imaging.read_back.read_back", broken)
    with pytest.raises(PhotoError):
        run(Engine(Settings()).export(shown, result, Adjustments(), give_back(handed_over)))
    assert handed_over.read_bytes() == before
    assert [path.name for path in handed_over.parent.iterdir()] == ["sea.tif"]


def test_only_what_programs_hand_over_is_replaced(tmp_path: Path):
    photo = tmp_path / "sea.jpg"
    write_photo(noisy_photo(48, 32), photo)
    shown, result = made_of(photo, 0.3)
    with pytest.raises(UsageError, match="TIFF files only"):
        run(Engine(Settings()).export(shown, result, Adjustments(), give_back(photo)))


def press_save(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10_000)
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_S, CTRL)


def test_ctrl_s_gives_back(qtbot: QtBot, window: MainWindow, engine: FakeEngine, tmp_path: Path):
    path = tmp_path / "sea.tif"
    trip = RoundTrip(window, path)
    session = window.session
    open_photo(qtbot, session, path)
    assert trip.exit_code == 1
    press_save(qtbot, window)
    assert "nothing was restored yet" in window.strip.words.text()
    session.choose_model(BEST)
    restore(qtbot, session)
    press_save(qtbot, window)
    reach(qtbot, session, Stage.RESTORED)
    assert trip.saved and trip.exit_code == 0
    [(export, _)] = engine.exported
    assert (export.target, export.in_place) == (path, True)
    assert (export.options.format, export.options.bit_depth) == ("tiff", None)
    assert window.isVisible()
    # Another photo is exported like any other.
    open_photo(qtbot, session, tmp_path / "hill.tif")
    restore(qtbot, session)
    press_save(qtbot, window)
    reach(qtbot, session, Stage.RESTORED)
    assert not engine.exported[-1][0].in_place


def test_the_window_closes_when_that_is_wished(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine, tmp_path: Path
):
    path = tmp_path / "sea.tif"
    trip = RoundTrip(window, path, closes=True)
    open_photo(qtbot, window.session, path)
    window.session.choose_model(BEST)
    restore(qtbot, window.session)
    press_save(qtbot, window)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert trip.exit_code == 0


def test_elsewhere_ctrl_s_exports_as_the_last_time(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine, tmp_path: Path
):
    open_photo(qtbot, window.session, tmp_path / "sea.jpg")
    window.session.choose_model(BEST)
    restore(qtbot, window.session)
    window.ask_for_export()
    asked = window.export_dialog
    assert asked is not None
    asked.format.setCurrentIndex(asked.format.findData("png"))
    asked.name.setText("{name}_clean")
    asked.accept()
    reach(qtbot, window.session, Stage.RESTORED)
    engine.changes = ("no IPTC",)
    open_photo(qtbot, window.session, tmp_path / "hill.jpg")
    restore(qtbot, window.session)
    press_save(qtbot, window)
    reach(qtbot, window.session, Stage.RESTORED)
    export, _ = engine.exported[-1]
    assert export.target == tmp_path / "hill_clean.png"
    assert export.options.format == "png"
    assert window.strip.words.text().endswith("In the file: no IPTC")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["sea.jpg"], "sea.jpg is not replaced"),
        (["sea.tif"], "There is no file sea.tif."),
        ([], "The following arguments are required"),
    ],
)
def test_bad_usage_is_one_sentence(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mirstudio.__main__.begin", lambda: None)
    assert main(["--edit", *arguments]) == 2
    told = capsys.readouterr().err
    assert sentence in told and told.count("\n") == 1


CLOSE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from mirstudio.gui import app as start
from mirstudio.gui.main_window import MainWindow
begin = MainWindow.begin
def and_close(self):
    begin(self)
    self.session.photoOpened.connect(lambda *_: QTimer.singleShot(0, self.close))
MainWindow.begin = and_close
sys.exit(start.run_round_trip(Path(sys.argv[1]), closes=False))
"""


@pytest.mark.timeout(240)
def test_closing_without_saving_is_told(handed_over: Path, own_home: Path):
    before = handed_over.read_bytes()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", CLOSE, str(handed_over)]
    assert subprocess.run(command, env=environment, check=False).returncode == 1
    assert handed_over.read_bytes() == before
    # It is no photo that the next window would take up again.
    assert not list(own_home.rglob("edits.sqlite"))
