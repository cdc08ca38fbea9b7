"""What the window says: plain words for progress, models, photos and mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.errors import MirStudioError
from mirstudio.gui.photo_facts import depth_words, exposure_words, megapixel_words
from mirstudio.gui.phrases import told, told_title
from mirstudio.gui.translate import marked, tr
from mirstudio.progress import Progress
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task

if TYPE_CHECKING:
    from mirstudio.gui.export_work import Exported
    from mirstudio.imaging.photo import Photo

TASKS = {
    Task.LOWLIGHT: (
        marked("Low light"),
        "moon",
        marked("Brighten photos taken with too little light"),
    ),
    Task.DENOISE: (
        marked("Denoise"),
        "sparkles",
        marked("Take away noise of high ISO and small sensors"),
    ),
    Task.DEBLUR: (marked("Deblur"), "focus", marked("Undo the blur of movement and shaking hands")),
    Task.SR: (marked("Enlarge"), "image-upscale", marked("Make small photos larger, with detail")),
    Task.DERAIN: (marked("Derain"), "cloud-rain", marked("Take away streaks of rain")),
    Task.RETOUCH: (
        marked("Retouch"),
        "wand-sparkles",
        marked("Give light and colour a professional's hand"),
    ),
    Task.DEFOCUS: (marked("Refocus"), "aperture", marked("Sharpen what lay outside the focus")),
}
"""Name, icon and explanation of each task."""

SAMPLE = "street-in-burano.png"
SAMPLE_CAPTION = marked(
    "Sample photo by Anna Ceccarelli, CC BY 4.0. The noise was added by our script."
)

NO_MODEL = marked("No model is installed. Put a checkpoint and its card into the models folder.")
REOPENED = marked(
    "mirstudio ended unexpectedly. Your photos are back; the log is behind Ctrl+Shift+L."
)
NO_PAIR = marked("This model needs two aligned views of one photo. Choose both with “Open pair…”.")


MOST_RESULTS = 3
"""Of one benchmark that are told one by one beside the photo."""

DONE = {
    "tile": (marked("First tile of {total}"), marked("Tile {done} of {total}")),
    "photo": (marked("First photo of {total}"), marked("Photo {done} of {total}")),
}
"""What is said of progress before the first and after it, by its unit."""

LEFT = (
    marked("{seconds} s left"),
    marked("about {minutes} min left"),
    marked("about {hours} h left"),
    marked("about {hours} h {minutes} min left"),
)
TAKES = (
    marked("{seconds} s"),
    marked("about {minutes} min"),
    marked("about {hours} h"),
    marked("about {hours} h {minutes} min"),
)


def time_left(seconds: float) -> str:
    """A duration as people say it."""
    return _spoken(seconds, LEFT)


def take_about(seconds: float) -> str:
    """How long something will take, as people say it."""
    return _spoken(seconds, TAKES)


def progress_line(progress: Progress, seconds: float, place: str = "") -> str:
    """Progress in words, such as "tile 41 of 96 · 6 s left · CPU, bf16".

    `seconds` is the time since the first step began.
    """
    if progress.unit == "step" or not progress.total:
        note = told(progress.note)
        return note[:1].upper() + note[1:] + "…"
    words = DONE.get(progress.unit, DONE["tile"])[progress.done > 0]
    parts = [tr(words).format(done=progress.done, total=progress.total)]
    if 0 < progress.done < progress.total:
        parts.append(time_left(seconds / progress.done * (progress.total - progress.done)))
    parts += [word for word in (told(progress.note), place) if word]
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """A finished duration."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return (
        tr("{minutes} min {rest} s").format(minutes=minutes, rest=rest)
        if rest
        else tr("{minutes} min").format(minutes=minutes)
    )


def error_sentence(error: BaseException, path: Path | None = None) -> str:
    """One sentence for the user, and what to do about it where that is known.

    `path` is called by its name only: the strip is short, and the user knows the folder.
    """
    if isinstance(error, MirStudioError):
        words = told(str(error))
        return words.replace(str(path), path.name) if path else words
    if isinstance(error, MemoryError):
        return tr("There was not enough memory. Close other programs or try a smaller photo.")
    detail = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return tr("Something unexpected happened: {detail}. The log has the details.").format(
        detail=detail.rstrip(".")
    )


