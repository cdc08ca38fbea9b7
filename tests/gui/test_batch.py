"""The batch runs beside the window, rests when told to or when the window works, and reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mirstudio.errors import PhotoError
from mirstudio.gui import awake
from mirstudio.gui.awake import Awake, helper_command
from mirstudio.gui.batch import Batch
from mirstudio.gui.batch_plan import BatchPhoto
from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.export_plan import ExportPlan, Where
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.session import Session
from mirstudio.gui.worker import Worker
from mirstudio.imaging.files import WriteOptions
from mirstudio.jobs.item import State
from mirstudio.jobs.ledger import BatchReport
from mirstudio.jobs.names import OnConflict
from tests.gui.conftest import open_photo
from tests.gui.fakes import BEST, FakeEngine, SleepyAwake

TIMEOUT = 20_000


@pytest.fixture
def photos(tmp_path: Path) -> list[BatchPhoto]:
    paths = [tmp_path / f"{name}.jpg" for name in ("a", "bad", "c")]
    for path in paths:
        path.write_text("photo")
    return [BatchPhoto(path, Edit(BEST.name, {"grain": 0.5}), (BEST,)) for path in paths]


@pytest.fixture
def plan(tmp_path: Path) -> ExportPlan:
    return ExportPlan(Where.CHOSEN, tmp_path / "out", "{name}-{task}", WriteOptions("png"))


def states(batch: Batch) -> list[str]:
    return [str(item.state) for item in batch.items]


def test_a_bad_photo_stops_nothing_and_is_tried_again(
    qtbot: QtBot, batch: Batch, engine: FakeEngine, photos: list[BatchPhoto], plan: ExportPlan
):
    with qtbot.waitSignal(batch.finished, timeout=TIMEOUT) as heard:
        batch.add(photos, plan)
    assert states(batch) == ["done", "failed", "done"]
    assert not batch.running
    report: BatchReport = heard.args[0]
    assert report.count(State.DONE) == 2
    assert batch.items[1].problem == "bad.jpg is broken."
    assert batch.items[0].job.adjustments.grain == 0.5
    assert batch.items[0].job.target.name == "a-denoise.png"
    engine.bad = ""
    with qtbot.waitSignal(batch.finished, timeout=TIMEOUT):
        batch.retry()
    assert states(batch) == ["done", "done", "done"]
    batch.clear_ended()
    assert batch.items == []


def test_it_rests_and_goes_on(
    qtbot: QtBot, batch: Batch, engine: FakeEngine, photos: list[BatchPhoto], plan: ExportPlan
):
    engine.gate.clear()
    with qtbot.waitSignal(batch.itemChanged, timeout=TIMEOUT):
        batch.add(photos, plan)
    batch.pause(paused=True)
    engine.gate.set()
    qtbot.wait(200)
    assert "queued" in states(batch)
    assert batch.running
    with qtbot.waitSignal(batch.finished, timeout=TIMEOUT):
        batch.run()
    assert "queued" not in states(batch)
    awake = batch._awake
    assert isinstance(awake, SleepyAwake)
    assert awake.asked == ["begin", "end", "begin", "end"]


def test_what_waits_is_moved_and_taken_out(
    qtbot: QtBot, batch: Batch, engine: FakeEngine, photos: list[BatchPhoto], plan: ExportPlan
):
    batch.pause(paused=True)
    batch.add(photos, plan)
    batch._worker.pause(paused=False)
    qtbot.waitUntil(lambda: len(batch.items) == 3, timeout=TIMEOUT)
    qtbot.waitUntil(lambda: "queued" not in states(batch), timeout=TIMEOUT)
    numbers = [item.number for item in batch.items]
    batch.move(numbers[2], -1)
    batch.move(numbers[0], -1)
    assert [item.number for item in batch.items] == [numbers[0], numbers[2], numbers[1]]
    batch.move(numbers[0], 1)
    assert [item.number for item in batch.items] == [numbers[2], numbers[0], numbers[1]]
    qtbot.waitUntil(lambda: not batch.running, timeout=TIMEOUT)
    batch.remove(numbers[:2])
    assert [item.number for item in batch.items] == [numbers[2]]


def test_the_worker_of_the_batch_goes_after_the_windows(
    qtbot: QtBot, session: Session, engine: FakeEngine
):
    mine = Worker(goes_after=session.worker)
    steps: list[int] = []
    mine.progressed.connect(lambda number, progress: steps.append(number))
    open_photo(qtbot, session, Path("sea.jpg"))
    session.choose_model(BEST)
    engine.gate.clear()
    session.restore()
    qtbot.waitUntil(lambda: bool(engine.looked_at))
    mine.start()
    mine.ask(engine.warm_up(()))
    qtbot.wait(200)
    assert steps == []
    engine.gate.set()
    qtbot.waitUntil(lambda: len(steps) == 1, timeout=TIMEOUT)
    mine.end()


def test_the_window_shows_the_batch_and_stays_where_it_is(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    for name in ("a", "b", "bad"):
        (tmp_path / f"{name}.jpg").write_text("photo")
    with qtbot.waitSignal(window.session.photoOpened, timeout=TIMEOUT):
        window.session.open_paths([tmp_path / "b.jpg", tmp_path / "a.jpg"])
    window.strip.filmstrip.selectAll()
    window.session.choose_model(BEST)
    window.tick()
    assert window.session.edits.ticked(window.session.photos.files)
    window.ask_for_batch()
    dialog = window.export_dialog
    assert dialog is not None
    with qtbot.waitSignal(window.batch.finished, timeout=TIMEOUT):
        dialog.export_button.click()
    assert window.top.name.text() == "b.jpg"
    assert window.batch_panel.summary.text() == "2 done"
    assert window.strip.words.text() == "The batch is finished: 2 done."
    assert window.batch_line.isHidden()
    window.toggle_batch()
    assert window.batch_panel.isVisible()
    assert not window.panel.isVisible()
    window.batch_panel.list.selectAll()
    window.batch_panel.tools["remove"].click()
    assert window.batch.items == []
    window.toggle_panels()
    window.toggle_panels()
    assert window.panel.isVisible()


def test_no_helper_is_no_trouble(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(awake.shutil, "which", lambda name: None)
    system = Awake()
    system.begin()
    system.end()


def test_the_helper_ends_with_the_batch(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(awake, "helper_command", lambda: ["cat"])
    system = Awake()
    system.begin()
    helper = system._helper
    assert helper is not None
    assert helper.poll() is None
    system.end()
    assert helper.poll() is not None
    assert helper_command()[0] in ("systemd-inhibit", "caffeinate")


def test_folders_of_results():
    photo = Path("/photos/a.jpg")
    chosen = Path("/out")
    folders = [
        ExportPlan(where, chosen, "", WriteOptions(), OnConflict.SKIP).folder_for(photo)
        for where in Where
    ]
    assert folders == [Path("/photos"), Path("/photos/restored"), chosen]


def test_a_broken_journal_is_said_to_those_who_add(
    qtbot: QtBot, batch: Batch, engine: FakeEngine, photos: list[BatchPhoto], plan: ExportPlan
):
    engine.journal_problem = PhotoError("The journal is held.")
    with qtbot.waitSignal(batch.failed, timeout=TIMEOUT) as heard:
        batch.add(photos, plan)
    assert heard.args == ["The journal is held."]
