"""Reproduces a shipped model: trains, evaluates and exports by its recipe.

`python -m boresight_training.reproduce unet --data DIR --out public/models`

An interrupted training continues. With a budget in epochs the outcome depends on the data, the
recipe, the number of threads and the processor only.
"""

import argparse
import json
from pathlib import Path

from .checkpoint import write_json
from .evaluate import evaluate_runs
from .export import export_run
from .fit_spread import fit_run
from .settings import settings_from
from .train import train

RECIPES = Path(__file__).resolve().parent.parent / "recipes"


def reproduce(recipe: Path, data: Path, out: Path, run: Path, device: str) -> None:
    """All steps for one recipe."""
    text = json.loads(recipe.read_text())
    settings = settings_from(text["settings"])
    threads = int(text["threads"])
    train(settings, data, run, resume=True, threads=threads, device=device)
    fit_run(run, data, threads, device)
    evaluation = evaluate_runs(data, [run], "test", baselines=True, threads=threads)
    write_json(run / "evaluation-test.json", evaluation)
    export_run(run, text, out)


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(prog="boresight_training.reproduce", description=__doc__)
    names = sorted(path.stem for path in RECIPES.glob("*.json"))
    p.add_argument("model", choices=names, help="name of a recipe")
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--run", type=Path, help="folder of the run; default DATA/runs/MODEL")
    p.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    a = p.parse_args()
    run = a.run or a.data / "runs" / a.model
    reproduce(RECIPES / f"{a.model}.json", a.data, a.out, run, a.device)


if __name__ == "__main__":
    main()
