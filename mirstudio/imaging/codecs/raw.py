"""Camera RAW, DNG too, through LibRaw: the sensor's colours in linear light, highlights kept."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.codecs import raw_directories, raw_metadata
from mirstudio.imaging.codecs.picture import Codec, CodecError, Picture, Size
from mirstudio.imaging.photo import Camera
from mirstudio.imaging.sensor import is_usable, matrix_from, pixels_of_light, profile_of_camera

SUFFIXES = (
    *(".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".erf", ".fff", ".iiq", ".kdc", ".mef"),
    *(".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2"),
    *(".srf", ".srw", ".x3f"),
)
_MARKS = (b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"FOVb", b"\0MRM")
_PROGRAM = Path(__file__).with_name("libraw.py")
_MEASURE, _DEVELOP = "measure", "develop"
_WHITE = 65535.0
_BYTES_PER_PIXEL = 40
"""Of LibRaw, at most: the sensor's values, four channels, what DCB needs, and the result."""
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Windows would open one for a moment."""
_LONGEST = 600
"""Seconds after which LibRaw is taken to be caught in a damaged file."""
_COMPLAINTS = (b"data corrupted", b"Unexpected end of file")


def recognizes(head: bytes) -> bool:
    """Whether this is a RAW file's start; those that look like TIFF are told by `lies_in_tiff`."""
    canon = head[8:11] == b"CR\2" or head[4:12] == b"ftypcrx " or head[6:14] == b"HEAPCCDR"
    return canon or head.startswith(_MARKS)


def lies_in_tiff(data: bytes, suffix: str) -> bool:
    """Whether what starts as TIFF is a RAW file, by its suffix (lower case) or its contents."""
    return suffix in (*SUFFIXES, ".dng") or raw_directories.tell_of_raw(data)


def is_original(path: Path) -> bool:
    """Whether a file that is there came out of a camera, or out of its maker's converter."""
    if path.suffix.lower() not in (*SUFFIXES, ".dng") or not path.is_file():
        return False
    with path.open("rb") as file:
        data = file.read()
    return recognizes(data) or (
        raw_directories.tell_of_raw(data) and not raw_directories.is_developed(data)
    )


def measure(data: bytes) -> Size:
    """Read the header."""
    found, _ = _ask(_MEASURE, data)
    width, height = int(found["width"]), int(found["height"])
    share = found["stored"] / max(width * height, 1)
    return Size(width, height, round(_BYTES_PER_PIXEL * max(share, 1)))


def decode(data: bytes) -> Picture:
    """Develop no further than to colours: linear, balanced for white as shot, upright."""
    if not raw_directories.is_complete(data):
        raise CodecError("its data ends too early")
    found, light = _ask(_DEVELOP, data)
    if light is None:
        raise CodecError("its sensor's kind of colours is not supported")
    if not light.any():
        raise CodecError("it holds no picture")
    camera = _camera(found, data)
    multipliers = found["multipliers"]
    # LibRaw divides by the largest multiplier; 1 is to be where the first channel is full.
    unit = _WHITE * min(multipliers) / max(multipliers) * 2.0**-camera.exposure
    samples = pixels_of_light(light, unit)
    metadata = raw_metadata.read(data)
    if samples.shape[2] == 1:
        return Picture(samples, 1.0, 16, metadata=metadata)
    profile = profile_of_camera(camera.matrix)
    return Picture(samples, 1.0, 16, 1, profile, metadata, camera)


def _ask(wish: str, data: bytes) -> tuple[dict[str, Any], NDArray[np.uint16] | None]:
    """Run LibRaw in a process of its own and return what it says.

    Raises CodecError when it refuses the file, complains of damage, crashes or hangs.
    """
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            _command(wish),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            creationflags=_NO_CONSOLE,
        )
        patience = threading.Timer(_LONGEST, process.kill)
        patience.start()
        try:
            found, light = _converse(process, data)
        finally:
            patience.cancel()
            process.kill()
            process.wait()
        complaints.seek(0)
        said = complaints.read(1 << 16)
    if b"No module named 'rawpy'" in said:
        raise CodecError("camera RAW needs the package rawpy, which is not installed")
    if not found or any(complaint in said for complaint in _COMPLAINTS):
        raise CodecError("its data is damaged")
    if "error" in found:
        raise CodecError(found["error"])
    return found, light


def _command(wish: str) -> list[str]:
    """The program of its own; in a bundle it is one that lies beside ours."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_stem(_PROGRAM.stem)), wish]
    # Without the folder of the program itself on the path, whose names would hide others.
    return [sys.executable, "-P", str(_PROGRAM), wish]


def _converse(
    process: subprocess.Popen[bytes], data: bytes
) -> tuple[dict[str, Any], NDArray[np.uint16] | None]:
    """Hand over the file and take the answer; an empty one from a process that died."""
    assert process.stdin is not None and process.stdout is not None
    with process.stdin as into, process.stdout as out:
        try:
            into.write(data)
            into.close()
        except BrokenPipeError:
            return {}, None
        line = out.readline()
        found = json.loads(line) if line.endswith(b"\n") else {}
        if "shape" not in found:
            return found, None
        light = np.empty(found["shape"], np.uint16)
        return (found, light) if _fill(light, out) else ({}, None)


def _fill(light: NDArray[np.uint16], out: IO[bytes]) -> bool:
    """Read all samples; False when there are fewer."""
    room = light.data.cast("B")
    filled = 0
    while filled < len(room):
        count = out.readinto(room[filled:])  # pyright: ignore[reportAttributeAccessIssue]
        if not count:
            return False
        filled += count
    return True


def _camera(found: dict[str, Any], data: bytes) -> Camera:
    colours = raw_directories.read_colours(data)
    matrix = tuple(found["xyz_to_camera"])
    if not is_usable(matrix):
        matrix = matrix_from(found["camera_to_srgb"])
    multipliers = found["multipliers"]
    # A DNG's own values are kept as they are; others are brought below 1, as DNG likes them.
    top = 1.0 if colours.tags else min(multipliers)
    red, green, blue = (top / multiplier for multiplier in multipliers)
    name = raw_metadata.camera_name(data)
    return Camera(name, (red, green, blue), matrix, colours.exposure, colours.tags)


CODEC = Codec("raw", SUFFIXES, recognizes, measure, decode)
