"""The slider for which the network runs again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mirstudio.gui.batch_plan import BatchPhoto, plan_jobs
from mirstudio.gui.edits.edit import ASSUMED_BLUR, Edit
from mirstudio.gui.export_plan import ExportPlan, Where
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.stage import Stage
from mirstudio.imaging.files import WriteOptions
from tests.gui.conftest import open_photo, reach, restore
from tests.gui.fakes import BEST, BLIND, LARGER, FakeEngine

SEA, SKY = Path("sea.jpg"), Path("sky.jpg")


@pytest.fixture
def blind(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> MainWindow:
    """A window with an open photo, to be enlarged blindly."""
    engine.offered = [BEST, LARGER, BLIND]
    window.begin()
    window.session.choose_model(BLIND)
    open_photo(qtbot, window.session, SEA)
    return window


def move(window: MainWindow, blur: float) -> None:
    window.panel.sliders[ASSUMED_BLUR].set_value(blur)


def test_it_is_there_for_blind_enlargement_alone(blind: MainWindow):
    slider = blind.panel.sliders[ASSUMED_BLUR]
    assert slider.isVisible() and slider.value_field.text() == "as found"
    for card in (LARGER, BEST):
        blind.session.choose_model(card)
        assert not slider.isVisible()
        assert blind.session.blur is None


def test_moving_it_restores_once_more_when_it_rests(
    qtbot: QtBot, blind: MainWindow, engine: FakeEngine
):
    restore(qtbot, blind.session)
    for blur in (0.2, 0.4, 0.6):
        move(blind, blur)
    assert blind.session.stage is Stage.READY
    reach(qtbot, blind.session, Stage.RESTORED)
    assert engine.assumed == [None, 0.6]
    assert blind.session.result is not None and blind.session.result.blur == 0.6


def test_it_begins_nothing_by_itself(qtbot: QtBot, blind: MainWindow, engine: FakeEngine):
    move(blind, 0.4)
    qtbot.wait(450)
    assert not engine.assumed and blind.session.stage is Stage.READY
    restore(qtbot, blind.session)
    assert engine.assumed == [0.4]


def test_a_running_restoration_begins_anew(qtbot: QtBot, blind: MainWindow, engine: FakeEngine):
    engine.gate.clear()
    blind.session.restore()
    qtbot.waitUntil(lambda: bool(engine.order), timeout=10_000)
    move(blind, 0.4)
    engine.gate.set()
    reach(qtbot, blind.session, Stage.RESTORED)
    assert engine.assumed == [0.4]


def test_undo_brings_the_kept_result_back(qtbot: QtBot, blind: MainWindow, engine: FakeEngine):
    restore(qtbot, blind.session)
    own = blind.session.result
    move(blind, 0.4)
    reach(qtbot, blind.session, Stage.RESTORED)
    blind.session.undo()
    assert blind.session.result is own
    assert blind.panel.sliders[ASSUMED_BLUR].value_field.text() == "as found"
    qtbot.wait(450)
    assert engine.assumed == [None, 0.4]


def test_each_photo_has_its_own(qtbot: QtBot, blind: MainWindow, engine: FakeEngine):
    restore(qtbot, blind.session)
    move(blind, 0.4)
    reach(qtbot, blind.session, Stage.RESTORED)
    open_photo(qtbot, blind.session, SKY)
    assert blind.session.blur is None
    restore(qtbot, blind.session)
    blind.session.open(SEA)
    reach(qtbot, blind.session, Stage.RESTORED)
    assert blind.session.result is not None and blind.session.result.blur == 0.4
    assert engine.assumed == [None, 0.4, None]


def test_a_batch_assumes_what_was_chosen(tmp_path: Path):
    edit = Edit(sliders={ASSUMED_BLUR: 0.4})
    photos = [BatchPhoto(tmp_path / "a.jpg", edit, (card,)) for card in (BLIND, LARGER)]
    jobs = plan_jobs(
        photos, ExportPlan(Where.CHOSEN, tmp_path / "out", "{name}-{model}", WriteOptions("png"))
    )
    assert [one.job.blur for one in jobs] == [0.4, None]


@pytest.mark.parametrize(
    ("value", "blur"), [(0.4, 0.4), (0.001, 0.05), (7, 1.0), (0, None), ("wide", None)]
)
def test_nonsense_in_an_edit_assumes_nothing(value: object, blur: float | None):
    assert Edit(sliders={ASSUMED_BLUR: value}).blur == blur
