"""The architectures and their factory."""

from torch import nn

from .dmpnn import DMPNN
from .linear_start import LinearStart
from .maxvit import MaxViT
from .mpnn import MPNN
from .unet import UNet

ARCHITECTURES: dict[str, type[nn.Module]] = {
    "unet": UNet,
    "maxvit": MaxViT,
    "gan-maxvit": MaxViT,
    "mpnn": MPNN,
    "dmpnn": DMPNN,
}
"""Inference graphs by name; the GAN differs from MaxViT in training only."""


def build(architecture: str, feature_channels: int) -> LinearStart:
    """A fresh model for features with that many channels."""
    return LinearStart(ARCHITECTURES[architecture](feature_channels), feature_channels)
