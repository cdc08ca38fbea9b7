"""The test weights are those the reference outputs were made with."""

import json

import pytest

from tests.networks.seeded_weights import DATA, digest, read_manifest, seeded_weights

DIGESTS = json.loads((DATA / "weight_digests.json").read_text())


# The rest draw in the same ways, and would miss the reference outputs.
@pytest.mark.parametrize("name", ["mprnet_deraining", "mirnetv2_defocus_dp", "dasr_x4"])
def test_digests(name):
    for seed, expected in DIGESTS[name].items():
        assert digest(seeded_weights(read_manifest(name), int(seed))) == expected
