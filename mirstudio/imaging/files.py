"""Photos in and out of files."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from mirstudio.errors import PhotoError
from mirstudio.imaging.photo import Photo


def read_photo(path: Path) -> Photo:
    """Read a photo."""
    data = np.frombuffer(path.read_bytes(), np.uint8)
    pixels = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
    if pixels is None:
        raise PhotoError(f"{path} is not a photo.")
    return Photo(pixels.astype(np.float32) / 255)
