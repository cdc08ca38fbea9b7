"""Small files of every kind that mirstudio reads, generated, with known contents."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

from mirstudio.imaging.codecs import avif, dng, exif, jpeg, jxl, png, tiff, webp
from mirstudio.imaging.codecs.picture import Codec, Coding, Picture
from mirstudio.imaging.photo import Camera, Metadata
from mirstudio.imaging.profile import adobe_rgb_profile, grey_profile

WIDTH, HEIGHT = 60, 44
ORIENTATION = 6
"""As the camera was held: JPEG, PNG and WebP store the picture lying on its side."""


@dataclass(frozen=True)
class Kind:
    """A kind of file."""

    name: str
    suffix: str
    make: Callable[[], bytes]
    truth: NDArray[np.float32] | None = None
    """The upright H, W, 3 pixels that reading must give; None where another test knows them."""
    tolerance: float = 0.0
    """By how much they may differ on average: what the format itself loses."""


def scene(channels: int = 3) -> NDArray[np.float32]:
    """Smooth H, W, channels pixels within 0–1 that no turn or flip leaves as they are."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    planes = [0.5 + 0.4 * np.sin(x / (9 + 3 * i) + i) * np.cos(y / (13 - 2 * i)) for i in range(4)]
    planes = [0.8 * plane + 0.2 * x / WIDTH for plane in planes]
    return np.stack(planes[:channels], axis=-1).astype(np.float32)


def levels(channels: int, bits: int) -> NDArray[Any]:
    """The scene in whole numbers."""
    kind = np.uint8 if bits == 8 else np.uint16
    return np.rint(scene(channels) * (2**bits - 1)).astype(kind)


def seen(channels: int, bits: int) -> NDArray[np.float32]:
    """The pixels that such whole numbers mean."""
    colours = 3 if channels > 2 else 1
    values = levels(channels, bits)[..., :colours].astype(np.float32) / np.float32(2**bits - 1)
    return np.repeat(values, 3, axis=2) if colours == 1 else values


def metadata(orientation: int = 1) -> Metadata:
    """EXIF with camera, place and orientation, XMP, IPTC and a resolution for print."""
    latitude = struct.pack("<6I", 48, 1, 8, 1, 3, 1)
    place = exif.Directory("<", {1: (2, 2, b"N\0"), 2: (5, 3, latitude)})
    top = {0x10F: (2, 8, b"Pinhole\0"), 0x112: (3, 1, struct.pack("<H", orientation))}
    block = exif.pack_block(exif.Directory("<", top, {exif.GPS_DIRECTORY: place}))
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d xmp:Rating="4"/></x:xmpmeta>'
    return Metadata(block, packet, b"\x1c\x02\x05\0\x05Clock", (300.0, 300.0))


def _coded(codec: Codec, channels: int, bits: int) -> bytes:
    """A file of ours with profile and all metadata, lying on its side where EXIF may say so."""
    samples, orientation = levels(channels, bits), 1
    if codec.name in ("jpeg", "png", "webp"):
        samples, orientation = np.ascontiguousarray(np.rot90(samples)), ORIENTATION
    profile = adobe_rgb_profile() if channels > 2 else grey_profile()
    depth = 8 if bits == 8 else 16
    told = metadata(orientation)
    return _encoded(codec, Picture(samples, 2.0**bits - 1, depth, profile=profile, metadata=told))


def _encoded(codec: Codec, picture: Picture) -> bytes:
    assert codec.encode is not None
    return codec.encode(picture, Coding(100))


def _floats() -> bytes:
    """Values from 0 to 4, as light of a scene is stored."""
    picture = Picture(scene() * 4, 1.0, 32, profile=adobe_rgb_profile(), metadata=metadata())
    return _encoded(tiff.CODEC, picture)


def _saved(mode: str, format_: str, channels: int = 3, **options: Any) -> bytes:
    file = io.BytesIO()
    values = levels(channels, 8)
    picture = Image.fromarray(values[..., 0] if channels == 1 else values)
    if mode == "P":
        picture = picture.quantize(256)
    elif mode != picture.mode:
        picture = picture.convert(mode)
    picture.save(file, format_, **options)
    return file.getvalue()


def _tiled() -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(
        file, levels(3, 16), photometric="rgb", tile=(16, 16), compression="zlib", bigtiff=True
    )
    return file.getvalue()


def _psd() -> bytes:
    """A Photoshop file of one merged picture."""
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, HEIGHT, WIDTH, 8, 3)
    planes = np.moveaxis(levels(3, 8), 2, 0).tobytes()
    return head + bytes(12) + b"\0\0" + planes


