"""What a device could not do is in every record of a photo, and the next photo profits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import Tensor

from mirstudio.imaging.files import write_photo
from mirstudio.jobs.batch import run_batch
from mirstudio.jobs.folder import find_photos
from mirstudio.jobs.item import State
from mirstudio.jobs.journal import Journal
from mirstudio.jobs.ledger import BatchReport
from mirstudio.jobs.planning import Setting, make_jobs
from mirstudio.jobs.queue import Place, Queue
from mirstudio.jobs.recipe import read_sidecar, sidecar_path
from mirstudio.jobs.report import summarize, write_report
from mirstudio.progress import run
from mirstudio.restoration.device import Device
from mirstudio.restoration.model import RestorationModel
from tests.restoration.simulated_device import SimulatedDevice, plug_in
from tests.restoration.stand_ins import noisy_photo, tiny_model

HALVED = "Memory ran out; tiles are cut to 64 pixels."
NOTICE = "Small GPU is not used in bf16: it failed in its self-test."


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> RestorationModel:
    """A model on a device whose memory suffices for 150×150 pixels at once."""

    def fill_up(y: Tensor) -> Tensor:
        # Patches of the sample are one batch of the whole photo.
        if max(y.shape[2:]) in range(151, 200):
            raise torch.OutOfMemoryError("CUDA out of memory")
        return y

    gpu = SimulatedDevice("cuda:0", "Small GPU", memory=1 << 34, fault=fill_up)
    plug_in(monkeypatch, gpu)
    sound = tiny_model()
    weights = sound._network.state_dict()
    return RestorationModel(weights, sound.architecture, sound.card, gpu, "fp32", (NOTICE,))


def queue_of(folder: Path, journal: Path, tiles: tuple[int, ...] = ()) -> Queue:
    for seed in range(2):
        write_photo(noisy_photo(256, 128, seed), folder / f"{seed}.png")
    queue = Queue(Journal(journal))
    found, setting = find_photos(folder), Setting(("tiny",), "denoise", tiles=tiles)
    queue.add(make_jobs(found, folder, [setting] * len(found)))
    return queue


def batch(queue: Queue, model: RestorationModel) -> BatchReport:
    return run(run_batch(queue, lambda name, device, precision: model))


def test_every_record_tells_of_it(tmp_path: Path, model: RestorationModel):
    queue = queue_of(tmp_path, tmp_path / "journal", (128,))
    report = batch(queue, model)
    queue.close()
    first, second = (item.incidents for item in report.items)
    assert first == (NOTICE, HALVED)
    # The second photo is cut smaller from its first tile on.
    assert second == (NOTICE,)
    result = report.items[0].result
    assert result is not None
    assert read_sidecar(sidecar_path(result)).incidents == first
    assert json.loads(json.dumps(summarize(report)))["items"][0]["incidents"] == list(first)
    run(write_report(report, tmp_path / "report.html"))
    assert HALVED in (tmp_path / "report.html").read_text(encoding="utf-8")
    kept = Queue(Journal(tmp_path / "journal"))
    assert [item.incidents for item in kept.items()] == [first, second]
    kept.close()


def test_a_sidecar_of_before_tells_of_none(tmp_path: Path):
    queue = queue_of(tmp_path, tmp_path / "journal")
    report = batch(queue, tiny_model())
    queue.close()
    path = sidecar_path(report.items[0].result or tmp_path)
    table = json.loads(path.read_text(encoding="utf-8"))
    assert table.pop("incidents") == []
    path.write_text(json.dumps(table), encoding="utf-8")
    assert read_sidecar(path).incidents == ()


def test_a_resumed_batch_cuts_as_it_did_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def begin_with(free: int) -> Queue:
        monkeypatch.setattr(Device, "free_memory", lambda self: free)
        return Queue(Journal(tmp_path / "journal"))

    queue_of(tmp_path, tmp_path / "journal").close()
    queue = begin_with(1 << 26)
    work = run_batch(queue, lambda *_: tiny_model())
    while queue.items()[0].state is not State.DONE:
        next(work)
    work.close()
    queue.close()
    resumed = begin_with(1 << 34)
    report = batch(resumed, tiny_model())
    place = resumed.place_of("tiny")
    resumed.close()
    assert report.count(State.DONE) == 2
    assert 128 <= place.tile < 768
    plans = [read_sidecar(sidecar_path(item.result or tmp_path)).recipe for item in report.items]
    assert {recipe.plans[0].tile for recipe in plans} == {place.tile}


def test_elsewhere_it_is_settled_anew(tmp_path: Path):
    queue = queue_of(tmp_path, tmp_path / "journal")
    queue.settle("tiny", Place("cuda:0", "bf16", 0, 448, 208))
    batch(queue, tiny_model())
    place = queue.place_of("tiny")
    queue.close()
    assert (place.device, place.tile, place.largest_tile) == ("cpu", 768, 0)


@pytest.mark.parametrize(
    ("place", "wished", "side"),
    [
        (Place(tile=448), 0, 448),
        (Place(tile=448), 1024, 1024),
        (Place(tile=448, largest_tile=208), 0, 208),
        (Place(tile=448, largest_tile=208), 1024, 208),
        (Place(tile=448, largest_tile=208), 96, 96),
        (Place(), 0, 0),
    ],
)
def test_wishes_stay_below_what_memory_allows(place: Place, wished: int, side: int):
    assert place.tile_for(wished) == side
