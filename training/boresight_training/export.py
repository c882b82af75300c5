"""Exports a trained and evaluated run to the studio's model folder.

`python -m boresight_training.export --run RUN_DIR --recipe recipes/unet.json --out public/models`
"""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from .card import LICENCE, WARNING, make_card
from .channels import channels_for, codebook_sha256
from .checkpoint import LOG, write_json
from .flops import gflop, parameters
from .golden import golden_output, write_golden
from .onnx_file import check_graph, describe, export_graph, parity, run_file
from .provenance import file_sha256
from .shipped import load_shipped

SIZES = (256, 512)


def update_index(folder: Path, model_id: str) -> None:
    """Enters a model's card into index.json, sorted by id."""
    path = folder / "index.json"
    models = json.loads(path.read_text())["models"] if path.exists() else []
    card = f"{model_id}/card.json"
    entry = {"id": model_id, "card": card, "sha256": file_sha256(folder / card)}
    models = [model for model in models if model["id"] != model_id] + [entry]
    models.sort(key=lambda model: model["id"])
    write_json(path, {"format": "boresight-models", "version": 1, "models": models})


def export_run(
    run: Path, text: dict[str, Any], out: Path, sizes: tuple[int, ...] = SIZES
) -> dict[str, Any]:
    """Writes model files, golden outputs, log and card; returns the card."""
    settings, model, _ = load_shipped(run)
    channels = channels_for(settings.inputs)
    folder = out / text["id"]
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for size in sizes:
        proto = export_graph(model, len(channels), size)
        check_graph(proto)
        describe(
            proto,
            {
                "schema": "boresight-model/1",
                "id": text["id"],
                "channels": [c.name for c in channels],
                "landUseCodebookSha256": codebook_sha256(),
                "output": "path gain [dB] = free-space gain + residual",
                "warning": WARNING,
                "licence": LICENCE,
            },
        )
        path = folder / f"model-{size}.onnx"
        path.write_bytes(proto.SerializeToString(deterministic=True))
        expected = golden_output(model, len(channels), size)
        worst = parity(expected, run_file(path, len(channels), size))
        golden = folder / f"golden-{size}.f32"
        write_golden(golden, expected)
        print(f"{path.name}: {path.stat().st_size} bytes, parity {worst:.1e} of the range")
        files.append(
            {
                "size": size,
                "file": path.name,
                "bytes": path.stat().st_size,
                "sha256": file_sha256(path),
                "golden": golden.name,
                "goldenSha256": file_sha256(golden),
            }
        )
    shutil.copyfile(run / LOG, folder / LOG)
    gflops = {str(size): round(gflop(model, len(channels), size), 3) for size in sizes}
    complexity = {"parameters": parameters(model), "gflops": gflops}
    card = make_card(run, settings, text, complexity, files)
    write_json(folder / "card.json", card)
    update_index(out, text["id"])
    return card


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(prog="boresight_training.export", description=__doc__)
    p.add_argument("--run", type=Path, required=True)
    p.add_argument("--recipe", type=Path, required=True, help="holds id, name, summary and limits")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    a = p.parse_args()
    export_run(a.run, json.loads(a.recipe.read_text()), a.out, tuple(a.sizes))


if __name__ == "__main__":
    main()
