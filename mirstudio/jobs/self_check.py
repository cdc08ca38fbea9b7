"""Whether this installation works: device, models, formats, and a sample that comes out right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mirstudio.errors import MirStudioError
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.trial import Trial, try_formats
from mirstudio.paths import models_folder, resources_folder
from mirstudio.progress import Progress, Work
from mirstudio.restoration.device import find_devices
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.place import settle_place
from mirstudio.restoration.preset import Task
from mirstudio.restoration.restore import restore
from mirstudio.restoration.verification import Verification, verify_all

SAMPLE = "street-in-burano.png"
LEFT, TOP, WIDTH, HEIGHT = 300, 400, 576, 64
"""The part of the sample photo that is restored, in pixels: of several tiles, so that the whole
way of a large photo is gone."""
EXPECTED = "restored.png"
"""What came out where mirstudio is developed, on the CPU in float32."""
TOLERANCES = {"fp32": 1.0, "fp16": 1.0, "bf16": 2.0}
"""Largest difference from it, in steps of 255. Rounding alone came to 0.002, 0.07 and 0.63; the
restoration itself changes the sample by 128."""


@dataclass(frozen=True)
class Finding:
    """What became of checking one thing."""

    subject: str
    """What was checked: "device", "model denoise-…", "format jpeg", "restoration"."""
    told: str
    """What was found, in a few words or a sentence."""
    passed: bool = True


def self_check(library: ModelLibrary) -> Work[list[Finding]]:
    """Check everything; what fails does not stop the rest."""
    yield Progress(0, 4, "step", "device")
    findings = list(_of_devices())
    yield Progress(1, 4, "step", "models")
    findings += [_of_model(one) for one in (yield from verify_all(library))]
    yield Progress(2, 4, "step", "formats")
    findings += [_of_format(trial) for trial in (yield from try_formats())]
    yield Progress(3, 4, "step", "restoration")
    findings.append((yield from _of_restoration()))
    return findings


def restored_sample(
    device: str = "auto", precision: str = "auto"
) -> Work[tuple[Photo, RestorationModel]]:
    """Restore the sample with the program's own model for noise, whatever the user added."""
    photo = read_photo(resources_folder() / "samples" / SAMPLE)
    part = photo.pixels[TOP : TOP + HEIGHT, LEFT : LEFT + WIDTH]
    library = ModelLibrary([models_folder()])
    model = library.load(library.default(Task.DENOISE).name, device, precision)
    # Alone: its profile and metadata are none of this check's business.
    restored = yield from restore(Photo(np.ascontiguousarray(part)), model)
    return replace(restored, bit_depth=16), model


def _of_devices() -> Iterator[Finding]:
    """Where models run; a device that is not used is told, and is no failure."""
    place = settle_place()
    yield Finding("device", f"{place.device.chip or place.device.title}, {place.precision}")
    for device in find_devices():
        if device.kind not in (place.device.kind, "cpu"):
            yield Finding("device", f"{device.chip or device.title} is there, too")
    for notice in place.notices:
        yield Finding("device", notice)


def _of_model(one: Verification) -> Finding:
    return Finding(f"model {one.name}", one.problem or "sound", not one.problem)


def _of_format(trial: Trial) -> Finding:
    works = "reads and writes" if trial.writes else "reads"
    return Finding(f"format {trial.format}", trial.problem or works, not trial.problem)


def _of_restoration() -> Work[Finding]:
    subject = "restoration"
    try:
        photo, model = yield from restored_sample()
        expected = read_photo(resources_folder() / "self_check" / EXPECTED)
    except MirStudioError as error:
        return Finding(subject, str(error), passed=False)
    largest = float(np.abs(photo.pixels.clip(0, 1) - expected.pixels).max()) * 255
    allowed = TOLERANCES[model.precision]
    told = f"{largest:.2f} of 255 off at most, {allowed} allowed in {model.precision}"
    return Finding(subject, f"{model.name}: {told}", passed=largest <= allowed)
