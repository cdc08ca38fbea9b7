"""From a photo to the bytes of a file, in the colours and the depth that its format holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.codecs.picture import Codec, Coding, Picture, Samples
from mirstudio.imaging.color import from_srgb, to_srgb
from mirstudio.imaging.metadata import Kept, correct, keep, with_dpi
from mirstudio.imaging.output_size import settled_dpi
from mirstudio.imaging.photo import Metadata, Photo, Pixels
from mirstudio.imaging.profile import display_p3_profile, space_of, srgb_profile
from mirstudio.imaging.spill import bands, make_room
from mirstudio.imaging.xmp import mark_enhanced

SPACES = ("srgb", "display-p3")
_DTYPES = {8: np.uint8, 16: np.uint16, 32: np.float32}


@dataclass(frozen=True)
class WriteOptions:
    """How a photo becomes a file."""

    format: str | None = None
    """One of WRITABLE_FORMATS; None takes it from the file's suffix."""
    bit_depth: int | None = None
    """8, 16, or 32 for float; None keeps the photo's. Lowered to what the format holds."""
    quality: int = 95
    """1–100 for JPEG, WebP, AVIF and JPEG XL; 100 writes the last three without loss."""
    subsampling: str = "444"
    """Of the colour in JPEG and AVIF: "444" none, "422" halved across, "420" both ways."""
    space: str | None = None
    """One of SPACES to convert the colours to; None keeps the photo's own."""
    metadata: Kept = Kept.ALL
    """What of the photo's metadata goes into the file."""
    disclose: bool = False
    """Tell in XMP, by IPTC's DigitalSourceType, that a model restored the photo, and which."""
    size: str = ""
    """Such as "long-edge 3000", see `settled_size`; empty keeps the result's own. For a print, the
    file also tells its dots per inch."""
    sharpening: str = ""
    """For "screen" or "print"; empty: none."""
    overwrite: bool = False
    """Replace a file that is already there."""


def encode(photo: Photo, codec: Codec, options: WriteOptions) -> bytes:
    """Return the file; whatever the codec raises is passed on."""
    assert codec.encode is not None
    if codec.prepare is not None:
        photo = codec.prepare(photo)
    elif photo.camera is not None:
        # A sensor's own colours are for DNG; a picture to look at is in a space to look at.
        photo = replace(photo, pixels=to_srgb(photo.pixels, photo.profile), profile=None)
    grey = photo.grey and codec.grey
    if options.space is not None and codec.prepare is None:
        photo = _in_space(photo, options.space, grey)
    pixels, profile = photo.pixels, photo.profile
    if profile is not None and not _holds_profile(codec, profile, grey):
        pixels, profile = to_srgb(pixels, profile), None
    depth = _held_depth(codec, options.bit_depth or photo.bit_depth)
    white = codec.whites[depth]
    samples = _to_samples(pixels, photo.alpha if codec.alpha else None, grey, white, depth)
    metadata = wanted_metadata(photo, options)
    picture = Picture(samples, white, depth, 1, profile, metadata, photo.camera)
    return codec.encode(picture, Coding(min(max(options.quality, 1), 100), options.subsampling))


def wanted_metadata(photo: Photo, options: WriteOptions) -> Metadata:
    """Return the metadata that a file of this photo is to hold."""
    metadata = keep(correct(photo.metadata, photo.width, photo.height), Kept(options.metadata))
    if options.disclose and photo.restored_by:
        metadata = replace(metadata, xmp=mark_enhanced(metadata.xmp, photo.restored_by))
    dpi = settled_dpi(photo.width, photo.height, options.size)
    return metadata if dpi is None else with_dpi(metadata, dpi)


def _in_space(photo: Photo, space: str, grey: bool) -> Photo:
    """Convert to one of SPACES, in float; the two share a curve, so grey is the same in both."""
    pixels = to_srgb(photo.pixels, photo.profile)
    if grey:
        return replace(photo, pixels=pixels, profile=None)
    if space == "srgb":
        return replace(photo, pixels=pixels, profile=srgb_profile())
    return replace(
        photo, pixels=from_srgb(pixels, display_p3_profile()), profile=display_p3_profile()
    )


def _holds_profile(codec: Codec, profile: bytes, grey: bool) -> bool:
    return codec.profiles and (grey or space_of(profile) == "RGB")


def _held_depth(codec: Codec, wanted: int) -> int:
    """Return the largest bit depth of the format that is not more than wanted."""
    return max((depth for depth in codec.whites if depth <= wanted), default=min(codec.whites))


def _to_samples(
    pixels: Pixels, alpha: NDArray[np.float32] | None, grey: bool, white: float, depth: int
) -> Samples:
    """Return H, W, C samples: one channel of a grey photo, else three, then alpha if given."""
    height, width = pixels.shape[:2]
    colours = 1 if grey else 3
    channels = colours if alpha is None else colours + 1
    samples = make_room((height, width, channels), _DTYPES[depth])
    for rows in bands(height, width):
        band = _grey_of(pixels[rows]) if grey else pixels[rows]
        samples[rows, :, :colours] = _rounded(band, white, depth)
        if alpha is not None:
            samples[rows, :, colours] = _rounded(alpha[rows], white, depth)
    return samples


def _grey_of(band: Pixels) -> NDArray[np.float32]:
    """Return H, W, 1: the one channel of a grey photo, or the mean where they have parted."""
    first = band[..., :1]
    return first if (band == first).all() else band.mean(axis=2, keepdims=True)


def _rounded(values: NDArray[np.float32], white: float, depth: int) -> NDArray[np.float32]:
    """Round half to even, after clipping to 0–1; floats stay as they are."""
    if depth == 32:
        return values
    scaled = np.clip(values, 0, 1)
    np.multiply(scaled, np.float32(white), out=scaled)
    return np.rint(scaled, out=scaled)
