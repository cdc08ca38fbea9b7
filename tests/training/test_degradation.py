"""Degradations: DASR's against the official code, the others against what they promise."""

from pathlib import Path

import numpy as np
import pytest

from mirstudio.imaging.resample import bicubic
from mirstudio.training.degradation import blind, blur, camera, convolution, noise, rain

VECTORS = np.load(Path(__file__).parents[1] / "data" / "training" / "training_dasr_degradation.npz")
SCALES = [2, 3, 4]


def photo(chw):
    return chw.transpose(1, 2, 0).astype(np.float32) / 255


def differences(pixels, expected_chw):
    return np.abs(pixels.transpose(2, 0, 1) * 255 - expected_chw)


def clean(side=64):
    y, x = np.mgrid[:side, :side] / side
    return np.stack([x, y, 0.5 + 0.4 * np.sin(12 * x * y)], -1).astype(np.float32)


def test_kernels():
    for sigma, kernel in zip(VECTORS["iso_sigma"], VECTORS["iso_kernels"], strict=True):
        assert np.abs(blind.isotropic_kernel(sigma) - kernel).max() < 1e-6
    for (l1, l2, degrees), kernel in zip(
        VECTORS["aniso_l1_l2_thetadeg"], VECTORS["aniso_kernels"], strict=True
    ):
        ours = blind.anisotropic_kernel(l1, l2, np.deg2rad(degrees))
        assert np.abs(ours - kernel).max() < 1e-6


def test_no_blur_is_one_pixel():
    kernel = blind.isotropic_kernel(0)
    assert kernel[blind.RADIUS, blind.RADIUS] == kernel.sum() == 1


@pytest.mark.parametrize("scale", SCALES)
def test_bicubic(scale):
    small = bicubic(photo(VECTORS["hr"][0, 0]), 1 / scale)
    assert differences(small, VECTORS[f"lr_x{scale}_bicubic_float"][0, 0]).max() < 1e-3
    rounded = noise.round_to_8_bits(small)
    assert (differences(rounded, VECTORS[f"lr_x{scale}_bicubic"][0, 0]) > 0.5).mean() < 0.005


@pytest.mark.parametrize("scale", SCALES)
def test_blind_reduction(scale):
    hr = photo(VECTORS["hr"][0, 0])
    kernel = blind.isotropic_kernel(float(VECTORS["iso_sigma_used"]))
    small = blind.reduce_blurred(hr, kernel, scale)
    assert_alike(small, VECTORS[f"lr_x{scale}_iso"][0, 0])
    l1, l2, degrees = VECTORS["aniso_used"]
    added = VECTORS["noise_level"] * VECTORS[f"noise_x{scale}"][0].transpose(1, 2, 0)
    kernel = blind.anisotropic_kernel(l1, l2, np.deg2rad(degrees))
    small = blind.reduce_blurred(hr, kernel, scale, added.astype(np.float32))
    assert_alike(small, VECTORS[f"lr_x{scale}_aniso_noise"][0, 0])


def test_shares_of_sharp_and_clean_photos():
    reduction = blind.BlindReduction(2, (0.2, 2.0), noise=15, sharp=0.25, clean=0.5)
    rng = np.random.default_rng(0)
    drawn = [reduction.draw(rng) for _ in range(4000)]
    assert 0.2 < np.mean([kernel.max() == 1 for kernel, _ in drawn]) < 0.3
    assert 0.45 < np.mean([noise == 0 for _, noise in drawn]) < 0.55


def test_drawn_blind_reduction():
    for i in range(2):
        l1, l2 = (0.2 + 3.8 * VECTORS[f"train_u_lambda{n}"][i] for n in (1, 2))
        kernel = blind.anisotropic_kernel(l1, l2, np.pi * VECTORS["train_u_theta"][i])
        assert np.abs(kernel - VECTORS["train_kernels"][i]).max() < 1e-6
        for j in range(2):
            unit = VECTORS["train_noise"][2 * i + j].transpose(1, 2, 0)
            added = 25 * VECTORS["train_u_noise"][i] * unit
            small = blind.reduce_blurred(photo(VECTORS["train_hr"][i, j]), kernel, 4, added)
            assert_alike(small, VECTORS["train_lr"][i, j])


