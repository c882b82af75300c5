"""A trained model in the form that ships: norms folded, spread calibrated, weights half precision.

Evaluation uses this form too, so that the published figures are those of the published file.
"""

import copy
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .architectures import build
from .architectures.blocks import ConvNorm, Head
from .channels import channels_for
from .checkpoint import BEST, load
from .settings import Settings, read_settings


def fold_norms(model: nn.Module) -> nn.Module:
    """A copy in evaluation mode without batch normalisation."""
    model = copy.deepcopy(model).eval()
    for module in model.modules():
        if isinstance(module, ConvNorm) and isinstance(module.norm, nn.BatchNorm2d):
            module.conv = fuse_conv_bn_eval(module.conv, module.norm)
            module.norm = nn.Identity()
    return model


@torch.no_grad()
def round_weights(model: nn.Module) -> nn.Module:
    """Rounds every trained value to half precision, in place; arithmetic stays single."""
    for parameter in model.parameters():
        parameter.copy_(parameter.half().float())
    return model


def shipped_form(model: nn.Module, spread_calibration: float = 1.0) -> nn.Module:
    """The model as it is exported."""
    model = round_weights(fold_norms(model.to("cpu", memory_format=torch.contiguous_format)))
    for module in model.modules():
        if isinstance(module, Head):
            module.spread_calibration.fill_(spread_calibration)
    return model


def load_shipped(run: Path) -> tuple[Settings, nn.Module, dict[str, Any]]:
    """Settings, model and best-epoch record of a run."""
    settings = read_settings(run / "settings.json")
    best = load(run / BEST)
    model = build(settings.architecture, len(channels_for(settings.inputs)))
    model.load_state_dict(best["model"])
    return settings, shipped_form(model, best["validation"]["spread_calibration"]), best
