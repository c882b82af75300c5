"""Scores engines of the command line against reference maps of another program.

`python -m boresight_training.reference_maps --cases cases.json --maps DIR --scene munich=munich.tar.gz
--case munich-depth7 --engine sweep --engine unet`

A case names its scene, transmitter, plane, grid, depth, mechanisms and antenna, with angles counted
anticlockwise from east; its map is `<case>.npy`: path gain [dB], row 0 north, NaN = no ray.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def boresight(*words: str) -> dict[str, Any]:
    """What the command line prints under --json."""
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("Node is needed: maps are computed by the command line")
    program = [node, str(ROOT / "bin" / "boresight.mjs"), *words, "--json", "--quiet"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=1800)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout)


def predict_words(case: dict[str, Any], scene: str, engine: str) -> list[str]:
    """Options of `predict` for a case."""
    x, y, z = case["center"]
    width, height = case["size"]
    bounds = [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
    azimuth = (90.0 - case.get("azimuth_math_deg", 90.0)) % 360.0
    on = {True: "on", False: "off"}
    options = {
        "scene": scene,
        "tx": ",".join(str(v) for v in case["tx"]),
        "engine": engine,
        "bounds": ",".join(str(v) for v in bounds),
        "cell-size": case["cell"],
        "receiver-z": z,
        "max-depth": case["max_depth"],
        "refraction": on[case.get("refraction", False)],
        "diffraction": on[case.get("diffraction", False)],
        "frequency": case["frequency_hz"],
        "pattern": case["pattern"],
        "azimuth": azimuth,
        "downtilt": case.get("downtilt_deg", 0),
    }
    return [word for name, value in options.items() for word in (f"--{name}", str(value))]


def score(case: dict[str, Any], scene: str, engine: str, reference: Path) -> dict[str, Any]:
    """Errors of one engine on one case, over cells that both reach."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "map.npy")
        made = boresight("predict", *predict_words(case, scene, engine), "--out", out)
        compared = boresight("compare", "--prediction", out, "--reference", str(reference))
    return {"milliseconds": made["timings"]["solve"], **compared}


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(prog="boresight_training.reference_maps", description=__doc__)
    p.add_argument("--cases", type=Path, required=True)
    p.add_argument("--maps", type=Path, required=True)
    p.add_argument("--scene", action="append", required=True, help="NAME=PATH, repeatable")
    p.add_argument("--case", action="append", required=True, help="repeatable")
    p.add_argument("--engine", action="append", required=True, help="repeatable")
    a = p.parse_args()
    cases = json.loads(a.cases.read_text())
    defaults = cases.pop("defaults", {})
    scenes = dict(pair.split("=", 1) for pair in a.scene)
    for name in a.case:
        case = defaults | cases[name]
        for engine in a.engine:
            r = score(case, scenes[case["scene"]], engine, a.maps / f"{name}.npy")
            print(
                f"{name} {engine}: MAE {r['mae']:.2f} RMSE {r['rmse']:.2f} bias {r['bias']:.2f} dB, "
                f"PCC {r['pcc']:.3f}, {r['count']} cells, {r['milliseconds']:.0f} ms",
                flush=True,
            )


if __name__ == "__main__":
    main()