def model_title(card: Card) -> str:
    """Name of a model for people."""
    return told_title(card.title) or card.name


def chain_title(chain: Sequence[Card]) -> str:
    """Names of models that follow each other."""
    first, *others = [model_title(card) for card in chain]
    for other in others:
        first = tr("{first}, then {other}").format(first=first, other=other)
    return first


def then_words(chain: Sequence[Card]) -> str:
    """What follows a model, in short, such as "then Denoise, Enlarge ×2"."""
    parts = [
        tr(TASKS[card.task][0]) + (f" ×{card.scale}" if card.scale > 1 else "")
        for card in chain
        if card.task
    ]
    if not parts:
        return tr("and nothing more")
    return tr("then {tasks}").format(tasks=", ".join(parts))


def chooser_title(card: Card) -> str:
    """Name of a model where one is chosen; what is not for paid work is marked."""
    return (
        model_title(card)
        if card.commercial
        else tr("{title} · non-commercial").format(title=model_title(card))
    )


def model_lines(card: Card) -> list[str]:
    """What a photographer wants to know of a model: what it gains, and what it may be used for."""
    lines = [line for name, value in card.metrics.items() for line in _in_short(name, value)]
    if not card.commercial:
        lines.append(licence_words(card))
    return lines


def licence_words(card: Card) -> str:
    """What a model may be used for."""
    if card.commercial:
        return tr("{licence}: may be used for paid work").format(licence=card.licence)
    if card.licence in ("", "unknown"):
        return tr("Licence unknown: not for paid work")
    return tr("{licence}: not for paid work").format(licence=card.licence)


def _in_short(name: str, value: object) -> list[str]:
    """What was gained in one benchmark; of many conditions, in the mean.

    What a model leaves of photos that need nothing is no gain, and stands on its card alone.
    """
    results = [result for result in measured({name: value}) if not result[0].endswith("untouched")]
    gains = [psnr - taken for _, psnr, taken in results if taken is not None]
    if len(results) <= MOST_RESULTS or len(gains) < len(results):
        return [_quality_line(*result) for result in results]
    gain = sum(gains) / len(gains)
    line = tr("{name}  {gain:+.1f} dB, mean of {count}")
    return [line.format(name=name.replace("_", " "), gain=gain, count=len(gains))]


def quality_lines(metrics: Mapping[str, object]) -> list[str]:
    """What was gained, one line per benchmark, such as "CBSD68 σ25  +10.6 dB"."""
    return [_quality_line(*result) for result in measured(metrics)]


def _quality_line(name: str, psnr: float, taken: float | None) -> str:
    return f"{name}  {psnr:.1f} dB" if taken is None else f"{name}  {psnr - taken:+.1f} dB"


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

    parts = [megapixel_words(photo.megapixels), f"{photo.width} × {photo.height}"]
    if exposure := exposure_words(read_shot(photo.metadata.exif)):
        parts.append(exposure)
    if photo.bit_depth != 8:
        parts.append(depth_words(photo.bit_depth))
    if (profile := name_of(photo.profile)) and "sRGB" not in profile:
        parts.append(profile)
    if second is not None:
        parts.append(tr("pair with {name}").format(name=second.name))
    return " · ".join(parts)


def zoom_words(zoom: float, *, fitted: bool) -> str:
    """How large a photo is seen."""
    return tr("Fit") if fitted else f"{zoom * 100:.0f} %"


def restored_line(seconds: float, place: str) -> str:
    """How long a photo took, and where."""
    return tr("Restored in {time} · {place}").format(time=duration(seconds), place=place)


def exported_line(exported: Exported | None) -> str:
    """What became of an export, and what of the result is otherwise in the file."""
    if exported is None:
        return tr("The file exists and was left alone.")
    path, changes = exported.path, exported.difference.changes
    line = tr("Exported {name} to {folder}").format(name=path.name, folder=path.parent)
    if not changes:
        return line
    otherwise = tr("In the file: {changes}").format(changes="; ".join(map(told, changes)))
    return f"{line} · {otherwise}"


def _spoken(seconds: float, words: tuple[str, str, str, str]) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    chosen = 0 if seconds < 60 else 1 if not hours else 3 if minutes else 2
    return tr(words[chosen]).format(seconds=max(round(seconds), 1), minutes=minutes, hours=hours)
