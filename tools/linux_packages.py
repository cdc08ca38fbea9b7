"""The bundle as a Debian package and as a tarball that needs no installation.

Both hold the same folder. In the package it is /usr/lib/mirstudio, beside what a desktop wants to
know; the tarball brings a script that tells it the desktop of one user.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "packaging" / "linux"
ICONS = ROOT / "resources" / "app"
PROGRAMS = ("mirstudio", "mirstudio-window")
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

DEPENDS = (
    *("libstdc++6", "libgl1", "libegl1", "libopengl0", "libx11-6", "libx11-xcb1", "libxcb1"),
    *("libxkbcommon0", "libxkbcommon-x11-0", "libfontconfig1", "libfreetype6", "libdbus-1-3"),
    # Qt's plugin for X11; without them it ends in an abort.
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0"),
    *("libxcb-render0", "libxcb-render-util0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1"),
    *("libxcb-util1", "libxcb-xfixes0", "libxcb-xkb1"),
    "libglib2.0-0 | libglib2.0-0t64",
)
"""Debian's packages of the libraries that belong to the system: display, fonts, messages."""


def make_deb(bundle: Path, version: str, machine: str, folder: Path, level: int = 6) -> Path:
    """Pack the bundle for Debian and Ubuntu; `machine` as `platform.machine` says it."""
    architecture = ARCHITECTURES[machine]
    root = folder / "deb"
    shutil.rmtree(root, ignore_errors=True)
    _hard_copy(bundle, root / "usr/lib/mirstudio")
    (root / "usr/bin").mkdir(parents=True)
    for program in PROGRAMS:
        (root / "usr/bin" / program).symlink_to(f"../lib/mirstudio/{program}")
    _add_desktop_files(root / "usr/share", version)
    documents = root / "usr/share/doc/mirstudio"
    documents.mkdir(parents=True)
    shutil.copyfile(bundle / "THIRD_PARTY.md", documents / "copyright")
    facts = {
        "VERSION": version,
        "ARCHITECTURE": architecture,
        "KILOBYTES": str(sum(f.lstat().st_size for f in root.rglob("*")) // 1024),
        "DEPENDS": ", ".join((f"libc6 (>= {platform.libc_ver()[1]})", *DEPENDS)),
    }
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(_filled("control", facts), encoding="utf-8")
    package = folder / f"mirstudio_{version}_{architecture}.deb"
    packer = ["-Zxz", f"-z{level}"] if level else ["-Znone"]
    command = ["dpkg-deb", "--root-owner-group", *packer, "--build"]
    subprocess.run([*command, str(root), str(package)], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(root)
    return package


def make_tarball(bundle: Path, version: str, machine: str, folder: Path, level: int = 6) -> Path:
    """Pack the bundle so that it runs from wherever it is unpacked."""
    name = f"mirstudio-{version}-linux-{machine}"
    root = folder / "tarball"
    shutil.rmtree(root, ignore_errors=True)
    _hard_copy(bundle, root / name)
    share = root / name / "share"
    share.mkdir()
    shutil.copyfile(SOURCES / "mirstudio.desktop", share / "mirstudio.desktop")
    shutil.copyfile(ICONS / "mirstudio-256.png", share / "mirstudio.png")
    shutil.copy(SOURCES / "install.sh", root / name / "install.sh")
    package = folder / f"{name}.tar.xz"
    owner = ["--owner=0", "--group=0", "--numeric-owner", "--sort=name"]
    packer = ["--use-compress-program", f"xz -{level} -T0"]
    command = ["tar", *packer, *owner, "-C", str(root), "-cf", str(package), name]
    subprocess.run(command, check=True)
    shutil.rmtree(root)
    return package


def _add_desktop_files(share: Path, version: str) -> None:
    """Entry of the menu, icons, and what software centres show."""
    applications, metainfo = share / "applications", share / "metainfo"
    applications.mkdir(parents=True)
    metainfo.mkdir()
    shutil.copyfile(SOURCES / "mirstudio.desktop", applications / "mirstudio.desktop")
    name = "org.mirstudio.mirstudio.metainfo.xml"
    facts = {"VERSION": version, "DATE": datetime.now(UTC).date().isoformat()}
    (metainfo / name).write_text(_filled(name, facts), encoding="utf-8")
    for icon in ICONS.glob("mirstudio-*.png"):
        side = icon.stem.rpartition("-")[2]
        apps = share / f"icons/hicolor/{side}x{side}/apps"
        apps.mkdir(parents=True)
        shutil.copyfile(icon, apps / "mirstudio.png")
    scalable = share / "icons/hicolor/scalable/apps"
    scalable.mkdir(parents=True)
    shutil.copyfile(ICONS / "mirstudio.svg", scalable / "mirstudio.svg")


def _filled(name: str, facts: Mapping[str, str]) -> str:
    """A file of `packaging/linux` with its @NAMES@ replaced."""
    text = (SOURCES / name).read_text(encoding="utf-8")
    for key, value in facts.items():
        text = text.replace(f"@{key}@", value)
    return text


def _hard_copy(source: Path, target: Path) -> None:
    """Copy a folder by hard links: a second gigabyte would only be written to be deleted."""
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-al", str(source), str(target)], check=True)
