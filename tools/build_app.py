"""Build the program that runs without Python, pack it for this system, and see that it works.

    python tools/build_app.py [--out dist] [--work build] [--no-packages]

The bundle comes out as OUT/mirstudio; beside it a .deb and a tarball on Linux, an installer on
Windows (Inno Setup), a disk image on macOS. At the end the frozen program checks itself and
restores a photo, in a home and a folder of its own and without this Python's variables.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mirstudio import __version__  # noqa: E402
from tools import linux_packages  # noqa: E402

LARGEST_BUNDLE = 850
LARGEST_DOWNLOAD = 290
"""Megabytes, the models' own left out."""
MODELS = "_internal/mirstudio/_data/models"
STRIPPED = ("torch/lib/*.so", "libpython3*.so*")
"""Linux libraries that come with names of all their inner functions: 120 MB that nothing reads."""
SAMPLE = "_internal/mirstudio/_data/resources/samples/street-in-burano.png"


def main(arguments: list[str] | None = None) -> int:
    """Build, pack, check; exit code 1 when the program does not work or is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where results go (dist)")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="for PyInstaller (build)")
    parser.add_argument("--no-packages", action="store_true", help="the bundle only")
    parser.add_argument("--level", type=int, default=6, help="of compression on Linux, 0–9 (6)")
    parser.add_argument("--no-freeze", action="store_true", help="take the bundle that is there")
    options = parser.parse_args(arguments)
    out, work = options.out.resolve(), options.work.resolve()
    bundle = out / "mirstudio"
    if not options.no_freeze:
        freeze(out, work)
    subprocess.run(
        [sys.executable, ROOT / "tools/third_party.py", bundle, work / "build_app"], check=True
    )
    fits = tell_sizes(bundle)
    if not options.no_packages:
        fits = all(
            [fits, *(tell_download(file, bundle) for file in pack(bundle, out, options.level))]
        )
    try_out(bundle)
    return 0 if fits else 1


def freeze(out: Path, work: Path) -> None:
    """Run PyInstaller, and give the window's program its name where it is the console's."""
    folders = ["--distpath", str(out), "--workpath", str(work)]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *folders]
    subprocess.run([*command, "build_app.spec"], cwd=ROOT, check=True)
    if sys.platform == "linux":
        (out / "mirstudio" / "mirstudio-window").symlink_to("mirstudio")
        contents = out / "mirstudio" / "_internal"
        libraries = [file for pattern in STRIPPED for file in contents.glob(pattern)]
        subprocess.run(["strip", "--strip-unneeded", *libraries], check=True)


def pack(bundle: Path, out: Path, level: int) -> list[Path]:
    """Make the packages of this system."""
    machine = platform.machine()
    if sys.platform == "linux":
        makers = [linux_packages.make_tarball]
        if shutil.which("dpkg-deb"):
            makers.append(linux_packages.make_deb)
        return [make(bundle, __version__, machine, out, level) for make in makers]
    if sys.platform == "darwin":
        image = out / f"mirstudio-{__version__}-macos-{machine}.dmg"
        maker = ROOT / "packaging/macos/make_dmg.sh"
        subprocess.run([maker, out / "mirstudio.app", image], check=True)
        return [image]
    script = ROOT / "packaging/windows/mirstudio.iss"
    subprocess.run(["iscc", f"/DVersion={__version__}", f"/O{out}", script], check=True)
    return list(out.glob(f"mirstudio-{__version__}-windows-*.exe"))


def tell_sizes(bundle: Path) -> bool:
    """Print how large the bundle and its parts are, and return whether it is small enough."""
    contents = bundle / "_internal"
    parts = sorted(((size_of(part), part.name) for part in contents.iterdir()), reverse=True)
    for size, name in parts[:12]:
        print(f"{size:7.1f} MB  {name}")
    without_models = size_of(bundle) - size_of(bundle / MODELS)
    print(f"{without_models:7.1f} MB  without models ({LARGEST_BUNDLE} at most)")
    return without_models <= LARGEST_BUNDLE


def tell_download(file: Path, bundle: Path) -> bool:
    """Print how large a package is, and return whether it is small enough."""
    # Weights do not compress.
    size = size_of(file) - size_of(bundle / MODELS)
    print(f"{size:7.1f} MB  {file.name} without models ({LARGEST_DOWNLOAD} at most)")
    return size <= LARGEST_DOWNLOAD


def size_of(path: Path) -> float:
    """Megabytes (10⁶) of a file, or of all files below a folder, links counting nothing."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(f.stat().st_size for f in files if f.is_file() and not f.is_symlink()) / 1e6


def try_out(bundle: Path) -> None:
    """Let the frozen program check itself and restore a photo; raises where it fails."""
    program = bundle / ("mirstudio.exe" if sys.platform == "win32" else "mirstudio")
    with tempfile.TemporaryDirectory(prefix="mirstudio-") as name:
        folder = Path(name)
        home = {"MIRSTUDIO_HOME": str(folder / "home")}
        foreign = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
        environment = {k: v for k, v in os.environ.items() if k not in foreign} | home
        subprocess.run([program, "self-check"], cwd=folder, env=environment, check=True)
        restoring = ["restore", bundle / SAMPLE, "-o", "clean.png", "--task", "denoise"]
        subprocess.run([program, *restoring], cwd=folder, env=environment, check=True)
        print(f"{program} restored a photo ({size_of(folder / 'clean.png'):.1f} MB).")


if __name__ == "__main__":
    sys.exit(main())
