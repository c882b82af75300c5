"""Structural similarity with every choice fixed.

Levels map to (clip(y, -140, -44) + 140) / 96. Gaussian window 11x11 with sigma 1.5, constants
(0.01, 0.03) at a data range of 1, population covariance, a border of 5 cells left out. Equals
scikit-image with gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1.
"""

import numpy as np

LOW_DBM = -140.0
HIGH_DBM = -44.0
RADIUS = 5
SIGMA = 1.5
C1 = 0.01**2
C2 = 0.03**2


def unit_range(level_dbm: np.ndarray) -> np.ndarray:
    """Levels clipped to [-140, -44] dBm and scaled to 0..1."""
    clipped = np.clip(level_dbm.astype(np.float64), LOW_DBM, HIGH_DBM)
    return (clipped - LOW_DBM) / (HIGH_DBM - LOW_DBM)


def _blur(values: np.ndarray) -> np.ndarray:
    """Gaussian mean of every cell at least 5 cells from the border."""
    ticks = np.arange(-RADIUS, RADIUS + 1)
    kernel = np.exp(-0.5 * (ticks / SIGMA) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        size = values.shape[axis] - 2 * RADIUS
        parts = (np.take(values, range(k, k + size), axis) * w for k, w in enumerate(kernel))
        values = np.sum(list(parts), axis=0)
    return values


def ssim_map(a_dbm: np.ndarray, b_dbm: np.ndarray) -> np.ndarray:
    """SSIM of every cell, 5 cells cropped on each side."""
    a, b = unit_range(a_dbm), unit_range(b_dbm)
    mean_a, mean_b = _blur(a), _blur(b)
    variance_a = _blur(a * a) - mean_a**2
    variance_b = _blur(b * b) - mean_b**2
    covariance = _blur(a * b) - mean_a * mean_b
    numerator = (2 * mean_a * mean_b + C1) * (2 * covariance + C2)
    return numerator / ((mean_a**2 + mean_b**2 + C1) * (variance_a + variance_b + C2))


def crop(mask: np.ndarray) -> np.ndarray:
    """The part of a map that `ssim_map` covers."""
    return mask[RADIUS:-RADIUS, RADIUS:-RADIUS]