def assert_alike(pixels, expected_chw):
    """Equal up to one level on a handful of pixels, where rounding ties."""
    apart = differences(pixels, expected_chw)
    assert apart.max() < 1.01
    assert (apart > 0.5).mean() < 0.002


def test_gaussian_noise_has_its_level_and_is_not_clipped():
    grey = np.full((200, 200, 3), 0.02, np.float32)
    noisy = noise.add_gaussian_noise(grey, 25, np.random.default_rng(0))
    assert np.std(noisy - grey) == pytest.approx(25 / 255, rel=0.01)
    assert noisy.min() < 0
    filed = noise.add_gaussian_noise(grey, 25, np.random.default_rng(0), rounded=True)
    assert filed.min() == 0
    assert np.allclose(filed * 255, np.rint(filed * 255), atol=1e-4)


def test_sensor_noise_grows_with_light():
    rng = np.random.default_rng(0)
    for light in (0.1, 0.8):
        grey = np.full((300, 300, 3), light, np.float32)
        noisy = noise.add_sensor_noise(grey, 0.01, 0.02, rng)
        assert np.var(noisy - grey) == pytest.approx(0.01 * light + 0.02**2, rel=0.02)
        assert noisy.mean() == pytest.approx(light, rel=0.01)


def test_convolution_is_a_correlation_with_mirrored_border():
    pixels = np.zeros((9, 9, 3), np.float32)
    pixels[4, 4] = 1
    kernel = np.arange(9, dtype=np.float32).reshape(3, 3) / 36
    blurred = convolution.convolve(pixels, kernel)
    assert np.allclose(blurred[3:6, 3:6, 0], kernel[::-1, ::-1], atol=1e-6)
    ramp = np.repeat(np.arange(9, dtype=np.float32)[None, :, None], 9, 0)
    right = np.array([[0, 0, 0], [0, 0, 1], [0, 0, 0]], np.float32)
    assert np.allclose(convolution.convolve(ramp, right)[:, -1], 7, atol=1e-5)


@pytest.mark.parametrize(
    "kernel",
    [
        blur.motion_kernel(20, 0.3, np.random.default_rng(1)),
        blur.defocus_kernel(4.3),
        blur.defocus_kernel(4.3, 6, 0.4),
        rain.streak_kernel(30, 1.0, 0.3),
    ],
)
def test_kernels_keep_the_light(kernel):
    assert kernel.sum() == pytest.approx(1, abs=1e-5)
    assert kernel.min() >= 0
    assert kernel.shape[0] == kernel.shape[1]
    assert kernel.shape[0] % 2 == 1


def test_motion_is_as_long_as_it_says():
    straight = blur.motion_kernel(20, 0.0, np.random.default_rng(1))
    rows, columns = np.nonzero(straight > 1e-4)
    assert np.hypot(np.ptp(rows), np.ptp(columns)) == pytest.approx(20, abs=3)


def test_contrast_and_back():
    values = np.linspace(0, 1, 50, dtype=np.float32)
    assert np.allclose(camera.undo_contrast(camera.add_contrast(values)), values, atol=1e-3)


