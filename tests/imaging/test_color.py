from __future__ import annotations

import io
import struct

import imagecodecs
import numpy as np
import pytest
from PIL import ImageCms

from mirstudio.imaging.color import cmyk_to_srgb, from_srgb, is_srgb, lab_to_srgb, to_srgb
from mirstudio.imaging.profile import (
    REC2020_PRIMARIES,
    SRGB_CURVE,
    SRGB_PRIMARIES,
    Curve,
    adobe_rgb_profile,
    build_profile,
    display_p3_profile,
    grey_profile,
    profile_of_code_points,
    read_matrix_profile,
    space_of,
    srgb_profile,
)

PROFILES = {
    "Display P3": display_p3_profile(),
    "Adobe RGB": adobe_rgb_profile(),
    "Rec. 2020": build_profile("wide", REC2020_PRIMARIES, SRGB_CURVE),
    "linear": build_profile("linear", SRGB_PRIMARIES, Curve()),
}


def noise(low: float = 0, high: float = 1, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(low, high, (50, 40, 3)).astype(np.float32)


def by_lcms(pixels: np.ndarray, source: bytes, target: bytes) -> np.ndarray:
    flat = pixels.reshape(-1, 1, 3)
    options = {"colorspace": "rgb", "outcolorspace": "rgb", "outdtype": np.float32}
    return np.asarray(imagecodecs.cms_transform(flat, source, target, **options)).reshape(
        pixels.shape
    )


@pytest.mark.parametrize(
    "profile", [None, srgb_profile(), imagecodecs.cms_profile("srgb"), b"junk"]
)
def test_srgb_stays_the_very_same(profile: bytes | None) -> None:
    pixels = noise(-1, 2)
    assert to_srgb(pixels, profile) is pixels
    assert from_srgb(pixels, profile) is pixels


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
def test_lcms_agrees_where_it_does_not_clip(profile: bytes) -> None:
    pixels = noise()
    seen = to_srgb(pixels, profile)
    other = by_lcms(pixels, profile, srgb_profile())
    inside = ((other >= 0) & (other <= 1)).all(axis=-1)
    assert inside.mean() > 0.2
    np.testing.assert_allclose(seen[inside], other[inside], atol=2e-6)
    back = by_lcms(pixels, srgb_profile(), profile)
    inside = ((back >= 0) & (back <= 1)).all(axis=-1)
    np.testing.assert_allclose(from_srgb(pixels, profile)[inside], back[inside], atol=2e-5)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
def test_there_and_back_without_clipping(profile: bytes) -> None:
    pixels = noise(-0.3, 1.4)
    np.testing.assert_allclose(from_srgb(to_srgb(pixels, profile), profile), pixels, atol=5e-4)


def test_known_colours() -> None:
    """Values as in CSS Color 4: Display P3's green and red in extended sRGB."""
    green = np.array([[[0, 1, 0]]], np.float32)
    np.testing.assert_allclose(
        to_srgb(green, display_p3_profile())[0, 0], [-0.5116, 1.0183, -0.3107], atol=2e-3
    )
    white = np.ones((1, 1, 3), np.float32)
    for profile in PROFILES.values():
        np.testing.assert_allclose(to_srgb(white, profile), white, atol=1e-4)


def test_saturated_colours_stay_within_reason() -> None:
    """A straight continuation of the curve would reach -5 here, 25 times the noise."""
    assert to_srgb(np.eye(3, dtype=np.float32)[None], adobe_rgb_profile()).min() > -0.8


def test_no_row_is_left_out_between_bands() -> None:
    pixels = np.tile(noise(), (30, 8, 1))
    whole = to_srgb(pixels, display_p3_profile())
    np.testing.assert_array_equal(whole[1000:1050, 40:80], to_srgb(noise(), display_p3_profile()))


def test_grey_profiles() -> None:
    grey = np.repeat(np.linspace(0, 1.2, 30, dtype=np.float32).reshape(1, -1, 1), 3, axis=2)
    profile = grey_profile(1.8)
    seen = to_srgb(grey, profile)
    expected = SRGB_CURVE.encode(grey**1.8)
    np.testing.assert_allclose(seen, expected, atol=1e-4)
    assert (np.ptp(seen, axis=2) == 0).all()
    np.testing.assert_allclose(from_srgb(seen, profile), grey, atol=1e-4)
    assert is_srgb(grey_profile(2.2)) is False


def test_curves_and_their_inverses() -> None:
    coded = np.linspace(-0.5, 1.5, 401, dtype=np.float32)
    table = (np.linspace(0, 1, 256) ** 2.2).astype(np.float32)
    for curve in (Curve(), Curve(2.2), SRGB_CURVE, Curve(table=table)):
        light = curve.decode(coded)
        np.testing.assert_allclose(curve.encode(light), coded, atol=5e-3)
        np.testing.assert_allclose(curve.decode(-coded), -light, atol=1e-7)
        assert (np.diff(light) >= 0).all()


def test_profiles_of_other_makers_are_read() -> None:
    """A version 2 profile with tabulated curves, as most cameras embed."""
    table = (np.linspace(0, 1, 1024) ** 2.2 * 65535).round().astype(">u2").tobytes()
    curve = b"curv" + bytes(4) + struct.pack(">I", 1024) + table
    ours = display_p3_profile()
    start = ours.index(b"para")
    one = struct.pack(">4sII", b"rTRC", 0, 0)[:4]
    position = ours.index(one) + 4
    changed = bytearray(ours)
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        position = ours.index(name) + 4
        changed[position : position + 8] = struct.pack(">II", len(ours), len(curve))
    changed[0:4] = struct.pack(">I", len(ours) + len(curve))
    profile = bytes(changed) + curve
    assert start > 128
    matrix = read_matrix_profile(profile)
    assert matrix is not None
    assert matrix.curves[0].table is not None
    pixels = noise()
    other = by_lcms(pixels, profile, srgb_profile())
    inside = ((other >= 0) & (other <= 1)).all(axis=-1)
    np.testing.assert_allclose(to_srgb(pixels, profile)[inside], other[inside], atol=1e-3)


def test_damaged_profiles_never_raise() -> None:
    rng = np.random.default_rng(2)
    pixels = noise()[:2, :2]
    for _ in range(300):
        damaged = bytearray(display_p3_profile())
        for position in rng.integers(128, len(damaged), 3):
            damaged[position] = rng.integers(256)
        assert to_srgb(pixels, bytes(damaged)).shape == pixels.shape
        assert to_srgb(pixels, bytes(damaged[: rng.integers(0, 590)])).shape == pixels.shape


def test_inks_without_a_profile_take_their_complement() -> None:
    ink = np.array([[[0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0.5, 0, 0, 0.5]]], np.float32)
    expected = [[1, 1, 1], [0, 1, 1], [0, 0, 0], [0.25, 0.5, 0.5]]
    np.testing.assert_allclose(cmyk_to_srgb(ink, None)[0], expected)


def ink_profile() -> bytes:
    """A CMYK profile of one table: white paper, black where there is black, else L* 50."""
    corners = np.zeros((16, 3))
    corners[:, 0] = 50
    corners[0, 0] = 100
    corners[1::2, 0] = 0
    lab = np.stack([corners[:, 0] / 100 * 255, corners[:, 1] + 128, corners[:, 2] + 128], axis=1)
    table = lab.round().astype(np.uint8).tobytes()
    ramp = bytes(range(256))
    head = b"mft1" + bytes(4) + bytes([4, 3, 2, 0])
    head += struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    tag = head + ramp * 4 + table + ramp * 3
    tag += bytes(-len(tag) % 4)
    whole = struct.pack(">I4sI4s4s4s", 144 + len(tag), b"", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    whole += struct.pack(">6H4s", 2020, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    whole += struct.pack(">3i", 63190, 65536, 54061)
    return whole.ljust(128, b"\0") + struct.pack(">I4sII", 1, b"A2B0", 144, len(tag)) + tag


def test_inks_follow_their_profile() -> None:
    ink = np.zeros((1, 2, 4), np.float32)
    ink[0, 1, 0] = 1
    assert space_of(ink_profile()) == "CMYK"
    seen = cmyk_to_srgb(ink, ink_profile())
    np.testing.assert_allclose(seen[0, 0], [1, 1, 1], atol=0.01)
    np.testing.assert_allclose(seen[0, 1], [0.466, 0.466, 0.466], atol=0.01)


def test_lab_of_known_colours() -> None:
    lab = np.array([[[100, 0, 0], [0, 0, 0], [53.585, 0, 0], [54.29, 80.81, 69.89]]], np.float32)
    expected = [[1, 1, 1], [0, 0, 0], [0.5, 0.5, 0.5], [1, 0, 0]]
    np.testing.assert_allclose(lab_to_srgb(lab)[0], expected, atol=3e-3)


@pytest.mark.parametrize(
    "profile", [srgb_profile(), *PROFILES.values(), grey_profile()], ids=lambda p: str(len(p))
)
def test_our_profiles_are_valid_to_others(profile: bytes) -> None:
    opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    assert opened.profile.xcolor_space in ("RGB ", "GRAY")
    assert opened.profile.version >= 4.2
    assert int.from_bytes(profile[:4], "big") == len(profile)


def test_colours_told_by_number() -> None:
    assert profile_of_code_points(1, 13) is None
    assert profile_of_code_points(2, 2) is None
    assert profile_of_code_points(12, 13) is not None
    linear = read_matrix_profile(profile_of_code_points(1, 8) or b"")
    assert linear is not None
    assert linear.curves[0].gamma == 1
