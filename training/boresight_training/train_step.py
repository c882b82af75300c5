"""Turns a predictor's ONNX file into one step of training it to a site, as a plain ONNX graph.

`python -m boresight_training.train_step --models ../public/models unet maxvit`

What is trained is the difference from the shipped weights, so the result is `model + delta` and
weight decay draws back to the model. All weights lie in one vector, in the order of `parameters` in
tuning.json, which says where the model's own file holds them: the step's file has none. After them
come the site's grids, coarse fields of decibels that are laid over the map by interpolation.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper, shape_inference

from .backward import gradients
from .checkpoint import write_json
from .export import update_index
from .graph_writer import GraphWriter
from .onnx_file import ALLOWED as PREDICTOR_OPERATORS
from .onnx_file import OPSET
from .provenance import file_sha256

SIZE = 256
SITE_SIDES = (8, 16, 32)
"""Rows and columns of the site's grids over all that was measured."""

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
"""AdamW's, as torch.optim has them by default."""

SETTINGS = ("rate", "decay", "clip", "correction1", "correction2")
"""Order of the input `settings`; corrections are 1 - beta ** t."""

ALLOWED = PREDICTOR_OPERATORS | {"ConvTranspose", "AveragePool", "Clip", "Equal"}


class Forward:
    """The part of a predictor's graph that its residual depends on, and its trainable weights."""

    def __init__(self, proto: onnx.ModelProto) -> None:
        graph = shape_inference.infer_shapes(proto, strict_mode=True, data_prop=True).graph
        self.stored = {i.name: i for i in graph.initializer}
        self.halves: dict[str, str] = {}
        body = []
        for node in graph.node:
            if node.op_type == "Cast" and node.input[0] in self.stored:
                self.halves[node.output[0]] = node.input[0]
            else:
                body.append(node)
        self.nodes = needed(body, {"residual"})
        self.values = {name: numpy_helper.to_array(i) for name, i in self.stored.items()}
        for name, source in self.halves.items():
            self.values[name] = self.values[source].astype(np.float32)
        self.shapes = {
            v.name: tuple(d.dim_value for d in v.type.tensor_type.shape.dim)
            for v in (*graph.value_info, *graph.input, *graph.output)
        }
        self.shapes |= {name: values.shape for name, values in self.values.items()}
        self.parameters = self.trainable()

    def trainable(self) -> list[str]:
        """Weights in the order of their first use; scalars and the land-use table are none."""
        kept: dict[str, None] = {}
        frozen = set()
        for node in self.nodes:
            for name in node.input:
                values = self.values.get(name)
                if values is None or values.dtype != np.float32 or values.ndim == 0:
                    continue
                kept[name] = None
                # The embedding of land use: a site shows too few codes to teach it.
                if node.op_type in ("Gather", "Resize"):
                    frozen.add(name)
        return [name for name in kept if name not in frozen]

    def source(self, name: str) -> onnx.TensorProto:
        """Where the file stores a weight."""
        return self.stored[self.halves.get(name, name)]


def needed(nodes: list[onnx.NodeProto], outputs: set[str]) -> list[onnx.NodeProto]:
    """The nodes that the outputs depend on, in order."""
    wanted = set(outputs)
    kept = []
    for node in reversed(nodes):
        if any(name in wanted for name in node.output):
            kept.append(node)
            wanted.update(node.input)
    return kept[::-1]


def site_length(sides: tuple[int, ...]) -> int:
    """Values of the site's grids."""
    return sum(side * side for side in sides)


