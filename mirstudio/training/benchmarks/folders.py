"""Official layouts that are folders of picture files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from mirstudio.errors import TrainingError
from mirstudio.imaging.files import READABLE_SUFFIXES
from mirstudio.training.cases import Condition, namesake, photos_in, read_pair
from mirstudio.training.protocols import (
    Protocol,
    score_aligned,
    score_defocus,
    score_rain,
    score_realsr,
    score_rgb,
)

RAIN_SETS = ("Test100", "Rain100H", "Rain100L", "Test2800", "Test1200")
REALBLUR_KINDS = ("R", "J")
REALSR_CAMERAS = ("Canon", "Nikon")
DPDD_VIEWS = ("test_c", "test_l", "test_r")
DPDD_SCENES = ("indoor", "outdoor")

Pair = tuple[str, Path, Path]
"""Name, degraded photo, true photo."""


def find_gopro(root: Path, scale: int) -> list[Condition]:
    """`test/<scene>/{blur,sharp}/*.png`."""
    folder = _inside(root, "test")
    scenes = [scene for scene in sorted(folder.iterdir()) if (scene / "blur").is_dir()]
    pairs = [
        (f"{scene.name} {path.stem}", path, namesake(path, scene / "sharp"))
        for scene in scenes
        for path in photos_in(scene / "blur")
    ]
    return [_condition("", pairs, ("RGB", score_rgb), root)]


def find_hide(root: Path, scale: int) -> list[Condition]:
    """`test/**/*.png`, in close-ups and long shots, and all true photos in `GT/`."""
    paths = sorted(
        p for p in _needed(root / "test").rglob("*") if p.suffix.lower() in READABLE_SUFFIXES
    )
    pairs = [(path.stem, path, namesake(path, root / "GT")) for path in paths]
    return [_condition("", pairs, ("RGB", score_rgb), root)]


def find_realblur(root: Path, scale: int) -> list[Condition]:
    """`RealBlur_{R,J}_test_list.txt`: in each line the true photo, then the blurred one."""
    lists = {f"RealBlur-{k}": root / f"RealBlur_{k}_test_list.txt" for k in REALBLUR_KINDS}
    return [
        _condition(name, list(_listed(path)), ("aligned RGB", score_aligned), root)
        for name, path in _present(lists, root)
    ]


def find_rain13k(root: Path, scale: int) -> list[Condition]:
    """`test/<set>/{input,target}` of the five sets, or as many of them as are there."""
    folder = _inside(root, "test")
    return [
        _condition(name, _pairs(path / "input", path / "target"), ("Y", score_rain), root)
        for name, path in _present({name: folder / name for name in RAIN_SETS}, root)
    ]


def find_realsr(root: Path, scale: int) -> list[Condition]:
    """`{Canon,Nikon}/Test/<scale>/*_HR.png` and `*_LR<scale>.png`, both of one size."""
    folders = {camera: root / camera / "Test" / str(scale) for camera in REALSR_CAMERAS}
    pairs = [
        (f"{path.stem.removesuffix('_HR')}", _reduced(path, scale), path)
        for _, folder in _present(folders, root)
        for path in photos_in(folder)
        if path.stem.endswith("_HR")
    ]
    return [_condition(f"×{scale}", pairs, ("Y", partial(score_realsr, scale=scale)), root)]


def find_lol(root: Path, scale: int) -> list[Condition]:
    """`eval15/{low,high}`."""
    folder = _inside(root, "eval15")
    return [_condition("", _pairs(folder / "low", folder / "high"), ("RGB", score_rgb), root)]


def find_fivek(root: Path, scale: int) -> list[Condition]:
    """`{input,expertC}`, possibly in `test/`."""
    folder = _inside(root, "test")
    pairs = _pairs(folder / "input", folder / "expertC")
    return [_condition("", pairs, ("RGB", score_rgb), root)]


def find_dpdd(root: Path, scale: int) -> list[Condition]:
    """`test_c/{source,target}`, and the sensor's halves in `test_l` and `test_r` if they are there.

    `indoor_labels.npy` and `outdoor_labels.npy`, the places of such scenes among the photos by
    name, in `root` or above each folder, tell the two apart.
    """
    found = _present({view: root / view for view in DPDD_VIEWS}, root)
    return [_defocused(name, folder, root) for name, folder in found]


def _defocused(name: str, folder: Path, root: Path) -> Condition:
    # The halves share the truth of the whole, which some copies hold only once.
    target = folder / "target"
    target = target if target.is_dir() else root / DPDD_VIEWS[0] / "target"
    sources, truths = photos_in(folder / "source"), photos_in(target)
    if len(sources) != len(truths):
        raise TrainingError(f"{folder / 'source'} and {target} hold different numbers of photos.")
    # File names are the cameras' and differ; the order is what pairs them.
    readers = tuple(
        partial(read_pair, source.stem, source, truth, (("RGB", score_defocus),), exact=True)
        for source, truth in zip(sources, truths, strict=True)
    )
    return Condition(name, readers, _scenes(root, len(sources)))


def _scenes(root: Path, count: int) -> tuple[str, ...]:
    """The kind of scene of each photo; nothing where no labels are there."""
    files = {kind: root / f"{kind}_labels.npy" for kind in DPDD_SCENES}
    if not all(path.is_file() for path in files.values()):
        return ()
    scenes = [""] * count
    for kind, path in files.items():
        for place in np.load(path, allow_pickle=False).ravel():
            if not 0 <= place < count:
                raise TrainingError(f"{path} names photo {place} of {count}.")
            scenes[int(place)] = kind
    if "" in scenes:
        raise TrainingError(f"The labels in {root} leave photo {scenes.index('')} out.")
    return tuple(scenes)


def _condition(name: str, pairs: list[Pair], score: tuple[str, Protocol], root: Path) -> Condition:
    if not pairs:
        raise TrainingError(f"There is no pair of photos in {root}.")
    return Condition(name, tuple(partial(read_pair, *pair, (score,)) for pair in pairs))


def _pairs(degraded: Path, truths: Path) -> list[Pair]:
    return [(path.stem, path, namesake(path, truths)) for path in photos_in(degraded)]


def _listed(path: Path) -> Iterator[Pair]:
    """Pairs of a list; its paths start from the folder that it lies in."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        names = line.split()
        if len(names) < 2:
            raise TrainingError(f"{path} names no pair in “{line}”.")
        truth, blurred = (path.parent / name for name in names[:2])
        yield f"{blurred.parent.parent.name} {blurred.stem}", blurred, truth


def _reduced(path: Path, scale: int) -> Path:
    """The other photo of RealSR's pair."""
    return _needed(path.with_name(f"{path.stem.removesuffix('HR')}LR{scale}{path.suffix}"))


def _inside(root: Path, name: str) -> Path:
    """The folder of that name, or `root` where it is meant already."""
    return root / name if (root / name).is_dir() else _needed(root)


def _needed(path: Path) -> Path:
    if not path.exists():
        raise TrainingError(f"There is no {path}.")
    return path


def _present(places: dict[str, Path], root: Path) -> list[tuple[str, Path]]:
    """Those of a benchmark's places that exist. Raises TrainingError when none does."""
    found = [(name, path) for name, path in places.items() if path.exists()]
    if not found:
        wanted = ", ".join(str(path.relative_to(root)) for path in places.values())
        raise TrainingError(f"{root} holds none of {wanted}.")
    return found
