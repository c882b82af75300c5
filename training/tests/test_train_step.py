"""The exported training step against autograd and torch's own AdamW."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper
from test_architectures import inputs
from test_export import used_model
from torch import nn

from boresight_training.architectures.maxvit import WINDOW, Attention
from boresight_training.onnx_file import check_graph, export_graph
from boresight_training.shipped import shipped_form
from boresight_training.train_step import (
    BETA_1,
    BETA_2,
    EPSILON,
    Forward,
    build_step,
    export_steps,
    site_length,
    weight_table,
)

SIZE = 64
SIDES = (4, 8)
CLIP, RATE, DECAY = 5.0, 1e-3, 5e-2


def session(proto: onnx.ModelProto) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        proto.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


def read_base(file: bytes, table: list[dict[str, Any]]) -> np.ndarray:
    """The weight vector as the studio reads it from the model's file."""
    parts = [
        np.frombuffer(
            file, np.dtype(e["type"]).newbyteorder("<"), int(np.prod(e["shape"])), e["offset"]
        )
        for e in table
    ]
    return np.concatenate([part.astype(np.float32) for part in parts])


class Case:
    """A model, its step, and measurements in one cell of twenty."""

    def __init__(self, name: str) -> None:
        model = used_model(name)
        for parameter in model.parameters():
            # The exporter ties weights that are equal, such as norms that were never trained.
            if parameter.ndim == 1:
                nn.init.normal_(parameter, 1.0, 0.1)
        self.model = shipped_form(model)
        self.proto = export_graph(self.model, 12, SIZE)
        self.file = self.proto.SerializeToString(deterministic=True)
        self.forward = Forward(self.proto)
        self.base = read_base(self.file, weight_table(self.proto, self.file))
        self.step = session(build_step(self.proto, SIZE, SIDES, with_gradient=True))
        self.total = self.base.size + site_length(SIDES)
        rng = np.random.default_rng(5)
        features, land_use = inputs(SIZE)
        self.rows = rng.random((SIZE, sum(SIDES)), np.float32)
        self.feeds = {
            "features": features.numpy(),
            "land_use": land_use.numpy(),
            "base": self.base,
            "delta": np.zeros(self.total, np.float32),
            "target": rng.normal(0, 20, (1, 1, SIZE, SIZE)).astype(np.float32),
            "weight": (rng.random((1, 1, SIZE, SIZE)) < 0.05).astype(np.float32),
            "site_rows": self.rows,
            "site_columns": np.ascontiguousarray(self.rows[::-1].T),
            "moment1": np.zeros(self.total, np.float32),
            "moment2": np.zeros(self.total, np.float32),
            "settings": np.array([RATE, DECAY, CLIP, 1 - BETA_1, 1 - BETA_2], np.float32),
        }

    def run(self, **changed: np.ndarray) -> dict[str, np.ndarray]:
        names = [o.name for o in self.step.get_outputs()]
        return dict(zip(names, self.step.run(None, self.feeds | changed), strict=True))

    def gradient(self, flat: np.ndarray) -> dict[str, np.ndarray]:
        out, at = {}, 0
        for name in self.forward.parameters:
            shape = self.forward.shapes[name]
            out[name] = flat[at : at + int(np.prod(shape))].reshape(shape)
            at += int(np.prod(shape))
        return out


def autograd(case: Case) -> tuple[float, dict[str, np.ndarray], nn.Module]:
    """Loss and gradients of the named weights in double precision."""
    # Biases that come from folded norms ask for no gradient by themselves.
    model = case.model.double().requires_grad_(True)
    f = {k: torch.from_numpy(v) for k, v in case.feeds.items()}
    residual, _ = model(f["features"].double(), f["land_use"])
    error = (residual - f["target"].double()).abs() * f["weight"].double()
    loss = error.sum() / f["weight"].double().sum()
    loss.backward()
    named = {n: p.grad.numpy() for n, p in model.named_parameters() if p.grad is not None}
    return loss.item(), named, model


def close(found: np.ndarray, wanted: np.ndarray, name: str) -> None:
    relative = np.linalg.norm(found - wanted) / np.linalg.norm(wanted)
    assert relative <= 1e-5, f"{name}: {relative:.1e}"


