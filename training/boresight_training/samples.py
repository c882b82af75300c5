"""Reads training samples (`city-<seed>-<k>.npz`) as the command line writes them.

A sample is one map: raw features, land use, path gain of the label engine, the outdoor mask, a
coarse sweep and, where present, mismatched "measurements". All arrays are [H, W] with row 0 north.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .channels import BASE_CHANNEL, FLOOR_DB, STANDARD_CHANNELS, channels_for, normalise

FORMAT = "boresight-training-sample"


@dataclass(frozen=True)
class Sample:
    """One map as read from its file."""

    path: Path
    features: np.ndarray
    land_use: np.ndarray
    gain: np.ndarray
    outdoor: np.ndarray
    coarse: np.ndarray | None
    measured: np.ndarray | None
    about: dict[str, Any]

    @property
    def city(self) -> int:
        """The city (area) of the map, which folds never split; 0 for a place that is not drawn."""
        return int(self.about.get("city", 0))

    @property
    def base(self) -> np.ndarray:
        """Free-space path gain [dB] as the sample stores it (rounded to half precision)."""
        return self.features[BASE_CHANNEL].astype(np.float32)

    @property
    def reference_level_dbm(self) -> float:
        """Level of one resource element after losses: RSRP = path gain + this."""
        return float(self.about["referenceLevelDbm"])

    def label(self, labels: str = "engine") -> np.ndarray:
        """Path gain [dB] that a model is taught: the label engine's, or what was measured."""
        if labels == "engine":
            return self.gain
        if labels != "measured":
            raise ValueError(f"unknown labels: {labels!r}")
        if self.measured is None:
            raise ValueError(f"{self.path.name} holds no measurements")
        return self.measured

    def target(self, no_data: str = "mask", labels: str = "engine") -> np.ndarray:
        """Residual [dB] that a model should predict; NaN where it is not to be trained.

        Cells without data are left out, or, with `no_data="floor"`, count as the floor. The
        floor is for engines: a cell where nothing was measured says nothing.
        """
        gain = self.label(labels)
        if no_data == "floor" and labels == "measured":
            raise ValueError("cells that were not measured have no floor: mask them")
        if no_data == "floor":
            gain = np.where(np.isnan(gain), np.float32(FLOOR_DB), gain)
        elif no_data != "mask":
            raise ValueError(f"unknown treatment of cells without data: {no_data!r}")
        residual = np.maximum(gain, np.float32(FLOOR_DB)) - self.base
        return np.where(self.outdoor.astype(bool), residual, np.float32(np.nan))

    def inputs(self, inputs: str = "standard") -> np.ndarray:
        """Normalised float32 features [C, H, W] of an input set."""
        channels = channels_for(inputs)
        if len(channels) == len(STANDARD_CHANNELS):
            return normalise(self.features, channels)
        if self.coarse is None:
            raise ValueError(f"{self.path.name} has no coarse sweep")
        valid = np.isfinite(self.coarse)
        extra = np.zeros((4, *self.base.shape), np.float32)
        extra[0] = np.where(valid, self.coarse.astype(np.float32) - self.base, 0)
        extra[1] = valid
        return normalise(np.concatenate([self.features.astype(np.float32), extra]), channels)


def _array(archive: zipfile.ZipFile, name: str) -> np.ndarray | None:
    if name not in archive.namelist():
        return None
    return np.lib.format.read_array(io.BytesIO(archive.read(name)), allow_pickle=False)


def _required(archive: zipfile.ZipFile, name: str, path: Path) -> np.ndarray:
    array = _array(archive, name)
    if array is None:
        raise ValueError(f"{path.name} lacks {name}")
    return array


def read_about(path: Path) -> dict[str, Any]:
    """The description of a sample without its arrays."""
    with zipfile.ZipFile(path) as archive:
        about = json.loads(archive.read("about.json"))
    if about.get("format") != FORMAT or about.get("version") != 1:
        raise ValueError(f"{path.name} is not a training sample of version 1")
    return about


def read_sample(path: Path) -> Sample:
    """Reads and checks one sample file."""
    about = read_about(path)
    with zipfile.ZipFile(path) as archive:
        sample = Sample(
            path=path,
            features=_required(archive, "features.npy", path),
            land_use=_required(archive, "land_use.npy", path),
            gain=_required(archive, "gain.npy", path),
            outdoor=_required(archive, "outdoor.npy", path),
            coarse=_array(archive, "coarse.npy"),
            measured=_array(archive, "measured.npy"),
            about=about,
        )
    names = [channel.name for channel in STANDARD_CHANNELS]
    if about.get("channels", names) != names:
        raise ValueError(f"{path.name}: channels differ from {names}")
    shape = sample.land_use.shape
    if sample.features.shape != (len(names), *shape):
        raise ValueError(f"{path.name}: features {sample.features.shape} do not fit {shape}")
    for field in (sample.gain, sample.outdoor, sample.coarse, sample.measured):
        if field is not None and field.shape != shape:
            raise ValueError(f"{path.name}: arrays differ in shape")
    return sample


def list_samples(folder: Path, limit_areas: int | None = None) -> dict[int, list[Path]]:
    """Sample files by city, both in rising order; optionally only the first few cities."""
    by_city: dict[int, list[Path]] = {}
    for path in sorted(folder.glob("*.npz")):
        by_city.setdefault(int(read_about(path)["city"]), []).append(path)
    if not by_city:
        raise ValueError(f"no samples in {folder}")
    cities = sorted(by_city)[:limit_areas]
    return {city: by_city[city] for city in cities}
