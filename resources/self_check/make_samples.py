"""Make what `mirstudio self-check` compares with: files of read-only formats, a restored photo.

    python resources/self_check/make_samples.py

HEIC is left as it is unless pillow-heif, which mirstudio itself does not need, is installed.
Run it again when the default model of denoising is another one.
"""

from __future__ import annotations

import importlib.util
import struct
from pathlib import Path

import numpy as np
from PIL import Image

from mirstudio.imaging.files import WriteOptions, write_photo
from mirstudio.imaging.trial import levels
from mirstudio.jobs.self_check import EXPECTED, restored_sample
from mirstudio.progress import run

HERE = Path(__file__).parent


def main() -> None:
    """Write all files beside this script."""
    picture = np.rint(levels() * 255).astype(np.uint8)
    for suffix in ("gif", "bmp", "ico", "ppm"):
        image = Image.fromarray(picture)
        image = image.convert("P", palette=Image.Palette.ADAPTIVE) if suffix == "gif" else image
        image.save(HERE / f"levels.{suffix}")
    (HERE / "levels.psd").write_bytes(psd(picture))
    if importlib.util.find_spec("pillow_heif"):
        import pillow_heif

        pillow_heif.register_heif_opener()
        Image.fromarray(picture).save(HERE / "levels.heic", quality=90)
    photo = run(restored_sample("cpu", "fp32"))[0]
    write_photo(photo, HERE / EXPECTED, WriteOptions(bit_depth=16, overwrite=True))


def psd(picture: np.ndarray) -> bytes:
    """A Photoshop file with one layer merged, not compressed."""
    height, width, channels = picture.shape
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, channels, height, width, 8, 3)
    return head + struct.pack(">IIIH", 0, 0, 0, 0) + picture.transpose(2, 0, 1).tobytes()


if __name__ == "__main__":
    main()
