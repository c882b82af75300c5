"""The 70x70 PatchGAN discriminator that the GAN variant trains against.

It sees the input features and a residual map and judges every 70x70 patch. Layers, kernels and
strides are those of pix2pix, hence the receptive field of 70; it starts at 24 features instead of
64, as it is used in training only and must not outweigh the generator there.
"""

import torch
from torch import nn


class PatchGAN(nn.Module):
    """Logits [B, 1, h, w]: positive means that the patch looks real."""

    def __init__(self, feature_channels: int, width: int = 24) -> None:
        super().__init__()
        layers: list[nn.Module] = [
            nn.Conv2d(feature_channels + 1, width, 4, 2, 1),
            nn.LeakyReLU(0.2),
        ]
        for inputs, outputs, stride in (
            (width, 2 * width, 2),
            (2 * width, 4 * width, 2),
            (4 * width, 8 * width, 1),
        ):
            layers += [
                nn.Conv2d(inputs, outputs, 4, stride, 1, bias=False),
                nn.BatchNorm2d(outputs),
                nn.LeakyReLU(0.2),
            ]
        self.layers = nn.Sequential(*layers, nn.Conv2d(8 * width, 1, 4, 1, 1))

    def forward(self, features: torch.Tensor, residual: torch.Tensor) -> torch.Tensor:
        return self.layers(torch.cat([features, residual], dim=1))
