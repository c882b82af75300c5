"""One optimiser step: plain regression, or generator against discriminator."""

import torch
from torch import nn

from .architectures import build
from .architectures.blocks import OUTPUT_SCALE_DB
from .architectures.patchgan import PatchGAN
from .channels import channels_for
from .dataset import Batch, MapSet
from .losses import adversarial, masked, reconstruction
from .settings import Settings

START_CROPS = 96
"""Random crops that the linear start is fitted to."""


class Learner:
    """A model with its optimiser and, for the GAN, its discriminator."""

    def __init__(self, settings: Settings, device: str = "cpu") -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.device = torch.device(device)
        channels = len(channels_for(settings.inputs))
        # Training runs about a fifth faster in this layout on CPUs.
        self.layout = torch.channels_last
        self.model = build(settings.architecture, channels).to(
            self.device, memory_format=self.layout
        )
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(),
            lr=settings.learning_rate,
            weight_decay=settings.weight_decay,
        )
        self.discriminator: nn.Module | None = None
        self.discriminator_optimiser: torch.optim.AdamW | None = None
        if settings.adversarial:
            self.discriminator = PatchGAN(channels).to(self.device, memory_format=self.layout)
            # Momentum 0.5 and a slower rate, as pix2pix: the judge must not outrun the generator.
            self.discriminator_optimiser = torch.optim.AdamW(
                self.discriminator.parameters(),
                lr=settings.discriminator_rate,
                betas=(0.5, 0.999),
                weight_decay=settings.weight_decay,
            )

    def set_rate(self, factor: float) -> None:
        """Sets the learning rates to a fraction of their initial values."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.settings.learning_rate * factor
        if self.discriminator_optimiser is not None:
            for group in self.discriminator_optimiser.param_groups:
                group["lr"] = self.settings.discriminator_rate * factor

    def place(self, batch: Batch) -> Batch:
        """The batch on the device, in the model's memory layout."""
        features, land_use, target = batch
        return (
            features.to(self.device, memory_format=self.layout),
            land_use.to(self.device),
            target.to(self.device),
        )

    def start(self, maps: MapSet) -> None:
        """Fits the linear map that training starts from, on crops of its own."""
        self.model.fit(
            list(maps.epoch(self.settings.seed, -1 % 2**32, START_CROPS, self.settings.crop, 8))
        )

    def step(self, batch: Batch) -> float:
        """Trains on one batch; returns the reconstruction loss."""
        features, land_use, target = self.place(batch)
        target, mask = masked(target)
        self.model.train()
        residual, _ = self.model(features, land_use)
        kind = "l1" if self.settings.adversarial else self.settings.loss
        loss = reconstruction(residual, target, mask, kind)
        total = loss
        if self.discriminator is not None and self.discriminator_optimiser is not None:
            fake = residual * mask / OUTPUT_SCALE_DB
            self._judge(features, fake.detach(), target / OUTPUT_SCALE_DB)
            # Frozen while the generator learns from it, or its gradients would be computed in vain.
            self.discriminator.requires_grad_(False)
            fooled = adversarial(self.discriminator(features, fake), True)
            self.discriminator.requires_grad_(True)
            total = self.settings.l1_weight * total + fooled
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        self.optimiser.step()
        return float(loss.detach())

    def _judge(self, features: torch.Tensor, fake: torch.Tensor, real: torch.Tensor) -> None:
        assert self.discriminator is not None and self.discriminator_optimiser is not None
        self.discriminator.train()
        loss = 0.5 * (
            adversarial(self.discriminator(features, real), True)
            + adversarial(self.discriminator(features, fake), False)
        )
        self.discriminator_optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.discriminator_optimiser.step()

    def state(self) -> dict[str, object]:
        """Everything that a checkpoint must hold of the learner."""
        state: dict[str, object] = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        if self.discriminator is not None and self.discriminator_optimiser is not None:
            state["discriminator"] = self.discriminator.state_dict()
            state["discriminator_optimiser"] = self.discriminator_optimiser.state_dict()
        return state

    def load(self, state: dict[str, object]) -> None:
        """Restores what `state` returned."""
        self.model.load_state_dict(state["model"])  # type: ignore[arg-type]
        self.optimiser.load_state_dict(state["optimiser"])  # type: ignore[arg-type]
        if self.discriminator is not None and self.discriminator_optimiser is not None:
            self.discriminator.load_state_dict(state["discriminator"])  # type: ignore[arg-type]
            self.discriminator_optimiser.load_state_dict(
                state["discriminator_optimiser"]  # type: ignore[arg-type]
            )
