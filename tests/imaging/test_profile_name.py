"""A profile's name is found in both versions' ways of writing it."""

from __future__ import annotations

import io

import pytest
from PIL import ImageCms

from mirstudio.imaging.profile import display_p3_profile
from mirstudio.imaging.profile_name import name_of


def test_names():
    assert name_of(None) == "sRGB"
    assert name_of(display_p3_profile()) == "Display P3"
    assert "sRGB" in name_of(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def test_version_2_writes_plain_letters():
    buffer = io.BytesIO(display_p3_profile())
    data = bytearray(buffer.getvalue())
    start = data.index(b"mluc")
    data[start : start + 21] = b"desc" + bytes(4) + (9).to_bytes(4, "big") + b"My screen"
    assert name_of(bytes(data)) == "My screen"


@pytest.mark.parametrize("damage", [b"", b"not a profile", display_p3_profile()[:140]])
def test_damage_has_no_name(damage: bytes):
    assert name_of(damage) == ""
