"""ICC profiles: what space they are of, the matrix and curves inside, and small ones of our own."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

Chromaticities = tuple[float, float, float, float, float, float]
"""x and y of red, green and blue."""

SRGB_PRIMARIES: Chromaticities = (0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
DISPLAY_P3_PRIMARIES: Chromaticities = (0.680, 0.320, 0.265, 0.690, 0.150, 0.060)
ADOBE_RGB_PRIMARIES: Chromaticities = (0.64, 0.33, 0.21, 0.71, 0.15, 0.06)
REC2020_PRIMARIES: Chromaticities = (0.708, 0.292, 0.170, 0.797, 0.131, 0.046)
D65, D50 = (0.3127, 0.3290), (0.9642, 1.0, 0.8249)
_BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)
_PRIMARIES_OF_CODE = {1: SRGB_PRIMARIES, 9: REC2020_PRIMARIES, 12: DISPLAY_P3_PRIMARIES}
_LINEAR_CODE = 8


def space_of(profile: bytes) -> str:
    """Return the colour space of a profile: "RGB", "GRAY", "CMYK"…; empty for what is none."""
    if len(profile) < 132 or profile[36:40] != b"acsp":
        return ""
    return profile[16:20].decode("latin-1").strip()


@dataclass(frozen=True, eq=False)
class Curve:
    """A tone curve from coded values to light, carried on oddly below 0 and beyond 1.

    The odd continuation, as CSS and scRGB have it, keeps what lies outside 0–1 within reason;
    a straight one would multiply it by up to 13.
    """

    gamma: float = 1.0
    slope: float = 1.0
    shift: float = 0.0
    linear: float = 0.0
    bend: float = 0.0
    """Below this coded value the curve is `linear` times it (plus `low`)."""
    lift: float = 0.0
    low: float = 0.0
    table: NDArray[np.float32] | None = None
    """Light at equal steps from 0 to 1, instead of the formula."""

    def decode(self, coded: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the light of coded values."""
        size = np.abs(coded)
        if self.table is not None:
            light = _interpolate(size, _steps(self.table), self.table)
        else:
            power = np.maximum(self.slope * size + self.shift, 0) ** np.float32(self.gamma)
            light = power + np.float32(self.lift)
            if self.bend > 0:
                straight = np.float32(self.linear) * size + np.float32(self.low)
                light = np.where(size < self.bend, straight, light)
        return np.copysign(light, coded)

    def encode(self, light: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the coded values of light; the inverse of `decode`."""
        size = np.abs(light)
        if self.table is not None:
            coded = _interpolate(size, self.table, _steps(self.table))
        else:
            power = np.maximum(size - np.float32(self.lift), 0) ** np.float32(1 / self.gamma)
            coded = (power - np.float32(self.shift)) / np.float32(self.slope)
            if self.bend > 0 and self.linear > 0:
                straight = (size - np.float32(self.low)) / np.float32(self.linear)
                coded = np.where(size < self.linear * self.bend + self.low, straight, coded)
        return np.copysign(coded, light)


SRGB_CURVE = Curve(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@dataclass(frozen=True, eq=False)
class MatrixProfile:
    """What a display or working-space profile says: three curves, then a matrix."""

    matrix: NDArray[np.float64]
    """3, 3: linear RGB to XYZ under D50."""
    curves: tuple[Curve, Curve, Curve]


@lru_cache(maxsize=32)
def read_matrix_profile(profile: bytes) -> MatrixProfile | None:
    """Read a profile of curves and a matrix; None for one of tables, or that makes no sense.

    A grey profile's one curve serves all three channels, which are equal in a grey photo.
    """
    space = space_of(profile)
    if space not in ("RGB", "GRAY"):
        return None
    try:
        tags = dict(tags_of(profile))
        if b"A2B0" in tags or b"A2B1" in tags or profile[20:24] != b"XYZ ":
            return None
        if space == "GRAY":
            grey = _read_curve(tags[b"kTRC"])
            srgb = read_matrix_profile(srgb_profile())
            return MatrixProfile(srgb.matrix, (grey, grey, grey)) if srgb else None
        columns = [_read_xyz(tags[name + b"XYZ"]) for name in (b"r", b"g", b"b")]
        red, green, blue = (_read_curve(tags[name + b"TRC"]) for name in (b"r", b"g", b"b"))
    except (KeyError, ValueError, struct.error):
        return None
    matrix = np.array(columns).T
    sound = np.isfinite(matrix).all() and abs(np.linalg.det(matrix)) > 1e-6
    return MatrixProfile(matrix, (red, green, blue)) if sound else None


def tags_of(profile: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of each tag; struct.error for a damaged table."""
    (count,) = struct.unpack_from(">I", profile, 128)
    for position in range(132, min(132 + 12 * count, len(profile) - 11), 12):
        name, start, size = struct.unpack_from(">4sII", profile, position)
        yield name, profile[start : start + size]


def _read_xyz(tag: bytes) -> tuple[float, ...]:
    return tuple(value / 65536 for value in struct.unpack_from(">3i", tag, 8))


def _read_curve(tag: bytes) -> Curve:
    """Read a `curv` or `para` tag; ValueError for one that cannot be turned round."""
    if tag[:4] == b"para":
        (kind,) = struct.unpack_from(">H", tag, 8)
        count = (1, 3, 4, 5, 7)[kind] if kind < 5 else 0
        values = [v / 65536 for v in struct.unpack_from(f">{count}i", tag, 12)]
        return _parametric(kind, values)
    (count,) = struct.unpack_from(">I", tag, 8)
    if tag[:4] != b"curv" or count > 65536:
        raise ValueError("not a curve")
    if count == 0:
        return Curve()
    values = struct.unpack_from(f">{count}H", tag, 12)
    if count == 1:
        return _parametric(0, [values[0] / 256])
    table = np.array(values, np.float32) / np.float32(65535)
    if table[-1] <= table[0] or (np.diff(table) < 0).any():
        raise ValueError("the curve turns back")
    return Curve(table=table)


def _parametric(kind: int, values: list[float]) -> Curve:
    if not values or values[0] <= 0 or (kind > 0 and values[1] <= 0):
        raise ValueError("the curve has no inverse")
    if kind in (1, 2):
        gamma, a, b = values[:3]
        lift = values[3] if kind == 2 else 0.0
        return Curve(gamma, a, b, 0.0, max(-b / a, 0.0), lift, lift)
    gamma, a, b, c, d, e, f = (values + [1.0, 0.0, 0.0, 0.0, 0.0, 0.0][len(values) - 1 :])[:7]
    return Curve(gamma, a, b, c, d, e, f)


def _steps(table: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.linspace(0, 1, len(table), dtype=np.float32)


def _interpolate(
    x: NDArray[np.float32], xs: NDArray[np.float32], ys: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Interpolate between points; past the last one go straight on."""
    back = min(len(xs) - 1, max(1, len(xs) // 16))
    rise = (ys[-1] - ys[-1 - back]) / max(xs[-1] - xs[-1 - back], 1e-6)
    return (np.interp(x, xs, ys) + rise * np.maximum(x - xs[-1], 0)).astype(np.float32)


@cache
def srgb_profile() -> bytes:
    """Return our sRGB profile."""
    return build_profile("sRGB", SRGB_PRIMARIES, SRGB_CURVE)


@cache
def linear_srgb_profile() -> bytes:
    """Return our profile of sRGB's colours without its curve."""
    return build_profile("Linear sRGB", SRGB_PRIMARIES, Curve())


@cache
def display_p3_profile() -> bytes:
    """Return our Display P3 profile."""
    return build_profile("Display P3", DISPLAY_P3_PRIMARIES, SRGB_CURVE)


@cache
def adobe_rgb_profile() -> bytes:
    """Return our profile compatible with Adobe RGB (1998)."""
    return build_profile("Compatible with Adobe RGB (1998)", ADOBE_RGB_PRIMARIES, Curve(563 / 256))


@cache
def grey_profile(gamma: float = 2.2) -> bytes:
    """Return a grey profile with a power curve."""
    tags = [(b"wtpt", _xyz(D50)), (b"kTRC", _curve(Curve(gamma)))]
    return _profile(f"Grey gamma {gamma:g}", b"GRAY", tags)


@cache
def profile_of_code_points(primaries: int, transfer: int) -> bytes | None:
    """Return a profile for colours told by number (ITU-T H.273); None for sRGB and the unknown."""
    chromaticities = _PRIMARIES_OF_CODE.get(primaries)
    if chromaticities is None or (primaries == 1 and transfer != _LINEAR_CODE):
        return None
    curve = Curve() if transfer == _LINEAR_CODE else SRGB_CURVE
    return build_profile(f"Colour primaries {primaries}", chromaticities, curve)


def build_profile(
    name: str,
    primaries: Chromaticities,
    curve: Curve,
    white: tuple[float, float] = D65,
) -> bytes:
    """Build an ICC version 4 display profile out of primaries, white and one curve."""
    return profile_of_matrix(name, matrix_of(primaries, white), curve, white)


def profile_of_matrix(
    name: str, matrix: NDArray[np.float64], curve: Curve, white: tuple[float, float] = D65
) -> bytes:
    """Build an ICC version 4 display profile out of 3, 3 linear RGB to XYZ under D50."""
    tags = [(b"wtpt", _xyz(D50)), (b"chad", _fixed(b"sf32", adaptation(white).ravel()))]
    for column, channel in enumerate((b"r", b"g", b"b")):
        tags += [(channel + b"XYZ", _xyz(tuple(matrix[:, column])))]
        tags += [(channel + b"TRC", _curve(curve))]
    return _profile(name, b"RGB ", tags)


def matrix_of(primaries: Chromaticities, white: tuple[float, float] = D65) -> NDArray[np.float64]:
    """Return 3, 3: linear RGB to XYZ as ICC wants it, adapted to D50."""
    columns = np.array([_xyz_of(*primaries[i : i + 2]) for i in (0, 2, 4)]).T
    scales = np.linalg.solve(columns, np.array(_xyz_of(*white)))
    return adaptation(white) @ (columns * scales)


def adaptation(white: tuple[float, float]) -> NDArray[np.float64]:
    """Return 3, 3: XYZ under a white to XYZ under D50, after Bradford."""
    ratio = (_BRADFORD @ np.array(D50)) / (_BRADFORD @ np.array(_xyz_of(*white)))
    return np.linalg.inv(_BRADFORD) @ np.diag(ratio) @ _BRADFORD


def _xyz_of(x: float, y: float) -> tuple[float, float, float]:
    return x / y, 1.0, (1 - x - y) / y


def _fixed(kind: bytes, values: NDArray[np.float64]) -> bytes:
    return kind + bytes(4) + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def _xyz(values: tuple[float, ...]) -> bytes:
    return _fixed(b"XYZ ", np.array(values))


def _curve(curve: Curve) -> bytes:
    """Return a `para` tag, which holds no more than formulas without `lift` and `low`."""
    every = (curve.gamma, curve.slope, curve.shift, curve.linear, curve.bend)
    kind, parameters = (3, every) if curve.bend else (0, every[:1])
    values = b"".join(struct.pack(">i", round(value * 65536)) for value in parameters)
    return b"para" + bytes(4) + struct.pack(">HH", kind, 0) + values


def _text(text: str) -> bytes:
    coded = text.encode("utf-16-be")
    record = struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(coded), 28)
    return b"mluc" + bytes(4) + record + coded


def _profile(name: str, space: bytes, tags: list[tuple[bytes, bytes]]) -> bytes:
    tags = [(b"desc", _text(name)), (b"cprt", _text("No copyright, use freely")), *tags]
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for key, content in tags:
        table += struct.pack(">4sII", key, start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = 128 + len(table) + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"", 0x04300000, b"mntr", space, b"XYZ ")
    head += struct.pack(">6H4s", 2020, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    head += b"".join(struct.pack(">i", round(v * 65536)) for v in D50)
    return head.ljust(128, b"\0") + table + body
