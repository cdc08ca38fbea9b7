"""What a photo can be rescued from."""

from __future__ import annotations

from enum import StrEnum


class Task(StrEnum):
    """A kind of damage that a model repairs; the words of the command line."""

    LOWLIGHT = "lowlight"
    DENOISE = "denoise"
    DEBLUR = "deblur"
    SR = "sr"
    DERAIN = "derain"
    RETOUCH = "retouch"
    DEFOCUS = "defocus"


MEAN_JUMPS = {
    Task.DENOISE: 0.15,
    Task.DEBLUR: 0.15,
    Task.SR: 0.15,
    Task.DERAIN: 0.25,
    Task.DEFOCUS: 0.15,
}
"""How far the mean of a channel over a tile may move, white being 1, before something must have
gone wrong. Noise cut off at black shifts it by 0.08 at sigma 50, dense rain by more. Light is what
the tasks that are left out are about."""
