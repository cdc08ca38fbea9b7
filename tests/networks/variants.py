"""The official variants of the networks, and small ones of each kind."""

from __future__ import annotations

from typing import Any

from torch import nn

from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnet import MIRNet, MIRNetShape
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNet, MPRNetShape

# name of the reference: kind, shape, trainable parameters, size multiple, scale
OFFICIAL: dict[str, tuple[str, Any, int, int, int]] = {
    "mirnet": ("mirnet", MIRNetShape(), 31_787_419, 4, 1),
    "mprnet_deblurring": ("mprnet", MPRNetShape(96, 48, 32), 20_127_073, 8, 1),
    "mprnet_denoising": ("mprnet", MPRNetShape(80, 48, 32), 15_741_025, 8, 1),
    "mprnet_deraining": ("mprnet", MPRNetShape(40, 20, 16), 3_637_249, 8, 1),
    "mirnetv2": ("mirnetv2", MIRNetv2Shape(), 5_858_560, 4, 1),
    "mirnetv2_defocus_dp": ("mirnetv2", MIRNetv2Shape(views=2), 5_860_720, 4, 1),
    "dasr_x2": ("dasr", DASRShape(2), 5_690_011, 1, 2),
    "dasr_x3": ("dasr", DASRShape(3), 5_874_651, 1, 3),
    "dasr_x4": ("dasr", DASRShape(4), 5_837_723, 1, 4),
}

SMALL: dict[str, tuple[str, nn.Module]] = {
    "mirnet": ("mirnet", MIRNet(MIRNetShape(16, groups=1, blocks=1))),
    "mirnet_packed": ("mirnet", MIRNet(MIRNetShape(16, groups=2, blocks=2, packing=2))),
    "mprnet": ("mprnet", MPRNet(MPRNetShape(16, 4, 8, level_blocks=1, blocks=1, reduction=2))),
    "mprnet_packed": ("mprnet", MPRNet(MPRNetShape(24, 8, 8, 2, 2, packing=2))),
    "mirnetv2": ("mirnetv2", MIRNetv2(MIRNetv2Shape(8, (12, 16), (1, 2), 1))),
    "mirnetv2_packed": ("mirnetv2", MIRNetv2(MIRNetv2Shape(8, (16, 16), (4,), 2, packing=2))),
    "mirnetv2_pair": ("mirnetv2", MIRNetv2(MIRNetv2Shape(8, (12, 16), (1,), 1, views=2))),
    "dasr_x2": ("dasr", DASR(DASRShape(2, 16, groups=1, blocks=2, embedding=(4, 8, 16)))),
    "dasr_x3": ("dasr", DASR(DASRShape(3, 16, groups=2, blocks=1, embedding=(4, 4, 8)))),
    "dasr_x4": ("dasr", DASR(DASRShape(4, 8, groups=1, blocks=1, embedding=(4, 8, 16)))),
}
