"""A very small model with its training step, for the studio's own tests.

`python -m boresight_training.tuning_fixture --out ../src/testing/tunable-model`
"""

import argparse
import json
from pathlib import Path

import torch
from torch import nn

from .architectures.linear_start import LinearStart
from .architectures.unet import UNet
from .channels import STANDARD_CHANNELS
from .onnx_file import export_graph
from .provenance import file_sha256
from .shipped import shipped_form
from .train_step import export_steps

SIZE = 32
SITE_SIDES = (2, 4)
WIDTHS = (4, 4, 4, 4, 8)


def write_fixture(folder: Path) -> None:
    """Writes model, step and tuning.json; the weights are drawn, not trained."""
    torch.manual_seed(7)
    channels = len(STANDARD_CHANNELS)
    model = LinearStart(UNet(channels, WIDTHS), channels)
    for parameter in model.parameters():
        nn.init.normal_(parameter, 0.0, 0.1)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"model-{SIZE}.onnx"
    proto = export_graph(shipped_form(model), channels, SIZE)
    path.write_bytes(proto.SerializeToString(deterministic=True))
    entry = {
        "size": SIZE,
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": file_sha256(path),
    }
    card = folder / "card.json"
    card.write_text(json.dumps({"id": "tunable", "files": [entry]}))
    export_steps(folder, SIZE, SITE_SIDES)
    # The tests write a card of their own.
    card.unlink()


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(prog="boresight_training.tuning_fixture", description=__doc__)
    p.add_argument("--out", type=Path, required=True)
    write_fixture(p.parse_args().out)


if __name__ == "__main__":
    main()
