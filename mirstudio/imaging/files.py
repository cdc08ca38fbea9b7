"""Photos in and out of files: decode upright; encode beside, then rename into place."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import psutil
from numpy.typing import NDArray

from mirstudio.errors import PhotoError
from mirstudio.imaging.codecs import (
    avif,
    dng,
    heic,
    jpeg,
    jxl,
    netpbm,
    pillow,
    png,
    raw,
    tiff,
    webp,
)
from mirstudio.imaging.codecs.picture import (
    Codec,
    CodecError,
    Picture,
    Samples,
    Size,
    turn_upright,
)
from mirstudio.imaging.codecs.resolution import read_resolution
from mirstudio.imaging.disk import already_there, put_in_place, reason_of
from mirstudio.imaging.encoding import WriteOptions, encode
from mirstudio.imaging.metadata import with_companion
from mirstudio.imaging.output_size import fit_output
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.profile import space_of
from mirstudio.imaging.spill import bands, make_room

logger = logging.getLogger(__name__)

CODECS: tuple[Codec, ...] = (
    jpeg.CODEC,
    png.CODEC,
    raw.CODEC,
    tiff.CODEC,
    dng.CODEC,
    webp.CODEC,
    avif.CODEC,
    jxl.CODEC,
    heic.CODEC,
    netpbm.CODEC,
    *pillow.CODECS,
)
"""In order of recognition."""

READABLE_SUFFIXES: tuple[str, ...] = tuple(suffix for codec in CODECS for suffix in codec.suffixes)
"""Lower case, with the dot; for file dialogs and folders, since reading goes by content."""
RAW_SUFFIXES: tuple[str, ...] = (*raw.CODEC.suffixes, *dng.CODEC.suffixes)
"""Lower case, with the dot."""
WRITABLE_FORMATS: tuple[str, ...] = tuple(codec.name for codec in CODECS if codec.encode)

LARGEST_PIXELS = 1_000_000_000
"""A photo of more pixels than this is taken for an attack."""

_HEAD_BYTES = 4096
_MEASURED_BYTES = 1 << 20
"""Most headers are over by then."""
_FLOAT_BYTES_PER_PIXEL = 16


def read_photo(path: str | Path) -> Photo:
    """Read a photo from any supported file, told by its content, and turn it upright.

    Raises PhotoError, and nothing else, when the file cannot be read.
    """
    path = Path(path)
    codec, data = _load(path)
    with _told_as_photo_error(path):
        _check_size(path, codec.measure(data), len(data))
        photo = _to_photo(codec.decode(data))
        if codec in (raw.CODEC, dng.CODEC):
            photo = replace(photo, metadata=with_companion(photo.metadata, path))
        return photo


def measure_photo(path: str | Path) -> Size:
    """Return the size of a photo as its file's header claims it, before it is turned upright.

    Raises PhotoError, and nothing else, when that cannot be told or `read_photo` would refuse.
    """
    path = Path(path)
    codec, head = _load(path, _MEASURED_BYTES)
    with _told_as_photo_error(path):
        try:
            size = codec.measure(head)
        except Exception:
            # Some headers are long, and some lie at the end.
            size = codec.measure(path.read_bytes())
        _check_size(path, size, path.stat().st_size)
        return size


@contextmanager
def _told_as_photo_error(path: Path) -> Generator[None]:
    """Turn whatever a library raises into a sentence."""
    try:
        yield
    except PhotoError:
        raise
    except CodecError as error:
        raise PhotoError(f"{path} cannot be opened: {error}.") from error
    except MemoryError as error:
        raise PhotoError(f"{path} cannot be opened: there is not enough memory for it.") from error
    except Exception as error:
        # On damaged files the libraries raise whatever they like, down to KeyError; the log tells
        # these from mistakes of ours.
        logger.info("Reading %s failed.", path, exc_info=error)
        raise PhotoError(f"{path} cannot be opened: its data is damaged.") from error


def _load(path: Path, most: int = -1) -> tuple[Codec, bytes]:
    """Recognise a file by its first bytes and read all of it, or at most so many bytes.

    TIFF is always read to its end: only there it may show to be a RAW.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PhotoError(f"{path} is a folder and not a photo.")
        if not stat.S_ISREG(status.st_mode):
            raise PhotoError(f"{path} is not a file.")
        if status.st_size == 0:
            raise PhotoError(f"{path} is empty.")
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            codec = _recognize(path, head)
            if status.st_size > psutil.virtual_memory().available:
                raise PhotoError(f"{path} cannot be opened: there is not enough memory for it.")
            file.seek(0)
            data = file.read(-1 if codec in (tiff.CODEC, raw.CODEC, dng.CODEC) else most)
            suffix = path.suffix.lower()
            if codec is tiff.CODEC and raw.lies_in_tiff(data, suffix):
                return dng.CODEC if suffix == ".dng" else raw.CODEC, data
            return codec, data
    except FileNotFoundError as error:
        raise PhotoError(f"{path} does not exist.") from error
    except PermissionError as error:
        raise PhotoError(f"{path} may not be read: permission is denied.") from error
    except (OSError, ValueError) as error:
        raise PhotoError(f"{path} cannot be read: {reason_of(error)}.") from error
    except MemoryError as error:
        raise PhotoError(f"{path} cannot be opened: there is not enough memory for it.") from error


