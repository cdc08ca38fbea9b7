"""The test weights are those the reference outputs were made with."""

import json

import pytest

from tests.networks.seeded_weights import DATA, digest, read_manifest, seeded_weights

DIGESTS = json.loads((DATA / "weight_digests.json").read_text())


# The large networks are left to the smaller ones, which draw in the same ways.
@pytest.mark.parametrize("name", ["mprnet_deraining", "mirnetv2_defocus_dp", "dasr_x4"])
def test_digests(name):
    for seed, expected in DIGESTS[name].items():
        assert digest(seeded_weights(read_manifest(name), int(seed))) == expected


def test_digest_of_the_largest():
    assert digest(seeded_weights(read_manifest("mirnet"), 11)) == DIGESTS["mirnet"]["11"]
