"""Settle what all tiles of a photo share, come what may: with less memory, or more exactly."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from mirstudio.errors import DeviceError
from mirstudio.imaging.photo import Photo
from mirstudio.restoration.failures import (
    FAILURES,
    SMALLEST,
    device_error,
    is_out_of_memory,
    ways_of,
)
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.prepared import Prepared
from mirstudio.restoration.statistics import Sample, halved

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settled:
    """What the tiles of a photo share."""

    prepared: Prepared
    sample: Sample
    """From which it was learnt: the wished one, or what memory allowed of it."""
    incidents: tuple[str, ...]
    """What had to give way, one sentence each."""


def settle(views: Sequence[Photo], model: RestorationModel, sample: Sample) -> Settled:
    """Run `sample`, or what memory allows of it, and return what was learnt.

    A network that returns values that are no numbers is asked again in float32, then on the CPU.
    Raises DeviceError when no way leads to sound statistics.
    """
    incidents: list[str] = []
    for device, precision in ways_of(model):
        there = model.on(device, precision)
        prepared, used = _settle_in_memory(views, there, sample, incidents)
        if prepared.sound:
            return Settled(prepared, used, tuple(incidents))
        _note(incidents, f"The statistics hold no numbers on {there.device.title} in {precision}.")
    raise DeviceError(
        "What the photo's tiles share holds values that are no numbers, even on the CPU in fp32.",
        "Try another model.",
    )


def _settle_in_memory(
    views: Sequence[Photo], model: RestorationModel, sample: Sample, incidents: list[str]
) -> tuple[Prepared, Sample]:
    """Halve the sample until memory suffices. Raises DeviceError when it never does."""
    while True:
        try:
            return model.prepare(views, sample), sample
        except FAILURES as error:
            if not is_out_of_memory(error) or sample.pixels <= SMALLEST**2:
                raise device_error(model, error) from error
        model.release_memory()
        sample = halved(sample, model.architecture.size_multiple)
        megapixels = sample.pixels / 1e6
        _note(
            incidents, f"Memory ran out; the statistics are taken from {megapixels:.3f} megapixels."
        )


def _note(incidents: list[str], incident: str) -> None:
    incidents.append(incident)
    logger.warning("%s", incident)
