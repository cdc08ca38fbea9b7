"""What the session does with wishes and answers, without any window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mirstudio.gui.export_work import Export
from mirstudio.gui.files import photos_among
from mirstudio.gui.photos import Mark
from mirstudio.gui.results import Results
from mirstudio.gui.session import Session
from mirstudio.gui.stage import FILLING, WHOLE, Stage
from mirstudio.gui.words import NO_PAIR
from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.files import WriteOptions
from mirstudio.jobs.recipe import FileMark, Plan, Recipe, Sidecar, Step, write_sidecar
from mirstudio.restoration.preset import Task
from mirstudio.restoration.tiling import Region
from tests.gui.conftest import open_photo, reach, restore
from tests.gui.fakes import AFTER, BEST, FAST, LARGER, REFOCUS, RETOUCH, FakeEngine

SEA = Path("sea.jpg")


def test_the_default_denoiser_is_chosen_first(session: Session):
    assert session.card in (FAST, BEST)
    session.choose_task(Task.SR)
    assert session.card is LARGER
    session.choose_task(Task.DENOISE)
    assert session.card is BEST


def test_a_photo_is_opened(qtbot: QtBot, session: Session):
    assert session.stage is Stage.EMPTY
    open_photo(qtbot, session, SEA)
    assert session.shown is not None
    assert session.shown.opened.path == SEA


def test_tiles_arrive_and_the_whole_follows(qtbot: QtBot, session: Session, engine: FakeEngine):
    results: list[tuple[object, bool]] = []
    tiles: list[Region] = []
    lines: list[str] = []
    session.resultChanged.connect(lambda picture, whole: results.append((picture, whole)))
    session.tileArrived.connect(tiles.append)
    session.progressed.connect(lambda words, share: lines.append(words))
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    restore(qtbot, session)
    assert len(tiles) == 4 * 3
    assert [whole for picture, whole in results if picture] == [FILLING, WHOLE]
    assert lines[-1] == "Tile 12 of 12 · CPU, bf16"
    assert session.result is not None
    assert (session.result.photo.pixels == np.float32(AFTER)).all()


def test_the_engine_is_told_what_is_looked_at(qtbot: QtBot, session: Session, engine: FakeEngine):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    session.look_at(Region(1, 2, 3, 4))
    restore(qtbot, session)
    assert set(engine.looked_at) == {Region(1, 2, 3, 4)}


def test_cancelled_means_back_to_the_original(qtbot: QtBot, session: Session, engine: FakeEngine):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    engine.gate.clear()
    session.restore()
    qtbot.waitUntil(lambda: session.shown is not None and session.shown.after is not None)
    assert session.cancel()
    engine.gate.set()
    qtbot.waitUntil(lambda: engine.closed == 1)
    assert session.stage is Stage.READY
    assert session.result is None
    assert session.shown is not None
    assert session.shown.after is None
    assert not session.cancel()


def test_a_failure_is_one_sentence(qtbot: QtBot, session: Session):
    open_photo(qtbot, session, SEA)
    session.choose_model(FAST)
    with qtbot.waitSignal(session.failed, timeout=10_000) as heard:
        session.restore()
    assert heard.args == [
        "Something unexpected happened: the network broke. The log has the details."
    ]
    assert session.stage is Stage.READY


def test_a_photo_that_cannot_be_read_leaves_the_open_one(qtbot: QtBot, session: Session):
    open_photo(qtbot, session, SEA)
    with qtbot.waitSignal(session.failed, timeout=10_000) as heard:
        session.open(Path("bad.jpg"))
    assert heard.args == ["bad.jpg is not a photo. Try another."]
    assert session.stage is Stage.READY
    assert session.shown is not None
    assert session.shown.opened.path == SEA


def test_the_newest_photo_wins(qtbot: QtBot, session: Session):
    opened: list[Path] = []
    session.photoOpened.connect(lambda photo, picture: opened.append(photo.path))
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        session.open(Path(name))
    reach(qtbot, session, Stage.READY)
    assert opened[-1] == Path("c.jpg")
    assert session.shown is not None
    assert session.shown.opened.path == Path("c.jpg")


def test_another_photo_ends_a_restoration(qtbot: QtBot, session: Session, engine: FakeEngine):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    engine.gate.clear()
    session.restore()
    qtbot.waitUntil(lambda: bool(engine.looked_at))
    open_photo(qtbot, session, Path("lake.jpg"))
    engine.gate.set()
    qtbot.waitUntil(lambda: engine.closed == 1)
    assert session.stage is Stage.READY
    assert session.result is None


def test_another_model_keeps_what_is_shown(qtbot: QtBot, session: Session):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    restore(qtbot, session)
    session.choose_model(FAST)
    assert session.stage is Stage.READY
    assert session.result is not None
    session.choose_model(BEST)
    assert session.stage is Stage.RESTORED


def test_an_enlarged_photo_is_larger(qtbot: QtBot, session: Session, engine: FakeEngine):
    open_photo(qtbot, session, SEA)
    session.choose_model(LARGER)
    restore(qtbot, session)
    assert session.shown is not None
    assert session.shown.after is not None
    assert session.shown.after.shape(0) == (engine.height * 2, engine.width * 2)


def test_the_slider_runs_no_network(qtbot: QtBot, session: Session, engine: FakeEngine):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    restore(qtbot, session)
    with qtbot.waitSignal(session.adjusted):
        session.move_slider("strength", 0.3, 1.0, "Strength")
    assert engine.closed == 1
    assert session.shown is not None
    assert session.shown.adjustments.strength == pytest.approx(0.3)


def test_an_export_takes_the_sliders_along(
    qtbot: QtBot, session: Session, engine: FakeEngine, tmp_path: Path
):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    restore(qtbot, session)
    session.move_slider("strength", 0.6, 1.0, "Strength")
    export = Export(tmp_path / "sea-denoise.jpg", WriteOptions())
    with qtbot.waitSignal(session.said, timeout=10_000) as heard:
        session.export(export)
    assert heard.args == [f"Exported sea-denoise.jpg to {tmp_path}"]
    assert [(e, a.strength) for e, a in engine.exported] == [(export, 0.6)]
    assert session.stage is Stage.RESTORED


def test_nothing_is_exported_before_there_is_a_result(
    qtbot: QtBot, session: Session, engine: FakeEngine
):
    open_photo(qtbot, session, SEA)
    session.export(Export(Path("x.jpg"), WriteOptions()))
    assert session.stage is Stage.READY
    assert engine.exported == []


def test_a_folder_becomes_a_filmstrip(qtbot: QtBot, session: Session, tmp_path: Path):
    for name in ("b.jpg", "A.png", ".hidden.jpg", "notes.txt"):
        (tmp_path / name).touch()
    made: list[Path] = []
    session.photos.thumbnailMade.connect(lambda path, image: made.append(path))
    with qtbot.waitSignal(session.photos.filesChanged, timeout=10_000):
        session.open_paths([tmp_path])
    assert [path.name for path in session.photos.files] == ["A.png", "b.jpg"]
    qtbot.waitUntil(lambda: len(made) == 2)
    reach(qtbot, session, Stage.READY)
    session.step(1)
    reach(qtbot, session, Stage.READY)
    assert session.shown is not None
    assert session.shown.opened.path.name == "b.jpg"
    session.step(1)
    assert session.stage is Stage.READY


def test_nothing_to_open_is_said(qtbot: QtBot, session: Session, tmp_path: Path):
    with qtbot.waitSignal(session.failed) as heard:
        session.open_paths([tmp_path])
    assert "no photo" in heard.args[0]


def write_recipe(photo: Path, strength: float = 0.4) -> Path:
    """The sidecar of a result that BEST and then LARGER made of a photo."""
    steps = tuple(Step(card.name, "0" * 64, str(card.task)) for card in (BEST, LARGER))
    plans = (Plan(256, 16, "fp32", "cpu", 2),) * 2
    recipe = Recipe(steps, Adjustments(strength, sharpness=0.2), WriteOptions("png"), plans)
    mark = FileMark(str(photo), "0" * 64, "0" * 64)
    path = photo.with_name("restored.png.mir.json")
    write_sidecar(Sidecar((mark,), recipe, mark, {}), path)
    return path


def test_a_recipe_opens_its_photo_as_it_was_wished(qtbot: QtBot, session: Session, tmp_path: Path):
    photo = tmp_path / "sea.png"
    photo.touch()
    session.edits.change([photo], lambda edit: replace(edit, ticked=True), "tick")
    session.open_paths([write_recipe(photo)])
    reach(qtbot, session, Stage.READY)
    assert session.open_path == photo
    assert [card.name for card in session.chain] == [BEST.name, LARGER.name]
    assert session.shown is not None
    assert session.shown.adjustments == Adjustments(0.4, sharpness=0.2)
    assert session.edits.of(photo).ticked
    session.undo()
    assert session.edits.of(photo).sliders == {}


def test_a_recipe_that_leads_nowhere_is_said(qtbot: QtBot, session: Session, tmp_path: Path):
    recipe = write_recipe(tmp_path / "gone.png")
    with qtbot.waitSignal(session.failed) as heard:
        session.open_paths([recipe])
    assert "gone.png" in heard.args[0]
    recipe.write_text("{}", encoding="utf-8")
    with qtbot.waitSignal(session.failed) as heard:
        session.open_paths([recipe])
    assert recipe.name in heard.args[0]


def test_no_model_is_said(qtbot: QtBot, session: Session, engine: FakeEngine):
    engine.offered = []
    with qtbot.waitSignal(session.failed) as heard:
        session.start()
    assert heard.args[0].startswith("No model is installed.")


def test_a_pair_is_its_left_view_and_left_comes_first_by_name(qtbot: QtBot, session: Session):
    with qtbot.waitSignal(session.photoOpened, timeout=10_000):
        session.open_pair([Path("b_right.png"), Path("B_left.png")])
    assert session.shown is not None
    opened = session.shown.opened
    assert (opened.path, opened.second_path) == (Path("B_left.png"), Path("b_right.png"))
    assert session.photos.files == [Path("B_left.png")]
    session.choose_model(REFOCUS)
    restore(qtbot, session)
    assert session.result is not None
    assert session.result.chain == (REFOCUS,)


@pytest.mark.parametrize("count", [1, 3])
def test_a_pair_is_two_files(qtbot: QtBot, session: Session, count: int):
    with qtbot.waitSignal(session.failed) as heard:
        session.open_pair([Path(f"{number}.png") for number in range(count)])
    assert heard.args[0].startswith("A pair is two files")
    assert session.stage is Stage.EMPTY


def test_a_single_photo_cannot_be_refocused(qtbot: QtBot, session: Session, engine: FakeEngine):
    open_photo(qtbot, session, SEA)
    with qtbot.waitSignal(session.failed) as heard:
        session.choose_model(REFOCUS)
    assert heard.args == [NO_PAIR]
    with qtbot.waitSignal(session.failed) as heard:
        session.restore()
    assert heard.args == [NO_PAIR]
    assert session.stage is Stage.READY
    assert engine.closed == 0


def test_a_model_for_single_photos_is_no_trouble_to_a_pair(qtbot: QtBot, session: Session):
    with qtbot.waitSignal(session.photoOpened, timeout=10_000):
        session.open_pair([Path("a.png"), Path("b.png")])
    troubles: list[str] = []
    session.failed.connect(troubles.append)
    for card in (REFOCUS, RETOUCH):
        session.choose_model(card)
        restore(qtbot, session)
    assert troubles == []


def test_results_stay_when_another_photo_is_opened(
    qtbot: QtBot, session: Session, engine: FakeEngine
):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    restore(qtbot, session)
    result = session.result
    open_photo(qtbot, session, Path("lake.jpg"))
    assert session.result is None
    session.open(SEA)
    reach(qtbot, session, Stage.RESTORED)
    assert session.result is result
    assert engine.closed == 1


def test_a_result_is_recalled_from_the_disk(qtbot: QtBot, session: Session, engine: FakeEngine):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    restore(qtbot, session)
    qtbot.waitUntil(lambda: bool(engine.kept))
    session._results = Results(room=0)
    open_photo(qtbot, session, Path("lake.jpg"))
    session.open(SEA)
    reach(qtbot, session, Stage.RESTORED)
    assert engine.closed == 1


def test_each_photo_has_its_own_model_and_sliders(qtbot: QtBot, session: Session):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    session.move_slider("strength", 0.4, 1.0, "Strength")
    open_photo(qtbot, session, Path("lake.jpg"))
    session.choose_model(LARGER)
    assert session.shown is not None
    assert session.shown.adjustments.strength == 1
    open_photo(qtbot, session, SEA)
    assert session.card is BEST
    assert session.shown.adjustments.strength == pytest.approx(0.4)
    assert Mark.EDITED in session.photos.marks(SEA)


def test_everything_is_undone(qtbot: QtBot, session: Session):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    session.choose_model(LARGER)
    session.move_slider("grain", 0.4, 0.0, "Grain")
    session.tick([SEA], ticked=True)
    session.undo()
    assert not session.edit.ticked
    session.undo()
    assert session.shown is not None
    assert session.shown.adjustments.grain == 0
    session.undo()
    assert session.card is BEST
    session.redo()
    assert session.card is LARGER


def test_settings_are_pasted_to_many(qtbot: QtBot, session: Session):
    open_photo(qtbot, session, SEA)
    session.move_slider("grain", 0.4, 0.0, "Grain")
    session.copy_settings()
    others = [Path("lake.jpg"), Path("hill.jpg")]
    session.paste_settings(others)
    assert all(session.edits.of(path).sliders == {"grain": 0.4} for path in others)
    session.undo()
    assert not any(session.edits.of(path).sliders for path in others)


def test_what_was_at_hand_is_back_after_a_crash(
    qtbot: QtBot, session: Session, tmp_path: Path, engine: FakeEngine
):
    photos = [tmp_path / name for name in ("a.jpg", "b.jpg")]
    for photo in photos:
        photo.touch()
    session.open_paths([tmp_path])
    reach(qtbot, session, Stage.READY)
    open_photo(qtbot, session, photos[1])
    session.edits.save()
    assert session.reopen()
    reach(qtbot, session, Stage.READY)
    assert session.open_path == photos[1]
    assert session.photos.files == photos


def test_folders_are_searched_to_the_bottom(tmp_path: Path):
    for name in ("b.jpg", "deep/deeper/c.png", "deep/a.tif", ".hidden/d.jpg", "deep/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in photos_among([tmp_path])]
    assert found == ["b.jpg", "deep/a.tif", "deep/deeper/c.png"]
