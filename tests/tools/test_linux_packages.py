"""A small folder as a Debian package and as a tarball."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tools import linux_packages as tool

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packages of Linux")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "mirstudio"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "data").write_bytes(os.urandom(3000))
    program = folder / "mirstudio"
    program.write_text("#!/bin/sh\necho works\n", encoding="utf-8")
    program.chmod(0o755)
    (folder / "mirstudio-window").symlink_to("mirstudio")
    (folder / "THIRD_PARTY.md").write_text("# Licences\n", encoding="utf-8")
    return folder


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
def test_a_deb_holds_program_menu_entry_and_licences(bundle: Path, tmp_path: Path):
    package = tool.make_deb(bundle, "1.2.3", "x86_64", tmp_path)
    assert package.name == "mirstudio_1.2.3_amd64.deb"
    root = tmp_path / "installed"
    subprocess.run(["dpkg-deb", "--extract", str(package), str(root)], check=True)
    done = subprocess.run([root / "usr/bin/mirstudio"], capture_output=True, text=True, check=True)
    assert done.stdout == "works\n"
    assert (root / "usr/bin/mirstudio-window").resolve() == root / "usr/lib/mirstudio/mirstudio"
    assert "Exec=mirstudio-window %F" in read(root / "usr/share/applications/mirstudio.desktop")
    [metainfo] = (root / "usr/share/metainfo").iterdir()
    assert 'version="1.2.3"' in read(metainfo)
    assert "@" not in read(metainfo)
    assert (root / "usr/share/icons/hicolor/256x256/apps/mirstudio.png").is_file()
    assert (root / "usr/share/doc/mirstudio/copyright").is_file()
    control = subprocess.run(
        ["dpkg-deb", "--field", str(package)], capture_output=True, text=True, check=True
    ).stdout
    assert "Version: 1.2.3\n" in control
    assert "libxcb-cursor0" in control
    assert "Recommends: fonts-noto-cjk" in control
    assert "@" not in control.replace("maintainers@", "")


@pytest.mark.skipif(shutil.which("xz") is None, reason="needs xz")
def test_a_tarball_runs_where_it_is_unpacked_and_enters_the_menu(bundle: Path, tmp_path: Path):
    package = tool.make_tarball(bundle, "1.2.3", "x86_64", tmp_path)
    with tarfile.open(package) as archive:
        archive.extractall(tmp_path / "opt", filter="data")
    [folder] = (tmp_path / "opt").iterdir()
    done = subprocess.run([folder / "mirstudio"], capture_output=True, text=True, check=True)
    assert done.stdout == "works\n"
    home = tmp_path / "home"
    environment = {"HOME": str(home), "PATH": os.environ["PATH"]}
    subprocess.run([folder / "install.sh"], env=environment, check=True, capture_output=True)
    entry = home / ".local/share/applications/mirstudio.desktop"
    assert f'Exec="{folder}/mirstudio-window" %F' in read(entry)
    assert (home / ".local/bin/mirstudio").resolve() == folder / "mirstudio"
    removing = [folder / "install.sh", "--remove"]
    subprocess.run(removing, env=environment, check=True, capture_output=True)
    assert not [path for path in home.rglob("*") if not path.is_dir()]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
