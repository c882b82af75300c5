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

/** One way to run networks on this device. */
export interface BackendOffer {
  readonly name: BackendName;
  readonly adapter: string;
  /** @throws UserError('bad-input') when the network is broken, of other inputs or outputs, or needs what the backend lacks */
  open(network: Network): Promise<InferenceBackend>;
}

/** The ways to run networks on this device: WASM always, a GPU where there is a real one. */
export interface InferenceRuntime {
  offers(): Promise<readonly BackendOffer[]>;
}
