"""The procedural input of the golden check, and the expected output beside the model file.

The studio computes the same input from integer hashes and compares its own output with the stored
one, so that a runtime which computes wrongly is found before its map is shown.
"""

from pathlib import Path

import numpy as np
import torch
from torch import nn

STRIDE = 8
TOLERANCE = 1e-3
"""Parity tolerance of the studio, relative to the range of the golden values."""


def golden_features(channels: int, size: int) -> np.ndarray:
    """Pseudo-random float32 features [C, size, size] in [-1, 1)."""
    # Unsigned 64-bit products of 32-bit values keep their low 32 bits exact.
    mask = np.uint64(0xFFFFFFFF)

    def term(count: int, factor: int) -> np.ndarray:
        return np.arange(1, count + 1, dtype=np.uint64) * np.uint64(factor) & mask

    h = (
        term(channels, 73856093)[:, None, None]
        ^ term(size, 19349663)[None, :, None]
        ^ term(size, 83492791)[None, None, :]
    )
    h ^= h >> np.uint64(13)
    h = h * np.uint64(1274126177) & mask
    h ^= h >> np.uint64(16)
    return ((h >> np.uint64(8)).astype(np.float64) / 2**24 * 2 - 1).astype(np.float32)


def golden_land_use(size: int) -> np.ndarray:
    """Land-use codes [size, size], int32, constant over blocks of 16 cells."""
    block = np.arange(size) >> 4
    return ((block[:, None] + 3 * block[None, :]) % 24).astype(np.int32)


@torch.no_grad()
def golden_output(model: nn.Module, channels: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Residual and spread [size, size] of the golden input."""
    features = torch.from_numpy(golden_features(channels, size))[None]
    land_use = torch.from_numpy(golden_land_use(size))[None]
    residual, spread = model.eval()(features, land_use)
    return residual[0, 0].numpy(), spread[0, 0].numpy()


def write_golden(path: Path, outputs: tuple[np.ndarray, np.ndarray]) -> None:
    """Stores every 8th cell of the outputs as little-endian float32."""
    parts = [output[::STRIDE, ::STRIDE].astype("<f4").tobytes() for output in outputs]
    path.write_bytes(b"".join(parts))
