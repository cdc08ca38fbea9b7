"""Which photos are meant by dropped files and folders, and what recipes wish for them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mirstudio.errors import UsageError
from mirstudio.gui.edits.edit import ASSUMED_BLUR, Edit
from mirstudio.gui.translate import tr


@dataclass(frozen=True)
class Found:
    """Photos in the order in which they were meant."""

    photos: Sequence[Path]
    wishes: Mapping[Path, Edit] = field(default_factory=dict[Path, Edit])
    """Models and sliders of the photos whose recipes were among the files."""


def find_photos(paths: Sequence[Path]) -> Found:
    """Find the photos meant; a recipe, named itself, stands for the photo it was followed on.

    A folder stands for all photos below it, by folder and name. Raises MirStudioError where a
    recipe makes no sense or its photo is gone.
    """
    from mirstudio.jobs.recipe import SUFFIX

    wishes: dict[Path, Edit] = {}
    photos: list[Path] = []
    for path in paths:
        if path.name.endswith(SUFFIX):
            photo, wish = read_wish(path)
            wishes[photo] = wish
            photos.append(photo)
        else:
            photos += photos_among([path])
    return Found(list(dict.fromkeys(photos)), wishes)


def read_wish(path: Path) -> tuple[Path, Edit]:
    """Return the photo that a recipe was followed on, and what it wishes.

    Raises MirStudioError where it makes no sense, UsageError where the photo is gone.
    """
    from mirstudio.imaging.adjustments import Adjustments
    from mirstudio.jobs.recipe import read_sidecar

    sidecar = read_sidecar(path)
    photo = Path(sidecar.sources[0].path)
    if not photo.is_file():
        sentence = tr("The photo of this recipe is not there any more: {photo}.")
        raise UsageError(sentence.format(photo=photo))
    usual = Adjustments().to_dict()
    wished = sidecar.recipe.adjustments.to_dict()
    first, *others = (step.model for step in sidecar.recipe.chain)
    sliders = {name: value for name, value in wished.items() if value != usual[name]}
    if sidecar.recipe.blur is not None:
        sliders[ASSUMED_BLUR] = sidecar.recipe.blur
    return photo, Edit(first, sliders, then=tuple(others))


def photos_among(paths: Sequence[Path]) -> list[Path]:
    """Photos in the order given; a folder stands for all photos below it, by folder and name."""
    from mirstudio.imaging.files import READABLE_SUFFIXES

    found: list[Path] = []
    for path in paths:
        inside = _all_inside(path) if path.is_dir() else [path]
        found += [one for one in inside if one.suffix.lower() in READABLE_SUFFIXES]
    return list(dict.fromkeys(found))


def pair_among(paths: Sequence[Path]) -> tuple[Path, Path]:
    """The left and the right view among two files: left is the first by name.

    Raises UsageError when there are not two.
    """
    if len(paths) != 2:
        raise UsageError(tr("A pair is two files: choose the left and the right view together."))
    left, right = sorted(paths, key=lambda path: path.name.lower())
    return left, right


def _all_inside(folder: Path) -> Iterator[Path]:
    """Files below a folder: its own before those of its folders; hidden ones are passed over."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted((one for one in folders if not one.startswith(".")), key=str.lower)
        visible = (name for name in names if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(visible, key=str.lower))
