"""A checkpoint file becomes tensors under canonical keys; nothing in it is ever executed.

Checkpoints come from strangers. Only tensors are read, whatever the file claims about sizes is
checked before memory is spent on it, and what cannot be used is refused in one sentence.
"""

from __future__ import annotations

import hashlib
import pickle
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from mirstudio.errors import ModelError
from mirstudio.networks import dasr

SUFFIXES = (".safetensors", ".pth", ".pt", ".ckpt")
"""Files that may be checkpoints."""

WRAPPERS = (
    "params_ema",
    "state_dict_ema",
    "model_ema",
    "ema",
    "params",
    "state_dict",
    "model_state_dict",
    "model",
    "network",
    "net",
    "net_g",
    "generator",
    "shadow",
    "module",
)
"""Entries under which trainers keep the weights. Averaged weights come first: they are better."""

PREFIXES = (
    "params_ema.",
    "ema_model.",
    "ema.",
    "params.",
    "state_dict.",
    "model.",
    "network.",
    "net.",
    "net_g.",
    "netG.",
    "generator.",
)
"""Beginnings of keys that say where the network stood in the trainer."""

PARALLEL = re.compile(r"(^|\.)(?:(?:module|_orig_mod)\.)+")
"""What parallel training and compilation put into keys."""

TRAINING_ONLY = (*dasr.TRAINING_ONLY, "n_averaged")
"""Beginnings of keys that no network needs."""

HEADER_LIMIT = 100_000_000
"""Bytes of a safetensors header; the largest real ones have a few million."""

SHARING_LIMIT = 8
"""Bytes of all tensors over bytes of the file: tensors may share memory, within reason."""


def read_checkpoint(path: str | Path, keep_precision: bool = False) -> dict[str, Tensor]:
    """Return the weights in a .safetensors or PyTorch file, on the CPU, under canonical keys.

    Wrappers, prefixes of parallel training and what only training needs are gone. Half and
    double precision become float32 unless `keep_precision`. Raises ModelError in one sentence.
    """
    path = Path(path)
    _check_file(path)
    try:
        content = _read_safetensors(path) if _is_safetensors(path) else _read_torch(path)
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror or error})") from None
    state_dict = canonical(content)
    if not state_dict:
        raise _refused(path, "holds no weights")
    _check_tensors(path, state_dict)
    if keep_precision:
        return state_dict
    return {k: v.float() if v.is_floating_point() else v for k, v in state_dict.items()}


def canonical(content: Any) -> dict[str, Tensor]:
    """Return the tensors of what a checkpoint holds, unwrapped, as its network names them.

    Empty where nothing looks like weights.
    """
    inner = _unwrapped(content)
    tensors = {str(k): v.detach() for k, v in inner.items() if isinstance(v, Tensor)}
    tensors = {PARALLEL.sub(r"\1", key): tensor for key, tensor in tensors.items()}
    tensors = {k: v for k, v in tensors.items() if not k.startswith(TRAINING_ONLY)}
    return _without_prefix(tensors)


def tensors_sha256(state_dict: Mapping[str, Tensor]) -> str:
    """Return what identifies a model whatever file it is in.

    SHA-256 over key, dtype, shape and bytes of every tensor, in the order of the keys.
    """
    digest = hashlib.sha256()
    for key in sorted(state_dict):
        tensor = state_dict[key].detach().cpu().contiguous()
        dtype = str(tensor.dtype).removeprefix("torch.")
        shape = ",".join(str(side) for side in tensor.shape)
        digest.update(f"{key}\n{dtype}\n{shape}\n".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()


def _unwrapped(content: Any) -> Mapping[Any, Any]:
    """Go down the entries in which trainers wrap the weights."""
    while isinstance(content, Mapping):
        inside = (content.get(wrapper) for wrapper in WRAPPERS)
        inner = next((entry for entry in inside if isinstance(entry, Mapping) and entry), None)
        if inner is None:
            return content
        content = inner
    return {}


def _without_prefix(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    for prefix in PREFIXES:
        inner = {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
        # Sequential networks of others number their layers below "model": there it is a name.
        numbered = any(key[:1].isdigit() for key in inner)
        if inner and not numbered and (len(inner) == len(tensors) or "ema" in prefix):
            return _without_prefix(inner)
    return tensors


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise _refused(path, "is a folder, not a checkpoint")
    if not path.is_file():
        raise _refused(path, "does not exist")
    if path.stat().st_size == 0:
        raise _refused(path, "is empty")


def _is_safetensors(path: Path) -> bool:
    """A length, then a JSON object; told by content, since names lie."""
    with path.open("rb") as file:
        start = file.read(9)
    return start[8:] == b"{" or path.suffix.lower() == ".safetensors"


def _read_safetensors(path: Path) -> dict[str, Tensor]:
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
    if length > HEADER_LIMIT:
        raise _refused(path, f"claims a header of {length / 1e9:.1f} GB")
    if length + 8 > path.stat().st_size:
        raise _refused(path, "is cut short")
    try:
        return load_file(path)
    except (SafetensorError, ValueError, KeyError, RuntimeError):
        raise _refused(path, "is damaged or cut short") from None


def _read_torch(path: Path) -> Any:
    with path.open("rb") as file:
        if file.read(2) == b"PK" or zipfile.is_zipfile(path):
            _check_archive(path)
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise _refused(path, *_why_refused(str(error))) from None
    except (MemoryError, RecursionError):
        raise _refused(path, "claims more than fits in memory") from None
    except Exception:
        # There is no end to what a damaged file makes torch stumble over.
        raise _refused(path, "is damaged, cut short or no checkpoint") from None


def _check_archive(path: Path) -> None:
    """PyTorch stores its archives uncompressed; anything else could unpack to any size."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _refused(path, "is damaged or cut short") from None
    stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
    if not stored or sum(entry.file_size for entry in entries) > path.stat().st_size:
        raise _refused(path, "is a packed archive, which PyTorch checkpoints are not")


def _why_refused(problem: str) -> tuple[str, str]:
    """Say what the unpickler objected to."""
    wanted = re.search(
        r"(?:GLOBAL|Unsupported (?:global|class|operand)\D*?) ?([\w.]+\.\w+)", problem
    )
    if wanted:
        return (
            f"holds more than weights ({wanted[1]}), which could run code, and was not opened",
            "Ask for it as a .safetensors file.",
        )
    return "is damaged or no checkpoint", ""


def _check_tensors(path: Path, state_dict: Mapping[str, Tensor]) -> None:
    size = path.stat().st_size
    total = 0
    for key, tensor in state_dict.items():
        plain = tensor.layout == torch.strided and tensor.device.type == "cpu"
        if not plain or tensor.is_quantized or tensor.is_complex():
            raise _refused(path, f"holds a tensor of an unusual kind, “{key}”")
        total += tensor.numel() * tensor.element_size()
        # A forged stride can make a few bytes look like terabytes.
        if total > SHARING_LIMIT * size:
            raise _refused(path, "claims more numbers than it holds")
    for key, tensor in state_dict.items():
        if tensor.is_floating_point() and not _finite(tensor):
            raise _refused(path, f"holds values that are not finite, in “{key}”")


def _finite(tensor: Tensor) -> bool:
    # Some 8-bit floats know no isfinite of their own.
    return bool(torch.isfinite(tensor.float() if tensor.element_size() == 1 else tensor).all())


def _refused(path: Path, problem: str, hint: str = "") -> ModelError:
    return ModelError(f"The checkpoint “{path.name}” {problem}.", hint)
