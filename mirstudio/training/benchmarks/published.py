"""What the papers report on the benchmarks, each figure with how well it is known."""

from __future__ import annotations

from dataclasses import dataclass

from mirstudio.training.benchmarks.names import Benchmark

TAGS = {
    "sec": "found in a secondary public source",
    "mem": "recalled from the paper, not checked again",
    "derived": "derived from a published gain over another method",
}
"""How a published figure is known."""


@dataclass(frozen=True)
class Published:
    """One row of a paper's table."""

    benchmark: Benchmark
    condition: str
    """As our own rows are named."""
    network: str
    psnr: float
    """dB."""
    ssim: float | None
    tags: tuple[str, ...]
    """Keys of `TAGS`: of both figures, or of PSNR and of SSIM."""


def _rows(
    benchmark: Benchmark, network: str, tags: tuple[str, ...], **figures: tuple[float, float | None]
) -> tuple[Published, ...]:
    """Rows of one paper on one set, by condition."""
    return tuple(
        Published(benchmark, condition, network, psnr, ssim, tags)
        for condition, (psnr, ssim) in figures.items()
    )


PUBLISHED: tuple[Published, ...] = (
    Published(Benchmark.SIDD, "", "MIRNet", 39.72, 0.959, ("sec", "mem")),
    Published(Benchmark.SIDD, "", "MPRNet", 39.71, 0.958, ("sec",)),
    Published(Benchmark.SIDD, "", "MIRNetv2", 39.84, 0.959, ("sec",)),
    Published(Benchmark.DND, "", "MIRNet", 39.88, 0.956, ("mem",)),
    Published(Benchmark.DND, "", "MPRNet", 39.80, 0.954, ("sec",)),
    Published(Benchmark.DND, "", "MIRNetv2", 39.86, 0.955, ("sec", "mem")),
    Published(Benchmark.GOPRO, "", "MPRNet", 32.66, 0.959, ("sec",)),
    Published(Benchmark.HIDE, "", "MPRNet of GoPro", 30.96, 0.939, ("sec",)),
    Published(Benchmark.REALBLUR, "RealBlur-R", "MPRNet of GoPro", 35.99, 0.952, ("mem",)),
    Published(Benchmark.REALBLUR, "RealBlur-R", "MPRNet of RealBlur", 39.31, 0.972, ("mem",)),
    Published(Benchmark.REALBLUR, "RealBlur-J", "MPRNet of GoPro", 28.70, 0.873, ("mem",)),
    Published(Benchmark.REALBLUR, "RealBlur-J", "MPRNet of RealBlur", 31.76, 0.922, ("mem",)),
    *_rows(
        Benchmark.RAIN13K,
        "MPRNet",
        ("sec",),
        Test100=(30.27, 0.897),
        Rain100H=(30.41, 0.890),
        Rain100L=(36.40, 0.965),
        Test2800=(33.64, 0.938),
        Test1200=(32.91, 0.916),
    ),
    Published(Benchmark.RAIN13K, "mean of sets", "MPRNet", 32.73, 0.921, ("sec",)),
    Published(Benchmark.REALSR, "×2", "MIRNet", 34.35, 0.935, ("mem",)),
    Published(Benchmark.REALSR, "×3", "MIRNet", 31.16, 0.885, ("mem",)),
    Published(Benchmark.REALSR, "×4", "MIRNet", 29.14, 0.843, ("mem",)),
    Published(Benchmark.REALSR, "×2", "MIRNetv2", 34.38, None, ("derived",)),
    Published(Benchmark.REALSR, "×3", "MIRNetv2", 31.15, None, ("derived",)),
    Published(Benchmark.REALSR, "×4", "MIRNetv2", 29.16, None, ("derived",)),
    Published(Benchmark.LOL, "", "MIRNet", 24.14, 0.830, ("mem",)),
    Published(Benchmark.LOL, "", "MIRNetv2", 24.74, 0.851, ("sec",)),
    Published(Benchmark.FIVEK, "", "MIRNet", 23.73, 0.925, ("mem",)),
    Published(Benchmark.FIVEK, "", "MIRNetv2", 23.97, 0.931, ("derived", "mem")),
    # From both halves of a dual-pixel sensor at once, which no photo file holds.
    Published(Benchmark.DPDD, "dual-pixel", "MIRNetv2", 26.20, None, ("derived",)),
)


def published_for(benchmark: Benchmark, conditions: set[str]) -> tuple[Published, ...]:
    """Rows of a benchmark; those of a condition that was not measured are left out.

    Rows that no measured condition could match, such as dual-pixel ones, stay.
    """
    rows = [row for row in PUBLISHED if row.benchmark is benchmark]
    if benchmark is Benchmark.DPDD:
        return tuple(rows)
    return tuple(row for row in rows if row.condition in conditions)
