"""Gather the licences of all that a bundle holds: THIRD_PARTY.md and the texts in licences/.

    python tools/third_party.py BUNDLE WORK

BUNDLE is the folder that PyInstaller made, WORK its working folder, whose tables of contents say
where each file came from. Each file must have an owner: a Python package, Python, or a package of
Debian; one without is an error.
"""

from __future__ import annotations

import ast
import csv
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "packaging" / "licences"
"""Licences that some packages only name."""
DOCUMENTS = Path("/usr/share/doc")
"""Where Debian keeps the licences of its packages."""
BOOT = "PyInstaller"
"""Its boot loader starts the programs; its exception allows any licence for what it starts."""


@dataclass(frozen=True)
class Inner:
    """A library inside a package, with terms of its own that ask for more than being named."""

    name: str
    patterns: tuple[str, ...]
    licence: str
    sources: str


INNER = (
    Inner(
        "Qt", ("libQt6*", "Qt6*.dll", "QtCore"), "LGPL-3.0", "https://download.qt.io/archive/qt/"
    ),
    Inner(
        "PySide6, Shiboken",
        ("*pyside6*", "*shiboken6*", "Shiboken.*"),
        "LGPL-3.0",
        "https://code.qt.io/cgit/pyside/pyside-setup.git/",
    ),
    Inner("libheif", ("libheif*", "heif.dll"), "LGPL-3.0", "https://github.com/strukturag/libheif"),
    Inner("libde265", ("libde265*",), "LGPL-3.0", "https://github.com/strukturag/libde265"),
    Inner(
        "LibRaw",
        ("libraw_r*", "libraw.so*", "raw_r.dll"),
        "CDDL-1.0 (of CDDL-1.0 or LGPL-2.1)",
        "https://github.com/LibRaw/LibRaw",
    ),
    Inner(
        "FFmpeg, in OpenCV",
        ("libavcodec*", "libavformat*", "libavutil*", "libsw*", "opencv_videoio_ffmpeg*"),
        "LGPL-2.1",
        "https://github.com/opencv/opencv-python",
    ),
    Inner(
        "GCC's run-time libraries",
        ("libgfortran*", "libquadmath*", "libstdc++*", "libgomp*", "libgcc_s*"),
        "GPL-3.0 with the GCC run-time library exception; libquadmath LGPL-2.1",
        "https://gcc.gnu.org/",
    ),
)
"""All of them are used unchanged, as shared files that can be replaced in the bundle's folder."""


@dataclass
class Component:
    """Something that others made and the bundle holds."""

    name: str
    version: str
    licence: str
    texts: list[Path] = field(default_factory=list)
    """Files with the licences in full."""


class Owners:
    """Knows which component a file on this machine belongs to."""

    def __init__(self) -> None:
        self._packages = {
            file: package for package in distributions() for file in files_of(package)
        }
        places = ("stdlib", "platstdlib")
        self._python = {os.path.realpath(sysconfig.get_path(place)) for place in places}
        self._python.add(os.path.realpath(sys.base_prefix))
        self._known: dict[str, Component] = {}

    def owner_of(self, file: str) -> Component | None:
        """Return the component; None for our own files. Raises LookupError for a stray file."""
        path = os.path.realpath(file)
        package = self._packages.get(path)
        if package is not None:
            return self._once(package.name, lambda: of_package(package))
        if Path(path).is_relative_to(ROOT):
            return None
        if any(Path(path).is_relative_to(folder) for folder in self._python):
            return self._once("Python", of_python)
        name = debian_package(path)
        return self._once(f"debian:{name}", lambda: of_debian(name))

    def _once(self, key: str, make: Callable[[], Component]) -> Component | None:
        if key in ("mirstudio", "PyInstaller"):
            return None
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]


def files_of(package: Distribution) -> Iterator[str]:
    """Real paths of a package's files; `Distribution.files` takes minutes for all there are."""
    folder = Path(str(package.locate_file(""))).resolve()
    for row in csv.reader((package.read_text("RECORD") or "").splitlines()):
        yield os.path.normpath(folder / row[0])


def of_package(package: Distribution) -> Component:
    """Describe a Python package by what its metadata says."""
    facts = package.metadata
    licence = facts.get("License-Expression") or facts.get("License") or ""
    if not licence or len(licence) > 120:
        classifiers = [c for c in facts.get_all("Classifier") or () if c.startswith("License ::")]
        licence = ", ".join(c.rpartition(" :: ")[2] for c in classifiers) or "see its text"
    names = ("license", "licence", "copying", "notice", "authors")
    texts = [
        Path(file)
        for file in files_of(package)
        if ".dist-info" in file and Path(file).name.lower().startswith(names)
    ]
    return Component(package.name, package.version, licence, texts)


