"""What a cluster's scheduler gets to see of a task: bytes, and a function that imports nothing.

It unpacks every task, and must not import torch and the codecs for it.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any


def pack(*values: Any) -> bytes:
    """Return values as bytes for `do_at_worker`, a function first."""
    return pickle.dumps(values)


def receive(model: bytes) -> bytes:
    """Be a model's place on the cluster: workers that need it fetch it from each other."""
    return model


def do_at_worker(task: bytes, *models: bytes) -> Any:
    """Call a packed function with the other values of its pack and packed models."""
    function: Callable[..., Any]
    function, *values = pickle.loads(task)
    unpacked = [pickle.loads(model)[0] for model in models]
    return function(*values, *unpacked)
