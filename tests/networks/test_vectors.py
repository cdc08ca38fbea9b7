"""The networks give the numbers of the official ones, for the same weights and inputs."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from mirstudio.networks.registry import recognize
from tests.networks.seeded_weights import DATA, read_manifest, seeded_weights
from tests.networks.variants import OFFICIAL

TOLERANCE = 5e-5
"""Largest difference, in standard deviations of the reference."""


def reference(name):
    with np.load(DATA / f"{name}.npz") as arrays:
        return {key: torch.from_numpy(arrays[key]) for key in arrays.files}


def build(name, seed):
    state_dict = seeded_weights(read_manifest(name), int(seed))
    return recognize(state_dict).build(state_dict)


CASES = [
    (name, case)
    for name in OFFICIAL
    for case in "ab"
    if f"{case}_seed" in np.load(DATA / f"{name}.npz").files
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_vectors(name, case):
    expected = reference(name)
    network = build(name, expected[f"{case}_seed"])
    x = expected[f"{case}_input"]
    if case == "b":
        network.to(memory_format=torch.channels_last)
        x = x.contiguous(memory_format=torch.channels_last)

    with torch.inference_mode():
        if name.startswith("mprnet"):
            outputs = dict(zip(("stage3", "stage2", "stage1"), network.stages(x), strict=True))
        elif name.startswith("dasr"):
            outputs = {"embedding": network.embed(x)}
            outputs["output"] = network(x, outputs["embedding"])
        else:
            outputs = {"output": network(x)}

    for output, value in outputs.items():
        wanted = expected[f"{case}_{output}"]
        assert value.shape == wanted.shape
        assert (value - wanted).abs().max() <= TOLERANCE * wanted.std(), output


@pytest.mark.parametrize("name", [name for name in OFFICIAL if not name.endswith("_dp")])
def test_pictures(name):
    """Any size, from 8 bits to 8 bits: padded by reflection, clipped, rounded."""
    expected = reference(name)
    state_dict = seeded_weights(read_manifest(name), int(expected["e2e_seed"]))
    architecture = recognize(state_dict)
    white = architecture.value_range
    picture = expected["e2e_input_u8"].permute(2, 0, 1)[None] / 255 * white
    height, width = picture.shape[2:]
    multiple, scale = architecture.size_multiple, architecture.scale
    padded = functional.pad(picture, (0, -width % multiple, 0, -height % multiple), mode="reflect")

    with torch.inference_mode():
        restored = architecture.build(state_dict)(padded)

    cropped = restored[0, :, : height * scale, : width * scale].clamp(0, white)
    levels = (cropped * (255 / white)).round().permute(1, 2, 0)
    difference = (levels - expected["e2e_output_u8"].float()).abs()
    assert difference.max() <= 1
    assert (difference > 0).float().mean() < 1e-3