def of_python() -> Component:
    """Describe Python itself."""
    texts = [
        path for path in Path(sys.base_prefix).glob("**/LICENSE.txt") if "site-" not in str(path)
    ]
    if not texts:
        texts = [
            Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright")
        ]
    return Component("Python", sys.version.split()[0], "PSF-2.0", texts[:1])


def of_debian(name: str) -> Component:
    """Describe a package of Debian or Ubuntu that a library was taken from."""
    asked = ["dpkg-query", "-W", "-f", "${Version}", name]
    version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return Component(f"{name} (Debian)", version, "see its text", [DOCUMENTS / name / "copyright"])


def debian_package(path: str) -> str:
    """Return the package that a file belongs to; raises LookupError when nobody knows."""
    names = dict.fromkeys((path, path.removeprefix("/usr")))
    for name in names:
        if shutil.which("dpkg-query"):
            asked = ["dpkg-query", "-S", name]
            answer = subprocess.run(asked, capture_output=True, text=True, check=False)
            if answer.returncode == 0:
                return answer.stdout.partition(":")[0]
    raise LookupError(f"Nobody knows where {path} comes from, and so under which licence it is.")


def sources_of(work: Path) -> Iterator[str]:
    """Files that went into the bundle, by PyInstaller's tables of contents."""
    for table in (*work.glob("COLLECT-*.toc"), *work.glob("PYZ-*.toc")):
        content = ast.literal_eval(table.read_text(encoding="utf-8"))
        for entry in _entries(content):
            if Path(entry[1]).is_file() and not Path(entry[1]).is_relative_to(work):
                yield entry[1]


def _entries(content: object) -> Iterator[tuple[str, str, str]]:
    """All (name, source, kind) of a table, however deep."""
    if (
        isinstance(content, tuple)
        and len(content) == 3
        and all(isinstance(x, str) for x in content)
    ):
        yield content
    elif isinstance(content, (tuple, list)):
        for part in content:
            yield from _entries(part)


def inner_libraries(files: Iterable[str]) -> list[Inner]:
    """Those of INNER that are among the files."""
    names = {Path(file).name for file in files}
    return [
        inner
        for inner in INNER
        if any(fnmatch(name, pattern) for name in names for pattern in inner.patterns)
    ]


def write(bundle: Path, components: list[Component], inner: list[Inner]) -> None:
    """Copy the texts, and write the table that leads to them."""
    folder = bundle / "licences"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(TEXTS, folder)
    lines = [
        "# Third-party licences",
        "",
        "mirstudio is under the Apache License 2.0 (`_internal/LICENSE`). This bundle also holds",
        "what is listed here, unchanged but for the names of inner functions, which are stripped.",
        "",
        "## Libraries whose terms ask for more",
        "",
        "They lie in `_internal` as shared files and may be replaced there by other builds. The",
        "texts of the GPL and the LGPL, which not all of them bring along, are in `licences`.",
        "",
        "| library | licence | sources |",
        "|---|---|---|",
        *(f"| {one.name} | {one.licence} | {one.sources} |" for one in inner),
        "",
        f"{BOOT}'s boot loader is GPL-2.0 with an exception for the programs that it starts.",
        "The icons are Lucide's (ISC), the typeface is Inter (OFL): texts beside them below",
        "`_internal/mirstudio/_data/resources`.",
        "",
        "## Everything",
        "",
        "| component | version | licence | text |",
        "|---|---|---|---|",
    ]
    for one in components:
        place = _copy_texts(one, folder)
        lines.append(f"| {one.name} | {one.version} | {one.licence} | {place} |")
    (bundle / "THIRD_PARTY.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _copy_texts(one: Component, folder: Path) -> str:
    """Copy a component's licences into a folder of its own and return its name."""
    own = folder / one.name.partition(" ")[0]
    texts = [text for text in one.texts if text.is_file()]
    for text in texts:
        # Below "licenses" there may be many of one name: their path is kept.
        below = text.parts[text.parts.index("licenses") + 1 :] if "licenses" in text.parts else ()
        target = own.joinpath(*(below or (text.name,)))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, target)
    return f"`licences/{own.name}`" if texts else "-"


def main(arguments: list[str]) -> int:
    """Gather everything for one bundle."""
    bundle, work = map(Path, arguments)
    files = sorted(set(sources_of(work)))
    owners = Owners()
    found: dict[str, Component] = {}
    strays: list[str] = []
    for file in files:
        try:
            owner = owners.owner_of(file)
        except LookupError as error:
            strays.append(str(error))
            continue
        if owner is not None:
            found[owner.name] = owner
    if strays or not found:
        print("\n".join(strays) or f"There are no tables of contents in {work}.")
        return 1
    components = sorted(found.values(), key=lambda one: one.name.lower())
    write(bundle, components, inner_libraries(files))
    print(f"{len(files)} files of {len(components)} components: {bundle / 'THIRD_PARTY.md'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
