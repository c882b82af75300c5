"""Trains one model: `python -m boresight_training.train --data DIR --out RUN_DIR --minutes 10`."""

import argparse
from dataclasses import fields
from pathlib import Path

import torch

from .checkpoint import write_json
from .dataset import MapSet
from .loop import Run
from .provenance import commit, device_name, summarise
from .samples import list_samples
from .settings import DEFAULT_BATCH, DEFAULT_CROP, Settings, settings_from
from .splits import make_split, parse_fold


def parser() -> argparse.ArgumentParser:
    """Flags; what is not given keeps the default of `Settings`."""
    p = argparse.ArgumentParser(prog="boresight_training.train", description=__doc__)
    p.add_argument("--data", type=Path, required=True, help="folder of samples")
    p.add_argument("--out", type=Path, required=True, help="folder of the run")
    p.add_argument("--resume", action="store_true", help="continue from the run's checkpoint")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    p.add_argument("--architecture", choices=sorted(DEFAULT_BATCH), default="unet")
    p.add_argument("--inputs", choices=("standard", "coarse"))
    p.add_argument("--loss", choices=("mse", "l1"))
    p.add_argument("--schedule", choices=("cosine", "plateau"))
    p.add_argument("--no-data", choices=("mask", "floor"))
    p.add_argument("--labels", choices=("engine", "measured"))
    p.add_argument("--fold", help="k/n: hold out the k-th of n folds of the cities")
    for name in ("minutes", "learning-rate", "weight-decay", "l1-weight"):
        p.add_argument(f"--{name}", type=float)
    p.add_argument("--discriminator-rate", type=float)
    for name in ("seed", "epochs", "epoch-crops", "crop", "batch", "patience"):
        p.add_argument(f"--{name}", type=int)
    for name in ("holdout-every", "validation-maps", "limit-areas"):
        p.add_argument(f"--{name}", type=int)
    return p


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Settings from the flags that were given."""
    names = {field.name for field in fields(Settings)}
    given = {k: v for k, v in vars(arguments).items() if k in names and v is not None}
    given.setdefault("batch", DEFAULT_BATCH[arguments.architecture])
    given.setdefault("crop", DEFAULT_CROP[arguments.architecture])
    return settings_from(given)


def train(
    settings: Settings, data: Path, out: Path, resume: bool, threads: int, device: str = "cpu"
) -> None:
    """Loads the data, trains and describes the run in its folder."""
    torch.set_num_threads(threads)
    by_city = list_samples(data, settings.limit_areas)
    fold = parse_fold(settings.fold) if settings.fold else None
    split = make_split(by_city, fold, settings.holdout_every)
    train_paths = split.paths("train", by_city)
    out.mkdir(parents=True, exist_ok=True)
    run = Run(settings, out, device)
    resumed = resume and run.resume()
    write_json(out / "settings.json", settings.as_json())
    about = summarise(data, train_paths)
    about |= {"split": vars(split), "commit": commit(), "device": device_name(device)}
    write_json(out / "data.json", about)
    print(
        f"{settings.architecture}: {len(train_paths)} maps of {len(split.train)} cities, "
        f"validation {len(split.validation)}, test {len(split.test)}"
        + (f", resumed after epoch {run.epoch}" if resumed else ""),
        flush=True,
    )
    kind = (settings.inputs, settings.no_data, settings.labels)
    maps = MapSet(train_paths, *kind)
    validation = MapSet(split.paths("validation", by_city), *kind)
    run.train(maps, validation, lambda line: print(line, flush=True))
    write_json(
        out / "done.json",
        {"epochs": run.epoch, "seconds": round(run.elapsed, 1), "best": run.best},
    )


def main() -> None:
    """Command line."""
    a = parser().parse_args()
    train(settings_of(a), a.data, a.out, a.resume, a.threads, a.device)


if __name__ == "__main__":
    main()
