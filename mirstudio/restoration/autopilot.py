"""What a photo needs, told from measurements and from what models there are; no network runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mirstudio.imaging.measure import Measurements
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task

DARK = -2.5
"""Exposure values below mid-grey from which a photo is low light; night scenes by intent and
backlight stay above it as a rule."""
BLURRED = 0.85
"""Width of the sharpest edges, in pixels, from which a photo is blurred: sharp ones stay below
0.7, synthetic shakes of 3 to 20 pixels begin at 0.9. Soft ones in between lose nothing by it: a
sharp photo comes out of our deblurrers as it went in, at 45 dB and more."""
TEXTURE = 2.0
"""Up to this sigma, in 8-bit levels, what looks like noise may be fine texture."""
TAKEN_FROM_CLEAN = 2.5
"""Deviation, in 8-bit levels, of what a denoiser changes on a photo without noise but full of
texture; ours change 1 to 2.7 on Kodak's."""
LEAST_STRENGTH = 0.4
"""A photo that would be denoised by less than this is left as it is."""


@dataclass(frozen=True)
class Suggestion:
    """What to do with a photo."""

    card: Card
    """The model, its task the preset."""
    strength: float
    """0–1."""
    reason: str
    """One sentence with the number that decided."""


def suggest(measured: Measurements, cards: Sequence[Card]) -> Suggestion | None:
    """Return what would help the photo most, with the models of `cards`; None: nothing needed.

    Darkness goes before noise, which a low-light model takes along, and noise before blur, which
    a deblurring model would sharpen together with the noise.
    """
    exposure, blur, sigma = measured.exposure, measured.blur or 0.0, measured.noise.sigma
    card = default_card(cards, Task.LOWLIGHT)
    if card is not None and exposure <= DARK:
        reason = f"It is dark: {-exposure:.1f} exposure values below mid-grey."
        return Suggestion(card, 1.0, reason)
    card = default_card(cards, Task.DENOISE)
    strength = denoise_strength(sigma)
    if card is not None and strength >= LEAST_STRENGTH:
        reason = f"It is noisy: sigma {sigma:.1f} of 255."
        return Suggestion(card, strength, reason)
    card = default_card(cards, Task.DEBLUR)
    if card is not None and blur >= BLURRED:
        reason = f"It is blurred: its sharpest edges are {blur:.1f} pixels wide."
        return Suggestion(card, 1.0, reason)
    return None


def strength_for(task: Task | None, measured: Measurements) -> float:
    """Return the strength, 0–1, that suits a photo when the task is settled already."""
    return denoise_strength(measured.noise.sigma) if task is Task.DENOISE else 1.0


def denoise_strength(sigma: float) -> float:
    """Return the share of a denoiser's result, 0–1 in hundredths, that comes nearest to the truth.

    The result lacks the noise, of deviation `sigma` in 8-bit levels, and also some of the photo
    itself, as much as it takes from a clean one; with both independent, the best mixture weighs
    them as Wiener's filter does. What may be texture is not counted.
    """
    noise = max(sigma**2 - TEXTURE**2, 0.0)
    return round(noise / (noise + TAKEN_FROM_CLEAN**2), 2)


def default_card(cards: Sequence[Card], task: Task) -> Card | None:
    """Return the model for single photos of a task that is its default, if there is one."""
    fitting = [c for c in cards if c.task is task and c.views == 1 and c.scale == 1]
    return max(fitting, key=lambda card: card.default, default=None)
