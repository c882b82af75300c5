"""Learning-rate schedules: reduction on a plateau (the paper's) and a cosine over the budget."""

import math
from dataclasses import dataclass

WARM_UP = 0.02
FINAL = 0.01
REDUCTION = 0.7


@dataclass
class Schedule:
    """Turns progress (cosine) or the validation history (plateau) into a rate factor."""

    kind: str
    patience: int
    factor: float = 1.0
    best: float = math.inf
    stale: int = 0

    def rate(self, progress: float) -> float:
        """Rate factor at a progress of 0..1 through the budget."""
        if self.kind == "plateau":
            return self.factor
        if progress < WARM_UP:
            return max(progress / WARM_UP, 0.05)
        phase = min((progress - WARM_UP) / (1 - WARM_UP), 1.0)
        return FINAL + (1 - FINAL) * 0.5 * (1 + math.cos(math.pi * phase))

    def observe(self, value: float) -> None:
        """Takes the validation loss of an epoch; reduces by 0.7 after `patience` without a gain."""
        if value < self.best:
            self.best = value
            self.stale = 0
            return
        self.stale += 1
        if self.stale >= self.patience:
            self.factor *= REDUCTION
            self.stale = 0

    def state(self) -> dict[str, float]:
        """What a checkpoint must hold."""
        return {"factor": self.factor, "best": self.best, "stale": self.stale}

    def load(self, state: dict[str, float]) -> None:
        """Restores what `state` returned."""
        self.factor = state["factor"]
        self.best = state["best"]
        self.stale = int(state["stale"])
