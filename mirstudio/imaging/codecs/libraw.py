"""A program of its own that asks LibRaw: a file on standard input, its contents on standard output.

It runs apart because a damaged file must not take the window down with it, and because LibRaw
says only on standard error that it met damage, having filled the rest with whatever lay in memory.
The answer is one line of JSON; after it, where a picture was asked for, its samples.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import Any

import numpy as np
import rawpy

MEASURE, DEVELOP = "measure", "develop"


def answer(wish: str, data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what is known of a RAW file, and with DEVELOP its uint16 samples."""
    try:
        with rawpy.imread(BytesIO(data)) as file:
            found = describe(file)
            if wish == MEASURE or found["colours"] not in (1, 3):
                return found, b""
            light = develop(file, found["multipliers"])
            return {**found, "shape": light.shape}, light.tobytes()
    except (rawpy.LibRawFileUnsupportedError, rawpy.NotSupportedError):
        return {"error": "its kind of camera RAW is not supported"}, b""
    except rawpy.LibRawError:
        return {"error": "its data is damaged"}, b""


def describe(file: rawpy.RawPy) -> dict[str, Any]:
    """Return sizes in pixels, number of colours, white balance and matrices."""
    sizes = file.sizes
    turned = sizes.flip in (5, 6)
    return {
        "width": sizes.iheight if turned else sizes.iwidth,
        "height": sizes.iwidth if turned else sizes.iheight,
        "stored": sizes.raw_width * sizes.raw_height,
        "colours": file.num_colors,
        "multipliers": multipliers(file),
        "xyz_to_camera": np.nan_to_num(file.rgb_xyz_matrix)[:3].ravel().tolist(),
        "camera_to_srgb": np.nan_to_num(file.color_matrix)[:, :3].ravel().tolist(),
    }


def multipliers(file: rawpy.RawPy) -> list[float]:
    """Return the as-shot white balance, else daylight's, else none."""
    for found in (file.camera_whitebalance, file.daylight_whitebalance):
        balance = np.asarray(found[:3], float)
        if np.isfinite(balance).all() and (balance > 0).all():
            return balance.tolist()
    return [1.0, 1.0, 1.0]


def develop(file: rawpy.RawPy, balance: list[float]) -> np.ndarray:
    """Return H, W, 1 or 3 uint16 of linear light, upright, balanced for white.

    The largest of the multipliers is taken for 1, so that nothing bright is cut off.
    """
    red, green, blue = balance
    light = file.postprocess(
        demosaic_algorithm=rawpy.DemosaicAlgorithm.DCB,
        user_wb=[red, green, blue, green],
        output_color=rawpy.ColorSpace.raw,
        output_bps=16,
        gamma=(1, 1),
        no_auto_bright=True,
        # Blended, what is too bright keeps its brightness and fades to white, not to pink.
        highlight_mode=rawpy.HighlightMode.Blend,
        # Or white would depend on the brightest place in the photo.
        adjust_maximum_thr=0.0,
    )
    return light if light.ndim == 3 else light[..., np.newaxis]


if __name__ == "__main__":
    told, samples = answer(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
    sys.stdout.buffer.write(samples)
