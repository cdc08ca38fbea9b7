"""How far colours lie apart for the eye: CIEDE2000."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import D50, read_matrix_profile


def lab_of(pixels: Pixels, profile: bytes) -> NDArray[np.float64]:
    """Return CIE L*a*b* under D50 of pixels with a matrix profile."""
    known = read_matrix_profile(profile)
    assert known is not None
    light = np.stack([c.decode(pixels[..., i]) for i, c in enumerate(known.curves)], axis=-1)
    ratio = light.astype(np.float64) @ np.asarray(known.matrix, np.float64).T / np.array(D50)
    bent = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = np.moveaxis(bent, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def delta_e(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the CIEDE2000 difference of L*a*b* values, with the names of CIE 142-2001."""
    l1, a1, b1 = np.moveaxis(one, -1, 0)
    l2, a2, b2 = np.moveaxis(other, -1, 0)
    mean_chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.arctan2(b1, a1) % (2 * np.pi), np.arctan2(b2, a2) % (2 * np.pi)
    turn = (h2 - h1 + np.pi) % (2 * np.pi) - np.pi
    d_l, d_c, d_h = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(turn / 2)
    hue = np.where(np.abs(h1 - h2) > np.pi, (h1 + h2 + 2 * np.pi) / 2, (h1 + h2) / 2)
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * np.cos(hue - np.pi / 6) + 0.24 * np.cos(2 * hue)
    t += 0.32 * np.cos(3 * hue + np.radians(6)) - 0.20 * np.cos(4 * hue - np.radians(63))
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    angle = np.radians(30) * np.exp(-(((np.degrees(hue) % 360 - 275) / 25) ** 2))
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(2 * angle)
    parts = (d_l / s_l) ** 2 + (d_c / s_c) ** 2 + (d_h / s_h) ** 2
    return np.sqrt(parts + rotation * (d_c / s_c) * (d_h / s_h))
