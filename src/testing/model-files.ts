import { createHash } from 'node:crypto';
import { modelFromTree } from '../io/formats/model-tree.ts';
import { BASE_CHANNELS, CHANNELS, type ChannelName } from '../learning/features/channel.ts';
import type { NetworkOutput } from '../learning/models/inference-backend.ts';
import type { ModelSource } from '../learning/models/model-source.ts';
import { LAND_USE_NAMES } from '../scene/synthetic/land-use-classes.ts';
import { type OnnxNode, type OnnxTensor, onnxModel } from './onnx-model.ts';

/** Part of the residual that a class number of land use is worth in the networks below. */
export const PER_CLASS = 0.25;
/** Residual and spread of a channel c are weighted with these before the sum. */
export const residualWeight = (c: number) => 1 + c / 4;
export const spreadWeight = (c: number) => (c % 3) - 1;

export interface NetworkTraits {
  readonly size: number;
  readonly channels?: number;
  /** 3 looks at the neighbours too; default 1, each cell alone. */
  readonly kernel?: 1 | 3;
  /** Takes the place of the operator before `residual`, e.g. one that does not exist. */
  readonly lastOp?: string;
  readonly inputName?: string;
}

/** residual = weighted sum of channels + PER_CLASS * class, spread = softplus of another sum; in the shapes of the contract. */
export function tinyNetwork(traits: NetworkTraits): Uint8Array {
  const { size, channels = BASE_CHANNELS.length, kernel = 1, lastOp = 'Identity', inputName = 'features' } = traits;
  const taps = kernel * kernel;
  const conv = (name: string, weight: (c: number) => number): OnnxTensor => ({
    name,
    dims: [1, channels, kernel, kernel],
    values: Array.from({ length: channels * taps }, (_, k) => weight(Math.floor(k / taps)) / taps),
  });
  const pads = Array<number>(4).fill((kernel - 1) / 2);
  const nodes: OnnxNode[] = [
    { op: 'Conv', inputs: [inputName, 'w1'], outputs: ['sum'], attributes: { pads } },
    { op: 'Cast', inputs: ['land_use'], outputs: ['class'], attributes: { to: 1 } },
    { op: 'Unsqueeze', inputs: ['class', 'axis'], outputs: ['plane'] },
    { op: 'Mul', inputs: ['plane', 'worth'], outputs: ['use'] },
    { op: 'Add', inputs: ['sum', 'use'], outputs: ['level'] },
    { op: lastOp, inputs: ['level'], outputs: ['residual'] },
    { op: 'Conv', inputs: [inputName, 'w2'], outputs: ['raw'], attributes: { pads } },
    { op: 'Softplus', inputs: ['raw'], outputs: ['spread'] },
  ];
  return onnxModel({
    nodes,
    constants: [
      conv('w1', residualWeight),
      conv('w2', spreadWeight),
      { name: 'axis', dims: [1], values: [1], type: 'int64' },
      { name: 'worth', dims: [1], values: [PER_CLASS] },
    ],
    inputs: [
      { name: inputName, type: 'float32', dims: [1, channels, size, size] },
      { name: 'land_use', type: 'int32', dims: [1, size, size] },
    ],
    outputs: [
      { name: 'residual', type: 'float32', dims: [1, 1, size, size] },
      { name: 'spread', type: 'float32', dims: [1, 1, size, size] },
    ],
  });
}

/** What a 1 x 1 network of tinyNetwork answers, in float64. */
export function tinyAnswer(features: Float32Array, landUse: Int32Array): NetworkOutput {
  const cells = landUse.length;
  const channels = features.length / cells;
  const sum = (weight: (c: number) => number, cell: number) => {
    let total = 0;
    for (let c = 0; c < channels; c++) total += weight(c) * features[c * cells + cell]!;
    return total;
  };
  return {
    residual: Float32Array.from(landUse, (use, cell) => sum(residualWeight, cell) + PER_CLASS * use),
    spread: Float32Array.from(landUse, (_, cell) => Math.log1p(Math.exp(sum(spreadWeight, cell)))),
  };
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export interface CardTraits {
  readonly networks: readonly { readonly size: number; readonly bytes: Uint8Array; readonly golden?: NetworkOutput }[];
  readonly channels?: readonly ChannelName[];
  /** Laid over the card's document. */
  readonly patch?: Readonly<Record<string, unknown>>;
}

/** card.json of a model with these networks, as an object that a test may change. */
export function cardDocument({ networks, channels = BASE_CHANNELS, patch = {} }: CardTraits) {
  return {
    format: 'boresight-model-card',
    version: 1,
    id: 'tiny',
    name: 'Tiny',
    architecture: 'pointwise',
    summary: 'A sum of channels.',
    parameters: 26,
    gflops: Object.fromEntries(networks.map(({ size }) => [String(size), 0.001])),
    files: networks.map(({ size, bytes, golden }) => ({
      size,
      file: `model-${size}.onnx`,
      bytes: bytes.length,
      sha256: hashOf(bytes),
      ...(golden ? { golden: `golden-${size}.f32`, goldenSha256: hashOf(goldenBytes(golden, size)) } : {}),
    })),
    opset: 18,
    weights: 'float32',
    inputs: {
      features: channels.map((channel) => ({ channel, unit: CHANNELS[channel].unit, offset: 0, scale: 1, fill: 0 })),
      clip: 8,
      landUse: { classes: 24, codebook: LAND_USE_NAMES, codebookSha256: '0'.repeat(64) },
    },
    output: {
      quantity: 'path-gain',
      unit: 'dB',
      base: 'free-space-gain',
      spread: true,
      floorDb: -170,
      cells: 'outdoor',
    },
    grid: { orientation: 'row 0 north, column 0 west', cellSizeM: 5, receiverHeightM: 1.5 },
    ranges: {
      frequencyHz: [0.7e9, 3.7e9],
      antennaHeightM: [10, 60],
      buildingDensity: [0.05, 0.6],
      meanBuildingHeightM: [5, 40],
      distanceM: [0, 900],
      cellSizeM: [5, 5],
    },
    training: {
      data: 'synthetic',
      description: 'none',
      engine: 'sweep',
      samples: 0,
      cities: 0,
      seed: 1,
      dataSha256: '0'.repeat(64),
      commit: '0000000',
      device: 'none',
      seconds: 0,
      epochs: 0,
      loss: 'none',
      optimiser: 'none',
    },
    metrics: { validation: { mae: 1 } },
    limits: ['tests only'],
    warning: 'Trained on nothing.',
    licence: 'MIT',
    parityTolerance: 1e-3,
    ...patch,
  };
}

/** A golden file: little-endian float32, residual then spread, at every eighth row and column. */
export function goldenBytes({ residual, spread }: NetworkOutput, size: number): Uint8Array {
  const values = [residual, spread].flatMap((of) =>
    [...of].filter((_, k) => Math.floor(k / size) % 8 === 0 && (k % size) % 8 === 0),
  );
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((one, k) => {
    view.setFloat32(4 * k, one, true);
  });
  return new Uint8Array(view.buffer);
}

/** The model's files in memory, as modelFromTree takes them. */
export function modelTree(traits: CardTraits): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>([
    ['card.json', new TextEncoder().encode(JSON.stringify(cardDocument(traits)))],
  ]);
  for (const { size, bytes, golden } of traits.networks) {
    files.set(`model-${size}.onnx`, bytes);
    if (golden) files.set(`golden-${size}.f32`, goldenBytes(golden, size));
  }
  return files;
}

export const tinyModel = (traits: CardTraits): ModelSource => modelFromTree('tiny', modelTree(traits));
