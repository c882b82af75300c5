import type { ChannelName } from '../features/channel.ts';

/** One plane of a model's input: the network sees (raw - offset) / scale, clipped to the card's `clip`. */
export interface ChannelScale {
  readonly channel: ChannelName;
  readonly offset: number;
  readonly scale: number;
  /** Raw value of a cell where the plane has none (NaN). */
  readonly fill: number;
}

/** One network file. Networks have fixed shapes; all files of a model hold the same weights. */
export interface NetworkFile {
  /** Rows and columns of the maps that it takes. */
  readonly size: number;
  readonly file: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** What it must answer to the golden input (golden.ts); null where whoever trained it gave none. */
  readonly golden: { readonly file: string; readonly sha256: string } | null;
}

/** Least and greatest value met in training. */
export type Range = readonly [number, number];

export interface ModelRanges {
  readonly frequencyHz: Range;
  readonly antennaHeightM: Range;
  /** Share of the ground that is built on, 0..1. */
  readonly buildingDensity: Range;
  readonly meanBuildingHeightM: Range;
  readonly distanceM: Range;
  readonly cellSizeM: Range;
}

/** How a model was trained. */
export interface TrainingFacts {
  readonly data: string;
  readonly description: string;
  /** Engine that computed the maps it learned from. */
  readonly engine: string;
  readonly samples: number;
  readonly cities: number;
  readonly seed: number;
  readonly dataSha256: string;
  readonly commit: string;
  readonly device: string;
  readonly seconds: number;
  readonly epochs: number;
  readonly loss: string;
  readonly optimiser: string;
}

/** Figures of one evaluation, as the card states them. */
export type MetricSet = Readonly<Record<string, number | string | null>>;

/**
 * What is known of a learned predictor. Its networks give, per cell, a residual [dB] that is added to the free-space gain, and the
 * error to be expected [dB]. Cells indoors are outside what it predicts.
 */
export interface ModelCard {
  readonly id: string;
  readonly name: string;
  readonly architecture: string;
  readonly summary: string;
  readonly parameters: number;
  /** Billions of floating-point operations of one run, by size. */
  readonly gflops: Readonly<Record<string, number>>;
  /** Smallest size first; at least one. */
  readonly files: readonly NetworkFile[];
  readonly opset: number;
  readonly weights: string;
  /** In the order in which the network takes them. */
  readonly channels: readonly ChannelScale[];
  /** Scaled values are clipped to [-clip, clip]. */
  readonly clip: number;
  /** Path gains below this were raised to it in training, and are not predicted [dB]. */
  readonly floorDb: number;
  readonly cellSizeM: number;
  readonly receiverHeightM: number;
  readonly ranges: ModelRanges;
  readonly training: TrainingFacts;
  /** By evaluation: 'validation', 'test', ... */
  readonly metrics: Readonly<Record<string, MetricSet>>;
  readonly limits: readonly string[];
  readonly warning: string;
  readonly licence: string;
  /** Greatest difference from the golden output that counts as the same, as a share of that output's range. */
  readonly parityTolerance: number;
  /** What trains it to a site (see tuning/); left out or null where nothing does. */
  readonly tuning?: { readonly file: string; readonly sha256: string } | null;
}
