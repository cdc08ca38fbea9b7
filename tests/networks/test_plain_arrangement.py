"""The rival of the speed comparison computes the references too, and is what it says."""

import pytest
import torch

from benchmarks.plain_arrangement import arrange_plainly
from tests.networks.test_networks import small
from tests.networks.test_vectors import TOLERANCE, build, reference
from tests.networks.variants import SMALL


@pytest.mark.parametrize(
    ("name", "case", "output"),
    [
        ("mirnet", "a", "output"),
        ("mprnet_deraining", "a", "stage3"),
        ("mirnetv2", "a", "output"),
        ("dasr_x4", "b", "output"),
    ],
)
def test_plain_arrangement_gives_the_references(name, case, output):
    expected = reference(name)
    network = arrange_plainly(build(name, expected[f"{case}_seed"]))
    wanted = expected[f"{case}_{output}"]
    with torch.inference_mode():
        restored = network(expected[f"{case}_input"])
    assert (restored - wanted).abs().max() <= TOLERANCE * wanted.std()


@pytest.mark.parametrize("name", SMALL)
def test_plain_arrangement_overwrites_nothing(name):
    """It gives the same picture where every operator keeps its input for a gradient."""
    network, x = small(name)
    arranged, _ = small(name)
    arrange_plainly(arranged).requires_grad_(requires_grad=True)
    with torch.inference_mode():
        wanted = network(x)
    torch.testing.assert_close(
        arranged(x).detach(), wanted, rtol=0, atol=2e-5 * float(wanted.std())
    )
