"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Collection, Generator
from contextlib import contextmanager
from pathlib import Path

from mirstudio.errors import ModelError, UsageError
from mirstudio.imaging.adjustments import SLIDERS
from mirstudio.restoration.chain import LEAST_BLUR, MOST_BLUR, in_order
from mirstudio.restoration.preset import Task

SUFFIXES = {
    "jpeg": (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
    "png": (".png", ".apng"),
    "tiff": (".tif", ".tiff"),
    "webp": (".webp",),
    "avif": (".avif",),
    "jxl": (".jxl",),
    "dng": (".dng",),
}
"""Formats that can be written, with their suffixes, the usual one first; --help must not wait for
the codecs, so a test holds this to them."""

AUTO = "auto"
"""Measure each photo and choose by that."""
LOCK = "colour_lock"
SWITCH = {"on": True, "off": False}

TEMPLATE = "{name}-{task}"
"""Name of a result; a test holds it to that of `mirstudio.jobs`."""
LEAST_TILE = 32
"""Tiles smaller than this would be all overlap."""


def add_device_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where and in what precision networks run."""
    precisions = ("auto", "fp32", "bf16", "fp16")
    parser.add_argument(
        "--device",
        type=device,
        default="auto",
        metavar="DEVICE",
        help="where networks run: auto, cpu, cuda, cuda:1, mps, xpu",
    )
    parser.add_argument("--precision", choices=precisions, default="auto", help="of the networks")


def add_wish_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is to be done with a photo, and how its result is written."""
    add = parser.add_argument
    tasks = f"{', '.join((*Task, AUTO))}; several after each other as in denoise,sr"
    add("--task", type=tasks_or_auto, metavar="TASK", help=tasks)
    add("--scale", type=int, choices=(2, 3, 4), help="enlargement, with --task sr")
    named = "model to use instead of the task's own; several run in the order given"
    add("--model", type=names, metavar="NAME|FILE", help=named)
    strength = "per cent of it to apply (100), or as measured"
    add("--strength", type=percent_or_auto, metavar="N|auto", help=strength)
    unneeded = "photos that need nothing, with auto (copy)"
    add("--unneeded", choices=("copy", "skip"), default="copy", help=unneeded)
    moved = "move a slider, as in shadows=30; a ? lists them"
    key = "KEY=VALUE"
    add("--adjust", type=adjustment, action="append", default=[], metavar=key, help=moved)
    assumed = "pixels of blur that blind enlargement assumes"
    add("--assume-blur", type=blur_or_auto, metavar="N|auto", help=assumed)
    add("--recipe", type=Path, metavar="SIDECAR", help="do as a result's .mir.json says")
    add_device_arguments(parser)
    add("--tile", type=tile_side, metavar="auto|N", help="side of a tile in pixels")
    add_output_arguments(parser)
    conflicts = ("unique", "skip", "overwrite")
    add("--on-conflict", choices=conflicts, default="unique", help="when a result exists already")


def add_name_argument(parser: argparse.ArgumentParser) -> None:
    """Declare how results in a folder are called."""
    tokens = "{name} {task} {model} {scale} {strength} {date} {seq:4} {parent}"
    help_ = f"of results in a folder: {tokens}"
    parser.add_argument("--name", default=TEMPLATE, metavar="TEMPLATE", help=help_)


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how a result is encoded; None where a recipe, or the usual, is to decide."""
    add = parser.add_argument
    formats = list(SUFFIXES)
    add("--format", choices=formats, metavar="FORMAT", help=", ".join(formats))
    add("--bit-depth", type=int, choices=(8, 16, 32), help="bits per channel of the result")
    lossy = "of JPEG, WebP, AVIF, JPEG XL (95); 100: the last three lose nothing"
    add("--quality", type=quality, metavar="1-100", help=lossy)
    forms = ("444", "422", "420")
    add("--subsampling", choices=forms, help="of the colour in JPEG and AVIF (444: none)")
    spaces = ("srgb", "display-p3")
    add("--space", choices=spaces, help="convert the colours (kept, with their profile)")
    kept = ("all", "no-gps", "copyright", "none")
    add("--metadata", choices=kept, help="what of EXIF, XMP and IPTC is kept (all)")
    add(
        "--disclose",
        action=argparse.BooleanOptionalAction,
        help="tell in XMP that a model restored the photo, and which",
    )


def scale_of(tasks: Collection[Task | None], scale: int | None) -> int:
    """Return the enlargement that --task and --scale ask for together.

    Raises UsageError when they contradict each other.
    """
    if Task.SR in tasks:
        return scale or 2
    if scale and any(tasks):
        raise UsageError("--scale goes with --task sr only.")
    return scale or 1


@contextmanager
def told_as_usage() -> Generator[None]:
    """Turn a model that does not exist into bad usage, exit code 2."""
    try:
        yield
    except ModelError as error:
        raise UsageError(error.message, error.hint) from None


def device(text: str) -> str:
    """Read the name of a kind of device, with or without a number; torch knows which there are."""
    if not re.fullmatch(r"[a-z]+(:\d+)?", text):
        raise argparse.ArgumentTypeError(f"{text} is no device such as cpu, cuda:1 or mps")
    return text


def task(text: str) -> Task:
    """Read the name of a task."""
    if text not in list(Task):
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(Task)}")
    return Task(text)


def tasks_or_auto(text: str) -> tuple[Task, ...] | str:
    """Read names of tasks separated by commas into the order in which they run, or "auto"."""
    return text if text == AUTO else in_order(task(one) for one in text.split(","))


def names(text: str) -> tuple[str, ...]:
    """Read names separated by commas; a file may have commas in its name."""
    return (text,) if Path(text).is_file() else tuple(text.split(","))


def percent_or_auto(text: str) -> float | str:
    """Read 0–100, or "auto"."""
    return text if text == AUTO else percent(text)


def adjustment(text: str) -> tuple[str, float | bool]:
    """Read KEY=VALUE: an adjustment's name and its value as `Adjustments` takes it."""
    key, _, value = text.partition("=")
    if key == LOCK and value in SWITCH:
        return key, SWITCH[value]
    slider = SLIDERS.get(key)
    if slider is None or key == "strength":
        raise argparse.ArgumentTypeError(f"{text} is none of {_sliders()}")
    low, high = slider.low * slider.shown, slider.high * slider.shown
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{key} lies between {low:g} and {high:g}, not {value}")
    return key, number / slider.shown


def _sliders() -> str:
    """Name the sliders with their ranges."""
    ranges = [
        f"{key}={slider.low * slider.shown:g}…{slider.high * slider.shown:g}"
        for key, slider in SLIDERS.items()
        if key != "strength"
    ]
    return ", ".join([*ranges, f"{LOCK}=on|off"])


def percent(text: str) -> float:
    """Read 0–100."""
    value = float(text)
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 100")
    return value


def blur_or_auto(text: str) -> float | str:
    """Read a blur that can be assumed, in pixels, or "auto"."""
    if text == AUTO:
        return text
    value = float(text)
    if not LEAST_BLUR <= value <= MOST_BLUR:
        raise argparse.ArgumentTypeError(f"{text} is not between {LEAST_BLUR:g} and {MOST_BLUR:g}")
    return value


def quality(text: str) -> int:
    """Read 1–100."""
    value = int(text)
    if not 1 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and 100")
    return value


def positive(text: str) -> int:
    """Read a whole number from 1."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return value


def positive_number(text: str) -> float:
    """Read a number above 0."""
    value = float(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def tile_side(text: str) -> int | None:
    """Read a tile's side in pixels; None for "auto"."""
    if text == "auto":
        return None
    value = int(text)
    if value < LEAST_TILE:
        raise argparse.ArgumentTypeError(f"{text} is less than {LEAST_TILE} pixels")
    return value


def numbers(text: str) -> tuple[float, ...]:
    """Read numbers separated by commas."""
    return tuple(float(part) for part in text.split(","))
