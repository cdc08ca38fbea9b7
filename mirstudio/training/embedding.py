"""What DASR makes of degradations: its embeddings of photos that were blurred in known ways.

A model that has learnt degradations and not contents lays the photos of one blur together,
whatever they show.
"""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirstudio.errors import TrainingError
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import Progress, Work
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.statistics import Sample
from mirstudio.restoration.tiling import Region
from mirstudio.training.blurs import Blur
from mirstudio.training.cases import photos_in
from mirstudio.training.degradation.blind import RADIUS, kernel_of, reduce_blurred

SIDE = 256
"""Of the middle that is embedded of each reduced photo, at most."""


@dataclass(frozen=True)
class EmbeddingRequest:
    """Everything that a map of embeddings depends on besides the photos."""

    data: Path
    """Folder of sharp photos."""
    model: str
    """A DASR by its name or file."""
    blurs: tuple[Blur, ...] = (Blur.round(0.8), Blur.round(1.6), Blur.round(2.4))
    noises: tuple[float, ...] = (0.0,)
    """Levels of Gaussian noise on the reduced photo, in 8-bit levels."""
    seed: int = 0
    """Of the noise."""
    limit: int | None = None
    """Take only so many photos, spread over the folder."""
    device: str = "auto"
    precision: str = "auto"


@dataclass(frozen=True)
class Degraded:
    """One photo under one degradation."""

    photo: str
    blur: Blur
    noise: float


@dataclass(frozen=True, eq=False)
class EmbeddingMap:
    """Embeddings and their places in the plane that shows most of them."""

    request: EmbeddingRequest
    points: tuple[Degraded, ...]
    vectors: NDArray[np.float32]
    """Points, length of the embedding."""
    plane: NDArray[np.float64]
    """Points, 2: the two directions of largest variance."""
    explained: float
    """Share of the variance that the plane shows, 0–1."""

    def nearest_share(self) -> float:
        """Share of points whose nearest neighbour of another photo has the same degradation."""
        distances = np.linalg.norm(self.vectors[:, None] - self.vectors[None], axis=2)
        hits: list[bool] = []
        for index, point in enumerate(self.points):
            same_photo = [other.photo == point.photo for other in self.points]
            nearest = self.points[int(np.argmin(np.where(same_photo, np.inf, distances[index])))]
            hits.append((nearest.blur, nearest.noise) == (point.blur, point.noise))
        return float(np.mean(hits))


def embed_folder(
    request: EmbeddingRequest, library: ModelLibrary | None = None
) -> Work[EmbeddingMap]:
    """Degrade each photo in every way, embed it, and lay the embeddings out in a plane.

    Raises MirStudioError when the model has no embedding or there are not two photos.
    """
    paths = photos_in(request.data)
    if request.limit is not None and request.limit < len(paths):
        paths = [paths[i * len(paths) // request.limit] for i in range(request.limit)]
    if len(paths) < 2:
        raise TrainingError(f"A map of embeddings needs two photos; {request.data} has one.")
    model = (library or ModelLibrary()).load(request.model, request.device, request.precision)
    points: list[Degraded] = []
    vectors: list[NDArray[np.float32]] = []
    for done, path in enumerate(paths, start=1):
        for point, photo in _degraded(path, model.scale, request):
            points.append(point)
            vectors.append(_embedding(photo, model))
        yield Progress(done, len(paths), "photo", model.name)
    stacked = np.stack(vectors)
    plane, explained = principal_plane(stacked)
    return EmbeddingMap(request, tuple(points), stacked, plane, explained)


def _degraded(
    path: Path, scale: int, request: EmbeddingRequest
) -> Iterator[tuple[Degraded, Photo]]:
    """Blur and reduce the middle of a photo, and add noise, in all the ways asked for."""
    sharp = read_photo(path)
    middle = _middle(sharp.pixels, scale)
    if min(middle.shape[:2]) <= RADIUS:
        raise TrainingError(f"{path} is too small to be blurred.")
    for blur in request.blurs:
        for noise in request.noises:
            rng = np.random.default_rng([request.seed, zlib.crc32(path.stem.encode())])
            size = (middle.shape[0] // scale, middle.shape[1] // scale, 3)
            added = np.float32(noise) * rng.standard_normal(size, np.float32)
            pixels = reduce_blurred(middle, kernel_of(blur), scale, added)
            yield Degraded(path.stem, blur, noise), sharp.with_pixels(pixels)


def _middle(pixels: Pixels, scale: int) -> Pixels:
    """At most `SIDE`·scale of both sides, multiples of the scale."""
    height, width = (min(side // scale, SIDE) * scale for side in pixels.shape[:2])
    top, left = (pixels.shape[0] - height) // 2, (pixels.shape[1] - width) // 2
    return pixels[top : top + height, left : left + width]


def _embedding(photo: Photo, model: RestorationModel) -> NDArray[np.float32]:
    whole = Region(0, 0, photo.width, photo.height)
    embedding = model.prepare([photo], Sample(photo.width, photo.height, (whole,), 0)).embedding
    if embedding is None:
        raise TrainingError(f"“{model.name}” does not embed degradations.", "A DASR does.")
    return embedding[0].float().cpu().numpy()


def principal_plane(vectors: NDArray) -> tuple[NDArray[np.float64], float]:
    """Project onto the two directions of largest variance; also returns their share of it.

    A direction's sign is chosen so that its largest component is positive.
    """
    centred = vectors.astype(np.float64) - vectors.mean(0, dtype=np.float64)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    strongest = np.abs(directions).argmax(1)
    directions *= np.sign(directions[np.arange(len(directions)), strongest])[:, None]
    plane = np.zeros((len(vectors), 2))
    plane[:, : min(2, len(directions))] = centred @ directions[:2].T
    variance = float((sizes**2).sum())
    return plane, float((sizes[:2] ** 2).sum()) / variance if variance else 1.0


def as_csv(embedding: EmbeddingMap) -> str:
    """One line per point: photo, blur, noise, place in the plane, embedding."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    numbers = [f"e{i}" for i in range(embedding.vectors.shape[1])]
    writer.writerow(["photo", "blur", "noise", "x", "y", *numbers])
    for point, place, vector in zip(
        embedding.points, embedding.plane, embedding.vectors, strict=True
    ):
        values = [f"{value:.7g}" for value in (*place, *vector)]
        writer.writerow([point.photo, str(point.blur), f"{point.noise:g}", *values])
    return text.getvalue()