class StepWriter:
    """Writes the step of one predictor."""

    def __init__(self, proto: onnx.ModelProto, size: int, sides: tuple[int, ...]) -> None:
        self.forward = Forward(proto)
        self.size, self.sides = size, sides
        self.w = GraphWriter(self.forward.shapes, self.forward.values)
        self.length = sum(int(np.prod(self.forward.shapes[p])) for p in self.forward.parameters)
        self.total = self.length + site_length(sides)
        self.inputs = {
            "features": self.forward.shapes["features"],
            "land_use": self.forward.shapes["land_use"],
            "base": (self.length,),
            "delta": (self.total,),
        }
        self.w.shapes.update(self.inputs)

    def take(self, name: str, kind: int = TensorProto.FLOAT) -> onnx.ValueInfoProto:
        """Description of an input."""
        return helper.make_tensor_value_info(name, kind, self.inputs[name])

    def network(self) -> str:
        """The predictor with base + delta for weights; returns the residual."""
        w = self.w
        own = w.add("base", w.slice("delta", 0, 0, self.length))
        at = 0
        for name in self.forward.parameters:
            shape = self.forward.shapes[name]
            end = at + int(np.prod(shape))
            w.reshape(w.slice(own, 0, at, end), shape, name)
            at = end
        for node in self.forward.nodes:
            renamed = onnx.NodeProto()
            renamed.CopyFrom(node)
            for k, value in enumerate(renamed.output):
                if value == "residual":
                    renamed.output[k] = "network"
            w.copy(renamed)
        w.shapes["network"] = (1, 1, self.size, self.size)
        return "network"

    def site(self) -> tuple[str, list[tuple[str, str, str]]]:
        """The site's field [size, size], and grid, row and column weights of every level."""
        w = self.w
        levels = []
        at, across, field = self.length, 0, None
        for side in self.sides:
            grid = w.reshape(w.slice("delta", 0, at, at + side * side), [side, side])
            rows = w.slice("site_rows", 1, across, across + side)
            columns = w.slice("site_columns", 0, across, across + side)
            left = w.node("MatMul", [rows, grid], (self.size, side))
            part = w.node("MatMul", [left, columns], (self.size, self.size))
            field = part if field is None else w.add(field, part)
            levels.append((grid, rows, columns))
            at, across = at + side * side, across + side
        assert field is not None
        return field, levels

    def loss(self, residual: str) -> str:
        """Writes the loss and returns its gradient for the residual."""
        w = self.w
        error = w.sub(residual, "target")
        size = w.unary("Abs", error)
        axes = [0, 1, 2, 3]
        count = w.reduce("ReduceSum", "weight", axes, keep=False)
        total = w.reduce("ReduceSum", w.mul(size, "weight"), axes, keep=False)
        w.elementwise("Div", total, count, "loss")
        # The sign, by operators that every backend has; no side is taken where the error is nil.
        sign = w.div(error, w.add(size, w.number(1e-12)))
        return w.div(w.mul(sign, "weight"), count)

    def gradient(self, seed: str, levels: list[tuple[str, str, str]]) -> str:
        """Gradient of all weights and grids, as one vector."""
        w = self.w
        nodes = [
            n for n in w.nodes if n.output[0] in self.forward.shapes or n.output[0] == "network"
        ]
        body = [n for n in nodes if n.output[0] not in self.forward.parameters]
        found = gradients(w, body, {"network": seed}, self.forward.parameters)
        parts = [
            w.reshape(found[name], [int(np.prod(self.forward.shapes[name]))])
            for name in self.forward.parameters
        ]
        flat = w.reshape(seed, [self.size, self.size])
        for grid, rows, columns in levels:
            side = w.shape(grid)[0]
            left = w.node("MatMul", [w.transpose(rows, [1, 0]), flat], (side, self.size))
            part = w.node("MatMul", [left, w.transpose(columns, [1, 0])], (side, side))
            parts.append(w.reshape(part, [side * side]))
        return w.join(parts, 0)

    def adamw(self, gradient: str) -> None:
        """Clipping by the norm and one step of AdamW on the delta."""
        w = self.w
        rate, decay, clip, correction1, correction2 = (
            w.reshape(w.slice("settings", 0, k, k + 1), []) for k in range(len(SETTINGS))
        )
        square = w.reduce("ReduceSum", w.mul(gradient, gradient), [0], keep=False)
        norm = w.node("Sqrt", [square], (), "gradient_norm")
        over = w.div(clip, w.add(norm, w.number(1e-6)))
        # min(1, over)
        scale = w.sub(w.number(1), w.unary("Relu", w.sub(w.number(1), over)))
        g = w.mul(gradient, scale)
        old, fresh = w.mul("moment1", w.number(BETA_1)), w.mul(g, w.number(1 - BETA_1))
        first = w.elementwise("Add", old, fresh, "moment1_next")
        old, fresh = w.mul("moment2", w.number(BETA_2)), w.mul(w.mul(g, g), w.number(1 - BETA_2))
        second = w.elementwise("Add", old, fresh, "moment2_next")
        spread = w.unary("Sqrt", w.div(second, correction2))
        step = w.div(w.div(first, correction1), w.add(spread, w.number(EPSILON)))
        kept = w.sub("delta", w.mul(w.mul("delta", rate), decay))
        w.elementwise("Sub", kept, w.mul(step, rate), "delta_next")

    def model(
        self, inputs: list[onnx.ValueInfoProto], outputs: list[str], name: str
    ) -> onnx.ModelProto:
        """The graph with those outputs."""
        w = self.w
        nodes = needed(w.nodes, set(outputs))
        used = {i for n in nodes for i in n.input}
        own = [
            numpy_helper.from_array(self.forward.values[k], k)
            for k in self.forward.values
            if k in used and k not in self.forward.parameters
        ]
        constants = [i for i in w.initializers if i.name in used]
        infos = [helper.make_tensor_value_info(o, TensorProto.FLOAT, w.shape(o)) for o in outputs]
        graph = helper.make_graph(nodes, name, inputs, infos, [*own, *constants])
        proto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        proto.ir_version = 10
        proto.producer_name = "boresight-training"
        onnx.checker.check_model(proto, full_check=True)
        unsafe = sorted({n.op_type for n in proto.graph.node} - ALLOWED)
        if unsafe:
            raise ValueError(f"operators outside the allow-list: {', '.join(unsafe)}")
        return proto


