"""MAXIM (Tu et al., CVPR 2022) as packed for TensorFlow.js, run by TensorFlow on the CPU.

    RIVALS/venv/bin/python benchmarks/rivals/maxim.py MODEL_FOLDER

See `serve` for what it reads and writes.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from google.protobuf.json_format import ParseDict
from numpy.typing import NDArray
from serve import serve

MULTIPLE = 64
"""Sides that the network takes are multiples of this."""


def load(folder: Path) -> Callable[[Any], Any]:
    """Return the graph of `model.json` as a function of N, H, W, 3 floats in 0–1.

    Weights are left out of the graph's text and stand in files of their own, one after the other.
    """
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    weights = read_weights(folder, model["weightsManifest"])
    graph = tf.compat.v1.GraphDef()
    for described in model["modelTopology"]["node"]:
        constant = described["op"] == "Const"
        if constant:
            attributes = {k: v for k, v in described["attr"].items() if k != "value"}
            described = {**described, "attr": attributes}
        node = ParseDict(described, graph.node.add(), ignore_unknown_fields=True)
        if constant:
            tensor = tf.make_tensor_proto(weights[node.name])
            node.attr["value"].tensor.CopyFrom(tensor)
    imported = tf.compat.v1.wrap_function(lambda: tf.compat.v1.import_graph_def(graph, name=""), [])
    ends = [
        imported.graph.as_graph_element(next(iter(model["signature"][side].values()))["name"])
        for side in ("inputs", "outputs")
    ]
    return imported.prune(*ends)


def read_weights(folder: Path, manifest: list[dict[str, Any]]) -> dict[str, NDArray]:
    """Return each constant under its node's name."""
    weights: dict[str, NDArray] = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        start = 0
        for entry in group["weights"]:
            kind, count = np.dtype(entry["dtype"]), math.prod(entry["shape"])
            values = np.frombuffer(data, kind, count, start)
            weights[entry["name"]] = values.reshape(entry["shape"])
            start += values.nbytes
    return weights


def restore(network: Callable[[Any], Any], pixels: NDArray) -> NDArray:
    """Run the network on a picture of any size, mirrored at its borders as the authors do."""
    spare = [-side % MULTIPLE for side in pixels.shape[:2]]
    (top, left), (height, width) = ((s // 2 for s in spare), pixels.shape[:2])
    border = [(s // 2, s - s // 2) for s in spare]
    padded = np.pad(pixels, (*border, (0, 0)), mode="symmetric")
    result = np.asarray(network(tf.constant(padded[None])))[0]
    return result[top : top + height, left : left + width].clip(0, 1)


if __name__ == "__main__":
    loaded = load(Path(sys.argv[1]))
    # The first run optimises the graph, which is not what is to be timed.
    restore(loaded, np.zeros((MULTIPLE, MULTIPLE, 3), np.float32))
    serve(lambda pixels: restore(loaded, pixels))
