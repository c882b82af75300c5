"""Cross-validates all architectures with the same time each; can be stopped and started again.

`python -m boresight_training.five_fold --data DIR --out FOLDS_DIR --minutes 10 --jobs 2`

Every fold of every architecture is a run in FOLDS_DIR/<architecture>/fold-<k>. Finished ones are
skipped, interrupted ones continue. `table` turns the folder into the table of results.
"""

import argparse
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .settings import DEFAULT_BATCH

EVALUATION = "evaluation-test.json"


def commands(
    architecture: str, fold: int, a: argparse.Namespace, extra: list[str]
) -> list[list[str]]:
    """Training and evaluation of one fold as command lines; empty when it is finished."""
    run = a.out / architecture / f"fold-{fold}"
    if (run / EVALUATION).exists():
        return []
    module = [sys.executable, "-m"]
    common = ["--data", str(a.data), "--threads", str(a.threads)]
    train = [
        *module, "boresight_training.train", *common, "--out", str(run), "--resume",
        "--architecture", architecture, "--fold", f"{fold}/{a.folds}",
        "--minutes", str(a.minutes), *extra,
    ]  # fmt: skip
    spread = [*module, "boresight_training.fit_spread", *common, "--run", str(run)]
    evaluate = [*module, "boresight_training.evaluate", *common, "--run", str(run)]
    if architecture == a.architectures[0]:
        # The baselines depend on the fold only.
        evaluate.append("--baselines")
    return [train, spread, evaluate]


def run_fold(architecture: str, fold: int, a: argparse.Namespace, extra: list[str]) -> bool:
    """Runs one fold with its output in a log file; true on success."""
    log = a.out / architecture / f"fold-{fold}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    for command in commands(architecture, fold, a, extra):
        with log.open("a") as file:
            code = subprocess.run(
                command, stdout=file, stderr=subprocess.STDOUT, check=False
            ).returncode
        if code:
            print(f"{architecture} fold {fold}: failed, see {log}", flush=True)
            return False
    print(f"{architecture} fold {fold}: done", flush=True)
    return True


def main() -> None:
    """Command line; unknown flags go to the training."""
    p = argparse.ArgumentParser(prog="boresight_training.five_fold", description=__doc__)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--minutes", type=float, required=True, help="per fold and architecture")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--jobs", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--architectures", nargs="+", default=list(DEFAULT_BATCH))
    a, extra = p.parse_known_args()
    with ThreadPoolExecutor(a.jobs) as pool:
        # Fold by fold, so that an early stop leaves whole folds of all architectures.
        tasks = [(name, fold) for fold in range(a.folds) for name in a.architectures]
        done = list(pool.map(lambda task: run_fold(*task, a, extra), tasks))
    sys.exit(0 if all(done) else 1)


if __name__ == "__main__":
    main()
