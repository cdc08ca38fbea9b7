"""What is known of a photo, in the words of photographers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirstudio.gui.translate import tr

if TYPE_CHECKING:
    from mirstudio.imaging.photo import Photo
    from mirstudio.imaging.shot import Shot

SLOW = 0.3
"""Seconds of exposure from which on they are no longer told as a fraction."""


@dataclass(frozen=True)
class Facts:
    """Lines of words; empty where nothing is known."""

    camera: str
    lens: str
    exposure: str
    """Such as "1/60 s · f/2.8 · ISO 6400"."""
    taken: str
    size: str
    colours: str
    """Depth and profile."""

    @classmethod
    def of(cls, photo: Photo) -> Facts:
        """Read them from a photo."""
        from mirstudio.imaging.profile_name import name_of
        from mirstudio.imaging.shot import read_shot

        shot = read_shot(photo.metadata.exif)
        lens = [shot.lens, f"{shot.millimetres:g} mm" if shot.millimetres else ""]
        size = f"{photo.width} × {photo.height} · {megapixel_words(photo.megapixels)}"
        colours = [depth_words(photo.bit_depth), name_of(photo.profile) or tr("unnamed profile")]
        if photo.grey:
            colours.append(tr("grey"))
        return cls(
            shot.camera,
            " · ".join(word for word in lens if word),
            exposure_words(shot),
            shot.taken,
            size,
            " · ".join(colours),
        )

    def rows(self) -> list[tuple[str, str]]:
        """Name and value of what is known."""
        every = (
            (tr("Camera"), self.camera),
            (tr("Lens"), self.lens),
            (tr("Exposure"), self.exposure),
            (tr("Taken"), self.taken),
            (tr("Size"), self.size),
            (tr("Colours"), self.colours),
        )
        return [(name, value) for name, value in every if value]


def exposure_words(shot: Shot) -> str:
    """Exposure, aperture and sensitivity."""
    words: list[str] = []
    if shot.seconds:
        fast = shot.seconds < SLOW
        words.append(f"1/{1 / shot.seconds:.0f} s" if fast else f"{shot.seconds:.3g} s")
    if shot.aperture:
        words.append(f"f/{shot.aperture:.2g}")
    if shot.iso:
        words.append(f"ISO {shot.iso}")
    return " · ".join(words)


def megapixel_words(megapixels: float) -> str:
    """How many there are; tiny photos have some, too."""
    return f"{megapixels:.1f} MP" if megapixels >= 0.05 else f"{max(megapixels, 0.001):.3f} MP"


def depth_words(bits: int) -> str:
    """Bits per channel."""
    return tr("32 bit float") if bits == 32 else tr("{bits} bit").format(bits=bits)
