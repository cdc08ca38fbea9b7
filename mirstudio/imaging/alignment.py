"""Laying one photo over another that shows the same from nearly the same place."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels

_STEPS = 100
_SMOOTHING = 5
"""Side of the Gaussian that evens out noise before places are compared."""


def align(moving: Pixels, fixed: Pixels) -> tuple[Pixels, NDArray[np.bool_]]:
    """Move `moving` onto `fixed` by the homography of highest correlation (ECC).

    Returns the moved photo and where (H, W) it covers `fixed`. Where the search fails, as on
    photos without any detail, nothing moves.
    """
    everywhere = np.ones(fixed.shape[:2], np.uint8)
    homography = np.eye(3, dtype=np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _STEPS, 0.0)
    grey, still = (cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in (moving, fixed))
    try:
        _, found = cv2.findTransformECC(
            still, grey, homography, cv2.MOTION_HOMOGRAPHY, criteria, everywhere, _SMOOTHING
        )
    except cv2.error:
        return moving, everywhere.astype(np.bool_)
    size = (fixed.shape[1], fixed.shape[0])
    moved = cv2.warpPerspective(
        moving,
        found,
        size,
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REFLECT,
    )
    inside = cv2.warpPerspective(
        np.ones(moving.shape[:2], np.uint8),
        found,
        size,
        flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
    )
    return np.asarray(moved, np.float32), inside.astype(np.bool_)
