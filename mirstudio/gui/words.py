"""What the window says: plain words for progress, models, photos and mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.errors import MirStudioError
from mirstudio.gui.photo_facts import depth_words, exposure_words
from mirstudio.progress import Progress
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task

if TYPE_CHECKING:
    from mirstudio.imaging.photo import Photo

TASKS = {
    Task.LOWLIGHT: ("Low light", "moon", "Brighten photos taken with too little light"),
    Task.DENOISE: ("Denoise", "sparkles", "Take away noise of high ISO and small sensors"),
    Task.DEBLUR: ("Deblur", "focus", "Undo the blur of movement and shaking hands"),
    Task.SR: ("Enlarge", "image-upscale", "Make small photos larger, with detail"),
    Task.DERAIN: ("Derain", "cloud-rain", "Take away streaks of rain"),
    Task.RETOUCH: ("Retouch", "wand-sparkles", "Give light and colour a professional's hand"),
    Task.DEFOCUS: ("Refocus", "aperture", "Sharpen what lay outside the focus"),
}
"""Name, icon and explanation of each task."""

SAMPLE = "street-in-burano.png"
SAMPLE_CAPTION = "Sample photo by Anna Ceccarelli, CC BY 4.0. The noise was added by our script."

NO_MODEL = "No model is installed. Put a checkpoint and its card into the models folder."
REOPENED = "mirstudio ended unexpectedly. Your photos are back; the log is behind Ctrl+Shift+L."
NO_PAIR = "This model needs two aligned views of one photo. Choose both with “Open pair…”."


def time_left(seconds: float) -> str:
    """A duration as people say it."""
    if seconds < 60:
        return f"{max(round(seconds), 1)} s left"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {minutes} min left"
    hours, minutes = divmod(minutes, 60)
    return f"about {hours} h {minutes} min left" if minutes else f"about {hours} h left"


def take_about(seconds: float) -> str:
    """How long something will take, as people say it."""
    return time_left(seconds).removesuffix(" left")


def progress_line(progress: Progress, seconds: float, place: str = "") -> str:
    """Progress in words, such as "tile 41 of 96 · 6 s left · CPU, bf16".

    `seconds` is the time since the first step began.
    """
    if progress.unit == "step" or not progress.total:
        return progress.note[:1].upper() + progress.note[1:] + "…"
    parts = []
    if progress.done == 0:
        parts.append(f"First {progress.unit} of {progress.total}")
    else:
        parts.append(f"{progress.unit.capitalize()} {progress.done} of {progress.total}")
        if progress.done < progress.total:
            left = seconds / progress.done * (progress.total - progress.done)
            parts.append(time_left(left))
    parts += [word for word in (progress.note, place) if word]
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """A finished duration."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def error_sentence(error: BaseException, path: Path | None = None) -> str:
    """One sentence for the user, and what to do about it where that is known.

    `path` is called by its name only: the strip is short, and the user knows the folder.
    """
    if isinstance(error, MirStudioError):
        return str(error).replace(str(path), path.name) if path else str(error)
    if isinstance(error, MemoryError):
        return "There was not enough memory. Close other programs or try a smaller photo."
    detail = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return f"Something unexpected happened: {detail.rstrip('.')}. The log has the details."


def model_title(card: Card) -> str:
    """Name of a model for people."""
    return card.title or card.name


def chooser_title(card: Card) -> str:
    """Name of a model where one is chosen; what is not for paid work is marked."""
    return model_title(card) if card.commercial else f"{model_title(card)} · non-commercial"


def model_lines(card: Card) -> list[str]:
    """What a photographer wants to know of a model: what it gains, and what it may be used for."""
    lines = quality_lines(card.metrics)
    if not card.commercial:
        lines.append(licence_words(card))
    return lines


def licence_words(card: Card) -> str:
    """What a model may be used for."""
    if card.commercial:
        return f"{card.licence}: may be used for paid work"
    if card.licence in ("", "unknown"):
        return "Licence unknown: not for paid work"
    return f"{card.licence}: not for paid work"


def quality_lines(metrics: Mapping[str, object]) -> list[str]:
    """What was gained, one line per benchmark, such as "CBSD68 σ25  +10.6 dB"."""
    return [
        f"{name}  {psnr:.1f} dB" if taken is None else f"{name}  {psnr - taken:+.1f} dB"
        for name, psnr, taken in measured(metrics)
    ]


def measured(metrics: Mapping[str, object]) -> list[tuple[str, float, float | None]]:
    """Benchmarks by their name for people, PSNR in dB of the result, and of what went in.

    A benchmark's value is its PSNR, or a table with `psnr` and perhaps `input`, at any depth.
    """
    found: list[tuple[str, float, float | None]] = []
    for name, value in metrics.items():
        words = name.replace("sigma", "σ").replace("_", " ")
        if isinstance(value, int | float):
            found.append((words, float(value), None))
        elif isinstance(value, Mapping) and isinstance(psnr := value.get("psnr"), int | float):
            taken = value.get("input")
            known = isinstance(taken, int | float)
            found.append((words, float(psnr), float(taken) if known else None))
        elif isinstance(value, Mapping):
            found += [(f"{words} {name}", psnr, taken) for name, psnr, taken in measured(value)]
    return found


def photo_line(photo: Photo, second: Path | None = None) -> str:
    """A photo in short, such as "24.2 MP · 6000 × 4000 · 1/60 s · f/2.8 · ISO 6400 · 16 bit".

    `second` is the file of its right view, where it has one.
    """
    from mirstudio.imaging.profile_name import name_of
    from mirstudio.imaging.shot import read_shot

    parts = [f"{photo.megapixels:.1f} MP", f"{photo.width} × {photo.height}"]
    if exposure := exposure_words(read_shot(photo.metadata.exif)):
        parts.append(exposure)
    if photo.bit_depth != 8:
        parts.append(depth_words(photo.bit_depth))
    if (profile := name_of(photo.profile)) and "sRGB" not in profile:
        parts.append(profile)
    if second is not None:
        parts.append(f"pair with {second.name}")
    return " · ".join(parts)


def zoom_words(zoom: float, *, fitted: bool) -> str:
    """How large a photo is seen."""
    return "Fit" if fitted else f"{zoom * 100:.0f} %"


def exported_line(path: Path | None) -> str:
    """What became of an export."""
    if path is None:
        return "The file exists and was left alone."
    return f"Exported {path.name} to {path.parent}"