def position_gradient(expanded: np.ndarray, attention: Attention, side: int) -> np.ndarray:
    """Gradient of the position table from that of the table as the file has it, looked up."""
    ticks = torch.arange(side)
    delta = ticks[:, None] - ticks[None, :] + WINDOW - 1
    index = (delta[:, None, :, None] * (2 * WINDOW - 1) + delta[None, :, None, :]).reshape(-1)
    out = torch.zeros(attention.bias.shape, dtype=torch.float64)
    return out.index_add(1, index, torch.from_numpy(expanded.astype(np.float64))).numpy()


@pytest.mark.parametrize("name", ["unet", "maxvit"])
def test_gradient_equals_autograd(name: str) -> None:
    case = Case(name)
    result = case.run()
    loss, wanted, model = autograd(case)
    assert float(result["loss"]) == pytest.approx(loss, rel=1e-6)
    found = case.gradient(result["gradient"])
    compared = set()
    linears = {k: v for k, v in model.named_modules() if isinstance(v, nn.Linear)}
    attentions = [m for m in model.modules() if isinstance(m, Attention)]
    # Position tables stand in the file as they are looked up.
    tables = [n for n in found if found[n].ndim == 3 or n.startswith("index")]
    assert len(tables) == len(attentions)
    for key, gradient in found.items():
        if key in wanted:
            close(gradient, wanted[key], key)
            compared.add(key)
        elif key in tables:
            attention = attentions[tables.index(key)]
            flat = gradient.reshape(attention.heads, -1)
            side = round(flat.shape[1] ** 0.25)
            found_table = position_gradient(flat, attention, side)
            close(found_table, attention.bias.grad.numpy(), key)
        else:
            # A matrix that the exporter has transposed.
            weight = case.forward.values[key].T
            linear = next(
                m for m in linears.values() if np.array_equal(m.weight.detach().numpy(), weight)
            )
            close(gradient.T, linear.weight.grad.numpy(), key)
    # Everything that has a gradient is trained, but for the embedding of land use.
    own = sum(np.prod(p.shape) for n, p in model.named_parameters() if "embed" not in n)
    expanded = sum(found[t].size for t in tables) - sum(a.bias.numel() for a in attentions)
    assert sum(g.size for g in found.values()) == own + expanded
    assert len(compared) > 20


def test_gradient_of_the_sites_grids() -> None:
    case = Case("unet")
    result = case.run()
    residual = torch.from_numpy(result["residual"]).double()
    rows = torch.from_numpy(case.feeds["site_rows"]).double()
    columns = torch.from_numpy(case.feeds["site_columns"]).double()
    grids = [torch.zeros(s, s, dtype=torch.float64, requires_grad=True) for s in SIDES]
    at = 0
    for grid, side in zip(grids, SIDES, strict=True):
        residual = residual + rows[:, at : at + side] @ grid @ columns[at : at + side]
        at += side
    weight = torch.from_numpy(case.feeds["weight"]).double()
    error = (residual - torch.from_numpy(case.feeds["target"]).double()).abs() * weight
    (error.sum() / weight.sum()).backward()
    wanted = np.concatenate([grid.grad.numpy().ravel() for grid in grids])
    close(result["gradient"][case.base.size :], wanted, "site")
    # A grid that is not nil lifts the map by what is interpolated from it.
    delta = case.feeds["delta"].copy()
    delta[case.base.size :] = np.arange(site_length(SIDES))
    lifted = case.run(delta=delta)["residual"] - result["residual"]
    first = np.arange(16.0).reshape(4, 4)
    second = np.arange(16.0, 80.0).reshape(8, 8)
    r, c = case.feeds["site_rows"], case.feeds["site_columns"]
    assert np.allclose(
        lifted[0, 0], r[:, :4] @ first @ c[:4] + r[:, 4:] @ second @ c[4:], rtol=1e-4
    )


