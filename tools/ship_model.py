"""Put a trained checkpoint into models/: half precision on disk, checksums in its card.

    python tools/ship_model.py runs/<name>/<name>.safetensors models/<name>.toml

The card must exist; its `sha256`, `tensors_sha256` and `parameters` are filled in, everything
else in it is written by hand from what `mirstudio evaluate` measured.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

from mirstudio.networks.registry import recognize
from mirstudio.restoration.checkpoint import read_checkpoint, tensors_sha256


def ship(checkpoint: Path, card: Path) -> None:
    """Write the card's checkpoint and fill in what identifies it."""
    state_dict = read_checkpoint(checkpoint)
    architecture = recognize(state_dict)
    weights = {
        key: value.half() if value.dtype == torch.float32 else value
        for key, value in architecture.weights(state_dict).items()
    }
    target = card.with_suffix(".safetensors")
    save_file(weights, target)
    target.chmod(0o644)
    network = architecture.build(read_checkpoint(target))
    facts = {
        "sha256": f'"{hashlib.sha256(target.read_bytes()).hexdigest()}"',
        "tensors_sha256": f'"{tensors_sha256(weights)}"',
        "parameters": str(sum(p.numel() for p in network.parameters())),
    }
    text = card.read_text(encoding="utf-8")
    for key, value in facts.items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
    card.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    ship(Path(sys.argv[1]), Path(sys.argv[2]))
