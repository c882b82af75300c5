"""Validation during training: errors over a fixed choice of whole maps."""

from dataclasses import dataclass

import torch

from .dataset import MapSet
from .losses import masked
from .steps import Learner


@dataclass(frozen=True)
class Validation:
    """Errors [dB] over labelled cells, and the factor that makes the mean spread equal the MAE."""

    rmse: float
    mae: float
    bias: float
    spread_calibration: float


def choose(count: int, wanted: int) -> list[int]:
    """At most `wanted` indices, evenly spaced over `count` maps."""
    wanted = min(count, wanted)
    return [index * count // wanted for index in range(wanted)]


@torch.inference_mode()
def validate(learner: Learner, maps: MapSet, wanted: int) -> Validation:
    """Runs the model over whole maps."""
    learner.model.eval()
    squares = absolutes = errors = spreads = cells = 0.0
    for index in choose(len(maps), wanted):
        features, land_use, target = learner.place(maps.whole(index))
        target, mask = masked(target)
        residual, spread = learner.model(features, land_use)
        error = ((residual - target) * mask).double()
        squares += float(error.square().sum())
        absolutes += float(error.abs().sum())
        errors += float(error.sum())
        spreads += float((spread * mask).double().sum())
        cells += float(mask.sum())
    cells = max(cells, 1.0)
    return Validation(
        rmse=(squares / cells) ** 0.5,
        mae=absolutes / cells,
        bias=errors / cells,
        spread_calibration=absolutes / spreads if spreads > 0 else 1.0,
    )