def test_steps_are_those_of_adamw() -> None:
    case = Case("unet")
    parameter = nn.Parameter(torch.zeros(case.total))
    optimiser = torch.optim.AdamW(
        [parameter], lr=RATE, weight_decay=DECAY, betas=(BETA_1, BETA_2), eps=EPSILON
    )
    state = {k: case.feeds[k] for k in ("delta", "moment1", "moment2")}
    losses = []
    for t in range(1, 6):
        settings = np.array([RATE, DECAY, CLIP, 1 - BETA_1**t, 1 - BETA_2**t], np.float32)
        result = case.run(settings=settings, **state)
        losses.append(float(result["loss"]))
        parameter.grad = torch.from_numpy(result["gradient"].copy())
        norm = nn.utils.clip_grad_norm_([parameter], CLIP)
        assert float(norm) > CLIP
        assert float(result["gradient_norm"]) == pytest.approx(float(norm), rel=1e-5)
        optimiser.step()
        state = {k: result[f"{k}_next"] for k in state}
        wanted = parameter.detach().numpy()
        assert np.abs(state["delta"] - wanted).max() <= 1e-5 * np.abs(wanted).max()
    assert losses[-1] < losses[0]


def test_step_is_the_model_whose_file_holds_the_sum() -> None:
    case = Case("maxvit")
    delta = np.random.default_rng(2).normal(0, 1e-3, case.base.size).astype(np.float32)
    file, at = bytearray(case.file), 0
    for entry in weight_table(case.proto, case.file):
        count = int(np.prod(entry["shape"]))
        values = (case.base + delta)[at : at + count].astype(entry["type"])
        file[entry["offset"] : entry["offset"] + values.nbytes] = values.tobytes()
        at += count
    feeds = {k: case.feeds[k] for k in ("features", "land_use")}
    plain, moved = (
        session(onnx.load_from_string(bytes(of))).run(["residual"], feeds)[0]
        for of in (case.file, file)
    )
    whole = np.concatenate([delta, np.zeros(site_length(SIDES), np.float32)])
    assert np.abs(case.run()["residual"] - plain).max() <= 1e-5 * np.ptp(plain)
    # The file rounds to half precision.
    assert np.abs(case.run(delta=whole)["residual"] - moved).max() <= 1e-3 * np.ptp(plain)
    assert np.abs(moved - plain).max() > 1e-2 * np.ptp(plain)


def test_exports_beside_a_model(tmp_path: Path) -> None:
    case = Case("unet")
    folder = tmp_path / "unet"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(case.file)
    entry = {"size": SIZE, "file": "model.onnx", "bytes": len(case.file), "sha256": "0"}
    (folder / "card.json").write_text(json.dumps({"id": "unet", "files": [entry]}))
    about = export_steps(folder, SIZE, SIDES)
    assert json.loads((folder / "tuning.json").read_text()) == about
    assert json.loads((folder / "card.json").read_text())["tuning"]["file"] == "tuning.json"
    path = folder / about["step"]["file"]
    assert path.stat().st_size == about["step"]["bytes"] < 200_000
    assert np.array_equal(read_base(case.file, about["parameters"]), case.base)
    with pytest.raises(ValueError, match="no network of size 128"):
        export_steps(folder, 128)


def test_refuses_what_has_no_derivative() -> None:
    maps = [1, 1, SIZE, SIZE]
    features = helper.make_tensor_value_info("features", TensorProto.FLOAT, [1, 4, SIZE, SIZE])
    land = helper.make_tensor_value_info("land_use", TensorProto.INT32, [1, SIZE, SIZE])
    weight = helper.make_tensor("w", TensorProto.FLOAT, [1, 4, 1, 1], [1.0] * 4)
    nodes = [
        helper.make_node(
            "Conv",
            ["features", "w"],
            ["y"],
            name="conv",
            group=1,
            strides=[1, 1],
            pads=[0] * 4,
            dilations=[1, 1],
        ),
        helper.make_node("Erf", ["y"], ["residual"], name="erf"),
    ]
    out = helper.make_tensor_value_info("residual", TensorProto.FLOAT, maps)
    graph = helper.make_graph(nodes, "g", [features, land], [out], [weight])
    proto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    check_graph(proto)
    with pytest.raises(ValueError, match="erf: no derivative of Erf"):
        build_step(proto, SIZE, SIDES)
