"""Scores runs and baselines on held-out cities.

`python -m boresight_training.evaluate --data DIR --run RUN_DIR --part test --out FILE.json`

Whole maps are predicted at once. Where samples hold measurements, every predictor is scored on
them too ("measured"), and so is the label engine itself, over all measured cells and over those
that it covers.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .baselines import fit_all
from .channels import channels_for
from .checkpoint import write_json
from .flops import gflop, parameters
from .metrics import POLICY, ErrorSums, MapScores, rsrp
from .samples import Sample, list_samples, read_sample
from .settings import read_settings
from .shipped import load_shipped
from .splits import make_split, parse_fold

Prediction = tuple[np.ndarray, np.ndarray | None]
Predictor = Callable[[Sample], Prediction]


class ModelPredictor:
    """A trained run as a predictor of path gain and spread [dB]; notes its running times."""

    def __init__(self, run: Path) -> None:
        self.settings, self.model, best = load_shipped(run)
        self.about = {
            "architecture": self.settings.architecture,
            "bestEpoch": best["epoch"] + 1,
            "validation": {
                "rmse": best["validation"]["rmse"],
                "mae": best["validation"]["mae"],
                "bias": best["validation"]["bias"],
            },
            "parameters": parameters(self.model),
            "gflop256": gflop(self.model, len(channels_for(self.settings.inputs)), 256),
        }
        self.seconds: list[float] = []

    @property
    def name(self) -> str:
        """Its column: the architecture, told apart by its inputs."""
        coarse = self.settings.inputs == "coarse"
        return self.settings.architecture + ("-coarse" if coarse else "")

    @torch.inference_mode()
    def __call__(self, sample: Sample) -> Prediction:
        features = torch.from_numpy(sample.inputs(self.settings.inputs))[None]
        land_use = torch.from_numpy(sample.land_use.astype(np.int32))[None]
        started = time.perf_counter()
        residual, spread = self.model(features, land_use)
        self.seconds.append(time.perf_counter() - started)
        return sample.base + residual[0, 0].numpy(), spread[0, 0].numpy()


class Score:
    """Everything measured of one predictor."""

    def __init__(self) -> None:
        self.maps = MapScores()
        self.spread = np.zeros(6)
        self.measured = {"all": ErrorSums(), "covered": ErrorSums()}

    def add(self, sample: Sample, prediction: Prediction) -> None:
        """Adds one map."""
        gain, spread = prediction
        reference = sample.reference_level_dbm
        self.maps.add(gain, sample.gain, sample.outdoor, reference)
        self.add_measured(sample, gain)
        if spread is None:
            return
        labelled = sample.outdoor.astype(bool) & np.isfinite(sample.gain)
        s = spread[labelled].astype(np.float64)
        difference = rsrp(gain, reference) - rsrp(sample.gain, reference)
        e = np.abs(difference[labelled])
        self.spread += (s.size, s.sum(), e.sum(), (s * s).sum(), (e * e).sum(), (s * e).sum())

    def add_measured(self, sample: Sample, gain: np.ndarray) -> None:
        """Adds the measured cells of one map, if any."""
        if sample.measured is None:
            return
        reference = sample.reference_level_dbm
        cells = sample.outdoor.astype(bool) & np.isfinite(sample.measured)
        p, y = rsrp(gain, reference), rsrp(sample.measured, reference)
        self.measured["all"].add(p[cells], y[cells])
        cells &= np.isfinite(sample.gain)
        self.measured["covered"].add(p[cells], y[cells])

    def measured_result(self) -> dict[str, Any] | None:
        """Scores against measurements: all cells, and those the label engine covers."""
        if self.measured["all"].count == 0:
            return None
        return {key: sums.result() for key, sums in self.measured.items()}

    def result(self) -> dict[str, Any]:
        """Plain numbers."""
        out = self.maps.result()
        if self.spread[0] > 0:
            s, e, ss, ee, se = self.spread[1:] / self.spread[0]
            scale = np.sqrt(max(ss - s * s, 1e-12) * max(ee - e * e, 1e-12))
            # 1 when the mean announced error equals the mean error made.
            out["spreadCalibration"] = float(e / s) if s > 0 else None
            out["spreadCorrelation"] = float((se - s * e) / scale)
        out["measured"] = self.measured_result()
        return out


def evaluate(paths: list[Path], predictors: dict[str, Predictor]) -> dict[str, Any]:
    """Scores of all predictors, and of the engine against measurements, over the maps."""
    scores = {name: Score() for name in predictors}
    engine = Score()
    cities: set[int] = set()
    for path in paths:
        sample = read_sample(path)
        cities.add(sample.city)
        engine.add_measured(sample, sample.gain)
        for name, predict in predictors.items():
            scores[name].add(sample, predict(sample))
    return {
        "samples": len(paths),
        "cities": len(cities),
        "policy": POLICY,
        "columns": {name: score.result() for name, score in scores.items()},
        "engine": {"measured": engine.measured_result()},
    }


def evaluate_runs(
    data: Path,
    runs: list[Path],
    part: str,
    baselines: bool,
    threads: int,
    elsewhere: Path | None = None,
) -> dict[str, Any]:
    """Scores runs of one and the same split, optionally with the baselines.

    With `elsewhere`, on all samples of that folder instead (real places, which no split holds);
    the baselines are still those of the training cities.
    """
    torch.set_num_threads(threads)
    settings = read_settings(runs[0] / "settings.json")
    for run in runs[1:]:
        other = read_settings(run / "settings.json")
        if (other.fold, other.holdout_every) != (settings.fold, settings.holdout_every):
            raise ValueError(f"{run} has another split than {runs[0]}")
    by_city = list_samples(data, settings.limit_areas)
    fold = parse_fold(settings.fold) if settings.fold else None
    split = make_split(by_city, fold, settings.holdout_every)
    paths = sorted(elsewhere.glob("*.npz")) if elsewhere else split.paths(part, by_city)
    if elsewhere and not paths:
        raise ValueError(f"no samples in {elsewhere}")
    if not paths:
        raise ValueError(f"the split has no {part} part")
    loaded = [ModelPredictor(run) for run in runs]
    models = {model.name: model for model in loaded}
    predictors: dict[str, Predictor] = dict(models)
    if baselines:
        for name, gain in fit_all(split.paths("train", by_city), settings.labels).items():
            predictors[name] = lambda sample, gain=gain: (gain(sample), None)
    result: dict[str, Any] = {
        "part": str(elsewhere.name) if elsewhere else part,
        "fold": settings.fold,
        "holdoutEvery": settings.holdout_every,
    }
    result |= evaluate(paths, predictors)
    for name, model in models.items():
        run_time = statistics.median(model.seconds) * 1000
        about = model.about | {"milliseconds": run_time, "threads": threads}
        result["columns"][name]["model"] = about
    return result


def correlation(value: float | None) -> str:
    """As text; a constant has none."""
    return "–" if value is None else f"{value:.4f}"


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(prog="boresight_training.evaluate", description=__doc__)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--run", type=Path, action="append", required=True, help="repeatable")
    p.add_argument("--part", choices=("test", "validation", "train"), default="test")
    p.add_argument("--elsewhere", type=Path, help="score on all samples of this folder instead")
    p.add_argument("--baselines", action="store_true", help="fit and score the baselines too")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--out", type=Path, help="default: <first run>/evaluation-<part>.json")
    a = p.parse_args()
    result = evaluate_runs(a.data, a.run, a.part, a.baselines, a.threads, a.elsewhere)
    out = a.out or a.run[0] / f"evaluation-{result['part']}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    write_json(out, result)
    for name, column in result["columns"].items():
        print(
            f"{name}: RMSE {column['rmse']:.3f} MAE {column['mae']:.3f} dB "
            f"SSIM {column['ssim']:.4f} (shared fill {column['sharedFill']:.3f}, "
            f"outdoor {column['ssimOutdoor']:.4f}) PCC {correlation(column['pcc'])} "
            f"SMAPE {column['smape']:.5f} bias {column['bias']:.3f}"
        )


if __name__ == "__main__":
    main()
