"""Dead leaves: sharp as painted, blurred as asked, like photos in their spectrum."""

from __future__ import annotations

import numpy as np

from mirstudio.imaging.leaves import blurred_leaves


def test_a_picture_of_eight_bits_that_is_always_the_same():
    picture = blurred_leaves(48, 2, 0.5)
    assert picture.shape == (48, 48, 3) and picture.dtype == np.float32
    assert picture.min() >= 0 and picture.max() <= 1
    np.testing.assert_array_equal(picture * 255, np.rint(picture * 255))
    np.testing.assert_array_equal(picture, blurred_leaves(48, 2, 0.5))


def test_the_wider_the_blur_the_weaker_the_details():
    details = [
        float(np.abs(np.diff(blurred_leaves(64, 4, deviation), axis=1)).mean())
        for deviation in (0, 0.8, 1.6, 2.4, 3.6)
    ]
    assert details == sorted(details, reverse=True)
    assert details[-1] < 0.6 * details[0]


def test_its_power_falls_with_the_square_of_the_frequency_as_that_of_photos():
    grey = blurred_leaves(256, 1, 0).mean(2)
    power = np.abs(np.fft.rfft2(grey - grey.mean())) ** 2
    frequency = np.hypot(np.fft.fftfreq(256)[:, None], np.fft.rfftfreq(256)[None])
    bands = [(frequency > low) & (frequency <= 2 * low) for low in (0.02, 0.04, 0.08)]
    levels = [np.log2(power[band].mean()) for band in bands]
    assert all(1.2 < fall < 2.8 for fall in -np.diff(levels))
