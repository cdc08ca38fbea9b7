"""Weights that anybody can make again from a list of tensors and a number.

The reference outputs in `tests/data/networks` were made with such weights. A list of tensors
(a manifest) says per line: key, shape, and what the values are where they are not just drawn.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

DATA = Path(__file__).parents[1] / "data" / "networks"

# How strongly the weights of a layer are drawn; the first pattern found in the key counts.
GAINS = (
    (r"conv_du\.\d+\.weight$", 1.5),
    (r"\.fcs\.\d+\.weight$", 1.5),
    (r"SA\.spatial\.conv\.weight$", 2.0),
    (r"conv_mask\.weight$", 4.0),
    (r"^body\.\d+\.body\.\d+\.(conv_out\.)?weight$", 0.6),
    (r"^(shallow_feat|stage)\d.*\.body\.2\.weight$", 0.7),
    (r"da_conv\d\.kernel\.2\.weight$", 0.5),
    (r"E\.encoder_[qk]\.E\.0\.weight$", 1 / 64),
    (r"^conv_out\.weight$", 0.2),
    (r"^sam\d\d\.conv2\.weight$", 0.3),
    (r"^tail\.weight$", 0.02),
    (r"^G\.tail\.1\.weight$", 0.15),
)


@dataclass(frozen=True)
class Entry:
    """One tensor of a checkpoint."""

    key: str
    shape: tuple[int, ...]
    kind: str = ""
    """prelu, bn_weight, bn_mean, bn_var, queue, or empty for plain weights and biases."""
    alias: str = ""
    """The earlier key whose tensor this is."""
    fixed: tuple[float, ...] = ()
    """Values that are not drawn but repeated to fill the shape."""

    @property
    def dtype(self) -> np.dtype:
        return np.dtype(np.int64 if self.key.endswith(("tracked", "queue_ptr")) else np.float32)


def read_manifest(name: str) -> list[Entry]:
    """Read the list of tensors of an official checkpoint."""
    entries = []
    for line in (DATA / f"{name}.tsv").read_text().splitlines():
        key, sides, note = [*line.split("\t"), ""][:3]
        shape = tuple(int(side) for side in sides.split("x") if side)
        if note.startswith("="):
            entries.append(Entry(key, shape, alias=note[1:]))
        elif note.startswith("fixed"):
            entries.append(Entry(key, shape, fixed=tuple(map(float, note.split()[1:]))))
        else:
            entries.append(Entry(key, shape, note))
    return entries


def manifest_of(network: nn.Module) -> list[Entry]:
    """Make the list of tensors of a network of ours, from the network itself."""
    kinds = {}
    for name, module in network.named_modules(remove_duplicate=False):
        if isinstance(module, nn.PReLU):
            kinds[f"{name}.weight"] = "prelu"
        elif isinstance(module, nn.BatchNorm2d):
            kinds[f"{name}.weight"] = "bn_weight"
            kinds[f"{name}.running_mean"] = "bn_mean"
            kinds[f"{name}.running_var"] = "bn_var"
    entries, first = [], {}
    for key, tensor in network.state_dict().items():
        alias = first.setdefault(tensor.data_ptr(), key)
        shape = tuple(tensor.shape)
        if alias != key:
            entries.append(Entry(key, shape, alias=alias))
        elif key.endswith((".filt", "tracked")) or re.match(r"G\.(sub|add)_mean", key):
            values = tensor.flatten()[:9].tolist()
            entries.append(Entry(key, shape, fixed=tuple(values)))
        else:
            entries.append(Entry(key, shape, kinds.get(key, "")))
    return entries


def seeded_weights(entries: Sequence[Entry], seed: int) -> dict[str, Tensor]:
    """Draw all tensors in their order from one generator."""
    rng = np.random.Generator(np.random.PCG64(seed))
    values: dict[str, np.ndarray] = {}
    for entry in entries:
        if entry.alias:
            values[entry.key] = values[entry.alias]
        elif entry.fixed:
            values[entry.key] = np.resize(np.array(entry.fixed, entry.dtype), entry.shape)
        else:
            values[entry.key] = _drawn(entry, rng.standard_normal(entry.shape, dtype=np.float32))
    return {key: torch.from_numpy(np.array(value)) for key, value in values.items()}


def digest(weights: Mapping[str, Tensor]) -> str:
    """Return the SHA-256 over the keys and bytes of all tensors, in their order."""
    sha256 = hashlib.sha256()
    for key, tensor in weights.items():
        sha256.update(key.encode() + tensor.numpy().tobytes())
    return sha256.hexdigest()


def _drawn(entry: Entry, z: np.ndarray) -> np.ndarray:
    single = np.float32
    match entry.kind:
        case "prelu":
            return single(0.2) + single(0.1) * z
        case "bn_weight":
            return single(1) + single(0.2) * z
        case "bn_mean":
            return single(0.3) * z
        case "bn_var":
            return single(0.5) + z * z
        case "queue":
            columns = z.astype(np.float64)
            return (columns / np.sqrt((columns**2).sum(0, keepdims=True))).astype(single)
    if z.ndim == 1:
        return single(3.0 if entry.key.startswith("G.") else 0.1) * z
    gain = next((gain for pattern, gain in GAINS if re.search(pattern, entry.key)), 1.0)
    return z * single(gain / np.sqrt(np.prod(entry.shape[1:])))
