"""What an evaluation is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mirstudio.restoration.preset import Task
from mirstudio.training.benchmarks.names import Benchmark
from mirstudio.training.blurs import Blur
from mirstudio.training.forms import NoisyForm


@dataclass(frozen=True)
class EvaluationRequest:
    """Everything an evaluation depends on besides the photos themselves."""

    task: Task
    data: Path
    """Folder of photos, or of `lq/` and `gt/`, or of `gt/` and `lq_xK/`, or a benchmark's."""
    benchmark: Benchmark | None = None
    """The benchmark that the folder holds in its official layout; any but DND."""
    models: tuple[str, ...] = ()
    """Names of installed models or checkpoint files; none: the task's default."""
    sigmas: tuple[float, ...] = (15.0, 25.0, 50.0)
    """Levels of Gaussian noise, in 8-bit levels, for clean photos."""
    forms: tuple[NoisyForm, ...] = (NoisyForm.PAPERS, NoisyForm.FILE)
    """How photos with made noise are stored."""
    scale: int = 1
    """Enlargement, for sr."""
    blurs: tuple[Blur, ...] = ()
    """For sr, of the sharp photos before they are reduced; none: they are reduced bicubically."""
    noises: tuple[float, ...] = (0.0,)
    """With `blurs`: noise on the reduced photos, in 8-bit levels."""
    exposures: tuple[float, ...] = ()
    """For lowlight: EV that photos of a folder without pairs are darkened by."""
    untouched: bool = False
    """Restore the true photos themselves, which should come back unharmed."""
    seed: int = 0
    """Of the noise."""
    limit: int | None = None
    """Evaluate only so many photos, spread over the set."""
    save: Path | None = None
    """Folder to write the restored photos to."""
    sheet: Path | None = None
    """Picture file for a contact sheet: input, results and truth side by side."""
    device: str = "auto"
    precision: str = "auto"
    tile: int | None = None
    rivals: bool = True
    """Measure rivals without weights too."""
