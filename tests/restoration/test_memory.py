"""What a network takes is counted from the tensors that live at once."""

from __future__ import annotations

import subprocess
import sys

import torch
from torch import nn

from mirstudio.restoration.memory import bytes_per_pixel


def test_what_lives_at_once_is_counted() -> None:
    x = torch.rand(1, 3, 16, 16)
    assert bytes_per_pixel(nn.Conv2d(3, 8, 1, bias=False), x) == 32
    chain = nn.Sequential(*(nn.Conv2d(side, 8, 1, bias=False) for side in (3, 8, 8, 8)))
    # Of a chain only the newest map and the one before live.
    assert bytes_per_pixel(chain, x) == 64


def test_views_of_one_store_are_counted_once() -> None:
    folded = nn.Sequential(nn.Flatten(), nn.Unflatten(1, (3, 256)))
    assert bytes_per_pixel(folded, torch.rand(1, 3, 16, 16)) == 3 * 4


def test_torch_does_not_import_its_compiler_for_it():
    code = """
import sys, torch
from torch import nn
from mirstudio.restoration.memory import bytes_per_pixel
bytes_per_pixel(nn.Conv2d(3, 8, 1), torch.rand(1, 3, 16, 16))
assert "torch._dynamo" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
