"""What is prepared for a GPU runs on any processor: crops, damage, learning, and its result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from mirstudio.imaging.brightness import brighten as brighten_pixels
from mirstudio.imaging.files import write_photo
from mirstudio.imaging.profile import SRGB_CURVE
from mirstudio.networks.registry import recognize
from mirstudio.restoration.checkpoint import read_checkpoint
from tests.restoration.stand_ins import noisy_photo
from tools.gpu.crops import SIDE, CropSource, read_crops
from tools.gpu.damage import KINDS, Noise, Reduction, brighten, from_light, to_light
from tools.gpu.learner import PLAIN, Learner
from tools.gpu.pack_crops import encode, most_that_fit, write_crops
from tools.gpu.recipe import Recipe, read_recipe
from tools.gpu.speed import operations_per_crop
from tools.gpu.train import Run, examples, fastest, share_of_rate

CPU = torch.device("cpu")
RECIPES = sorted((Path(__file__).parents[2] / "tools" / "gpu" / "recipes").glob("*.toml"))
TINY = Recipe(
    "tiny",
    {"kind": "mirnetv2", "features": 8, "widths": [8, 8], "groups": [1, 1], "blocks": 1},
    Noise(),
    patch=16,
    batch=2,
    rate=1e-3,
    bf16=False,
)
TINY_KINDS = {
    "mirnetv2": TINY.network,
    "mprnet": {"kind": "mprnet", "features": 16, "encoder_step": 4, "orsnet_step": 8}
    | {"level_blocks": 1, "blocks": 1, "reduction": 2},
    "dasr": {"kind": "dasr", "scale": 2, "features": 16, "groups": 1, "blocks": 1}
    | {"embedding": [4, 4, 8]},
}


def crops(count: int = 3) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.randint(256, (count, SIDE, SIDE, 3), generator=generator, dtype=torch.uint8)


def test_crops_come_back_from_their_file(tmp_path: Path) -> None:
    smooth = [np.full((SIDE, SIDE, 3), 10 * n, np.uint8) for n in range(4)]
    write_crops(tmp_path / "crops.npz", [encode(crop) for crop in smooth])
    read = read_crops(tmp_path / "crops.npz")
    assert read.shape == (4, SIDE, SIDE, 3)
    assert sorted(read[:, 5, 5, 1].tolist()) == [0, 10, 20, 30]
    assert most_that_fit([b"123", b"45", b"6"], 5) == [b"123", b"45"]


def test_photos_are_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tools.gpu import pack_crops

    (tmp_path / "set").mkdir()
    for seed in range(2):
        write_photo(noisy_photo(2 * SIDE + 8, SIDE + 2, seed), tmp_path / "set" / f"{seed}.png")
    config = tmp_path / "config.toml"
    folders = '[data]\nroot = "."\nfolders = [{ path = "set" }]\n[optimizer]\nsteps = 1\n'
    config.write_text(f'name = "a"\n[network]\nkind = "mirnetv2"\n[noise]\n{folders}')
    out = tmp_path / "crops.npz"
    arguments = ["pack", "--data", str(tmp_path), "--config", str(config), "--out", str(out)]
    monkeypatch.setattr("sys.argv", arguments)
    pack_crops.main()
    assert len(read_crops(out)) == 4


def test_drawn_crops_are_parts_of_stored_ones() -> None:
    # Each pixel says where it is: row and column in halves, and the halves' rest.
    row, column = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    stored = torch.stack([row // 2, column // 2, row % 2 * 2 + column % 2], 2).to(torch.uint8)
    torch.manual_seed(0)
    drawn = (CropSource(stored[None], 8, CPU).draw(16) * 255).round().long()
    rows, columns = 2 * drawn[:, 0] + drawn[:, 2] // 2, 2 * drawn[:, 1] + drawn[:, 2] % 2
    assert drawn.shape == (16, 3, 8, 8)
    swapped = rows[:, 0, 0] == rows[:, 1, 0]
    down = torch.where(swapped[:, None, None], columns, rows).diff(dim=1)
    across = torch.where(swapped[:, None, None], rows, columns).diff(dim=2)
    assert down.abs().max() == down.abs().min() == across.abs().max() == across.abs().min() == 1
    positions = {
        (bool(s), int(d), int(a))
        for s, d, a in zip(swapped, down[:, 0, 0], across[:, 0, 0], strict=True)
    }
    assert len(positions) > 4


@pytest.mark.parametrize("kind", KINDS)
def test_damage_keeps_the_truth_and_says_nothing_wild(kind: str) -> None:
    torch.manual_seed(0)
    damage = KINDS[kind]()
    clean = torch.rand(3, 3, 64, 48)
    degraded, truth = damage(clean)
    scale = getattr(damage, "scale", 1)
    assert torch.equal(truth, clean)
    assert degraded.shape == (3, 3, 64 // scale, 48 // scale)
    assert degraded.isfinite().all() and degraded.abs().max() < 3
    if scale == 1:
        assert (degraded - clean).abs().mean() > 0.01


def test_light_and_brightness_are_those_of_the_program() -> None:
    x = torch.rand(1, 3, 8, 8)
    pixels = x[0].permute(1, 2, 0).numpy()
    light = torch.from_numpy(SRGB_CURVE.decode(pixels)).permute(2, 0, 1)[None]
    torch.testing.assert_close(to_light(x), light, atol=1e-5, rtol=0)
    torch.testing.assert_close(from_light(to_light(x)), x, atol=1e-4, rtol=0)
    expected = torch.from_numpy(brighten_pixels(pixels, 7.0)).permute(2, 0, 1)[None]
    torch.testing.assert_close(
        brighten(x, torch.full((1, 1, 1, 1), 7.0)), expected, atol=1e-4, rtol=0
    )


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_recipes_make_networks_that_fit_into_a_file(path: Path) -> None:
    recipe = read_recipe(path)
    with torch.device("meta"):
        parameters = sum(p.numel() for p in recipe.make_network().parameters())
    assert 3e6 < parameters < 8.3e6
    assert recipe.patch % (16 * getattr(recipe.damage, "scale", 1)) == 0


@pytest.mark.parametrize("kind", TINY_KINDS)
@pytest.mark.parametrize("bf16", [False, True])
def test_learning_lowers_the_loss_and_leaves_a_checkpoint(
    kind: str, bf16: bool, tmp_path: Path
) -> None:
    damage = Reduction(scale=2) if kind == "dasr" else Noise(sigma=(25, 25))
    recipe = replace(TINY, network=TINY_KINDS[kind], damage=damage, patch=32, bf16=bf16, clip=10)
    learner = Learner(recipe, CPU, "channels last")
    torch.manual_seed(0)
    batch = damage(CropSource(crops(), 32, CPU).draw(2))
    losses: list[float] = []
    for _ in range(5):
        learner.learn(*batch, rate=1e-3)
        losses.append(learner.loss.item())
    assert losses[-1] < losses[0]
    learner.save(tmp_path / "a.safetensors")
    weights = read_checkpoint(tmp_path / "a.safetensors")
    assert recognize(weights).build(weights)
    again = Learner(recipe, CPU, PLAIN, tmp_path / "a.safetensors")
    first = next(again.network.parameters()) - next(learner.average.parameters())
    assert first.abs().max() < 1e-3


def test_a_gradient_that_is_no_number_is_left_out() -> None:
    learner = Learner(TINY, CPU, PLAIN)
    before = [p.clone() for p in learner.network.parameters()]
    spoilt = torch.full((2, 3, 16, 16), torch.nan)
    learner.learn(spoilt, torch.zeros(2, 3, 16, 16), 1e-3)
    after = learner.network.parameters()
    assert all(torch.equal(one, other) for one, other in zip(before, after, strict=True))


def test_the_fastest_arrangement_that_runs_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("no compiler\nanywhere")

    monkeypatch.setattr("tools.gpu.train.ARRANGEMENTS", ("compiled", "channels last"))
    monkeypatch.setattr(torch, "compile", refuse)
    source = CropSource(crops(1), 16, CPU)
    assert fastest(TINY, source, CPU, 1, ideal=1e-6) == "channels last"
    assert "compiled: RuntimeError: no compiler\n" in capsys.readouterr().out


def test_a_run_keeps_to_its_time_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, learner = CropSource(crops(1), 16, CPU), Learner(TINY, CPU, "channels last")
    Run(TINY, learner, source, examples(TINY, crops(1), CPU), tmp_path).train(0.3, 1e-6, 0.0)
    head, *lines = (tmp_path / "tiny.csv").read_text().splitlines()
    assert head.startswith("seconds,step") and len(lines) == 1
    assert (tmp_path / "tiny.safetensors").is_file()
    assert " dB" in capsys.readouterr().out


def test_the_rate_rises_holds_and_falls() -> None:
    rates = [share_of_rate(done, 0.35) for done in (0.0, 0.01, 0.1, 0.6, 0.9, 1.0)]
    assert rates[0] < 0.01 < rates[1] < 0.5 and rates[2] == rates[3] == 1
    assert rates[3] > rates[4] > rates[5] == 0


def test_operations_are_those_of_what_is_given() -> None:
    large = replace(TINY, patch=64)
    reduced = replace(large, damage=Reduction(scale=2))
    assert operations_per_crop(large) == 4 * operations_per_crop(reduced) > 0
