"""Window and command line give the same bytes for the same recipe."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mirstudio.cli.main import run_command
from mirstudio.gui import engine as engine_module
from mirstudio.gui.engine import Engine
from mirstudio.gui.export_work import Export
from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.files import WriteOptions, write_photo
from mirstudio.jobs.folder import Found
from mirstudio.jobs.planning import Setting, make_jobs
from mirstudio.jobs.recipe import read_sidecar, sidecar_path
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.settings import Settings
from tests.cli.conftest import CARD, install
from tests.restoration.stand_ins import noisy_photo

SETTINGS = Settings(device="cpu", precision="fp32", tile_cache_gigabytes=0)


@pytest.fixture
def engine(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The window's engine over the same models that the command line finds."""
    models = own_home / "models"
    models.mkdir()
    install(models, "tiny", CARD)
    install(models, "double", CARD.replace('"denoise"', '"sr"\nscale = 2'))
    monkeypatch.setattr(engine_module, "lower_priority", lambda: None)
    yield Engine(SETTINGS, ModelLibrary([models]))
    gc.unfreeze()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Large enough for several tiles."""
    path = tmp_path / "sea.png"
    write_photo(replace(noisy_photo(600, 90), bit_depth=16), path)
    return path


@pytest.mark.parametrize("names", [("tiny",), ("tiny", "double")])
@pytest.mark.parametrize(("format_name", "depth"), [("jpeg", 8), ("tiff", 16)])
def test_the_window_exports_what_the_command_line_writes(
    engine: Engine,
    photo: Path,
    tmp_path: Path,
    format_name: str,
    depth: int,
    names: tuple[str, ...],
):
    suffix = {"jpeg": ".jpg", "tiff": ".tif"}[format_name]
    command = tmp_path / f"command{suffix}"
    wishes = ("--model", ",".join(names), "--device", "cpu", "--precision", "fp32", "--no-cache")
    output = ("--format", format_name, "--bit-depth", str(depth), "--strength", "70", "--sidecar")
    assert run_command(["restore", str(photo), "-o", str(command), *wishes, *output]) == 0
    sidecar = read_sidecar(sidecar_path(command))
    recipe = sidecar.recipe
    assert recipe.adjustments == Adjustments(strength=0.7)

    opened = run(engine.open(photo))
    chain = tuple(card for name in names for card in engine.cards() if card.name == name)
    restored = run(engine.restore(opened, chain, lambda: None))
    exported = tmp_path / f"window{suffix}"
    export = Export(exported, recipe.options, sidecar=True)
    written = run(engine.export(opened, restored, recipe.adjustments, export))
    assert written is not None and written.path == exported
    assert exported.read_bytes() == command.read_bytes()
    mark = replace(sidecar.result, path=exported.name)
    assert read_sidecar(sidecar_path(exported)) == replace(sidecar, result=mark)

    # A result that was kept on disk is as good as a new one.
    run(engine.keep(opened, restored))
    kept = run(engine.recall(opened, chain))
    assert kept is not None
    again = Export(tmp_path / f"again{suffix}", recipe.options, sidecar=True)
    run(engine.export(opened, kept, recipe.adjustments, again))
    assert again.target.read_bytes() == command.read_bytes()
    assert run_command(["verify", str(again.target)]) == 0


@pytest.mark.parametrize(("names", "label"), [("tiny", "denoise"), ("tiny,double", "denoise+sr")])
def test_the_windows_batch_writes_what_the_command_lines_does(
    engine: Engine, photo: Path, tmp_path: Path, names: str, label: str
):
    command, window = tmp_path / "command", tmp_path / "window"
    wishes = ("--model", names, "--device", "cpu", "--precision", "fp32", "--only", "sea.png")
    assert run_command(["batch", str(tmp_path), "-o", str(command), *wishes]) == 0
    window.mkdir()
    queue = run(engine.open_queue(tmp_path / "journal"))
    setting = Setting(tuple(names.split(",")), label, options=WriteOptions())
    queue.add(make_jobs([Found(photo)], window, [setting]))
    run(engine.run_batch(queue))
    queue.close()
    for name in (f"sea-{label}.png", f"sea-{label}.png.mir.json"):
        assert (window / name).read_bytes() == (command / name).read_bytes()
