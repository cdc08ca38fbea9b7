from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirstudio.errors import UsageError
from mirstudio.imaging.adjust import Adjustments, Place, adjust, adjust_photo, margin_of, survey
from mirstudio.imaging.adjustments import SLIDERS
from mirstudio.imaging.masks import Brush, Effect, Gradient, Stroke
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.profile import SRGB_CURVE
from mirstudio.imaging.resample import bicubic

EVERYTHING = Adjustments(
    0.9,
    luma_noise=0.2,
    chroma_noise=0.1,
    detail=0.5,
    sharpness=0.4,
    grain=0.3,
    target=0.4,
    brightness=0.3,
    shadows=0.2,
    saturation=0.1,
    temperature=0.2,
    tint=-0.1,
    colour_lock=True,
    masks=(
        Brush((Stroke(((0.2, 0.3), (0.7, 0.5)), 0.1),)),
        Gradient((0.2, 0.2), (0.8, 0.9), Effect.LIMIT),
    ),
)


def pair(scale: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    original = rng.normal(0.5, 1, (20, 30, 3)).astype(np.float32)
    restored = rng.normal(0.5, 1, (20 * scale, 30 * scale, 3)).astype(np.float32)
    return original, restored


def smooth_pair(height: int = 90, width: int = 140) -> tuple[np.ndarray, np.ndarray]:
    """A photo of soft colours with noise, and the same without."""
    rng = np.random.default_rng(4)
    down, across = np.mgrid[:height, :width].astype(np.float32) / 40
    restored = np.stack([np.sin(down), np.cos(across), np.sin(down + across)], -1) * 0.3 + 0.5
    noise = rng.normal(0, 0.1, restored.shape)
    return (restored + noise).astype(np.float32), restored.astype(np.float32)


def test_the_ends_are_exact():
    original, restored = pair()
    np.testing.assert_array_equal(adjust(original, restored, Adjustments(0)), original)
    np.testing.assert_array_equal(adjust(original, restored, Adjustments(1)), restored)
    np.testing.assert_array_equal(adjust(original, restored, Adjustments()), restored)
    nothing = replace(EVERYTHING, strength=0)
    np.testing.assert_array_equal(adjust(original, restored, nothing), original)


def test_between_both_are_mixed_in_float32():
    original, restored = pair()
    mixed = adjust(original, restored, Adjustments(0.3))
    assert mixed.dtype == np.float32
    np.testing.assert_allclose(mixed, 0.7 * original + 0.3 * restored, atol=1e-6)


@pytest.mark.parametrize("zoom", [1, 0.5])
def test_a_part_is_the_part_of_the_whole_and_nothing_is_changed(zoom: float):
    original, restored = smooth_pair()
    before = original.copy(), restored.copy()
    size = (round(140 / zoom), round(90 / zoom))
    overview = survey(original, restored, size)
    whole = adjust(original, restored, EVERYTHING, Place(zoom=zoom), overview)
    margin = margin_of(EVERYTHING, zoom)
    given = np.s_[30 - margin : 60 + margin, 40 - margin : 100 + margin]
    place = Place(40 - margin, 30 - margin, zoom)
    part = adjust(original[given], restored[given], EVERYTHING, place, overview)
    inside = part[margin : part.shape[0] - margin, margin : part.shape[1] - margin]
    np.testing.assert_allclose(inside, whole[30:60, 40:100], atol=2e-6)
    np.testing.assert_array_equal(original, before[0])
    np.testing.assert_array_equal(restored, before[1])


def test_bands_show_no_seams(monkeypatch: pytest.MonkeyPatch):
    original, restored = smooth_pair()
    whole = adjust(original, restored, EVERYTHING)
    monkeypatch.setattr("mirstudio.imaging.adjust._ROWS", 16)
    monkeypatch.setattr("mirstudio.imaging.adjust._PIXELS_PER_BAND", 1)
    np.testing.assert_allclose(adjust(original, restored, EVERYTHING), whole, atol=2e-6)


def test_the_original_is_enlarged_to_a_larger_result():
    original, restored = pair(scale=3)
    np.testing.assert_array_equal(adjust(original, restored, Adjustments(0)), bicubic(original, 3))
    mixed = adjust(original, restored, Adjustments(0.5))
    np.testing.assert_allclose(mixed, (bicubic(original, 3) + restored) / 2, atol=1e-6)


def test_what_makes_no_sense_is_refused():
    original, restored = pair()
    with pytest.raises(UsageError):
        Adjustments(1.2)
    with pytest.raises(UsageError):
        adjust(original, restored[:, :-3], Adjustments(0.5))


@pytest.mark.parametrize("name", [name for name in SLIDERS if name not in ("temperature", "tint")])
def test_grey_stays_exactly_grey(name: str):
    original, restored = smooth_pair(61, 83)
    original, restored = (np.repeat(p[..., :1], 3, axis=2) for p in (original, restored))
    for value in (SLIDERS[name].low, 0.37 * SLIDERS[name].high, SLIDERS[name].high):
        wished = replace(EVERYTHING.for_grey(), **{name: value})
        adjusted = adjust(original, restored, wished)
        np.testing.assert_array_equal(adjusted[..., 0], adjusted[..., 1])
        np.testing.assert_array_equal(adjusted[..., 0], adjusted[..., 2])


def test_a_grey_photo_takes_no_colour():
    original, restored = (np.repeat(p[..., :1], 3, axis=2) for p in smooth_pair(40, 50))
    photo = Photo(original, grey=True)
    warm = adjust_photo(photo, photo.with_pixels(restored), Adjustments(temperature=1))
    np.testing.assert_array_equal(warm.pixels, restored)


def test_all_noise_kept_is_the_original_and_each_kind_returns_alone():
    original, restored = smooth_pair()
    both = adjust(original, restored, Adjustments(luma_noise=1, chroma_noise=1))
    np.testing.assert_allclose(both, original, atol=1e-6)
    luma = np.array([0.2126, 0.7152, 0.0722], np.float32)
    bright = adjust(original, restored, Adjustments(luma_noise=0.5)) - restored
    np.testing.assert_allclose(bright[..., 0], bright[..., 2], atol=1e-6)
    np.testing.assert_allclose(bright @ luma, 0.5 * (original - restored) @ luma, atol=1e-6)
    colour = adjust(original, restored, Adjustments(chroma_noise=0.5)) - restored
    np.testing.assert_allclose(colour @ luma, 0, atol=1e-6)
    assert colour.std() > 0.02


@pytest.mark.parametrize("name", ["detail", "sharpness"])
def test_texture_and_edges_are_brought_out_in_brightness_only(name: str):
    _, restored = smooth_pair()
    edge = restored.copy()
    edge[:, 70:] += 0.05
    crisp = adjust(edge, edge, Adjustments(**{name: 0.8}))
    assert np.ptp(crisp[40, 66:74, 1]) > 1.2 * np.ptp(edge[40, 66:74, 1])
    np.testing.assert_allclose((crisp - edge)[..., 0], (crisp - edge)[..., 2], atol=1e-6)
    assert np.abs(crisp - edge)[:, 10:60].max() < 0.01


def test_detail_softens_too_and_spares_edges():
    flat = np.full((40, 60, 3), 0.3, np.float32)
    flat[:, 30:] = 0.8
    assert np.abs(adjust(flat, flat, Adjustments(detail=1)) - flat).max() < 0.04
    rng = np.random.default_rng(1)
    texture = rng.normal(0.5, 0.02, (64, 64, 1)).repeat(3, 2).astype(np.float32)
    assert adjust(texture, texture, Adjustments(detail=-1)).std() < 0.5 * texture.std()
    assert adjust(texture, texture, Adjustments(detail=1)).std() > 1.6 * texture.std()


def test_sharpening_seen_small_is_the_sharpened_seen_small():
    """A screen that shows a quarter of the pixels must not sharpen four times as wide."""
    _, restored = smooth_pair(256, 256)
    restored[:, 128:] += 0.1
    overview = survey(restored, restored)
    wished = Adjustments(sharpness=1)
    small = restored.reshape(128, 2, 128, 2, 3).mean((1, 3))
    seen = adjust(small, small, wished, Place(zoom=0.5), overview)
    whole = adjust(restored, restored, wished).reshape(128, 2, 128, 2, 3).mean((1, 3))
    change = np.abs(whole - small).max()
    assert change > 0.005
    assert np.abs(seen - whole).max() < 0.2 * change


def test_adjusting_outside_0_to_1_keeps_what_lies_there():
    original, restored = pair()
    for name, value in (("brightness", 1), ("shadows", 0.5), ("saturation", 0.3), ("grain", 0.5)):
        adjusted = adjust(original, restored, Adjustments(**{name: value}))
        assert adjusted.max() > 1.5 and adjusted.min() < -0.5
        assert np.isfinite(adjusted).all()


def test_the_target_is_met_whatever_the_exposure():
    _, restored = smooth_pair()
    light = SRGB_CURVE.decode(restored)
    for share in (0.02, 0.3):
        dark = SRGB_CURVE.encode(light * np.float32(share))
        lit = adjust(dark, dark, Adjustments(target=0.45))
        assert (lit @ np.array([0.2126, 0.7152, 0.0722])).mean() == pytest.approx(0.45, abs=0.003)
