"""What a file holds of the photo that was written into it: read back and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirstudio.errors import PhotoError
from mirstudio.imaging.codecs import exif
from mirstudio.imaging.color import from_srgb, is_srgb, to_srgb
from mirstudio.imaging.encoding import WriteOptions, wanted_metadata
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.photo import Metadata, Photo, Pixels
from mirstudio.imaging.profile_name import name_of
from mirstudio.imaging.spill import bands

_FLOAT = 32


@dataclass(frozen=True)
class Difference:
    """How a file differs from the photo that it was made of."""

    largest: float = 0.0
    """Of the values in the file's own colours, white being 1; beyond 0–1 only for float files."""
    mean: float = 0.0
    changes: tuple[str, ...] = ()
    """What else is otherwise, for the user: "16 bits became 8", "no IPTC"."""


def read_back(path: Path) -> Photo:
    """Read a file that was just written; raises PhotoError when that fails."""
    try:
        return read_photo(path)
    except PhotoError as error:
        raise PhotoError(f"{path} was written, but does not read back: {error}") from error


def compare(photo: Photo, found: Photo, options: WriteOptions) -> Difference:
    """Compare a photo with what a file that was written with `options` gave back.

    Metadata that the options leave out are not missed. Raises PhotoError where the sizes differ,
    which no format explains.
    """
    if (photo.width, photo.height) != (found.width, found.height):
        raise PhotoError(
            f"A file of {photo.width} × {photo.height} pixels reads back as"
            f" {found.width} × {found.height}."
        )
    largest, mean = _compare_pixels(_in_space_of(found, photo), found)
    if photo.alpha is not None and found.alpha is not None:
        largest = max(largest, float(np.abs(photo.alpha - found.alpha).max(initial=0)))
    changes = (
        *_changes_of_pixels(photo, found),
        *_changes_of_colours(photo, found),
        *_changes_of_metadata(wanted_metadata(photo, options), found.metadata),
        *(f"no {what.split(' ', 1)[-1]}" for what in photo.left_behind),
    )
    return Difference(largest, mean, changes)


def _in_space_of(found: Photo, photo: Photo) -> Pixels:
    if photo.profile == found.profile:
        return photo.pixels
    return from_srgb(to_srgb(photo.pixels, photo.profile), found.profile)


def _compare_pixels(wanted: Pixels, found: Photo) -> tuple[float, float]:
    """Return the largest and the mean difference of a value."""
    largest = total = 0.0
    # Only light of a sensor is made to fit by another exposure; all else is clipped.
    holds_all = found.bit_depth == _FLOAT or found.camera is not None
    for rows in bands(found.height, found.width):
        band: NDArray[np.float32] = wanted[rows] if holds_all else wanted[rows].clip(0, 1)
        apart = np.abs(band - found.pixels[rows])
        largest = max(largest, float(apart.max(initial=0)))
        total += float(apart.sum(dtype=np.float64))
    return largest, total / max(found.pixels.size, 1)


def _changes_of_pixels(photo: Photo, found: Photo) -> Iterator[str]:
    if found.bit_depth < photo.bit_depth:
        yield f"{photo.bit_depth} bits became {found.bit_depth}"
    if photo.grey and not found.grey:
        yield "grey became colour"
    if photo.alpha is not None and found.alpha is None:
        yield "no transparency"


def _changes_of_colours(photo: Photo, found: Photo) -> Iterator[str]:
    before, after = photo.profile, found.profile
    if before == after:
        return
    if is_srgb(before or b"") and is_srgb(after or b""):
        if after is None:
            yield "no colour profile; its colours are sRGB all the same"
        return
    yield f"colours converted to {name_of(after) or 'another space'}"


def _changes_of_metadata(wanted: Metadata, found: Metadata) -> Iterator[str]:
    if wanted.exif is not None:
        before, after = _entries(wanted.exif), _entries(found.exif or b"")
        missing = len(before.keys() - after.keys())
        if before and not after:
            yield "no EXIF"
        elif missing:
            yield f"{missing} of {len(before)} EXIF entries are missing"
    if wanted.xmp is not None and found.xmp != wanted.xmp:
        yield "no XMP" if found.xmp is None else "other XMP"
    if wanted.iptc is not None and found.iptc != wanted.iptc:
        yield "no IPTC" if found.iptc is None else "other IPTC"
    if wanted.dpi is not None and found.dpi is None:
        yield "no resolution for print"
    elif wanted.dpi and found.dpi and np.abs(np.subtract(wanted.dpi, found.dpi)).max() >= 1:
        yield "other resolution for print"


def _entries(block: bytes) -> dict[tuple[int, ...], bytes]:
    """Return the values of an EXIF block, each under its directory and tag."""
    top = exif.read_directory(block)
    if top is None:
        return {}
    flat = {(tag,): value[2] for tag, value in top.values.items() if tag not in exif.PLAIN}
    for pointer, inner in top.below.items():
        flat |= {(pointer, tag): value[2] for tag, value in inner.values.items()}
    return flat