def build_step(
    proto: onnx.ModelProto,
    size: int = SIZE,
    sides: tuple[int, ...] = SITE_SIDES,
    with_gradient: bool = False,
) -> onnx.ModelProto:
    """One step: forward, loss, backward, AdamW. `with_gradient` adds the gradient, for tests."""
    s = StepWriter(proto, size, sides)
    cells = (1, 1, size, size)
    added = {
        "target": cells,
        "weight": cells,
        "site_rows": (size, sum(sides)),
        "site_columns": (sum(sides), size),
        "moment1": (s.total,),
        "moment2": (s.total,),
        "settings": (len(SETTINGS),),
    }
    s.inputs |= added
    s.w.shapes.update(added)
    network = s.network()
    field, levels = s.site()
    residual = s.w.elementwise("Add", network, field, "residual")
    seed = s.loss(residual)
    gradient = s.w.node("Identity", [s.gradient(seed, levels)], (s.total,), "gradient")
    s.adamw(gradient)
    kinds = {"land_use": TensorProto.INT32}
    inputs = [s.take(name, kinds.get(name, TensorProto.FLOAT)) for name in s.inputs]
    outputs = ["residual", "loss", "gradient_norm", "delta_next", "moment1_next", "moment2_next"]
    return s.model(inputs, [*outputs, *(["gradient"] if with_gradient else [])], "train_step")


def weight_table(proto: onnx.ModelProto, file: bytes) -> list[dict[str, Any]]:
    """Offset [bytes], type and shape of every weight in the model's file, in the vector's order."""
    forward = Forward(proto)
    table = []
    for name in forward.parameters:
        stored = forward.source(name)
        raw = numpy_helper.to_array(stored).tobytes()
        offset = file.find(raw)
        if offset < 0:
            raise ValueError(f"{name} is not found in the model's file")
        kind = {TensorProto.FLOAT16: "float16", TensorProto.FLOAT: "float32"}[stored.data_type]
        shape = list(forward.shapes[name])
        table.append({"name": name, "offset": offset, "type": kind, "shape": shape})
    return table


def write_file(folder: Path, name: str, proto: onnx.ModelProto) -> dict[str, Any]:
    """Writes a graph and returns its entry."""
    path = folder / name
    path.write_bytes(proto.SerializeToString(deterministic=True))
    return {"file": name, "bytes": path.stat().st_size, "sha256": file_sha256(path)}


def export_steps(
    folder: Path, size: int = SIZE, sides: tuple[int, ...] = SITE_SIDES
) -> dict[str, Any]:
    """Writes step and tuning.json, which the card then names; returns the latter."""
    card = json.loads((folder / "card.json").read_text())
    entry = next((f for f in card["files"] if f["size"] == size), None)
    if entry is None:
        raise ValueError(f"model {card['id']} has no network of size {size}")
    file = (folder / entry["file"]).read_bytes()
    proto = onnx.load_from_string(file)
    step = build_step(proto, size, sides)
    about = {
        "format": "boresight-tuning",
        "version": 1,
        "model": card["id"],
        "size": size,
        "weights": {key: entry[key] for key in ("file", "bytes", "sha256")},
        "step": write_file(folder, f"train-{size}.onnx", step),
        "siteSides": list(sides),
        "parameters": weight_table(proto, file),
    }
    write_json(folder / "tuning.json", about)
    card["tuning"] = {"file": "tuning.json", "sha256": file_sha256(folder / "tuning.json")}
    write_json(folder / "card.json", card)
    return about


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(prog="boresight_training.train_step", description=__doc__)
    p.add_argument("ids", nargs="+", help="models to write a step for")
    p.add_argument("--models", type=Path, required=True)
    a = p.parse_args()
    for name in a.ids:
        about = export_steps(a.models / name)
        update_index(a.models, name)
        print(f"{name}: step {about['step']['bytes']} bytes, {len(about['parameters'])} weights")


if __name__ == "__main__":
    main()
