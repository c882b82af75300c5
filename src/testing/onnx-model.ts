/** A tensor of an ONNX graph: float32 unless said, int64 for shapes and axes. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: readonly number[];
  readonly type?: 'float32' | 'int64';
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers, or lists of them. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxValue {
  readonly name: string;
  readonly type: 'float32' | 'int32';
  readonly dims: readonly number[];
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

const TYPES = { float32: 1, int32: 6, int64: 7 } as const;
const utf8 = new TextEncoder();

// Protocol buffers: a field is its number and wire type in one varint, then a varint (type 0) or a length and bytes (type 2).
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}
const int = (field: number, value: number) => [...varint(field << 3), ...varint(value)];
const bytes = (field: number, value: readonly number[]) => [
  ...varint((field << 3) | 2),
  ...varint(value.length),
  ...value,
];
const text = (field: number, value: string) => bytes(field, [...utf8.encode(value)]);

function tensor({ name, dims, values, type = 'float32' }: OnnxTensor): number[] {
  const raw =
    type === 'float32'
      ? new Uint8Array(Float32Array.from(values).buffer)
      : new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return [...dims.flatMap((dim) => int(1, dim)), ...int(2, TYPES[type]), ...text(8, name), ...bytes(9, [...raw])];
}

function attribute(name: string, value: number | readonly number[]): number[] {
  // AttributeProto: i = 3 with type INT (2), ints = 8 with type INTS (7).
  return typeof value === 'number'
    ? [...text(1, name), ...int(3, value), ...int(20, 2)]
    : [...text(1, name), ...value.flatMap((one) => int(8, one)), ...int(20, 7)];
}

function node({ op, inputs, outputs, attributes = {} }: OnnxNode): number[] {
  return [
    ...inputs.flatMap((name) => text(1, name)),
    ...outputs.flatMap((name) => text(2, name)),
    ...text(4, op),
    ...Object.entries(attributes).flatMap(([name, value]) => bytes(5, attribute(name, value))),
  ];
}

function value({ name, type, dims }: OnnxValue): number[] {
  const shape = dims.flatMap((dim) => bytes(1, int(1, dim)));
  return [...text(1, name), ...bytes(2, bytes(1, [...int(1, TYPES[type]), ...bytes(2, shape)]))];
}

/** An ONNX model of operator set 18, for tests that need one and no training. */
export function onnxModel(graph: OnnxGraph): Uint8Array {
  const body = [
    ...graph.nodes.flatMap((one) => bytes(1, node(one))),
    ...text(2, 'test'),
    ...graph.constants.flatMap((one) => bytes(5, tensor(one))),
    ...graph.inputs.flatMap((one) => bytes(11, value(one))),
    ...graph.outputs.flatMap((one) => bytes(12, value(one))),
  ];
  return Uint8Array.from([...int(1, 8), ...bytes(7, body), ...bytes(8, [...text(1, ''), ...int(2, 18)])]);
}