def _ppm() -> bytes:
    return b"P6 %d %d 65535\n" % (WIDTH, HEIGHT) + levels(3, 16).astype(">u2").tobytes()


def _linear_dng() -> bytes:
    camera = Camera("Pinhole", (0.5, 1.0, 0.6), (0.7, -0.1, -0.1, -0.4, 1.2, 0.2, -0.1, 0.2, 0.6))
    picture = Picture(levels(3, 16), 65535.0, 16, metadata=metadata(), camera=camera)
    return _encoded(dng.CODEC, picture)


def _avif_ten() -> bytes:
    return bytes(imagecodecs.avif_encode(levels(3, 10), level=100, bitspersample=10))


def _scene_in(name: str) -> bytes:
    """HEIC, which we cannot write: the scene as libheif's own encoder wrote it, without loss."""
    return (Path(__file__).parent / name).read_bytes()


def _two_pictures() -> bytes:
    file = io.BytesIO()
    first = Image.fromarray(levels(3, 8))
    first.save(file, "MPO", save_all=True, append_images=[first.rotate(180)], quality=98)
    return file.getvalue()


_EIGHT, _SIXTEEN, _GREY = seen(3, 8), seen(3, 16), seen(1, 8)
KINDS = (
    Kind("JPEG", ".jpg", lambda: _coded(jpeg.CODEC, 3, 8), _EIGHT, 0.01),
    Kind("JPEG, grey", ".jpg", lambda: _coded(jpeg.CODEC, 1, 8), _GREY, 0.01),
    Kind(
        "JPEG, progressive, 4:2:0",
        ".jpg",
        lambda: _saved("RGB", "JPEG", quality=95, progressive=True, dpi=(300, 300)),
        _EIGHT,
        0.01,
    ),
    Kind("JPEG, CMYK", ".jpg", lambda: _saved("CMYK", "JPEG", quality=98), _EIGHT, 0.01),
    Kind("MPO, first picture", ".mpo", _two_pictures, _EIGHT, 0.01),
    Kind("PNG, 8 bits, alpha", ".png", lambda: _coded(png.CODEC, 4, 8), _EIGHT),
    Kind("PNG, 16 bits", ".png", lambda: _coded(png.CODEC, 3, 16), _SIXTEEN),
    Kind("PNG, 16 bits, grey, alpha", ".png", lambda: _coded(png.CODEC, 2, 16), seen(2, 16)),
    Kind("PNG, palette", ".png", lambda: _saved("P", "PNG"), _EIGHT, 0.03),
    Kind("TIFF, 8 bits", ".tif", lambda: _coded(tiff.CODEC, 3, 8), _EIGHT),
    Kind("TIFF, 16 bits, alpha", ".tif", lambda: _coded(tiff.CODEC, 4, 16), _SIXTEEN),
    Kind("TIFF, 16 bits, grey", ".tif", lambda: _coded(tiff.CODEC, 1, 16), seen(1, 16)),
    Kind("TIFF, float to 4.0", ".tif", _floats, scene() * 4),
    Kind("BigTIFF, 16 bits, tiled", ".tif", _tiled, _SIXTEEN),
    Kind("WebP, alpha", ".webp", lambda: _coded(webp.CODEC, 4, 8), _EIGHT),
    Kind("AVIF, 8 bits", ".avif", lambda: _coded(avif.CODEC, 3, 8), _EIGHT),
    Kind("AVIF, 8 bits, grey, alpha", ".avif", lambda: _coded(avif.CODEC, 2, 8), seen(2, 8)),
    Kind("AVIF, 10 bits", ".avif", _avif_ten, seen(3, 10)),
    Kind("HEIC, 8 bits", ".heic", lambda: _scene_in("scene.heic"), _EIGHT),
    Kind("HEIC, 10 bits", ".heic", lambda: _scene_in("scene-10-bits.heic"), seen(3, 10)),
    Kind("JPEG XL, 8 bits, grey", ".jxl", lambda: _coded(jxl.CODEC, 1, 8), _GREY),
    Kind("JPEG XL, 16 bits, alpha", ".jxl", lambda: _coded(jxl.CODEC, 4, 16), _SIXTEEN),
    Kind("BMP", ".bmp", lambda: _saved("RGB", "BMP"), _EIGHT),
    Kind("PPM, 16 bits", ".ppm", _ppm, _SIXTEEN),
    Kind("GIF", ".gif", lambda: _saved("P", "GIF"), _EIGHT, 0.03),
    Kind("ICO", ".ico", lambda: _saved("RGBA", "ICO", 4, sizes=[(WIDTH, HEIGHT)]), _EIGHT),
    Kind("PSD, merged picture", ".psd", _psd, _EIGHT),
    Kind("DNG, linear", ".dng", _linear_dng),
)
