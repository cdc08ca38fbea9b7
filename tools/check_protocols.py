"""Measure untouched inputs as the papers do: `python tools/check_protocols.py FOLDER`.

FOLDER holds public sets in the layouts that `mirstudio evaluate` takes. What every paper states
of bicubic enlargement and of noise, and what is known of the other sets' inputs, must come out:
then the protocol is right, and so are the figures of our models. Exit code 1 where it does not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mirstudio.restoration.preset import Task  # noqa: E402
from mirstudio.training.conditions import find_conditions  # noqa: E402
from mirstudio.training.forms import NoisyForm  # noqa: E402
from mirstudio.training.protocols import Score, mean_score  # noqa: E402
from mirstudio.training.request import EvaluationRequest  # noqa: E402
from mirstudio.training.rivals import input_method  # noqa: E402


@dataclass(frozen=True)
class Stated:
    """What is known of a set's inputs."""

    name: str
    """Folder of the set."""
    task: Task
    psnr: float
    ssim: float | None = None
    scale: int = 1
    sigma: float | None = None
    close: float = 0.01
    """How near the PSNR must come, dB; the SSIM: 0.001."""


NEAR = 0.02
"""To published figures, which are rounded and were measured on other people's reductions."""

STATED = (
    Stated("set5", Task.SR, 33.66, 0.9299, scale=2, close=NEAR),
    Stated("set5", Task.SR, 30.39, 0.8682, scale=3, close=NEAR),
    Stated("set5", Task.SR, 28.42, 0.8104, scale=4, close=NEAR),
    Stated("set14", Task.SR, 30.24, 0.8688, scale=2, close=NEAR),
    Stated("set14", Task.SR, 27.55, 0.7742, scale=3, close=NEAR),
    Stated("set14", Task.SR, 26.00, 0.7027, scale=4, close=NEAR),
    Stated("cbsd68", Task.DENOISE, 24.61, sigma=15),
    Stated("cbsd68", Task.DENOISE, 20.17, sigma=25),
    Stated("cbsd68", Task.DENOISE, 14.15, sigma=50),
    Stated("polyu", Task.DENOISE, 34.88),
    Stated("lol_eval15_256", Task.LOWLIGHT, 7.82),
    Stated("levin", Task.DEBLUR, 22.79),
    Stated("lytro_defocus", Task.DEBLUR, 24.30),
    Stated("synth_motion", Task.DEBLUR, 21.86),
    Stated("synth_defocus", Task.DEBLUR, 23.78),
    Stated("synth_rain", Task.DERAIN, 23.62),
)


def main(folder: Path, stated: Iterable[Stated] = STATED) -> int:
    """Measure each set that is there and compare."""
    wrong = 0
    for one in stated:
        if not (folder / one.name).is_dir():
            print(f"{one.name}: not there")
            continue
        found = measure(folder / one.name, one)
        holds = agrees(one, found)
        wrong += not holds
        how = f"×{one.scale}" if one.scale > 1 else f"σ {one.sigma:g}" if one.sigma else ""
        print(
            f"{one.name} {how}: {found.psnr:.2f} dB, {found.ssim:.4f}; "
            f"stated {one.psnr:.2f}, {one.ssim or '–'}{'' if holds else '  DIFFERS'}",
            flush=True,
        )
    return 1 if wrong else 0


def measure(folder: Path, stated: Stated) -> Score:
    """Return the mean over a set's inputs, bicubically enlarged where that is the task."""
    request = EvaluationRequest(
        stated.task,
        folder,
        scale=stated.scale,
        sigmas=() if stated.sigma is None else (stated.sigma,),
        forms=(NoisyForm.PAPERS,),
    )
    method = input_method(stated.scale)
    [condition] = find_conditions(request)
    scores: list[Score] = []
    for case in condition.cases():
        view = case.views[0]
        pixels = case.comparable(method.restore(view.degraded), rounded=method.rounded)
        scores.append(view.score(pixels, case.truth))
    return mean_score(scores)


def agrees(stated: Stated, found: Score) -> bool:
    """Whether what was found is what is stated, as far as it was rounded."""
    rounding = 0.005
    alike = abs(found.psnr - stated.psnr) <= stated.close + rounding
    return alike and (stated.ssim is None or abs(found.ssim - stated.ssim) <= 0.001)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say which folder holds the sets.")
    sys.exit(main(Path(sys.argv[1])))
