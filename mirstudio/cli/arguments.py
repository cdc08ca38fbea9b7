"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import argparse
import re
from collections.abc import Generator
from contextlib import contextmanager

from mirstudio.errors import ModelError, UsageError
from mirstudio.restoration.preset import Task

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


def scale_of(options: argparse.Namespace) -> int:
    """Return the enlargement that --task and --scale ask for together.

    Raises UsageError when they contradict each other.
    """
    if options.task is Task.SR:
        return options.scale or 2
    if options.scale and options.task is not None:
        raise UsageError("--scale goes with --task sr only.")
    return options.scale or 1


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


def percent(text: str) -> float:
    """Read 0–100."""
    value = float(text)
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 100")
    return value


def positive(text: str) -> int:
    """Read a whole number from 1."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
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
