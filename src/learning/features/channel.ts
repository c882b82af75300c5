/** One plane of a predictor's input: what it holds, per cell of the map. */
export interface ChannelFact {
  /** Shown to people. */
  readonly label: string;
  /** Unit of the raw value, '' for none. */
  readonly unit: string;
  readonly help: string;
}

/**
 * Every plane that can be fed to a predictor, with raw values in these units; a model's card says which it takes, in which order and
 * how each is scaled. Height, land use, roads and the free-space level are those of the paper (section 3.3.2), with its signs and
 * quadrants set right; the others are ours. Land use is a code and no quantity: it enters a network through an embedding, never as a
 * number (`FeatureMaps.landUse`).
 */
export const CHANNELS = {
  'building-height': {
    label: 'Building height',
    unit: 'm',
    help: 'Roof above the ground at the centre of the cell, 0 outdoors',
  },
  'free-space-gain': {
    label: 'Free space and antenna',
    unit: 'dB',
    help: 'What would arrive if there were no city: antenna gain less free-space loss. Predictors start from it',
  },
  'log-distance': {
    label: 'Distance, logarithmic',
    unit: '',
    help: 'Decimal logarithm of the distance from the antenna in metres',
  },
  obstruction: {
    label: 'Obstruction',
    unit: 'm',
    help: 'How far the straight line from the antenna runs through buildings',
  },
  'excess-height': {
    label: 'Height of the roof edge',
    unit: 'm',
    help: 'By how much the dominant roof edge stands above the straight line from the antenna; negative where the line passes over it',
  },
  'knife-edge-loss': {
    label: 'Loss over the roofs',
    unit: 'dB',
    help: 'Knife-edge loss of the dominant roof edge and of one on either side of it (Deygout, ITU-R P.526)',
  },
  'line-of-sight': { label: 'Line of sight', unit: '', help: '1 where no building stands between antenna and cell' },
  road: { label: 'Road', unit: '', help: '1 where a carriageway touches the cell' },
  'bearing-cos': {
    label: 'Bearing, cosine',
    unit: '',
    help: "Cosine of the cell's bearing, counted from the direction that the antenna faces",
  },
  'bearing-sin': {
    label: 'Bearing, sine',
    unit: '',
    help: "Sine of the cell's bearing, counted clockwise from the direction that the antenna faces",
  },
  frequency: { label: 'Frequency', unit: '', help: 'Decimal logarithm of the carrier in gigahertz' },
  'antenna-height': { label: 'Antenna height', unit: 'm', help: 'Antenna above the ground' },
  'coarse-excess': {
    label: 'Coarse sweep over free space',
    unit: 'dB',
    help: 'A quick, coarse sweep of the same place, less the free-space gain; 0 where it reaches nothing',
  },
  'coarse-valid': { label: 'Reached by the coarse sweep', unit: '', help: '1 where the coarse sweep has a level' },
  terrain: {
    label: 'Terrain',
    unit: 'm',
    help: 'Ground above the ground at the antenna; 0 throughout, as scenes have level ground',
  },
  zero: { label: 'Empty', unit: '', help: 'Fills the number of planes up to a multiple of four' },
} as const satisfies Readonly<Record<string, ChannelFact>>;

export type ChannelName = keyof typeof CHANNELS;

export const CHANNEL_NAMES = Object.keys(CHANNELS) as readonly ChannelName[];

export function isChannelName(name: string): name is ChannelName {
  return Object.hasOwn(CHANNELS, name);
}

/** The planes of a training sample, in this order; what the shipped models take. */
export const BASE_CHANNELS = [
  'building-height',
  'free-space-gain',
  'log-distance',
  'obstruction',
  'excess-height',
  'knife-edge-loss',
  'line-of-sight',
  'road',
  'bearing-cos',
  'bearing-sin',
  'frequency',
  'antenna-height',
] as const satisfies readonly ChannelName[];
