"""TIFF, classic and Big: first page, tiled or in strips, any compression, 1 to 64 bits."""

from __future__ import annotations

import logging
from io import BytesIO

import imagecodecs
import numpy as np
import tifffile

from mirstudio.imaging.codecs import exif, extras, photoshop, tiff_writer
from mirstudio.imaging.codecs.picture import (
    Codec,
    CodecError,
    Picture,
    Samples,
    Size,
    depth_of,
    with_channels,
)
from mirstudio.imaging.color import cmyk_to_srgb, lab_to_srgb
from mirstudio.imaging.photo import Metadata

# What tifffile finds odd in a file is either harmless or ends in an error of its own.
logging.getLogger("tifffile").setLevel(logging.CRITICAL)

_XMP, _IPTC, _PHOTOSHOP, _ICC = 700, 33723, 34377, 34675
_DNG_VERSION, _SUB_DIRECTORIES, _INK_SET = 50706, 330, 332
_WHITE_IS_ZERO, _PALETTE, _INKS, _LUMA_CHROMA, _LABS = 0, 3, 5, 6, (8, 9)
_COLOURS = {0: 1, 1: 1, 2: 3, 5: 4, 6: 3, 8: 3, 9: 3}
"""Photometric interpretation → channels of colour."""
_RAW_PHOTOMETRICS = (32803, 34892)
_ASSOCIATED_ALPHA = 1
_MOST_PAGES = 16
_HEADS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PER_INCH = {2: 1.0, 3: 2.54}


def recognizes(head: bytes) -> bool:
    """Whether this is a TIFF file's start; camera RAW files, which look alike, are told later."""
    return head[:4] in _HEADS


