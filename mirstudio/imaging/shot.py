"""How a photo was taken, from its EXIF block."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from mirstudio.imaging.codecs.exif import EXIF_DIRECTORY, Directory, read_directory

_MAKE, _MODEL = 0x10F, 0x110
_EXPOSURE, _APERTURE, _ISO, _FOCAL_LENGTH, _LENS = 0x829A, 0x829D, 0x8827, 0x920A, 0xA434
_TAKEN = 0x9003


@dataclass(frozen=True)
class Shot:
    """What the camera wrote down; empty or None where it did not."""

    camera: str = ""
    lens: str = ""
    seconds: float | None = None
    """Of exposure."""
    aperture: float | None = None
    """f-number."""
    iso: int | None = None
    millimetres: float | None = None
    """Focal length of the lens itself."""
    taken: str = ""
    """Date and time, such as "2026-11-21 15:35"."""


def read_shot(exif: bytes | None) -> Shot:
    """Read an EXIF block; what is missing or damaged stays empty."""
    top = read_directory(exif) if exif else None
    if top is None:
        return Shot()
    inner = top.below.get(EXIF_DIRECTORY) or Directory(top.order, {})
    return Shot(
        _camera(_text(top, _MAKE), _text(top, _MODEL)),
        _text(inner, _LENS),
        _number(inner, _EXPOSURE),
        _number(inner, _APERTURE),
        round(iso) if (iso := _number(inner, _ISO)) else None,
        _number(inner, _FOCAL_LENGTH),
        _text(inner, _TAKEN)[:16].replace(":", "-", 2),
    )


def _camera(make: str, model: str) -> str:
    """Most makers begin the model with their name, some shout it."""
    first = make.split(" ")[0].capitalize() if make.isupper() else make.split(" ")[0]
    if not model or model.lower().startswith(first.lower()):
        return model or make
    return f"{first} {model}".strip()


def _text(directory: Directory, tag: int) -> str:
    kind, _, value = directory.values.get(tag, (0, 0, b""))
    text = value.split(b"\0")[0].decode("utf-8", "replace") if kind == 2 else ""
    return " ".join(text.split())


def _number(directory: Directory, tag: int) -> float | None:
    """The first value, if it is above 0."""
    kind, _, value = directory.values.get(tag, (0, 0, b""))
    forms = {3: "H", 4: "I", 5: "II", 10: "ii"}
    if kind not in forms or len(value) < struct.calcsize(forms[kind]):
        return None
    numbers = struct.unpack_from(directory.order + forms[kind], value)
    if len(numbers) == 2 and numbers[1] == 0:
        return None
    number = numbers[0] / numbers[1] if len(numbers) == 2 else float(numbers[0])
    return number if number > 0 else None
