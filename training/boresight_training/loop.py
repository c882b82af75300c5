"""The training loop: epochs of random crops, validation, checkpoint, log; resumable.

An epoch is a fixed number of crops, so that "patience in epochs" means the same for any data set.
Crops depend on the seed and the epoch number only: with a budget in epochs a resumed run repeats an
uninterrupted one to the bit (same machine, same number of threads).
"""

from collections.abc import Callable
from pathlib import Path

import torch

from .budget import computing_seconds
from .checkpoint import BEST, CHECKPOINT, LOG, load, save, write_log
from .dataset import MapSet
from .schedule import Schedule
from .settings import Settings
from .steps import Learner
from .validate import Validation, validate


class Run:
    """One training run in its folder."""

    def __init__(self, settings: Settings, out: Path, device: str = "cpu") -> None:
        self.settings = settings
        self.out = out
        self.learner = Learner(settings, device)
        self.schedule = Schedule(settings.schedule, settings.patience)
        self.epoch = 0
        self.elapsed = 0.0
        self.best = float("inf")
        self.history: list[list[float]] = []

    def clock(self) -> float:
        """Seconds that count against a budget in minutes."""
        return computing_seconds(self.learner.device)

    def resume(self) -> bool:
        """Continues from the folder's checkpoint, if there is one."""
        path = self.out / CHECKPOINT
        if not path.exists():
            return False
        state = load(path, str(self.learner.device))
        self.learner.load(state["learner"])
        self.schedule.load(state["schedule"])
        self.epoch, self.elapsed = state["epoch"], state["elapsed"]
        self.best, self.history = state["best"], state["history"]
        torch.set_rng_state(state["rng"].cpu())
        return True

    def checkpoint(self) -> None:
        """Writes the state after an epoch."""
        save(
            self.out / CHECKPOINT,
            {
                "learner": self.learner.state(),
                "schedule": self.schedule.state(),
                "epoch": self.epoch,
                "elapsed": self.elapsed,
                "best": self.best,
                "history": self.history,
                "rng": torch.get_rng_state(),
            },
        )
        write_log(self.out / LOG, self.history)

    def progress(self, seconds: float, fraction: float) -> float:
        """Share of the budget that is used, 1 at the end."""
        shares = []
        if self.settings.epochs:
            shares.append((self.epoch + fraction) / self.settings.epochs)
        if self.settings.minutes:
            shares.append(seconds / (60.0 * self.settings.minutes))
        return max(shares)

    def train_epoch(self, maps: MapSet, started: float) -> tuple[float, int]:
        """One epoch; ends early when the time budget does. Returns the mean loss and the crops."""
        s = self.settings
        losses: list[float] = []
        seen = 0
        for batch in maps.epoch(s.seed, self.epoch, s.epoch_crops, s.crop, s.batch):
            seconds = self.elapsed + self.clock() - started
            progress = self.progress(seconds, seen / s.epoch_crops)
            if progress >= 1.0:
                break
            self.learner.set_rate(self.schedule.rate(progress))
            losses.append(self.learner.step(batch))
            seen += batch[0].shape[0]
        return sum(losses) / max(len(losses), 1), seen

    def finish_epoch(self, loss: float, crops: int, result: Validation, started: float) -> None:
        """Keeps the best model, logs and writes the checkpoint."""
        value = getattr(result, self.settings.criterion)
        self.schedule.observe(value)
        if value < self.best:
            self.best = value
            best = {
                "model": self.learner.model.state_dict(),
                "epoch": self.epoch,
                "validation": vars(result),
            }
            save(self.out / BEST, best)
        self.epoch += 1
        self.elapsed += self.clock() - started
        rate = self.learner.optimiser.param_groups[0]["lr"]
        self.history.append(
            [self.epoch, self.elapsed, loss, result.mae, rate, result.rmse, result.bias, crops]
        )
        self.checkpoint()

    def train(
        self, maps: MapSet, validation: MapSet, report: Callable[[str], None] = print
    ) -> None:
        """Trains until the budget is used."""
        self.out.mkdir(parents=True, exist_ok=True)
        if self.epoch == 0:
            self.learner.start(maps)
        while self.progress(self.elapsed, 0.0) < 1.0:
            started = self.clock()
            loss, crops = self.train_epoch(maps, started)
            result = validate(self.learner, validation, self.settings.validation_maps)
            self.finish_epoch(loss, crops, result, started)
            report(
                f"epoch {self.epoch} {self.elapsed:.0f} s loss {loss:.5f} "
                f"validation MAE {result.mae:.3f} RMSE {result.rmse:.3f} dB "
                f"rate {self.history[-1][4]:.2e}"
            )