def measure(data: bytes) -> Size:
    """Read the first page's directory."""
    with tifffile.TiffFile(BytesIO(data)) as file:
        page = _first_page(file)
        size = max(1, (page.bitspersample + 7) // 8)
        return Size(page.imagewidth, page.imagelength, page.samplesperpixel * size)


def _first_page(file: tifffile.TiffFile) -> tifffile.TiffPage:
    """Return the first page in full size; raise CodecError where that is a camera's RAW data."""
    for index in range(min(len(file.pages), _MOST_PAGES)):
        page = file.pages.get(index)
        if not isinstance(page, tifffile.TiffPage):
            continue
        if page.tags.get(_DNG_VERSION) or page.photometric in _RAW_PHOTOMETRICS:
            raise CodecError("camera RAW files are not supported")
        if page.is_reduced:
            # A thumbnail first, and the picture in a directory below it: so cameras write RAW.
            if page.tags.get(_SUB_DIRECTORIES):
                raise CodecError("camera RAW files are not supported")
            continue
        if not (page.imagewidth and page.imagelength and page.samplesperpixel):
            raise CodecError("its header is damaged")
        return page
    raise CodecError("it holds no picture")


def decode(data: bytes) -> Picture:
    """Decode the first page."""
    with tifffile.TiffFile(BytesIO(data)) as file:
        page = _first_page(file)
        _check_segments(page, len(data))
        profile = _value(page, _ICC)
        samples = _in_rgb(page, _samples(page, data), profile)
        white, depth = _white(page, samples)
        orientation = page.tags.valueof(exif.ORIENTATION, 1)
        if page.photometric in (_INKS, *_LABS) or not isinstance(profile, bytes):
            profile = None
        return Picture(
            samples,
            white,
            depth,
            orientation if orientation in range(1, 9) else 1,
            profile,
            _metadata(page, data),
            left_behind=extras.in_pages(_count_pages(file)),
        )


def _count_pages(file: tifffile.TiffFile) -> int:
    """Return how many pages in full size there are, of the first two."""
    pages = [file.pages.get(index) for index in range(min(len(file.pages), 2))]
    return sum(isinstance(page, tifffile.TiffPage) and not page.is_reduced for page in pages)


def _check_segments(page: tifffile.TiffPage, length: int) -> None:
    """Raise CodecError where the file ends before its picture does; tifffile would fill zeros."""
    offsets, counts = page.dataoffsets, page.databytecounts
    if not offsets or len(offsets) < len(counts):
        raise CodecError("its data is damaged")
    if any(o + c > length for o, c in zip(offsets, counts, strict=False)):
        raise CodecError("its data ends too early")


def _samples(page: tifffile.TiffPage, data: bytes) -> Samples:
    """Return H, W, C samples as stored."""
    if page.photometric == _LUMA_CHROMA and page.compression not in (6, 7, 34892):
        # Luma and chroma of different sizes, which only libtiff puts together; always 8 bits.
        return with_channels(imagecodecs.tiff_decode(data, asrgb=True))[..., :3]
    samples = page.asarray()
    if page.planarconfig == 2 and page.samplesperpixel > 1:
        samples = np.moveaxis(samples, 0, -1)
    samples = with_channels(samples)
    if samples.ndim != 3:
        raise CodecError("it holds a volume and not a picture")
    return samples


def _in_rgb(page: tifffile.TiffPage, samples: Samples, profile: object) -> Samples:
    """Return grey or RGB samples, with alpha where there is one."""
    kind = int(page.photometric)
    if kind == _PALETTE:
        return _by_palette(page, samples)
    samples = _in_kept_type(samples)
    colours = _COLOURS.get(kind)
    if colours is None or samples.shape[2] < colours:
        raise CodecError("its kind of colours is not supported")
    picture, extra = samples[..., :colours], samples[..., colours : colours + 1]
    if kind == _INKS:
        picture, extra = _from_inks(page, picture, profile), _in_units(page, extra)
    elif kind in _LABS:
        picture, extra = _from_lab(kind, picture), _in_units(page, extra)
    elif kind == _WHITE_IS_ZERO:
        picture = _whitest(page, samples) - picture
    if not extra.shape[2]:
        return picture
    if _ASSOCIATED_ALPHA in page.extrasamples[:1]:
        picture = _divide(picture, extra, _whitest(page, picture))
    return np.concatenate([picture, extra], axis=2)


def _in_kept_type(samples: Samples) -> Samples:
    """Return uint8, uint16 or float32; wider numbers become floats of 0–1."""
    if samples.dtype == bool:
        return samples.astype(np.uint8) * np.uint8(255)
    if samples.dtype.kind == "u" and samples.dtype.itemsize <= 2:
        return samples
    if samples.dtype.kind == "f":
        return samples.astype(np.float32)
    if samples.dtype.kind == "u":
        return (samples / np.iinfo(samples.dtype).max).astype(np.float32)
    raise CodecError("its samples are of an unknown kind")


def _by_palette(page: tifffile.TiffPage, samples: Samples) -> Samples:
    if page.colormap is None:
        raise CodecError("its palette is missing")
    colours = np.asarray(page.colormap).T[samples[..., 0].astype(np.intp)]
    # Palettes are 16 bits wide by definition; nearly all hold 8 bits shifted or repeated.
    low = colours & 255
    if ((low == 0) | (low == colours >> 8)).all():
        return (colours >> 8).astype(np.uint8)
    return colours.astype(np.uint16)


def _from_inks(page: tifffile.TiffPage, inks: Samples, profile: object) -> Samples:
    if page.tags.valueof(_INK_SET, 1) != 1:
        raise CodecError("its kind of colours is not supported")
    return cmyk_to_srgb(_in_units(page, inks), profile if isinstance(profile, bytes) else None)


def _from_lab(kind: int, samples: Samples) -> Samples:
    if samples.dtype.kind != "u":
        raise CodecError("its kind of colours is not supported")
    unit = np.float32(1 if samples.dtype == np.uint8 else 256)
    lightness = samples[..., :1] / np.float32(np.iinfo(samples.dtype).max) * 100
    if kind == 8:
        tint = samples[..., 1:].view(f"i{samples.dtype.itemsize}") / unit
    else:
        tint = samples[..., 1:] / unit - 128
    return lab_to_srgb(np.concatenate([lightness, tint], axis=2).astype(np.float32))


def _in_units(page: tifffile.TiffPage, samples: Samples) -> Samples:
    return samples.astype(np.float32) / np.float32(_whitest(page, samples))


def _whitest(page: tifffile.TiffPage, samples: Samples) -> Samples | float:
    """Return the value of white; tifffile leaves 10 or 12 bits where they are in 16."""
    if samples.dtype.kind == "f":
        return samples.dtype.type(1)
    bits = page.bitspersample if page.bitspersample <= 16 else 16
    odd = bits not in (1, 8, 16) and page.photometric != _PALETTE
    return samples.dtype.type(2**bits - 1 if odd else np.iinfo(samples.dtype).max)


def _divide(colours: Samples, alpha: Samples, white: Samples | float) -> Samples:
    """Undo the multiplication of colours by alpha; what is wholly transparent stays black."""
    whole = colours.astype(np.float32) * white / np.maximum(alpha, 1e-6 * np.float32(white))
    whole = np.where(alpha > 0, whole, 0)
    if colours.dtype.kind == "u":
        return np.rint(np.clip(whole, 0, white)).astype(colours.dtype)
    return whole.astype(np.float32)


def _white(page: tifffile.TiffPage, samples: Samples) -> tuple[float, int]:
    if samples.dtype.kind == "f":
        inked = page.photometric in (_INKS, *_LABS)
        return 1.0, (8 if page.bitspersample <= 8 else 16) if inked else 32
    if page.photometric == _PALETTE:
        return float(np.iinfo(samples.dtype).max), depth_of(samples)
    return float(_whitest(page, samples)), depth_of(samples)


def _metadata(page: tifffile.TiffPage, data: bytes) -> Metadata:
    directory = exif.read_directory(data)
    worth = directory and (directory.below or set(directory.values) - exif.PLAIN)
    block = exif.pack_block(directory) if directory and worth else None
    iptc = _value(page, _IPTC)
    resources = _value(page, _PHOTOSHOP)
    if iptc is None and resources:
        iptc = photoshop.find_iptc(resources)
    return Metadata(block, _value(page, _XMP), iptc, _dpi(page))


def _value(page: tifffile.TiffPage, code: int) -> bytes | None:
    """Return a tag's bytes as they lie in the file."""
    tag = page.tags.get(code)
    if tag is None:
        return None
    file = page.parent.filehandle
    file.seek(tag.valueoffset)
    return file.read(tag.valuebytecount) or None


def _dpi(page: tifffile.TiffPage) -> tuple[float, float] | None:
    per_inch = _PER_INCH.get(int(page.tags.valueof(296, 2)))
    values = [page.tags.valueof(code) for code in (282, 283)]
    if per_inch is None or not all(isinstance(v, tuple) and len(v) == 2 and all(v) for v in values):
        return None
    across, down = (round(v[0] / v[1] * per_inch, 2) for v in values)
    return across, down


CODEC = Codec(
    "tiff",
    (".tif", ".tiff"),
    recognizes,
    measure,
    decode,
    tiff_writer.encode,
    {8: 255.0, 16: 65535.0, 32: 1.0},
)
