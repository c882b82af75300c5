"""Derivatives of the operators that the predictors are made of, in stock ONNX operators.

Every rule takes the writer, the node and the gradient of its output and returns those of its
inputs, None for those that need none. Runtimes for browsers ship no operators for training, so each
derivative is written out; batches are of one map.
"""

from collections.abc import Callable

import numpy as np
import onnx
from onnx import helper

from .graph_writer import GraphWriter

Gradients = list[str | None]
Needs = Callable[[str], bool]


STRETCH = 1e30
"""Turns all but the smallest values of float32 into ones that lie beyond -1 and 1."""


def attributes(node: onnx.NodeProto) -> dict[str, object]:
    """Attributes of a node by name."""
    return {a.name: helper.get_attribute_value(a) for a in node.attribute}


def padded(w: GraphWriter, x: str, pads: list[int]) -> str:
    """Zeros around a map: rows before, columns before, rows after, columns after."""
    if not any(pads):
        return x
    batch, channels, rows, across = w.shape(x)
    shape = (batch, channels, rows + pads[0] + pads[2], across + pads[1] + pads[3])
    at = w.integers([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]])
    return w.node("Pad", [x, at, w.number(0)], shape, mode="constant")


def columns(w: GraphWriter, x: str, kernel: list[int], strides: list[int], pads: list[int]) -> str:
    """What each tap of a kernel sees, [1, taps x C, rows, columns], taps outermost."""
    x = padded(w, x, pads)
    for axis, k, step in ((3, kernel[1], strides[1]), (2, kernel[0], strides[0])):
        if k == 1 and step == 1:
            continue
        span = (w.shape(x)[axis] - k) // step * step + 1
        x = w.join([w.slice(x, axis, j, j + span, step) for j in range(k)], 1)
    return x


def stacked(w: GraphWriter, x: str, taps: int) -> str:
    """A map as each tap of a row of a kernel sees it, [1, taps x C, rows, columns]."""
    span = w.shape(x)[3] - taps + 1
    return w.join([w.slice(x, 3, j, j + span) for j in range(taps)], 1)


