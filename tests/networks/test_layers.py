"""What the shared blocks do beyond what whole networks show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
import torch.nn.functional as F  # noqa: N812

from mirstudio.networks.layers import MeanPooling, upsample_bilinear


@pytest.fixture(params=[1, 3], autouse=True)
def _threads(request: pytest.FixtureRequest) -> Iterator[None]:
    """One thread and several: upsampling depends on it."""
    before = torch.get_num_threads()
    torch.set_num_threads(request.param)
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (6, 1), (9, 14)])
def test_upsampling_is_the_bilinear_one(size: tuple[int, int]) -> None:
    x = torch.rand(1, 5, *size).to(memory_format=torch.channels_last)
    expected = F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
    with torch.inference_mode():
        torch.testing.assert_close(upsample_bilinear(x), expected)


def test_upsampling_can_be_learnt_through() -> None:
    x = torch.rand(1, 2, 4, 4, requires_grad=True)
    upsample_bilinear(x).sum().backward()
    # Every pixel, also one at the edge, counts as much as four enlarged ones.
    torch.testing.assert_close(x.grad, torch.full_like(x, 4.0))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_a_mean_is_exact_in_any_precision(dtype: torch.dtype) -> None:
    # 300 × 300 values near 3 sum up to more than float16 can hold.
    x = (3 + torch.rand(2, 4, 300, 300)).to(dtype)
    mean = MeanPooling()(x)
    assert mean.dtype == dtype
    expected = x.double().mean((2, 3), keepdim=True)
    torch.testing.assert_close(mean.double(), expected, rtol=2 * torch.finfo(dtype).eps, atol=0.0)


def test_the_gradient_of_a_mean_is_spread_evenly() -> None:
    x = torch.rand(1, 2, 5, 5, requires_grad=True)
    MeanPooling()(x).sum().backward()
    torch.testing.assert_close(x.grad, torch.full_like(x, 1 / 25))