def _recognize(path: Path, head: bytes) -> Codec:
    for codec in CODECS:
        if codec.recognizes(head):
            return codec
    if path.suffix.lower() in raw.SUFFIXES:
        # Some makers' files start like nothing else; LibRaw says whether it knows them.
        return raw.CODEC
    raise PhotoError(f"{path} is not a photo in any format that mirstudio knows.")


def _check_size(path: Path, size: Size, file_bytes: int) -> None:
    """Refuse, by the header alone, what would exhaust the memory."""
    pixels = size.width * size.height
    if size.width < 1 or size.height < 1:
        raise CodecError("its header is damaged")
    if pixels > LARGEST_PIXELS:
        raise PhotoError(
            f"{path} cannot be opened: it claims {pixels / 1e6:.0f} megapixels, and"
            f" {LARGEST_PIXELS // 10**6} are the most."
        )
    needed = pixels * (size.bytes_per_pixel + _FLOAT_BYTES_PER_PIXEL) + file_bytes
    if needed > psutil.virtual_memory().available:
        raise PhotoError(
            f"{path} cannot be opened: its {pixels / 1e6:.0f} megapixels need"
            f" {needed / 2**30:.1f} GB of memory, which is not free."
        )


def _to_photo(picture: Picture) -> Photo:
    samples = turn_upright(picture.samples, picture.orientation)
    colours = 3 if picture.channels > 2 else 1
    pixels = _to_unit(samples[..., :colours], picture.white, 3)
    alpha = None
    if picture.channels > colours:
        alpha = _to_unit(samples[..., colours : colours + 1], picture.white, 1)[..., 0]
        np.clip(alpha, 0, 1, out=alpha)
    grey, profile = colours == 1, picture.profile
    if profile is not None and space_of(profile) not in (("GRAY", "RGB") if grey else ("RGB",)):
        profile = None
    metadata = picture.metadata
    if metadata.dpi is None and metadata.exif is not None:
        metadata = replace(metadata, dpi=read_resolution(metadata.exif))
    return Photo(
        pixels,
        alpha,
        picture.bit_depth,
        grey,
        profile,
        metadata,
        picture.camera,
        picture.left_behind,
    )


def _to_unit(samples: Samples, white: float, channels: int) -> NDArray[np.float32]:
    """Return H, W, C floats with white at 1; one channel is repeated where more are wanted."""
    height, width = samples.shape[:2]
    unit = make_room((height, width, channels))
    for rows in bands(height, width):
        unit[rows] = _band_to_unit(np.ascontiguousarray(samples[rows]), white)
    return unit


def _band_to_unit(band: Samples, white: float) -> NDArray[np.float32]:
    if band.dtype == np.uint8:
        levels = np.arange(256, dtype=np.float32) / np.float32(white)
        return np.asarray(cv2.LUT(band, levels), np.float32).reshape(band.shape)
    if band.dtype == np.float32 and white == 1:
        return np.nan_to_num(band, nan=0, posinf=1, neginf=0)
    return np.divide(band, np.float32(white), dtype=np.float32)


def write_photo(
    photo: Photo,
    path: str | Path,
    options: WriteOptions | None = None,
    announce: Callable[[str], None] | None = None,
) -> Photo:
    """Write a photo; the file appears whole or not at all.

    Returns what the file is to hold: the photo in the size that `options` ask for. `announce` is
    told the SHA-256 of the file's bytes just before it appears.

    Raises PhotoError, and nothing else, when that cannot be done.
    """
    path = Path(path)
    options = options or WriteOptions()
    if not options.overwrite and os.path.lexists(path):
        raise already_there(path)
    if options.overwrite and raw.is_original(path):
        raise PhotoError(f"{path} is a camera's original and is not overwritten.")
    codec = _codec_for(path, options)
    try:
        photo = fit_output(photo, options.size, options.sharpening)
    except ValueError as error:
        raise PhotoError(f"{path} cannot be written: {error}.") from error
    except MemoryError as error:
        raise PhotoError(f"{path} cannot be written: there is not enough memory.") from error
    if max(photo.width, photo.height) > codec.longest_side:
        raise PhotoError(
            f"{path} cannot be written: {codec.name.upper()} holds at most"
            f" {codec.longest_side} pixels along a side."
        )
    try:
        data = encode(photo, codec, options)
    except CodecError as error:
        raise PhotoError(f"{path} cannot be written: {error}.") from error
    except MemoryError as error:
        raise PhotoError(f"{path} cannot be written: there is not enough memory.") from error
    except Exception as error:
        # Each library has an exception of its own, none of which is a promise.
        raise PhotoError(f"{path} cannot be written: the encoder failed ({error}).") from error
    if announce is not None:
        announce(hashlib.sha256(data).hexdigest())
    put_in_place(data, path, options.overwrite)
    return photo


def _codec_for(path: Path, options: WriteOptions) -> Codec:
    for codec in CODECS:
        if codec.encode is None:
            continue
        if options.format == codec.name:
            return codec
        if options.format is None and path.suffix.lower() in codec.suffixes:
            return codec
    known = ", ".join(WRITABLE_FORMATS)
    if options.format is not None:
        raise PhotoError(f"“{options.format}” is not a format to write; these are: {known}.")
    raise PhotoError(f"{path} names no format to write; these are: {known}.")
