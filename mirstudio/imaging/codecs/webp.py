"""WebP through Pillow, which is certain here: the format has 8 bits and nothing else."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image

from mirstudio.imaging.codecs import exif, extras
from mirstudio.imaging.codecs.jpeg import EXIF
from mirstudio.imaging.codecs.picture import Codec, Coding, Picture, Size
from mirstudio.imaging.codecs.resolution import with_resolution
from mirstudio.imaging.photo import Metadata

_LOSSLESS = 100


def recognizes(head: bytes) -> bool:
    """Whether this is a WebP file's start."""
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def measure(data: bytes) -> Size:
    """Read the header."""
    with Image.open(BytesIO(data), formats=["WEBP"]) as file:
        return Size(file.width, file.height, 4)


def decode(data: bytes) -> Picture:
    """Decode the first picture."""
    with Image.open(BytesIO(data), formats=["WEBP"]) as file:
        samples = np.asarray(file)
        block = file.info.get("exif", b"").removeprefix(EXIF) or None
        metadata = Metadata(block, file.info.get("xmp") or None)
        profile = file.info.get("icc_profile") or None
        beside = extras.in_pages(getattr(file, "n_frames", 1))
    turn = exif.read_orientation(block)
    return Picture(samples, 255.0, 8, turn, profile, metadata, left_behind=beside)


def encode(picture: Picture, coding: Coding) -> bytes:
    """Encode; without loss, hidden colours included, at quality 100."""
    file = BytesIO()
    Image.fromarray(np.ascontiguousarray(picture.samples)).save(
        file,
        "WEBP",
        quality=coding.quality,
        lossless=coding.quality >= _LOSSLESS,
        exact=True,
        icc_profile=picture.profile or b"",
        exif=with_resolution(picture.metadata.exif, picture.metadata.dpi) or b"",
        xmp=picture.metadata.xmp or b"",
    )
    return file.getvalue()


CODEC = Codec(
    "webp",
    (".webp",),
    recognizes,
    measure,
    decode,
    encode,
    {8: 255.0},
    grey=False,
    longest_side=16383,
)
