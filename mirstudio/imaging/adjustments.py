"""The positions of all sliders, and the range of each; numbers only, so that it loads at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

from mirstudio.errors import UsageError
from mirstudio.imaging.masks import Mask, mask_from_dict, mask_to_dict


@dataclass(frozen=True)
class Slider:
    """What there is to know of a slider without seeing it."""

    low: float
    high: float
    neutral: float
    """Changes nothing here."""
    shown: float
    """People see the value times this: 100 for per cent, 1 for exposure values."""
    meaning: str
    """For people, a phrase without a full stop."""


_PERCENT = 100.0
_BAD_SEED = "The grain's seed is a whole number from 0 to 2³²−1."

SLIDERS: Mapping[str, Slider] = MappingProxyType(
    {
        "strength": Slider(0, 1, 1, _PERCENT, "how much of the result is laid over the original"),
        "luma_noise": Slider(0, 1, 0, _PERCENT, "how much of the noise in brightness is kept"),
        "chroma_noise": Slider(0, 1, 0, _PERCENT, "how much of the noise in colour is kept"),
        "detail": Slider(-1, 1, 0, _PERCENT, "fine texture, softened or brought out"),
        "sharpness": Slider(0, 1, 0, _PERCENT, "sharpening of edges"),
        "grain": Slider(0, 1, 0, _PERCENT, "film grain laid over the result"),
        "target": Slider(0, 1, 0, _PERCENT, "mean brightness to reach; 0 leaves it as it is"),
        "brightness": Slider(-4, 4, 0, 1, "exposure values brighter or darker"),
        "shadows": Slider(-1, 1, 0, _PERCENT, "dark parts, deepened or lifted"),
        "saturation": Slider(-1, 1, 0, _PERCENT, "colourfulness; -100 is black and white"),
        "temperature": Slider(-1, 1, 0, _PERCENT, "white balance from blue to amber"),
        "tint": Slider(-1, 1, 0, _PERCENT, "white balance from green to magenta"),
    }
)
"""Range of each number in `Adjustments`, in the order in which people expect them."""


@dataclass(frozen=True)
class Adjustments:
    """The positions of the sliders, the masks, and what is switched on; see `SLIDERS`.

    Raises UsageError for a value out of its range.
    """

    strength: float = 1.0
    """0 keeps the original, 1 takes the adjusted result; between, both are mixed."""
    luma_noise: float = 0.0
    """Share of what the restoration took from the brightness that comes back."""
    chroma_noise: float = 0.0
    """Share of what the restoration took from the colour that comes back."""
    detail: float = 0.0
    """Texture of a few pixels; edges are spared."""
    sharpness: float = 0.0
    grain: float = 0.0
    target: float = 0.0
    """Mean of the luma, as coded, that the whole photo is brought to; 0: none wished."""
    brightness: float = 0.0
    """Exposure values, in linear light; comes on top of `target`."""
    shadows: float = 0.0
    saturation: float = 0.0
    temperature: float = 0.0
    tint: float = 0.0
    colour_lock: bool = False
    """Ties what is coarser than 1/30 of the long edge to the original's colours."""
    grain_seed: int = 0
    """Another number gives another grain; 0 to 2³²−1."""
    masks: tuple[Mask, ...] = ()

    def __post_init__(self) -> None:
        for name, slider in SLIDERS.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise UsageError(f"{_title(name)} must be a number.")
            if not slider.low <= value <= slider.high:
                lies = f"lies between {slider.low:g} and {slider.high:g}"
                raise UsageError(f"{_title(name)} {lies}; {value:g} does not.")
        if not 0 <= self.grain_seed < 1 << 32:
            raise UsageError(_BAD_SEED)

    @property
    def relights(self) -> bool:
        """Whether anything changes light or colour."""
        names = ("target", "brightness", "shadows", "saturation", "temperature", "tint")
        return any(getattr(self, name) != 0 for name in names)

    @property
    def keeps_noise(self) -> bool:
        """Whether something of what the restoration took comes back."""
        return self.luma_noise > 0 or self.chroma_noise > 0

    def for_grey(self) -> Adjustments:
        """The same for a photo without colours, which must not get any."""
        return replace(self, temperature=0.0, tint=0.0)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; `from_dict` reads them back."""
        values = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        return {**values, "masks": [mask_to_dict(mask) for mask in self.masks]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Adjustments:
        """Read what `to_dict` returned; what is missing stays neutral.

        Raises UsageError in one sentence for keys it does not know and values without sense.
        """
        known = [entry.name for entry in fields(cls)]
        for key in values:
            if key not in known:
                raise UsageError(f"“{key}” is no adjustment; known are {', '.join(known)}.")
        if not isinstance(values.get("colour_lock", False), bool):
            raise UsageError("Colour lock is either true or false.")
        if not isinstance(values.get("grain_seed", 0), int):
            raise UsageError(_BAD_SEED)
        masks = values.get("masks", ())
        if not isinstance(masks, list | tuple) or not all(isinstance(m, Mapping) for m in masks):
            raise UsageError("The masks of the adjustments are not a list of masks.")
        settings: dict[str, Any] = {**values, "masks": tuple(mask_from_dict(one) for one in masks)}
        return cls(**settings)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
