"""Settings of one training run; stored in its folder as settings.json and in the recipes."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

DEFAULT_BATCH = {"unet": 4, "maxvit": 2, "gan-maxvit": 2, "mpnn": 1, "dmpnn": 1}
"""Batch sizes of the paper, on whole maps; crops of 128 allow larger ones."""

DEFAULT_CROP = {"unet": 128, "maxvit": 128, "gan-maxvit": 128, "mpnn": 64, "dmpnn": 64}
"""Side of the crops: the graph networks see two cells around, so small crops lose them little."""


@dataclass(frozen=True)
class Settings:
    """Everything that decides the outcome of a run, apart from the data and the machine."""

    architecture: str = "unet"
    inputs: str = "standard"
    loss: str = "mse"
    seed: int = 1
    minutes: float | None = None
    epochs: int | None = None
    epoch_crops: int = 512
    crop: int = 128
    batch: int = 4
    learning_rate: float = 1e-3
    weight_decay: float = 5e-2
    schedule: str = "cosine"
    patience: int = 10
    fold: str | None = None
    holdout_every: int | None = None
    no_data: str = "mask"
    labels: str = "engine"
    validation_maps: int = 16
    l1_weight: float = 100.0
    discriminator_rate: float = 2e-4
    limit_areas: int | None = None

    def __post_init__(self) -> None:
        if self.minutes is None and self.epochs is None:
            raise ValueError("give a budget: minutes or epochs")
        if self.architecture not in DEFAULT_BATCH:
            raise ValueError(f"unknown architecture {self.architecture!r}")
        if self.loss not in ("mse", "l1"):
            raise ValueError(f"unknown loss {self.loss!r}")
        if self.labels not in ("engine", "measured"):
            raise ValueError(f"unknown labels {self.labels!r}")
        if self.schedule not in ("cosine", "plateau"):
            raise ValueError(f"unknown schedule {self.schedule!r}")

    @property
    def adversarial(self) -> bool:
        """Whether a discriminator trains along."""
        return self.architecture == "gan-maxvit"

    @property
    def loss_name(self) -> str:
        """The loss in words, for the model card."""
        if self.adversarial:
            return f"adversarial BCE + {self.l1_weight:g} x L1"
        return {"mse": "MSE", "l1": "L1"}[self.loss]

    @property
    def criterion(self) -> str:
        """Validation figure whose minimum picks the best model: that of the loss."""
        return "rmse" if self.loss == "mse" and not self.adversarial else "mae"

    def as_json(self) -> dict[str, Any]:
        """Plain dictionary."""
        return asdict(self)


def settings_from(values: dict[str, Any]) -> Settings:
    """Settings from a dictionary; unknown keys are errors."""
    known = {field.name for field in fields(Settings)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ValueError(f"unknown settings: {', '.join(unknown)}")
    return Settings(**values)


def read_settings(path: Path) -> Settings:
    """Settings of a run or a recipe."""
    return settings_from(json.loads(path.read_text()))
