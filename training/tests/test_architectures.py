"""Shapes, zero start and structure of the architectures."""

import pytest
import torch
from torch import nn

from boresight_training.architectures import ARCHITECTURES, build
from boresight_training.architectures.blocks import Head
from boresight_training.architectures.patchgan import PatchGAN
from boresight_training.flops import gflop, parameters

LIMITS = {
    "unet": (0.4e6, 0.6e6),
    "maxvit": (1e6, 2e6),
    "gan-maxvit": (1e6, 2e6),
    "mpnn": (0.05e6, 0.07e6),
    "dmpnn": (0.07e6, 0.9e6),
}


def inputs(size: int, channels: int = 12, batch: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    features = torch.randn(batch, channels, size, size, generator=generator)
    features[:, 7] = (features[:, 7] > 0.5).float()
    land_use = torch.randint(0, 24, (batch, size, size), generator=generator, dtype=torch.int32)
    return features, land_use


def with_head(model: nn.Module) -> nn.Module:
    """The model with random weights in its head, which starts at zero otherwise."""
    for module in model.modules():
        if isinstance(module, Head):
            nn.init.normal_(module.out.weight)
    return model


@pytest.mark.parametrize(("size", "channels"), [(64, 12), (128, 12), (64, 16)])
@pytest.mark.parametrize("name", ["unet", "maxvit", "mpnn", "dmpnn"])
def test_forward_starts_at_free_space(name: str, channels: int, size: int) -> None:
    torch.manual_seed(0)
    model = build(name, channels).eval()
    with torch.no_grad():
        residual, spread = model(*inputs(size, channels))
    assert residual.shape == spread.shape == (1, 1, size, size)
    assert torch.all(residual == 0)
    assert torch.all(spread > 0)


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_sizes(name: str) -> None:
    low, high = LIMITS[name]
    assert low <= parameters(build(name, 12)) <= high


def test_unet_is_cheap_enough_for_the_browser() -> None:
    assert gflop(build("unet", 12), 12, 256) < 11


def test_flops_match_the_closed_form() -> None:
    class OneConv(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(4, 8, 3, padding=1)

        def forward(self, features: torch.Tensor, land_use: torch.Tensor) -> torch.Tensor:
            return self.conv(features)

    assert gflop(OneConv(), 4, 16) == pytest.approx(2 * 4 * 8 * 9 * 16 * 16 / 1e9)


@pytest.mark.parametrize("name", ["mpnn", "dmpnn"])
def test_sparse_training_edges_equal_dense_ones(name: str) -> None:
    torch.manual_seed(0)
    model = with_head(build(name, 12))
    batch = inputs(24, batch=2)
    with torch.no_grad():
        sparse = model.train()(*batch)[0]
        dense = model.eval()(*batch)[0]
    assert torch.allclose(sparse, dense, atol=1e-5 * float(dense.abs().max()) + 1e-5)


def test_two_hop_edges_need_a_road_at_both_ends() -> None:
    torch.manual_seed(0)
    model = with_head(build("dmpnn", 12)).eval()
    features, land_use = inputs(16)
    features[:, 2, 0, 0] = -5  # the transmitter's cell, far from the others below
    features[:, 7] = 0
    features[:, 7, 8, 8] = 1
    changed = features.clone()
    changed[:, 0, 8, 8] += 3
    with torch.no_grad():
        lonely = (model(changed, land_use)[0] - model(features, land_use)[0])[0, 0]
        features[:, 7, 8, 10] = changed[:, 7, 8, 10] = 1
        joined = (model(changed, land_use)[0] - model(features, land_use)[0])[0, 0]
    assert lonely[8, 10] == 0
    assert joined[8, 10] != 0
    assert joined[8, 9] != 0  # a neighbour
    assert joined[8, 12] == 0


def test_transmitter_is_known_by_carrier_and_height_alone() -> None:
    torch.manual_seed(0)
    model = build("mpnn", 12).eval()
    nn.init.normal_(model.body.head.out.weight)
    features = torch.randn(1, 12, 8, 8)
    features[:, 10:12] = torch.tensor([0.3, -0.2]).reshape(1, 2, 1, 1)
    land_use = torch.zeros(1, 8, 8, dtype=torch.int32)
    with torch.no_grad():
        whole = model(features, land_use)[0]
        # A crop that the antenna is not in sees the same transmitter; its border lacks neighbours.
        part = model(features[..., 4:], land_use[..., 4:])[0]
    assert torch.allclose(whole[..., 6:], part[..., 2:], atol=1e-4)


def test_linear_start_is_the_least_squares_solution() -> None:
    torch.manual_seed(0)
    model = build("mpnn", 12)
    features = torch.randn(2, 12, 16, 16)
    weights = torch.linspace(-1.0, 1.0, 12)
    target = (features * weights.reshape(1, 12, 1, 1)).sum(1, keepdim=True) * 20.0 + 6.0
    target[:, :, :4] = float("nan")
    land_use = torch.zeros(2, 16, 16, dtype=torch.int32)
    model.fit([(features, land_use, target)])
    with torch.no_grad():
        residual = model.eval()(features, land_use)[0]
    assert float((residual - target)[:, :, 4:].abs().max()) < 0.2


def test_discriminator_sees_patches_of_70() -> None:
    torch.manual_seed(0)
    judge = PatchGAN(12).eval()
    residual = torch.zeros(1, 1, 128, 128, requires_grad=True)
    logits = judge(torch.zeros(1, 12, 128, 128), residual)
    logits[0, 0, 6, 6].backward()
    assert residual.grad is not None
    touched = residual.grad[0, 0] != 0
    assert int(touched.any(0).sum()) == int(touched.any(1).sum()) == 70


@pytest.mark.parametrize("name", ["unet", "maxvit", "mpnn", "dmpnn"])
def test_convolutions_read_a_multiple_of_four_channels(name: str) -> None:
    for module in build(name, 12).modules():
        if isinstance(module, nn.Conv2d):
            assert module.in_channels % 4 == 0
