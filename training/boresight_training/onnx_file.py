"""ONNX files: export, half-precision storage, operator checks, parity with PyTorch."""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from .golden import golden_features, golden_land_use

OPSET = 18
PARITY = 1e-4
"""Largest difference between PyTorch and ONNX Runtime, relative to the output's range."""

SMALLEST_HALF = 16
"""Constants with fewer values stay single precision: halving them saves nothing."""

ALLOWED = frozenset(
    # Checked one by one on the WebAssembly and WebGPU backends.
    "Conv Resize MaxPool MatMul Gemm Softmax LayerNormalization Gather Slice Transpose Pad Where"
    " DepthToSpace ReduceMean ReduceMin ReduceSum ReduceMax GlobalAveragePool"
    # Element-wise arithmetic and changes of shape, which every backend has.
    " Add Sub Mul Div Neg Abs Exp Log Sqrt Relu LeakyRelu Sigmoid Tanh Erf Cast Concat Reshape"
    " Split Squeeze Unsqueeze Expand Identity Constant".split()
)


def export_graph(model: nn.Module, channels: int, size: int) -> onnx.ModelProto:
    """The static graph of a model in its shipped form, free of traces of the machine."""
    features = torch.zeros(1, channels, size, size)
    land_use = torch.zeros(1, size, size, dtype=torch.int32)
    program = torch.onnx.export(
        model.eval(),
        (features, land_use),
        opset_version=OPSET,
        input_names=["features", "land_use"],
        output_names=["residual", "spread"],
        dynamo=True,
        verbose=False,
    )
    assert program is not None
    proto = program.model_proto
    clean(proto)
    halve_weights(proto)
    onnx.checker.check_model(proto, full_check=True)
    return proto


def clean(proto: onnx.ModelProto) -> None:
    """Drops source traces and intermediate shapes, and names the producer."""
    for holder in (proto, proto.graph, *proto.graph.node, *proto.graph.initializer):
        holder.doc_string = ""
        del holder.metadata_props[:]
    for value in (*proto.graph.input, *proto.graph.output):
        value.doc_string = ""
        del value.metadata_props[:]
    del proto.graph.value_info[:]
    # The only import that is needed; an exporter may list domains of functions it has inlined.
    del proto.opset_import[:]
    proto.opset_import.append(helper.make_opsetid("", OPSET))
    proto.graph.name = "predictor"
    proto.producer_name = "boresight-training"
    proto.producer_version = ""


def halve_weights(proto: onnx.ModelProto) -> None:
    """Stores float32 constants as float16 behind a Cast; runtimes fold the cast when loading.

    The weights were rounded to half precision before. What the exporter has computed from them (an
    edge's part of a message, say) was not, and stays as it is.
    """
    graph = proto.graph
    casts = []
    for initializer in graph.initializer:
        values = numpy_helper.to_array(initializer)
        if initializer.data_type != TensorProto.FLOAT or values.size < SMALLEST_HALF:
            continue
        half = values.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), values):
            continue
        name = initializer.name
        initializer.CopyFrom(numpy_helper.from_array(half, f"{name}_half"))
        casts.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def check_graph(proto: onnx.ModelProto) -> None:
    """Raises on operators or convolution shapes that some backend computes wrongly."""
    unsafe = sorted({n.op_type for n in proto.graph.node} - ALLOWED)
    if unsafe or any(n.domain not in ("", "ai.onnx") for n in proto.graph.node):
        raise ValueError(f"operators outside the allow-list: {', '.join(unsafe)}")
    shapes = {i.name: tuple(i.dims) for i in proto.graph.initializer}
    for node in proto.graph.node:
        if node.op_type == "Cast" and node.input[0] in shapes:
            shapes[node.output[0]] = shapes[node.input[0]]
    for node in proto.graph.node:
        if node.op_type != "Conv":
            continue
        groups = next((a.i for a in node.attribute if a.name == "group"), 1)
        inputs = shapes[node.input[1]][1] * groups
        if inputs % 4:
            raise ValueError(f"{node.name}: {inputs} input channels do not divide by 4")


def describe(proto: onnx.ModelProto, about: dict[str, object]) -> None:
    """Embeds facts about the model, which survive when the file is copied without its card."""
    helper.set_model_props(
        proto,
        {k: v if isinstance(v, str) else json.dumps(v) for k, v in sorted(about.items())},
    )


def run_file(path: Path, channels: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Residual and spread of the golden input by ONNX Runtime."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    residual, spread = session.run(
        ["residual", "spread"],
        {
            "features": golden_features(channels, size)[None],
            "land_use": golden_land_use(size)[None],
        },
    )
    return residual[0, 0], spread[0, 0]


def parity(expected: tuple[np.ndarray, np.ndarray], found: tuple[np.ndarray, np.ndarray]) -> float:
    """Largest difference relative to the output's range; raises above `PARITY`."""
    worst = 0.0
    for e, f in zip(expected, found, strict=True):
        difference = float(np.abs(e - f).max())
        # A flat output (an untrained head) has no range to compare with.
        relative = difference / max(float(np.ptp(e)), 1e-3)
        # Written so that a NaN fails too.
        if not relative <= PARITY:
            raise ValueError(f"ONNX differs from PyTorch by {relative:.2e} of the range")
        worst = max(worst, relative)
    return worst
