"""Exported graphs equal the trained model and use only what every backend computes rightly."""

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper
from test_architectures import inputs, with_head
from torch import nn

from boresight_training.architectures import build
from boresight_training.golden import golden_output
from boresight_training.onnx_file import check_graph, export_graph, parity, run_file
from boresight_training.shipped import fold_norms, shipped_form

SIZE = 64


def used_model(name: str) -> nn.Module:
    """A model whose normalisation statistics and head are not the initial ones."""
    torch.manual_seed(3)
    model = with_head(build(name, 12)).train()
    with torch.no_grad():
        for _ in range(3):
            model(*inputs(SIZE, batch=2))
    return model.eval()


@pytest.mark.parametrize("name", ["unet", "maxvit", "mpnn", "dmpnn"])
def test_folding_and_rounding_keep_the_output(name: str) -> None:
    model = used_model(name)
    shipped = shipped_form(model, 1.25)
    assert not any(isinstance(m, nn.BatchNorm2d) for m in shipped.modules())
    with torch.no_grad():
        before, after = model(*inputs(SIZE)), shipped(*inputs(SIZE))
        folded = fold_norms(model)(*inputs(SIZE))
    scale = float(before[0].abs().max())
    assert torch.allclose(folded[0], before[0], atol=1e-4 * scale)
    assert torch.allclose(after[0], before[0], atol=1e-2 * scale)
    assert torch.allclose(after[1], 1.25 * before[1], atol=1e-2 * float(before[1].max()))


@pytest.mark.parametrize("name", ["unet", "maxvit", "mpnn", "dmpnn"])
def test_graph_is_safe_small_and_equal(tmp_path: Path, name: str) -> None:
    model = shipped_form(used_model(name))
    proto = export_graph(model, 12, SIZE)
    check_graph(proto)
    path = tmp_path / "model.onnx"
    path.write_bytes(proto.SerializeToString())
    assert parity(golden_output(model, 12, SIZE), run_file(path, 12, SIZE)) <= 1e-4
    assert [(o.domain, o.version) for o in proto.opset_import] == [("", 18)]
    weights = sum(p.numel() for p in model.parameters())
    # Graphs cost some bytes per node; relative position tables are stored expanded.
    extra = {"unet": 40_000, "maxvit": 220_000, "mpnn": 120_000, "dmpnn": 120_000}[name]
    assert path.stat().st_size < 2 * weights + extra
    assert not any(n.doc_string or n.metadata_props for n in proto.graph.node)
    shape = {i.name: [d.dim_value for d in i.type.tensor_type.shape.dim] for i in proto.graph.input}
    assert shape == {"features": [1, 12, SIZE, SIZE], "land_use": [1, SIZE, SIZE]}
    kinds = {i.name: i.type.tensor_type.elem_type for i in proto.graph.input}
    assert kinds == {"features": TensorProto.FLOAT, "land_use": TensorProto.INT32}


def one_node(node: onnx.NodeProto, weight: np.ndarray) -> onnx.ModelProto:
    value = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, weight.shape[1], 8, 8])
    out = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    weights = [numpy_helper.from_array(weight, "w")]
    return helper.make_model(helper.make_graph([node], "g", [value], [out], weights))


def test_refuses_a_convolution_over_nine_channels() -> None:
    conv = helper.make_node("Conv", ["x", "w"], ["y"], name="bad")
    check_graph(one_node(conv, np.zeros((4, 8, 3, 3), np.float32)))
    with pytest.raises(ValueError, match="9 input channels"):
        check_graph(one_node(conv, np.zeros((4, 9, 3, 3), np.float32)))


def test_refuses_an_operator_outside_the_list() -> None:
    with pytest.raises(ValueError, match="OneHot"):
        node = helper.make_node("OneHot", ["x"], ["y"])
        check_graph(one_node(node, np.zeros((4, 4), np.float32)))


def test_parity_refuses_a_difference() -> None:
    a = np.linspace(0, 10, 16).reshape(4, 4)
    assert parity((a, a), (a, a)) == 0
    with pytest.raises(ValueError, match="differs"):
        parity((a, a), (a, a + 0.01))
    with pytest.raises(ValueError, match="differs"):
        parity((a, a), (a, a * np.nan))
