"""What is grabbed from the screen are the photo's colours in the monitor's numbers."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from mirstudio.gui import monitor
from mirstudio.gui.compare_layout import Mode
from mirstudio.gui.compare_view import CompareView
from mirstudio.gui.display import Picture
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.monitor import monitor_profile
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.sources import Original
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import (
    SRGB_CURVE,
    SRGB_PRIMARIES,
    build_profile,
    display_p3_profile,
    grey_profile,
    srgb_profile,
)

RED, GREEN, BLUE = SRGB_PRIMARIES[:2], SRGB_PRIMARIES[2:4], SRGB_PRIMARIES[4:]
SWAPPED = build_profile("Swapped", (*GREEN, *RED, *BLUE), SRGB_CURVE)
"""A screen that shows red where it is given green."""
SIDE = 200


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    """A view that shows one picture pixel for pixel."""
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(240, SIDE)
    view.show()
    qtbot.waitExposed(view)
    view.set_mode(Mode.SINGLE)
    return view


def colours() -> Pixels:
    """Smooth and muted ones, as bytes would have them."""
    across = np.linspace(0.2, 0.8, SIDE)
    pixels = np.stack(np.broadcast_arrays(across[None], across[:, None], across[::-1][None]), -1)
    return (np.round(pixels * 255) / 255).astype(np.float32)


def converted(pixels: Pixels, source: bytes, target: bytes) -> NDArray[np.uint8]:
    """What another program makes of the same numbers."""
    image = Image.fromarray(np.round(pixels * 255).astype(np.uint8))
    profiles = (io.BytesIO(source), io.BytesIO(target))
    seen = ImageCms.profileToProfile(
        image, *profiles, renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    assert seen is not None
    return np.asarray(seen)


def grabbed(view: CompareView) -> NDArray[np.int16]:
    """The photo as it stands on the screen at 1:1."""
    view.zoom_to(1)
    while True:
        image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        if view.sharp:
            break
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    left = view.viewport.origin[0]
    pixels = lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    return pixels[:, left : left + SIDE].astype(np.int16)


def picture(pixels: Pixels, profile: bytes | None) -> Picture:
    return Picture(Original(Pyramid.of(pixels)), profile)


@pytest.mark.parametrize("profile", [None, display_p3_profile()])
def test_a_monitor_of_swapped_colours_gets_them_swapped(view: CompareView, profile: bytes | None):
    view.set_photo(picture(colours(), profile))
    view.set_monitor(SWAPPED)
    expected = converted(colours(), profile or srgb_profile(), SWAPPED)
    assert np.abs(grabbed(view) - expected).max() <= 2
    assert np.abs(grabbed(view) - colours() * 255).max() > 20


def test_before_and_after_are_shown_by_one_path(view: CompareView):
    view.set_monitor(SWAPPED)
    view.set_photo(picture(colours(), display_p3_profile()))
    before = grabbed(view)
    view.set_photo(picture(1 - colours(), display_p3_profile()))
    view.set_result(picture(colours(), display_p3_profile()), whole=True)
    # Without the label in the upper right corner.
    assert (grabbed(view)[60:] == before[60:]).all()


@pytest.mark.parametrize("screen", [None, SWAPPED, display_p3_profile()])
def test_a_wide_and_a_narrow_version_look_alike(view: CompareView, screen: bytes | None):
    wide = converted(colours(), srgb_profile(), display_p3_profile()).astype(
        np.float32
    ) / np.float32(255)
    view.set_monitor(screen)
    view.set_photo(picture(colours(), srgb_profile()))
    narrow_shown = grabbed(view)
    view.set_photo(picture(wide, display_p3_profile()))
    assert np.abs(grabbed(view) - narrow_shown).max() <= 2


def test_a_photo_already_shown_follows_another_monitor(view: CompareView):
    view.set_photo(picture(colours(), None))
    first = grabbed(view)
    view.set_monitor(SWAPPED)
    assert np.abs(grabbed(view) - first).max() > 20
    view.set_monitor(None)
    assert (grabbed(view) == first).all()


def test_a_chosen_profile_is_used(tmp_path: Path):
    file = tmp_path / "swapped.icc"
    file.write_bytes(SWAPPED)
    assert monitor_profile(str(file), None) == SWAPPED


def test_profiles_that_are_none_of_a_screen_are_not_used(tmp_path: Path):
    file = tmp_path / "grey.icc"
    file.write_bytes(grey_profile())
    assert monitor_profile(str(file), None) is None
    assert monitor_profile(str(tmp_path / "missing.icc"), None) is None


def test_the_systems_profile_is_asked_for_on_x11_only(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []

    def answer(name: str) -> bytes:
        asked.append(name)
        return SWAPPED

    monkeypatch.setattr(monitor, "read_root_property", answer)
    assert monitor_profile("", None) is None
    monkeypatch.setattr(monitor.QGuiApplication, "platformName", lambda: "xcb")
    assert monitor_profile("", None) == SWAPPED
    assert asked == ["_ICC_PROFILE"]


def test_the_window_shows_the_colours_of_its_screen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mirstudio.gui.actions.monitor_profile", lambda *_: SWAPPED)
    window.show_colours()
    window.view.set_photo(picture(colours(), None))
    while True:
        image = window.view.grab().toImage()
        if window.view.sharp:
            break
    left, top = window.view.viewport.origin
    expected = converted(colours(), srgb_profile(), SWAPPED)[50, 60]
    seen = image.pixelColor(left + 60, top + 50)
    assert np.abs(np.array([seen.red(), seen.green(), seen.blue()]) - expected).max() <= 2
