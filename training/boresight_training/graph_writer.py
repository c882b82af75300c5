"""Writes nodes of an ONNX graph whose shapes are all known."""

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import helper, numpy_helper

Shape = tuple[int, ...]

MOST_JOINED = 4
"""Values that one Concat joins: a GPU binds few buffers to one shader."""


class GraphWriter:
    """Nodes in the order of their execution, constants without duplicates, and every value's shape.

    `values` are the constants of the graph that is added to.
    """

    def __init__(self, shapes: dict[str, Shape], values: dict[str, np.ndarray]) -> None:
        self.shapes = dict(shapes)
        self.values = values
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[tuple[str, Shape, bytes], str] = {}
        self.initializers: list[onnx.TensorProto] = []
        self.count = 0

    def constant(self, values: np.ndarray) -> str:
        """Name of a constant."""
        # A scalar stays one: np.ascontiguousarray would make a vector of it.
        values = np.asarray(values, order="C")
        key = (str(values.dtype), values.shape, values.tobytes())
        if key not in self.constants:
            name = f"c{len(self.constants)}"
            self.constants[key] = name
            self.initializers.append(numpy_helper.from_array(values, name))
            self.shapes[name] = values.shape
        return self.constants[key]

    def number(self, value: float) -> str:
        """A scalar constant."""
        return self.constant(np.array(value, np.float32))

    def integers(self, values: Sequence[int]) -> str:
        """A constant list of axes, sizes or positions."""
        return self.constant(np.array(values, np.int64))

    def node(
        self,
        op: str,
        inputs: Sequence[str],
        shape: Shape,
        name: str | None = None,
        **attributes: object,
    ) -> str:
        """Appends a node with one output of that shape and returns the output's name."""
        if name is None:
            name = f"t{self.count}"
            self.count += 1
        self.nodes.append(
            helper.make_node(op, list(inputs), [name], name=f"n_{name}", **attributes)
        )
        self.shapes[name] = tuple(int(side) for side in shape)
        return name

    def copy(self, node: onnx.NodeProto) -> None:
        """Appends a node as it is; the shapes of its outputs must be known."""
        self.nodes.append(node)

    def shape(self, value: str) -> Shape:
        """Shape of a value."""
        return self.shapes[value]

    def elementwise(self, op: str, a: str, b: str, name: str | None = None) -> str:
        """Add, Sub, Mul, Div or a comparison, with broadcasting."""
        shape = np.broadcast_shapes(self.shape(a), self.shape(b))
        return self.node(op, [a, b], shape, name)

    def add(self, a: str, b: str) -> str:
        """a + b."""
        return self.elementwise("Add", a, b)

    def sub(self, a: str, b: str) -> str:
        """a - b."""
        return self.elementwise("Sub", a, b)

    def mul(self, a: str, b: str) -> str:
        """a * b."""
        return self.elementwise("Mul", a, b)

    def div(self, a: str, b: str) -> str:
        """a / b."""
        return self.elementwise("Div", a, b)

    def unary(self, op: str, a: str, **attributes: object) -> str:
        """An operator that keeps the shape."""
        return self.node(op, [a], self.shape(a), **attributes)

    def where(self, condition: str, a: str, b: str) -> str:
        """a where the condition holds, else b."""
        shape = np.broadcast_shapes(self.shape(condition), self.shape(a), self.shape(b))
        return self.node("Where", [condition, a, b], shape)

    def reshape(self, a: str, shape: Sequence[int], name: str | None = None) -> str:
        """The values in another shape."""
        if name is None and self.shape(a) == tuple(shape):
            return a
        return self.node("Reshape", [a, self.integers(shape)], tuple(shape), name)

    def transpose(self, a: str, order: Sequence[int]) -> str:
        """Axes in another order."""
        shape = self.shape(a)
        return self.node("Transpose", [a], tuple(shape[k] for k in order), perm=list(order))

    def reduce(self, op: str, a: str, axes: Sequence[int], keep: bool) -> str:
        """ReduceSum or ReduceMean over axes."""
        shape = self.shape(a)
        wanted = {axis % len(shape) for axis in axes}
        rest = tuple(
            1 if k in wanted else side for k, side in enumerate(shape) if keep or k not in wanted
        )
        return self.node(op, [a, self.integers(sorted(wanted))], rest, keepdims=int(keep))

    def slice(
        self, a: str, axis: int, start: int, end: int, step: int = 1, name: str | None = None
    ) -> str:
        """Part of an axis."""
        shape = list(self.shape(a))
        shape[axis] = len(range(start, end, step))
        inputs = [a, *(self.integers([k]) for k in (start, end, axis, step))]
        return self.node("Slice", inputs, tuple(shape), name)

    def flip(self, a: str, axis: int) -> str:
        """An axis backwards."""
        least = np.iinfo(np.int64).min
        inputs = [a, *(self.integers([k]) for k in (-1, least, axis, -1))]
        return self.node("Slice", inputs, self.shape(a))

    def join(self, parts: Sequence[str], axis: int) -> str:
        """All parts along an axis, a few at a time."""
        level = list(parts)
        while len(level) > 1:
            groups = [level[k : k + MOST_JOINED] for k in range(0, len(level), MOST_JOINED)]
            level = [self.concat(group, axis) for group in groups]
        return level[0]

    def concat(self, parts: Sequence[str], axis: int) -> str:
        """One Concat."""
        if len(parts) == 1:
            return parts[0]
        shape = list(self.shape(parts[0]))
        shape[axis] = sum(self.shape(part)[axis] for part in parts)
        return self.node("Concat", parts, tuple(shape), axis=axis)

    def unbroadcast(self, a: str, shape: Shape) -> str:
        """Sums of a that undo a broadcast from `shape`."""
        have = self.shape(a)
        if have == shape:
            return a
        padded = (1,) * (len(have) - len(shape)) + shape
        axes = [k for k, side in enumerate(padded) if side == 1 and have[k] != 1]
        summed = self.reduce("ReduceSum", a, axes, keep=True) if axes else a
        return self.reshape(summed, shape)
