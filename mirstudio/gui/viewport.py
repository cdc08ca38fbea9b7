"""Where the eye is: zoom, place and fit, in device pixels, without any window."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

ZOOM_STEPS = (0.05, 0.1, 0.167, 0.25, 0.333, 0.5, 0.667, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 32)
"""Where zooming by keys stops."""
WHEEL_STEP = 1.2
"""Factor of one notch of the wheel."""
NEAREST_ABOVE = 2.0
"""From here on the pixels themselves are shown, not something smoothed out of them."""
MARGIN = 16
"""Device-independent pixels left around a photo that fits."""


@dataclass(frozen=True)
class Viewport:
    """Which part of a scene of `scene_width`×`scene_height` pixels a view shows, and how large."""

    scene_width: int
    scene_height: int
    view_width: int
    """Of the view, in device pixels."""
    view_height: int
    margin: int = MARGIN
    """Device pixels kept free around a photo that fits."""
    chosen_zoom: float | None = None
    """Device pixels per scene pixel; None: as large as fits."""
    center_x: float = 0.5
    """Share of the scene's width that lies in the middle of the view."""
    center_y: float = 0.5

    @property
    def fitted(self) -> bool:
        """The whole photo is shown, whatever the size of the view."""
        return self.chosen_zoom is None

    @property
    def fit_zoom(self) -> float:
        """Zoom at which the whole photo is seen; small photos are not enlarged."""
        across = max(self.view_width - 2 * self.margin, 1) / self.scene_width
        down = max(self.view_height - 2 * self.margin, 1) / self.scene_height
        return min(across, down, 1.0)

    @property
    def zoom(self) -> float:
        """Device pixels per scene pixel."""
        return self.fit_zoom if self.chosen_zoom is None else self.chosen_zoom

    @property
    def origin(self) -> tuple[int, int]:
        """Device pixel at which the scene's top left corner lies.

        Whole numbers, so that at 1:1 a pixel of the photo is a pixel of the screen.
        """
        return (
            self._start(self.scene_width, self.view_width, self.center_x),
            self._start(self.scene_height, self.view_height, self.center_y),
        )

    def to_scene(self, x: float, y: float) -> tuple[float, float]:
        """Scene point under a device pixel of the view."""
        left, top = self.origin
        return (x - left) / self.zoom, (y - top) / self.zoom

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Device pixel of the view at which a scene point is seen."""
        left, top = self.origin
        return left + x * self.zoom, top + y * self.zoom

    def photo_rect(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of the whole photo in device pixels of the view."""
        left, top = self.origin
        right, bottom = self.to_view(self.scene_width, self.scene_height)
        return left, top, round(right), round(bottom)

    def visible(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of what is seen, in whole scene pixels."""
        left, top = self.to_scene(0, 0)
        right, bottom = self.to_scene(self.view_width, self.view_height)
        return (
            max(math.floor(left), 0), max(math.floor(top), 0),
            min(math.ceil(right), self.scene_width), min(math.ceil(bottom), self.scene_height),
        )  # fmt: skip

    def fit(self) -> Viewport:
        """Show the whole photo."""
        return replace(self, chosen_zoom=None, center_x=0.5, center_y=0.5)

    def resized(self, view_width: int, view_height: int, margin: int) -> Viewport:
        """The same look in a view of another size."""
        return replace(
            self, view_width=view_width, view_height=view_height, margin=margin
        )._inside()

    def rescaled(self, scene_width: int, scene_height: int) -> Viewport:
        """The same look at a scene of another resolution: nothing jumps on the screen."""
        zoom = self.chosen_zoom
        if zoom is not None:
            zoom *= self.scene_width / scene_width
        return replace(
            self, scene_width=scene_width, scene_height=scene_height, chosen_zoom=zoom
        )._inside()

    def moved_to(self, scene_width: int, scene_height: int) -> Viewport:
        """The same zoom at the same shares of another scene."""
        return replace(self, scene_width=scene_width, scene_height=scene_height)._inside()

    def zoomed(self, zoom: float, x: float | None = None, y: float | None = None) -> Viewport:
        """Change the zoom so that the scene point under device pixel x, y stays there.

        Without a point the middle of the view stays.
        """
        x = self.view_width / 2 if x is None else x
        y = self.view_height / 2 if y is None else y
        zoom = min(max(zoom, min(self.fit_zoom, ZOOM_STEPS[0])), ZOOM_STEPS[-1])
        scene_x, scene_y = self.to_scene(x, y)
        center_x = scene_x + (self.view_width / 2 - x) / zoom
        center_y = scene_y + (self.view_height / 2 - y) / zoom
        moved = replace(
            self,
            chosen_zoom=zoom,
            center_x=center_x / self.scene_width,
            center_y=center_y / self.scene_height,
        )
        return moved._inside()

    def stepped(self, direction: int) -> Viewport:
        """Zoom to the next larger (1) or smaller (-1) step."""
        if direction > 0:
            steps = [step for step in ZOOM_STEPS if step > self.zoom * 1.001]
            return self.zoomed(steps[0]) if steps else self
        steps = [step for step in ZOOM_STEPS if step < self.zoom / 1.001]
        return self.zoomed(steps[-1]) if steps else self

    def wheeled(self, notches: float, x: float, y: float) -> Viewport:
        """Zoom by notches of the wheel at a device pixel, with a rest at 1:1 on the way."""
        zoom = self.zoom * WHEEL_STEP**notches
        if (self.zoom - 1) * (zoom - 1) < 0:
            zoom = 1.0
        return self.zoomed(zoom, x, y)

    def panned(self, across: float, down: float) -> Viewport:
        """Move the photo by device pixels."""
        if self.fitted:
            return self
        moved = replace(
            self,
            center_x=self.center_x - across / self.zoom / self.scene_width,
            center_y=self.center_y - down / self.zoom / self.scene_height,
        )
        return moved._inside()

    def _start(self, scene: int, view: int, center: float) -> int:
        return round(view / 2 - center * scene * self.zoom)

    def _inside(self) -> Viewport:
        """Keep the photo from leaving the view; what is smaller than the view is centred."""
        half_x = self.view_width / 2 / (self.zoom * self.scene_width)
        half_y = self.view_height / 2 / (self.zoom * self.scene_height)
        return replace(
            self,
            center_x=0.5 if half_x >= 0.5 else min(max(self.center_x, half_x), 1 - half_x),
            center_y=0.5 if half_y >= 0.5 else min(max(self.center_y, half_y), 1 - half_y),
        )
