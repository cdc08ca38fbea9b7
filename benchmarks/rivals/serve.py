"""How a trained rival is run in an environment of its own: pictures come and go as files.

A line of JSON on stdin names a NumPy file with H, W, 3 floats in 0–1 and the file to write; a
line on stdout answers when it is there. The first answer, unasked, says that the network is
loaded. Nothing of mirstudio is imported here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray


def serve(restore: Callable[[NDArray[np.float32]], NDArray[np.float32]]) -> None:
    """Answer until stdin ends."""
    tell({"problem": ""})
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            pixels = np.load(asked["source"])
            np.save(asked["result"], np.asarray(restore(pixels), np.float32))
            answer = {"problem": ""}
        except Exception as error:
            answer = {"problem": f"{type(error).__name__}: {error}"}
        tell(answer)


def tell(answer: dict[str, str]) -> None:
    """Write a line at once."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
