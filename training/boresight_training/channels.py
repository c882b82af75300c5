"""The input channels of the learned predictors: order, units and normalisation.

Models receive `(raw - offset) / scale`, clipped to [-CLIP, CLIP]. The order is part of the file
format: it must match the samples, the model cards and the feature tensor of the studio.
"""

import hashlib
from dataclasses import dataclass

import numpy as np

CLIP = 8.0
"""Normalised values are clipped to this magnitude."""

FLOOR_DB = -156.0
"""Path gains below this floor are raised to it before they become targets.

A cell of 43 dBm over 20 MHz falls below what any phone hears (-140 dBm) at -152 dB.
"""


@dataclass(frozen=True)
class Channel:
    """One input channel: name, raw unit, normalisation, and the value where it is unknown."""

    name: str
    unit: str
    offset: float
    scale: float
    fill: float = 0.0


STANDARD_CHANNELS: tuple[Channel, ...] = (
    Channel("building-height", "m", 0.0, 30.0),
    Channel("free-space-gain", "dB", -90.0, 25.0),
    Channel("log-distance", "log10(m)", 2.4, 0.5),
    Channel("obstruction", "m", 0.0, 100.0),
    Channel("excess-height", "m", 0.0, 20.0),
    Channel("knife-edge-loss", "dB", 0.0, 20.0),
    Channel("line-of-sight", "1", 0.0, 1.0),
    Channel("road", "1", 0.0, 1.0),
    Channel("bearing-cos", "1", 0.0, 1.0),
    Channel("bearing-sin", "1", 0.0, 1.0),
    Channel("frequency", "log10(GHz)", 0.2, 0.3),
    Channel("antenna-height", "m", 30.0, 20.0),
)
"""Channels that every model receives."""

COARSE_CHANNELS: tuple[Channel, ...] = (
    Channel("coarse-excess", "dB", 0.0, 25.0),
    Channel("coarse-valid", "1", 0.0, 1.0),
    Channel("terrain", "m", 0.0, 20.0),
    Channel("zero", "1", 0.0, 1.0),
)
"""Extra channels of a model that also sees a coarse sweep, padded to a multiple of 4."""

BASE_CHANNEL = 1
LOG_DISTANCE_CHANNEL = 2
ROAD_CHANNEL = 7
CONSTANT_CHANNELS = (10, 11)
BEARING_COS_CHANNEL = 8
BEARING_SIN_CHANNEL = 9

LAND_USE_NAMES: tuple[str, ...] = (
    "unknown",
    "old town",
    "perimeter blocks",
    "slab housing",
    "detached housing",
    "offices",
    "retail",
    "industry",
    "warehouses",
    "education",
    "health",
    "worship and civic",
    "sport",
    "park",
    "woodland",
    "grassland",
    "allotments",
    "cemetery",
    "square",
    "courtyard",
    "avenue",
    "street",
    "parking",
    "water",
)
"""Land-use codebook; the index is the code."""


def channels_for(inputs: str) -> tuple[Channel, ...]:
    """Channels of an input set: `standard` (12) or `coarse` (16, with a coarse sweep)."""
    if inputs == "standard":
        return STANDARD_CHANNELS
    if inputs == "coarse":
        return STANDARD_CHANNELS + COARSE_CHANNELS
    raise ValueError(f"unknown input set {inputs!r}")


def normalise(raw: np.ndarray, channels: tuple[Channel, ...]) -> np.ndarray:
    """Normalised float32 features [C, H, W]; raw values that are not finite take the fill."""
    if raw.shape[0] != len(channels):
        raise ValueError(f"{raw.shape[0]} channels, expected {len(channels)}")
    out = raw.astype(np.float32)
    for index, channel in enumerate(channels):
        plane = out[index]
        plane[~np.isfinite(plane)] = channel.fill
        plane -= np.float32(channel.offset)
        plane /= np.float32(channel.scale)
    return np.clip(out, -CLIP, CLIP, out=out)


def codebook_sha256() -> str:
    """Hash of the codebook: SHA-256 of the names joined by line feeds, UTF-8."""
    return hashlib.sha256("\n".join(LAND_USE_NAMES).encode()).hexdigest()
