"""One family of errors: a sentence for the user, what to do about it, an exit code."""

from __future__ import annotations


class MirStudioError(Exception):
    """Something the user should know, said in one sentence; shown without a traceback."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What happened, one sentence."""
        self.hint = hint
        """What to do about it, one sentence; may be empty."""

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(MirStudioError):
    """What was asked for cannot be done as asked."""

    exit_code = 2


class PhotoError(MirStudioError):
    """A photo could not be read or written."""


class ModelError(MirStudioError):
    """A checkpoint or model could not be found, read or recognised."""


class DeviceError(MirStudioError):
    """A device is missing or failed at its work."""


class TrainingError(MirStudioError):
    """A training or evaluation could not start or go on."""
