"""What stands beside a picture is named, since no format of ours carries it on."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image

from mirstudio.imaging.codecs import extras, isobmff, jpeg, jxl, pillow, tiff, webp
from mirstudio.imaging.codecs.picture import Codec, Coding, Picture
from mirstudio.imaging.photo import Metadata

PIXELS = np.full((8, 8, 3), 90, np.uint8)


def jpeg_with(xmp: bytes | None = None) -> bytes:
    return jpeg.encode(Picture(PIXELS, 255, 8, metadata=Metadata(xmp=xmp)), Coding())


@pytest.mark.parametrize(
    ("xmp", "beside"),
    [
        (b'<d hdrgm:Version="1.0"/>', extras.GAIN_MAP),
        (b'<Container:Item Item:Semantic="GainMap"/>', extras.GAIN_MAP),
        (b'<d GCamera:MotionPhoto="1"/>', extras.VIDEO),
        (b'<d GCamera:MicroVideo="1"/>', extras.VIDEO),
        (b'<d GDepth:Format="RangeInverse"/>', extras.DEPTH),
    ],
)
def test_xmp_tells_of_it(xmp: bytes, beside: str) -> None:
    assert jpeg.decode(jpeg_with(xmp)).left_behind == (beside,)


def test_a_plain_photo_leaves_nothing_behind() -> None:
    assert jpeg.decode(jpeg_with(b'<d GCamera:MotionPhoto="0"/>')).left_behind == ()


def test_what_is_appended_to_a_jpeg_is_named() -> None:
    data = jpeg_with() + isobmff.box(b"ftyp", b"mp42")
    assert jpeg.decode(data).left_behind == (extras.VIDEO,)
    head = jpeg_with()
    assert jpeg.decode(head[:2] + _listing(2) + head[2:]).left_behind == (extras.PICTURES,)
    assert jpeg.decode(head[:2] + _listing(1) + head[2:]).left_behind == ()
    marked = b"\xff\xe2\0\x1eurn:iso:std:iso:ts:21496:-1\0"
    assert jpeg.decode(head[:2] + marked + head[2:]).left_behind == (extras.GAIN_MAP,)


def _listing(pictures: int) -> bytes:
    """A segment of the Multi-Picture Format."""
    index = struct.pack("<2sHIHHHII", b"II", 42, 8, 1, 0xB001, 4, 1, pictures) + bytes(4)
    payload = b"MPF\0" + index
    return b"\xff\xe2" + struct.pack(">H", len(payload) + 2) + payload


@pytest.mark.parametrize(
    ("kind", "name", "beside"),
    [
        (b"auxC", b"urn:com:apple:photo:2020:aux:hdrgainmap\0", extras.GAIN_MAP),
        (b"auxC", b"urn:mpeg:hevc:2015:auxid:2\0", extras.DEPTH),
    ],
)
def test_auxiliary_pictures_are_named(kind: bytes, name: bytes, beside: str) -> None:
    items = isobmff.Items(properties=[(kind, bytes(4) + name)])
    assert extras.in_heif(items, b"", None) == (beside,)
    alpha = isobmff.Items(properties=[(kind, bytes(4) + b"urn:mpeg:hevc:2015:auxid:1\0")])
    assert extras.in_heif(alpha, b"", None) == ()


def test_videos_and_tone_maps_in_boxes_are_named() -> None:
    items = isobmff.Items(kinds={2: (b"tmap", b"")})
    data = isobmff.box(b"mpvd", b"video")
    assert extras.in_heif(items, data, None) == (extras.GAIN_MAP, extras.VIDEO)
    mapped = jxl.encode(Picture(PIXELS, 255, 8), Coding()) + isobmff.box(b"jhgm", b"map")
    assert jxl.decode(mapped).left_behind == (extras.GAIN_MAP,)


@pytest.mark.parametrize(
    ("format_", "codec"), [("GIF", pillow.CODECS[0]), ("WEBP", webp.CODEC), ("TIFF", tiff.CODEC)]
)
@pytest.mark.parametrize("count", [1, 3])
def test_further_pages_are_named(format_: str, codec: Codec, count: int) -> None:
    pages = [Image.new("RGB", (8, 8), (60 * i, 9, 9)) for i in range(count)]
    data = io.BytesIO()
    pages[0].save(data, format_, save_all=True, append_images=pages[1:])
    wanted = (extras.PICTURES,) if count > 1 else ()
    assert codec.decode(data.getvalue()).left_behind == wanted