def phases(w: GraphWriter, x: str, steps: list[int]) -> str:
    """Every so many rows and columns as channels of their own, [1, steps x steps x C, ...]."""
    _, channels, rows, across = w.shape(x)
    down, along = steps
    parts = w.reshape(x, [channels, rows // down, down, across // along, along])
    apart = w.transpose(parts, [2, 4, 0, 1, 3])
    return w.reshape(apart, [1, down * along * channels, rows // down, across // along])


def conv_weight(w: GraphWriter, node: onnx.NodeProto, dy: str) -> str:
    """Gradient of the weight of a convolution of one group.

    A stride is taken apart first: of every so many rows and columns as channels, the kernel has
    stride 1. Then the one of input and gradient with fewer channels is laid out as the columns of
    the kernel see it, and the other is shifted by rows: far less is copied than by laying out all
    taps.
    """
    a = attributes(node)
    x, weight = node.input[:2]
    strides, pads = list(a["strides"]), list(a["pads"])
    outputs, inputs, high, wide = w.shape(weight)
    if strides == [1, 1]:
        return plain_weight(w, x, dy, (outputs, inputs, high, wide), pads)
    down, along = strides
    _, _, rows, across = w.shape(x)
    seen = padded(w, x, pads)
    spare = [(rows + pads[0] + pads[2]) % down, (across + pads[1] + pads[3]) % along]
    if high % down or wide % along or any(spare):
        taps = columns(w, x, [high, wide], strides, pads)
        cells = int(np.prod(w.shape(dy)[2:]))
        flat = [w.reshape(dy, [outputs, cells]), w.reshape(taps, [high * wide * inputs, cells])]
        product = w.node("Gemm", flat, (outputs, high * wide * inputs), transB=1)
        return w.transpose(w.reshape(product, [outputs, high, wide, inputs]), [0, 3, 1, 2])
    small = (outputs, down * along * inputs, high // down, wide // along)
    found = plain_weight(w, phases(w, seen, strides), dy, small, [0, 0, 0, 0])
    apart = w.reshape(found, [outputs, down, along, inputs, high // down, wide // along])
    return w.reshape(w.transpose(apart, [0, 3, 4, 1, 5, 2]), [outputs, inputs, high, wide])


def plain_weight(
    w: GraphWriter, x: str, dy: str, shape: tuple[int, int, int, int], pads: list[int]
) -> str:
    """The same of stride 1, for a weight [outputs, inputs, high, wide]."""
    outputs, inputs, high, wide = shape
    of_x = inputs <= outputs
    if of_x:
        few, many, fewer, more = x, dy, inputs, outputs
        lay = pads
    else:
        few, many, fewer, more = dy, x, outputs, inputs
        lay = [high - 1 - pads[0], wide - 1 - pads[1], high - 1 - pads[2], wide - 1 - pads[3]]
    laid = stacked(w, padded(w, few, lay), wide)
    cells = int(np.prod(w.shape(laid)[2:]))
    flat = w.reshape(laid, [wide * fewer, cells])
    rows = []
    for i in range(high):
        before = i if of_x else high - 1 - i
        moved = padded(w, many, [before, 0, high - 1 - before, 0])
        both = [w.reshape(moved, [more, cells]), flat]
        product = w.node("Gemm", both, (more, wide * fewer), transB=1)
        rows.append(w.reshape(product, [more, 1, wide, fewer]))
    found = w.join(rows, 1)
    if of_x:
        return w.transpose(found, [0, 3, 1, 2])
    turned = w.transpose(found, [3, 0, 1, 2])
    return w.flip(turned, 3) if wide > 1 else turned


def depthwise_weight(
    w: GraphWriter, x: str, dy: str, shape: tuple[int, ...], pads: list[int]
) -> str:
    """Gradient of the weight of a depthwise convolution of stride 1."""
    channels, _, high, wide = shape
    seen = columns(w, x, [high, wide], [1, 1], pads)
    rows = []
    for i in range(high):
        taps = []
        for j in range(wide):
            first = (i * wide + j) * channels
            product = w.mul(w.slice(seen, 1, first, first + channels), dy)
            taps.append(w.reduce("ReduceSum", product, [2, 3], keep=True))
        rows.append(w.join(taps, 3))
    return w.reshape(w.join(rows, 2), shape)


def conv(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Convolution: correlations of input and gradient; the input's by the kernel turned round."""
    a = attributes(node)
    x, weight = node.input[:2]
    group, strides, pads = int(a["group"]), list(a["strides"]), list(a["pads"])
    outputs, inputs, high, wide = w.shape(weight)
    if list(a["dilations"]) != [1, 1] or group not in (1, outputs) or (group > 1 and inputs > 1):
        raise ValueError(f"{node.name}: no derivative of a dilated or grouped convolution")
    out: Gradients = [None, None, None]
    if group == 1:
        out[1] = conv_weight(w, node, dy)
    else:
        out[1] = depthwise_weight(w, x, dy, w.shape(weight), pads)
    if len(node.input) > 2:
        out[2] = w.reduce("ReduceSum", dy, [0, 2, 3], keep=False)
    if needs(x):
        out[0] = conv_input(w, node, dy)
    return out


def conv_input(w: GraphWriter, node: onnx.NodeProto, dy: str) -> str:
    """Gradient of a convolution's input: stride 1 as a convolution, others as a transposed one."""
    a = attributes(node)
    x, weight = node.input[:2]
    group, strides, pads = int(a["group"]), list(a["strides"]), list(a["pads"])
    _, _, high, wide = w.shape(weight)
    if strides != [1, 1]:
        return w.node(
            "ConvTranspose",
            [dy, weight],
            w.shape(x),
            group=group,
            strides=strides,
            pads=pads,
            kernel_shape=[high, wide],
        )
    turned = weight
    if high > 1 or wide > 1:
        turned = w.flip(w.flip(turned, 2), 3)
    if group == 1:
        turned = w.transpose(turned, [1, 0, 2, 3])
    around = [high - 1 - pads[0], wide - 1 - pads[1], high - 1 - pads[2], wide - 1 - pads[3]]
    return w.node(
        "Conv",
        [dy, turned],
        w.shape(x),
        group=group,
        strides=[1, 1],
        pads=around,
        dilations=[1, 1],
        kernel_shape=[high, wide],
    )


def matmul(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Matrix product, of stacks or of a stack with one matrix."""
    a, b = node.input
    rank_a, rank_b = len(w.shape(a)), len(w.shape(b))
    out: Gradients = [None, None]
    if needs(a):
        order = [*range(rank_b - 2), rank_b - 1, rank_b - 2]
        out[0] = w.node("MatMul", [dy, w.transpose(b, order)], w.shape(a))
    if not needs(b):
        return out
    if rank_b == 2:
        inner, wide = w.shape(b)
        rows = int(np.prod(w.shape(a)[:-1]))
        both = [w.reshape(a, [rows, inner]), w.reshape(dy, [rows, wide])]
        out[1] = w.node("Gemm", both, (inner, wide), transA=1)
    else:
        order = [*range(rank_a - 2), rank_a - 1, rank_a - 2]
        out[1] = w.node("MatMul", [w.transpose(a, order), dy], w.shape(b))
    return out


def add(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Sum with broadcasting."""
    return [w.unbroadcast(dy, w.shape(i)) if needs(i) else None for i in node.input]


def mul(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Product with broadcasting."""
    a, b = node.input
    return [
        w.unbroadcast(w.mul(dy, other), w.shape(one)) if needs(one) else None
        for one, other in ((a, b), (b, a))
    ]


def leaky_relu(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """1 above zero, the slope at and below it: values stretched until only their side is left.

    A comparison and a choice say the same and take several times as long on a processor.
    """
    slope = w.number(float(attributes(node)["alpha"]))
    x = w.mul(node.input[0], w.number(STRETCH))
    return [w.mul(dy, w.node("Clip", [x, slope, w.number(1)], w.shape(x)))]


def sigmoid(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """y (1 - y)."""
    y = node.output[0]
    return [w.mul(dy, w.mul(y, w.sub(w.number(1), y)))]


def softmax(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Over the last axis."""
    y = node.output[0]
    if int(attributes(node).get("axis", -1)) not in (-1, len(w.shape(y)) - 1):
        raise ValueError(f"{node.name}: no derivative of a softmax over another axis than the last")
    mean = w.reduce("ReduceSum", w.mul(dy, y), [-1], keep=True)
    return [w.mul(w.sub(dy, mean), y)]


def layer_norm(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Normalisation over the last axis, with scale and bias."""
    x, scale = node.input[:2]
    epsilon = w.number(float(attributes(node)["epsilon"]))
    centred = w.sub(x, w.reduce("ReduceMean", x, [-1], keep=True))
    variance = w.reduce("ReduceMean", w.mul(centred, centred), [-1], keep=True)
    deviation = w.unary("Sqrt", w.add(variance, epsilon))
    normal = w.div(centred, deviation)
    leading = list(range(len(w.shape(x)) - 1))
    g = w.mul(dy, scale)
    shared = w.reduce("ReduceMean", g, [-1], keep=True)
    along = w.mul(normal, w.reduce("ReduceMean", w.mul(g, normal), [-1], keep=True))
    return [
        w.div(w.sub(w.sub(g, shared), along), deviation),
        w.reduce("ReduceSum", w.mul(dy, normal), leading, keep=False),
        w.reduce("ReduceSum", dy, leading, keep=False),
    ]


def reshape(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Back into the shape before."""
    return [w.reshape(dy, w.shape(node.input[0])), None]


def transpose(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Back into the order before."""
    order = list(attributes(node)["perm"])
    return [w.transpose(dy, [order.index(k) for k in range(len(order))])]


def concat(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Each input's part."""
    axis = int(attributes(node)["axis"]) % len(w.shape(dy))
    out: Gradients = []
    start = 0
    for value in node.input:
        end = start + w.shape(value)[axis]
        out.append(w.slice(dy, axis, start, end) if needs(value) else None)
        start = end
    return out


def reduce_mean(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """An equal share for every value; the axes must have been kept."""
    x, y = node.input[0], node.output[0]
    if len(w.shape(x)) != len(w.shape(y)):
        raise ValueError(f"{node.name}: no derivative of a mean whose axes are dropped")
    count = np.prod(w.shape(x)) / np.prod(w.shape(y))
    share = w.mul(dy, w.number(1 / count))
    return [w.node("Expand", [share, w.integers(w.shape(x))], w.shape(x)), None]


def sum_of_four(w: GraphWriter, a: str) -> str:
    """Sums of squares of 2 x 2 cells."""
    batch, channels, rows, across = w.shape(a)
    shape = (batch, channels, rows // 2, across // 2)
    mean = w.node("AveragePool", [a], shape, kernel_shape=[2, 2], strides=[2, 2])
    return w.mul(mean, w.number(4))


def doubled(w: GraphWriter, a: str) -> str:
    """Every cell four times."""
    batch, channels, rows, across = w.shape(a)
    scales = w.constant(np.array([1, 1, 2, 2], np.float32))
    return w.node(
        "Resize",
        [a, "", scales],
        (batch, channels, 2 * rows, 2 * across),
        mode="nearest",
        coordinate_transformation_mode="asymmetric",
        nearest_mode="floor",
    )


def resize(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Nearest upsampling by 2."""
    rows, across = w.shape(node.input[0])[2:]
    nearest = attributes(node).get("mode", b"nearest") == b"nearest"
    if w.shape(dy)[2:] != (2 * rows, 2 * across) or not nearest:
        raise ValueError(f"{node.name}: no derivative of a resize other than by 2, to the nearest")
    return [sum_of_four(w, dy), None, None]


def max_pool(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Pooling of 2 x 2 cells: to the greatest, in equal shares where several are."""
    a = attributes(node)
    if list(a["kernel_shape"]) != [2, 2] or list(a["strides"]) != [2, 2] or any(a["pads"]):
        raise ValueError(f"{node.name}: no derivative of a pooling other than of 2 x 2 cells")
    x, y = node.input[0], node.output[0]
    greatest = w.elementwise("Equal", x, doubled(w, y))
    ones = w.where(greatest, w.number(1), w.number(0))
    return [w.mul(ones, doubled(w, w.div(dy, sum_of_four(w, ones))))]


def depth_to_space(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Sub-pixels back into channels (mode CRD, as a pixel shuffle)."""
    a = attributes(node)
    if a.get("mode") != b"CRD":
        raise ValueError(f"{node.name}: no derivative of a DepthToSpace of mode DCR")
    side = int(a["blocksize"])
    _, channels, rows, across = w.shape(node.input[0])
    parts = w.reshape(dy, [channels // side**2, rows, side, across, side])
    return [w.reshape(w.transpose(parts, [0, 2, 4, 1, 3]), w.shape(node.input[0]))]


def slice_(w: GraphWriter, node: onnx.NodeProto, dy: str, needs: Needs) -> Gradients:
    """Zeros around the part; steps of 1 and limits that are constants."""
    x = node.input[0]
    rank = len(w.shape(x))
    starts, ends = (w.values[name] for name in node.input[1:3])
    axes = w.values[node.input[3]] if len(node.input) > 3 else np.arange(len(starts))
    if len(node.input) > 4 and np.any(w.values[node.input[4]] != 1):
        raise ValueError(f"{node.name}: no derivative of a slice of steps other than 1")
    pads = [0] * (2 * rank)
    for start, end, axis in zip(starts, ends, axes, strict=True):
        first, last, _ = slice(int(start), int(end)).indices(w.shape(x)[axis])
        pads[axis % rank] = first
        pads[rank + axis % rank] = w.shape(x)[axis] - last
    zeros = w.node("Pad", [dy, w.integers(pads), w.number(0)], w.shape(x), mode="constant")
    return [zeros, *[None] * (len(node.input) - 1)]


RULES: dict[str, Callable[[GraphWriter, onnx.NodeProto, str, Needs], Gradients]] = {
    "Conv": conv,
    "MatMul": matmul,
    "Add": add,
    "Mul": mul,
    "LeakyRelu": leaky_relu,
    "Sigmoid": sigmoid,
    "Softmax": softmax,
    "LayerNormalization": layer_norm,
    "Reshape": reshape,
    "Transpose": transpose,
    "Concat": concat,
    "ReduceMean": reduce_mean,
    "Resize": resize,
    "MaxPool": max_pool,
    "DepthToSpace": depth_to_space,
    "Slice": slice_,
}
"""Derivatives by operator."""


def gradients(
    w: GraphWriter, nodes: list[onnx.NodeProto], seeds: dict[str, str], leaves: list[str]
) -> dict[str, str]:
    """Walks the nodes backwards from the seeds (value: its gradient) to the leaves.

    Raises on an operator without a derivative, and on a leaf that the seeds do not depend on.
    """
    dependent = set(leaves)
    for node in nodes:
        if any(name in dependent for name in node.input):
            dependent.update(node.output)
    found = dict(seeds)

    def collect(value: str, gradient: str | None) -> None:
        if gradient is None or value not in dependent:
            return
        found[value] = w.add(found[value], gradient) if value in found else gradient

    for node in reversed(nodes):
        known = [found.get(name) for name in node.output]
        if all(dy is None for dy in known) or not any(i in dependent for i in node.input):
            continue
        if node.op_type == "Split":
            axis = int(attributes(node)["axis"])
            parts = [
                dy or w.constant(np.zeros(w.shape(name), np.float32))
                for dy, name in zip(known, node.output, strict=True)
            ]
            collect(node.input[0], w.join(parts, axis))
            continue
        rule = RULES.get(node.op_type)
        if rule is None:
            raise ValueError(f"{node.name}: no derivative of {node.op_type}")
        dy = known[0]
        assert dy is not None
        out = rule(w, node, dy, dependent.__contains__)
        for value, gradient in zip(node.input, out, strict=False):
            collect(value, gradient)
    missing = [name for name in leaves if name not in found]
    if missing:
        raise ValueError(f"the output does not depend on {', '.join(missing)}")
    return {name: found[name] for name in leaves}
