"""The items of a batch in their order; anyone may change it while the batch runs."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.jobs.item import ENDED, Item, State
from mirstudio.jobs.job import Job
from mirstudio.jobs.journal import Journal

if TYPE_CHECKING:
    from mirstudio.restoration.model import RestorationModel


@dataclass(frozen=True)
class Place:
    """Where and how exactly a model runs, and how it cuts photos."""

    device: str = "auto"
    precision: str = "auto"
    threads: int = 0
    """Of the CPU; 0 while that is open."""
    tile: int = 0
    """Side of a tile in pixels, as memory allowed, where none is wished; 0 while that is open."""
    largest_tile: int = 0
    """Side above which memory ran out; 0 while it never did."""

    def tile_for(self, wished: int) -> int:
        """Return the side of a tile where one is wished, or 0; 0 to let `restore` choose."""
        side = wished or self.tile
        return min(side, self.largest_tile or side)


def settled_place(model: RestorationModel, before: Place) -> Place:
    """Return where a model runs and how it cuts photos; as `before` where it ran there already."""
    from mirstudio.restoration.device import thread_count
    from mirstudio.restoration.plan import choose_tile

    where = model.device.kind, model.precision
    again = before.tile > 0 and where == (before.device, before.precision)
    tile = before.tile if again else choose_tile(model)
    return Place(*where, thread_count(), tile, before.largest_tile if again else 0)


def tiles_for(job: Job, places: Iterable[Place]) -> tuple[int, ...]:
    """Return the side of a tile for each model of a job, by where they run."""
    places = list(places)
    sides = job.tiles or [0] * len(places)
    return tuple(place.tile_for(side) for place, side in zip(places, sides, strict=True))


@dataclass(frozen=True)
class Wanted:
    """A job with the models that do it."""

    job: Job
    models: tuple[str, ...]
    """See `Item.models`."""
    task: str = ""
    stamp: str = ""
    """See `Item.stamp`."""


class Queue:
    """Thread-safe. With a journal, every change is on the disk when its method returns."""

    def __init__(self, journal: Journal | None = None, place: Place | None = None) -> None:
        """Take up what the journal holds; `place` is where models run that have not run yet."""
        self._lock = threading.RLock()
        self._journal = journal
        self._place = place or Place()
        settled = {} if journal is None else journal.facts.get("places", {})
        self._places = {model: Place(**values) for model, values in settled.items()}
        items = [] if journal is None else journal.items()
        self._items = {item.number: item for item in items}
        self._order = [item.number for item in items]
        self._spare_originals()

    def items(self) -> list[Item]:
        """Return all items, in order."""
        with self._lock:
            return [self._items[number] for number in self._order]

    def item(self, number: int) -> Item | None:
        """Return an item as it is now; None when it was removed."""
        with self._lock:
            return self._items.get(number)

    def waiting(self, most: int) -> list[Item]:
        """Return the next items to come, at most so many."""
        with self._lock:
            found: list[Item] = []
            for item in self.items():
                if len(found) == most:
                    break
                if item.state is State.QUEUED:
                    found.append(item)
            return found

    def add(self, wanted: Sequence[Wanted]) -> list[Item]:
        """Append jobs, all or none, and return their items."""
        with self._lock:
            first = max(self._items, default=0) + 1
            added = [
                Item(
                    number,
                    one.job,
                    one.models,
                    one.task,
                    weight=_size(one.job.source),
                    stamp=one.stamp,
                )
                for number, one in enumerate(wanted, start=first)
            ]
            self._items.update({item.number: item for item in added})
            self._order.extend(item.number for item in added)
            self._spare_originals()
            self._save(added)
            return [self._items[item.number] for item in added]

    def claim(self) -> Item | None:
        """Mark the next waiting item as running and return it; None when none waits."""
        with self._lock:
            for item in self.waiting(1):
                return self.update(replace(item, state=State.RUNNING, problem=""))
            return None

    def update(self, item: Item) -> Item:
        """Put an item's new value in the place of its old one, unless it was removed."""
        with self._lock:
            if item.number in self._items:
                self._items[item.number] = item
                self._save([item])
            return item

    def remove(self, number: int) -> bool:
        """Take out an item that does not run; return whether that was done."""
        with self._lock:
            item = self._items.get(number)
            if item is None or item.state is State.RUNNING:
                return False
            del self._items[number]
            self._order.remove(number)
            if self._journal is not None:
                self._journal.forget([number])
            return True

    def retry(self, number: int) -> bool:
        """Let an item that has ended wait again; return whether that was done."""
        with self._lock:
            item = self._items.get(number)
            if item is None or item.state not in ENDED:
                return False
            self.update(replace(item, state=State.QUEUED))
            return True

    def move(self, number: int, before: int | None = None) -> None:
        """Put an item before another one, or at the end."""
        with self._lock:
            if number == before or number not in self._items:
                return
            self._order.remove(number)
            place = len(self._order) if before is None else self._order.index(before)
            self._order.insert(place, number)
            self._save(self.items())

    def place_of(self, model: str) -> Place:
        """Return where a model runs: as settled by its first photo, else as wished."""
        with self._lock:
            return self._places.get(model, self._place)

    def settle(self, model: str, place: Place) -> None:
        """Keep where a model runs, so that a resumed batch gives the same bytes."""
        with self._lock:
            self._places[model] = place
            if self._journal is not None:
                places = {name: vars(settled) for name, settled in self._places.items()}
                self._journal.note("places", places)

    def limit_tile(self, model: str, side: int) -> None:
        """Keep the side of a tile above which memory ran out, for photos to come."""
        with self._lock:
            self.settle(model, replace(self.place_of(model), largest_tile=side))

    def close(self) -> None:
        """Give the journal's file free."""
        with self._lock:
            if self._journal is not None:
                self._journal.close()

    def _save(self, items: Iterable[Item]) -> None:
        if self._journal is None:
            return
        places = {number: place for place, number in enumerate(self._order)}
        self._journal.save((places[item.number], item) for item in items)

    def _spare_originals(self) -> None:
        """Let no job overwrite the source of another one."""
        sources = frozenset(path for item in self._items.values() for path in item.job.sources)
        for number, item in self._items.items():
            if item.job.originals != sources:
                job = replace(item.job, originals=sources)
                self._items[number] = replace(item, job=job)


def _size(path: Path) -> int:
    """Bytes of a file; 1 where that cannot be told."""
    try:
        return max(path.stat().st_size, 1)
    except OSError:
        return 1
