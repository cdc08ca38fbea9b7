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
