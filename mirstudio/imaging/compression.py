"""What saving as JPEG does to pixels, without a file."""

from __future__ import annotations

import cv2
import numpy as np

from mirstudio.imaging.photo import Pixels


def through_jpeg(pixels: Pixels, quality: int, *, half_color: bool = True) -> Pixels:
    """Return H, W, 3 (clipped to 0–1) as a JPEG of that quality (1–100) gives them back.

    `half_color`: colour at half the resolution (4:2:0), as most cameras save it.
    """
    levels = np.rint(pixels.clip(0, 1) * 255).astype(np.uint8)
    sampling = (
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420 if half_color else cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
    )
    options = (cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling)
    _, data = cv2.imencode(".jpg", levels[:, :, ::-1], options)
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded[:, :, ::-1], np.float32) / np.float32(255)
