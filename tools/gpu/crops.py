"""Crops of clean photos on the device, drawn, turned and mirrored there."""

from __future__ import annotations

import importlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

SIDE = 384
"""Of a stored crop."""


def read_crops(path: Path) -> Tensor:
    """Return the crops that `pack_crops` wrote: N, SIDE, SIDE, 3 uint8."""
    with np.load(path) as file:
        data, ends = file["data"], file["ends"]
    parts = np.split(data, ends[:-1])
    with ThreadPoolExecutor() as pool:
        return torch.from_numpy(np.stack(list(pool.map(decode, parts))))


def decode(data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Decode a JPEG by whatever library is there: H, W, 3."""
    try:
        cv2 = importlib.import_module("cv2")
    except ImportError:
        from io import BytesIO

        from PIL import Image

        return np.asarray(Image.open(BytesIO(data.tobytes())).convert("RGB"))
    return cv2.imdecode(data, cv2.IMREAD_COLOR)[:, :, ::-1].copy()


class CropSource:
    """Draws batches; nothing of it runs on the processor but the launching."""

    def __init__(self, crops: Tensor, side: int, device: torch.device) -> None:
        """`crops`: N, S, S, 3 uint8, anywhere; `side`: of what is drawn, at most S."""
        self._crops = crops.to(device)
        self._side = side

    def draw(self, batch: int) -> Tensor:
        """Return crops in one of eight positions, B, 3, side, side in 0–1."""
        crops, side = self._crops, self._side
        device, room = crops.device, crops.shape[1] - side + 1
        which = torch.randint(len(crops), (batch, 1, 1), device=device)
        rows, columns = self._lines(batch, room), self._lines(batch, room)
        picked = crops[which, rows[:, :, None], columns[:, None, :]]
        x = picked.permute(0, 3, 1, 2).float().div_(255)
        swapped = torch.rand(batch, 1, 1, 1, device=device) < 0.5
        return torch.where(swapped, x.transpose(2, 3), x)

    def _lines(self, batch: int, room: int) -> Tensor:
        """Row or column numbers of each crop, B, side; half of them backwards."""
        device = self._crops.device
        first = torch.randint(room, (batch, 1), device=device)
        along = torch.arange(self._side, device=device).expand(batch, -1)
        mirrored = torch.rand(batch, 1, device=device) < 0.5
        return first + torch.where(mirrored, self._side - 1 - along, along)