@pytest.mark.parametrize(
    "degradation",
    [
        noise.GaussianNoise(),
        noise.PoissonGaussNoise(),
        camera.CameraNoise(),
        camera.LowLight(),
        camera.JpegArtifacts(),
        blur.MotionBlur(),
        blur.DefocusBlur(),
        blur.ShakeOrDefocus(),
        rain.RainStreaks(),
    ],
)
def test_a_degradation_depends_on_its_generator_alone(degradation):
    results = [degradation(clean(), np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert results[0].shape == clean().shape
    assert results[0].dtype == np.float32
    assert np.isfinite(results[0]).all()
    assert np.array_equal(results[0], results[1])
    assert not np.array_equal(results[0], results[2])


@pytest.mark.parametrize("kind", [blur.MotionBlur, blur.DefocusBlur])
def test_a_photo_is_blurred_as_light_or_as_stored(kind: type) -> None:
    halves = np.zeros((32, 32, 3), np.float32)
    halves[:, 16:] = 1
    as_light, as_stored = (
        kind(highlights=0, stored=stored)(halves, np.random.default_rng(3)) for stored in (0, 1)
    )
    # Where as much light as darkness comes together, a sensor sees half the light: 0.735 in sRGB.
    assert as_light.mean() > as_stored.mean() + 0.01
    assert as_stored.mean() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("shaken", [0.0, 1.0])
def test_a_blurred_crop_is_shaken_or_out_of_focus(shaken):
    either = blur.ShakeOrDefocus(length=(9, 9), radius=(3, 3), shaken=shaken, highlights=0)
    rng = np.random.default_rng(4)
    rng.random()
    alone = blur.MotionBlur(length=(9, 9)) if shaken else blur.DefocusBlur(radius=(3, 3))
    expected = type(alone)(**{**vars(alone), "highlights": 0})(clean(), rng)
    assert np.array_equal(either(clean(), np.random.default_rng(4)), expected)
    assert either.reach == 5


def test_camera_noise_is_colored_blotchy_and_keeps_the_mean():
    grey = np.full((256, 256, 3), 0.4, np.float32)
    noisy = camera.CameraNoise(quality=(98, 98), smoothing=(0.8, 0.8))(
        grey, np.random.default_rng(3)
    )
    apart = noisy - grey
    assert np.abs(apart.mean((0, 1))).max() < 0.02
    neighbours = np.mean(apart[:, 1:] * apart[:, :-1]) / np.mean(apart**2)
    assert neighbours > 0.3


def test_low_light_is_dark():
    dark = camera.LowLight()(clean(), np.random.default_rng(0))
    assert dark.mean() < 0.6 * clean().mean()


def test_dark_crops_are_brightened_about_as_restore_does():
    dark = camera.LowLight(exposure=(0.02, 0.03))(clean(), np.random.default_rng(0))
    means = [
        camera.Brightening(0.4)(dark, np.random.default_rng(seed)).mean() for seed in range(20)
    ]
    assert dark.mean() < 0.15
    assert np.mean(means) == pytest.approx(0.4, abs=0.05)
    assert np.std(means) > 0.01
    bright = camera.Brightening(0.3)(clean(), np.random.default_rng(0))
    assert np.array_equal(bright, clean())


def test_rain_covers_what_is_behind_it():
    white, grey = np.ones((64, 64, 3), np.float32), np.full((64, 64, 3), 0.5, np.float32)

    def most(cover, behind):
        drops = rain.RainStreaks(cover=(cover, cover), haze=(0, 0), brightness=(0.3, 0.3))
        return (drops(behind, np.random.default_rng(3)) - behind).max()

    # Light that is added is the same before black as before grey; blended, it halves.
    assert most(0, grey) == pytest.approx(most(0, grey * 0), abs=1e-6)
    assert most(1, grey) == pytest.approx(most(1, grey * 0) / 2, abs=1e-6)
    assert most(1, white) == 0


def test_haze_gathers_with_the_rain() -> None:
    black = np.zeros((64, 64, 3), np.float32)

    def haze(density: float, gathering: float) -> float:
        drops = rain.RainStreaks(
            density=(density, density), haze=(0, 0), gathering=(gathering, gathering)
        )
        return float(drops(black, np.random.default_rng(5)).min())

    assert haze(2e-3, 0) == 0, "between the streaks it is as dark as it was"
    assert 0 < haze(5e-4, 2) < haze(2e-3, 2) < haze(2e-3, 4)
    assert haze(2e-2, 1000) < 0.6, "and never so much that nothing is left"


def test_rain_brightens():
    assert (rain.RainStreaks()(clean() * 0.5, np.random.default_rng(0)) - clean() * 0.5).mean() > 0
