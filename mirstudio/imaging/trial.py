"""Whether this installation reads and writes its formats: each is tried on a small picture."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mirstudio.errors import PhotoError
from mirstudio.imaging.codecs.picture import Codec
from mirstudio.imaging.files import CODECS, read_photo, write_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.paths import resources_folder
from mirstudio.progress import Progress, Work

SIDE = 32
TOLERANCE = 0.03
"""Mean difference that a lossy or indexed file may show."""


@dataclass(frozen=True)
class Trial:
    """What became of trying one format."""

    format: str
    writes: bool
    """It is a format to write, too."""
    problem: str = ""
    """What went wrong, one sentence; empty when nothing did."""


def levels() -> Pixels:
    """The picture: a ramp of few colours, so that even a palette holds it."""
    steps = np.repeat(np.linspace(0.1, 0.9, 8, dtype=np.float32), SIDE // 8)
    across, down = np.meshgrid(steps, steps)
    return np.stack((across, down, np.full_like(across, 0.5)), axis=-1)


def try_formats() -> Work[list[Trial]]:
    """Write and read again what can be written, and read the samples of what cannot."""
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory(prefix="mirstudio-") as name:
        for done, codec in enumerate(CODECS):
            yield Progress(done, len(CODECS), "format", codec.name)
            trials.append(_try(codec, Path(name)))
    return trials


def _try(codec: Codec, folder: Path) -> Trial:
    writes = codec.encode is not None
    try:
        path = _file_of(codec, folder)
        difference = float(np.abs(read_photo(path).pixels - levels()).mean())
    except PhotoError as error:
        return Trial(codec.name, writes, str(error))
    if difference > TOLERANCE:
        problem = f"{codec.name.upper()} changes a picture by {difference:.2f} on average."
        return Trial(codec.name, writes, problem)
    return Trial(codec.name, writes)


def _file_of(codec: Codec, folder: Path) -> Path:
    """Return a file of this format: written here, or a sample that came with the program."""
    path = folder / f"levels{codec.suffixes[0]}"
    if codec.name == "raw":
        # LibRaw reads a DNG by any camera's name.
        dng = _file_of(next(codec for codec in CODECS if codec.name == "dng"), folder)
        return dng.rename(path)
    if codec.encode is None:
        return resources_folder() / "self_check" / path.name
    write_photo(Photo(levels()), path)
    return path
