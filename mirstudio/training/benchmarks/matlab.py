"""Official layouts that are MATLAB files: SIDD's blocks, and DND with its submission."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirstudio.errors import TrainingError
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import Progress, Work, run
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import restore
from mirstudio.training.cases import Case, Condition, View
from mirstudio.training.protocols import score_floats

SIDD_NOISY = "ValidationNoisyBlocksSrgb"
SIDD_TRUE = "ValidationGtBlocksSrgb"
DND_VERSION = "1.0"
"""Of the form in which DND's server takes submissions."""

HINT = "Install it: pip install mirstudio[benchmarks]."


def find_sidd(root: Path, scale: int) -> list[Condition]:
    """`ValidationNoisyBlocksSrgb.mat` and `ValidationGtBlocksSrgb.mat`: 40×32×256×256×3 uint8."""
    noisy, true = (_blocks(root, name) for name in (SIDD_NOISY, SIDD_TRUE))
    if noisy.shape != true.shape:
        raise TrainingError(f"The noisy and true blocks in {root} differ in number or size.")
    readers = tuple(
        partial(_block, noisy, true, photo, block)
        for photo in range(noisy.shape[0])
        for block in range(noisy.shape[1])
    )
    return [Condition("", readers)]


def _blocks(root: Path, name: str) -> NDArray[np.uint8]:
    try:
        from scipy.io import loadmat
    except ImportError:
        raise TrainingError("SIDD's files need scipy, which is not installed.", HINT) from None
    path = root / f"{name}.mat"
    if not path.is_file():
        raise TrainingError(f"There is no {path}.")
    try:
        blocks: NDArray[np.uint8] = loadmat(path, variable_names=[name])[name]
    except (KeyError, ValueError, TypeError, OSError, NotImplementedError):
        raise TrainingError(f"{path} holds no {name}.") from None
    if blocks.ndim != 5 or blocks.shape[-1] != 3 or blocks.dtype != np.uint8:
        raise TrainingError(f"{path} holds something other than blocks of 8-bit colours.")
    return blocks


def _block(noisy: NDArray[np.uint8], true: NDArray[np.uint8], photo: int, block: int) -> Case:
    view = View("RGB", Photo(_in_float(noisy[photo, block])), score_floats)
    return Case(f"{photo + 1:04}_{block + 1:02}", _in_float(true[photo, block]), (view,))


def _in_float(samples: NDArray[np.uint8]) -> Pixels:
    return np.ascontiguousarray(samples, np.float32) / np.float32(255)


@dataclass(frozen=True)
class Submission:
    """What was written for DND's server, which alone knows the true photos."""

    folder: Path
    """One `<photo>_<crop>.mat` per crop; in `bundled/`, which is to be sent, one per photo."""
    model: str
    photos: int
    crops: int


def submit_dnd(
    root: Path, model: RestorationModel, folder: Path, limit: int | None, tile: int | None
) -> Work[Submission]:
    """Restore DND's crops as its server wants them: `images_srgb/*.mat` and `info.mat` in `root`.

    `limit` takes the first so many photos; the server wants all 50. Raises TrainingError where
    `root` is not DND's folder.
    """
    try:
        from scipy.io import savemat
    except ImportError:
        raise TrainingError("DND's files need scipy, which is not installed.", HINT) from None
    boxes = _boxes(root / "info.mat")[:limit]
    (folder / "bundled").mkdir(parents=True, exist_ok=True)
    crops = 0
    for number, photo_boxes in enumerate(boxes, start=1):
        noisy = _noisy_photo(root / "images_srgb" / f"{number:04}.mat")
        restored: list[Pixels] = []
        for crop in _crops(noisy, photo_boxes):
            restored.append(run(restore(Photo(crop), model, tile)).pixels.clip(0, 1))
            crops += 1
            yield Progress(crops, sum(map(len, boxes)), "crop", model.name)
        _write_photo(folder, number, restored, savemat)
    return Submission(folder, model.name, len(boxes), crops)


def _boxes(path: Path) -> list[NDArray[np.int64]]:
    """Of each photo its crops: top, left, bottom, right from 1, both ends included."""
    with _hdf5(path) as file:
        try:
            info = file["info"]
            # MATLAB's cells are references, its axes the other way round.
            references = np.asarray(info["boundingboxes"]).ravel()
            return [np.asarray(file[one]).T.round().astype(np.int64) for one in references]
        except (KeyError, ValueError, TypeError):
            raise TrainingError(f"{path} holds no bounding boxes.") from None


def _noisy_photo(path: Path) -> Pixels:
    with _hdf5(path) as file:
        if "InoisySRGB" not in file:
            raise TrainingError(f"{path} holds no InoisySRGB.")
        return np.ascontiguousarray(np.asarray(file["InoisySRGB"]).T, np.float32)


def _crops(noisy: Pixels, boxes: NDArray[np.int64]) -> Iterator[Pixels]:
    for top, left, bottom, right in boxes[:, :4]:
        yield np.ascontiguousarray(noisy[top - 1 : bottom, left - 1 : right])


def _write_photo(
    folder: Path, number: int, restored: list[Pixels], savemat: Callable[..., None]
) -> None:
    """Write the crops of a photo one by one, and together as the server takes them."""
    cells = np.empty(len(restored), object)
    for index, pixels in enumerate(restored):
        cells[index] = pixels
        savemat(folder / f"{number:04}_{index + 1:02}.mat", {"Idenoised_crop": pixels})
    together = {"Idenoised": cells, "israw": False, "eval_version": DND_VERSION}
    savemat(folder / "bundled" / f"{number:04}.mat", together)


def _hdf5(path: Path) -> Any:
    """Open a MATLAB 7.3 file."""
    try:
        import h5py
    except ImportError:
        raise TrainingError("DND's files need h5py, which is not installed.", HINT) from None
    if not path.is_file():
        raise TrainingError(f"There is no {path}.")
    try:
        return h5py.File(path, "r")
    except OSError:
        raise TrainingError(f"{path} is not a MATLAB file of version 7.3.") from None
