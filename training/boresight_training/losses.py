"""Losses over the cells that have a label; residuals are in units of 20 dB here."""

import torch
from torch.nn import functional as F

from .architectures.blocks import OUTPUT_SCALE_DB


def masked(target: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The target with zeros for cells without label, and the mask of labelled cells."""
    mask = torch.isfinite(target)
    return torch.where(mask, target, torch.zeros_like(target)), mask.to(target.dtype)


def reconstruction(
    residual: torch.Tensor, target: torch.Tensor, mask: torch.Tensor, kind: str
) -> torch.Tensor:
    """Mean squared or absolute error over the labelled cells."""
    error = (residual - target) / OUTPUT_SCALE_DB * mask
    total = error.square().sum() if kind == "mse" else error.abs().sum()
    return total / mask.sum().clamp(min=1.0)


def adversarial(logits: torch.Tensor, real: bool) -> torch.Tensor:
    """Binary cross-entropy of the discriminator's logits against `real` everywhere."""
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, float(real)))
