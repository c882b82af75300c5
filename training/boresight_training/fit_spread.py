"""Teaches a trained network how wrong it is: `python -m boresight_training.fit_spread --run RUN --data DIR`.

The network stands still; only the row of the last layer that gives the spread is fitted, to the mean
absolute error of the residual on crops of the training cities. Errors are smaller there than elsewhere,
so the spread is scaled afterwards until its mean over the validation maps is the mean error made.
"""

import argparse
from pathlib import Path
from typing import Any

import torch
from torch import nn

from .architectures.blocks import OUTPUT_SCALE_DB, SPREAD_SCALE_DB, Head, softplus
from .checkpoint import BEST, load, save
from .dataset import MapSet
from .losses import masked
from .samples import list_samples
from .settings import Settings, read_settings
from .splits import make_split, parse_fold
from .steps import Learner
from .validate import validate

STEPS = 200
BATCH = 8
RATE = 0.02
LARGEST_ERROR_DB = 40.0
"""A ray's streak that a network cannot know of must not set the spread of its whole surroundings."""


class HeadInput:
    """What reaches the head in the last forward pass."""

    def __init__(self, head: Head) -> None:
        self.value = torch.empty(0)
        head.register_forward_pre_hook(self.keep)

    def keep(self, _: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        """Hook of the head."""
        self.value = inputs[0].detach()


def head_of(model: nn.Module) -> Head:
    """The one head of a network."""
    (head,) = [module for module in model.modules() if isinstance(module, Head)]
    return head


def fit(learner: Learner, maps: MapSet, settings: Settings, steps: int = STEPS) -> None:
    """Fits the spread's row of the head on random crops."""
    head = head_of(learner.model)
    seen = HeadInput(head)
    learner.model.eval()
    weight = torch.zeros(head.out.in_channels, requires_grad=True, device=learner.device)
    bias = torch.full((1,), 0.5, requires_grad=True, device=learner.device)
    optimiser = torch.optim.Adam([weight, bias], lr=RATE)
    batches = maps.epoch(settings.seed, 2**31, steps * BATCH, settings.crop, BATCH)
    for step, batch in enumerate(batches):
        features, land_use, target = learner.place(batch)
        target, mask = masked(target)
        with torch.no_grad():
            residual, _ = learner.model(features, land_use)
        error = (residual - target).abs().clamp(max=LARGEST_ERROR_DB)
        s = (seen.value * weight.reshape(1, -1, 1, 1)).sum(1, keepdim=True) + bias
        difference = (softplus(s) * SPREAD_SCALE_DB - error) / OUTPUT_SCALE_DB
        loss = (difference.square() * mask).sum() / mask.sum().clamp(min=1.0)
        optimiser.param_groups[0]["lr"] = RATE * (1.0 - step / steps)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.no_grad():
        head.out.weight[1] = weight.reshape(-1, 1, 1)
        head.out.bias[1:] = bias


def fit_run(run: Path, data: Path, threads: int, device: str = "cpu", steps: int = STEPS) -> None:
    """Fits the spread of a run's best model and keeps it there."""
    torch.set_num_threads(threads)
    settings = read_settings(run / "settings.json")
    best: dict[str, Any] = load(run / BEST, device)
    learner = Learner(settings, device)
    learner.model.load_state_dict(best["model"])
    by_city = list_samples(data, settings.limit_areas)
    fold = parse_fold(settings.fold) if settings.fold else None
    split = make_split(by_city, fold, settings.holdout_every)
    kind = (settings.inputs, settings.no_data, settings.labels)
    maps = MapSet(split.paths("train", by_city), *kind)
    fit(learner, maps, settings, steps)
    validation = MapSet(split.paths("validation", by_city), *kind)
    result = validate(learner, validation, settings.validation_maps)
    best["model"] = learner.model.state_dict()
    best["validation"] = vars(result)
    save(run / BEST, best)


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(prog="boresight_training.fit_spread", description=__doc__)
    p.add_argument("--run", type=Path, required=True)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    a = p.parse_args()
    fit_run(a.run, a.data, a.threads, a.device)


if __name__ == "__main__":
    main()
