"""Small valid samples whose geometry and labels follow simple formulas."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np

from boresight_training.channels import STANDARD_CHANNELS

FREQUENCY_HZ = 1.8e9
HEIGHT_M = 30.0
AZIMUTH_DEG = 0.0


def geometry(size: int, azimuth_deg: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """3-D distance [m], cosine and sine of the bearing relative to the boresight."""
    east = (np.arange(size) - (size - 1) / 2)[None, :] * 5.0
    north = -(np.arange(size) - (size - 1) / 2)[:, None] * 5.0
    distance = np.sqrt(east**2 + north**2 + (HEIGHT_M - 1.5) ** 2)
    bearing = np.arctan2(east, north) - np.radians(azimuth_deg)
    return distance, np.cos(bearing), np.sin(bearing)


def free_space(distance: np.ndarray, cosine: np.ndarray) -> np.ndarray:
    """Free-space gain [dB] with an antenna that loses up to 15 dB to the back."""
    loss = 20 * np.log10(4 * np.pi * distance * FREQUENCY_HZ / 299792458.0)
    return -loss + 8.0 - 7.5 * (1 - cosine)


def arrays(size: int, seed: int, azimuth_deg: float) -> dict[str, np.ndarray]:
    """Arrays of one sample; the label is free space less a loss that the features explain."""
    rng = np.random.default_rng(seed)
    distance, cosine, sine = geometry(size, azimuth_deg)
    blocks = np.kron(rng.random((size // 8, size // 8)) < 0.3, np.ones((8, 8))).astype(bool)
    obstruction = np.where(blocks, 0, rng.random((size // 4, size // 4)).repeat(4, 0).repeat(4, 1))
    features = np.zeros((len(STANDARD_CHANNELS), size, size))
    features[0] = blocks * 20.0
    features[1] = free_space(distance, cosine)
    features[2] = np.log10(distance)
    features[3] = obstruction * 100
    features[4] = obstruction * 20 - 10
    features[5] = obstruction * 20
    features[6] = obstruction < 0.2
    features[7] = ~blocks & (rng.random((size, size)) < 0.5)
    features[8] = cosine
    features[9] = sine
    features[10] = np.log10(FREQUENCY_HZ / 1e9)
    features[11] = HEIGHT_M
    gain = features[1] - 30 * obstruction + 5 * sine + 3
    gain[rng.random((size, size)) < 0.02] = np.nan
    coarse = np.where(rng.random((size, size)) < 0.1, np.nan, features[1] - 20 * obstruction)
    measured = np.where(rng.random((size, size)) < 0.1, gain - 4, np.nan)
    return {
        "features.npy": features.astype(np.float16),
        "land_use.npy": rng.integers(0, 24, (size, size)).astype(np.uint8),
        "gain.npy": gain.astype(np.float32),
        "outdoor.npy": (~blocks).astype(np.uint8),
        "coarse.npy": coarse.astype(np.float16),
        "measured.npy": measured.astype(np.float32),
    }


def write_sample(
    folder: Path, city: int, index: int, size: int = 64, azimuth_deg: float = AZIMUTH_DEG
) -> Path:
    """Writes `city-<city>-<index>.npz` as the command line does: an uncompressed zip."""
    about = {
        "format": "boresight-training-sample",
        "version": 1,
        "city": city,
        "sector": {
            "x": 0,
            "y": 0,
            "z": HEIGHT_M,
            "azimuthDeg": azimuth_deg,
            "downtiltDeg": 6,
            "frequencyHz": FREQUENCY_HZ,
        },
        "grid": {
            "columns": size,
            "rows": size,
            "cellSizeM": 5,
            "westM": -size * 2.5,
            "northM": size * 2.5,
        },
        "channels": [channel.name for channel in STANDARD_CHANNELS],
        "engine": "sweep",
        "centred": True,
        "referenceLevelDbm": 15.2,
        "buildingDensity": 0.3,
        "meanBuildingHeightM": 20.0,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"city-{city}-{index}.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays(size, city * 1000 + index, azimuth_deg).items():
            buffer = BytesIO()
            np.save(buffer, array)
            archive.writestr(name, buffer.getvalue())
        archive.writestr("about.json", json.dumps(about))
    return path


def write_folder(folder: Path, cities: int, per_city: int = 1, size: int = 64) -> Path:
    """A folder of samples with a manifest."""
    for city in range(1, cities + 1):
        for index in range(per_city):
            write_sample(folder, city, index, size, azimuth_deg=30.0 * index)
    manifest = {"command": "fake", "count": cities * per_city, "seed": 1}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder
