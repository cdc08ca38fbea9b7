"""Settle what all tiles of a photo share, come what may: with less memory, or more exactly."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from mirstudio.errors import DeviceError
from mirstudio.imaging.photo import Photo
from mirstudio.restoration.failures import (
    FAILURES,
    SMALLEST,
    device_error,
    is_out_of_memory,
    ways_of,
)
from mirstudio.restoration.model import Prepared, RestorationModel
from mirstudio.restoration.statistics import Sample, halved

logger = logging.getLogger(__name__)


def settle(
    views: Sequence[Photo], model: RestorationModel, sample: Sample
) -> tuple[Prepared, Sample]:
    """Run `sample`, or what memory allows of it; return what was learnt, and from which sample.

    A network that returns values that are no numbers is asked again in float32, then on the CPU.
    Raises DeviceError when no way leads to sound statistics.
    """
    for device, precision in ways_of(model):
        prepared, used = _settle_in_memory(views, model.on(device, precision), sample)
        if prepared.sound:
            return prepared, used
        logger.warning("The statistics hold no numbers on %s in %s.", device, precision)
    raise DeviceError(
        "What the photo's tiles share holds values that are no numbers, even on the CPU in fp32.",
        "Try another model.",
    )


def _settle_in_memory(
    views: Sequence[Photo], model: RestorationModel, sample: Sample
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
        logger.warning("Memory ran out; the statistics are taken from %s.", sample.patches)
