/** What can run a network. `native` is an ONNX Runtime outside the browser's. */
export type BackendName = 'wasm' | 'webgpu' | 'native';

/** What a network answers, [size * size] each, row 0 = north [dB]. */
export interface NetworkOutput {
  /** Added to the free-space gain. */
  readonly residual: Float32Array;
  /** Error to be expected, >= 0. */
  readonly spread: Float32Array;
}

/** A network file that is known to be the one that the card describes. */
export interface Network {
  /** What the user knows the file by. */
  readonly place: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly channels: number;
  readonly size: number;
}

/** One network, ready to run. */
export interface InferenceBackend {
  readonly name: BackendName;
  /** What does the work, as people are told of it. */
  readonly adapter: string;
  /**
   * @param features scaled, [channels * size * size]
   * @param landUse codes, [size * size]
   * @throws UserError('device-lost') when a GPU fails; the caller may open the network anew
   * @throws UserError('bad-input') when the network cannot be run or answers with anything but finite numbers
   */
  run(features: Float32Array, landUse: Int32Array): Promise<NetworkOutput>;
  /** Gives its memory back; runs that are under way end first. */
  release(): Promise<void>;
}

declare const value: unique symbol;
/** A tensor that may lie on a device. */
export interface GraphValue {
  readonly [value]: true;
}

/** A graph other than a network's, e.g. a step of training. */
export interface GraphFile {
  /** What the user knows the file by. */
  readonly place: string;
  readonly bytes: Uint8Array;
  /** Outputs that stay on the device. */
  readonly kept: readonly string[];
}

/** A graph that is ready to run: what it answers with may be fed to it again without leaving the device. */
export interface DeviceGraph {
  floats(values: Float32Array, dims: readonly number[]): GraphValue;
  integers(values: Int32Array, dims: readonly number[]): GraphValue;
  /** @throws UserError as `InferenceBackend.run` */
  run(feeds: Readonly<Record<string, GraphValue>>): Promise<Record<string, GraphValue>>;
  /** Values of a float32 tensor, from wherever it lies. */
  read(value: GraphValue): Promise<Float32Array>;
  dispose(value: GraphValue): void;
  release(): Promise<void>;
}

/** One way to run networks on this device. */
export interface BackendOffer {
  readonly name: BackendName;
  readonly adapter: string;
  /** @throws UserError('bad-input') when the network is broken, of other inputs or outputs, or needs what the backend lacks */
  open(network: Network): Promise<InferenceBackend>;
  /** The same for any graph; left out where only networks can be run. */
  openGraph?(graph: GraphFile): Promise<DeviceGraph>;
}

/** The ways to run networks on this device: WASM always, a GPU where there is a real one. */
export interface InferenceRuntime {
  offers(): Promise<readonly BackendOffer[]>;
}
