"""The official checkpoints of the four papers: what their weights do not say about them.

Several of them share a file name, a structure, or both; name, structure and folder together
tell which is which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mirstudio.restoration.preset import Task

NON_COMMERCIAL = "Academic Public License"
"""Use, change and pass on for non-commercial purposes only, under the same licence."""

MIT = "MIT"

REAL_NOISE = ("SIDD-Medium: 320 photos of smartphones, noisy and clean",)
LOL = ("LoL: 485 pairs, too dark and well lit",)
FIVEK = ("MIT-Adobe FiveK: 4,500 photos and expert C's retouching",)
REALSR = ("RealSR v1: the same scenes at two focal lengths",)
GOPRO = ("GoPro: 2,103 pairs, blurred by motion and sharp",)
RAIN = ("13,712 pairs with synthetic rain",)
DUAL_PIXEL = ("DPDD: dual-pixel photos, wide open and stopped down",)
DF2K = ("DIV2K and Flickr2K, degraded at random",)


@dataclass(frozen=True)
class Official:
    """One released checkpoint."""

    name: str
    """What it is called once imported."""
    file: str
    """File name as released, without suffix."""
    structure: str
    """Name of its architecture, and for MPRNet its width."""
    title: str
    """Name for people."""
    task: Task
    scale: int
    """How much larger the restored photo is, whether the network enlarges or its input was."""
    protocol: str
    """The benchmark whose way of measuring its published numbers follow."""
    data: tuple[str, ...]
    """What it was trained on."""
    licence: str = NON_COMMERCIAL
    folder: str = ""
    """A folder above the file as released, where the file's name alone does not tell."""

    @property
    def commercial(self) -> bool:
        """Whether its licence allows paid work."""
        return self.licence == MIT


def _mirnet(
    name: str, file: str, task: Task, scale: int, protocol: str, data: tuple[str, ...]
) -> Official:
    return Official(f"mirnet-{name}", file, "mirnet", "MIRNet", task, scale, protocol, data)


def _mprnet(
    task: Task, file: str, structure: str, protocol: str, data: tuple[str, ...]
) -> Official:
    return Official(f"mprnet-{task}", file, structure, "MPRNet", task, 1, protocol, data)


def _mirnetv2(
    name: str, file: str, task: Task, scale: int, protocol: str, data: tuple[str, ...]
) -> Official:
    return Official(f"mirnetv2-{name}", file, "mirnetv2", "MIRNetv2", task, scale, protocol, data)


def _dasr(scale: int, degradation: str) -> Official:
    return Official(
        name=f"dasr-x{scale}-{degradation}",
        file="model_600",
        structure=f"dasr_x{scale}",
        title="DASR",
        task=Task.SR,
        scale=scale,
        protocol="dasr",
        data=DF2K,
        licence=MIT,
        folder=f"blindsr_x{scale}_bicubic_{degradation}",
    )


OFFICIAL = (
    _mirnet("denoise", "model_denoising", Task.DENOISE, 1, "sidd", REAL_NOISE),
    _mirnet("sr-x3", "model_SR_x3", Task.SR, 3, "realsr", REALSR),
    _mirnet("sr-x4", "model_SR_x4", Task.SR, 4, "realsr", REALSR),
    _mirnet("lowlight", "model_lol", Task.LOWLIGHT, 1, "lol", LOL),
    _mirnet("retouch", "model_fivek", Task.RETOUCH, 1, "fivek", FIVEK),
    _mprnet(Task.DEBLUR, "model_deblurring", "mprnet_96", "gopro", GOPRO),
    _mprnet(Task.DENOISE, "model_denoising", "mprnet_80", "sidd", REAL_NOISE),
    _mprnet(Task.DERAIN, "model_deraining", "mprnet_40", "rain", RAIN),
    _mirnetv2("denoise", "real_denoising", Task.DENOISE, 1, "sidd", REAL_NOISE),
    _mirnetv2("sr-x2", "sr_x2", Task.SR, 2, "realsr", REALSR),
    _mirnetv2("sr-x3", "sr_x3", Task.SR, 3, "realsr", REALSR),
    _mirnetv2("sr-x4", "sr_x4", Task.SR, 4, "realsr", REALSR),
    _mirnetv2("lowlight", "enhancement_lol", Task.LOWLIGHT, 1, "lol", LOL),
    _mirnetv2("retouch", "enhancement_fivek", Task.RETOUCH, 1, "fivek", FIVEK),
    Official(
        "mirnetv2-defocus",
        "dual_pixel_defocus_deblurring",
        "mirnetv2_pair",
        "MIRNetv2",
        Task.DEFOCUS,
        1,
        "dpdd",
        DUAL_PIXEL,
    ),
    _dasr(2, "iso"),
    _dasr(3, "iso"),
    _dasr(4, "iso"),
    _dasr(4, "aniso"),
)


def official_candidates(path: Path, structure: str) -> Sequence[Official]:
    """Return which official checkpoints the file at `path` may be: none, one, or several.

    `structure`: as in `Official.structure`. Several where only the folder would have told.
    """
    alike = [
        official
        for official in OFFICIAL
        if official.structure == structure and official.file.lower() == path.stem.lower()
    ]
    folders = {folder.lower() for folder in path.absolute().parent.parts}
    placed = [official for official in alike if official.folder.lower() in folders]
    return placed or alike
