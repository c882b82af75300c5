"""Size and arithmetic of a model: parameters, and multiply-adds counted as two operations.

Convolutions, linear layers and matrix products are counted as they are dispatched; element-wise
work is not.
"""

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode


def parameters(model: nn.Module) -> int:
    """Number of trained values."""
    return sum(parameter.numel() for parameter in model.parameters())


@torch.no_grad()
def gflop(model: nn.Module, feature_channels: int, size: int) -> float:
    """10^9 operations of one map of size x size."""
    features = torch.zeros(1, feature_channels, size, size)
    land_use = torch.zeros(1, size, size, dtype=torch.int32)
    with FlopCounterMode(display=False) as counter:
        model.eval()(features, land_use)
    return counter.get_total_flops() / 1e9
