"""What a run was trained on: hash of the samples, their ranges, the machine and the commit."""

import hashlib
import json
import platform
import subprocess
from pathlib import Path
from typing import Any

import torch

from .channels import LOG_DISTANCE_CHANNEL
from .samples import read_sample


def file_sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def data_sha256(paths: list[Path]) -> str:
    """SHA-256 over the names and hashes of the sample files in order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda item: item.name):
        digest.update(f"{path.name} {file_sha256(path)}\n".encode())
    return digest.hexdigest()


def widen(ranges: dict[str, list[float]], key: str, value: float) -> None:
    """Extends the range under `key` to hold the value."""
    low, high = ranges.get(key, [value, value])
    ranges[key] = [min(low, value), max(high, value)]


def summarise(folder: Path, paths: list[Path]) -> dict[str, Any]:
    """Ranges and origin of the samples; reads every file once."""
    ranges: dict[str, list[float]] = {}
    engines: set[str] = set()
    for path in paths:
        sample = read_sample(path)
        about = sample.about
        engine = about.get("engine", "unknown")
        engines.add(engine if isinstance(engine, str) else json.dumps(engine, sort_keys=True))
        widen(ranges, "frequencyHz", float(about["sector"]["frequencyHz"]))
        widen(ranges, "antennaHeightM", float(sample.features[11].max()))
        widen(ranges, "cellSizeM", float(about["grid"]["cellSizeM"]))
        widen(ranges, "distanceM", 0.0)
        widen(ranges, "distanceM", float(10.0 ** sample.features[LOG_DISTANCE_CHANNEL].max()))
        for key in ("buildingDensity", "meanBuildingHeightM"):
            if about.get(key) is not None:
                widen(ranges, key, float(about[key]))
    manifest = folder / "manifest.json"
    return {
        "samples": len(paths),
        "sha256": data_sha256(paths),
        "engine": ", ".join(sorted(engines)),
        "ranges": {key: ranges[key] for key in sorted(ranges)},
        "manifest": json.loads(manifest.read_text()) if manifest.exists() else None,
    }


def commit() -> str:
    """Commit of the sources that run, or `unknown` outside a repository."""
    command = ["git", "rev-parse", "HEAD"]
    done = subprocess.run(
        command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def device_name(device: str) -> str:
    """The machine in words."""
    if device.startswith("cuda"):
        return torch.cuda.get_device_name()
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    threads = torch.get_num_threads()
    return f"{model}, {threads} thread{'s' if threads > 1 else ''}"
