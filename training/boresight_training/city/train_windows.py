"""Trains the network of two windows on an area fold."""

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from .area_folds import AreaFold
from .city_data import Batch, CityData
from .window_net import WindowNet


@dataclass(frozen=True)
class WindowSettings:
    """What decides the outcome beside the data."""

    epochs: int = 16
    seed: int = 1
    batch: int = 16
    places: int = 768
    rate: float = 1e-3
    weight_decay: float = 0.03
    warm_up: int = 300


@dataclass
class Trained:
    """A network with the level it counts from, its best epoch, and the error that chose it."""

    net: WindowNet
    middle_dbm: float
    epoch: int
    validation_db: float

    @torch.inference_mode()
    def predict(self, data: CityData, sector: int) -> torch.Tensor:
        """RSRP [dBm] of all measured places of a sector."""
        batch = data.whole(sector)
        with _half(batch.features.device):
            return _run(self.net, batch)[0].float() + self.middle_dbm


def _half(device: torch.device) -> torch.autocast:
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")


def _run(net: WindowNet, batch: Batch) -> torch.Tensor:
    return net(batch.features, batch.codes, batch.place, batch.near, batch.wide)


def train_windows(
    data: CityData,
    fold: AreaFold,
    settings: WindowSettings,
    report: Callable[[str], None] = print,
) -> Trained:
    """Mean absolute error, AdamW, cosine schedule after a warm-up; the running mean of the weights is what
    counts, at the epoch that is best on the validation sectors (mean over sectors)."""
    device = data.city.device
    torch.manual_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    generator = torch.Generator().manual_seed(settings.seed)
    counts = np.diff(data.city.offsets)
    learned = fold.train[counts[fold.train] > 0]
    judged = fold.validation[counts[fold.validation] > 0]
    if not len(learned) or not len(judged):
        raise ValueError("the fold leaves no measured sectors to learn from or to choose the epoch by")
    middle = float(data.city.rsrp.median())
    net = WindowNet(data.features.shape[1]).to(device)
    mean = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(
        net.parameters(), lr=settings.rate, weight_decay=settings.weight_decay
    )
    steps = settings.epochs * math.ceil(len(learned) / settings.batch)
    step, best = 0, Trained(mean, middle, -1, float("inf"))
    for epoch in range(settings.epochs):
        net.train()
        order = rng.permutation(learned)
        for start in range(0, len(order), settings.batch):
            warm = min(1.0, (step + 1) / settings.warm_up)
            cosine = 0.5 + 0.5 * math.cos(math.pi * step / steps)
            optimiser.param_groups[0]["lr"] = settings.rate * warm * cosine
            sectors = torch.as_tensor(order[start : start + settings.batch], device=device)
            batch = data.draw(sectors, settings.places, generator)
            with _half(device):
                level = _run(net, batch)
            loss = (level.float() - (batch.rsrp - middle)).abs().mean()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            step += 1
            _follow(mean, net, min(0.998, step / (step + 10)))
        mean.eval()
        now = Trained(mean, middle, epoch, 0.0)
        error = float(np.mean([sector_error(now, data, int(k)) for k in judged]))
        report(f"epoch {epoch + 1} loss {float(loss.detach()):.2f} validation {error:.3f} dB")
        if error < best.validation_db:
            best = Trained(copy.deepcopy(mean), middle, epoch, error)
    return best


@torch.no_grad()
def _follow(mean: WindowNet, net: WindowNet, share: float) -> None:
    for kept, new in zip(mean.parameters(), net.parameters(), strict=True):
        kept.lerp_(new, 1 - share)
    for kept, new in zip(mean.buffers(), net.buffers(), strict=True):
        kept.copy_(new)


def sector_error(trained: Trained, data: CityData, sector: int) -> float:
    """Mean absolute error [dB] over all measured places of a sector."""
    level = trained.predict(data, sector)
    return float((level - data.city.rsrp[data.city.cells_of(sector)]).abs().mean())
