"""Which network a checkpoint belongs to, told from its keys and shapes alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mirstudio.errors import ModelError
from mirstudio.networks.architecture import Architecture, StateDict
from mirstudio.networks.community import obstacle, recognize_community
from mirstudio.networks.dasr import DASR, TRAINING_ONLY, DASRShape
from mirstudio.networks.mirnet import MIRNet, MIRNetShape
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNet, MPRNetShape


@dataclass(frozen=True)
class Family:
    """One kind of network and how it is recognised."""

    title: str
    """Name for people."""
    marks: tuple[str, ...]
    """Keys that all its checkpoints have, and those of no other family together."""
    describe: Callable[[StateDict], Architecture]
    """Reads the hyper-parameters from the shapes."""

    def knows(self, state_dict: StateDict) -> bool:
        """Tell whether the weights carry this family's marks."""
        return all(mark in state_dict for mark in self.marks)


def _mirnetv2(state_dict: StateDict) -> Architecture:
    shape = MIRNetv2Shape.read(state_dict)
    deep = shape.blocks * len(shape.groups) > 4
    return Architecture(
        name="mirnetv2",
        title="MIRNetv2",
        network=MIRNetv2,
        shape=shape,
        size_multiple=4 * shape.packing,
        overlap=48 if deep else 32,
        views=shape.views,
        exact=("conv_in", "conv_out"),
    )


def _mirnet(state_dict: StateDict) -> Architecture:
    shape = MIRNetShape.read(state_dict)
    return Architecture(
        name="mirnet",
        title="MIRNet",
        network=MIRNet,
        shape=shape,
        size_multiple=4 * shape.packing,
        overlap=48 * shape.packing,
        exact=("conv_in", "conv_out"),
    )


def _mprnet(state_dict: StateDict) -> Architecture:
    shape = MPRNetShape.read(state_dict)
    return Architecture(
        name="mprnet",
        title="MPRNet",
        network=MPRNet,
        shape=shape,
        size_multiple=8 * shape.packing,
        overlap=48 * shape.packing,
        exact=(
            "shallow_feat1.0",
            "shallow_feat2.0",
            "shallow_feat3.0",
            "sam12.conv2",
            "sam23.conv2",
            "tail",
        ),
    )


def _dasr(state_dict: StateDict) -> Architecture:
    shape = DASRShape.read(state_dict)
    return Architecture(
        name="dasr",
        title=f"DASR ×{shape.scale}",
        network=DASR,
        shape=shape,
        size_multiple=1,
        overlap=32,
        scale=shape.scale,
        value_range=255.0,
        exact=("E", "G.sub_mean", "G.head", "G.tail.1", "G.add_mean"),
        training_only=TRAINING_ONLY,
    )


ARCHITECTURES = (
    Family(
        "MIRNet",
        ("conv_in.weight", "body.0.body.0.blocks.0.0.SA.spatial.conv.weight", "conv_out.weight"),
        _mirnet,
    ),
    Family(
        "MPRNet",
        ("shallow_feat1.0.weight", "sam12.conv1.weight", "stage3_orsnet.orb1.body.0.body.0.weight"),
        _mprnet,
    ),
    Family(
        "MIRNetv2",
        ("conv_in.weight", "body.0.body.0.dau_top.gcnet.conv_mask.weight", "conv_out.weight"),
        _mirnetv2,
    ),
    Family(
        "DASR",
        ("G.head.0.weight", "G.tail.0.0.weight", "E.encoder_q.E.0.weight"),
        _dasr,
    ),
)
"""All families, in the order in which they are tried."""

STRANGERS = (
    ("Stable Diffusion or another diffusion model", ("model.diffusion_model.",)),
    ("a diffusion model", ("down_blocks.0.", "up_blocks.0.")),
    ("ESRGAN (RRDB)", (".RDB1.conv1.",)),
    ("ESRGAN (RRDB)", (".rdb1.conv1.",)),
    ("ESRGAN (RRDB)", ("RRDB_trunk.",)),
    ("HAT", (".overlap_attn.",)),
    ("SwinIR or Swin2SR", (".residual_group.blocks.0.attn.",)),
    ("Restormer", (".attn.temperature", "patch_embed.proj.")),
    ("Uformer", ("encoderlayer_0.",)),
    ("NAFNet", ("intro.weight", ".beta", ".gamma")),
    ("GFPGAN", ("stylegan_decoder",)),
    ("CodeFormer", ("quantize.embedding.", "ft_layers.")),
    ("SCUNet", ("m_head.0.", "m_down1.0.trans_block.")),
    ("DRUNet", ("m_head.", "m_down1.")),
    ("HINet", ("sam12.", "down_path_1.")),
    ("EDSR or RCAN", ("head.0.", "body.0.body.0.", "tail.0.")),
    ("SRMD, DnCNN or FFDNet", ("model.0.", "model.2.", "model.4.")),
    ("Real-ESRGAN's compact network", ("body.0.weight", "body.1.weight", "body.2.weight")),
    ("a vision classifier", ("layer1.0.conv1.", "fc.")),
    ("a language model", (".self_attn.q_proj.",)),
)
"""Well-known networks that cannot be loaded, by pieces of their keys."""


def recognize(state_dict: StateDict) -> Architecture:
    """Return the architecture of `state_dict` (canonical keys, as `read_checkpoint` gives them).

    Raises ModelError that says what the checkpoint seems to be, and what can be loaded.
    """
    for family in ARCHITECTURES:
        if family.knows(state_dict):
            return _describe(family, state_dict)
    community = recognize_community(state_dict)
    if community is not None:
        return community
    why_not = obstacle()
    more = f"; many others {why_not}" if why_not else ""
    raise ModelError(
        f"This checkpoint {_seems(state_dict)}.", f"{_loadable()} can be loaded{more}."
    )


def _describe(family: Family, state_dict: StateDict) -> Architecture:
    try:
        return family.describe(state_dict)
    except (KeyError, IndexError, ValueError, ZeroDivisionError) as error:
        raise ModelError(
            f"This looks like {family.title}, but its tensors do not fit together."
        ) from error


def _loadable() -> str:
    *titles, last = (family.title for family in ARCHITECTURES)
    return f"{', '.join(titles)} and {last}"


def _seems(state_dict: StateDict) -> str:
    for title, pieces in STRANGERS:
        if all(any(piece in key for key in state_dict) for piece in pieces):
            return f"seems to be {title}"
    return "is of a network that mirstudio does not know"
