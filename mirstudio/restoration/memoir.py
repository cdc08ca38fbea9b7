"""What a photo's restoration remembers of earlier ones: its statistics and its finished tiles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.restoration.device import thread_count
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.pictures import crop
from mirstudio.restoration.prepared import Prepared
from mirstudio.restoration.statistics import Sample
from mirstudio.restoration.tile_cache import Arrays, TileCache, digest_of
from mirstudio.restoration.tiling import Grid, Region

FORMAT = "1"
"""Changes when the same work begins to give another result."""


class Memoir:
    """Looks up and keeps, under everything that a result depends on."""

    def __init__(self, views: Sequence[Photo], model: RestorationModel, cache: TileCache) -> None:
        """`views`: the photo, enlarged as the network gets it, or its two views."""
        self._views = views
        self._cache = cache
        self._work = "\n".join(
            (
                FORMAT,
                model.identity,
                str(model.card.task),
                str(model.card.stage),
                str(model.card.brightness),
                str(model.card.window),
                str(model.card.mirrored),
                str(model.blur),
                model.device.identity,
                model.precision,
                str(thread_count()),
            )
        )

    def statistics(self, sample: Sample) -> Prepared | None:
        """Return what was learnt of this very sample before."""
        found = self._cache.get(self._sample_key(sample))
        return None if found is None else _unpacked(found)

    def keep_statistics(self, sample: Sample, prepared: Prepared) -> None:
        """Remember what was learnt of a sample."""
        self._cache.put(self._sample_key(sample), _packed(prepared))

    def tile(self, key: str) -> Pixels | None:
        """Return the restored pixels that were kept under a `tile_key`."""
        found = self._cache.get(key)
        return None if found is None else found.get("pixels")

    def known(self, grid: Grid, prepared: Prepared | None) -> list[Region]:
        """Return the tiles of a photo that need not run; `prepared` as for `tile_key`."""
        keys = ((tile, self.tile_key(grid, tile, prepared)) for tile in grid.tiles())
        return [tile for tile, key in keys if self._cache.has(key)]

    def keep_tile(self, key: str, pixels: Pixels) -> None:
        """Remember the restored pixels of a tile."""
        self._cache.put(key, {"pixels": pixels})

    def tile_key(self, grid: Grid, tile: Region, prepared: Prepared | None) -> str:
        """Return the digest of all that the restored pixels of a tile depend on.

        `prepared`: what it shares with others; None where it looks at itself.
        """
        around = grid.around(grid.blended(tile))
        packed = {} if prepared is None else _packed(prepared)
        return digest_of(
            "tile",
            self._work,
            f"{tile} of {grid}",
            *(packed[name] for name in sorted(packed)),
            *self._pixels([around]),
        )

    def _sample_key(self, sample: Sample) -> str:
        where = f"{sample.width} {sample.height} {sample.margin} {sample.patches}"
        return digest_of("sample", self._work, where, *self._pixels(sample.patches))

    def _pixels(self, regions: Sequence[Region]) -> list[str | bytes | Pixels]:
        """The colours, and the pixels that a network is given of `regions`."""
        photo = self._views[0]
        seen: list[str | bytes | Pixels] = [photo.profile or b"", str(photo.bit_depth)]
        for region in regions:
            seen += [view.pixels for view in crop(self._views, region)]
        return seen


def _packed(prepared: Prepared) -> dict[str, NDArray[Any]]:
    # Reduced precisions fit into float32 without loss, and are brought back where they are used.
    packed: dict[str, NDArray[Any]] = {
        f"statistic{number:04}": value.float().cpu().numpy()
        for number, value in enumerate(prepared.statistics)
    }
    if prepared.embedding is not None:
        packed["embedding"] = prepared.embedding.float().cpu().numpy()
    if prepared.gain is not None:
        packed["gain"] = np.array(prepared.gain, np.float64)
    return packed


def _unpacked(packed: Arrays) -> Prepared:
    statistics = (packed[name] for name in sorted(packed) if name.startswith("statistic"))
    embedding, gain = packed.get("embedding"), packed.get("gain")
    return Prepared(
        tuple(torch.from_numpy(value) for value in statistics),
        None if embedding is None else torch.from_numpy(embedding),
        None if gain is None else float(gain),
    )
