"""A photo as a small JPEG for reports."""

from __future__ import annotations

import cv2
import numpy as np

from mirstudio.imaging.color import to_srgb
from mirstudio.imaging.photo import Photo

SIDE = 160
QUALITY = 80


def jpeg_thumbnail(photo: Photo, side: int = SIDE) -> bytes:
    """Return a JPEG in sRGB whose longer side is at most `side` pixels."""
    scale = min(side / max(photo.width, photo.height), 1)
    size = max(round(photo.width * scale), 1), max(round(photo.height * scale), 1)
    small = np.asarray(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA), np.float32)
    pixels = np.rint(to_srgb(small, photo.profile).clip(0, 1) * 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return data.tobytes()
